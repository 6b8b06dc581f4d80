// SPDX-License-Identifier: Apache-2.0
// covers: calibration, read_calibration
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/library.h"
#include "base/random.h"
#include "base/text.h"
#include "calibration/calibration.h"

namespace countervail {
namespace {

using testing::HasSubstr;

std::string shipped() { return Library::embedded().find("scenarios/calibration/licence-queue-2025-04.toml")->text; }

std::string replaced(const std::string& from, const std::string& to) {
    std::string text = shipped();
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

std::string problems(const std::string& text) {
    const auto found = read_calibration(text, "c.toml");
    return found ? std::string("none") : to_text(found.error());
}

TEST(read_calibration, the_shipped_file_says_what_is_learnt_from_what) {
    const auto found = read_calibration(shipped(), "c.toml");
    ASSERT_TRUE(found) << to_text(found.error());
    EXPECT_EQ(found->id, "licence-queue-2025-04");
    EXPECT_EQ(found->known_on, Date(2025, 4, 3));
    ASSERT_EQ(found->episodes.size(), 3U);
    EXPECT_EQ(found->episodes[0].series.size(), 2U);
    EXPECT_EQ(found->episodes[2].begins, Date(2024, 10, 1));
    for (std::size_t i = 1; i < found->parameters.size(); ++i) EXPECT_LT(found->parameters[i - 1].parameter, found->parameters[i].parameter);
}

TEST(read_calibration, what_is_wrong_is_said_with_line_and_remedy) {
    EXPECT_THAT(problems(replaced("\"licence.review-weeks\" ", "\"licence.review-week\" ")), HasSubstr("did you mean \"licence.review-weeks\"?"));
    EXPECT_THAT(problems(replaced("begins   = \"2023-12\"", "begins   = \"December\"")), HasSubstr("\"December\" is not a month"));
    EXPECT_THAT(problems(replaced("begins   = \"2023-12\"", "begins   = \"2023\"")), HasSubstr("is not a month"));
    EXPECT_THAT(problems(replaced("known_on = 2025-04-03", "known_on = 2025-04-31")), HasSubstr("c.toml:"));
    EXPECT_THAT(problems(replaced("novelty            = 1", "novelty            = -1")), HasSubstr("novelty = -1 is out of reach"));
    EXPECT_THAT(problems(replaced("novelty            = 1", "newness            = 1")), HasSubstr("newness"));
    EXPECT_THAT(problems(replaced("id       = \"antimony-2024\"", "id       = \"graphite-2023\"")), HasSubstr("two episodes are called"));
    EXPECT_THAT(problems(replaced("id       = \"licence-queue-2025-04\"", "id       = \"../x\"")), HasSubstr("cannot name a file"));
    EXPECT_THAT(problems(replaced("watch  = \"germanium\"", "watch  = \"gallium\"")), HasSubstr("two series watch \"gallium\""));
    EXPECT_THAT(problems("id = \"a\"\ntitle = \"b\"\nknown_on = 2025-01-01\n"), HasSubstr("nothing is learnt"));
    EXPECT_THAT(problems("id = \"a\"\ntitle = \"b\"\nknown_on = 2025-01-01\n"), HasSubstr("there is no [[episode]]"));
}

/// Spoilt by a seeded generator: a character, a line or a number changed. Read or refused with place and remedy, never more.
TEST(read_calibration, spoilt_files_are_refused_helpfully_or_read) {
    const std::string text = shipped();
    int refused = 0;
    for (std::uint32_t i = 0; i < 400; ++i) {
        std::string spoilt = text;
        const auto at = static_cast<std::size_t>(uniform(5, i, 0, 1) * static_cast<double>(text.size()));
        const double how = uniform(5, i, 1, 1);
        if (how < 0.3) spoilt.erase(at, 1 + static_cast<std::size_t>(uniform(5, i, 2, 1) * 5));
        else if (how < 0.6) spoilt[at] = static_cast<char>(32 + static_cast<int>(uniform(5, i, 2, 1) * 95));
        else if (how < 0.8) spoilt.insert(at, std::string(1, "=\"[]#\n9-"[static_cast<std::size_t>(uniform(5, i, 2, 1) * 8)]));
        else spoilt.erase(spoilt.rfind('\n', at) + 1, spoilt.find('\n', at) - spoilt.rfind('\n', at));
        const auto found = read_calibration(spoilt, "c.toml");
        if (found) continue;
        ++refused;
        for (const Error& error : found.error()) {
            EXPECT_EQ(error.where.file, "c.toml");
            EXPECT_FALSE(error.what.empty());
        }
    }
    EXPECT_GT(refused, 100);
}

}  // namespace
}  // namespace countervail
