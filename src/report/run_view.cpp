// SPDX-License-Identifier: Apache-2.0
#include "report/run_view.h"

#include <algorithm>

namespace countervail {

namespace {

const Case& base_of(const Scenario& scenario) {
    const auto at = std::find_if(scenario.cases.begin(), scenario.cases.end(), [](const Case& each) { return each.base; });
    return at == scenario.cases.end() ? scenario.cases.front() : *at;
}

}  // namespace

RunView::RunView(const Ensemble& ensemble_, const Outcome& outcome_)
    : ensemble(ensemble_), outcome(outcome_), scenario(ensemble_.scenario()), world(ensemble_.world()),
      base(base_of(ensemble_.scenario())), months(ensemble_.dates(TimeAxis::month)), weeks(ensemble_.dates(TimeAxis::week)) {
    base_task = ensemble.base_task();
    period = {ensemble.calendar().from, ensemble.calendar().from + 7 * ensemble.calendar().weeks};
    const std::optional<Date> day = ensemble.focus_day();
    act_begins = day && *day < period.until;
    act_day = act_begins ? *day : period.from;
}

int RunView::task(const std::string& case_id, Allocation allocation) const { return outcome.task(case_id, allocation); }

int RunView::covered_days(Date month) const { return period.overlap({month.month_start(), month.next_month()}); }

bool RunView::covers(Date month) const { return covered_days(month) == month.next_month() - month.month_start(); }

int RunView::covered_days() const {
    const Interval counted{std::max(period.from, scenario.count_from), period.until};
    int days = 0;
    for (const Date month : months) days += counted.overlap({month.month_start(), month.next_month()});
    return days;
}

double RunView::normal_per_week(const WatchExports& watch) const {
    double sum = 0;
    for (const Lane& lane : world.lanes) {
        const Market& from = world.markets[static_cast<std::size_t>(lane.from)];
        const Market& to = world.markets[static_cast<std::size_t>(lane.to)];
        const std::string& item = world.catalogue.items[static_cast<std::size_t>(from.item)].id;
        if (watch.covers(item, world.places[static_cast<std::size_t>(from.place)].id, world.places[static_cast<std::size_t>(to.place)].id)) sum += lane.flow;
    }
    return sum;
}

double RunView::normal_in_month(const WatchExports& watch, std::size_t month) const {
    return normal_per_week(watch) * covered_days(months[month]) / 7.0;
}

double RunView::normal_revenue_per_week(int place) const {
    double sum = 0;
    for (const Lane& lane : world.lanes) {
        const Market& from = world.markets[static_cast<std::size_t>(lane.from)];
        if (from.place == place) sum += lane.flow * from.price;
    }
    return sum;
}

std::vector<double> RunView::values(int which, const std::string& measure, int time) const {
    const int index = outcome.measure(measure);
    if (index < 0 || which < 0) return {};
    return outcome.values(which, index, time);
}

std::vector<double> RunView::mean_over(int which, const std::string& measure, Interval days) const {
    std::vector<double> sum(static_cast<std::size_t>(outcome.draws()), 0.0);
    double weight = 0;
    for (std::size_t w = 0; w < weeks.size(); ++w) {
        const int shared = days.overlap({weeks[w], weeks[w] + 7});
        if (shared == 0) continue;
        const std::vector<double> each = values(which, measure, static_cast<int>(w));
        if (each.empty()) return {};
        for (std::size_t d = 0; d < sum.size(); ++d) sum[d] += shared * each[d];
        weight += shared;
    }
    if (weight == 0) return {};
    for (double& value : sum) value /= weight;
    return sum;
}

std::vector<double> RunView::sum_until(int which, const std::string& measure, Date until) const {
    std::vector<double> sum(static_cast<std::size_t>(outcome.draws()), 0.0);
    for (std::size_t w = 0; w < weeks.size() && weeks[w] < until; ++w) {
        const double part = std::min(7, until - weeks[w]) / 7.0;
        const std::vector<double> each = values(which, measure, static_cast<int>(w));
        if (each.empty()) return {};
        for (std::size_t d = 0; d < sum.size(); ++d) sum[d] += part * each[d];
    }
    return sum;
}

std::string RunView::place_name(int place) const {
    const WorldPlace& found = world.places[static_cast<std::size_t>(place)];
    return found.name.empty() ? found.id : found.name;
}

std::string RunView::use_name(const Use& use) const {
    return world.catalogue.uses[static_cast<std::size_t>(use.end_use)].name + " in " + place_name(use.place);
}

std::vector<double> RunView::after_act(std::vector<double> days) const {
    const double offset = act_day - ensemble.calendar().from;
    for (double& value : days) {
        if (value < kNever) value -= offset;
    }
    return days;
}

std::string month_word(Date month) { return month.to_text().substr(0, 7); }

}  // namespace countervail
