// SPDX-License-Identifier: Apache-2.0
// covers: list_reader, list_json
// Bad input: every format of list files, spoilt in 400 ways by a seeded generator. Each gives problems that
// name file, line, what and how to mend, or entries that can be used; never a crash.
#include <gtest/gtest.h>

#include "base/random.h"
#include "parties/list_samples.h"
#include "parties/name_index.h"

namespace countervail {
namespace {

using namespace list_samples;

constexpr std::uint32_t kPerFormat = 400;

class Generator {
  public:
    explicit Generator(std::uint32_t number) : number_(number) {}
    std::size_t below(std::size_t count) {
        return std::min(count - 1, static_cast<std::size_t>(uniform(20260224, draw_++, number_, 3) *
                                                            static_cast<double>(count)));
    }

  private:
    std::uint32_t number_, draw_ = 0;
};

std::string spoil(std::string text, Generator& pick) {
    static const std::vector<std::string> kBytes{std::string(1, '\0'),
                                                 "\xff\xfe",
                                                 "\xef\xbb\xbf",
                                                 "\"",
                                                 "'",
                                                 "[",
                                                 "]",
                                                 "{",
                                                 "}",
                                                 ":",
                                                 ",",
                                                 ";",
                                                 "|",
                                                 "\r",
                                                 "\n",
                                                 "\\u00",
                                                 "\\",
                                                 "null",
                                                 "1e999",
                                                 "-1",
                                                 "2025-02-30",
                                                 "9999-12-31",
                                                 "0000-00-00",
                                                 "…",
                                                 "\xe4\xb8"};
    const std::size_t at = pick.below(text.size());
    const std::size_t line = text.rfind('\n', at) == std::string::npos ? 0 : text.rfind('\n', at) + 1;
    const std::size_t line_end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::size_t count = std::min<std::size_t>(1 + pick.below(12), text.size() - at);
    switch (pick.below(9)) {
        case 0:
            return text.substr(0, at);
        case 1:
            return text.erase(line, line_end - line);
        case 2:
            return std::string(text).insert(line, text.substr(line, line_end - line));
        case 3:
            return text.insert(at, kBytes[pick.below(kBytes.size())]);
        case 4:
            return text.replace(at, count, kBytes[pick.below(kBytes.size())]);
        case 5:
            return text.erase(at, count);
        case 6:
            text[at] = static_cast<char>(pick.below(256));
            return text;
        case 7:
            return text.insert(at, std::string(5000, static_cast<char>('a' + pick.below(26))));
        default: {
            const std::size_t other = pick.below(text.size());
            std::swap(text[at], text[other]);
            return text;
        }
    }
}

void expect_helpful(const Errors& errors, const std::string& how) {
    ASSERT_FALSE(errors.empty()) << how;
    EXPECT_LE(errors.size(), 101U) << how;
    for (const Error& error : errors) {
        EXPECT_EQ(error.where.file, "spoilt") << how;
        EXPECT_GT(error.where.line, 0) << how << ": " << error.what;
        EXPECT_FALSE(error.what.empty()) << how;
        EXPECT_FALSE(error.hint.empty()) << how << ": " << error.what;
    }
}

void expect_usable(const ListFile& file, const std::string& how) {
    for (const PartyList& list : file.lists) {
        EXPECT_FALSE(list.id.empty()) << how;
        for (const ListedName& entry : list.entries) {
            EXPECT_FALSE(entry.name.empty()) << how;
            EXPECT_GT(entry.where.line, 0) << how;
            for (const std::string& place : entry.places) EXPECT_EQ(place.size(), 3U) << how;
            membership(entry, Date(2026, 1, 1), Date(2025, 6, 1));
        }
    }
    const NameIndex index = NameIndex::build(file.lists, name_words());
    for (const NameMatch& match : index.matches("Hangfeng Optics", "CHN", 3, 0))
        EXPECT_TRUE(match.score >= 0 && match.score <= 1) << how;
}

class ListMutations : public testing::TestWithParam<const std::string*> {};

TEST_P(ListMutations, ArePlacedErrorsOrHarmless) {
    std::uint32_t refused = 0;
    for (std::uint32_t i = 0; i < kPerFormat; ++i) {
        Generator pick(i);
        std::string text = spoil(*GetParam(), pick);
        if (i % 4 == 0 && !text.empty()) text = spoil(std::move(text), pick);
        const std::string how = "mutation " + std::to_string(i);
        const auto file = read_party_lists(text, "spoilt", catalogue());
        if (file) {
            expect_usable(*file, how);
        } else {
            ++refused;
            expect_helpful(file.error(), how);
        }
    }
    EXPECT_GT(refused, kPerFormat / 10);  // both ends are met
    EXPECT_LT(refused, kPerFormat);
}

INSTANTIATE_TEST_SUITE_P(Formats, ListMutations,
                         testing::Values(&kOwn, &kRegistry, &kConsolidated, &kConsolidatedJson,
                                         &kOpenSanctions, &kFollowTheMoney));

}  // namespace
}  // namespace countervail
