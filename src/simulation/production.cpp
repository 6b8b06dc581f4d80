// SPDX-License-Identifier: Apache-2.0
// Production: the wanted rate of a plant follows its margin with a constant elasticity, within capacity; the realised
// rate is bounded by the scarcest input. Outputs come jointly, in fixed proportions.
#include <algorithm>

#include "simulation/step.h"
#include "simulation/vector_math.h"

namespace countervail {

namespace {

// Margins beyond this multiple of the baseline's call for no more than the multiple does.
constexpr double kHighestMarginRatio = 20.0;
constexpr double kLowestMarginRatio = 1e-4;

// Weeks that a project has been at work, less those that plants without a technology lose: while acts of the run
// withhold it, they come on at the pace ramp/(ramp + delay). The law before the run is taken as on its first day.
double weeks_withheld(const ProjectLaw& law, double week) {
    const double last = static_cast<double>(law.restricted.size());
    if (week <= 0) return week * law.restricted.front();
    if (week >= last) return law.restricted_weeks.back();
    const auto at = static_cast<std::size_t>(week);
    return law.restricted_weeks[at] + (week - static_cast<double>(at)) * law.restricted[at];
}

// Capacity of a project of which a share of the plants would use a technology that acts withhold.
void added_without_technology(const Project& project, const ProjectLaw& law, const DrawBlock& draws, int week, double planned_week,
                              double* sum) {
    const double ramp = std::max(project.ramp_weeks, 1.0);
    const TechnologyShare share = technology_share(law.share);
    const double withheld_now = law.restricted[static_cast<std::size_t>(week)];
    for (int d = 0; d < kBlock; ++d) {
        const double begins = planned_week + draws[Parameter::project_slip_weeks][d];
        const double pace = ramp / (ramp + draws[Parameter::technology_delay][d]);
        const double lost = (1 - pace) * (weeks_withheld(law, week) - weeks_withheld(law, begins));
        const double dependent = share.at(draws[Parameter::technology_level][d]);
        const double full = std::clamp((week - begins) / ramp, 0.0, 1.0);
        const double slowed = std::clamp((week - begins - lost) / ramp, 0.0, 1.0) * (1 - draws[Parameter::know_how_penalty][d] * withheld_now);
        sum[d] += project.capacity * ((1 - dependent) * full + dependent * slowed);
    }
}

// Capacity that projects have added to each site by `day`, with the draws' slippage and a linear ramp.
void added_capacity(const Network& n, const Schedule& schedule, const DrawBlock& draws, int week, Field& added) {
    for (std::size_t i = 0; i < n.world->projects.size(); ++i) {
        const Project& project = n.world->projects[i];
        double* sum = added[project.site];
        if (!schedule.projects.empty() && !schedule.projects[i].rules.empty()) {
            const double planned_week = (project.planned_on - schedule.calendar.from) / 7.0;
            added_without_technology(project, schedule.projects[i], draws, week, planned_week, sum);
            continue;
        }
        const double weeks = (schedule.calendar.week(week).from - project.planned_on) / 7.0;
        const double ramp = 1.0 / std::max(project.ramp_weeks, 1.0);
        const double* slip = draws[Parameter::project_slip_weeks];
        COUNTERVAIL_EACH_DRAW(d) sum[d] += project.capacity * std::clamp((weeks - slip[d]) * ramp, 0.0, 1.0);
    }
}

void margin_at(const Network& n, const State& s, int site, double* margin) {
    COUNTERVAIL_EACH_DRAW(d) margin[d] = 0;
    for (int p = n.product_begin[site]; p < n.product_begin[site + 1]; ++p) {
        const int market = n.product_market[p];
        const double value = n.product_rate[p] * n.price[market];
        const double* price = s.price[market];
        COUNTERVAIL_EACH_DRAW(d) margin[d] += value * price[d];
    }
    for (int leg = n.leg_begin[site]; leg < n.leg_begin[site + 1]; ++leg) {
        const int market = n.leg_market[leg];
        const double value = n.leg_rate[leg] * n.price[market];
        const double* price = s.price[market];
        COUNTERVAIL_EACH_DRAW(d) margin[d] -= value * price[d];
    }
}

}  // namespace

void plan_production(const Network& n, const Schedule& schedule, const DrawBlock& draws, State& s) {
    Field added(n.sites);
    added_capacity(n, schedule, draws, s.week, added);
    const RemainingCapacity remaining(schedule.shocks, draws, s.week, n.sites);
    const double* weeks = draws[Parameter::activity_weeks];
    const double* speed = draws[Parameter::price_speed];
    for (int site = 0; site < n.sites; ++site) {
        const double* elasticity =
            draws[n.site_is_mine[site] != 0 ? Parameter::mine_elasticity : Parameter::processing_elasticity];
        double margin[kBlock];
        margin_at(n, s, site, margin);
        double* activity = s.activity[site];
        COUNTERVAIL_EACH_DRAW(d) {
            const double scale = margin_scale(n.margin[site], n.turnover[site], elasticity[d], speed[d], weeks[d]);
            double ratio = 1.0 + (margin[d] - n.margin[site]) / scale;
            const double open = ratio > kLowestMarginRatio ? 1.0 : 0.0;   // below it the plant would rather stand still
            ratio = ratio > kHighestMarginRatio ? kHighestMarginRatio : ratio;
            ratio = ratio < kLowestMarginRatio ? kLowestMarginRatio : ratio;
            const double capacity = n.capacity[site] + added[site][d];
            double target = open * (n.activity[site] + added[site][d]) * fast_exp(elasticity[d] * fast_log(ratio));
            target = target < capacity ? target : capacity;
            activity[d] += (target - activity[d]) / weeks[d];
        }
        if (const double* left = remaining.of(site)) {
            // What is lost stands still at once; what comes back is manned at the plant's own pace.
            COUNTERVAIL_EACH_DRAW(d) activity[d] = smaller(activity[d], left[d] * (n.capacity[site] + added[site][d]));
        }
        for (int leg = n.leg_begin[site]; leg < n.leg_begin[site + 1]; ++leg) {
            double* wanted = s.wanted[n.leg_claim[leg]];
            double* pressing = s.pressing[n.leg_claim[leg]];
            COUNTERVAIL_EACH_DRAW(d) pressing[d] = wanted[d] = activity[d] * n.leg_rate[leg];
        }
    }
}

void run_plants(const Network& n, State& s) {
    for (int site = 0; site < n.sites; ++site) {
        double* made = s.made[site];
        COUNTERVAIL_EACH_DRAW(d) made[d] = s.activity[site][d];
        for (int leg = n.leg_begin[site]; leg < n.leg_begin[site + 1]; ++leg) {
            const double* granted = s.granted[n.leg_claim[leg]];
            const double per_unit = 1.0 / n.leg_rate[leg];
            COUNTERVAIL_EACH_DRAW(d) {
                const double possible = granted[d] * per_unit;
                made[d] = made[d] < possible ? made[d] : possible;
            }
        }
        for (int leg = n.leg_begin[site]; leg < n.leg_begin[site + 1]; ++leg) {
            double* stock = s.stock[n.leg_market[leg]];
            COUNTERVAIL_EACH_DRAW(d) stock[d] -= made[d] * n.leg_rate[leg];
        }
    }
    for (int site = 0; site < n.sites; ++site) {
        const double* made = s.made[site];
        for (int p = n.product_begin[site]; p < n.product_begin[site + 1]; ++p) {
            double* stock = s.stock[n.product_market[p]];
            double* supplied = s.supplied[n.product_market[p]];
            COUNTERVAIL_EACH_DRAW(d) {
                const double amount = made[d] * n.product_rate[p];
                stock[d] += amount;
                supplied[d] += amount;
            }
        }
    }
}

}  // namespace countervail
