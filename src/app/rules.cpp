// SPDX-License-Identifier: Apache-2.0
// `countervail rules on DATE` and `countervail rules between A B`.
#include <algorithm>
#include <memory>

#include "app/program.h"
#include "base/text.h"
#include "controls/rules_tables.h"

namespace countervail {

namespace {

struct RulesOptions {
    std::string on;                    ///< a date
    std::string a, b;                  ///< places
    std::vector<std::string> acts;     ///< empty: all
};

Result<Regime> read_regime(const Settings& settings, const RulesOptions& options, Date on) {
    auto library = open_library(settings);
    if (!library) return std::unexpected(std::move(library.error()));
    const std::vector<std::string> acts = options.acts.empty() ? act_ids(*library) : options.acts;
    return Regime::read(*library, acts, settings.known_on.value_or(on));
}

ExitCode bad_date(const Settings& settings, const std::string& text) {
    return report(settings, {{{}, "\"" + text + "\" is not a date", "write YYYY-MM-DD, e.g. 2025-04-04"}});
}

ExitCode run_rules_on(const Settings& settings, const RulesOptions& options) {
    const std::optional<Date> on = Date::parse(options.on);
    if (!on) return bad_date(settings, options.on);
    auto regime = read_regime(settings, options, *on);
    if (!regime) return report(settings, regime.error());
    print(settings, rules_on(*regime, *on));
    return kDone;
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
        errors.push_back({{}, "\"" + place + "\" is not a place of the ledger or of an act", hint.empty() ? "places are ISO 3166-1 alpha-3 codes, e.g. USA" : hint});
    }
    return errors;
}

/// Without --on: as the law stands at the end of the last change that the acts know of.
ExitCode run_rules_between(const Settings& settings, const RulesOptions& options) {
    const std::optional<Date> asked = options.on.empty() ? std::optional<Date>() : Date::parse(options.on);
    if (!options.on.empty() && !asked) return bad_date(settings, options.on);
    auto regime = read_regime(settings, options, asked.value_or(Date(9999, 12, 31)));
    if (!regime) return report(settings, regime.error());
    if (Errors errors = unknown_places(settings, options, *regime); !errors.empty()) return report(settings, errors);
    const std::vector<Date> changes = regime->change_days();
    const Date on = asked.value_or(changes.empty() ? Date() : changes.back());
    Table table = rules_between(*regime, options.a, options.b, on);
    if (table.rows.empty() && settings.format == TableFormat::text) {
        settings.answers() << "No clause bears on goods between " << options.a << " and " << options.b << " on " << on.to_text() << ".\n";
        return kAnswerIsNo;
    }
    print(settings, table);
    return table.rows.empty() ? kAnswerIsNo : kDone;
}

}  // namespace

void set_up_rules(CLI::App& program, Settings& settings, ExitCode& code) {
    const auto options = std::make_shared<RulesOptions>();
    CLI::App* verb = program.add_subcommand("rules", "What the law was: on a day, or between two places")->fallthrough()->require_subcommand(1);
    CLI::App* on = verb->add_subcommand("on", "Every clause as it stood on a day (--known DATE: as far as was known then)")->fallthrough();
    on->add_option("DATE", options->on, "YYYY-MM-DD")->required();
    on->add_option("--act", options->acts, "Only these acts")->type_name("ACT");
    on->callback([&settings, &code, options] { code = run_rules_on(settings, *options); });
    CLI::App* between = verb->add_subcommand("between", "Clauses that bear on goods between two places; exit code 1 when there is none")->fallthrough();
    between->add_option("A", options->a, "ISO 3166-1 alpha-3")->required();
    between->add_option("B", options->b, "ISO 3166-1 alpha-3")->required();
    between->add_option("--on", options->on, "The day; by default after the last known change")->type_name("DATE");
    between->add_option("--act", options->acts, "Only these acts")->type_name("ACT");
    between->callback([&settings, &code, options] { code = run_rules_between(settings, *options); });
}

}  // namespace countervail
