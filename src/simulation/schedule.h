// SPDX-License-Identifier: Apache-2.0
// The law of one case, laid over the weeks of a run: for every lane and end-use class what share of each week it is
// licensed or prohibited, which uncontrolled lanes are held at the border, the tariffs, and who is alarmed.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "controls/regime.h"
#include "simulation/network.h"

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

/// A lane and class that is licensed at some time of the run: the stream of applications for it.
struct Stream {
    int lane = 0;
    int licence_class = 0;
    double share = 0;                      ///< of the lane's flow, from the uses at its destination
    std::vector<float> licensed;           ///< by week, share of the week's days
    std::vector<float> prohibited;
    std::vector<float> age;                ///< weeks since the licence duty began; -1 before
    std::vector<std::uint8_t> denied;      ///< by week: policy is denial, or presumption of it
    std::vector<std::uint8_t> disputed;    ///< by week: the destination levies additional tariffs on the origin
    std::string act, clause;               ///< the first that fired
    int office = 0;                        ///< index into Schedule::offices: who decides the applications
};

/// An uncontrolled lane whose goods share a customs code with controlled goods of the same origin.
struct Hold {
    int lane = 0;
    std::vector<float> held;               ///< by week, share of the week's days
    std::vector<float> age;                ///< weeks since holding began; -1 before
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
    std::vector<std::string> acts_used;    ///< acts that touch some lane, in order of id
};

/// Evaluates the regime on every day on which it may change.
Schedule make_schedule(const Network& network, const Regime& regime, const Calendar& calendar);

}  // namespace countervail
