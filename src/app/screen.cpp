// SPDX-License-Identifier: Apache-2.0
// `countervail screen FILE` and `countervail screen --batch ORDERS`.
#include <CLI/App.hpp>
#include <algorithm>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>

#include "app/files.h"
#include "app/program.h"
#include "app/progress.h"
#include "app/screen_text.h"
#include "base/text.h"
#include "screening/order_batch.h"
#include "screening/screening_tables.h"

namespace countervail {

namespace {

struct ScreenOptions {
    std::string file, batch;
    std::string on;                          ///< a date
    LawChoice choice;
    std::vector<std::string> lists;          ///< files of listed parties
    std::string ownership;                   ///< a file of holdings
    bool trace = false;
};

/// Everything that shipments are held against.
struct AtHand {
    Library library;
    Ledger ledger;
    LawBook book;
    PartyBook parties;
    ShipmentWords words;
    ContentScope scope;

    ScreeningTools tools() const { return {book, {words, scope, parties, lists_of_law(book)}, &ledger}; }
};

Result<PartyBook> read_parties(const Library& library, const ScreenOptions& options) {
    std::vector<NamedFile> lists;
    std::optional<NamedFile> holdings;
    Errors errors;
    for (const std::string& path : options.lists) {
        auto bytes = read_file(path);
        if (bytes) lists.push_back({path, std::move(*bytes)});
        else append(errors, std::move(bytes.error()));
    }
    if (!options.ownership.empty()) {
        auto bytes = read_file(options.ownership);
        if (bytes) holdings = NamedFile{options.ownership, std::move(*bytes)};
        else append(errors, std::move(bytes.error()));
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return PartyBook::read(library, lists, holdings);
}

Result<std::unique_ptr<const AtHand>> read_at_hand(const Settings& settings, const ScreenOptions& options) {
    auto library = open_library(settings);
    if (!library) return std::unexpected(std::move(library.error()));
    auto ledger = open_ledger(*library);
    if (!ledger) return std::unexpected(std::move(ledger.error()));
    const Date everything(2999, 12, 31);
    auto catalogue = read_catalogue(*library, *ledger, everything);
    auto book = LawBook::read(*library, options.choice, settings.known_on.value_or(everything));
    auto parties = read_parties(*library, options);
    Errors errors;
    if (!catalogue) append(errors, std::move(catalogue.error()));
    if (!book) append(errors, std::move(book.error()));
    if (!parties) append(errors, std::move(parties.error()));
    if (!errors.empty()) return std::unexpected(std::move(errors));
    ShipmentWords words(book->chosen.terms(), std::move(*catalogue), book->chosen.acts(), parties->lists());
    ContentScope scope(*book);
    return std::make_unique<const AtHand>(AtHand{std::move(*library), std::move(*ledger), std::move(*book), std::move(*parties), std::move(words), std::move(scope)});
}

Result<Shipment> read_one(const std::string& file, const ShipmentWords& words) {
    auto text = read_file(file);
    if (!text) return std::unexpected(std::move(text.error()));
    const std::filesystem::path folder = std::filesystem::path(file).parent_path();
    return read_shipment(std::move(*text), file, words, [&](const std::string& path) { return read_file(folder / path); });
}

Result<std::optional<Date>> asked_day(const ScreenOptions& options) {
    if (options.on.empty()) return std::nullopt;
    const auto day = Date::parse(options.on);
    if (!day) return fail({}, "\"" + options.on + "\" is not a date", "write YYYY-MM-DD, e.g. 2025-10-20");
    return day;
}

/// 0 only when it may go: a script that ships on 0 never ships what needs a licence.
ExitCode code_of(ScreeningOutcome overall) { return is_restricted(overall) ? kAnswerIsNo : kDone; }

ExitCode run_one(const Settings& settings, const ScreenOptions& options, const AtHand& at_hand, std::optional<Date> asked) {
    const auto shipment = read_one(options.file, at_hand.words);
    if (!shipment) return report(settings, shipment.error());
    const std::optional<Date> on = asked ? asked : shipment->on;
    if (!on) return report(settings, {{{options.file}, "neither the file nor --on says on which day", "add on = 2025-10-20 to the file, or --on 2025-10-20"}});
    const ScreeningTools tools = at_hand.tools();
    const Screening screening = screen(*shipment, tools, *on);
    const Changes changes = what_would_change(screening, at_hand.book);
    const auto chances = clause_chances(*shipment, screening, tools);
    if (!chances) return report(settings, chances.error());
    if (settings.format == TableFormat::text) {
        settings.answers() << screening_text({*shipment, screening, changes, *chances, at_hand.words.terms(), options.trace});
        return code_of(screening.overall);
    }
    std::vector<Table> tables{answers_table(screening), limbs_table(screening, options.trace), elsewhere_table(screening), changes_table(changes), limits_table(changes),
                              duties_table(screening),  tariffs_table(screening),               chances_table(*chances)};
    if (options.trace) tables.push_back(trace_table(screening));
    std::vector<const Table*> shown;
    for (const Table& table : tables) shown.push_back(&table);
    print(settings, shown);
    return code_of(screening.overall);
}

std::string counts_text(const BatchCounts& counts) {
    std::string text = std::to_string(counts.orders) + (counts.orders == 1 ? " order" : " orders") + " on " + std::to_string(counts.rows) + (counts.rows == 1 ? " row" : " rows") + ":";
    for (const ScreeningOutcome outcome : {ScreeningOutcome::free, ScreeningOutcome::free_with_report, ScreeningOutcome::licence, ScreeningOutcome::refused, ScreeningOutcome::unknown}) {
        text += " " + to_text(outcome) + " " + std::to_string(counts.by_outcome[static_cast<std::size_t>(outcome)]) + ";";
    }
    return text + " unread " + std::to_string(counts.bad) + "\n";
}

ExitCode run_batch(const Settings& settings, const ScreenOptions& options, const AtHand& at_hand, std::optional<Date> asked) {
    constexpr std::size_t kShown = 200;   // a file of a million bad rows is told by its first ones
    std::error_code code;
    const auto bytes = std::filesystem::file_size(options.batch, code);
    std::ifstream orders(options.batch, std::ios::binary);
    if (code || !orders) return report(settings, {{{options.batch}, "cannot be read", "check the path"}});
    std::ofstream file;
    if (!settings.out.empty()) {
        file.open(settings.out, std::ios::binary);
        if (!file) return report(settings, {{{settings.out.string()}, "cannot be written", "check the folder"}});
    }
    Progress progress("screening", bytes, !settings.quiet);
    BatchOptions batch;
    batch.file = options.batch;
    batch.on = asked;
    batch.threads = settings.threads_to_use();
    batch.at_byte = [&](std::size_t at) { progress.at(at); };
    Errors shown;
    std::size_t problems = 0;
    batch.problem = [&](const Error& error) {
        if (++problems <= kShown) shown.push_back(error);
    };
    auto counts = screen_orders(orders, settings.out.empty() ? settings.answers() : file, at_hand.tools(), batch);
    if (!counts) return report(settings, counts.error());
    settings.problems() << to_text(shown);
    if (problems > kShown) settings.problems() << "… and " << problems - kShown << " more; the column problem names each\n";
    if (!settings.out.empty()) {
        file.close();
        if (!file) return report(settings, {{{settings.out.string()}, "was not written whole", "check the space on the disk"}});
        settings.answers() << counts_text(*counts);
    } else {
        settings.problems() << counts_text(*counts);
    }
    if (problems > 0) return kBadInput;
    const bool all_free = counts->by_outcome[static_cast<std::size_t>(ScreeningOutcome::free)] + counts->by_outcome[static_cast<std::size_t>(ScreeningOutcome::free_with_report)] == counts->orders;
    return all_free ? kDone : kAnswerIsNo;
}

ExitCode run_screen(const Settings& settings, const ScreenOptions& options) {
    if (options.file.empty() == options.batch.empty()) {
        settings.problems() << "countervail: screen takes one shipment or --batch ORDERS\n  mend: countervail screen my-shipment.toml\n";
        return kUsage;
    }
    const auto asked = asked_day(options);
    if (!asked) return report(settings, asked.error());
    const auto at_hand = read_at_hand(settings, options);
    if (!at_hand) return report(settings, at_hand.error());
    return options.batch.empty() ? run_one(settings, options, **at_hand, *asked) : run_batch(settings, options, **at_hand, *asked);
}

}  // namespace

void set_up_screen(CLI::App& program, Settings& settings, ExitCode& code) {
    const auto options = std::make_shared<ScreenOptions>();
    CLI::App* verb = program.add_subcommand("screen", "May this shipment go? Every limb of every power's law, and what would change the answer")->fallthrough();
    verb->footer("Exit codes: 0 it may go (perhaps with a report), 1 a licence is needed, it is refused, or nobody can tell, 3 bad input.");
    verb->add_option("FILE", options->file, "One shipment (docs/formats/shipment.md)");
    verb->add_option("--batch", options->batch, "A table of orders in place of one shipment; --out names the file for the answers, else they are printed")->type_name("ORDERS");
    verb->add_option("--on", options->on, "The day, in place of the file's own")->type_name("DATE");
    verb->add_option("--act", options->choice.acts, "Only these acts (patterns; act@branch)")->type_name("ACT");
    verb->add_option("--branch", options->choice.branches, "Named branches of rules/branches.toml")->type_name("BRANCH")->delimiter(',');
    verb->add_option("--reading", options->choice.readings, "Answers to open questions, e.g. Q-4=cset")->type_name("QUESTION=OPTION")->delimiter(',');
    verb->add_option("--list", options->lists, "Files of listed parties beside those of the library")->type_name("FILE");
    verb->add_option("--ownership", options->ownership, "A file of holdings (docs/formats/ownership.md)")->type_name("FILE");
    verb->add_flag("--trace", options->trace, "Every clause that was tried, with every test");
    verb->callback([&settings, &code, options] { code = run_screen(settings, *options); });
}

}  // namespace countervail
