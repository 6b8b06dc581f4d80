// SPDX-License-Identifier: Apache-2.0
#include "simulation/rush.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "controls/regime.h"
#include "simulation/network.h"
#include "simulation/schedule.h"

namespace countervail {

namespace {

double weeks_from(const Calendar& calendar, Date day) { return (day - calendar.from) / 7.0; }

/// Whoever hears of it in one week orders in the next; a day before that cannot be met.
bool can_be_met(const Clause& clause, const Calendar& calendar) {
    const Date end = calendar.week(calendar.weeks - 1).until;
    return calendar.from < clause.in_force_on && clause.in_force_on < end &&
           std::ceil(weeks_from(calendar, clause.announced_on)) < weeks_from(calendar, clause.in_force_on);
}

bool bites(const Clause& clause) { return clause.quota.empty() && (clause.tariff > 0 || clause.requirement >= Requirement::licence); }

class RushFinder {
  public:
    RushFinder(const Network& network, const Regime& regime, Date announced_on, const Schedule& expected)
        : network_(network), regime_(regime), then_(regime.known_by(announced_on)), announced_on_(announced_on), expected_(expected) {
        for (const Quota& quota : expected.quotas) {
            for (const QuotaLane& each : quota.lanes) under_quota_.insert(each.lane);
        }
    }

    std::vector<Rush> find() {
        for (const Stream& stream : expected_.streams) {
            for (std::size_t i = 0; i < stream.rules.size(); ++i) {
                const bool was_free = i == 0 || stream.rules[i - 1].days.until != stream.rules[i].days.from;
                const Clause* clause = was_free ? clause_of(stream.rules[i]) : nullptr;
                if (clause != nullptr) add(stream.lane, stream.rules[i].act, *clause, stream.share, stream.technology, 0);
            }
        }
        for (const Act& act : regime_.acts()) {
            for (const Clause& clause : act.clauses) {
                if (clause.tariff > 0 && clause.announced_on == announced_on_ && can_be_met(clause, expected_.calendar)) add_duties(act, clause);
            }
        }
        return std::move(rushes_);
    }

  private:
    /// Duties of the place at the lane's end on what is shipped from its beginning, as they were announced.
    void add_duties(const Act& act, const Clause& clause) {
        const World& world = *network_.world;
        for (int lane = 0; lane < network_.lanes; ++lane) {
            const auto from = static_cast<std::size_t>(network_.lane_from[static_cast<std::size_t>(lane)]);
            const auto to = static_cast<std::size_t>(network_.lane_to[static_cast<std::size_t>(lane)]);
            if (!(network_.flow[static_cast<std::size_t>(lane)] > 0) || taxed_.contains({lane, clause.in_force_on})) continue;
            const std::string& origin = world.places[static_cast<std::size_t>(network_.market_place[from])].id;
            const Flow flow{world.catalogue.items[static_cast<std::size_t>(network_.market_item[from])].id, origin, origin,
                            world.places[static_cast<std::size_t>(network_.market_place[to])].id, kClassNames[0]};
            const Treatment on_the_day = then_.treatment(flow, clause.in_force_on);
            const auto& acts = on_the_day.tariff_acts;
            if (std::find(acts.begin(), acts.end(), act.id) == acts.end()) continue;
            const double rise = on_the_day.tariff - then_.treatment(flow, clause.in_force_on + -1).tariff;
            if (rise > 0 && add(lane, act.id, clause, 1, {}, rise)) taxed_.insert({lane, clause.in_force_on});
        }
    }

    /// The clause that was announced that day and begins the rule.
    const Clause* clause_of(const RuleDays& rule) const {
        for (const Act& act : regime_.acts()) {
            if (act.id != rule.act) continue;
            for (const Clause& clause : act.clauses) {
                const bool then = clause.announced_on == announced_on_ && clause.in_force_on == rule.days.from;
                if (clause.ref == rule.clause && then && bites(clause) && can_be_met(clause, expected_.calendar)) return &clause;
            }
        }
        return nullptr;
    }

    /// The first day on which it was known that the clause would not come into force on its day; the day, when it did.
    Date ends_on(const std::string& act, const Clause& clause) {
        const auto [known, fresh] = ends_.emplace(std::pair(act, clause.ref), clause.in_force_on);
        if (!fresh) return known->second;
        const auto comes = [&](const Regime& law) { return law.status(act, clause.ref, clause.in_force_on) == ClauseStatus::in_force; };
        if (comes(regime_)) return known->second;
        std::set<Date> news;
        for (const Act& other : regime_.acts()) {
            if (announced_on_ < other.announced_on && other.announced_on < clause.in_force_on) news.insert(other.announced_on);
            for (const Clause& each : other.clauses) {
                if (announced_on_ < each.announced_on && each.announced_on < clause.in_force_on) news.insert(each.announced_on);
            }
        }
        for (const Date day : news) {
            if (comes(regime_.known_by(day))) continue;
            known->second = day;
            break;
        }
        return known->second;
    }

    bool add(int lane, const std::string& act, const Clause& clause, double share, const TechnologyShare& technology, double duty) {
        if (!(network_.flow[static_cast<std::size_t>(lane)] > 0) || under_quota_.contains(lane)) return false;
        Rush rush{lane, share, technology, duty};
        rush.announced = weeks_from(expected_.calendar, announced_on_);
        rush.day = weeks_from(expected_.calendar, clause.in_force_on);
        rush.ends = weeks_from(expected_.calendar, ends_on(act, clause));
        rush.act = act;
        rush.clause = clause.ref;
        rushes_.push_back(std::move(rush));
        return true;
    }

    const Network& network_;
    const Regime& regime_;
    Regime then_;   // as known on the day of the announcement
    Date announced_on_;
    const Schedule& expected_;
    std::set<int> under_quota_;
    std::map<std::pair<std::string, std::string>, Date> ends_;   // by act and clause
    std::set<std::pair<int, Date>> taxed_;   // by lane and day: duties that begin on one day are one rise
    std::vector<Rush> rushes_;
};

}  // namespace

std::vector<Date> announcement_days(const Regime& regime, const Calendar& calendar) {
    std::set<Date> days;
    for (const Act& act : regime.acts()) {
        for (const Clause& clause : act.clauses) {
            if (bites(clause) && can_be_met(clause, calendar)) days.insert(clause.announced_on);
        }
    }
    return {days.begin(), days.end()};
}

std::vector<Rush> find_rushes(const Network& network, const Regime& regime, Date announced_on, const Schedule& expected) {
    return RushFinder(network, regime, announced_on, expected).find();
}

void number_rushes(const Network& network, std::vector<Rush>& rushes) {
    std::map<int, int> sellers;
    int row = 0;
    for (Rush& rush : rushes) {
        const int market = network.lane_from[static_cast<std::size_t>(rush.lane)];
        rush.seller = sellers.emplace(market, static_cast<int>(sellers.size())).first->second;
        rush.first_row = row;
        row += network.transit[static_cast<std::size_t>(rush.lane)];
    }
}

}  // namespace countervail
