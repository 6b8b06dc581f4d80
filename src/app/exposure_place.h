// SPDX-License-Identifier: Apache-2.0
// `countervail exposure --of A`: what a place, or a group of places, imports and how dependent that is by each published rule.
#pragma once

#include "app/exposure_pair.h"

namespace countervail {

/// `of` may hold several places with commas between: a group, whose trade inside counts apart. `to` is empty.
ExitCode run_exposure_place(const Settings& settings, const PairRequest& request);

}  // namespace countervail
