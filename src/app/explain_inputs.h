// SPDX-License-Identifier: Apache-2.0
// The axes along which the draws of a run differ, as a design of experiments moves along them: every parameter whose range
// is wider than a point, each posterior as one axis (its parameters are drawn together), and chance.
#pragma once

#include <string>
#include <vector>

#include "simulation/draws.h"

namespace countervail {

struct UncertainInput {
    std::string key;          ///< "licence.review-weeks"; of a posterior its id; "chance"
    std::string statement;    ///< what its range rests on; empty for chance
    std::string range;        ///< "low … most likely … high unit", or how many joint draws
    std::string meaning;
    int coordinate = -1;      ///< of the unit cube of draws_at; −1: chance
};

std::vector<UncertainInput> uncertain_inputs(const Ranges& ranges);

/// Up to kBlock points of the unit cube of the inputs, in (0, 1) or on its edge, as a block of draws. Points that are
/// missing repeat the last.
DrawBlock design_block(const Ranges& ranges, const std::vector<UncertainInput>& inputs, const std::vector<std::vector<double>>& points);

}  // namespace countervail
