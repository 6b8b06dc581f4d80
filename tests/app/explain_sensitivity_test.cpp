// SPDX-License-Identifier: Apache-2.0
// covers: explain_design, explain_files, explain_inputs
#include "app/explain_sensitivity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "app/explain_inputs.h"
#include "app/workbench.h"
#include "simulation/posterior.h"

namespace countervail {
namespace {

using testing::HasSubstr;

/// A short run of the library's scenario, in a folder of its own, made once.
const std::string& stored_run() {
    static const Scratch scratch;
    static const std::string folder = [] {
        write_whole(scratch / "short.toml", short_scenario("2025-06-30"));
        std::string out = (scratch / "out").string();
        const Said run = countervail({"run", (scratch / "short.toml").string(), "--draws", "16", "--out", out});
        if (run.code != kDone) throw std::runtime_error(run.problems);
        return out;
    }();
    return folder;
}

Ranges points_only() {
    Ranges ranges;
    for (int p = 0; p < kParameters; ++p) ranges[static_cast<std::size_t>(p)] = {1, 1, 1, "assume:a-point"};
    return ranges;
}

TEST(UncertainInputs, AreTheWideRangesThePosteriorsAndChance) {
    Ranges ranges = points_only();
    ranges[3] = {1, 2, 4, "assume:wide"};
    ranges[5] = ranges[9] = {1, 2, 4, "posterior:two.x"};
    const auto posterior = std::make_shared<Posterior>();
    posterior->id = "two";
    posterior->parameters = {static_cast<Parameter>(9), static_cast<Parameter>(5)};
    posterior->rows = {{1, 10}, {2, 20}};
    ranges.posteriors.push_back(posterior);
    const std::vector<UncertainInput> inputs = uncertain_inputs(ranges);
    ASSERT_EQ(inputs.size(), 3U);
    EXPECT_EQ(inputs[0].key, parameter_records()[3].key);
    EXPECT_EQ(inputs[0].statement, "assume:wide");
    EXPECT_EQ(inputs[1].key, "two");
    EXPECT_EQ(inputs[1].coordinate, 9);   // the posterior's first column is its axis
    EXPECT_EQ(inputs[2].key, "chance");

    const DrawBlock block = design_block(ranges, inputs, {{0, 0.1, 0.25}, {1, 0.9, 0.5}});
    EXPECT_EQ(block.values[3][0], 1);
    EXPECT_EQ(block.values[3][1], 4);
    EXPECT_EQ(block.values[9][0], 1);
    EXPECT_EQ(block.values[5][0], 10);
    EXPECT_EQ(block.values[9][1], 2);
    EXPECT_EQ(block.values[5][1], 20);
    EXPECT_EQ(block.values[0][1], 1);
    EXPECT_EQ(block.luck[0], 1U << 30);
    EXPECT_EQ(block.luck[1], 1U << 31);
    EXPECT_EQ(block.luck[15], block.luck[1]);   // missing points repeat the last
}

TEST(ExplainSensitivity, SharesEffectsChartsAndTables) {
    const Scratch scratch;
    const std::string out = (scratch / "files").string();
    const Said said = countervail({"explain", stored_run(), "exports/magnets-world", "--sensitivity", "--samples", "4", "--out", out});
    ASSERT_EQ(said.code, kDone) << said.problems;
    for (const char* part : {"magnets, world: lowest month", "uncertain inputs", "acting together", "first order", "total 95%", "mu*", "sigma", "assume:"}) {
        EXPECT_THAT(said.out, HasSubstr(part));
    }
    for (const char* name : {"sensitivity.txt", "sensitivity.csv", "sensitivity.json", "sensitivity-summary.csv", "sensitivity-total.svg", "sensitivity-total.png",
                             "sensitivity-first-order.svg", "sensitivity-mu-star.svg"}) {
        EXPECT_TRUE(std::filesystem::exists(scratch / "files" / name)) << name;
    }
    const auto json = nlohmann::json::parse(read_whole(scratch / "files" / "sensitivity.json"));
    EXPECT_GE(json["rows"].size(), 21U);   // at least 20 inputs and chance
    double before = 1e9;
    for (const auto& row : json["rows"]) {
        const double total = row["total"].get<double>();
        EXPECT_LE(total, before);
        EXPECT_GE(total, 0);   // a mean of squares
        EXPECT_LE(row["total 5%"].get<double>(), row["total 95%"].get<double>());
        before = total;
    }
}

TEST(ExplainSensitivity, SameBytesAtAnyNumberOfThreadsAndFromTheStore) {
    const Scratch scratch;
    std::vector<std::string> told;
    for (const std::string threads : {"1", "4"}) {
        // Each thread count on a store of its own, so that nothing is read back.
        const std::string run = (scratch / threads).string();
        std::filesystem::create_directories(std::filesystem::path(run) / "runs");
        std::filesystem::copy_file(std::filesystem::path(stored_run()) / "runs" / "countervail.sqlite", std::filesystem::path(run) / "runs" / "countervail.sqlite");
        const std::vector<std::string> words{"explain", run, "price/dysprosium", "--sensitivity", "--method", "morris", "--samples", "2", "--threads", threads, "--format", "csv"};
        const Said first = countervail(words);
        ASSERT_EQ(first.code, kDone) << first.problems;
        EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(run) / "runs" / "sensitivity.sqlite"));
        EXPECT_EQ(countervail(words).out, first.out);
        told.push_back(first.out);
    }
    EXPECT_EQ(told[0], told[1]);
    EXPECT_THAT(told[0], HasSubstr("mu*"));
    EXPECT_EQ(told[0].find("first order"), std::string::npos);
}

TEST(ExplainSensitivity, TheRunIsStillFoundWhenItsFolderIsNamed) {
    ASSERT_EQ(countervail({"explain", stored_run(), "approved", "--sensitivity", "--method", "morris", "--samples", "2"}).code, kDone);
    const Said plain = countervail({"explain", stored_run(), "approved", "--when", "> -1"});
    EXPECT_EQ(plain.code, kDone) << plain.problems;
}

TEST(ExplainSensitivity, WhatCannotBeAskedIsRefused) {
    const Said odd = countervail({"explain", stored_run(), "--sensitivity", "--samples", "1000"});
    EXPECT_EQ(odd.code, kBadInput);
    EXPECT_THAT(odd.problems, HasSubstr("power of two"));
    EXPECT_EQ(countervail({"explain", stored_run(), "--sensitivity", "--method", "fast"}).code, kUsage);
    EXPECT_EQ(countervail({"explain", stored_run(), "--samples", "64"}).code, kUsage);
    EXPECT_EQ(countervail({"explain", stored_run(), "--sensitivity", "--when", "never"}).code, kUsage);
}

}  // namespace
}  // namespace countervail
