// SPDX-License-Identifier: Apache-2.0
// Every measure of one pair in one list, whatever it was computed from: trade, an input–output table, the world's network. No line is
// added to another. docs/methods/dependence.md lists them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/table.h"
#include "dependence/choke_points.h"
#include "dependence/coercive_power.h"
#include "dependence/foreign_reliance.h"
#include "dependence/market_power.h"
#include "dependence/pair_measures.h"

namespace countervail {

struct MeasureLine {
    std::string measure, name, unit;
    std::optional<double> value;           ///< empty: undefined for the pair; the note says why
    std::optional<double> low, high;       ///< where what it rests on is a range, or the method gives two ends
    int rank = 0, ranked = 0;              ///< of the seller among all sellers to the buyer; 0: not ranked
    std::string rests_on;                  ///< "trade: baci-hs22-v202501, 2023"
    std::string note;
    std::string page;                      ///< docs/methods/…
};

/// Of the trade between them, in the order of PairMeasures::ids().
std::vector<MeasureLine> lines_of_trade(const TradeCube& cube, const PairProfile& profile);

/// Reliance of all industries of place `of` on place `to`, weighted by their output: share of what they take from others at face value and
/// looked through, of what they take from abroad, how much looking through adds, and of how many industries `to` is the first foreign
/// supplier. Places are indices of the table; those of `left_out` (aggregates) are no first supplier.
std::vector<MeasureLine> lines_of_reliance(const IoTable& table, const ForeignReliance& reliance, int of, int to, const std::vector<int>& left_out);

/// The same flows with low, likely and high elasticities between suppliers, and between sectors.
struct PowerRange {
    PowerInputs low, likely, high;
    LikelyRange rho;
};
/// σ − 1 times each of `spread`.
PowerRange power_range(const PowerInputs& likely, const LikelyRange& spread, const LikelyRange& rho);
/// Coercive power of `to` over `of`, log points: rise of input costs and, where the inputs know β, fall of output; at likely elasticities, and
/// between all high and all low ones. Losses without bound become empty values with a note. Ids are "coercive-power" + suffix.
Result<std::vector<MeasureLine>> lines_of_power(const PowerRange& range, const std::string& suffix, const std::string& rests_on, int of, int to, int threads);

/// How many of the seller's leading exports it could price as a monopolist: those with an unbounded optimal export tax at likely elasticities, and
/// in all or in any combination of low and high ones.
Result<MeasureLine> line_of_market_power(std::span<const ExportPosition> positions, std::string rests_on);

/// What the uses at `of` lose when all lanes from `to` stop, and when only those to `of` do: without replacement (high end) and with all idle
/// capacity (low end), share of their value added. Places are indices of the world; empty where `of` has no use or `to` no lane.
Result<std::vector<MeasureLine>> lines_of_stop(const World& world, int of, int to);

/// One row a line.
Table side_by_side_table(std::string of, std::string to, std::span<const MeasureLine> lines, std::vector<std::string> sources);

}  // namespace countervail
