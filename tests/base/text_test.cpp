// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace countervail;

TEST(Text, TrimsBothEnds) {
    EXPECT_EQ(trim(" \t a b\r\n"), "a b");
    EXPECT_EQ(trim(" \n "), "");
}

RC_GTEST_PROP(Text, JoinUndoesSplit, (const std::string& text)) {
    const auto parts = split(text, ' ');
    RC_ASSERT(join(parts, " ") == text);
    RC_ASSERT(parts.size() == static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1);
}

TEST(Number, ReadsPlainNumbersOnly) {
    EXPECT_EQ(parse_number("12.5"), 12.5);
    EXPECT_EQ(parse_number("+3"), 3.0);
    EXPECT_EQ(parse_number("-2e3"), -2000.0);
    for (const char* text :
         {"", "+", "+-5", "--5", "1,000", "5 ", " 5", "5%", "nan", "inf", "-inf", "1e999", "0x10", "1.2.3"}) {
        EXPECT_FALSE(parse_number(text)) << text;
    }
}

RC_GTEST_PROP(Number, ExactTextReadsBackAsTheSameDouble, (double value)) {
    RC_PRE(std::isfinite(value));
    RC_ASSERT(parse_number(exact_number(value)) == std::optional(value));
}

TEST(Number, IsReadable) {
    EXPECT_EQ(readable_number(58152), "58,152");
    EXPECT_EQ(readable_number(0.0125), "0.0125");
    EXPECT_EQ(readable_number(1234567.8), "1,234,568");
    EXPECT_EQ(readable_number(-1234.5), "-1,234");  // an exact half goes to the even neighbour
    EXPECT_EQ(readable_number(999.96), "1,000");
    EXPECT_EQ(readable_number(3.14159, 3), "3.14");
    EXPECT_EQ(readable_number(100), "100");
    EXPECT_EQ(readable_number(0), "0");
    EXPECT_EQ(readable_number(-1e-20), "0");
    EXPECT_EQ(readable_number(std::numeric_limits<double>::quiet_NaN()), "–");
}

RC_GTEST_PROP(Number, ReadableKeepsTheSignificantDigits, ()) {
    const double value = std::pow(10.0, *rc::gen::inRange(-6, 15)) * *rc::gen::inRange(1, 100000);
    const int digits = *rc::gen::inRange(1, 8);
    std::string text = readable_number(value, digits);
    std::erase(text, ',');
    const auto back = parse_number(text);
    RC_ASSERT(back.has_value());
    RC_ASSERT(std::abs(*back - value) <=
              0.5000001 * std::pow(10.0, std::floor(std::log10(value)) - digits + 1) + 1e-12);
}

TEST(Names, NamesTheNearest) {
    const std::vector<std::string> words{"in_force_on", "until", "requirement"};
    EXPECT_EQ(nearest_name("requirment", words), "requirement");
    EXPECT_EQ(did_you_mean("untill", words), "did you mean \"until\"?");
    EXPECT_EQ(did_you_mean("zebra", words), "");
    EXPECT_EQ(nearest_name("rnu", {"run", "data"}), "run");
    EXPECT_EQ(nearest_name("x", {}), "");
}

RC_GTEST_PROP(Names, OneTypingErrorIsForgiven, ()) {
    const std::string word =
        *rc::gen::element<std::string>("dysprosium", "terbium", "requirement", "known_on");
    std::string typed = word;
    typed[static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(word.size())))] = '#';
    RC_ASSERT(nearest_name(typed, {"scenario", word, "gallium"}) == word);
}
