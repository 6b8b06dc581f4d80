// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "app/workbench.h"
#include "economy/layout_samples.h"

using testing::HasSubstr;
using testing::Not;

namespace countervail {
namespace {

class TableVerb : public testing::Test {
  protected:
    void SetUp() override {
        for (const TableFile& file : plain_sample()) write_whole(folder_ / file.name, file.bytes);
        path_ = (folder_ / "2015_Z.csv").string();
    }
    Scratch folder_;
    std::string path_;
};

TEST_F(TableVerb, SaysHowLargeAndHowBalanced) {
    const Said said = countervail({"table", path_});
    EXPECT_EQ(said.code, 0) << said.problems;
    EXPECT_THAT(said.out, HasSubstr("plain-2015"));
    EXPECT_THAT(said.out, HasSubstr("- states no unit; read as USD million"));
    EXPECT_THAT(said.out, HasSubstr("Industries that our list does not know"));
    EXPECT_THAT(countervail({"table", path_, "--format", "json"}).out, HasSubstr("\"unknown-industries\""));
}

TEST_F(TableVerb, SuppliersAndCustomersOfOneIndustry) {
    const Said said = countervail({"table", path_, "--industry", "making", "--place", "AAA"});
    EXPECT_THAT(said.out, HasSubstr("Suppliers of making in AAA"));
    EXPECT_THAT(said.out, HasSubstr("Customers of making in AAA"));
    const Said place = countervail({"table", path_, "--place", "BBB"});
    EXPECT_THAT(place.out, HasSubstr("Industries in BBB"));
    EXPECT_THAT(place.out, Not(HasSubstr("Suppliers")));
}

TEST_F(TableVerb, BadWordsNameTheirMends) {
    const Said said = countervail({"table", path_, "--industry", "makin", "--place", "ZZZ"});
    EXPECT_EQ(said.code, 3);
    EXPECT_THAT(said.problems, HasSubstr("did you mean \"making\"?"));
    EXPECT_THAT(said.problems, HasSubstr("has no place \"ZZZ\""));
    EXPECT_EQ(countervail({"table", (folder_ / "absent").string()}).code, 3);
    EXPECT_THAT(countervail({"table", path_, "--rate", "EUR"}).problems, HasSubstr("is no rate"));
}

TEST_F(TableVerb, OneRateForAnotherCurrency) {
    write_whole(folder_ / "unit.csv", "region,sector,unit\nAAA,mining,M.EUR\nAAA,making,M.EUR\nBBB,mining,M.EUR\nBBB,making,M.EUR\n");
    const Said refused = countervail({"table", path_});
    EXPECT_EQ(refused.code, 3);
    EXPECT_THAT(refused.problems, HasSubstr("exchange-rate.csv"));
    const Said read = countervail({"table", path_, "--rate", "EUR=1.5"});
    EXPECT_EQ(read.code, 0) << read.problems;
    EXPECT_THAT(read.out, HasSubstr("1,500"));
}

TEST_F(TableVerb, TheBuiltInTableIsMarked) {
    const Said said = countervail({"table", "default"});
    EXPECT_EQ(said.code, 0) << said.problems;
    EXPECT_THAT(said.out, HasSubstr("built in"));
}

}  // namespace
}  // namespace countervail
