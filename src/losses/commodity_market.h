// SPDX-License-Identifier: Apache-2.0
// The market step: what price and quantities follow in a year when some exporters sell less. One world price outside the
// restricted places; uses answer with a constant elasticity until the price passes what the commodity is worth to
// them, makers with theirs and with idle plants:
//
//     D_u(P) = D_u0 (P/P0)^−ε_u   while P < w_u, else 0
//     S_i(P) = min(S_i0 + A_i,  S_i0 (P/P0)^η + A_i min(1, (P/P0 − 1)/(m − 1)))
//     (1 − x) NX + Σ S_i(P*) = Σ D_u(P*)                     one root: the left side rises, the right one falls
//
// After the description of Nassar et al. 2024 (USGS OFR 2024-1057, abstract) and 2025 (OFR 2025-1047, abstract), whose
// equations we have not read; docs/methods/losses.md.
#pragma once

#include <vector>

namespace countervail {

struct DemandCurve {
    double amount = 0;       ///< D_u0, t/year, everywhere outside the restricted places
    double elasticity = 0;   ///< ε_u ≥ 0
    double worth = 0;        ///< w_u, USD/t: value added that hangs on a tonne; below today's price it counts as that
};

struct SupplyCurve {
    double output = 0;       ///< S_i0, t/year
    double idle = 0;         ///< A_i, t/year: what can be made on top within the year
};

/// Should balance at today's price: restricted + Σ output = Σ amount.
struct CommodityMarket {
    double price = 0;               ///< P0, USD/t
    double restricted = 0;          ///< NX, t/year
    double supply_elasticity = 0;   ///< η ≥ 0
    double restart_multiple = 2;    ///< m > 1
    std::vector<DemandCurve> uses;
    std::vector<SupplyCurve> suppliers;
};

struct CommodityMarketAnswer {
    double price = 0;               ///< P*, USD/t, never below today's
    std::vector<double> kept;       ///< by use: share of its amount that it still gets
    std::vector<double> supply;     ///< by supplier, t/year
    double imbalance = 0;           ///< |supply − demand| / demand of today; 0 up to rounding
};

/// `share` x of the restricted exports is withheld. At a price at which a use gives up, what is left over goes to it.
CommodityMarketAnswer clear_market(const CommodityMarket& market, double share);

}  // namespace countervail
