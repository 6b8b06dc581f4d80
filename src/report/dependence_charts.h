// SPDX-License-Identifier: Apache-2.0
// Results about dependence as charts, each for a wide and a narrow window and beside its numbers. Shares are drawn in per cent.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/dependence_sentences.h"
#include "report/outlines.h"
#include "report/run_report_charts.h"

namespace countervail {

/// `curve` null: no trade at hand; the chart says what is missing and how to get it. `claim` null: none is marked. On figures of items the chart
/// says above its field what they cover and that the claim is not judged.
RunChart asymmetry_curve_chart(const std::string& name, const AsymmetryCurve* curve, const AsymmetryClaim* claim, const PairNames& names);
/// One row per level of codes, way of counting and products counted; within a row reports, years and folds move.
RunChart asymmetry_choices_chart(const AsymmetrySweep& sweep, const PairNames& names);

/// Largest buyers against largest sellers by `measure`; the pair of the question is always among them.
RunChart pair_heat_chart(const TradeCube& cube, const CubeMeasures& measures, std::string_view measure, PlaceIndex of, PlaceIndex to, std::size_t most = 20);
/// Every place by its dependence on `to`. Groups of places are drawn by their countries.
RunChart dependence_map_chart(const TradeCube& cube, const CubeMeasures& measures, std::string_view measure, PlaceIndex to, const std::vector<Outline>& outlines, const PlaceGroups& groups);
/// Sellers to `of`, and buyers from `to`, largest first.
RunChart suppliers_chart(const TradeCube& cube, const CubeMeasures& measures, std::string_view measure, PlaceIndex of);
RunChart customers_chart(const TradeCube& cube, const CubeMeasures& measures, std::string_view measure, PlaceIndex to);
/// `marked`: place of the question that stands out; none: -1.
RunChart rank_stability_chart(const RankQuestion& question, const RankStability& answer, int marked, const std::string& title);
RunChart third_countries_chart(const TradeCube& cube, const ThirdCountries& answer, const PairNames& names);

/// Unit of a measure as drawn: "% …" for shares.
std::string drawn_unit(std::string_view measure);

}  // namespace countervail
