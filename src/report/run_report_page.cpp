// SPDX-License-Identifier: Apache-2.0
#include "report/run_report_page.h"

#include <algorithm>

#include "base/text.h"
#include "report/loss_charts.h"
#include "report/run_report_act_costs.h"
#include "report/run_report_bands.h"
#include "report/run_report_flow.h"
#include "report/run_report_sentences.h"
#include "report/run_report_sources.h"

namespace countervail {

namespace {

Download file(const std::string& folder, const std::string& name, const std::string& form) {
    return {folder + name + form, folder + name + form};
}

PageSection section(const std::string& id, const std::string& heading,
                    const std::vector<std::string>& sentences, const std::vector<const RunChart*>& charts,
                    const std::vector<const Table*>& tables, const std::vector<std::string>& notes) {
    PageSection made;
    made.id = id;
    made.heading = heading;
    for (const std::string& words : sentences) {
        if (!words.empty()) made.sentences.push_back({words, {}});
    }
    for (const RunChart* chart : charts) {
        made.figures.push_back({chart->wide, chart->narrow});
        for (const char* form : {".svg", ".png", ".csv"})
            made.downloads.push_back(file("charts/", chart->name, form));
    }
    for (const Table* table : tables) {
        if (table->rows.empty()) continue;
        made.tables.push_back({bands_in_one(*table), {}});
    }
    for (const std::string& words : notes) made.notes.push_back({words, {}});
    return made;
}

/// The files of the tables that a run writes beside its page.
void offer_tables(PageSection& into, const std::vector<const Table*>& tables) {
    for (const Table* table : tables) {
        for (const char* form : {".csv", ".json"})
            into.downloads.push_back(file("tables/", table->name, form));
    }
}

/// The published figure of a row links to its first statement.
void link_observed(PageTable& shown, const std::string& figure) {
    const auto at = shown.table.column(figure);
    if (!at) return;
    for (std::size_t row = 0; row < shown.table.rows.size(); ++row) {
        const std::vector<std::string> ids = split(words_at(shown.table, row, "observed in"), ' ');
        if (!ids.empty() && !ids[0].empty()) shown.cells.push_back({row, *at, ids[0]});
    }
}

void link_ranges(PageTable& shown) {
    for (const char* name : {"low", "mode", "high"}) {
        const auto at = shown.table.column(name);
        for (std::size_t row = 0; at && row < shown.table.rows.size(); ++row) {
            shown.cells.push_back({row, *at, words_at(shown.table, row, "statement")});
        }
    }
}

std::vector<PageSection> flow_sections(const RunView& view, const RunTables& tables,
                                       const RunCharts& charts) {
    std::vector<PageSection> sections;
    sections.push_back(section("exports", "Exports by month", {exports_words(view, tables)},
                               {&charts.exports}, {&tables.exports}, {}));
    offer_tables(sections.back(), {&tables.exports});
    for (PageTable& shown : sections.back().tables) link_observed(shown, "observed");
    std::vector<const RunChart*> cases;
    for (const RunChart& each : charts.cases) cases.push_back(&each);
    if (!cases.empty()) {
        const Table compared = cases_table(view);
        sections.push_back(section(
            "cases", "Your cases: what the acts did", {cases_words(view, tables)}, cases, {&compared},
            {"Published baseline: the world at rest with no act. Your baseline: the base case of the "
             "scenario. Your case: a further case, drawn with "
             "the same random numbers. “–”: it does not happen within the run; “…”: beyond its end."}));
    }
    return sections;
}

std::vector<PageSection> effect_sections(const RunView& view, const RunTables& tables,
                                         const RunCharts& charts) {
    std::vector<PageSection> sections;
    sections.push_back(section(
        "stops", "Who stops, and when", {stops_words(view, tables), output_lost_words(view)},
        {&charts.stops, &charts.output_lost}, {&tables.stops},
        {"In a cell: the median and 90 % of the draws; “…” lies beyond the end of the run. Best, "
         "proportional and worst allocation bound what a shortage can do: who goes short is not known."}));
    offer_tables(sections.back(), {&tables.stops});
    sections.push_back(section("prices", "Two prices", {prices_words(view, tables)},
                               {&charts.price_ratios, &charts.prices}, {&tables.prices}, {}));
    offer_tables(sections.back(), {&tables.prices});
    for (PageTable& shown : sections.back().tables) link_observed(shown, "observed ratio");
    if (licenses_anything(view)) {
        sections.push_back(section("licences", "Licences", {licences_words(view, tables)},
                                   {&charts.queue, &charts.granted}, {&tables.licences}, {}));
        offer_tables(sections.back(), {&tables.licences});
        for (PageTable& shown : sections.back().tables) link_observed(shown, "observed share");
    } else {
        sections.push_back(section("licences", "Licences", {licences_words(view, tables)}, {}, {}, {}));
    }
    const Table stages = concentration_table(charts.chain_flow);
    sections.push_back(
        section("chain", "From mine to use", {chain_words(charts.chain_flow)}, {&charts.chain}, {&stages},
                {"Goods are traced to the places that made them, in proportion to what reaches each market; "
                 "losses in a step make its outflow smaller than its inflow."}));
    if (has_controlled_items(view)) {
        sections.push_back(section("supply", "Whose supply is lost", {supply_words(view, tables)},
                                   {&charts.supply}, {&tables.supply},
                                   {"All items that some act of your baseline puts under licence count, weighed "
                                    "by their prices at rest."}));
        offer_tables(sections.back(), {&tables.supply});
    } else {
        sections.push_back(section("supply", "Whose supply is lost", {supply_words(view, tables)}, {}, {}, {}));
    }
    return sections;
}

std::vector<PageSection> loss_sections(const RunTables& tables, const RunCharts& charts) {
    static const std::string kHeading = "What is not made, and where";
    if (!tables.losses && tables.not_followed.empty()) return {};
    if (!tables.losses) return {section("losses", kHeading, {tables.not_followed}, {}, {}, {})};
    const LossTables& told = *tables.losses;
    std::vector<const RunChart*> drawn;
    for (const RunChart& each : charts.losses) drawn.push_back(&each);
    std::vector<PageSection> sections;
    const Table cells = columns_of(told.by_cell, {"place", "industry", "direct", "direct 5%", "direct 95%", "total", "total 5%", "total 95%", "total, best", "total, worst", "share"});
    sections.push_back(section("losses", kHeading, told.words, drawn, {&cells, &told.items, &told.trade, &told.models, &told.cases},
                               {"Direct: value added of plants that run out of an input. Total: with what their standing still takes from suppliers (orders) and "
                                "customers (inputs), by " + told.header + ". Best and worst allocation bound who goes short of what is left."}));
    offer_tables(sections.back(), told.tables());
    PageSection defence = section("defence", "Defence apart", {}, {}, {&told.defence}, {"End uses whose licences an examiner sees as military: tiny in tonnes, large in value."});
    if (!defence.tables.empty()) sections.push_back(std::move(defence));
    return sections;
}

std::vector<PageSection> ground_sections(const ReportInputs& inputs, const RunView& view,
                                         const RunCharts& charts) {
    const RunTables& tables = inputs.tables;
    std::vector<PageSection> sections;
    const Table ranked =
        columns_of(tables.assumptions, {"meaning", "share of variance", "answer at low", "answer at high",
                                        "low", "mode", "high", "unit", "statement"});
    sections.push_back(section("hangs", "What the answer hangs on", {}, {&charts.assumptions}, {&ranked},
                               {"Shares come from the draws of this run: how much of the answer's variance "
                                "goes when the input is known."}));
    sections.back().sentences.push_back({tables.hangs_on, {}});
    for (std::size_t i = 0; i < std::min<std::size_t>(3, tables.assumption_bars.size()); ++i) {
        sections.back().sentences.back().statements.push_back(tables.assumption_bars[i].label);
    }
    offer_tables(sections.back(), {&tables.assumptions});
    for (PageTable& shown : sections.back().tables) link_ranges(shown);
    sections.push_back(section("costs", "Costs on both sides", {costs_words(charts.costs.numbers)},
                               {&charts.costs}, {&charts.act_costs, &tables.costs},
                               {"Costs against the published baseline count every act of a case; what the "
                                "focus act alone costs is your baseline less the case that leaves just this "
                                "act out, where the scenario has one."}));
    offer_tables(sections.back(), {&tables.costs});
    const Table observed =
        columns_of(tables.observed, {"what", "period", "unit", "observed", "modelled", "modelled 5%",
                                     "modelled 95%", "within 90%", "observed in"});
    sections.push_back(section("observed", "Observed beside modelled", {observed_words(tables)}, {},
                               {&observed},
                               {"Published figures are shown, never used: no parameter and no figure of the "
                                "world comes from them."}));
    offer_tables(sections.back(), {&tables.observed});
    for (PageTable& shown : sections.back().tables) link_observed(shown, "observed");
    const int base = view.base_task;
    const Table acts =
        columns_of(tables.acts, {"title", "number", "form", "announced", "begins", "touches", "source"});
    const Table clauses =
        clauses_table(view.ensemble.regime(base).acts(), view.ensemble.schedule(base).acts_used);
    std::vector<const Table*> law{&acts, &clauses};
    if (!tables.open_facts.rows.empty()) law.push_back(&tables.open_facts);
    sections.push_back(section("acts", "Acts", {acts_words(view, tables)}, {}, law,
                               {"Acts are taken as they were published, whenever that was: they are the "
                                "question that the scenario asks."}));
    offer_tables(sections.back(), {&tables.acts, &tables.open_facts});
    return sections;
}

/// "a · b · c" as three facts.
std::vector<std::string> parts_of(const std::string& header) {
    static const std::string kBetween = " · ";
    std::vector<std::string> parts;
    std::size_t from = 0;
    for (std::size_t at; (at = header.find(kBetween, from)) != std::string::npos; from = at + kBetween.size())
        parts.push_back(header.substr(from, at - from));
    parts.push_back(header.substr(from));
    return parts;
}

void move_into(std::vector<PageSection>& into, std::vector<PageSection> from) {
    for (PageSection& each : from) into.push_back(std::move(each));
}

std::vector<CitedText> remarks(const RunView& view) {
    return {
        {"This result rests on assumptions as well as on evidence; what it hangs on is said below. Acts are "
         "taken as published: they are the question. Evidence is used only as "
         "it was known on " +
             view.scenario.known_on.to_text() +
             ". What was observed later is shown beside, never used. Ranges hold 90 % of the draws.",
         {}}};
}

}  // namespace

std::vector<RunChart> RunCharts::all() const {
    std::vector<RunChart> found{exports};
    found.insert(found.end(), cases.begin(), cases.end());
    found.insert(found.end(), losses.begin(), losses.end());
    found.insert(found.end(), dependence.begin(), dependence.end());
    for (const RunChart* each : {&stops, &output_lost, &price_ratios, &prices, &queue, &granted, &chain,
                                 &supply, &assumptions, &costs})
        found.push_back(*each);
    return found;
}

RunCharts draw_run_charts(const ReportInputs& inputs, const std::vector<Outline>& outlines,
                          const PlaceGroups& groups) {
    const RunView view(inputs.ensemble, inputs.outcome);
    const Act* act = focus_act(view);
    const std::vector<int> elements =
        act == nullptr ? std::vector<int>() : controlled_elements(view.world.catalogue, *act);
    const RunTables& tables = inputs.tables;
    const std::vector<DatedEvent> events = chart_events(view, tables);
    const Table act_costs = act_costs_table(view);
    return {exports_chart(tables, events),
            case_charts(tables, events),
            stops_chart(tables),
            output_lost_chart(tables),
            price_ratios_chart(tables, events),
            prices_chart(tables, events),
            queue_chart(view, tables, events),
            granted_share_chart(view, inputs.ledger, events),
            flow_chart(view.world, elements, view.scenario.controller),
            supply_chart(view, tables, outlines, groups),
            assumptions_chart(tables),
            costs_chart(act_costs.rows.empty() ? tables.costs : act_costs),
            act_costs,
            element_flow(view.world, elements, view.scenario.controller),
            tables.losses ? loss_charts(view, *tables.losses, events) : std::vector<RunChart>(),
            inputs.dependence ? dependence_charts(*inputs.dependence) : std::vector<RunChart>()};
}

Page run_page(const ReportInputs& inputs, const RunCharts& charts) {
    const RunView view(inputs.ensemble, inputs.outcome);
    Page page;
    page.title = inputs.tables.question.empty() ? inputs.tables.scenario : inputs.tables.question;
    page.answer = {inputs.tables.answer, {}};
    for (const std::string& fact : parts_of(inputs.tables.header)) page.key_facts.push_back(fact);
    page.key_facts.push_back("seed " + std::to_string(view.scenario.seed));
    page.remarks = remarks(view);
    move_into(page.sections, flow_sections(view, inputs.tables, charts));
    move_into(page.sections, effect_sections(view, inputs.tables, charts));
    if (inputs.dependence != nullptr) page.sections.push_back(dependence_section(*inputs.dependence, charts.dependence));
    move_into(page.sections, loss_sections(inputs.tables, charts));
    move_into(page.sections, ground_sections(inputs, view, charts));
    page.assumptions = assumption_entries(inputs.tables, inputs.ledger);
    Errors ignored;  // the ledger was read from the same library, so its vocabulary is sound
    page.sources =
        source_entries(inputs.tables, inputs.ledger, view.world, Vocabulary::read(inputs.library, ignored),
                       inputs.dependence ? statements_of(*inputs.dependence) : std::vector<std::string>());
    page.colophon = inputs.colophon;
    return page;
}

}  // namespace countervail
