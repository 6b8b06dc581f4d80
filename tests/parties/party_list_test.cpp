// SPDX-License-Identifier: Apache-2.0
#include "parties/party_list.h"

#include <gtest/gtest.h>

namespace countervail {
namespace {

ListingStanding standing(const ListedName& entry, Date on, std::optional<Date> known_on = std::nullopt) {
    return membership(entry, on, known_on).standing;
}

ListedName suspended_entry() {
    ListedName entry;
    entry.list = "CHN-control-list", entry.name = "Northwind Drones";
    entry.date_added = Date(2025, 4, 4);
    entry.suspensions = {{{Date(2025, 11, 10), Date(2026, 11, 10)}, Date(2025, 11, 7)}};
    return entry;
}

TEST(PartyList, AnEntryCountsFromItsFirstDayUntilTheDayItIsRemoved) {
    ListedName entry;
    entry.date_added = Date(2026, 4, 24), entry.date_removed = Date(2026, 8, 1);
    EXPECT_EQ(standing(entry, Date(2026, 4, 23)), ListingStanding::not_yet_listed);
    EXPECT_EQ(standing(entry, Date(2026, 4, 24)), ListingStanding::listed);
    EXPECT_EQ(standing(entry, Date(2026, 7, 31)), ListingStanding::listed);
    EXPECT_EQ(standing(entry, Date(2026, 8, 1)), ListingStanding::removed);
    EXPECT_EQ(membership(entry, Date(2026, 7, 1)).until, Date(2026, 8, 1));
    EXPECT_EQ(membership(entry, Date(2026, 1, 1)).until, Date(2026, 4, 24));
}

TEST(PartyList, ASuspendedEntryDoesNotCountAndComesBack) {
    const ListedName entry = suspended_entry();
    EXPECT_EQ(standing(entry, Date(2025, 11, 9)), ListingStanding::listed);
    EXPECT_EQ(standing(entry, Date(2025, 11, 10)), ListingStanding::suspended);
    EXPECT_EQ(standing(entry, Date(2026, 11, 9)), ListingStanding::suspended);
    EXPECT_EQ(standing(entry, Date(2026, 11, 10)), ListingStanding::listed);
    EXPECT_EQ(membership(entry, Date(2025, 10, 1)).until, Date(2025, 11, 10));
    EXPECT_EQ(membership(entry, Date(2026, 1, 1)).until, Date(2026, 11, 10));
    EXPECT_FALSE(membership(entry, Date(2026, 12, 1)).until.has_value());
}

TEST(PartyList, WhatIsNotYetPublicIsNotSeen) {
    const ListedName entry = suspended_entry();
    EXPECT_EQ(standing(entry, Date(2025, 12, 1), Date(2025, 11, 6)), ListingStanding::listed);
    EXPECT_EQ(standing(entry, Date(2025, 12, 1), Date(2025, 11, 7)), ListingStanding::suspended);
    EXPECT_EQ(standing(entry, Date(2025, 12, 1), Date(2025, 4, 3)), ListingStanding::unknown_yet);
    ListedName ahead = entry;
    ahead.announced = Date(2025, 4, 1);  // public before it counts
    EXPECT_EQ(standing(ahead, Date(2025, 4, 5), Date(2025, 4, 2)), ListingStanding::listed);
    ahead.date_removed = Date(2025, 6, 1), ahead.removal_announced = Date(2025, 5, 20);
    EXPECT_EQ(standing(ahead, Date(2025, 7, 1), Date(2025, 5, 19)), ListingStanding::listed);
    EXPECT_EQ(standing(ahead, Date(2025, 7, 1), Date(2025, 5, 20)), ListingStanding::removed);
}

TEST(PartyList, WithoutADayOfListingEveryDayCountsAndTheAnswerSaysSo) {
    const ListedName entry;
    const Membership found = membership(entry, Date(1999, 1, 1), Date(1999, 1, 1));
    EXPECT_TRUE(found.counts());
    EXPECT_FALSE(found.since_known);
    EXPECT_TRUE(membership(suspended_entry(), Date(2025, 5, 1)).since_known);
}

TEST(PartyList, MembersAreThoseThatCount) {
    PartyList list;
    list.entries = {suspended_entry(), suspended_entry()};
    list.entries[1].suspensions.clear();
    ASSERT_EQ(members(list, Date(2026, 1, 1)).size(), 1U);
    EXPECT_EQ(members(list, Date(2026, 1, 1)).front(), &list.entries[1]);
    EXPECT_EQ(members(list, Date(2025, 5, 1)).size(), 2U);
    EXPECT_TRUE(members(list, Date(2025, 1, 1)).empty());
}

TEST(PartyList, JoiningKeepsOrderAndStaysPartial) {
    PartyList a{"x", "X", "", Coverage::complete, {ListedName{}}}, b{"y", "Y", "", Coverage::unknown, {}},
        c{"x", "", "", Coverage::partial, {ListedName{}}};
    const auto joined = join_lists({a, b, c});
    ASSERT_EQ(joined.size(), 2U);
    EXPECT_EQ(joined[0].id, "x");
    EXPECT_EQ(joined[0].entries.size(), 2U);
    EXPECT_EQ(joined[0].coverage, Coverage::partial);
    EXPECT_EQ(joined[1].coverage, Coverage::unknown);
}

TEST(PartyList, WordsForPeople) {
    EXPECT_EQ(to_text(ListingStanding::suspended), "listed, suspended");
    EXPECT_EQ(parse_coverage("partial"), Coverage::partial);
    EXPECT_FALSE(parse_coverage("some"));
}

}  // namespace
}  // namespace countervail
