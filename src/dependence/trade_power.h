// SPDX-License-Identifier: Apache-2.0
// Coercive power and export-market power from a trade cube: its flows as inputs of coercive_power.h and its world shares as those of
// market_power.h, with elasticities from the ledger. docs/methods/dependence-power-of-trade.md.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/library.h"
#include "dependence/coercive_power.h"
#include "dependence/cube_totals.h"
#include "dependence/market_power.h"

namespace countervail {

/// Elasticity of substitution between origins of the products whose code begins with `code`; of several that fit the longest counts.
struct CodeSigma {
    std::string code;         ///< "85"; empty: all products
    LikelyRange sigma;        ///< above 1 for goods that can be replaced at all
};
enum class RangeEnd : std::uint8_t { low, likely, high };

/// data/trade/chapter-elasticities.csv: HS chapters and headings with the statements of their trade elasticities θ; σ = 1 + θ (docs/formats/chapter-elasticities.md).
/// Fails with all problems of the file, each with its line; on a day before a statement was public with that.
Result<std::vector<CodeSigma>> chapter_sigmas(const Library& library, const Ledger& ledger, Date known_on);

/// Sectors are the first `digits` digits of the codes (0: the products themselves), spending is what each place imports, own supply counted where
/// the cube books it. β is left empty: losses are of the cost of imported goods, in log points. Places and sectors that trade nothing stay in, so that
/// indices of places are those of the cube. Fails when the cube lacks the year or the level, or a sector has no σ (naming them).
Result<PowerInputs> power_inputs_of_trade(const TradeCube& cube, int year, int digits, std::span<const CodeSigma> sigmas, RangeEnd end = RangeEnd::likely);

/// The exporter's `limit` products of largest world share (0: all that it exports), each with the same elasticities of demand and of others' supply.
std::vector<ExportPosition> export_positions(const TradeCube& cube, const CubeTotals& totals, PlaceIndex exporter, const LikelyRange& demand,
                                             const LikelyRange& others_supply, std::size_t limit);

}  // namespace countervail
