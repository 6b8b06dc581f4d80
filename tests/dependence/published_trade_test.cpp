// SPDX-License-Identifier: Apache-2.0
// Measures on a published cube: OECD ICIO of 2022 collapsed to exporter × importer × sector, 81 places, 28 sectors. Expected figures were added up from the
// file by another program.
#include <algorithm>
#include <iostream>

#include "dependence/asymmetry.h"
#include "dependence/pair_measures.h"
#include "trade/read_trade_table.h"
#include "trade/reader_inputs.h"

namespace countervail {
namespace {

class IcioCube : public ::testing::Test {
  protected:
    void SetUp() override {
        const std::string bytes = shared_bytes("oecd_icio_trade_cube/icio_cube_2022.csv");
        if (bytes.empty()) GTEST_SKIP() << "../shared/data/oecd_icio_trade_cube is not here";
        ImportNotes notes;
        TradeTableLayout layout;
        layout.nomenclature = "ISIC4-ICIO";
        auto read = read_trade_table({"icio_cube_2022.csv", bytes}, shipped_places(), notes, layout);
        ASSERT_TRUE(read) << to_text(read.error());
        cube_.emplace(std::move(*read));
        measures_ = cube_measures(*cube_, 2022, {.threshold = 0.3, .threads = 4}).value();
        buyer_ = static_cast<PlaceIndex>(cube_->place("USA"));
        seller_ = static_cast<PlaceIndex>(cube_->place("CHN"));
    }

    std::optional<TradeCube> cube_;
    CubeMeasures measures_;
    PlaceIndex buyer_ = 0, seller_ = 0;
};

TEST_F(IcioCube, ElectronicsFromOneSupplier) {
    const PairProfile profile = pair_profile(*cube_, measures_, buyer_, seller_);
    const auto row = std::ranges::find_if(profile.products, [&](const PairProduct& at) { return cube_->products()[at.product].code == "C26"; });
    ASSERT_NE(row, profile.products.end());
    std::cout << "share of CHN in C26 imports of USA, 2022: " << 100 * row->share << " %\n";
    EXPECT_NEAR(row->share, 0.34967811435246116, 1e-12);
    EXPECT_NEAR(row->import_hhi, 0.17231900387943586, 1e-12);
    EXPECT_NEAR(row->world_share, 0.31924283918600727, 1e-12);
    EXPECT_NEAR(row->comparative_dependence, 1.095335811584863, 1e-12);
    EXPECT_TRUE(row->largest_supplier);
}

TEST_F(IcioCube, AsymmetryBySector) {
    const auto curve = asymmetry_curve(*cube_, {.a = "CHN", .b = "USA", .year = 2022, .thresholds = {0.2, 0.3, 0.4}});
    ASSERT_TRUE(curve) << to_text(curve.error());
    EXPECT_NEAR(curve->a_on_b.value / 1e6, 532.1521204, 1e-6);
    EXPECT_NEAR(curve->a_on_b.value_share[1], 0.6641614050778103, 1e-12);
    EXPECT_EQ(curve->a_on_b.lines_above, (std::vector<std::size_t>{7, 7, 0}));
    EXPECT_NEAR(curve->b_on_a.value_share[0], 0.12354617925533062, 1e-12);
    EXPECT_EQ(curve->b_on_a.lines_above, (std::vector<std::size_t>{3, 0, 0}));
    EXPECT_FALSE(curve->items_only);
    const std::size_t dependent = *PairMeasures::index("dependent-trade");
    EXPECT_NEAR(measures_.pairs.at(dependent, buyer_, seller_), curve->a_on_b.value_share[1], 1e-12);
}

// At 28 sectors nobody supplies more than half of anything to the other: the level of codes decides, and the claim cannot hold.
TEST_F(IcioCube, NoClaimAboutHalfOfImportsHoldsBySector) {
    AsymmetryChoices choices;
    choices.cubes = {{"input–output table", &*cube_}};
    const auto sweep = asymmetry_sweep(choices, "CHN", "USA", {0.4, 0.12, 0.5, 0.03, {"F-05.CHN", "F-05.USA"}}, 2);
    ASSERT_TRUE(sweep) << to_text(sweep.error());
    EXPECT_EQ(sweep->verdict.held, 0U);
    EXPECT_NEAR(sweep->outcomes[*sweep->verdict.nearest].miss, 0.4, 1e-12);
    std::cout << sweep->verdict.sentence << "\n";
}

}  // namespace
}  // namespace countervail
