// SPDX-License-Identifier: Apache-2.0
#include "controls/regime.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "controls/sample_acts.h"

namespace countervail {
namespace {

using sample::day;
using sample::rules;

std::vector<Act> random_acts() {
    std::vector<Act> acts;
    const int count = *rc::gen::inRange(1, 5);
    for (int i = 0; i < count; ++i) acts.push_back(sample::random_act(i));
    return acts;
}

Regime usable(std::vector<Act> acts) {
    auto regime = Regime::of(std::move(acts), day("2026-01-01"));
    RC_PRE(regime.has_value());
    return *regime;
}

TEST(Regime, NamesTheNearestActAndEveryUnknownOne) {
    const auto wrong = Regime::read(rules(), {"CHN/mofcom-gacc-2025-188", "USA/bis-2025-h2O", "CHN/mofcom-gacc-2025-18"}, day("2026-01-01"));
    ASSERT_FALSE(wrong);
    ASSERT_EQ(wrong.error().size(), 2U);
    EXPECT_NE(wrong.error()[0].hint.find("CHN/mofcom-gacc-2025-18"), std::string::npos);
    EXPECT_NE(wrong.error()[1].hint.find("USA/bis-2025-h20"), std::string::npos);
}

TEST(Regime, AnActAnnouncedLaterIsUnknownOrRefused) {
    const std::vector<std::string> acts = {"CHN/mofcom-gacc-2025-18"};
    const Flow flow{"terbium.oxide", "CHN", "CHN", "DEU", "civil"};
    const auto dropped = Regime::read(rules(), acts, day("2025-04-03"));
    ASSERT_TRUE(dropped) << to_text(dropped.error());
    EXPECT_TRUE(dropped->acts().empty());
    EXPECT_EQ(dropped->treatment(flow, day("2025-06-01")).requirement, Requirement::free);
    EXPECT_FALSE(dropped->status("CHN/mofcom-gacc-2025-18", "1C904.b", day("2025-06-01")));
    const auto refused = Regime::read(rules(), acts, day("2025-04-03"), false);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error()[0].what.find("2025-04-04"), std::string::npos);
    const auto known = Regime::read(rules(), acts, day("2025-04-04"), false);
    ASSERT_TRUE(known);
    EXPECT_EQ(known->treatment(flow, day("2025-06-01")).requirement, Requirement::licence);
    EXPECT_TRUE(known->known_by(day("2025-04-03")).acts().empty());
}

TEST(Regime, ABranchNobodyHadAnnouncedIsNotKnown) {
    const std::vector<std::string> acts = {"CHN/mofcom-2025-61", "CHN/mofcom-gacc-2025-70@extended-2027-01-10"};
    const auto before = Regime::read(rules(), acts, day("2026-09-01"));
    ASSERT_TRUE(before) << to_text(before.error());
    EXPECT_EQ(before->status("CHN/mofcom-2025-61", "I(3)", day("2026-12-01")), ClauseStatus::in_force);
    EXPECT_FALSE(Regime::read(rules(), acts, day("2026-09-01"), false));
    const auto after = Regime::read(rules(), acts, day("2026-10-01"), false);
    ASSERT_TRUE(after);
    EXPECT_EQ(after->status("CHN/mofcom-2025-61", "I(3)", day("2026-12-01")), ClauseStatus::suspended);
    EXPECT_EQ(after->status("CHN/mofcom-2025-61", "I(3)", day("2027-01-11")), ClauseStatus::in_force);
    EXPECT_FALSE(Regime::read(rules(), {"CHN/mofcom-gacc-2025-70", "CHN/mofcom-gacc-2025-70@extended-long"}, day("2026-10-01")));
    EXPECT_FALSE(Regime::read(rules(), {"CHN/mofcom-gacc-2025-70@extended-lung"}, day("2026-10-01")));
}

TEST(Regime, ASuspensionMustSpeakOfWhatExists) {
    Library library(std::vector<LibraryFile>{{"rules/AAA/1.toml", "id=\"AAA/1\"\ntitle=\"t\"\nauthority=\"a\"\nform=\"licence\"\nannounced=2025-01-01\n[[clause]]\nref=\"1\"\n"
                                          "summary=\"s\"\nin_force=2025-01-01\nitems=[\"x\"]\n[[source]]\nkey=\"k\"\nby=\"b\"\naddress=\"c\"\n"}});
    const auto pause = [&](const std::string& what) {
        library.put({"rules/AAA/2.toml", "id=\"AAA/2\"\ntitle=\"t\"\nauthority=\"a\"\nform=\"suspension\"\nannounced=2025-02-01\n[[suspends]]\n" +
                                             what + "\nfrom=2025-02-01\n[[source]]\nkey=\"k\"\nby=\"b\"\naddress=\"c\"\n"});
        return Regime::read(library, {"*"}, day("2026-01-01"));
    };
    EXPECT_TRUE(pause("acts=[\"AAA/1\"]"));
    EXPECT_FALSE(pause("acts=[\"AAA/7\"]"));
    const auto clause = pause("acts=[\"AAA/1\"]\nclauses=[\"11\"]");
    ASSERT_FALSE(clause);
    EXPECT_EQ(clause.error()[0].where.line, 6);
}

TEST(Regime, WithoutAnActAlsoDropsWhatSuspendsOnlyIt) {
    const std::vector<Act> acts = {sample::act("AAA/1", "2025-01-01", {sample::clause("1", "2025-01-01", {"x"})}),
                                   sample::act("AAA/2", "2025-01-01", {sample::clause("1", "2025-01-01", {"y"})}),
                                   sample::suspension("AAA/3", "2025-02-01", std::nullopt, {"AAA/1"}),
                                   sample::suspension("AAA/4", "2025-02-01", std::nullopt, {"AAA/1", "AAA/2"})};
    const auto regime = Regime::of(acts, day("2026-01-01"));
    ASSERT_TRUE(regime);
    const auto left = regime->without("AAA/1").acts();
    ASSERT_EQ(left.size(), 2U);
    EXPECT_EQ(left[0].id, "AAA/2");
    EXPECT_EQ(left[1].id, "AAA/4");
    EXPECT_EQ(regime->without("ZZZ/1").acts().size(), 4U);
    EXPECT_EQ(regime->without("AAA/*").acts().size(), 0U);
    EXPECT_EQ(regime->status("AAA/2", "1", day("2025-03-01")), ClauseStatus::suspended);
    EXPECT_EQ(regime->without("AAA/4").status("AAA/2", "1", day("2025-03-01")), ClauseStatus::in_force);
}

TEST(Regime, RefusesActsThatContradictOrStandTwice) {
    Act one = sample::act("AAA/1", "2025-01-01", {sample::clause("1", "2025-01-01", {"x"})}), two = one;
    EXPECT_FALSE(Regime::of({one, one}, day("2026-01-01")));
    two.id = "AAA/2";
    two.clauses[0].policy = Policy::presumption_of_denial;
    EXPECT_FALSE(Regime::of({one, two}, day("2026-01-01")));
}

int strictness(const Treatment& treatment) {
    return static_cast<int>(treatment.requirement) * 10 + static_cast<int>(treatment.policy);
}

RC_GTEST_PROP(Regime, RemovingARestrictingActNeverShrinksWhatIsFree, ()) {
    const Regime regime = usable(random_acts());
    const Regime fewer = regime.without((*rc::gen::elementOf(regime.acts())).id);
    for (int i = 0; i < 20; ++i) {
        const Flow flow = sample::random_flow();
        const Date on = day("2025-01-01") + *rc::gen::inRange(0, 90);
        RC_ASSERT(strictness(fewer.treatment(flow, on)) <= strictness(regime.treatment(flow, on)));
    }
}

RC_GTEST_PROP(Regime, AddingASuspensionNeverMakesAFlowStricter, ()) {
    std::vector<Act> acts = random_acts();
    const Regime regime = usable(acts);
    const std::string target = (*rc::gen::elementOf(acts)).id;
    const Date from = day("2025-01-01") + *rc::gen::inRange(0, 60);
    acts.push_back(sample::suspension("ZZZ/pause", from.to_text(), from + *rc::gen::inRange(1, 60), {target}));
    const Regime paused = usable(acts);
    const Flow flow = sample::random_flow();
    for (Date on = day("2025-01-01"); on < day("2025-05-01"); on = on + 3) {
        RC_ASSERT(strictness(paused.treatment(flow, on)) <= strictness(regime.treatment(flow, on)));
    }
    for (Date on = day("2025-01-01"); on < from; on = on + 1) RC_ASSERT(paused.treatment(flow, on) == regime.treatment(flow, on));
}

RC_GTEST_PROP(Regime, TreatmentChangesOnlyOnChangeDays, ()) {
    const Regime regime = usable(random_acts());
    const std::vector<Date> changes = regime.change_days();
    RC_ASSERT(std::is_sorted(changes.begin(), changes.end()));
    const Flow flow = sample::random_flow();
    for (Date on = day("2024-12-30"); on < day("2025-04-01"); on = on + 1) {
        if (std::binary_search(changes.begin(), changes.end(), on + 1)) continue;
        RC_ASSERT(regime.treatment(flow, on) == regime.treatment(flow, on + 1));
    }
}

RC_GTEST_PROP(Regime, TheOrderOfActsChangesNothing, ()) {
    std::vector<Act> acts = random_acts();
    const Regime regime = usable(acts);
    std::reverse(acts.begin(), acts.end());
    const Regime reversed = usable(acts);
    for (int i = 0; i < 20; ++i) {
        const Flow flow = sample::random_flow();
        const Date on = day("2025-01-01") + *rc::gen::inRange(0, 90);
        RC_ASSERT(reversed.treatment(flow, on) == regime.treatment(flow, on));
    }
}

}  // namespace
}  // namespace countervail
