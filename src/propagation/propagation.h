// SPDX-License-Identifier: Apache-2.0
// How a shock to some industries passes to all others, step by step: every model behind one interface, chosen by name.
//
//   half-critical      Pichler et al. 2022 (J. Econ. Dyn. Control 144): critical inputs bind, important ones half (baseline)
//   strongly-critical  important inputs bind as critical ones do
//   weakly-critical    important inputs are ignored
//   leontief           every input binds
//   linear             inputs replace each other
//   ario               Hallegatte 2008, 2014; Guan et al. 2020; as coded in BoARIO 0.6: inventories, overproduction, rationing
//
// Cells and money as in economy/io_table.h. Rates are per year; a step lasts `days_per_step`.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "economy/io_table.h"

namespace countervail {

/// What hits one cell, step by step.
struct CellShock {
    int cell = 0;
    std::vector<double> capacity;        ///< share of baseline capacity that is left, by step; empty: all of it. The last value stays
};

/// Destroyed capital that is ordered again from the industries that build (ARIO only).
struct RebuildShock {
    std::vector<double> capital;         ///< by cell, USD million destroyed; costs capacity until it is rebuilt
    std::vector<double> households;      ///< by column of IoTable::final_demand, USD million: rebuilt, but costs no capacity; empty: none
    int first_step = 0;                  ///< first step with less capacity
    int rebuild_step = 0;                ///< first step with orders for rebuilding
    double days = 60;                    ///< characteristic time: days_per_step / days of what is left is ordered each step
    std::vector<double> shares;          ///< by industry: who rebuilds; sums to 1
    double factor = 1;                   ///< orders per USD destroyed
};

/// What hits the economy before anything passes on.
struct Shock {
    int steps = 0;
    std::vector<CellShock> cells;        ///< each cell at most once
    std::vector<CellShock> demand;       ///< share of final demand for the cell's product that is left, by step
    std::vector<double> rebuild;         ///< by cell, USD million: destroyed capital to be rebuilt (ARIO only); empty: none
    /// ARIO only: capital that is lost and comes back by itself, as share of capital that is left; adds to what `rebuilds`
    /// destroy. Of `cells` and the capital lost the larger cut of capacity counts (BoARIO).
    std::vector<CellShock> capital;
    std::vector<RebuildShock> rebuilds;  ///< as `rebuild`, each with its own days and industries
};

enum class Rationing { proportional, priority, optimal, worst };

struct PropagationOptions {
    double days_per_step = 1;
    double inventory_days = 90;          ///< target stock of each input, days of use at baseline
    std::vector<double> inventory_days_of;   ///< by industry of the input, infinity: never runs out (ARIO); empty: inventory_days for all
    double restock_days = 60;            ///< τ: time in which a gap of stock is reordered
    Rationing rationing = Rationing::proportional;   ///< who is served first when an industry cannot deliver all
    /// Pichler: industries × industries of the table, 1 critical, 0.5 important, 0 not; empty: all critical.
    Eigen::MatrixXd criticality;
    bool pool_places = true;             ///< Pichler: one stock per product, whichever place it came from; false: one per place
    // ARIO (defaults: BoARIO 0.6)
    double psi = 0.8;                    ///< share of the target stock below which output is held back
    double overproduction_max = 1.25, overproduction_base = 1.0, overproduction_days = 365;
    bool orders_follow_output = true;    ///< "alt": orders shift to suppliers that produce; false: fixed shares
    double capital_to_value_added = 4, rebuild_days = 60;
    std::vector<double> capital_to_value_added_of;   ///< by industry; empty: the same for all
    std::vector<double> restock_days_of;             ///< by industry of the input; empty: restock_days for all
    std::vector<double> rebuild_shares;  ///< by industry of the table: who rebuilds; sums to 1
    int threads = 1;
};

/// What a model shows of one step of one shock. Spans are by cell and valid during the call.
struct PropagationStep {
    int shock = 0, step = 0;
    std::span<const double> output;      ///< USD million per year
    std::span<const double> capacity;    ///< USD million per year
    std::span<const double> final_unmet; ///< final demand not met, USD million per year
    std::span<const double> stock_short; ///< smallest stock of a critical input against its target, 0 … 1
    std::span<const double> rebuild_unmet;   ///< orders for rebuilding not met, USD million per year; empty where the model has none
};

class Propagation {
  public:
    virtual ~Propagation() = default;
    virtual std::string_view name() const = 0;
    /// Steps every shock from the state at rest and shows each step to `observer`: steps of one shock in order, from
    /// one thread at a time; shocks may interleave and, with several threads, be shown at once. The numbers depend
    /// on the shock alone, whatever threads run and whichever shocks run beside it.
    virtual void run(std::span<const Shock> shocks, const std::function<void(const PropagationStep&)>& observer) const = 0;
};

/// Names in the order above.
const std::vector<std::string>& propagation_names();

/// Fails on an unknown name (nearest named) or options that do not fit the table. `table` must outlive the model.
Result<std::unique_ptr<Propagation>> make_propagation(std::string_view name, const IoTable& table, const PropagationOptions& options);

/// All steps of one shock kept: cells × steps.
struct PropagationPath {
    Eigen::MatrixXd output, capacity, final_unmet;
};
PropagationPath run_one(const Propagation& model, const Shock& shock);

}  // namespace countervail
