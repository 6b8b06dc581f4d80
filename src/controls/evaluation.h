// SPDX-License-Identifier: Apache-2.0
// All clauses that may speak of a flow, tried in the order of their dependence, on one day. Regime::treatment reads the
// short answer from it and assess() the long one.
#pragma once

#include <vector>

#include "controls/clause_tests.h"
#include "controls/compiled_regime.h"

namespace countervail {

struct Evaluation {
    /// On the day itself, or as if every clause that has not lapsed for good were in force.
    enum class Day { actual, hypothetical };

    std::vector<int> listing;            ///< clauses tried, by stratum and index
    std::vector<Answer> meets;           ///< per clause tried: the flow meets it and the clauses it needs beside it; whatever the day
    std::vector<Answer> fires;           ///< … and it is in force (Day::actual), and its reading is the chosen one
    std::vector<int> lifted_by;          ///< clause that certainly exempts from it; -1: none
    std::vector<std::vector<int>> relief;   ///< clauses that would exempt if facts not stated were so
    std::vector<Asked> asked;
    std::vector<std::vector<ClauseTest>> tests;   ///< empty unless traced

    int find(int clause) const;          ///< position in `listing`, -1 when not tried
};

/// `made` is filled anew and keeps its memory, for callers with many questions.
void evaluate(const Regime::Compiled& compiled, const Query& query, Date on, Evaluation::Day day, bool traced, Evaluation& made);

}  // namespace countervail
