// SPDX-License-Identifier: Apache-2.0
// How probable it is that a content limit is reached when some origins are unknown and a prior says where such parts
// come from. Exact while few parts are unknown, else seeded draws with their standard error (bom/origin_prior.h).
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "bom/bill.h"

namespace countervail {

/// Which parts a limit counts, and the limit.
struct CountedShare {
    std::string origin;
    std::function<bool(const std::string& item, const std::vector<std::string>& classifications)> counts;
    Decimal limit;
    bool or_more = true;
};

struct ContentChance {
    double at_least = 0, at_most = 0;    ///< probability that the limit is reached; equal when every unknown has a prior
    double mean = 0, low = 0, middle = 0, high = 0;   ///< share of value: mean and 5, 50, 95 % points
    double standard_error = 0;
    bool exact = false;
    int unknown_parts = 0;
};

using OriginChances = std::map<std::string, std::map<std::string, double>>;   ///< item, place, probability

/// `items`: what each part of the bill counts as.
Result<ContentChance> content_chance(const Bill& bill, const std::vector<std::string>& items, const CountedShare& share, const OriginChances& prior);

}  // namespace countervail
