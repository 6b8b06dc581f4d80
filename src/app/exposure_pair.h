// SPDX-License-Identifier: Apache-2.0
// `countervail exposure --of A --to B`: how far one place depends on another, by every published measure side by side.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/settings.h"

namespace countervail {

struct PairRequest {
    std::string of, to;
    std::string measure;               ///< list what is behind this one
    std::string level, cube, table;
    std::vector<std::string> counts;   ///< "HKG=CHN"
    std::optional<int> year;
    double threshold = 50;             ///< %
    int top = 15;
    bool tables = false;
};

ExitCode run_exposure_pair(const Settings& settings, const PairRequest& request);

}  // namespace countervail
