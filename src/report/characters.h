// SPDX-License-Identifier: Apache-2.0
// Reading UTF-8 one character at a time, forgiving of what is not UTF-8.
#pragma once

#include <cstdint>
#include <string_view>

namespace countervail {

/// `code` is U+FFFD where the bytes are no UTF-8 or the character may not stand in XML 1.0 (section 2.2);
/// `bytes` is at least 1.
struct Character {
    std::uint32_t code = 0;
    std::size_t bytes = 1;
};

/// The character that begins at `at`, which must be inside the text.
Character character_at(std::string_view text, std::size_t at);

/// Number of characters.
std::size_t character_count(std::string_view text);

}  // namespace countervail
