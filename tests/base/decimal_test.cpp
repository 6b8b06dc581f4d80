// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "base/decimal.h"
#include "base/random.h"

namespace countervail {
namespace {

Decimal dec(std::string_view text) { return Decimal::parse(text).value(); }

TEST(Decimal, ReadsWhatPeopleWriteAndWritesItBack) {
    for (const char* text : {"0", "1", "-1", "0.001", "48.67", "-0.000000000001", "123456789012.123456789012"}) {
        EXPECT_EQ(dec(text).to_text(), text);
    }
    EXPECT_EQ(dec("1e-3"), dec("0.001"));
    EXPECT_EQ(dec("1.25E+2"), Decimal(125));
    EXPECT_EQ(dec("0.1000"), dec("0.1"));
    for (const char* text : {"", "-", ".", "1.2.3", "1e", "abc", "1 ", "0.0000000000001", "1e99"}) {
        EXPECT_FALSE(Decimal::parse(text)) << text;
    }
}

TEST(Decimal, TenthsAddUpAsOnPaper) {
    Decimal sum;
    for (int i = 0; i < 10; ++i) sum += dec("0.0001");
    EXPECT_EQ(sum, dec("0.001"));
    EXPECT_EQ(dec("0.1") + dec("0.2"), dec("0.3"));
    EXPECT_EQ(dec("0.02") * dec("300"), dec("6"));
    EXPECT_EQ(dec("1") / dec("3"), dec("0.333333333333"));
    EXPECT_EQ(dec("0.000000000001") * dec("0.5"), Decimal());          // a tie goes to the even neighbour
    EXPECT_EQ(dec("0.000000000003") * dec("0.5"), dec("0.000000000002"));
}

TEST(Decimal, TakesBinaryNumbersAsTheirShortestText) {
    EXPECT_EQ(Decimal::from_double(0.1), dec("0.1"));
    EXPECT_EQ(Decimal::from_double(0.001), dec("0.001"));
    EXPECT_EQ(Decimal::from_double(1.0 / 3), dec("0.333333333333"));
    EXPECT_EQ(Decimal::from_double(-2.5e-3), dec("-0.0025"));
    EXPECT_EQ(Decimal::from_double(1e300), Decimal::from_double(std::numeric_limits<double>::infinity()));
    EXPECT_DOUBLE_EQ(dec("48.67").to_double(), 48.67);
}

TEST(Decimal, AShareIsComparedWithoutDividing) {
    EXPECT_EQ(compare_share(dec("0.06"), dec("60"), dec("0.001")), std::strong_ordering::equal);
    // 0.000999…9 would round onto the limit if it were divided at twelve places.
    EXPECT_EQ(compare_share(dec("0.999999999999"), dec("1000"), dec("0.001")), std::strong_ordering::less);
    EXPECT_EQ(compare_share(dec("1"), dec("999.999999999999"), dec("0.001")), std::strong_ordering::greater);
    EXPECT_EQ(compare_share(dec("-1"), dec("10"), dec("0.001")), std::strong_ordering::less);
    EXPECT_EQ(compare_share(dec("1"), Decimal(), dec("0.5")), std::strong_ordering::greater);   // a share of nothing
}

TEST(Decimal, ArithmeticAgreesWithWholeNumbers) {
    for (std::uint32_t i = 0; i < 2000; ++i) {
        const auto draw = [&](std::uint32_t which) { return static_cast<long long>(uniform(20251009, i, which, 0) * 2e9) - 1'000'000'000; };
        const long long a = draw(0), b = draw(1);
        ASSERT_EQ(Decimal(a) + Decimal(b), Decimal(a + b));
        ASSERT_EQ(Decimal(a) - Decimal(b), Decimal(a - b));
        ASSERT_EQ(Decimal(a) * Decimal(b), Decimal(a * b));
        ASSERT_EQ(Decimal(a) < Decimal(b), a < b);
        if (b != 0) {
            ASSERT_EQ(Decimal(a) * Decimal(b) / Decimal(b), Decimal(a));
        }
        ASSERT_EQ(Decimal::parse(Decimal(a).to_text()), Decimal(a));
    }
}

}  // namespace
}  // namespace countervail
