// SPDX-License-Identifier: Apache-2.0
// The rush before a known day: buyers who know from which day a lane will be licensed, barred or taxed bring orders forward,
// and order less afterwards until what they laid in is used up (docs/methods/simulation.md, the rush before a known day).
// Front-loading and the slump after it: Alessandria, Khan & Khederlarian (2024), J. International Economics 150; Khan &
// Khederlarian (2021), J. International Economics 133.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "simulation/goods.h"

namespace countervail {

struct Calendar;
struct Network;
struct Schedule;
class Regime;

/// A part of a lane that is free until a day which its buyers know beforehand, or were told and then not: a day may be called off.
/// Weeks are counted from the first day of the run.
struct Rush {
    int lane = 0;
    double share = 1;              ///< of the lane's flow
    TechnologyShare technology;    ///< what is added to `share`, by draw
    double duty = 0;               ///< rise of the duty, share of the price at the origin; 0: licence or ban
    double announced = 0;          ///< below 0: before the run
    double day = 0;                ///< above 0, with a whole week of the run between `announced` and it
    double ends = 0;               ///< the day, or the sooner one on which it was called off
    int seller = 0;                ///< the market it leaves, counted over those that some rush leaves
    int first_row = 0;             ///< in State::ahead_due: one row per week of the lane's transit
    std::string act, clause;
};

/// Days on which acts announced something that restricts or taxes goods from a later day of the run, in order of time.
std::vector<Date> announcement_days(const Regime& regime, const Calendar& calendar);

/// Of what was announced on `announced_on`: one for each stream of `expected`, the law as it was known that day, that it restricts
/// from a day inside the run, and for each lane and week in which a duty is to rise. Not for what quotas limit, nor for goods that
/// were under licence already or come back under it when a suspension ends.
std::vector<Rush> find_rushes(const Network& network, const Regime& regime, Date announced_on, const Schedule& expected);
/// Sets `seller` and `first_row`.
void number_rushes(const Network& network, std::vector<Rush>& rushes);

}  // namespace countervail
