// SPDX-License-Identifier: Apache-2.0
// The report of two places on each other; declared in dependence_page.h.
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "report/dependence_page_parts.h"
#include "report/sentences.h"

namespace countervail {

namespace {

constexpr std::size_t kProducts = 25;
constexpr std::size_t kPlaces = 25;
constexpr std::size_t kChoices = 40;

/// Every tenth per cent: the file has every threshold.
Table decades_of(const Table& curve) {
    Table shown = curve;
    const auto at = shown.column("threshold");
    std::erase_if(shown.rows, [&](const std::vector<Cell>& row) {
        const auto* threshold = at ? std::get_if<double>(&row[*at]) : nullptr;
        return threshold != nullptr && std::abs(std::remainder(*threshold, 10.0)) > 1e-6;
    });
    return shown;
}

Table nearest_first(const Table& choices) {
    Table shown = choices;
    const auto at = shown.column("miss");
    if (!at) return shown;
    std::stable_sort(shown.rows.begin(), shown.rows.end(), [&](const auto& x, const auto& y) {
        const auto* a = std::get_if<double>(&x[*at]);
        const auto* b = std::get_if<double>(&y[*at]);
        return a != nullptr && b != nullptr && *a < *b;
    });
    return shown;
}

/// The curve that answers: of imported trade, else of the embedded items, else none.
const AsymmetryCurve* answering(const AsymmetryReportInputs& inputs) { return inputs.curve != nullptr ? inputs.curve : inputs.items; }

void show_curve(DependencePage& page, const AsymmetryReportInputs& inputs, double threshold) {
    page.begin("curve", "The share of trade above a threshold");
    const AsymmetryCurve* curve = answering(inputs);
    if (curve == nullptr || (curve->items_only && inputs.claim == nullptr)) page.say(how_to_get_trade());
    if (curve != nullptr && inputs.claim != nullptr) page.say(claim_words_of(*curve, *inputs.claim), inputs.claim->statements);
    page.show(asymmetry_curve_chart("asymmetry-curve", curve, inputs.claim, inputs.names));
    if (curve != nullptr) {
        const Table whole = asymmetry_curve_table(*curve);
        const std::string& there = inputs.names.a;
        const std::string& back = inputs.names.b;
        page.show(page_columns(decades_of(whole), {{"threshold", "above"}, {"first_value", there + ", value"}, {"second_value", back + ", value"}, {"first_lines", there + ", lines"}, {"second_lines", back + ", lines"}}),
                  whole, kChoices);
        page.note("By seller: the part of what it sells the other above the threshold, by value and by product lines.");
        for (const std::string& words : curve->notes) page.note(sentence(words));
    }
    if (inputs.items == nullptr || inputs.items == curve) return;
    page.say(asymmetry_answer(*inputs.items, inputs.names, threshold));
    page.show(asymmetry_curve_chart("asymmetry-curve-items", inputs.items, inputs.claim, inputs.names));
}

void show_choices(DependencePage& page, const AsymmetryReportInputs& inputs) {
    if (inputs.sweep == nullptr) return;
    page.begin("choices", "Under which choices the claim holds");
    page.say(inputs.sweep->verdict.sentence, inputs.sweep->claim.statements);
    page.say(asymmetry_range_words(*inputs.sweep, inputs.names));
    page.show(asymmetry_choices_chart(*inputs.sweep, inputs.names));
    const Table whole = asymmetry_sweep_table(*inputs.sweep);
    page.show(page_columns(nearest_first(whole), {{"trade", "trade"}, {"year", "year"}, {"level", "level"}, {"folds", "places counted as one"}, {"products", "products"}, {"by", "by"},
                                                  {"first", inputs.names.a + " sells"}, {"second", inputs.names.b + " sells"}, {"miss", "off by"}, {"holds", "holds"}}),
              whole, kChoices);
    page.note("Choices nearest to the claim first. A claim holds where both shares are within its tolerance.");
}

void show_lines(DependencePage& page, const TradeCube& cube, const std::vector<AsymmetryLine>& lines, const std::string& direction, const std::string& name, double threshold) {
    page.say(lines_words(lines, cube.provenance(), direction, threshold));
    Table whole = asymmetry_lines_table(cube, lines, threshold, 0);
    whole.name = name;
    whole.title = direction + ": " + whole.title;
    page.show(page_columns(whole, {{"code", "code"}, {"product", "product"}, {"value", "sold"}, {"share", "share of the buyer's imports"}, {"imports", "imports from all"}, {"back", "sold the other way"}}), whole, kProducts);
}

void show_products(DependencePage& page, const AsymmetryReportInputs& inputs, double threshold) {
    if (inputs.cube == nullptr || (inputs.a_sells.empty() && inputs.b_sells.empty())) return;
    page.begin("products", "Products above the threshold");
    show_lines(page, *inputs.cube, inputs.a_sells, inputs.names.a + " sells " + inputs.names.b, "products-first", threshold);
    show_lines(page, *inputs.cube, inputs.b_sells, inputs.names.b + " sells " + inputs.names.a, "products-second", threshold);
}

void show_totals(DependencePage& page, const AsymmetryReportInputs& inputs) {
    if (inputs.totals == nullptr || inputs.totals->reports.empty()) return;
    page.begin("totals", "Totals as both sides report them");
    std::vector<std::string> statements;
    for (const BilateralReport& each : inputs.totals->reports) statements.push_back(each.statement);
    page.say(totals_words(*inputs.totals, inputs.names), statements);
    const Table whole = bilateral_totals_table(inputs.ledger, *inputs.totals);
    page.show(whole, whole, kPlaces);
    page.note("Two sides can differ where freight and insurance are in the importer's word only, where goods that pass through a third place are booked to different partners, and where small parcels "
              "are counted by one side and not by the other.");
}

void show_third(DependencePage& page, const AsymmetryReportInputs& inputs) {
    const TradeCube* cube = inputs.third_cube != nullptr ? inputs.third_cube : inputs.cube;
    if (inputs.third == nullptr || cube == nullptr) return;
    page.begin("third", "Places between the two");
    page.say(third_countries_words(*cube, *inputs.third, inputs.names));
    page.show(third_countries_chart(*cube, *inputs.third, inputs.names));
    const Table whole = third_countries_table(*cube, *inputs.third, 0);
    const std::string first = inputs.names.a, second = inputs.names.b;
    page.show(page_columns(whole, {{"place", "code"}, {"name", "place"}, {"imports", "imports"}, {"from_first", "controlled goods from " + first}, {"dependent_first", "dependent on " + first},
                                   {"from_second", "controlled goods from " + second}, {"dependent_second", "dependent on " + second}, {"dependent_both", "the lesser of both"}}),
              whole, kPlaces);
    page.note("Shares of all imports of the place. Dependent: products of which the power supplies more than the threshold.");
}

}  // namespace

DependenceReport asymmetry_report(const AsymmetryReportInputs& inputs) {
    const double threshold = inputs.claim != nullptr ? inputs.claim->threshold : 0.5;
    DependencePage page(inputs.ledger, "Who depends on whom: " + inputs.names.a + " and " + inputs.names.b);
    const AsymmetryCurve* curve = answering(inputs);
    page.answer(curve != nullptr ? asymmetry_answer(*curve, inputs.names, threshold) : how_to_get_trade());
    if (inputs.sweep != nullptr) page.remark(inputs.sweep->verdict.sentence);
    else if (curve != nullptr && inputs.claim != nullptr) page.remark(claim_words_of(*curve, *inputs.claim));
    else if (curve != nullptr && curve->items_only) page.remark(how_to_get_trade());
    if (inputs.totals != nullptr) page.remark(totals_words(*inputs.totals, inputs.names));
    std::vector<const TradeProvenance*> provenances;
    if (curve != nullptr) {
        const TradeProvenance& provenance = curve->provenance;
        for (const std::string& words : {provenance.id, std::to_string(curve->question.year), level_in_words(provenance, curve->question.digits), provenance.valuation, provenance.reporting,
                                         std::string(to_text(curve->question.lines))})
            page.fact(words);
        provenances.push_back(&provenance);
    }
    if (inputs.items != nullptr && inputs.items != curve) provenances.push_back(&inputs.items->provenance);
    if (inputs.third_cube != nullptr) provenances.push_back(&inputs.third_cube->provenance());
    for (const TradeProvenance* each : provenances) page.grounded_in(*each);
    show_curve(page, inputs, threshold);
    show_choices(page, inputs);
    show_products(page, inputs, threshold);
    show_totals(page, inputs);
    show_third(page, inputs);
    if (!provenances.empty()) show_provenance(page, provenances);
    return page.finish(inputs.colophon);
}

}  // namespace countervail
