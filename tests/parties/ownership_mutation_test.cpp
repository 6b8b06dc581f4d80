// SPDX-License-Identifier: Apache-2.0
// A good file of holdings spoilt in hundreds of ways: each gives problems with file, line and remedy, or reads, rules
// and looks through without harm.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "parties/ownership_look_through.h"
#include "parties/ownership_samples.h"

namespace countervail {
namespace {

struct SeedFile {
    const char* name;
    std::string text;
};

const std::vector<SeedFile>& seed_files() {
    static const std::vector<SeedFile> all = [] {
        std::vector<SeedFile> files{{"holdings.csv", {}}, {"interests.ndjson", {}}};
        for (SeedFile& file : files) {
            std::ifstream stream(std::filesystem::path(COUNTERVAIL_SOURCE_DIR) / "tests/parties/ownership-seeds" / file.name);
            file.text = {std::istreambuf_iterator<char>(stream), {}};
            if (file.text.empty()) throw std::runtime_error(std::string(file.name) + " is missing");
        }
        return files;
    }();
    return all;
}

void expect_sound(const Holdings& holdings, const std::string& how) {
    const OwnershipGraph graph(holdings, Date(2025, 6, 1));
    const std::vector<int> listed(graph.entities() > 0 ? 1 : 0, 0);
    const auto findings = apply_ownership_rule(graph, listed, {dec("0.5"), true, true});
    for (int entity = 0; entity < graph.entities(); ++entity) {
        const OwnershipStanding standing = findings.standing(entity);
        EXPECT_LE(standing.sum, standing.at_most) << how;
        EXPECT_LE(standing.at_most, Decimal(1)) << how;
        EXPECT_EQ(standing.status == OwnershipStatus::caught, standing.status != OwnershipStatus::listed && standing.sum >= dec("0.5")) << how;
    }
    const auto shares = look_through(graph, listed);
    ASSERT_TRUE(shares) << how;
    EXPECT_TRUE(std::all_of(shares->share.begin(), shares->share.end(), [](double share) { return share >= 0 && share <= 1; })) << how;
}

/// True when the text was refused, and refused helpfully.
bool refused(const std::string& text, const char* file, const std::string& how) {
    const auto read = read_holdings(text, file);
    if (read) return expect_sound(*read, how), false;
    EXPECT_FALSE(read.error().empty()) << how;
    for (const Error& error : read.error()) {
        EXPECT_FALSE(error.what.empty() || error.hint.empty()) << how << "\n" << to_text(error);
        EXPECT_EQ(error.where.file, file) << how;
        EXPECT_GT(error.where.line, 0) << how << "\n" << to_text(error);
    }
    return true;
}

struct ByHand {
    std::size_t file;
    const char* from;
    const char* to;
};

const std::vector<ByHand>& by_hand() {
    static const std::vector<ByHand> all{
        {0, "60 %", "160 %"}, {0, "60 %", "-60 %"}, {0, "60 %", "60 %%"}, {0, "60 %", "sixty"}, {0, "60 %", "61 %"}, {0, "60 %", "\"60,0 %\""},
        {0, "60 %", "1e9 %"}, {0, "60 %", "nan"}, {0, "60 %", "inf"}, {0, "60 %", "0x3c"}, {0, "60 %", "60.0000000000001 %"}, {0, "25-50 %", "50-25 %"},
        {0, "25-50 %", "25-"}, {0, "25-50 %", "-"}, {0, "25-50 %", "25-150 %"}, {0, "25-50 %", ">=80 %"}, {0, "30 %", "80 %"},
        {0, "2020-01-01", "2020-02-30"}, {0, "2020-01-01", "01.01.2020"}, {0, "2020-01-01", "2020"}, {0, "2025-07-01", "2019-05-01"}, {0, "2025-07-01", "2018-05-01"},
        {0, "equity", "equty"}, {0, "equity", "control"}, {0, "control", "board"}, {0, ",,2023-06-01", ",30 %,2023-06-01"},
        {0, "Northern Holding,Alpha", ",Alpha"}, {0, ",Alpha Works", ", "}, {0, "Northern Holding,Alpha Works", "Alpha Works,Alpha Works"},
        {0, "Southern Trust,Alpha Works", "Northern Holding,Alpha Works"}, {0, "owner,", "owners,"}, {0, "share,", "shares,"}, {0, "owned,", "owner,"}, {0, "owner,owned,share,", "owner,owned,"},
        {0, "\"Epsilon, Inc.\"", "Epsilon, Inc."}, {0, "\"Epsilon, Inc.\"", "\"Epsilon, Inc."}, {0, "Beta", "Be\"ta"}, {0, "Beta", "Be\xff"}, {0, "49 %", "49 %,"},
        {1, "51.5", "151.5"}, {1, "51.5", "-1"}, {1, "\"party-2\"],\"percentage\":[\"51.5\"]", "\"party-1\"],\"percentage\":[\"51.5\"]"}, {1, "[\"51.5\"]", "[\"85\"]"}, {1, "[\"51.5\"]", "[1e999]"},
        {1, "\"2019\"", "\"2O19\""}, {1, "\"2024-06-30\"", "\"2014-06-30\""}, {1, "\"owner\":[\"party-1\"]", "\"owner\":[]"}, {1, "\"asset\":[\"party-2\"]", "\"assets\":[\"party-2\"]"},
        {1, "{\"id\":\"own-1\"", "\"id\":\"own-1\""}, {1, "\"properties\":{\"director\"", "\"properties\":[\"director\""}, {1, "\"schema\":\"Directorship\"", "\"schema\":7"}, {1, "party-3", "party\xff"},
    };
    return all;
}

TEST(OwnershipMutations, WrittenByHandAreAllRefused) {
    for (const ByHand& each : by_hand()) {
        const SeedFile& file = seed_files()[each.file];
        std::string text = file.text;
        const std::size_t at = text.find(each.from);
        ASSERT_NE(at, std::string::npos) << each.from;
        text.replace(at, std::string_view(each.from).size(), each.to);
        const std::string how = std::string(file.name) + ": " + each.from + " -> " + each.to;
        EXPECT_TRUE(refused(text, file.name, how)) << how;
    }
}

std::string spoil(std::string text, Dice& dice, std::string& how) {
    static const std::vector<std::string> kScraps{std::string(1, '\0'), "\xff\xfe", "\xef\xbb\xbf", "\"", "{", "}", "[", ",", "\r", "\n\n", "%", "-", "é", "\t", "-1", "1e308", "1e400", "nan",
                                                  "99999999999999999999999", "12.5.7", "2025-02-30", "9999-12-31", std::string(20000, 'w')};
    const auto at = [&] { return static_cast<std::size_t>(dice.below(static_cast<int>(text.size()))); };
    const auto line = [&] {
        const std::size_t from = text.rfind('\n', at()) + 1, end = text.find('\n', from);
        return std::pair(from, (end == std::string::npos ? text.size() : end + 1) - from);
    };
    const std::string scrap = kScraps[static_cast<std::size_t>(dice.below(static_cast<int>(kScraps.size())))];
    switch (dice.below(8)) {
        case 0: how = "cut off"; return text.substr(0, at());
        case 1: how = "stray bytes"; return text.insert(at(), scrap);
        case 2: how = "a byte replaced"; return text.replace(at(), 1, scrap);
        case 3: how = "a byte lost"; return text.erase(at(), 1);
        case 4: {
            how = "a line lost";
            const auto [from, size] = line();
            return text.erase(from, size);
        }
        case 5: {
            how = "a line twice";
            const auto [from, size] = line();
            return text.insert(from, text.substr(from, size));
        }
        case 6: {
            how = "a line moved";
            const auto [from, size] = line();
            const std::string moved = text.substr(from, size);
            text.erase(from, size);
            return text.insert(line().first, moved);
        }
        default: {
            how = "a digit changed";
            std::size_t digit = text.find_first_of("0123456789", at());
            if (digit == std::string::npos) digit = text.find_first_of("0123456789");
            text[digit] = static_cast<char>('0' + dice.below(10));
            return text;
        }
    }
}

constexpr int kGenerated = 600;

TEST(OwnershipMutations, GeneratedAreRefusedOrHarmless) {
    int refusals = 0;
    for (int i = 0; i < kGenerated; ++i) {
        Dice dice(20251009 + static_cast<std::uint64_t>(i));
        const SeedFile& file = seed_files()[static_cast<std::size_t>(i % 2)];
        std::string how;
        const std::string text = spoil(file.text, dice, how);
        refusals += refused(text, file.name, std::string(file.name) + ": " + how + " (" + std::to_string(i) + ")") ? 1 : 0;
    }
    EXPECT_GT(refusals, kGenerated / 5);   // both ends are met
    EXPECT_LT(refusals, kGenerated);
}

}  // namespace
}  // namespace countervail
