// SPDX-License-Identifier: Apache-2.0
// A small file of BACI spoilt in some thousand ways by a seeded generator: refused with file, line, what and how to mend, or read with every row kept or noted.
#include <gtest/gtest.h>

#include <random>

#include "evidence/zipped.h"
#include "trade/baci_samples.h"

namespace countervail {
namespace {

using Dice = std::mt19937_64;

std::size_t below(Dice& dice, std::size_t count) { return static_cast<std::size_t>(dice() % std::max<std::size_t>(count, 1)); }

const std::vector<std::string> kCells = {"-1", "0", "1e308", "1e400", "nan", "NA", "", "99999999999999999999", "0x10", "\"1,000\"", "1.000,5", "12.5.7", "842", "850511", "2022", "1e3", "  7", "\"8\"", std::string(3000, '9'), "CHN", "00000842"};
const std::vector<std::string> kBytes = {std::string(1, '\0'), "\xff\xfe", "\xef\xbb\xbf", "\"", ",", ";", "\r", "\n", "\t", " ", "é", "-", "."};

std::string spoil(std::string text, Dice& dice) {
    std::vector<std::size_t> starts{0};
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == ',' || text[at] == '\n') starts.push_back(at + 1);
    }
    const std::size_t start = starts[below(dice, starts.size() - 1)], size = text.find_first_of(",\n", start) - start;
    const std::size_t line = text.rfind('\n', start == 0 ? 0 : start - 1) + 1, line_size = text.find('\n', start) + 1 - line;
    switch (below(dice, 9)) {
        case 0: return text.substr(0, below(dice, text.size()));
        case 1: return text.replace(start, size, kCells[below(dice, kCells.size())]);
        case 2: return text.insert(below(dice, text.size()), kBytes[below(dice, kBytes.size())]);
        case 3: return text.erase(start, size + 1);
        case 4: return text.insert(line, text.substr(line, line_size));
        case 5: return text.erase(line, line_size);
        case 6: text[below(dice, text.size())] = static_cast<char>(dice() & 0xFF); return text;
        case 7: return text.erase(below(dice, text.size()), 1 + below(dice, 5));
        default: {
            const std::size_t other = starts[below(dice, starts.size() - 1)], other_size = text.find_first_of(",\n", other) - other;
            const std::string a = text.substr(start, size), b = text.substr(other, other_size);
            if (other <= start) return text.replace(start, size, b);
            text.replace(other, other_size, a);
            return text.replace(start, size, b);
        }
    }
}

TEST(baci_mutation, spoilt_files_are_refused_or_every_row_is_kept_or_noted) {
    Dice dice(20250101);
    std::size_t refused = 0, noted = 0, plain = 0;
    for (int round = 0; round < 1200; ++round) {
        std::string text = baci_sample();
        for (std::size_t times = 1 + below(dice, 3); times > 0 && text.find('\n') != std::string::npos; --times) text = spoil(text, dice);
        const auto outcome = import_baci_text(text);
        if (!outcome.imported) {
            ++refused;
            for (const Error& error : outcome.imported.error()) {
                EXPECT_EQ(error.where.file, kBaciName) << to_text(error);
                EXPECT_FALSE(error.what.empty() || error.hint.empty()) << to_text(error);
                EXPECT_LT(error.what.size(), 500U);
            }
            continue;
        }
        EXPECT_EQ(outcome.imported->rows_read, outcome.imported->rows_kept + outcome.imported->rows_left_out) << text;
        EXPECT_EQ(cube_in(outcome.bytes).flows(), outcome.imported->rows_kept) << text;
        ++(outcome.notes().empty() ? plain : noted);
    }
    EXPECT_GT(refused, 300U);
    EXPECT_GT(noted, 50U);
    EXPECT_GT(plain, 50U);
}

TEST(baci_mutation, spoilt_zips_never_crash) {
    const TradeFolder folder;
    const std::string good = zipped({{kBaciName, baci_sample()}, {"country_codes_V202501.csv", "country_code,country_name,country_iso2,country_iso3\n156,China,CN,CHN\n"}});
    Dice dice(5);
    std::size_t refused = 0;
    for (int round = 0; round < 400; ++round) {
        std::string bytes = good;
        if (round % 4 == 0) bytes.resize(below(dice, bytes.size()));
        for (std::size_t times = 1 + below(dice, 3); times > 0 && !bytes.empty(); --times) bytes[below(dice, bytes.size())] = static_cast<char>(dice() & 0xFF);
        const auto files = text_files({folder.write("a.zip", bytes)}, 0);
        const auto cube = files ? read_baci(*files, baci_options()) : Result<TradeCube>(std::unexpected(files.error()));
        if (cube) continue;
        ++refused;
        EXPECT_FALSE(cube.error()[0].what.empty() || cube.error()[0].hint.empty()) << to_text(cube.error());
    }
    EXPECT_GT(refused, 250U);
}

}  // namespace
}  // namespace countervail
