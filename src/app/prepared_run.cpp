// SPDX-License-Identifier: Apache-2.0
#include "app/prepared_run.h"

#include <algorithm>

#include "app/early_scenario.h"
#include "app/files.h"
#include "base/text.h"
#include "simulation/scenario.h"

namespace countervail {

namespace {

namespace fs = std::filesystem;

std::vector<std::string> scenario_ids(const Library& library) {
    std::vector<std::string> ids;
    for (const LibraryFile* file : library.files("scenarios/", ".toml")) {
        if (!file->path.starts_with("scenarios/calibration/")) ids.push_back(fs::path(file->path).stem().string());
    }
    return ids;
}

std::string alternatives(const std::string& name, const std::vector<std::string>& known, const std::string& otherwise) {
    const std::string hint = did_you_mean(name, known);
    if (!hint.empty()) return hint;
    return known.empty() ? otherwise : "known: " + join(known, ", ");
}

Result<LibraryFile> find_scenario(const Library& library, const std::string& name) {
    std::error_code code;
    if (fs::is_regular_file(name, code)) {
        auto text = read_file(name);
        if (!text) return std::unexpected(std::move(text.error()));
        return LibraryFile{name, std::move(*text)};
    }
    for (const std::string& path : {name, "scenarios/" + name, "scenarios/" + name + ".toml", "scenarios/hindcast/" + name + ".toml"}) {
        if (const LibraryFile* file = library.find(path)) return *file;
    }
    const std::string id = fs::path(name).stem().string();
    return fail({name}, "there is no such scenario, neither as a file nor in the library",
                alternatives(id, scenario_ids(library), "name a .toml file as docs/formats/scenario.md describes it"));
}

Result<PreparedRun> prepare(const Library& library, RunInputs inputs, const Settings& settings) {
    auto scenario = read_scenario(inputs.scenario_text, inputs.scenario_name);
    auto ledger = Ledger::read(library);
    Errors errors;
    if (!scenario) append(errors, scenario.error());
    if (!ledger) append(errors, ledger.error());
    if (!errors.empty()) return std::unexpected(std::move(errors));
    if (settings.draws) scenario->draws = *settings.draws;
    if (settings.seed) scenario->seed = *settings.seed;
    if (settings.known_on) scenario->known_on = *settings.known_on;
    auto ensemble = Ensemble::prepare(library, *ledger, *scenario);
    if (!ensemble) return std::unexpected(too_early_for_scenario(library, *ledger, *scenario, settings.known_on ? Place{scenario->where.file} : scenario->known_on_where, std::move(ensemble.error())));
    inputs.scenario_id = scenario->id;
    inputs.seed = scenario->seed;
    inputs.draws = scenario->draws;
    inputs.known_on = scenario->known_on.to_text();
    inputs.program_version = program_version();
    inputs.model_fingerprint = ensemble->fingerprint();
    return PreparedRun{std::move(*ledger), std::move(*ensemble), std::move(inputs)};
}

std::vector<LibraryFile> all_files(const Library& library) {
    std::vector<LibraryFile> files;
    for (const LibraryFile* file : library.files("")) files.push_back(*file);
    return files;
}

Result<StoredRun> find_run(const RunStore& store, const std::string& name, bool any) {
    auto runs = store.runs();
    if (!runs) return std::unexpected(std::move(runs.error()));
    const fs::path path(name);   // who names the scenario's file means its id
    const std::string id = path.extension() == ".toml" ? path.stem().string() : name;
    std::vector<std::string> names;
    for (const StoredRun& run : *runs) {
        const bool by_key = name.size() >= 6 && run.key.starts_with(name);
        if (any || run.scenario_id == id || by_key) return run;
        if (std::find(names.begin(), names.end(), run.scenario_id) == names.end()) names.push_back(run.scenario_id);
    }
    return fail({name}, "no stored run has this name", alternatives(name, names, "run a scenario first: countervail run SCENARIO"));
}

}  // namespace

Result<PreparedRun> prepare_scenario(const Settings& settings, const std::string& name) {
    auto library = open_library(settings);
    if (!library) return std::unexpected(std::move(library.error()));
    auto file = find_scenario(*library, name);
    if (!file) return std::unexpected(std::move(file.error()));
    RunInputs inputs;
    inputs.scenario_text = std::move(file->text);
    inputs.scenario_name = std::move(file->path);
    inputs.library = all_files(*library);
    return prepare(*library, std::move(inputs), settings);
}

Result<ScenarioDay> scenario_day(const Settings& settings, const Library& library, const std::string& name) {
    const auto file = find_scenario(library, name);
    if (!file) return std::unexpected(file.error());
    const auto scenario = read_scenario(file->text, file->path);
    if (!scenario) return std::unexpected(scenario.error());
    return ScenarioDay{scenario->id, settings.known_on.value_or(scenario->known_on)};
}

Result<LoadedRun> load_run(const Settings& settings, const std::string& name) {
    std::error_code code;
    const bool folder = fs::exists(store_path(name), code);
    const fs::path file = folder ? store_path(name) : store_path(settings.out);
    if (!fs::exists(file, code)) {
        return fail({name}, "no stored run has this name: there is no store at " + file.string(),
                    "run a scenario first (countervail run SCENARIO), or name the folder that was given to --out");
    }
    auto store = RunStore::open(file);
    if (!store) return std::unexpected(std::move(store.error()));
    auto found = find_run(*store, name, folder);
    if (!found) return std::unexpected(std::move(found.error()));
    auto inputs = store->inputs(found->number);
    if (!inputs) return std::unexpected(std::move(inputs.error()));
    Settings as_run = settings;
    as_run.draws = inputs->draws;
    as_run.seed = inputs->seed;
    as_run.known_on = Date::parse(inputs->known_on);
    const std::string fingerprint = inputs->model_fingerprint;
    const Library library(inputs->library);
    auto prepared = prepare(library, std::move(*inputs), as_run);
    if (!prepared) {
        // They made a model once: a program that knows other inputs asks for what they do not hold.
        Errors errors = {{{name}, "data do not match their lock: this program cannot make a model of the stored inputs", "run the scenario again with this program"}};
        append(errors, std::move(prepared.error()));
        return std::unexpected(std::move(errors));
    }
    if (prepared->inputs.model_fingerprint != fingerprint) {
        return fail({name}, "data do not match their lock: this program makes another model of the stored inputs",
                    "run the scenario again with this program");
    }
    auto driven = read_outcome(prepared->ensemble, *store, found->number);
    if (!driven) return std::unexpected(std::move(driven.error()));
    if (!driven->complete()) {
        return fail({name}, "this run was cut off after " + std::to_string(driven->reused) + " of " + std::to_string(driven->total) + " blocks",
                    "finish it with: countervail run " + prepared->inputs.scenario_name);
    }
    return LoadedRun{std::move(*prepared), std::move(*driven), std::move(*found)};
}

}  // namespace countervail
