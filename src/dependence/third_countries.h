// SPDX-License-Identifier: Apache-2.0
// Third places between two powers that each control some products: how much of a place's imports falls under the controls of one, of the
// other, of both, how much of it the controlling power itself supplies, and where that supply is most of it.
// docs/methods/dependence-third-countries.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/table.h"
#include "trade/trade_cube.h"

namespace countervail {

/// A control of one power as customs codes see it.
struct ControlledCode {
    std::string code;          ///< a code of the cube, or the beginning of several; of codes that fit a product the longest counts
    double coverage = 1;       ///< share of the value under the code that the control covers, in (0, 1]
    std::string treatment;     ///< "licence", "prohibition", …; may be empty
    std::string control;       ///< for people: the act and its entry; may be empty
};

struct ThirdCountryQuestion {
    std::string a, b;                                ///< ids of the two powers
    std::vector<ControlledCode> by_a, by_b;
    int year = 0;
    double threshold = 0.5;                          ///< a place depends on a power for a product above this share of its imports
};

/// One power's controls as one third place meets them. Values in thousand USD, coverage applied.
struct ControlExposure {
    double imports = 0;                              ///< imports of controlled products, from wherever
    double from_power = 0;                           ///< part of it that the power supplies
    double dependent = 0;                            ///< part of `from_power` in products where the power is above the threshold
    std::size_t products = 0;                        ///< controlled products imported
    std::size_t dependent_products = 0;
};

struct ThirdCountry {
    PlaceIndex place = 0;
    double imports = 0;                              ///< of all products
    ControlExposure a, b;
    /// Imports of products that both control. With partial coverage the two may cover the same goods or different ones: from least to most overlap.
    double both_low = 0, both_high = 0;
    std::vector<double> by_treatment;                ///< imports from the controlling power under each of ThirdCountries::treatments

    double share(double part) const { return imports > 0 ? part / imports : 0; }
    /// Squeezed from both sides: the lesser of the two dependent shares of imports.
    double dependent_on_both() const { return share(a.dependent < b.dependent ? a.dependent : b.dependent); }
};

struct ThirdCountries {
    ThirdCountryQuestion question;
    std::vector<ThirdCountry> places;                ///< all but the two powers that import anything, the most dependent on both first
    std::vector<std::string> treatments;             ///< sorted
    std::vector<std::string> codes_not_traded;       ///< codes of the question that fit no product of the cube
    std::size_t products_a = 0, products_b = 0, products_both = 0;
    std::vector<std::string> sources;
};

/// All problems at once: unknown or equal places, a year that the cube lacks, no codes, a coverage out of range, a code twice for one power.
Result<ThirdCountries> third_countries(const TradeCube& cube, const ThirdCountryQuestion& question, int threads);

/// One row per place; shares of all imports. `limit` 0: all.
Table third_countries_table(const TradeCube& cube, const ThirdCountries& answer, std::size_t limit);

}  // namespace countervail
