// SPDX-License-Identifier: Apache-2.0
// Small looks at the text of a cell, shared by the steps of the reader.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "base/decimal.h"

namespace countervail {

/// A view without the blanks at both ends; most cells have none.
inline std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r\n";
    if (text.empty() || (text.front() > ' ' && text.back() > ' ')) return text;
    const auto first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

/// In quotation marks for a message; a cell may hold a whole spilt page, a message shows its beginning.
inline std::string shown(std::string_view text) {
    constexpr std::size_t kShown = 60;
    return "\"" + std::string(text.substr(0, kShown)) + (text.size() > kShown ? "…\"" : "\"");
}

/// Most factors between units are 1; an exact product costs two long divisions.
inline Decimal scaled(Decimal figure, Decimal factor) {
    return factor == Decimal(1) ? figure : figure * factor;
}

inline bool three_capitals(std::string_view text) {
    return text.size() == 3 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace countervail
