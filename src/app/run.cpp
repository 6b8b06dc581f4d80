// SPDX-License-Identifier: Apache-2.0
// `countervail run SCENARIO`: from a question to its answer, files and report.
#include <CLI/App.hpp>
#include <chrono>
#include <memory>

#include "app/json_document.h"
#include "app/loss_run.h"
#include "app/prepared_run.h"
#include "app/program.h"
#include "app/run_files.h"
#include "app/run_scenario.h"
#include "app/trade_store.h"

namespace countervail {

namespace {

constexpr int kLossDraws = 128;   // a run answers in seconds; `losses` takes twice as many

struct RunOptions {
    std::string scenario;
    bool tables = false;
    bool without_losses = false;
    std::string cube;                  ///< empty: the report speaks of the world's items only
};

void answer_as_json(const Settings& settings, const RunTables& tables) {
    JsonDocument document;
    document.add("scenario", tables.scenario).add("question", tables.question).add("header", tables.header);
    document.add("answer", tables.answer).add("hangs_on", tables.hangs_on).add("main_answer", tables.main_answer);
    if (!tables.not_followed.empty()) document.add("not_followed", tables.not_followed);
    settings.answers() << document.add_tables(tables.tables()).text();
}

void answer(const Settings& settings, const RunOptions& options, const RunTables& tables, double seconds, const std::string& closing) {
    if (settings.format == TableFormat::json) return answer_as_json(settings, tables);
    if (settings.format == TableFormat::csv) return print(settings, tables.tables());
    if (settings.format == TableFormat::markdown) {
        settings.answers() << "# " << tables.header << "\n\n" << tables.answer << "\n\n" << tables.hangs_on << "\n\n";
        return print(settings, tables.tables());
    }
    settings.answers() << first_screen(tables, seconds, closing);
    if (!options.tables) return;
    settings.answers() << '\n';
    print(settings, tables.tables());
}

ExitCode run_run(const Settings& settings, const RunOptions& options) {
    const auto began = std::chrono::steady_clock::now();
    const auto trade = options.cube.empty() ? Result<std::optional<TradeCube>>(std::nullopt) : open_trade(settings, options.cube);
    if (!trade) return report(settings, trade.error());
    const auto run = run_scenario(settings, options.scenario, "run");
    if (!run) return run.error();
    const PreparedRun& prepared = run->prepared;
    const Driven& driven = run->driven;
    if (driven.reused > 0 && !settings.quiet) {
        settings.problems() << (driven.computed == 0 ? "This run is in the store already: nothing was computed anew.\n"
                                                      : "Resumed: " + std::to_string(driven.reused) + " of " + std::to_string(driven.total) +
                                                            " blocks were in the store.\n");
    }
    RunTables tables = make_run_tables(prepared.ensemble, prepared.ledger, driven.outcome);
    const Library library(prepared.inputs.library);
    if (!options.without_losses) tables.not_followed = why_not_followed(library, prepared);
    if (!tables.not_followed.empty() && !settings.quiet) settings.problems() << tables.not_followed << '\n';
    if (!options.without_losses && tables.not_followed.empty()) {
        auto losses = run_losses(settings, library, prepared, {.compare = false, .draws = kLossDraws});
        if (!losses) return report(settings, losses.error());
        const RunView view(prepared.ensemble, driven.outcome);
        add_losses(tables, {view, losses->losses, losses->table, losses->industries, &prepared.ledger});
    }
    const std::filesystem::path folder = settings.out.empty() ? std::filesystem::path("out") / tables.scenario : settings.out;
    const auto written = write_run_files(prepared, driven.outcome, tables, folder, settings.threads_to_use(), *trade ? &**trade : nullptr);
    if (!written) return report(settings, written.error());
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    answer(settings, options, tables, seconds, "report: " + (folder / "report.html").generic_string());
    return kDone;
}

}  // namespace

void set_up_run(CLI::App& program, Settings& settings, ExitCode& code) {
    const auto options = std::make_shared<RunOptions>();
    CLI::App* verb = program.add_subcommand("run", "Answer a scenario: first screen here, report, tables and charts under --out")->fallthrough();
    verb->add_option("SCENARIO", options->scenario, "A .toml file, or the id of a scenario of the library")->required();
    verb->add_flag("--tables", options->tables, "Print every table after the first screen");
    verb->add_flag("--without-losses", options->without_losses, "Leave out what the stops cost the economy: quicker (see the verb losses)");
    verb->add_option("--cube", options->cube, "Imported trade, by id or path: the report then also says who depends on whom in all goods (see `trade`)")->type_name("NAME");
    verb->callback([&settings, &code, options] { code = run_run(settings, *options); });
}

}  // namespace countervail
