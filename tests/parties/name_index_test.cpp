// SPDX-License-Identifier: Apache-2.0
// covers: name_score, name_grams
#include "parties/name_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "parties/list_samples.h"
#include "parties/name_grams.h"

namespace countervail {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

NameIndex sample_index() {
    PartyList list;
    list.id = "sample";
    const auto add = [&](const char* name, std::vector<std::string> aliases,
                         std::vector<std::string> places) {
        ListedName entry;
        entry.list = list.id, entry.name = name, entry.aliases = std::move(aliases),
        entry.places = std::move(places);
        list.entries.push_back(std::move(entry));
    };
    add("Beijing Hangfeng Optics Technology Co., Ltd.", {"杭峰光学有限公司", "HFO"}, {"CHN"});
    add("OOO Rosvektor", {"Росвектор"}, {"RUS"});
    add("Müller Präzision GmbH", {}, {"DEU"});
    add("Shirasagi Marine United Corporation", {}, {"JPN"});
    add("54th Research Institute", {}, {"CHN"});
    add("Zarin Tejarat General Trading", {"Zarrin Company"}, {"IRN", "ARE"});
    for (const char* filler :
         {"Wuhan Dalian Electronics Technology", "Xin Da Optics", "Shanghai Technology Trading",
          "14th Research Institute", "Ural Plant", "Delta Marine"})
        add(filler, {}, {});
    return NameIndex::build({list}, list_samples::name_words());
}

NameMatch best(const std::string& name, const std::string& place = {}) {
    static const NameIndex index = sample_index();
    const auto found = index.matches(name, place, 1, 0.0);
    if (found.empty()) throw std::runtime_error("nothing like " + name);
    return found.front();
}

TEST(NameIndex, TheSameNameIsTheSameHoweverItIsWritten) {
    for (const char* name :
         {"Beijing Hangfeng Optics Technology Co., Ltd.", "BEIJING HANGFENG OPTICS TECH. CO LTD",
          "Hangfeng Optics Technology Beijing Company Limited", "杭峰光学有限公司", "杭峰光學有限公司"}) {
        EXPECT_EQ(best(name).kind, NameClass::same_name) << name << " " << best(name).score;
        EXPECT_EQ(best(name).entry->name, "Beijing Hangfeng Optics Technology Co., Ltd.");
        EXPECT_THAT(best(name).lost, IsEmpty());
    }
    EXPECT_EQ(best("杭峰光学").alias, 0);
    EXPECT_EQ(best("杭峰光学").matched(), "杭峰光学有限公司");
}

TEST(NameIndex, WhatCostsPointsIsSaid) {
    const NameMatch typo = best("Beijing Hangfneg Optics Technology");
    EXPECT_EQ(typo.entry->places.front(), "CHN");
    EXPECT_GE(typo.score, kNameThreshold);
    EXPECT_LT(typo.score, 0.985);
    EXPECT_THAT(typo.lost, Contains(HasSubstr("\"hangfneg\" stands for \"hangfeng\"")));
    const NameMatch shorter = best("Hangfeng Optics");
    EXPECT_GE(shorter.score, kNameThreshold);
    EXPECT_THAT(shorter.lost, Contains(HasSubstr("\"beijing technology\" of the listed name is missing")));
    EXPECT_DOUBLE_EQ(shorter.containment, 1);
    const NameMatch longer = best("Rosvektor Kazan Plant");
    EXPECT_THAT(longer.lost, Contains(HasSubstr("is not in the listed name")));
}

TEST(NameIndex, LegalFormAndPlaceCostAndSaySo) {
    const NameMatch form = best("Müller Präzision AG");
    EXPECT_EQ(form.kind, NameClass::probably);
    EXPECT_THAT(form.lost, ElementsAre(HasSubstr("another legal form: stock, listed: limited")));
    EXPECT_GT(best("Mueller Praezision GmbH").score, 0.88);
    EXPECT_NEAR(best("OOO Rosvektor", "RUS").score - best("OOO Rosvektor", "BRA").score, 0.04, 1e-12);
    EXPECT_THAT(best("OOO Rosvektor", "BRA").lost, ElementsAre(HasSubstr("another place: BRA, listed: RUS")));
    EXPECT_EQ(best("Zarin Tejarat General Trading", "ARE").kind, NameClass::same_name);
}

TEST(NameIndex, ScriptsRomanisationsAndSpacing) {
    EXPECT_EQ(best("Росвектор").kind, NameClass::same_name);
    EXPECT_GE(best("АО Росвектор").score, 0.95);
    EXPECT_GE(best("Beijing Hang Feng Optics Technology").score, 0.88);
    EXPECT_GE(best("Hang Feng Guang Xue").score, 0.985);
    EXPECT_GE(best("Beijing Hangfeng 0ptlcs Technology").score, 0.88);
}

TEST(NameIndex, InitialsAreOnlyPossible) {
    const NameIndex index = sample_index();
    const auto found = index.matches("SMU", {}, 5, 0.7);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].entry->name, "Shirasagi Marine United Corporation");
    EXPECT_TRUE(found[0].initials);
    EXPECT_THAT(found[0].lost, ElementsAre("only the initials agree"));
    EXPECT_THAT(index.matches("SMU"), IsEmpty());  // three letters are below the usual threshold
    EXPECT_EQ(best("Hangzhou Fine Objects").initials, true);
}

TEST(NameIndex, NumbersAreNotMisspelt) {
    const NameIndex index = sample_index();
    const auto found = index.matches("54th Research Institute");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].entry->name, "54th Research Institute");
    EXPECT_THAT(index.matches("55th Research Institute"), IsEmpty());
}

TEST(NameIndex, StrangersAndNonsenseMatchNothing) {
    const NameIndex index = sample_index();
    for (const char* name :
         {"Acme Anvils Inc.", "Trading Technology", "", "…", "Company Limited", "\xff\xff"})
        EXPECT_THAT(index.matches(name), IsEmpty()) << name;
    EXPECT_THAT(NameIndex::build({}, list_samples::name_words()).matches("anything"), IsEmpty());
}

TEST(NameIndex, AnswersAreSortedAndBounded) {
    const NameIndex index = sample_index();
    const auto all = index.matches("Optics Technology", {}, 100, 0.0);
    ASSERT_GT(all.size(), 2U);
    for (std::size_t i = 1; i < all.size(); ++i) EXPECT_GE(all[i - 1].score, all[i].score);
    for (const NameMatch& match : all) EXPECT_TRUE(match.score >= 0 && match.score <= 1);
    EXPECT_EQ(index.matches("Optics Technology", {}, 2, 0.0).size(), 2U);
    EXPECT_EQ(index.lists().front().entries.size(), 12U);
    EXPECT_EQ(index.spellings(), 16U);
}

TEST(NameIndex, AMatchOutlivesTheListsItWasBuiltFrom) {
    NameIndex copy = sample_index();
    const NameMatch match = copy.matches("Rosvektor").at(0);
    EXPECT_EQ(match.list->id, "sample");
    EXPECT_EQ(match.entry, &copy.lists()[0].entries[1]);
}

TEST(NameClasses, BordersAndWords) {
    EXPECT_EQ(name_class(0.985), NameClass::same_name);
    EXPECT_EQ(name_class(0.98), NameClass::probably);
    EXPECT_EQ(name_class(0.87), NameClass::possible);
    EXPECT_EQ(name_class(0.74), NameClass::no);
    EXPECT_EQ(to_text(NameClass::same_name), "same name");
}

TEST(NameScore, EqualWordsScoreOneAndRareWordsDecide) {
    const auto word = [](std::string_view text, double weight, std::uint32_t id) {
        return ScoredWord{text, text, text, weight, id};
    };
    const std::vector<ScoredWord> full{word("hangfeng", 10, 1), word("technology", 1, 2)};
    EXPECT_DOUBLE_EQ(score_words(full, full).score, 1);
    const double without_common = score_words({full[0]}, full).score,
                 without_rare = score_words({full[1]}, full).score;
    EXPECT_GT(without_common, 0.9);
    EXPECT_LT(without_rare, 0.4);
    EXPECT_DOUBLE_EQ(score_words({}, full).score, 0);
}

TEST(NameGrams, TheNearestComeFirstWhateverTheSpacing) {
    const GramIndex grams({"hangfeng optiks", "delta marine", "hang feng", "optiks delta"});
    const auto found = grams.nearest("hangfeng", 10);
    ASSERT_GE(found.size(), 2U);
    EXPECT_EQ(found[0].spelling, 2U);
    EXPECT_EQ(found[1].spelling, 0U);
    EXPECT_EQ(grams.nearest("hangfeng", 1).size(), 1U);
    EXPECT_THAT(grams.nearest("zzzz", 10), IsEmpty());
    EXPECT_THAT(grams.nearest("", 10), IsEmpty());
}

}  // namespace
}  // namespace countervail
