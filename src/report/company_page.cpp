// SPDX-License-Identifier: Apache-2.0
#include "report/company_page.h"

#include <algorithm>
#include <functional>

#include "report/company_charts.h"
#include "report/company_sentences.h"
#include "report/company_view.h"
#include "report/run_report_bands.h"
#include "report/sentences.h"
#include "report/time_bands.h"

namespace countervail {

namespace {

constexpr std::size_t kMostBands = 6;    // lines with a field of their own
constexpr std::size_t kMostCurves = 5;

class Report {
  public:
    Report(const Exposure& exposure, const Ensemble& ensemble, const CompanyTables& tables) : exposure_(exposure), ensemble_(ensemble), tables_(tables) {}

    std::vector<CompanyChart> charts() const { return {both("days-to-stop", [this](const Chart& c) { return stops(c); }), both("loss-by-month", [this](const Chart& c) { return losses(c); }),
                                                       both("cover-curves", [this](const Chart& c) { return curves(c); })}; }

    Page page(const std::vector<CompanyChart>& charts, const Ledger& ledger, std::vector<std::string> colophon) const {
        Page page;
        page.title = exposure_.company.name + ": what stops, and when";
        page.answer = {tables_.stops, {}};
        page.key_facts = {ensemble_.scenario().id, company_act_words(ensemble_, exposure_.act), "made in " + country_words(ensemble_, exposure_.company.place),
                          "from " + exposure_.days.from.to_text(), counted(static_cast<std::size_t>(exposure_.base.draws), "draw"), "known on " + ensemble_.scenario().known_on.to_text()};
        for (const std::string& words : {tables_.loss, tables_.cover_words}) add(page.remarks, words);
        page.sections.push_back(section("stops", "Which line stops, for want of what", {}, &charts[0], {&tables_.products, &tables_.parts},
                                        {"Full-speed rule: a stock is used at full output until it is out; from then on a line runs on what arrives, and recovers with it. What has left the supplier "
                                         "before the first day arrives as ordered. Output that is not made is lost, not made up later."}));
        page.sections.push_back(section("loss", tables_.unit == kDaysOfOutput ? "Output at risk by month" : "Revenue at risk by month", {tables_.loss}, &charts[1], {&tables_.months}, {}));
        page.sections.push_back(section("causes", "Supplier, act, element", {tables_.acts_words}, nullptr, {&tables_.causes, &tables_.acts},
                                        {"A day's loss is laid at the part that is shortest on that day, and dealt to its sources by what each did not deliver."}));
        page.sections.push_back(section("cover", "Days of cover to buy", {tables_.cover_words, tables_.measures_words}, &charts[2], {&tables_.cover, &tables_.second_sources},
                                        {"Cover is chosen for all parts together: a line that needs five parts holds only while all five do. What one part alone would save can be little where another "
                                         "is out beside it."}));
        page.sections.push_back(section("coverage", "What this answer rests on", {tables_.coverage}, nullptr, {&tables_.sources}, {}));
        for (const std::string& id : exposure_.company.assumptions) {
            const Statement* row = ledger.find(id);
            if (row != nullptr) page.assumptions.push_back({id, row->unit.text(), row->low, row->value, row->high, row->note, row->cites});
        }
        page.colophon = std::move(colophon);
        return page;
    }

  private:
    static void add(std::vector<CitedText>& into, const std::string& words) {
        if (!words.empty()) into.push_back({words, {}});
    }

    PageSection section(const std::string& id, const std::string& heading, const std::vector<std::string>& sentences, const CompanyChart* chart, const std::vector<const Table*>& shown,
                        const std::vector<std::string>& notes) const {
        PageSection made;
        made.id = id;
        made.heading = heading;
        for (const std::string& words : sentences) add(made.sentences, words);
        if (chart != nullptr) {
            made.figures.push_back({chart->wide, chart->narrow});
            for (const char* form : {".svg", ".png"}) made.downloads.push_back({chart->name + form, "charts/" + chart->name + form});
        }
        for (const Table* table : shown) {
            if (!table->rows.empty()) made.tables.push_back({bands_in_one(for_page(*table)), {}});
            for (const char* form : {".csv", ".json"}) made.downloads.push_back({table->name + form, "tables/" + table->name + form});
        }
        for (const std::string& words : notes) add(made.notes, words);
        return made;
    }

    /// Without empty columns, and without ids where names stand beside them: the files have all.
    static Table for_page(const Table& table) {
        Table shown{table.name, table.title, {}, {}, table.sources};
        shown.rows.resize(table.rows.size());
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            if (table.columns[c].name == "part" && table.column("name")) continue;
            const bool empty = std::all_of(table.rows.begin(), table.rows.end(), [c](const std::vector<Cell>& row) {
                const auto* text = std::get_if<std::string>(&row[c]);
                return std::holds_alternative<std::monostate>(row[c]) || (text != nullptr && text->empty());
            });
            if (empty) continue;
            shown.columns.push_back(table.columns[c]);
            for (std::size_t r = 0; r < table.rows.size(); ++r) shown.rows[r].push_back(table.rows[r][c]);
        }
        return shown;
    }

    static CompanyChart both(const std::string& name, const std::function<std::string(const Chart&)>& draw) {
        Chart chart;
        chart.id = name;
        CompanyChart made{name, draw(chart), {}};
        chart.id = name + "-narrow";
        chart.width = kNarrowChart;
        made.narrow = draw(chart);
        return made;
    }

    std::string stops(const Chart& base) const {
        DaysToStop spec;
        spec.chart = base;
        spec.chart.title = "Days until lines and parts stop";
        spec.chart.description = tables_.stops;
        spec.chart.empty_because = "nothing stops within the days looked at";
        spec.since = exposure_.from_act ? "days after the act" : "days after " + exposure_.days.from.to_text();
        spec.horizon_days = exposure_.days.days;
        for (const int i : products_by_stop(exposure_)) {
            const auto& days = exposure_.base.products[static_cast<std::size_t>(i)].stops_after;
            if (share_happening(days) > 0) spec.rows.push_back({exposure_.company.products[static_cast<std::size_t>(i)].name, "the line", true, stop_range(days), share_happening(days), {}});
        }
        for (const int p : parts_by_stop(exposure_)) {
            const PartOutcome& part = exposure_.base.parts[static_cast<std::size_t>(p)];
            spec.rows.push_back({shown_name(exposure_.company.parts[static_cast<std::size_t>(p)]), short_suppliers(exposure_, ensemble_, p), false, stop_range(part.out_after), share_happening(part.out_after),
                                 mean_of(part.stock)});
        }
        return days_to_stop(spec);
    }

    std::string losses(const Chart& base) const {
        TimeBands spec;
        spec.chart = base;
        spec.chart.title = tables_.unit == kDaysOfOutput ? "Output lost by month" : "Revenue lost by month";
        spec.chart.description = tables_.loss;
        spec.chart.empty_because = "nothing is lost in 95% of the draws";
        spec.unit = tables_.unit == kDaysOfOutput ? "days of output" : tables_.unit + " a month";
        if (mean_of(exposure_.lost(exposure_.base)) > 0) spec.series = company_loss_bands(exposure_);
        std::erase_if(spec.series, [](const BandSeries& series) {
            return std::all_of(series.points.begin(), series.points.end(), [](const BandPoint& point) { return point.high90 <= 0; });
        });
        if (spec.series.size() > kMostBands) spec.series.resize(kMostBands);
        return time_bands(spec);
    }

    std::string curves(const Chart& base) const {
        CoverCurves spec;
        spec.chart = base;
        spec.chart.title = "What each further day of cover does to the risk";
        spec.chart.description = tables_.cover_words;
        spec.chart.empty_because = "no part needs more cover than it has";
        spec.accepted = exposure_.risk;
        double most = 0;
        for (const CoverToBuy& line : exposure_.cover) most = std::max(most, line.days);
        for (const CoverToBuy& line : exposure_.cover) {
            if (spec.lines.size() == kMostCurves) break;
            CoverLine curve{shown_name(exposure_.company.parts[static_cast<std::size_t>(line.part)]), {}};
            for (int day = 0; day <= static_cast<int>(most) + 7; ++day) curve.risk.push_back(risk_with(exposure_.base.parts[static_cast<std::size_t>(line.part)], day));
            spec.lines.push_back(std::move(curve));
        }
        return cover_curves(spec);
    }

    const Exposure& exposure_;
    const Ensemble& ensemble_;
    const CompanyTables& tables_;
};

}  // namespace

CompanyReport company_report(const Exposure& exposure, const Ensemble& ensemble, const Ledger& ledger, const CompanyTables& tables, std::vector<std::string> colophon) {
    const Report report(exposure, ensemble, tables);
    CompanyReport made;
    made.charts = report.charts();
    made.html = page_html(report.page(made.charts, ledger, std::move(colophon)));
    return made;
}

}  // namespace countervail
