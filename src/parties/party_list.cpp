// SPDX-License-Identifier: Apache-2.0
#include "parties/party_list.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>

namespace countervail {

std::string to_text(Coverage coverage) {
    switch (coverage) {
        case Coverage::partial:
            return "partial";
        case Coverage::complete:
            return "complete";
        default:
            return "unknown";
    }
}

std::optional<Coverage> parse_coverage(std::string_view text) {
    for (const Coverage each : {Coverage::unknown, Coverage::partial, Coverage::complete}) {
        if (text == to_text(each)) return each;
    }
    return std::nullopt;
}

std::string to_text(ListingStanding standing) {
    switch (standing) {
        case ListingStanding::not_yet_listed:
            return "not yet listed";
        case ListingStanding::unknown_yet:
            return "not yet public";
        case ListingStanding::listed:
            return "listed";
        case ListingStanding::suspended:
            return "listed, suspended";
        default:
            return "removed";
    }
}

Membership membership(const ListedName& entry, Date on, std::optional<Date> known_on) {
    const auto public_by = [&](std::optional<Date> announced, std::optional<Date> effective) {
        const std::optional<Date> day = announced ? announced : effective;
        return !known_on || !day || *day <= *known_on;
    };
    Membership found;
    found.since_known = entry.date_added.has_value();
    if (!public_by(entry.announced, entry.date_added)) {
        found.standing = ListingStanding::unknown_yet;
        return found;
    }
    if (entry.date_added && on < *entry.date_added) {
        found.until = entry.date_added;
        return found;
    }
    const bool removal_public = entry.date_removed && public_by(entry.removal_announced, entry.date_removed);
    if (removal_public && on >= *entry.date_removed) {
        found.standing = ListingStanding::removed;
        return found;
    }
    found.standing = ListingStanding::listed;
    if (removal_public) found.until = entry.date_removed;
    for (const ListSuspension& suspension : entry.suspensions) {
        if (!public_by(suspension.announced, suspension.days.from) || on >= suspension.days.until) continue;
        const bool inside = suspension.days.contains(on);
        if (inside) found.standing = ListingStanding::suspended;
        const Date end = inside ? suspension.days.until : suspension.days.from;
        if (!found.until || end < *found.until) found.until = end;
        break;
    }
    return found;
}

std::vector<const ListedName*> members(const PartyList& list, Date on, std::optional<Date> known_on) {
    std::vector<const ListedName*> found;
    for (const ListedName& entry : list.entries) {
        if (membership(entry, on, known_on).counts()) found.push_back(&entry);
    }
    return found;
}

std::vector<PartyList> join_lists(std::vector<PartyList> lists) {
    std::vector<PartyList> joined;
    std::unordered_map<std::string, std::size_t> at;
    for (PartyList& list : lists) {
        const auto [where, fresh] = at.emplace(list.id, joined.size());
        if (fresh) {
            joined.push_back(std::move(list));
            continue;
        }
        PartyList& whole = joined[where->second];
        std::move(list.entries.begin(), list.entries.end(), std::back_inserter(whole.entries));
        if (whole.coverage == list.coverage) continue;
        const bool partial = whole.coverage == Coverage::partial || list.coverage == Coverage::partial;
        whole.coverage = partial ? Coverage::partial : Coverage::unknown;
    }
    return joined;
}

}  // namespace countervail
