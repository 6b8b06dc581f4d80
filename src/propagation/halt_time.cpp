// SPDX-License-Identifier: Apache-2.0
#include "propagation/halt_time.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "base/text.h"

namespace countervail {

namespace {

struct RuleWords {
    HaltRule rule;
    std::string_view name, sentence;
};

constexpr std::array kRules{
    RuleWords{HaltRule::full_speed, "full-speed", "Plants run at full speed until the stock is gone, then at the share that is delivered."},
    RuleWords{HaltRule::self_rationing, "self-rationing",
              "Plants hold output back as soon as the stock is below a set share of its target, and so never quite run out."},
    RuleWords{HaltRule::half_critical, "half-critical",
              "Plants run at full speed until the stock is gone; without the input they still make half, with a part of it more."}};

const RuleWords& words(HaltRule rule) {
    return *std::find_if(kRules.begin(), kRules.end(), [&](const RuleWords& each) { return each.rule == rule; });
}

/// Output while the stock is empty and deliveries pass straight through.
double output_when_empty(HaltRule rule, double delivered) {
    const double through = std::min(delivered, 1.0);
    return rule == HaltRule::half_critical ? 0.5 * (1 + through) : through;
}

/// Below this stock output is held back.
double threshold(const HaltPolicy& policy, double target) { return policy.rule == HaltRule::self_rationing ? policy.psi * target : 0.0; }

/// A stock between 0 and its target, run down or filled up by a constant share of deliveries.
class Stock {
  public:
    Stock(const HaltPolicy& policy, double target)
        : policy_(policy), target_(target), threshold_(threshold(policy, target)), stock_(target) {}

    /// Goods made in `days`, in days of output at rest.
    double run(double delivered, double days) {
        double made = 0;
        while (days > 0) made += stock_ > threshold_ || delivered >= 1 ? run_above(delivered, days) : run_below(delivered, days);
        return made;
    }

  private:
    /// Full output, for as long as the stock lasts; takes the time used off `days`. A stock that grows from below the
    /// threshold passes through run_below first.
    double run_above(double delivered, double& days) {
        if (stock_ < threshold_) return run_below(delivered, days);
        const double lasts = delivered < 1 ? (stock_ - threshold_) / (1 - delivered) : days;
        const double spent = std::min(lasts, days);
        stock_ = spent < days ? threshold_ : std::clamp(stock_ + (delivered - 1) * spent, threshold_, target_);
        days -= spent;
        return spent;
    }

    double run_below(double delivered, double& days) {
        if (threshold_ > 0) return run_held_back(delivered, days);
        const double spent = days;
        days = 0;
        return output_when_empty(policy_.rule, delivered) * spent;
    }

    /// dw/dt = φ − w/θ below the threshold θ: w → φθ; with φ > 1 until w = θ.
    double run_held_back(double delivered, double& days) {
        const double rest = delivered * threshold_, away = stock_ - rest;
        double spent = days;
        if (delivered > 1) spent = std::min(days, threshold_ * std::log(away / (threshold_ - rest)));
        const double decayed = away * -std::expm1(-spent / threshold_);
        const bool filled = spent < days;
        stock_ = filled ? threshold_ : stock_ - decayed;
        days -= spent;
        return delivered * spent + decayed;
    }

    HaltPolicy policy_;
    double target_, threshold_, stock_;
};

}  // namespace

std::string_view halt_rule_name(HaltRule rule) { return words(rule).name; }
std::string_view halt_rule_sentence(HaltRule rule) { return words(rule).sentence; }

Result<HaltRule> halt_rule(std::string_view name) {
    std::vector<std::string> names;
    for (const RuleWords& each : kRules) {
        if (each.name == name) return each.rule;
        names.emplace_back(each.name);
    }
    return fail({}, "no halt rule is called \"" + std::string(name) + "\"", did_you_mean(name, names));
}

HaltTime halt_time(const HaltPolicy& policy, double stock_days, double delivered) {
    if (delivered >= 1) return {};
    HaltTime time;
    const double held_back_at = threshold(policy, stock_days);
    time.slows_on = (stock_days - held_back_at) / (1 - delivered);
    if (held_back_at == 0) time.empty_on = time.slows_on;
    time.floor = output_when_empty(policy.rule, delivered);
    return time;
}

double output_after(const HaltPolicy& policy, double stock_days, double delivered, double day) {
    const HaltTime time = halt_time(policy, stock_days, delivered);
    if (day < time.slows_on) return 1.0;
    const double held_back_at = threshold(policy, stock_days);
    if (held_back_at == 0) return time.floor;
    return delivered + (1 - delivered) * std::exp(-(day - time.slows_on) / held_back_at);
}

std::vector<double> output_path(const HaltPolicy& policy, double stock_days, std::span<const double> delivered, double days_per_step) {
    Stock stock(policy, stock_days);
    std::vector<double> output;
    output.reserve(delivered.size());
    for (const double share : delivered) output.push_back(stock.run(share, days_per_step) / days_per_step);
    return output;
}

double cover_needed(const HaltPolicy& policy, double gap_days, double delivered) {
    return cover_needed(policy, std::span(&delivered, 1), gap_days);
}

double cover_needed(const HaltPolicy& policy, std::span<const double> delivered, double days_per_step) {
    double fallen = 0, deepest = 0;
    for (const double share : delivered) {
        fallen = std::max(0.0, fallen + (1 - share) * days_per_step);
        deepest = std::max(deepest, fallen);
    }
    const double usable = policy.rule == HaltRule::self_rationing ? 1 - policy.psi : 1.0;
    return deepest > 0 ? deepest / usable : 0.0;
}

}  // namespace countervail
