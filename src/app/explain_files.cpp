// SPDX-License-Identifier: Apache-2.0
#include "app/explain_files.h"

#include "app/files.h"
#include "report/chart_files.h"

namespace countervail {

Result<void> write_explained(const Settings& settings, const std::string& words, const std::vector<Table>& tables, const std::vector<RunChart>& charts) {
    std::error_code code;
    std::filesystem::create_directories(settings.out, code);
    if (code) return fail({settings.out.string()}, "the folder cannot be made: " + code.message(), "name another one with --out");
    auto pictures = chart_files(charts, settings.threads_to_use());
    if (!pictures) return std::unexpected(std::move(pictures.error()));
    std::vector<ReportFile> files = table_files(tables);
    files.insert(files.end(), pictures->begin(), pictures->end());
    files.push_back({tables.front().name + ".txt", words});
    for (const ReportFile& file : files) {
        if (auto written = write_file(settings.out / file.name, file.bytes); !written) return written;
    }
    return {};
}

}  // namespace countervail
