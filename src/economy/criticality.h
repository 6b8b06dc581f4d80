// SPDX-License-Identifier: Apache-2.0
// How an industry does without an input, as industry analysts rated it: Pichler, Pangallo, del Rio-Chanona, Lafond and
// Farmer 2022, J. Econ. Dyn. Control 144:104527, section 3.2. How the survey's classes became ours: docs/methods/default-table.md.
#pragma once

#include "base/library.h"
#include "economy/industries.h"

namespace countervail {

/// data/economy/criticality.csv (input,user,rating,label,note): inputs × users, 1 stops, 0.5 slows, 0 goes on; a pair
/// that does not stand in the file is 0. All problems at once.
Result<Eigen::MatrixXd> read_criticality(const Library& library, const Industries& industries);

}  // namespace countervail
