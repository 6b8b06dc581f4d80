// SPDX-License-Identifier: Apache-2.0
// Who depends on whom, in the report of a run: the curve of the embedded items between the scenario's two powers, and that of imported trade
// where there is some.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dependence/asymmetry.h"
#include "dependence/bilateral_totals.h"
#include "report/dependence_sentences.h"
#include "report/page.h"
#include "report/run_report_charts.h"

namespace countervail {

struct RunDependence {
    PairNames names;
    std::optional<AsymmetryClaim> claim;
    AsymmetryCurve items;                        ///< of trade_of_world
    std::optional<AsymmetryCurve> imported;      ///< of the user's own trade
    std::optional<AsymmetrySweep> sweep;         ///< of the user's own trade, under every choice
    std::optional<BilateralTotals> totals;
};

/// Ids of the two powers: the scenario's controller and target, else the two issuers of most of its acts (of equal counts the first by id).
/// Empty when there are no two.
std::optional<std::pair<std::string, std::string>> powers_of(const Scenario& scenario);

/// On the run's own world and year (world_year where it has one). Totals of years within five of it. Claim and totals whenever they were published: they are shown, never used. `imported` and `sweep` stay empty. Empty when the scenario has no two powers or they
/// trade no item of the world; fails on what the library's files do not allow.
Result<std::optional<RunDependence>> dependence_of_run(const Ensemble& ensemble, const Library& library, const Ledger& ledger);

/// Fills `imported`, on the last year and the finest codes of the user's own trade, and `sweep` where there is a claim. Fails when a power is no
/// place of that trade.
Result<void> add_imported_trade(RunDependence& dependence, const TradeCube& cube, int threads);

/// The curve of the items, then that of imported trade, then the choices, as far as they are there.
std::vector<RunChart> dependence_charts(const RunDependence& dependence);

/// The section; `charts`: dependence_charts.
PageSection dependence_section(const RunDependence& dependence, const std::vector<RunChart>& charts);

/// Rows of the ledger that the section names.
std::vector<std::string> statements_of(const RunDependence& dependence);

}  // namespace countervail
