// SPDX-License-Identifier: Apache-2.0
// The measures of dependence and leverage by name: what each is about, in which unit, which way it points, and what it needs.
// Verbs and pages list measures from here; what computes them is named in each page under docs/methods.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace countervail {

enum class MeasureSubject : std::uint8_t {
    pair,              ///< a buying place and a selling place, over all products
    importer_product,  ///< a buying place and a product
    exporter_product,  ///< a selling place and a product
    product,           ///< a product of the world
    place,             ///< a place, over all products
};
std::string_view to_text(MeasureSubject subject);   // "pair", "importer and product", …

enum class MeasureNeeds : std::uint8_t {
    one_year,          ///< one year of a cube
    own_supply,        ///< one year of a cube in which what places supply to themselves is booked; without it there is no value
    three_years,       ///< three years running; with fewer it is computed and says so
    group,             ///< a group of places whose trade inside counts apart
    elasticities,      ///< elasticities of substitution or demand: statements or assumptions of the ledger
    table,             ///< an input–output table
    production,        ///< production by place and governance
    network,           ///< sites and lanes of a world
};
std::string_view to_text(MeasureNeeds needs);

struct DependenceMeasure {
    std::string_view id;          ///< "import-share"
    std::string_view name;        ///< "share of imports"
    std::string_view unit;        ///< "share", "count", "USD thousand", "ratio", "index"
    MeasureSubject about = MeasureSubject::pair;
    bool higher_is_worse = true;  ///< more of it is more dependence of the buyer (or, for a seller's measure, more leverage)
    MeasureNeeds needs = MeasureNeeds::one_year;
    std::string_view page;        ///< "docs/methods/dependence-shares.md"
    std::string_view meaning;     ///< one sentence
};

/// All of them, pair measures first, in the order of PairMeasures.
std::span<const DependenceMeasure> dependence_measures();
/// Null when there is none of that name (see did_you_mean with measure_names).
const DependenceMeasure* find_measure(std::string_view id);
std::vector<std::string> measure_names();

}  // namespace countervail
