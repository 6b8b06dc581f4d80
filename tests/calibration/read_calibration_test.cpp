// SPDX-License-Identifier: Apache-2.0
// covers: calibration, read_calibration
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/replaced_text.h"
#include "base/text.h"
#include "calibration/calibration.h"
#include "calibration/shipped_library.h"

namespace countervail {
namespace {

using testing::HasSubstr;

std::string replaced(const std::string& from, const std::string& to) { return test::replaced(test::shipped_calibration(), from, to); }

std::string problems(const std::string& text) {
    const auto found = read_calibration(text, "c.toml");
    return found ? std::string("none") : to_text(found.error());
}

TEST(read_calibration, the_shipped_file_says_what_is_learnt_from_what) {
    const auto found = read_calibration(test::shipped_calibration(), "c.toml");
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
    EXPECT_THAT(problems(replaced("normal = \"2022-10..2023-06\"", "normal = \"2022-10..2023-08\"")), HasSubstr("the normal months reach into those that are fitted, from 2023-08-01 on"));
    EXPECT_THAT(problems("id = \"a\"\ntitle = \"b\"\nknown_on = 2025-01-01\n"), HasSubstr("nothing is learnt"));
    EXPECT_THAT(problems("id = \"a\"\ntitle = \"b\"\nknown_on = 2025-01-01\n"), HasSubstr("there is no [[episode]]"));
}

}  // namespace
}  // namespace countervail
