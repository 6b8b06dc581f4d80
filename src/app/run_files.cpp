// SPDX-License-Identifier: Apache-2.0
#include "app/run_files.h"

#include "app/files.h"
#include "app/json_document.h"
#include "base/hash.h"
#include "report/run_report.h"

namespace countervail {

namespace {

namespace fs = std::filesystem;

Result<void> make_folder(const fs::path& folder) {
    std::error_code code;
    fs::create_directories(folder, code);
    if (code) return fail({folder.string()}, "the folder cannot be made: " + code.message(), "name another one with --out");
    return {};
}

/// Takes files until one fails.
class Writer {
  public:
    explicit Writer(fs::path folder) : folder_(std::move(folder)) {}
    void put(const fs::path& name, const std::string& bytes) {
        if (result_) result_ = write_file(folder_ / name, bytes);
    }
    Result<void> result() { return std::move(result_); }

  private:
    fs::path folder_;
    Result<void> result_;
};

}  // namespace

std::string inputs_lock(const RunInputs& inputs) {
    JsonDocument files, document;
    for (const LibraryFile& file : inputs.library) files.add(file.path, sha256(file.text));
    document.add("key", inputs.key()).add("scenario", inputs.scenario_id).add("scenario_sha256", sha256(inputs.scenario_text));
    document.add("known_on", inputs.known_on).add("draws", inputs.draws).add("seed", inputs.seed);
    document.add("program", inputs.program_version).add("model_sha256", inputs.model_fingerprint);
    return document.add("library_sha256", inputs.library_digest()).add("files_sha256", files).text();
}

Result<void> write_run_files(const PreparedRun& run, const Outcome& outcome, const RunTables& tables, const fs::path& folder, int threads,
                            const TradeCube* trade) {
    const Library library(run.inputs.library);
    auto dependence = dependence_of_run(run.ensemble, library, run.ledger);
    if (!dependence) return std::unexpected(dependence.error());
    if (trade != nullptr && *dependence) {
        if (auto added = add_imported_trade(**dependence, *trade, threads); !added) return added;
    }
    const auto told = make_run_report({tables, run.ensemble, outcome, run.ledger, library,
                                       {"countervail " + run.inputs.program_version, "run " + run.inputs.key(), "library " + run.inputs.library_digest()},
                                       *dependence ? &**dependence : nullptr},
                                      threads);
    if (!told) return std::unexpected(told.error());
    for (const fs::path& part : {folder, folder / "tables", folder / "charts"}) {
        if (auto made = make_folder(part); !made) return made;
    }
    Writer writer(folder);
    for (const Table* table : tables.tables()) {
        writer.put(fs::path("tables") / (table->name + ".csv"), render(*table, TableFormat::csv));
        writer.put(fs::path("tables") / (table->name + ".json"), render(*table, TableFormat::json));
    }
    for (const ReportFile& chart : told->charts) writer.put(fs::path("charts") / chart.name, chart.bytes);
    writer.put("report.html", told->html);
    writer.put("answer.txt", first_screen(tables, -1, {}));
    writer.put("inputs.json", inputs_lock(run.inputs));
    return writer.result();
}

}  // namespace countervail
