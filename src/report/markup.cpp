// SPDX-License-Identifier: Apache-2.0
#include "report/markup.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "report/characters.h"

namespace countervail {

std::string markup_text(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (std::size_t at = 0; at < text.size();) {
        const Character character = character_at(text, at);
        switch (character.code) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            case 0xFFFD: out += "\xEF\xBF\xBD"; break;
            default: out += text.substr(at, character.bytes);
        }
        at += character.bytes;
    }
    return out;
}

std::string anchor_name(std::string_view text) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string out = "s-";
    for (const char byte : text) {
        const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= '0' && byte <= '9') || byte == '-' || byte == '.';
        if (plain) {
            out += byte;
        } else {
            const auto code = static_cast<unsigned char>(byte);
            out += {'_', kDigits[code >> 4], kDigits[code & 15]};
        }
    }
    return out;
}

std::string coordinate(double value) {
    constexpr double kBound = 1e6;
    if (std::isnan(value)) value = 0;
    auto hundredths = static_cast<std::int64_t>(std::llround(std::clamp(value, -kBound, kBound) * 100));
    std::string out = hundredths < 0 ? "-" : "";
    hundredths = std::abs(hundredths);
    out += std::to_string(hundredths / 100);
    const auto rest = static_cast<int>(hundredths % 100);
    if (rest != 0) {
        out += '.';
        out += static_cast<char>('0' + rest / 10);
        if (rest % 10 != 0) out += static_cast<char>('0' + rest % 10);
    }
    return out;
}

}  // namespace countervail
