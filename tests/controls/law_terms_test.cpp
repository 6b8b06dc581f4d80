// SPDX-License-Identifier: Apache-2.0
#include "controls/law_terms.h"

#include <gtest/gtest.h>

#include <set>

#include "base/text.h"
#include "controls/regime.h"
#include "controls/sample_acts.h"
#include "evidence/vocabulary.h"
#include "materials/catalogue.h"

// covers: read_law_terms, act_reader, read_clause

namespace countervail {
namespace {

using sample::rules;

Library library(std::string text, std::string path = "rules/vocabulary/AAA.toml") {
    return Library(std::vector<LibraryFile>{{std::move(path), std::move(text)}});
}

TEST(LawTerms, ReadsFactsUsesItemsGroupsQuestionsAndBranches) {
    Library all = library("[[fact]]\nid=\"node\"\nkind=\"number\"\nunit=\"nm\"\nquestion=\"Which node?\"\n[[fact]]\nid=\"told\"\nkind=\"statement\"\n"
                          "question=\"Told?\"\nunless_stated=false\n[[end_use]]\nid=\"missile\"\nname=\"missiles\"\nis=[\"military\"]\n"
                          "[[end_use]]\nid=\"military\"\nname=\"military\"\n");
    all.put({"rules/items/AAA.toml", "[[item]]\nid=\"ring\"\nname=\"ring\"\nis=[\"magnet\"]\ncodes=[\"8505.11.10\"]\nfacts={ node = \"14 nm\" }\n"
                                     "[[item]]\nid=\"magnet\"\nname=\"magnet\"\n"});
    all.put({"rules/items/BBB.toml", "[[item]]\nid=\"ring\"\nname=\"ring\"\nis=[\"metal\"]\ncodes=[\"8505.19\"]\n"});
    const auto terms = LawTerms::read(all);
    ASSERT_TRUE(terms) << to_text(terms.error());
    EXPECT_EQ(terms->fact("told")->unless_stated, false);
    EXPECT_EQ(terms->broader_items("ring"), (std::vector<std::string>{"ring", "magnet", "metal"}));
    EXPECT_EQ(terms->broader_end_uses("missile"), (std::vector<std::string>{"missile", "military"}));
    EXPECT_EQ(std::get<Decimal>(terms->item("ring")->facts.at(0).value), Decimal(14));
    ASSERT_EQ(terms->items_of_code("850511").size(), 1U);
    EXPECT_EQ(terms->items_of_code("8505110010").size(), 0U);
    EXPECT_EQ(terms->items_of_code("8505191000").at(0)->id, "ring");
}

TEST(LawTerms, ReportsEveryProblemWithItsLine) {
    const auto wrong = LawTerms::read(library("[[fact]]\nid=\"a\"\nkind=\"nunber\"\nquestion=\"q\"\n[[fact]]\nid=\"a\"\nkind=\"number\"\nquestion=\"q\"\nunless_stated=true\n"
                                              "[[fact]]\nid=\"b\"\nkind=\"words\"\nquestion=\"q\"\nunit=\"mm\"\ncolour=1\n"));
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().size(), 5U) << to_text(wrong.error());
    for (const Error& error : wrong.error()) {
        EXPECT_GT(error.where.line, 0);
        EXPECT_FALSE(error.hint.empty());
    }
    const auto question = LawTerms::read(library("[[question]]\nid=\"Q\"\ntext=\"t\"\ndefault=\"x\"\n[[question.option]]\nid=\"a\"\n", "rules/questions.toml"));
    ASSERT_FALSE(question);
    EXPECT_EQ(question.error().size(), 2U);
}

TEST(LawTerms, AMadeOfCircleOfBroaderItemsEnds) {
    const auto terms = LawTerms::read(library("[[item]]\nid=\"a\"\nname=\"a\"\nis=[\"b\"]\n[[item]]\nid=\"b\"\nname=\"b\"\nis=[\"a\"]\n", "rules/items/AAA.toml"));
    ASSERT_TRUE(terms);
    EXPECT_EQ(terms->broader_items("a"), (std::vector<std::string>{"a", "b"}));
}

/// What an act lists must be a good that the world or the vocabulary knows, else a slip of the pen frees it.
TEST(LawTerms, EveryGoodThatAnActNamesIsKnown) {
    const auto regime = Regime::read(rules(), std::vector<std::string>{"*"}, sample::day("2026-10-06"));
    ASSERT_TRUE(regime) << to_text(regime.error());
    std::set<std::string> known;
    for (const LawItem& item : regime->terms().items) {
        known.insert(item.id);
        for (const std::string& broader : item.is) known.insert(broader);
        for (const std::string& broader : regime->terms().broader_items(item.id)) EXPECT_FALSE(broader.empty());
    }
    const auto ledger = Ledger::read(rules());
    ASSERT_TRUE(ledger);
    const auto catalogue = read_catalogue(rules(), *ledger, sample::day("2026-10-06"));
    ASSERT_TRUE(catalogue);
    for (const Item& item : catalogue->items) known.insert(item.id);
    Errors errors;
    for (const std::string& word : Vocabulary::read(rules(), errors).words("item")) known.insert(word);   // as statistics name goods
    std::set<std::string> strangers;
    for (const Act& act : regime->acts()) {
        for (const Clause& clause : act.clauses) {
            for (const auto* list : {&clause.items, &clause.items_except, &clause.reach.content_items}) {
                for (const std::string& item : *list) {
                    const bool fits = item.find('*') == std::string::npos
                                          ? known.contains(item)
                                          : std::any_of(known.begin(), known.end(), [&](const std::string& one) { return matches_pattern(item, one); });
                    if (!fits) strangers.insert(act.id + "#" + clause.ref + ": " + item);
                }
            }
        }
    }
    for (const std::string& stranger : strangers) ADD_FAILURE() << stranger;
}

}  // namespace
}  // namespace countervail
