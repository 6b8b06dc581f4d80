// SPDX-License-Identifier: Apache-2.0
// Small text helpers that every folder shares.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace countervail {

std::string trim(std::string_view text);
std::vector<std::string> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);

/// Whole text as a finite number, '.' as decimal mark, no thousands marks. Empty otherwise.
std::optional<double> parse_number(std::string_view text);

/// Shortest text that reads back as the same double.
std::string exact_number(double value);
/// For people: `digits` significant digits, thousands separated by commas ("58,152", "0.0125").
std::string readable_number(double value, int digits = 4);

/// True when `text` is what `pattern` says, '*' standing for any run of characters.
bool matches_pattern(std::string_view pattern, std::string_view text);

/// The candidate with the smallest edit distance (at most a third of the word); empty when none is near.
std::string nearest_name(std::string_view word, const std::vector<std::string>& candidates);
/// `did you mean "…"?`, or the empty text when no candidate is near.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace countervail
