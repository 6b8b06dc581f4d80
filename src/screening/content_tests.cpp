// SPDX-License-Identifier: Apache-2.0
#include "screening/content_tests.h"

#include <algorithm>

#include "controls/clause_tests.h"
#include "controls/item_pattern.h"

namespace countervail {

Result<ContentTests> ContentTests::of(const LawBook& book) {
    ContentTests made;
    made.terms_ = &book.chosen.terms();
    const auto add = [&](const Regime& regime) {
        std::vector<int> by_clause;
        for (const CompiledClause& clause : regime.compiled().clauses) {
            const Reach& reach = clause.clause->reach;
            by_clause.push_back(-1);
            if (!reach.content_threshold) continue;
            Test test{reach.content_origin, reach.content_items, reach.content_classes, reach.content_classes_except, *reach.content_threshold, reach.content_more_than};
            const auto known = std::find(made.tests_.begin(), made.tests_.end(), test);
            by_clause.back() = static_cast<int>(known - made.tests_.begin());
            if (known == made.tests_.end()) made.tests_.push_back(std::move(test));
        }
        made.regimes_.push_back(regime);
        made.test_of_clause_.push_back(std::move(by_clause));
    };
    add(book.chosen);
    for (const LawAlternative& other : book.others) add(other.regime);
    if (made.tests_.size() > kMost) {
        return fail({}, "the acts make " + std::to_string(made.tests_.size()) + " different tests of content, more than a batch can hold apart", "name fewer acts with --act");
    }
    return made;
}

bool ContentTests::names(const Test& test, const std::string& item) const {
    if (test.items.empty()) return true;
    const std::vector<std::string> line = terms_->broader_items(item);
    return std::any_of(line.begin(), line.end(), [&](const std::string& one) { return matches_any(test.items, one); });
}

std::uint64_t ContentTests::relevant(const Flow& flow) const {
    std::uint64_t bits = 0;
    for (std::size_t r = 0; r < regimes_.size(); ++r) {
        const Regime::Compiled& compiled = regimes_[r].compiled();
        const Query query(compiled, flow);
        std::vector<int> room;
        for (const int index : compiled.listing(flow, query.item_hash, room)) {
            const int test = test_of_clause_[r][static_cast<std::size_t>(index)];
            const CompiledClause& clause = compiled.at(index);
            const auto lets = [](const PlaceRule& rule, std::uint32_t place) { return place == 0 || rule.any() || rule.allows(place); };
            if (test >= 0 && lets(clause.destinations, query.destination) && lets(clause.exporters, query.exporter) && lets(clause.origins, query.origin)) {
                bits |= std::uint64_t{1} << test;
            }
        }
    }
    return bits;
}

ContentMarks ContentTests::marks(const std::string& item, const std::string& origin, const std::string& classification) const {
    ContentMarks marks;
    for (std::size_t i = 0; i < tests_.size(); ++i) {
        const Test& test = tests_[i];
        if ((!origin.empty() && origin != test.origin) || !names(test, item)) continue;
        bool sure = !origin.empty();
        if (!test.classes.empty() || !test.classes_except.empty()) {
            if (classification.empty()) {
                sure = false;
            } else if ((!test.classes.empty() && !matches_any(test.classes, classification)) || matches_any(test.classes_except, classification)) {
                continue;
            }
        }
        (sure ? marks.known : marks.unknown) |= std::uint64_t{1} << i;
    }
    return marks;
}

ContentFindings ContentTests::findings(const std::vector<Decimal>& known, const std::vector<Decimal>& unknown, Decimal whole) const {
    ContentFindings found;
    for (std::size_t i = 0; i < tests_.size(); ++i) {
        const auto reaches = [&](Decimal part) {
            const auto order = compare_share(part, whole, tests_[i].limit);
            return order > 0 || (order == 0 && !tests_[i].more_than);
        };
        const std::uint64_t bit = std::uint64_t{1} << i;
        if (reaches(known[i])) found.met |= bit;
        else if (!unknown[i].is_zero() && reaches(known[i] + unknown[i])) found.open |= bit;
    }
    return found;
}

}  // namespace countervail
