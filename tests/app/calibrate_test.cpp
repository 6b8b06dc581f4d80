// SPDX-License-Identifier: Apache-2.0
// `countervail calibrate`: what it says, writes and refuses.
#include <gmock/gmock.h>

#include "app/workbench.h"
#include "base/text.h"

namespace countervail {
namespace {

using testing::HasSubstr;

/// The shipped calibration with one episode and few draws.
std::string small_calibration() {
    std::string text = real_library().find("scenarios/calibration/licence-queue-2025-04.toml")->text;
    const std::size_t second = text.find("[[episode.series]]", text.find("[[episode.series]]") + 1);
    text.erase(second, text.find("[method]") - second);
    for (const auto& [from, to] : {std::pair<std::string, std::string>{"= 2048", "= 128"}, {"= 1024", "= 64"}, {"rounds             = 4", "rounds             = 1"}, {"draws    = 512", "draws    = 32"}, {"learnt_from        = 0.05", "learnt_from        = 0"}}) {
        const std::size_t at = text.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        text.replace(at, from.size(), to);
    }
    return text;
}

TEST(Calibrate, SaysWhatItFittedAndKeepsItUnderOut) {
    const Scratch folder;
    write_whole(folder / "small.toml", small_calibration());
    const Said said = countervail({"calibrate", (folder / "small.toml").string(), "--out", (folder / "out").string()});
    ASSERT_EQ(said.code, kDone) << said.problems;
    for (const char* words : {"1 series of 1 episode", "Learnt: ", "gallium-germanium-2023/gallium", "2023-08", "H-240.2023-08", "licence.review-weeks"}) EXPECT_THAT(said.out, HasSubstr(words));
    const auto first = hashes(folder / "out");
    for (const char* file : {"tables/parameters.csv", "tables/fit.json", "data/ledger/posteriors.csv", "data/posteriors/licence-queue-2025-04.csv"}) EXPECT_TRUE(first.contains(file)) << file;
    EXPECT_EQ(countervail({"calibrate", (folder / "small.toml").string(), "--threads", "3", "--out", (folder / "again").string()}).code, kDone);
    EXPECT_EQ(hashes(folder / "again"), first);
}

TEST(Calibrate, CheckKnowsItsFiles) {
    const Scratch folder;
    write_whole(folder / "small.toml", small_calibration());
    EXPECT_EQ(countervail({"check", (folder / "small.toml").string()}).code, kDone);
    std::string spoilt = small_calibration();
    spoilt.replace(spoilt.find("watch  = \"gallium\""), 18, "watch  = \"galium\"");
    write_whole(folder / "spoilt.toml", spoilt);
    const Said said = countervail({"check", (folder / "spoilt.toml").string()});
    EXPECT_EQ(said.code, kBadInput);
    EXPECT_THAT(said.problems + said.out, HasSubstr("did you mean \"gallium\"?"));
}

TEST(Calibrate, RefusesWithPlaceAndRemedy) {
    EXPECT_THAT(countervail({"calibrate", "licence-queue-2025-40"}).problems, HasSubstr("did you mean \"licence-queue-2025-04\"?"));
    const Said early = countervail({"calibrate", "licence-queue-2025-04", "--known", "2023-07-01"});
    EXPECT_EQ(early.code, kBadInput);
    EXPECT_THAT(early.problems, HasSubstr("was public by 2023-07-01"));
    std::vector<const char*> words{"countervail", "--quiet", "calibrate", "licence-queue-2025-04", "--write"};
    std::ostringstream out, problems;
    EXPECT_EQ(run_program(static_cast<int>(words.size()), words.data(), out, problems), kBadInput);
    EXPECT_THAT(problems.str(), HasSubstr("--library DIR"));
}

}  // namespace
}  // namespace countervail
