// SPDX-License-Identifier: Apache-2.0
#include "propagation/event.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.h"

namespace countervail {

namespace {

double rounded(double value) {
    constexpr double kDecimals = 1e6;
    return std::nearbyint(value * kDecimals) / kDecimals;
}

/// First step that ends on or after the day.
int step_of_day(int day, double days_per_step) { return static_cast<int>(std::ceil(day / days_per_step - 1e-9)); }

/// What is still lost in a step; nothing before the event.
double lost_in(const ShockEvent& event, double loss, int step, double days_per_step) {
    if (step < step_of_day(event.from, days_per_step) + 1) return 0;
    if (event.recovery == RecoveryShape::never) return loss;
    if (event.recovery == RecoveryShape::instant) return step < step_of_day(event.from + event.duration, days_per_step) + 1 ? loss : 0;
    constexpr int kLag = 2;   // an event is looked at after the step, and its recovery after that
    const double elapsed = (step - kLag) * days_per_step - (event.from + event.duration);
    return elapsed < 0 ? loss : std::max(0.0, rounded(loss * left_after(event.recovery, elapsed, event.recovery_days)));
}

/// By cell: what is lost in each step.
using LossPaths = std::map<int, std::vector<double>>;

void add(LossPaths& paths, const ShockEvent& event, int steps, double days_per_step, bool largest) {
    for (const auto& [cell, loss] : event.losses) {
        std::vector<double>& path = paths[cell];
        path.resize(static_cast<std::size_t>(steps), 0.0);
        for (int step = 0; step < steps; ++step) {
            const double now = lost_in(event, loss, step, days_per_step);
            double& sum = path[static_cast<std::size_t>(step)];
            sum = largest ? std::max(sum, now) : sum + now;
        }
    }
}

std::vector<CellShock> what_is_left(const LossPaths& paths) {
    std::vector<CellShock> left;
    for (const auto& [cell, lost] : paths) {
        left.push_back({cell, {}});
        for (const double loss : lost) left.back().capacity.push_back(1 - loss);
    }
    return left;
}

RebuildShock rebuild_of(const ShockEvent& event, const IoTable& table, double days_per_step) {
    RebuildShock shock{.first_step = step_of_day(event.from, days_per_step) + 1,
                       .rebuild_step = step_of_day(event.from + event.duration, days_per_step) + 1,
                       .days = event.rebuild_days,
                       .shares = event.rebuild_shares,
                       .factor = event.rebuild_factor};
    shock.capital.assign(static_cast<std::size_t>(table.cells()), 0.0);
    for (const auto& [cell, money] : event.losses) shock.capital[static_cast<std::size_t>(cell)] += money;
    if (!event.households.empty()) shock.households.assign(static_cast<std::size_t>(table.final_demand.cols()), 0.0);
    for (const auto& [column, money] : event.households) shock.households[static_cast<std::size_t>(column)] += money;
    return shock;
}

/// As if all events struck at once, which is the worst that can be.
Errors too_much(const std::vector<ShockEvent>& events, const IoTable& table, const std::vector<double>& capital) {
    std::map<int, double> destroyed;
    for (const ShockEvent& event : events) {
        if (event.kind != ShockEvent::Kind::capital && event.kind != ShockEvent::Kind::rebuild) continue;
        for (const auto& [cell, money] : event.losses) destroyed[cell] += money;
    }
    Errors errors;
    for (const auto& [cell, money] : destroyed) {
        const double most = capital[static_cast<std::size_t>(cell)];
        if (money <= most) continue;
        const std::string name = table.places[static_cast<std::size_t>(table.place_of(cell))] + " " + table.industries[static_cast<std::size_t>(table.industry_of(cell))];
        errors.push_back({{}, "the events destroy USD " + readable_number(money) + " million of capital of " + name + ", which has " + readable_number(most),
                          "destroy less, or raise capital_to_value_added"});
    }
    return errors;
}

}  // namespace

const std::vector<std::string>& recovery_names() {
    static const std::vector<std::string> names{"linear", "convex", "convex-slow", "concave", "instant", "never"};
    return names;
}

double left_after(RecoveryShape shape, double elapsed, double days) {
    constexpr double kSteeper = 4;      // BoARIO: so that 95% are back after the characteristic time
    constexpr double kSteepness = 1e-6;
    switch (shape) {
        case RecoveryShape::linear: return std::max(0.0, 1 - elapsed / days);
        case RecoveryShape::convex: return std::pow(1 - 1 / days, kSteeper * elapsed);
        case RecoveryShape::convex_slow: return std::pow(1 - 1 / days, elapsed);
        case RecoveryShape::concave: {
            const double exponent = (std::log(days) - std::log(kSteepness)) / (std::log(days) - std::log(2.0));
            return days / (days + kSteepness * std::pow(elapsed, exponent));
        }
        case RecoveryShape::instant: return elapsed > 0 ? 0 : 1;
        case RecoveryShape::never: return 1;
    }
    return 1;
}

std::vector<double> capital_of(const IoTable& table, const PropagationOptions& options) {
    std::vector<double> capital;
    for (int cell = 0; cell < table.cells(); ++cell) {
        const double ratio = options.capital_to_value_added_of.empty() ? options.capital_to_value_added
                                                                       : options.capital_to_value_added_of[static_cast<std::size_t>(table.industry_of(cell))];
        capital.push_back(std::max(0.0, table.value_added[cell]) * ratio);
    }
    return capital;
}

Result<Shock> shock_of(const std::vector<ShockEvent>& events, const IoTable& table, const PropagationOptions& options, int steps) {
    const std::vector<double> capital = capital_of(table, options);
    if (Errors errors = too_much(events, table, capital); !errors.empty()) return std::unexpected(std::move(errors));
    Shock shock{.steps = steps};
    LossPaths capacity, demand, destroyed;
    for (const ShockEvent& event : events) {
        switch (event.kind) {
            case ShockEvent::Kind::capacity: add(capacity, event, steps, options.days_per_step, true); break;
            case ShockEvent::Kind::demand: add(demand, event, steps, options.days_per_step, true); break;
            case ShockEvent::Kind::capital: add(destroyed, event, steps, options.days_per_step, false); break;
            case ShockEvent::Kind::rebuild: shock.rebuilds.push_back(rebuild_of(event, table, options.days_per_step)); break;
        }
    }
    for (auto& [cell, path] : destroyed) {
        const double all = capital[static_cast<std::size_t>(cell)];
        for (double& money : path) money = all > 0 ? money / all : 0;
    }
    shock.cells = what_is_left(capacity);
    shock.demand = what_is_left(demand);
    shock.capital = what_is_left(destroyed);
    return shock;
}

}  // namespace countervail
