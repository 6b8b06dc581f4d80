// SPDX-License-Identifier: Apache-2.0
// `countervail exposure --of A --to B`: how far one place depends on another, by every published measure side by side.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/cube_at_hand.h"
#include "app/settings.h"
#include "dependence/pair_measures.h"

namespace countervail {

struct PairRequest {
    std::string of, to;
    std::string measure;               ///< list what is behind this one
    std::string level, cube, table, product;
    std::vector<std::string> counts;   ///< "HKG=CHN"
    std::optional<int> year;
    double threshold = 50;             ///< %
    int top = 15;
    bool tables = false;
};

/// The trade as asked: counted together, at the level.
Result<CubeAtHand> asked_trade(const Settings& settings, const WorldAtHand& world, const PairRequest& request);
PairOptions pair_options(const Settings& settings, const PairRequest& request);

ExitCode run_exposure_pair(const Settings& settings, const PairRequest& request);

}  // namespace countervail
