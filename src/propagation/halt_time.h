// SPDX-License-Identifier: Apache-2.0
// When does a plant stop that has s days of an input in stock and gets the share φ of what it needs? The answer depends
// on a rule of conduct that every result must therefore name:
//
//   full-speed       runs on until the stock is gone:               full until s/(1−φ), then φ
//   self-rationing   holds output back once the stock is below ψ of its target (Hallegatte 2014, Risk Analysis 34: the ψ of
//                    ARIO):                                          full until s(1−ψ)/(1−φ), then φ + (1−φ)e^(−(t−t₁)/(ψs))
//   half-critical    an important, not critical input (Pichler et al. 2022): full until s/(1−φ), then (1+φ)/2
//
// Thirty days and φ = ¼ give day 40 at full speed and day 8 under self-rationing with ψ = 0.8. Days and shares of the
// rate at rest throughout. Paths are piecewise constant and solved exactly within each piece, so that no answer depends
// on the length of a step.
#pragma once

#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace countervail {

enum class HaltRule { full_speed, self_rationing, half_critical };

std::string_view halt_rule_name(HaltRule rule);
/// One sentence for people: how long the plant runs on and what it makes afterwards.
std::string_view halt_rule_sentence(HaltRule rule);
/// Fails on an unknown name (nearest named).
Result<HaltRule> halt_rule(std::string_view name);

struct HaltPolicy {
    HaltRule rule = HaltRule::full_speed;
    double psi = 0.8;          ///< self-rationing only: share of the target stock below which output is held back, 0 … 1
};

inline constexpr double kNeverSlows = std::numeric_limits<double>::infinity();

/// Deliveries at a constant share from day 0 on, the stock at its target.
struct HaltTime {
    double slows_on = kNeverSlows;     ///< day on which output first falls; infinite when deliveries suffice
    double empty_on = kNeverSlows;     ///< day on which the stock is gone; infinite under self-rationing unless ψ = 0
    double floor = 1;                  ///< output that is left in the long run
};
HaltTime halt_time(const HaltPolicy& policy, double stock_days, double delivered);

/// Output on the given day after deliveries fell to a constant share.
double output_after(const HaltPolicy& policy, double stock_days, double delivered, double day);

/// Mean output in each step, given the delivered share in each step (above 1: the stock is refilled, up to its target). The
/// stock starts at its target.
std::vector<double> output_path(const HaltPolicy& policy, double stock_days, std::span<const double> delivered, double days_per_step);

/// The smallest stock in days with which output never falls while deliveries stay at `delivered` for `gap_days`; infinite
/// under self-rationing with ψ = 1.
double cover_needed(const HaltPolicy& policy, double gap_days, double delivered);

/// The same for a path of deliveries: the deepest fall of the stock, with what refills it in between.
double cover_needed(const HaltPolicy& policy, std::span<const double> delivered, double days_per_step);

}  // namespace countervail
