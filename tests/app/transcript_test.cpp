// SPDX-License-Identifier: Apache-2.0
// Runs tests/transcripts/*.md: every line "$ countervail …" of a ```console block is run and its output compared with
// the lines below it. "[…]" stands for any text, also over several lines; "exit N" as the last line names the exit
// code, 0 by default. Problems come before answers. `app_tests --gtest_filter='Transcripts*' --update` writes what the
// program says now into the files, and leaves alone what still matches. The files of docs/use/examples are at hand.
#include <algorithm>
#include <cstdlib>

#include "app/workbench.h"
#include "base/text.h"

namespace countervail {
namespace {

constexpr std::string_view kAnything = "[…]";

bool matches(std::string_view pattern, std::string_view text) {
    const std::size_t gap = pattern.find(kAnything);
    if (gap == std::string_view::npos) return pattern == text;
    if (text.substr(0, gap) != pattern.substr(0, gap)) return false;
    const std::string_view rest = pattern.substr(gap + kAnything.size());
    if (rest.empty()) return true;
    for (std::size_t at = gap; at <= text.size(); ++at) {
        if (matches(rest, text.substr(at))) return true;
    }
    return false;
}

std::vector<std::string> words_of(const std::string& command) {
    std::vector<std::string> words;
    std::string word;
    bool quoted = false, begun = false;
    for (const char c : command + " ") {
        if (c == '"') {
            quoted = !quoted;
            begun = true;
        } else if (c == ' ' && !quoted) {
            if (begun || !word.empty()) words.push_back(word);
            word.clear();
            begun = false;
        } else {
            word += c;
        }
    }
    return words;
}

struct Step {
    std::string command, expected;
};

std::string run_step(const std::string& command) {
    std::vector<std::string> words = words_of(command);
    words.erase(words.begin());
    const Said said = countervail(words);
    return said.problems + said.out + (said.code == 0 ? "" : "exit " + std::to_string(said.code) + "\n");
}

/// The document with every step's output put in again; problems go to gtest.
std::string replayed(const std::string& document, const std::string& name, bool update, int& steps) {
    std::string text;
    bool inside = false;
    Step step;
    const auto close = [&] {
        if (step.command.empty()) return;
        ++steps;
        const std::string said = run_step(step.command);
        const bool same = matches(step.expected, said);
        EXPECT_TRUE(same || update) << name << ": $ " << step.command << "\n--- expected\n" << step.expected << "--- said\n" << said;
        text += "$ " + step.command + "\n" + (same ? step.expected : said);
        step = {};
    };
    std::vector<std::string> lines = split(document, '\n');
    if (!lines.empty() && lines.back().empty()) lines.pop_back();
    for (const std::string& line : lines) {
        if (line.starts_with("```")) {
            close();
            inside = line == "```console";
            text += line + "\n";
        } else if (inside && line.starts_with("$ countervail")) {
            close();
            step.command = line.substr(2);
        } else if (inside && !step.command.empty()) {
            step.expected += line + "\n";
        } else {
            text += line + "\n";
        }
    }
    close();
    return text;
}

TEST(Transcripts, SayWhatTheProgramSays) {
    const std::filesystem::path folder = source_folder() + "/tests/transcripts";
    const std::vector<std::string> arguments = testing::internal::GetArgvs();
    const bool update = std::find(arguments.begin(), arguments.end(), "--update") != arguments.end();
    const Scratch state;   // runs of transcripts are nobody else's
    setenv("XDG_STATE_HOME", (state / "state").c_str(), 1);
    const auto before = std::filesystem::current_path();
    int steps = 0;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".md") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        std::filesystem::create_directories(state / "work");
        constexpr auto kOver = std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing;
        std::filesystem::copy(source_folder() + "/docs/use/examples", state / "work", kOver);
        std::filesystem::current_path(state / "work");
        write_whole(state / "work/broken.toml", short_scenario("2024-06-30").replace(0, 0, "qeustion = \"What if?\"\n"));
        const std::string document = read_whole(file);
        const std::string now = replayed(document, file.filename().string(), update, steps);
        std::filesystem::current_path(before);
        if (update && now != document) write_whole(file, now);
    }
    unsetenv("XDG_STATE_HOME");
    EXPECT_GE(steps, 12);
}

TEST(Transcripts, TheGapStandsForAnyText) {
    EXPECT_TRUE(matches("a […] c\n", "a b\nb c\n"));
    EXPECT_TRUE(matches("a[…]", "a"));
    EXPECT_FALSE(matches("a […] c", "a b d"));
    EXPECT_FALSE(matches("a", "ab"));
}

}  // namespace
}  // namespace countervail
