// SPDX-License-Identifier: Apache-2.0
#include "cascade/failure_tiers.h"

namespace countervail {

namespace {

template <class ForEachNext>
std::vector<int> tiers(std::size_t firms, std::span<const int> failed, ForEachNext for_each_next) {
    std::vector<int> tier(firms, -1), here(failed.begin(), failed.end());
    for (const int firm : here) tier[static_cast<std::size_t>(firm)] = 0;
    for (int distance = 1; !here.empty(); ++distance) {
        std::vector<int> next;
        for (const int firm : here) {
            for_each_next(static_cast<std::size_t>(firm), [&](int other) {
                if (tier[static_cast<std::size_t>(other)] >= 0) return;
                tier[static_cast<std::size_t>(other)] = distance;
                next.push_back(other);
            });
        }
        here = std::move(next);
    }
    return tier;
}

}  // namespace

FailureTiers failure_tiers(const SupplierNetwork& network, std::span<const int> failed) {
    const auto customers = [&](std::size_t firm, auto found) {
        for (std::size_t at = network.sales_of[firm]; at < network.sales_of[firm + 1]; ++at) found(network.links[network.sale_links[at]].customer);
    };
    const auto suppliers = [&](std::size_t firm, auto found) {
        for (std::size_t at = network.inputs_of[firm]; at < network.inputs_of[firm + 1]; ++at) found(network.links[at].supplier);
    };
    return {tiers(network.firms.size(), failed, customers), tiers(network.firms.size(), failed, suppliers)};
}

}  // namespace countervail
