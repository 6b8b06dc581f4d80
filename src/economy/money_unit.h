// SPDX-License-Identifier: Apache-2.0
// The unit in which a published table states its money, as publishers write it: "Mill USD", "(millions of US$)", "M.EUR".
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace countervail {

struct MoneyUnit {
    std::string currency;          ///< ISO 4217
    double millions = 1;           ///< of that currency in one unit: 1e-3 for thousands
};

/// Empty when the text names no currency (tonnes, hours, nothing at all).
std::optional<MoneyUnit> parse_money_unit(std::string_view text);

/// USD for one unit of each currency, in the year of the table.
using ExchangeRates = std::map<std::string, double>;

}  // namespace countervail
