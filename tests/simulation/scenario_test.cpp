// SPDX-License-Identifier: Apache-2.0
#include "simulation/scenario.h"

#include <gtest/gtest.h>

namespace countervail {
namespace {

constexpr const char* kGood = R"(id = "x"
question = "What happens?"
world = "world-2024"
known_on = 2025-04-03
period = { from = 2025-01-01, through = 2025-12-31 }
runs = { draws = 32, seed = 4 }
[controls]
use = ["CHN/a", "USA/b"]
[[case]]
id = "base"
base = true
[[case]]
id = "other"
without = ["CHN/a"]
[focus]
act = "CHN/a"
sector = "vehicles"
controller = "CHN"
target = "USA"
[uncertain]
"licence.review-weeks" = { range = [1, 2, 3], source = "assume:licence-review-weeks" }
[[watch.exports]]
id = "magnets"
items = ["ndfeb.magnet"]
from = "CHN"
)";

TEST(scenario, reads_what_is_written) {
    const auto scenario = read_scenario(kGood, "x.toml");
    ASSERT_TRUE(scenario) << to_text(scenario.error());
    EXPECT_EQ(scenario->draws, 32);
    EXPECT_EQ(scenario->cases.size(), 2U);
    EXPECT_EQ(scenario->cases[1].without, std::vector<std::string>{"CHN/a"});
    EXPECT_EQ(scenario->uncertain.at(0).key, "licence.review-weeks");
    EXPECT_EQ(scenario->uncertain.at(0).mode, 2);
    EXPECT_EQ(scenario->exports.at(0).from, "CHN");
    EXPECT_EQ(scenario->known_on, Date(2025, 4, 3));
}

std::string problems(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    const auto scenario = read_scenario(text, "x.toml");
    return scenario ? std::string() : to_text(scenario.error());
}

TEST(scenario, each_mistake_is_named_with_its_line_and_its_mend) {
    EXPECT_NE(problems(kGood, "draws = 32", "draws = 0").find("x.toml:6"), std::string::npos);
    EXPECT_NE(problems(kGood, "through = 2025-12-31", "through = 2024-12-31").find("before it begins"), std::string::npos);
    EXPECT_NE(problems(kGood, "question", "qestion").find("did you mean \"question\""), std::string::npos);
    EXPECT_NE(problems(kGood, "base = true", "base = false").find("exactly one case is the base"), std::string::npos);
    EXPECT_NE(problems(kGood, "[1, 2, 3]", "[1, 2]").find("three numbers"), std::string::npos);
    EXPECT_NE(problems(kGood, "known_on = 2025-04-03", "known_on = \"soon\"").find("not a date"), std::string::npos);
    EXPECT_NE(problems(kGood, "items = [\"ndfeb.magnet\"]", "items = []").find("missing or empty"), std::string::npos);
    EXPECT_NE(problems(kGood, "id = \"other\"", "id = \"base\"").find("two cases"), std::string::npos);
    EXPECT_NE(problems(kGood, "[controls]", "[controls").find("x.toml:7"), std::string::npos);
    EXPECT_NE(problems(kGood, "known_on = 2025-04-03", "known_on = 2026-04-03").find("before known_on 2026-04-03"), std::string::npos);
}

TEST(scenario, all_problems_are_told_at_once) {
    std::string text = kGood;
    text.replace(text.find("draws = 32"), 10, "draws = -1");
    text.replace(text.find("sector"), 6, "secter");
    const auto scenario = read_scenario(text, "x.toml");
    ASSERT_FALSE(scenario);
    EXPECT_GE(scenario.error().size(), 3U);
}

TEST(scenario, a_watch_covers_what_goes_from_one_place_or_from_everywhere_else) {
    WatchExports watch;
    watch.items = {"magnet", "oxide"};
    watch.from = "AAA";
    EXPECT_TRUE(watch.covers("magnet", "AAA", "BBB"));
    EXPECT_FALSE(watch.covers("metal", "AAA", "BBB"));
    EXPECT_FALSE(watch.covers("magnet", "CCC", "BBB"));
    watch.from.clear();
    watch.to = {"BBB"};
    EXPECT_TRUE(watch.covers("oxide", "CCC", "BBB"));
    EXPECT_FALSE(watch.covers("oxide", "CCC", "DDD"));
    EXPECT_FALSE(watch.covers("oxide", "BBB", "BBB"));   // at home
}

}  // namespace
}  // namespace countervail
