// SPDX-License-Identifier: Apache-2.0
// Three-valued answers: what is not stated is unknown, and stays so until another test says no.
#pragma once

namespace countervail {

enum class Answer { no, yes, unknown };

inline Answer both(Answer a, Answer b) {
    if (a == Answer::no || b == Answer::no) return Answer::no;
    return a == Answer::unknown || b == Answer::unknown ? Answer::unknown : Answer::yes;
}

inline Answer either(Answer a, Answer b) {
    if (a == Answer::yes || b == Answer::yes) return Answer::yes;
    return a == Answer::unknown || b == Answer::unknown ? Answer::unknown : Answer::no;
}

inline Answer answer_of(bool yes) { return yes ? Answer::yes : Answer::no; }

}  // namespace countervail
