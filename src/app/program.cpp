// SPDX-License-Identifier: Apache-2.0
#include "app/program.h"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <exception>
#include <string>
#include <vector>

#include "base/text.h"

namespace countervail {

namespace {

constexpr const char* kSummary =
    "Countervail: who is hurt by a control over a supply chain, when, by how much, and with what uncertainty.";
constexpr const char* kFooter =
    "Exit codes: 0 done, 1 the answer is no, 2 usage, 3 bad input, 4 did not converge, 5 data do not match their lock, "
    "70 a bug of ours, 130 interrupted.\nFirst steps: countervail run april-2025";

std::vector<std::string> verb_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; })) names.push_back(verb->get_name());
    return names;
}

void add_option_names(const CLI::App& app, std::vector<std::string>& names) {
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
    for (const CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; })) add_option_names(*verb, names);
}

/// The first word that is no option, no option's value and no verb where a verb stands: nobody else can be meant.
std::string unknown_verb(const CLI::App& program, const std::vector<std::string>& words) {
    const CLI::App* level = &program;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].starts_with("-")) {
            const CLI::Option* option = program.get_option_no_throw(words[i]);
            if (option != nullptr && option->get_items_expected_max() > 0) ++i;
            continue;
        }
        const std::vector<std::string> verbs = verb_names(*level);
        if (verbs.empty()) return {};
        if (std::find(verbs.begin(), verbs.end(), words[i]) == verbs.end()) {
            const std::string hint = did_you_mean(words[i], verbs);
            return "there is no verb \"" + words[i] + "\"\n  mend: " + (hint.empty() ? "verbs: " + join(verbs, ", ") : hint);
        }
        level = level->get_subcommand(words[i]);
    }
    return {};
}

std::string unknown_option(const CLI::App& program, const std::vector<std::string>& words) {
    std::vector<std::string> names;
    add_option_names(program, names);
    for (const std::string& word : words) {
        const std::string name = word.substr(0, word.find('='));
        if (!name.starts_with("--") || name == "--" || std::find(names.begin(), names.end(), name) != names.end()) continue;
        const std::string hint = did_you_mean(name, names);
        return "there is no option " + name + "\n  mend: " + (hint.empty() ? "countervail --help lists the options" : hint);
    }
    return {};
}

ExitCode usage_problem(const CLI::App& program, const std::vector<std::string>& words, const CLI::ParseError& error, std::ostream& problems) {
    std::string text = unknown_option(program, words);   // its value would look like a verb
    if (text.empty()) text = unknown_verb(program, words);
    if (text.empty()) text = std::string(error.what()) + "\n  mend: countervail --help, or countervail VERB --help";
    problems << "countervail: " << text << '\n';
    return kUsage;
}

ExitCode parse_and_run(int argc, const char* const* argv, Settings& settings) {
    ExitCode code = kDone;
    CLI::App program(kSummary, "countervail");
    program.footer(kFooter);
    program.require_subcommand(1);
    add_global_options(program, settings);
    for (const auto set_up : {set_up_run, set_up_score, set_up_losses, set_up_exposure, set_up_trade, set_up_supply_risk, set_up_choke_points, set_up_disruption, set_up_propagate, set_up_cascade, set_up_tariffs, set_up_table,
                              set_up_compare, set_up_explain, set_up_calibrate, set_up_check, set_up_schema, set_up_data, set_up_rules, set_up_screen, set_up_version}) {
        set_up(program, settings, code);
    }
    try {
        program.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        const CLI::App* asked = &program;
        for (auto chosen = asked->get_subcommands(); !chosen.empty(); chosen = asked->get_subcommands()) asked = chosen.front();
        settings.answers() << asked->help();
    } catch (const CLI::ParseError& error) {
        return usage_problem(program, {argv + 1, argv + argc}, error, settings.problems());
    }
    return code;
}

}  // namespace

int run_program(int argc, const char* const* argv, std::ostream& out, std::ostream& problems) {
    Settings settings;
    settings.out_stream = &out;
    settings.problem_stream = &problems;
    try {
        return parse_and_run(argc, argv, settings);
    } catch (const std::exception& error) {
        problems << "countervail: a bug of ours: " << error.what() << "\n  mend: please report it with the command and the files\n";
        return kOurBug;
    }
}

}  // namespace countervail
