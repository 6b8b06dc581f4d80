// SPDX-License-Identifier: Apache-2.0
// A book of two made-up commodities and the economy that uses them, for tests.
#pragma once

#include "losses/disruption.h"
#include "losses/small_block.h"

namespace countervail {

inline Range exactly(double value) { return {value, value, value, "test"}; }

/// Figures without ranges. One use of everything, worth far more than any price.
inline Commodity plain_commodity(const std::string& id, double elasticity) {
    Commodity commodity;
    commodity.id = id;
    commodity.name = id;
    commodity.price = exactly(400e3);   // USD/t
    commodity.supply_elasticity = exactly(0);
    commodity.restart = exactly(0);
    commodity.stretch = exactly(0);
    commodity.restart_price = exactly(2);
    commodity.producer = 2;
    commodity.producer_value_added = exactly(0.4);
    commodity.suppliers = {{"SEL", exactly(900), {}, exactly(60)}, {"OTH", exactly(40), {}, {}}};
    commodity.consumers = {{"USR", exactly(20), {{"chips", "chips of " + id, 0, exactly(1), exactly(elasticity), exactly(100), exactly(0.5)}}}};
    commodity.scenarios = {{{"SEL"}, "likely", exactly(0.25)}};
    return commodity;
}

inline Commodity ranged_commodity(const std::string& id) {
    Commodity commodity = plain_commodity(id, 0.3);
    commodity.price = {300e3, 400e3, 500e3, "test"};
    commodity.supply_elasticity = {0.02, 0.1, 0.3, "test"};
    commodity.restart = {0.02, 0.2, 0.6, "test"};
    commodity.stretch = {0, 0.1, 0.4, "test"};
    commodity.restart_price = {1.2, 1.6, 4, "test"};
    commodity.producer_value_added = {0.2, 0.4, 0.7, "test"};
    commodity.suppliers[0].net_exports = Range{40, 60, 90, "test"};
    commodity.suppliers[1] = {"OTH", {20, 40, 60, "test"}, Range{50, 80, 100, "test"}, {}};
    CommodityUse use = commodity.consumers[0].uses[0];
    use.elasticity = {0.1, 0.33, 0.7, "test"};
    use.passing = {0.2, 0.5, 1, "test"};
    commodity.consumers[0].uses.clear();
    for (int k = 0; k < 3; ++k) {
        use.id = "use-" + std::to_string(k);
        use.industry = k;
        use.share = {0.2, 0.33, 0.5, "test"};
        use.output = {40, 100, 300, "test"};
        commodity.consumers[0].uses.push_back(use);
    }
    commodity.scenarios[0].probability = {0.05, 0.25, 0.6, "test"};
    return commodity;
}

/// Three industries; each is its own row.
inline AskedEconomy small_economy(std::uint32_t seed = 4) {
    return {"USR", IndustryStep(small_block(3, seed)), {{0}, {1}, {2}}, {"chips", "cars", "metals"}};
}

}  // namespace countervail
