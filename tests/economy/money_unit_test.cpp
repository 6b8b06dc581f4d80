// SPDX-License-Identifier: Apache-2.0
#include "economy/money_unit.h"

#include <gtest/gtest.h>

namespace countervail {
namespace {

TEST(MoneyUnit, AsPublishersWriteIt) {
    struct Case {
        const char* text;
        const char* currency;
        double millions;
    };
    for (const Case& wanted : {Case{"Mill USD", "USD", 1}, Case{"(millions of US$)", "USD", 1}, Case{"M.EUR", "EUR", 1}, Case{"(Millions of dollars)", "USD", 1}, Case{"1000 USD", "USD", 1e-3},
                               Case{"USD", "USD", 1e-6}, Case{"bn EUR", "EUR", 1e3}, Case{"Mio. EUR", "EUR", 1}, Case{"MUSD", "USD", 1}, Case{"current '000 US$", "USD", 1e-3}}) {
        const auto unit = parse_money_unit(wanted.text);
        ASSERT_TRUE(unit.has_value()) << wanted.text;
        EXPECT_EQ(unit->currency, wanted.currency) << wanted.text;
        EXPECT_EQ(unit->millions, wanted.millions) << wanted.text;
    }
}

TEST(MoneyUnit, WhatIsNoMoney) {
    for (const char* text : {"", "tonnes", "kg", "1000 p.", "hours", "TJ", "m", "–"}) EXPECT_FALSE(parse_money_unit(text).has_value()) << text;
}

}  // namespace
}  // namespace countervail
