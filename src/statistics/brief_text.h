// SPDX-License-Identifier: Apache-2.0
// What a file wrote, short enough for a sentence about it.
#pragma once

#include <string>
#include <string_view>

namespace countervail {

/// At most 60 bytes, cut between characters, with "…" where something was cut.
std::string brief_text(std::string_view text);

}  // namespace countervail
