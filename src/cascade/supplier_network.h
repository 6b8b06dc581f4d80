// SPDX-License-Identifier: Apache-2.0
// Who supplies whom: firms, and yearly sales between them. Input of every model of this folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace countervail {

struct SupplierFirm {
    std::string id;                     ///< "4711": as links name it
    std::string name;                   ///< for people; empty: the id
    std::string place;                  ///< free
    int industry = -1;                  ///< into SupplierNetwork::sectors; -1 unknown
    std::optional<double> output;       ///< all sales of a year, also those outside the list
    std::optional<double> inputs;       ///< all purchases of a year, also those outside the list
    std::optional<double> stock_days;   ///< of inputs, days of use
};

/// What one firm sells another in a year, in the money of the file.
struct SupplierLink {
    int supplier = 0, customer = 0;     ///< into SupplierNetwork::firms
    int sector = -1;                    ///< what is sold: the product of the row, else the industry of the supplier; -1 unknown
    double value = 0;                   ///< above 0
};

struct SupplierNetwork {
    std::vector<SupplierFirm> firms;
    std::vector<std::string> sectors;   ///< industries and products, in the order in which they were met
    std::vector<SupplierLink> links;    ///< by customer, then sector, then supplier; each such triple once
    std::vector<std::size_t> inputs_of; ///< firms + 1: links of customer i are [inputs_of[i], inputs_of[i + 1])
    std::vector<std::size_t> sales_of;  ///< firms + 1: those of supplier i are sale_links[sales_of[i] … sales_of[i + 1])
    std::vector<std::size_t> sale_links;///< into links, by supplier, then customer and sector

    int size() const { return static_cast<int>(firms.size()); }
    /// Index of the firm, or -1. Linear in the number of firms.
    int firm(std::string_view id) const;
    const std::string& name(int firm) const { return firms[static_cast<std::size_t>(firm)].name.empty() ? firms[static_cast<std::size_t>(firm)].id : firms[static_cast<std::size_t>(firm)].name; }
    std::vector<double> sales() const;      ///< by firm, to firms of the list
    std::vector<double> purchases() const;  ///< by firm, from firms of the list
};

/// Adds up links that are the same but for their value, puts them in order and fills the indices.
void arrange_links(SupplierNetwork& network);

}  // namespace countervail
