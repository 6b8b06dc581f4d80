// SPDX-License-Identifier: Apache-2.0
#include "simulation/clause_effects.h"

#include <gtest/gtest.h>

#include "simulation/foreign_goods.h"

namespace countervail {
namespace {

using test::Abroad;
using test::regime_of;

constexpr const char* kFromAlpha = "items = [\"magnet.hot\"]\nrequirement = \"licence\"\nreach = { exporters = [\"AAA\"] }\n";

/// The one clause of the act, on what AAA sends to BBB and to CCC.
void expect_all_hot_magnets(const ClauseEffect& effect) {
    EXPECT_EQ(effect.act, "AAA/abroad");
    EXPECT_EQ(effect.clause, "1");
    EXPECT_EQ(effect.touched, 2);
    EXPECT_NEAR(effect.value, (6 + 10.5) * 70000 * 365.25 / 7, 1);
}

TEST(ClauseEffects, NamesTheClauseItsLanesItsTradeAndItsDays) {
    const Abroad abroad;
    const auto regime = regime_of(kFromAlpha), none = regime_of("items = [\"another\"]\nrequirement = \"licence\"\n");
    ASSERT_TRUE(regime && none);
    const std::vector<std::uint8_t> all(abroad.world.catalogue.items.size(), 1);
    const auto effects = clause_effects(abroad.network, abroad.schedule(*none), abroad.schedule(*regime), all);
    ASSERT_EQ(effects.size(), 1U);
    expect_all_hot_magnets(effects[0]);
    EXPECT_EQ(effects[0].base_days, 0);
    EXPECT_EQ(effects[0].other_days, Date(2026, 1, 7) - Date(2025, 3, 5));   // to the end of the last week
    EXPECT_TRUE(clause_effects(abroad.network, abroad.schedule(*regime), abroad.schedule(*regime), all).empty());
}

TEST(ClauseEffects, LooksOnlyAtTheItemsAskedFor) {
    const Abroad abroad;
    const auto regime = regime_of(kFromAlpha), none = regime_of("items = [\"another\"]\nrequirement = \"licence\"\n");
    std::vector<std::uint8_t> plain(abroad.world.catalogue.items.size(), 0);
    plain[4] = 1;
    EXPECT_TRUE(clause_effects(abroad.network, abroad.schedule(*none), abroad.schedule(*regime), with_inputs(abroad.world.catalogue, plain)).empty());
    std::vector<std::uint8_t> hot(abroad.world.catalogue.items.size(), 0);
    hot[3] = 1;
    const std::vector<std::uint8_t> chain = with_inputs(abroad.world.catalogue, hot);
    EXPECT_EQ(chain, (std::vector<std::uint8_t>{1, 1, 1, 1, 0}));
    EXPECT_EQ(clause_effects(abroad.network, abroad.schedule(*none), abroad.schedule(*regime), chain).size(), 1U);
}

TEST(ClauseEffects, AQuotaCountsLikeAnyClause) {
    const Abroad abroad;
    const auto quota = regime_of("items = [\"magnet.hot\"]\nreach = { exporters = [\"AAA\"] }\nrequirement = \"licence\"\nquota = \"100 t\"\nthrough = 2025-06-30\n");
    const auto none = regime_of("items = [\"another\"]\nrequirement = \"licence\"\n");
    ASSERT_TRUE(quota && none) << to_text(quota.error());
    const std::vector<std::uint8_t> all(abroad.world.catalogue.items.size(), 1);
    const auto effects = clause_effects(abroad.network, abroad.schedule(*quota), abroad.schedule(*none), all);
    ASSERT_EQ(effects.size(), 1U);
    expect_all_hot_magnets(effects[0]);
    EXPECT_EQ(effects[0].base_days, Date(2025, 7, 1) - Date(2025, 3, 5));
    EXPECT_EQ(effects[0].other_days, 0);
}

TEST(ClauseEffects, ATechnologyTouchesProjects) {
    World world = test::small_world();
    world.projects.push_back({"more-in-beta", 3, Date(2025, 1, 1), 4.0, 26, "test"});
    Abroad abroad(std::move(world));
    abroad.use_technology(0.1, 0.5, 0.9);
    const auto regime = regime_of("items = [\"magnet-technology\"]\nrequirement = \"licence\"\nreach = { exporters = [\"AAA\"] }\n");
    const auto none = regime_of("items = [\"another\"]\nrequirement = \"licence\"\n");
    const std::vector<std::uint8_t> all(abroad.world.catalogue.items.size(), 1);
    const auto effects = clause_effects(abroad.network, abroad.schedule(*none), abroad.schedule(*regime), all);
    ASSERT_EQ(effects.size(), 1U);
    EXPECT_TRUE(effects[0].on_projects);
    EXPECT_EQ(effects[0].touched, 1);
}

}  // namespace
}  // namespace countervail
