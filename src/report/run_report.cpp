// SPDX-License-Identifier: Apache-2.0
#include "report/run_report.h"

#include "report/map_data.h"
#include "report/run_report_page.h"

namespace countervail {

Result<RunReport> make_run_report(const ReportInputs& inputs, int threads) {
    auto map = read_map(inputs.library);
    if (!map) return std::unexpected(std::move(map.error()));
    const RunCharts charts = draw_run_charts(inputs, map->outlines, map->groups);
    auto files = chart_files(charts.all(), threads);
    if (!files) return std::unexpected(std::move(files.error()));
    return RunReport{page_html(run_page(inputs, charts)), std::move(*files)};
}

}  // namespace countervail
