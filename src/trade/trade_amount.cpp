// SPDX-License-Identifier: Apache-2.0
#include "trade/trade_amount.h"

#include <charconv>
#include <cmath>
#include <string>

namespace countervail {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) {
    for (const char c : text) {
        if (!digit(c)) return false;
    }
    return !text.empty();
}

/// The digits of groups of three parted by one mark throughout; nothing when it is otherwise.
std::optional<std::string> without_marks(std::string_view text) {
    const std::size_t point = text.find('.');
    std::string_view whole = text.substr(0, point);
    const std::size_t mark_at = whole.find_first_of(", ");
    if (mark_at == std::string_view::npos || mark_at == 0 || mark_at > 3) return std::nullopt;
    const char mark = whole[mark_at];
    std::string digits(whole.substr(0, mark_at));
    if (!all_digits(digits)) return std::nullopt;
    for (whole.remove_prefix(mark_at); !whole.empty(); whole.remove_prefix(4)) {
        if (whole.size() < 4 || whole[0] != mark || !all_digits(whole.substr(1, 3))) return std::nullopt;
        digits += whole.substr(1, 3);
    }
    if (point == std::string_view::npos) return digits;
    if (!all_digits(text.substr(point + 1))) return std::nullopt;
    return digits + std::string(text.substr(point));
}

bool has_decimal_comma(std::string_view text) {
    const std::size_t comma = text.rfind(',');
    if (comma == std::string_view::npos || comma == 0 || !all_digits(text.substr(comma + 1))) return false;
    for (const char c : text.substr(0, comma)) {
        if (!digit(c) && c != '.' && c != ' ') return false;
    }
    return true;
}

std::optional<double> plain_number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

}  // namespace

TradeAmount read_amount(std::string_view text) {
    if (const auto number = plain_number(text)) return {*number, *number < 0 ? AmountDoubt::negative : AmountDoubt::none};
    if (const auto digits = without_marks(text)) {
        if (const auto number = plain_number(*digits)) return {*number, AmountDoubt::thousands_marks};
    }
    return {0, has_decimal_comma(text) ? AmountDoubt::decimal_comma : AmountDoubt::not_a_number};
}

std::string_view words_of(AmountDoubt doubt) {
    switch (doubt) {
        case AmountDoubt::none: return "";
        case AmountDoubt::not_a_number: return "is not a number";
        case AmountDoubt::negative: return "is negative";
        case AmountDoubt::thousands_marks: return "has thousands marks";
        case AmountDoubt::decimal_comma: return "has a decimal comma";
    }
    return "";
}

std::string_view remedy_of(AmountDoubt doubt) {
    switch (doubt) {
        case AmountDoubt::none: return "";
        case AmountDoubt::not_a_number: return "give digits with '.' as decimal mark";
        case AmountDoubt::negative: return "trade is 0 or more; corrections belong into the flow that they correct";
        case AmountDoubt::thousands_marks: return "export the table without thousands marks: 1,234 could be read as 1.234";
        case AmountDoubt::decimal_comma: return "export the table with '.' as decimal mark";
    }
    return "";
}

}  // namespace countervail
