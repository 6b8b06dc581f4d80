// SPDX-License-Identifier: Apache-2.0
#include "simulation/schedule.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "simulation/hold_law.h"
#include "simulation/quota_law.h"

namespace countervail {

const std::array<std::string, kClasses> kClassNames{"civil", "military", "semiconductor"};

Calendar make_calendar(Date from, Date through) { return {from, std::max(1, (through - from) / 7 + 1)}; }

namespace {

constexpr double kRounding = 1e-12;

bool restricts(const Treatment& t) { return t.requirement >= Requirement::licence; }

/// The law treats both alike on every day of the run.
bool alike(const LanePart& a, const LanePart& b) {
    if (a.licence_class != b.licence_class || a.disputed != b.disputed) return false;
    for (std::size_t s = 0; s < a.law.size(); ++s) {
        if (restricts(a.law[s]) != restricts(b.law[s])) return false;
        if (!restricts(a.law[s])) continue;
        if (a.law[s].requirement != b.law[s].requirement || a.law[s].policy != b.law[s].policy || a.law[s].act != b.law[s].act ||
            a.law[s].clause != b.law[s].clause) {
            return false;
        }
    }
    return true;
}

/// Parts that the law treats alike, put together. A class that it treats as one keeps its share to the last digit.
std::vector<LanePart> joined(std::vector<LanePart> parts) {
    std::vector<LanePart> whole;
    for (LanePart& part : parts) {
        const auto same = std::find_if(whole.begin(), whole.end(), [&](const LanePart& other) { return alike(other, part); });
        if (same == whole.end()) {
            whole.push_back(std::move(part));
            continue;
        }
        same->share += part.share;
        same->technology.fixed += part.technology.fixed;
        same->technology.lower += part.technology.lower;
        same->technology.upper += part.technology.upper;
    }
    for (LanePart& part : whole) {
        if (std::abs(part.share - 1) < kRounding) part.share = 1;
    }
    return whole;
}

/// The days from which clauses announced on a day license or forbid something, and the day before each.
std::vector<SteadyDays> first_days(const Regime& regime, const Calendar& calendar, Date announced_on) {
    const Date end = calendar.week(calendar.weeks - 1).until;
    std::set<Date> days;
    for (const Act& act : regime.acts()) {
        for (const Clause& clause : act.clauses) {
            const Date day = clause.in_force_on;
            if (act.form == "tariff" || clause.announced_on != announced_on || !(calendar.from < day && day < end)) continue;
            days.insert(day + -1);
            days.insert(day);
        }
    }
    std::vector<SteadyDays> spans;
    for (const Date day : days) spans.push_back({{day, day + 1}});
    return spans;
}

class ScheduleMaker {
  public:
    ScheduleMaker(const Network& network, const Regime& regime, const Calendar& calendar, const GoodsFacts& facts)
        : ScheduleMaker(network, regime, calendar, facts, steady_days(regime, calendar)) {}

    /// What was announced on a day, as the law was known then: streams of the lanes with trade, read on the days on which it is to begin
    /// and on those before. Nothing else is filled in.
    ScheduleMaker(const Network& network, const Regime& regime, const Calendar& calendar, const GoodsFacts& facts, Date announced_on)
        : ScheduleMaker(network, regime, calendar, facts, first_days(regime, calendar, announced_on)) {}

    Schedule make_expected() {
        schedule_.tariff.resize(static_cast<std::size_t>(network_.lanes));
        schedule_.tariff_rules.resize(static_cast<std::size_t>(network_.lanes));
        for (int lane = 0; lane < network_.lanes && !spans_.empty(); ++lane) {
            if (network_.flow[static_cast<std::size_t>(lane)] > 0) read_lane(lane);
        }
        schedule_.quotas = quotas_.take_quotas();
        return std::move(schedule_);
    }

    Schedule make() {
        schedule_.tariff.resize(static_cast<std::size_t>(network_.lanes));
        schedule_.tariff_rules.resize(static_cast<std::size_t>(network_.lanes));
        for (int lane = 0; lane < network_.lanes; ++lane) read_lane(lane);
        schedule_.quotas = quotas_.take_quotas();
        acts_.insert(quotas_.acts().begin(), quotas_.acts().end());
        schedule_.stream_begin.push_back(static_cast<int>(schedule_.streams.size()));
        assign_offices();
        holds_.add_holds(schedule_);
        add_alarms();
        schedule_.projects = project_laws(network_, regime_, schedule_.calendar, spans_, facts_);
        for (const ProjectLaw& law : schedule_.projects) {
            for (const RuleDays& rule : law.rules) acts_.insert(rule.act);
        }
        schedule_.acts_used.assign(acts_.begin(), acts_.end());
        tell_open_facts();
        return std::move(schedule_);
    }

  private:
    ScheduleMaker(const Network& network, const Regime& regime, const Calendar& calendar, const GoodsFacts& facts, std::vector<SteadyDays> spans)
        : network_(network),
          regime_(regime),
          facts_(facts),
          spans_(std::move(spans)),
          reader_(network, regime, spans_, facts),
          quotas_(regime, network.world->catalogue, calendar),
          holds_(network, regime, calendar, spans_) {
        schedule_.calendar = calendar;
    }

    void read_lane(int lane) {
        schedule_.stream_begin.push_back(static_cast<int>(schedule_.streams.size()));
        std::vector<LanePart> parts = reader_.parts(lane);
        quotas_.take_out(lane, item_on_lane(network_, lane), parts);
        bool restricted = false;
        for (const LanePart& part : parts) {
            for (const Treatment& t : part.law) {
                if (!t.act.empty()) acts_.insert(t.act);
                restricted |= restricts(t);
            }
            note_open_facts(lane, part);
        }
        add_tariffs(lane);
        holds_.note_unproven(lane, parts);
        // All parts of a lane get a stream when any is restricted, so that their shares add up to the lane's flow.
        if (!restricted) return;
        for (const LanePart& part : joined(std::move(parts))) {
            if (part.class_share > 0) add_stream(lane, part);
        }
    }

    void note_open_facts(int lane, const LanePart& part) {
        const double flow = network_.flow[static_cast<std::size_t>(lane)] * part.middle_share();
        if (!(flow > 0)) return;
        const double value = flow * network_.price[static_cast<std::size_t>(network_.lane_from[static_cast<std::size_t>(lane)])];
        std::map<std::string, bool> asked;   // whether it may travel free meanwhile
        for (const Treatment& t : part.law) {
            for (const std::string& question : t.needs) {
                bool& free = asked[question];
                free = free || !restricts(t);
            }
        }
        for (const auto& [question, free] : asked) {
            OpenFact& fact = open_[question];
            fact.question = question;
            if (open_lane_[question].insert(lane).second) ++fact.lanes;
            fact.value += value;
            if (free) fact.free_value += value;
        }
    }

    void tell_open_facts() {
        for (auto& [question, fact] : open_) schedule_.open_facts.push_back(std::move(fact));
        std::stable_sort(schedule_.open_facts.begin(), schedule_.open_facts.end(), [](const OpenFact& a, const OpenFact& b) { return a.value > b.value; });
    }

    void add_stream(int lane, const LanePart& part) {
        Stream stream;
        stream.lane = lane;
        stream.licence_class = part.licence_class;
        stream.share = part.class_share * part.share;
        stream.technology = {part.class_share * part.technology.fixed, part.class_share * part.technology.lower,
                             part.class_share * part.technology.upper};
        for (std::size_t s = 0; s < spans_.size(); ++s) {
            if (restricts(part.law[s])) add_rule(stream.rules, spans_[s].days, part.law[s]);
        }
        float age = -1;
        for (int w = 0; w < schedule_.calendar.weeks; ++w) {
            const Interval week = schedule_.calendar.week(w);
            double licensed = 0, prohibited = 0;
            bool denied = false, disputed = false;
            for (std::size_t s = 0; s < spans_.size(); ++s) {
                const double days = spans_[s].share_of(week);
                if (days <= 0) continue;
                const Treatment& t = part.law[s];
                if (t.requirement == Requirement::licence) {
                    licensed += days;
                    denied |= t.policy == Policy::denied || t.policy == Policy::presumption_of_denial;
                    if (stream.act.empty()) stream.act = t.act, stream.clause = t.clause;
                }
                if (t.requirement == Requirement::prohibited) prohibited += days;
                disputed |= part.disputed[s] != 0;
            }
            if (age >= 0) age += 1;
            if (age < 0 && licensed > 0) age = 0;
            if (licensed <= 0) age = -1;
            stream.licensed.push_back(static_cast<float>(licensed));
            stream.prohibited.push_back(static_cast<float>(prohibited));
            stream.age.push_back(age);
            stream.denied.push_back(denied ? 1 : 0);
            stream.disputed.push_back(disputed ? 1 : 0);
        }
        const auto first = std::find_if(stream.licensed.begin(), stream.licensed.end(), [](float licensed) { return licensed > 0; });
        stream.begins = static_cast<int>(first - stream.licensed.begin());
        stream.notice = weeks_of_notice(regime_, stream.act, stream.clause);
        schedule_.streams.push_back(std::move(stream));
    }

    // Every issuer has its own examiners. A stream without an act of its own (a class that stays free beside a
    // restricted one) files nothing; it is put with the first office.
    void assign_offices() {
        for (Stream& stream : schedule_.streams) {
            if (stream.act.empty()) continue;
            const std::string issuer = stream.act.substr(0, stream.act.find('/'));
            auto at = std::find(schedule_.offices.begin(), schedule_.offices.end(), issuer);
            stream.office = static_cast<int>(at - schedule_.offices.begin());
            if (at == schedule_.offices.end()) schedule_.offices.push_back(issuer);
        }
    }

    // Duties follow the place of shipment: whether a rule of origin sees through a transshipment is not modelled.
    void add_tariffs(int lane) {
        const std::vector<Treatment> duties = reader_.duties(lane);
        if (std::none_of(duties.begin(), duties.end(), [](const Treatment& t) { return t.tariff > 0; })) return;
        for (std::size_t s = 0; s < spans_.size(); ++s) {
            for (const std::string& act : duties[s].tariff_acts) {
                acts_.insert(act);
                schedule_.tariff_rules[static_cast<std::size_t>(lane)].push_back({spans_[s].days, act, {}, Requirement::free, Policy::none});
            }
        }
        auto& weeks = schedule_.tariff[static_cast<std::size_t>(lane)];
        for (int w = 0; w < schedule_.calendar.weeks; ++w) {
            double tariff = 0;
            for (std::size_t s = 0; s < spans_.size(); ++s) tariff += duties[s].tariff * spans_[s].share_of(schedule_.calendar.week(w));
            weeks.push_back(static_cast<float>(tariff));
        }
    }

    // A market is alarmed from the day an act is announced that licenses or forbids a lane into it, or cuts a quota.
    void add_alarms() {
        schedule_.alarm.resize(static_cast<std::size_t>(network_.markets));
        for (const Stream& stream : schedule_.streams) {
            if (stream.act.empty()) continue;
            const auto act = std::find_if(regime_.acts().begin(), regime_.acts().end(),
                                          [&](const Act& each) { return each.id == stream.act; });
            if (act == regime_.acts().end()) continue;
            alarm(stream.lane, act->announced_on);
        }
        for (const Quota& quota : schedule_.quotas) {
            if (!quota.cut) continue;
            for (const QuotaLane& each : quota.lanes) alarm(each.lane, quota.announced_on);
        }
    }

    void alarm(int lane, Date announced_on) {
        auto& weeks = schedule_.alarm[static_cast<std::size_t>(network_.lane_to[static_cast<std::size_t>(lane)])];
        weeks.resize(static_cast<std::size_t>(schedule_.calendar.weeks), -1);
        for (int w = 0; w < schedule_.calendar.weeks; ++w) {
            const int days = schedule_.calendar.week(w).until - announced_on;
            // An act that was there before the run began is part of the baseline, not an alarm.
            const bool during = announced_on >= schedule_.calendar.from;
            const float since = during && days > 0 ? static_cast<float>(days) / 7.0F : -1.0F;
            auto& slot = weeks[static_cast<std::size_t>(w)];
            slot = slot < 0 ? since : std::min(slot, since < 0 ? slot : since);
        }
    }

    const Network& network_;
    const Regime& regime_;
    const GoodsFacts& facts_;
    std::vector<SteadyDays> spans_;
    LaneReader reader_;
    QuotaLaw quotas_;
    HoldLaw holds_;
    std::set<std::string> acts_;
    std::map<std::string, OpenFact> open_;
    std::map<std::string, std::set<int>> open_lane_;
    Schedule schedule_;
};

}  // namespace

Schedule make_schedule(const Network& network, const Regime& regime, const Calendar& calendar, const GoodsFacts& facts) {
    Schedule schedule = ScheduleMaker(network, regime, calendar, facts).make();
    for (const Date announced_on : announcement_days(regime, calendar)) {
        const Schedule expected = ScheduleMaker(network, regime.known_by(announced_on), calendar, facts, announced_on).make_expected();
        const std::vector<Rush> found = find_rushes(network, regime, announced_on, expected);
        schedule.rushes.insert(schedule.rushes.end(), found.begin(), found.end());
    }
    number_rushes(network, schedule.rushes);
    return schedule;
}

}  // namespace countervail
