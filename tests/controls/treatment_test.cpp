// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.h"
#include "controls/regime.h"
#include "controls/sample_acts.h"

namespace countervail {
namespace {

using sample::day;
using sample::dec;
using sample::holder;
using sample::rules;

Regime of(std::vector<Act> acts) { return Regime::of(std::move(acts), day("2030-01-01")).value(); }

/// No. 61 as if nothing had suspended it.
const Regime& unsuspended() {
    static const Regime regime = Regime::read(rules(), {"CHN/mofcom-2025-61"}, day("2026-01-01")).value();
    return regime;
}

Flow german_magnet(double chinese_share) {
    Flow flow{"ndfeb.magnet.hot", "DEU", "DEU", "USA", "civil"};
    flow.contents = {{{"dysprosium-iron.alloy", "CHN", dec(chinese_share), "", false}}};
    flow.technology_origins = std::vector<std::string>{"DEU"};
    flow.parties = std::vector<ListedParty>{};
    return flow;
}

TEST(Treatment, ContentIsCaughtFromTheThresholdOn) {
    const Date on = day("2025-12-02");
    EXPECT_EQ(unsuspended().treatment(german_magnet(0.000995), on).requirement, Requirement::free);
    EXPECT_EQ(unsuspended().treatment(german_magnet(0.001095), on).clause, "I(1)");
    EXPECT_EQ(unsuspended().treatment(german_magnet(0.001), on).clause, "I(1)");
    EXPECT_EQ(unsuspended().treatment(german_magnet(0.001095), day("2025-11-30")).requirement, Requirement::free);
    Flow parts = german_magnet(0);   // ten parts of 0.01% make 0.1% on paper, though not in binary digits
    parts.contents = std::vector<Ingredient>(10, {"dysprosium.oxide", "CHN", dec(0.0001), "", false});
    EXPECT_EQ(unsuspended().treatment(parts, on).clause, "I(1)");
}

TEST(Treatment, ContentCountsOnlyListedInputsOfTheOrigin) {
    const Date on = day("2025-12-02");
    Flow flow = german_magnet(0);
    flow.contents = {{{"neodymium.metal", "CHN", dec(0.3), "", false}, {"dysprosium.oxide", "AUS", dec(0.3), "", false}}};
    EXPECT_EQ(unsuspended().treatment(flow, on).requirement, Requirement::free);
    Flow ordinary = german_magnet(0.3);
    ordinary.item = "ndfeb.magnet";   // without terbium or dysprosium it is not on the list
    EXPECT_EQ(unsuspended().treatment(ordinary, on).requirement, Requirement::free);
}

RC_GTEST_PROP(Treatment, MoreContentIsNeverMilder, ()) {
    const double a = *rc::gen::inRange(0, 3000) * 1e-6, b = *rc::gen::inRange(0, 3000) * 1e-6;
    const Date on = day("2025-12-02");
    const auto less = unsuspended().treatment(german_magnet(std::min(a, b)), on);
    const auto more = unsuspended().treatment(german_magnet(std::max(a, b)), on);
    RC_ASSERT(less.requirement <= more.requirement);
    RC_ASSERT((more.requirement == Requirement::licence) == (std::max(a, b) >= 0.001 - 1e-12));
}

TEST(Treatment, TechnologyHasNoPercentage) {
    Flow flow{"dysprosium.oxide", "MYS", "MYS", "JPN", "civil"};
    flow.contents = std::vector<Ingredient>{};
    flow.technology_origins = std::vector<std::string>{"CHN"};
    flow.parties = std::vector<ListedParty>{};
    EXPECT_EQ(unsuspended().treatment(flow, day("2025-12-02")).clause, "I(2)");
    flow.item = "neodymium.oxide";
    EXPECT_EQ(unsuspended().treatment(flow, day("2025-12-02")).requirement, Requirement::free);
}

TEST(Treatment, AsksForTheFactsThatDecide) {
    const Treatment treatment = unsuspended().treatment({"ndfeb.magnet.hot", "DEU", "DEU", "USA", "civil"}, day("2025-12-02"));
    EXPECT_EQ(treatment.requirement, Requirement::free);
    ASSERT_EQ(treatment.needs.size(), 3U) << join(treatment.needs, "\n");
    EXPECT_NE(treatment.needs[0].find("CHN origin"), std::string::npos);
    EXPECT_TRUE(unsuspended().treatment({"ndfeb.magnet", "DEU", "DEU", "USA", "civil"}, day("2025-12-02")).needs.empty());
}

TEST(Treatment, PoliciesFireOnlyBesideALimb) {
    const Date on = day("2025-12-02");
    Flow military = german_magnet(0.002);
    military.end_uses = "military";
    EXPECT_EQ(unsuspended().treatment(military, on).policy, Policy::presumption_of_denial);
    military.contents = std::vector<Ingredient>{};
    EXPECT_EQ(unsuspended().treatment(military, on).requirement, Requirement::free);
    Flow relief = german_magnet(0.002);
    relief.end_uses = "humanitarian";
    EXPECT_EQ(unsuspended().treatment(relief, on).requirement, Requirement::exempt_report);
    relief.parties = {{holder("CHN-control-list", 1.0)}};
    EXPECT_EQ(unsuspended().treatment(relief, on).clause, "II lists");   // the exemption lifts the limbs, not the denial
}

TEST(Treatment, HalfIsCaughtByTheFiftyPercentRule) {
    const Date on = day("2025-12-02");
    Flow flow = german_magnet(0.002);
    flow.parties = {{holder("CHN-control-list", 0.5)}};
    EXPECT_EQ(unsuspended().treatment(flow, on).policy, Policy::presumption_of_denial);
    flow.parties = {{holder("CHN-control-list", 0.25), holder("CHN-control-list", 0.25)}};   // the text does not add them up
    EXPECT_EQ(unsuspended().treatment(flow, on).policy, Policy::ordinary_review);
}

TEST(Treatment, NodesAndLayersDecideCaseByCase) {
    Flow flow{"terbium.target", "JPN", "JPN", "TWN", "semiconductor"};
    flow.contents = {{{"terbium.metal", "CHN", dec(0.4), "", false}}};
    flow.technology_origins = std::vector<std::string>{};
    flow.parties = std::vector<ListedParty>{};
    const auto policy = [&](const char* fact, int value) {
        flow.facts = {{"logic-node", Decimal(20)}, {"memory-layers", Decimal(100)}, {"artificial-intelligence-with-military-potential", false}};
        for (Fact& one : flow.facts) {
            if (one.id == fact) one.value = Decimal(value);
        }
        return unsuspended().treatment(flow, day("2025-12-02")).policy;
    };
    EXPECT_EQ(policy("logic-node", 16), Policy::ordinary_review);
    EXPECT_EQ(policy("logic-node", 14), Policy::case_by_case);
    EXPECT_EQ(policy("memory-layers", 255), Policy::ordinary_review);
    EXPECT_EQ(policy("memory-layers", 256), Policy::case_by_case);
}

TEST(Treatment, MoreThanLeavesTheLimitItselfFree) {
    Act act = sample::act("USA/1", "2025-01-01", {sample::clause("1", "2025-01-01", {"tool"})});
    act.clauses[0].reach.content_origin = "USA";
    act.clauses[0].reach.content_threshold = dec(0.25);
    act.clauses[0].reach.content_more_than = true;
    Flow flow{"tool", "DEU", "DEU", "CHN", "civil"};
    flow.contents = {{{"part", "USA", dec(0.25), "", false}}};
    EXPECT_EQ(of({act}).treatment(flow, day("2025-06-01")).requirement, Requirement::free);
    flow.contents = {{{"part", "USA", dec(0.2501), "", false}}};
    EXPECT_EQ(of({act}).treatment(flow, day("2025-06-01")).requirement, Requirement::licence);
}

TEST(Treatment, WhatDoesNotLeaveAPlaceIsNoExport) {
    const Regime regime = of({sample::act("AAA/1", "2025-01-01", {sample::clause("1", "2025-01-01", {"*"})})});
    EXPECT_EQ(regime.treatment({"x", "AAA", "BBB", "BBB", "civil"}, day("2025-06-01")), Treatment());
    EXPECT_EQ(regime.treatment({"x", "AAA", "AAA", "BBB", "civil"}, day("2025-06-01")).requirement, Requirement::licence);
}

TEST(Treatment, TariffsAddAcrossActsAndReplaceWithinOne) {
    const auto duty = [](const char* ref, const char* from, double rate, std::vector<std::string> items) {
        Clause clause = sample::clause(ref, from, std::move(items));
        clause.requirement = Requirement::free;
        clause.tariff = rate;
        return clause;
    };
    Act one = sample::act("BBB/1", "2025-01-01", {duty("a", "2025-01-01", 0.1, {"*"}), duty("b", "2025-03-01", 0.3, {"*"}),
                                                  duty("c", "2025-02-01", 0.2, {"x"})});
    Act two = sample::act("BBB/2", "2025-02-01", {duty("a", "2025-02-01", 0.5, {"*"})});
    one.form = two.form = "tariff";
    const Regime regime = of({one, two});
    const auto rate = [&](const char* item, const char* on) { return regime.treatment({item, "AAA", "AAA", "BBB", "civil"}, day(on)).tariff; };
    EXPECT_DOUBLE_EQ(rate("y", "2025-01-15"), 0.1);
    EXPECT_DOUBLE_EQ(rate("y", "2025-02-15"), 0.6);
    EXPECT_DOUBLE_EQ(rate("x", "2025-02-15"), 0.7);
    EXPECT_DOUBLE_EQ(rate("x", "2025-03-15"), 0.8);
    const Treatment treatment = regime.treatment({"y", "AAA", "AAA", "BBB", "civil"}, day("2025-02-15"));
    EXPECT_EQ(treatment.tariff_acts, (std::vector<std::string>{"BBB/1", "BBB/2"}));
    EXPECT_EQ(treatment.requirement, Requirement::free);
}

TEST(Treatment, AGeneralLicenceStandsForTheSingleOnesItRelieves) {
    const auto regime = Regime::read(rules(), {"CHN/mofcom-gacc-2025-18", "CHN/general-licences-2025-12", "CHN/mofcom-2024-46"}, day("2026-01-01")).value();
    const Treatment civil = regime.treatment({"ndfeb.magnet.hot", "CHN", "CHN", "DEU", "civil"}, day("2026-01-15"));
    EXPECT_EQ(civil.requirement, Requirement::licence);
    EXPECT_EQ(civil.general_licence, "CHN/general-licences-2025-12#magnets");
    EXPECT_EQ(regime.treatment({"ndfeb.magnet.hot", "CHN", "CHN", "DEU", "civil"}, day("2025-12-01")).general_licence, "");
    EXPECT_EQ(regime.treatment({"ndfeb.magnet.hot", "CHN", "CHN", "DEU", "military"}, day("2026-01-15")).general_licence, "");
    EXPECT_EQ(regime.treatment({"dysprosium.oxide", "CHN", "CHN", "DEU", "civil"}, day("2026-01-15")).general_licence, "");
}

}  // namespace
}  // namespace countervail
