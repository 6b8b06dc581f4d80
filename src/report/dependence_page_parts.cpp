// SPDX-License-Identifier: Apache-2.0
#include "report/dependence_page_parts.h"

#include <algorithm>

#include "base/text.h"
#include "report/run_report_bands.h"

namespace countervail {

namespace {

constexpr std::size_t kMostCited = 40;   // links under a table; what rests on more names the file that lists them

std::string plain_words(std::string word) {
    std::replace_if(word.begin(), word.end(), [](char c) { return c == '-' || c == '.' || c == '_'; }, ' ');
    return word;
}

std::string claim_of(const Statement& row) {
    std::vector<std::string> parts{plain_words(row.quantity)};
    if (!row.item.empty()) parts.push_back(plain_words(row.item));
    if (!row.use.empty()) parts.push_back(plain_words(row.use));
    if (!row.place.empty()) parts.push_back(row.partner.empty() ? row.place : row.place + " to " + row.partner);
    if (!row.period_text.empty()) parts.push_back(row.period_text);
    if (!row.vintage.empty()) parts.push_back(row.vintage);
    return join(parts, ", ");
}

}  // namespace

SourceEntry source_entry(const Statement& row, const Ledger& ledger) {
    const Source* source = ledger.source(row.source);
    return {row.id, claim_of(row), row.value, row.low, row.high, row.unit.text(), to_text(row.label), source ? source->publisher : "", source ? source->title : "",
            source ? source->address : "", row.published_on.to_text(), row.locator};
}

void DependencePage::answer(const std::string& words) {
    page_.answer = {words, {}};
    report_.answer = words + "\n";
}

void DependencePage::remark(const std::string& words) {
    if (words.empty()) return;
    page_.remarks.push_back({words, {}});
    report_.answer += words + "\n";
}

void DependencePage::fact(const std::string& words) {
    if (!words.empty()) page_.key_facts.push_back(words);
}

void DependencePage::grounded_in(const TradeProvenance& provenance) { of_cubes_.insert(provenance.statements.begin(), provenance.statements.end()); }

void DependencePage::begin(const std::string& id, const std::string& heading) {
    page_.sections.push_back({id, heading, {}, {}, {}, {}, {}});
}

void DependencePage::cite(const std::vector<std::string>& ids) {
    for (const std::string& id : ids) {
        if (ledger_.find(id) != nullptr) cited_.insert(id);
    }
}

void DependencePage::say(const std::string& words, const std::vector<std::string>& statements) {
    if (words.empty()) return;
    page_.sections.back().sentences.push_back({words, statements});
    cite(statements);
}

void DependencePage::note(const std::string& words) {
    if (!words.empty()) page_.sections.back().notes.push_back({words, {}});
}

void DependencePage::show(RunChart chart) {
    PageSection& section = page_.sections.back();
    section.figures.push_back({chart.wide, chart.narrow});
    for (const char* form : {".svg", ".png", ".csv"}) section.downloads.push_back({"charts/" + chart.name + form, "charts/" + chart.name + form});
    report_.charts.push_back(std::move(chart));
}

void DependencePage::show(const Table& shown, Table whole, std::size_t most, bool with_rows_of_cubes) {
    PageTable on_page{shown, {}};
    // Files and choices stand once, in the section about sources; under a table only rows of the ledger are links.
    on_page.table.sources.clear();
    std::copy_if(whole.sources.begin(), whole.sources.end(), std::back_inserter(on_page.table.sources), [&](const std::string& id) {
        return ledger_.find(id) != nullptr && (with_rows_of_cubes || !of_cubes_.contains(id));
    });
    behind_.insert(on_page.table.sources.begin(), on_page.table.sources.end());
    if (on_page.table.sources.size() > kMostCited) on_page.table.sources.clear();
    cite(on_page.table.sources);
    if (on_page.table.rows.size() > most) {
        on_page.table.title += " (first " + std::to_string(most) + " of " + std::to_string(on_page.table.rows.size()) + ")";
        on_page.table.rows.resize(most);
    }
    if (!on_page.table.rows.empty()) page_.sections.back().tables.push_back(std::move(on_page));
    keep(std::move(whole));
}

void DependencePage::keep(Table whole) {
    for (const char* form : {".csv", ".json"}) page_.sections.back().downloads.push_back({"tables/" + whole.name + form, "tables/" + whole.name + form});
    report_.tables.push_back(std::move(whole));
}

void DependencePage::keep_evidence() {
    Table table{"evidence", "Rows of the ledger behind these figures",
                {{"id", "", "Of the statement or assumption"}, {"claim", "", "What it says"}, {"value", "", "In the unit beside it", 17}, {"low", "", "Low end", 17},
                 {"high", "", "High end", 17}, {"unit", "", ""}, {"label", "", "How it is known"}, {"source", "", "Publisher and title"}, {"published_on", "", "Day it became public"}},
                {}, {}};
    for (const std::string& id : behind_) {
        const Statement& row = *ledger_.find(id);
        const SourceEntry entry = source_entry(row, ledger_);
        table.add({id, entry.claim, row.value, row.low, row.high, entry.unit, entry.label, entry.publisher.empty() ? entry.title : entry.publisher + ": " + entry.title, entry.published_on});
    }
    note("Behind these figures stand " + std::to_string(behind_.size()) + " rows of the ledger, more than a page can show: tables/evidence.csv has them all, with source, range and label.");
    keep(std::move(table));
}

DependenceReport DependencePage::finish(std::vector<std::string> colophon) {
    if (std::ranges::any_of(behind_, [&](const std::string& id) { return !cited_.contains(id); })) keep_evidence();
    for (const std::string& id : cited_) {
        const Statement* row = ledger_.find(id);
        if (id.starts_with("assume:")) page_.assumptions.push_back({id, row->unit.text(), row->low, row->value, row->high, row->note, row->cites});
        else page_.sources.push_back(source_entry(*row, ledger_));
    }
    page_.colophon = std::move(colophon);
    report_.html = page_html(page_);
    return std::move(report_);
}

Table page_columns(const Table& table, const std::vector<std::pair<std::string, std::string>>& columns) {
    std::vector<std::string> names;
    for (const auto& [name, heading] : columns) names.push_back(name);
    Table shown = columns_of(table, names);
    for (Column& column : shown.columns) {
        const auto at = std::find_if(columns.begin(), columns.end(), [&](const auto& each) { return each.first == column.name; });
        column.name = at->second;
    }
    return shown;
}

Table provenance_table(const TradeProvenance& provenance, std::string_view name) {
    Table table{std::string(name), "The trade figures: " + (provenance.source.empty() ? provenance.id : provenance.source), {{"what", "", "What is on record"}, {"value", "", "As recorded"}}, {}, {}};
    const auto add = [&](const char* what, const std::string& value) {
        if (!value.empty()) table.add({std::string(what), value});
    };
    add("id", provenance.id);
    add("source", provenance.source);
    add("classification", provenance.nomenclature + (provenance.digits > 0 ? ", " + std::to_string(provenance.digits) + " digits" : ""));
    add("valuation", provenance.valuation);
    add("whose word counts", provenance.reporting);
    add("re-exports", provenance.re_exports);
    add("trade of a place with itself", provenance.domestic ? "booked, and left out of imports and exports" : "not booked");
    for (const std::string& file : provenance.files) add("file and SHA-256", file);
    for (const std::string& choice : provenance.choices) add("choice", choice);
    if (!provenance.statements.empty()) add("rows of the ledger", std::to_string(provenance.statements.size()));
    table.sources = provenance.statements;
    return table;
}

void show_provenance(DependencePage& page, const std::vector<const TradeProvenance*>& provenances) {
    page.begin("figures", "What these figures are");
    std::vector<std::string> seen;
    for (const TradeProvenance* each : provenances) {
        if (std::find(seen.begin(), seen.end(), each->id) != seen.end()) continue;
        seen.push_back(each->id);
        const Table table = provenance_table(*each, seen.size() == 1 ? "figures" : "figures-" + std::to_string(seen.size()));
        page.show(table, table, 60, true);
    }
    page.note("Values are in thousand USD a year, before inflation. What a choice changes is told where it is made: docs/methods/dependence.md.");
}

Result<std::vector<ReportFile>> dependence_files(const DependenceReport& report, int threads) {
    auto charts = chart_files(report.charts, threads);
    if (!charts) return charts;
    std::vector<ReportFile> files{{"report.html", report.html}, {"answer.txt", report.answer}};
    for (ReportFile& each : *charts) files.push_back({"charts/" + each.name, std::move(each.bytes)});
    for (ReportFile& each : table_files(report.tables)) files.push_back({"tables/" + each.name, std::move(each.bytes)});
    return files;
}

}  // namespace countervail
