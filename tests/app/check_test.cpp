// SPDX-License-Identifier: Apache-2.0
// covers: check
// What `check` finds in the targets of a scenario, without running it (all that `score` would refuse, each at its own line), and odd in the evidence.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "app/workbench.h"
#include "base/text.h"

namespace countervail {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr const char* kEpisode = "scenarios/hindcast/gallium-germanium-2023.toml";

/// The shipped episode in which each first text is replaced by the second.
std::string spoilt(const std::vector<std::pair<std::string, std::string>>& changes) {
    std::string text = real_library().find(kEpisode)->text;
    for (const auto& [from, to] : changes) {
        const std::size_t at = text.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        if (at != std::string::npos) text.replace(at, from.size(), to);
    }
    return text;
}

/// The problem placed at the line of `text` that holds `words`: what is said of it. Empty when there is none; several stand one after the other.
std::string said_of(const std::string& problems, const std::string& text, const std::string& words) {
    const std::size_t at = text.find(words);
    EXPECT_NE(at, std::string::npos) << words;
    const std::string place = "spoilt.toml:" + std::to_string(1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n')) + ":";
    std::string said;
    for (const std::string& line : split(problems, '\n')) {
        if (const std::size_t begin = line.find(place); begin != std::string::npos) said += line.substr(begin + place.size()) + "\n";
    }
    return said;
}

class CheckOfTargets : public testing::Test {
  protected:
    Said check(const std::string& text) {
        write_whole(folder_ / "scenarios/spoilt.toml", text);
        return countervail({"check", (folder_ / "scenarios/spoilt.toml").string()});
    }
    const Scratch folder_;
};

TEST_F(CheckOfTargets, EveryProblemOfEveryTargetAtItsLine) {
    const std::string text = spoilt({{"measure  = \"exports/gallium\"", "measure  = \"exports/galium\""},
                                     {"in       = \"2023-08..2024-07\"\nobserved = { quantity = \"export-volume\", item = \"germanium\"", "in       = \"2023-08..2024-09\"\nobserved = { quantity = \"export-volume\", item = \"germanum\""},
                                     {"observed = \"H-240.2023-07\"", "observed = \"H-240.2023-70\""},
                                     {"observed = \"H-241.2023-07\"", "observed = \"D-47.restart\""},
                                     {"\"restart/gallium/2\"", "\"price/gallium/ratio\""},
                                     {"{ quantity = \"price\", item = \"gallium\", place = \"EUR\" }", "{ quantity = \"price-spread\", item = \"gallium\", place = \"EUR\", partner = \"WLD\" }"}});
    const Said said = check(text);
    EXPECT_EQ(said.code, kBadInput);
    const auto at = [&](const std::string& words) { return said_of(said.problems, text, words); };
    EXPECT_THAT(at("\"exports/galium\""), HasSubstr("the run has no measure \"exports/galium\""));
    EXPECT_THAT(said.problems, HasSubstr("did you mean \"exports/gallium\"?"));
    EXPECT_THAT(at("2023-08..2024-09"), HasSubstr("target \"exports-germanium\": 2023-08..2024-09 lies outside the run, 2023-05-02..2024-08-05"));
    EXPECT_THAT(at("item = \"germanum\""), HasSubstr("target \"exports-germanium\": no export-volume has item \"germanum\""));
    EXPECT_THAT(at("\"H-240.2023-70\""), HasSubstr("target \"rush-gallium\": there is no statement \"H-240.2023-70\""));
    EXPECT_THAT(at("observed = \"D-47.restart\""), AllOf(HasSubstr("\"D-47.restart\""), HasSubstr("days")));   // days are no tonnes
    EXPECT_THAT(at("[[target]]\nid        = \"V-15\""), HasSubstr("target \"V-15\" is of kind time, its measure \"price/gallium/ratio\" is in ratio"));
    EXPECT_THAT(at("partner = \"WLD\" }\n\n[report]"), HasSubstr("target \"price-gallium\": no price-spread has partner \"WLD\""));
    EXPECT_THAT(said.out, HasSubstr("scenario, 7 problems"));
}

TEST_F(CheckOfTargets, WhatScoreRefusesIsRefused) {
    const std::string late = spoilt({{"known_on = 2023-07-31", "known_on = 2023-08-31"}});
    const Said said = check(late);
    EXPECT_EQ(said.code, kBadInput);
    EXPECT_THAT(said_of(said.problems, late, "known_on = 2023-08-31"), HasSubstr("known_on 2023-08-31 is not before 2023-08-01"));
    const Said scored = countervail({"score", (folder_ / "scenarios/spoilt.toml").string(), "--out", (folder_ / "out").string()});
    EXPECT_THAT(scored.problems, HasSubstr("known_on 2023-08-31 is not before 2023-08-01"));
}

TEST_F(CheckOfTargets, APriceScoredAsAVolumeIsRefusedByBoth) {
    const std::string text = spoilt({{"kind     = \"price\"", "kind     = \"volume\""}});
    const Said checked = check(text), scored = countervail({"score", (folder_ / "scenarios/spoilt.toml").string(), "--out", (folder_ / "out").string()});
    for (const Said* said : {&checked, &scored}) {
        EXPECT_EQ(said->code, kBadInput);
        EXPECT_THAT(said_of(said->problems, text, "[[target]]\nid       = \"spread-gallium\""), HasSubstr("target \"spread-gallium\" is of kind volume, its measure \"price/gallium/ratio\" is in ratio"));
        EXPECT_THAT(said->problems, HasSubstr("write kind = \"price\""));
    }
}

TEST_F(CheckOfTargets, AScenarioWithoutTargetsNeedsNone) {
    std::string text = spoilt({});
    text.erase(text.find("[[target]]"));
    const Said said = check(text);
    EXPECT_EQ(said.code, kDone) << said.problems;
    EXPECT_THAT(said.out, HasSubstr("scenario, no problem"));
}

TEST(CheckOfEvidence, WhatIsOddIsAWarningAtItsLineAndNoError) {
    const Scratch scratch;
    const std::string path = "data/ledger/quota-years.csv", file = (scratch / path).string();
    std::string text = real_library().find(path)->text;
    const std::size_t row = text.find("Q-18.catalysts.USA,"), at = text.find("t REO/year", row);
    ASSERT_NE(at, std::string::npos);
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(row), '\n');
    std::filesystem::create_directories((scratch / "data/ledger").string());
    write_whole(file, text);
    EXPECT_THAT(countervail({"check", file}).out, testing::EndsWith("ledger, no problem\n"));
    write_whole(file, text.replace(at, std::string("t REO/year").size(), "kg"));
    const Said said = countervail({"check", file});
    EXPECT_EQ(said.code, kDone);
    EXPECT_THAT(said.out, testing::EndsWith("ledger, no problem, 1 warning\n"));
    EXPECT_THAT(said.problems, HasSubstr(file + ":" + std::to_string(line) + ":"));
    EXPECT_THAT(said.problems, HasSubstr("does not say what mass"));
}

}  // namespace
}  // namespace countervail
