// SPDX-License-Identifier: Apache-2.0
#include "dependence/bilateral_totals.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "world/shipped_world.h"

namespace countervail {
namespace {

using testing::shipped_ledger;
using testing::shipped_library;

const Date kEndOf2025(2025, 12, 31);

BilateralTotals totals(std::string_view a, std::string_view b, Date known_on) {
    auto totals = totals_of(shipped_library(), shipped_ledger(), a, b, known_on);
    if (!totals) ADD_FAILURE() << to_text(totals.error());
    return std::move(totals).value();
}

// 525.65 and 162.6 by the word of one side, 439 and 144 by that of the other: balances of 363.05 and −295.
TEST(totals_of, gives_both_sides_words_and_the_gap) {
    const BilateralTotals known = totals("CHN", "USA", kEndOf2025);
    EXPECT_NEAR(*known.balance("CHN", "2024"), 363.05, 1e-9);
    EXPECT_NEAR(*known.balance("USA", "2024"), -295, 1e-9);
    EXPECT_FALSE(known.balance("USA", "2025").has_value());
    ASSERT_EQ(known.mirror.size(), 2U);
    const auto gap = std::ranges::find(known.mirror, "CHN", &MirrorGap::seller);
    ASSERT_NE(gap, known.mirror.end());
    EXPECT_NEAR(gap->seller_says, 525.65, 1e-9);
    EXPECT_NEAR(gap->buyer_says, 439, 1e-9);
    EXPECT_NEAR(gap->gap(), -86.65, 1e-9);
    EXPECT_EQ(gap->seller_statement, "F-01.exports");
    EXPECT_EQ(gap->buyer_statement, "F-02.imports");
    const auto back = std::ranges::find(known.mirror, "USA", &MirrorGap::seller);
    EXPECT_NEAR(back->gap(), 162.6 - 144, 1e-9);
    EXPECT_EQ(bilateral_totals_table(shipped_ledger(), known).rows.size(), known.reports.size());
}

TEST(totals_of, knows_only_what_was_public) {
    EXPECT_TRUE(totals("CHN", "USA", Date(2020, 1, 1)).reports.empty());
    const BilateralTotals later = totals("USA", "CHN", Date(2026, 12, 31));
    EXPECT_EQ(std::ranges::count(later.reports, "2025", &BilateralReport::period), 2);
    EXPECT_EQ(totals("JPN", "USA", kEndOf2025).reports.size(), 1U);
    EXPECT_TRUE(totals("JPN", "FRA", kEndOf2025).reports.empty());
}

TEST(totals_of, names_every_problem_of_the_file_with_its_line) {
    Library library = shipped_library();
    library.put({"data/trade/bilateral-reports.csv", "statement,reporter\nF-01.export,CHN\nF-01.total,CHN\nF-01.exports,JPN\n"});
    const auto refused = totals_of(library, shipped_ledger(), "CHN", "USA", kEndOf2025);
    ASSERT_FALSE(refused.has_value());
    ASSERT_EQ(refused.error().size(), 3U);
    for (int line = 2; line <= 4; ++line) EXPECT_EQ(refused.error()[static_cast<std::size_t>(line - 2)].where.line, line);
    EXPECT_NE(refused.error()[0].hint.find("F-01.exports"), std::string::npos);
    EXPECT_NE(refused.error()[1].what.find("trade-total"), std::string::npos);
    EXPECT_NE(refused.error()[2].what.find("neither CHN nor USA"), std::string::npos);
}

}  // namespace
}  // namespace countervail
