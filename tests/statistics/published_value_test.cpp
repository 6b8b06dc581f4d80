// SPDX-License-Identifier: Apache-2.0
#include "statistics/published_value.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace countervail {
namespace {

PublishedValue read(std::string_view text, std::string_view note = {}) {
    const auto value = parse_published_value(text, note);
    EXPECT_TRUE(value) << text;
    return value.value_or(PublishedValue{});
}

TEST(PublishedValue, Numbers) {
    EXPECT_EQ(read("270,000").value, 270'000);
    EXPECT_EQ(read(" 68\xC2\xA0").value, 68);
    EXPECT_EQ(read("1,234.5").value, 1234.5);
    EXPECT_EQ(read("-3").value, -3);
    EXPECT_EQ(read("\xE2\x88\x92"
                   "3")
                  .value,
              -3);
    EXPECT_EQ(read("1e+05").value, 100'000);
    EXPECT_EQ(read("1.5299999999999999E-2").value, 0.0153);
    EXPECT_EQ(read("0").value, 0);
}

TEST(PublishedValue, RangesAndBounds) {
    EXPECT_EQ(read("330 - 390").low, 330);
    EXPECT_EQ(read("330 - 390").high, 390);
    EXPECT_EQ(read("10,000–15,000").high, 15'000);
    EXPECT_FALSE(read("10–20").value);
    EXPECT_EQ(read(">95").low, 95);
    EXPECT_FALSE(read(">95").high);
    EXPECT_EQ(read("<1,000").high, 1000);
    EXPECT_FALSE(read("<1,000").low);
}

TEST(PublishedValue, SignsInPlaceOfNumbers) {
    EXPECT_EQ(read("—").value, 0);
    EXPECT_TRUE(read("—").zero_dash);
    EXPECT_TRUE(read("W").withheld);
    EXPECT_TRUE(read("E").net_exporter);
    for (const char* absent : {"NA", "", "..", "nan", "XX", "#N/A"}) EXPECT_TRUE(read(absent).not_available) << absent;
    EXPECT_TRUE(read("s").in_note);
    EXPECT_FALSE(read("s").high);
    EXPECT_EQ(read("s", "Estimated. -- Less than ½ unit.").high, 0.5);
    EXPECT_TRUE(read("Large").wording);
    EXPECT_TRUE(read("Variable, depending on size, type, and quality").wording);
    EXPECT_TRUE(read("?10").sign_lost);
    EXPECT_FALSE(read("?10").value);
}

TEST(PublishedValue, WhatIsNoFigureIsNotRead) {
    for (const char* text : {"1,23", "12,34,567", "1.234,5", "12.5.7", "0x10", "5 t", "abc1", ">", ">x", "20–10", "1–", "½", "--5", "e", "+"})
        EXPECT_FALSE(parse_published_value(text)) << text;
}

RC_GTEST_PROP(PublishedValue, ThousandsCommasChangeNothing, ()) {
    const int number = *rc::gen::inRange(0, 2'000'000'000);
    const std::string plain = std::to_string(number);
    std::string grouped = plain;
    for (int at = static_cast<int>(grouped.size()) - 3; at > 0; at -= 3) grouped.insert(static_cast<std::size_t>(at), ",");
    RC_ASSERT(parse_grouped_number(grouped) == static_cast<double>(number));
    RC_ASSERT(parse_grouped_number(plain) == static_cast<double>(number));
    if (grouped != plain) RC_ASSERT(!parse_grouped_number(grouped.substr(0, grouped.size() - 1)));
}

}  // namespace
}  // namespace countervail
