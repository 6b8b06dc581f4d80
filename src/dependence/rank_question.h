// SPDX-License-Identifier: Apache-2.0
// Partners of a place ranked under several measures, with the parts by product that a bootstrap needs: from the measures of a cube to the
// question of rank_stability.h.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "dependence/pair_measures.h"
#include "dependence/rank_stability.h"

namespace countervail {

enum class RankedSide : std::uint8_t {
    sellers,   ///< sellers to the place, by how much it depends on them
    buyers,    ///< buyers from the place, by how much they depend on it
};

struct PartnerRanking {
    std::vector<PlaceIndex> partners;   ///< that trade with the place, in the order of the cube; places of the question are their names
    RankQuestion question;
};

/// Measures whose value is a ratio of sums over products, or a sum: those that a bootstrap can resample.
bool can_be_resampled(std::string_view pair_measure);

/// `measures`: ids of PairMeasures::ids(). Parts by product are filled in when `with_products`; 8 bytes × partners × products, once or twice a
/// measure. Fails on unknown ids, a place without such trade, and parts asked of a measure that has none (naming all).
Result<PartnerRanking> partner_ranking(const TradeCube& cube, const CubeMeasures& measures, RankedSide side, PlaceIndex place,
                                       std::span<const std::string_view> ids, bool with_products, int threads);

}  // namespace countervail
