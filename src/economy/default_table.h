// SPDX-License-Identifier: Apache-2.0
// The built-in table: the world's places and the industries of data/economy, built from cited gross products, shares and
// trade, for those who have imported nothing. It is marked as such (IoTable::built_in) and carries its statements.
#pragma once

#include "base/date.h"
#include "base/library.h"
#include "economy/industries.h"
#include "economy/io_table.h"
#include "evidence/ledger.h"
#include "world/world.h"

namespace countervail {

/// Places are those of the world, industries those of `industries`; balanced to 1e-9 of output. Uses nothing published after
/// `known_on`. Fails as read_table_plan does (economy/table_plan.h): each missing statement by itself, all later ones together.
Result<IoTable> default_table(const Library& library, const Ledger& ledger, const Industries& industries,
                              const World& world, Date known_on);

}  // namespace countervail
