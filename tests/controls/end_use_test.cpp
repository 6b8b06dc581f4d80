// SPDX-License-Identifier: Apache-2.0
// Several end uses of one article, and clauses that leave some of them out.
#include <gtest/gtest.h>

#include "controls/sample_acts.h"

// covers: read_clause

namespace countervail {
namespace {

using sample::day;

Requirement required(const Clause& clause, EndUses uses) {
    LawTerms terms;
    terms.end_uses = {{"chips.logic", "", {"chips"}, {}}, {"chips.memory", "", {"chips"}, {}}, {"chips", "", {}, {}}, {"navy", "", {"military"}, {}}};
    const auto regime = Regime::of({sample::act("AAA/1", "2025-01-01", {clause})}, day("2026-01-01"), terms).value();
    return regime.treatment({"x", "AAA", "AAA", "BBB", std::move(uses)}, day("2025-02-01")).requirement;
}

TEST(EndUse, ANarrowerUseIsTheBroaderOneToo) {
    Clause clause = sample::clause("1", "2025-01-01", {"x"});
    clause.end_use_classes = {"military"};
    EXPECT_EQ(required(clause, "navy"), Requirement::licence);
    EXPECT_EQ(required(clause, "chips"), Requirement::free);
    EXPECT_EQ(required(clause, {"chips", "navy"}), Requirement::licence);
}

TEST(EndUse, AUseThatDoesNotCountLeavesTheOthers) {
    Clause clause = sample::clause("1", "2025-01-01", {"x"});
    clause.end_use_classes = {"chips"};
    clause.end_uses_other_than = {"chips.memory"};
    EXPECT_EQ(required(clause, "chips.memory"), Requirement::free);
    EXPECT_EQ(required(clause, {"chips.memory", "chips.logic"}), Requirement::licence);
    EXPECT_EQ(required(clause, "chips"), Requirement::licence);
}

TEST(EndUse, AnExceptionWinsOverEverything) {
    Clause clause = sample::clause("1", "2025-01-01", {"x"});
    clause.end_uses_except = {"military"};
    EXPECT_EQ(required(clause, "chips"), Requirement::licence);
    EXPECT_EQ(required(clause, {"chips", "navy"}), Requirement::free);
}

}  // namespace
}  // namespace countervail
