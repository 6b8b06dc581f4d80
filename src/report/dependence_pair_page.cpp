// SPDX-License-Identifier: Apache-2.0
// The report of a pair; declared in dependence_page.h.
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "dependence/measures.h"
#include "report/dependence_page_parts.h"
#include "report/figure_text.h"
#include "report/run_report_bands.h"

namespace countervail {

namespace {

constexpr std::size_t kProducts = 40;
constexpr std::size_t kPlaces = 25;
constexpr std::size_t kMeasuresAcross = 6;   // columns that fit on paper

std::string value_words(const std::string& unit, double value) {
    if (unit == "share") return short_number(100 * value) + "%";
    return short_number(value, unit == "count" ? 15 : 3) + (unit == "count" || unit == "ratio" || unit == "index" || unit.empty() ? "" : " " + unit);
}

/// "20.1%", "5.7 (0.6–16)"; "0.1–34%" where the method gives two ends and no middle; missing without either.
Cell range_cell(const MeasureLine& line) {
    const double scale = line.unit == "share" ? 100 : 1;
    const std::string ends = line.low && line.high ? range_text(scale * *line.low, scale * *line.high) : std::string();
    if (!line.value) return ends.empty() ? Cell() : Cell(ends + (line.unit == "share" ? "%" : ""));
    return value_words(line.unit, *line.value) + (ends.empty() ? "" : " (" + ends + ")");
}

std::string meaning_words(const MeasureLine& line) {
    const DependenceMeasure* known = find_measure(line.measure);
    return known == nullptr ? std::string() : std::string(known->meaning);
}

/// For people: a value with its unit in one cell, the rank in words.
Table measures_on_page(const std::vector<MeasureLine>& lines, const std::string& of, const std::string& to) {
    Table table{"measures", "Every measure of " + of + "'s dependence on " + to + " side by side",
                {{"measure", "", "Name"}, {"value", "", "With its range where it has one"}, {"rank", "", "Where " + to + " stands among all suppliers of " + of + ", 1 = most depended on"},
                 {"what it says", "", "Meaning"}, {"rests on", "", "Figures behind it"}, {"what weakens it", "", "Note"}, {"method", "", "Page under docs/methods: formula, source and limits"}}, {}, {}};
    bool noted = false, meant = false;
    const bool one_ground = std::all_of(lines.begin(), lines.end(), [&](const MeasureLine& line) { return line.rests_on == lines.front().rests_on; });
    if (one_ground && !lines.empty() && !lines.front().rests_on.empty()) table.title += "; rests on " + lines.front().rests_on;
    for (const MeasureLine& line : lines) {
        const std::string meaning = meaning_words(line);
        noted = noted || !line.note.empty();
        meant = meant || !meaning.empty();
        table.add({line.name.empty() ? line.measure : line.name, range_cell(line), line.rank > 0 ? Cell(std::to_string(line.rank) + " of " + std::to_string(line.ranked)) : Cell(),
                   meaning, line.rests_on, line.note.empty() ? Cell() : Cell(line.note), line.page.substr(line.page.rfind('/') + 1)});
    }
    std::vector<std::string> columns{"measure", "value", "rank"};
    if (meant) columns.push_back("what it says");
    if (!one_ground) columns.push_back("rests on");
    if (noted) columns.push_back("what weakens it");
    columns.push_back("method");
    return columns_of(table, columns);
}

/// The measure's own products where it counts some, else those above the threshold, else all that are bought.
std::string counting_measure(const PairReportInputs& inputs) {
    const auto counts = [&](std::string_view id) { return !products_behind_table(inputs.cube, inputs.measures, inputs.profile, id, 1).rows.empty(); };
    if (inputs.measure != "import-share" && counts(inputs.measure)) return inputs.measure;
    return counts("dependent-products") ? "dependent-products" : "import-share";
}

void show_measures(DependencePage& page, const PairReportInputs& inputs, const PairNames& names) {
    page.begin("measures", "Measures side by side");
    page.say(pair_ranks_words(inputs.cube, inputs.profile));
    page.say(pair_back_words(inputs.cube, inputs.profile));
    const std::vector<MeasureLine> lines = inputs.lines.empty() ? lines_of_trade(inputs.cube, inputs.profile) : inputs.lines;
    const std::vector<std::string> sources = sources_of(inputs.cube.provenance());
    page.show(measures_on_page(lines, names.a, names.b), side_by_side_table(names.a, names.b, lines, sources), lines.size());
    page.keep(pair_profile_table(inputs.cube, inputs.measures, inputs.profile));
    page.note("Measures stand beside each other; none is added to another, and no score is made of them. Formulas, sources and limits: docs/methods.");
}

void show_products(DependencePage& page, const PairReportInputs& inputs) {
    const std::string measure = counting_measure(inputs);
    const Table whole = products_behind_table(inputs.cube, inputs.measures, inputs.profile, measure, 0);
    page.begin("products", "Products behind it");
    page.show(page_columns(whole, {{"code", "code"}, {"product", "product"}, {"value", "bought"}, {"share", "share of imports"}, {"import_hhi", "concentration"},
                                   {"world_share", "world share"}, {"flags", "rules met"}}), whole, kProducts);
    page.note("Largest value first. Concentration is that of the imports (HHI, 0 to 1), world share that of the seller in world exports. The file has every product and column.");
}

void show_suppliers(DependencePage& page, const PairReportInputs& inputs, const PairNames& names) {
    page.begin("suppliers", "Whom " + names.a + " depends on");
    page.show(suppliers_chart(inputs.cube, inputs.measures, inputs.measure, inputs.profile.of));
    if (inputs.ranks != nullptr && inputs.rank_question != nullptr) {
        const auto& places = inputs.rank_question->places;
        const auto at = std::find(places.begin(), places.end(), names.b);
        const int marked = at == places.end() ? -1 : static_cast<int>(at - places.begin());
        page.say(rank_words(*inputs.rank_question, *inputs.ranks, marked));
        page.show(rank_stability_chart(*inputs.rank_question, *inputs.ranks, marked, "Suppliers of " + names.a + ": how firm the ranking is"));
        const Table agreement = rank_agreement_table(*inputs.rank_question, *inputs.ranks);
        if (inputs.rank_question->measures.size() <= kMeasuresAcross) page.show(agreement, agreement, kPlaces);
        else page.keep(agreement);
    }
    const Table whole = suppliers_table(inputs.cube, inputs.measures, inputs.profile.of, inputs.measure, 0);
    std::vector<std::pair<std::string, std::string>> columns{{"rank", "rank"}, {"place", "code"}, {"name", "supplier"}, {"import_share", "share of imports"}};
    if (inputs.measure != "import-share") columns.insert(columns.end() - 1, {"value", inputs.measure});
    page.show(page_columns(whole, columns), whole, kPlaces);
}

void show_others(DependencePage& page, const PairReportInputs& inputs, const PairNames& names) {
    page.begin("others", "Who else depends on " + names.b);
    page.show(dependence_map_chart(inputs.cube, inputs.measures, inputs.measure, inputs.profile.to, inputs.map.outlines, inputs.map.groups));
    page.show(customers_chart(inputs.cube, inputs.measures, inputs.measure, inputs.profile.to));
    page.show(pair_heat_chart(inputs.cube, inputs.measures, inputs.measure, inputs.profile.of, inputs.profile.to));
}

}  // namespace

DependenceReport pair_report(const PairReportInputs& inputs) {
    const TradeProvenance& provenance = inputs.cube.provenance();
    const PairNames names{place_in_words(inputs.cube.places()[inputs.profile.of]), place_in_words(inputs.cube.places()[inputs.profile.to])};
    DependencePage page(inputs.ledger, names.a + "'s dependence on " + names.b + ", " + std::to_string(inputs.profile.year));
    page.grounded_in(provenance);
    page.answer(pair_answer(inputs.cube, inputs.measures, inputs.profile));
    page.remark(pair_rules_words(inputs.profile));
    for (const std::string& words : {provenance.id, level_in_words(provenance, 0), provenance.valuation, provenance.reporting}) page.fact(words);
    page.fact("threshold " + short_number(100 * inputs.measures.options.threshold) + "%");
    show_measures(page, inputs, names);
    show_products(page, inputs);
    show_suppliers(page, inputs, names);
    show_others(page, inputs, names);
    if (!inputs.further.empty()) {
        page.begin("further", "Beyond direct trade");
        for (const Table& table : inputs.further) page.show(table, table, kPlaces);
    }
    show_provenance(page, {&provenance});
    return page.finish(inputs.colophon);
}

}  // namespace countervail
