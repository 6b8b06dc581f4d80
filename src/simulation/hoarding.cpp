// SPDX-License-Identifier: Apache-2.0
// Hoards: who sees a price stand well above what it was over the past year buys ahead of need; who sees it come back sells.
// Stocks that feed on rising prices are Metzler's inventory cycle (1941, Review of Economics and Statistics 23:113).
#include "simulation/step.h"
#include "simulation/vector_math.h"

namespace countervail {

namespace {

constexpr double kMemoryWeeks = 52;   // what a price is held against: its mean over about a year
constexpr double kNotice = 0.4;       // ln of the rise that draws buyers who need nothing yet: half as dear again
// ln of the further rise, a doubling, at which they want all that they ever want. A definition: it fixes, with kNotice, the rise that the appetite is stated for (a
// trebling, ln 3 = 1.1). With another one the same appetite would mean another stock, and its ranges would have to be stated anew.
constexpr double kFullRise = 0.7;
constexpr double kAtHand = 0.5;       // of what is left at hand after everyone else was served, they can buy at most

}  // namespace

void hoard(const Network& n, const DrawBlock& draws, State& s) {
    const double* appetite = draws[Parameter::hoarding];
    const double* weeks = draws[Parameter::restock_weeks];
    double most = 0;
    for (int d = 0; d < kBlock; ++d) most = larger(most, appetite[d]);
    if (most <= 0) return;
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
            const double rise = (log_price[d] - usual[d] - kNotice) * (1 / kFullRise);
            const double wish = appetite[d] * normal * larger(smaller(rise, 1.0), 0.0);
            const double change = (wish - kept[d]) / weeks[d];
            const double bought = larger(smaller(change, kAtHand * stock[d]), -kept[d]);
            kept[d] += bought;
            stock[d] -= bought;
            demanded[d] += larger(change, 0.0);
            supplied[d] -= smaller(change, 0.0);
            usual[d] += (log_price[d] - usual[d]) * (1 / kMemoryWeeks);
        }
    }
}

}  // namespace countervail
