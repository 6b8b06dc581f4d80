// SPDX-License-Identifier: Apache-2.0
// Who gets what is left of one scarce item. Value added per gram differs between uses by orders of magnitude, so that the
// rule of allotment moves the loss more than the amount that is missing does: every result is a bracket of rules.
//
//   price         the market clears: uses bid along their demand curves, need × (p/p⁰)^elasticity up to what they can pay
//   proportional  everybody the same share of need
//   priority      class 0 first, then class 1, …; within a class in proportion (rated orders for defence; households first)
//   optimal       highest value added per unit first: the fractional knapsack, solved exactly by this greedy order (Dantzig
//                 1957, Oper. Res. 5), hence the lowest loss that any allotment can have
//   worst         lowest value added per unit first: the highest loss of any allotment that wastes nothing
//
// Under every rule Σ allotted = min(available, Σ need) and 0 ≤ allotted ≤ need. Amounts in the item's unit, value added in
// money per unit of the item; the loss is Σ (need − allotted) × value added per unit.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace countervail {

enum class RationRule { price, proportional, priority, optimal, worst };
inline constexpr std::array kRationRules{RationRule::price, RationRule::proportional, RationRule::priority, RationRule::optimal,
                                         RationRule::worst};

std::string_view ration_rule_name(RationRule rule);
/// Fails on an unknown name (nearest named).
Result<RationRule> ration_rule(std::string_view name);

/// One use's claim on the item.
struct RationClaim {
    double need = 0;                   ///< at the price at rest
    double value_added_per_unit = 0;   ///< lost with one unit that is missing
    double elasticity = 0;             ///< of demand to the price, zero or negative
    /// Highest price it can pay, in prices at rest (1: none above it). A use without a substitute pays up to
    /// 1 + value added per unit / price.
    double willing_to_pay = 1e12;
    int priority_class = 0;            ///< 0 is served first
};

struct Allotment {
    std::vector<double> amount;        ///< by claim
    double loss = 0;                   ///< value added
    double price = 1;                  ///< price rule: clearing price in prices at rest; otherwise 1
};

/// Needs, values and supply that are negative or not finite, elasticities above zero, prices below 1. Empty: all well.
Errors ration_problems(std::span<const RationClaim> claims, double available);

/// ration_problems() must be empty.
Allotment allot(RationRule rule, std::span<const RationClaim> claims, double available);

/// One allotment for each rule, in the order of kRationRules.
struct RationBracket {
    std::array<Allotment, kRationRules.size()> by_rule;
    const Allotment& operator[](RationRule rule) const { return by_rule[static_cast<std::size_t>(rule)]; }
};
RationBracket bracket(std::span<const RationClaim> claims, double available);

}  // namespace countervail
