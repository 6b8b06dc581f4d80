// SPDX-License-Identifier: Apache-2.0
#include "base/toml_file.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "base/text.h"

using namespace countervail;

namespace {

TomlFile parsed(const std::string& text) {
    auto file = TomlFile::parse(text, "test.toml");
    EXPECT_TRUE(file.has_value()) << to_text(file.error());
    return std::move(*file);
}

}  // namespace

TEST(Toml, HandsOutTypedValues) {
    TomlFile file = parsed(R"toml(
name = "No. 18"
share = 0.25
whole = 3
flag = true
day = 2025-04-04
day_text = "2025-05-12"
words = ["a", "b"]
range = [1, 2.5]
[scope]
item = "dysprosium.oxide"
[[clause]]
ref = "I(1)"
[[clause]]
ref = "I(2)"
)toml");
    Section root = file.root();
    EXPECT_EQ(root.text("name"), "No. 18");
    EXPECT_EQ(root.number("share"), 0.25);
    EXPECT_EQ(root.required_number("whole"), 3.0);
    EXPECT_EQ(root.integer("whole", 0), 3);
    EXPECT_TRUE(root.flag("flag", false));
    EXPECT_EQ(root.date("day"), Date(2025, 4, 4));
    EXPECT_EQ(root.required_date("day_text"), Date(2025, 5, 12));
    EXPECT_EQ(root.texts("words"), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(root.numbers("range"), (std::vector<double>{1, 2.5}));
    EXPECT_EQ(root.table("scope").text("item"), "dysprosium.oxide");
    const auto clauses = root.tables("clause");
    ASSERT_EQ(clauses.size(), 2U);
    EXPECT_EQ(Section(clauses[1]).text("ref"), "I(2)");
    EXPECT_EQ(clauses[1].place().line, 14);
    root.finish();
    EXPECT_TRUE(file.ok()) << to_text(file.take_errors());
}

TEST(Toml, AbsentValuesFallBackOrAreMissed) {
    TomlFile file = parsed("");
    Section root = file.root();
    EXPECT_EQ(root.text("name", "none"), "none");
    EXPECT_EQ(root.number("share", 0.5), 0.5);
    EXPECT_FALSE(root.date("day"));
    EXPECT_TRUE(root.texts("words").empty());
    EXPECT_TRUE(root.tables("clause").empty());
    EXPECT_TRUE(file.ok());
    (void)root.text("name");
    (void)root.required_number("share");
    (void)root.required_date("day");
    EXPECT_EQ(file.take_errors().size(), 3U);
}

TEST(Toml, WhatAnAbsentTableWouldHoldIsMissedByTheTablesName) {
    TomlFile file = parsed("a = 1\n[[target]]\nid = \"x\"\n[period]\n");
    Section root = file.root();
    root.table("material").text("name");
    root.tables("target")[0].table("over").required_number("share");
    root.table("period").required_date("from");
    const Errors errors = file.take_errors();
    ASSERT_EQ(errors.size(), 3U);
    EXPECT_EQ(to_text(errors[0]), "test.toml:1:1: \"name\" of [material] is missing\n  mend: add [material] with name = \"…\"");
    EXPECT_EQ(to_text(errors[1]), "test.toml:2:1: \"share\" of [target.over] is missing\n  mend: add [target.over] with share = a number");
    EXPECT_EQ(to_text(errors[2]), "test.toml:4:1: \"from\" is missing\n  mend: add from = 2025-04-04");
}

TEST(Toml, ReportsAllProblemsWithTheirLines) {
    TomlFile file = parsed("a = 1\nb = \"x\"\nc = [1, \"two\"]\nd = nan\ne = \"4 April\"\n");
    Section root = file.root();
    (void)root.text("a");
    (void)root.number("b");
    (void)root.numbers("c");
    (void)root.number("d");
    (void)root.date("e");
    const Errors errors = file.take_errors();
    ASSERT_EQ(errors.size(), 5U);
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(errors[static_cast<std::size_t>(i)].where.line, i + 1);
        EXPECT_FALSE(errors[static_cast<std::size_t>(i)].hint.empty());
    }
}

TEST(Toml, AnUnknownKeyNamesItsNeighbour) {
    TomlFile file = parsed("id = \"x\"\nanounced_on = 2025-04-04\n");
    Section root = file.root();
    (void)root.text("id");
    (void)root.date("announced_on");
    root.finish();
    const Errors errors = file.take_errors();
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(errors[0].where.line, 2);
    EXPECT_EQ(errors[0].hint, "did you mean \"announced_on\"?");
}

TEST(Toml, ASyntaxErrorHasItsLine) {
    const auto file = TomlFile::parse("a = 1\nb = = 2\n", "test.toml");
    ASSERT_FALSE(file.has_value());
    EXPECT_EQ(file.error()[0].where.line, 2);
    EXPECT_EQ(file.error()[0].where.file, "test.toml");
}

RC_GTEST_PROP(Toml, NumbersSurviveTheFile, (double value)) {
    RC_PRE(std::isfinite(value));
    std::string written = exact_number(value);
    if (written.find_first_of(".e") == std::string::npos) written += ".0";
    TomlFile file = parsed("x = " + written + "\n");
    RC_ASSERT(file.root().number("x") == std::optional(value));
}

TEST(Toml, ABrokenHeaderIsAnErrorInEveryBuild) {
    for (const char* text :
         {"[=]\n", "[#]\n", "[[,]]\n", "[\n]\n", "a = [1,\n", "a = {b = }\n", "[a.]\n", "\"\n", "é = 1\n",
          "aé = 1\n", "a = 1 é\n", "、 a = 1\n", "a = 1\n\xef\xbb\x98 b = 2\n"}) {
        const auto file = TomlFile::parse(text, "test.toml");
        ASSERT_FALSE(file.has_value()) << text;
        EXPECT_GE(file.error()[0].where.line, 1) << text;
    }
}
