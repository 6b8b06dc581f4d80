// SPDX-License-Identifier: Apache-2.0
// Places, parameters, sites, uses and lanes of a world file. Claims, prices and projects: read_claims.cpp.
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "world/plan_reader.h"

namespace countervail {
namespace {

template <class Row>
std::vector<std::string> ids_of(const std::vector<Row>& rows) {
    std::vector<std::string> ids;
    for (const Row& row : rows) ids.push_back(row.id);
    return ids;
}

/// Indices of the rows whose id one of the patterns covers; a pattern that covers none is a problem.
template <class Row>
std::set<int> covered(Section& section, std::string_view key, const std::vector<std::string>& patterns,
                      const std::vector<Row>& rows, std::string_view kind) {
    std::set<int> found;
    for (const std::string& pattern : patterns) {
        const std::size_t before = found.size();
        bool any = false;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (!covers(pattern, rows[i].id)) continue;
            found.insert(static_cast<int>(i));
            any = true;
        }
        if (!any && found.size() == before) {
            section.problem(key, "there is no " + std::string(kind) + " \"" + pattern + "\"",
                            did_you_mean(pattern, ids_of(rows)));
        }
    }
    return found;
}

/// "smelt.neodymium and smelt.praseodymium", for the words of a claim.
template <class Row>
std::string names_of(const std::set<int>& indices, const std::vector<Row>& rows) {
    std::vector<std::string> names;
    for (const int index : indices) names.push_back(rows[index].id);
    return join(names, " and ");
}

}  // namespace

bool covers(std::string_view pattern, std::string_view text) {
    const std::size_t star = pattern.find('*');
    if (star == std::string_view::npos) return pattern == text;
    if (text.substr(0, star) != pattern.substr(0, star)) return false;
    const std::string_view rest = pattern.substr(star + 1);
    for (std::size_t skip = star; skip <= text.size(); ++skip) {
        if (covers(rest, text.substr(skip))) return true;
    }
    return false;
}

namespace {

Result<TomlFile> open_world_file(const Library& library, std::string_view id) {
    const std::string path = "worlds/" + std::string(id) + ".toml";
    const LibraryFile* file = library.find(path);
    if (file == nullptr) {
        std::vector<std::string> names;
        for (const LibraryFile* other : library.files("worlds/", ".toml")) {
            names.push_back(other->path.substr(7, other->path.size() - 12));
        }
        return fail({path}, "there is no world \"" + std::string(id) + "\"", did_you_mean(id, names));
    }
    return TomlFile::parse(file->text, path);
}

}  // namespace

Result<std::string> materials_of(const Library& library, std::string_view id) {
    auto toml = open_world_file(library, id);
    if (!toml) return std::unexpected(std::move(toml.error()));
    std::string set = toml->root().text("materials", "");
    if (!set.empty() && library.files("data/materials/" + set + "/", ".toml").empty()) {
        toml->root().problem("materials", "there is no folder data/materials/" + set, "name a folder of data/materials/, or leave the key out");
        return std::unexpected(toml->take_errors());
    }
    return set;
}

Result<int> own_year_of(const Library& library, std::string_view id) {
    auto toml = open_world_file(library, id);
    if (!toml) return std::unexpected(std::move(toml.error()));
    const auto period = parse_period(toml->root().text("year", ""));
    return period ? (period->from + period->days() / 2).year() : 0;
}

Result<WorldPlan> read_world_plan(const Library& library, FigureReader& figures, const Catalogue& catalogue,
                                  std::string_view id) {
    auto toml = open_world_file(library, id);
    if (!toml) return std::unexpected(std::move(toml.error()));
    WorldPlan plan = PlanReader(figures, catalogue).read(toml->root());
    plan.id = id;
    if (!toml->ok()) return std::unexpected(toml->take_errors());
    return plan;
}

WorldPlan PlanReader::read(Section root) {
    root.text("name");
    root.text("materials", "");   // read before the catalogue: materials_of
    const std::string year = root.text("year");
    if (const auto period = parse_period(year)) plan_.year = *period;
    else if (!year.empty()) root.problem("year", "\"" + year + "\" is not a period", "write year = \"2024\"");
    if (const int asked = figures_.year().wanted; asked != 0) plan_.year = {Date(asked, 1, 1), Date(asked + 1, 1, 1)};
    Section groups = root.table("groups");
    for (const std::string& name : groups.keys()) groups_[name] = groups.texts(name);
    Section spreads = root.table("spread");
    for (const std::string& name : spreads.keys()) {
        Section spread = spreads.table(name);
        for (const std::string& place : spread.keys()) spreads_[name][place] = spread.text(place);
    }
    for (Section& section : root.tables("corridor")) corridor(section);
    places(root);
    settings(root.table("settings"));
    plan_.stages.resize(7);
    for (Section& section : root.tables("stage")) stage(section);
    for (Section& section : root.tables("site")) sites(section);
    for (Section& section : root.tables("use")) uses(section);
    for (Section& section : root.tables("lanes")) lanes(section);
    for (Section& section : root.tables("claim")) claim(section);
    for (Section& section : root.tables("price")) price(section);
    for (Section& section : root.tables("project")) project(section);
    root.finish();
    return std::move(plan_);
}

void PlanReader::corridor(Section& section) {
    const std::string from = section.text("from"), to = section.text("to");
    const auto weeks = figures_.figure(section, "weeks", "time");
    if (weeks) corridor_weeks_[from][to] = corridor_weeks_[to][from] = weeks->value;
    if (weeks && weeks->value < 0) section.problem("weeks", "is negative", "a time");
    section.finish();
}

void PlanReader::places(Section& root) {
    for (Section& section : root.tables("place")) {
        WorldPlace place{section.text("id"), section.text("name"), section.text("region"),
                         section.required_number("latitude"), section.required_number("longitude")};
        const std::string corridor = section.text("corridor");
        for (const WorldPlace& other : plan_.places) {
            if (other.id == place.id) section.problem("id", "place \"" + place.id + "\" stands twice", "rename one");
        }
        plan_.places.push_back(std::move(place));
        plan_.corridors.push_back(corridor);
        section.finish();
    }
    const std::size_t count = plan_.places.size();
    plan_.transit.assign(count, std::vector<double>(count, 0.0));
    for (std::size_t from = 0; from < count; ++from) {
        for (std::size_t to = 0; to < count; ++to) {
            const auto row = corridor_weeks_.find(plan_.corridors[from]);
            if (row == corridor_weeks_.end() || !row->second.contains(plan_.corridors[to])) {
                root.problem("corridor",
                             "no transit time between \"" + plan_.corridors[from] + "\" and \"" + plan_.corridors[to] + "\"",
                             "add a [[corridor]] with from, to and weeks");
                return;
            }
            plan_.transit[from][to] = row->second.at(plan_.corridors[to]);
        }
    }
}

/// A required figure that must be above zero; 1 when it is missing, so that reading can go on.
double PlanReader::positive(Section& section, std::string_view key, std::string_view dimension) {
    const auto figure = figures_.figure(section, key, dimension);
    if (!figure) return 1;
    if (!(figure->value > 0)) {
        section.problem(key, "\"" + figure->statement->id + "\" is not above zero", "name a positive figure");
        return 1;
    }
    return figure->value;
}

void PlanReader::settings(Section section) {
    drift_ = positive(section, "drift_per_year", "share");
    plan_.gravity_width = positive(section, "gravity_width", "ratio");
    plan_.home_preference = positive(section, "home_preference", "ratio");
    // A chain whose goods all have a [[price]] needs none of these; what lacks a price otherwise is told by set_prices.
    const auto if_stated = [&](const char* key, const char* dimension) { return section.has(key) ? positive(section, key, dimension) : 0.0; };
    plan_.concentrate_payable = if_stated("concentrate_payable", "share");
    plan_.scrap_payable = if_stated("scrap_payable", "share");
    plan_.metal_fee = if_stated("metal_fee", "money/mass");
    plan_.magnet_fee = if_stated("magnet_fee", "money/mass");
    plan_.product_fee = if_stated("product_fee", "money/mass");
    plan_.processing_margin = if_stated("processing_margin", "share");
    plan_.new_supplier_premium = positive(section, "new_supplier_premium", "share");
    Section kinds = section.table("utilisation");
    for (const std::string& kind : kinds.keys()) utilisation_[kind] = positive(kinds, kind, "share");
    section.finish();
}

void PlanReader::stage(Section& section) {
    const std::string name = section.text("stage");
    StagePlan stage;
    stage.stock_weeks = positive(section, "stock_weeks", "time");
    if (section.has("freight")) stage.freight = positive(section, "freight", "money/mass");
    stage.insurance = positive(section, "insurance", "share");
    bool known = false;
    for (int s = 0; s < 7; ++s) {
        if (to_text(static_cast<Stage>(s)) != name) continue;
        plan_.stages[s] = stage;
        known = true;
    }
    if (!known) section.problem("stage", "\"" + name + "\" is not a stage", "concentrate, oxide, metal, magnet, product, scrap or chip");
    section.finish();
}

int PlanReader::place_named(Section& section, std::string_view key, std::string_view name) {
    for (std::size_t i = 0; i < plan_.places.size(); ++i) {
        if (plan_.places[i].id == name) return static_cast<int>(i);
    }
    section.problem(key, "there is no place \"" + std::string(name) + "\"", did_you_mean(name, ids_of(plan_.places)));
    return -1;
}

/// Places and groups of places; "!CHN" takes one out again, "*" is all.
std::set<int> PlanReader::places_named(Section& section, std::string_view key, const std::vector<std::string>& names) {
    std::set<int> found;
    for (const std::string& name : names) {
        if (name == "*") {
            for (std::size_t i = 0; i < plan_.places.size(); ++i) found.insert(static_cast<int>(i));
        } else if (const auto group = groups_.find(name); group != groups_.end()) {
            found.merge(places_named(section, key, group->second));
        } else if (name.starts_with('!')) {
            found.erase(place_named(section, key, std::string_view(name).substr(1)));
        } else if (const int place = place_named(section, key, name); place >= 0) {
            found.insert(place);
        }
    }
    return found;
}

std::set<int> PlanReader::items_named(Section& section, std::string_view key) {
    return covered(section, key, section.texts(key), catalogue_.items, "item");
}

std::set<int> PlanReader::processes_named(Section& section, std::string_view key) {
    return covered(section, key, section.texts(key), catalogue_.processes, "process");
}

std::set<int> PlanReader::uses_named(Section& section, std::string_view key) {
    return covered(section, key, section.texts(key), catalogue_.uses, "end use");
}

/// `processes` at `places` (a list), or with a claimed activity each (`activity`, a table), or shared out by a
/// `spread`.
void PlanReader::sites(Section& section) {
    const std::set<int> processes = processes_named(section, "processes");
    Section activity = section.table("activity");
    const std::string spread_name = section.text("spread", "");
    std::vector<std::string> names = section.texts("places");
    for (const std::string& name : activity.keys()) names.push_back(name);
    if (!spread_name.empty()) {
        if (!spreads_.contains(spread_name)) section.problem("spread", "there is no [spread." + spread_name + "]", "");
        for (const auto& [name, id] : spreads_[spread_name]) names.push_back(name);
    }
    const std::set<int> places = places_named(section, "places", names);
    const auto utilisation = figures_.optional_figure(section, "utilisation", "share");
    for (const int process : processes) {
        const std::string& kind = catalogue_.processes[process].kind;
        if (!utilisation && !utilisation_.contains(kind)) {
            section.problem("processes", "no utilisation for processes of kind \"" + kind + "\"",
                            "add it to [settings.utilisation]");
        }
        const double rate = utilisation ? utilisation->value : utilisation_[kind];
        if (!(rate > 0 && rate <= 1)) section.problem("utilisation", "is not above 0 and at most 1", "a share of capacity");
        for (const int place : places) {
            for (const SitePlan& other : plan_.sites) {
                if (other.process != process || other.place != place) continue;
                section.problem("processes", catalogue_.processes[process].id + " stands twice at " + plan_.places[place].id,
                                "name it once");
            }
            plan_.sites.push_back({process, place, rate, section.place()});
        }
    }
    for (const std::string& name : activity.keys()) {
        const int place = place_named(activity, name, name);
        const std::string meaning = names_of(processes, catalogue_.processes) + " at " + name;
        const auto figure = claimed(activity, name, meaning);
        if (!figure || place < 0) continue;
        Quantity measure{Quantity::Kind::activity, {}, processes, {}, {place}, {}};
        add_claim(activity, name, *figure, std::move(measure), meaning);
    }
    if (!spread_name.empty()) {
        spread(section, {Quantity::Kind::activity, {}, processes, {}, {}, {}}, {places.begin(), places.end()},
               names_of(processes, catalogue_.processes));
    }
    section.finish();
}

/// One share claim per place: its part of the sum over all places of the spread.
void PlanReader::spread(Section& section, const Quantity& parts, const std::vector<int>& places,
                        const std::string& whole) {
    for (const auto& [name, id] : spreads_[section.text("spread")]) {
        std::string missing;
        const auto figure = figures_.named_if_public(section, "spread", id, "share", missing);
        const int place = place_named(section, "spread", name);
        if (!missing.empty()) plan_.dropped.push_back({id, "share of " + name + " in " + whole, missing});
        if (!figure || place < 0) continue;
        Claim claim;
        claim.claimed = {figure->value, std::max(figure->sigma(), 1e-3), figure->statement->id};
        claim.measure = parts;
        claim.measure.places = {place};
        claim.of = parts;
        claim.of->places = {places.begin(), places.end()};
        claim.meaning = "share of " + name + " in " + whole;
        claim.where = section.place("spread");
        plan_.claims.push_back(std::move(claim));
    }
}

/// An end use at places: `output` (a table of claimed outputs), or `total` with a `spread`.
void PlanReader::uses(Section& section) {
    const std::set<int> uses = uses_named(section, "end_uses");
    double value_added = section.has("value_added") ? positive(section, "value_added", "") : 0.0;
    const bool in_money = !uses.empty() && catalogue_.uses[*uses.begin()].output_unit == "USD million";
    if (in_money) value_added *= 1e6;
    const double stock_weeks = positive(section, "stock_weeks", "time");
    const std::set<int> not_critical = items_named(section, "not_critical");
    Section output = section.table("output");
    const std::string spread_name = section.text("spread", "");
    std::vector<std::string> names = section.texts("places");
    for (const std::string& name : output.keys()) names.push_back(name);
    if (!spread_name.empty()) {
        if (!spreads_.contains(spread_name)) section.problem("spread", "there is no [spread." + spread_name + "]", "");
        for (const auto& [name, id] : spreads_[spread_name]) names.push_back(name);
    }
    const std::set<int> places = places_named(section, "places", names);
    for (const int use : uses) {
        for (const UsePlan& other : plan_.uses) {
            if (other.end_use != use || !places.contains(other.place)) continue;
            section.problem("end_uses", catalogue_.uses[use].id + " stands twice at " + plan_.places[other.place].id,
                            "name it once");
        }
        for (const int place : places) plan_.uses.push_back({use, place, value_added, stock_weeks, not_critical, section.place()});
    }
    const Quantity all{Quantity::Kind::output, {}, {}, uses, places, {}};
    for (const std::string& name : output.keys()) {
        const int place = place_named(output, name, name);
        const std::string meaning = names_of(uses, catalogue_.uses) + " at " + name;
        const auto figure = claimed(output, name, meaning);
        if (!figure || place < 0) continue;
        Quantity measure = all;
        measure.places = {place};
        add_claim(output, name, *figure, std::move(measure), meaning);
    }
    if (section.has("total")) {
        const std::string meaning = names_of(uses, catalogue_.uses) + " of the world";
        if (const auto total = claimed(section, "total", meaning)) {
            add_claim(section, "total", *total, all, meaning);
        }
    }
    if (!spread_name.empty()) {
        spread(section, all, {places.begin(), places.end()}, names_of(uses, catalogue_.uses));
    }
    section.finish();
}

void PlanReader::lanes(Section& section) {
    const std::set<int> items = items_named(section, "items");
    const std::set<int> from = places_named(section, "from", section.texts("from"));
    const std::set<int> to = places_named(section, "to", section.texts("to"));
    const bool idle = section.flag("idle", false);
    const long long before = section.integer("before", 10000);
    if (plan_.year.from.year() >= before) {
        section.finish();
        return;
    }
    for (const int item : items) {
        for (const int origin : from) {
            for (const int destination : to) {
                if (origin != destination) plan_.lanes.push_back({item, origin, destination, idle});
            }
        }
    }
    section.finish();
}

}  // namespace countervail
