// SPDX-License-Identifier: Apache-2.0
// The world of graphite on the day before its control: what it must hold, and what it must not know.
#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "world/shipped_world.h"

namespace countervail {
namespace {

const Date kDayBefore(2023, 11, 30);

const World& graphite() {
    static const World world = [] {
        auto built = build_world(testing::shipped_library(), testing::shipped_ledger(), "graphite", kDayBefore);
        if (!built) ADD_FAILURE() << to_text(built.error());
        return std::move(built).value();
    }();
    return world;
}

/// Tonnes a year that leave a place, to another or everywhere.
double shipped_from(const World& world, std::string_view from, std::string_view to, const std::vector<std::string>& items) {
    double flow = 0;
    for (const Lane& lane : world.lanes) {
        const Market& start = world.markets[lane.from];
        const Market& end = world.markets[lane.to];
        if (world.places[start.place].id != from || (!to.empty() && world.places[end.place].id != to)) continue;
        if (std::count(items.begin(), items.end(), world.catalogue.items[start.item].id) > 0) flow += lane.flow;
    }
    return flow * 365.25 / 7;
}

const std::vector<std::string> kNatural = {"graphite.natural.flake", "graphite.natural.spherical"};

TEST(GraphiteWorld, CarriesWhatCustomsCounted) {
    EXPECT_NEAR(shipped_from(graphite(), "CHN", "", kNatural) / 152104, 1, 0.03);
    EXPECT_NEAR(shipped_from(graphite(), "CHN", "KOR", kNatural) / 48571, 1, 0.03);
    EXPECT_NEAR(shipped_from(graphite(), "CHN", "JPN", kNatural) / 27359, 1, 0.03);
    EXPECT_NEAR(shipped_from(graphite(), "CHN", "", {"graphite.synthetic"}) / 539387, 1, 0.03);
}

TEST(GraphiteWorld, NoStatementMissesByThreeSigma) {
    for (const Residual& residual : graphite().residuals) EXPECT_LT(std::abs(residual.standardised), 3) << residual.statement;
}

TEST(GraphiteWorld, KoreaNeedsSphericalGraphiteThatOnlyChinaMakes) {
    const int spherical = graphite().catalogue.item("graphite.natural.spherical");
    for (const Site& site : graphite().sites) {
        for (const Leg& leg : site.outputs) {
            if (graphite().markets[leg.market].item != spherical || !(site.activity > 0)) continue;
            EXPECT_EQ(graphite().places[site.place].id, "CHN");
        }
    }
    EXPECT_GT(shipped_from(graphite(), "CHN", "KOR", {"graphite.natural.spherical"}), 20000);
}

// The rush of November became known on 20 December, the first month under licence in January.
TEST(GraphiteWorld, KnowsNothingOfTheControlledMonths) {
    for (const std::string& id : graphite().statements) {
        const Statement* row = testing::shipped_ledger().find(id);
        ASSERT_NE(row, nullptr) << id;
        EXPECT_LE(testing::shipped_ledger().public_since(*row), kDayBefore) << id;
        EXPECT_EQ(id.find("2023-11.natural"), std::string::npos) << id;
        EXPECT_EQ(id.find("2023-12"), std::string::npos) << id;
    }
}

}  // namespace
}  // namespace countervail
