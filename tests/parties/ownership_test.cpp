// SPDX-License-Identifier: Apache-2.0
// The rules on cases that can be checked by hand, and against a plain restatement on random graphs.
#include <algorithm>
#include <functional>

#include "parties/ownership_samples.h"

namespace countervail {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const OwnershipRule kSumAndCascade{Decimal::parse("0.5").value(), true, true};
const OwnershipRule kOneHolderDirectly{Decimal::parse("0.5").value(), false, false};

struct Case {
    explicit Case(const std::string& rows, const std::vector<std::string>& listed_names = {"L"}, const OwnershipRule& rule = kSumAndCascade,
                  Date on = day("2025-10-15"))
        : holdings(read_holdings("owner,owned,share,from,until,kind\n" + rows, "holdings.csv").value()), graph(holdings, on) {
        for (const std::string& name : listed_names) listed.push_back(graph.find(name).value());
        findings = apply_ownership_rule(graph, listed, rule);
    }
    OwnershipStanding standing(const std::string& name) const { return findings.standing(graph.find(name).value()); }
    OwnershipStatus status(const std::string& name) const { return standing(name).status; }
    std::string trace(const std::string& name) const { return trace_text(findings, graph.find(name).value()); }
    std::vector<std::string> behind(const std::string& name) const {
        std::vector<std::string> names;
        for (const int entity : findings.listed_behind(graph.find(name).value())) names.emplace_back(graph.name(entity));
        return names;
    }

    Holdings holdings;
    OwnershipGraph graph;
    std::vector<int> listed;
    OwnershipFindings findings;
};

TEST(OwnershipRule, FiftyPercentIsCaughtAndFortyNineIsATie) {
    for (const OwnershipRule& rule : {kSumAndCascade, kOneHolderDirectly}) {
        const Case half("L,A,50 %,,,\nL,B,49 %,,,\nL,C,49.99999 %,,,\nL,D,0.5,,,\n", {"L"}, rule);
        EXPECT_EQ(half.status("A"), OwnershipStatus::caught);
        EXPECT_EQ(half.status("D"), OwnershipStatus::caught);
        EXPECT_EQ(half.status("C"), OwnershipStatus::not_caught);
        EXPECT_EQ(half.standing("C").sum, dec("0.4999999"));
        EXPECT_EQ(half.status("B"), OwnershipStatus::not_caught);
        EXPECT_TRUE(half.standing("B").minority_tie);
        EXPECT_FALSE(half.standing("A").minority_tie);
        EXPECT_EQ(half.status("L"), OwnershipStatus::listed);
    }
}

TEST(OwnershipRule, FortyNineOfAWhollyOwningBDoesNotCatchB) {
    const Case chain("L,A,49 %,,,\nA,B,100 %,,,\n");
    EXPECT_EQ(chain.status("A"), OwnershipStatus::not_caught);
    EXPECT_EQ(chain.status("B"), OwnershipStatus::not_caught);
    EXPECT_EQ(chain.standing("B").sum, Decimal());
    EXPECT_EQ(chain.standing("B").distance, 2);   // a tie all the same
    EXPECT_TRUE(chain.standing("B").any_tie());
    EXPECT_FALSE(chain.standing("B").minority_tie);
    EXPECT_EQ(chain.trace("B"), "\"A\" (not caught) holds 100 % of \"B\" (not caught) – holdings.csv:3\n"
                                "\"L\" (listed) holds 49 % of \"A\" (not caught) – holdings.csv:2\n");
    EXPECT_THAT(chain.behind("B"), IsEmpty());
}

TEST(OwnershipRule, SharesOfListedAndCaughtHoldersAddUp) {
    const std::string rows = "L,A,60 %,,,\nA,B,30 %,,,\nM,B,20 %,,,\nX,B,50 %,,,\n";
    const Case both(rows, {"L", "M"});
    EXPECT_EQ(both.status("B"), OwnershipStatus::caught);
    EXPECT_EQ(both.standing("B").sum, dec("0.5"));
    EXPECT_EQ(both.standing("B").round, 2);
    EXPECT_THAT(both.behind("B"), ElementsAre("L", "M"));
    EXPECT_EQ(both.trace("B"), "\"A\" (caught) holds 30 % of \"B\" (caught) – holdings.csv:3\n"
                               "\"M\" (listed) holds 20 % of \"B\" (caught) – holdings.csv:4\n"
                               "\"L\" (listed) holds 60 % of \"A\" (caught) – holdings.csv:2\n");
    EXPECT_EQ(Case(rows, {"L", "M"}, {dec("0.5"), true, false}).status("B"), OwnershipStatus::not_caught);   // only M counts
    EXPECT_EQ(Case(rows, {"L", "M"}, {dec("0.5"), false, true}).status("B"), OwnershipStatus::not_caught);   // neither alone
    EXPECT_EQ(Case(rows, {"L"}).status("B"), OwnershipStatus::not_caught);
}

TEST(OwnershipRule, OneHolderDirectlyNeitherSumsNorCascades) {
    const Case direct("L,A,100 %,,,\nA,B,100 %,,,\nL,C,30 %,,,\nM,C,30 %,,,\n", {"L", "M"}, kOneHolderDirectly);
    EXPECT_EQ(direct.status("A"), OwnershipStatus::caught);
    EXPECT_EQ(direct.status("B"), OwnershipStatus::not_caught);
    EXPECT_EQ(direct.status("C"), OwnershipStatus::not_caught);
    EXPECT_EQ(direct.standing("C").sum, dec("0.3"));
    const Case single("L,A,50 %,,,\nA,B,50 %,,,\nL,C,30 %,,,\nA,C,30 %,,,\n", {"L"}, {dec("0.5"), false, true});
    EXPECT_EQ(single.status("B"), OwnershipStatus::caught);
    EXPECT_EQ(single.status("C"), OwnershipStatus::not_caught);
}

TEST(OwnershipRule, ALoopCatchesNobodyByItself) {
    const Case loop("A,B,100 %,,,\nB,A,90 %,,,\nL,A,10 %,,,\n");
    EXPECT_EQ(loop.status("A"), OwnershipStatus::not_caught);
    EXPECT_EQ(loop.status("B"), OwnershipStatus::not_caught);
    const Case caught("A,B,60 %,,,\nB,A,50 %,,,\nL,A,50 %,,,\n");
    EXPECT_EQ(caught.standing("A").sum, Decimal(1));   // B counts too, once it is caught through A …
    EXPECT_EQ(caught.standing("A").round, 1);
    const auto steps = caught.findings.trace(caught.graph.find("A").value());
    ASSERT_EQ(steps.size(), 2U);
    EXPECT_EQ(std::count_if(steps.begin(), steps.end(), [](const OwnershipStep& step) { return step.decides; }), 1);   // … but is no reason
}

TEST(OwnershipRule, ControlWithoutEquityIsATieOnly) {
    const Case board("L,A,30 %,,,\nL,A,,,,control\nL,B,,,,control\nB,C,100 %,,,\n");
    EXPECT_EQ(board.status("A"), OwnershipStatus::not_caught);
    EXPECT_TRUE(board.standing("A").control_tie);
    EXPECT_TRUE(board.standing("A").minority_tie);
    EXPECT_EQ(board.status("B"), OwnershipStatus::not_caught);
    EXPECT_TRUE(board.standing("B").control_tie);
    EXPECT_FALSE(board.standing("B").minority_tie);
    EXPECT_THAT(board.trace("B"), HasSubstr("\"L\" (listed) controls without equity \"B\""));
    EXPECT_EQ(board.standing("C").distance, 2);
}

TEST(OwnershipRule, UnknownPercentagesDecideOnlyWhereTheyCan) {
    const Case unknown("L,A,,,,\n"                         // could be anything
                       "L,B,,,,\nX,B,51 %,,,\n"             // at most 49 %
                       "L,C,,,,\nX,C,50 %,,,\n"             // at most 50 %
                       "L,D,30 %,,,\nM,D,,,,\n"
                       "L,E,25-50 %,,,\nL,F,25-49 %,,,\nL,G,50-75 %,,,\n"
                       "A,H,60 %,,,\n",                     // caught if A is
                       {"L", "M"});
    EXPECT_EQ(unknown.status("A"), OwnershipStatus::unknown);
    EXPECT_EQ(unknown.standing("A").at_most, Decimal(1));
    EXPECT_EQ(unknown.status("B"), OwnershipStatus::not_caught);
    EXPECT_EQ(unknown.standing("B").at_most, dec("0.49"));
    EXPECT_TRUE(unknown.standing("B").minority_tie);
    EXPECT_EQ(unknown.status("C"), OwnershipStatus::unknown);
    EXPECT_EQ(unknown.status("D"), OwnershipStatus::unknown);
    EXPECT_EQ(unknown.status("E"), OwnershipStatus::unknown);
    EXPECT_EQ(unknown.status("F"), OwnershipStatus::not_caught);
    EXPECT_EQ(unknown.status("G"), OwnershipStatus::caught);
    EXPECT_EQ(unknown.status("H"), OwnershipStatus::unknown);
    EXPECT_EQ(unknown.trace("H"), "\"A\" (unknown) holds 60 % of \"H\" (unknown) – holdings.csv:12\n"
                                  "\"L\" (listed) holds an unknown percentage of \"A\" (unknown) – holdings.csv:2\n");
    EXPECT_THAT(unknown.behind("H"), ElementsAre("L"));
}

TEST(OwnershipRule, OutsideEveryIntervalTheGraphIsAsBefore) {
    const std::string rows = "L,A,40 %,,,\nM,A,10 %,2025-01-01,2025-07-01,\n";
    const auto on = [&](const char* date) { return Case(rows, {"L", "M"}, kSumAndCascade, day(date)).status("A"); };
    EXPECT_EQ(on("2024-12-31"), OwnershipStatus::not_caught);
    EXPECT_EQ(on("2025-01-01"), OwnershipStatus::caught);
    EXPECT_EQ(on("2025-06-30"), OwnershipStatus::caught);
    EXPECT_EQ(on("2025-07-01"), OwnershipStatus::not_caught);   // until is the first day out
}

TEST(OwnershipRule, TheTraceIsATableForAReport) {
    const Case chain("L,A,60 %,,,\nA,B,50 %,,,\n");
    const Table table = trace_table(chain.findings, chain.graph.find("B").value());
    ASSERT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(std::get<std::string>(table.rows[0][0]), "A");
    EXPECT_EQ(std::get<std::string>(table.rows[1][2]), "60 %");
    EXPECT_EQ(std::get<std::string>(table.rows[1][5]), "yes");
    EXPECT_EQ(std::get<std::string>(table.rows[1][7]), "holdings.csv:2");
}

// ---- laws, on random graphs with cross-holdings --------------------------------------------------------------------

std::set<int> engine_caught(const PlainGraph& plain, int entities, const std::set<int>& listed, const OwnershipRule& rule,
                            OwnershipStatus wanted = OwnershipStatus::caught) {
    const Holdings holdings = holdings_of(plain);
    const OwnershipGraph graph(holdings, day("2025-10-15"));
    const auto findings = apply_ownership_rule(graph, numbers_of(holdings, listed), rule);
    std::set<int> found;
    for (int entity = 0; entity < entities; ++entity) {
        const auto number = graph.find(entity_name(entity));
        if (number && findings.status(*number) == wanted) found.insert(entity);
    }
    return found;
}

TEST(OwnershipRuleProperties, AgreesWithThePlainRule) {
    std::size_t caught = 0;
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        Dice dice(seed);
        const int entities = 2 + dice.below(14);
        const PlainGraph graph = random_graph(dice, entities, 4, 0);
        const auto listed = random_listing(dice, entities, 0.2);
        for (const OwnershipRule& rule : all_rules()) {
            const auto expected = plainly_caught(graph, entities, listed, rule);
            ASSERT_EQ(engine_caught(graph, entities, listed, rule), expected) << "seed " << seed;
            caught += expected.size();
        }
    }
    EXPECT_GT(caught, 1000U);
}

/// Every way to fill in the unknown shares in tenths, with no entity held by more than 100 %.
void each_filling(PlainGraph& graph, std::size_t next, std::map<int, std::int64_t>& known, const std::function<void(const PlainGraph&)>& look) {
    while (next < graph.size() && graph[next].most == graph[next].least) ++next;
    if (next == graph.size()) return look(graph);
    const PlainHolding before = graph[next];
    for (std::int64_t part = 0; part <= Share::kWholeUnits - known[before.owned]; part += Share::kWholeUnits / 10) {
        graph[next].least = graph[next].most = part;
        known[before.owned] += part;
        each_filling(graph, next + 1, known, look);
        known[before.owned] -= part;
    }
    graph[next] = before;
}

TEST(OwnershipRuleProperties, UnknownMeansThatSomeSharesWouldCatch) {
    std::size_t unknown = 0;
    for (std::uint64_t seed = 1; seed <= 120; ++seed) {
        Dice dice(seed + 9000);
        const int entities = 2 + dice.below(4);
        PlainGraph graph = random_graph(dice, entities, 2, 0.25, Share::kWholeUnits / 10);
        if (std::count_if(graph.begin(), graph.end(), [](const PlainHolding& each) { return each.least != each.most; }) > 3) continue;
        const auto listed = random_listing(dice, entities, 0.3);
        for (const bool aggregate : {false, true}) {
            for (const bool cascade : {false, true}) {
                const OwnershipRule rule{dec("0.5"), aggregate, cascade};
                const auto sure = plainly_caught(graph, entities, listed, rule);
                std::set<int> possible;
                std::map<int, std::int64_t> known;
                for (const PlainHolding& each : graph) known[each.owned] += each.least;
                each_filling(graph, 0, known, [&](const PlainGraph& filled) { possible.merge(plainly_caught(filled, entities, listed, rule)); });
                for (const int entity : sure) possible.erase(entity);
                ASSERT_EQ(engine_caught(graph, entities, listed, rule), sure) << "seed " << seed;
                ASSERT_EQ(engine_caught(graph, entities, listed, rule, OwnershipStatus::unknown), possible) << "seed " << seed;
                unknown += possible.size();
            }
        }
    }
    EXPECT_GT(unknown, 30U);
}

TEST(OwnershipRuleProperties, RaisingAShareNeverFrees) {
    std::size_t raised = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        Dice dice(seed + 20000);
        const int entities = 3 + dice.below(12);
        PlainGraph graph = random_graph(dice, entities, 3, 0);
        if (graph.empty()) continue;
        const auto listed = random_listing(dice, entities, 0.25);
        PlainHolding& one = graph[static_cast<std::size_t>(dice.below(static_cast<int>(graph.size())))];
        std::int64_t known = 0;
        for (const PlainHolding& each : graph) known += each.owned == one.owned ? each.least : 0;
        const PlainGraph before = graph;
        one.least = one.most = one.least + (Share::kWholeUnits - known);
        if (one.least == before[static_cast<std::size_t>(&one - graph.data())].least) continue;
        ++raised;
        for (const OwnershipRule& rule : all_rules()) {
            const auto was = engine_caught(before, entities, listed, rule), is = engine_caught(graph, entities, listed, rule);
            ASSERT_TRUE(std::includes(is.begin(), is.end(), was.begin(), was.end())) << "seed " << seed;
        }
    }
    EXPECT_GT(raised, 100U);
}

TEST(OwnershipRuleProperties, TakingAPartyOffTheListNeverCatchesMore) {
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        Dice dice(seed + 30000);
        const int entities = 3 + dice.below(12);
        const PlainGraph graph = random_graph(dice, entities, 3, 0.1);
        auto listed = random_listing(dice, entities, 0.3);
        if (listed.empty()) continue;
        const int off = *std::next(listed.begin(), dice.below(static_cast<int>(listed.size())));
        for (const OwnershipRule& rule : all_rules()) {
            auto with = engine_caught(graph, entities, listed, rule);
            with.insert(off);
            auto shorter = listed;
            shorter.erase(off);
            const auto without = engine_caught(graph, entities, shorter, rule);
            ASSERT_TRUE(std::includes(with.begin(), with.end(), without.begin(), without.end())) << "seed " << seed;
        }
    }
}

TEST(OwnershipRuleProperties, TheOrderOfRowsChangesNothing) {
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        Dice dice(seed + 40000);
        const int entities = 3 + dice.below(20);
        PlainGraph graph = random_graph(dice, entities, 4, 0.1);
        const auto listed = random_listing(dice, entities, 0.2);
        const auto told = [&] {
            const Holdings holdings = holdings_of(graph);
            const OwnershipGraph built(holdings, day("2025-10-15"));
            const auto findings = apply_ownership_rule(built, numbers_of(holdings, listed), kSumAndCascade);
            std::string text;
            for (int number = 0; number < built.entities(); ++number) {
                const auto standing = findings.standing(number);
                text += std::string(built.name(number)) + " " + std::string(to_text(standing.status)) + " " + standing.sum.to_text() + " " +
                        standing.at_most.to_text() + " " + std::to_string(standing.round) + " " + std::to_string(standing.distance) + "\n";
                for (const OwnershipStep& step : findings.trace(number)) text += "  " + std::string(built.name(step.edge.owner)) + "\n";
            }
            return text;
        };
        const std::string before = told();
        for (std::size_t i = graph.size(); i > 1; --i) std::swap(graph[i - 1], graph[static_cast<std::size_t>(dice.below(static_cast<int>(i)))]);
        ASSERT_EQ(told(), before) << "seed " << seed;
    }
}

TEST(OwnershipRuleProperties, ATraceProvesWhatItExplains) {
    std::size_t proved = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        Dice dice(seed + 50000);
        const int entities = 3 + dice.below(20);
        const PlainGraph graph = random_graph(dice, entities, 4, 0);
        const auto listed = random_listing(dice, entities, 0.2);
        const Holdings holdings = holdings_of(graph);
        const OwnershipGraph built(holdings, day("2025-10-15"));
        for (const OwnershipRule& rule : all_rules()) {
            const auto findings = apply_ownership_rule(built, numbers_of(holdings, listed), rule);
            for (const int entity : findings.with_status(OwnershipStatus::caught)) {
                std::map<int, Decimal> sum, largest;
                for (const OwnershipStep& step : findings.trace(entity)) {
                    if (!step.decides) continue;
                    sum[step.edge.owned] += step.edge.share.at_least.decimal();
                    largest[step.edge.owned] = std::max(largest[step.edge.owned], step.edge.share.at_least.decimal());
                    if (step.owner_status != OwnershipStatus::listed) {
                        ASSERT_LT(findings.standing(step.edge.owner).round, findings.standing(step.edge.owned).round);
                        sum[step.edge.owner];   // must be explained as well
                        largest[step.edge.owner];
                    }
                }
                ASSERT_TRUE(sum.contains(entity));
                for (const auto& [which, part] : rule.aggregate ? sum : largest) ASSERT_GE(part, rule.at_least) << "seed " << seed;
                ASSERT_FALSE(findings.listed_behind(entity).empty());
                ++proved;
            }
        }
    }
    EXPECT_GT(proved, 1000U);
}

}  // namespace
}  // namespace countervail
