// SPDX-License-Identifier: Apache-2.0
#include "losses/commodity_market.h"

#include <algorithm>
#include <cmath>

namespace countervail {

namespace {

constexpr double kTouch = 1e-12;   ///< two prices this near are one

double wanted(const DemandCurve& use, double multiple) { return use.amount * std::pow(multiple, -use.elasticity); }

double supplied(const SupplyCurve& supplier, const CommodityMarket& market, double multiple) {
    const double running = std::min(1.0, (multiple - 1) / (market.restart_multiple - 1));
    const double more = supplier.output * std::pow(multiple, market.supply_elasticity) + supplier.idle * running;
    return std::min(supplier.output + supplier.idle, more);
}

/// Prices as multiples of today's.
struct MarketAtMultiple {
    const CommodityMarket& market;
    double delivered;   ///< what the restricted places still send

    double worth(const DemandCurve& use) const { return std::max(1.0, use.worth / market.price); }
    double supply(double multiple) const {
        double sum = delivered;
        for (const SupplyCurve& each : market.suppliers) sum += supplied(each, market, multiple);
        return sum;
    }
    double demand(double multiple) const {
        double sum = 0;
        for (const DemandCurve& use : market.uses) {
            if (multiple < worth(use)) sum += wanted(use, multiple);
        }
        return sum;
    }
    bool short_at(double multiple) const { return demand(multiple) > supply(multiple); }
};

double clearing_multiple(const MarketAtMultiple& at) {
    if (!at.short_at(1)) return 1;
    double high = 1;
    for (const DemandCurve& use : at.market.uses) high = std::max(high, at.worth(use));
    double low = 0;   // logarithms
    high = std::log(high);
    for (int step = 0; step < 200 && high - low > 1e-15 * (1 + high); ++step) {
        const double middle = 0.5 * (low + high);
        (at.short_at(std::exp(middle)) ? low : high) = middle;
    }
    return std::exp(high);
}

}  // namespace

CommodityMarketAnswer clear_market(const CommodityMarket& market, double share) {
    const MarketAtMultiple at{market, (1 - share) * market.restricted};
    const double multiple = clearing_multiple(at);
    CommodityMarketAnswer answer;
    answer.price = market.price * multiple;
    double left = at.delivered;
    for (const SupplyCurve& each : market.suppliers) answer.supply.push_back(supplied(each, market, multiple));
    for (const double each : answer.supply) left += each;
    const auto gives_up = [&](const DemandCurve& use) { return multiple > 1 && at.worth(use) <= multiple * (1 + kTouch); };
    double today = 0, at_the_edge = 0;
    for (const DemandCurve& use : market.uses) {
        today += use.amount;
        if (!gives_up(use)) left -= wanted(use, multiple);
        else if (at.worth(use) >= multiple * (1 - kTouch)) at_the_edge += wanted(use, multiple);
    }
    const double edge = at_the_edge > 0 ? std::clamp(left / at_the_edge, 0.0, 1.0) : 0;
    double used = 0;
    for (const DemandCurve& use : market.uses) {
        double kept = std::pow(multiple, -use.elasticity);
        if (gives_up(use)) kept = at.worth(use) >= multiple * (1 - kTouch) ? kept * edge : 0;
        answer.kept.push_back(kept);
        used += kept * use.amount;
    }
    double delivered = at.delivered;
    for (const double each : answer.supply) delivered += each;
    answer.imbalance = today > 0 ? std::abs(delivered - used) / today : 0;
    return answer;
}

}  // namespace countervail
