// SPDX-License-Identifier: Apache-2.0
// The report of two places on each other; declared in dependence_page.h.
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "report/dependence_page_parts.h"
#include "report/run_report_bands.h"

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

void show_curve(DependencePage& page, const AsymmetryReportInputs& inputs, double threshold) {
    page.begin("curve", "The share of trade above a threshold");
    if (inputs.curve == nullptr) page.say(how_to_get_trade());
    if (inputs.curve != nullptr && inputs.claim != nullptr) page.say(claim_words_of(*inputs.curve, *inputs.claim), inputs.claim->statements);
    page.show(asymmetry_curve_chart("asymmetry-curve", inputs.curve, inputs.claim, inputs.names));
    if (inputs.curve != nullptr) {
        const Table whole = asymmetry_curve_table(*inputs.curve);
        page.show(decades_of(whole), whole, kChoices);
        for (const std::string& words : inputs.curve->notes) page.note(words + ".");
    }
    if (inputs.items == nullptr) return;
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
    page.show(nearest_first(whole), whole, kChoices);
    page.note("Choices nearest to the claim first. A claim holds where both shares are within its tolerance.");
}

void show_lines(DependencePage& page, const TradeCube& cube, const std::vector<AsymmetryLine>& lines, const std::string& direction, const std::string& name, double threshold) {
    Table whole = asymmetry_lines_table(cube, lines, threshold, 0);
    whole.name = name;
    whole.title = direction + ": " + whole.title;
    page.show(whole, whole, kProducts);
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
    page.note("The two sides differ for known reasons: freight and insurance are in the importer's word only, goods that pass through a third place are booked to different partners, small parcels are counted by "
              "one side and not by the other.");
}

void show_third(DependencePage& page, const AsymmetryReportInputs& inputs) {
    const TradeCube* cube = inputs.third_cube != nullptr ? inputs.third_cube : inputs.cube;
    if (inputs.third == nullptr || cube == nullptr) return;
    page.begin("third", "Places between the two");
    page.say(third_countries_words(*cube, *inputs.third, inputs.names));
    page.show(third_countries_chart(*cube, *inputs.third, inputs.names));
    const Table whole = third_countries_table(*cube, *inputs.third, 0);
    page.show(whole, whole, kPlaces);
}

}  // namespace

DependenceReport asymmetry_report(const AsymmetryReportInputs& inputs) {
    const double threshold = inputs.claim != nullptr ? inputs.claim->threshold : 0.5;
    DependencePage page(inputs.ledger, "Who depends on whom: " + inputs.names.a + " and " + inputs.names.b);
    page.answer(inputs.curve != nullptr ? asymmetry_answer(*inputs.curve, inputs.names, threshold) : how_to_get_trade());
    if (inputs.sweep != nullptr) page.remark(inputs.sweep->verdict.sentence);
    else if (inputs.curve != nullptr && inputs.claim != nullptr) page.remark(claim_words_of(*inputs.curve, *inputs.claim));
    if (inputs.totals != nullptr) page.remark(totals_words(*inputs.totals, inputs.names));
    std::vector<const TradeProvenance*> provenances;
    if (inputs.curve != nullptr) {
        const TradeProvenance& provenance = inputs.curve->provenance;
        for (const std::string& words : {provenance.id, std::to_string(inputs.curve->question.year), level_in_words(provenance, inputs.curve->question.digits), provenance.valuation, provenance.reporting,
                                         std::string(to_text(inputs.curve->question.lines))})
            page.fact(words);
        provenances.push_back(&provenance);
    }
    show_curve(page, inputs, threshold);
    show_choices(page, inputs);
    show_products(page, inputs, threshold);
    show_totals(page, inputs);
    show_third(page, inputs);
    if (inputs.items != nullptr) provenances.push_back(&inputs.items->provenance);
    if (inputs.third_cube != nullptr) provenances.push_back(&inputs.third_cube->provenance());
    if (!provenances.empty()) show_provenance(page, provenances);
    return page.finish(inputs.colophon);
}

}  // namespace countervail
