// SPDX-License-Identifier: Apache-2.0
// The words that acts are written in: the facts they turn on and how to ask for them, end uses, goods that the world
// does not model, groups of places, open questions and named futures. All of it is data under rules/.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/library.h"
#include "controls/flow.h"

namespace countervail {

enum class FactKind { number, statement, words, places };

struct FactTerm {
    std::string id;
    FactKind kind = FactKind::statement;
    std::string unit;                   ///< of a number
    std::string question;               ///< for people
    std::optional<bool> unless_stated;  ///< of a statement: what is taken for granted
    Place where;
};

struct EndUseTerm {
    std::string id, name;
    std::vector<std::string> is;        ///< broader end uses
    Place where;
};

struct LawItem {
    std::string id, name;
    std::vector<std::string> is;        ///< broader items: a clause that lists one lists this item too
    std::vector<std::string> codes;     ///< customs codes, digits only
    std::string of;                     ///< this item is what `of` is called …
    std::vector<std::string> contains;  ///< … when it contains one of these elements
    std::vector<Fact> facts;            ///< known of this very good
    std::string label, source, note;
    Place where;
};

struct PlaceGroup {
    std::string id;                     ///< "USA:D:5"
    std::vector<std::string> places;
    std::string label, source, note;
    Place where;
};

struct QuestionOption {
    std::string id, note;
};

struct OpenQuestion {
    std::string id, text;
    std::string preset;                 ///< the default option; "open": the answer names the question
    std::vector<QuestionOption> options;
    Place where;
};

struct NamedBranch {
    std::string id, power, meaning;
    bool is_default = false;
    std::vector<std::string> without;   ///< acts left out
    std::vector<std::string> acts;      ///< act@branch
    Place where;
};

struct LawTerms {
    std::vector<FactTerm> facts;
    std::vector<EndUseTerm> end_uses;
    std::vector<LawItem> items;
    std::vector<PlaceGroup> groups;
    std::vector<OpenQuestion> questions;
    std::vector<NamedBranch> branches;

    /// rules/vocabulary/*.toml, rules/items/*.toml, rules/place-groups/*.toml, rules/questions.toml, rules/branches.toml;
    /// files that are absent leave their part empty. All problems at once.
    static Result<LawTerms> read(const Library& library);

    const FactTerm* fact(std::string_view id) const;
    const EndUseTerm* end_use(std::string_view id) const;
    const LawItem* item(std::string_view id) const;
    const PlaceGroup* group(std::string_view id) const;
    const OpenQuestion* question(std::string_view id) const;
    const NamedBranch* branch(std::string_view id) const;

    /// The word itself and everything it is, nearest first.
    std::vector<std::string> broader_items(std::string_view id) const;
    std::vector<std::string> broader_end_uses(std::string_view id) const;
    /// Items that may be declared under a customs code (digits): those whose code begins with it or that it begins with.
    std::vector<const LawItem*> items_of_code(std::string_view code) const;
};

/// Only the digits of a customs code: "8505.11.10" is "85051110".
std::string code_digits(std::string_view code);

}  // namespace countervail
