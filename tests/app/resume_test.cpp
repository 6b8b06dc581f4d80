// SPDX-License-Identifier: Apache-2.0
// covers: run_scenario, run_files, interrupt, prepared_run, settings
// Same bytes whatever the number of threads, and after a kill in mid-run and a resume.
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "app/run_store.h"
#include "app/workbench.h"

namespace countervail {
namespace {

using namespace std::chrono_literals;

/// The program as a process of its own, its output thrown away or kept in a file.
pid_t start(const std::vector<std::string>& words, const std::filesystem::path& output) {
    std::vector<std::string> all{COUNTERVAIL_PROGRAM, "--library", source_folder()};
    all.insert(all.end(), words.begin(), words.end());
    const pid_t child = fork();
    if (child != 0) return child;
    const int file = open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(file, STDOUT_FILENO);
    dup2(file, STDERR_FILENO);
    std::vector<char*> arguments;
    for (std::string& word : all) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    execv(COUNTERVAIL_PROGRAM, arguments.data());
    _exit(127);
}

int wait_for(pid_t child) {
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

long blocks_in(const std::filesystem::path& out) {
    sqlite3* handle = nullptr;
    long count = 0;
    if (sqlite3_open_v2(store_path(out).c_str(), &handle, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK) {
        sqlite3_exec(handle, "SELECT count(*) FROM blocks", [](void* into, int, char** row, char**) {
            *static_cast<long*>(into) = std::atol(row[0]);
            return 0;
        }, &count, nullptr);
    }
    sqlite3_close(handle);
    return count;
}

/// Signals the child as soon as the store holds a block; false when it ended before.
bool signal_in_mid_run(pid_t child, const std::filesystem::path& out, int signal) {
    for (int i = 0; i < 12000; ++i) {
        int status = 0;
        if (waitpid(child, &status, WNOHANG) == child) return false;
        if (blocks_in(out) > 0) {
            kill(child, signal);
            return true;
        }
        std::this_thread::sleep_for(5ms);
    }
    kill(child, SIGKILL);
    return false;
}

std::vector<std::string> run_words(const std::filesystem::path& scenario, const std::filesystem::path& out, int draws, int threads) {
    return {"run", scenario.string(), "--without-losses", "--draws", std::to_string(draws), "--threads", std::to_string(threads), "--out", out.string()};
}

TEST(Resume, SameBytesAtOneTwoAndFourThreads) {
    const Scratch scratch;
    write_whole(scratch / "short.toml", short_scenario());
    std::map<std::string, std::string> first;
    for (const int threads : {1, 2, 4}) {
        const auto out = scratch / ("out-" + std::to_string(threads));
        ASSERT_EQ(wait_for(start(run_words(scratch / "short.toml", out, 80, threads), scratch / "said")), 0) << read_whole(scratch / "said");
        const auto found = hashes(out);
        ASSERT_TRUE(found.contains("answer.txt"));
        ASSERT_TRUE(found.contains("tables/weeks-to-stop.csv"));
        if (first.empty()) first = found;
        else EXPECT_EQ(found, first) << threads << " threads";
    }
}

TEST(Resume, KilledInMidRunAndResumedGivesTheBytesOfAnUninterruptedRun) {
    constexpr int kDraws = 1600;
    const Scratch scratch;
    write_whole(scratch / "long.toml", short_scenario("2025-12-31"));
    const pid_t child = start(run_words(scratch / "long.toml", scratch / "killed", kDraws, 1), scratch / "said");
    const bool in_time = signal_in_mid_run(child, scratch / "killed", SIGKILL);
    const int code = wait_for(child);
    ASSERT_TRUE(in_time) << "the run ended before it could be killed: " << read_whole(scratch / "said");
    EXPECT_EQ(code, 128 + SIGKILL);
    const long before = blocks_in(scratch / "killed");
    EXPECT_GT(before, 0);
    EXPECT_FALSE(std::filesystem::exists(scratch / "killed/answer.txt"));

    ASSERT_EQ(wait_for(start(run_words(scratch / "long.toml", scratch / "killed", kDraws, 4), scratch / "said")), 0) << read_whole(scratch / "said");
    EXPECT_NE(read_whole(scratch / "said").find("Resumed: "), std::string::npos) << read_whole(scratch / "said");
    ASSERT_EQ(wait_for(start(run_words(scratch / "long.toml", scratch / "whole", kDraws, 4), scratch / "said")), 0);
    EXPECT_GT(blocks_in(scratch / "whole"), before);
    EXPECT_EQ(hashes(scratch / "killed"), hashes(scratch / "whole"));
}

TEST(Resume, InterruptStopsCleanlyAndSaysHowToGoOn) {
    const Scratch scratch;
    write_whole(scratch / "long.toml", short_scenario("2025-12-31"));
    const pid_t child = start(run_words(scratch / "long.toml", scratch / "out", 3200, 1), scratch / "said");
    const bool in_time = signal_in_mid_run(child, scratch / "out", SIGINT);
    EXPECT_EQ(wait_for(child), 130);
    ASSERT_TRUE(in_time);
    const std::string said = read_whole(scratch / "said");
    EXPECT_NE(said.find("blocks are stored"), std::string::npos) << said;
    EXPECT_NE(said.find("countervail run"), std::string::npos) << said;
    const Said explained = countervail({"explain", (scratch / "out").string()});
    EXPECT_EQ(explained.code, kBadInput);
    EXPECT_NE(explained.problems.find("was cut off"), std::string::npos) << explained.problems;
}

TEST(Resume, ASecondEqualRunIsAnsweredFromTheStore) {
    const Scratch scratch;
    write_whole(scratch / "short.toml", short_scenario());
    const auto words = run_words(scratch / "short.toml", scratch / "out", 32, 2);
    ASSERT_EQ(wait_for(start(words, scratch / "said")), 0);
    const auto first = hashes(scratch / "out");
    ASSERT_EQ(wait_for(start(words, scratch / "said")), 0);
    EXPECT_NE(read_whole(scratch / "said").find("in the store already"), std::string::npos);
    EXPECT_EQ(hashes(scratch / "out"), first);
}

/// What a program asks for that an older one did not store.
TEST(LoadedRun, StoredInputsThatLackARowAreNamedAsAnOlderProgramsAndNotAsAMistake) {
    const Scratch scratch;
    write_whole(scratch / "short.toml", short_scenario("2025-05-31"));
    ASSERT_EQ(countervail({"run", (scratch / "short.toml").string(), "--draws", "16", "--without-losses", "--out", (scratch / "out").string()}).code, kDone);
    auto store = RunStore::open(store_path(scratch / "out"));
    ASSERT_TRUE(store) << to_text(store.error());
    auto inputs = store->inputs(1);
    ASSERT_TRUE(inputs) << to_text(inputs.error());
    bool taken = false;
    for (LibraryFile& file : inputs->library) {
        const std::size_t at = file.text.find("\nassume:price-speed,");
        if (at == std::string::npos) continue;
        file.text.erase(at, file.text.find('\n', at + 1) - at);
        taken = true;
    }
    ASSERT_TRUE(taken);
    std::filesystem::create_directories(scratch / "old");
    auto old = RunStore::open(store_path(scratch / "old"));
    ASSERT_TRUE(old) << to_text(old.error());
    ASSERT_TRUE(old->enter(*inputs));
    const Said said = countervail({"explain", (scratch / "old").string()});
    EXPECT_EQ(said.code, kLockMismatch) << said.problems;
    EXPECT_NE(said.problems.find("run the scenario again with this program"), std::string::npos) << said.problems;
    EXPECT_NE(said.problems.find("assume:price-speed"), std::string::npos) << said.problems;
}

}  // namespace
}  // namespace countervail
