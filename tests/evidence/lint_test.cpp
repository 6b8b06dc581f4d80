// SPDX-License-Identifier: Apache-2.0
// Every rule and every trap of data/lint.toml fires on a bad set of rows and is silent on a good one.
// covers: lint_basis, lint_series, lint_share, lint_text
#include "evidence/lint.h"

#include <gmock/gmock.h>

#include <set>

#include "evidence/small_ledger.h"

using namespace countervail;
using namespace countervail::testing;
using ::testing::Contains;
using ::testing::Not;

namespace {

struct Case {
    std::string rule;
    std::vector<RowText> bad, good;
};

RowText series(const char* id, const char* period, const char* value) {
    return {.id = id,
            .item = "rare-earths",
            .place = "AAA",
            .period = period,
            .value = value,
            .unit = "t REO/year"};
}

RowText price(const char* item, const char* place, const char* unit) {
    return {.id = "P", .quantity = "price", .item = item, .place = place, .period = "2024", .unit = unit};
}

RowText share(const char* id, const char* quantity, const char* place, const char* value) {
    return {.id = id,
            .quantity = quantity,
            .item = "rare-earths",
            .place = place,
            .period = "2024",
            .value = value,
            .unit = "%"};
}

RowText month(const char* value) { return {.id = "M", .quantity = "holiday-month", .item = "", .place = "AAA", .value = value, .unit = "count"}; }

RowText speaking(const char* item, const char* quantity, const char* place, const char* locator) {
    return {.id = "T",
            .quantity = quantity,
            .item = item,
            .place = place,
            .period = "2024",
            .unit = "count",
            .locator = locator};
}

/// Masses per vehicle, ship and megawatt: no dimension is the usual one.
std::vector<RowText> counts_per_object() {
    return {{.id = "1", .unit = "kg metal/vehicle"}, {.id = "2", .unit = "kg metal/vehicle"},
            {.id = "3", .unit = "kg metal/vehicle"}, {.id = "4", .unit = "kg metal/vehicle"},
            {.id = "5", .unit = "kg metal/ship"},    {.id = "6", .unit = "kg metal/MW"}};
}

std::vector<Case> basis_cases() {
    const RowText magnet{.id = "M", .item = "ndfeb.magnet", .unit = "t magnet/year"},
        oxide{.id = "O", .item = "alpha.oxide", .unit = "t oxide/year"},
        content{.id = "C", .unit = "kg oxide/t magnet"};
    const RowText all{.id = "R", .item = "rare-earths", .unit = "t REO/year"},
        four{.id = "F", .item = "magnet-rare-earths", .unit = "t REO/year"};
    const RowText joined{.id = "J", .unit = "t oxide/year", .label = "derived", .cites = "M O"};
    RowText converted = joined,
            four_share{
                .id = "J", .quantity = "market-share", .unit = "%", .label = "derived", .cites = "R F"},
            all_share = four_share;
    converted.cites = "M O C";
    all_share.cites = "R";
    const RowText odd{.id = "X", .unit = "days"};
    RowText open = {.id = "B", .item = "alpha.oxide", .unit = "t/year"}, told_open = open;
    told_open.note = "Basis not stated";
    RowText share_open{.id = "V", .quantity = "revenue-share", .unit = "%"}, share_told_open = share_open;
    share_told_open.note = "basis not stated by the newspaper";
    const auto outputs = [](const char* unit, const char* period) {
        std::vector<RowText> rows;
        for (const char* place : {"AAA", "BBB", "CHN", "IND"})
            rows.push_back({.id = place, .place = place, .period = "2024", .unit = "t/year"});
        rows.push_back({.id = "X", .period = period, .unit = unit});
        return rows;
    };
    const std::vector<RowText> counts = {
        {.id = "1"}, {.id = "2", .use = "car"}, {.id = "3", .use = "wind"}, {.id = "4", .place = "AAA"}};
    std::vector<RowText> with_odd = counts;
    with_odd.push_back(odd);
    return {
        {"item-basis",
         {{.id = "B", .item = "alpha.oxide", .unit = "t magnet"}},
         {{.id = "B", .item = "alpha.oxide", .unit = "t oxide"}}},
        {"item-basis",
         {{.id = "B", .item = "ndfeb.blank", .unit = "t magnet"}},
         {{.id = "B", .item = "ndfeb.blank", .unit = "t blank"}}},
        {"item-basis",
         {price("alpha.metal", "AAA", "USD/kg oxide average")},
         {price("alpha.metal", "AAA", "USD/kg metal average")}},
        {"basis-missing",
         {{.id = "B", .item = "alpha.oxide", .unit = "t/year"}},
         {{.id = "B", .item = "alpha.oxide", .unit = "t REO/year"}}},
        {"basis-missing", {open}, {told_open}},
        {"needs-basis:revenue-share", {share_open}, {share_told_open}},
        {"odd-dimension", outputs("t", ""), outputs("t", "2024-01..2024-08")},
        {"odd-dimension", with_odd, counts_per_object()},
        {"mixed-basis", {magnet, oxide, joined}, {magnet, oxide, content, converted}},
        {"never-joined", {all, four, four_share}, {all, four, all_share}},
        {"odd-dimension", with_odd, counts},
        {"needs-basis:vat-china",
         {price("alpha.oxide", "CHN", "USD/kg oxide spot")},
         {price("alpha.oxide", "CHN", "USD/kg oxide incl-VAT spot")}},
        {"needs-basis:vat-yuan",
         {price("alpha.oxide", "AAA", "CNY/kg oxide spot")},
         {price("alpha.oxide", "AAA", "CNY/kg oxide ex-VAT spot")}},
        {"needs-basis:ask-europe",
         {price("alpha.oxide", "EUR", "USD/kg oxide spot")},
         {price("alpha.oxide", "EUR", "USD/kg oxide ask spot")}},
        {"needs-basis:ask-europe",
         {price("alpha.oxide", "EUR", "USD/kg oxide spot")},
         {price("gallium", "EUR", "USD/kg metal spot")}},
        {"needs-basis:price-timing",
         {price("alpha.oxide", "AAA", "USD/kg oxide")},
         {price("alpha.oxide", "AAA", "USD/kg oxide average")}},
        {"needs-basis:revenue-share",
         {{.id = "V", .quantity = "revenue-share", .unit = "%"}},
         {{.id = "V", .quantity = "revenue-share", .unit = "% ship-to"}}},
    };
}

std::vector<Case> series_cases() {
    RowText year_end = price("alpha.oxide", "AAA", "USD/kg oxide year-end"),
            average = price("alpha.oxide", "AAA", "USD/kg oxide average");
    average.id = "Q", average.period = "2025";
    RowText later = average;
    later.unit = "USD/kg oxide year-end";
    RowText first = series("A", "2024", "13000"), revised = series("B", "2024", "29000"), named = revised;
    first.vintage = "2025", revised.source = named.source = "survey-2026", named.vintage = "2026";
    RowText one = series("A", "2024", "100"), two = series("B", "2024", "200"), told = two, one_told = one;
    told.note = "with stocks", one_told.note = "without stocks";
    RowText rival = two, disputed = one, rival_disputed = two;
    rival.source = rival_disputed.source = "trade-press", disputed.label = rival_disputed.label = "disputed";
    const auto production = [](const char* value) {
        return std::vector<RowText>{series("A", "2021", "12100"), series("B", "2022", "12900"),
                                    series("C", "2023", value), series("D", "2024", "13400")};
    };
    std::vector<RowText> looked_at = production("113000");
    looked_at[2].note = "printed so";
    return {
        {"joined-prices", {year_end, average}, {year_end, later}},
        {"vintage", {first, revised}, {first, named}},
        {"same-cell", {one, two}, {one_told, told}},
        {"rivals", {one, rival}, {disputed, rival_disputed}},
        {"fused-digit", production("113000"), production("13000")},
        {"fused-digit", production("113000"), looked_at},
        {"fused-digit", production("130001"), production("16000")},
    };
}

std::vector<Case> share_cases() {
    RowText iea = share("C", "mine-share", "CHN", "60");
    iea.source = "trade-press";
    return {
        {"share-over-one",
         {share("A", "market-share", "AAA", "113")},
         {share("A", "market-share", "AAA", "99")}},
        {"month-of-year", {month("13")}, {month("12")}},
        {"month-of-year", {month("0")}, {month("1")}},
        {"month-of-year", {month("2.5")}, {month("2")}},
        {"whole",
         {share("A", "mine-share", "AAA", "69"), share("B", "mine-share", "BBB", "40")},
         {share("A", "mine-share", "AAA", "69"), share("B", "mine-share", "BBB", "31"),
          share("W", "mine-share", "WLD", "100"), iea}},
    };
}

std::vector<Case> text_cases() {
    return {
        {"text-trap:hs-811292",
         {speaking("gallium", "export-volume", "CHN", "HS 811292, 84.0 t")},
         {speaking("gallium", "export-volume", "CHN", "gallium metal, ministry figure")}},
        {"text-trap:hs-850511-six-digits",
         {speaking("ndfeb.magnet", "export-volume", "CHN", "Comtrade HS-6 8505.11")},
         {speaking("ndfeb.magnet", "export-volume", "CHN",
                   "eight digits, not the six-digit code: 8505.11.10")}},
        {"text-trap:india-permanent-magnets",
         {speaking("ndfeb.magnet", "import-volume", "IND", "53,700 t of permanent magnets")},
         {speaking("ndfeb.magnet", "import-volume", "IND", "870 t of rare-earth permanent magnets")}},
        {"text-trap:headline-without-magnets",
         {speaking("rare-earth-magnet", "export-volume", "CHN", "headline of 17 minerals")},
         {speaking("rare-earth-magnet", "export-volume", "CHN", "magnets, data of the 20th")}},
        {"text-trap:gallium-products",
         {speaking("gallium", "export-volume", "CHN", "7.58 t of gallium products")},
         {speaking("gallium", "export-volume", "CHN", "5.15 t of metal")}},
        {"text-trap:gallium-products",
         {speaking("gallium", "export-volume", "CHN", "5.15 t; gallium products 7.58 t")},
         {speaking("gallium", "export-volume", "CHN", "gallium metal 5.15 t; gallium products 7.58 t")}},
        {"text-trap:graphite-codes",
         {speaking("graphite.natural", "export-volume", "CHN", "25041091 flake")},
         {speaking("graphite.natural", "export-volume", "CHN", "25041010 flake")}},
        {"text-trap:state-stockpile",
         {speaking("rare-earths", "stock", "BBB", "national stockpile 40,000 t")},
         {speaking("rare-earths", "stock", "BBB", "national stockpile, Defense Logistics Agency")}},
        {"text-trap:no-18-suspended",
         {speaking("", "production", "", "No. 70 suspended No. 18")},
         {speaking("", "production", "", "No. 18 was never suspended")}},
        {"text-trap:no-61-operated",
         {speaking("", "production", "", "No. 61 took effect in December")},
         {speaking("", "production", "", "No. 61 never operated")}},
        {"quote", {{.id = "Q", .label = "found-q"}}, {{.id = "Q", .label = "found-q", .locator = "“1”"}}},
        {"derivation",
         {{.id = "D", .label = "derived"}},
         {{.id = "D", .label = "derived", .locator = "2 - 1"}}},
        {"early", {{.id = "E", .period = "2027"}}, {{.id = "E", .period = "2027", .note = "a plan"}}},
    };
}

std::vector<Case> all_cases() {
    std::vector<Case> cases;
    for (auto& part : {basis_cases(), series_cases(), share_cases(), text_cases()})
        cases.insert(cases.end(), part.begin(), part.end());
    return cases;
}

}  // namespace

TEST(lint, each_rule_fires_on_the_bad_rows_and_not_on_the_good) {
    for (const Case& test : all_cases()) {
        EXPECT_THAT(rules_that_fire(test.bad), Contains(test.rule)) << test.rule;
        EXPECT_THAT(rules_that_fire(test.good), Not(Contains(test.rule))) << test.rule;
    }
}

TEST(lint, no_rule_and_no_trap_is_without_a_case) {
    std::set<std::string> tested;
    for (const Case& test : all_cases()) tested.insert(test.rule);
    for (const LintRule& rule : lint_rules()) {
        if (rule.id == "needs-basis" || rule.id == "text-trap") continue;
        EXPECT_TRUE(tested.contains(std::string(rule.id))) << rule.id;
        EXPECT_FALSE(rule.meaning.empty());
    }
    const LintSettings settings = read_lint_settings(Library::embedded()).value();
    for (const NeedsBasis& trap : settings.needs_basis)
        EXPECT_TRUE(tested.contains("needs-basis:" + trap.id)) << trap.id;
    for (const TextTrap& trap : settings.text_traps)
        EXPECT_TRUE(tested.contains("text-trap:" + trap.id)) << trap.id;
}

TEST(lint, an_error_stops_the_ledger_and_a_warning_does_not) {
    const auto stopped = Ledger::read(small_library({share("A", "market-share", "AAA", "113")}));
    ASSERT_FALSE(stopped.has_value());
    EXPECT_EQ(stopped.error()[0].where.line, 2);
    EXPECT_FALSE(stopped.error()[0].hint.empty());
    EXPECT_TRUE(Ledger::read(small_library({{.id = "Q", .label = "found-q"}})).has_value());
}
