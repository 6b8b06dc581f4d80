// SPDX-License-Identifier: Apache-2.0
// What would make an answer another: single facts, how far each number is from each limit, and the next day on which
// the law changes it. Every line is found by asking the law again with that one thing changed, never by reasoning about
// the text.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "screening/screening.h"

namespace countervail {

/// One thing changed alone, and what a power then answers.
struct SingleChange {
    std::string what;                 ///< "end use: military, terrorism", "logic-node at most 14 nm"
    std::string power;
    ScreeningOutcome outcome = ScreeningOutcome::free;
    Verdict verdict = Verdict::not_listed;
    std::string decided_by;           ///< "act#limb" that then decides; empty when nothing restricts
};

/// A number beside a limit that a clause sets, where nothing else keeps the clause from firing.
struct LimitDistance {
    std::string act, clause, limb, status;
    std::string fact, have, limit, margin;
    Answer met = Answer::unknown;
    std::string says;                 ///< what the clause demands
};

struct NextDay {
    Date on;
    std::string power;
    ScreeningOutcome outcome = ScreeningOutcome::free;
    Verdict verdict = Verdict::not_listed;
    std::string decided_by;
};

struct Changes {
    std::vector<SingleChange> facts;
    std::vector<LimitDistance> limits;
    std::vector<NextDay> next;        ///< powers whose answer changes on the first such day; all on that one day
};

Changes what_would_change(const Screening& screening, const LawBook& book);

}  // namespace countervail
