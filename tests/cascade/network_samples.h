// SPDX-License-Identifier: Apache-2.0
// Networks for the tests: published ones and random ones.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/random.h"
#include "cascade/systemic_risk.h"

namespace countervail {

/// Firms 1 … n of the sectors given, links of the value 1 unless stated.
inline SupplierNetwork network_of(const std::vector<int>& sectors, const std::vector<std::pair<int, int>>& links, const std::vector<double>& values = {}) {
    SupplierNetwork network;
    for (std::size_t i = 0; i < sectors.size(); ++i) {
        SupplierFirm firm;
        firm.id = std::to_string(i + 1);
        firm.industry = sectors[i] - 1;
        while (static_cast<int>(network.sectors.size()) < sectors[i]) network.sectors.push_back("sector " + std::to_string(network.sectors.size() + 1));
        network.firms.push_back(std::move(firm));
    }
    for (std::size_t i = 0; i < links.size(); ++i) {
        const int supplier = links[i].first - 1;
        network.links.push_back({supplier, links[i].second - 1, network.firms[static_cast<std::size_t>(supplier)].industry, values.empty() ? 1.0 : values[i]});
    }
    arrange_links(network);
    return network;
}

/// Diem et al. 2024, fig. 1: eleven firms in five sectors.
inline SupplierNetwork eleven_firms() {
    return network_of({1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 5}, {{3, 6}, {4, 6}, {4, 7}, {5, 7}, {6, 1}, {6, 2}, {7, 10}, {7, 11}, {8, 1}, {8, 2}, {9, 11}});
}

/// The example that comes with GLcascade (Diem et al. 2022, fig. 1).
inline SupplierNetwork glcascade_example() {
    return network_of({1, 2, 1, 3, 4, 2, 4, 1, 2, 3, 5}, {{2, 1}, {2, 3}, {7, 4}, {9, 5}, {3, 7}, {6, 7}, {10, 7}, {9, 10}, {7, 11}, {8, 11}});
}

inline SupplierNetwork random_network(int firms, int links, int sectors, std::uint64_t seed) {
    SupplierNetwork network;
    for (int i = 0; i < sectors; ++i) network.sectors.push_back("sector " + std::to_string(i));
    for (int i = 0; i < firms; ++i) {
        SupplierFirm firm;
        firm.id = "firm " + std::to_string(i);
        firm.industry = sectors == 0 ? -1 : static_cast<int>(uniform(seed, 0, static_cast<std::uint32_t>(i), 1) * sectors);
        network.firms.push_back(std::move(firm));
    }
    for (int i = 0; i < links; ++i) {
        const auto draw = [&](std::uint32_t purpose) { return uniform(seed, 1, static_cast<std::uint32_t>(i), purpose); };
        const int supplier = static_cast<int>(draw(0) * firms), customer = static_cast<int>(draw(1) * firms);
        if (supplier != customer) network.links.push_back({supplier, customer, network.firms[static_cast<std::size_t>(supplier)].industry, 1 + 20 * draw(2) * draw(3)});
    }
    arrange_links(network);
    return network;
}

/// Pairs at random: a third each essential, replaceable and negligible.
inline std::vector<InputClass> random_classes(std::size_t sectors, std::uint64_t seed) {
    std::vector<InputClass> classes;
    for (std::size_t i = 0; i < sectors * sectors; ++i) classes.push_back(static_cast<InputClass>(static_cast<int>(3 * uniform(seed, 2, static_cast<std::uint32_t>(i), 0))));
    return classes;
}

inline std::vector<double> larger(const std::vector<double>& a, const std::vector<double>& b, double factor = 1) {
    std::vector<double> all;
    for (std::size_t i = 0; i < a.size(); ++i) all.push_back(factor * std::max(a[i], b[i]));
    return all;
}

}  // namespace countervail
