// SPDX-License-Identifier: Apache-2.0
// Measures about a product and a buyer or seller: EU core dependency indicators, GeoDep, the Henry Jackson rule, revealed comparative
// dependence, revealed comparative advantage. Pages: docs/methods/dependence-{eu-core-indicators,geodep,henry-jackson-rule,
// revealed-comparative-dependence,complexity}.md.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dependence/cube_totals.h"

namespace countervail {

/// European Commission 2021, SWD(2021) 352 (formula as recalled).
struct CoreDependencyLimits {
    double concentration = 0.4;    ///< CDI1 above
    double extra_share = 0.5;      ///< CDI2 above
    double substitution = 1;       ///< CDI3 above
};

/// For one product and a group of places (or one place, for which every import comes from outside).
struct CoreDependency {
    double extra_imports = 0;                 ///< thousand USD from outside the group
    double inner_imports = 0;                 ///< thousand USD between members
    std::optional<double> concentration;      ///< CDI1 = Σ over origins outside (M_i / M_extra)²; empty where nothing comes from outside
    std::optional<double> extra_share;        ///< CDI2 = M_extra / (M_extra + M_inner)
    std::optional<double> substitution;       ///< CDI3 = M_extra / exports of the members (CoreExports); empty where they export nothing
    PlaceIndex largest_supplier = kNoPlace;   ///< outside the group

    /// All three above their limits; without exports CDI3 counts as above.
    bool dependent(const CoreDependencyLimits& limits = {}) const;
};

/// What members' exports are in CDI3: published programs differ.
enum class CoreExports : std::uint8_t {
    all,        ///< to each other included
    outside,    ///< only what leaves the group
};
/// By product. `members` indexes places of the cube; each once. The year must be there.
std::vector<CoreDependency> core_dependency(const TradeCube& cube, int year, std::span<const PlaceIndex> members, int threads,
                                            CoreExports exports = CoreExports::all);
/// The same for one place, from its totals.
CoreDependency core_dependency(const CubeTotals& totals, std::size_t product, PlaceIndex importer);

/// CEPII, GeoDep; Lefebvre & Wibaux 2024, CEPII Policy Brief 47.
struct GeoDepLimits {
    double import_hhi = 0.4;       ///< criterion 1 above
    double export_hhi = 0.4;       ///< criterion 2 above
    double substitution = 1;       ///< criterion 3 above
    int years_needed = 2;          ///< criterion 4, of a window of three
};
/// Imports over exports of a product; 9999 where it imports and exports nothing (the publisher's convention); 0 where it imports nothing.
double geodep_ratio(const CubeTotals& totals, std::size_t product, PlaceIndex importer);
/// Criteria 1 to 3 as bits 0 to 2, in one year.
std::uint8_t geodep_criteria(const CubeTotals& totals, std::size_t product, PlaceIndex importer, const GeoDepLimits& limits = {});

/// For all places and products, over a window of one to three years.
struct GeoDep {
    std::vector<int> years;                              ///< the window, ascending
    ProductPlaceGrid<std::uint8_t> years_held;           ///< in how many years criteria 1 to 3 held
    int years_needed = 2;                                ///< years_needed of the limits, or every year where the window has fewer

    bool full_window() const { return years.size() == 3; }
    bool dependent(std::size_t product, PlaceIndex importer) const { return years_held.at(product, importer) >= years_needed; }
    /// "two of the three years 2019 to 2021", or what a shorter window cannot say.
    std::string window_in_words() const;
};
/// `window`: totals of one to three years of one cube, ascending.
GeoDep geodep(std::span<const CubeTotals* const> window, const GeoDepLimits& limits, int threads);
/// The years of a window that ends in `year`: those of the last three that the cube has.
std::vector<int> geodep_window(const TradeCube& cube, int year);

/// Henry Jackson Society 2020, "Breaking the China Supply Chain": strategic dependence of a place on one supplier.
struct HenryJacksonLimits {
    double import_share = 0.5;     ///< supplier's share of the place's imports, above
    double world_share = 0.3;      ///< supplier's share of world exports, above
};
/// Net importer, and both shares above their limits. `import_share`: of `exporter` in the imports of `importer`.
bool henry_jackson(const CubeTotals& totals, std::size_t product, PlaceIndex importer, PlaceIndex exporter, double import_share,
                   const HenryJacksonLimits& limits = {});

/// Belton 2023, Progressive Policy Institute (formula as recalled): share of `exporter` in the imports of one place over its share in the
/// imports of the world. Empty where the exporter sells the product to nobody.
std::optional<double> revealed_comparative_dependence(const CubeTotals& totals, std::size_t product, PlaceIndex exporter, double import_share);

/// Balassa 1965: share of the product in the exporter's exports over its share in world trade. Empty where either is nothing.
std::optional<double> revealed_comparative_advantage(const CubeTotals& totals, std::size_t product, PlaceIndex exporter);

}  // namespace countervail
