// SPDX-License-Identifier: Apache-2.0
// Hoards: who sees a price stand well above what it was over its past buys ahead of need; who sees it come back sells.
// Stocks that feed on rising prices are Metzler's inventory cycle (1941, Review of Economics and Statistics 23:113).
#include "simulation/step.h"
#include "simulation/vector_math.h"

namespace countervail {

namespace {

// ln of the rise, a trebling, at which buyers want all that they ever want. A definition: the appetite is stated for it. With another one the same appetite would mean another stock, and its ranges
// would have to be stated anew.
constexpr double kFullRise = 1.0986122886681098;

}  // namespace

void hoard(const Network& n, const DrawBlock& draws, State& s) {
    const double* appetite = draws[Parameter::hoarding];
    const double* weeks = draws[Parameter::restock_weeks];
    const double* memory = draws[Parameter::hoarding_memory_weeks];
    const double* at_hand = draws[Parameter::hoarding_stock_share];
    double most = 0;
    for (int d = 0; d < kBlock; ++d) most = larger(most, appetite[d]);
    if (most <= 0) return;
    double notice[kBlock], per_rise[kBlock], per_memory[kBlock];
    COUNTERVAIL_EACH_DRAW(d) {
        notice[d] = fast_log(draws[Parameter::hoarding_notice][d]);
        per_rise[d] = 1 / (kFullRise - notice[d]);
        per_memory[d] = 1 / memory[d];
    }
    for (int market = 0; market < n.markets; ++market) {
        if (n.price_freedom[market] <= 0) continue;
        const double normal = n.target[market];
        double* usual = s.usual_log_price[market];
        double* kept = s.hoard[market];
        double* stock = s.stock[market];
        double* demanded = s.demanded[market];
        double* supplied = s.supplied[market];
        const double* log_price = s.log_price[market];
        COUNTERVAIL_EACH_DRAW(d) {
            const double rise = (log_price[d] - usual[d] - notice[d]) * per_rise[d];
            const double wish = appetite[d] * normal * larger(smaller(rise, 1.0), 0.0);
            const double change = (wish - kept[d]) / weeks[d];
            const double bought = larger(smaller(change, at_hand[d] * stock[d]), -kept[d]);
            kept[d] += bought;
            stock[d] -= bought;
            demanded[d] += larger(change, 0.0);
            supplied[d] -= smaller(change, 0.0);
            usual[d] += (log_price[d] - usual[d]) * per_memory[d];
        }
    }
}

}  // namespace countervail
