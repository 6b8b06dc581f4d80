// SPDX-License-Identifier: Apache-2.0
#include "report/run_law_tables.h"

#include <gtest/gtest.h>

namespace countervail {
namespace {

TEST(LawTables, TellPerCaseWhatTheLawAsksAndTheWorldDoesNotKnow) {
    const auto library = Library::from_folder(COUNTERVAIL_SOURCE_DIR).value();
    const auto ledger = Ledger::read(library).value();
    auto scenario = read_scenario(library.find("scenarios/october-2025.toml")->text, "october-2025.toml").value();
    scenario.draws = kBlock;
    const Ensemble ensemble = Ensemble::prepare(library, ledger, scenario).value();
    const Outcome outcome(ensemble.tasks(), ensemble.measures(), scenario.draws);
    RunTables told;
    tell_open_facts(RunView(ensemble, outcome), told);
    std::size_t rows = 0;
    for (std::size_t task = 0; task < ensemble.tasks().size(); ++task) {
        if (ensemble.tasks()[task].series) rows += ensemble.schedule(static_cast<int>(task)).open_facts.size();
    }
    ASSERT_EQ(told.open_facts.rows.size(), rows);
    ASSERT_GT(rows, scenario.cases.size());
    for (const auto& row : told.open_facts.rows) {
        EXPECT_GT(std::get<double>(row[2]), 0);
        EXPECT_LE(std::get<double>(row[3]), 100);
        EXPECT_LE(std::get<double>(row[4]), std::get<double>(row[3]));
    }
}

}  // namespace
}  // namespace countervail
