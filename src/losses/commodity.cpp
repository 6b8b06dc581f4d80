// SPDX-License-Identifier: Apache-2.0
#include "losses/commodity.h"

namespace countervail {

int CommodityBook::commodity(std::string_view id) const {
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (list[i].id == id) return static_cast<int>(i);
    }
    return -1;
}

}  // namespace countervail
