// SPDX-License-Identifier: Apache-2.0
#include "controls/fact_reader.h"

#include <algorithm>

#include "base/text.h"

namespace countervail {

namespace {

std::string expected(const FactTerm& term) {
    switch (term.kind) {
        case FactKind::number: return "a number" + (term.unit.empty() ? std::string() : " in " + term.unit);
        case FactKind::statement: return "true or false";
        case FactKind::words: return "a list of words";
        case FactKind::places: break;
    }
    return "a list of places, ISO 3166-1 alpha-3";
}

std::vector<std::string> split_words(std::string_view text) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find_first_of(",; ", at), text.size());
        if (end > at) words.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

}  // namespace

std::optional<Fact> read_fact_text(const FactTerm& term, std::string_view stated, std::string& problem) {
    const std::string text = trim(stated);
    if (term.kind == FactKind::statement) {
        if (text == "true" || text == "yes") return Fact{term.id, true};
        if (text == "false" || text == "no") return Fact{term.id, false};
    } else if (term.kind == FactKind::number) {
        const std::size_t blank = text.find(' ');
        const std::string unit = blank == std::string::npos ? std::string() : trim(text.substr(blank));
        const auto number = Decimal::parse(text.substr(0, blank));
        if (number && (unit.empty() || unit == term.unit)) return Fact{term.id, *number};
    } else {
        return Fact{term.id, split_words(text)};
    }
    problem = term.id + " is \"" + text + "\", not " + expected(term);
    return std::nullopt;
}

std::vector<Fact> read_facts(Section section, const LawTerms& terms) {
    std::vector<std::string> known;
    for (const FactTerm& term : terms.facts) known.push_back(term.id);
    std::vector<Fact> facts;
    for (const std::string& key : section.keys()) {
        const FactTerm* term = terms.fact(key);
        if (term == nullptr) {
            const std::string near = did_you_mean(key, known);
            section.problem(key, "no act asks for a fact \"" + key + "\"", near.empty() ? "rules/vocabulary lists the facts" : near);
            section.allow(key);
            continue;
        }
        if (term->kind == FactKind::statement) {
            facts.push_back({key, section.flag(key, false)});
        } else if (term->kind == FactKind::number) {
            if (section.is_text(key)) {
                std::string problem;
                auto fact = read_fact_text(*term, section.text(key), problem);
                if (fact) facts.push_back(std::move(*fact));
                else section.problem(key, problem, "write " + expected(*term));
            } else if (const auto number = section.number(key)) {
                facts.push_back({key, Decimal::from_double(*number)});
            }
        } else {
            facts.push_back({key, section.texts(key)});
        }
    }
    section.finish();
    return facts;
}

}  // namespace countervail
