// SPDX-License-Identifier: Apache-2.0
// What went wrong, where, and how to mend it. Everything that comes from outside returns Result<T>;
// checking a file returns all of its problems, never only the first.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"

namespace countervail {

/// A place in a file: line and column count from 1; 0 means "the whole file".
struct Place {
    std::string file;
    int line = 0;
    int column = 0;
};

/// Evidence that a question needs and that became public only after the day it asks about.
struct LaterEvidence {
    std::string id;      ///< of the statement
    Date public_on;
    Place stands_at;     ///< its row
};

/// One problem. `hint` says how to mend it and may name the nearest valid word. `later` is there where nothing is wrong but
/// the day; base/later_evidence.h tells many of these at once.
struct Error {
    Place where;
    std::string what;
    std::string hint;
    std::optional<LaterEvidence> later = {};
};

using Errors = std::vector<Error>;

template <class T>
using Result = std::expected<T, Errors>;

/// `file:line:column: what` and, on a second line, `  mend: hint`.
std::string to_text(const Error& error);
std::string to_text(const Errors& errors);

/// A failed Result holding one problem.
std::unexpected<Errors> fail(Place where, std::string what, std::string hint = {});

/// Moves the errors of `from` behind those of `into`.
void append(Errors& into, Errors from);

}  // namespace countervail
