// SPDX-License-Identifier: Apache-2.0
// One sentence or two for every section of the report, composed from the results.
#pragma once

#include <string>
#include <vector>

#include "report/run_tables.h"
#include "report/run_view.h"
#include "report/sankey.h"

namespace countervail {

/// The lowest month of each watched flow against the published baseline.
std::string exports_words(const RunView& view, const RunTables& tables);
/// What each further case would have shipped beside your baseline, from the act on.
std::string cases_words(const RunView& view, const RunTables& tables);
std::string stops_words(const RunView& view, const RunTables& tables);
std::string output_lost_words(const RunView& view);
/// The highest ratio of each watched price; `controlled`: names of items that the focus act does not free.
std::string prices_words(const RunView& view, const RunTables& tables);
/// Whether some act of some case puts goods under licence; without, there is no queue to show.
bool licenses_anything(const RunView& view);
/// Whether an act of your baseline puts an item under licence at the controller: only such items count as controlled.
bool has_controlled_items(const RunView& view);
std::string licences_words(const RunView& view, const RunTables& tables);
std::string chain_words(const Sankey& chain);
std::string supply_words(const RunView& view, const RunTables& tables);
/// Of a table with side, cost and a band, its largest item for each side.
std::string costs_words(const Table& costs);
std::string observed_words(const RunTables& tables);
std::string acts_words(const RunView& view, const RunTables& tables);

/// Every watched answer in your baseline and in each further case: what an act did is the difference.
Table cases_table(const RunView& view);

/// Whether the focus act licenses or forbids the item.
bool focus_controls(const RunView& view, const std::string& item);
/// The focus act as some case of the run knows it; nullptr when none does.
const Act* focus_act(const RunView& view);

}  // namespace countervail
