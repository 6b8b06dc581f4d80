// SPDX-License-Identifier: Apache-2.0
// Units of quantity as customs offices write them. For the folder itself only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace countervail {

/// Tonnes in one unit ("KG", "Kilogram", "T", "metric ton", "G"); nothing when it is no mass.
inline std::optional<double> tonnes_in(std::string_view unit) {
    std::string plain;
    for (const char c : unit) {
        if (c == ' ' || c == '.') continue;
        plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    if (plain == "kg" || plain == "kgs" || plain == "kilogram" || plain == "kilograms") return 1e-3;
    if (plain == "t" || plain == "ton" || plain == "tons" || plain == "tonne" || plain == "tonnes" || plain == "metricton" ||
        plain == "metrictons")
        return 1;
    if (plain == "g" || plain == "gram" || plain == "grams") return 1e-6;
    if (plain == "kt") return 1e3;
    return std::nullopt;
}

}  // namespace countervail
