// SPDX-License-Identifier: Apache-2.0
#include "simulation/schedule.h"

#include <algorithm>
#include <map>
#include <set>

namespace countervail {

const std::array<std::string, kClasses> kClassNames{"civil", "military", "semiconductor"};

Calendar make_calendar(Date from, Date through) { return {from, std::max(1, (through - from) / 7 + 1)}; }

namespace {

// A stretch of days over which no treatment changes.
struct Span {
    Interval days;
    double share_of(const Interval& week) const { return week.overlap(days) / 7.0; }
};

std::vector<Span> unchanging_spans(const Regime& regime, const Calendar& calendar) {
    const Date end = calendar.week(calendar.weeks - 1).until;
    std::set<Date> cuts{calendar.from, end};
    for (const Date day : regime.change_days()) {
        if (calendar.from < day && day < end) cuts.insert(day);
    }
    std::vector<Span> spans;
    for (auto cut = cuts.begin(); std::next(cut) != cuts.end(); ++cut) spans.push_back({{*cut, *std::next(cut)}});
    return spans;
}

// Shares of a market's final consumption by licence class; a market that feeds only processes counts as civil.
std::vector<std::array<double, kClasses>> class_shares(const Network& network) {
    const World& world = *network.world;
    std::vector<std::array<double, kClasses>> shares(world.markets.size(), {0, 0, 0});
    for (int need = 0; need < network.needs; ++need) {
        const Use& use = world.uses[static_cast<std::size_t>(network.need_use[need])];
        const std::string& name = world.catalogue.uses[static_cast<std::size_t>(use.end_use)].licence_class;
        const auto at = std::find(kClassNames.begin(), kClassNames.end(), name);
        const auto index = at == kClassNames.end() ? 0 : at - kClassNames.begin();
        shares[static_cast<std::size_t>(network.need_market[need])][static_cast<std::size_t>(index)] +=
            network.need_rate[need];
    }
    for (std::size_t market = 0; market < shares.size(); ++market) {
        double total = 0;
        for (const double share : shares[market]) total += share;
        // What is not consumed on the spot goes into further making, which examiners see as civil.
        shares[market][0] += std::max(0.0, network.throughput[market] - total);
        double sum = 0;
        for (const double share : shares[market]) sum += share;
        for (double& share : shares[market]) share = sum > 0 ? share / sum : 0;
        if (sum <= 0) shares[market][0] = 1;
    }
    return shares;
}

struct LaneLaw {
    std::array<Treatment, kClasses> by_class;
};

class ScheduleMaker {
  public:
    ScheduleMaker(const Network& network, const Regime& regime, const Calendar& calendar)
        : network_(network), regime_(regime), spans_(unchanging_spans(regime, calendar)), shares_(class_shares(network)) {
        schedule_.calendar = calendar;
    }

    Schedule make() {
        for (int lane = 0; lane < network_.lanes; ++lane) read_lane(lane);
        add_streams();
        assign_offices();
        add_holds();
        add_tariffs();
        add_alarms();
        schedule_.acts_used.assign(acts_.begin(), acts_.end());
        return std::move(schedule_);
    }

  private:
    const WorldPlace& place_of(int market) const {
        return network_.world->places[static_cast<std::size_t>(network_.market_place[static_cast<std::size_t>(market)])];
    }
    const Item& item_of(int lane) const {
        const int market = network_.lane_from[static_cast<std::size_t>(lane)];
        return network_.world->catalogue.items[static_cast<std::size_t>(network_.market_item[static_cast<std::size_t>(market)])];
    }

    void read_lane(int lane) {
        const std::string& from = place_of(network_.lane_from[static_cast<std::size_t>(lane)]).id;
        const std::string& to = place_of(network_.lane_to[static_cast<std::size_t>(lane)]).id;
        std::vector<LaneLaw> laws;
        for (const Span& span : spans_) {
            LaneLaw law;
            for (int c = 0; c < kClasses; ++c) {
                const auto index = static_cast<std::size_t>(c);
                law.by_class[index] =
                    regime_.treatment({item_of(lane).id, from, from, to, kClassNames[index]}, span.days.from);
                if (!law.by_class[index].act.empty()) acts_.insert(law.by_class[index].act);
                for (const std::string& act : law.by_class[index].tariff_acts) acts_.insert(act);
            }
            laws.push_back(std::move(law));
        }
        laws_.push_back(std::move(laws));
    }

    void add_streams() {
        for (int lane = 0; lane < network_.lanes; ++lane) {
            schedule_.stream_begin.push_back(static_cast<int>(schedule_.streams.size()));
            for (int c = 0; c < kClasses; ++c) add_stream(lane, c);
        }
        schedule_.stream_begin.push_back(static_cast<int>(schedule_.streams.size()));
    }

    // All classes of a lane get a stream when any is restricted, so that their shares add up to the lane's flow.
    void add_stream(int lane, int licence_class) {
        const auto& laws = laws_[static_cast<std::size_t>(lane)];
        const bool restricted = std::any_of(laws.begin(), laws.end(), [](const LaneLaw& law) {
            return std::any_of(law.by_class.begin(), law.by_class.end(),
                               [](const Treatment& t) { return t.requirement != Requirement::free; });
        });
        const double share =
            shares_[static_cast<std::size_t>(network_.lane_to[static_cast<std::size_t>(lane)])][static_cast<std::size_t>(licence_class)];
        if (!restricted || share <= 0) return;
        Stream stream;
        stream.lane = lane;
        stream.licence_class = licence_class;
        stream.share = share;
        float age = -1;
        for (int w = 0; w < schedule_.calendar.weeks; ++w) {
            const Interval week = schedule_.calendar.week(w);
            double licensed = 0, prohibited = 0;
            bool denied = false, disputed = false;
            for (std::size_t s = 0; s < spans_.size(); ++s) {
                const double part = spans_[s].share_of(week);
                if (part <= 0) continue;
                const Treatment& t = laws[s].by_class[static_cast<std::size_t>(licence_class)];
                if (t.requirement == Requirement::licence) {
                    licensed += part;
                    denied |= t.policy == Policy::denied || t.policy == Policy::presumption_of_denial;
                    if (stream.act.empty()) stream.act = t.act, stream.clause = t.clause;
                }
                if (t.requirement == Requirement::prohibited) prohibited += part;
                disputed |= t.tariff > 0;
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

    // Days of each week on which some item of this origin under one of the codes needs a licence.
    void add_holds() {
        std::map<std::pair<int, std::string>, std::vector<float>> controlled;   // (origin, code) -> by week
        for (const Stream& stream : schedule_.streams) {
            const int origin = network_.market_place[static_cast<std::size_t>(network_.lane_from[static_cast<std::size_t>(stream.lane)])];
            for (const CustomsCode& code : item_of(stream.lane).customs_codes) {
                auto& weeks = controlled[{origin, code.code}];
                weeks.resize(static_cast<std::size_t>(schedule_.calendar.weeks), 0);
                for (std::size_t w = 0; w < weeks.size(); ++w) weeks[w] = std::max(weeks[w], stream.licensed[w]);
            }
        }
        schedule_.hold_of_lane.assign(static_cast<std::size_t>(network_.lanes), -1);
        for (int lane = 0; lane < network_.lanes; ++lane) {
            const auto index = static_cast<std::size_t>(lane);
            if (schedule_.stream_begin[index] != schedule_.stream_begin[index + 1]) continue;
            const int origin = network_.market_place[static_cast<std::size_t>(network_.lane_from[index])];
            Hold hold;
            hold.lane = lane;
            for (const CustomsCode& code : item_of(lane).customs_codes) {
                const auto at = controlled.find({origin, code.code});
                if (at == controlled.end()) continue;
                hold.held.resize(at->second.size(), 0);
                for (std::size_t w = 0; w < hold.held.size(); ++w) hold.held[w] = std::max(hold.held[w], at->second[w]);
            }
            if (hold.held.empty()) continue;
            float age = -1;
            for (const float held : hold.held) {
                age = held > 0 ? age + 1 : -1;
                hold.age.push_back(age);
            }
            schedule_.hold_of_lane[index] = static_cast<int>(schedule_.holds.size());
            schedule_.holds.push_back(std::move(hold));
        }
    }

    void add_tariffs() {
        schedule_.tariff.resize(static_cast<std::size_t>(network_.lanes));
        for (std::size_t lane = 0; lane < laws_.size(); ++lane) {
            const auto& laws = laws_[lane];
            if (std::none_of(laws.begin(), laws.end(), [](const LaneLaw& law) { return law.by_class[0].tariff > 0; })) continue;
            auto& weeks = schedule_.tariff[lane];
            for (int w = 0; w < schedule_.calendar.weeks; ++w) {
                double tariff = 0;
                for (std::size_t s = 0; s < spans_.size(); ++s) {
                    tariff += laws[s].by_class[0].tariff * spans_[s].share_of(schedule_.calendar.week(w));
                }
                weeks.push_back(static_cast<float>(tariff));
            }
        }
    }

    // A market is alarmed from the day an act is announced that licenses or forbids a lane into it.
    void add_alarms() {
        schedule_.alarm.resize(static_cast<std::size_t>(network_.markets));
        for (const Stream& stream : schedule_.streams) {
            if (stream.act.empty()) continue;
            const auto act = std::find_if(regime_.acts().begin(), regime_.acts().end(),
                                          [&](const Act& each) { return each.id == stream.act; });
            if (act == regime_.acts().end()) continue;
            auto& weeks = schedule_.alarm[static_cast<std::size_t>(network_.lane_to[static_cast<std::size_t>(stream.lane)])];
            weeks.resize(static_cast<std::size_t>(schedule_.calendar.weeks), -1);
            for (int w = 0; w < schedule_.calendar.weeks; ++w) {
                const int days = schedule_.calendar.week(w).until - act->announced_on;
                // An act that was there before the run began is part of the baseline, not an alarm.
                const bool during = act->announced_on >= schedule_.calendar.from;
                const float since = during && days > 0 ? static_cast<float>(days) / 7.0F : -1.0F;
                auto& slot = weeks[static_cast<std::size_t>(w)];
                slot = slot < 0 ? since : std::min(slot, since < 0 ? slot : since);
            }
        }
    }

    const Network& network_;
    const Regime& regime_;
    std::vector<Span> spans_;
    std::vector<std::array<double, kClasses>> shares_;
    std::vector<std::vector<LaneLaw>> laws_;   // by lane, by span
    std::set<std::string> acts_;
    Schedule schedule_;
};

}  // namespace

Schedule make_schedule(const Network& network, const Regime& regime, const Calendar& calendar) {
    return ScheduleMaker(network, regime, calendar).make();
}

}  // namespace countervail
