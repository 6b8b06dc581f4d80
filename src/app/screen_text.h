// SPDX-License-Identifier: Apache-2.0
// A screening for people at a terminal: the answer first, then every limb with its reason, then what it hangs on and
// what would change it.
#pragma once

#include <string>

#include "screening/clause_chances.h"
#include "screening/screening.h"
#include "screening/what_would_change.h"

namespace countervail {

struct ScreenedText {
    const Shipment& shipment;
    const Screening& screening;
    const Changes& changes;
    const std::vector<ClauseChance>& chances;
    const LawTerms& terms;
    bool trace = false;
};

/// Ends with a line break; lines of at most 100 characters but for names that are longer.
std::string screening_text(const ScreenedText& asked);

}  // namespace countervail
