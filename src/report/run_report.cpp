// SPDX-License-Identifier: Apache-2.0
#include "report/run_report.h"

#include "base/parallel.h"
#include "report/picture.h"
#include "report/run_report_page.h"

namespace countervail {

namespace {

constexpr int kPictureWidth = 1600;

struct MapData {
    std::vector<Outline> outlines;
    PlaceGroups groups;
};

Result<MapData> read_map(const Library& library) {
    const LibraryFile* countries = library.find("data/map/countries.csv");
    MapData map;
    if (countries != nullptr) {
        auto outlines = read_outlines(countries->text, countries->path);
        if (!outlines) return std::unexpected(std::move(outlines.error()));
        map.outlines = std::move(*outlines);
    }
    auto groups = read_place_groups(library);
    if (!groups) return std::unexpected(std::move(groups.error()));
    map.groups = std::move(*groups);
    return map;
}

Result<std::vector<ReportFile>> chart_files(const std::vector<RunChart>& charts, int threads) {
    std::vector<Result<std::string>> pictures(charts.size());
    parallel_for(threads, charts.size(),
                 [&](std::size_t i) { pictures[i] = picture(charts[i].wide, kPictureWidth); });
    std::vector<ReportFile> files;
    for (std::size_t i = 0; i < charts.size(); ++i) {
        if (!pictures[i]) return std::unexpected(std::move(pictures[i].error()));
        files.push_back({charts[i].name + ".svg", charts[i].wide});
        files.push_back({charts[i].name + ".png", std::move(*pictures[i])});
        files.push_back({charts[i].name + ".csv", render(charts[i].numbers, TableFormat::csv)});
    }
    return files;
}

}  // namespace

Result<RunReport> make_run_report(const ReportInputs& inputs, int threads) {
    auto map = read_map(inputs.library);
    if (!map) return std::unexpected(std::move(map.error()));
    const RunCharts charts = draw_run_charts(inputs, map->outlines, map->groups);
    auto files = chart_files(charts.all(), threads);
    if (!files) return std::unexpected(std::move(files.error()));
    return RunReport{page_html(run_page(inputs, charts)), std::move(*files)};
}

}  // namespace countervail
