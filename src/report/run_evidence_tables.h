// SPDX-License-Identifier: Apache-2.0
// What the run rests on, and what was observed beside it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "evidence/ledger.h"
#include "report/run_tables.h"
#include "report/run_view.h"
#include "simulation/explain.h"

namespace countervail {

/// Fills observed: every published figure for something the scenario watches, beside the base case in its period.
void tell_observed(const RunView& view, const Ledger& ledger, RunTables& into);
/// Fills assumptions and assumption_bars: what each uncertain input does to the main answer.
void tell_assumptions(const RunView& view, const std::vector<Influence>& ranked, RunTables& into);
/// Fills acts and events.
void tell_acts(const RunView& view, RunTables& into);
/// One row per statement or assumption, with source and range.
Table statements_table(const Ledger& ledger, const std::set<std::string>& ids, const std::string& name, const std::string& title);
/// Fills statements: everything the results rest on, and what was observed.
void tell_statements(const Ledger& ledger, std::set<std::string> ids, RunTables& into);

}  // namespace countervail
