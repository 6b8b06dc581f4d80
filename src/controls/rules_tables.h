// SPDX-License-Identifier: Apache-2.0
// What `rules on DATE` and `rules between A B` show: one row per clause, the answer of the law with its source.
#pragma once

#include <string_view>

#include "base/table.h"
#include "controls/regime.h"

namespace countervail {

/// Every clause of the regime as it stands on a day: clause, status, next change, items, lane, requirement, policy, source.
Table rules_on(const Regime& regime, Date on);

/// The clauses that may bear on goods shipped from one place to the other or back, in either direction, with the
/// direction first. Goods of third origin count: a clause on goods merely made in A stands under every lane.
Table rules_between(const Regime& regime, std::string_view a, std::string_view b, Date on);

}  // namespace countervail
