// SPDX-License-Identifier: Apache-2.0
// Which lists there are, under which ids, and how publishers write their names: data/lists/catalogue.toml.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/library.h"
#include "parties/party_list.h"

namespace countervail {

struct ListKind {
    std::string id;      ///< "USA-entity-list"
    std::string issuer;  ///< ISO3
    std::string title;
    std::vector<std::string> written_as;  ///< patterns over publishers' names of the list; '*' is any run
    /// The law gives some entries of a list a name of their own: those with a footnote, or added by one announcement.
    std::string part_of;                  ///< the list that they stand on; empty: a list of its own
    std::string footnote;                 ///< entries that carry it
    std::vector<Date> added;              ///< entries added on one of these days
    bool instead = false;                 ///< and they count as this list only
};

class ListCatalogue {
  public:
    static Result<ListCatalogue> read(const Library& library);
    static Result<ListCatalogue> parse(const std::string& text, const std::string& file);

    const std::vector<ListKind>& kinds() const { return kinds_; }
    const ListKind* find(std::string_view id) const;
    /// The list that a publisher calls so; nullptr when no pattern fits.
    const ListKind* written(std::string_view name) const;
    /// Id of the list: the catalogue's, or one made from the name ("Denied Orders (X)" → "denied-orders-x").
    std::string id_of(std::string_view name) const;
    /// What the law calls the list that an entry stands on: the list, its parts, or both.
    std::vector<std::string> names_of(const std::string& list, const ListedName& entry) const;
    /// A list with the catalogue's title and issuer, without entries.
    PartyList empty_list(const std::string& id) const;

  private:
    std::vector<ListKind> kinds_;
};

/// The lists that come with the program: data/lists/*.csv. Their coverage says "partial".
Result<std::vector<PartyList>> shipped_party_lists(const Library& library);

}  // namespace countervail
