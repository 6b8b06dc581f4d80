// SPDX-License-Identifier: Apache-2.0
// How far each place depends on each other one: every pair measure that needs only the cube, for all pairs at once, and the profile of
// one pair with the products behind it. Formulas: docs/methods/dependence-shares.md and the page that each measure names.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/table.h"
#include "dependence/cube_totals.h"
#include "dependence/measures.h"
#include "dependence/product_measures.h"

namespace countervail {

struct PairOptions {
    double threshold = 0.5;                ///< a product depends on a supplier above this share of its imports
    GeoDepLimits geodep;
    HenryJacksonLimits henry_jackson;
    CoreDependencyLimits core;
    int threads = 1;
};

/// False for a measure that rests on own supply where the source books none.
bool has_values(const DependenceMeasure& measure, const CubeTotals& totals);

/// A matrix per measure: [importer × places + exporter]. 0 on the diagonal and where the pair trades nothing.
class PairMeasures {
  public:
    /// In the order of dependence_measures() with subject pair that need only the cube.
    static std::span<const std::string_view> ids();

    std::size_t places() const { return places_; }
    double at(std::size_t measure, PlaceIndex importer, PlaceIndex exporter) const { return matrices_[measure][importer * places_ + exporter]; }
    std::span<const double> matrix(std::size_t measure) const { return matrices_[measure]; }
    /// Index for at(); empty when the id is none of ids().
    static std::optional<std::size_t> index(std::string_view id);

  private:
    friend PairMeasures pair_measures(const TradeCube&, const CubeTotals&, const GeoDep&, const PairOptions&);
    std::size_t places_ = 0;
    std::vector<std::vector<double>> matrices_;
};

/// `totals` of a year of the cube, `geodep` of a window that ends in it. One pass over the year; the same bytes at any number of threads.
PairMeasures pair_measures(const TradeCube& cube, const CubeTotals& totals, const GeoDep& geodep, const PairOptions& options);

/// Everything that needs only the cube, for one year: what verbs ask for first.
struct CubeMeasures {
    CubeTotals totals;
    GeoDep geodep;
    PairMeasures pairs;
    PairOptions options;
};
/// Fails when the cube lacks the year (naming those it has), has more than 2,000 places, or an option is out of range.
Result<CubeMeasures> cube_measures(const TradeCube& cube, int year, const PairOptions& options);

/// One measure of one pair.
struct PairMeasureValue {
    std::string measure;                   ///< id
    std::optional<double> value;           ///< empty where the measure is undefined for the pair (no imports at all)
    int supplier_rank = 0;                 ///< of the seller among all places' sellers to the buyer, 1 = most depended on; 0: not ranked
    int suppliers = 0;                     ///< how many were ranked
    int buyer_rank = 0;                    ///< of the buyer among all buyers, by dependence on the seller; 0: not ranked
    int buyers = 0;
    std::string note;                      ///< what weakens it: "one year only; the publisher's rule asks for three"
};

/// A product that the pair trades, or that a measure counts.
struct PairProduct {
    ProductIndex product = 0;
    double value = 0;                      ///< thousand USD, buyer's imports from the seller
    double share = 0;                      ///< of the buyer's imports of the product
    double imports = 0;                    ///< thousand USD, the buyer's imports of the product from all
    double own = 0;                        ///< thousand USD the buyer supplies to itself, where booked
    double import_hhi = 0;                 ///< of the buyer's imports
    double world_share = 0;                ///< of the seller in world exports
    double world_export_hhi = 0;
    double net_imports = 0;                ///< thousand USD
    double comparative_dependence = 0;     ///< RCD
    double comparative_advantage = 0;      ///< of the seller; 0 where undefined
    bool largest_supplier = false, above_threshold = false, henry_jackson = false, geodep = false, core = false;
};

struct PairProfile {
    PlaceIndex of = 0, to = 0;             ///< buyer, seller
    int year = 0;
    std::vector<PairMeasureValue> values;  ///< in the order of PairMeasures::ids()
    std::vector<PairProduct> products;     ///< that the seller sells the buyer, largest value first
};

/// The two places must differ.
PairProfile pair_profile(const TradeCube& cube, const CubeMeasures& measures, PlaceIndex of, PlaceIndex to);

/// measure, value, unit, rank of the seller, rank of the buyer, meaning, note.
Table pair_profile_table(const TradeCube& cube, const CubeMeasures& measures, const PairProfile& profile);
/// The products behind a measure, largest value first: all that the seller sells for "import-share", those that the measure counts for the
/// others. At most `limit` rows (0: all); the title says how many there are. The id must be one of PairMeasures::ids().
Table products_behind_table(const TradeCube& cube, const CubeMeasures& measures, const PairProfile& profile, std::string_view measure, std::size_t limit);
/// Every seller to `of` by one measure, most depended on first.
Table suppliers_table(const TradeCube& cube, const CubeMeasures& measures, PlaceIndex of, std::string_view measure, std::size_t limit);

}  // namespace countervail
