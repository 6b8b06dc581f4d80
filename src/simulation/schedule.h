// SPDX-License-Identifier: Apache-2.0
// The law of one case, laid over the weeks of a run: for every lane, end-use class and origin of goods what share of
// each week it is licensed or prohibited, which uncontrolled lanes are held at the border, the tariffs, who is alarmed,
// and which projects miss a technology.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "controls/regime.h"
#include "simulation/goods.h"
#include "simulation/network.h"
#include "simulation/quota.h"
#include "simulation/rush.h"
#include "simulation/shock.h"

namespace countervail {

/// Weeks of seven days from `from`; the last may end after the period asked for.
struct Calendar {
    Date from;
    int weeks = 0;
    Interval week(int index) const { return {from + 7 * index, from + 7 * (index + 1)}; }
};
Calendar make_calendar(Date from, Date through);

inline constexpr int kClasses = 3;   ///< civil, military, semiconductor
extern const std::array<std::string, kClasses> kClassNames;

/// A clause that licensed or forbade a flow on some days of the run.
struct RuleDays {
    Interval days;
    std::string act, clause;
    Requirement requirement = Requirement::licence;
    Policy policy = Policy::none;
    bool operator==(const RuleDays&) const = default;
};

/// A part of a lane that is licensed at some time of the run: the stream of applications for it. Goods of one end-use
/// class that the law treats alike all the time, whatever their origin, are one stream.
struct Stream {
    int lane = 0;
    int licence_class = 0;
    double share = 0;                      ///< of the lane's flow, from the uses at its destination and the goods' origins
    TechnologyShare technology;            ///< what is added to `share`, by draw, for goods made with a technology or without
    std::vector<RuleDays> rules;           ///< in order of time
    int begins = 0;                        ///< no week before it is licensed
    std::vector<float> licensed;           ///< by week, share of the week's days
    std::vector<float> prohibited;
    std::vector<float> age;                ///< weeks since the licence duty began; -1 before
    std::vector<std::uint8_t> denied;      ///< by week: policy is denial, or presumption of it
    std::vector<std::uint8_t> disputed;    ///< by week: the destination levies additional tariffs on the origin
    std::string act, clause;               ///< the first that fired
    float notice = 0;                      ///< weeks from its announcement to its first day in force
    int office = 0;                        ///< index into Schedule::offices: who decides the applications
};

/// An uncontrolled lane whose goods share a customs code with controlled goods of the same origin, or are named by an act above some
/// measure (a purity) that nobody states of them: single lots wait until their composition is proven.
struct Hold {
    int lane = 0;
    std::vector<float> held;               ///< by week, share of the week's days
    std::vector<float> age;                ///< weeks since holding began; -1 before
    float notice = 0;                      ///< of the act that licenses the goods under the same code
};

/// Something that the law asks and the world does not know; the clause that asks it did not bite.
struct OpenFact {
    std::string question;
    int lanes = 0;                         ///< with baseline trade, on which it was asked at some time
    double value = 0;                      ///< baseline trade on them, USD per week
    double free_value = 0;                 ///< … of which nothing else licenses or forbids on some day it is asked
};

/// What the law does to a project that would use a technology from abroad.
struct ProjectLaw {
    int technology = -1;                   ///< index into GoodsFacts::technologies; -1: none
    Range share;                           ///< of such plants that use it
    std::vector<float> restricted;         ///< by week: share of days and of the technology's items that acts of the run withhold
    std::vector<double> restricted_weeks;  ///< by week: sum of the weeks before it
    std::vector<RuleDays> rules;
};

struct Schedule {
    Calendar calendar;
    std::vector<Stream> streams;           ///< ordered by lane, then class
    std::vector<int> stream_begin;         ///< by lane, size lanes + 1
    std::vector<std::string> offices;      ///< issuers of the acts that license something, each with its own examiners
    std::vector<Hold> holds;
    std::vector<int> hold_of_lane;         ///< index into holds, or -1
    std::vector<std::vector<float>> tariff;   ///< by lane: empty, or by week: share of the price at the origin
    std::vector<std::vector<float>> alarm;    ///< by market: empty, or by week: weeks since alarm; -1 before
    std::vector<std::vector<RuleDays>> tariff_rules;   ///< by lane: acts that add a duty, by stretch of days
    std::vector<ProjectLaw> projects;      ///< by project of the world; empty when no technology is stated
    std::vector<std::string> acts_used;    ///< acts that touch some lane, in order of id
    std::vector<OpenFact> open_facts;      ///< largest value first
    std::vector<Quota> quotas;             ///< in order of act and first day
    std::vector<ShockEffect> shocks;       ///< of the case; no law: put here by who runs it
    std::vector<Rush> rushes;              ///< days that buyers know beforehand, by announcement
};

/// Evaluates the regime on every day on which it may change. Without `facts` all goods are made where they are shipped
/// from, of nothing that is known.
Schedule make_schedule(const Network& network, const Regime& regime, const Calendar& calendar, const GoodsFacts& facts = {});

}  // namespace countervail
