// SPDX-License-Identifier: Apache-2.0
// Colours that stay apart for colour-blind readers and in grey print. Kinds: Okabe & Ito, "Color Universal Design"
// (2008). Amounts: seven steps of viridis reversed (Smith & van der Walt, 2015), light for little, dark for much.
#pragma once

#include <cstddef>
#include <string>

namespace countervail {

inline constexpr const char* kInk = "#1a1a1a";        ///< text and observed points; 17:1 on white
inline constexpr const char* kQuietInk = "#4d4d4d";   ///< axis labels and notes; 8:1 on white
inline constexpr const char* kGrid = "#e3e3e3";
inline constexpr const char* kFrame = "#8c8c8c";
inline constexpr const char* kNoData = "#ececec";
inline constexpr const char* kPaper = "#ffffff";

inline constexpr const char* kBlue = "#0072b2";
inline constexpr const char* kDeepBlue = "#00405f";   ///< outlines that stand on tints of blue: 7:1 on the palest, 11:1 on white
inline constexpr const char* kVermillion = "#d55e00";
inline constexpr const char* kGreen = "#009e73";
inline constexpr const char* kPurple = "#cc79a7";
inline constexpr const char* kOrange = "#e69f00";
inline constexpr const char* kSky = "#56b4e9";

/// Colour number `index` of the Okabe–Ito order used here (blue, vermillion, green, purple, orange, sky, black);
/// begins again after the seventh.
std::string kind_colour(std::size_t index);
/// Dash pattern that tells series apart without colour; "" is a whole line.
std::string kind_dash(std::size_t index);

inline constexpr std::size_t kAmountSteps = 7;
/// Step 0 (least) … kAmountSteps-1 (most).
std::string amount_colour(std::size_t step);

}  // namespace countervail
