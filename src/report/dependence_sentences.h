// SPDX-License-Identifier: Apache-2.0
// Who depends on whom, in words composed from the results. Nothing is said about all trade from a cube of items: sentences about such a cube
// say what it covers, and a claim about all trade is not judged on it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dependence/asymmetry.h"
#include "dependence/bilateral_totals.h"
#include "dependence/pair_measures.h"
#include "dependence/rank_stability.h"
#include "dependence/third_countries.h"

namespace countervail {

/// The two places of a question as people call them.
struct PairNames {
    std::string a, b;
};
/// Names of the cube; the id where it has none.
PairNames pair_names(const TradeCube& cube, std::string_view a, std::string_view b);
std::string place_in_words(const TradePlace& place);

/// The cube holds the critical items of a world and nothing else.
bool items_only(const TradeProvenance& provenance);
/// "HS2022, 6 digits", "items of the world".
std::string level_in_words(const TradeProvenance& provenance, int digits);
/// What is missing when there is no trade in all goods, and how to get it.
std::string how_to_get_trade();

/// "Japan buys 20.9% of its imports from China (2023) …": share, products above the threshold, what the published rules count.
std::string pair_answer(const TradeCube& cube, const CubeMeasures& measures, const PairProfile& profile);
/// Where the seller stands among suppliers under each measure, from best to worst rank. Empty when nothing is ranked.
std::string pair_ranks_words(const TradeCube& cube, const PairProfile& profile);
/// How far the number of products differs between the rules that count them. Empty with fewer than two rules.
std::string pair_rules_words(const PairProfile& profile);
/// The other direction: what share of the seller's exports the buyer takes.
std::string pair_back_words(const TradeCube& cube, const PairProfile& profile);

/// At one threshold, both directions, by value and by lines.
std::string asymmetry_answer(const AsymmetryCurve& curve, const PairNames& names, double threshold);
/// "A sells B: for 700 of 4,500 products it supplies more than half of the buyer's imports, together USD 210 bn of USD 525 bn."
std::string lines_words(const std::vector<AsymmetryLine>& lines, const TradeProvenance& provenance, const std::string& direction, double threshold);
/// "Claimed: 40% against 12% …", and what this curve has; on items that the claim is not judged.
std::string claim_words_of(const AsymmetryCurve& curve, const AsymmetryClaim& claim);
/// How far both shares move over the choices; empty where none is judged.
std::string asymmetry_range_words(const AsymmetrySweep& sweep, const PairNames& names);
/// Both sides' words about the same flows in the latest period that has any, with their gap; empty without reports.
std::string totals_words(const BilateralTotals& totals, const PairNames& names);
/// Which places both powers can squeeze, and how much of their imports.
std::string third_countries_words(const TradeCube& cube, const ThirdCountries& answer, const PairNames& names);
/// Who stands first and how firmly. `marked`: the place that the question is about; none: -1.
std::string rank_words(const RankQuestion& question, const RankStability& answer, int marked);

}  // namespace countervail
