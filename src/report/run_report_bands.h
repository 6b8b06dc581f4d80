// SPDX-License-Identifier: Apache-2.0
// Tables of a run as people read them: a median and its 90 % range in one cell. The files keep every column.
#pragma once

#include <string>
#include <vector>

#include "base/table.h"

namespace countervail {

/// Columns "x", "x 5%" and "x 95%" that follow each other become one, "4,091 (3,368–4,959)". A missing number
/// is "…" where others of its three are there (a stop beyond the end of the run), and the cell is missing
/// where none is. Less than a millionth of the largest number of its column is written as 0.
Table bands_in_one(const Table& table);

/// Some columns of a table, in this order; those that it lacks are passed over, and no source is kept.
Table columns_of(const Table& table, const std::vector<std::string>& names);

}  // namespace countervail
