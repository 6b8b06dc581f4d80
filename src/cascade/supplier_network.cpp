// SPDX-License-Identifier: Apache-2.0
#include "cascade/supplier_network.h"

#include <algorithm>
#include <tuple>

namespace countervail {

namespace {

/// begin[i] … begin[i + 1] of `count` keys, from the number of times that each occurs.
template <class Key>
std::vector<std::size_t> begins(std::size_t keys, const std::vector<SupplierLink>& links, Key key) {
    std::vector<std::size_t> begin(keys + 1, 0);
    for (const SupplierLink& link : links) ++begin[static_cast<std::size_t>(key(link)) + 1];
    for (std::size_t i = 0; i < keys; ++i) begin[i + 1] += begin[i];
    return begin;
}

bool same_triple(const SupplierLink& a, const SupplierLink& b) { return a.customer == b.customer && a.sector == b.sector && a.supplier == b.supplier; }

/// By customer with a counting sort, which a million links notice; then each customer's few.
void put_in_order(std::vector<SupplierLink>& links, std::size_t firms) {
    std::vector<std::size_t> next = begins(firms, links, [](const SupplierLink& link) { return link.customer; });
    const std::vector<std::size_t> begin = next;
    std::vector<SupplierLink> sorted(links.size());
    for (const SupplierLink& link : links) sorted[next[static_cast<std::size_t>(link.customer)]++] = link;
    for (std::size_t i = 0; i < firms; ++i) {
        std::sort(sorted.begin() + static_cast<std::ptrdiff_t>(begin[i]), sorted.begin() + static_cast<std::ptrdiff_t>(begin[i + 1]),
                         [](const SupplierLink& a, const SupplierLink& b) {
                             return std::tie(a.sector, a.supplier, a.value) < std::tie(b.sector, b.supplier, b.value);
                         });
    }
    links = std::move(sorted);
}

}  // namespace

int SupplierNetwork::firm(std::string_view id) const {
    const auto at = std::find_if(firms.begin(), firms.end(), [&](const SupplierFirm& each) { return each.id == id; });
    return at == firms.end() ? -1 : static_cast<int>(at - firms.begin());
}

std::vector<double> SupplierNetwork::sales() const {
    std::vector<double> sum(firms.size(), 0.0);
    for (const SupplierLink& link : links) sum[static_cast<std::size_t>(link.supplier)] += link.value;
    return sum;
}

std::vector<double> SupplierNetwork::purchases() const {
    std::vector<double> sum(firms.size(), 0.0);
    for (const SupplierLink& link : links) sum[static_cast<std::size_t>(link.customer)] += link.value;
    return sum;
}

void arrange_links(SupplierNetwork& network) {
    std::vector<SupplierLink>& links = network.links;
    put_in_order(links, network.firms.size());
    std::size_t kept = 0;
    for (std::size_t i = 0; i < links.size(); ++i) {
        if (kept > 0 && same_triple(links[kept - 1], links[i])) links[kept - 1].value += links[i].value;
        else links[kept++] = links[i];
    }
    links.resize(kept);
    network.inputs_of = begins(network.firms.size(), links, [](const SupplierLink& link) { return link.customer; });
    network.sales_of = begins(network.firms.size(), links, [](const SupplierLink& link) { return link.supplier; });
    network.sale_links.resize(links.size());
    std::vector<std::size_t> next = network.sales_of;
    for (std::size_t i = 0; i < links.size(); ++i) network.sale_links[next[static_cast<std::size_t>(links[i].supplier)]++] = i;
}

}  // namespace countervail
