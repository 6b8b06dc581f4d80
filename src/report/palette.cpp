// SPDX-License-Identifier: Apache-2.0
#include "report/palette.h"

#include <algorithm>
#include <array>

namespace countervail {

std::string kind_colour(std::size_t index) {
    static constexpr std::array kColours = {kBlue, kVermillion, kGreen, kPurple, kOrange, kSky, "#000000"};
    return kColours[index % kColours.size()];
}

std::string kind_dash(std::size_t index) {
    static constexpr std::array kDashes = {"", "7 3", "2 3", "9 3 2 3", "12 4", "4 2", "1 4"};
    return kDashes[index % kDashes.size()];
}

std::string amount_colour(std::size_t step) {
    static constexpr std::array<const char*, kAmountSteps> kSteps = {"#fde725", "#90d743", "#35b779", "#21918c",
                                                                     "#31688e", "#443983", "#440154"};
    return kSteps[std::min(step, kAmountSteps - 1)];
}

}  // namespace countervail
