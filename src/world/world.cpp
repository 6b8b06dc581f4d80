// SPDX-License-Identifier: Apache-2.0
#include "world/world.h"

#include <algorithm>

namespace countervail {

int World::place(std::string_view wanted) const {
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (places[i].id == wanted) return static_cast<int>(i);
    }
    return -1;
}

/// Markets stand by item, then place.
int World::market(int item, int at) const {
    const auto before = [](const Market& market, const std::pair<int, int>& key) {
        return std::pair(market.item, market.place) < key;
    };
    const auto found = std::lower_bound(markets.begin(), markets.end(), std::pair(item, at), before);
    if (found == markets.end() || found->item != item || found->place != at) return -1;
    return static_cast<int>(found - markets.begin());
}

}  // namespace countervail
