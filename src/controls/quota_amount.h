// SPDX-License-Identifier: Apache-2.0
// How much may leave under a clause that sets a quota: "7976 t REO".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace countervail {

struct QuotaAmount {
    double tonnes = 0;
    std::string basis;             ///< "REO" or "oxide": mass of the oxides; "metal": of the elements; "gross" or "": as it is weighed
};

/// Empty when the text is not an amount of mass on such a basis (the reader of acts refuses it with its place).
std::optional<QuotaAmount> parse_quota(std::string_view text);

}  // namespace countervail
