// SPDX-License-Identifier: Apache-2.0
// covers: list_collector, list_places
#include "parties/list_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "parties/list_collector.h"
#include "parties/list_places.h"
#include "parties/list_samples.h"

namespace countervail {
namespace {

using namespace list_samples;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

ListFile read(const std::string& text) {
    auto file = read_party_lists(text, "sample", catalogue());
    if (!file) throw std::runtime_error(to_text(file.error()));
    return *file;
}

std::string problems(const std::string& text) {
    const auto file = read_party_lists(text, "sample", catalogue());
    return file ? "" : to_text(file.error());
}

const PartyList& list(const ListFile& file, const std::string& id) {
    for (const PartyList& each : file.lists) {
        if (each.id == id) return each;
    }
    throw std::runtime_error("no list " + id);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    if (at == std::string::npos) throw std::runtime_error("the sample has no " + from);
    return text.replace(at, from.size(), to);
}

TEST(ListReader, AListWithoutEntriesIsAMistakeAtItsFirstLine) {
    const auto empty = read_party_lists("list,name,aliases,places,added,removed,announced,removal_announced,suspended,reason,requirement,policy,footnote,source,label,coverage,note\n", "lists.csv",
                                        ListCatalogue::read(Library::embedded()).value());
    ASSERT_FALSE(empty);
    EXPECT_EQ(empty.error()[0].where.line, 1);
    EXPECT_FALSE(empty.error()[0].hint.empty());
}

TEST(ListReader, TellsTheFormatFromTheContent) {
    const auto format = [](const std::string& text) {
        return recognise_list_format(text, "any.name").value();
    };
    EXPECT_EQ(format(kOwn), ListFormat::own_csv);
    EXPECT_EQ(format("\xEF\xBB\xBF" + kRegistry), ListFormat::registry_json);
    EXPECT_EQ(format(kConsolidated), ListFormat::consolidated_csv);
    EXPECT_EQ(format(kConsolidatedJson), ListFormat::consolidated_json);
    EXPECT_EQ(format(kOpenSanctions), ListFormat::open_sanctions_csv);
    EXPECT_EQ(format(kFollowTheMoney), ListFormat::follow_the_money);
    for (const char* other : {"", " \n", "a,b\n1,2\n", "[1, 2]", "{\"a\": 1}", "name,source\n"}) {
        const auto result = recognise_list_format(other, "x.csv");
        ASSERT_FALSE(result) << other;
        EXPECT_EQ(result.error().front().where.file, "x.csv");
        EXPECT_FALSE(result.error().front().hint.empty());
    }
}

TEST(ListReader, ReadsOurOwnFormat) {
    const ListFile file = read(kOwn);
    ASSERT_EQ(file.lists.size(), 2U);
    const PartyList& control = list(file, "CHN-control-list");
    EXPECT_EQ(control.issuer, "CHN");
    EXPECT_EQ(control.coverage, Coverage::partial);
    const ListedName& first = control.entries[0];
    EXPECT_EQ(first.name, "Northwind Drones, Inc.");
    EXPECT_THAT(first.aliases, ElementsAre("Northwind", "NWD"));
    EXPECT_THAT(first.places, ElementsAre("USA"));
    ASSERT_EQ(first.suspensions.size(), 1U);
    EXPECT_EQ(first.suspensions[0].days, (Interval{Date(2025, 11, 10), Date(2026, 11, 10)}));
    EXPECT_EQ(first.suspensions[0].announced, Date(2025, 11, 7));
    EXPECT_EQ(first.where.line, 2);
    EXPECT_EQ(control.entries[1].announced, Date(2026, 4, 23));
    const ListedName& entity = list(file, "USA-entity-list").entries[0];
    EXPECT_EQ(entity.footnote, "1");
    EXPECT_THAT(entity.places, ElementsAre("CHN", "HKG"));
}

TEST(ListReader, ReadsARegistryByItsPrintedListNames) {
    const ListFile file = read(kRegistry);
    ASSERT_EQ(file.lists.size(), 4U);
    const ListedName& yard = list(file, "CHN-control-list").entries.at(0);
    EXPECT_THAT(yard.places, ElementsAre("JPN"));
    EXPECT_THAT(yard.aliases, ElementsAre("白鹭重工株式会社"));
    EXPECT_EQ(yard.date_added, Date(2026, 2, 24));
    EXPECT_EQ(yard.source, "https://example.org/1");
    EXPECT_EQ(list(file, "CHN-watch-list").entries.at(0).name, "Kawa Motors");
    EXPECT_EQ(list(file, "CHN-unreliable-list").entries.size(), 1U);
    const ListedName& iranian = list(file, "JPN-end-user-list").entries.at(0);
    EXPECT_THAT(iranian.places, ElementsAre("IRN"));
    EXPECT_FALSE(iranian.date_added);
    EXPECT_EQ(iranian.where.line, 5);
}

TEST(ListReader, ARegistryRecordWithoutItsNameIsNotLost) {
    const std::string run_in = replaced(replaced(kRegistry, "\"Zarin Tejarat\"", "\"\""), "Republic of Iran",
                                        "Republic of Iran Zarin Tejarat");
    EXPECT_EQ(list(read(run_in), "JPN-end-user-list").entries.at(0).name, "Zarin Tejarat");
    const ListedName by_alias =
        list(read(replaced(kRegistry, "\"Zarin Tejarat\"", "\"\"")), "JPN-end-user-list").entries.at(0);
    EXPECT_EQ(by_alias.name, "Zarin Co");
    EXPECT_THAT(by_alias.note, HasSubstr("first alias"));
}

TEST(ListReader, ReadsTheConsolidatedScreeningListInBothShapes) {
    for (const std::string& text : {kConsolidated, kConsolidatedJson}) {
        const ListFile file = read(text);
        const ListedName& entity = list(file, "USA-entity-list").entries.at(0);
        EXPECT_EQ(entity.name, "Xinyuan Lithography Institute");
        EXPECT_THAT(entity.aliases, ElementsAre("Xinyuan Litho", "XLI"));
        EXPECT_THAT(entity.places, ElementsAre("CHN", "HKG"));
        EXPECT_EQ(entity.date_added, Date(2023, 10, 19));
        EXPECT_EQ(entity.policy, "Presumption of denial.");
        EXPECT_EQ(entity.footnote, "4");
        EXPECT_THAT(entity.source, HasSubstr("88 FR 10001"));
        EXPECT_THAT(list(file, "USA-sdn-list").entries.at(0).places, ElementsAre("IRN"));
    }
    const ListFile file = read(kConsolidated);
    EXPECT_THAT(list(file, "USA-meu-list").entries.at(0).places, ElementsAre("RUS"));
    const ListedName& other = list(file, "denied-orders-of-somewhere-dos-test-bureau").entries.at(0);
    EXPECT_EQ(other.date_removed, Date(2021, 2, 1));
    EXPECT_THAT(other.places, ElementsAre("USA"));
}

TEST(ListReader, ReadsOpenSanctionsTargetsUnderTheListsTheyStandOn) {
    const ListFile file = read(kOpenSanctions);
    const ListedName& firm = list(file, "USA-sdn-list").entries.at(0);
    EXPECT_THAT(firm.aliases, ElementsAre("Росвектор", "AO Rosvektor"));
    EXPECT_THAT(firm.places, ElementsAre("RUS"));
    EXPECT_FALSE(firm.date_added);  // first seen is no day of listing
    EXPECT_THAT(firm.note, HasSubstr("2023-04-20"));
    EXPECT_THAT(list(file, "test-monitor-of-ruritania").entries.at(0).places, ElementsAre("RUS", "BLR"));
}

TEST(ListReader, ReadsFollowTheMoneyLinesWithTheirSanctions) {
    const ListFile file = read(kFollowTheMoney);
    ASSERT_EQ(file.lists.size(), 2U);
    const ListedName& firm = list(file, "USA-entity-list").entries.at(0);
    EXPECT_EQ(firm.name, "Rosvektor JSC");
    EXPECT_THAT(firm.aliases, ElementsAre("Росвектор", "RV"));
    EXPECT_EQ(firm.date_added, Date(2022, 6, 1));  // "2022-06": from its first day
    EXPECT_EQ(firm.reason, "diversion");
    EXPECT_EQ(firm.where.line, 2);
    EXPECT_EQ(list(file, "ruritania-monitor").entries.at(0).name, "Ivan Primer");
}

TEST(ListReader, TellsAllProblemsAtOnceWithTheirLines) {
    const std::string spoilt = replaced(replaced(replaced(kOwn, "2025-04-04", "2025-04-31"), "DEU", "DEX"),
                                        "USA-entity-list", "USA-entitty-list");
    const auto file = read_party_lists(spoilt, "mine.csv", catalogue());
    ASSERT_FALSE(file);
    ASSERT_EQ(file.error().size(), 3U) << to_text(file.error());
    EXPECT_EQ(file.error()[0].where.line, 2);
    EXPECT_EQ(file.error()[1].where.line, 3);
    EXPECT_EQ(file.error()[2].where.line, 4);
    EXPECT_THAT(file.error()[2].hint, HasSubstr("USA-entity-list"));
}

TEST(ListReader, RefusesWhatCannotBeMeant) {
    EXPECT_THAT(problems(replaced(kOwn, "2026-08-01", "2026-03-01")), HasSubstr("before it joins"));
    EXPECT_THAT(problems(replaced(kOwn, "@2025-11-07", "@soon")), HasSubstr("no suspension"));
    EXPECT_THAT(problems(replaced(kOwn, "2026-11-09@2025-11-07", "2026-11-09|2026-01-01..2026-02-01")),
                HasSubstr("overlap"));
    EXPECT_THAT(problems(replaced(kOwn, "found,partial", "found,complete")), HasSubstr("coverage"));
    EXPECT_THAT(problems(replaced(kOwn, "recalled", "recaled")), HasSubstr("did you mean"));
    EXPECT_THAT(problems(kOwn + "USA-entity-list,Hangfeng Optics Co. Ltd.,,,2019-05-16,,,,,,,\n"),
                HasSubstr("line 4"));
    EXPECT_THAT(problems(replaced(kRegistry, "\"Kawa Motors\"", "17")), HasSubstr("not text"));
    EXPECT_THAT(problems(replaced(kRegistry, "\"Kawa Motors\"", "null")), HasSubstr("has no name"));
    EXPECT_THAT(problems(replaced(kRegistry, "\"2025-02-04\"", "\"soon\"")), HasSubstr("sample:4"));
    EXPECT_THAT(problems(replaced(kRegistry, "},\n", "}\n")), HasSubstr("is not JSON"));
    EXPECT_THAT(problems(replaced(kConsolidated, "2023-10-19", "19 October")), HasSubstr("start_date"));
    EXPECT_THAT(
        problems(replaced(kConsolidated, "e2,Military End User (MEU) List - Bureau of Industry and Security",
                          "e2,")),
        HasSubstr("names no source list"));
    EXPECT_THAT(problems(replaced(kConsolidatedJson, "\"results\": [", "\"results\": {")),
                HasSubstr("is not JSON"));
    EXPECT_THAT(problems(replaced(kOpenSanctions, "2022-03-01", "then")), HasSubstr("first_seen"));
    EXPECT_THAT(problems(replaced(kFollowTheMoney, "\"entity\":[\"NK-1\"],", "")),
                HasSubstr("without \"entity\""));
    EXPECT_THAT(problems(replaced(kFollowTheMoney, "\"id\":\"NK-2\",", "\"id\":\"NK-1\",")),
                HasSubstr("twice"));
    EXPECT_THAT(problems(replaced(kFollowTheMoney, "{\"id\":\"AD-1\"", "{\"id\" \"AD-1\"")),
                HasSubstr("sample:4"));
}

TEST(ListPlaces, CodesNamesAndAddresses) {
    EXPECT_EQ(iso3_of_code("cn"), "CHN");
    EXPECT_EQ(iso3_of_code("DEU"), "DEU");
    EXPECT_EQ(iso3_of_code("zz"), "");
    EXPECT_EQ(iso3_in_text("Kabul, AF"), "AFG");
    EXPECT_EQ(iso3_in_text("Islamic Republic of Iran"), "IRN");
    EXPECT_EQ(iso3_in_text("People's Republic of China Poly Asia Pacific Ltd."), "CHN");
    EXPECT_EQ(iso3_in_text("Hong Kong"), "HKG");
    EXPECT_EQ(iso3_in_text("North Korea"), "PRK");
    EXPECT_EQ(iso3_in_text("Russian Federation"), "RUS");
    EXPECT_EQ(iso3_in_text("Democratic People's Republic of Korea"), "PRK");
    EXPECT_EQ(iso3_in_text("Republic of Korea"), "KOR");
    EXPECT_EQ(text_behind_country("Islamic Republic of Iran Zarin Ltd."), "Zarin Ltd.");
    EXPECT_EQ(text_behind_country("Islamic Republic of Iran"), "");
    EXPECT_EQ(text_behind_country("Zarin Ltd."), "");
    EXPECT_EQ(iso3_in_text("Taufkirchen, Germany（邮编：82024）"), "DEU");
    EXPECT_EQ(iso3_in_text("日本长崎县长崎市饱之浦町1-1"), "JPN");
    EXPECT_EQ(iso3_in_text("somewhere"), "");
}

TEST(ListCollector, FootnotesOfTheEntityList) {
    EXPECT_EQ(footnote_in("For all items subject to the EAR. (See §§734.9(e), 1 and 744.11)"), "1");
    EXPECT_EQ(footnote_in("(see §734.9(e)5)"), "5");
    EXPECT_EQ(footnote_in("see footnote 4"), "4");
    EXPECT_EQ(footnote_in("(See §§734.9(e), 744.11 and 744.16)"), "");
    EXPECT_EQ(footnote_in("See § 744.11"), "");
    EXPECT_THAT(list_parts(" a ;b;; a;", ";"), ElementsAre("a", "b"));
    EXPECT_THAT(list_parts("", ";"), IsEmpty());
}

// ---- real files, where they lie beside the source
// -------------------------------------------------------------------

std::optional<std::string> beside_the_source(const std::string& name) {
    const auto path = std::filesystem::path(COUNTERVAIL_SOURCE_DIR "/../shared/data/entity_lists") / name;
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return std::nullopt;
    std::stringstream text;
    text << stream.rdbuf();
    return text.str();
}

TEST(RealLists, TheChineseRegistryHasThreeLists) {
    const auto text = beside_the_source("cn.json");
    if (!text) GTEST_SKIP() << "no registry beside the source tree";
    const ListFile file = read(*text);
    EXPECT_EQ(list(file, "CHN-control-list").entries.size(), 139U);
    EXPECT_EQ(list(file, "CHN-unreliable-list").entries.size(), 61U);
    EXPECT_EQ(list(file, "CHN-watch-list").entries.size(), 40U);
    for (const PartyList& each : file.lists) {
        for (const ListedName& entry : each.entries) EXPECT_TRUE(entry.date_added.has_value()) << entry.name;
    }
}

TEST(RealLists, TheJapaneseRegistryHasOneListWithPlaces) {
    const auto text = beside_the_source("jp.json");
    if (!text) GTEST_SKIP() << "no registry beside the source tree";
    const ListFile file = read(*text);
    ASSERT_EQ(file.lists.size(), 1U);
    EXPECT_EQ(file.lists[0].id, "JPN-end-user-list");
    EXPECT_EQ(file.lists[0].entries.size(), 835U);
    const auto without = std::count_if(file.lists[0].entries.begin(), file.lists[0].entries.end(),
                                       [](const ListedName& e) { return e.places.empty(); });
    EXPECT_EQ(without, 0);
    const auto lost = std::count_if(file.lists[0].entries.begin(), file.lists[0].entries.end(),
                                    [](const ListedName& e) { return !e.note.empty(); });
    EXPECT_EQ(lost, 37);  // names that the registry ran into the address cell
}

}  // namespace
}  // namespace countervail
