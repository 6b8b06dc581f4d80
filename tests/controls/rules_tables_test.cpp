// SPDX-License-Identifier: Apache-2.0
// covers: rules_book, rules_words, rules_tables, rules_text
// `rules on` and `rules between` on the shipped acts, limb by limb. Dates: the announcements of 2025 as published.
#include "controls/rules_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "controls/rules_book_samples.h"
#include "controls/rules_text.h"

namespace countervail {
namespace {

using sample::asked;
using sample::book;
using sample::cell;
using sample::day;
using sample::rows_of;
using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::vector<std::string> kOctoberLists = {"CHN/mofcom-gacc-2025-55", "CHN/mofcom-gacc-2025-56", "CHN/mofcom-gacc-2025-57", "CHN/mofcom-gacc-2025-58"};
const std::vector<std::string> kLimbsThatOperated = {"CHN/mofcom-2025-61#I(3)", "CHN/mofcom-2025-61#II", "CHN/mofcom-2025-61#III(1)",
                                                     "CHN/mofcom-2025-61#III(2)", "CHN/mofcom-2025-61#III(3)", "CHN/mofcom-2025-61#IV",
                                                     "CHN/mofcom-2025-61#V", "CHN/mofcom-2025-62#1E902.a", "CHN/mofcom-2025-62#1E902.b"};

/// The value of a column in every row whose clause begins so.
std::vector<std::string> values(const Table& table, std::string_view clause, std::string_view column) {
    std::vector<std::string> found;
    for (const std::size_t row : rows_of(table, clause)) found.push_back(cell(table, row, column));
    EXPECT_FALSE(found.empty()) << "no row " << clause;
    return found;
}

Table china_on(const char* on, std::optional<const char*> known = {}) { return rules_on(book(asked({}, "CHN", known)), day(on)); }

TEST(RulesOn, The20thOfOctober2025) {
    for (const std::optional<const char*> known : {std::optional<const char*>(), std::optional("2025-10-20")}) {
        const Table table = china_on("2025-10-20", known);
        EXPECT_THAT(values(table, "CHN/mofcom-gacc-2025-18#", "standing"), Each("in force since 2025-04-04"));
        for (const std::string& act : kOctoberLists) {
            EXPECT_THAT(values(table, act + "#", "standing"), Each(StartsWith("not yet in force (from 2025-11-08)"))) << act;
            EXPECT_THAT(values(table, act + "#", "demand"), Each(HasSubstr(" from 2025-11-08"))) << act;
        }
        for (const char* limb : {"CHN/mofcom-2025-61#I(1)", "CHN/mofcom-2025-61#I(2)"}) {
            EXPECT_THAT(values(table, limb, "standing"), Each(StartsWith("not yet in force (from 2025-12-01)"))) << limb;
            EXPECT_THAT(values(table, limb, "demand"), Each("licence required from 2025-12-01")) << limb;
        }
        for (const std::string& limb : kLimbsThatOperated) {
            EXPECT_THAT(values(table, limb, "standing"), Contains(StartsWith("in force since 2025-10-09"))) << limb;
        }
        EXPECT_THAT(values(table, "CHN/mofcom-2024-46#2a", "status"), Each("in force"));
        EXPECT_THAT(values(table, "CHN/mofcom-2024-46#2a", "policy"), Each("presumption of denial"));
        EXPECT_TRUE(rows_of(table, "CHN/mofcom-gacc-2025-70").empty());   // published 7 November
    }
}

TEST(RulesOn, WhatCouldBeKnownOnThe20thOfOctober) {
    const Table then = china_on("2025-10-20", "2025-10-20"), now = china_on("2025-10-20");
    EXPECT_THAT(values(then, "CHN/mofcom-2025-61#I(1)", "standing"), Each("not yet in force (from 2025-12-01)"));
    EXPECT_THAT(values(now, "CHN/mofcom-2025-61#I(1)", "standing"),
                Each("not yet in force (from 2025-12-01); before that suspended on 2025-11-07 by No. 70/2025"));
    EXPECT_THAT(values(then, "CHN/mofcom-2025-61#I(3)", "standing"), Each("in force since 2025-10-09"));
    EXPECT_THAT(values(now, "CHN/mofcom-2025-61#I(3)", "standing"), Each("in force since 2025-10-09, until 2025-11-06"));
    const Table december = china_on("2025-12-10", "2025-11-01");   // nobody knew that it would be suspended
    EXPECT_THAT(values(december, "CHN/mofcom-2025-61#I(1)", "standing"), Each("in force since 2025-12-01"));
    EXPECT_TRUE(rows_of(china_on("2025-10-20", "2025-10-08"), "CHN/mofcom-2025-61").empty());
}

TEST(RulesOn, AfterTheSuspensionsOfNovember2025) {
    for (const char* on : {"2025-11-15", "2025-12-02"}) {
        const Table table = china_on(on);
        EXPECT_THAT(values(table, "CHN/mofcom-gacc-2025-18#", "standing"), Each("in force since 2025-04-04")) << on;
        for (const std::string& act : kOctoberLists) {
            EXPECT_THAT(values(table, act + "#", "standing"), Each("never operated, suspended until 2026-11-10 by No. 70/2025")) << act;
            EXPECT_THAT(values(table, act + "#", "demand"), Each(HasSubstr(" if reactivated"))) << act;
        }
        for (const std::string& limb : kLimbsThatOperated) {
            EXPECT_THAT(values(table, limb, "standing"),
                        Contains("suspended until 2026-11-10 by No. 70/2025; was in force 2025-10-09 to 2025-11-06 (29 days)")) << limb;
        }
        EXPECT_THAT(values(table, "CHN/mofcom-2025-61#I(3)", "demand"), Each("licence required if reactivated"));
        EXPECT_THAT(values(table, "CHN/mofcom-2025-61#I(3)", "suspended by"), Each("CHN/mofcom-gacc-2025-70"));
        EXPECT_THAT(values(table, "CHN/mofcom-2024-46#1", "status"), Each("in force"));   // No. 72 leaves paragraph 1 alone
        EXPECT_THAT(values(table, "CHN/mofcom-2024-46#2a", "standing"), Each(StartsWith("suspended until 2026-11-27 by No. 72/2025")));
        for (const char* act : {"CHN/mofcom-gacc-2025-10#", "CHN/mofcom-gacc-2024-33#", "CHN/mofcom-gacc-2023-39#", "CHN/mofcom-gacc-2023-23#"}) {
            EXPECT_THAT(values(table, act, "status"), Each("in force")) << act << on;
        }
    }
    const Table before = china_on("2025-11-15"), after = china_on("2025-12-02");
    EXPECT_THAT(values(before, "CHN/mofcom-2025-61#I(1)", "standing"), Each("not yet in force (from 2025-12-01), suspended until 2026-11-10 by No. 70/2025"));
    EXPECT_THAT(values(after, "CHN/mofcom-2025-61#I(1)", "standing"), Each("never operated, suspended until 2026-11-10 by No. 70/2025"));
    EXPECT_THAT(values(after, "CHN/mofcom-2025-61#I(2)", "demand"), Each("licence required if reactivated"));
    EXPECT_THAT(values(after, "CHN/general-licences-2025-12#", "status"), Contains("in force"));
}

TEST(RulesOn, EveryDayUntilTheSuspensionEnds) {
    const RulesBook all = book(asked({"CHN/mofcom-gacc-2025-18", "CHN/mofcom-2025-6*", "CHN/mofcom-gacc-2025-5*", "CHN/mofcom-gacc-2025-70"}));
    std::map<std::string, int> days;
    for (const LimbRule& rule : all.rules()) {
        const std::string name = rule.act->id + "#" + rule.limb;
        int count = 0;
        for (Date on = day("2025-09-01"); on < day("2026-11-11"); on = on + 1) {
            const ClauseStatus status = rule.dates.standing(on).status;
            if (rule.act->number == "No. 18/2025") {
                ASSERT_EQ(status, ClauseStatus::in_force);   // never suspended
            } else if (on < day("2025-10-09")) {
                ASSERT_NE(status, ClauseStatus::in_force) << name;
            }
            count += status == ClauseStatus::in_force;
        }
        days[name] = std::max(days[name], count);
    }
    for (const std::string& limb : kLimbsThatOperated) EXPECT_EQ(days[limb], 29) << limb;
    EXPECT_EQ(days["CHN/mofcom-2025-61#I(1)"], 0);
    EXPECT_EQ(days["CHN/mofcom-2025-61#I(2)"], 0);
    for (const auto& [name, count] : days) {
        if (name.starts_with("CHN/mofcom-gacc-2025-5")) {
            EXPECT_EQ(count, 0) << name;
        }
    }
}

TEST(RulesOn, AnActAloneIsStillSuspendedByOthers) {
    const Table table = rules_on(book(asked({"CHN/mofcom-2025-61"})), day("2025-11-15"));
    EXPECT_THAT(values(table, "CHN/mofcom-2025-61#I(3)", "status"), Each("suspended"));
    EXPECT_EQ(rows_of(table, "CHN/mofcom-2025-61#").size(), table.rows.size());   // and nothing else is shown
    EXPECT_FALSE(RulesBook::read(Library::embedded(), asked({"CHN/mofcom-2025-161"}), 2));
    const Table extended = rules_on(book(asked({"CHN/mofcom-2025-61", "CHN/mofcom-gacc-2025-70@extended-2027-01-10"})), day("2026-11-15"));
    EXPECT_THAT(values(extended, "CHN/mofcom-2025-61#I(3)", "status"), Each("suspended"));
}

TEST(RulesOn, EveryRowCitesAndIsFoundOnce) {
    const RulesBook all = book(asked({}));
    const Table table = rules_on(all, day("2026-01-15"));
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        EXPECT_FALSE(cell(table, i, "source").empty()) << cell(table, i, "clause");
        EXPECT_FALSE(cell(table, i, "demand").empty()) << cell(table, i, "clause");
    }
    std::set<std::string> clauses;
    std::size_t spoken = 0, shown = 0;
    for (const RuleOn& entry : stock_of(all, day("2026-01-15"))) {
        for (const Clause* clause : entry.rule.clauses) {
            EXPECT_TRUE(clauses.insert(entry.rule.act->id + "#" + clause->ref).second) << clause->ref;
            ++shown;
        }
    }
    for (const Act& act : all.law.acts()) {
        for (const Clause& clause : act.clauses) spoken += clause.announced_on <= day("2026-01-15");
    }
    EXPECT_LE(shown, spoken);
    EXPECT_GT(shown, spoken * 9 / 10);   // the rest stand under readings that are not chosen
}

TEST(RulesOn, FormsAreToldApart) {
    const Table table = rules_on(book(asked({})), day("2025-06-01"));
    const auto demand = [&](const char* clause) { return values(table, clause, "demand"); };
    EXPECT_THAT(demand("USA/tariff-2025-reciprocal#14257"), Contains(HasSubstr("additional duty")));
    EXPECT_THAT(values(table, "USA/tariff-2025-reciprocal#", "form"), Each("tariff"));
    EXPECT_THAT(demand("USA/ear-734#734.3(a)(1)"), Contains("subject to this law"));
    EXPECT_THAT(demand("CHN/mofcom-rare-earth-quotas#quota"), Each(HasSubstr("within a quota of ")));
    EXPECT_THAT(demand("CHN/mofcom-rare-earth-quotas#quota"), Each(StartsWith("nothing more; was: ")));
    const Table later = rules_on(book(asked({"CHN/mofcom-faq-no-18"})), day("2025-10-01"));
    EXPECT_THAT(values(later, "CHN/mofcom-faq-no-18#V.I", "demand"), Each("generally free"));
    EXPECT_THAT(values(later, "CHN/mofcom-faq-no-18#V.I", "form"), Each("guidance"));
}

std::set<std::string> acts_listing(const char* goods) {
    const RulesBook found = book(asked({}, "CHN", {}, goods));
    std::set<std::string> acts;
    for (const LimbRule& rule : found.rules()) acts.insert(rule.act->id);
    return acts;
}

TEST(RulesOn, GoodsByItemByWhatItIsByCustomsCodeAndByControlCode) {
    EXPECT_THAT(acts_listing("dysprosium.oxide"), AllOf(Contains("CHN/mofcom-gacc-2025-18"), Contains("CHN/mofcom-2025-61"), Contains("CHN/mofcom-2024-46")));
    EXPECT_THAT(acts_listing("dysprosium.oxide"), Not(Contains("CHN/mofcom-gacc-2025-57")));
    EXPECT_THAT(acts_listing("samarium-cobalt.alloy"), Contains("CHN/mofcom-gacc-2025-18"));   // listed as samarium.alloy
    EXPECT_THAT(acts_listing("2846.90.19.40"), Contains("CHN/mofcom-gacc-2025-18"));
    EXPECT_THAT(acts_listing("holmium*"), AllOf(Contains("CHN/mofcom-gacc-2025-57"), Not(Contains("CHN/mofcom-gacc-2025-55"))));
    EXPECT_EQ(acts_listing("CHN:1C905.b"), std::set<std::string>{"CHN/mofcom-gacc-2025-18"});
    const RulesBook one = book(asked({}, "CHN", {}, "CHN:1C905.b"));
    ASSERT_EQ(one.rules().size(), 1U);
    EXPECT_EQ(one.rules()[0].limb, "1C905.b");
    const auto wrong = RulesBook::read(Library::embedded(), asked({}, "CHN", {}, "dysprosium.oxyde"), 2);
    ASSERT_FALSE(wrong);
    EXPECT_THAT(to_text(wrong.error()), AllOf(HasSubstr("no act lists"), HasSubstr("dysprosium.oxide")));
    EXPECT_FALSE(RulesBook::read(Library::embedded(), asked({}, "CHX"), 2));
}

TEST(RulesBetween, TheLastQuarterOf2025) {
    const Table table = rules_between(book(asked({}, "CHN")), day("2025-10-01"), day("2025-12-31"));
    const auto changes = [&](const std::string& clause) {
        std::vector<std::string> said;
        for (const std::size_t row : rows_of(table, clause)) {
            if (cell(table, row, "clause") == clause) said.push_back(cell(table, row, "day") + " " + cell(table, row, "to") + " < " + cell(table, row, "because of"));
        }
        return said;
    };
    EXPECT_TRUE(rows_of(table, "CHN/mofcom-gacc-2025-18").empty());
    EXPECT_THAT(changes("CHN/mofcom-2025-61#I(3)"),
                testing::ElementsAre("2025-10-09 in force < CHN/mofcom-2025-61",
                                     "2025-11-07 suspended until 2026-11-10 by No. 70/2025 < CHN/mofcom-gacc-2025-70"));
    EXPECT_THAT(changes("CHN/mofcom-2025-61#I(1)"),
                testing::ElementsAre("2025-11-07 not yet in force (from 2025-12-01), suspended until 2026-11-10 by No. 70/2025 < CHN/mofcom-gacc-2025-70",
                                     "2025-12-01 never operated, suspended until 2026-11-10 by No. 70/2025 < CHN/mofcom-gacc-2025-70"));
    for (const std::string& act : kOctoberLists) {
        for (const std::size_t row : rows_of(table, act + "#")) EXPECT_NE(cell(table, row, "to"), "in force") << act;
        EXPECT_EQ(changes(act), std::vector<std::string>{"2025-10-09 announced < " + act});
    }
    EXPECT_THAT(changes("CHN/mofcom-2024-46#2a"), Each(StartsWith("2025-11-09 suspended until 2026-11-27 by No. 72/2025")));
    EXPECT_TRUE(changes("CHN/mofcom-2024-46#1").empty());
    EXPECT_EQ(changes("CHN/mofcom-gacc-2025-70"), std::vector<std::string>{"2025-11-07 announced < CHN/mofcom-gacc-2025-70"});
    EXPECT_EQ(changes("CHN/mofcom-2025-72").size(), 1U);
    for (const std::size_t row : rows_of(table, "CHN/mofcom-2025-61#I(1)")) EXPECT_EQ(cell(table, row, "announced"), "2025-11-07");
}

TEST(RulesBetween, AddsUpToTheStock) {
    const RulesBook all = book(asked({"CHN/mofcom-*"}));
    std::map<std::string, std::string> last;
    for (const RuleChange& change : changes_of(all, day("2025-09-01"), day("2026-11-20"))) {
        if (change.from.empty() || !change.under.empty()) continue;
        EXPECT_GT(change.on, day("2025-09-01"));
        EXPECT_LE(change.on, day("2026-11-20"));
        for (const LimbRule& rule : change.rules) {
            std::string& before = last[rule.act->id + "#" + rule.limb + "#" + (rule.clauses.empty() ? "" : rule.clauses.front()->ref)];
            EXPECT_TRUE(before.empty() || before == change.from) << before << " / " << change.from;
            before = change.to;
        }
    }
    EXPECT_GT(last.size(), 20U);
}

TEST(RulesBetween, TwoPlacesBothWays) {
    const Table table = rules_on_lane(book(asked({})), "CHN", "USA", day("2025-06-01"));
    std::map<std::string, std::set<std::string>> directions;
    for (std::size_t i = 0; i < table.rows.size(); ++i) directions[cell(table, i, "clause")].insert(cell(table, i, "direction"));
    EXPECT_EQ(directions["CHN/mofcom-2024-46#2a"], std::set<std::string>{"CHN to USA"});
    EXPECT_EQ(directions["USA/bis-2025-h20#letter"], std::set<std::string>{"USA to CHN"});
    const Table other = rules_on_lane(book(asked({})), "DEU", "JPN", day("2025-10-15"));
    EXPECT_TRUE(rows_of(other, "CHN/mofcom-gacc-2025-18#").empty());
}

TEST(RulesText, FitsAHundredColumns) {
    const RulesBook all = book(asked({}));
    for (const std::string& text : {rules_on_text(all, day("2025-11-15")), rules_between_text(all, day("2025-01-01"), day("2026-12-31"))}) {
        std::size_t columns = 0, lines = 0;
        for (const char c : text) {
            if (c == '\n') {
                EXPECT_LE(columns, 100U);
                columns = 0;
                ++lines;
            } else if ((static_cast<unsigned char>(c) & 0xc0U) != 0x80U) {
                ++columns;
            }
        }
        EXPECT_GT(lines, 100U);
    }
}

}  // namespace
}  // namespace countervail
