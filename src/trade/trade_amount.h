// SPDX-License-Identifier: Apache-2.0
// Figures as trade statistics write them. For the folder itself only.
#pragma once

#include <optional>
#include <string_view>

namespace countervail {

enum class AmountDoubt {
    none,
    not_a_number,  ///< letters, two decimal points, an overflow, nothing at all
    negative,
    thousands_marks,  ///< "1,234,567": read where the publisher writes so, refused elsewhere
    decimal_comma     ///< "1234,5" or "1.234,5": refused, since "1,234" cannot be told from it
};

struct TradeAmount {
    double value = 0;  ///< where `doubt` is none, or thousands_marks
    AmountDoubt doubt = AmountDoubt::none;
};

/// A figure of 0 or more with '.' as decimal mark. Thousands marks are commas (or blanks) between groups of exactly three digits.
TradeAmount read_amount(std::string_view text);
/// "is not a number", for people; empty for none.
std::string_view words_of(AmountDoubt doubt);
/// What would mend it.
std::string_view remedy_of(AmountDoubt doubt);

}  // namespace countervail
