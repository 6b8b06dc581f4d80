// SPDX-License-Identifier: Apache-2.0
// Nothing of an episode's answer may be in its question. Preparing an ensemble already refuses what it reads from after known_on; this looks again,
// from the outside, at everything that the prepared run says it rests on, and at what only a hindcast can get wrong.
#pragma once

#include "hindcast/episode.h"

namespace countervail {

/// Empty when the episode is clean. Otherwise every breach, at the file and line of what is at fault:
///  - a statement, assumption, figure of the world, parameter or posterior that rests, directly or through what it cites, on a row published after known_on;
///  - known_on not before the first day on which the focus act binds. (That it had been announced by then is no breach: an announcement is part
///    of what a forecaster of the day knew. The acts themselves are the question and may be known later, docs/decisions/0009.)
///  - a posterior that cites nothing, that rests on a row which the episode is scored on or on another row that states the same figure, or was published later;
///  - an observed row, or another that states the same figure, that the run itself rests on.
Errors foreknowledge(const Ensemble& ensemble, const Ledger& ledger, const Episode& episode);

}  // namespace countervail
