// SPDX-License-Identifier: Apache-2.0
#include "simulation/clause_effects.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "base/unit.h"

namespace countervail {

namespace {

constexpr double kLeastDays = 1e-6;

/// Of one clause on one lane or project: value-weighted days, and the value under it.
struct Reached {
    double days = 0, value = 0;
};

using ByLane = std::map<int, Reached>;
using ByClause = std::map<std::tuple<bool, std::string, std::string>, ByLane>;   // (on projects, act, clause)

class Sums {
  public:
    Sums(const Network& network, const std::vector<std::uint8_t>& items) : network_(network), items_(items) {}

    ByClause of(const Schedule& schedule) const {
        ByClause sums;
        for (const Stream& stream : schedule.streams) {
            if (!counts(network_.lane_from[static_cast<std::size_t>(stream.lane)])) continue;
            const double value = value_of(stream.lane) * (stream.share + stream.technology.at(0.5));
            std::map<std::pair<std::string, std::string>, int> days;
            for (const RuleDays& rule : stream.rules) days[{rule.act, rule.clause}] += rule.days.days();
            for (const auto& [clause, n] : days) add(sums[{false, clause.first, clause.second}][stream.lane], n, value);
        }
        const Interval run{schedule.calendar.from, schedule.calendar.week(schedule.calendar.weeks).from};
        for (const Quota& quota : schedule.quotas) {
            for (const QuotaLane& each : quota.lanes) {
                if (!counts(network_.lane_from[static_cast<std::size_t>(each.lane)])) continue;
                add(sums[{false, quota.act, quota.clause}][each.lane], quota.days.overlap(run), value_of(each.lane) * each.share);
            }
        }
        for (int lane = 0; lane < network_.lanes; ++lane) {
            if (schedule.tariff_rules.empty() || !counts(network_.lane_from[static_cast<std::size_t>(lane)])) continue;
            std::map<std::string, int> days;
            for (const RuleDays& rule : schedule.tariff_rules[static_cast<std::size_t>(lane)]) days[rule.act] += rule.days.days();
            for (const auto& [act, n] : days) add(sums[{false, act, ""}][lane], n, value_of(lane));
        }
        for (std::size_t p = 0; p < schedule.projects.size(); ++p) {
            if (!makes_any(network_.world->projects[p].site)) continue;
            std::map<std::pair<std::string, std::string>, int> days;
            for (const RuleDays& rule : schedule.projects[p].rules) days[{rule.act, rule.clause}] += rule.days.days();
            for (const auto& [clause, n] : days) add(sums[{true, clause.first, clause.second}][static_cast<int>(p)], n, 1);
        }
        return sums;
    }

  private:
    static void add(Reached& reached, int days, double value) {
        reached.days += days * value;
        reached.value += value;
    }
    bool counts(int market) const { return items_[static_cast<std::size_t>(network_.market_item[static_cast<std::size_t>(market)])] != 0; }
    double value_of(int lane) const {
        return network_.flow[static_cast<std::size_t>(lane)] * network_.price[static_cast<std::size_t>(network_.lane_from[static_cast<std::size_t>(lane)])] * kWeeksInYear;
    }
    bool makes_any(int site) const {
        for (int p = network_.product_begin[static_cast<std::size_t>(site)]; p < network_.product_begin[static_cast<std::size_t>(site) + 1]; ++p) {
            if (counts(network_.product_market[static_cast<std::size_t>(p)])) return true;
        }
        return false;
    }

    const Network& network_;
    const std::vector<std::uint8_t>& items_;
};

ClauseEffect compare(const ByLane& base, const ByLane& other) {
    ClauseEffect effect;
    double base_days = 0, other_days = 0;
    std::map<int, std::pair<Reached, Reached>> both;
    for (const auto& [lane, reached] : base) both[lane].first = reached;
    for (const auto& [lane, reached] : other) both[lane].second = reached;
    for (const auto& [lane, pair] : both) {
        const auto& [ours, theirs] = pair;
        const double value = std::max(ours.value, theirs.value);
        if (std::abs(ours.days - theirs.days) <= kLeastDays * value || value <= 0) continue;
        ++effect.touched;
        effect.value += value;
        base_days += ours.days;
        other_days += theirs.days;
    }
    if (effect.value > 0) {
        effect.base_days = base_days / effect.value;
        effect.other_days = other_days / effect.value;
    }
    return effect;
}

}  // namespace

std::vector<ClauseEffect> clause_effects(const Network& network, const Schedule& base, const Schedule& other, const std::vector<std::uint8_t>& items) {
    const Sums sums(network, items);
    const ByClause ours = sums.of(base), theirs = sums.of(other);
    ByClause all = ours;
    all.insert(theirs.begin(), theirs.end());
    std::vector<ClauseEffect> effects;
    const auto lanes_of = [](const ByClause& side, const ByClause::key_type& key) {
        const auto at = side.find(key);
        return at == side.end() ? ByLane() : at->second;
    };
    for (const auto& [key, lanes] : all) {
        ClauseEffect effect = compare(lanes_of(ours, key), lanes_of(theirs, key));
        if (effect.touched == 0) continue;
        std::tie(effect.on_projects, effect.act, effect.clause) = key;
        effects.push_back(std::move(effect));
    }
    const auto size = [](const ClauseEffect& effect) { return effect.value * std::abs(effect.other_days - effect.base_days); };
    std::stable_sort(effects.begin(), effects.end(), [&](const ClauseEffect& a, const ClauseEffect& b) {
        return a.on_projects != b.on_projects ? b.on_projects : size(a) > size(b);
    });
    for (ClauseEffect& effect : effects) {
        if (effect.on_projects) effect.value = 0;
    }
    return effects;
}

std::vector<std::uint8_t> with_inputs(const Catalogue& catalogue, std::vector<std::uint8_t> items) {
    for (bool more = true; more;) {
        more = false;
        for (const Process& process : catalogue.processes) {
            const bool wanted = std::any_of(process.outputs.begin(), process.outputs.end(), [&](const Amount& out) { return items[static_cast<std::size_t>(out.item)] != 0; });
            for (const Amount& in : process.inputs) {
                auto& flag = items[static_cast<std::size_t>(in.item)];
                if (!wanted || flag != 0) continue;
                flag = 1;
                more = true;
            }
        }
    }
    return items;
}

}  // namespace countervail
