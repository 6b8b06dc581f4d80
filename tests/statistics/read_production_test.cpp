// SPDX-License-Identifier: Apache-2.0
// covers: read_mineral_summaries, read_world_mining, read_bgs
#include "statistics/read_production.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "statistics/published_files.h"

namespace countervail {
namespace {

ProductionTable read_published(const std::string& path) {
    auto table = read_production(published_bytes(path), path, place_names());
    EXPECT_TRUE(table) << to_text(table.error());
    return table ? std::move(*table) : ProductionTable{};
}

double quantity_of(const ProductionByPlace& production, const std::string& place) {
    for (const PlaceQuantity& one : production.places) {
        if (one.place == place) return one.quantity;
    }
    return -1;
}

ProductionTable read_text(const std::string& text) {
    auto table = read_production(text, "file.csv", place_names());
    EXPECT_TRUE(table) << to_text(table.error());
    return table ? std::move(*table) : ProductionTable{};
}

const std::string kLongHeader =
    "MCS chapter,Section,Commodity,Country,Statistics,Statistics_detail,Unit,Year,Value,Notes,Is critical mineral 2025,Other notes\n";

TEST(ReadProduction, MineralCommoditySummaries2026CheckFigures) {
    if (!is_published("data/usgs_mcs2026/MCS2026_Commodities_Data.csv")) GTEST_SKIP() << "the data release is not beside the repository";
    const ProductionTable table = read_published("data/usgs_mcs2026/MCS2026_Commodities_Data.csv");
    EXPECT_EQ(table.layout, "MCS long");
    EXPECT_EQ(table.rows.size(), 8886U);
    const auto mines = production_by_place(table, {"Rare Earths", "Production", "Mine production*", 2025});
    ASSERT_TRUE(mines) << to_text(mines.error());
    EXPECT_EQ(mines->unit, "metric tons");
    EXPECT_EQ(quantity_of(*mines, "CHN"), 270'000);
    EXPECT_EQ(quantity_of(*mines, "USA"), 51'000);
    EXPECT_EQ(quantity_of(*mines, "AUS"), 29'000);
    EXPECT_EQ(quantity_of(*mines, "MMR"), 22'000);
    EXPECT_EQ(mines->world, 390'000);
    std::map<std::string, std::vector<double>> prices;
    for (const ProductionRow& row : table.rows) {
        if (row.statistic == "Price" && row.unit.find("kilogram") != std::string::npos && row.figure.value)
            prices[row.commodity].push_back(*row.figure.value);
    }
    EXPECT_EQ(prices["Dysprosium"], (std::vector<double>{410, 382, 330, 257, 239}));
    EXPECT_EQ(prices["Terbium"], (std::vector<double>{1340, 2050, 1300, 812, 1010}));
    const auto unknown = std::ranges::count_if(table.rows, [](const ProductionRow& row) { return row.kind == StatisticsPlaceKind::unknown; });
    EXPECT_EQ(unknown, 0);
}

TEST(ReadProduction, MineralCommoditySummaries2025WorldTable) {
    if (!is_published("data/usgs_mcs2026/MCS2025_World_Data.csv")) GTEST_SKIP() << "the world table is not beside the repository";
    const ProductionTable table = read_published("data/usgs_mcs2026/MCS2025_World_Data.csv");
    EXPECT_EQ(table.layout, "MCS world");
    const auto mines = production_by_place(table, {"rare earths", "Production", "*", 2024});
    ASSERT_TRUE(mines) << to_text(mines.error());
    EXPECT_EQ(quantity_of(*mines, "CHN"), 270'000);
    EXPECT_EQ(quantity_of(*mines, "USA"), 45'000);
    EXPECT_EQ(quantity_of(*mines, "RUS"), 2'500);  // "Russia " with a space in the release
    EXPECT_EQ(mines->rest, 1'100);
    EXPECT_EQ(mines->world, 390'000);
    const auto estimated = [&](int year) {
        return std::ranges::any_of(table.rows, [&](const ProductionRow& row) {
            return row.commodity == "Rare earths" && row.place == "CHN" && row.year == year && row.statistic == "Production" && row.estimated;
        });
    };
    EXPECT_TRUE(estimated(2024));
    EXPECT_FALSE(estimated(2023));
}

TEST(ReadProduction, WorldMiningDataAsDatabase) {
    if (!is_published("data/world_mining_data_wgi/world_mining_data.db")) GTEST_SKIP() << "the database is not beside the repository";
    const ProductionTable table = read_published("data/world_mining_data_wgi/world_mining_data.db");
    EXPECT_EQ(table.layout, "World Mining Data");
    EXPECT_EQ(commodities_of(table).size(), 65U);
    const auto first = production_by_place(table, {"Rare Earths (REO)", "Production", "*", 2018}),
               last = production_by_place(table, {"Rare Earths (REO)", "Production", "*", 2022});
    ASSERT_TRUE(first && last);
    EXPECT_EQ(quantity_of(*first, "CHN"), 120'000);
    EXPECT_EQ(quantity_of(*last, "CHN"), 210'000);
    EXPECT_EQ(last->places.size(), 10U);  // and the total
    EXPECT_EQ(last->world, 296'837);
    // French Guiana is coded as Guyana, Kosovo as a region and Taiwan as "S19": the names are followed.
    const auto gold = production_by_place(table, {"Gold", "Production", "*", 2022});
    ASSERT_TRUE(gold);
    EXPECT_GT(quantity_of(*gold, "GUF"), 0);
    EXPECT_GT(quantity_of(*gold, "GUY"), 0);
    EXPECT_TRUE(std::ranges::any_of(table.warnings, [](const Error& warning) { return warning.what.find("French Guiana") != std::string::npos; }));
    EXPECT_EQ(std::ranges::count_if(table.rows, [](const ProductionRow& row) { return row.kind == StatisticsPlaceKind::unknown; }), 0);
}

TEST(ReadProduction, BritishGeologicalSurvey) {
    if (!is_published("data/bgs_production/BGS_REs_production.csv")) GTEST_SKIP() << "the table is not beside the repository";
    const ProductionTable table = read_published("data/bgs_production/BGS_REs_production.csv");
    EXPECT_EQ(table.layout, "BGS");
    const auto oxides = production_by_place(table, {"rare earth minerals", "Production", "*", 2023});
    EXPECT_FALSE(oxides && oxides->places.empty());
    std::map<std::string, double> found;
    for (const ProductionRow& row : table.rows) {
        if (row.year == 2023 && row.figure.value) found[row.place] = std::max(found[row.place], *row.figure.value);
    }
    EXPECT_EQ(found["CHN"], 255'000);
    EXPECT_EQ(found["MMR"], 72'000);
    EXPECT_EQ(found["USA"], 24'960);
    EXPECT_EQ(found["AUS"], 16'780);
    const ProductionTable copper = read_published("data/bgs_production/BGS_copper_production.csv");
    EXPECT_EQ(std::ranges::count_if(copper.rows, [](const ProductionRow& row) { return row.place == "COG"; }), 26);  // coded COD in the file
    EXPECT_EQ(std::ranges::count_if(copper.rows, [](const ProductionRow& row) { return row.kind == StatisticsPlaceKind::unknown; }), 0);
    for (const char* name : {"antimony", "cobalt", "ferroalloys", "gallium", "germanium", "graphite", "lithium", "magnesium", "manganese", "nickel",
                             "platinum", "tungsten"}) {
        const ProductionTable other = read_published(std::string("data/bgs_production/BGS_") + name + "_production.csv");
        EXPECT_EQ(std::ranges::count_if(other.rows, [](const ProductionRow& row) { return row.kind == StatisticsPlaceKind::unknown; }), 0) << name;
    }
}

TEST(ReadProduction, SeedsOfEveryLayout) {
    const auto read = [](const std::string& name) { return read_production(statistics_seed(name), name, place_names()); };
    const auto long_form = read("mcs-long.csv"), world = read("mcs-world.csv"), bgs = read("bgs.csv");
    ASSERT_TRUE(long_form) << to_text(long_form.error());
    ASSERT_TRUE(world) << to_text(world.error());
    ASSERT_TRUE(bgs) << to_text(bgs.error());
    const auto germanium = production_by_place(*long_form, {"Germanium", "Production", "*", 2025});
    ASSERT_TRUE(germanium) << to_text(germanium.error());
    EXPECT_EQ(quantity_of(*germanium, "CIV"), 1'200.5);
    EXPECT_EQ(quantity_of(*germanium, "CAN"), 0);   // a dash
    EXPECT_EQ(quantity_of(*germanium, "DEU"), 15);  // "10–20"
    EXPECT_EQ(germanium->from_ranges, std::vector<std::string>{"DEU"});
    EXPECT_EQ(germanium->unprinted, (std::vector<std::string>{"BEL", "RUS"}));  // withheld, and only bounded below
    EXPECT_EQ(germanium->rest, 4);
    EXPECT_EQ(germanium->world, 1'300);
    const auto row = std::ranges::find(long_form->rows, "Import sources 2021-2024", &ProductionRow::statistic);
    ASSERT_NE(row, long_form->rows.end());
    EXPECT_EQ(row->year, 2021);
    EXPECT_EQ(row->through, 2024);
    EXPECT_TRUE(std::ranges::any_of(long_form->rows,
                                    [](const ProductionRow& one) { return one.figure.net_exporter && one.statistic == "Net import reliance"; }));
    const auto smelted = production_by_place(*world, {"Gallium", "Production", "*", 2024});
    ASSERT_TRUE(smelted) << to_text(smelted.error());
    EXPECT_EQ(quantity_of(*smelted, "USA"), 750);
    const auto cobalt = production_by_place(*bgs, {"cobalt", "Production", "Cobalt, mine", 2022});
    ASSERT_TRUE(cobalt) << to_text(cobalt.error());
    EXPECT_EQ(quantity_of(*cobalt, "COD"), 144'000);
    EXPECT_EQ(quantity_of(*cobalt, "FIN"), 0.25);  // more than nothing, less than half a tonne
}

TEST(ReadProduction, UnknownNamesAreCountedAndTheNearestIsNamed) {
    const ProductionTable table =
        read_text(kLongHeader +
                  "X,World,Tin,Autralia,Production,Mine,metric tons,2024,5,,No,\nX,World,Tin,Autralia,Production,Mine,metric "
                  "tons,2025,6,,No,\nX,World,Tin,Peru,Production,Mine,metric tons,2025,6,,No,\n");
    ASSERT_EQ(table.warnings.size(), 1U);
    EXPECT_NE(table.warnings[0].what.find("Autralia"), std::string::npos);
    EXPECT_NE(table.warnings[0].what.find("2 figures"), std::string::npos);
    EXPECT_NE(table.warnings[0].hint.find("Australia"), std::string::npos);
    EXPECT_EQ(table.warnings[0].where.line, 2);
    const auto tin = production_by_place(table, {"Tin", "Production", "*", 2025});
    ASSERT_TRUE(tin);
    EXPECT_EQ(tin->rest, 6);
    EXPECT_EQ(tin->notes.size(), 1U);
}

TEST(ReadProduction, ProblemsAreToldAllAtOnceWithTheirLine) {
    const auto table = read_production(kLongHeader +
                                           "X,World,Tin,Peru,Production,Mine,metric tons,twenty,5,,No,\nX,World,Tin,Peru,Production,Mine,metric "
                                           "tons,2024,-5,,No,\nX,World,Tin,Peru\n",
                                       "file.csv", place_names());
    ASSERT_FALSE(table);
    ASSERT_EQ(table.error().size(), 3U);
    EXPECT_EQ(table.error()[0].where.line, 2);
    EXPECT_EQ(table.error()[1].where.line, 3);
    EXPECT_EQ(table.error()[2].where.line, 4);
    for (const Error& error : table.error()) EXPECT_FALSE(error.hint.empty());
}

TEST(ReadProduction, UnreadableFiguresAreListedAndHaveNoValue) {
    const ProductionTable table =
        read_text(kLongHeader +
                  "X,World,Tin,Peru,Production,Mine,metric tons,2024,\"1,23\",,No,\nX,World,Tin,Chile,Production,Mine,metric tons,2024,?5,,No,\n");
    ASSERT_EQ(table.warnings.size(), 2U);
    EXPECT_EQ(table.warnings[0].where.line, 2);
    EXPECT_FALSE(table.rows[0].figure.value);
    EXPECT_FALSE(table.rows[1].figure.value);
    EXPECT_TRUE(table.rows[1].figure.sign_lost);
}

TEST(ReadProduction, RowsThatDoNotFitOneQuestionAreRefused) {
    const ProductionTable table = read_text(kLongHeader +
                                            "X,World,Tin,Peru,Production,Mine,metric tons,2024,5,,No,\nX,World,Tin,Peru,Production,Smelter,metric "
                                            "tons,2024,7,,No,\nX,World,Tin,Chile,Production,Smelter,kilograms,2024,7,,No,\n");
    const auto both = production_by_place(table, {"Tin", "Production", "*", 2024});
    ASSERT_FALSE(both);
    EXPECT_EQ(both.error().size(), 2U);
    EXPECT_TRUE(production_by_place(table, {"tin", "production", "mine", 2024}));
    const auto missing = production_by_place(table, {"Tinn", "Production", "*", 2024});
    ASSERT_FALSE(missing);
    EXPECT_NE(missing.error()[0].hint.find("Tin"), std::string::npos);
    EXPECT_FALSE(production_by_place(table, {"Tin", "Production", "*", 1999}));
}

TEST(ReadProduction, OtherFilesAreRefusedByName) {
    const auto table = read_production("a,b\n1,2\n", "other.csv", place_names());
    ASSERT_FALSE(table);
    EXPECT_NE(table.error()[0].what.find("a, b"), std::string::npos);
    EXPECT_FALSE(read_production("", "empty.csv", place_names()));
    EXPECT_FALSE(read_production(std::string("SQLite format 3\0 and nothing else", 33), "broken.db", place_names()));
}

}  // namespace
}  // namespace countervail
