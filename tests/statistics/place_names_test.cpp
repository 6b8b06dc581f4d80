// SPDX-License-Identifier: Apache-2.0
#include "statistics/place_names.h"

#include <gtest/gtest.h>

#include "statistics/published_files.h"

namespace countervail {
namespace {

TEST(PlaceNames, PublishersWriteThemInManyWays) {
    for (const auto& [name, place] : {std::pair("Côte d’Ivoire", "CIV"),
                                      std::pair("Cote d'Ivoire", "CIV"),
                                      std::pair("Ivory Coast", "CIV"),
                                      std::pair("Burma", "MMR"),
                                      std::pair("Myanmar", "MMR"),
                                      std::pair("Congo (Kinshasa)", "COD"),
                                      std::pair("Congo, Dem. Rep.", "COD"),
                                      std::pair("Congo, D.R.", "COD"),
                                      std::pair("Zaire", "COD"),
                                      std::pair("Congo, Rep.", "COG"),
                                      std::pair("Congo (Brazzaville)", "COG"),
                                      std::pair("Congo", "COG"),
                                      std::pair("Korea, Republic of", "KOR"),
                                      std::pair("Korea, South", "KOR"),
                                      std::pair("Korea (Rep. of)", "KOR"),
                                      std::pair("Korea, Dem. P.R. of", "PRK"),
                                      std::pair("Türkiye", "TUR"),
                                      std::pair("Turkey", "TUR"),
                                      std::pair("Canada (shipments)", "CAN"),
                                      std::pair("  canada ", "CAN"),
                                      std::pair("United\xC2\xA0States (kyanite)", "USA"),
                                      std::pair("São Tomé and Príncipe", "STP"),
                                      std::pair("Rhodesia", "ZWE")}) {
        EXPECT_EQ(place_names().of_name(name).place, place) << name;
        EXPECT_EQ(place_names().of_name(name).kind, StatisticsPlaceKind::place) << name;
    }
}

TEST(PlaceNames, GroupsAndPastPlacesAreToldApart) {
    EXPECT_EQ(place_names().of_name("World total (ilmenite, rounded)").kind, StatisticsPlaceKind::world);
    EXPECT_EQ(place_names().of_name("Other countries (includes crude)").kind, StatisticsPlaceKind::rest);
    EXPECT_EQ(place_names().of_name("Soviet Union").kind, StatisticsPlaceKind::historical);
    EXPECT_EQ(place_names().of_name("Soviet Union").place, "SUN");
    EXPECT_EQ(place_names().of_name("United States and Canada").kind, StatisticsPlaceKind::joint);
    EXPECT_EQ(place_names().of_name("United States and Canada").place, "USA CAN");
    EXPECT_EQ(place_names().of_name("Atlantis").kind, StatisticsPlaceKind::unknown);
    EXPECT_EQ(place_names().of_name("").kind, StatisticsPlaceKind::unknown);
    EXPECT_EQ(place_names().of_code("ZAR").place, "COD");
    EXPECT_EQ(place_names().of_code("1A0").place, "XKX");
    EXPECT_EQ(place_names().of_code("CHN").place, "CHN");
    EXPECT_EQ(place_names().of_code("QQQ").kind, StatisticsPlaceKind::unknown);
    EXPECT_NE(place_names().near("Autralia").find("Australia"), std::string::npos);
}

TEST(PlaceNames, PlainNames) {
    EXPECT_EQ(plain_place_name("  Ægir—Ðórs, (Łódź) "), "agir dors lodz");
    EXPECT_EQ(plain_place_name("\xC3"), "");
    EXPECT_EQ(plain_place_name("China, Hong Kong SAR"), "china hong kong sar");
}

TEST(PlaceNames, ProblemsOfTheFile) {
    const auto read = [](const std::string& text) { return StatisticsPlaceNames::read(Library({{"data/statistics/place-names.csv", text}})); };
    EXPECT_FALSE(StatisticsPlaceNames::read(Library(std::vector<LibraryFile>{})));
    const auto names = read("name,place,kind\nPeru,PER,place\nperu,PRY,place\nChile,chl,place\nMali,MLI,country\n");
    ASSERT_FALSE(names);
    ASSERT_EQ(names.error().size(), 3U);
    EXPECT_EQ(names.error()[0].where.line, 3);
    EXPECT_EQ(names.error()[1].where.line, 4);
    EXPECT_EQ(names.error()[2].where.line, 5);
    EXPECT_TRUE(read("name,place,kind\nPeru,PER,place\n"));
}

}  // namespace
}  // namespace countervail
