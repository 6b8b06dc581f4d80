// SPDX-License-Identifier: Apache-2.0
// The index against published programs' output, against a plain restatement of its equations, and its laws.
// covers: loss_wave, supplier_network
#include "cascade/systemic_risk.h"

#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <algorithm>
#include <fstream>
#include <functional>
#include <numeric>
#include <sstream>

#include "cascade/network_samples.h"

namespace countervail {
namespace {

std::vector<int> all_firms(const SupplierNetwork& network) {
    std::vector<int> all(network.firms.size());
    std::iota(all.begin(), all.end(), 0);
    return all;
}

SystemicRiskOptions weighed_by_larger(const SupplierNetwork& network) {
    SystemicRiskOptions options;
    options.markets = false;
    options.weights = larger(network.sales(), network.purchases());
    return options;
}

/// The equations as they stand, every firm in every round, from the state before it.
struct Plain {
    std::vector<double> down, up;
    int rounds = 0;
};

double plain_sigma(const SupplierNetwork& network, const SystemicRiskOptions& options, const std::vector<double>& output, const std::vector<double>& down, std::size_t firm) {
    const int market = network.firms[firm].industry;
    if (!options.markets || market < 0) return 1;
    double left = 0;
    for (std::size_t other = 0; other < output.size(); ++other) {
        if (network.firms[other].industry == market) left += output[other] * (1 - down[other]);
    }
    return left > output[firm] ? output[firm] / left : 1;
}

Plain plain_cascade(const SupplierNetwork& network, const SystemicRiskOptions& options, const std::vector<FirmShock>& shocks, double stop_at) {
    const std::size_t n = network.firms.size();
    const std::vector<double> sales = network.sales(), purchases = network.purchases();
    std::vector<double> output = sales, inputs = purchases, shock(n, 0.0);
    for (std::size_t i = 0; i < n; ++i) {
        if (!options.output.empty()) output[i] = std::max(sales[i], options.output[i]);
        if (!options.inputs.empty()) inputs[i] = std::max(purchases[i], options.inputs[i]);
    }
    for (const FirmShock& each : shocks) shock[static_cast<std::size_t>(each.firm)] = each.lost;
    Plain now{shock, shock, 0};
    for (;;) {
        std::vector<double> sigma(n), linear(n, 0.0), up(n, 0.0);
        for (std::size_t i = 0; i < n; ++i) sigma[i] = plain_sigma(network, options, output, now.down, i);
        std::vector<std::vector<double>> lost(n, std::vector<double>(network.sectors.size() + 1, 0.0)), whole = lost;
        std::vector<std::vector<char>> essential(n, std::vector<char>(network.sectors.size() + 1, 0));
        for (const SupplierLink& link : network.links) {
            const auto supplier = static_cast<std::size_t>(link.supplier), customer = static_cast<std::size_t>(link.customer), sector = static_cast<std::size_t>(link.sector + 1);
            const int user = network.firms[customer].industry;
            const InputClass kind = options.classes.empty() || link.sector < 0 || user < 0 ? options.otherwise : options.classes[static_cast<std::size_t>(link.sector) * network.sectors.size() + static_cast<std::size_t>(user)];
            if (kind == InputClass::replaceable) linear[customer] += sigma[supplier] * link.value / inputs[customer] * now.down[supplier];
            essential[customer][sector] = kind == InputClass::essential;
            whole[customer][sector] += link.value;
            lost[customer][sector] += sigma[supplier] * link.value * now.down[supplier];
            up[supplier] += link.value / output[supplier] * now.up[customer];
        }
        Plain next{shock, shock, now.rounds + 1};
        double moved = 0;
        for (std::size_t i = 0; i < n; ++i) {
            next.down[i] = std::max(next.down[i], linear[i]);
            for (std::size_t k = 0; k < whole[i].size(); ++k) {
                if (essential[i][k]) next.down[i] = std::max(next.down[i], lost[i][k] / whole[i][k]);
            }
            next.up[i] = std::max(next.up[i], up[i]);
            moved = std::max({moved, std::abs(next.down[i] - now.down[i]), std::abs(next.up[i] - now.up[i])});
        }
        now = next;
        if (moved < stop_at || now.rounds > 200'000) return now;
    }
}

TEST(SystemicRisk, ElevenFirmsWithoutReplacementAreAsPublished) {
    const SupplierNetwork network = eleven_firms();
    const double linear[] = {5, 5, 3, 6, 3, 6, 6, 4, 2, 3, 5}, essential[] = {10, 10, 8, 15, 7, 16, 14, 12, 6, 6, 10};
    for (const bool all_essential : {false, true}) {
        SystemicRiskOptions options = weighed_by_larger(network);
        if (all_essential) options.otherwise = InputClass::essential;
        const auto index = SystemicRisk(network, options).of_each(all_firms(network), 2);
        for (std::size_t i = 0; i < 11; ++i) EXPECT_NEAR(index[i].both, all_essential ? essential[i] / 36 : linear[i] / 18, 1e-15) << "firm " << i + 1;
    }
}

// Firm 3 stops (GLcascade's algorithm; down-losses of firms 1, 2 and 6).
TEST(SystemicRisk, ThirdFirmSpreadsAsPublished) {
    const SupplierNetwork network = eleven_firms();
    SystemicRiskOptions options = weighed_by_larger(network);
    const std::vector<FirmShock> shock{{2, 1.0}};
    FailureSpread spread = SystemicRisk(network, options).spread(shock);
    EXPECT_NEAR(spread.down[0], 0.25, 1e-15);
    EXPECT_NEAR(spread.down[5], 0.5, 1e-15);
    EXPECT_NEAR(spread.index.both, 1.0 / 6, 1e-15);
    options.markets = true;
    spread = SystemicRisk(network, options).spread(shock);
    EXPECT_NEAR(spread.down[0], 0.0454545454545454, 1e-15);
    EXPECT_NEAR(spread.down[1], 0.0454545454545454, 1e-15);
    EXPECT_NEAR(spread.down[5], 1.0 / 6, 1e-15);
    EXPECT_NEAR(spread.index.both, 0.084175084175084, 1e-15);
    options.markets = false;
    options.otherwise = InputClass::essential;
    spread = SystemicRisk(network, options).spread(shock);
    EXPECT_NEAR(spread.down[0], 0.5, 1e-15);
    EXPECT_NEAR(spread.index.both, 2.0 / 9, 1e-15);
}

// The case of mixed classes that ESRIcascade.jl holds against fastcascade 0.9.3.1 (tests of that package): 6 firms, 3 sectors.
TEST(SystemicRisk, MixedClassesAreAsPublished) {
    const double value[6][6] = {{0, 3, 2, 7, 5, 11}, {4, 0, 9, 1, 8, 6}, {10, 2, 0, 4, 3, 7}, {6, 5, 1, 0, 9, 2}, {8, 3, 6, 10, 0, 4}, {2, 7, 5, 3, 11, 0}};
    std::vector<std::pair<int, int>> links;
    std::vector<double> values;
    for (int i = 0; i < 6; ++i) {
        for (int j = 0; j < 6; ++j) {
            if (i == j) continue;
            links.push_back({i + 1, j + 1});
            values.push_back(value[i][j]);
        }
    }
    const SupplierNetwork network = network_of({1, 2, 3, 1, 2, 3}, links, values);
    SystemicRiskOptions options;
    const auto e = InputClass::essential, r = InputClass::replaceable, x = InputClass::negligible;
    options.classes = {e, r, x, x, e, r, r, x, e};
    const std::vector<FirmShock> shock{{0, 1.0}};
    const FailureSpread spread = SystemicRisk(network, options).spread(shock);
    EXPECT_NEAR(spread.index.down, 0.50687988214742541, 1e-12);
    const double health[] = {0.0, 0.6, 0.7894068197483480, 0.0, 0.6111111111111110, 0.8786670560685980};
    for (std::size_t i = 0; i < 6; ++i) EXPECT_NEAR(1 - spread.down[i], health[i], 1e-12);
}

/// Every table of the file of printed answers, in order: its heading and its rows of numbers.
struct PrintedTable {
    std::string heading;
    std::vector<std::vector<double>> rows;
};

std::vector<PrintedTable> printed_tables(std::istream& stream) {
    std::vector<PrintedTable> tables;
    std::string section;
    for (std::string line; std::getline(stream, line);) {
        if (line.starts_with("==") || line.starts_with("mode")) section = line;
        if (line.find("ESRI_") != std::string::npos) tables.push_back({section + (line.find("ESRI_T") != std::string::npos ? " rounds" : ""), {}});
        const std::size_t bracket = line.find(",]");
        if (bracket == std::string::npos || tables.empty()) continue;
        std::istringstream cells(line.substr(bracket + 2));
        std::vector<double> row;
        for (double cell; cells >> cell;) row.push_back(cell);
        tables.back().rows.push_back(std::move(row));
    }
    return tables;
}

TEST(SystemicRisk, EveryPrintedAnswerIsReproduced) {
    std::ifstream stream(std::string(COUNTERVAIL_SOURCE_DIR) + "/../shared/oracles/economy/esri_expected.txt");
    if (!stream) GTEST_SKIP() << "the file of printed answers is not here";
    int compared = 0;
    for (const PrintedTable& table : printed_tables(stream)) {
        ASSERT_EQ(table.rows.size(), 11u) << table.heading;
        const bool eleven = table.heading.starts_with("== 11-firm");
        const SupplierNetwork network = eleven ? eleven_firms() : glcascade_example();
        for (const double stop_at : {0.0, 0.01}) {
            SystemicRiskOptions options;
            if (eleven) options.weights = larger(network.sales(), network.purchases());
            options.stop_at = stop_at;
            options.markets = table.heading.find("TRUE") != std::string::npos && eleven;
            if (table.heading.find("mode 2") != std::string::npos) options.otherwise = InputClass::essential;
            const auto index = SystemicRisk(network, options).of_each(all_firms(network), 3);
            for (std::size_t i = 0; i < 11; ++i) {
                const std::vector<double>& row = table.rows[i];
                if (table.heading.ends_with("rounds")) {
                    EXPECT_NEAR(index[i].both, row[1], 1e-14) << table.heading << " firm " << i + 1;
                    if (stop_at > 0) {
                        EXPECT_EQ(index[i].rounds, static_cast<int>(row[2])) << table.heading << " firm " << i + 1;
                    }
                } else {
                    EXPECT_NEAR(index[i].both, row[0], 1e-14) << table.heading << " firm " << i + 1;
                    EXPECT_NEAR(index[i].down, row[1], 1e-14) << table.heading << " firm " << i + 1;
                    EXPECT_NEAR(index[i].up, row[2], 1e-14) << table.heading << " firm " << i + 1;
                }
                ++compared;
            }
        }
    }
    EXPECT_EQ(compared, 12 * 11 * 2);
}

TEST(SystemicRisk, AgreesWithThePlainRestatement) {
    for (std::uint64_t seed = 1; seed <= 24; ++seed) {
        const SupplierNetwork network = random_network(60, 60 + static_cast<int>(seed) * 12, seed % 3 == 0 ? 0 : 7, seed);
        SystemicRiskOptions options;
        options.markets = seed % 2 == 0;
        if (seed % 4 != 1) options.output = larger(network.sales(), network.purchases(), 1.2);
        if (seed % 4 > 1) options.inputs = larger(network.purchases(), network.purchases(), 1.1);
        if (seed % 3 == 1) options.classes = random_classes(network.sectors.size(), seed);
        if (seed % 6 == 5) options.otherwise = InputClass::essential;
        const SystemicRisk risk(network, options);
        options.stop_at = 0.01;
        const SystemicRisk published(network, options);
        for (int firm = 0; firm < 60; firm += 13) {
            const std::vector<FirmShock> shocks{{firm, 1.0}, {(firm + 7) % 60, 0.4}};
            const Plain fixed = plain_cascade(network, options, shocks, 1e-16), stopped = plain_cascade(network, options, shocks, 0.01);
            const FailureSpread spread = risk.spread(shocks), early = published.spread(shocks);
            EXPECT_TRUE(spread.index.converged);
            EXPECT_EQ(early.index.rounds, stopped.rounds) << "seed " << seed;
            for (std::size_t i = 0; i < 60; ++i) {
                EXPECT_NEAR(spread.down[i], fixed.down[i], 1e-11) << "seed " << seed << " firm " << i;
                EXPECT_NEAR(spread.up[i], fixed.up[i], 1e-11) << "seed " << seed << " firm " << i;
                EXPECT_NEAR(early.down[i], stopped.down[i], 1e-13) << "seed " << seed << " firm " << i;
                EXPECT_NEAR(early.up[i], stopped.up[i], 1e-13) << "seed " << seed << " firm " << i;
            }
        }
    }
}

// Where nearly everything stays within the list, rounds settle slowly; the answer is still that of the linear system.
TEST(SystemicRisk, NearlyClosedNetworksAreSolvedToo) {
    const SupplierNetwork network = random_network(300, 2400, 0, 5);
    const std::vector<double> sales = network.sales();
    SystemicRiskOptions options;
    options.output = sales;
    for (double& each : options.output) each *= 1.0001;
    const auto n = static_cast<Eigen::Index>(network.firms.size());
    const std::vector<FirmShock> shock{{17, 1.0}};
    const FailureSpread spread = SystemicRisk(network, options).spread(shock);
    Eigen::MatrixXd system = Eigen::MatrixXd::Identity(n, n);
    for (const SupplierLink& link : network.links) {
        if (link.supplier != 17) system(link.supplier, link.customer) -= link.value / options.output[static_cast<std::size_t>(link.supplier)];
    }
    Eigen::VectorXd right = Eigen::VectorXd::Zero(n);
    right(17) = 1;
    const Eigen::VectorXd up = system.partialPivLu().solve(right);
    EXPECT_TRUE(spread.index.converged);
    EXPECT_LT(spread.index.rounds, 2000);
    for (Eigen::Index i = 0; i < n; ++i) EXPECT_NEAR(spread.up[static_cast<std::size_t>(i)], up(i), 1e-10);
}

// A circle that nothing leaves holds any loss for ever: the right one is that of its own shock, whatever happens elsewhere.
TEST(SystemicRisk, ClosedCirclesKeepToTheirOwnShock) {
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        SupplierNetwork network = random_network(60, 300, 0, seed);
        std::erase_if(network.links, [](const SupplierLink& link) { return link.customer >= 30 || link.supplier >= 30; });
        for (int firm = 0; firm < 30; ++firm) {
            network.links.push_back({firm, (firm + 1) % 30, -1, 3});                   // the closed circle
            network.links.push_back({30 + firm, 30 + (firm + 7) % 30, -1, 2});         // an open one beside it,
            network.links.push_back({30 + firm, firm, -1, 1});                         // which sells to the closed one as well
        }
        arrange_links(network);
        SystemicRiskOptions options;
        options.output = network.sales();
        for (std::size_t firm = 30; firm < 60; ++firm) options.output[firm] *= 1.3;
        const std::vector<FirmShock> alone{{4, 0.4}}, both{{4, 0.4}, {40, 0.9}};
        const SystemicRisk risk(network, options);
        for (const auto& shocks : {alone, both}) {
            const FailureSpread spread = risk.spread(shocks);
            EXPECT_TRUE(spread.index.converged);
            for (std::size_t firm = 0; firm < 30; ++firm) EXPECT_NEAR(spread.up[firm], 0.4, 1e-10) << "seed " << seed << " firm " << firm;
        }
    }
}

TEST(SystemicRisk, IsTheSameAtAnyNumberOfThreadsAndInAnyCompany) {
    const SupplierNetwork network = random_network(203, 1500, 9, 11);
    for (const double stop_at : {0.0, 0.01}) {
        SystemicRiskOptions options;
        options.output = larger(network.sales(), network.purchases());
        options.classes = random_classes(9, 3);
        options.stop_at = stop_at;
        const SystemicRisk risk(network, options);
        const auto one = risk.of_each(all_firms(network), 1), eight = risk.of_each(all_firms(network), 8);
        for (int firm = 0; firm < network.size(); ++firm) {
            const auto at = static_cast<std::size_t>(firm);
            EXPECT_EQ(one[at].both, eight[at].both);
            const std::vector<FirmShock> shock{{firm, 1.0}};
            EXPECT_NEAR(risk.spread(shock).index.both, one[at].both, 1e-12);
        }
    }
}

TEST(SystemicRisk, MoreFailuresNeverCostLessAndLossesAreShares) {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const SupplierNetwork network = random_network(80, 400, 6, seed);
        SystemicRiskOptions options;
        options.output = larger(network.sales(), network.purchases());
        options.classes = random_classes(6, seed);
        const SystemicRisk risk(network, options);
        std::vector<FirmShock> shocks;
        FailureSpread before;
        for (int more = 0; more < 6; ++more) {
            shocks.push_back({static_cast<int>(80 * uniform(seed, 9, static_cast<std::uint32_t>(more), 0)), more % 2 == 0 ? 1.0 : 0.5});
            const FailureSpread now = risk.spread(shocks);
            for (std::size_t i = 0; i < 80; ++i) {
                EXPECT_GE(now.down[i], 0);
                EXPECT_LE(now.down[i], 1);
                EXPECT_GE(now.up[i], 0);
                EXPECT_LE(now.up[i], 1);
                if (more == 0) continue;
                EXPECT_GE(now.down[i], before.down[i] - 1e-12);
                EXPECT_GE(now.up[i], before.up[i] - 1e-12);
            }
            before = now;
        }
    }
}

TEST(SystemicRisk, NamesAndBystandersChangeNothing) {
    const SupplierNetwork network = random_network(70, 350, 5, 21);
    SystemicRiskOptions options;
    options.classes = random_classes(5, 4);
    options.output = larger(network.sales(), network.purchases());
    const auto before = SystemicRisk(network, options).of_each(all_firms(network), 1);

    SupplierNetwork turned = network;   // firm i becomes firm 69 − i
    std::reverse(turned.firms.begin(), turned.firms.end());
    for (SupplierLink& link : turned.links) link = {69 - link.supplier, 69 - link.customer, link.sector, link.value};
    arrange_links(turned);
    SystemicRiskOptions turned_options = options;
    std::reverse(turned_options.output.begin(), turned_options.output.end());
    const auto after = SystemicRisk(turned, turned_options).of_each(all_firms(turned), 1);
    for (std::size_t i = 0; i < 70; ++i) EXPECT_NEAR(after[69 - i].both, before[i].both, 1e-12);

    SupplierNetwork wider = network;    // a firm without links and without output
    SupplierFirm alone;
    alone.id = "alone";
    alone.industry = 2;
    wider.firms.push_back(alone);
    arrange_links(wider);
    SystemicRiskOptions wider_options = options;
    wider_options.output.push_back(0);
    const auto beside = SystemicRisk(wider, wider_options).of_each(all_firms(wider), 1);
    for (std::size_t i = 0; i < 70; ++i) EXPECT_NEAR(beside[i].both, before[i].both, 1e-13);
    EXPECT_EQ(beside[70].both, 0);
}

TEST(SystemicRisk, ClosedRingFallsWhole) {
    const SupplierNetwork network = network_of({1, 2, 3, 4}, {{1, 2}, {2, 3}, {3, 4}, {4, 1}});
    const SystemicRisk risk(network, {});
    EXPECT_EQ(risk.without_outside_sales(), 4);
    const std::vector<int> first{0};
    EXPECT_EQ(risk.of_each(first, 1)[0].both, 1);
}

TEST(SystemicRisk, RoundsThatRunOutAreToldNotHidden) {
    const SupplierNetwork network = random_network(60, 500, 4, 2);
    SystemicRiskOptions options;
    options.most_rounds = 2;
    const std::vector<FirmShock> shock{{3, 1.0}};
    EXPECT_FALSE(SystemicRisk(network, options).spread(shock).index.converged);
    options.stop_at = 1e-9;
    EXPECT_FALSE(SystemicRisk(network, options).spread(shock).index.converged);
}

TEST(SupplierNetwork, SameLinksAreAddedUpAndOrderDoesNotMatter) {
    const SupplierNetwork network = network_of({1, 2, 1}, {{1, 2}, {3, 2}, {1, 2}, {2, 3}}, {1, 2, 4, 8});
    ASSERT_EQ(network.links.size(), 3u);
    EXPECT_EQ(network.links[0].value, 5);
    EXPECT_EQ(network.sales(), (std::vector<double>{5, 8, 2}));
    EXPECT_EQ(network.purchases(), (std::vector<double>{0, 7, 8}));
    EXPECT_EQ(network.firm("3"), 2);
    EXPECT_EQ(network.firm("4"), -1);
    for (std::size_t firm = 0; firm < 3; ++firm) {
        for (std::size_t at = network.sales_of[firm]; at < network.sales_of[firm + 1]; ++at) EXPECT_EQ(network.links[network.sale_links[at]].supplier, static_cast<int>(firm));
    }
}

}  // namespace
}  // namespace countervail
