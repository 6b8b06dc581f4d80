// SPDX-License-Identifier: Apache-2.0
// covers: production_table
#include "statistics/ledger_production.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "statistics/published_files.h"

namespace countervail {
namespace {

const Ledger& ledger() {
    static const Ledger all = Ledger::read(Library::embedded()).value();
    return all;
}

double of(const ProductionByPlace& production, const std::string& place) {
    const auto found = std::ranges::find(production.places, place, &PlaceQuantity::place);
    return found == production.places.end() ? -1 : found->quantity;
}

TEST(LedgerProduction, EditionsAreNotMixed) {
    const ProductionTable table = production_of(ledger(), place_names(), Date(2026, 6, 1));
    const auto now = production_by_place(table, {"rare-earths", "Production", "mine-production", 2024});
    ASSERT_TRUE(now) << to_text(now.error());
    EXPECT_EQ(of(*now, "AUS"), 29'000);  // MCS 2026
    EXPECT_EQ(of(*now, "NGA"), 1'500);
    EXPECT_EQ(now->world, 380'000);
    EXPECT_TRUE(std::ranges::any_of(table.warnings, [](const Error& warning) {
        return warning.what.find("\"MCS 2025, t REO/year\" was left aside for rare-earths in 2024") != std::string::npos;
    }));
    const ProductionTable before = production_of(ledger(), place_names(), Date(2025, 6, 1));
    const auto then = production_by_place(before, {"rare-earths", "Production", "mine-production", 2024});
    ASSERT_TRUE(then) << to_text(then.error());
    EXPECT_EQ(of(*then, "AUS"), 13'000);  // MCS 2025
    EXPECT_EQ(of(*then, "NGA"), 13'000);
    EXPECT_EQ(then->world, 390'000);
    EXPECT_FALSE(
        production_by_place(production_of(ledger(), place_names(), Date(2024, 6, 1)), {"rare-earths", "Production", "mine-production", 2024}));
}

TEST(LedgerProduction, EveryRowRestsOnAStatementKnownOnTheDay) {
    const Date day(2025, 3, 1);
    const ProductionTable table = production_of(ledger(), place_names(), day);
    ASSERT_FALSE(table.rows.empty());
    for (const ProductionRow& row : table.rows) {
        const Statement* statement = ledger().find(row.note);
        ASSERT_NE(statement, nullptr) << row.note;
        EXPECT_LE(ledger().public_since(*statement), day) << row.note;
        EXPECT_EQ(row.figure.value, statement->value);
        EXPECT_NE(row.kind, StatisticsPlaceKind::unknown);
    }
}

TEST(LedgerProduction, TonnesOfUnits) {
    EXPECT_EQ(tonnes_in("metric tons"), 1);
    EXPECT_EQ(tonnes_in("thousand metric tons"), 1000);
    EXPECT_EQ(tonnes_in("metr. t"), 1);
    EXPECT_NEAR(*tonnes_in("kg metal/year"), 0.001, 1e-15);
    EXPECT_NEAR(*tonnes_in("kt/year"), 1000, 1e-9);
    EXPECT_NEAR(*tonnes_in("t REO/month"), 12, 1e-12);
    EXPECT_FALSE(tonnes_in("Mio m3"));
    EXPECT_FALSE(tonnes_in("percent"));
}

}  // namespace
}  // namespace countervail
