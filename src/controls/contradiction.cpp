// SPDX-License-Identifier: Apache-2.0
#include "controls/contradiction.h"

#include <algorithm>
#include <map>
#include <optional>

#include "controls/clause_dates.h"
#include "controls/clause_scope.h"

namespace countervail {

namespace {

struct Demand {
    const Act* act;
    const Clause* clause;
    std::vector<Interval> in_force;
};

std::optional<Interval> days_in_common(const Demand& a, const Demand& b) {
    for (const Interval& one : a.in_force) {
        for (const Interval& other : b.in_force) {
            const Interval common{std::max(one.from, other.from), std::min(one.until, other.until)};
            if (common.from < common.until) return common;
        }
    }
    return std::nullopt;
}

std::string spell(const Demand& demand) {
    return demand.act->id + "#" + demand.clause->ref + " (" + demand.clause->where.file + ":" +
           std::to_string(demand.clause->where.line) + ") says " + to_text(demand.clause->requirement) + ", " +
           to_text(demand.clause->policy);
}

bool differ(const Demand& a, const Demand& b) {
    return a.clause->requirement != b.clause->requirement || a.clause->policy != b.clause->policy;
}

}  // namespace

Errors contradictions(const std::vector<Act>& acts) {
    std::map<std::string, std::vector<Demand>> by_scope;
    for (const Act& act : acts) {
        if (act.form == "tariff" || act.form == "general-licence") continue;
        for (const Clause& clause : act.clauses) {
            by_scope[act.issuer + ":" + scope_of(clause)].push_back({&act, &clause, clause_dates(acts, act, clause).in_force});
        }
    }
    Errors errors;
    for (const auto& [scope, demands] : by_scope) {
        for (std::size_t i = 0; i < demands.size(); ++i) {
            for (std::size_t j = i + 1; j < demands.size(); ++j) {
                if (demands[i].act == demands[j].act || !differ(demands[i], demands[j])) continue;
                const auto common = days_in_common(demands[i], demands[j]);
                if (!common) continue;
                errors.push_back({demands[j].clause->where,
                                  spell(demands[i]) + "; " + spell(demands[j]) +
                                      ": same goods, lanes and users, both in force from " + common->from.to_text(),
                                  "leave one act out, give one an end, narrow one, or add the act that suspends it"});
            }
        }
    }
    return errors;
}

}  // namespace countervail
