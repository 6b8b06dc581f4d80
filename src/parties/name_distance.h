// SPDX-License-Identifier: Apache-2.0
// How many letters apart two words are.
#pragma once

#include <string_view>

namespace countervail {

/// Insertions, deletions, substitutions and swaps of neighbours that turn one into the other, no letter
/// touched twice (optimal string alignment). Bit-parallel for words of up to 64 bytes: Hyyrö, Nordic J. of
/// Computing 10 (2003), fig. 4; the plain recursion beyond.
int edit_distance(std::string_view a, std::string_view b);

/// 1 − distance / length of the longer word; two empty words are alike.
double edit_similarity(std::string_view a, std::string_view b);

}  // namespace countervail
