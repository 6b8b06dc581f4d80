// SPDX-License-Identifier: Apache-2.0
#include "cascade/debt_rank.h"

#include <algorithm>
#include <atomic>
#include <numeric>

#include "base/parallel.h"

namespace countervail {

struct DebtRank::Scratch {
    std::vector<double> distress;
    std::vector<char> spent;              // has handed its distress on
    std::vector<int> touched, active, next;
};

DebtRank::DebtRank(const SupplierNetwork& network, const std::vector<double>& inputs) : begin_(network.sales_of) {
    const std::vector<double> purchases = network.purchases();
    for (const std::size_t at : network.sale_links) {
        const SupplierLink& link = network.links[at];
        const auto customer = static_cast<std::size_t>(link.customer);
        customer_.push_back(link.customer);
        weight_.push_back(link.value / (inputs.empty() ? purchases[customer] : std::max(inputs[customer], purchases[customer])));
    }
}

void DebtRank::spread(std::span<const int> failed, Scratch& scratch) const {
    scratch.distress.resize(begin_.size() - 1, 0.0);
    scratch.spent.resize(begin_.size() - 1, 0);
    for (const int firm : scratch.touched) scratch.distress[static_cast<std::size_t>(firm)] = scratch.spent[static_cast<std::size_t>(firm)] = 0;
    scratch.touched.assign(failed.begin(), failed.end());
    std::sort(scratch.touched.begin(), scratch.touched.end());
    scratch.touched.erase(std::unique(scratch.touched.begin(), scratch.touched.end()), scratch.touched.end());
    scratch.active = scratch.touched;
    for (const int firm : scratch.active) scratch.distress[static_cast<std::size_t>(firm)] = 1;
    while (!scratch.active.empty()) {
        for (const int firm : scratch.active) scratch.spent[static_cast<std::size_t>(firm)] = 1;
        // All of a round hand on what they had at its beginning: those that are active get nothing until it is over.
        std::vector<double> given;
        for (const int firm : scratch.active) given.push_back(scratch.distress[static_cast<std::size_t>(firm)]);
        scratch.next.clear();
        for (std::size_t i = 0; i < scratch.active.size(); ++i) {
            const auto firm = static_cast<std::size_t>(scratch.active[i]);
            for (std::size_t link = begin_[firm]; link < begin_[firm + 1]; ++link) {
                double& distress = scratch.distress[static_cast<std::size_t>(customer_[link])];
                if (distress == 0) scratch.touched.push_back(customer_[link]);
                if (!scratch.spent[static_cast<std::size_t>(customer_[link])]) scratch.next.push_back(customer_[link]);
                distress = std::min(1.0, distress + weight_[link] * given[i]);
            }
        }
        std::sort(scratch.next.begin(), scratch.next.end());
        scratch.next.erase(std::unique(scratch.next.begin(), scratch.next.end()), scratch.next.end());
        std::swap(scratch.active, scratch.next);
    }
}

std::vector<double> DebtRank::distress(std::span<const int> failed) const {
    Scratch scratch;
    spread(failed, scratch);
    return std::move(scratch.distress);
}

std::vector<double> DebtRank::of_each(std::span<const int> firms, const std::vector<double>& weights, int threads) const {
    std::vector<double> all(firms.size(), 0.0);
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (total <= 0) return all;
    const std::size_t workers = std::min<std::size_t>(firms.size(), static_cast<std::size_t>(std::max(threads, 1)));
    std::atomic<std::size_t> next{0};
    parallel_for(static_cast<int>(workers), workers, [&](std::size_t) {
        Scratch scratch;
        for (std::size_t i = next++; i < firms.size(); i = next++) {
            spread(firms.subspan(i, 1), scratch);
            std::sort(scratch.touched.begin(), scratch.touched.end());
            double sum = 0;
            for (const int firm : scratch.touched) sum += weights[static_cast<std::size_t>(firm)] * scratch.distress[static_cast<std::size_t>(firm)];
            all[i] = sum / total;
        }
    });
    return all;
}

}  // namespace countervail
