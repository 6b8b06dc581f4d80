// SPDX-License-Identifier: Apache-2.0
// The ledger that ships with the program.
#include <gtest/gtest.h>

#include "evidence/ledger.h"
#include "evidence/lint.h"

using namespace countervail;

TEST(real_ledger, loads_without_a_single_problem) {
    const auto ledger = Ledger::read(Library::embedded());
    ASSERT_TRUE(ledger.has_value()) << ledger.error().size() << " problems\n" << to_text(ledger.error());
    for (const Statement& statement : ledger->statements()) {
        EXPECT_LE(statement.low, statement.value) << statement.id;
        EXPECT_LE(statement.value, statement.high) << statement.id;
        EXPECT_GE(ledger->public_since(statement), statement.published_on) << statement.id;
    }
    for (const Finding& finding : lint(*ledger, read_lint_settings(Library::embedded()).value())) {
        EXPECT_EQ(finding.severity, Severity::warning) << to_text(finding.problem);
    }
}
