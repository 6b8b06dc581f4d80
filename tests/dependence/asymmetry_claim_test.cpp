// SPDX-License-Identifier: Apache-2.0
#include "dependence/asymmetry_claim.h"

#include <gtest/gtest.h>

namespace countervail {
namespace {

const Ledger& ledger() {
    static const Ledger read = Ledger::read(Library::from_folder(COUNTERVAIL_SOURCE_DIR).value()).value();
    return read;
}

TEST(asymmetry_claim, comes_from_the_ledger_once_it_was_public) {
    const auto claim = claim_of(ledger(), "CHN", "USA", Date(2026, 1, 1));
    ASSERT_TRUE(claim.has_value());
    EXPECT_DOUBLE_EQ(claim->a_on_b, 0.40);
    EXPECT_DOUBLE_EQ(claim->b_on_a, 0.12);
    EXPECT_EQ(claim->statements, (std::vector<std::string>{"F-05.CHN", "F-05.USA"}));
    const auto turned = claim_of(ledger(), "USA", "CHN", Date(2026, 1, 1));
    ASSERT_TRUE(turned.has_value());
    EXPECT_DOUBLE_EQ(turned->a_on_b, 0.12);
    EXPECT_FALSE(claim_of(ledger(), "CHN", "USA", Date(2025, 4, 3)).has_value());
    EXPECT_FALSE(claim_of(ledger(), "CHN", "DEU", Date(2026, 1, 1)).has_value());
}

TEST(asymmetry_claim, can_be_written) {
    const auto claim = parse_claim("35 / 9.5@60");
    ASSERT_TRUE(claim.has_value());
    EXPECT_DOUBLE_EQ(claim->a_on_b, 0.35);
    EXPECT_DOUBLE_EQ(claim->b_on_a, 0.095);
    EXPECT_DOUBLE_EQ(claim->threshold, 0.6);
    EXPECT_DOUBLE_EQ(parse_claim("40/12")->threshold, 0.5);
    for (const char* wrong : {"", "40", "40/", "/12", "40/12@", "40/120", "-1/12", "40@50/12", "a/b", "40/12@x"}) EXPECT_FALSE(parse_claim(wrong).has_value()) << wrong;
}

}  // namespace
}  // namespace countervail
