// SPDX-License-Identifier: Apache-2.0
// A question asked as of a day on which much of what it rests on was not public yet: hundreds of problems with one remedy.
// Here they become one, without hiding what is wrong on any day.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "base/error.h"

namespace countervail {

struct EarlyQuestion {
    Date asked_of;               ///< the day that came too early
    std::size_t figures = 0;     ///< statements found that became public after it, each counted once
    LaterEvidence first, last;   ///< of them, by the day on which they became public, then by id
    Date from;                   ///< first day on which nothing that the question rests on is later
    Errors others;               ///< what is wrong on that day, too
};

/// Empty when none of `errors` carries later evidence (Error::later). `problems_as_of(day)` asks the same question as of another day and
/// returns its problems: it is asked for the day of the last figure found, again while that turns up later ones. Problems that were there
/// only because figures were missing are gone by then; the others are returned.
std::optional<EarlyQuestion> early_question(const Errors& errors, Date asked_of, const std::function<Errors(Date)>& problems_as_of);

/// "699 figures published after 2010-06-30".
std::string later_figures(const EarlyQuestion& early);

/// The others one by one and, last, one error for all that is later, at `where`: "<rests> 699 figures published after 2010-06-30: the first
/// … the last …; <from> 2024-12-31 on". `rests` is like "the table rests on", `from` like "it can be made from", `remedy` goes behind
/// "ask as of that day or later (--known …)" and may be empty.
Errors told_together(const EarlyQuestion& early, Place where, const std::string& rests, const std::string& from, const std::string& remedy);

}  // namespace countervail
