// SPDX-License-Identifier: Apache-2.0
#include "report/run_effect_tables.h"

#include <algorithm>
#include <array>

#include "report/run_series_tables.h"

namespace countervail {

namespace {

constexpr std::array kAllocations{Allocation::best, Allocation::proportional, Allocation::worst};
constexpr std::array kAllocationWords{"best", "proportional", "worst"};
constexpr double kNegligibleLoss = 1e5;   // USD over the run, 95 % of draws: not worth a row

StopRange range_of(const std::vector<double>& days) {
    const Band band = band_of(days);
    const auto weeks = [&](double value) { return days.empty() || value >= kNever ? std::nullopt : std::optional(value / 7); };
    return {weeks(band.low), weeks(band.median), weeks(band.high)};
}

double share_stopping(const std::vector<double>& days) {
    if (days.empty()) return 0;
    const auto stopped = std::count_if(days.begin(), days.end(), [](double day) { return day < kNever; });
    return static_cast<double>(stopped) / static_cast<double>(days.size());
}

Table stops_table(const RunView& view) {
    Table table;
    table.name = "weeks-to-stop";
    table.title = "Weeks from the act to the first stop, and output lost, by use and place (" + view.base.name +
                  "; best, proportional and worst allocation of what is short)";
    table.columns = {{"use", "", "End use"}, {"place", "", "Where it is made"}};
    for (const char* word : kAllocationWords) add_band_columns(table, word, "weeks", std::string("Weeks to the first stop, ") + word + " allocation");
    table.columns.push_back({"draws that stop", "%", "Share of the draws in which it stops, proportional allocation", 3});
    for (const char* word : kAllocationWords) {
        add_band_columns(table, std::string("lost, ") + word, "USD million", std::string("Value added lost over the run, ") + word + " allocation");
    }
    return table;
}

struct UseResult {
    std::array<std::vector<double>, 3> days, lost;
    bool stops = false, loses = false;
};

UseResult result_of(const RunView& view, const Use& use) {
    UseResult result;
    for (std::size_t a = 0; a < kAllocations.size(); ++a) {
        const int task = view.task(view.base.id, kAllocations[a]);
        result.days[a] = view.after_act(view.values(task, "stop/" + use.id, 0));
        result.lost[a] = view.values(task, "lost/" + use.id, 0);
        result.stops = result.stops || share_stopping(result.days[a]) > 0;
        result.loses = result.loses || band_of(result.lost[a]).high > kNegligibleLoss;
    }
    return result;
}

struct Side {
    std::string name;
    std::vector<int> places;
};

std::vector<Side> sides_of(const RunView& view) {
    const int controller = view.world.place(view.scenario.controller);
    const int target = view.world.place(view.scenario.target);
    std::vector<Side> sides{{view.place_name(controller), {controller}}};
    if (target != controller) sides.push_back({view.place_name(target), {target}});
    Side others{"everyone else", {}};
    for (int p = 0; p < static_cast<int>(view.world.places.size()); ++p) {
        if (p != controller && p != target) others.places.push_back(p);
    }
    sides.push_back(std::move(others));
    return sides;
}

std::vector<double> total_of(const RunView& view, int task, const std::string& family, const Side& side) {
    std::vector<double> sum(static_cast<std::size_t>(view.outcome.draws()), 0.0);
    for (const int place : side.places) {
        const int measure = view.outcome.measure(family + "/" + view.world.places[static_cast<std::size_t>(place)].id);
        if (measure < 0) continue;
        const std::vector<double> each = view.outcome.totals(task, measure);
        for (std::size_t d = 0; d < sum.size(); ++d) sum[d] += each[d];
    }
    return sum;
}

std::vector<double> revenue_lost(const RunView& view, int task, const Side& side) {
    double normal = 0;
    for (const int place : side.places) normal += view.normal_revenue_per_week(place) * view.covered_days() / 7.0;
    std::vector<double> lost = total_of(view, task, "export-revenue", side);
    for (double& value : lost) value = normal - value;
    return lost;
}

}  // namespace

void tell_stops(const RunView& view, RunTables& into) {
    into.stops = stops_table(view);
    into.horizon_weeks = view.horizon_days() / 7;
    struct Row {
        double median, low;
        std::vector<Cell> cells;
    };
    std::vector<Row> rows;
    for (const Use& use : view.world.uses) {
        const UseResult result = result_of(view, use);
        if (!result.stops && !result.loses) continue;
        const std::string name = view.world.catalogue.uses[static_cast<std::size_t>(use.end_use)].name;
        const std::string place = view.place_name(use.place);
        if (result.stops) into.stop_rows.push_back({name, place, range_of(result.days[0]), range_of(result.days[1]), range_of(result.days[2])});
        std::vector<Cell> cells{name, place};
        for (const auto& days : result.days) add_band_cells(cells, days, 1.0 / 7);
        cells.push_back(100 * share_stopping(result.days[1]));
        for (const auto& lost : result.lost) add_band_cells(cells, lost, 1e-6);
        const Band band = band_of(result.days[1]);
        rows.push_back({band.median, band.low, std::move(cells)});
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
        return a.median != b.median ? a.median < b.median : a.low < b.low;
    });
    for (Row& row : rows) into.stops.add(std::move(row.cells));
}

void tell_costs(const RunView& view, RunTables& into) {
    Table& table = into.costs;
    table.name = "costs";
    table.title = "What it costs whom over the run, against the published baseline";
    table.columns = {{"side", "", "One of the two powers, or all other places"}, {"cost", "", "What is counted"}};
    for (const Case& each : view.scenario.cases) {
        add_band_columns(table, each.id, "USD million", (each.base ? "Your baseline: " : "Your case: ") + each.name);
    }
    const std::vector<std::pair<std::string, std::string>> families{{"output-lost", "value added lost where output stands still"},
                                                                    {"material-cost", "extra cost of materials received"},
                                                                    {"", "export revenue lost (negative: gained)"},
                                                                    {"duty", "additional duty paid by importers"},
                                                                    {"licence-rent", "licence rent on what leaves here (a gain of the licence holders)"}};
    for (const Side& side : sides_of(view)) {
        for (const auto& [family, words] : families) {
            std::vector<Cell> row{side.name, words};
            for (const Case& each : view.scenario.cases) {
                const int task = view.task(each.id);
                add_band_cells(row, family.empty() ? revenue_lost(view, task, side) : total_of(view, task, family, side), 1e-6);
            }
            table.add(std::move(row));
        }
    }
}

void tell_supply(const RunView& view, RunTables& into) {
    Table& table = into.supply;
    table.name = "supply-lost";
    table.title = "Deliveries of controlled items missing over the run, share of the baseline (at baseline prices)";
    table.columns = {{"place", "", "Where the users are"}};
    for (const Case& each : view.scenario.cases) add_band_columns(table, each.id, "%", (each.base ? "Your baseline: " : "Your case: ") + each.name);
    for (const WorldPlace& place : view.world.places) {
        std::vector<Cell> row{place.name.empty() ? place.id : place.name};
        for (const Case& each : view.scenario.cases) add_band_cells(row, view.values(view.task(each.id), "supply-lost/" + place.id, 0), 100);
        table.add(std::move(row));
        const std::vector<double> shares = view.values(view.base_task, "supply-lost/" + place.id, 0);
        if (!shares.empty()) into.supply_lost.push_back({place.id, place.name, band_of(shares)});
    }
}

}  // namespace countervail
