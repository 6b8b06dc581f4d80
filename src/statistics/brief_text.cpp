// SPDX-License-Identifier: Apache-2.0
#include "statistics/brief_text.h"

namespace countervail {

std::string brief_text(std::string_view text) {
    constexpr std::size_t kMost = 60;
    if (text.size() <= kMost) return std::string(text);
    std::size_t end = kMost - 3;  // "…" takes three bytes
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return std::string(text.substr(0, end)) + "…";
}

}  // namespace countervail
