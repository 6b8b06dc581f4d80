// SPDX-License-Identifier: Apache-2.0
#include "simulation/schedule.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "controls/item_pattern.h"
#include "simulation/lane_law.h"

namespace countervail {

const std::array<std::string, kClasses> kClassNames{"civil", "military", "semiconductor"};

Calendar make_calendar(Date from, Date through) { return {from, std::max(1, (through - from) / 7 + 1)}; }

namespace {

constexpr double kRounding = 1e-12;
// A quota that allows so much of what the one before it allowed a day, or less, is a cut that alarms.
constexpr double kCut = 0.8;

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
        : network_(network), regime_(regime), facts_(facts), spans_(steady_days(regime, calendar)), reader_(network, regime, spans_, facts) {
        schedule_.calendar = calendar;
    }

    /// What was announced on a day, as the law was known then: streams of the lanes with trade, read on the days on which it is to begin
    /// and on those before. Nothing else is filled in.
    ScheduleMaker(const Network& network, const Regime& regime, const Calendar& calendar, const GoodsFacts& facts, Date announced_on)
        : network_(network), regime_(regime), facts_(facts), spans_(first_days(regime, calendar, announced_on)), reader_(network, regime, spans_, facts) {
        schedule_.calendar = calendar;
    }

    Schedule make_expected() {
        schedule_.tariff.resize(static_cast<std::size_t>(network_.lanes));
        schedule_.tariff_rules.resize(static_cast<std::size_t>(network_.lanes));
        read_quotas();
        for (int lane = 0; lane < network_.lanes && !spans_.empty(); ++lane) {
            if (network_.flow[static_cast<std::size_t>(lane)] > 0) read_lane(lane);
        }
        return std::move(schedule_);
    }

    Schedule make() {
        schedule_.tariff.resize(static_cast<std::size_t>(network_.lanes));
        schedule_.tariff_rules.resize(static_cast<std::size_t>(network_.lanes));
        read_quotas();
        for (int lane = 0; lane < network_.lanes; ++lane) read_lane(lane);
        number_quota_lanes();
        schedule_.stream_begin.push_back(static_cast<int>(schedule_.streams.size()));
        assign_offices();
        add_holds();
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
    const Item& item_of(int lane) const {
        const int market = network_.lane_from[static_cast<std::size_t>(lane)];
        return network_.world->catalogue.items[static_cast<std::size_t>(network_.market_item[static_cast<std::size_t>(market)])];
    }

    void read_lane(int lane) {
        schedule_.stream_begin.push_back(static_cast<int>(schedule_.streams.size()));
        std::vector<LanePart> parts = reader_.parts(lane);
        take_out_quotas(lane, parts);
        bool restricted = false;
        for (const LanePart& part : parts) {
            for (const Treatment& t : part.law) {
                if (!t.act.empty()) acts_.insert(t.act);
                restricted |= restricts(t);
            }
            note_open_facts(lane, part);
        }
        add_tariffs(lane);
        note_unproven(lane, parts);
        // All parts of a lane get a stream when any is restricted, so that their shares add up to the lane's flow.
        if (!restricted) return;
        for (const LanePart& part : joined(std::move(parts))) {
            if (part.class_share > 0) add_stream(lane, part);
        }
    }

    /// Clauses that set a quota, by act and clause.
    void read_quotas() {
        const Date end = schedule_.calendar.week(schedule_.calendar.weeks - 1).until;
        for (const Act& act : regime_.acts()) {
            double before = 0;
            bool any = false;
            std::optional<Date> left_until;   // of the quota before, where it stands in the run
            for (const Clause& clause : act.clauses) {
                const auto amount = clause.quota.empty() ? std::nullopt : parse_quota(clause.quota);
                if (!amount) continue;
                Quota quota{act.id, clause.ref, {clause.in_force_on, clause.until.value_or(end)}, clause.announced_on};
                quota.amount = amount->tonnes;
                quota.licences = licences_;
                any = true;
                const double a_day = amount->tonnes / std::max(1, quota.days.days());
                quota.cut = a_day < kCut * before;
                before = a_day;
                if (quota.days.overlap({schedule_.calendar.from, end}) == 0) continue;
                if (left_until && *left_until >= quota.days.until) schedule_.quotas.back().left_to = static_cast<int>(schedule_.quotas.size());
                left_until = clause.quota_until;
                quota_index_[{act.id, clause.ref}] = schedule_.quotas.size();
                quota_basis_.push_back(amount->basis);
                schedule_.quotas.push_back(std::move(quota));
            }
            if (any) ++licences_;
        }
    }

    /// A quota is its own permit: what stands under one is counted against it and needs no application.
    void take_out_quotas(int lane, std::vector<LanePart>& parts) {
        if (quota_index_.empty()) return;
        std::map<std::size_t, double> shares;
        for (LanePart& part : parts) {
            std::set<std::size_t> under;
            for (Treatment& t : part.law) {
                if (t.requirement != Requirement::licence) continue;
                const auto at = quota_index_.find({t.act, t.clause});
                if (at == quota_index_.end()) continue;
                acts_.insert(t.act);
                under.insert(at->second);
                t = Treatment{};
            }
            for (const std::size_t quota : under) shares[quota] += part.middle_share();
        }
        for (const auto& [index, share] : shares) {
            const double content = tonnes_on_basis(network_.world->catalogue, item_of(lane), quota_basis_[index]);
            if (share > 0 && content > 0) schedule_.quotas[index].lanes.push_back({lane, std::min(share, 1.0), content});
        }
    }

    void number_quota_lanes() {
        int row = 0;
        for (Quota& quota : schedule_.quotas) {
            quota.first_row = row;
            row += static_cast<int>(quota.lanes.size());
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

    // Goods that an act names above some measure of theirs (a purity, a strength), which nobody states of the lane's.
    bool waits_for_proof(const Treatment& t) const {
        return std::any_of(t.needs.begin(), t.needs.end(), [&](const std::string& question) {
            const auto& facts = regime_.terms().facts;
            return std::any_of(facts.begin(), facts.end(), [&](const FactTerm& fact) { return fact.kind == FactKind::number && fact.question == question; });
        });
    }

    void note_unproven(int lane, const std::vector<LanePart>& parts) {
        std::vector<float> weeks(static_cast<std::size_t>(schedule_.calendar.weeks), 0);
        for (std::size_t s = 0; s < spans_.size(); ++s) {
            double share = 0;
            for (const LanePart& part : parts) share += waits_for_proof(part.law[s]) ? part.middle_share() : 0.0;
            if (!(share > 0)) continue;
            for (int w = 0; w < schedule_.calendar.weeks; ++w) weeks[static_cast<std::size_t>(w)] += static_cast<float>(share * spans_[s].share_of(schedule_.calendar.week(w)));
        }
        if (std::any_of(weeks.begin(), weeks.end(), [](float held) { return held > 0; })) unproven_[lane] = std::move(weeks);
    }

    /// Of the acts of the origin that name the item.
    float notice_for(const std::string& item, const std::string& origin) const {
        float notice = 1e9F;
        for (const Act& act : regime_.acts()) {
            if (!act.id.starts_with(origin + "/")) continue;
            for (const Clause& clause : act.clauses) {
                if (matches_any(clause.items, item)) notice = std::min(notice, notice_of(act.id, clause.ref));
            }
        }
        return notice < 1e9F ? notice : 0;
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
        stream.notice = notice_of(stream.act, stream.clause);
        schedule_.streams.push_back(std::move(stream));
    }

    float notice_of(const std::string& act_id, const std::string& clause_ref) const {
        for (const Act& act : regime_.acts()) {
            if (act.id != act_id) continue;
            for (const Clause& clause : act.clauses) {
                if (clause.ref == clause_ref) return static_cast<float>(std::max(0, clause.in_force_on - clause.announced_on)) / 7.0F;
            }
        }
        return 0;
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

    /// Proof of composition is asked of goods that would be free; what an act restricts on its own account asks for it elsewhere.
    void leave_out_restricted_weeks(int lane, std::vector<float>& held) const {
        const auto index = static_cast<std::size_t>(lane);
        for (int i = schedule_.stream_begin[index]; i < schedule_.stream_begin[index + 1]; ++i) {
            const Stream& stream = schedule_.streams[static_cast<std::size_t>(i)];
            for (std::size_t w = 0; w < held.size(); ++w) {
                if (stream.licensed[w] > 0 || stream.prohibited[w] > 0) held[w] = 0;
            }
        }
    }

    // Days of each week on which some item of this origin under one of the codes needs a licence, or on which an act asks what
    // nobody states of the goods.
    void add_holds() {
        struct Controlled {
            std::vector<float> weeks;
            float notice = 1e9F;
        };
        std::map<std::pair<int, std::string>, Controlled> controlled;   // by origin and code
        for (const Stream& stream : schedule_.streams) {
            const int origin = network_.market_place[static_cast<std::size_t>(network_.lane_from[static_cast<std::size_t>(stream.lane)])];
            for (const CustomsCode& code : item_of(stream.lane).customs_codes) {
                auto& [weeks, notice] = controlled[{origin, code.code}];
                if (!stream.act.empty()) notice = std::min(notice, stream.notice);
                weeks.resize(static_cast<std::size_t>(schedule_.calendar.weeks), 0);
                for (std::size_t w = 0; w < weeks.size(); ++w) weeks[w] = std::max(weeks[w], stream.licensed[w]);
            }
        }
        schedule_.hold_of_lane.assign(static_cast<std::size_t>(network_.lanes), -1);
        for (int lane = 0; lane < network_.lanes; ++lane) {
            const auto index = static_cast<std::size_t>(lane);
            const int origin = network_.market_place[static_cast<std::size_t>(network_.lane_from[index])];
            Hold hold;
            hold.lane = lane;
            for (const CustomsCode& code : item_of(lane).customs_codes) {
                const auto at = controlled.find({origin, code.code});
                if (at == controlled.end()) continue;
                const auto& [weeks, notice] = at->second;
                hold.notice = hold.held.empty() ? notice : std::min(hold.notice, notice);
                hold.held.resize(weeks.size(), 0);
                for (std::size_t w = 0; w < hold.held.size(); ++w) hold.held[w] = std::max(hold.held[w], weeks[w]);
            }
            if (const auto unproven = unproven_.find(lane); unproven != unproven_.end()) {
                hold.notice = notice_for(item_of(lane).id, network_.world->places[static_cast<std::size_t>(origin)].id);
                hold.held.resize(unproven->second.size(), 0);
                for (std::size_t w = 0; w < hold.held.size(); ++w) hold.held[w] = std::max(hold.held[w], unproven->second[w]);
            }
            leave_out_restricted_weeks(lane, hold.held);
            if (std::all_of(hold.held.begin(), hold.held.end(), [](float held) { return held <= 0; })) continue;
            float age = -1;
            for (const float held : hold.held) {
                age = held > 0 ? age + 1 : -1;
                hold.age.push_back(age);
            }
            schedule_.hold_of_lane[index] = static_cast<int>(schedule_.holds.size());
            schedule_.holds.push_back(std::move(hold));
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
    std::set<std::string> acts_;
    std::map<std::string, OpenFact> open_;
    std::map<std::string, std::set<int>> open_lane_;
    std::map<int, std::vector<float>> unproven_;   // by lane: share of each week, of goods that wait for proof
    std::map<std::pair<std::string, std::string>, std::size_t> quota_index_;   // by act and clause
    std::vector<std::string> quota_basis_;                                     // by quota
    int licences_ = 0;                                                         // markets of quota licences so far
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
