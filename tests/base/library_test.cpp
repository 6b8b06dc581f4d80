// SPDX-License-Identifier: Apache-2.0
#include "base/library.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

using namespace countervail;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> paths(const Library& library) {
    std::vector<std::string> found;
    for (const LibraryFile* file : library.files("")) found.push_back(file->path);
    return found;
}

/// A folder that goes away with the test.
struct Scratch {
    fs::path folder = fs::temp_directory_path() / ("countervail-library-" + std::to_string(::getpid()));
    Scratch() { fs::create_directories(folder); }
    ~Scratch() { fs::remove_all(folder); }
    void write(const fs::path& path, const std::string& text) const {
        fs::create_directories((folder / path).parent_path());
        std::ofstream(folder / path, std::ios::binary) << text;
    }
};

}  // namespace

TEST(Library, TheProgramHoldsTheFilesOfTheSourceTree) {
    const auto folder = Library::from_folder(COUNTERVAIL_SOURCE_DIR);
    if (!folder) GTEST_SKIP() << "the source tree is not here any more";
    const Library embedded = Library::embedded();
    EXPECT_EQ(paths(embedded), paths(*folder));
    EXPECT_EQ(embedded.digest(), folder->digest());
}

TEST(Library, ReadsTomlAndCsvOfItsFourFoldersOnly) {
    const Scratch scratch;
    scratch.write("data/ledger/a.csv", "id\n");
    scratch.write("rules/CHN/b.toml", "");
    scratch.write("rules/CHN/b.toml~", "not this");
    scratch.write("notes/c.toml", "not this either");
    const auto library = Library::from_folder(scratch.folder);
    ASSERT_TRUE(library.has_value());
    EXPECT_EQ(paths(*library), (std::vector<std::string>{"data/ledger/a.csv", "rules/CHN/b.toml"}));
    ASSERT_NE(library->find("data/ledger/a.csv"), nullptr);
    EXPECT_EQ(library->find("data/ledger/a.csv")->text, "id\n");
    EXPECT_EQ(library->find("data/ledger/b.csv"), nullptr);
}

TEST(Library, AFolderWithoutOneSaysSo) {
    const Scratch scratch;
    const auto library = Library::from_folder(scratch.folder);
    ASSERT_FALSE(library.has_value());
    EXPECT_NE(to_text(library.error()).find("holds no library"), std::string::npos);
    EXPECT_FALSE(library.error()[0].hint.empty());
}

TEST(Library, PutReplacesOrAddsInOrder) {
    Library library(std::vector<LibraryFile>{{"rules/b", "1"}, {"data/a", "2"}});
    library.put({"rules/b", "3"});
    library.put({"rules/a", "4"});
    EXPECT_EQ(paths(library), (std::vector<std::string>{"data/a", "rules/a", "rules/b"}));
    EXPECT_EQ(library.find("rules/b")->text, "3");
    EXPECT_EQ(library.files("rules/", "b").size(), 1U);
}

RC_GTEST_PROP(Library, DigestSeesContentAndNotOrder, (std::vector<std::string> texts, std::uint64_t turn)) {
    RC_PRE(!texts.empty());
    std::vector<LibraryFile> files;
    for (std::size_t i = 0; i < texts.size(); ++i) files.push_back({"data/" + std::to_string(i), texts[i]});
    std::vector<LibraryFile> turned = files;
    std::rotate(turned.begin(), turned.begin() + static_cast<std::ptrdiff_t>(turn % turned.size()),
                turned.end());
    RC_ASSERT(Library(files).digest() == Library(turned).digest());
    turned[0].text += "x";
    RC_ASSERT(Library(files).digest() != Library(turned).digest());
}

TEST(Library, DigestTellsWhereOneFileEnds) {
    const auto digest = [](std::vector<LibraryFile> files) { return Library(std::move(files)).digest(); };
    EXPECT_NE(digest({{"a", "bc"}}), digest({{"ab", "c"}}));
    EXPECT_NE(digest({{"a", ""}, {"b", ""}}), digest({{"a", "b\n0\n"}}));
}
