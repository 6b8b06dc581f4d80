// SPDX-License-Identifier: Apache-2.0
#include "report/dependence_charts.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.h"
#include "report/dependence_between.h"
#include "report/dependence_choices.h"
#include "report/dependence_curve.h"
#include "report/dependence_ranks.h"
#include "report/figure_text.h"
#include "report/sentences.h"

namespace countervail {

namespace {

const char* const kNotTraded = "no trade between the two is in these figures";

std::vector<double> in_percent(const std::vector<double>& shares) {
    std::vector<double> percent;
    for (const double share : shares) percent.push_back(100 * share);
    return percent;
}

std::string source_note(const TradeProvenance& provenance) { return "Source: " + sources_of(provenance).front() + "."; }

std::string whole_percent(double share) { return short_number(100 * share) + "%"; }

std::string items_caption(const AsymmetryCurve& curve, bool claimed) {
    return "Covers this world's critical items only: " + std::to_string(curve.a_on_b.lines) + " sold one way, " + std::to_string(curve.b_on_a.lines) + " the other." +
           (claimed ? " The claim speaks of all trade and is not judged on these figures." : " Nothing about all trade can be read off it.");
}

void add_direction(DependenceCurve& spec, const AsymmetrySide& side, const std::string& words, std::size_t kind) {
    if (side.lines == 0) return;
    spec.lines.push_back({words + ", by value", kind, false, in_percent(side.value_share)});
    spec.lines.push_back({words + ", by product lines", kind, true, in_percent(side.line_share)});
}

/// Choices that one row of the chart holds: level, by, products; known by their order of appearance within a level.
std::vector<ChoiceRow> rows_of(const AsymmetrySweep& sweep) {
    std::map<std::tuple<int, AsymmetryBy, AsymmetryLines>, ChoiceRow> rows;
    for (const AsymmetryOutcome& each : sweep.outcomes) {
        ChoiceRow& row = rows[{each.digits, each.by, each.lines}];
        row.label = each.digits > 0 ? std::to_string(each.digits) + "-digit codes" : "codes as they are";
        row.about = "by " + std::string(each.by == AsymmetryBy::value ? "value" : "lines") + ", " + (each.lines == AsymmetryLines::all ? "all products" : "sold both ways");
        row.choices.push_back({each.cube + ", " + std::to_string(each.year) + ", " + each.folds, 100 * each.a_on_b, 100 * each.b_on_a, each.holds});
    }
    std::vector<ChoiceRow> ordered;
    for (auto& [key, row] : rows) ordered.push_back(std::move(row));
    return ordered;
}

Table no_curve_table() {
    return {"asymmetry-curve", "Who depends on whom: no figures", {{"threshold", "%", "Share of the buyer's imports of a product above which it counts"}}, {}, {}};
}

}  // namespace

RunChart asymmetry_curve_chart(const std::string& name, const AsymmetryCurve* curve, const AsymmetryClaim* claim, const PairNames& names) {
    DependenceCurve spec;
    spec.unit = "% of what the seller sells the buyer";
    spec.threshold_unit = "threshold: products of which the seller supplies more than this share of the buyer's imports, %";
    Chart words{.id = {}, .title = "Who depends on whom: " + names.a + " and " + names.b, .description = {}, .note = {}, .empty_because = how_to_get_trade()};
    if (curve != nullptr) {
        spec.thresholds = in_percent(curve->thresholds);
        add_direction(spec, curve->a_on_b, names.a + " sells " + names.b, 0);
        add_direction(spec, curve->b_on_a, names.b + " sells " + names.a, 1);
        if (curve->items_only) spec.caption = items_caption(*curve, claim != nullptr);
        words.title += ", " + std::to_string(curve->question.year);
        words.title += curve->items_only ? ", critical items only" : ", " + level_in_words(curve->provenance, curve->question.digits);
        words.description = asymmetry_answer(*curve, names, claim != nullptr ? claim->threshold : 0.5);
        words.note = source_note(curve->provenance);
        words.empty_because = kNotTraded;
    } else {
        words.description = words.empty_because;
    }
    if (claim != nullptr) {
        spec.claims = {{"claimed " + whole_percent(claim->a_on_b), 0, 100 * claim->threshold, 100 * claim->a_on_b, 100 * claim->tolerance},
                       {"claimed " + whole_percent(claim->b_on_a), 1, 100 * claim->threshold, 100 * claim->b_on_a, 100 * claim->tolerance}};
    }
    return run_chart(name, words, curve != nullptr ? asymmetry_curve_table(*curve) : no_curve_table(), [&](const Chart& chart) {
        spec.chart = chart;
        return dependence_curve(spec);
    });
}

RunChart asymmetry_choices_chart(const AsymmetrySweep& sweep, const PairNames& names) {
    DependenceChoices spec;
    spec.first = names.a + " sells " + names.b;
    spec.second = names.b + " sells " + names.a;
    spec.unit = "% of what the seller sells the buyer, in products of which it supplies more than " + whole_percent(sweep.claim.threshold) + " of the buyer's imports";
    spec.claimed_first = 100 * sweep.claim.a_on_b;
    spec.claimed_second = 100 * sweep.claim.b_on_a;
    spec.tolerance = 100 * sweep.claim.tolerance;
    spec.judged = sweep.verdict.judged;
    spec.rows = rows_of(sweep);
    return run_chart("asymmetry-choices",
                     {.id = {}, .title = "How far the answer moves with the choices behind it", .description = sweep.verdict.sentence,
                      .note = "Within a row, whose reports, years and places counted as one move. " + (sweep.sources.empty() ? std::string() : "Source: " + sweep.sources.front() + "."),
                      .empty_because = how_to_get_trade()},
                     asymmetry_sweep_table(sweep), [&](const Chart& chart) {
                         spec.chart = chart;
                         return dependence_choices(spec);
                     });
}

RunChart rank_stability_chart(const RankQuestion& question, const RankStability& answer, int marked, const std::string& title) {
    RankIntervals spec;
    spec.top = answer.options.top;
    for (const std::size_t place : answer.order) {
        const PlaceRanks& ranks = answer.places[place];
        spec.rows.push_back({question.places[place], ranks.median, ranks.low, ranks.high, ranks.in_top, marked >= 0 && place == static_cast<std::size_t>(marked)});
    }
    return run_chart("rank-stability",
                     {.id = {}, .title = title, .description = rank_words(question, answer, marked),
                      .note = "Ranks under " + counted(question.measures.size(), "measure") + ", averaged with random weights" + (answer.options.products ? " on random baskets of products." : ".") + " No score is made of them.",
                      .empty_because = "there is nothing to rank"},
                     rank_stability_table(question, answer), [&](const Chart& chart) {
                         spec.chart = chart;
                         return rank_intervals(spec);
                     });
}

RunChart third_countries_chart(const TradeCube& cube, const ThirdCountries& answer, const PairNames& names) {
    BetweenPowers spec;
    spec.first = names.a;
    spec.second = names.b;
    spec.unit = std::string("% of all imports") + (items_only(cube.provenance()) ? " of critical items" : "") + ": controlled goods bought from the power that controls them";
    spec.dependent_words = "over " + whole_percent(answer.question.threshold) + " of supply";
    for (const ThirdCountry& each : answer.places) {
        spec.rows.push_back({place_in_words(cube.places()[each.place]), 100 * each.share(each.a.from_power), 100 * each.share(each.b.from_power), 100 * each.share(each.a.dependent), 100 * each.share(each.b.dependent)});
    }
    return run_chart("third-countries",
                     {.id = {}, .title = "Places between " + names.a + " and " + names.b, .description = third_countries_words(cube, answer, names),
                      .note = "Beside each bar: the whole, in brackets the dark part. " + source_note(cube.provenance()), .empty_because = "no place imports controlled goods from either power in these figures"},
                     third_countries_table(cube, answer, 0), [&](const Chart& chart) {
                         spec.chart = chart;
                         return between_powers(spec);
                     });
}

}  // namespace countervail
