// SPDX-License-Identifier: Apache-2.0
#include "simulation/scenario.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "base/toml_file.h"

namespace countervail {

namespace {

constexpr int kMostDraws = 1'000'000;
constexpr int kLongestPeriodDays = 366 * 60;

/// Results lie in a folder of this name.
bool names_a_folder(const std::string& id) {
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
    return id.size() <= 100 && plain(id.front()) &&
           std::all_of(id.begin(), id.end(), [&](char c) { return plain(c) || c == '-' || c == '_' || c == '.'; });
}

Case read_case(Section section) {
    Case found;
    found.where = section.place();
    found.id = section.text("id");
    found.name = section.text("name", found.id);
    found.base = section.flag("base", false);
    found.with = section.texts("with");
    found.without = section.texts("without");
    found.branches = section.text_or_texts("branches");
    found.branches_where = section.place("branches");
    found.readings = section.text_or_texts("readings");
    found.readings_where = section.place("readings");
    found.no_acts = section.flag("no_acts", false);
    found.without_shocks = section.texts("without_shocks");
    found.no_shocks = section.flag("no_shocks", false);
    section.finish();
    return found;
}

TechnologyChoice read_technology(Section section) {
    TechnologyChoice found;
    found.where = section.place();
    found.id = section.text("id");
    found.origin = section.text("origin");
    found.processes = section.text_or_texts("processes");
    found.items = section.text_or_texts("items");
    found.share = section.text("share");
    Section places = section.table("share_in");
    for (const std::string& place : places.keys()) found.share_in[place] = places.text(place);
    places.finish();
    for (const auto& [key, list] : {std::pair{"processes", &found.processes}, std::pair{"items", &found.items}}) {
        if (list->empty()) section.problem(key, std::string("\"") + key + "\" is missing or empty", "name at least one");
    }
    section.finish();
    return found;
}

SupplyShock read_supply_shock(Section section) {
    SupplyShock found;
    found.where = section.place();
    found.id = section.text("id");
    found.name = section.text("name", found.id);
    found.processes = section.text_or_texts("processes");
    found.places = section.text_or_texts("places");
    found.from = section.required_date("from");
    found.through = section.date("through");
    found.share = section.text("share");
    found.lasts = section.text("lasts", "");
    found.recovery = section.text("recovery", "");
    for (const auto& [key, list] : {std::pair{"processes", &found.processes}, std::pair{"places", &found.places}}) {
        if (list->empty()) section.problem(key, std::string("\"") + key + "\" is missing or empty", "name at least one");
    }
    if (found.through && !found.lasts.empty()) section.problem("lasts", "a shock ends on a day or lasts for some time, not both", "leave out one of \"through\" and \"lasts\"");
    if (found.through && *found.through < found.from) section.problem("through", "the shock ends on " + found.through->to_text() + ", before it begins", "write a day after " + found.from.to_text());
    section.finish();
    return found;
}

WatchExports read_exports(Section section) {
    WatchExports watch;
    watch.where = section.place();
    watch.id = section.text("id");
    watch.title = section.text("title", watch.id);
    watch.items = section.texts("items");
    watch.from = section.text("from", "");
    watch.to = section.texts("to");
    if (section.has("observed")) watch.observed = read_observed_rows(section.table("observed"));
    if (watch.items.empty()) section.problem("items", "\"items\" is missing or empty", "name at least one item");
    section.finish();
    return watch;
}

WatchPrice read_price(Section section) {
    WatchPrice watch;
    watch.where = section.place();
    watch.id = section.text("id");
    watch.title = section.text("title", watch.id);
    watch.item = section.text("item");
    watch.inside = section.text("inside");
    watch.outside = section.text("outside");
    if (section.has("observed")) watch.observed = read_observed_rows(section.table("observed"));
    section.finish();
    return watch;
}

std::vector<Override> read_uncertain(Section section) {
    std::vector<Override> overrides;
    for (const std::string& key : section.keys()) {
        Override each;
        each.key = key;
        each.where = section.place(key);
        Section value = section.table(key);
        each.statement = value.text("source");
        const std::vector<double> range = value.numbers("range");
        if (value.has("range")) {
            each.explicit_range = range.size() == 3;
            if (each.explicit_range) {
                each.low = range[0];
                each.mode = range[1];
                each.high = range[2];
            } else {
                value.problem("range", "a range has three numbers", "write range = [low, mode, high]");
            }
        }
        value.finish();
        overrides.push_back(std::move(each));
    }
    return overrides;
}

void read_period(Section section, Scenario& scenario) {
    scenario.from = section.required_date("from");
    scenario.through = section.required_date("through");
    scenario.count_from = section.date("count_from").value_or(scenario.from);
    if (scenario.from <= scenario.through && (scenario.count_from < scenario.from || scenario.through < scenario.count_from)) {
        section.problem("count_from", "count_from does not lie within the period", "write a day from " + scenario.from.to_text() + " to " + scenario.through.to_text());
    }
    const std::string step = section.text("step", "week");
    if (step != "week") section.problem("step", "step \"" + step + "\" is not offered", "write step = \"week\"");
    if (scenario.through < scenario.from) {
        section.problem("through", "the period ends on " + scenario.through.to_text() + ", before it begins",
                        "write a day after " + scenario.from.to_text());
    } else if (scenario.through - scenario.from > kLongestPeriodDays) {
        section.problem("through", "the period is longer than 60 years", "choose an earlier last day");
    }
    section.finish();
}

void read_runs(Section section, Scenario& scenario) {
    const long long draws = section.integer("draws", 1000);
    if (draws < 1 || draws > kMostDraws) {
        section.problem("draws", "draws must lie between 1 and 1,000,000", "1,000 is enough for 90 % bands");
    }
    scenario.draws = static_cast<int>(std::clamp<long long>(draws, 1, kMostDraws));
    const long long seed = section.integer("seed", 1);
    if (seed < 0) section.problem("seed", "a seed is not negative", "write a whole number from 0");
    scenario.seed = static_cast<std::uint64_t>(std::max<long long>(seed, 0));
    section.finish();
}

void check_cases(Section& root, Scenario& scenario) {
    std::set<std::string> ids;
    int bases = 0;
    for (const Case& each : scenario.cases) {
        if (!ids.insert(each.id).second) root.problem("case", "two cases are called \"" + each.id + "\"", "rename one");
        bases += each.base ? 1 : 0;
    }
    if (scenario.cases.empty()) root.problem("case", "there is no [[case]]", "add [[case]] with id and base = true");
    if (!scenario.cases.empty() && bases != 1) {
        root.problem("case", "exactly one case is the base; here " + std::to_string(bases) + " are",
                     "set base = true in one [[case]]");
    }
}

void check_shocks(Section& root, const Scenario& scenario) {
    std::vector<std::string> ids;
    for (const SupplyShock& shock : scenario.shocks) {
        if (std::find(ids.begin(), ids.end(), shock.id) != ids.end()) root.problem("shock", "two shocks are called \"" + shock.id + "\"", "rename one");
        ids.push_back(shock.id);
    }
    const auto check = [&](const std::string& id, std::string_view key, const std::string& who) {
        if (std::find(ids.begin(), ids.end(), id) != ids.end()) return;
        const std::string hint = did_you_mean(id, ids);
        root.problem(key, who + " \"" + id + "\", which is no shock of this scenario", hint.empty() ? "name the id of a [[shock]]" : hint);
    };
    for (const Case& each : scenario.cases) {
        for (const std::string& id : each.without_shocks) check(id, "case", "case \"" + each.id + "\" leaves out");
    }
    if (!scenario.focus_shock.empty()) check(scenario.focus_shock, "focus", "[focus] names");
}

/// The first sentence speaks of an act or of a shock.
void read_focus(Section focus, Scenario& scenario) {
    const bool of_shock = focus.has("shock");
    scenario.focus_shock = of_shock ? focus.text("shock") : "";
    scenario.focus_act = of_shock ? focus.text("act", "") : focus.text("act");
    if (of_shock && !scenario.focus_act.empty()) focus.problem("shock", "the first sentence speaks of an act or of a shock, not of both", "leave out one of the two");
    scenario.focus_sector = focus.text("sector");
    scenario.controller = focus.text("controller");
    scenario.target = focus.text("target");
    focus.finish();
}

std::string question_of(const std::string& reading) { return reading.substr(0, reading.find('=')); }

void check_branches(const std::vector<std::string>& branches, const Place& where, const LawTerms& terms, Errors& errors) {
    std::vector<std::string> names;
    for (const NamedBranch& branch : terms.branches) names.push_back(branch.id);
    for (const std::string& id : branches) {
        if (terms.branch(id) != nullptr) continue;
        const std::string hint = did_you_mean(id, names);
        errors.push_back({where, "no branch \"" + id + "\" in rules/branches.toml", hint.empty() ? "one of: " + join(names, ", ") : hint});
    }
}

void check_readings(const std::vector<std::string>& readings, const Place& where, const LawTerms& terms, Errors& errors) {
    for (const std::string& reading : readings) {
        std::vector<std::string> known;
        for (const OpenQuestion& question : terms.questions) {
            for (const QuestionOption& option : question.options) known.push_back(question.id + "=" + option.id);
            known.push_back(question.id + "=open");
        }
        if (std::find(known.begin(), known.end(), reading) != known.end()) continue;
        const std::string hint = did_you_mean(reading, known);
        errors.push_back({where, "no reading \"" + reading + "\" in rules/questions.toml", hint.empty() ? "one of: " + join(known, ", ") : hint});
    }
}

}  // namespace

bool WatchExports::covers(std::string_view item, std::string_view origin, std::string_view destination) const {
    const auto has = [](const std::vector<std::string>& words, std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); };
    return (from.empty() ? origin != destination : origin == from) && has(items, item) && (to.empty() || has(to, destination));
}

Result<Scenario> read_scenario(std::string text, const std::string& name) {
    auto file = TomlFile::parse(std::move(text), name);
    if (!file) return std::unexpected(std::move(file.error()));
    Section root = file->root();
    Scenario scenario;
    scenario.where = root.place();
    scenario.id = root.text("id");
    if (!scenario.id.empty() && !names_a_folder(scenario.id)) {
        root.problem("id", "\"" + scenario.id + "\" cannot name a folder", "use letters, digits, hyphens, dots and underscores, beginning with a letter or digit");
    }
    scenario.question = root.text("question");
    scenario.world = root.text("world");
    scenario.world_where = root.place("world");
    scenario.world_year = static_cast<int>(root.integer("world_year", 0));
    if (scenario.world_year != 0 && (scenario.world_year < 1900 || scenario.world_year > 2100)) {
        root.problem("world_year", std::to_string(scenario.world_year) + " is not a year of the ledger", "write a year such as 2023, or leave the key out");
    }
    scenario.posteriors = root.text_or_texts("posteriors");
    scenario.posteriors_where = root.place("posteriors");
    scenario.known_on = root.required_date("known_on");
    scenario.known_on_where = root.place("known_on");
    read_period(root.table("period"), scenario);
    if (scenario.through < scenario.known_on && scenario.from <= scenario.through) {
        root.problem("known_on", "the period ends on " + scenario.through.to_text() + ", before known_on " + scenario.known_on.to_text(),
                     "an answer may not know what came after all of it: choose a later period or an earlier known_on");
    }
    read_runs(root.table("runs"), scenario);
    Section controls = root.table("controls");
    scenario.acts = controls.texts("use");
    scenario.acts_where = controls.place("use");
    scenario.branches = controls.text_or_texts("branches");
    scenario.branches_where = controls.place("branches");
    scenario.readings = controls.text_or_texts("readings");
    scenario.readings_where = controls.place("readings");
    controls.finish();
    for (Section& section : root.tables("technology")) scenario.technologies.push_back(read_technology(section));
    for (Section& section : root.tables("shock")) scenario.shocks.push_back(read_supply_shock(section));
    for (Section& section : root.tables("case")) scenario.cases.push_back(read_case(section));
    check_cases(root, scenario);
    scenario.uncertain = read_uncertain(root.table("uncertain"));
    read_focus(root.table("focus"), scenario);
    check_shocks(root, scenario);
    Section watch = root.table("watch");
    for (Section& section : watch.tables("exports")) scenario.exports.push_back(read_exports(section));
    for (Section& section : watch.tables("price")) scenario.prices.push_back(read_price(section));
    if (watch.has("approvals")) scenario.observed_approvals = read_observed_rows(watch.table("approvals"));
    if (watch.has("stops")) scenario.observed_stops = read_observed_rows(watch.table("stops"));
    watch.finish();
    scenario.targets = read_targets(root);
    Section report = root.table("report");
    scenario.explain_top = static_cast<int>(std::clamp<long long>(report.integer("top", 10), 1, 100));
    report.finish();
    root.finish();
    if (!file->ok()) return std::unexpected(file->take_errors());
    return scenario;
}

LawChoice law_of(const Scenario& scenario, const Case& each) {
    LawChoice choice;
    if (!each.no_acts) {
        for (const std::string& act : scenario.acts) {
            if (std::find(each.without.begin(), each.without.end(), act) == each.without.end()) choice.acts.push_back(act);
        }
    }
    choice.acts.insert(choice.acts.end(), each.with.begin(), each.with.end());
    choice.branches = each.branches.empty() ? scenario.branches : each.branches;
    choice.readings = each.readings;
    for (const std::string& reading : scenario.readings) {
        const bool changed = std::any_of(each.readings.begin(), each.readings.end(), [&](const std::string& own) { return question_of(own) == question_of(reading); });
        if (!changed) choice.readings.push_back(reading);
    }
    return choice;
}

bool keeps_shock(const Case& each, const std::string& shock) {
    return !each.no_shocks && std::find(each.without_shocks.begin(), each.without_shocks.end(), shock) == each.without_shocks.end();
}

Errors check_law(const Scenario& scenario, const LawTerms& terms) {
    Errors errors;
    check_branches(scenario.branches, scenario.branches_where, terms, errors);
    check_readings(scenario.readings, scenario.readings_where, terms, errors);
    for (const Case& each : scenario.cases) {
        check_branches(each.branches, each.branches_where, terms, errors);
        check_readings(each.readings, each.readings_where, terms, errors);
        for (const std::string& act : each.without) {
            if (std::find(scenario.acts.begin(), scenario.acts.end(), act) != scenario.acts.end()) continue;
            const std::string hint = did_you_mean(act, scenario.acts);
            errors.push_back({each.where, "case \"" + each.id + "\" leaves out \"" + act + "\", which is not in use",
                              hint.empty() ? "name an act of [controls] use" : hint});
        }
    }
    return errors;
}

}  // namespace countervail
