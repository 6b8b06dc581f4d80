// SPDX-License-Identifier: Apache-2.0
// How much room a line of text takes before anything has drawn it. Widths are those of DejaVu Sans, the widest of
// the sans-serif faces that readers' machines fall back to: what fits here fits in Arial and Liberation Sans too.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace countervail {

/// Width in the unit of `size` (the font size). Bold letters are a seventh wider.
double text_width(std::string_view text, double size, bool bold = false);

/// The text, or its beginning with "…", no wider than `room`; at least one character stays.
std::string shortened(std::string_view text, double size, double room, bool bold = false);

/// Lines no wider than `room`, broken at spaces (inside a word only when the word alone is too wide); at most
/// `most` lines, the last one shortened. Empty text gives no line.
std::vector<std::string> wrapped(std::string_view text, double size, double room, std::size_t most = 8,
                                 bool bold = false);

}  // namespace countervail
