// SPDX-License-Identifier: Apache-2.0
#include "report/run_report_dependence.h"

#include <algorithm>
#include <cstdlib>
#include <map>

#include "base/text.h"
#include "dependence/asymmetry_claim.h"
#include "dependence/world_trade.h"
#include "report/dependence_charts.h"

namespace countervail {

namespace {

// Like observed figures: shown whenever they were published, used by nothing in the run.
const Date kWhenever(9999, 12, 31);

const AsymmetryClaim* claim_at(const RunDependence& dependence) { return dependence.claim ? &*dependence.claim : nullptr; }

double threshold_of(const RunDependence& dependence) { return dependence.claim ? dependence.claim->threshold : 0.5; }

/// Totals of another time say nothing of a run: as far off as a row may stand in for the figure of a year.
constexpr int kYearsApart = 5;

void keep_near(BilateralTotals& totals, int year) {
    const auto far = [&](const auto& each) { return std::abs(static_cast<int>(parse_number(each.period.substr(0, 4)).value_or(year)) - year) > kYearsApart; };
    std::erase_if(totals.reports, far);
    std::erase_if(totals.mirror, far);
}

std::vector<std::string> report_ids(const BilateralTotals& totals) {
    std::vector<std::string> ids;
    for (const BilateralReport& each : totals.reports) ids.push_back(each.statement);
    return ids;
}

}  // namespace

std::optional<std::pair<std::string, std::string>> powers_of(const Scenario& scenario) {
    if (!scenario.controller.empty() && !scenario.target.empty() && scenario.controller != scenario.target) return std::pair(scenario.controller, scenario.target);
    std::map<std::string, int> acts;
    for (const std::string& act : scenario.acts) {
        const std::size_t slash = act.find('/');
        if (slash != std::string::npos && slash > 0) ++acts[act.substr(0, slash)];
    }
    if (acts.size() < 2) return {};
    std::vector<std::pair<std::string, int>> issuers(acts.begin(), acts.end());
    std::stable_sort(issuers.begin(), issuers.end(), [](const auto& x, const auto& y) { return x.second > y.second; });
    return std::pair(issuers[0].first, issuers[1].first);
}

Result<std::optional<RunDependence>> dependence_of_run(const Ensemble& ensemble, const Library& library, const Ledger& ledger) {
    const Scenario& scenario = ensemble.scenario();
    const auto powers = powers_of(scenario);
    if (!powers || ensemble.world().place(powers->first) < 0 || ensemble.world().place(powers->second) < 0) return std::nullopt;
    const auto& [a, b] = *powers;
    const auto own_year = baseline_year(library, ensemble.world().id);
    if (!own_year) return std::unexpected(own_year.error());
    const int year = scenario.world_year != 0 ? scenario.world_year : *own_year;
    const TradeCube cube = trade_of_world(ensemble.world(), year);
    if (cube.place(a) < 0 || cube.place(b) < 0) return std::nullopt;
    AsymmetryQuestion question;
    question.a = a;
    question.b = b;
    question.year = year;
    auto curve = asymmetry_curve(cube, question);
    if (!curve) return std::unexpected(std::move(curve.error()));
    if (curve->a_on_b.lines == 0 && curve->b_on_a.lines == 0) return std::nullopt;
    auto totals = totals_of(library, ledger, a, b, kWhenever);
    if (!totals) return std::unexpected(std::move(totals.error()));
    keep_near(*totals, year);
    RunDependence made{pair_names(cube, a, b), claim_of(ledger, a, b, kWhenever), std::move(*curve), {}, {}, {}};
    if (!totals->reports.empty()) made.totals = std::move(*totals);
    return made;
}

Result<void> add_imported_trade(RunDependence& dependence, const TradeCube& cube, int threads) {
    AsymmetryQuestion question;
    question.a = dependence.items.question.a;
    question.b = dependence.items.question.b;
    question.year = cube.years().back();
    auto curve = asymmetry_curve(cube, question);
    if (!curve) return std::unexpected(std::move(curve.error()));
    dependence.imported = std::move(*curve);
    if (!dependence.claim) return {};
    AsymmetryChoices choices;
    choices.cubes = {{cube.provenance().id, &cube}};
    auto sweep = asymmetry_sweep(choices, question.a, question.b, *dependence.claim, threads);
    if (!sweep) return std::unexpected(std::move(sweep.error()));
    dependence.sweep = std::move(*sweep);
    return {};
}

std::vector<RunChart> dependence_charts(const RunDependence& dependence) {
    std::vector<RunChart> charts{asymmetry_curve_chart("asymmetry-items", &dependence.items, claim_at(dependence), dependence.names)};
    if (dependence.imported) charts.push_back(asymmetry_curve_chart("asymmetry-imported", &*dependence.imported, claim_at(dependence), dependence.names));
    if (dependence.sweep) charts.push_back(asymmetry_choices_chart(*dependence.sweep, dependence.names));
    return charts;
}

PageSection dependence_section(const RunDependence& dependence, const std::vector<RunChart>& charts) {
    PageSection section;
    section.id = "dependence";
    section.heading = "Who depends on whom";
    const auto say = [&](const std::string& words, std::vector<std::string> statements) {
        if (!words.empty()) section.sentences.push_back({words, std::move(statements)});
    };
    const std::vector<std::string> claimed = dependence.claim ? dependence.claim->statements : std::vector<std::string>();
    say(asymmetry_answer(dependence.items, dependence.names, threshold_of(dependence)), {});
    if (dependence.imported) {
        say(asymmetry_answer(*dependence.imported, dependence.names, threshold_of(dependence)), {});
        if (dependence.sweep) say(dependence.sweep->verdict.sentence, claimed);
        else if (dependence.claim) say(claim_words_of(*dependence.imported, *dependence.claim), claimed);
    } else if (dependence.claim) {
        say(claim_words_of(dependence.items, *dependence.claim), claimed);
    } else {
        say(how_to_get_trade(), {});
    }
    if (dependence.totals) say(totals_words(*dependence.totals, dependence.names), report_ids(*dependence.totals));
    for (const RunChart& chart : charts) {
        section.figures.push_back({chart.wide, chart.narrow});
        for (const char* form : {".svg", ".png", ".csv"}) section.downloads.push_back({"charts/" + chart.name + form, "charts/" + chart.name + form});
    }
    section.notes.push_back({"Trade at rest, before any act of the scenario. Counted is the part of what a seller sells the buyer that falls in goods of which it supplies more than the threshold of all that the buyer "
                             "imports. A claim and reported totals are shown whenever they were published; nothing in the run uses them.", {}});
    return section;
}

std::vector<std::string> statements_of(const RunDependence& dependence) {
    std::vector<std::string> ids = dependence.claim ? dependence.claim->statements : std::vector<std::string>();
    if (dependence.totals) {
        for (std::string& id : report_ids(*dependence.totals)) ids.push_back(std::move(id));
    }
    return ids;
}

}  // namespace countervail
