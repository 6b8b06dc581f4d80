// SPDX-License-Identifier: Apache-2.0
#include "losses/commodity_market.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/random.h"

namespace countervail {
namespace {

/// One use, nothing made elsewhere unless added.
CommodityMarket one_use(double elasticity, double restricted, double elsewhere) {
    CommodityMarket market;
    market.price = 400;
    market.restricted = restricted;
    market.uses = {{restricted + elsewhere, elasticity, 1e30}};
    if (elsewhere > 0) market.suppliers = {{elsewhere, 0}};
    return market;
}

double draw(std::uint32_t trial, std::uint32_t what, double low, double high) { return low + (high - low) * uniform(7, trial, what, 1); }

CommodityMarket random_market(std::uint32_t trial) {
    CommodityMarket market;
    market.price = draw(trial, 0, 1, 1e6);
    market.restricted = draw(trial, 1, 0, 500);
    market.supply_elasticity = draw(trial, 2, 0, 0.4);
    market.restart_multiple = draw(trial, 3, 1.1, 4);
    double total = market.restricted;
    for (std::uint32_t i = 0; i < 3; ++i) {
        market.suppliers.push_back({draw(trial, 10 + i, 0, 50), draw(trial, 20 + i, 0, 80)});
        total += market.suppliers.back().output;
    }
    double shares = 0;
    for (std::uint32_t u = 0; u < 4; ++u) {
        market.uses.push_back({draw(trial, 30 + u, 0.1, 1), draw(trial, 40 + u, 0.02, 1), market.price * std::exp(draw(trial, 50 + u, 0, 8))});
        shares += market.uses.back().amount;
    }
    for (DemandCurve& use : market.uses) use.amount *= total / shares;
    return market;
}

double kept_of_all(const CommodityMarket& market, const CommodityMarketAnswer& answer) {
    double kept = 0, all = 0;
    for (std::size_t u = 0; u < market.uses.size(); ++u) {
        kept += answer.kept[u] * market.uses[u].amount;
        all += market.uses[u].amount;
    }
    return kept / all;
}

// D(P) = D0 (P/P0)^−ε: at two and a half times the price, 24 % are cut at ε = 0.3 and 47 % at ε = 0.7.
TEST(commodity_market, cut_at_two_and_a_half_times_the_price) {
    for (const auto& [elasticity, printed] : {std::pair{0.3, 0.24}, std::pair{0.7, 0.47}}) {
        const double cut = 1 - std::pow(2.5, -elasticity);
        EXPECT_NEAR(cut, printed, 0.005);
        const CommodityMarket market = one_use(elasticity, cut * 100, (1 - cut) * 100);
        const CommodityMarketAnswer answer = clear_market(market, 1);
        EXPECT_NEAR(answer.price / market.price, 2.5, 1e-10);
        EXPECT_NEAR(answer.kept[0], 1 - cut, 1e-12);
    }
}

TEST(commodity_market, no_restriction_leaves_all_as_it_is) {
    for (std::uint32_t trial = 0; trial < 200; ++trial) {
        const CommodityMarket market = random_market(trial);
        const CommodityMarketAnswer answer = clear_market(market, 0);
        EXPECT_NEAR(answer.price / market.price, 1, 1e-9);
        for (const double kept : answer.kept) EXPECT_NEAR(kept, 1, 1e-9);
    }
}

TEST(commodity_market, clears_and_is_monotone_in_the_restriction) {
    for (std::uint32_t trial = 0; trial < 400; ++trial) {
        const CommodityMarket market = random_market(trial);
        double last_price = 0, last_kept = 2;
        for (int tenth = 0; tenth <= 10; ++tenth) {
            const CommodityMarketAnswer answer = clear_market(market, tenth / 10.0);
            EXPECT_LT(answer.imbalance, 1e-9) << "trial " << trial << " share " << tenth;
            EXPECT_GE(answer.price, last_price * (1 - 1e-12));
            const double kept = kept_of_all(market, answer);
            EXPECT_LE(kept, last_kept + 1e-12);
            for (std::size_t i = 0; i < answer.supply.size(); ++i) {
                EXPECT_GE(answer.supply[i], market.suppliers[i].output * (1 - 1e-12));
                EXPECT_LE(answer.supply[i], market.suppliers[i].output + market.suppliers[i].idle + 1e-9);
            }
            last_price = answer.price;
            last_kept = kept;
        }
    }
}

TEST(commodity_market, idle_plants_that_suffice_hold_the_price_at_the_restart) {
    CommodityMarket market = one_use(0, 20, 80);
    market.suppliers[0].idle = 40;
    market.restart_multiple = 3;
    // Half of the idle plants are needed; they run at half the way from one to three times the price.
    const CommodityMarketAnswer answer = clear_market(market, 1);
    EXPECT_NEAR(answer.price / market.price, 2, 1e-9);
    EXPECT_NEAR(answer.supply[0], 100, 1e-9);
    EXPECT_NEAR(answer.kept[0], 1, 1e-12);
}

TEST(commodity_market, the_use_that_is_worth_least_gives_up_first) {
    CommodityMarket market = one_use(0, 30, 70);
    market.uses = {{40, 0, 5 * market.price}, {60, 0, 1000 * market.price}};
    const CommodityMarketAnswer answer = clear_market(market, 1);
    EXPECT_NEAR(answer.price / market.price, 5, 1e-9);
    EXPECT_NEAR(answer.kept[0], 0.25, 1e-9);   // 70 − 60 of 40
    EXPECT_NEAR(answer.kept[1], 1, 1e-12);
}

TEST(commodity_market, nothing_left_means_nothing_used) {
    const CommodityMarket market = one_use(0.3, 100, 0);
    CommodityMarket bounded = market;
    bounded.uses[0].worth = 1e6;
    const CommodityMarketAnswer answer = clear_market(bounded, 1);
    EXPECT_NEAR(answer.kept[0], 0, 1e-12);
    EXPECT_NEAR(answer.price, 1e6, 1);
}

TEST(commodity_market, order_of_uses_and_suppliers_changes_nothing) {
    for (std::uint32_t trial = 0; trial < 50; ++trial) {
        const CommodityMarket market = random_market(trial);
        CommodityMarket turned = market;
        std::ranges::reverse(turned.uses);
        std::ranges::reverse(turned.suppliers);
        const CommodityMarketAnswer one = clear_market(market, 0.8), other = clear_market(turned, 0.8);
        EXPECT_NEAR(other.price / one.price, 1, 1e-12);
        for (std::size_t u = 0; u < one.kept.size(); ++u) EXPECT_NEAR(one.kept[u], other.kept[one.kept.size() - 1 - u], 1e-9);
    }
}

}  // namespace
}  // namespace countervail
