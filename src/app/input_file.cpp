// SPDX-License-Identifier: Apache-2.0
#include "app/input_file.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "app/early_scenario.h"
#include "app/files.h"
#include "app/settings.h"
#include "base/text.h"
#include "base/toml_file.h"
#include "bom/bill.h"
#include "calibration/episode_model.h"
#include "cascade/supplier_reader.h"
#include "company/company_reader.h"
#include "controls/regime.h"
#include "controls/working_days.h"
#include "dependence/bilateral_totals.h"
#include "dependence/supply_risk_inputs.h"
#include "dependence/trade_power.h"
#include "economy/default_table.h"
#include "economy/industries.h"
#include "equilibrium/tariff_question.h"
#include "equilibrium/trade_from_table.h"
#include "evidence/ledger.h"
#include "evidence/lint.h"
#include "hindcast/foreknowledge.h"
#include "losses/commodity.h"
#include "materials/catalogue.h"
#include "parties/holdings.h"
#include "parties/list_reader.h"
#include "propagation/event_file.h"
#include "screening/shipment.h"
#include "simulation/ensemble.h"
#include "simulation/posterior.h"
#include "statistics/place_names.h"
#include "trade/hs_vintage.h"
#include "trade/trade_places.h"

namespace countervail {

namespace {

const Date kAnyDay{9999, 12, 31};
constexpr const char* kTableWorld = "world-2024";   // whose places the built-in table has

/// The part of a path from the last of the library's folders on; empty when none is in it.
std::string path_in_library(const std::string& path) {
    std::string normal = std::filesystem::path(path).lexically_normal().generic_string();
    std::string found;
    for (const char* folder : {"data/", "worlds/", "rules/", "scenarios/"}) {
        const std::size_t at = normal.starts_with(folder) ? 0 : normal.rfind("/" + std::string(folder));
        if (at == std::string::npos) continue;
        const std::string tail = normal.substr(normal.starts_with(folder) ? 0 : at + 1);
        if (found.empty() || tail.size() < found.size()) found = tail;
    }
    return found;
}

std::optional<InputKind> kind_of_path(const std::string& path) {
    constexpr std::array<std::pair<std::string_view, InputKind>, 22> kFolders{{{"rules/working-days/", InputKind::working_days},
                                                                               {"rules/vocabulary/", InputKind::law_words},
                                                                               {"rules/items/", InputKind::law_words},
                                                                               {"rules/place-groups/", InputKind::law_words},
                                                                               {"rules/questions.toml", InputKind::law_words},
                                                                               {"rules/branches.toml", InputKind::law_words},
                                                                               {"data/lists/catalogue.toml", InputKind::list_catalogue},
                                                                               {"data/lists/", InputKind::party_list},
                                                                               {"rules/", InputKind::act},
                                                                               {"scenarios/calibration/", InputKind::calibration},
                                                                               {"data/posteriors/", InputKind::posterior},
                                                                               {"scenarios/", InputKind::scenario},
                                                                               {"worlds/", InputKind::world},
                                                                               {"data/materials/", InputKind::materials},
                                                                               {"data/economy/", InputKind::economy},
                                                                               {"data/trade/", InputKind::trade_data},
                                                                               {"data/statistics/", InputKind::trade_data},
                                                                               {"data/ledger/", InputKind::ledger},
                                                                               {"data/sources", InputKind::sources},
                                                                               {"data/vocabulary", InputKind::vocabulary},
                                                                               {"data/assumptions", InputKind::assumptions},
                                                                               {"data/lint.toml", InputKind::lint}}};
    for (const auto& [folder, kind] : kFolders) {
        if (path.starts_with(folder)) return kind;
    }
    return std::nullopt;
}

InputFile named(InputKind kind, const std::string& path, const std::string& id) {
    const std::string file = std::filesystem::path(path).filename().string();
    switch (kind) {
        case InputKind::scenario: return {kind, "scenarios/" + file};
        case InputKind::calibration: return {kind, "scenarios/calibration/" + file};
        case InputKind::world: return {kind, "worlds/" + file};
        case InputKind::act: return {kind, "rules/" + (id.empty() ? file : id + ".toml")};
        case InputKind::ledger: return {kind, "data/ledger/" + file};
        case InputKind::sources: return {kind, "data/sources-" + file};
        case InputKind::vocabulary: return {kind, "data/vocabulary-" + file};
        case InputKind::assumptions: return {kind, "data/assumptions-" + file};
        case InputKind::materials: return {kind, "data/materials/" + file};
        case InputKind::lint: return {kind, "data/lint.toml"};
        case InputKind::working_days: return {kind, "rules/working-days/" + file};
        default: return {kind, path};   // stands by itself
    }
}

std::optional<InputFile> by_columns(const std::string& path, const std::string& text) {
    const std::string header = text.substr(0, text.find('\n'));
    const auto has = [&](std::string_view word) { return header.find(word) != std::string::npos; };
    if (has("supplier") && has("customer")) return named(InputKind::supplier_links, path, {});
    if (has("owner") && has("owned")) return named(InputKind::holdings, path, {});
    if (has("parent") && (has("part") || has("quantity"))) return named(InputKind::bill, path, {});
    if (has("list") && has("name") && has("added")) return named(InputKind::party_list, path, {});
    if (has("publisher")) return named(InputKind::sources, path, {});
    if (has("kind") && has("meaning")) return named(InputKind::vocabulary, path, {});
    if (has("quantity")) return named(InputKind::ledger, path, {});
    if (has("low") && has("high")) return named(InputKind::assumptions, path, {});
    return std::nullopt;
}

Result<std::optional<InputFile>> by_keys(const std::string& path, const std::string& text) {
    auto file = TomlFile::parse(text, path);
    if (!file) return std::unexpected(std::move(file.error()));
    Section root = file->root();
    const std::vector<std::string> keys = root.keys();
    const auto has = [&](std::string_view key) { return std::find(keys.begin(), keys.end(), key) != keys.end(); };
    if (has("from") && has("to")) return named(InputKind::shipment, path, {});
    if (has("event")) return named(InputKind::shock, path, {});
    if (has("change")) return named(InputKind::tariff_question, path, {});
    if (has("product")) return named(InputKind::company, path, {});
    if (has("line")) return named(InputKind::bill, path, {});
    if (has("material")) return named(InputKind::supply_risk, path, {});
    if (has("clause") || has("suspends") || has("form")) return named(InputKind::act, path, has("id") ? root.text("id") : "");
    if (has("learn") || has("episode")) return named(InputKind::calibration, path, {});
    if (has("question") || has("case") || has("known_on")) return named(InputKind::scenario, path, {});
    if (has("corridor") || has("settings") || has("claim")) return named(InputKind::world, path, {});
    return std::optional<InputFile>();
}

/// "ores" of data/materials/ores/items.toml; empty for data/materials/items.toml.
std::string materials_set_of(const std::string& library_path) {
    const std::string set = std::filesystem::path(library_path).parent_path().filename().string();
    return set == "materials" ? std::string() : set;
}

template <class T>
void take(Errors& errors, Result<T> result) {
    if (!result) append(errors, std::move(result.error()));
}

/// Made ready to run but not run; where it says what happened, its targets are bound as for scoring.
void check_scenario(const Library& library, const Ledger& ledger, const InputFile& file, const std::string& text, SolvedPrograms& solved, Errors& errors) {
    auto scenario = read_scenario(text, file.library_path);
    if (!scenario) return append(errors, std::move(scenario.error()));
    const auto ensemble = Ensemble::prepare(library, ledger, *scenario, &solved);
    if (!ensemble) return append(errors, too_early_for_scenario(library, ledger, *scenario, scenario->known_on_where, ensemble.error(), &solved));
    if (scenario->targets.empty()) return;
    const auto episode = read_episode(*ensemble, ledger);
    if (!episode) return append(errors, Errors(episode.error()));
    append(errors, foreknowledge(*ensemble, ledger, *episode));
}

/// Its keys, and each episode made ready to run.
void check_calibration(const Library& library, const Ledger& ledger, const InputFile& file, const std::string& text, SolvedPrograms& solved, Errors& errors) {
    const auto calibration = read_calibration(text, file.library_path);
    if (!calibration) return append(errors, Errors(calibration.error()));
    for (const CalibrationEpisode& episode : calibration->episodes) take(errors, EpisodeModel::prepare(library, ledger, *calibration, episode, &solved));
}

void check_posterior(const Library& library, const Ledger& ledger, const InputFile& file, Errors& errors) {
    const std::string id = std::filesystem::path(file.library_path).stem().string();
    take(errors, read_posterior(library, ledger, id, kAnyDay, {file.library_path}));
}

void check_act(const Library& library, const InputFile& file, const std::string& text, Errors& errors) {
    auto act = read_act(text, file.library_path);
    if (!act) return append(errors, std::move(act.error()));
    take(errors, Regime::read(library, act_ids(library), kAnyDay));   // contradictions with the other acts
}

void check_law_words(const Library& library, Errors& errors) {
    auto terms = LawTerms::read(library);
    if (!terms) return append(errors, std::move(terms.error()));
    take(errors, Regime::read(library, act_ids(library), kAnyDay));   // acts that use a word no longer there
}

void check_party_list(const Library& library, const InputFile& file, const std::string& text, Errors& errors) {
    const auto catalogue = ListCatalogue::read(library);
    if (!catalogue) return append(errors, Errors(catalogue.error()));
    take(errors, read_party_lists(text, file.library_path, *catalogue));
}

void check_goods(const Library& library, const Ledger& ledger, const InputFile& file, const std::string& path, const std::string& text, Errors& errors) {
    auto catalogue = read_catalogue(library, ledger, kAnyDay);
    if (!catalogue) return append(errors, std::move(catalogue.error()));
    if (file.kind == InputKind::bill) return take(errors, read_bill(text, file.library_path, BillOptions{&*catalogue, {}, {}}));
    const auto regime = Regime::read(library, act_ids(library), kAnyDay);
    if (!regime) return append(errors, Errors(regime.error()));
    const ShipmentWords words(regime->terms(), std::move(*catalogue), regime->acts(), {});
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    take(errors, read_shipment(text, file.library_path, words, [&](const std::string& name) { return read_file(folder / name, "a file that the shipment names lies beside it"); }));
}

/// Every file of data/economy, since each speaks of what the others hold.
void check_economy(const Library& library, const Ledger& ledger, SolvedPrograms& solved, Errors& errors) {
    const Date on = day_of_world(library, ledger, kTableWorld);
    const auto world = build_world(library, ledger, kTableWorld, on, 0, &solved);
    if (!world) return append(errors, Errors(world.error()));
    const auto industries = read_industries(library, world->catalogue);
    if (!industries) return append(errors, Errors(industries.error()));
    take(errors, read_commodities(library, ledger, *industries, kAnyDay));
    const auto table = default_table(library, ledger, *industries, *world, on);
    if (!table) return append(errors, Errors(table.error()));
    take(errors, trade_elasticities(library, ledger, *industries, *table, on));
}

/// Every file of data/trade and data/statistics, since some speak of what others hold.
void check_trade_data(const Library& library, const Ledger& ledger, Errors& errors) {
    take(errors, TradePlaces::read(library));
    take(errors, HsNomenclature::read(library));
    take(errors, StatisticsPlaceNames::read(library));
    take(errors, chapter_sigmas(library, ledger, kAnyDay));
    take(errors, totals_of(library, ledger, {}, {}, kAnyDay));
}

void check_company(const Library& library, const Ledger& ledger, const InputFile& file, const std::string& path, const std::string& text, Errors& errors) {
    const auto catalogue = read_catalogue(library, ledger, kAnyDay);
    if (!catalogue) return append(errors, Errors(catalogue.error()));
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    CompanyTools tools{&*catalogue, &ledger, kAnyDay, {}, [&](const std::string& name) { return read_file(folder / name, "a file that the company names lies beside it"); }};
    take(errors, read_company(text, file.library_path, tools));
}

}  // namespace

std::string to_text(InputKind kind) {
    switch (kind) {
        case InputKind::economy: return "data of the economy";
        case InputKind::trade_data: return "data of trade and statistics";
        case InputKind::supply_risk: return "supply-risk question";
        case InputKind::shock: return "shock to a table";
        case InputKind::tariff_question: return "tariff question";
        case InputKind::company: return "company";
        case InputKind::supplier_links: return "list of suppliers";
        case InputKind::law_words: return "words of the law";
        case InputKind::party_list: return "party list";
        case InputKind::list_catalogue: return "catalogue of party lists";
        case InputKind::holdings: return "holdings";
        case InputKind::bill: return "bill of materials";
        case InputKind::shipment: return "shipment";
        case InputKind::calibration: return "calibration";
        case InputKind::posterior: return "draws of a posterior";
        case InputKind::scenario: return "scenario";
        case InputKind::act: return "act";
        case InputKind::world: return "world";
        case InputKind::materials: return "materials";
        case InputKind::ledger: return "ledger";
        case InputKind::sources: return "sources";
        case InputKind::assumptions: return "assumptions";
        case InputKind::vocabulary: return "vocabulary";
        case InputKind::lint: return "lint settings";
        case InputKind::working_days: return "working days";
    }
    return {};
}

Result<InputFile> recognise(const std::string& path, const std::string& text) {
    const std::string inside = path_in_library(path);
    if (const auto kind = kind_of_path(inside)) return InputFile{*kind, inside};
    std::optional<InputFile> found;
    if (path.ends_with(".csv")) {
        found = by_columns(path, text);
    } else {
        auto keyed = by_keys(path, text);
        if (!keyed) return std::unexpected(std::move(keyed.error()));
        found = *keyed;
    }
    if (found) return *found;
    return fail({path}, "it is not clear what kind of file this is", "countervail schema lists the kinds; keep it under the folder of its kind (rules/, data/ledger/, …)");
}

Errors check_input(Library library, const InputFile& file, const std::string& path, const std::string& text, SolvedPrograms& solved) {
    Errors errors;
    const bool alone = file.kind == InputKind::scenario || file.kind == InputKind::calibration || file.kind == InputKind::holdings || file.kind == InputKind::bill || file.kind == InputKind::shipment ||
                       file.kind == InputKind::shock || file.kind == InputKind::tariff_question || file.kind == InputKind::company || file.kind == InputKind::supplier_links ||
                       file.kind == InputKind::supply_risk;
    if (!alone) library.put({file.library_path, text});
    switch (file.kind) {
        case InputKind::act: check_act(library, file, text, errors); return errors;
        case InputKind::law_words: check_law_words(library, errors); return errors;
        case InputKind::party_list: check_party_list(library, file, text, errors); return errors;
        case InputKind::list_catalogue: take(errors, ListCatalogue::read(library)); return errors;
        case InputKind::holdings: take(errors, read_holdings(text, file.library_path)); return errors;
        case InputKind::shock: take(errors, read_shock_file(text, file.library_path)); return errors;
        case InputKind::tariff_question: take(errors, read_tariff_question(text, file.library_path)); return errors;
        case InputKind::supplier_links: take(errors, read_supplier_network({text, file.library_path}, {})); return errors;
        default: break;   // needs the ledger
    }
    auto ledger = Ledger::read(library);
    if (!ledger) return std::move(ledger.error());
    switch (file.kind) {
        case InputKind::scenario: check_scenario(library, *ledger, file, text, solved, errors); break;
        case InputKind::calibration: check_calibration(library, *ledger, file, text, solved, errors); break;
        case InputKind::posterior: check_posterior(library, *ledger, file, errors); break;
        case InputKind::world: {
            const std::string id = std::filesystem::path(file.library_path).stem().string();
            take(errors, build_world(library, *ledger, id, day_of_world(library, *ledger, id), 0, &solved));
            break;
        }
        case InputKind::economy: check_economy(library, *ledger, solved, errors); break;
        case InputKind::trade_data: check_trade_data(library, *ledger, errors); break;
        case InputKind::supply_risk: take(errors, read_supply_risk_inputs(text, file.library_path, *ledger, kAnyDay)); break;
        case InputKind::company: check_company(library, *ledger, file, path, text, errors); break;
        case InputKind::bill:
        case InputKind::shipment: check_goods(library, *ledger, file, path, text, errors); break;
        case InputKind::materials: take(errors, read_catalogue(library, *ledger, kAnyDay, materials_set_of(file.library_path))); break;
        case InputKind::working_days: take(errors, WorkingDays::read(library, std::filesystem::path(file.library_path).stem().string())); break;
        default: break;   // the ledger was read whole above
    }
    return errors;
}

Errors input_warnings(Library library, const InputFile& file, const std::string& text) {
    if (file.kind != InputKind::ledger && file.kind != InputKind::assumptions) return {};
    library.put({file.library_path, text});
    const auto ledger = Ledger::read(library);
    const auto settings = read_lint_settings(library);
    if (!ledger || !settings) return {};   // said by check_input
    Errors odd;
    for (Finding& finding : lint(*ledger, *settings)) {
        if (finding.severity == Severity::warning && finding.problem.where.file == file.library_path) odd.push_back(std::move(finding.problem));
    }
    return odd;
}

}  // namespace countervail
