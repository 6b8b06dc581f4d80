// SPDX-License-Identifier: Apache-2.0
// The reports about dependence: of a pair of places, and of two places on each other. Each is one page that needs nothing else, its charts and
// its tables; nothing stands on the page that is not in a file beside it. Equal inputs give equal bytes; no clock is read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dependence/side_by_side.h"
#include "report/chart_files.h"
#include "report/dependence_charts.h"
#include "report/map_data.h"

namespace countervail {

struct DependenceReport {
    std::string answer;                          ///< for the terminal and answer.txt: sentences, one paragraph a line
    std::string html;
    std::vector<RunChart> charts;
    std::vector<Table> tables;                   ///< whole; the page shows their first rows and fewer columns
};

/// report.html, answer.txt, charts/<name>.{svg,png,csv}, tables/<name>.{csv,json}. Fails when a chart cannot be drawn as a picture.
Result<std::vector<ReportFile>> dependence_files(const DependenceReport& report, int threads);

/// Dependence of one place on another. References must outlive the call only.
struct PairReportInputs {
    const TradeCube& cube;
    const CubeMeasures& measures;
    const PairProfile& profile;
    const Ledger& ledger;
    const MapData& map;
    std::string measure = "import-share";        ///< of the charts and of the products: one of PairMeasures::ids()
    std::vector<MeasureLine> lines;              ///< every measure of the pair side by side; empty: those of the trade alone
    const RankQuestion* rank_question = nullptr; ///< suppliers of the buyer under several measures; with `ranks` or not at all
    const RankStability* ranks = nullptr;
    std::vector<Table> further;                  ///< shown in a section of their own: look-through, choke-points, …
    std::vector<std::string> colophon;           ///< program version, id of the cube
};
DependenceReport pair_report(const PairReportInputs& inputs);

/// Two places on each other. What is null is left out; without `curve` the page answers from `items` and says what is missing and how to get it.
struct AsymmetryReportInputs {
    const Ledger& ledger;
    PairNames names;                             ///< of the question's a and b
    const TradeCube* cube = nullptr;             ///< behind the lines, and behind `curve` where there is one
    const AsymmetryCurve* curve = nullptr;
    std::vector<AsymmetryLine> a_sells, b_sells; ///< of the question of `curve`, or of `items`
    const AsymmetryCurve* items = nullptr;       ///< the embedded items: beside an imported curve, or alone
    const AsymmetryClaim* claim = nullptr;
    const AsymmetrySweep* sweep = nullptr;
    const BilateralTotals* totals = nullptr;
    const TradeCube* third_cube = nullptr;       ///< behind `third`; null: `cube`
    const ThirdCountries* third = nullptr;
    std::vector<std::string> colophon;
};
DependenceReport asymmetry_report(const AsymmetryReportInputs& inputs);

/// What a cube is and what was chosen when it was made: what, value.
Table provenance_table(const TradeProvenance& provenance, std::string_view name);

}  // namespace countervail
