// SPDX-License-Identifier: Apache-2.0
// The page of a run: which sections it has, in which order, and what stands in each.
#pragma once

#include <vector>

#include "report/page.h"
#include "report/run_report.h"
#include "report/run_report_charts.h"
#include "report/sankey.h"

namespace countervail {

/// Every chart of the report.
struct RunCharts {
    RunChart exports;
    std::vector<RunChart> cases;
    RunChart stops, output_lost, price_ratios, prices, queue, granted, chain, supply, assumptions, costs;
    Table act_costs;                    ///< no rows: no case leaves just the focus act out
    Sankey chain_flow;                  ///< behind `chain`
    std::vector<RunChart> losses;       ///< empty where the run was not asked for losses
    std::vector<RunChart> dependence;   ///< empty where the report has no such section
    std::vector<RunChart> all() const;  ///< in the order of the page
};

RunCharts draw_run_charts(const ReportInputs& inputs, const std::vector<Outline>& outlines,
                          const PlaceGroups& groups);

Page run_page(const ReportInputs& inputs, const RunCharts& charts);

}  // namespace countervail
