// SPDX-License-Identifier: Apache-2.0
#include "controls/law_terms.h"

#include <algorithm>

namespace countervail {

namespace {

template <class Term>
const Term* find_term(const std::vector<Term>& terms, std::string_view id) {
    const auto found = std::find_if(terms.begin(), terms.end(), [&](const Term& term) { return term.id == id; });
    return found == terms.end() ? nullptr : &*found;
}

/// Breadth first; circles end because nothing is taken twice.
template <class Find>
std::vector<std::string> broader(std::string_view id, const Find& find) {
    std::vector<std::string> found{std::string(id)};
    for (std::size_t at = 0; at < found.size(); ++at) {
        const auto* term = find(found[at]);
        if (term == nullptr) continue;
        for (const std::string& one : term->is) {
            if (std::find(found.begin(), found.end(), one) == found.end()) found.push_back(one);
        }
    }
    return found;
}

}  // namespace

const FactTerm* LawTerms::fact(std::string_view id) const { return find_term(facts, id); }
const EndUseTerm* LawTerms::end_use(std::string_view id) const { return find_term(end_uses, id); }
const LawItem* LawTerms::item(std::string_view id) const { return find_term(items, id); }
const PlaceGroup* LawTerms::group(std::string_view id) const { return find_term(groups, id); }
const OpenQuestion* LawTerms::question(std::string_view id) const { return find_term(questions, id); }
const NamedBranch* LawTerms::branch(std::string_view id) const { return find_term(branches, id); }

std::vector<std::string> LawTerms::broader_items(std::string_view id) const {
    return broader(id, [this](std::string_view one) { return item(one); });
}

std::vector<std::string> LawTerms::broader_end_uses(std::string_view id) const {
    return broader(id, [this](std::string_view one) { return end_use(one); });
}

std::vector<const LawItem*> LawTerms::items_of_code(std::string_view code) const {
    std::vector<const LawItem*> found;
    for (const LawItem& one : items) {
        const bool fits = std::any_of(one.codes.begin(), one.codes.end(), [&](const std::string& own) {
            return own.starts_with(code) || code.starts_with(own);
        });
        if (fits) found.push_back(&one);
    }
    return found;
}

std::string code_digits(std::string_view code) {
    std::string digits;
    for (const char c : code) {
        if (c >= '0' && c <= '9') digits += c;
    }
    return digits;
}

}  // namespace countervail
