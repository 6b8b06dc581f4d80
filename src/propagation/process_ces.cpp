// SPDX-License-Identifier: Apache-2.0
#include "propagation/process_ces.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/text.h"

namespace countervail {

namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();

/// One member of a CES sum: its share and ln of its quantity.
struct Member {
    double share = 0, log_quantity = 0;
};

/// (1/ρ) ln Σ a_i e^(ρ q_i) with ρ = (s − 1)/s and Σ a_i = 1. Near rest the sum is written as 1 + Σ a_i (e^(ρ q_i) − 1), so
/// that tiny shares keep their digits; far from it the largest exponent is taken out, so that nothing overflows.
double log_ces(std::span<const Member> members, double elasticity) {
    double least = kInfinite, mean = 0;
    for (const Member& member : members) {
        if (member.share == 0) continue;
        least = std::min(least, member.log_quantity);
        mean += member.share * member.log_quantity;
    }
    if (least == kInfinite) return 0;
    if (elasticity < 1e-300) return least;
    const double rho = std::isinf(elasticity) ? 1.0 : (elasticity - 1) / elasticity;
    if (least == -kInfinite && rho <= 0) return -kInfinite;
    if (rho == 0) return mean;
    double top = -kInfinite, near_rest = 0;
    for (const Member& member : members) {
        if (member.share == 0) continue;
        top = std::max(top, rho * member.log_quantity);
        near_rest += member.share * std::expm1(rho * member.log_quantity);
    }
    if (std::abs(near_rest) < 0.5) return std::log1p(near_rest) / rho;
    if (std::isinf(top)) return least;   // ρ q overflows, as s → 0; or nothing is left
    double sum = 0;
    for (const Member& member : members)
        if (member.share > 0) sum += member.share * std::exp(rho * member.log_quantity - top);
    return (top + std::log(sum)) / rho;
}

double loss_of(double log_output) { return -std::expm1(log_output); }

std::string named(const ProcessNest& nest) { return nest.name.empty() ? "a nest without a name" : "nest \"" + nest.name + "\""; }

void check_nest(const ProcessNest& nest, Errors& errors) {
    if (!(nest.share >= 0)) errors.push_back({{}, named(nest) + ": share " + readable_number(nest.share), "give a share of 0 to 1"});
    if (nest.members.empty()) {
        if (!(nest.remaining >= 0) || std::isinf(nest.remaining))
            errors.push_back({{}, named(nest) + ": remaining fraction " + readable_number(nest.remaining), "give what is left: 0 or more"});
        return;
    }
    if (!(nest.elasticity >= 0)) errors.push_back({{}, named(nest) + ": elasticity " + readable_number(nest.elasticity), "give 0 or more"});
    double sum = 0;
    for (const ProcessNest& member : nest.members) {
        sum += member.share;
        check_nest(member, errors);
    }
    if (!(std::abs(sum - 1) <= 1e-9))
        errors.push_back({{}, named(nest) + ": shares of its members sum to " + readable_number(sum, 10), "make them sum to 1"});
}

}  // namespace

double log_ces_output(const ProcessInput& input) {
    const Member members[]{{input.share, std::log(input.remaining)}, {1 - input.share, 0}};
    return log_ces(members, input.elasticity);
}

double ces_loss(const ProcessInput& input) { return loss_of(log_ces_output(input)); }

double second_order_loss(const ProcessInput& input) {
    const double fall = std::log(input.remaining), a = input.share;
    return loss_of(a * fall + 0.5 * a * (1 - a) * (1 - 1 / input.elasticity) * fall * fall);
}

double cobb_douglas_loss(const ProcessInput& input) { return loss_of(input.share * std::log(input.remaining)); }
double hulten_loss(const ProcessInput& input) { return input.share * (1 - input.remaining); }

Errors nest_problems(const ProcessNest& nest) {
    Errors errors;
    check_nest(nest, errors);
    return errors;
}

double log_nest_output(const ProcessNest& nest) {
    if (nest.members.empty()) return std::log(nest.remaining);
    std::vector<Member> members;
    for (const ProcessNest& member : nest.members) members.push_back({member.share, log_nest_output(member)});
    return log_ces(members, nest.elasticity);
}

ProcessNest critical_inputs(std::span<const ProcessNest> inputs, double elasticity) {
    ProcessNest process{"process", 1, elasticity, 1, {inputs.begin(), inputs.end()}};
    ProcessNest rest{"the rest", 1, 0, 1, {}};
    for (const ProcessNest& input : inputs) rest.share -= input.share;
    process.members.push_back(rest);
    return process;
}

double lost_value_added(std::span<const ProcessOutput> processes) {
    double lost = 0;
    for (const ProcessOutput& process : processes) lost += process.value_added * (1 - process.output);
    return lost;
}

double elasticity_at(const ElasticityPrior& prior, double years, double quantile) {
    const double along = prior.adapted_after_years > 0 ? std::clamp(years / prior.adapted_after_years, 0.0, 1.0) : 1.0;
    const double low = std::lerp(std::log(prior.low), std::log(prior.long_low), along);
    const double high = std::lerp(std::log(prior.high), std::log(prior.long_high), along);
    return std::exp(std::lerp(low, high, quantile));
}

}  // namespace countervail
