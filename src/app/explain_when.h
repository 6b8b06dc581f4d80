// SPDX-License-Identifier: Apache-2.0
// `countervail explain RUN [ANSWER] --when CONDITION`: in which part of the space of the inputs the answer flips, found among
// the draws of the run itself by PRIM. docs/methods/sensitivity.md.
#pragma once

#include <string>
#include <string_view>

#include "app/exit_code.h"
#include "app/prepared_run.h"
#include "report/run_answers.h"

namespace countervail {

/// What makes a draw a case of interest. "Never" is above every number.
struct AnswerCondition {
    enum class Kind { above, at_least, below, at_most, never, happens };
    Kind kind = Kind::above;
    double value = 0;
    bool holds(double answer) const;
    /// "is above 60 days after the act", "does not happen".
    std::string words(const std::string& unit) const;
};

/// "> 60", ">= 60", "< 60", "<= 60", "above 60", "below 60", "at least 60", "at most 60", "never", "happens".
Result<AnswerCondition> read_condition(std::string_view text);

/// Prints the boxes and, with --out, writes them. The answer is no when the condition holds in no draw.
ExitCode explain_when(const Settings& settings, const LoadedRun& run, const RunAnswer& answer, const AnswerCondition& condition);

}  // namespace countervail
