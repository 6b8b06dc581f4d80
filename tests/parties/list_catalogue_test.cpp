// SPDX-License-Identifier: Apache-2.0
#include "parties/list_catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "parties/list_samples.h"

namespace countervail {
namespace {

using testing::HasSubstr;

TEST(ListCatalogue, KnowsListsByWhatPublishersCallThem) {
    const ListCatalogue& all = list_samples::catalogue();
    EXPECT_EQ(all.id_of("Entity List (EL) - Bureau of Industry and Security"), "USA-entity-list");
    EXPECT_EQ(all.id_of("Military End User (MEU) List - Bureau of Industry and Security"), "USA-meu-list");
    EXPECT_EQ(all.id_of("出口管制管控名单 (Export Control Watchlist)"), "CHN-control-list");
    EXPECT_EQ(all.id_of("USA-sdn-list"), "USA-sdn-list");
    EXPECT_EQ(all.id_of("Nonproliferation Sanctions (ISN) - State Department"),
              "nonproliferation-sanctions-isn-state-department");
    EXPECT_EQ(all.id_of("不明"), "bu-ming");
    EXPECT_EQ(all.id_of("…"), "unnamed-list");
    EXPECT_EQ(all.empty_list("JPN-end-user-list").issuer, "JPN");
    EXPECT_EQ(all.empty_list("other").issuer, "");
    EXPECT_EQ(all.find("other"), nullptr);
}

TEST(ListCatalogue, TellsWhatIsWrongWithIt) {
    const auto twice = ListCatalogue::parse(
        "[[list]]\nid='A'\nissuer='X'\ntitle='t'\n[[list]]\nid='A'\nissuer='X'\ntitel='t'\n", "c.toml");
    ASSERT_FALSE(twice);
    EXPECT_THAT(to_text(twice.error()), HasSubstr("stands twice"));
    EXPECT_THAT(to_text(twice.error()), HasSubstr("titel"));
    EXPECT_FALSE(ListCatalogue::parse("[[list", "c.toml"));
    EXPECT_FALSE(ListCatalogue::read(Library(std::vector<LibraryFile>{})));
}

TEST(ShippedLists, ArePartialDatedAndSourced) {
    const auto lists = shipped_party_lists(Library::embedded());
    ASSERT_TRUE(lists) << to_text(lists.error());
    ASSERT_FALSE(lists->empty());
    for (const PartyList& list : *lists) {
        EXPECT_EQ(list.coverage, Coverage::partial) << list.id;
        EXPECT_FALSE(list.issuer.empty()) << list.id;
        for (const ListedName& entry : list.entries) {
            EXPECT_TRUE(entry.date_added.has_value()) << entry.name;
            EXPECT_FALSE(entry.source.empty()) << entry.name;
            EXPECT_FALSE(entry.label.empty()) << entry.name;
            EXPECT_FALSE(entry.places.empty()) << entry.name;
        }
    }
}

TEST(ShippedLists, StandAsTheLawHasThem) {
    const auto lists = shipped_party_lists(Library::embedded()).value();
    const auto entry = [&](const std::string& name) -> const ListedName& {
        for (const PartyList& list : lists) {
            for (const ListedName& each : list.entries) {
                if (each.name.starts_with(name)) return each;
            }
        }
        throw std::runtime_error("no " + name);
    };
    const auto standing = [](const ListedName& each, Date on) { return membership(each, on).standing; };
    const ListedName& yard = entry("Mitsubishi Shipbuilding");
    EXPECT_EQ(yard.list, "CHN-control-list");
    EXPECT_EQ(standing(yard, Date(2026, 2, 23)), ListingStanding::not_yet_listed);
    EXPECT_EQ(standing(yard, Date(2026, 2, 24)), ListingStanding::listed);
    EXPECT_EQ(entry("Subaru").list, "CHN-watch-list");
    for (const char* name : {"Sierra Nevada", "Saronic", "Cubic", "Oceaneering"}) {
        EXPECT_EQ(standing(entry(name), Date(2025, 4, 3)), ListingStanding::not_yet_listed) << name;
        EXPECT_EQ(standing(entry(name), Date(2025, 11, 9)), ListingStanding::listed) << name;
        EXPECT_EQ(standing(entry(name), Date(2025, 11, 10)), ListingStanding::suspended) << name;
        EXPECT_EQ(standing(entry(name), Date(2026, 11, 9)), ListingStanding::suspended) << name;
        EXPECT_EQ(standing(entry(name), Date(2026, 11, 10)), ListingStanding::listed) << name;
    }
}

TEST(ListCatalogue, PartsOfAListCarryTheNamesThatTheLawGivesThem) {
    const ListCatalogue catalogue = ListCatalogue::parse("[[list]]\nid=\"L\"\nissuer=\"USA\"\ntitle=\"t\"\nwritten_as=[]\n"
                                                         "[[list]]\nid=\"L-4\"\nissuer=\"USA\"\ntitle=\"t\"\nwritten_as=[]\npart_of=\"L\"\nfootnote=\"4\"\n"
                                                         "[[list]]\nid=\"L-april\"\nissuer=\"USA\"\ntitle=\"t\"\nwritten_as=[]\npart_of=\"L\"\nadded=[\"2025-04-04\"]\ninstead=true\n", "c.toml").value();
    ListedName entry;
    EXPECT_EQ(catalogue.names_of("L", entry), std::vector<std::string>{"L"});
    entry.footnote = "4";
    EXPECT_EQ(catalogue.names_of("L", entry), (std::vector<std::string>{"L", "L-4"}));
    entry.date_added = Date(2025, 4, 4);
    EXPECT_EQ(catalogue.names_of("L", entry), (std::vector<std::string>{"L-4", "L-april"}));
    const auto wrong = ListCatalogue::parse("[[list]]\nid=\"L-4\"\nissuer=\"USA\"\ntitle=\"t\"\nwritten_as=[]\npart_of=\"L\"\nadded=[\"4 April\"]\n", "c.toml");
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().size(), 3U);
}

TEST(ShippedLists, AnEmptyLibraryIsAnErrorNotAnEmptyList) {
    EXPECT_FALSE(shipped_party_lists(Library(std::vector<LibraryFile>{})));
}

}  // namespace
}  // namespace countervail
