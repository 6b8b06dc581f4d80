// SPDX-License-Identifier: Apache-2.0
// No parameter and no figure of the world may rest on what was published after the day that the scenario may know:
// proved by trying.
#include "app/workbench.h"
#include "simulation/ensemble.h"

namespace countervail {
namespace {

Said run_with(const std::string& scenario, const Scratch& scratch, const std::string& library = source_folder()) {
    write_whole(scratch / "try.toml", scenario);
    return countervail({"--library", library, "run", (scratch / "try.toml").string(), "--draws", "16", "--without-losses", "--out", (scratch / "out").string()});
}

std::string with_uncertain(const std::string& line) {
    std::string text = short_scenario();
    return text.insert(text.find("[focus]"), "[uncertain]\n" + line + "\n\n");
}

TEST(KnownOn, AParameterThatCitesALaterStatementIsRefusedWithPlaceAndDates) {
    const Scratch scratch;
    // D-41: a share of applications granted, published on 2025-06-04.
    const Said said = run_with(with_uncertain("\"licence.grant-rate.semiconductor\" = { source = \"D-41\", range = [0.2, 0.25, 0.3] }"), scratch);
    EXPECT_EQ(said.code, kBadInput);
    EXPECT_NE(said.problems.find("try.toml:"), std::string::npos) << said.problems;
    EXPECT_NE(said.problems.find("2025-06-04"), std::string::npos) << said.problems;
    EXPECT_NE(said.problems.find("2025-04-03"), std::string::npos) << said.problems;
}

TEST(KnownOn, TheSameScenarioRunsWithAStatementKnownByThen) {
    const Scratch scratch;
    const Said said = run_with(with_uncertain("\"licence.grant-rate.semiconductor\" = { source = \"assume:grant-rate-semiconductor\", range = [0.8, 0.9, 1.0] }"), scratch);
    EXPECT_EQ(said.code, kDone) << said.problems;
}

TEST(KnownOn, LaterKnowledgeBehindAnAssumptionIsRefusedToo) {
    const Scratch scratch;
    for (const char* folder : {"data", "worlds", "rules", "scenarios"}) {
        std::filesystem::create_directories(scratch / "library");
        std::filesystem::copy(std::filesystem::path(source_folder()) / folder, scratch / ("library/" + std::string(folder)), std::filesystem::copy_options::recursive);
    }
    const auto file = scratch / "library/data/assumptions-simulation.csv";
    write_whole(file, read_whole(file) + "assume:hindsight,share,0.1,0.25,0.4,D-41,Chosen after the event.\n");
    const Said said = run_with(with_uncertain("\"licence.grant-rate.semiconductor\" = { source = \"assume:hindsight\" }"), scratch, (scratch / "library").string());
    EXPECT_EQ(said.code, kBadInput);
    EXPECT_NE(said.problems.find("2025-06-04"), std::string::npos) << said.problems;
}

TEST(KnownOn, AWorldThatRestsOnALaterStatementIsRefused) {
    const Scratch scratch;
    for (const char* folder : {"data", "worlds", "rules", "scenarios"}) {
        std::filesystem::create_directories(scratch / "library");
        std::filesystem::copy(std::filesystem::path(source_folder()) / folder, scratch / ("library/" + std::string(folder)), std::filesystem::copy_options::recursive);
    }
    const auto file = scratch / "library/worlds/world-2024.toml";
    write_whole(file, read_whole(file) + "\n[[claim]]\nstatement = \"E1.2025-05.WLD\"\nmeasure = \"shipped\"\nitems = [\"ndfeb.magnet\"]\n"
                                         "places = [\"CHN\"]\nto = [\"*\", \"!CHN\"]\nmeaning = \"hindsight\"\n");
    const Said said = run_with(short_scenario(), scratch, (scratch / "library").string());
    EXPECT_EQ(said.code, kBadInput);
    EXPECT_NE(said.problems.find("worlds/world-2024.toml:"), std::string::npos) << said.problems;
    EXPECT_NE(said.problems.find("2025-04-03"), std::string::npos) << said.problems;
}

TEST(KnownOn, EverythingThatTheRunRestsOnWasPublic) {
    const auto ledger = Ledger::read(real_library());
    ASSERT_TRUE(ledger) << to_text(ledger.error());
    const auto scenario = read_scenario(short_scenario(), "short.toml");
    const auto ensemble = Ensemble::prepare(real_library(), *ledger, *scenario);
    ASSERT_TRUE(ensemble) << to_text(ensemble.error());
    std::vector<std::string> ids = ensemble->world().statements;
    ids.insert(ids.end(), ensemble->world().assumptions.begin(), ensemble->world().assumptions.end());
    for (const Range& range : ensemble->ranges()) ids.push_back(range.statement);
    for (const std::string& id : ids) {
        const Statement* row = ledger->find(id);
        ASSERT_NE(row, nullptr) << id;
        EXPECT_LE(ledger->public_since(*row), Date(2025, 4, 3)) << id;
    }
}

}  // namespace
}  // namespace countervail
