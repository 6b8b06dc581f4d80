// SPDX-License-Identifier: Apache-2.0
// Rows of an order into the shipment that the same words in a file of its own would be, and the problems of its cells.
// This is the slow, careful way; batches take it once for all orders that say the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "screening/order_table.h"
#include "screening/shipment.h"

namespace countervail {

/// The cells that speak of a whole order, in the order of the columns; those of the line are skipped.
struct OrderHead {
    Shipment shipment;                   ///< without value and contents
    std::vector<std::string> problems;   ///< "made_in: …", each with its remedy
};
OrderHead read_order_head(const OrderHeader& header, const std::vector<std::string_view>& cells, const ShipmentWords& words);

/// What one line's words (not its value) are worth: empty when they are good.
std::string wrong_line(std::string_view item, std::string_view origin, const ShipmentWords& words);

/// The whole order from its rows: head, value and lines. For the single path, and for tests that hold the batch to it.
struct WholeOrder {
    Shipment shipment;
    std::vector<std::string> problems;
};
WholeOrder read_order(const OrderHeader& header, const std::vector<std::string_view>& rows, const ShipmentWords& words);

}  // namespace countervail
