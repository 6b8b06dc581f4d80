// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "controls/act.h"

namespace countervail {

/// Pairs of clauses that cannot both be the law: different acts of one issuer, exactly the same flows, days in common
/// on which both are in force, and different demands. One error per pair; it names both places. Clauses that differ in
/// scope never contradict (the stricter one wins), nor do tariffs (they add up).
Errors contradictions(const std::vector<Act>& acts);

}  // namespace countervail
