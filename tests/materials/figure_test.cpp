// SPDX-License-Identifier: Apache-2.0
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
    FigureReader reader(ledger, Date(2025, 4, 3));
    EXPECT_FALSE(read(reader, "M.new", "mass/time", errors));
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(errors[0].where.file, "test.toml");
    EXPECT_EQ(errors[0].where.line, 1);
    EXPECT_THAT(errors[0].what, HasSubstr("2026-02-06"));
}

TEST(Figure, UnknownIdsAndWrongDimensionsAreProblems) {
    const Ledger ledger = small_ledger();
    Errors errors;
    FigureReader reader(ledger, Date(2025, 4, 3));
    EXPECT_FALSE(read(reader, "M.olt", "mass/time", errors));
    ASSERT_FALSE(errors.empty());
    EXPECT_THAT(errors[0].hint, HasSubstr("M.old"));
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
