// SPDX-License-Identifier: Apache-2.0
#include "app/exposure_files.h"

#include "app/files.h"
#include "base/parallel.h"
#include "report/company_page.h"
#include "report/picture.h"

namespace countervail {

namespace {

namespace fs = std::filesystem;

constexpr int kPictureWidth = 1600;

Result<std::vector<std::pair<std::string, std::string>>> chart_files(const std::vector<CompanyChart>& charts, int threads) {
    std::vector<Result<std::string>> pictures(charts.size());
    parallel_for(threads, charts.size(), [&](std::size_t i) { pictures[i] = picture(charts[i].wide, kPictureWidth); });
    std::vector<std::pair<std::string, std::string>> files;
    for (std::size_t i = 0; i < charts.size(); ++i) {
        if (!pictures[i]) return std::unexpected(std::move(pictures[i].error()));
        files.emplace_back(charts[i].name + ".svg", charts[i].wide);
        files.emplace_back(charts[i].name + ".png", std::move(*pictures[i]));
    }
    return files;
}

}  // namespace

Result<void> write_exposure_files(const PreparedRun& run, const Exposure& exposure, const CompanyTables& tables, const fs::path& folder, int threads) {
    const CompanyReport report = company_report(exposure, run.ensemble, run.ledger, tables, {"countervail " + run.inputs.program_version, "library " + run.inputs.library_digest()});
    auto charts = chart_files(report.charts, threads);
    if (!charts) return std::unexpected(std::move(charts.error()));
    std::vector<std::pair<fs::path, std::string>> files{{"report.html", report.html}, {"answer.txt", company_screen(tables, -1, {})}};
    for (auto& [name, bytes] : *charts) files.emplace_back(fs::path("charts") / name, std::move(bytes));
    for (const Table* table : tables.tables()) {
        files.emplace_back(fs::path("tables") / (table->name + ".csv"), render(*table, TableFormat::csv));
        files.emplace_back(fs::path("tables") / (table->name + ".json"), render(*table, TableFormat::json));
    }
    for (const fs::path& part : {folder, folder / "tables", folder / "charts"}) {
        std::error_code code;
        fs::create_directories(part, code);
        if (code) return fail({part.string()}, "the folder cannot be made: " + code.message(), "name another one with --out");
    }
    for (const auto& [name, bytes] : files) {
        if (auto written = write_file(folder / name, bytes); !written) return written;
    }
    return {};
}

}  // namespace countervail
