// SPDX-License-Identifier: Apache-2.0
// covers: ario_block, ario_table, ario_rebuild
#include "propagation/ario.h"

#include <gtest/gtest.h>

#include <chrono>

#include "propagation/ario_economies.h"
#include "propagation/event.h"
#include "propagation/plain_ario.h"

namespace countervail {

namespace {

using ario_economies::number;
using ario_economies::rows_of;
using ario_economies::shared;

std::unique_ptr<Propagation> model_of(const IoTable& table, const PropagationOptions& options = {}) {
    auto model = make_ario(table, options);
    EXPECT_TRUE(model) << to_text(model ? Errors{} : model.error());
    return std::move(*model);
}

double largest_difference(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b) {
    double worst = 0;
    for (Eigen::Index i = 0; i < a.size(); ++i) worst = std::max(worst, std::abs(a.data()[i] - b.data()[i]) / std::max(1.0, std::abs(b.data()[i])));
    return worst;
}

/// Columns of a published file are sorted by region and sector.
Eigen::MatrixXd published(const IoTable& table, const std::string& file) {
    const auto rows = rows_of(shared("oracles/economy/" + file));
    constexpr std::size_t kHead = 3;
    Eigen::MatrixXd path(table.cells(), static_cast<int>(rows.size() - kHead));
    for (std::size_t column = 1; column < rows[0].size(); ++column) {
        const int cell = table.cell(table.place(rows[0][column]), table.industry(rows[1][column]));
        for (std::size_t step = 0; step + kHead < rows.size(); ++step) path(cell, static_cast<int>(step)) = number(rows[step + kHead][column]) * 365;
    }
    return path;
}

/// Final demand not met, by user: each industry rations its users alike.
double unmet_by_user(const IoTable& table, const Eigen::VectorXd& unmet, int column) {
    const Eigen::VectorXd total = table.final_total();
    double sum = 0;
    for (int cell = 0; cell < table.cells(); ++cell)
        if (total[cell] != 0) sum += unmet[cell] * table.final_demand(cell, column) / total[cell];
    return sum;
}

ShockEvent half_of(const IoTable& table, const std::string& place, const std::string& industry, int duration) {
    return {.losses = {{table.cell(table.place(place), table.industry(industry)), 0.5}}, .from = 5, .duration = duration, .recovery_days = 30};
}

class PublishedRun : public testing::TestWithParam<int> {};

TEST_P(PublishedRun, IsReproducedDayByDay) {
    if (!std::filesystem::exists(shared("oracles/economy"))) GTEST_SKIP() << "no ../shared/oracles/economy beside the source tree";
    const IoTable table = ario_economies::three_regions();
    const auto shock = shock_of({half_of(table, "reg1", "manufactoring", GetParam())}, table, {}, 365);
    ASSERT_TRUE(shock);
    const PropagationPath path = run_one(*model_of(table), *shock);
    const std::string name = "boario_arb50_" + std::to_string(GetParam()) + "d_";
    EXPECT_LT(largest_difference(path.output, published(table, name + "production.csv")), 1e-9);
    EXPECT_LT(largest_difference(path.capacity, published(table, name + "capacity.csv")), 1e-9);
    const auto unmet = rows_of(shared("oracles/economy/" + name + "fd_unmet.csv"));
    for (std::size_t column = 1; column < unmet[0].size(); ++column) {
        int use = 0;
        while (table.final_uses[static_cast<std::size_t>(use)] != unmet[1][column]) ++use;
        const int user = table.place(unmet[0][column]) * static_cast<int>(table.final_uses.size()) + use;
        for (int step = 0; step < 365; ++step) {
            const double seen = number(unmet[static_cast<std::size_t>(step) + 3][column]);
            EXPECT_NEAR(unmet_by_user(table, path.final_unmet.col(step), user) / 365, seen, std::max(1e-9 * std::abs(seen), 1e-6)) << "day " << step;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Ario, PublishedRun, testing::Values(60, 120));

TEST(Ario, AgreesWithThePlainModelOnWiod) {
    if (!std::filesystem::exists(shared("data/wiod2013_mrio"))) GTEST_SKIP() << "no ../shared/data/wiod2013_mrio beside the source tree";
    const IoTable table = ario_economies::wiod_2011();
    const auto shock = shock_of({half_of(table, "CHN", "c14", 20), half_of(table, "DEU", "c15", 8)}, table, {}, 40);
    ASSERT_TRUE(shock);
    const PropagationOptions options{.inventory_days = 12, .threads = 4};
    const PropagationPath fast = run_one(*model_of(table, options), *shock), plain = plain_ario::run(table, options, *shock);
    EXPECT_LT(largest_difference(fast.output, plain.output), 1e-9);
    EXPECT_LT(largest_difference(fast.capacity, plain.capacity), 1e-9);
    EXPECT_LT(largest_difference(fast.final_unmet, plain.final_unmet), 1e-9);
}

}  // namespace

}  // namespace countervail
