// SPDX-License-Identifier: Apache-2.0
#include "world/place_groups.h"

#include <gtest/gtest.h>

namespace countervail {
namespace {

TEST(PlaceGroups, AreReadOrRefusedWithTheLine) {
    const auto groups = read_place_groups("place,codes\nREU,AUT BEL\nROW,*\n", "groups.csv");
    ASSERT_TRUE(groups.has_value());
    ASSERT_EQ(groups->size(), 2U);
    EXPECT_EQ((*groups)[0].second.size(), 2U);
    EXPECT_FALSE(read_place_groups("nothing\n", "groups.csv").has_value());
}

TEST(PlaceGroups, CountriesBelongToThemselvesTheirGroupOrAllOthers) {
    World world;
    world.places = {{"DEU", "Germany", "europe", 0, 0}, {"REU", "rest", "europe", 0, 0}, {"ROW", "all others", "rest", 0, 0}};
    const PlaceGroups groups{{"REU", {"DEU", "AUT"}}, {"ROW", {"*"}}};
    EXPECT_EQ(place_of_country(world, groups, "DEU"), 0);
    EXPECT_EQ(place_of_country(world, groups, "AUT"), 1);
    EXPECT_EQ(place_of_country(world, groups, "PER"), 2);
    EXPECT_EQ(place_of_country(world, {}, "PER"), -1);
}

TEST(PlaceGroups, ALibraryWithoutThemHasNone) { EXPECT_TRUE(read_place_groups(Library(std::vector<LibraryFile>())).value().empty()); }

}  // namespace
}  // namespace countervail
