// SPDX-License-Identifier: Apache-2.0
#include "simulation/shock.h"

#include <algorithm>

#include "base/text.h"
#include "controls/item_pattern.h"

namespace countervail {

namespace {

/// Sum of the loss's profile from its beginning to `week`: full, then a straight line down.
double summed_loss(double begins, double weeks, double recovery, double week) {
    const double full = std::clamp(week - begins, 0.0, weeks);
    const double after = std::clamp(week - begins - weeks, 0.0, recovery);
    return full + (recovery > 0 ? after - after * after / (2 * recovery) : 0);
}

class EffectFinder {
  public:
    EffectFinder(const Network& network, const Ledger& ledger, Date known_on, Date run_from, Date run_until)
        : world_(*network.world), ledger_(ledger), known_on_(known_on), run_from_(run_from), run_until_(run_until) {}

    Result<std::vector<ShockEffect>> find(const std::vector<SupplyShock>& shocks) {
        std::vector<ShockEffect> effects;
        for (const SupplyShock& shock : shocks) effects.push_back(effect_of(shock));
        if (!errors_.empty()) return std::unexpected(std::move(errors_));
        return effects;
    }

  private:
    ShockEffect effect_of(const SupplyShock& shock) {
        ShockEffect effect;
        effect.id = shock.id;
        effect.begins = (shock.from - run_from_) / 7.0;
        effect.sites = sites_of(shock);
        effect.share = range_of(shock, shock.share, "share");
        if (effect.share.low < 0 || effect.share.high > 1) problem(shock, "\"" + shock.share + "\" is no share between 0 and 1", "name a statement in \"share\" or \"%\"");
        const double end = ((shock.through ? *shock.through + 1 : std::max(run_until_, shock.from)) - shock.from) / 7.0;
        effect.weeks = shock.lasts.empty() ? Range{end, end, end, {}} : range_of(shock, shock.lasts, "weeks");
        effect.recovery = shock.recovery.empty() ? Range{} : range_of(shock, shock.recovery, "weeks");
        return effect;
    }

    std::vector<int> sites_of(const SupplyShock& shock) {
        std::vector<std::string> places, processes;
        for (const WorldPlace& place : world_.places) places.push_back(place.id);
        for (const Process& process : world_.catalogue.processes) processes.push_back(process.id);
        bool named = true;
        for (const std::string& place : shock.places) {
            if (std::find(places.begin(), places.end(), place) != places.end()) continue;
            named = false;
            const std::string hint = did_you_mean(place, places);
            problem(shock, "the world has no place \"" + place + "\"", hint.empty() ? "places: " + join(places, ", ") : hint);
        }
        for (const std::string& pattern : shock.processes) {
            if (std::any_of(processes.begin(), processes.end(), [&](const std::string& id) { return matches_pattern(pattern, id); })) continue;
            named = false;
            const std::string hint = did_you_mean(pattern, processes);
            problem(shock, "no process is called \"" + pattern + "\"", hint.empty() ? "use an id of data/materials/, or a pattern such as \"mine.*\"" : hint);
        }
        std::vector<int> sites;
        for (std::size_t i = 0; i < world_.sites.size(); ++i) {
            const std::string& place = places[static_cast<std::size_t>(world_.sites[i].place)];
            const std::string& process = processes[static_cast<std::size_t>(world_.sites[i].process)];
            if (std::find(shock.places.begin(), shock.places.end(), place) != shock.places.end() && matches_any(shock.processes, process)) sites.push_back(static_cast<int>(i));
        }
        if (named && sites.empty()) problem(shock, "no plant of these processes stands at these places", "look at worlds/" + world_.id + ".toml for the sites");
        return sites;
    }

    Range range_of(const SupplyShock& shock, const std::string& id, const char* unit) {
        const auto statement = ledger_.known(id, known_on_, shock.where);
        if (!statement) {
            append(errors_, Errors(statement.error()));
            return {};
        }
        const Statement& row = **statement;
        const auto wanted = Unit::parse(unit);
        const auto low = convert(row.low, row.unit, *wanted), mode = convert(row.value, row.unit, *wanted), high = convert(row.high, row.unit, *wanted);
        if (!low || !mode || !high || *low < 0) {
            problem(shock, "\"" + id + "\" is in " + row.unit.text() + ", wanted here: " + unit, "name a statement of that unit, not below zero");
            return {};
        }
        return {*low, *mode, *high, id};
    }

    void problem(const SupplyShock& shock, const std::string& what, const std::string& hint) { errors_.push_back({shock.where, "shock \"" + shock.id + "\": " + what, hint}); }

    const World& world_;
    const Ledger& ledger_;
    Date known_on_, run_from_, run_until_;
    Errors errors_;
};

}  // namespace

double at_level(const Range& range, double level) {
    return level < 0.5 ? range.low + 2 * level * (range.mode - range.low) : range.mode + (2 * level - 1) * (range.high - range.mode);
}

double share_of_loss(double begins, double weeks, double recovery, double week) {
    return summed_loss(begins, weeks, recovery, week + 1) - summed_loss(begins, weeks, recovery, week);
}

Result<std::vector<ShockEffect>> shock_effects(const Network& network, const Ledger& ledger, const std::vector<SupplyShock>& shocks, Date known_on, Date run_from, Date run_until) {
    return EffectFinder(network, ledger, known_on, run_from, run_until).find(shocks);
}

RemainingCapacity::RemainingCapacity(const std::vector<ShockEffect>& shocks, const DrawBlock& draws, int week, int sites) {
    if (shocks.empty()) return;
    row_.assign(static_cast<std::size_t>(sites), -1);
    const double* size = draws[Parameter::shock_size];
    const double* length = draws[Parameter::shock_length];
    for (const ShockEffect& shock : shocks) {
        BlockValues lost{};
        for (std::size_t d = 0; d < kBlock; ++d) {
            lost[d] = at_level(shock.share, size[d]) * share_of_loss(shock.begins, at_level(shock.weeks, length[d]), at_level(shock.recovery, length[d]), week);
        }
        for (const int site : shock.sites) {
            int& row = row_[static_cast<std::size_t>(site)];
            if (row < 0) {
                row = static_cast<int>(left_.size());
                left_.emplace_back().fill(1);
            }
            BlockValues& left = left_[static_cast<std::size_t>(row)];
            for (std::size_t d = 0; d < kBlock; ++d) left[d] *= 1 - lost[d];
        }
    }
}

const double* RemainingCapacity::of(int site) const {
    const int row = row_.empty() ? -1 : row_[static_cast<std::size_t>(site)];
    return row < 0 ? nullptr : left_[static_cast<std::size_t>(row)].data();
}

}  // namespace countervail
