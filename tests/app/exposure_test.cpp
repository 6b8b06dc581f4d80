// SPDX-License-Identifier: Apache-2.0
// `exposure` as a purchaser types it.
// covers: exposure_files
#include <gmock/gmock.h>

#include "app/workbench.h"

using testing::AllOf;
using testing::HasSubstr;

namespace countervail {
namespace {

std::string maker(const std::string& file = "company.toml") { return source_folder() + "/examples/motor-maker/" + file; }

TEST(Exposure, TheExampleAnswersInWordsAndLeavesItsFiles) {
    const Scratch scratch;
    const Said said = countervail({"exposure", "--bom", maker(), "--draws", "32", "--out", (scratch / "a").string()});
    ASSERT_EQ(said.code, 0) << said.problems;
    EXPECT_THAT(said.out, AllOf(HasSubstr("Merian Drives (fictional) · april-2025"), HasSubstr("stops first"), HasSubstr("for want of"), HasSubstr("Revenue at risk by 31 Dec 2025: EUR "),
                                HasSubstr("would hold every line at a 5% risk"), HasSubstr("a second source of"), HasSubstr("report: ")));
    for (const char* name : {"report.html", "answer.txt", "tables/products.csv", "tables/cover.json", "charts/days-to-stop.svg", "charts/days-to-stop.png", "charts/cover-curves.svg"}) {
        EXPECT_TRUE(std::filesystem::exists(scratch / "a" / name)) << name;
    }
    const Said again = countervail({"exposure", "--bom", maker(), "--draws", "32", "--threads", "1", "--out", (scratch / "b").string()});
    EXPECT_EQ(hashes(scratch / "a"), hashes(scratch / "b"));
}

TEST(Exposure, OneBillSuffices) {
    const Scratch scratch;
    write_whole(scratch / "b.csv", "part,parent,item,quantity,origin,stock_days\nm,,,,,\na,m,ndfeb.magnet.hot,1,CHN,20\n");
    const Said said = countervail({"exposure", "--bom", (scratch / "b.csv").string(), "--place", "DEU", "--draws", "16"});
    ASSERT_EQ(said.code, 0) << said.problems;
    EXPECT_THAT(said.out, AllOf(HasSubstr("The line for m stops first"), HasSubstr("days of output")));
    EXPECT_THAT(countervail({"exposure", "--bom", (scratch / "b.csv").string(), "--place", "DEU", "--draws", "16", "--format", "json"}).out, HasSubstr("\"name\": \"cover\""));
}

TEST(Exposure, ACompanyBeyondTheWorldIsToldSo) {
    const Scratch scratch;
    write_whole(scratch / "b.csv", "part,parent,quantity,origin\nm,,,\na,m,1,CHN\n");
    const Said said = countervail({"exposure", "--bom", (scratch / "b.csv").string(), "--place", "DEU", "--draws", "16"});
    ASSERT_EQ(said.code, 0) << said.problems;
    EXPECT_THAT(said.out, AllOf(HasSubstr("No line stops"), HasSubstr("This world covers none of the 1 bought part")));
}

TEST(Exposure, WhatIsWrongIsToldWithPlaceAndMend) {
    const Scratch scratch;
    EXPECT_EQ(countervail({"exposure", "--bom", (scratch / "none.csv").string()}).code, 3);
    const Said no_place = countervail({"exposure", "--bom", maker("servo-80.csv")});
    EXPECT_EQ(no_place.code, 3);
    EXPECT_THAT(no_place.problems, AllOf(HasSubstr("nobody says where"), HasSubstr("mend: add --place")));
    EXPECT_EQ(countervail({"exposure"}).code, 2);
    EXPECT_THAT(countervail({"exposure", "--bom", maker(), "--scenario", "april-2052"}).problems, HasSubstr("april-2025"));
    EXPECT_THAT(countervail({"exposure", "--bom", maker(), "--from", "soon"}).problems, HasSubstr("is not a date"));
}

}  // namespace
}  // namespace countervail
