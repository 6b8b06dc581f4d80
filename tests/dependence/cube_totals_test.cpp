// SPDX-License-Identifier: Apache-2.0
#include "dependence/cube_totals.h"

#include "dependence/small_trade.h"

namespace countervail {
namespace {

using testing::SlowTrade;
using testing::example_cube;
using testing::random_trade;

TEST(cube_totals, of_the_example_are_those_worked_by_hand) {
    const TradeCube cube = example_cube();
    const CubeTotals totals = cube_totals(cube, 2024, 1);
    const auto magnets = static_cast<std::size_t>(cube.product("850511")), parts = static_cast<std::size_t>(cube.product("870899"));
    EXPECT_EQ(totals.imports.at(magnets, 0), 100);
    EXPECT_EQ(totals.exports.at(magnets, 1), 110);
    EXPECT_EQ(totals.world_trade, (std::vector<double>{150, 500}));
    EXPECT_DOUBLE_EQ(totals.import_hhi.at(magnets, 0), 0.52);
    EXPECT_DOUBLE_EQ(totals.import_hhi.at(parts, 0), 0.42);
    EXPECT_EQ(totals.import_hhi.at(magnets, 1), -1);
    EXPECT_DOUBLE_EQ(totals.world_export_hhi[magnets], 137.0 / 225);
    EXPECT_DOUBLE_EQ(totals.world_export_hhi[parts], 0.4272);
    EXPECT_EQ(totals.largest_supplier.at(parts, 0), 3);
    EXPECT_EQ(totals.largest_supplier.at(magnets, 1), kNoPlace);
    EXPECT_EQ(totals.suppliers.at(parts, 0), 3);
    EXPECT_EQ(totals.place_imports, (std::vector<double>{300, 0, 300, 50}));
    EXPECT_EQ(totals.place_exports, (std::vector<double>{300, 130, 120, 100}));
    EXPECT_EQ(totals.all_trade, 650);
    EXPECT_EQ(totals.net_imports(parts, 0), -100);
    EXPECT_DOUBLE_EQ(totals.world_share(magnets, 1), 11.0 / 15);
    EXPECT_FALSE(totals.domestic());
}

TEST(cube_totals, agree_with_the_long_way_round) {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        const TradeCube cube = random_trade(seed, {.filled = seed % 3 == 0 ? 0.1 : 0.5, .domestic = seed % 2 == 0});
        const CubeTotals totals = cube_totals(cube, 2022, 1);
        const SlowTrade slow(cube, 2022);
        for (std::size_t product = 0; product < slow.products(); ++product) {
            EXPECT_NEAR(totals.world_trade[product], slow.world(product), 1e-9);
            EXPECT_NEAR(std::max(0.0, totals.world_export_hhi[product]), slow.export_hhi(product), 1e-12);
            for (std::size_t place = 0; place < slow.places(); ++place) {
                EXPECT_NEAR(totals.imports.at(product, place), slow.imports(product, place), 1e-9);
                EXPECT_NEAR(totals.exports.at(product, place), slow.exports(product, place), 1e-9);
                EXPECT_NEAR(std::max(0.0, totals.import_hhi.at(product, place)), slow.import_hhi(product, place), 1e-12);
                EXPECT_EQ(totals.largest_supplier.at(product, place), slow.first_supplier(product, place) == slow.places() ? kNoPlace : slow.first_supplier(product, place));
                if (totals.domestic()) {
                    EXPECT_EQ(totals.own.at(product, place), slow.sold(product, place, place));
                }
            }
        }
    }
}

TEST(cube_totals, are_the_same_bytes_on_any_number_of_threads) {
    const TradeCube cube = random_trade(7, {.places = 20, .products = 60});
    const CubeTotals one = cube_totals(cube, 2022, 1), eight = cube_totals(cube, 2022, 8);
    EXPECT_EQ(one.imports.cells, eight.imports.cells);
    EXPECT_EQ(one.exports.cells, eight.exports.cells);
    EXPECT_EQ(one.import_hhi.cells, eight.import_hhi.cells);
    EXPECT_EQ(one.world_export_hhi, eight.world_export_hhi);
    EXPECT_EQ(one.place_imports, eight.place_imports);
    EXPECT_EQ(one.all_trade, eight.all_trade);
}

TEST(cube_totals, concentration_lies_between_one_over_the_number_of_suppliers_and_one) {
    const TradeCube cube = random_trade(11);
    const CubeTotals totals = cube_totals(cube, 2022, 1);
    for (std::size_t cell = 0; cell < totals.import_hhi.cells.size(); ++cell) {
        if (totals.suppliers.cells[cell] == 0) continue;
        EXPECT_GE(totals.import_hhi.cells[cell], 1.0 / totals.suppliers.cells[cell] - 1e-12);
        EXPECT_LE(totals.import_hhi.cells[cell], 1 + 1e-12);
    }
}

TEST(imports_of, gives_one_buyers_suppliers) {
    const TradeCube cube = example_cube();
    const auto imports = imports_of(cube.year(2024), static_cast<ProductIndex>(cube.product("870899")), 0);
    EXPECT_EQ(std::vector<PlaceIndex>(imports.exporters.begin(), imports.exporters.end()), (std::vector<PlaceIndex>{1, 2, 3}));
    EXPECT_EQ(std::vector<double>(imports.values.begin(), imports.values.end()), (std::vector<double>{20, 80, 100}));
    EXPECT_TRUE(imports_of(cube.year(2024), 0, 1).values.empty());
}

TEST(sources_of, names_publisher_choices_and_files) {
    TradeProvenance provenance = testing::hs6_provenance();
    provenance.files = {"trade.csv 00ff"};
    provenance.choices = {"hub counted with its hinterland"};
    EXPECT_EQ(sources_of(provenance), (std::vector<std::string>{"Trade by hand, HS2022, fob, importers", "trade.csv 00ff", "hub counted with its hinterland"}));
}

}  // namespace
}  // namespace countervail
