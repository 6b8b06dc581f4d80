// SPDX-License-Identifier: Apache-2.0
#include "trade/import_trade.h"

#include <gmock/gmock.h>

#include "evidence/zipped.h"
#include "trade/baci_samples.h"

using testing::HasSubstr;

namespace countervail {
namespace {

class ImportTrade : public testing::Test {
  protected:
    Result<StoredTrade> import(std::vector<std::filesystem::path> files, const std::string& as = {}) {
        TradeImport request;
        request.files = std::move(files);
        request.as = as;
        request.into = [this](const std::string& id) { return folder_ / (id + ".cube"); };
        return import_trade(request, shipped_places(), shipped_nomenclature());
    }
    static std::filesystem::path seed(const std::string& name) { return std::filesystem::path(COUNTERVAIL_SOURCE_DIR) / "tests/trade/seeds" / name; }
    static std::string said(const Result<StoredTrade>& stored) { return stored ? std::string() : to_text(stored.error()); }
    TradeFolder folder_;
};

TEST_F(ImportTrade, FormatsAreRecognisedByTheirFirstLines) {
    for (const auto& [file, format] : {std::pair("baci.csv", "baci"), {"comtrade.csv", "comtrade"}, {"comtrade.json", "comtrade"}, {"comtrade_legacy.csv", "comtrade"}, {"census.json", "census"},
                                       {"census_exports.csv", "census"}, {"gacc_exports.csv", "gacc"}, {"trade_table_2022.csv", "table"}}) {
        const auto stored = import({seed(file)});
        ASSERT_TRUE(stored.has_value()) << file << ": " << said(stored);
        EXPECT_EQ(stored->format, format) << file;
        const auto cube = open_cube(stored->path);
        ASSERT_TRUE(cube.has_value()) << to_text(cube.error());
        EXPECT_GT(cube->flows(), 0U) << file;
        EXPECT_EQ(stored->path.filename(), cube->provenance().id + ".cube");
    }
}

TEST_F(ImportTrade, EveryFormatHasItsWord) {
    EXPECT_THAT(trade_formats(), testing::IsSupersetOf({"baci", "comtrade", "census", "gacc", "table"}));
    EXPECT_THAT(said(import({seed("baci.csv")}, "xml")), HasSubstr("there is no format \"xml\""));
    EXPECT_THAT(said(import({seed("comtrade.csv")}, "baci")), HasSubstr("t,i,j,k,v,q"));
}

TEST_F(ImportTrade, FilesOfSeveralKindsAreImportedApart) {
    EXPECT_THAT(said(import({seed("baci.csv"), seed("comtrade.csv")})), HasSubstr("is read as comtrade, the files before it as baci"));
}

TEST_F(ImportTrade, WhatNobodyRecognisesIsSaid) {
    EXPECT_THAT(said(import({folder_.write("odd.csv", "a,b\n1,2\n")})), HasSubstr("nobody here recognises"));
    EXPECT_THAT(said(import({folder_.write("empty.csv", "")})), HasSubstr("is empty"));
    std::filesystem::create_directory(folder_ / "none");
    EXPECT_THAT(said(import({folder_ / "none"})), HasSubstr("holds no file of trade"));
    EXPECT_THAT(said(import({folder_ / "absent.csv"})), HasSubstr("cannot be read"));
}

TEST_F(ImportTrade, ArchivesSpeakThroughTheirFirstEntry) {
    const auto zip = folder_.write("release.zip", zipped({{"Readme.txt", "about"}, {kBaciName, baci_sample()}}));
    const auto stored = import({zip});
    ASSERT_TRUE(stored.has_value()) << said(stored);
    EXPECT_EQ(stored->format, "baci");
    EXPECT_EQ(stored->rows_read, 5U);
    const auto json = folder_.write("api.zip", zipped({{"a.json", seed_bytes("comtrade.json")}}));
    const auto reports = import({json});
    ASSERT_TRUE(reports.has_value()) << said(reports);
    EXPECT_EQ(reports->format, "comtrade");
}

}  // namespace
}  // namespace countervail
