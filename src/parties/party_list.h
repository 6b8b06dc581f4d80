// SPDX-License-Identifier: Apache-2.0
// A published list of parties: who stands on it, under which names, since when, and whether the entry counted
// on a day for someone who knew what was public on another. Days, not hours; intervals are half-open.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/error.h"

namespace countervail {

/// Days on which an entry has no effect although it stands on the list.
struct ListSuspension {
    Interval days;
    std::optional<Date> announced;  ///< the day it became public; absent: its first day
};

/// One party on one list. What the list does not say is empty.
struct ListedName {
    std::string list;  ///< "CHN-control-list"
    std::string name;
    std::vector<std::string> aliases;  ///< other names that the list gives, in its order
    std::vector<std::string> places;   ///< ISO3, in the order of the addresses, each once
    std::optional<Date> date_added;    ///< absent: listed since a day that the source does not tell
    std::optional<Date> date_removed;  ///< first day off the list
    std::optional<Date> announced;     ///< the day the entry became public; absent: date_added
    std::optional<Date> removal_announced;
    std::vector<ListSuspension> suspensions;  ///< by first day, not overlapping
    std::string reason;
    std::string requirement;  ///< what needs a licence, in the list's words
    std::string policy;       ///< how applications are treated, in the list's words
    std::string footnote;     ///< "1", "4", "5" where the list marks entries so
    std::string source;       ///< address or citation
    std::string label;  ///< how well we know the row ("found", "recalled" …); empty for imported lists
    std::string note;
    Place where;
};

/// Whether a file holds the whole list. Partial: absence from it proves nothing.
enum class Coverage { unknown, partial, complete };
std::string to_text(Coverage coverage);
std::optional<Coverage> parse_coverage(std::string_view text);

struct PartyList {
    std::string id;
    std::string title;
    std::string issuer;  ///< ISO3; empty when the catalogue does not know the list
    Coverage coverage = Coverage::unknown;
    std::vector<ListedName> entries;
};

/// `unknown_yet`: on `known_on` nobody could know of the entry.
enum class ListingStanding { not_yet_listed, unknown_yet, listed, suspended, removed };
std::string to_text(ListingStanding standing);

struct Membership {
    ListingStanding standing = ListingStanding::not_yet_listed;
    bool since_known = true;    ///< false: the source tells no day of listing, so every day counts as listed
    std::optional<Date> until;  ///< first day on which the standing ends, as far as known
    bool counts() const { return standing == ListingStanding::listed; }
};

/// The standing of an entry on a day, from what was public through `known_on` (absent: from all that the row
/// says).
Membership membership(const ListedName& entry, Date on, std::optional<Date> known_on = std::nullopt);

/// Entries of the list that count on a day.
std::vector<const ListedName*> members(const PartyList& list, Date on,
                                       std::optional<Date> known_on = std::nullopt);

/// Lists of the same id joined, in order of first sight. Joining a partial list with another stays partial.
std::vector<PartyList> join_lists(std::vector<PartyList> lists);

}  // namespace countervail
