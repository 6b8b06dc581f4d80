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

// Capacity that projects have added to each site by `day`, with the draws' slippage and a linear ramp.
void added_capacity(const Network& n, const Schedule& schedule, const DrawBlock& draws, int week, Field& added) {
    for (const Project& project : n.world->projects) {
        const double weeks = (schedule.calendar.week(week).from - project.planned_on) / 7.0;
        const double ramp = 1.0 / std::max(project.ramp_weeks, 1.0);
        const double* slip = draws[Parameter::project_slip_weeks];
        double* sum = added[project.site];
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
