// SPDX-License-Identifier: Apache-2.0
// Which listed parties stand behind an entity of an ownership graph on a day, list by list, under every rule. Only the
// owners above the entity are looked at, so a graph of a million entities costs no more than the branch that is asked about.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "screening/party_book.h"

namespace countervail {

struct ListedOwners {
    std::vector<PartyLink> links;
    std::vector<std::string> notes;
};

/// `lists_of`: lists that a name stands on. One entry per list; empty when nobody listed stands behind the name or the
/// graph does not know it.
std::vector<ListedOwners> listed_owners(const Holdings& holdings, const std::string& name, Date on, Decimal limit,
                                        const std::function<std::vector<std::string>(const std::string&)>& lists_of);

/// First and last days of holdings.
void add_change_days(const Holdings& holdings, std::set<Date>& days);

}  // namespace countervail
