// SPDX-License-Identifier: Apache-2.0
// Charts of a run: each drawn for a wide and for a narrow window, beside the numbers that it shows.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/table.h"
#include "report/chart.h"
#include "report/outlines.h"
#include "report/run_tables.h"
#include "report/run_view.h"
#include "world/place_groups.h"

namespace countervail {

struct RunChart {
    std::string name;          ///< of its files: "exports"
    std::string wide, narrow;  ///< SVG text
    Table numbers;
};

/// Draws at both widths. `words` carries title, description, note and the reason for an empty chart; its id
/// is `name`.
RunChart run_chart(const std::string& name, Chart words, Table numbers,
                   const std::function<std::string(const Chart&)>& draw);

/// Rows of charts that rank: the rest stands in the table.
inline constexpr std::size_t kRankedRows = 15;

/// Acts that begin within a week of each other stand as one line, named by the focus act where it is among
/// them.
std::vector<DatedEvent> chart_events(const RunView& view, const RunTables& tables);

/// `events` of every chart over time: chart_events.
RunChart exports_chart(const RunTables& tables, const std::vector<DatedEvent>& events);
/// One per watched flow and further case: published baseline, your baseline, your case.
std::vector<RunChart> case_charts(const RunTables& tables, const std::vector<DatedEvent>& events);
RunChart prices_chart(const RunTables& tables, const std::vector<DatedEvent>& events);
/// Medians of the ratios alone, in one field: what is controlled beside what is not.
RunChart price_ratios_chart(const RunTables& tables, const std::vector<DatedEvent>& events);
RunChart queue_chart(const RunView& view, const RunTables& tables, const std::vector<DatedEvent>& events);
/// Share of the applications that was granted, week by week, beside published shares.
RunChart granted_share_chart(const RunView& view, const Ledger& ledger,
                             const std::vector<DatedEvent>& events);
RunChart stops_chart(const RunTables& tables);
RunChart output_lost_chart(const RunTables& tables);
RunChart supply_chart(const RunView& view, const RunTables& tables, const std::vector<Outline>& outlines,
                      const PlaceGroups& groups);
RunChart assumptions_chart(const RunTables& tables);
/// Of a table with side, cost and a band: RunTables::costs or act_costs_table.
RunChart costs_chart(const Table& costs);

/// What the table explains and a label has no room for left out: "value added lost where …" →
/// "value added lost"; that it is a gain stays said.
std::string short_cost(const std::string& words);
/// "china" → "China", "north-america" → "North America".
std::string region_name(std::string_view region);
/// The cell as a number; empty for a missing one or words.
std::optional<double> number_at(const Table& table, std::size_t row, std::string_view column);
std::string words_at(const Table& table, std::size_t row, std::string_view column);

}  // namespace countervail
