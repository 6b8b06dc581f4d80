// SPDX-License-Identifier: Apache-2.0
// `countervail losses SCENARIO`: which plants and sectors stop when, and what it costs by place, industry and week.
#include <CLI/App.hpp>
#include <memory>

#include "app/files.h"
#include "app/json_document.h"
#include "app/loss_run.h"
#include "app/program.h"
#include "app/run_scenario.h"
#include "base/text.h"
#include "report/loss_charts.h"
#include "report/loss_sentences.h"
#include "report/loss_tables.h"
#include "report/picture.h"

namespace countervail {

namespace {

constexpr int kPictureWidth = 1600;

struct LossesOptions {
    std::string scenario;
    LossRequest request;
    bool tables = false;
};

void answer_as_json(const Settings& settings, const LossTables& told) {
    settings.answers() << JsonDocument().add("header", told.header).add("words", told.words).add_tables(told.tables()).text();
}

void answer(const Settings& settings, const LossesOptions& options, const LossTables& told, const std::string& closing) {
    if (settings.format == TableFormat::json) return answer_as_json(settings, told);
    if (settings.format == TableFormat::csv) return print(settings, told.tables());
    if (settings.format == TableFormat::markdown) {
        settings.answers() << "# " << told.header << "\n\n";
        for (const std::string& words : told.words) settings.answers() << words << "\n\n";
        return print(settings, told.tables());
    }
    settings.answers() << losses_screen(told, closing);
    if (!options.tables) return;
    settings.answers() << '\n';
    print(settings, told.tables());
}

Result<void> write_files(const LossTables& told, const std::vector<RunChart>& charts, const std::filesystem::path& folder) {
    for (const auto& part : {folder / "tables", folder / "charts"}) {
        std::error_code code;
        std::filesystem::create_directories(part, code);
        if (code) return fail({part.string()}, "the folder cannot be made: " + code.message(), "name another one with --out");
    }
    std::vector<std::pair<std::filesystem::path, std::string>> files;
    for (const Table* table : told.tables()) {
        files.emplace_back(folder / "tables" / (table->name + ".csv"), render(*table, TableFormat::csv));
        files.emplace_back(folder / "tables" / (table->name + ".json"), render(*table, TableFormat::json));
    }
    for (const RunChart& chart : charts) {
        auto drawn = picture(chart.wide, kPictureWidth);
        if (!drawn) return std::unexpected(std::move(drawn.error()));
        files.emplace_back(folder / "charts" / (chart.name + ".svg"), chart.wide);
        files.emplace_back(folder / "charts" / (chart.name + ".png"), std::move(*drawn));
    }
    files.emplace_back(folder / "losses.txt", losses_screen(told, {}));
    for (const auto& [name, bytes] : files) {
        if (auto written = write_file(name, bytes); !written) return written;
    }
    return {};
}

ExitCode run_verb(const Settings& settings, const LossesOptions& options) {
    auto library = open_library(settings);
    if (!library) return report(settings, library.error());
    const auto run = run_scenario(settings, options.scenario, "losses", [&](const PreparedRun& prepared) { return losses_possible(*library, prepared, options.request); });
    if (!run) return run.error();
    const PreparedRun& prepared = run->prepared;
    auto losses = run_losses(settings, *library, prepared, options.request);
    if (!losses) return report(settings, losses.error());
    const RunView view(prepared.ensemble, run->driven.outcome);
    const LossTables told = make_loss_tables({view, losses->losses, losses->table, losses->industries, &prepared.ledger});
    std::string closing;
    if (!settings.out.empty()) {
        const RunTables tables = make_run_tables(prepared.ensemble, prepared.ledger, run->driven.outcome);
        if (auto written = write_files(told, loss_charts(view, told, chart_events(view, tables)), settings.out); !written) return report(settings, written.error());
        closing = "tables and charts: " + settings.out.generic_string();
    }
    answer(settings, options, told, closing);
    return kDone;
}

}  // namespace

void set_up_losses(CLI::App& program, Settings& settings, ExitCode& code) {
    const auto options = std::make_shared<LossesOptions>();
    CLI::App* verb = program.add_subcommand("losses", "What stops: plants, sectors and value added at risk in a scenario, by place, industry and week")->fallthrough();
    verb->add_option("SCENARIO", options->scenario, "A .toml file, or the id of a scenario of the library")->required();
    verb->add_option("--table", options->request.table, "Input-output table: a file, folder or zip (docs/formats/io-table.md); default is the built-in one")->type_name("PATH");
    verb->add_option("--model", options->request.model, "How stops pass on: " + join(propagation_names(), ", "))->type_name("NAME");
    verb->add_flag("--tables", options->tables, "Print every table after the first screen");
    verb->callback([&settings, &code, options] { code = run_verb(settings, *options); });
}

}  // namespace countervail
