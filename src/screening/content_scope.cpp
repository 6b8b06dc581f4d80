// SPDX-License-Identifier: Apache-2.0
#include "screening/content_scope.h"

#include <algorithm>
#include <set>

#include "controls/item_pattern.h"

namespace countervail {

ContentScope::ContentScope(const LawBook& book) : terms_(&book.chosen.terms()) {
    std::set<std::string> inputs, components;
    const auto add = [&](const Regime& regime) {
        for (const Act& act : regime.acts()) {
            for (const Clause& clause : act.clauses) {
                if (!clause.reach.content_threshold) continue;
                any_ = true;
                inputs.insert(clause.reach.content_items.begin(), clause.reach.content_items.end());
                if (clause.reach.content_of_component) components.insert(clause.items.begin(), clause.items.end());
            }
        }
    };
    add(book.chosen);
    for (const LawAlternative& other : book.others) add(other.regime);
    inputs_.assign(inputs.begin(), inputs.end());
    components_.assign(components.begin(), components.end());
}

bool ContentScope::matches(const std::vector<std::string>& patterns, const std::string& item) const {
    const std::vector<std::string> line = terms_->broader_items(item);
    return std::any_of(line.begin(), line.end(), [&](const std::string& one) { return matches_any(patterns, one); });
}

bool ContentScope::names(const std::string& item) const { return matches(inputs_, item); }
bool ContentScope::tests_component(const std::string& item) const { return matches(components_, item); }

}  // namespace countervail
