// SPDX-License-Identifier: Apache-2.0
#include "simulation/contents.h"

#include <gtest/gtest.h>

#include <cmath>

#include "simulation/small_world.h"
#include "simulation/step.h"
#include "simulation/test_parameters.h"

namespace countervail {
namespace {

/// By market of the small world, in the order of test::small_world().
enum : int { kXeniumA = 1, kYoniumA, kXeniumB, kYoniumB, kHotA, kHotB, kHotC, kPlainA, kPlainB, kPlainC };

double share_of(const Network& network, int market, int content) {
    double share = 0;
    for (int c = network.content_begin[market]; c < network.content_begin[market + 1]; ++c) {
        if (network.content_market[c] == content) share += network.content_share[c];
    }
    return share;
}

struct AtRest {
    World world = test::small_world();
    Network network = lay_out(world);
    Schedule schedule = test::lawless(network, 60);
    DrawBlock draws = make_draws(test::middle_ranges(), 1, 0);
    State state = rest(network, schedule, draws);
};

TEST(Contents, AreWhatThePlantsTakeInByValue) {
    const AtRest t;
    const double xenium = 0.275 * 200000, yonium = 0.11 / 0.9 * 20000;
    EXPECT_NEAR(share_of(t.network, kHotA, kXeniumA), xenium / (xenium + yonium), 1e-12);
    EXPECT_NEAR(share_of(t.network, kHotA, kYoniumA), yonium / (xenium + yonium), 1e-12);
    EXPECT_NEAR(share_of(t.network, kPlainA, kYoniumA), 1, 1e-12);
}

TEST(Contents, OfGoodsThatAreBoughtAreThoseOfTheirMakers) {
    const AtRest t;
    // Of what BBB uses, 4 of 10 are made there from oxide shipped in.
    const double here = 4 * (0.275 * 200500 + 0.11 / 0.9 * 20500), there = 6 * (0.275 * 200000 + 0.11 / 0.9 * 20000);
    EXPECT_NEAR(share_of(t.network, kHotB, kXeniumB), 4 * 0.275 * 200500 / (here + there), 1e-12);
    EXPECT_NEAR(share_of(t.network, kHotB, kXeniumA), 6 * 0.275 * 200000 / (here + there), 1e-12);
    EXPECT_NEAR(share_of(t.network, kPlainC, kYoniumA), 1, 1e-12);
}

TEST(Contents, DoNotDependOnTheUnitOfActivity) {
    const AtRest t;
    World other = test::small_world();
    for (Site& site : other.sites) {
        if (site.id != "make.hot@BBB") continue;
        for (Leg& leg : site.inputs) leg.per_activity *= 2;
        for (Leg& leg : site.outputs) leg.per_activity *= 2;
        site.activity /= 2;
    }
    const Network network = lay_out(other);
    for (const int content : {+kXeniumA, +kXeniumB, +kYoniumA, +kYoniumB}) EXPECT_NEAR(share_of(network, kHotB, content), share_of(t.network, kHotB, content), 1e-12) << content;
}

TEST(Contents, RawItemsHaveNone) {
    const AtRest t;
    for (const int market : {0, +kXeniumA, +kYoniumA, +kXeniumB, +kYoniumB}) EXPECT_EQ(t.network.content_begin[market], t.network.content_begin[market + 1]) << market;
}

TEST(LookThrough, UsersSaveForWhatIsDearer) {
    AtRest t;
    for (int d = 0; d < kBlock; ++d) {
        t.state.price[kXeniumA][d] = 5;
        t.state.price[kPlainA][d] = 3;
        t.state.dearness[kPlainA][d] = std::log(3.0);
        t.state.response[kPlainA][d] = 0.5;
    }
    look_through(t.network, t.draws, t.state);
    const double cost = share_of(t.network, kHotA, kXeniumA) * 5 + share_of(t.network, kHotA, kYoniumA);
    const double elasticity = t.draws[Parameter::demand_elasticity][0];
    EXPECT_NEAR(t.state.dearness[kHotA][0], std::log(cost), 1e-9);
    EXPECT_NEAR(t.state.response[kHotA][0], std::pow(cost, -elasticity), 1e-9);
    EXPECT_NEAR(t.state.dearness[kPlainA][0], std::log(3.0), 1e-12) << "the goods are dearer than what they hold";
    EXPECT_NEAR(t.state.response[kPlainA][0], std::pow(3.0, -elasticity), 1e-9);
}

TEST(LookThrough, ThriftFollowsTheContentAndNothingIsLost) {
    AtRest t;
    Field entered, left;
    const Field before = element_mass(t.network, t.schedule, t.state);
    double in = 0, out = 0;
    for (int week = 0; week < 52; ++week) {
        for (int d = 0; d < kBlock; ++d) t.state.log_price[kXeniumA][d] = std::log(20.0);
        step(t.network, t.schedule, t.draws, {}, t.state);
        element_flows(t.network, t.state, entered, left);
        in += entered[0][0];
        out += left[0][0];
    }
    const int need = t.network.need_begin[0];   // hot magnets of cars in AAA
    ASSERT_EQ(t.network.need_market[static_cast<std::size_t>(need)], +kHotA);
    EXPECT_LT(t.state.intensity[need][0], 0.97);
    EXPECT_GT(t.state.dearness[kHotA][0], t.state.log_price[kHotA][0]);
    const Field after = element_mass(t.network, t.schedule, t.state);
    EXPECT_NEAR(before[0][0] + in - out, after[0][0], 1e-9 * before[0][0] * 52);
}

}  // namespace
}  // namespace countervail
