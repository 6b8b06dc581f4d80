// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "base/text.h"
#include "controls/act.h"
#include "controls/regime.h"
#include "controls/sample_acts.h"

namespace countervail {
namespace {

const char* const kGood = R"toml(id        = "CHN/mofcom-2025-1"
title     = "An act"
authority = "MOFCOM"
number    = "No. 1/2025"
form      = "licence"
announced = 2025-04-04

[[clause]]
ref      = "I(1)"
summary  = "Goods with content"
in_force = 2025-04-10
through  = 2025-12-31
items    = ["*.oxide", "smco.magnet"]
reach    = { foreign_made = true, destinations_except = ["CHN"], content_origin = "CHN", content_at_least = 0.001 }
statutory_working_days = 45
original = "价值比例达到0.1%及以上的"
label    = "found-q"
sources  = ["GM61"]

[[clause]]
ref        = "II"
summary    = "Listed users"
in_force   = 2025-04-04
items      = ["*"]
end_users  = ["CHN-control-list"]
affiliates_at_least = 0.5
policy     = "presumption-of-denial"
beside     = ["#I(*"]

[[clause.condition]]
fact     = "logic-node"
unit     = "nm"
at_most  = 14

[[source]]
key     = "GM61"
kind    = "copy"
by      = "Guangming Online"
address = "https://politics.neamco.com/2025-10/09/content_38329670.htm"
)toml";

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const std::size_t at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return text.replace(at, what.size(), with);
}

TEST(ReadAct, ReadsEveryKey) {
    const auto act = read_act(kGood, "act.toml");
    ASSERT_TRUE(act) << to_text(act.error());
    EXPECT_EQ(act->issuer, "CHN");
    ASSERT_EQ(act->clauses.size(), 2U);
    const Clause& first = act->clauses[0];
    EXPECT_EQ(first.until, sample::day("2026-01-01"));
    EXPECT_EQ(first.announced_on, act->announced_on);
    EXPECT_EQ(first.reach.content_threshold, sample::dec(0.001));
    EXPECT_FALSE(first.reach.content_more_than);
    EXPECT_EQ(first.statutory_working_days, 45);
    EXPECT_EQ(first.policy, Policy::ordinary_review);
    EXPECT_EQ(first.where.line, 8);
    EXPECT_EQ(act->clauses[1].conditions[0].at_most, Decimal(14));
    EXPECT_EQ(act->clauses[1].policy, Policy::presumption_of_denial);
}

struct Mutation {
    const char *what, *with;
    int line;                ///< where the problem must be reported
    const char* says;        ///< words of the problem or its hint
};

class ReadActMutation : public testing::TestWithParam<Mutation> {};

TEST_P(ReadActMutation, IsReportedAtItsLineWithAHint) {
    const Mutation& mutation = GetParam();
    const auto act = read_act(replaced(kGood, mutation.what, mutation.with), "act.toml");
    ASSERT_FALSE(act);
    bool found = false;
    for (const Error& error : act.error()) {
        EXPECT_EQ(error.where.file, "act.toml");
        EXPECT_FALSE(error.hint.empty()) << error.what;
        found = found || (error.where.line == mutation.line && (error.what + error.hint).find(mutation.says) != std::string::npos);
    }
    EXPECT_TRUE(found) << to_text(act.error());
}

INSTANTIATE_TEST_SUITE_P(
    One, ReadActMutation,
    testing::Values(
        Mutation{"in_force = 2025-04-10", "in_force = 2025-04-03", 11, "before it was announced"},
        Mutation{"through  = 2025-12-31", "through  = 2025-04-09", 12, "before it begins"},
        Mutation{"through  = 2025-12-31", "through  = 2025-02-30", 12, ""},
        Mutation{"announced = 2025-04-04", "announced = 1825-04-04", 6, "no act is dated"},
        Mutation{"announced = 2025-04-04", "announced = \"April\"", 6, "date"},
        Mutation{"announced = 2025-04-04", "", 1, "announced"},
        Mutation{"summary  = ", "sumary  = ", 10, "summary"},
        Mutation{"destinations_except", "destination_except", 14, "destinations_except"},
        Mutation{"[\"CHN\"]", "[\"China\"]", 14, "three capitals"},
        Mutation{"content_at_least = 0.001", "content_at_least = 25", 14, "share between 0 and 1"},
        Mutation{"content_at_least = 0.001", "content_at_least = inf", 14, "finite"},
        Mutation{", content_at_least = 0.001", "", 14, "content limit"},
        Mutation{"content_origin = \"CHN\", ", "", 14, "content limit"},
        Mutation{"0.001 }", "0.001, content_more_than = 0.1 }", 14, "both given"},
        Mutation{"ref        = \"II\"", "ref        = \"I(1)\"", 21, "stands twice"},
        Mutation{"ref        = \"II\"", "ref        = \"\"", 21, "empty"},
        Mutation{"items      = [\"*\"]", "items      = []", 24, "names no items"},
        Mutation{"items      = [\"*\"]", "items      = \"*\"", 24, "list of texts"},
        Mutation{"\"smco.magnet\"]", "\"*.oxide\"]", 13, "named twice"},
        Mutation{"\"smco.magnet\"]", "\"smco magnet\"]", 13, "not a name"},
        Mutation{"days = 45", "days = 1000000000000", 15, "between 1 and 1000"},
        Mutation{"days = 45", "days = 99999999999999999999999", 15, ""},
        Mutation{"days = 45", "days = -3", 15, "between 1 and 1000"},
        Mutation{"days = 45", "days = 4.5", 15, "whole number"},
        Mutation{"\"presumption-of-denial\"", "\"presumption-of-deniel\"", 27, "presumption-of-denial"},
        Mutation{"\"found-q\"", "\"certain\"", 17, "one of"},
        Mutation{"[\"GM61\"]", "[\"GM16\"]", 18, "GM61"},
        Mutation{"affiliates_at_least = 0.5", "affiliates_at_least = 50", 26, "share between 0 and 1"},
        Mutation{"end_users  = [\"CHN-control-list\"]", "", 26, "affiliates of whom"},
        Mutation{"at_most  = 14", "", 31, "no bound"},
        Mutation{"at_most  = 14", "at_most  = nan", 33, "finite"},
        Mutation{"form      = \"licence\"", "form      = \"license\"", 5, "licence"},
        Mutation{"form      = \"licence\"", "form      = \"tariff\"", 8, "no rate"},
        Mutation{"form      = \"licence\"", "form      = \"suspension\"", 5, "no clauses"},
        Mutation{"policy     = ", "requirement = \"free\"\npolicy     = ", 20, "exempts"},
        Mutation{"policy     = ", "tariff = 145\npolicy     = ", 27, "1.25 means 125%"},
        Mutation{"policy     = ", "relieves = [\"CHN/x\"]\npolicy     = ", 27, "only a general licence"},
        Mutation{"id        = \"CHN/mofcom-2025-1\"", "id        = \"mofcom\"", 1, "not the id of an act"},
        Mutation{"id        = \"CHN/mofcom-2025-1\"", "id = 5", 1, "text in quotes"},
        Mutation{"address = \"https://politics.neamco.com/2025-10/09/content_38329670.htm\"", "", 35, "address"},
        Mutation{"[[source]]", "[source]", 35, "list of tables"},
        Mutation{"[[clause.condition]]", "[[clause.conditions]]", 30, "condition"}));

TEST(ReadAct, ASourceMustBeThere) {
    const std::string text = kGood;
    const auto act = read_act(replaced(text.substr(0, text.find("[[source]]")), "sources  = [\"GM61\"]\n", ""), "act.toml");
    ASSERT_FALSE(act);
    ASSERT_EQ(act.error().size(), 1U) << to_text(act.error());
    EXPECT_NE(act.error()[0].what.find("no source"), std::string::npos);
}

TEST(ReadAct, ReportsAllProblemsAtOnce) {
    std::string text = replaced(kGood, "in_force = 2025-04-10", "in_force = 2025-04-03");
    text = replaced(text, "[\"CHN\"]", "[\"China\"]");
    text = replaced(text, "affiliates_at_least = 0.5", "affiliates_at_least = 50");
    text = replaced(text, "by      = ", "bye     = ");
    const auto act = read_act(text, "act.toml");
    ASSERT_FALSE(act);
    EXPECT_EQ(act.error().size(), 5U) << to_text(act.error());
}

TEST(ReadAct, TheFileLiesWhereItsIdSays) {
    EXPECT_TRUE(read_act(kGood, "rules/CHN/mofcom-2025-1.toml"));
    EXPECT_FALSE(read_act(kGood, "rules/CHN/mofcom-2025-2.toml"));
}

TEST(ReadAct, TwoClausesOfOneScopeNeedTwoDays) {
    const std::string clause = "\n[[clause]]\nref = \"III\"\nsummary = \"again\"\nin_force = 2025-04-04\nitems = [\"*\"]\n";
    const std::string other = replaced(clause, "\"III\"", "\"IV\"");
    EXPECT_TRUE(read_act(kGood + clause, "act.toml"));
    EXPECT_TRUE(read_act(kGood + clause + other, "act.toml"));   // two limbs that demand the same contradict nothing
    const std::string harder = other + "requirement = \"prohibited\"\n";
    const auto twice = read_act(kGood + clause + harder, "act.toml");
    ASSERT_FALSE(twice);
    EXPECT_NE(twice.error()[0].what.find("\"III\" (line"), std::string::npos);
    EXPECT_TRUE(read_act(kGood + clause + replaced(harder, "2025-04-04", "2025-05-04"), "act.toml"));
}

TEST(ReadAct, ASuspensionsLastDayMayBeReadAsOut) {
    const std::string head = "id=\"CHN/s\"\ntitle=\"t\"\nauthority=\"a\"\nform=\"suspension\"\nannounced=2025-11-07\n[[suspends]]\nacts=[\"CHN/x\"]\n"
                             "from=2025-11-07\nthrough=2026-11-10\n";
    const std::string tail = "[[source]]\nkey=\"k\"\nby=\"b\"\naddress=\"c\"\n";
    EXPECT_EQ(read_act(head + tail, "s.toml")->suspensions[0].until, sample::day("2026-11-11"));
    EXPECT_EQ(read_act(head + "end_day_inclusive=false\n" + tail, "s.toml")->suspensions[0].until, sample::day("2026-11-10"));
    EXPECT_FALSE(read_act(replaced(head, "from=2025-11-07", "from=2025-11-06") + tail, "s.toml"));
    EXPECT_FALSE(read_act(replaced(head, "CHN/x", "CHN/s") + tail, "s.toml"));
}

/// What a changed file may do: read and be usable, or say where it is wrong and how to mend it. True when it reads.
bool act_or_problems(const std::string& text, const std::string& what) {
    const auto act = read_act(text, "changed.toml");
    if (act) {
        const auto regime = Regime::of({*act}, sample::day("2030-01-01"));
        if (regime) (void)regime->treatment({"terbium.oxide", "CHN", "CHN", "USA", "civil"}, sample::day("2025-10-10"));
        return true;
    }
    EXPECT_FALSE(act.error().empty()) << what;
    for (const Error& error : act.error()) {
        EXPECT_EQ(error.where.file, "changed.toml") << what;
        EXPECT_GT(error.where.line, 0) << what << ": " << error.what;
        EXPECT_FALSE(error.what.empty() || error.hint.empty()) << what << ": " << error.what;
    }
    return false;
}

TEST(ReadAct, EveryLineOfEveryShippedActMayBeLostDoubledOrSpoilt) {
    int tried = 0, refused = 0;
    for (const std::string& id : act_ids(sample::rules())) {
        const std::vector<std::string> lines = split(sample::rules().find("rules/" + id + ".toml")->text, '\n');
        for (std::size_t i = 0; i < lines.size(); ++i) {
            auto changed = lines;
            const std::size_t equals = lines[i].find('=');
            switch (i % 5) {   // every kind of change to a fifth of the lines, among them lines of every key
                case 0: changed.erase(changed.begin() + static_cast<long>(i)); break;
                case 1: changed.insert(changed.begin() + static_cast<long>(i), lines[i]); break;
                case 2: changed[i].insert(changed[i].size() / 2, "\""); break;
                case 3: changed[i] = lines[i].substr(0, equals == std::string::npos ? 0 : equals + 1) + " 1e308"; break;
                default: changed.resize(i);
            }
            refused += act_or_problems(join(changed, "\n"), id + " at line " + std::to_string(i + 1)) ? 0 : 1;
            ++tried;
        }
    }
    EXPECT_GE(tried, 600);
    EXPECT_GE(refused, tried / 2);
}

RC_GTEST_PROP(ReadAct, NoBytesBreakIt, ()) {
    std::string text = kGood;
    for (int i = 0; i < *rc::gen::inRange(1, 6); ++i) {
        const auto at = static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(text.size())));
        switch (*rc::gen::inRange(0, 3)) {
            case 0: text[at] = *rc::gen::arbitrary<char>(); break;
            case 1: text.erase(at, static_cast<std::size_t>(*rc::gen::inRange(1, 40))); break;
            default: text.insert(at, *rc::gen::elementOf(std::vector<std::string>{"[", "]", "\"", "=", "\n", "2025-01-01", "[[clause]]\n", "-1", "\xff"}));
        }
        if (text.empty()) break;
    }
    RC_ASSERT(act_or_problems(text, text) || !testing::Test::HasFailure());
}

}  // namespace
}  // namespace countervail
