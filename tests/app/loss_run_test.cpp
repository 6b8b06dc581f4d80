// SPDX-License-Identifier: Apache-2.0
#include "app/loss_run.h"

#include <gmock/gmock.h>

#include "app/workbench.h"

using testing::HasSubstr;

namespace countervail {
namespace {

class Losses : public testing::Test {
  protected:
    void SetUp() override { write_whole(scratch / "short.toml", short_scenario()); }
    Scratch scratch;
    std::string scenario = (scratch / "short.toml").string(), out = (scratch / "out").string();
};

TEST_F(Losses, SaysWhoStopsInWordsAndWritesTablesAndCharts) {
    const Said said = countervail({"losses", scenario, "--draws", "32", "--out", out});
    ASSERT_EQ(said.code, 0) << said.problems;
    EXPECT_THAT(said.out, HasSubstr("Plants stop first"));
    EXPECT_THAT(said.out, HasSubstr("Value added not made by 2025-06-30"));
    EXPECT_THAT(said.out, HasSubstr("Defence apart"));
    EXPECT_THAT(said.out, HasSubstr("Observed: first stops"));
    EXPECT_THAT(said.out, HasSubstr("the built-in one: compact"));
    for (const char* name : {"tables/who-stops.csv", "tables/losses-by-week.json", "charts/losses-weeks.png", "losses.txt"})
        EXPECT_TRUE(std::filesystem::exists(scratch / ("out/" + std::string(name)))) << name;
}

TEST_F(Losses, AnswersInEveryFormatAndTheSameAtAnyThreadCount) {
    const auto with = [&](const std::string& format, const std::string& threads) {
        return countervail({"losses", scenario, "--draws", "32", "--format", format, "--threads", threads, "--out", out});
    };
    for (const char* format : {"text", "csv", "json", "md"}) {
        const Said one = with(format, "1"), four = with(format, "4");
        ASSERT_EQ(one.code, 0) << one.problems;
        EXPECT_EQ(one.out, four.out) << format;
        EXPECT_THAT(one.out, HasSubstr("days to stop")) << format;
    }
}

TEST_F(Losses, BadWordsAreRefusedWithTheNearest) {
    const Said model = countervail({"losses", scenario, "--draws", "16", "--model", "arioo", "--out", out});
    EXPECT_EQ(model.code, 3);
    EXPECT_THAT(model.problems, HasSubstr("ario"));
    const Said table = countervail({"losses", scenario, "--draws", "16", "--table", "nowhere.csv", "--out", out});
    EXPECT_EQ(table.code, 3);
    EXPECT_THAT(table.problems, HasSubstr("nowhere.csv"));
    EXPECT_THAT(table.problems, HasSubstr("mend:"));
}

}  // namespace
}  // namespace countervail
