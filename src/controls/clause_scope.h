// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "controls/act.h"

namespace countervail {

/// What a clause is about (goods, lanes, users, limits, and what it depends on), without what it demands or when:
/// two clauses with the same text here are about exactly the same flows. Order of lists does not matter.
std::string scope_of(const Clause& clause);

}  // namespace countervail
