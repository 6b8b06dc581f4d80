// SPDX-License-Identifier: Apache-2.0
#include "evidence/ledger_tables.h"

#include <gmock/gmock.h>

#include "evidence/small_ledger.h"

using namespace countervail;
using namespace countervail::testing;
using ::testing::HasSubstr;

namespace {

Ledger three_rows() {
    return Ledger::read(
               small_library(
                   {{.id = "A", .item = "alpha.oxide", .place = "AAA", .partner = "BBB", .unit = "t oxide"},
                    {.id = "B",
                     .quantity = "consumption",
                     .item = "beta.oxide",
                     .place = "BBB",
                     .unit = "t oxide",
                     .source = "survey-2026"},
                    {.id = "C", .label = "derived", .cites = "A B"}}))
        .value();
}

std::vector<std::string> ids(const LedgerFilter& filter) {
    return list_statements(three_rows(), filter).value().sources;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST(ledger_tables, filters) {
    EXPECT_EQ(ids({}), (Ids{"A", "B", "C"}));
    EXPECT_EQ(ids({.quantity = "consumption"}), Ids{"B"});
    EXPECT_EQ(ids({.item = "*.oxide"}), (Ids{"A", "B"}));
    EXPECT_EQ(ids({.place = "BBB"}), (Ids{"A", "B"}));
    EXPECT_EQ(ids({.label = "derived"}), Ids{"C"});
    EXPECT_EQ(ids({.known_on = Date(2025, 12, 31)}), Ids{"A"});
}

TEST(ledger_tables, a_mistyped_filter_names_its_nearest) {
    const auto table =
        list_statements(three_rows(), {.quantity = "consumtion", .item = "alpha.oxid", .label = "derivd"});
    ASSERT_FALSE(table.has_value());
    const std::string text = to_text(table.error());
    for (const char* part : {"\"consumption\"", "\"alpha.oxide\"", "\"derived\""})
        EXPECT_THAT(text, HasSubstr(part));
}

TEST(ledger_tables, one_statement_with_what_it_rests_on) {
    const Ledger ledger = three_rows();
    const std::string derived = render(show_statement(ledger, "C").value(), TableFormat::csv);
    for (const char* part : {"A B", "2026-01-31", "Summaries 2025", "data/ledger/rows.csv:4"})
        EXPECT_THAT(derived, HasSubstr(part));
    EXPECT_THAT(render(show_statement(ledger, "A").value(), TableFormat::csv), HasSubstr("cited by,C"));
    EXPECT_FALSE(show_statement(ledger, "Z").has_value());
}

TEST(ledger_tables, the_check_lists_problems_and_findings) {
    EXPECT_TRUE(check_ledger(small_library({{.id = "A"}})).rows.empty());
    const Table findings = check_ledger(small_library({{.id = "A", .label = "found-q"}}));
    ASSERT_EQ(findings.rows.size(), 1U);
    EXPECT_EQ(std::get<std::string>(findings.rows[0][0]), "warning");
    EXPECT_EQ(std::get<std::string>(findings.rows[0][1]), "quote");
    const Table problems = check_ledger(small_library({{.id = "A", .value = "x", .unit = "t/yaer"}}));
    ASSERT_EQ(problems.rows.size(), 2U);
    EXPECT_EQ(std::get<std::string>(problems.rows[0][0]), "error");
    EXPECT_EQ(std::get<double>(problems.rows[0][3]), 2);
}

TEST(ledger_tables, every_rule_and_trap_is_listed) {
    const auto table = list_lint_rules(Library::embedded());
    ASSERT_TRUE(table.has_value());
    const LintSettings settings = read_lint_settings(Library::embedded()).value();
    EXPECT_EQ(table->rows.size(),
              lint_rules().size() + settings.needs_basis.size() + settings.text_traps.size());
}
