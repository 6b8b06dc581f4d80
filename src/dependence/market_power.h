// SPDX-License-Identifier: Apache-2.0
// Power over price in an export market: the residual demand that one exporter faces, and the export tax that would serve it best.
//
//   ε_res = ε_d / s − ε_s (1 − s) / s          τ* = 1 / (|ε_res| − 1),  unbounded where |ε_res| ≤ 1
//
// s is the exporter's share of the market, ε_d ≤ 0 the elasticity of the market's demand, ε_s ≥ 0 the elasticity of everybody else's supply.
// Textbook dominant firm with a competitive fringe (Landes & Posner 1981, their equation for the firm's elasticity; the optimal tariff
// argument for the tax; as recalled). Unbounded means: over the range where these elasticities hold, every higher price earns more, so the
// formula names no limit; it is set by what the formula leaves out (entry, substitution, stocks, retaliation).
// docs/methods/dependence-market-power.md.
//
// Elasticities are handled by their size: demand 0.3 stands for −0.3.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "base/table.h"
#include "evidence/ledger.h"

namespace countervail {

/// A figure and how far it may be off; low ≤ likely ≤ high.
struct LikelyRange {
    double low = 0, likely = 0, high = 0;
    std::vector<std::string> statements;   ///< ids of the ledger behind it
};

/// The size of the elasticity that statement `id` claims, as of `known_on`. Fails for an unknown or later statement, one that is no plain
/// ratio, and one whose range holds both signs.
Result<LikelyRange> elasticity_from(const Ledger& ledger, std::string_view id, Date known_on, const Place& asked_at);

/// |ε_res|. `share` in (0, 1], sizes ≥ 0.
double residual_elasticity(double share, double demand, double others_supply);
/// τ* as a share of the price that the exporter keeps; empty where no tax is the best because a higher one always earns more.
std::optional<double> optimal_export_tax(double residual);

/// One exporter of one product against all combinations of low, likely and high of share, demand and supply.
struct MarketPower {
    double likely_residual = 0;               ///< |ε_res| at the likely figures
    std::optional<double> likely_tax;         ///< empty: unbounded
    double lowest_residual = 0, highest_residual = 0;
    std::optional<double> lowest_tax;         ///< over the combinations; empty: unbounded in every one
    std::optional<double> highest_tax;        ///< empty: unbounded in at least one
    int unbounded = 0, combinations = 0;      ///< "unbounded in k of n"; a figure without range counts once
};

/// Fails, with all problems at once, on shares outside (0, 1], negative sizes, and ranges out of order.
Result<MarketPower> export_market_power(const LikelyRange& share, const LikelyRange& demand, const LikelyRange& others_supply);

/// What the table below shows a row for.
struct ExportPosition {
    std::string exporter, product;
    LikelyRange share, demand, others_supply;
};

/// One row a position, in the order given: share, |ε_res| from lowest to highest, tax from lowest to highest, "k of n". Sources are the
/// statements of all ranges. Fails with the problems of all positions.
Result<Table> market_power_table(std::span<const ExportPosition> positions);

}  // namespace countervail
