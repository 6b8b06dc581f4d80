// SPDX-License-Identifier: Apache-2.0
// Results over time, as tables and as the same figures for charts: watched flows by month, prices, licences.
#pragma once

#include "evidence/ledger.h"
#include "report/run_tables.h"
#include "report/run_view.h"

namespace countervail {

/// Fills exports and export_lines.
void tell_exports(const RunView& view, const Ledger& ledger, RunTables& into);
/// Fills prices and price_lines.
void tell_prices(const RunView& view, const Ledger& ledger, RunTables& into);
/// Fills licences and queue_weeks.
void tell_licences(const RunView& view, const Ledger& ledger, RunTables& into);

BandPoint point_of(Date on, const Band& band);
/// Adds median, low and high columns whose names begin with `prefix`.
void add_band_columns(Table& table, const std::string& prefix, const std::string& unit, const std::string& meaning);
/// The three cells of a band; a value of kNever or an empty band becomes a missing cell.
void add_band_cells(std::vector<Cell>& row, const std::vector<double>& values, double scale = 1);
void add_sources(Table& table, const std::vector<std::string>& statements);

}  // namespace countervail
