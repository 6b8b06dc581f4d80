// SPDX-License-Identifier: Apache-2.0
// Downloads of every publisher spoilt in more than 300 ways each, by a seeded generator: refused with file, what and how to mend, or read,
// with what was left out counted and listed; never a value that is none. And spoilt figures do not pass in silence.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>

#include "trade/concordance.h"
#include "trade/mirror.h"
#include "trade/read_census.h"
#include "trade/read_comtrade.h"
#include "trade/read_gacc.h"
#include "trade/read_trade_table.h"
#include "trade/reader_inputs.h"

namespace countervail {
namespace {

constexpr int kSpoilt = 400;

using Reader = std::function<Result<TradeReports>(const TradeFile&, ImportNotes&)>;

struct Publisher {
    std::string seed;
    Reader read;
};

const std::vector<Publisher>& publishers() {
    static const std::vector<Publisher> all{
        {"comtrade.csv",
         [](const TradeFile& file, ImportNotes& notes) {
             return read_comtrade(file, shipped_places(), notes, {"", 6, 1, &shipped_nomenclature()});
         }},
        {"comtrade_legacy.csv", [](const TradeFile& file, ImportNotes& notes) { return read_comtrade(file, shipped_places(), notes); }},
        {"comtrade.json", [](const TradeFile& file, ImportNotes& notes) { return read_comtrade(file, shipped_places(), notes); }},
        {"census.json", [](const TradeFile& file, ImportNotes& notes) { return read_census(file, shipped_places(), notes); }},
        {"census_exports.csv", [](const TradeFile& file, ImportNotes& notes) { return read_census(file, shipped_places(), notes); }},
        {"gacc_exports.csv", [](const TradeFile& file, ImportNotes& notes) { return read_gacc(file, shipped_places(), notes); }}};
    return all;
}

class Dice {
  public:
    explicit Dice(unsigned seed) : random_(seed) {}
    std::size_t below(std::size_t count) { return random_() % std::max<std::size_t>(count, 1); }
    template <class List>
    auto pick(const List& list) {
        return list[below(list.size())];
    }

  private:
    std::mt19937 random_;
};

std::vector<std::pair<std::size_t, std::size_t>> spans(const std::string& text, const std::function<bool(char)>& inside) {
    std::vector<std::pair<std::size_t, std::size_t>> found;
    for (std::size_t at = 0; at < text.size(); ++at) {
        std::size_t end = at;
        while (end < text.size() && inside(text[end])) ++end;
        if (end > at) found.emplace_back(at, end - at);
        at = end;
    }
    return found;
}

std::string spoil(std::string text, Dice& dice) {
    static const std::vector<std::string> kCells{"-1",  "1e308", "1e999",  "nan",     "inf", "1,000", "12,5",         "1.234,5",
                                                 "½",   "0x10",  "",       "World",   "0",   "TOTAL", "999999999999", "USA",
                                                 "842", "H4",    "202413", "2022-13", "M",   "RX",    "\"",           "a\"b"};
    static const std::vector<std::string> kBytes{std::string(1, '\0'),
                                                 "\xff\xfe",
                                                 "\xef\xbb\xbf",
                                                 "\"",
                                                 "[",
                                                 "]",
                                                 "{",
                                                 "}",
                                                 ",",
                                                 ",,",
                                                 ";",
                                                 "\t",
                                                 "\r",
                                                 "\n\n",
                                                 "é",
                                                 "\xe9",
                                                 "\\",
                                                 "\xf0\x9f"};
    const auto lines = spans(text, [](char c) { return c != '\n'; });
    const auto cells = spans(text, [](char c) { return c != ',' && c != '\n' && c != '"'; });
    const auto line = dice.pick(lines), cell = dice.pick(cells);
    const std::string whole = text.substr(line.first, line.second);
    switch (dice.below(11)) {
        case 0: return text.substr(0, dice.below(text.size()));
        case 1: return text.erase(line.first, line.second);
        case 2: return text.insert(line.first, whole + "\n");
        case 3: return text.replace(cell.first, cell.second, dice.pick(kCells));
        case 4: return text.erase(cell.first, cell.second);
        case 5: return text.insert(dice.below(text.size()), dice.pick(kBytes));
        case 6: {
            const auto other = dice.pick(cells);
            const std::string moved = text.substr(other.first, other.second);
            return text.replace(cell.first, cell.second, moved);
        }
        case 7: return text.replace(cell.first, cell.second, std::string(30'000, 'w'));
        case 8: text[dice.below(text.size())] = static_cast<char>(dice.below(256)); return text;
        case 9: {
            text.erase(line.first, line.second);
            return text.insert(dice.below(text.size()), whole + "\n");
        }
        default: {
            const auto marks = spans(text, [](char c) { return c == ',' || c == '\n' || c == '"'; });
            const auto mark = dice.pick(marks);
            return text.erase(mark.first, mark.second);
        }
    }
}

void expect_words(const Errors& errors, const std::string& file, const std::string& text) {
    EXPECT_FALSE(errors.empty()) << text.substr(0, 2000);
    for (const Error& error : errors) {
        EXPECT_TRUE(error.where.file.starts_with(file)) << to_text(error);
        EXPECT_TRUE(!error.what.empty() && !error.hint.empty()) << to_text(error) << "\n" << text.substr(0, 2000);
        EXPECT_LT(error.what.size() + error.hint.size(), 3000U);
    }
}

void expect_sound(const TradeReports& reports) {
    for (const TradeReport& row : reports.rows) {
        EXPECT_TRUE(row.exporter < reports.places.size() && row.importer < reports.places.size() && row.product < reports.products.size());
        EXPECT_TRUE(std::isfinite(row.value) && row.value >= 0);
        EXPECT_TRUE(!row.weight || (std::isfinite(*row.weight) && *row.weight >= 0));
        EXPECT_TRUE(row.year >= 1900 && row.year <= 2200 && row.exporter != row.importer);
    }
    const auto cube = reconcile(reports, {});
    EXPECT_TRUE(cube) << to_text(cube.error());
}

TEST(SpoiltReports, AreRefusedInWordsOrReadSoundly) {
    for (const Publisher& publisher : publishers()) {
        const std::string whole = seed_bytes(publisher.seed);
        ASSERT_FALSE(whole.empty()) << publisher.seed;
        Dice dice(2024);
        int refused = 0, noted = 0;
        for (int draw = 0; draw < kSpoilt; ++draw) {
            const std::string text = spoil(whole, dice);
            ImportNotes notes;
            const auto reports = publisher.read({publisher.seed, text}, notes);
            if (!reports) expect_words(reports.error(), publisher.seed, text);
            else expect_sound(*reports);
            for (const ImportNote& note : notes.all()) {
                EXPECT_TRUE(!note.kind.empty() && !note.done.empty() && note.count >= note.examples.size() && !note.examples.empty());
                expect_words(note.examples, publisher.seed, text);
            }
            refused += reports ? 0 : 1;
            noted += reports && !notes.empty() ? 1 : 0;
        }
        EXPECT_GT(refused, kSpoilt / 20) << publisher.seed;
        EXPECT_GT(noted, kSpoilt / 20) << publisher.seed;
    }
}

/// A figure that is spoilt and yet read must be told of: no value of a cell that is no plain number may be in the reports without a word.
TEST(SpoiltReports, NoSpoiltValuePassesInSilence) {
    const std::string whole = seed_bytes("comtrade.csv");
    ImportNotes before;
    const auto sound = read_comtrade({"comtrade.csv", whole}, shipped_places(), before);
    ASSERT_TRUE(sound);
    for (const char* value : {"-120000000", "120,000,000", "\"120,000,000\"", "120.000.000", "\"120000000,0\"", "12o000000", "1e400", "nan",
                              "", " ", "$120000000", "120 000 000", "1.2E+8x"}) {
        std::string text = whole;
        const std::string cell = "120000000,,120000000\n";
        const std::size_t at = text.find(cell);
        ASSERT_NE(at, std::string::npos);
        text.replace(at, cell.size(), "120000000,," + std::string(value) + "\n");
        ImportNotes notes;
        const auto reports = read_comtrade({"comtrade.csv", text}, shipped_places(), notes);
        ASSERT_TRUE(reports) << value << "\n" << to_text(reports.error());
        EXPECT_EQ(reported(*reports, "CHN", "USA", "850511", ReportedBy::importer), 0) << value;
        EXPECT_GT(notes.all().size(), before.all().size()) << value;
    }
}

TEST(SpoiltTables, AreRefusedInWordsOrReadSoundly) {
    const std::string whole = seed_bytes("trade_table_2022.csv");
    Dice dice(7);
    for (int draw = 0; draw < kSpoilt; ++draw) {
        const std::string text = spoil(whole, dice);
        ImportNotes notes;
        const auto cube = read_trade_table({"trade_table_2022.csv", text}, shipped_places(), notes);
        if (!cube) {
            expect_words(cube.error(), "trade_table_2022.csv", text);
            continue;
        }
        const TradeYear year = cube->year(cube->years().front());
        for (const double value : year.values) EXPECT_TRUE(std::isfinite(value) && value >= 0);
    }
}

TEST(SpoiltConcordances, AreRefusedInWordsOrReadSoundly) {
    for (const char* seed : {"correlation.csv", "hs10_sectors.csv"}) {
        const std::string whole = seed_bytes(seed);
        const ConcordanceLayout layout = std::string_view(seed) == "correlation.csv"
                                             ? ConcordanceLayout{}
                                             : ConcordanceLayout{"hs10", "gtap_code", "", "description", "HTS", "GTAP", "", false};
        Dice dice(11);
        for (int draw = 0; draw < kSpoilt; ++draw) {
            const std::string text = spoil(whole, dice);
            ImportNotes notes;
            const auto table = read_concordance({seed, text}, notes, layout);
            if (!table) {
                expect_words(table.error(), seed, text);
                continue;
            }
            for (std::size_t at = 1; at < table->links.size(); ++at)
                EXPECT_TRUE(std::tie(table->links[at - 1].from, table->links[at - 1].to) <
                            std::tie(table->links[at].from, table->links[at].to));
        }
    }
}

}  // namespace
}  // namespace countervail
