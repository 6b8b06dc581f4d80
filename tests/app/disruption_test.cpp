// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "app/workbench.h"

using testing::HasSubstr;
using testing::Not;

namespace countervail {
namespace {

TEST(DisruptionVerb, TellsPriceFivePartsAndWhatWasPublished) {
    const Said said = countervail({"disruption", "gallium", "--draws", "40", "--quiet"});
    EXPECT_EQ(said.code, 0) << said.problems;
    for (const char* words : {"USGS-style", "CHN sells no gallium abroad", "Value added in USA falls by", "users pay more", "cuts further down the chain", "all five", "H-200.gallium", "built-in table"}) {
        EXPECT_THAT(said.out, HasSubstr(words));
    }
    EXPECT_THAT(countervail({"disruption", "gallium", "--draws", "20", "--format", "json", "-q"}).out, HasSubstr("\"disruption-parts\""));
}

TEST(DisruptionVerb, SameBytesAtAnyNumberOfThreads) {
    const Said one = countervail({"disruption", "samarium", "--draws", "30", "--threads", "1", "--format", "csv", "-q"});
    const Said four = countervail({"disruption", "samarium", "--draws", "30", "--threads", "4", "--format", "csv", "-q"});
    EXPECT_EQ(one.code, 0) << one.problems;
    EXPECT_EQ(one.out, four.out);
}

TEST(DisruptionVerb, SeveralTogetherPartOfTheExportsAndRanking) {
    const Said both = countervail({"disruption", "gallium,germanium", "--draws", "20", "-q"});
    EXPECT_THAT(both.out, HasSubstr("gallium and germanium abroad"));
    EXPECT_THAT(both.out, HasSubstr("H-200.both"));
    const Said half = countervail({"disruption", "gallium", "--share", "50", "--draws", "20", "-q"});
    EXPECT_THAT(half.out, HasSubstr("50 % less gallium"));
    EXPECT_THAT(half.out, Not(HasSubstr("H-200.gallium")));
    const Said all = countervail({"disruption", "--all", "--draws", "10", "-q"});
    EXPECT_EQ(all.code, 0) << all.problems;
    for (const char* words : {"samarium", "lutetium", "rhodium", "ZAF"}) EXPECT_THAT(all.out, HasSubstr(words));
}

TEST(DisruptionVerb, WhatIsNotKnownIsNamed) {
    const Said mistyped = countervail({"disruption", "galium"});
    EXPECT_EQ(mistyped.code, 3);
    EXPECT_THAT(mistyped.problems, HasSubstr("did you mean \"gallium\"?"));
    const Said nobody = countervail({"disruption", "gallium", "--in", "FRA"});
    EXPECT_EQ(nobody.code, 3);
    EXPECT_THAT(nobody.problems, HasSubstr("places with known uses: USA"));
    const Said seller = countervail({"disruption", "gallium", "--by", "RUS"});
    EXPECT_THAT(seller.problems, HasSubstr("places with known net exports: CHN"));
    EXPECT_EQ(countervail({"disruption"}).code, 2);
    EXPECT_EQ(countervail({"disruption", "gallium", "--all"}).code, 2);
    EXPECT_EQ(countervail({"disruption", "gallium", "--share", "120"}).code, 2);
}

}  // namespace
}  // namespace countervail
