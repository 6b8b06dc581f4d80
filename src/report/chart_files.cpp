// SPDX-License-Identifier: Apache-2.0
#include "report/chart_files.h"

#include "base/parallel.h"
#include "report/picture.h"

namespace countervail {

namespace {

constexpr int kPictureWidth = 1600;

}  // namespace

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

std::vector<ReportFile> table_files(const std::vector<Table>& tables) {
    std::vector<ReportFile> files;
    for (const Table& table : tables) {
        files.push_back({table.name + ".csv", render(table, TableFormat::csv)});
        files.push_back({table.name + ".json", render(table, TableFormat::json)});
    }
    return files;
}

}  // namespace countervail
