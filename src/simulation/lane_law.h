// SPDX-License-Identifier: Apache-2.0
// What the law says of the parts of a lane: one end-use class of goods of one origin, made with or without a
// technology. Where no clause asks where goods were made or of what, a lane has one part per class.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "controls/regime.h"
#include "simulation/goods.h"
#include "simulation/schedule.h"

namespace countervail {

/// What is sent on a lane.
const Item& item_on_lane(const Network& network, int lane);
/// From a clause's announcement to its first day in force; 0 for what the regime does not have.
float weeks_of_notice(const Regime& regime, const std::string& act, const std::string& clause);

/// A stretch of days over which no treatment changes.
struct SteadyDays {
    Interval days;
    double share_of(const Interval& week) const { return week.overlap(days) / 7.0; }
};
std::vector<SteadyDays> steady_days(const Regime& regime, const Calendar& calendar);

struct LanePart {
    int licence_class = 0;
    double class_share = 0;                ///< of the lane's flow: the class
    double share = 0;                      ///< of the class: goods made like these, less what `technology` adds
    TechnologyShare technology;
    std::vector<Treatment> law;            ///< by stretch of days
    std::vector<std::uint8_t> disputed;    ///< by stretch: the destination levies additional duties on the goods of whoever demands the licence
    double middle_share() const { return class_share * (share + technology.at(0.5)); }
};

class LaneReader {
  public:
    /// All arguments must outlive it.
    LaneReader(const Network& network, const Regime& regime, const std::vector<SteadyDays>& spans, const GoodsFacts& facts);

    /// Of each class in turn; the shares of a lane sum to 1. A class that no use at the destination belongs to has share 0.
    std::vector<LanePart> parts(int lane);
    /// Duties on goods that are made where they are shipped from, by stretch of days.
    std::vector<Treatment> duties(int lane) const;

    const WorldPlace& place_of(int market) const;

  private:
    struct Make;
    std::vector<Make> makes(int lane) const;
    bool asks_of_goods(const std::string& item);
    LanePart ask(const Flow& flow, int licence_class) const;

    const Network& network_;
    const Regime& regime_;
    const std::vector<SteadyDays>& spans_;
    const GoodsFacts& facts_;
    std::vector<std::array<double, kClasses>> class_shares_;   // by market
    std::map<std::string, bool> asks_of_goods_;
};

/// Appends what a treatment demands on some days, or lengthens the last stretch.
void add_rule(std::vector<RuleDays>& rules, const Interval& days, const Treatment& treatment);

/// What each project misses; empty when `facts` state no technology.
std::vector<ProjectLaw> project_laws(const Network& network, const Regime& regime, const Calendar& calendar,
                                     const std::vector<SteadyDays>& spans, const GoodsFacts& facts);

}  // namespace countervail
