// SPDX-License-Identifier: Apache-2.0
// covers: series
#include "materials/figure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace countervail {
namespace {

using ::testing::HasSubstr;

/// Two editions of one figure and an assumption.
Ledger small_ledger() {
    std::vector<LibraryFile> files = {
        {"data/sources.csv", "id,publisher,title,address,published_on\nold,USGS,Summaries 2025,,2025-01-31\nnew,USGS,Summaries 2026,,2026-02-06\n"},
        {"data/vocabulary.csv", "kind,word,meaning\nquantity,mine-production,mined\nitem,rare-earths,all\nplace,AUS,Australia\n"},
        {"data/ledger/mining.csv",
         "id,quantity,item,place,partner,use,period,value,low,high,unit,source,published_on,label,vintage,cites,locator,note\n"
         "M.new,mine-production,rare-earths,AUS,,,2024,29000,28000,30000,t REO/year,new,,found,,,,\n"
         "M.old,mine-production,rare-earths,AUS,,,2024,13000,12000,14000,t REO/year,old,,found,,,,\n"},
        {"data/assumptions.csv", "id,unit,low,value,high,cites,note\nassume:share,%,10,20,30,,no evidence\n"},
    };
    auto ledger = Ledger::read(Library(std::move(files)));
    if (!ledger) ADD_FAILURE() << to_text(ledger.error());
    return std::move(ledger).value();
}

std::optional<Figure> read(FigureReader& reader, const std::string& text, std::string_view dimension, Errors& errors) {
    auto file = TomlFile::parse("a = \"" + text + "\"\n", "test.toml");
    Section root = file->root();
    const auto figure = reader.figure(root, "a", dimension);
    errors = file->take_errors();
    return figure;
}

TEST(Figure, TheFirstKnownEditionCounts) {
    const Ledger ledger = small_ledger();
    Errors errors;
    FigureReader before(ledger, Date(2025, 4, 3)), after(ledger, Date(2026, 3, 1));
    const auto old_edition = read(before, "M.new | M.old", "mass/time", errors);
    ASSERT_TRUE(old_edition) << to_text(errors);
    EXPECT_NEAR(old_edition->value, 13000 * 7 / 365.25, 1e-9);
    const auto new_edition = read(after, "M.new | M.old", "mass/time", errors);
    ASSERT_TRUE(new_edition) << to_text(errors);
    EXPECT_NEAR(new_edition->value, 29000 * 7 / 365.25, 1e-9);
    EXPECT_TRUE(before.used().contains("M.old"));
    EXPECT_FALSE(before.used().contains("M.new"));
}

TEST(Figure, LaterKnowledgeIsRefusedWithPlaceAndDates) {
    const Ledger ledger = small_ledger();
    Errors errors;
    FigureReader reader(ledger, Date(2025, 1, 3));
    EXPECT_FALSE(read(reader, "M.new", "mass/time", errors));
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(errors[0].where.file, "test.toml");
    EXPECT_EQ(errors[0].where.line, 1);
    EXPECT_THAT(errors[0].what, HasSubstr("2026-02-06"));
    EXPECT_THAT(errors[0].hint, HasSubstr("|"));
    ASSERT_TRUE(errors[0].later);
    EXPECT_EQ(errors[0].later->id, "M.new");
    EXPECT_EQ(errors[0].later->public_on, Date(2026, 2, 6));
    EXPECT_EQ(errors[0].later->stands_at.file, "data/ledger/mining.csv");
    EXPECT_EQ(errors[0].later->stands_at.line, 2);
}

TEST(Figure, OfSeveralThatAreLaterTheFirstToBecomePublicIsTold) {
    const Ledger ledger = small_ledger();
    for (const char* text : {"M.new | M.old", "M.old | M.new"}) {
        Errors errors;
        FigureReader reader(ledger, Date(2025, 1, 3));
        EXPECT_FALSE(read(reader, text, "mass/time", errors));
        ASSERT_EQ(errors.size(), 1U) << text;
        ASSERT_TRUE(errors[0].later) << text;
        EXPECT_EQ(errors[0].later->id, "M.old") << text;
    }
    Errors errors;   // of a year, another row of the series would do as well
    FigureReader reader(ledger, Date(2025, 1, 3), {2024, 2024});
    EXPECT_FALSE(read(reader, "M.new", "mass/time", errors));
    ASSERT_EQ(errors.size(), 1U);
    ASSERT_TRUE(errors[0].later);
    EXPECT_EQ(errors[0].later->id, "M.old");
}

TEST(Figure, WhatMayBeLeftOutIsMissingWithoutAProblem) {
    const Ledger ledger = small_ledger();
    FigureReader reader(ledger, Date(2025, 1, 3), {2024, 2024});
    auto file = TomlFile::parse("a = \"M.new\"\n", "test.toml");
    Section root = file->root();
    std::string missing;
    EXPECT_FALSE(reader.figure_if_public(root, "a", "mass/time", missing));
    EXPECT_THAT(missing, HasSubstr("2026-02-06"));
    EXPECT_TRUE(file->take_errors().empty());
}

TEST(Figure, AnotherRowOfTheSeriesStandsInWhereAYearIsAskedFor) {
    const Ledger ledger = small_ledger();
    Errors errors;
    FigureReader as_named(ledger, Date(2025, 4, 3));
    EXPECT_FALSE(read(as_named, "M.new", "mass/time", errors));
    errors.clear();
    FigureReader reader(ledger, Date(2025, 4, 3), {2024, 2024});
    const auto figure = read(reader, "M.new", "mass/time", errors);
    ASSERT_TRUE(figure) << to_text(errors);
    EXPECT_EQ(figure->statement->id, "M.old");
}

/// Yearly rows of 2018, 2021 and 2023, one of 2022 on another basis, one for a month of 2022, and an assumption with a year.
Ledger ledger_of_years() {
    std::vector<LibraryFile> files = {
        {"data/sources.csv", "id,publisher,title,address,published_on\nold,USGS,Summaries,,2024-01-31\n"},
        {"data/vocabulary.csv", "kind,word,meaning\nquantity,mine-production,mined\nitem,rare-earths,all\nplace,AUS,Australia\n"},
        {"data/ledger/mining.csv",
         "id,quantity,item,place,partner,use,period,value,low,high,unit,source,published_on,label,vintage,cites,locator,note\n"
         "M.2018,mine-production,rare-earths,AUS,,,2018,18,17,19,t REO/year,old,,found,,,,\n"
         "M.2021,mine-production,rare-earths,AUS,,,2021,21,20,22,kt REO/year,old,,found,,,,\n"
         "M.2023,mine-production,rare-earths,AUS,,,2023,23,22,24,t REO/year,old,2026-01-31,found,,,,\n"
         "M.other,mine-production,rare-earths,AUS,,,2022,22,21,23,t metal/year,old,,found,,,,\n"
         "M.month,mine-production,rare-earths,AUS,,,2022-06,2,1,3,t REO/month,old,,found,,,,\n"
         "M.always,mine-production,rare-earths,AUS,,,,5,4,6,t REO/year,old,,found,,,,\n"},
        {"data/assumptions.csv", "id,unit,low,value,high,cites,note\nassume:share,%,10,20,30,,none\nassume:share.2010,%,1,2,3,,none\n"},
    };
    auto ledger = Ledger::read(Library(std::move(files)));
    if (!ledger) ADD_FAILURE() << to_text(ledger.error());
    return std::move(ledger).value();
}

std::string chosen(const Ledger& ledger, Date known_on, int wanted, const std::string& text) {
    Errors errors;
    FigureReader reader(ledger, known_on, {wanted, 2023});
    const auto figure = read(reader, text, "", errors);
    return figure ? figure->statement->id : "";
}

TEST(Figure, TheNearestYearThatWasPublicIsTaken) {
    const Ledger ledger = ledger_of_years();
    const Date before(2025, 4, 3), after(2026, 4, 3);
    EXPECT_EQ(chosen(ledger, after, 0, "M.2023"), "M.2023");
    EXPECT_EQ(chosen(ledger, after, 2022, "M.2023"), "M.2023") << "of two as near the one that is named";
    EXPECT_EQ(chosen(ledger, before, 2022, "M.2023"), "M.2021") << "neither another basis nor a month";
    EXPECT_EQ(chosen(ledger, before, 2023, "M.2023"), "M.2021");
    EXPECT_EQ(chosen(ledger, after, 2017, "M.2023"), "M.2018");
    EXPECT_EQ(chosen(ledger, after, 2012, "M.2021 | M.2023"), "M.2021") << "no stand-in from beyond five years";
    EXPECT_EQ(chosen(ledger, after, 2012, "M.always | M.2023"), "M.always") << "what has no date holds in any year";
}

TEST(Figure, AnAssumptionHasItsYearInItsId) {
    const Ledger ledger = ledger_of_years();
    const Date day(2025, 4, 3);
    EXPECT_EQ(chosen(ledger, day, 0, "assume:share"), "assume:share");
    EXPECT_EQ(chosen(ledger, day, 2009, "assume:share"), "assume:share.2010");
    EXPECT_EQ(chosen(ledger, day, 2022, "assume:share"), "assume:share");
    FigureReader reader(ledger, day, {2009, 2023});
    EXPECT_NEAR(reader.years_off(*ledger.find("assume:share")), 14, 1e-9);
    EXPECT_NEAR(reader.years_off(*ledger.find("assume:share.2010")), 1, 1e-9);
}

TEST(Figure, UnknownIdsAndWrongDimensionsAreProblems) {
    const Ledger ledger = small_ledger();
    Errors errors;
    FigureReader reader(ledger, Date(2025, 4, 3));
    EXPECT_FALSE(read(reader, "M.olt", "mass/time", errors));
    ASSERT_FALSE(errors.empty());
    EXPECT_THAT(errors[0].hint, HasSubstr("M.old"));
    EXPECT_FALSE(errors[0].later) << "an unknown id is wrong on any day";
    EXPECT_FALSE(read(reader, "M.old", "share", errors));
    ASSERT_FALSE(errors.empty());
    EXPECT_THAT(errors[0].what, HasSubstr("wanted here: share"));
}

TEST(Figure, SigmaComesFromTheRange) {
    const Ledger ledger = small_ledger();
    Errors errors;
    FigureReader reader(ledger, Date(2025, 4, 3));
    const auto share = read(reader, "assume:share", "share", errors);
    ASSERT_TRUE(share) << to_text(errors);
    EXPECT_NEAR(share->value, 0.2, 1e-12);
    EXPECT_NEAR(share->sigma(), 0.2 / (2 * 1.6448536269514722), 1e-9);
}

}  // namespace
}  // namespace countervail
