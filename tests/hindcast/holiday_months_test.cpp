// SPDX-License-Identifier: Apache-2.0
#include "hindcast/holiday_months.h"

#include <gtest/gtest.h>

#include "hindcast/small_ledger.h"

namespace countervail {
namespace {

TEST(HolidayMonths, AreRowsOfTheLedgerThatWerePublic) {
    const std::string row = ",holiday-month,,AAA,,,,2,,,count,press,";
    const Library library({{"data/sources.csv", "id,publisher,title,address,published_on\npress,Press,Press,,2020-01-01\n"},
                           {"data/vocabulary.csv", "kind,word,meaning\nquantity,holiday-month,month\nplace,AAA,A\nplace,BBB,B\n"},
                           {"data/ledger/rows.csv", test::kLedgerHeader + "early" + row + "2020-02-07,found,,,test,\n"}});
    const auto ledger = Ledger::read(library);
    ASSERT_TRUE(ledger) << to_text(ledger.error());
    EXPECT_EQ(holiday_months(*ledger, "AAA", Date(2020, 2, 7)), std::vector<int>{2});
    EXPECT_TRUE(holiday_months(*ledger, "AAA", Date(2020, 2, 6)).empty());
    EXPECT_TRUE(holiday_months(*ledger, "BBB", Date(2025, 1, 1)).empty());
}

TEST(HolidayMonths, ArePrintedTogether) {
    const auto printed = [](const char* period, const std::vector<int>& holidays) { return printed_on(*parse_period(period), holidays); };
    EXPECT_EQ(printed("2025-05", {1, 2}), Date(2025, 6, 21));
    EXPECT_EQ(printed("2025-01", {}), Date(2025, 2, 21));
    EXPECT_EQ(printed("2025-01", {1, 2}), Date(2025, 3, 21)) << "January waits for February";
    EXPECT_EQ(printed("2025-02", {1, 2}), Date(2025, 3, 21));
    EXPECT_EQ(printed("2024-12", {1, 2}), Date(2025, 1, 21)) << "December waits for nobody";
    EXPECT_EQ(printed("2024-12", {12, 1}), Date(2025, 2, 21));
    EXPECT_EQ(printed("2024", {1, 2}), Date(2025, 1, 21));
}

}  // namespace
}  // namespace countervail
