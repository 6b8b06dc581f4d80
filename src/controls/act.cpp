// SPDX-License-Identifier: Apache-2.0
#include "controls/act.h"

#include <array>
#include <utility>

#include "base/text.h"

namespace countervail {

namespace {

template <class T, std::size_t Count>
using Names = std::array<std::pair<T, std::string_view>, Count>;

constexpr Names<Requirement, 6> kRequirements = {{{Requirement::free, "free"},
                                                  {Requirement::subject, "subject"},
                                                  {Requirement::duty, "duty"},
                                                  {Requirement::exempt_report, "exempt-report"},
                                                  {Requirement::licence, "licence"},
                                                  {Requirement::prohibited, "prohibited"}}};
constexpr Names<Policy, 6> kPolicies = {{{Policy::none, "none"},
                                         {Policy::presumption_of_approval, "presumption-of-approval"},
                                         {Policy::ordinary_review, "ordinary-review"},
                                         {Policy::case_by_case, "case-by-case"},
                                         {Policy::presumption_of_denial, "presumption-of-denial"},
                                         {Policy::denied, "denied"}}};
constexpr Names<HoldingRule, 4> kHoldings = {{{HoldingRule::largest_direct, "largest-direct"},
                                              {HoldingRule::direct, "direct"},
                                              {HoldingRule::cascade, "cascade"},
                                              {HoldingRule::look_through, "look-through"}}};
constexpr Names<ClauseStatus, 5> kStatuses = {{{ClauseStatus::not_yet_in_force, "not yet in force"},
                                               {ClauseStatus::in_force, "in force"},
                                               {ClauseStatus::suspended, "suspended"},
                                               {ClauseStatus::lapsed, "lapsed"},
                                               {ClauseStatus::never_operated, "never operated"}}};

template <class T, std::size_t Count>
std::string name_of(const Names<T, Count>& names, T value) {
    for (const auto& [candidate, name] : names) {
        if (candidate == value) return std::string(name);
    }
    return {};
}

template <class T, std::size_t Count>
std::optional<T> value_of(const Names<T, Count>& names, std::string_view text) {
    for (const auto& [value, name] : names) {
        if (name == text) return value;
    }
    return std::nullopt;
}

}  // namespace

std::string to_text(Requirement requirement) { return name_of(kRequirements, requirement); }
std::string to_text(Policy policy) { return name_of(kPolicies, policy); }
std::string to_text(HoldingRule rule) { return name_of(kHoldings, rule); }
std::optional<HoldingRule> parse_holding_rule(std::string_view text) { return value_of(kHoldings, text); }
std::string to_text(ClauseStatus status) { return name_of(kStatuses, status); }
std::optional<Requirement> parse_requirement(std::string_view text) { return value_of(kRequirements, text); }
std::optional<Policy> parse_policy(std::string_view text) { return value_of(kPolicies, text); }

Result<Act> with_branch(Act act, std::string_view branch) {
    std::vector<std::string> names;
    for (const Branch& candidate : act.branches) {
        if (candidate.id == branch) {
            act.branch = candidate.id;
            for (Suspension& suspension : act.suspensions) suspension.until = candidate.until;   // still disputed where it was
            return act;
        }
        names.push_back(candidate.id);
    }
    std::string hint = did_you_mean(branch, names);
    if (hint.empty()) hint = names.empty() ? "it has no branches; drop the @" : "its branches: " + join(names, ", ");
    return fail(act.where, act.id + " has no branch \"" + std::string(branch) + "\"", hint);
}

}  // namespace countervail
