// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace countervail {

/// The style sheet of the report: readable from 320 px to a wall, on paper, with a keyboard; every contrast at least
/// 4.5:1 (WCAG 2.2, 1.4.3).
std::string_view page_style();

}  // namespace countervail
