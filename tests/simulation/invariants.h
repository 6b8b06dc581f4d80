// SPDX-License-Identifier: Apache-2.0
// What must hold in every world, case, allocation and draw, whatever the numbers: matter is neither made nor lost,
// nothing is negative, and a world without acts stays where it is.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "simulation/state.h"
#include "simulation/step.h"

namespace countervail::test {

/// The largest deviation from the baseline, and whose it is: all stocks, prices, flows, outputs and users' stocks.
struct Drift {
    double size = 0;
    std::string where = "nowhere";
    void meet(double deviation, const std::string& what, int index) {
        deviation = std::abs(deviation);
        if (!(deviation <= size)) {   // not a number counts as the worst
            size = std::isnan(deviation) ? HUGE_VAL : deviation;
            where = what + " " + std::to_string(index);
        }
    }
};

inline Drift largest_drift(const Network& network, const State& start, const State& now) {
    Drift drift;
    const auto compare = [&](const std::string& what, const Field& before, const Field& after, int rows, const auto& scale) {
        for (int row = 0; row < rows; ++row) {
            for (int d = 0; d < kBlock; ++d) drift.meet((after[row][d] - before[row][d]) / scale(row), what, row);
        }
    };
    const auto at = [](const std::vector<double>& values) {
        return [&values](int row) { return values[static_cast<std::size_t>(row)]; };
    };
    compare("stock of market", start.stock, now.stock, network.markets, at(network.target));
    compare("log price of market", start.log_price, now.log_price, network.markets, [](int) { return 1.0; });
    compare("activity of site", start.activity, now.activity, network.sites,
            [&](int row) { return std::max(network.activity[static_cast<std::size_t>(row)], 1e-6); });
    compare("flow of lane", start.flow, now.flow, network.lanes, at(network.lane_scale));
    compare("intensity of need", start.intensity, now.intensity, network.needs, [](int) { return 1.0; });
    for (int need = 0; need < network.needs; ++need) {
        const double week = network.need_rate[static_cast<std::size_t>(need)];
        for (int d = 0; d < kBlock; ++d) {
            drift.meet((now.cover[need][d] - start.cover[need][d]) / std::max(start.cover[need][d], week), "cover of need", need);
        }
    }
    for (int use = 0; use < network.uses; ++use) {
        for (int d = 0; d < kBlock; ++d) drift.meet(now.running[use][d] - 1, "output of use", use);
    }
    return drift;
}

/// Name of the first field with an entry below zero or not a number; empty when there is none.
inline std::string negative_field(const State& s) {
    const std::pair<const char*, const Field*> fields[] = {
        {"stock", &s.stock},       {"price", &s.price},         {"activity", &s.activity},           {"flow", &s.flow},
        {"orders", &s.orders},     {"pipeline", &s.pipeline},   {"held", &s.held},                   {"cover", &s.cover},
        {"intensity", &s.intensity}, {"preparing", &s.preparing}, {"review", &s.review},
        {"permitted", &s.permitted}, {"examiners", &s.examiners}, {"made", &s.made},
        {"shipped", &s.shipped},   {"departed", &s.departed},   {"received", &s.received},           {"used", &s.used},
        {"running", &s.running},   {"wanted", &s.wanted},       {"granted", &s.granted},             {"filed", &s.filed},
        {"approved", &s.approved}, {"refused", &s.refused}};
    for (const auto& [name, field] : fields) {
        for (const double value : field->data()) {
            if (!(value >= 0)) return std::string(name) + " " + std::to_string(value);
        }
    }
    return {};
}

/// Steps week by week and checks both laws after each; stops at the first breach.
inline void expect_conservation(const Network& network, const Schedule& schedule, const DrawBlock& draws, Allocation allocation) {
    State state = rest(network, schedule, draws);
    Field before = element_mass(network, schedule, state);
    const int elements = static_cast<int>(network.world->catalogue.elements.size());
    for (int week = 0; week < schedule.calendar.weeks; ++week) {
        step(network, schedule, draws, {allocation, true}, state);
        ASSERT_EQ(negative_field(state), "") << "week " << week;
        const Field after = element_mass(network, schedule, state);
        Field entered, left;
        element_flows(network, state, entered, left);
        for (int element = 0; element < elements; ++element) {
            for (int d = 0; d < kBlock; ++d) {
                const double turnover = before[element][d] + entered[element][d];
                ASSERT_NEAR(after[element][d], turnover - left[element][d], 1e-9 * turnover)
                    << "week " << week << ", draw " << d << ", " << network.world->catalogue.elements[static_cast<std::size_t>(element)].id;
            }
        }
        before = after;
    }
}

/// The state after `weeks` weeks without any act, against the one it began with.
inline Drift drift_without_acts(const Network& network, const Schedule& lawless, const DrawBlock& draws) {
    State state = rest(network, lawless, draws);
    const State start = state;
    for (int week = 0; week < lawless.calendar.weeks; ++week) step(network, lawless, draws, {}, state);
    return largest_drift(network, start, state);
}

}  // namespace countervail::test
