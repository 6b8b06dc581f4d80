// SPDX-License-Identifier: Apache-2.0
// Text made safe to stand in SVG and HTML, and numbers as they are written in drawings.
#pragma once

#include <string>
#include <string_view>

namespace countervail {

/// Escapes & < > " ' for element text and for quoted attributes. Bytes that are no UTF-8 and characters that XML
/// forbids (control characters, U+FFFE, U+FFFF) become U+FFFD, so that any input gives a well-formed document.
std::string markup_text(std::string_view text);

/// A word fit for an id or a fragment of an address: letters, digits, '.' and '-' stay, every other byte
/// becomes "_xx" (hexadecimal), so that two different names never meet; begins with "s-".
std::string anchor_name(std::string_view text);

/// A coordinate with at most two decimals, the same on every machine; never "-0", never an exponent. Values that are
/// not finite, or beyond ±1,000,000, do not belong in a drawing and are held at that bound.
std::string coordinate(double value);

}  // namespace countervail
