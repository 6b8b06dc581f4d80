// SPDX-License-Identifier: Apache-2.0
// How far a firm stands from those that failed.
#pragma once

#include <span>
#include <vector>

#include "cascade/supplier_network.h"

namespace countervail {

/// Links to the nearest failed firm: 0 failed itself, 1 first tier, −1 not reached.
struct FailureTiers {
    std::vector<int> as_customer;   ///< by firm: it buys, through so many links, from one that failed
    std::vector<int> as_supplier;   ///< it sells to one
};
FailureTiers failure_tiers(const SupplierNetwork& network, std::span<const int> failed);

}  // namespace countervail
