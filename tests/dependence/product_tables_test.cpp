// SPDX-License-Identifier: Apache-2.0
#include "dependence/product_tables.h"

#include <algorithm>

#include "dependence/small_trade.h"

namespace countervail {
namespace {

using testing::example_cube;
using testing::random_trade;

double number(const Table& table, std::size_t row, std::string_view column) { return std::get<double>(table.rows[row][*table.column(column)]); }
std::string text(const Table& table, std::size_t row, std::string_view column) { return std::get<std::string>(table.rows[row][*table.column(column)]); }

TEST(imported_products_table, of_the_example) {
    const TradeCube cube = example_cube();
    const CubeMeasures measures = cube_measures(cube, 2024, {}).value();
    const Table all = imported_products_table(cube, measures, 0, ImportedProducts::all, 0);
    ASSERT_EQ(all.rows.size(), 2U);
    EXPECT_EQ(text(all, 0, "code"), "870899");
    EXPECT_EQ(number(all, 0, "net_imports"), -100);
    EXPECT_EQ(number(all, 0, "suppliers"), 3);
    EXPECT_EQ(text(all, 0, "largest_supplier"), "Place DDD");
    EXPECT_EQ(number(all, 0, "largest_share"), 50);
    EXPECT_EQ(number(all, 1, "imports_per_exports"), 9999);
    EXPECT_EQ(number(all, 1, "geodep_years"), 1);
    for (const ImportedProducts which : {ImportedProducts::geodep, ImportedProducts::core}) {
        const Table some = imported_products_table(cube, measures, 0, which, 0);
        ASSERT_EQ(some.rows.size(), 1U);
        EXPECT_EQ(text(some, 0, "code"), "850511");
    }
    EXPECT_NE(imported_products_table(cube, measures, 0, ImportedProducts::all, 1).title.find("1 of 2"), std::string::npos);
}

TEST(exported_products_table, of_the_example) {
    const TradeCube cube = example_cube();
    const CubeTotals totals = cube_totals(cube, 2024, 1);
    const Table table = exported_products_table(cube, totals, 1, nullptr, 0);
    ASSERT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(text(table, 0, "code"), "850511");
    EXPECT_NEAR(number(table, 0, "world_share"), 1100.0 / 15, 1e-12);
    EXPECT_NEAR(number(table, 0, "comparative_advantage"), 11.0 / 3, 1e-12);
    EXPECT_TRUE(std::holds_alternative<std::monostate>(table.rows[0].back()));
}

TEST(core_dependency_table, puts_dependent_products_first) {
    const TradeCube cube = example_cube();
    const auto core = core_dependency(cube, 2024, std::vector<PlaceIndex>{0}, 1);
    const Table table = core_dependency_table(cube, "AAA", core, {}, 0);
    ASSERT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(text(table, 0, "code"), "850511");
    EXPECT_EQ(text(table, 0, "dependent"), "yes");
    EXPECT_EQ(text(table, 1, "dependent"), "");
    EXPECT_NE(table.title.find("1 products depend"), std::string::npos);
}

TEST(place_measures_table, agrees_with_the_products_of_each_place) {
    const TradeCube cube = random_trade(12, {.filled = 0.3});
    const CubeMeasures measures = cube_measures(cube, 2022, {.geodep = {.import_hhi = 0.3, .export_hhi = 0.2}}).value();
    const auto context = complexity(measures.totals, 1, 1);
    const Table table = place_measures_table(cube, measures, context ? &*context : nullptr);
    ASSERT_EQ(table.rows.size(), cube.places().size());
    double dependent = 0;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const auto place = static_cast<PlaceIndex>(cube.place(text(table, row, "place")));
        const Table products = imported_products_table(cube, measures, place, ImportedProducts::geodep, 0);
        double imports = 0;
        for (std::size_t at = 0; at < products.rows.size(); ++at) imports += number(products, at, "imports");
        EXPECT_EQ(number(table, row, "geodep_products"), static_cast<double>(products.rows.size()));
        EXPECT_NEAR(number(table, row, "geodep_imports"), 100 * imports / number(table, row, "imports"), 1e-9);
        dependent += number(table, row, "geodep_products");
    }
    EXPECT_GT(dependent, 0);
}

}  // namespace
}  // namespace countervail
