// SPDX-License-Identifier: Apache-2.0
#include "losses/direct_losses.h"

#include <gtest/gtest.h>

#include <numeric>

#include "losses/loss_bench.h"
#include "simulation/outcome.h"

namespace countervail {
namespace {

constexpr double kWeeksPerYear = 365.25 / 7;

struct Bench {
    Industries industries = sector_industries(bench_april().world().catalogue);
    IoTable table = plain_table(bench_april().world(), industries);
    UseCells cells = make_use_cells(bench_april().world(), table, industries);
    int count_week = std::max(0, (bench_april().scenario().count_from - bench_april().calendar().from) / 7);
    DirectLosses losses = direct_losses(bench_april(), 0, Allocation::proportional, cells, kBenchDraws, count_week, 2);
};

const Bench& bench() {
    static const Bench made;
    return made;
}

TEST(direct_losses, agree_with_what_the_recorder_of_runs_counts) {
    const Ensemble& ensemble = bench_april();
    Outcome outcome(ensemble.tasks(), ensemble.measures(), kBenchDraws);
    for (int block = 0; block < ensemble.blocks(); ++block) outcome.put(0, block, ensemble.run_block(0, block));
    double seen = 0;
    for (std::size_t use = 0; use < ensemble.world().uses.size(); ++use) {
        const auto recorded = outcome.values(0, outcome.measure("lost/" + ensemble.world().uses[use].id), 0);
        for (int draw = 0; draw < kBenchDraws; ++draw) {
            const double ours = 1e6 * static_cast<double>(bench().losses.lost[use * kBenchDraws + static_cast<std::size_t>(draw)]);
            ASSERT_NEAR(ours, recorded[static_cast<std::size_t>(draw)], 1e-4 * recorded[static_cast<std::size_t>(draw)] + 10) << ensemble.world().uses[use].id;
            seen += ours;
        }
    }
    EXPECT_GT(seen, 1e8);   // something is lost, or the test compares nothing
}

TEST(direct_losses, shares_of_cells_add_up_to_what_uses_lose) {
    const Bench& b = bench();
    for (int draw = 0; draw < kBenchDraws; ++draw) {
        double by_cell = 0, by_use = 0;
        for (int slot = 0; slot < b.losses.slots; ++slot) {
            for (int week = b.count_week; week < b.losses.weeks; ++week)
                by_cell += static_cast<double>(b.losses.at(slot, week, draw)) * b.cells.whole(slot) / kWeeksPerYear;
        }
        for (int use = 0; use < b.losses.uses; ++use) {
            if (!b.cells.cells_of_use[static_cast<std::size_t>(use)].empty())
                by_use += static_cast<double>(b.losses.lost[static_cast<std::size_t>(use * kBenchDraws + draw)]);
        }
        EXPECT_NEAR(by_cell, by_use, 1e-4 * by_use + 1e-3);
    }
}

TEST(direct_losses, every_dollar_lost_has_the_need_that_bound) {
    const Bench& b = bench();
    const double by_need = std::accumulate(b.losses.lost_by_need.begin(), b.losses.lost_by_need.end(), 0.0);
    double by_use = 0;
    for (const float lost : b.losses.lost) by_use += static_cast<double>(lost) / kBenchDraws;
    EXPECT_NEAR(by_need, by_use, 1e-4 * by_use);
    for (const double cut : b.losses.deepest_cut) {
        EXPECT_GE(cut, 0);
        EXPECT_LE(cut, 1 + 1e-6);
    }
}

TEST(direct_losses, threads_change_no_digit) {
    const Bench& b = bench();
    const DirectLosses one = direct_losses(bench_april(), 0, Allocation::proportional, b.cells, kBenchDraws, b.count_week, 1);
    EXPECT_EQ(one.share, b.losses.share);
    EXPECT_EQ(one.lost, b.losses.lost);
    EXPECT_EQ(one.lost_by_need, b.losses.lost_by_need);
    EXPECT_EQ(one.deepest_cut, b.losses.deepest_cut);
}

TEST(use_cells, what_uses_claim_beyond_the_table_counts_whole) {
    const Bench& b = bench();
    IoTable poor = b.table;
    poor.value_added *= 0.01;
    const UseCells cells = make_use_cells(bench_april().world(), poor, b.industries);
    bool some = false;
    for (std::size_t slot = 0; slot < cells.cells.size(); ++slot) {
        EXPECT_GE(cells.whole(static_cast<int>(slot)), cells.claimed[slot]);
        some = some || cells.claimed[slot] > cells.value_added[slot];
    }
    EXPECT_TRUE(some);
}

TEST(use_cells, a_coarser_table_holds_several_industries_in_one) {
    const Bench& b = bench();
    ASSERT_GE(b.industries.list.size(), 3U);
    Industries industries = b.industries;
    industries.codes = {{"coarse", "x1", 0, {1, 2}}};
    IoTable coarse;
    coarse.places = b.table.places;
    coarse.industries = coarse.industry_names = {"x1"};
    coarse.output = coarse.value_added = Eigen::VectorXd::Ones(coarse.cells());
    const UseCells cells = make_use_cells(bench_april().world(), coarse, industries);
    for (std::size_t use = 0; use < cells.cells_of_use.size(); ++use) {
        const int industry = industries.of_use[static_cast<std::size_t>(bench_april().world().uses[use].end_use)];
        ASSERT_EQ(cells.cells_of_use[use].size(), industry < 3 ? 1U : 0U);
        if (industry < 3) {
            EXPECT_EQ(coarse.place_of(cells.cells_of_use[use][0].cell), bench_april().world().uses[use].place);
        }
    }
}

}  // namespace
}  // namespace countervail
