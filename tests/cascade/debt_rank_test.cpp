// SPDX-License-Identifier: Apache-2.0
#include "cascade/debt_rank.h"

#include <gtest/gtest.h>

#include <fstream>
#include <numeric>
#include <sstream>

#include "cascade/network_samples.h"

namespace countervail {
namespace {

/// Nine firms in three places; a customer's inputs come in equal parts from its suppliers.
SupplierNetwork nine_firms() { return network_of({1, 2, 3, 3, 4, 5, 6, 7, 7}, {{1, 2}, {1, 3}, {2, 6}, {3, 4}, {5, 2}, {6, 7}, {7, 9}, {8, 7}}); }

const double kPlaces[9][3] = {{2, 0, 0}, {3, 0, 0}, {0, 2, 0}, {0, 1, 0}, {0, 1, 0}, {0, 0, 2}, {0, 0, 3}, {0, 0, 1}, {0, 0, 1}};   // degree of the firm, in its place

TEST(DebtRank, NineFirmsAreAsPublished) {
    // Rows: who is hit; columns: who is lost.
    const double expected[9][9] = {{1, 0, 0, 0, 0, 0, 0, 0, 0},    {.5, 1, 0, 0, .5, 0, 0, 0, 0},   {1, 0, 1, 0, 0, 0, 0, 0, 0},
                                   {1, 0, 1, 1, 0, 0, 0, 0, 0},    {0, 0, 0, 0, 1, 0, 0, 0, 0},     {.5, 1, 0, 0, .5, 1, 0, 0, 0},
                                   {.25, .5, 0, 0, .25, .5, 1, .5, 0}, {0, 0, 0, 0, 0, 0, 0, 1, 0}, {.25, .5, 0, 0, .25, .5, 1, .5, 1}};
    const SupplierNetwork network = nine_firms();
    const DebtRank rank(network);
    double by_place[3][3] = {};
    const int place_of[] = {0, 0, 1, 1, 1, 2, 2, 2, 2}, firms_in[] = {2, 3, 4};
    const double weight_of[] = {5, 4, 7};
    for (int lost = 0; lost < 9; ++lost) {
        const std::vector<int> failed{lost};
        const std::vector<double> distress = rank.distress(failed);
        for (int hit = 0; hit < 9; ++hit) {
            EXPECT_EQ(distress[static_cast<std::size_t>(hit)], expected[hit][lost]) << hit + 1 << " when " << lost + 1 << " is lost";
            for (int place = 0; place < 3; ++place) by_place[place_of[lost]][place] += distress[static_cast<std::size_t>(hit)] * kPlaces[hit][place] / weight_of[place] / firms_in[place_of[lost]];
        }
    }
    const double exposure[3][3] = {{0.65, 0.375, 0.428571428571429}, {0.1, 0.416666666666667, 0.0952380952380952}, {0, 0, 0.428571428571429}};
    for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < 3; ++j) EXPECT_NEAR(by_place[i][j], exposure[i][j], 1e-14);
    }
}

TEST(DebtRank, TheFileOfTheExampleAgrees) {
    const std::string folder = std::string(COUNTERVAIL_SOURCE_DIR) + "/../shared/oracles/economy/debtrank/";
    std::ifstream printed(folder + "expected_Dij.txt");
    if (!printed) GTEST_SKIP() << "the published example is not here";
    const DebtRank rank(nine_firms());
    int rows = 0;
    for (std::string line; rows < 9 && std::getline(printed, line);) {
        const std::size_t bracket = line.find(",]");
        if (bracket == std::string::npos) continue;
        std::istringstream cells(line.substr(bracket + 2));
        for (int lost = 0; lost < 9; ++lost) {
            double cell = -1;
            ASSERT_TRUE(cells >> cell);
            const std::vector<int> failed{lost};
            EXPECT_EQ(rank.distress(failed)[static_cast<std::size_t>(rows)], cell);
        }
        ++rows;
    }
    EXPECT_EQ(rows, 9);
}

TEST(DebtRank, CirclesEndAndLossesAreShares) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const SupplierNetwork network = random_network(120, 900, 4, seed);
        const DebtRank rank(network);
        std::vector<int> failed;
        for (int more = 0; more < 4; ++more) {
            failed.push_back(more * 17);
            const std::vector<double> distress = rank.distress(failed);
            for (std::size_t i = 0; i < 120; ++i) {
                EXPECT_GE(distress[i], 0);
                EXPECT_LE(distress[i], 1);
            }
            EXPECT_EQ(distress[static_cast<std::size_t>(failed.back())], 1);
        }
    }
}

TEST(DebtRank, RanksTheSameAtAnyNumberOfThreads) {
    const SupplierNetwork network = random_network(150, 700, 4, 8);
    const DebtRank rank(network);
    std::vector<int> all(150);
    std::iota(all.begin(), all.end(), 0);
    const std::vector<double> weights = network.purchases();
    const auto one = rank.of_each(all, weights, 1);
    EXPECT_EQ(one, rank.of_each(all, weights, 7));
    const std::vector<int> first{5};
    const std::vector<double> distress = rank.distress(first);
    EXPECT_NEAR(one[5], std::inner_product(distress.begin(), distress.end(), weights.begin(), 0.0) / std::accumulate(weights.begin(), weights.end(), 0.0), 1e-14);
}

TEST(DebtRank, InputsFromOutsideSoftenTheBlow) {
    const SupplierNetwork network = network_of({1, 2}, {{1, 2}}, {30});
    const std::vector<int> first{0};
    EXPECT_EQ(DebtRank(network).distress(first)[1], 1);
    EXPECT_EQ(DebtRank(network, {0, 120}).distress(first)[1], 0.25);
}

}  // namespace
}  // namespace countervail
