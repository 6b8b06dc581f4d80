// SPDX-License-Identifier: Apache-2.0
// A flow as the law sees it: one article, or one technology, from one place to another, and what is known about it.
// What is not stated is unknown, never assumed: a clause that turns on it neither fires nor is ruled out.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/decimal.h"

namespace countervail {

/// Part of an article's value: what it is and where it was made.
struct Ingredient {
    std::string item;
    std::string origin;            ///< ISO3; empty: not known
    Decimal value;                 ///< in the unit of Flow::value (a share when that is 1)
    std::string classification;    ///< "USA:EAR99"; empty: not stated
    /// It sits inside another ingredient of the list (the dysprosium in a finished magnet) and is no input of its own.
    bool inside = false;
};

/// A listed good inside the article, for the reading that tests it by itself. Its contents are in units of its value.
struct Component {
    std::string item;
    std::string origin;
    Decimal value = 1;
    std::vector<Ingredient> contents;
};

/// How a listed party stands behind the end user.
enum class Tie {
    itself,            ///< the end user is listed
    largest_direct,    ///< the largest share that one listed party holds directly
    direct,            ///< direct shares of all listed parties summed
    cascade,           ///< summed, counting firms that are caught themselves as listed
    look_through,      ///< multiplied along every chain of holdings
    control,           ///< controls without owning (seats on the board)
};

/// A list that the end user stands on, or whose members stand behind it. The share is 1 for the listed party itself and
/// empty when a holding is known and its size is not.
struct ListedParty {
    std::string list;
    Tie by = Tie::itself;
    std::optional<Decimal> share = Decimal(1);
};

/// A statement, a number in the unit that rules/vocabulary declares, or words (places).
struct Fact {
    std::string id;
    std::variant<bool, Decimal, std::vector<std::string>> value;
};

/// One end use or several (a yard that builds ferries and frigates). Empty: not known.
class EndUses {
  public:
    EndUses() = default;
    EndUses(const char* one) : EndUses(std::string(one)) {}
    EndUses(std::string one) {
        if (!one.empty()) words_.push_back(std::move(one));
    }
    EndUses(std::initializer_list<std::string> several) : words_(several) {}
    EndUses(std::vector<std::string> several) : words_(std::move(several)) {}
    const std::vector<std::string>& words() const { return words_; }
    bool known() const { return !words_.empty(); }

  private:
    std::vector<std::string> words_;
};

/// Places are ISO3; empty means not known.
struct Flow {
    std::string item;
    std::string origin;            ///< where the article was made
    std::string exporter;          ///< where it is shipped from; of technology, whose national passes it on
    std::string destination;
    EndUses end_uses;
    std::string code;              ///< customs code, digits; empty: not stated
    Decimal value = 1;             ///< of the article, at the legal valuation point
    std::optional<std::vector<Ingredient>> contents;
    std::optional<std::vector<Component>> components;
    std::optional<std::vector<std::string>> technology_origins;
    std::optional<std::vector<ListedParty>> parties;
    std::string end_user_place;    ///< where the end user stands; empty: as the destination
    std::string headquarters;      ///< of the end user or its ultimate parent; empty: as the end user's place
    std::vector<Fact> facts;
};

}  // namespace countervail
