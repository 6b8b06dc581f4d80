// SPDX-License-Identifier: Apache-2.0
#include "simulation/goods.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "controls/item_pattern.h"

namespace countervail {

namespace {

class FactsMaker {
  public:
    FactsMaker(const Network& network, const Ledger& ledger, Date known_on) : network_(network), world_(*network.world), ledger_(ledger), known_on_(known_on) {}

    Result<GoodsFacts> make(const std::vector<TechnologyChoice>& choices) {
        facts_.provenance = trace_provenance(network_);
        for (const TechnologyChoice& choice : choices) add(choice);
        if (!errors_.empty()) return std::unexpected(std::move(errors_));
        return std::move(facts_);
    }

  private:
    void add(const TechnologyChoice& choice) {
        Technology made{choice.id, choice.origin, choice.items, {}, {}};
        check_place(choice.origin, choice);
        check_processes(choice);
        std::map<std::string, Range> range_of;
        const Range usual = read(choice.share, choice);
        for (const auto& [place, statement] : choice.share_in) {
            check_place(place, choice);
            range_of[place] = read(statement, choice);
        }
        for (const Site& site : world_.sites) {
            const std::string& place = world_.places[static_cast<std::size_t>(site.place)].id;
            const bool covered = matches_any(choice.processes, world_.catalogue.processes[static_cast<std::size_t>(site.process)].id);
            if (covered && std::any_of(facts_.technologies.begin(), facts_.technologies.end(), [&](const Technology& other) {
                    return other.origin == choice.origin && other.covers[made.covers.size()] != 0;
                })) {
                errors_.push_back({choice.where, "technology \"" + choice.id + "\" names a process that another one has: " +
                                                     world_.catalogue.processes[static_cast<std::size_t>(site.process)].id,
                                   "name each process once"});
                return;
            }
            made.covers.push_back(covered ? 1 : 0);
            const auto own = range_of.find(place);
            made.share.push_back(!covered ? Range{} : place == choice.origin ? Range{1, 1, 1, {}} : own == range_of.end() ? usual : own->second);
        }
        facts_.technologies.push_back(std::move(made));
    }

    void check_place(const std::string& place, const TechnologyChoice& choice) {
        if (world_.place(place) >= 0) return;
        std::vector<std::string> names;
        for (const WorldPlace& each : world_.places) names.push_back(each.id);
        const std::string hint = did_you_mean(place, names);
        errors_.push_back({choice.where, "technology \"" + choice.id + "\": the world has no place \"" + place + "\"", hint.empty() ? "places: " + join(names, ", ") : hint});
    }

    void check_processes(const TechnologyChoice& choice) {
        std::vector<std::string> names;
        for (const Process& process : world_.catalogue.processes) names.push_back(process.id);
        for (const std::string& pattern : choice.processes) {
            if (std::any_of(names.begin(), names.end(), [&](const std::string& name) { return matches_pattern(pattern, name); })) continue;
            const std::string hint = did_you_mean(pattern, names);
            errors_.push_back({choice.where, "technology \"" + choice.id + "\": no process is called \"" + pattern + "\"",
                               hint.empty() ? "see countervail data, or use a pattern such as \"make.*\"" : hint});
        }
    }

    Range read(const std::string& id, const TechnologyChoice& choice) {
        const auto statement = ledger_.known(id, known_on_, choice.where);
        if (!statement) {
            append(errors_, Errors(statement.error()));
            return {};
        }
        const Statement& row = **statement;
        const auto share = Unit::parse("share");
        const auto low = convert(row.low, row.unit, *share), mode = convert(row.value, row.unit, *share), high = convert(row.high, row.unit, *share);
        if (!low || !mode || !high || *low < 0 || *high > 1) {
            errors_.push_back({row.where, "technology \"" + choice.id + "\": \"" + id + "\" is no share between 0 and 1", "name a statement in \"share\" or \"%\""});
            return {};
        }
        facts_.statements.push_back(id);
        return {*low, *mode, *high, id};
    }

    const Network& network_;
    const World& world_;
    const Ledger& ledger_;
    Date known_on_;
    GoodsFacts facts_;
    Errors errors_;
};

}  // namespace

Result<GoodsFacts> goods_facts(const Network& network, const Ledger& ledger, const std::vector<TechnologyChoice>& technologies, Date known_on) {
    return FactsMaker(network, ledger, known_on).make(technologies);
}

}  // namespace countervail
