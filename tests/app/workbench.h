// SPDX-License-Identifier: Apache-2.0
// What tests of the program share: the library of this source tree, folders that vanish, the program run in this
// process or as a process of its own.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "app/program.h"
#include "base/hash.h"

namespace countervail {

inline std::string source_folder() { return COUNTERVAIL_SOURCE_DIR; }

inline const Library& real_library() {
    static const Library library = [] {
        auto read = Library::from_folder(source_folder());
        if (!read) throw std::runtime_error(to_text(read.error()));
        return *read;
    }();
    return library;
}

inline std::string read_whole(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(stream), {});
}

inline void write_whole(const std::filesystem::path& path, const std::string& text) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

/// A folder of its own that is removed at the end.
class Scratch {
  public:
    Scratch() {
        std::string name = (std::filesystem::temp_directory_path() / "countervail-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for the test");
        path_ = name;
    }
    ~Scratch() { std::filesystem::remove_all(path_); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

  private:
    std::filesystem::path path_;
};

struct Said {
    int code = 0;
    std::string out, problems;
};

/// The program in this process, on the library of the source tree unless the words name another.
inline Said countervail(std::vector<std::string> words) {
    if (std::find(words.begin(), words.end(), "--library") == words.end()) words.insert(words.begin(), {"--library", source_folder()});
    words.insert(words.begin(), {"countervail", "--quiet"});
    std::vector<const char*> arguments;
    for (const std::string& word : words) arguments.push_back(word.c_str());
    std::ostringstream out, problems;
    Said said;
    said.code = run_program(static_cast<int>(arguments.size()), arguments.data(), out, problems);
    said.out = out.str();
    said.problems = problems.str();
    return said;
}

/// SHA-256 of every file under a folder, but for the store of runs.
inline std::map<std::string, std::string> hashes(const std::filesystem::path& folder) {
    std::map<std::string, std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        const std::string name = std::filesystem::relative(entry.path(), folder).generic_string();
        if (entry.is_regular_file() && !name.starts_with("runs/")) found[name] = sha256(read_whole(entry.path()));
    }
    return found;
}

/// The library's scenario with a shorter period: quick, but every kind of result is there.
inline std::string short_scenario(const std::string& through = "2025-06-30") {
    std::string text = real_library().find("scenarios/april-2025.toml")->text;
    const std::string period = "from = 2025-01-01, through = ";
    const std::size_t at = text.find(period);
    if (at == std::string::npos) throw std::runtime_error("the scenario has another period than the tests expect");
    return text.replace(at + period.size(), 10, through);
}

}  // namespace countervail
