// SPDX-License-Identifier: Apache-2.0
// The law as chosen, and the same law with one choice made otherwise: every other named branch and every other answer
// to an open question, so that an answer can say what it hangs on.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "controls/regime.h"
#include "controls/working_days.h"

namespace countervail {

/// One choice made otherwise.
struct LawAlternative {
    std::string id;          ///< "CN-2", "Q-4=cset"
    std::string meaning;     ///< one line for people
    Regime regime;
};

struct LawBook {
    Regime chosen;
    std::vector<LawAlternative> others;
    std::map<std::string, WorkingDays> working_days;   ///< by power

    /// Reads acts, words, branches and questions from rules/. An empty list of acts means all of them.
    static Result<LawBook> read(const Library& library, LawChoice choice, Date known_on);
    /// Issuers of the acts, ascending.
    std::vector<std::string> powers() const;
};

}  // namespace countervail
