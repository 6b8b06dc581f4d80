// SPDX-License-Identifier: Apache-2.0
// `countervail rules on DATE` and `countervail rules between A B`.
#include <CLI/App.hpp>
#include <algorithm>
#include <memory>

#include "app/files.h"
#include "app/program.h"
#include "base/text.h"
#include "controls/rules_tables.h"
#include "controls/rules_text.h"
#include "report/law_timeline_of_rules.h"
#include "report/picture.h"

namespace countervail {

namespace {

struct RulesOptions {
    std::string on;                    ///< a date
    std::string a, b;                  ///< days or places
    RulesQuestion question;
    std::string picture;               ///< a file
    bool wide = false;
};

Result<RulesBook> read_book(const Settings& settings, const RulesOptions& options) {
    auto library = open_library(settings);
    if (!library) return std::unexpected(std::move(library.error()));
    RulesQuestion question = options.question;
    question.known_on = settings.known_on;
    return RulesBook::read(*library, std::move(question), settings.threads_to_use());
}

ExitCode bad_date(const Settings& settings, const std::string& text) {
    return report(settings, {{{}, "\"" + text + "\" is not a date", "write YYYY-MM-DD, e.g. 2025-04-04"}});
}

/// Terminals get the compact text, everything else the whole table.
ExitCode answer(const Settings& settings, const RulesOptions& options, const Table& table, const std::string& text) {
    if (settings.format == TableFormat::text && !options.wide) {
        settings.answers() << text;
    } else {
        print(settings, table);
    }
    return table.rows.empty() ? kAnswerIsNo : kDone;
}

ExitCode run_rules_on(const Settings& settings, const RulesOptions& options) {
    const std::optional<Date> on = Date::parse(options.on);
    if (!on) return bad_date(settings, options.on);
    const auto book = read_book(settings, options);
    if (!book) return report(settings, book.error());
    return answer(settings, options, rules_on(*book, *on), rules_on_text(*book, *on));
}

Errors unknown_places(const Settings& settings, const RulesOptions& options, const Regime& regime) {
    auto library = open_library(settings);
    auto ledger = library ? open_ledger(*library) : Result<Ledger>(std::unexpected(library.error()));
    if (!ledger) return {};   // the law can be asked without the evidence
    std::vector<std::string> known;
    for (const Statement& row : ledger->statements()) known.insert(known.end(), {row.place, row.partner});
    for (const Act& act : regime.acts()) known.push_back(act.issuer);
    Errors errors;
    for (const std::string& place : {options.a, options.b}) {
        if (std::find(known.begin(), known.end(), place) != known.end()) continue;
        const std::string hint = did_you_mean(place, known);
        errors.push_back({{}, "\"" + place + "\" is not a place of the ledger or of an act, nor a date",
                          hint.empty() ? "write two days (YYYY-MM-DD) or two places (ISO 3166-1 alpha-3, e.g. USA)" : hint});
    }
    return errors;
}

/// Without --on: as the law stands at the end of the last change that the acts know of.
ExitCode run_rules_on_lane(const Settings& settings, const RulesOptions& options) {
    const std::optional<Date> asked = options.on.empty() ? std::optional<Date>() : Date::parse(options.on);
    if (!options.on.empty() && !asked) return bad_date(settings, options.on);
    if (!options.picture.empty()) return report(settings, {{{}, "a picture shows a time, not a lane", "write two days: rules between 2022-10-01 2026-12-31"}});
    const auto book = read_book(settings, options);
    if (!book) return report(settings, book.error());
    if (Errors errors = unknown_places(settings, options, book->law); !errors.empty()) return report(settings, errors);
    const std::vector<Date> changes = book->law.change_days();
    const Date on = asked.value_or(changes.empty() ? Date() : changes.back());
    const Table table = rules_on_lane(*book, options.a, options.b, on);
    if (table.rows.empty() && settings.format == TableFormat::text) {
        settings.answers() << "No clause bears on goods between " << options.a << " and " << options.b << " on " << on.to_text() << ".\n";
        return kAnswerIsNo;
    }
    return answer(settings, options, table, rules_on_lane_text(*book, options.a, options.b, on));
}

Result<void> write_picture(const RulesOptions& options, const RulesBook& book, Date after, Date through) {
    const bool png = options.picture.ends_with(".png");
    if (!png && !options.picture.ends_with(".svg")) return fail({options.picture}, "a picture ends in .svg or .png");
    const std::string svg = law_timeline(law_timeline_of(book, after, through));
    if (!png) return write_file(options.picture, svg);
    constexpr int kPixels = 1600;   // 200 dots an inch on the width of A4
    const auto bytes = picture(svg, kPixels);
    if (!bytes) return std::unexpected(bytes.error());
    return write_file(options.picture, *bytes);
}

ExitCode run_rules_between(const Settings& settings, const RulesOptions& options) {
    const std::optional<Date> after = Date::parse(options.a), through = Date::parse(options.b);
    if (!after && !through) return run_rules_on_lane(settings, options);
    if (!after || !through) return bad_date(settings, after ? options.b : options.a);
    if (*through < *after) return report(settings, {{{}, options.b + " is before " + options.a, "write the earlier day first"}});
    const auto book = read_book(settings, options);
    if (!book) return report(settings, book.error());
    if (!options.picture.empty()) {
        if (auto written = write_picture(options, *book, *after, *through); !written) return report(settings, written.error());
    }
    return answer(settings, options, rules_between(*book, *after, *through), rules_between_text(*book, *after, *through));
}

void add_question(CLI::App& verb, RulesOptions& options) {
    RulesQuestion& question = options.question;
    verb.add_option("--by", question.by, "Only acts of this power")->type_name("ISO3");
    verb.add_option("--item", question.item, "Only clauses that list these goods: an item or pattern, a customs code, a control code")->type_name("GOODS");
    verb.add_option("--act", question.choice.acts, "Only these acts (patterns; act@branch)")->type_name("ACT");
    verb.add_option("--branch", question.choice.branches, "Named branches of rules/branches.toml")->type_name("BRANCH")->delimiter(',');
    verb.add_option("--reading", question.choice.readings, "Answers to open questions, e.g. end-day=exclusive")->type_name("QUESTION=OPTION")->delimiter(',');
    verb.add_flag("--wide", options.wide, "All columns (as csv, json and md have them)");
}

}  // namespace

void set_up_rules(CLI::App& program, Settings& settings, ExitCode& code) {
    const auto options = std::make_shared<RulesOptions>();
    CLI::App* verb = program.add_subcommand("rules", "What the law was on a day, and what changed")->fallthrough()->require_subcommand(1);
    CLI::App* on = verb->add_subcommand("on", "Every limb as it stood on a day (--known DATE: as far as was known then); exit code 1 when there is none")->fallthrough();
    on->add_option("DATE", options->on, "YYYY-MM-DD")->required();
    add_question(*on, *options);
    on->callback([&settings, &code, options] { code = run_rules_on(settings, *options); });
    CLI::App* between = verb->add_subcommand("between", "What changed between two days, or what bears on goods between two places; exit code 1 when there is nothing")->fallthrough();
    between->add_option("A", options->a, "YYYY-MM-DD, the day itself not counted; or ISO 3166-1 alpha-3")->required();
    between->add_option("B", options->b, "YYYY-MM-DD, counted; or ISO 3166-1 alpha-3")->required();
    between->add_option("--on", options->on, "Of places: the day; by default after the last known change")->type_name("DATE");
    between->add_option("--picture", options->picture, "Of days: write a timeline, FILE.svg or FILE.png")->type_name("FILE");
    add_question(*between, *options);
    between->callback([&settings, &code, options] { code = run_rules_between(settings, *options); });
}

}  // namespace countervail
