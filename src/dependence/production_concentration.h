// SPDX-License-Identifier: Apache-2.0
// How concentrated a production is among places: the Herfindahl–Hirschman index (HHI), plain and weighted with governance.
// Formulas, sources and limits: docs/methods/dependence-hhi.md.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "statistics/governance_table.h"
#include "statistics/production_table.h"

namespace countervail {

/// Σ sᵢ² over the shares of these quantities (any unit, ≥ 0): 0 for none, 1 for a single producer. The order of the
/// quantities changes no bit of the result.
double herfindahl(std::span<const double> quantities);

/// One place of a concentration.
struct ProducerShare {
    std::string place;    ///< ISO3
    double quantity = 0;  ///< in the unit of the table
    double share = 0;     ///< of the world, 0…1
};

struct ProductionConcentration {
    double hhi = 0;                     ///< Σ share², 0…1: what no named place has is taken as spread thin
    double high = 0;                    ///< the same when all of that comes from one place
    double rest_share = 0;              ///< share of the world's production that no named place has
    double effective_producers = 0;     ///< 1/hhi
    std::vector<ProducerShare> shares;  ///< largest first, then by code; with rest_share they sum to 1
    std::string unit;
    std::vector<std::string> notes;  ///< figures withheld, middles of ranges, joint lines, totals that do not fit
};

/// The world is the published total, else the places with what is published for others; a total below the sum of the places
/// (rounding) is that sum. Fails when no place has a quantity above zero, and when one place alone is named and nothing says
/// what the others make.
Result<ProductionConcentration> production_concentration(const ProductionByPlace& production);

/// One place in a weighted index.
struct WeightedShare {
    std::string place;
    double share = 0;         ///< 0…1; shares sum to at most 1
    double governance = 0;    ///< 0 (good) … 10 (bad): governance_risk_of_ten of the WGI
    double trade_factor = 1;  ///< t: above 1 for export taxes, quotas and bans, below 1 for partners by treaty
};

/// HHI_WGI,t = Σ sᵢ² · WGIᵢ · tᵢ, 0…10 while t ≤ 1 (Blengini et al. 2017). Order changes no bit.
double weighted_herfindahl(std::span<const WeightedShare> shares);

}  // namespace countervail
