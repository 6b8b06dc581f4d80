// SPDX-License-Identifier: Apache-2.0
// `countervail compare RUN RUN`: differences of answers, draw by draw where both runs met the same parameters.
#include <CLI/App.hpp>
#include <algorithm>
#include <map>
#include <memory>

#include "app/prepared_run.h"
#include "app/program.h"
#include "base/hash.h"
#include "base/text.h"
#include "report/run_answers.h"
#include "report/run_series_tables.h"
#include "simulation/posterior.h"

namespace countervail {

namespace {

constexpr int kDigits = 10;   // of ranges: more than any evidence has, fewer than arithmetic leaves behind

struct CompareOptions {
    std::string a, b;
};

/// The same draw number means the same parameters only when seed and every range agree.
bool common_draws(const LoadedRun& a, const LoadedRun& b) {
    if (a.prepared.inputs.seed != b.prepared.inputs.seed) return false;
    const Ranges& ours = a.prepared.ensemble.ranges();
    const Ranges& theirs = b.prepared.ensemble.ranges();
    return same_posteriors(ours.posteriors, theirs.posteriors) && std::equal(ours.begin(), ours.end(), theirs.begin(), [](const Range& x, const Range& y) {
        return x.low == y.low && x.mode == y.mode && x.high == y.high;
    });
}

std::vector<double> differences(const std::vector<double>& a, const std::vector<double>& b) {
    std::vector<double> change;
    for (std::size_t d = 0; d < std::min(a.size(), b.size()); ++d) change.push_back(b[d] - a[d]);
    return change;
}

Table answers_table(const LoadedRun& a, const LoadedRun& b, bool paired) {
    const RunView first(a.prepared.ensemble, a.driven.outcome), second(b.prepared.ensemble, b.driven.outcome);
    Table table{"answers", std::string("Answers of the two base cases") + (paired ? "; differences draw by draw (common draws)"
                                                                                   : "; seeds or ranges differ, so only medians are subtracted"),
                {{"answer", "", "Accepted by countervail explain"}, {"unit", "", "Of all figures"}}, {}, {}};
    add_band_columns(table, "first", "", "First run");
    add_band_columns(table, "second", "", "Second run");
    add_band_columns(table, "change", "", "Second less first");
    std::map<std::string, RunAnswer> theirs;
    for (const RunAnswer& answer : answers(second)) theirs.emplace(answer.id, answer);
    for (const RunAnswer& answer : answers(first)) {
        const auto other = theirs.find(answer.id);
        if (other == theirs.end()) continue;
        const std::vector<double> x = answer_values(first, first.base_task, answer);
        const std::vector<double> y = answer_values(second, second.base_task, other->second);
        std::vector<Cell> row{answer.id, answer.unit};
        add_band_cells(row, x);
        add_band_cells(row, y);
        const std::vector<double> held_x = held_at_end(first, x), held_y = held_at_end(second, y);
        if (paired) {
            const std::vector<double> change = differences(held_x, held_y);
            if (std::all_of(change.begin(), change.end(), [](double value) { return value == 0; })) continue;
            add_band_cells(row, change);
        } else {
            const double change = band_of(held_y).median - band_of(held_x).median;
            row.insert(row.end(), {Cell(change), Cell(), Cell()});
        }
        table.add(std::move(row));
    }
    return table;
}

std::map<std::string, std::string> described(const LoadedRun& run) {
    const RunInputs& inputs = run.prepared.inputs;
    std::map<std::string, std::string> all{{"scenario", inputs.scenario_id}, {"seed", std::to_string(inputs.seed)}, {"draws", std::to_string(inputs.draws)},
                                           {"known on", inputs.known_on}, {"program", inputs.program_version}};
    const Scenario& scenario = run.prepared.ensemble.scenario();
    for (const Case& each : scenario.cases) {
        all["case " + each.id] = (each.base ? "base" : "") + std::string(each.no_acts ? " no acts" : "") + (each.with.empty() ? "" : " with " + join(each.with, " ")) +
                                 (each.without.empty() ? "" : " without " + join(each.without, " ")) +
                                 (each.branches.empty() ? "" : " under " + join(each.branches, " ")) +
                                 (each.readings.empty() ? "" : " reading " + join(each.readings, " "));
    }
    for (const std::string& act : scenario.acts) all["act " + act] = "in use";
    for (const std::string& posterior : scenario.posteriors) all["posterior " + posterior] = "in use";
    for (const std::string& branch : scenario.branches) all["branch " + branch] = "chosen";
    for (const std::string& reading : scenario.readings) all["reading " + reading] = "chosen";
    for (const ParameterRecord& input : parameter_records()) {
        const Range& range = run.prepared.ensemble.ranges()[static_cast<std::size_t>(&input - parameter_records().data())];
        all["range of " + std::string(input.key)] = readable_number(range.low, kDigits) + " " + readable_number(range.mode, kDigits) + " " + readable_number(range.high, kDigits) + " (" + range.statement + ")";
    }
    for (const LibraryFile& file : inputs.library) all["file " + file.path] = sha256(file.text);
    return all;
}

Table inputs_table(const LoadedRun& a, const LoadedRun& b) {
    Table table{"inputs", "What differs between the inputs of the two runs", {{"input", "", "Setting, range, act or file"}, {"first", "", "First run"}, {"second", "", "Second run"}}, {}, {}};
    const auto first = described(a), second = described(b);
    std::map<std::string, std::pair<std::string, std::string>> merged;
    for (const auto& [key, value] : first) merged[key].first = value;
    for (const auto& [key, value] : second) merged[key].second = value;
    for (const auto& [key, values] : merged) {
        if (values.first == values.second) continue;
        if (key.starts_with("file ")) {
            const auto word = [&](const std::string& value) { return value.empty() ? Cell(std::string("absent")) : Cell(std::string("present, another text")); };
            table.add({key, word(values.first), word(values.second)});
        } else {
            table.add({key, values.first.empty() ? Cell() : Cell(values.first), values.second.empty() ? Cell() : Cell(values.second)});
        }
    }
    return table;
}

ExitCode run_compare(const Settings& settings, const CompareOptions& options) {
    auto a = load_run(settings, options.a);
    auto b = load_run(settings, options.b);
    Errors errors;
    if (!a) append(errors, a.error());
    if (!b) append(errors, b.error());
    if (!errors.empty()) return report(settings, errors);
    const bool paired = common_draws(*a, *b);
    const Table inputs = inputs_table(*a, *b), answers = answers_table(*a, *b, paired);
    if (settings.format == TableFormat::text) {
        if (inputs.rows.empty()) settings.answers() << "The inputs of the two runs are the same.\n";
        else print(settings, inputs);
        settings.answers() << '\n';
        if (answers.rows.empty()) settings.answers() << "No answer differs.\n";
        else print(settings, answers);
    } else {
        print(settings, {&inputs, &answers});
    }
    return kDone;
}

}  // namespace

void set_up_compare(CLI::App& program, Settings& settings, ExitCode& code) {
    const auto options = std::make_shared<CompareOptions>();
    CLI::App* verb = program.add_subcommand("compare", "Differences between two runs: inputs and answers")->fallthrough();
    verb->add_option("RUN", options->a, "Scenario id of its latest run, beginning of a run's key, or a folder given to --out")->required();
    verb->add_option("RUN_2", options->b, "The run to compare it with")->required();
    verb->callback([&settings, &code, options] { code = run_compare(settings, *options); });
}

}  // namespace countervail
