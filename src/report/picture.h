// SPDX-License-Identifier: Apache-2.0
// SVG to PNG, through librsvg and cairo (Debian packages librsvg2-dev and fonts-dejavu-core).
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace countervail {

/// Bytes of a PNG `width` pixels wide (1 … 8,192), its height from the SVG's own shape. Fails when the text is no SVG
/// or has no size.
Result<std::string> picture(std::string_view svg, int width);

}  // namespace countervail
