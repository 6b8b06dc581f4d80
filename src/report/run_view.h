// SPDX-License-Identifier: Apache-2.0
// A finished run as the tables and sentences look at it: which task is the base case, what is normal, how far the
// calendar reaches. Holds references: the run must outlive it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "simulation/outcome.h"

namespace countervail {

class RunView {
  public:
    RunView(const Ensemble& ensemble, const Outcome& outcome);

    const Ensemble& ensemble;
    const Outcome& outcome;
    const Scenario& scenario;
    const World& world;
    const Case& base;                        ///< the base case
    int base_task = 0;                       ///< proportional allocation
    std::vector<Date> months, weeks;
    Interval period;                         ///< days that the calendar covers: whole weeks, so it may end after the scenario's
    Date act_day;                            ///< day of the focus act; first day of the run when it begins in no case
    bool act_begins = false;

    int task(const std::string& case_id, Allocation allocation = Allocation::proportional) const;
    /// Days of a month that lie within the period.
    int covered_days(Date month) const;
    bool covers(Date month) const;
    /// Of all months that are recorded, from the day on which counting begins.
    int covered_days() const;
    /// What the watched lanes carry at rest, in the item's unit per week.
    double normal_per_week(const WatchExports& watch) const;
    double normal_in_month(const WatchExports& watch, std::size_t month) const;
    /// What leaves a place per week at rest, USD.
    double normal_revenue_per_week(int place) const;

    /// Values per draw; empty when the task does not record the measure or there is no such measure.
    std::vector<double> values(int task, const std::string& measure, int time) const;
    /// By draw: mean of a weekly measure over the days that the interval shares with the run; empty when none.
    std::vector<double> mean_over(int task, const std::string& measure, Interval days) const;
    /// By draw: sum of a weekly measure from the beginning through the day before `until`.
    std::vector<double> sum_until(int task, const std::string& measure, Date until) const;

    /// "electric vehicles in Japan" and its parts.
    std::string use_name(const Use& use) const;
    std::string place_name(int place) const;
    /// Days from the first day of the run to days after the act; never stays never.
    std::vector<double> after_act(std::vector<double> days) const;
    /// Days that a stop can lie after the act within the run.
    double horizon_days() const { return static_cast<double>(period.until - act_day); }
};

/// "2025-04" of a month.
std::string month_word(Date month);

}  // namespace countervail
