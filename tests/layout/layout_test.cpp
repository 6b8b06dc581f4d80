// SPDX-License-Identifier: Apache-2.0
#include "layout/layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <functional>
#include <optional>
#include <regex>
#include <set>
#include <sstream>

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

namespace countervail::layout {

namespace {

std::vector<std::string> lines_of(const fs::path& path) {
    std::ifstream stream(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

bool is_source(const fs::path& path) { return path.extension() == ".cpp" || path.extension() == ".h"; }

/// Regular files below `folder`, in path order; none when it does not exist.
std::vector<fs::path> files_below(const fs::path& folder) {
    std::vector<fs::path> files;
    if (!fs::exists(folder)) return files;
    for (fs::recursive_directory_iterator at(folder), end; at != end; ++at) {
        if (at->path().filename() == "node_modules")
            at.disable_recursion_pending();
        else if (at->is_regular_file())
            files.push_back(at->path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::optional<std::size_t> rank(const std::string& folder) {
    const auto at = std::find(folders().begin(), folders().end(), folder);
    if (at == folders().end()) return std::nullopt;
    return static_cast<std::size_t>(at - folders().begin());
}

std::string place(const fs::path& tree, const fs::path& file, std::size_t line) {
    return fs::relative(file, tree).generic_string() + ":" + std::to_string(line + 1) + ": ";
}

std::set<std::string> covered_by_tests(const fs::path& folder) {
    static const std::regex kCovers(R"(^//\s*covers:\s*(.*)$)");
    std::set<std::string> names;
    for (const fs::path& file : files_below(folder)) {
        if (!file.filename().string().ends_with("_test.cpp")) continue;
        const std::string stem = file.stem().string();
        names.insert(stem.substr(0, stem.size() - 5));
        for (const std::string& line : lines_of(file)) {
            std::smatch match;
            if (!std::regex_match(line, match, kCovers)) continue;
            std::stringstream list(match[1].str());
            for (std::string name; std::getline(list, name, ',');) {
                std::erase(name, ' ');
                names.insert(name);
            }
        }
    }
    return names;
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::string lower_case(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// One of the words stands in the text as a word of its own.
bool has_word(const std::string& text, const std::vector<std::string>& words) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
        for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
            const std::size_t end = at + word.size();
            if ((at == 0 || !is_word(text[at - 1])) && (end == text.size() || !is_word(text[end])))
                return true;
        }
        return false;
    });
}

/// One of the folders stands in the text at the root of a path (and not inside a longer path or an address).
bool has_path(const std::string& text, const std::vector<std::string>& roots) {
    return std::any_of(roots.begin(), roots.end(), [&](const std::string& root) {
        for (auto at = text.find(root); at != std::string::npos; at = text.find(root, at + 1)) {
            if (at == 0 || (!is_word(text[at - 1]) &&
                            std::string_view("/.-~}").find(text[at - 1]) == std::string_view::npos)) {
                return true;
            }
        }
        return false;
    });
}

/// Calls `look` with every line of the files that belong to the product.
void each_line(const fs::path& tree,
               const std::function<void(const fs::path&, std::size_t, const std::string&)>& look) {
    static const std::set<std::string> kText{".cpp", ".h",    ".cmake", ".txt", ".md", ".toml",
                                             ".csv", ".json", ".mjs",   ".sh",  ""};
    for (const char* part :
         {"src", "tests", "cmake", "docs", "fuzz", "bench", "data", "worlds", "rules", "scenarios", ".ci",
          "CMakeLists.txt", "CMakePresets.json", "README.md", "countervail"}) {
        const fs::path at = tree / part;
        for (const fs::path& file : fs::is_regular_file(at) ? std::vector{at} : files_below(at)) {
            if (!kText.contains(file.extension().string())) continue;
            const auto lines = lines_of(file);
            for (std::size_t i = 0; i < lines.size(); ++i) look(file, i, lines[i]);
        }
    }
}

}  // namespace

const std::vector<std::string>& folders() {
    static const std::vector<std::string> kFolders{
        "base", "sensitivity", "scoring", "evidence", "materials", "trade", "statistics", "parties", "bom", "controls", "screening", "world", "simulation",
        "calibration", "hindcast",
        "economy", "dependence", "propagation", "cascade", "equilibrium", "losses", "company", "leverage", "bargaining", "planning", "report", "app"};
    return kFolders;
}

std::vector<std::string> upward_includes(const fs::path& tree) {
    static const std::regex kInclude(R"re(^\s*#\s*include\s*"([^"]+)".*)re");
    std::vector<std::string> found;
    for (const fs::path& file : files_below(tree / "src")) {
        if (!is_source(file)) continue;
        const std::string folder = fs::relative(file, tree / "src").begin()->string();
        const auto own = rank(folder);
        const auto lines = lines_of(file);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            std::smatch match;
            if (!std::regex_match(lines[i], match, kInclude)) continue;
            const std::string target = match[1];
            const auto other = rank(target.substr(0, target.find('/')));
            if (!own)
                found.push_back(place(tree, file, i) + "src/" + folder + " has no place in the pipeline");
            else if (!other)
                found.push_back(place(tree, file, i) + "\"" + target +
                                "\" is not named from a folder of src/");
            else if (*other > *own)
                found.push_back(place(tree, file, i) + folder + " may not know " + target);
        }
    }
    return found;
}

std::vector<std::string> untested_sources(const fs::path& tree) {
    std::vector<std::string> found;
    for (const std::string& folder : folders()) {
        std::set<std::string> sources;
        for (const fs::path& file : files_below(tree / "src" / folder)) {
            if (is_source(file)) sources.insert(file.stem().string());
        }
        const std::set<std::string> covered = covered_by_tests(tree / "tests" / folder);
        for (const fs::path& file : files_below(tree / "src" / folder)) {
            const bool has_header = fs::exists(fs::path(file).replace_extension(".h"));
            const std::string stem = file.stem().string();
            if (file.extension() == ".cpp" && has_header && !covered.contains(stem)) {
                found.push_back(fs::relative(file, tree).generic_string() + ": no tests/" + folder + "/" +
                                stem + "_test.cpp, and no test there says \"// covers: " + stem + "\"");
            }
        }
    }
    return found;
}

std::vector<std::string> unwanted_words(const fs::path& tree) {
    // In pieces, so that this file does not find itself.
    static const std::vector<std::string> kMachine{
        "/ho"
        "me/",
        "/wo"
        "rk/",
        "/ro"
        "ot/",
        "/Us"
        "ers/"};
    static const std::vector<std::string> kNamed{
        "chi"
        "na",
        "chi"
        "nese",
        "neo"
        "dymium",
        "dyspro"
        "sium",
        "ter"
        "bium"};
    static const std::vector<std::string> kUnfinished{
        "TO"
        "DO",
        "FIX"
        "ME"};
    std::vector<std::string> found;
    each_line(tree, [&](const fs::path& file, std::size_t line, const std::string& text) {
        const std::string path = fs::relative(file, tree).generic_string();
        if (has_path(text, kMachine))
            found.push_back(place(tree, file, line) + "a path of one machine: " + text);
        if (has_word(text, kUnfinished)) found.push_back(place(tree, file, line) + "is unfinished: " + text);
        if (line == 0 && is_source(file) &&
            text.find("SPDX-License-Identifier: Apache-2.0") == std::string::npos) {
            found.push_back(place(tree, file, line) + "begins without its SPDX line");
        }
        const std::string code = lower_case(text.substr(0, text.find("//")));
        if (path.starts_with("src/") && is_source(file) && has_word(code, kNamed)) {
            found.push_back(place(tree, file, line) + "the engine names what its data should: " + text);
        }
    });
    return found;
}

}  // namespace countervail::layout

namespace {

using namespace countervail::layout;

std::string report(const std::vector<std::string>& found) {
    std::string text;
    for (const std::string& line : found) text += "\n  " + line;
    return text;
}

/// A small source tree that goes away with the test.
class Tree : public testing::Test {
  protected:
    fs::path root = fs::temp_directory_path() / ("countervail-layout-" + std::to_string(::getpid()));
    void TearDown() override { fs::remove_all(root); }
    void write(const std::string& path, const std::string& text) const {
        fs::create_directories((root / path).parent_path());
        std::ofstream(root / path) << text;
    }
};

TEST(Layout, IncludesPointDownThePipeline) {
    const auto found = upward_includes(COUNTERVAIL_SOURCE_DIR);
    EXPECT_TRUE(found.empty()) << report(found);
}

TEST(Layout, EverySourceHasItsTest) {
    const auto found = untested_sources(COUNTERVAIL_SOURCE_DIR);
    EXPECT_TRUE(found.empty()) << report(found);
}

TEST(Layout, NothingSpeaksOfOneMachine) {
    const auto found = unwanted_words(COUNTERVAIL_SOURCE_DIR);
    EXPECT_TRUE(found.empty()) << report(found);
}

TEST_F(Tree, AnUpwardIncludeIsFound) {
    write("src/evidence/a.h", "#pragma once\n#include \"world/world.h\"\n#include \"base/error.h\"\n");
    write("src/app/b.cpp", "#include \"world/world.h\"\n#include \"local.h\"\n");
    write("src/elsewhere/c.h", "#include \"base/error.h\"\n");
    EXPECT_THAT(upward_includes(root),
                ElementsAre(HasSubstr("src/app/b.cpp:2: \"local.h\""),
                            HasSubstr("src/elsewhere/c.h:1: src/elsewhere"),
                            HasSubstr("src/evidence/a.h:2: evidence may not know world/world.h")));
}

TEST_F(Tree, ASourceWithoutItsTestIsFound) {
    for (const char* name : {"one", "two", "three"}) {
        write(std::string("src/base/") + name + ".h", "");
        write(std::string("src/base/") + name + ".cpp", "");
    }
    write("src/base/part_of_one.cpp", "");
    write("tests/base/one_test.cpp", "// covers: two\n");
    EXPECT_THAT(untested_sources(root),
                ElementsAre(HasSubstr("src/base/three.cpp: no tests/base/three_test.cpp")));
}

TEST_F(Tree, AForeignPathANameAndAMissingLicenceAreFound) {
    write("src/base/a.cpp", "int main() {}\n");
    write("src/base/b.cpp",
          "// SPDX-License-Identifier: Apache-2.0\nauto x = \"Neo"
          "dymium\";  // a comment may say Chi"
          "na\n");
    write("docs/c.md", std::string("see /ho") + "me/somebody/file\nand https://example.org/home/page\n");
    EXPECT_THAT(unwanted_words(root), ElementsAre(HasSubstr("src/base/a.cpp:1"),
                                                  HasSubstr("src/base/b.cpp:2"), HasSubstr("docs/c.md:1")));
}

}  // namespace
