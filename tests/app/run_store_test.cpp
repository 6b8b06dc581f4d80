// SPDX-License-Identifier: Apache-2.0
#include "app/run_store.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "app/workbench.h"

namespace countervail {
namespace {

RunInputs some_inputs() {
    RunInputs inputs;
    inputs.scenario_id = "a";
    inputs.scenario_text = "id = \"a\"\n";
    inputs.scenario_name = "a.toml";
    inputs.seed = 18446744073709551615ULL;   // beyond SQLite's signed integers
    inputs.draws = 32;
    inputs.known_on = "2025-04-03";
    inputs.program_version = "0.1.0";
    inputs.model_fingerprint = "f";
    inputs.library = {{"data/sources.csv", "id\n"}, {"worlds/w.toml", std::string("a\0b", 3)}};
    return inputs;
}

RunStore opened(const std::filesystem::path& file) {
    auto store = RunStore::open(file);
    if (!store) throw std::runtime_error(to_text(store.error()));
    return *store;
}

TEST(RunStore, GivesBackWhatWasPutIn) {
    const Scratch scratch;
    RunStore store = opened(scratch / "deep/er/store.sqlite");
    const RunInputs inputs = some_inputs();
    const auto run = store.enter(inputs);
    ASSERT_TRUE(run);
    EXPECT_EQ(*store.enter(inputs), *run);   // the same inputs are the same run
    ASSERT_TRUE(store.write(*run, {{1, 2, {1.5F, -2.F}}, {0, 3, {7.F}}}));
    ASSERT_TRUE(store.write(*run, {{0, 3, {9.F}}}));   // what is finished stays
    EXPECT_EQ(*store.finished(*run), (std::vector<std::pair<int, int>>{{0, 3}, {1, 2}}));
    std::vector<StoredBlock> blocks;
    ASSERT_TRUE(store.read_blocks(*run, [&](StoredBlock block) { blocks.push_back(std::move(block)); }));
    ASSERT_EQ(blocks.size(), 2U);
    EXPECT_EQ(blocks[0].values, std::vector<float>{7.F});
    EXPECT_EQ(blocks[1].values, (std::vector<float>{1.5F, -2.F}));
    const auto back = store.inputs(*run);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->key(), inputs.key());
    EXPECT_EQ(back->seed, inputs.seed);
    EXPECT_EQ(back->library[1].text, inputs.library[1].text);
}

TEST(RunStore, EveryInputDecidesTheKey) {
    const RunInputs inputs = some_inputs();
    std::vector<RunInputs> others(7, inputs);
    others[0].scenario_text += " ";
    others[1].seed = 1;
    others[2].draws = 33;
    others[3].known_on = "2025-04-04";
    others[4].program_version = "0.1.1";
    others[5].model_fingerprint = "g";
    others[6].library[0].text += "x";
    for (const RunInputs& other : others) EXPECT_NE(other.key(), inputs.key());
}

TEST(RunStore, TheLatestRunComesFirstAndCompletenessIsRemembered) {
    const Scratch scratch;
    RunStore store = opened(scratch / "store.sqlite");
    RunInputs inputs = some_inputs();
    const auto first = store.enter(inputs);
    inputs.draws = 64;
    const auto second = store.enter(inputs);
    ASSERT_TRUE(store.mark_complete(*second));
    auto runs = store.runs();
    ASSERT_TRUE(runs);
    ASSERT_EQ(runs->size(), 2U);
    EXPECT_EQ((*runs)[0].number, *second);
    EXPECT_TRUE((*runs)[0].complete);
    EXPECT_FALSE((*runs)[1].complete);
    ASSERT_TRUE(store.enter(some_inputs()));   // asked for again
    EXPECT_EQ(store.runs()->front().number, *first);
}

TEST(RunStore, AChangedInputIsALockMismatch) {
    const Scratch scratch;
    RunStore store = opened(scratch / "store.sqlite");
    const auto run = store.enter(some_inputs());
    sqlite3* handle = nullptr;
    ASSERT_EQ(sqlite3_open((scratch / "store.sqlite").c_str(), &handle), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(handle, "UPDATE files SET text = 'changed'", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(handle);
    const auto back = store.inputs(*run);
    ASSERT_FALSE(back);
    EXPECT_NE(back.error()[0].what.find("do not match their lock"), std::string::npos);
}

TEST(RunStore, AFileThatIsNoStoreIsAProblemNotACrash) {
    const Scratch scratch;
    write_whole(scratch / "store.sqlite", std::string(4096, 'x'));
    EXPECT_FALSE(RunStore::open(scratch / "store.sqlite"));
    write_whole(scratch / "file", "");
    EXPECT_FALSE(RunStore::open(scratch / "file/below/store.sqlite"));
}

TEST(RunStore, LiesUnderOutOrUnderTheStateFolder) {
    EXPECT_EQ(store_path("x"), std::filesystem::path("x/runs/countervail.sqlite"));
    setenv("XDG_STATE_HOME", "/s", 1);
    EXPECT_EQ(store_path({}), std::filesystem::path("/s/countervail/runs/countervail.sqlite"));
    unsetenv("XDG_STATE_HOME");
}

}  // namespace
}  // namespace countervail
