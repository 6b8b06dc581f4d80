// SPDX-License-Identifier: Apache-2.0
// The world of gallium, germanium and antimony on the days before their controls.
#include <algorithm>
#include <cmath>

#include <gmock/gmock.h>

#include "world/shipped_world.h"

namespace countervail {
namespace {

using ::testing::HasSubstr;
using testing::made_in_a_year;
using testing::shipped_in_a_year;
using testing::shipped_ledger;
using testing::shipped_library;
using testing::weeks_per_year;

const Date before_gallium(2023, 7, 31), before_antimony(2024, 9, 14);

const World& minor_metals(Date known_on) {
    static std::map<Date, World> worlds;
    if (const auto found = worlds.find(known_on); found != worlds.end()) return found->second;
    auto built = build_world(shipped_library(), shipped_ledger(), "minor-metals", known_on);
    if (!built) ADD_FAILURE() << to_text(built.error());
    return worlds.emplace(known_on, std::move(built).value()).first->second;
}

class MinorMetals : public ::testing::TestWithParam<Date> {
  protected:
    const World& world() { return minor_metals(GetParam()); }
    double exports(const std::string& id) {
        return shipped_in_a_year(world(), world().place("CHN"), -1, [&](const Item& item) { return item.id == id; });
    }
    double made(int place, const std::string& id) {
        return made_in_a_year(world(), place, [&](const Item& item) { return item.id == id; }, [](const Process&) { return true; });
    }
};

INSTANTIATE_TEST_SUITE_P(KnownOn, MinorMetals, ::testing::Values(before_gallium, before_antimony),
                         [](const auto& at) { return at.param == before_gallium ? "BeforeGallium" : "BeforeAntimony"; });

TEST_P(MinorMetals, HoldsTheInvariantsOfAWorld) {
    const Errors errors = check_world(world(), 1e-12);
    EXPECT_TRUE(errors.empty()) << to_text(errors);
    for (const char* item : {"gallium", "germanium", "antimony", "antimony.oxide", "antimony.ore"}) EXPECT_GE(world().catalogue.item(item), 0) << item;
    EXPECT_GE(world().lanes.size(), 60U);
}

TEST_P(MinorMetals, RestsOnNothingPublishedLater) {
    ASSERT_GT(world().statements.size(), 30U);
    for (const auto* ids : {&world().statements, &world().assumptions}) {
        for (const std::string& id : *ids) EXPECT_LE(shipped_ledger().public_since(*shipped_ledger().find(id)), GetParam()) << id;
    }
}

// What happened under the controls must not be in the worlds that look ahead to them.
TEST_P(MinorMetals, RestsOnNoMonthUnderItsControl) {
    for (const std::string& id : world().statements) {
        const Statement& row = *shipped_ledger().find(id);
        if (row.quantity != "export-volume" || !row.period) continue;
        if (row.item == "gallium" || row.item == "germanium") {
            EXPECT_LE(row.period->until, Date(2023, 8, 1)) << id;
        }
        if (row.item.starts_with("antimony")) {
            EXPECT_LE(row.period->until, Date(2024, 9, 15)) << id;
        }
    }
}

TEST_P(MinorMetals, StaysNearWhatWasPublished) {
    EXPECT_NEAR(made(world().place("CHN"), "gallium"), 606, 60);           // M-10.CHN, t
    EXPECT_NEAR(exports("gallium"), 85, 20);                                // 94 t in 2022, less in the months before the control
    EXPECT_NEAR(made(world().place("CHN"), "germanium"), 175, 20);         // M-20.CHN
    EXPECT_NEAR(exports("germanium"), 43.7, 6);                             // M-21
    EXPECT_NEAR(made(world().place("CHN"), "germanium") / made(-1, "germanium"), 0.61, 0.06);
    EXPECT_NEAR(exports("antimony") + exports("antimony.oxide"), 40000, 6000);                          // 45,562 t in 2020, months near 3,100 to 4,000 t since
    EXPECT_GT(made(world().place("CHN"), "gallium") / made(-1, "gallium"), 0.75);
}

TEST_P(MinorMetals, NoStatementIsMissedByMoreThanThreeStandardDeviations) {
    ASSERT_FALSE(world().residuals.empty());
    for (const Residual& residual : world().residuals) EXPECT_LT(std::abs(residual.standardised), 3) << residual.statement << " " << residual.meaning;
}

// China smelts more antimony than it mines: a dear ore abroad starves its smelters.
TEST_P(MinorMetals, ChineseSmeltersNeedOreFromAbroad) {
    const World& w = world();
    double imported = 0;
    for (const Lane& lane : w.lanes) {
        const Market& to = w.markets[lane.to];
        if (to.place == w.place("CHN") && w.catalogue.items[to.item].id == "antimony.ore") imported += lane.flow * weeks_per_year;
    }
    EXPECT_GT(imported, 5000);
    EXPECT_LT(imported, 35000);
    const auto smelter = std::find_if(w.sites.begin(), w.sites.end(), [](const Site& site) { return site.id == "smelt.antimony@CHN"; });
    ASSERT_NE(smelter, w.sites.end());
    ASSERT_EQ(smelter->inputs.size(), 1U);
    EXPECT_GT(smelter->margin, 0);
}

TEST(MinorMetalsWorld, LearnsBetweenTheTwoDays) {
    const auto price = [](Date known_on) {
        const World& world = minor_metals(known_on);
        return world.markets[world.market(world.catalogue.item("antimony"), world.place("CHN"))].price;
    };
    EXPECT_NEAR(price(before_gallium), 13700, 1);      // the mean of 2022
    EXPECT_NEAR(price(before_antimony), 22700, 1);     // July 2024
    const World& later = minor_metals(before_antimony);
    EXPECT_TRUE(std::count(later.statements.begin(), later.statements.end(), "M-31.first-seven"));
    EXPECT_FALSE(std::count(minor_metals(before_gallium).statements.begin(), minor_metals(before_gallium).statements.end(), "M-31.first-seven"));
}

TEST(MinorMetalsWorld, RefusesToBeBuiltBeforeItsEvidence) {
    const auto built = build_world(shipped_library(), shipped_ledger(), "minor-metals", Date(2023, 6, 29));
    ASSERT_FALSE(built);
    EXPECT_THAT(to_text(built.error()), HasSubstr("worlds/minor-metals.toml:"));
    EXPECT_THAT(to_text(built.error()), HasSubstr("H-270.2023-06-30"));
}

}  // namespace
}  // namespace countervail
