// SPDX-License-Identifier: Apache-2.0
// covers: trade, trade_import, trade_check, trade_store
#include <gmock/gmock.h>

#include <cstdlib>

#include "app/trade_store.h"
#include "app/workbench.h"

using testing::HasSubstr;
using testing::Not;

namespace countervail {
namespace {

const std::string kBaci =
    "t,i,j,k,v,q\n"
    "2022,156,842,280530,10.500,        2.000\n"
    "2022,156,842,850511,120.250,       13.235\n"
    "2022,156,276,850511,40.000,           NA\n"
    "2022,276,842,850511,60.000,        1.500\n"
    "2022,999,842,850511,1.000,        1.500\n";

/// A store of its own, and files to import.
class TradeVerb : public testing::Test {
  protected:
    void SetUp() override {
        const char* const before = std::getenv("XDG_DATA_HOME");
        before_ = before == nullptr ? "" : before;
        setenv("XDG_DATA_HOME", (folder_ / "data").c_str(), 1);
        csv_ = (folder_ / "BACI_HS22_Y2022_V202501.csv").string();
        write_whole(csv_, kBaci);
    }
    void TearDown() override {
        if (before_.empty())
            unsetenv("XDG_DATA_HOME");
        else
            setenv("XDG_DATA_HOME", before_.c_str(), 1);
    }
    Scratch folder_;
    std::string csv_, before_;
};

TEST_F(TradeVerb, ImportsListsAndChecks) {
    EXPECT_THAT(countervail({"trade", "list"}).out, HasSubstr("Nothing is imported: fetch BACI"));
    const Said imported = countervail({"trade", "import", csv_});
    EXPECT_EQ(imported.code, 0) << imported.problems;
    EXPECT_THAT(imported.out, HasSubstr("baci-hs22-2022-v202501"));
    EXPECT_THAT(imported.out, HasSubstr("a place that nobody knows"));
    EXPECT_THAT(imported.out, HasSubstr("HS2022"));
    const Said list = countervail({"trade", "list"});
    EXPECT_THAT(list.out, HasSubstr("baci-hs22-2022-v202501"));
    EXPECT_THAT(list.out, Not(HasSubstr("Nothing")));
    const Said check = countervail({"trade", "check"});
    EXPECT_EQ(check.code, 0) << check.problems;
    EXPECT_THAT(check.out, HasSubstr("Checksums match; nothing is wrong."));
    EXPECT_THAT(check.out, HasSubstr("BACI_HS22_Y2022_V202501.csv " + sha256(kBaci)));
    EXPECT_THAT(countervail({"trade", "check", "--format", "json"}).out, HasSubstr("\"largest-flows\""));
}

TEST_F(TradeVerb, TheSameIdIsReplacedOnlyByAWholeImport) {
    ASSERT_EQ(countervail({"trade", "import", csv_, "--id", "mine"}).code, 0);
    const std::string before = read_whole(trade_store_path("mine"));
    write_whole(csv_, kBaci + "2022,156,842,85");
    const Said refused = countervail({"trade", "import", csv_, "--id", "mine"});
    EXPECT_EQ(refused.code, 3);
    EXPECT_THAT(refused.problems, HasSubstr(":7: the file ends in the middle of a row"));
    EXPECT_EQ(read_whole(trade_store_path("mine")), before);
    write_whole(csv_, kBaci);
    ASSERT_EQ(countervail({"trade", "import", csv_, "--id", "mine", "--threads", "3"}).code, 0);
    EXPECT_EQ(read_whole(trade_store_path("mine")), before);
    EXPECT_EQ(stored_cubes().size(), 1U);
}

TEST_F(TradeVerb, NamesThatAreNoneHaveARemedy) {
    EXPECT_EQ(countervail({"trade", "check"}).code, 3);
    ASSERT_EQ(countervail({"trade", "import", csv_, "--id", "mine"}).code, 0);
    EXPECT_THAT(countervail({"trade", "check", "mime"}).problems, HasSubstr("did you mean \"mine\"?"));
    EXPECT_EQ(countervail({"trade", "import", csv_, "--id", "../mine"}).code, 3);
    EXPECT_EQ(countervail({"trade", "import", csv_, "--as", "xml"}).code, 3);
    EXPECT_THAT(countervail({"trade", "import", (folder_ / "absent.csv").string()}).problems, HasSubstr("cannot be read"));
    EXPECT_EQ(countervail({"trade"}).code, 2);
    write_whole(folder_ / "odd.csv", "a,b,c\n1,2,3\n");
    EXPECT_THAT(countervail({"trade", "import", (folder_ / "odd.csv").string()}).problems, HasSubstr("nobody here recognises"));
    EXPECT_THAT(countervail({"trade", "import", csv_, (folder_ / "odd.csv").string()}).problems, HasSubstr("odd.csv:1"));
}

TEST_F(TradeVerb, ASpoiltCubeIsToldFromAFileThatIsNone) {
    const std::string cube = (folder_ / "a.cube").string();
    ASSERT_EQ(countervail({"trade", "import", csv_, "--into", cube}).code, 0);
    EXPECT_TRUE(stored_cubes().empty());
    EXPECT_EQ(countervail({"trade", "check", cube}).code, 0);
    std::string bytes = read_whole(cube);
    bytes[400] = static_cast<char>(bytes[400] ^ 1);
    write_whole(cube, bytes);
    EXPECT_EQ(countervail({"trade", "check", cube}).code, 5);
    write_whole(cube, bytes.substr(0, bytes.size() / 2));
    EXPECT_EQ(countervail({"trade", "check", cube}).code, 5);
    EXPECT_EQ(countervail({"trade", "check", csv_}).code, 3);
}

TEST_F(TradeVerb, BothSidesReportsAreReconciledByChoice) {
    const std::string comtrade = source_folder() + "/tests/trade/seeds/comtrade.csv";
    for (const char* word : {"importers", "larger"}) {
        const Said said = countervail({"trade", "import", comtrade, "--mirror", word, "--id", word});
        EXPECT_EQ(said.code, 0) << said.problems;
        EXPECT_THAT(said.out, HasSubstr(word));
    }
    const Said all = countervail({"trade", "import", comtrade, "--mirror", "reliability", "--re-exports", "excluded", "--freight", "1.1", "--top", "0"});
    EXPECT_EQ(all.code, 0) << all.problems;
    for (const char* words : {"re-exports", "1.1", "log_ratio"}) EXPECT_THAT(all.out, HasSubstr(words));   // on record, and where both sides differ
    EXPECT_EQ(countervail({"trade", "import", comtrade, "--as-reported", "--freight", "1.1"}).code, 2);
    EXPECT_THAT(countervail({"trade", "import", comtrade, "--mirror", "both"}).problems, HasSubstr("is no choice of whose reports count"));
}

TEST_F(TradeVerb, OtherVerbsOpenWhatWasImportedLast) {
    Settings settings;
    const auto none = open_trade(settings, "");
    ASSERT_TRUE(none.has_value());
    EXPECT_FALSE(none->has_value());
    ASSERT_EQ(countervail({"trade", "import", csv_, "--id", "first"}).code, 0);
    ASSERT_EQ(countervail({"trade", "import", csv_, "--id", "second"}).code, 0);
    std::filesystem::last_write_time(trade_store_path("first"), std::filesystem::last_write_time(trade_store_path("second")) + std::chrono::hours(1));
    EXPECT_EQ(open_trade(settings, "")->value().provenance().id, "first");
    EXPECT_EQ(open_trade(settings, "second")->value().provenance().id, "second");
    EXPECT_EQ(open_trade(settings, trade_store_path("second").string())->value().flows(), 4U);
    EXPECT_FALSE(open_trade(settings, "third").has_value());
}

}  // namespace
}  // namespace countervail
