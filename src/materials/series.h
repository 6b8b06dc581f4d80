// SPDX-License-Identifier: Apache-2.0
// The series that a statement belongs to: what else the ledger says of the same thing in other years.
#pragma once

#include <vector>

#include "evidence/ledger.h"

namespace countervail {

/// The statement and the rows with its quantity, item, place, partner and use, in a unit of its dimension and basis, over a
/// period between half and twice as long; of an assumption the ids "<id>.<year>". The statement itself comes first, the
/// rest so that of two about one period the better comes before the other: the later edition, the surer label, the id.
std::vector<const Statement*> series_of(const Ledger& ledger, const Statement& statement);

/// Middle of a statement's period in years ("2009" is 2009.5); of an assumption the year that its id ends in. `otherwise`
/// + ½ for one that has neither.
double year_of(const Statement& statement, int otherwise);

}  // namespace countervail
