// SPDX-License-Identifier: Apache-2.0
#include "app/explain_sensitivity.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/explain_design.h"
#include "app/explain_files.h"
#include "app/interrupt.h"
#include "base/text.h"
#include "report/ranked_bars.h"
#include "report/sentences.h"
#include "report/terminal.h"
#include "sensitivity/morris.h"
#include "sensitivity/saltelli.h"

namespace countervail {

namespace {

constexpr double kNegligible = 0.01;   // of the variance, in total: an input below it could be held at its middle
constexpr double kWorthNaming = 0.05;

/// The runs: first those of sobol, where asked for, then the trajectories.
struct Plan {
    std::optional<SaltelliDesign> sobol;
    MorrisPoints trajectories;
    std::string words;                     ///< "sobol 1024, morris 32": part of the key of the store
    std::size_t sobol_runs() const { return sobol ? static_cast<std::size_t>(sobol->runs()) : 0; }
    std::size_t runs() const { return sobol_runs() + trajectories.size(); }
    std::vector<double> point(std::size_t run) const { return run < sobol_runs() ? sobol->point(static_cast<int>(run)) : trajectories[run - sobol_runs()]; }
};

/// What the runs say.
struct Findings {
    std::vector<UncertainInput> inputs;
    std::optional<SobolIndices> sobol;
    std::vector<ElementaryEffect> effects;
    std::size_t runs = 0, never = 0;
};

Result<Plan> plan_of(const SensitivityOptions& options, int inputs, std::uint64_t seed) {
    Plan plan;
    const bool sobol = options.method == "sobol";
    const int samples = options.samples > 0 ? options.samples : sobol ? kBasePoints : kTrajectories;
    if (sobol) {
        auto design = SaltelliDesign::make(inputs, samples, seed);
        if (!design) return std::unexpected(std::move(design.error()));
        plan.sobol = std::move(*design);
        plan.words = "sobol " + std::to_string(samples) + ", ";
    }
    const int trajectories = sobol ? std::min(kTrajectoriesBeside, samples) : samples;
    auto points = morris_trajectories(inputs, trajectories, seed);
    if (!points) return std::unexpected(std::move(points.error()));
    plan.trajectories = std::move(*points);
    plan.words += "morris " + std::to_string(trajectories);
    return plan;
}

Result<Findings> findings_of(const Plan& plan, std::vector<UncertainInput> inputs, const std::vector<double>& held) {
    Findings found;
    found.inputs = std::move(inputs);
    found.runs = plan.runs();
    const auto middle = held.begin() + static_cast<std::ptrdiff_t>(plan.sobol_runs());
    if (plan.sobol) {
        auto indices = sobol_indices(*plan.sobol, {held.begin(), middle});
        if (!indices) return std::unexpected(std::move(indices.error()));
        found.sobol = std::move(*indices);
    }
    auto effects = elementary_effects(plan.trajectories, {middle, held.end()});
    if (!effects) return std::unexpected(std::move(effects.error()));
    found.effects = std::move(*effects);
    return found;
}

/// Inputs by total share, without it by mu*; largest first.
std::vector<std::size_t> ranking(const Findings& found) {
    std::vector<std::size_t> order(found.inputs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto size = [&](std::size_t i) { return found.sobol ? found.sobol->total[i].value : found.effects[i].mu_star.value; };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
    return order;
}

void add_share_columns(Table& table, const std::string& name, const std::string& meaning) {
    table.columns.push_back({name, "%", meaning, 3});
    table.columns.push_back({name + " 5%", "%", "Low end of its 90% bootstrap interval", 3});
    table.columns.push_back({name + " 95%", "%", "High end", 3});
}

void add_share_cells(std::vector<Cell>& row, const IndexEstimate& share) {
    for (const double value : {share.value, share.low, share.high}) row.emplace_back(100 * value);
}

Table inputs_table(const Findings& found, const RunAnswer& answer) {
    Table table{"sensitivity", "Which inputs carry the answer: " + answer.title + ", " + counted(found.runs, "run"), {{"input", "", "Parameter, posterior or chance"}}, {}, {}};
    if (found.sobol) {
        add_share_columns(table, "first order", "Share of the answer's variance that the input explains alone, S1");
        add_share_columns(table, "total", "Share with all its interactions, ST");
    }
    table.columns.push_back({"mu*", answer.unit, "Mean size of the change over the input's whole range, from trajectories", 3});
    table.columns.push_back({"mu", answer.unit, "Mean change with its sign, from low to high", 3});
    table.columns.push_back({"sigma", answer.unit, "Standard deviation of the change: curved or joint where it is large against mu*", 3});
    table.columns.push_back({"statement", "", "Where the range comes from"});
    table.columns.push_back({"range", "", "Low, most likely, high"});
    table.columns.push_back({"meaning", "", "What the input is"});
    for (const std::size_t i : ranking(found)) {
        const UncertainInput& input = found.inputs[i];
        std::vector<Cell> row{input.key};
        if (found.sobol) {
            add_share_cells(row, found.sobol->first[i]);
            add_share_cells(row, found.sobol->total[i]);
        }
        const ElementaryEffect& effect = found.effects[i];
        row.insert(row.end(), {effect.mu_star.value, effect.mu, effect.sigma, input.statement.empty() ? Cell() : Cell(input.statement),
                               input.range.empty() ? Cell() : Cell(input.range), input.meaning});
        table.add(std::move(row));
        if (!input.statement.empty()) table.sources.push_back(input.statement);
    }
    return table;
}

Table summary_table(const Findings& found, const RunAnswer& answer) {
    Table table{"sensitivity-summary", "The design and what all inputs explain together", {{"figure", "", "What is counted"}, {"value", "", "As the unit says", 6}, {"unit", "", "Of the value"}}, {}, {}};
    table.add({std::string("inputs"), static_cast<double>(found.inputs.size()), std::string("count")});
    table.add({std::string("runs"), static_cast<double>(found.runs), std::string("count")});
    table.add({std::string("runs in which it does not happen"), static_cast<double>(found.never), std::string("count")});
    if (!found.sobol) return table;
    table.add({std::string("mean"), found.sobol->mean, answer.unit});
    table.add({std::string("standard deviation"), std::sqrt(std::max(found.sobol->variance, 0.0)), answer.unit});
    table.add({std::string("sum of first-order shares"), 100 * found.sobol->first_sum.value, std::string("%")});
    table.add({std::string("sum of first-order shares 5%"), 100 * found.sobol->first_sum.low, std::string("%")});
    table.add({std::string("sum of first-order shares 95%"), 100 * found.sobol->first_sum.high, std::string("%")});
    return table;
}

std::string sobol_words(const Findings& found) {
    const SobolIndices& sobol = *found.sobol;
    if (!sobol.varies) return "The answer is the same in every run: no input moves it.";
    std::vector<std::string> named;
    std::size_t small = 0;
    for (const std::size_t i : ranking(found)) {
        const double total = sobol.total[i].value;
        if (total >= kWorthNaming || named.empty()) named.push_back(found.inputs[i].key + " (" + per_cent(total) + ")");
        if (total < kNegligible) ++small;
    }
    const IndexEstimate& sum = sobol.first_sum;
    const double alone = std::clamp(sum.value, 0.0, 1.0);
    std::string words = "It hangs on " + list_words(named, 8) + ": shares of its variance in total, interactions included. The inputs one by one explain " +
                        per_cent_with_range({alone, std::clamp(sum.low, 0.0, 1.0), std::clamp(sum.high, 0.0, 1.0)}) + "; " +
                        per_cent(1 - alone) + " comes from inputs acting together.";
    if (small > 0) words += " " + counted(small, "input") + " of " + std::to_string(found.inputs.size()) + " " + (small == 1 ? "carries" : "carry") + " less than 1% each.";
    return words;
}

std::string morris_words(const Findings& found, const RunAnswer& answer) {
    std::vector<std::string> named;
    std::size_t idle = 0;
    for (const std::size_t i : ranking(found)) {
        const ElementaryEffect& effect = found.effects[i];
        if (effect.mu_star.value == 0) ++idle;
        if (named.size() < 5 && effect.mu_star.value > 0) named.push_back(found.inputs[i].key + " (" + readable_number(effect.mu_star.value, 3) + ")");
    }
    if (named.empty()) return "The answer is the same in every run: no input moves it.";
    std::string words = "Over its whole range " + list_words(named, 8) + " " + (named.size() == 1 ? "moves" : "move") + " the answer most, on average by so many " + answer.unit + ".";
    if (idle > 0) words += " " + counted(idle, "input") + " of " + std::to_string(found.inputs.size()) + " never " + (idle == 1 ? "moves" : "move") + " it.";
    return words;
}

std::string sentences(const Findings& found, const LoadedRun& run, const RunAnswer& answer) {
    std::string words = answer.title + ", " + answer.unit;
    if (found.sobol) words += ": mean " + readable_number(found.sobol->mean) + ", standard deviation " + readable_number(std::sqrt(std::max(found.sobol->variance, 0.0)), 3);
    words += " (" + counted(found.runs, "run") + " of " + run.prepared.ensemble.scenario().id + ", " + counted(found.inputs.size(), "uncertain input") + ").\n";
    if (found.never > 0) words += paragraph("In " + counted(found.never, "run") + " it does not happen; they count as the end of the run.");
    return words + paragraph(found.sobol ? sobol_words(found) : morris_words(found, answer));
}

RunChart share_chart(const Findings& found, const Table& table, const std::string& name, const std::string& title, const std::vector<IndexEstimate>& shares) {
    RankedBars spec;
    spec.unit = "% of the variance of the answer";
    spec.most_bars = kRankedRows;
    for (std::size_t i = 0; i < found.inputs.size(); ++i) {
        spec.bars.push_back({found.inputs[i].key, 100 * shares[i].value, 100 * shares[i].low, 100 * shares[i].high});
    }
    return run_chart(name, {.title = title, .description = title + ", with 90% bootstrap intervals; the longest first.",
                            .note = "Estimates of small shares scatter around 0.", .empty_because = "no input moves the answer"},
                     table, [&](const Chart& words) {
                         spec.chart = words;
                         return ranked_bars(spec);
                     });
}

RunChart effect_chart(const Findings& found, const Table& table, const RunAnswer& answer) {
    RankedBars spec;
    spec.unit = answer.unit + " over the input's whole range";
    spec.most_bars = kRankedRows;
    for (std::size_t i = 0; i < found.inputs.size(); ++i) {
        const IndexEstimate& size = found.effects[i].mu_star;
        spec.bars.push_back({found.inputs[i].key, size.value, size.low, size.high});
    }
    const std::string title = "How far each input moves the answer";
    return run_chart("sensitivity-mu-star", {.title = title, .description = title + ": mean size of elementary effects, with 90% bootstrap intervals; the longest first.",
                                             .empty_because = "no input moves the answer"},
                     table, [&](const Chart& words) {
                         spec.chart = words;
                         return ranked_bars(spec);
                     });
}

std::vector<RunChart> charts_of(const Findings& found, const Table& table, const RunAnswer& answer) {
    std::vector<RunChart> charts;
    if (found.sobol) {
        charts.push_back(share_chart(found, table, "sensitivity-total", "What each input carries, interactions included", found.sobol->total));
        charts.push_back(share_chart(found, table, "sensitivity-first-order", "What each input carries alone", found.sobol->first));
    }
    charts.push_back(effect_chart(found, table, answer));
    return charts;
}

Result<DesignAnswers> run_plan(const Settings& settings, const LoadedRun& run, const RunView& view, const RunAnswer& answer, const Plan& plan,
                               const std::vector<UncertainInput>& inputs, const std::filesystem::path& file) {
    auto store = open_design_store(file, run.prepared.inputs, "sensitivity of " + answer.id + ": " + plan.words);
    if (!store) return std::unexpected(std::move(store.error()));
    return run_design(run.prepared.ensemble, view.base_task, answer, inputs, {plan.runs(), [&](std::size_t at) { return plan.point(at); }}, *store,
                      settings.threads_to_use(), !settings.quiet);
}

}  // namespace

ExitCode explain_sensitivity(const Settings& settings, const LoadedRun& run, const RunAnswer& answer, const SensitivityOptions& options,
                             const std::filesystem::path& store) {
    const Ensemble& ensemble = run.prepared.ensemble;
    const RunView view(ensemble, run.driven.outcome);
    std::vector<UncertainInput> inputs = uncertain_inputs(ensemble.ranges());
    const auto plan = plan_of(options, static_cast<int>(inputs.size()), ensemble.scenario().seed);
    if (!plan) return report(settings, plan.error());
    auto answers = run_plan(settings, run, view, answer, *plan, inputs, store);
    if (!answers) return report(settings, answers.error());
    if (!answers->complete) {
        settings.problems() << "cut off; the same command goes on where it stopped\n";
        return kInterrupted;
    }
    const auto never = std::count_if(answers->values.begin(), answers->values.end(), [](double value) { return value >= kNever; });
    auto found = findings_of(*plan, std::move(inputs), held_at_end(view, std::move(answers->values)));
    if (!found) return report(settings, found.error());
    found->never = static_cast<std::size_t>(never);
    const Table table = inputs_table(*found, answer), summary = summary_table(*found, answer);
    const std::string words = sentences(*found, run, answer);
    if (settings.format == TableFormat::text) settings.answers() << words << '\n';
    print(settings, settings.format == TableFormat::text ? std::vector<const Table*>{&table} : std::vector<const Table*>{&table, &summary});
    if (settings.out.empty()) return kDone;
    const auto written = write_explained(settings, words, {table, summary}, charts_of(*found, table, answer));
    return written ? kDone : report(settings, written.error());
}

}  // namespace countervail
