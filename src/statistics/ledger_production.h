// SPDX-License-Identifier: Apache-2.0
// The production by place that the ledger itself states, in the shape of a published table, so that measures of
// concentration can be had for the default world without any file.
#pragma once

#include "base/date.h"
#include "evidence/ledger.h"
#include "statistics/production_table.h"

namespace countervail {

/// Rows of the quantities "mine-production" and "production" (the row's `stage`) with a place, a whole year and a mass a year
/// as unit; commodity is the item, note the id of the statement. Only what was public on `known_on`. Editions of a series are
/// never mixed: of each item, quantity and year the edition that names most places is taken, the later published of equals,
/// and a warning names those left out. Totals over other groups than the world and "all others" are passed over.
ProductionTable production_of(const Ledger& ledger, const StatisticsPlaceNames& names, Date known_on);

}  // namespace countervail
