// SPDX-License-Identifier: Apache-2.0
// The words that a shipment may use: items, end uses and facts of the law, items of the catalogue, lists, places and
// control codes. A word that is none of them is a mistake with a nearest neighbour, never silently free.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "controls/act.h"
#include "controls/law_terms.h"
#include "materials/catalogue.h"

namespace countervail {

/// A good that may be meant by a code.
struct ItemCandidate {
    std::string item;
    std::string name;      ///< for people; the id where nobody named it
    bool operator==(const ItemCandidate&) const = default;
};

class ShipmentWords {
  public:
    /// `lists`: ids beyond those that the acts name.
    ShipmentWords(LawTerms terms, Catalogue catalogue, const std::vector<Act>& acts, std::vector<std::string> lists);

    const LawTerms& terms() const { return terms_; }
    const Catalogue& catalogue() const { return catalogue_; }
    /// Ids, ascending.
    const std::vector<std::string>& items() const { return items_; }
    const std::vector<std::string>& lists() const { return lists_; }
    const std::vector<std::string>& end_uses() const { return end_uses_; }

    bool has_item(std::string_view id) const;
    bool has_list(std::string_view id) const;
    bool has_end_use(std::string_view id) const;
    bool has_element(std::string_view id) const;
    /// For people; the id itself where nobody named it.
    std::string item_name(std::string_view id) const;

    /// The item that this one is called when it contains these elements (share of mass above nothing): magnets with
    /// dysprosium are another line of a list than magnets without. The item itself when nothing finer fits.
    std::string refined(const std::string& item, const std::vector<std::string>& elements) const;
    /// Whether some finer item depends on what this one contains.
    bool has_finer(std::string_view item) const;

    /// Goods that may be declared under a customs code (digits), by id. A kind of another of them (one model of chip among
    /// the chips) is left out unless some clause names it.
    std::vector<ItemCandidate> items_of_code(std::string_view code) const;
    /// Goods that clauses list under an authority's own code, "CHN:1C905.a"; a broader code ("CHN:1C905") finds the
    /// finer ones.
    std::vector<ItemCandidate> items_of_control_code(std::string_view code) const;
    /// All control codes of the acts, ascending.
    std::vector<std::string> control_codes() const;

    /// Empty when the text is a place (ISO 3166-1 alpha-3); else a remedy.
    std::string wrong_place(std::string_view place) const;

  private:
    LawTerms terms_;
    Catalogue catalogue_;
    std::vector<std::string> items_, lists_, end_uses_, places_;
    std::set<std::string, std::less<>> named_by_clauses_;
    std::map<std::string, std::vector<std::string>, std::less<>> control_codes_;   // item patterns
};

}  // namespace countervail
