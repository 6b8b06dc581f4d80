// SPDX-License-Identifier: Apache-2.0
#include "report/characters.h"

namespace countervail {
namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;

bool allowed_in_xml(std::uint32_t code) {
    return code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code <= 0xD7FF) ||
           (code >= 0xE000 && code <= 0xFFFD) || (code >= 0x10000 && code <= 0x10FFFF);
}

}  // namespace

Character character_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t index) { return static_cast<unsigned char>(text[index]); };
    const unsigned char first = byte(at);
    if (first < 0x80) return {allowed_in_xml(first) ? first : kReplacement, 1};
    const std::size_t length = first >= 0xF0 && first < 0xF8   ? 4
                               : first >= 0xE0 && first < 0xF0 ? 3
                               : first >= 0xC0 && first < 0xE0 ? 2
                                                               : 0;
    if (length == 0 || at + length > text.size()) return {kReplacement, 1};
    std::uint32_t code = first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0) != 0x80) return {kReplacement, 1};
        code = (code << 6) | (byte(at + i) & 0x3FU);
    }
    static constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code < kSmallest[length]) return {kReplacement, 1};  // over-long forms are no UTF-8
    return {allowed_in_xml(code) ? code : kReplacement, length};
}

std::size_t character_count(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); at += character_at(text, at).bytes) ++count;
    return count;
}

}  // namespace countervail
