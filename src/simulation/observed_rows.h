// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/toml_file.h"

namespace countervail {

/// Which rows of the ledger were observed for a watched series: those with this quantity and with each further field that is given.
struct ObservedRows {
    std::string quantity, item, place, partner, use;
    bool given() const { return !quantity.empty(); }
};

ObservedRows read_observed_rows(Section section);

}  // namespace countervail
