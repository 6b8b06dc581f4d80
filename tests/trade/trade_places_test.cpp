// SPDX-License-Identifier: Apache-2.0
#include "trade/trade_places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "evidence/csv.h"

using testing::ElementsAre;
using testing::HasSubstr;

namespace countervail {
namespace {

const TradePlaces& shipped() {
    static const TradePlaces places = [] {
        auto read = TradePlaces::read(Library::embedded());
        EXPECT_TRUE(read) << to_text(read.error());
        return read ? *read : TradePlaces();
    }();
    return places;
}

Result<TradePlaces> places_of(const std::string& rows) {
    return TradePlaces::read(Library(
        {{"data/trade/places.csv", "id,name,kind,from,through,parts,stands_for,m49,comtrade,baci,census,gacc,names,note\n" + rows}}));
}

std::string id_of(const PlaceRecord* record) { return record == nullptr ? "none" : record->id; }

std::string shared_file(const std::string& name) {
    std::ifstream stream(std::string(COUNTERVAIL_SOURCE_DIR) + "/../shared/data/" + name);
    return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(TradePlaces, EveryPublishersCodeFindsThePlace) {
    EXPECT_EQ(id_of(shipped().by_code(PlaceScheme::m49, "840")), "USA");
    EXPECT_EQ(id_of(shipped().by_code(PlaceScheme::comtrade, "842")), "USA");
    EXPECT_EQ(id_of(shipped().by_code(PlaceScheme::baci, "842")), "USA");
    EXPECT_EQ(id_of(shipped().by_code(PlaceScheme::baci, "699")), "IND");
    EXPECT_EQ(id_of(shipped().by_code(PlaceScheme::baci, "251")), "FRA");
    EXPECT_EQ(id_of(shipped().by_code(PlaceScheme::baci, "579")), "NOR");
    EXPECT_EQ(id_of(shipped().by_code(PlaceScheme::baci, "757")), "CHE");
    EXPECT_EQ(id_of(shipped().by_code(PlaceScheme::baci, "711")), "ZA1");
    EXPECT_EQ(id_of(shipped().by_code(PlaceScheme::census, "5700")), "CHN");
    EXPECT_EQ(id_of(shipped().by_code(PlaceScheme::gacc, "502")), "USA");
    EXPECT_EQ(id_of(shipped().by_code(PlaceScheme::baci, "004")), "AFG");
    EXPECT_EQ(id_of(shipped().by_code(PlaceScheme::m49, "492")), "MCO");
    EXPECT_EQ(id_of(shipped().by_code(PlaceScheme::comtrade, "492")), "UN492");
    EXPECT_EQ(shipped().by_code(PlaceScheme::baci, "5700"), nullptr);
    EXPECT_EQ(shipped().by_code(PlaceScheme::baci, ""), nullptr);
}

TEST(TradePlaces, NamesAreFoundInManySpellings) {
    for (const char* name : {"Korea, Republic of", "Rep. of Korea", "SOUTH KOREA", "south  korea", "KOR", "Korea, Rep."})
        EXPECT_EQ(id_of(shipped().find(name)), "KOR") << name;
    EXPECT_EQ(id_of(shipped().find("Cote d'Ivoire")), "CIV");
    EXPECT_EQ(id_of(shipped().find("CÔTE D’IVOIRE")), "none");  // a typographic apostrophe is a letter to us
    EXPECT_EQ(id_of(shipped().find("Türkiye")), "TUR");
    EXPECT_EQ(id_of(shipped().find("Bosnia & Herzegovina")), "BIH");
    EXPECT_EQ(shipped().find("Atlantis"), nullptr);
    EXPECT_THAT(shipped().did_you_mean("Germny"), HasSubstr("Germany"));
    EXPECT_THAT(shipped().did_you_mean("Swedn"), HasSubstr("Sweden"));
}

TEST(TradePlaces, PlacesThatAreGoneNameTheirParts) {
    const PlaceRecord* federation = shipped().by_id("SCG");
    ASSERT_NE(federation, nullptr);
    EXPECT_THAT(federation->parts, ElementsAre("MNE", "SRB"));
    EXPECT_TRUE(federation->valid_in(2003));
    EXPECT_FALSE(federation->valid_in(2006));
    for (const char* id : {"SUN", "CSK", "YUG", "SCG", "DDR", "ANT", "BLX", "ZA1"}) {
        ASSERT_NE(shipped().by_id(id), nullptr) << id;
        EXPECT_EQ(shipped().by_id(id)->kind, PlaceKind::former) << id;
        EXPECT_FALSE(shipped().by_id(id)->parts.empty()) << id;
        EXPECT_FALSE(shipped().by_id(id)->valid_in(2020)) << id;
    }
}

TEST(TradePlaces, AreasAndGroupsAreNoCountries) {
    const PlaceRecord* area = shipped().by_code(PlaceScheme::comtrade, "490");
    ASSERT_EQ(id_of(area), "S19");
    EXPECT_EQ(area->kind, PlaceKind::area);
    EXPECT_EQ(shipped().counted_as(*area).id, "TWN");
    EXPECT_EQ(shipped().counted_as(*shipped().by_id("FRA")).id, "FRA");
    for (const char* code : {"899", "837", "838", "839", "568"}) {
        const PlaceRecord* special = shipped().by_code(PlaceScheme::comtrade, code);
        ASSERT_NE(special, nullptr) << code;
        EXPECT_EQ(special->kind, PlaceKind::area) << code;
        EXPECT_TRUE(special->stands_for.empty()) << code;
    }
    EXPECT_EQ(shipped().by_code(PlaceScheme::comtrade, "0")->kind, PlaceKind::group);
    EXPECT_EQ(shipped().by_name("World")->kind, PlaceKind::group);
}

TEST(TradePlaces, ACodeHandedOnIsReadByTheYear) {
    const auto places = places_of("OLD,Old,former,1980,1991,,,7,,,,,,\nNEW,New,country,1992,,,,7,,,,,,\n");
    ASSERT_TRUE(places) << to_text(places.error());
    EXPECT_EQ(id_of(places->by_code(PlaceScheme::baci, "7", 1985)), "OLD");
    EXPECT_EQ(id_of(places->by_code(PlaceScheme::baci, "7", 2001)), "NEW");
    EXPECT_EQ(id_of(places->by_code(PlaceScheme::baci, "7")), "NEW");
    EXPECT_EQ(id_of(places->by_code(PlaceScheme::baci, "7", 1950)), "NEW");
}

TEST(TradePlaces, AllProblemsOfTheTableAtOnce) {
    const auto places =
        places_of("AAA,One,country,,,,,7,,,,,Eins,\nBBB,Eins,nation,19x0,,CCC,,7,,,,,,\nAAA,Three,country,2000,1990,,,,,,,,,\n");
    ASSERT_FALSE(places);
    const std::string text = to_text(places.error());
    for (const char* expected : {"unknown kind of place \"nation\"", "\"19x0\" is not a year", "names \"CCC\"", "code 7 belongs to \"AAA\"",
                                 "\"Eins\" belongs to", "is there twice", "ends before it begins"})
        EXPECT_THAT(text, HasSubstr(expected));
    for (const Error& error : places.error()) EXPECT_TRUE(error.where.line > 0 && !error.hint.empty()) << to_text(error);
    EXPECT_FALSE(TradePlaces::read(Library(std::vector<LibraryFile>{})));
}

TEST(TradePlaces, KnowsEveryCodeOfBaci) {
    const std::string text = shared_file("baci_extract_2021/country_codes_V202201.csv");
    if (text.empty()) GTEST_SKIP() << "../shared/data/baci_extract_2021 is not here";
    const auto grid = read_csv(text, "country_codes_V202201.csv", TextEncoding::windows_1252);
    ASSERT_TRUE(grid) << to_text(grid.error());
    // Two places that BACI gives the ISO code of one of their parts, and areas that it gives none.
    const std::set<std::string> put_together{"58", "711"};
    for (std::size_t row = 1; row < grid->rows.size(); ++row) {
        const std::string &code = grid->rows[row][0].text, &iso = grid->rows[row][4].text;
        const PlaceRecord* record = shipped().by_code(PlaceScheme::baci, code);
        ASSERT_NE(record, nullptr) << code;
        if (iso == "N/A") EXPECT_EQ(record->kind, PlaceKind::area) << code;
        else if (put_together.contains(code)) EXPECT_THAT(record->parts, testing::Contains(iso)) << code;
        else EXPECT_EQ(record->id, iso) << code;
        const PlaceRecord* named = shipped().by_name(grid->rows[row][1].text);
        ASSERT_NE(named, nullptr) << grid->rows[row][1].text;
        EXPECT_EQ(named->id, record->id) << code;
    }
    EXPECT_EQ(grid->rows.size(), 239U);
}

TEST(TradePlaces, KnowsEveryCodeOfTheCensusBureau) {
    const std::string text = shared_file("us_trade_concordance/census_codes.csv");
    if (text.empty()) GTEST_SKIP() << "../shared/data/us_trade_concordance is not here";
    const auto grid = read_csv(text, "census_codes.csv");
    ASSERT_TRUE(grid) << to_text(grid.error());
    const std::set<std::string> halves{"5082", "5083"};  // named by what they are halves of in no other list
    for (std::size_t row = 1; row < grid->rows.size(); ++row) {
        const std::string &code = grid->rows[row][0].text, &name = grid->rows[row][1].text;
        const PlaceRecord* record = shipped().by_code(PlaceScheme::census, code);
        ASSERT_NE(record, nullptr) << code;
        if (halves.contains(code)) EXPECT_EQ(record->id, "PSE");
        else EXPECT_EQ(id_of(shipped().by_name(name)), record->id) << code << " " << name;
    }
    EXPECT_EQ(grid->rows.size(), 241U);
}

}  // namespace
}  // namespace countervail
