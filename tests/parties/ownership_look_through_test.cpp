// SPDX-License-Identifier: Apache-2.0
// covers: ownership_loops
// Look-through shares against the closed form: one dense system over all entities, solved by Eigen.
#include "parties/ownership_look_through.h"

#include <Eigen/Dense>
#include <cstring>

#include "parties/ownership_loops.h"
#include "parties/ownership_samples.h"

namespace countervail {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr std::int64_t kPercent = Share::kWholeUnits / 100;

struct Solved {
    Solved(const PlainGraph& plain, const std::set<int>& listed_entities, int threads = 1)
        : holdings(holdings_of(plain)), graph(holdings, day("2025-10-15")), listed(numbers_of(holdings, listed_entities)) {
        auto solved = look_through(graph, listed, threads);
        if (!solved) throw std::runtime_error(to_text(solved.error()));
        answer = std::move(*solved);
    }
    double share(int entity) const { return answer.share[static_cast<std::size_t>(graph.find(entity_name(entity)).value())]; }

    Holdings holdings;
    OwnershipGraph graph;
    std::vector<int> listed;
    LookThrough answer;
};

/// y = (I - W)^-1 s over the unlisted entities.
Eigen::VectorXd closed_form(const Solved& solved) {
    const auto n = static_cast<Eigen::Index>(solved.graph.entities());
    Eigen::VectorXd is_listed = Eigen::VectorXd::Zero(n);
    for (const int entity : solved.listed) is_listed[entity] = 1;
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Identity(n, n);
    Eigen::VectorXd right = is_listed;
    for (int entity = 0; entity < solved.graph.entities(); ++entity) {
        if (is_listed[entity] > 0) continue;
        for (std::size_t at = solved.graph.first_into(entity); at < solved.graph.last_into(entity); ++at) {
            const double part = solved.graph.at_least(at).decimal().to_double();
            const int owner = solved.graph.owner(at);
            if (is_listed[owner] > 0)
                right[entity] += part;
            else
                matrix(entity, owner) -= part;
        }
    }
    return matrix.partialPivLu().solve(right);
}

double furthest(const Solved& solved) {
    const Eigen::VectorXd expected = closed_form(solved);
    double most = 0;
    for (int entity = 0; entity < solved.graph.entities(); ++entity)
        most = std::max(most, std::fabs(expected[entity] - solved.answer.share[static_cast<std::size_t>(entity)]));
    return most;
}

/// Every entity is held by up to `holders` others, which have 95 % of it at most: no loop is closed.
PlainGraph open_graph(Dice& dice, int entities, int holders) {
    PlainGraph graph = random_graph(dice, entities, holders, 0);
    for (PlainHolding& each : graph) each.least = each.most = each.least / 100 * 95;
    return graph;
}

TEST(LookThrough, MultipliesAlongChainsAndAddsOverPaths) {
    // 0 is listed, has 49 % of 1 and 10 % of 2; 1 has 80 % of 2; 2 has all of 3.
    const Solved solved({{0, 1, 49 * kPercent, 49 * kPercent}, {0, 2, 10 * kPercent, 10 * kPercent}, {1, 2, 80 * kPercent, 80 * kPercent},
                         {2, 3, 100 * kPercent, 100 * kPercent}}, {0});
    EXPECT_DOUBLE_EQ(solved.share(0), 1);
    EXPECT_DOUBLE_EQ(solved.share(1), 0.49);
    EXPECT_DOUBLE_EQ(solved.share(2), 0.1 + 0.8 * 0.49);
    EXPECT_DOUBLE_EQ(solved.share(3), 0.1 + 0.8 * 0.49);
    EXPECT_THAT(solved.answer.without_outside_owner, IsEmpty());
}

TEST(LookThrough, StopsAtAListedPartyAndIsNotTheCascade) {
    // 0 and 1 are listed; what 0 has of 1 adds nothing behind 1. 2 is half-owned, so the cascade would count it whole.
    const Solved solved({{0, 1, 70 * kPercent, 70 * kPercent}, {1, 2, 50 * kPercent, 50 * kPercent}, {2, 3, 50 * kPercent, 50 * kPercent}}, {0, 1});
    EXPECT_DOUBLE_EQ(solved.share(1), 1);
    EXPECT_DOUBLE_EQ(solved.share(2), 0.5);
    EXPECT_DOUBLE_EQ(solved.share(3), 0.25);
    const auto findings = apply_ownership_rule(solved.graph, solved.listed, {dec("0.5"), true, true});
    EXPECT_EQ(findings.status(solved.graph.find(entity_name(3)).value()), OwnershipStatus::caught);
}

TEST(LookThrough, ACrossHoldingIsAGeometricSeries) {
    // 1 and 2 hold 40 % of each other; the listed 0 has 30 % of 1: y1 = 0.3 + 0.4 y2, y2 = 0.4 y1.
    const Solved solved({{0, 1, 30 * kPercent, 30 * kPercent}, {1, 2, 40 * kPercent, 40 * kPercent}, {2, 1, 40 * kPercent, 40 * kPercent}}, {0});
    EXPECT_NEAR(solved.share(1), 0.3 / 0.84, 1e-15);
    EXPECT_NEAR(solved.share(2), 0.12 / 0.84, 1e-15);
    EXPECT_EQ(solved.answer.largest_loop, 2);
}

TEST(LookThrough, AClosedLoopHasNoOutsideOwner) {
    // 1 and 2 own each other wholly, 3 is wholly theirs, 4 is half theirs; 0 is listed and has the other half of 4.
    const std::int64_t all = Share::kWholeUnits, half = all / 2;
    const Solved solved({{1, 2, all, all}, {2, 1, all, all}, {1, 3, half, half}, {2, 3, half, half}, {3, 4, half, half}, {0, 4, half, half}}, {0});
    const auto number = [&](int entity) { return solved.graph.find(entity_name(entity)).value(); };
    EXPECT_THAT(solved.answer.without_outside_owner, UnorderedElementsAre(number(1), number(2), number(3)));
    EXPECT_DOUBLE_EQ(solved.share(1), 0);
    EXPECT_DOUBLE_EQ(solved.share(3), 0);
    EXPECT_DOUBLE_EQ(solved.share(4), 0.5);
    const Solved listed({{1, 2, all, all}, {2, 1, all, all}}, {1});   // a listed member opens the loop
    EXPECT_THAT(listed.answer.without_outside_owner, IsEmpty());
    EXPECT_DOUBLE_EQ(listed.share(2), 1);
}

TEST(LookThrough, ANearlyClosedLoopIsExact) {
    // All but a millionth of a millionth is theirs; the listed 0 has that of 1, so everything is in the end its own.
    const std::int64_t all = Share::kWholeUnits;
    const Solved solved({{1, 2, all, all}, {2, 1, all - 1, all - 1}, {0, 1, 1, 1}}, {0});
    EXPECT_NEAR(solved.share(1), 1, 1e-15);
    EXPECT_NEAR(solved.share(2), 1, 1e-15);
    const Solved shared({{1, 2, all, all}, {2, 1, all - 4, all - 4}, {0, 1, 1, 1}, {3, 1, 3, 3}}, {0});
    EXPECT_NEAR(shared.share(1), 0.25, 1e-15);
}

TEST(LookThrough, EqualsTheClosedFormOnRandomGraphs) {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        Dice dice(seed);
        const int entities = 2 + dice.below(60);
        const PlainGraph graph = open_graph(dice, entities, 1 + dice.below(5));
        if (graph.empty()) continue;
        const Solved solved(graph, random_listing(dice, entities, 0.15));
        ASSERT_LE(furthest(solved), 1e-12) << "seed " << seed;
    }
}

TEST(LookThrough, EqualsTheClosedFormWhereGroupsAreSwept) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        Dice dice(seed + 500);
        const Solved solved(open_graph(dice, 1200, 6), random_listing(dice, 1200, 0.05));
        EXPECT_GT(solved.answer.largest_loop, 500);
        EXPECT_GT(solved.answer.sweeps, 0);
        EXPECT_LE(solved.answer.error_bound, 1e-13);
        EXPECT_LE(furthest(solved), 1e-12) << "seed " << seed;
    }
}

TEST(LookThrough, ALongLadderOfMutualHoldingsIsEliminated) {
    // Each entity is half-owned by each neighbour; a listed party at one end, an outsider at the other: y falls evenly.
    constexpr int kRungs = 5000;
    PlainGraph graph;
    const std::int64_t half = Share::kWholeUnits / 2;
    for (int i = 1; i <= kRungs; ++i) {
        graph.push_back({i - 1, i, half, half});
        graph.push_back({i + 1, i, half, half});
    }
    const Solved solved(graph, {0});
    EXPECT_EQ(solved.answer.sweeps, 0);
    for (int i = 1; i <= kRungs; i += 7) ASSERT_NEAR(solved.share(i), 1 - static_cast<double>(i) / (kRungs + 1), 1e-13);
}

TEST(LookThrough, SameBytesAtAnyNumberOfThreadsAndInAnyOrderOfRows) {
    Dice dice(77);
    PlainGraph graph = open_graph(dice, 40000, 5);
    const auto listed = random_listing(dice, 40000, 0.02);
    const Solved one(graph, listed, 1);
    ASSERT_GT(one.answer.sweeps, 0);
    for (const int threads : {2, 3, 8}) {
        const auto other = look_through(one.graph, one.listed, threads).value();
        EXPECT_EQ(std::memcmp(other.share.data(), one.answer.share.data(), other.share.size() * sizeof(double)), 0);
    }
    std::reverse(graph.begin(), graph.end());
    const Solved reversed(graph, listed, 4);
    ASSERT_EQ(reversed.answer.share.size(), one.answer.share.size());
    EXPECT_EQ(std::memcmp(reversed.answer.share.data(), one.answer.share.data(), one.answer.share.size() * sizeof(double)), 0);
}

TEST(LookThrough, ARaisedShareNeverLowersAnEntity) {
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        Dice dice(seed + 900);
        const int entities = 3 + dice.below(20);
        PlainGraph graph = open_graph(dice, entities, 3);
        if (graph.empty()) continue;
        const auto listed = random_listing(dice, entities, 0.2);
        const Solved before(graph, listed);
        PlainHolding& one = graph[static_cast<std::size_t>(dice.below(static_cast<int>(graph.size())))];
        one.least = one.most = one.least + 4 * kPercent;
        const Solved after(graph, listed);
        for (std::size_t i = 0; i < before.answer.share.size(); ++i) ASSERT_GE(after.answer.share[i], before.answer.share[i] - 1e-14);
    }
}

TEST(OwnershipLoops, SweepsAndEliminationAgreeAndSayWhenTheyCannot) {
    OwnershipLoop loop;   // a ring of three, each with 60 % of the next, 10 % flowing in
    for (const std::int32_t holder : {2, 0, 1}) {
        loop.holder.push_back(holder);
        loop.share.push_back(0.6);
        loop.inflow.push_back(0.1);
        loop.rest.push_back(0.3);
        loop.begin.push_back(loop.holder.size());
    }
    const auto eliminated = eliminate_loop(loop, 100);
    const auto swept = sweep_loop(loop, 2, 1000, 1e-14);
    ASSERT_TRUE(eliminated && swept);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_NEAR(eliminated->share[i], 0.25, 1e-15);
        EXPECT_NEAR(swept->share[i], 0.25, 1e-14);
    }
    EXPECT_FALSE(sweep_loop(loop, 1, 3, 1e-14));
    EXPECT_NEAR(sweep_loop(loop, 1, 3, 1e-14).error(), 0.6 * 0.6 * 0.6, 1e-15);
    EXPECT_FALSE(eliminate_loop(loop, 1));
}

}  // namespace
}  // namespace countervail
