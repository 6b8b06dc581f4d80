// SPDX-License-Identifier: Apache-2.0
#include "app/run_driver.h"

#include "app/prepared_run.h"
#include "app/workbench.h"

namespace countervail {
namespace {

std::vector<Measure> some_measures() {
    std::vector<Measure> measures(3);
    measures[0] = {"weekly", "", TimeAxis::week, 2, true, 0};
    measures[1] = {"once", "", TimeAxis::once, 1, false, 2};
    measures[2] = {"monthly", "", TimeAxis::month, 1, true, 3};
    return measures;
}

std::vector<float> numbered(std::size_t size) {
    std::vector<float> values(size);
    for (std::size_t i = 0; i < size; ++i) values[i] = static_cast<float>(i);
    return values;
}

TEST(Pack, KeepsWhatTheTaskRecords) {
    const auto measures = some_measures();
    const std::vector<float> values = numbered(4 * kBlock);
    const Task whole{"a", Allocation::proportional, true}, part{"a", Allocation::best, false};
    EXPECT_EQ(unpack(whole, measures, pack(whole, measures, values)), values);
    const std::vector<float> packed = pack(part, measures, values);
    ASSERT_EQ(packed.size(), static_cast<std::size_t>(kBlock));
    EXPECT_EQ(packed.front(), 2.F * kBlock);
    const std::vector<float> back = unpack(part, measures, packed);
    ASSERT_EQ(back.size(), values.size());
    EXPECT_EQ(back[2 * kBlock + 3], values[2 * kBlock + 3]);
    EXPECT_EQ(back[0], 0.F);
}

TEST(Pack, AnotherShapeComesBackEmpty) {
    EXPECT_TRUE(unpack({"a", Allocation::best, false}, some_measures(), numbered(3)).empty());
    EXPECT_TRUE(unpack({"a", Allocation::best, true}, some_measures(), numbered(kBlock)).empty());
}

class Driver : public testing::Test {
  protected:
    static PreparedRun prepared(int draws) {
        const Scratch scratch;
        write_whole(scratch / "short.toml", short_scenario("2025-04-30"));
        Settings settings;
        settings.library = source_folder();
        settings.draws = draws;
        auto run = prepare_scenario(settings, (scratch / "short.toml").string());
        if (!run) throw std::runtime_error(to_text(run.error()));
        return std::move(*run);
    }
    static std::vector<double> every_value(const Outcome& outcome) {
        std::vector<double> all;
        for (std::size_t task = 0; task < outcome.tasks().size(); ++task) {
            for (std::size_t measure = 0; measure < outcome.measures().size(); ++measure) {
                for (int time = 0; time < outcome.measures()[measure].times; ++time) {
                    const auto values = outcome.values(static_cast<int>(task), static_cast<int>(measure), time);
                    all.insert(all.end(), values.begin(), values.end());
                }
            }
        }
        return all;
    }
};

TEST_F(Driver, ResultsDoNotDependOnThreadsNorOnWhatWasThereAlready) {
    const PreparedRun run = prepared(40);
    std::vector<double> expected;
    for (const int threads : {1, 2, 4}) {
        const Scratch scratch;
        auto store = RunStore::open(scratch / "store.sqlite");
        ASSERT_TRUE(store);
        const auto number = store->enter(run.inputs);
        ASSERT_TRUE(number);
        if (threads == 4) {   // two blocks are there already
            for (const auto& [task, block] : {std::pair(0, 1), std::pair(2, 0)}) {
                const Task& which = run.ensemble.tasks()[static_cast<std::size_t>(task)];
                ASSERT_TRUE(store->write(*number, {{task, block, pack(which, run.ensemble.measures(), run.ensemble.run_block(task, block))}}));
            }
        }
        const auto driven = drive(run.ensemble, *store, *number, threads, false);
        ASSERT_TRUE(driven) << to_text(driven.error());
        EXPECT_TRUE(driven->complete());
        EXPECT_EQ(driven->reused, threads == 4 ? 2U : 0U);
        EXPECT_EQ(driven->total, run.ensemble.tasks().size() * static_cast<std::size_t>(run.ensemble.blocks()));
        if (expected.empty()) expected = every_value(driven->outcome);
        EXPECT_EQ(every_value(driven->outcome), expected);
        const auto read = read_outcome(run.ensemble, *store, *number);
        ASSERT_TRUE(read);
        EXPECT_TRUE(read->complete());
        EXPECT_EQ(every_value(read->outcome), expected);
        EXPECT_TRUE(store->runs()->front().complete);
    }
}

TEST_F(Driver, AStoredBlockOfAnotherShapeIsALockMismatch) {
    const PreparedRun run = prepared(16);
    const Scratch scratch;
    auto store = RunStore::open(scratch / "store.sqlite");
    const auto number = store->enter(run.inputs);
    ASSERT_TRUE(store->write(*number, {{0, 0, {1.F, 2.F}}}));
    const auto driven = drive(run.ensemble, *store, *number, 1, false);
    ASSERT_FALSE(driven);
    EXPECT_NE(to_text(driven.error()).find("do not match their lock"), std::string::npos);
}

TEST_F(Driver, TasksCanBeRunWithoutAStore) {
    const PreparedRun run = prepared(32);
    const Outcome outcome = run_tasks(run.ensemble, {0}, 20, 2, false);
    EXPECT_EQ(outcome.draws(), 20);
    const std::vector<float> block = run.ensemble.run_block(0, 1);
    const auto values = outcome.values(0, 0, 0);
    ASSERT_EQ(values.size(), 20U);
    EXPECT_EQ(values[17], static_cast<double>(block[1]));
}

}  // namespace
}  // namespace countervail
