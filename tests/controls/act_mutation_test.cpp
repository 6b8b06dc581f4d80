// SPDX-License-Identifier: Apache-2.0
// Every key of shipped acts spoiled in turn: each spoiled file is refused, at a line, with a remedy.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/text.h"
#include "controls/act.h"
#include "controls/law_terms.h"
#include "controls/sample_acts.h"

namespace countervail {
namespace {

/// Lines "key = value" of one line each, by number.
std::vector<std::size_t> key_lines(const std::vector<std::string>& lines) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string bare = trim(lines[i]);
        const bool key = !bare.empty() && bare[0] >= 'a' && bare[0] <= 'z' && bare.find('=') != std::string::npos;
        const bool whole = bare.ends_with("\"") || bare.ends_with("]") || bare.ends_with("}") || (!bare.empty() && isalnum(bare.back()) != 0);
        if (key && whole) found.push_back(i);
    }
    return found;
}

struct Spoiler {
    const char* name;
    std::string (*spoil)(const std::string& line);
};

std::string key_of(const std::string& line) { return trim(line.substr(0, line.find('='))); }

const Spoiler kSpoilers[] = {
    {"key misspelt", [](const std::string& line) { return "zq" + trim(line); }},
    {"value of a wrong kind", [](const std::string& line) { return key_of(line) + " = 1979-05-27T07:32:00Z"; }},
    {"value cut off", [](const std::string& line) { return key_of(line) + " = [\"cut"; }},
    {"key twice", [](const std::string& line) { return line + "\n" + line; }},
};

void expect_placed(const Errors& errors, const std::string& file, const std::string& what) {
    ASSERT_FALSE(errors.empty()) << what;
    for (const Error& error : errors) {
        EXPECT_EQ(error.where.file, file) << what;
        EXPECT_GT(error.where.line, 0) << what << ": " << error.what;
        EXPECT_FALSE(error.what.empty()) << what;
        EXPECT_FALSE(error.hint.empty()) << what << ": " << error.what;
    }
}

template <class Read>
int spoil_all(const std::string& path, const std::string& text, Read read) {
    const std::vector<std::string> lines = split(text, '\n');
    int count = 0;
    for (const std::size_t at : key_lines(lines)) {
        for (const Spoiler& spoiler : kSpoilers) {
            std::vector<std::string> spoiled = lines;
            spoiled[at] = spoiler.spoil(lines[at]);
            expect_placed(read(join(spoiled, "\n")), path, path + ":" + std::to_string(at + 1) + ", " + spoiler.name);
            ++count;
        }
    }
    return count;
}

TEST(ActMutation, EveryKeyOfAnActSpoiledIsRefusedWithItsPlace) {
    int count = 0;
    for (const char* id : {"CHN/mofcom-2025-61", "CHN/mofcom-gacc-2025-70", "CHN/general-licences-2025-12", "USA/bis-2025-affiliates"}) {
        const std::string path = std::string("rules/") + id + ".toml";
        const LibraryFile* file = sample::rules().find(path);
        ASSERT_NE(file, nullptr) << path;
        count += spoil_all(path, file->text, [&](const std::string& text) {
            auto act = read_act(text, path);
            return act ? Errors() : std::move(act.error());
        });
    }
    EXPECT_GE(count, 300);
}

TEST(ActMutation, EveryKeyOfTheWordsOfTheLawSpoiledIsRefusedWithItsPlace) {
    int count = 0;
    for (const std::string& path : {std::string("rules/vocabulary/CHN.toml"), std::string("rules/place-groups/USA.toml"),
                                    std::string("rules/questions.toml"), std::string("rules/branches.toml")}) {
        const LibraryFile* file = sample::rules().find(path);
        ASSERT_NE(file, nullptr) << path;
        count += spoil_all(path, file->text, [&](const std::string& text) {
            auto terms = LawTerms::read(Library(std::vector<LibraryFile>{{path, text}}));
            return terms ? Errors() : std::move(terms.error());
        });
    }
    EXPECT_GE(count, 300);
}

}  // namespace
}  // namespace countervail
