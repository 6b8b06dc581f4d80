// SPDX-License-Identifier: Apache-2.0
// What the program tells the shell.
#pragma once

namespace countervail {

enum ExitCode : int {
    kDone = 0,
    kAnswerIsNo = 1,         ///< the question was answered, with no
    kUsage = 2,              ///< the command line is not understood
    kBadInput = 3,           ///< a file, date or name given is not what it should be
    kNotConverged = 4,       ///< a solver did not reach its tolerance
    kLockMismatch = 5,       ///< stored data are not those they were stored as
    kOurBug = 70,
    kInterrupted = 130
};

}  // namespace countervail
