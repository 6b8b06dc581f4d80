// SPDX-License-Identifier: Apache-2.0
// For each clause whose content test is open because origins are unknown: how probable it is that the test is met.
#pragma once

#include <string>
#include <vector>

#include "screening/content_chance.h"
#include "screening/screening.h"

namespace countervail {

struct ClauseChance {
    std::string act, clause, limb;
    ContentChance chance;
};

/// Of the shipment's bill or stated contents, by its [prior]; empty without a prior or without an open test.
Result<std::vector<ClauseChance>> clause_chances(const Shipment& shipment, const Screening& screening, const ScreeningTools& tools);

}  // namespace countervail
