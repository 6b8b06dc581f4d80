// SPDX-License-Identifier: Apache-2.0
#include "economy/table_views.h"

#include <gtest/gtest.h>

#include "economy/layout_samples.h"

namespace countervail {
namespace {

IoTable sample() { return read_table(plain_sample(), TableLayout::plain).value(); }

double number(const Table& table, std::size_t row, const char* column) { return std::get<double>(table.rows[row][*table.column(column)]); }
std::string text(const Table& table, std::size_t row, const char* column) { return std::get<std::string>(table.rows[row][*table.column(column)]); }

TEST(TableViews, SuppliersAndCustomersOfAnIndustryAtAPlace) {
    const IoTable table = sample();
    const Table suppliers = table_suppliers(table, 1, 0, 10);   // making in AAA buys 20, 10, 20 of 50
    ASSERT_EQ(suppliers.rows.size(), 3U);
    EXPECT_EQ(text(suppliers, 0, "place"), "AAA");
    EXPECT_EQ(text(suppliers, 1, "place"), "BBB");
    EXPECT_EQ(text(suppliers, 1, "industry"), "making");
    EXPECT_EQ(number(suppliers, 0, "of purchases"), 40);
    const Table customers = table_customers(table, 1, 0, 3);    // sells 40, 40, 30, 30, 30, … of 200
    ASSERT_EQ(customers.rows.size(), 3U);
    EXPECT_EQ(number(customers, 0, "buys"), 40);
    EXPECT_EQ(number(customers, 0, "of sales"), 20);
    EXPECT_EQ(text(customers, 1, "buyer"), "final use");
    EXPECT_EQ(text(customers, 1, "name"), "households");
}

TEST(TableViews, AllPlacesTogether) {
    const IoTable table = sample();
    const Table suppliers = table_suppliers(table, 0, -1, 10);
    double bought = 0, shares = 0;
    for (std::size_t row = 0; row < suppliers.rows.size(); ++row) {
        bought += number(suppliers, row, "sells");
        shares += number(suppliers, row, "of purchases");
    }
    EXPECT_EQ(bought, 60 + 120);
    EXPECT_NEAR(shares, 100, 1e-12);
}

TEST(TableViews, PlacesByValueAddedWithTheirTrade) {
    const Table places = table_places(sample());
    ASSERT_EQ(places.rows.size(), 2U);
    EXPECT_EQ(text(places, 0, "place"), "BBB");
    EXPECT_EQ(number(places, 0, "value added"), 430);
    EXPECT_EQ(number(places, 0, "exports"), 0 + 10 + 20 + 20 + 40 + 90);   // flows and final demand of the other place
    EXPECT_EQ(number(places, 0, "exports"), number(places, 1, "imports"));
}

TEST(TableViews, FactsNotesAndIndustries) {
    const IoTable table = sample();
    EXPECT_EQ(table_notes(table).rows.size(), table.notes.size());
    const Table facts = table_facts(table);
    bool found = false;
    for (std::size_t row = 0; row < facts.rows.size(); ++row) {
        if (text(facts, row, "fact") != "output") continue;
        found = true;
        EXPECT_EQ(number(facts, row, "value"), 1000);
    }
    EXPECT_TRUE(found);
    const Table industries = table_industries(table, 1, {"ours", ""});
    EXPECT_EQ(number(industries, 0, "output"), 300);
    EXPECT_EQ(text(industries, 0, "our industry"), "ours");
    EXPECT_TRUE(std::holds_alternative<std::monostate>(industries.rows[1].back()));
    EXPECT_EQ(table_industries(table, -1, {}).columns.size(), 5U);
}

}  // namespace
}  // namespace countervail
