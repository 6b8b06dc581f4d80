// SPDX-License-Identifier: Apache-2.0
#include "controls/rules_tables.h"

#include <gtest/gtest.h>

#include <set>

#include "controls/sample_acts.h"

namespace countervail {
namespace {

using sample::day;

Regime all() { return Regime::read(sample::rules(), {"*"}, day("2026-10-06")).value(); }

std::string cell(const Table& table, std::size_t row, std::string_view column) {
    return std::get<std::string>(table.rows[row][table.column(column).value()]);
}

std::size_t row_of(const Table& table, std::string_view clause) {
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        if (cell(table, i, "clause") == clause) return i;
    }
    ADD_FAILURE() << "no row " << clause;
    return 0;
}

TEST(RulesTables, OneRowForEveryClause) {
    const Regime regime = all();
    std::size_t clauses = 0;
    for (const Act& act : regime.acts()) clauses += act.clauses.size();
    const Table table = rules_on(regime, day("2026-01-15"));
    EXPECT_EQ(table.rows.size(), clauses);
    for (std::size_t i = 0; i < table.rows.size(); ++i) EXPECT_FALSE(cell(table, i, "source").empty());
    EXPECT_FALSE(table.sources.empty());
}

TEST(RulesTables, SayWhatHoldsAClauseAndWhenItBitesAgain) {
    const Table table = rules_on(all(), day("2026-01-15"));
    const std::size_t limb = row_of(table, "CHN/mofcom-2025-61#I(1)");
    EXPECT_EQ(cell(table, limb, "status"), "never operated");
    EXPECT_EQ(cell(table, limb, "next"), "suspended by CHN/mofcom-gacc-2025-70; bites from 2026-11-11");
    EXPECT_NE(cell(table, limb, "lane").find("CHN content at least 0.1 %"), std::string::npos);
    EXPECT_NE(cell(table, limb, "source").find("Guangming"), std::string::npos);
    EXPECT_EQ(cell(table, limb, "source").find("CSET"), std::string::npos);   // not among the clause's own sources
    EXPECT_EQ(cell(table, row_of(table, "USA/tariff-2018-section-301#magnets 2026"), "requirement"), "duty 25 %");
}

TEST(RulesTables, BetweenTwoPlacesGoesBothWays) {
    const Table table = rules_between(all(), "CHN", "USA", day("2025-06-01"));
    std::set<std::string> directions;
    bool japan = false;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        directions.insert(cell(table, i, "direction"));
        japan = japan || cell(table, i, "direction").find("JPN") != std::string::npos;
    }
    EXPECT_EQ(directions, (std::set<std::string>{"CHN to USA", "USA to CHN"}));
    EXPECT_FALSE(japan);
    EXPECT_EQ(cell(table, row_of(table, "CHN/mofcom-2024-46#2a"), "direction"), "CHN to USA");
    EXPECT_EQ(cell(table, row_of(table, "USA/bis-2025-h20#letter"), "direction"), "USA to CHN");
    const Table other = rules_between(all(), "DEU", "JPN", day("2025-10-15"));
    for (std::size_t i = 0; i < other.rows.size(); ++i) EXPECT_NE(cell(other, i, "clause"), "CHN/mofcom-gacc-2025-18#1C902.a");
}

}  // namespace
}  // namespace countervail
