// SPDX-License-Identifier: Apache-2.0
#include "controls/fact_reader.h"

#include <gtest/gtest.h>

namespace countervail {
namespace {

LawTerms terms() {
    LawTerms made;
    made.facts = {{"logic-node", FactKind::number, "nm", "?", {}, {}}, {"data-centre", FactKind::statement, "", "?", {}, {}},
                  {"melted-in", FactKind::places, "", "?", {}, {}}};
    return made;
}

TEST(FactReader, ReadsNumbersWithOrWithoutUnitStatementsAndWords) {
    auto file = TomlFile::parse("logic-node = \"14 nm\"\ndata-centre = true\nmelted-in = [\"JPN\"]\n", "f.toml").value();
    const auto facts = read_facts(file.root(), terms());
    ASSERT_TRUE(file.ok());
    ASSERT_EQ(facts.size(), 3U);
    for (const Fact& fact : facts) {
        if (fact.id == "logic-node") {
            EXPECT_EQ(std::get<Decimal>(fact.value), Decimal(14));
        }
        if (fact.id == "data-centre") {
            EXPECT_TRUE(std::get<bool>(fact.value));
        }
        if (fact.id == "melted-in") {
            EXPECT_EQ(std::get<std::vector<std::string>>(fact.value), std::vector<std::string>{"JPN"});
        }
    }
    auto plain = TomlFile::parse("logic-node = 4.8\n", "f.toml").value();
    EXPECT_EQ(std::get<Decimal>(read_facts(plain.root(), terms()).at(0).value), *Decimal::parse("4.8"));
}

TEST(FactReader, PlacesEveryProblem) {
    auto file = TomlFile::parse("logic-nod = 14\nlogic-node = \"14 mm\"\ndata-centre = 3\n", "f.toml").value();
    read_facts(file.root(), terms());
    const Errors errors = file.take_errors();
    ASSERT_EQ(errors.size(), 3U) << to_text(errors);
    for (const Error& error : errors) {
        EXPECT_GT(error.where.line, 0);
        EXPECT_FALSE(error.hint.empty());
    }
}

TEST(FactReader, ReadsCells) {
    std::string problem;
    EXPECT_EQ(std::get<Decimal>(read_fact_text(terms().facts[0], " 14 nm ", problem)->value), Decimal(14));
    EXPECT_FALSE(read_fact_text(terms().facts[0], "fourteen", problem));
    EXPECT_NE(problem.find("a number in nm"), std::string::npos);
    EXPECT_FALSE(std::get<bool>(read_fact_text(terms().facts[1], "no", problem)->value));
    EXPECT_EQ(std::get<std::vector<std::string>>(read_fact_text(terms().facts[2], "JPN; KOR", problem)->value), (std::vector<std::string>{"JPN", "KOR"}));
}

}  // namespace
}  // namespace countervail
