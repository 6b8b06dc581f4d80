// SPDX-License-Identifier: Apache-2.0
// What the program carries, read once for all tests of a program.
#pragma once

#include <string>

#include "base/library.h"
#include "evidence/ledger.h"

namespace countervail::test {

inline const Library& shipped_library() {
    static const Library embedded = Library::embedded();
    return embedded;
}

inline const Ledger& shipped_ledger() {
    static const Ledger read = Ledger::read(shipped_library()).value();
    return read;
}

/// The text of a calibration.
inline const std::string& shipped_calibration(const std::string& id = "licence-queue-2025-04") { return shipped_library().find("scenarios/calibration/" + id + ".toml")->text; }

}  // namespace countervail::test
