// SPDX-License-Identifier: Apache-2.0
// The charts that rank: who stops, what is lost where, what it costs, what the answer hangs on.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "report/run_report_charts.h"
#include "report/world_map.h"

namespace countervail {

namespace {

/// "assume:demand-elasticity" → "demand elasticity".
std::string plain_name(std::string id) {
    if (id.starts_with("assume:")) id = id.substr(7);
    std::replace(id.begin(), id.end(), '-', ' ');
    return id;
}

void add_range(Table& table, const std::string& allocation, const StopRow& row, const StopRange& range) {
    const auto cell = [](const std::optional<double>& weeks) { return weeks ? Cell(*weeks) : Cell(); };
    table.add({row.use, row.place, allocation, cell(range.median), cell(range.low), cell(range.high)});
}

std::vector<std::string> codes_of(const std::string& place, const std::set<std::string>& own,
                                  const std::set<std::string>& taken, const std::vector<Outline>& outlines,
                                  const PlaceGroups& groups) {
    const auto group =
        std::find_if(groups.begin(), groups.end(), [&](const auto& each) { return each.first == place; });
    if (group == groups.end()) return {place};
    std::vector<std::string> codes;
    for (const std::string& code : group->second) {
        if (code != "*") {
            if (!own.contains(code)) codes.push_back(code);
            continue;
        }
        for (const Outline& outline : outlines) {
            if (!own.contains(outline.iso3) && !taken.contains(outline.iso3)) codes.push_back(outline.iso3);
        }
    }
    return codes;
}

}  // namespace

std::string short_cost(const std::string& words) {
    const bool gain = words.find("(a gain") != std::string::npos;
    return words.substr(0, std::min(words.find(" where "), words.find(" ("))) + (gain ? " (a gain)" : "");
}

RunChart stops_chart(const RunTables& tables) {
    WeeksToStop spec;
    spec.rows = tables.stop_rows;
    spec.horizon_weeks = tables.horizon_weeks;
    spec.most_rows = kRankedRows;
    Table numbers{"weeks-to-stop",
                  "Weeks from the act to the first stop",
                  {{"use", "", "End use"},
                   {"place", "", "Where it is made"},
                   {"allocation", "", "Who goes short"},
                   {"median", "weeks", "Missing: beyond the run"},
                   {"5%", "weeks", ""},
                   {"95%", "weeks", ""}},
                  {},
                  {}};
    for (const StopRow& row : in_order_of_stopping(tables.stop_rows)) {
        add_range(numbers, "best", row, row.best);
        add_range(numbers, "proportional", row, row.proportional);
        add_range(numbers, "worst", row, row.worst);
    }
    return run_chart("weeks-to-stop",
                     {.title = "Weeks from the act until production first stops",
                      .description = "For each use and place the range over draws under the best, the "
                                     "proportional and the worst allocation of what is short.",
                      .note = "Point: median; line: 90 % of the draws; open arrow: not within the run.",
                      .empty_because = "no use stops in any draw"},
                     std::move(numbers), [&](const Chart& words) {
                         spec.chart = words;
                         return weeks_to_stop(spec);
                     });
}

RunChart output_lost_chart(const RunTables& tables) {
    RankedBars spec;
    spec.unit = "USD million over the run";
    spec.most_bars = kRankedRows;
    Table numbers{"output-lost",
                  "Value added lost over the run, by use and place",
                  {{"use", "", "End use"},
                   {"place", "", "Where it is made"},
                   {"allocation", "", "Who goes short"},
                   {"median", "USD million", ""},
                   {"5%", "USD million", ""},
                   {"95%", "USD million", ""}},
                  {},
                  {}};
    for (std::size_t row = 0; row < tables.stops.rows.size(); ++row) {
        const std::string use = words_at(tables.stops, row, "use"),
                          place = words_at(tables.stops, row, "place");
        for (const char* allocation : {"best", "proportional", "worst"}) {
            const std::string stem = std::string("lost, ") + allocation;
            const auto median = number_at(tables.stops, row, stem),
                       low = number_at(tables.stops, row, stem + " 5%"),
                       high = number_at(tables.stops, row, stem + " 95%");
            if (!median) continue;
            numbers.add({use, place, std::string(allocation), *median, low ? Cell(*low) : Cell(),
                         high ? Cell(*high) : Cell()});
            if (allocation == std::string("proportional") && *median > 0)
                spec.bars.push_back({use + ", " + place, *median, low, high});
        }
    }
    return run_chart(
        "output-lost",
        {.title = "Output lost, proportional allocation",
         .description = "Value added lost over the run, largest first, with the range over draws.",
         .note = "Bar: median of the draws; line: 90 % of the draws.",
         .empty_because = "no use loses output in most draws"},
        std::move(numbers), [&](const Chart& words) {
            spec.chart = words;
            return ranked_bars(spec);
        });
}

RunChart supply_chart(const RunView& view, const RunTables& tables, const std::vector<Outline>& outlines,
                      const PlaceGroups& groups) {
    WorldMap spec;
    spec.unit = "% of the deliveries of controlled items at rest";
    std::set<std::string> own, taken;
    for (const WorldPlace& place : view.world.places) own.insert(place.id);
    for (const auto& [place, codes] : groups) {
        if (own.contains(place)) taken.insert(codes.begin(), codes.end());
    }
    for (const PlaceLoss& loss : tables.supply_lost) {
        spec.places.push_back({loss.name.empty() ? loss.place : loss.name,
                               codes_of(loss.place, own, taken, outlines, groups), 100 * loss.share.median});
    }
    return run_chart(
        "supply-lost",
        {.title = "Whose supply is lost",
         .description = "Share of the deliveries of controlled items that is missing over the run, by place.",
         .note = "Median of the draws, valued at prices at rest; negative: more than at rest.",
         .empty_because = "nothing is controlled in this run"},
        tables.supply, [&](const Chart& words) {
            spec.chart = words;
            return world_map(spec, outlines);
        });
}

RunChart assumptions_chart(const RunTables& tables) {
    RankedBars spec;
    spec.unit = "% of the variance of the answer";
    spec.most_bars = kRankedRows;
    spec.bars = tables.assumption_bars;
    for (RankedBar& bar : spec.bars) bar.label = plain_name(bar.label);
    return run_chart(
        "assumptions",
        {.title = "What the answer hangs on",
         .description =
             "Share of the variance of the main answer over draws that each uncertain input explains alone.",
         .note = "First-order shares; the rest of the variance is joint.",
         .empty_because = "no input moves the answer, or there are too few draws to tell"},
        tables.assumptions, [&](const Chart& words) {
            spec.chart = words;
            return ranked_bars(spec);
        });
}

RunChart costs_chart(const Table& costs) {
    RankedBars spec;
    spec.unit = "USD million over the run";
    for (std::size_t row = 0; row < costs.rows.size() && costs.columns.size() > 4; ++row) {
        const std::string base = costs.columns[2].name;
        const auto median = number_at(costs, row, base), low = number_at(costs, row, base + " 5%"),
                   high = number_at(costs, row, base + " 95%");
        if (!median || !low || !high || (*median == 0 && *low == 0 && *high == 0)) continue;
        spec.bars.push_back({words_at(costs, row, "side") + ": " + short_cost(words_at(costs, row, "cost")),
                             *median, low, high});
    }
    return run_chart(
        "costs",
        {.title = costs.title,
         .description =
             "Costs of the two powers and of everyone else over the run, with the range over draws.",
         .note = "Bar: median of the draws; line: 90 % of the draws. A negative cost is a gain. The kinds of "
                 "cost do not add up.",
         .empty_because = "no cost differs from nothing"},
        costs, [&](const Chart& words) {
            spec.chart = words;
            return ranked_bars(spec);
        });
}

}  // namespace countervail
