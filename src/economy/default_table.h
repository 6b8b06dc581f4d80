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
/// `known_on`. Fails with every missing statement.
Result<IoTable> default_table(const Library& library, const Ledger& ledger, const Industries& industries,
                              const World& world, Date known_on);

}  // namespace countervail
