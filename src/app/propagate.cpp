// SPDX-License-Identifier: Apache-2.0
// `countervail propagate FILE`: a shock passed through an input–output table, day by day.
#include <CLI/App.hpp>
#include <memory>

#include "app/files.h"
#include "app/program.h"
#include "app/world_at_hand.h"
#include "base/text.h"
#include "economy/read_table.h"
#include "propagation/event_file.h"
#include "propagation/event_tables.h"

namespace countervail {

namespace {

struct PropagateOptions {
    std::string file, world;
    int top = 10;
};

Result<IoTable> asked_table(const Settings& settings, const PropagateOptions& options, const ShockFile& file) {
    if (file.table != kBuiltInTable) return read_table_at(std::filesystem::path(options.file).parent_path() / file.table);
    const auto at_hand = open_world(settings, options.world);
    if (!at_hand) return std::unexpected(at_hand.error());
    return table_of(*at_hand, file.table);
}

Result<void> write_days(const Settings& settings, const PropagationRecord& record, const IoTable& table, const PropagationOptions& options) {
    std::error_code code;
    std::filesystem::create_directories(settings.out, code);
    if (code) return fail({settings.out.string()}, "cannot be made: " + code.message(), "name a folder that you may write to");
    const std::pair<const char*, std::string> files[] = {{"output.csv", daily_csv(record.output, table, options)},
                                                         {"capacity.csv", daily_csv(record.capacity, table, options)},
                                                         {"final-unmet.csv", daily_csv(record.final_unmet, table, options)},
                                                         {"final-unmet-by-user.csv", unmet_by_user_csv(record, table, options)}};
    for (const auto& [name, bytes] : files) {
        if (auto written = write_file(settings.out / name, bytes); !written) return written;
    }
    return {};
}

ExitCode run_propagate(const Settings& settings, const PropagateOptions& options) {
    auto bytes = read_file(options.file);
    if (!bytes) return report(settings, bytes.error());
    const auto file = read_shock_file(std::move(*bytes), options.file);
    if (!file) return report(settings, file.error());
    const auto table = asked_table(settings, options, *file);
    if (!table) return report(settings, table.error());
    auto shock = resolve_shock(*file, *table);
    if (!shock) return report(settings, shock.error());
    shock->options.threads = settings.threads_to_use();
    const auto model = make_propagation(file->model, *table, shock->options);
    if (!model) return report(settings, model.error());
    const PropagationRecord record = record_of(**model, shock->shock, table->cells());
    if (!settings.out.empty()) {
        if (auto written = write_days(settings, record, *table, shock->options); !written) return report(settings, written.error());
    }
    if (settings.format == TableFormat::text)
        settings.answers() << "Model " << file->model << " on " << table->id << " (" << table->places.size() << " places, " << table->industries.size() << " industries"
                           << (table->built_in ? "; built-in table, not a published one" : "") << "), " << file->steps << " steps of "
                           << readable_number(shock->options.days_per_step) << " days.\n\n";
    const Table summary = summary_of(record, *table, shock->options), worst = worst_cells(record, *table, shock->options, options.top);
    print(settings, {&summary, &worst});
    return kDone;
}

}  // namespace

void set_up_propagate(CLI::App& program, Settings& settings, ExitCode& code) {
    const auto options = std::make_shared<PropagateOptions>();
    CLI::App* verb = program.add_subcommand("propagate", "Pass a shock through an input-output table, day by day")->fallthrough();
    verb->footer("--out DIR keeps every day of every industry as CSV. Exit codes: 0 done, 3 bad input.");
    verb->add_option("FILE", options->file, "The shock: table, model, events (docs/formats/shock.md)")->required();
    verb->add_option("--world", options->world, "Whose places the built-in table has, when the library has several worlds")->type_name("WORLD");
    verb->add_option("--top", options->top, "How many industries the second table shows")->check(CLI::Range(0, 10000));
    verb->callback([&settings, &code, options] { code = run_propagate(settings, *options); });
}

}  // namespace countervail
