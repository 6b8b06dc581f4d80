// SPDX-License-Identifier: Apache-2.0
// Export quotas: what may leave under one clause in its days, over all its items and destinations, on one basis of mass
// (docs/methods/simulation.md, quotas). A quota is a permit of its own: nobody applies for single shipments. What is not
// wanted stays unused, so the use of a quota is an outcome.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "controls/quota_amount.h"

namespace countervail {

struct Item;
struct Catalogue;

/// t on the basis in one unit of an item; 0 for what holds no element, or is no mass.
double tonnes_on_basis(const Catalogue& catalogue, const Item& item, std::string_view basis);

/// A part of a lane's flow that counts against a quota.
struct QuotaLane {
    int lane = 0;
    double share = 1;              ///< of the flow
    double content = 1;            ///< t on the quota's basis per unit of the item
};

struct Quota {
    std::string act, clause;
    Interval days;
    Date announced_on;
    bool cut = false;              ///< allows a fifth less a day, or less still, than the clause of the same act before it
    double amount = 0;             ///< t on its basis
    int left_to = -1;              ///< quota of the same act that takes over what is left on the last day; -1: it lapses
    int licences = 0;              ///< quotas of one act share a market of licences
    std::vector<QuotaLane> lanes;
    int first_row = 0;             ///< of its lanes in State::quota_draw
};

}  // namespace countervail
