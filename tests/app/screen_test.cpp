// SPDX-License-Identifier: Apache-2.0
// covers: screen_text
#include <gmock/gmock.h>

#include "app/workbench.h"

using testing::HasSubstr;

namespace countervail {
namespace {

std::string example(const std::string& name) { return source_folder() + "/docs/use/examples/" + name; }

TEST(Screen, AnswersFirstAndExitsWithWhetherItMayGo) {
    const Said free = countervail({"screen", example("loudspeaker.toml")});
    EXPECT_EQ(free.code, 0) << free.problems;
    EXPECT_THAT(free.out, HasSubstr("CHN  free"));
    const Said licence = countervail({"screen", example("korean-stock.toml")});
    EXPECT_EQ(licence.code, 1);
    EXPECT_LT(licence.out.find("CHN  licence"), licence.out.find("Limbs"));
    EXPECT_LT(licence.out.find("Limbs"), licence.out.find("What would change it"));
    EXPECT_THAT(licence.out, HasSubstr("on 2025-11-07: CHN free"));
}

TEST(Screen, BranchesReadingsAndDaysOverrideTheFile) {
    EXPECT_THAT(countervail({"screen", example("german-magnet.toml")}).out, HasSubstr("but licence under CN-0"));
    EXPECT_THAT(countervail({"screen", example("german-magnet.toml"), "--branch", "CN-0"}).out, HasSubstr("0.0095 points above"));
    EXPECT_THAT(countervail({"screen", example("german-magnet.toml"), "--branch", "CN-0", "--on", "2025-11-30"}).out, HasSubstr("CHN  free"));
    EXPECT_THAT(countervail({"screen", example("rotor.toml"), "--branch", "CN-0"}).out, HasSubstr("hangs on Q-1"));
}

TEST(Screen, TraceNamesEveryClauseTried) {
    const Said plain = countervail({"screen", example("german-magnet.toml")}), traced = countervail({"screen", example("german-magnet.toml"), "--trace"});
    EXPECT_GT(traced.out.size(), 2 * plain.out.size());
    EXPECT_THAT(traced.out, HasSubstr("Clauses tried"));
    EXPECT_THAT(countervail({"screen", example("german-magnet.toml"), "--format", "json"}).out, HasSubstr("limbs"));
}

TEST(Screen, BadWordsNameTheirMends) {
    const Said both = countervail({"screen"});
    EXPECT_EQ(both.code, 2);
    EXPECT_EQ(countervail({"screen", "no-such.toml"}).code, 3);
    EXPECT_THAT(countervail({"screen", example("rotor.toml"), "--branch", "CN-9"}).problems, HasSubstr("CN-"));
    EXPECT_THAT(countervail({"screen", example("rotor.toml"), "--on", "yesterday"}).problems, HasSubstr("not a date"));
}

TEST(Screen, BatchesGoToAFile) {
    const Scratch folder;
    const Said said = countervail({"screen", "--batch", example("orders.csv"), "--out", (folder / "answers.csv").string()});
    EXPECT_EQ(said.code, 3);   // one order cannot be read
    EXPECT_THAT(said.out, HasSubstr("5 orders on 6 rows"));
    EXPECT_THAT(said.problems, HasSubstr("orders.csv:6"));
    EXPECT_THAT(read_whole(folder / "answers.csv"), HasSubstr("A5,2025-06-02"));
}

}  // namespace
}  // namespace countervail
