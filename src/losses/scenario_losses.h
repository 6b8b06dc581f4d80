// SPDX-License-Identifier: Apache-2.0
// From a scenario's plants that stop to value added not made, by place × industry × week: what the simulation stops
// directly, carried through an input–output table by a model of propagation (propagation/propagation.h). One draw of the
// simulation is one shock of the table, so the bands are those of the draws; four ways of allotting
// what is left (best, proportional, military users first, worst) bracket them. Money is USD million.
#pragma once

#include <string>
#include <vector>

#include "losses/direct_losses.h"
#include "propagation/propagation.h"
#include "simulation/outcome.h"

namespace countervail {

struct LossOptions {
    std::string model = "half-critical";   ///< of propagation_names()
    int draws = 256;                       ///< at most the scenario's
    int compared_draws = 32;               ///< of the other models; 0 leaves the comparison out
    std::vector<double> elasticities;      ///< of the cross-check at the using process; empty leaves it out
    int threads = 1;
};

/// A sum over draws of the proportional allocation, with the medians of the others beside it.
struct LossRange {
    Band band;                ///< proportional
    double best = 0, worst = 0;   ///< they bracket all four
    double priority = 0;      ///< military users first
};

/// One place × industry.
struct CellLoss {
    int cell = 0;
    double value_added = 0;            ///< at rest, over the weeks that count
    LossRange direct, total;           ///< total: direct and passed on, over the weeks that count
    std::vector<LossRange> by_week;    ///< total, each week of the run
};

/// Sum over cells: of a place, of an industry, of all.
struct LossSum {
    double value_added = 0;            ///< at rest, over the weeks that count
    LossRange direct, total;
};

struct CaseLosses {
    std::string case_id;
    bool bracketed = true;             ///< all four allocations; else the proportional one alone, as for cases beside the base case
    std::vector<CellLoss> cells;       ///< with a loss of at least kLeastLoss of all in some draw; largest median total first
    std::vector<LossSum> by_place;     ///< by place of the table
    std::vector<LossSum> by_industry;  ///< by industry of the table
    LossSum all;
    std::vector<LossRange> all_by_week;
    DirectLosses direct;               ///< of the proportional allocation
    std::vector<LossRange> lost_by_use;   ///< direct, by use of the world
};

/// The same shocks under another model: medians over the same first draws.
struct ModelLoss {
    std::string model;
    double direct = 0, total = 0, low = 0, high = 0;   ///< low, high: 5 and 95 % of the total
    int draws = 0;
};

/// The same cuts seen by exact CES at each using process (propagation/process_ces.h): what deliveries and the first stock
/// cover over the run, each critical input in a nest of its own. A year's view, without weeks: a cross-check of the direct loss.
struct ProcessCheck {
    double elasticity = 0;             ///< of substitution between the critical input and all else
    Band lost;                         ///< direct, proportional allocation
};

struct ScenarioLosses {
    UseCells cells;
    LossOptions options;
    int count_week = 0, weeks = 0;
    std::vector<CaseLosses> cases;     ///< in the order of the scenario's
    std::vector<ModelLoss> models;     ///< of the base case; the chosen model first
    std::vector<ProcessCheck> processes;   ///< of the base case, by LossOptions::elasticities
    const CaseLosses& of(const std::string& case_id) const;
};

/// A cell is kept when its median or worst loss is at least this share of all.
inline constexpr double kLeastLoss = 1e-4;

/// `propagation` carries stocks and criticality for `table`; its days_per_step is set to the simulation's week.
/// Fails on an unknown model or a table without any of the world's places.
Result<ScenarioLosses> scenario_losses(const Ensemble& ensemble, const IoTable& table, const Industries& industries,
                                       PropagationOptions propagation, const LossOptions& options);

}  // namespace countervail
