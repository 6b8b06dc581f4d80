// SPDX-License-Identifier: Apache-2.0
// `countervail disruption COMMODITY --by PLACE` and `countervail disruption --all`.
#include <CLI/App.hpp>
#include <algorithm>
#include <memory>

#include "app/program.h"
#include "app/progress.h"
#include "app/world_at_hand.h"
#include "base/text.h"
#include "losses/disruption_tables.h"

namespace countervail {

namespace {

struct DisruptionRequest {
    std::vector<std::string> commodities, by;
    double share = 100;
    std::string in, table;
    std::string world;
    bool all = false;
};

constexpr int kDraws = 1000;

/// Everything a question is asked of.
struct AtHand {
    CommodityBook book;
    AskedEconomy economy;
    std::string table_note;
};

Result<AtHand> read_at_hand(const Settings& settings, const DisruptionRequest& request) {
    const auto at_hand = open_world(settings, request.world);
    if (!at_hand) return std::unexpected(at_hand.error());
    // The markets have figures of later editions than the world; a day that was named holds for both.
    auto book = read_commodities(at_hand->library, at_hand->ledger, at_hand->industries, settings.known_on.value_or(Date(2999, 12, 31)));
    auto table = table_of(*at_hand, request.table);
    Errors errors;
    if (!book) append(errors, std::move(book.error()));
    if (!table) append(errors, std::move(table.error()));
    if (!errors.empty()) return std::unexpected(std::move(errors));
    const std::string in = !request.in.empty() ? request.in : book->list.front().consumers.front().place;
    auto economy = asked_economy(*table, at_hand->industries, in);
    if (!economy) return std::unexpected(std::move(economy.error()));
    return AtHand{std::move(*book), std::move(*economy), "on " + described(*table)};
}

Result<std::vector<DisruptionQuestion>> questions_of(const CommodityBook& book, const AskedEconomy& economy, const DisruptionRequest& request) {
    std::vector<DisruptionQuestion> questions;
    const double share = request.share / 100;
    if (request.all) {
        for (std::size_t i = 0; i < book.list.size(); ++i) {
            if (std::ranges::find(book.list[i].consumers, economy.place, &CommodityConsumer::place) == book.list[i].consumers.end()) continue;
            for (const CommodityScenario& each : book.list[i].scenarios) {
                if (request.by.empty() || request.by == each.by) questions.push_back({{static_cast<int>(i)}, each.by, share});
            }
        }
        if (questions.empty()) return fail({}, "no commodity has such a scenario for " + economy.place, "leave out --by and --in");
        return questions;
    }
    DisruptionQuestion question{{}, request.by, share};
    std::vector<std::string> ids;
    for (const Commodity& each : book.list) ids.push_back(each.id);
    Errors errors;
    for (const std::string& id : request.commodities) {
        const int index = book.commodity(id);
        if (index < 0) {
            const std::string near = did_you_mean(id, ids);
            errors.push_back({{}, "there is no commodity \"" + id + "\"", near.empty() ? "commodities: " + join(ids, ", ") : near});
        } else {
            question.commodities.push_back(index);
        }
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    const Commodity& first = book.list[static_cast<std::size_t>(question.commodities.front())];
    if (question.by.empty() && !first.scenarios.empty()) question.by = first.scenarios.front().by;
    questions.push_back(std::move(question));
    return questions;
}

void print_one(const Settings& settings, const AtHand& at_hand, const Disruption& disruption) {
    const std::vector<PublishedComparison> comparisons = compare_with_published(at_hand.book, at_hand.economy, disruption);
    std::vector<Table> tables{disruption_summary(at_hand.book, at_hand.economy, disruption), disruption_parts(disruption),
                              disruption_uses(at_hand.book, at_hand.economy, disruption), disruption_industries(at_hand.economy, disruption)};
    if (!comparisons.empty()) tables.push_back(disruption_published(comparisons));
    std::vector<const Table*> shown;
    for (const Table& table : tables) shown.push_back(&table);
    if (settings.format == TableFormat::text) settings.answers() << disruption_text(at_hand.book, at_hand.economy, disruption);
    print(settings, shown);
    if (settings.format == TableFormat::text) settings.answers() << "\nComputed " << at_hand.table_note << ".\n";
}

ExitCode run_disruption(const Settings& settings, const DisruptionRequest& request) {
    if (request.all == !request.commodities.empty()) {
        settings.problems() << "countervail: disruption takes a commodity or --all\n  mend: countervail disruption gallium, or countervail disruption --all\n";
        return kUsage;
    }
    const auto at_hand = read_at_hand(settings, request);
    if (!at_hand) return report(settings, at_hand.error());
    const auto questions = questions_of(at_hand->book, at_hand->economy, request);
    if (!questions) return report(settings, questions.error());
    DisruptionOptions options;
    options.draws = settings.draws.value_or(kDraws);
    options.seed = settings.seed.value_or(options.seed);
    options.threads = settings.threads_to_use();
    std::vector<Disruption> answers;
    Progress progress("disruptions", questions->size(), !settings.quiet);
    for (const DisruptionQuestion& question : *questions) {
        progress.at(answers.size());
        auto answer = disrupt(at_hand->book, at_hand->economy, question, options);
        if (!answer) return report(settings, answer.error());
        answers.push_back(std::move(*answer));
    }
    if (request.all) print(settings, disruption_ranking(at_hand->book, at_hand->economy, answers));
    else print_one(settings, *at_hand, answers.front());
    return kDone;
}

}  // namespace

void set_up_disruption(CLI::App& program, Settings& settings, ExitCode& code) {
    const auto request = std::make_shared<DisruptionRequest>();
    CLI::App* verb = program.add_subcommand("disruption", "The loss from one commodity of one country, USGS-style")->fallthrough();
    verb->footer("A reconstruction in the structure of the published model, not that model. Exit codes: 0 done, 2 usage, 3 bad input, 4 an optimum was not reached.");
    verb->add_option("COMMODITY", request->commodities, "One of data/economy/commodities.toml, or several that stop together: gallium,germanium")->delimiter(',');
    verb->add_option("--by", request->by, "Who stops selling; the commodity's first scenario when not named")->type_name("PLACE")->delimiter(',');
    verb->add_option("--share", request->share, "Per cent of net exports withheld")->check(CLI::Range(0.0, 100.0))->type_name("PERCENT");
    verb->add_option("--in", request->in, "Whose value added is counted; the first consumer of the file when not named")->type_name("PLACE");
    verb->add_option("--table", request->table, "A published input-output table in place of the built-in one (docs/formats/io-table.md)")->type_name("PATH");
    verb->add_flag("--all", request->all, "Every commodity and scenario, ranked by loss times chance");
    verb->callback([&settings, &code, request] { code = run_disruption(settings, *request); });
}

}  // namespace countervail
