// SPDX-License-Identifier: Apache-2.0
#include "dependence/rank_question.h"

#include <numeric>

#include "dependence/small_trade.h"

namespace countervail {
namespace {

using testing::example_cube;
using testing::random_trade;

std::vector<std::string_view> resampled_ids(bool domestic) {
    std::vector<std::string_view> ids;
    for (const std::string_view id : PairMeasures::ids()) {
        if (can_be_resampled(id) && (domestic || find_measure(id)->needs != MeasureNeeds::own_supply)) ids.push_back(id);
    }
    return ids;
}

TEST(partner_ranking, of_the_example) {
    const TradeCube cube = example_cube();
    const CubeMeasures measures = cube_measures(cube, 2024, {}).value();
    const std::vector<std::string_view> ids = {"import-share", "dependent-imports"};
    const auto sellers = partner_ranking(cube, measures, RankedSide::sellers, 0, ids, true, 1);
    ASSERT_TRUE(sellers.has_value()) << to_text(sellers.error());
    EXPECT_EQ(sellers->partners, (std::vector<PlaceIndex>{1, 2, 3}));
    const auto answer = rank_stability(sellers->question, {.draws = 100, .products = true});
    ASSERT_TRUE(answer.has_value()) << to_text(answer.error());
    EXPECT_EQ(answer->places[0].by_measure, (std::vector<double>{3, 1}));
    const auto buyers = partner_ranking(cube, measures, RankedSide::buyers, 1, ids, false, 1);
    EXPECT_EQ(buyers->partners, (std::vector<PlaceIndex>{0, 3}));
    EXPECT_FALSE(buyers->question.measures[0].resampled.has_value());
}

// With every product once, the parts give back each measure.
TEST(partner_ranking, parts_add_up_to_the_measure) {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const bool domestic = seed % 2 == 0;
        const TradeCube cube = random_trade(seed, {.filled = 0.6, .domestic = domestic});
        const CubeMeasures measures = cube_measures(cube, 2022, {.geodep = {.import_hhi = 0.2, .export_hhi = 0.2}, .core = {.concentration = 0.2}}).value();
        for (const RankedSide side : {RankedSide::sellers, RankedSide::buyers}) {
            const auto ranking = partner_ranking(cube, measures, side, 2, resampled_ids(domestic), true, 3);
            ASSERT_TRUE(ranking.has_value()) << to_text(ranking.error());
            for (const RankedMeasure& measure : ranking->question.measures) {
                const ResampledMeasure& parts = *measure.resampled;
                for (std::size_t row = 0; row < ranking->partners.size(); ++row) {
                    const auto sum = [&](const std::vector<double>& of) { return std::accumulate(of.begin() + row * parts.products, of.begin() + (row + 1) * parts.products, 0.0); };
                    EXPECT_NEAR(sum(parts.numerator) / (parts.denominator.empty() ? 1 : sum(parts.denominator)), *measure.values[row], 1e-12) << measure.id;
                }
            }
        }
    }
}

TEST(partner_ranking, names_every_problem) {
    const TradeCube cube = example_cube();
    const CubeMeasures measures = cube_measures(cube, 2024, {}).value();
    const std::vector<std::string_view> ids = {"import-shares", "comparative-dependence", "supply-share"};
    const auto refused = partner_ranking(cube, measures, RankedSide::sellers, 1, ids, true, 1);
    ASSERT_FALSE(refused.has_value());
    ASSERT_EQ(refused.error().size(), 4U);
    EXPECT_NE(refused.error()[0].hint.find("import-share"), std::string::npos);
    EXPECT_NE(refused.error()[3].what.find("imports nothing"), std::string::npos);
}

}  // namespace
}  // namespace countervail
