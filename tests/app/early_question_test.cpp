// SPDX-License-Identifier: Apache-2.0
// covers: early_scenario
// Questions asked as of a day on which much of what they rest on was not public: an answer where the rest suffices, one
// error where it does not.
#include <gmock/gmock.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/workbench.h"
#include "base/text.h"

using testing::HasSubstr;
using testing::Not;

namespace countervail {
namespace {

constexpr const char* kEarly = "quotas-2010";   // asks as of June 2010

std::size_t count_of(const std::string& text, const std::string& words) {
    std::size_t count = 0;
    for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + words.size())) ++count;
    return count;
}

/// The day behind `words`.
std::string day_after(const std::string& text, const std::string& words) {
    const std::size_t at = text.find(words);
    return at == std::string::npos ? std::string() : text.substr(at + words.size(), 10);
}

TEST(EarlyQuestion, ARunAnswersWithoutTheEconomyAndSaysWhy) {
    const Scratch scratch;
    const std::string out = (scratch / "out").string();
    const Said said = countervail({"run", kEarly, "--draws", "8", "--format", "json", "--out", out});
    ASSERT_EQ(said.code, kDone) << said.problems;
    const std::string why = nlohmann::json::parse(said.out).at("not_followed");
    EXPECT_THAT(why, HasSubstr("not followed into the economy: the built-in input–output table rests on "));
    EXPECT_THAT(why, HasSubstr(" figures published after 2010-06-30; the first day from which it can be made is 20"));
    EXPECT_THAT(why, HasSubstr("--table PATH"));
    EXPECT_EQ(count_of(why, "\n"), 0U);
    const std::string page = read_whole(scratch / "out/report.html");
    EXPECT_THAT(page, HasSubstr("What is not made, and where"));
    EXPECT_THAT(page, HasSubstr("What stops is not followed into the economy"));
    EXPECT_THAT(page, Not(HasSubstr("No data: no application")));
    EXPECT_FALSE(std::filesystem::exists(scratch / "out/tables/losses-by-place.csv"));
    // The world is that of 2009, and so is its trade.
    EXPECT_THAT(page, HasSubstr("world-2024 as of 2009"));
    EXPECT_THAT(page, HasSubstr("this world only (2009)"));
    EXPECT_THAT(page, Not(HasSubstr("In 2024 China sold")));
}

TEST(EarlyQuestion, TheLineIsSaidBesideTheAnswerUnlessAskedToBeQuiet) {
    const Scratch scratch;
    const std::string out = (scratch / "out").string();
    std::ostringstream answers, problems;
    const std::string library = source_folder();
    const std::vector<const char*> words = {"countervail", "--library", library.c_str(), "run", kEarly, "--draws", "8", "--out", out.c_str()};
    ASSERT_EQ(run_program(static_cast<int>(words.size()), words.data(), answers, problems), kDone) << problems.str();
    EXPECT_EQ(count_of(problems.str(), "What stops is not followed into the economy: "), 1U) << problems.str();
    EXPECT_EQ(count_of(problems.str(), "mend:"), 0U) << problems.str();
    const Said quiet = countervail({"run", kEarly, "--draws", "8", "--out", out});
    EXPECT_EQ(quiet.problems, "");
}

TEST(EarlyQuestion, LossesFailWithOneErrorBeforeAnythingIsRun) {
    const Scratch scratch;
    const Said said = countervail({"losses", kEarly, "--out", (scratch / "out").string()});
    EXPECT_EQ(said.code, kBadInput);
    EXPECT_EQ(count_of(said.problems, "mend:"), 1U) << said.problems;
    EXPECT_THAT(said.problems, testing::MatchesRegex("data/economy/default-table.toml: the built-in input–output table rests on [0-9,]+ figures published after 2010-06-30: "
                                                     "the first \"[^\"]+\" \\(20[0-9-]+, data/[a-z/.-]+:[0-9]+\\), the last \"[^\"]+\" \\(20[0-9-]+, data/[a-z/.-]+:[0-9]+\\); "
                                                     "it can be made from 20[0-9-]+ on\n  mend: ask as of that day or later .*published table.*\n"));
    EXPECT_FALSE(std::filesystem::exists(scratch / "out")) << "nothing was run";
}

TEST(EarlyQuestion, VerbsWithoutAScenarioSayTheSame) {
    for (const std::vector<std::string>& words : {std::vector<std::string>{"table", "default", "--known", "2024-06-30"}, {"disruption", "dysprosium", "--known", "2024-06-30"}}) {
        const Said said = countervail(words);
        EXPECT_EQ(said.code, kBadInput) << join(words, " ");
        EXPECT_EQ(count_of(said.problems, "mend:"), 1U) << join(words, " ") << "\n" << said.problems;
        EXPECT_THAT(said.problems, HasSubstr("published after 2024-06-30: the first"));
    }
}

TEST(EarlyQuestion, AScenarioIsRefusedInOneErrorAndAnsweredFromTheDayThatItNames) {
    const Scratch scratch;
    const std::string out = (scratch / "out").string();
    for (const char* day : {"2015-01-01", "2023-01-01"}) {
        const Said said = countervail({"run", "april-2025", "--known", day, "--out", out});
        EXPECT_EQ(said.code, kBadInput);
        EXPECT_EQ(count_of(said.problems, "mend:"), 1U) << said.problems;
        EXPECT_THAT(said.problems, HasSubstr("scenarios/april-2025.toml: the scenario rests on at least "));
        EXPECT_THAT(said.problems, HasSubstr("figures published after " + std::string(day) + ": the first"));
        const std::string from = day_after(said.problems, "it can be answered from ");
        const auto first = Date::parse(from);
        ASSERT_TRUE(first) << said.problems;
        EXPECT_EQ(countervail({"run", "april-2025", "--known", from, "--draws", "8", "--without-losses", "--out", out}).code, kDone);
        EXPECT_EQ(countervail({"run", "april-2025", "--known", (*first + -1).to_text(), "--draws", "8", "--without-losses", "--out", out}).code, kBadInput);
    }
}

TEST(EarlyQuestion, ACheckSaysTheSameAtTheLineOfTheDay) {
    const Scratch scratch;
    std::string text = short_scenario();
    const std::size_t at = text.find("known_on");
    ASSERT_NE(at, std::string::npos);
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    text.replace(at, text.find('\n', at) - at, "known_on = 1900-01-01");
    write_whole(scratch / "try.toml", text);
    const Said said = countervail({"check", (scratch / "try.toml").string()});
    EXPECT_EQ(said.code, kBadInput);
    EXPECT_EQ(count_of(said.problems, "mend:"), 1U) << said.problems.substr(0, 2000);
    EXPECT_THAT(said.problems, HasSubstr("try.toml:" + std::to_string(line) + ":"));
    EXPECT_THAT(said.problems, HasSubstr("figures published after 1900-01-01: the first"));
}

TEST(EarlyQuestion, WhatStandsInForAPosteriorDoesNotPutOffTheDay) {
    // Its scenario is asked as of November 2023; without its posterior, ranges would be asked of rows that rest on still later ones.
    const Scratch scratch;
    const Said said = countervail({"run", "graphite-2023", "--known", "2022-01-01", "--out", (scratch / "out").string()});
    const auto from = Date::parse(day_after(said.problems, "it can be answered from "));
    ASSERT_TRUE(from) << said.problems;
    EXPECT_LE(*from, Date(2023, 11, 30));
}

TEST(EarlyQuestion, AnUnknownInputIsStillToldByItselfOnSuchADay) {
    const Scratch scratch;
    std::string text = short_scenario();
    text.insert(text.find("[focus]"), "[uncertain]\n\"licence.grant-rate.semiconductor\" = { source = \"assume:no-such-row\" }\n\n");
    write_whole(scratch / "try.toml", text);
    const Said said = countervail({"run", (scratch / "try.toml").string(), "--known", "2015-01-01", "--out", (scratch / "out").string()});
    EXPECT_EQ(said.code, kBadInput);
    EXPECT_EQ(count_of(said.problems, "mend:"), 2U) << said.problems;
    EXPECT_THAT(said.problems, testing::ContainsRegex("try.toml:[0-9:]+ there is no statement \"assume:no-such-row\""));
    EXPECT_THAT(said.problems, HasSubstr("published after 2015-01-01"));
}

}  // namespace
}  // namespace countervail
