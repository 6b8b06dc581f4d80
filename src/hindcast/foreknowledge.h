// SPDX-License-Identifier: Apache-2.0
// Nothing of an episode's answer may be in its question. Preparing an ensemble already refuses what it reads from after known_on; this looks again, from
// the outside, at everything that the prepared run says it rests on, and at what only a hindcast can get wrong.
//
// What no program can see: that whoever wrote an assumption had the outcome in mind. An assumption cites what it rests on, its note says why, and its
// range is printed with the run; a reader must judge that.
#pragma once

#include <string>
#include <vector>

#include "hindcast/episode.h"

namespace countervail {

/// Something that a run reads, and all that stands behind it.
struct RunInput {
    const Statement* statement = nullptr;
    std::string role;                  ///< "the world", "parameter licence.review-weeks", "technology <id>", "posterior <id>"
    Place where;                       ///< where the scenario or its files ask for it
    bool posterior = false;
};

/// Everything that a prepared run reads directly, each row once per role; in order of role and id.
std::vector<RunInput> run_inputs(const Ensemble& ensemble, const Ledger& ledger);

/// The same with everything it rests on, each row once, in order of id.
std::vector<const Statement*> rests_on(const Ensemble& ensemble, const Ledger& ledger);

/// Empty when the episode is clean. Otherwise every breach, at the file and line of what is at fault, with the row's own place:
///  - an input that rests, directly or through what it cites, on a row published after known_on;
///  - known_on not before the first day on which the focus act (or shock) binds, or no such day. (That an act had been announced by then is no breach: an
///    announcement is part of what a forecaster of the day knew. The acts are the question and may be known later, docs/decisions/0009.)
///  - a target about days that were over by known_on;
///  - a posterior that cites nothing, or rests on a row that the episode is scored on;
///  - any other input, or a range of the model's own error, that rests on such a row. A row that states the same figure (quantity, item, place, partner, use and period alike) counts as that row.
Errors foreknowledge(const Ensemble& ensemble, const Ledger& ledger, const Episode& episode);

}  // namespace countervail
