// SPDX-License-Identifier: Apache-2.0
// Tables in every layout spoilt in more than 300 ways each, by a seeded generator: each is refused with file, line, what
// and how to mend, or is read as a table that adds up to finite figures.
#include <gtest/gtest.h>

#include <cmath>
#include <ostream>
#include <random>

#include "economy/layout_samples.h"

namespace countervail {
namespace {

using Dice = std::mt19937_64;

std::size_t below(Dice& dice, std::size_t count) { return static_cast<std::size_t>(dice() % std::max<std::size_t>(count, 1)); }

struct Span {
    std::size_t at, size;
};

std::vector<Span> spans(const std::string& text, const char* ends) {
    std::vector<Span> found;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(ends, at), text.size());
        if (end > at) found.push_back({at, end - at});
        at = end + 1;
    }
    return found;
}

const std::vector<std::string> kNasty{"-1", "0", "1e308", "-1e308", "1e400", "nan", "inf", "99999999999999999999999", "0x10", "\"1,000\"", "1 000", "1.000,5", "12.5.7", "½", "%", "USD", "AAA", "BBB",
                                      "mining", "makin", "AAA_mining", "region", "c1", "c99", "F010", "T007", "_", "", "\"", "\"\"", "=1+1", std::string(3000, 'w')};
const std::vector<std::string> kBytes{std::string(1, '\0'), "\xff\xfe", "\xef\xbb\xbf", "\"", ",", "\t", ";", "\r", "\n", "é", "PK\x03\x04", "<", "&"};

std::string spoil(std::string text, Dice& dice) {
    if (text.empty()) return "x";
    const auto cells = spans(text, ",\t\n"), lines = spans(text, "\n");
    const Span cell = cells[below(dice, cells.size())], line = lines[below(dice, lines.size())];
    const std::string whole = text.substr(line.at, line.size);
    switch (below(dice, 12)) {
        case 0: return text.substr(0, below(dice, text.size()));
        case 1: return text.erase(line.at, std::min(line.size + 1, text.size() - line.at));
        case 2: return text.insert(line.at, whole + "\n");
        case 3:
        case 4: return text.replace(cell.at, cell.size, kNasty[below(dice, kNasty.size())]);
        case 5: text[cell.at + below(dice, cell.size)] = 'q'; return text;
        case 6: return text.erase(cell.at, cell.size);
        case 7: return text.insert(below(dice, text.size()), kBytes[below(dice, kBytes.size())]);
        case 8: {   // two cells change places
            const Span other = cells[below(dice, cells.size())];
            const std::string moved = text.substr(other.at, other.size);
            return text.replace(cell.at, cell.size, moved);
        }
        case 9: return text.erase(cell.at, std::min(cell.size + 1, text.size() - cell.at));   // a cell and its separator
        case 10: return text.insert(cell.at, text.substr(cell.at, cell.size) + (text.find('\t') == std::string::npos ? "," : "\t"));
        default: {   // two columns of a line change places
            const Span next = cells[below(dice, cells.size())];
            if (next.at <= cell.at + cell.size) return text.erase(below(dice, text.size()), 1);
            const std::string a = text.substr(cell.at, cell.size), b = text.substr(next.at, next.size);
            text.replace(next.at, next.size, a);
            return text.replace(cell.at, cell.size, b);
        }
    }
}

/// True when refused; what is read holds together.
bool refused(const std::vector<TableFile>& files, TableLayout layout, bool placed = true) {
    const auto table = read_table(files, layout);
    if (!table) {
        EXPECT_FALSE(table.error().empty());
        EXPECT_LE(table.error().size(), 200U);
        for (const Error& error : table.error()) {
            EXPECT_FALSE(error.where.file.empty()) << to_text(error);
            EXPECT_FALSE(error.what.empty());
            EXPECT_TRUE(!placed || !error.hint.empty()) << to_text(error);
            EXPECT_LT(error.what.size(), 2000U);
        }
        return true;
    }
    EXPECT_TRUE(table->output.allFinite() && table->value_added.allFinite() && table->final_demand.allFinite());
    EXPECT_EQ(table->intermediate.rows(), table->cells());
    EXPECT_EQ(table->output.size(), table->cells());
    EXPECT_EQ(table->final_demand.cols(), static_cast<Eigen::Index>(table->places.size() * table->final_uses.size()));
    EXPECT_TRUE(std::isfinite(balance_of(*table).total));
    return false;
}

constexpr int kEach = 400;

[[maybe_unused]] void PrintTo(const LayoutSample& sample, std::ostream* out) { *out << sample.name; }

class TableMutation : public testing::TestWithParam<LayoutSample> {};

TEST_P(TableMutation, IsRefusedOrRead) {
    const LayoutSample& sample = GetParam();
    Dice dice(20151231);
    ASSERT_FALSE(refused(sample.files, sample.layout));
    int refusals = 0;
    for (int i = 0; i < kEach; ++i) {
        auto files = sample.files;
        TableFile& file = files[below(dice, files.size())];
        if (sample.name == "wiod-workbook") {
            auto cells = wiod_cells();
            auto& row = cells[below(dice, cells.size())];
            auto& cell = row[below(dice, row.size())];
            if (below(dice, 4) == 0) std::swap(row, cells[below(dice, cells.size())]);
            else cell = kNasty[below(dice, kNasty.size())];
            for (auto& line : cells) {
                for (auto& text : line) std::erase_if(text, [](char c) { return c == '<' || c == '&'; });
            }
            file.bytes = workbook_bytes(cells);
        } else {
            file.bytes = spoil(file.bytes, dice);
        }
        refusals += refused(files, sample.layout) ? 1 : 0;
        (void)recognise(files);
    }
    EXPECT_GT(refusals, kEach / 4);
    EXPECT_LT(refusals, kEach);
}

/// Bytes of the file itself: archives break, texts change.
TEST_P(TableMutation, AnyByteMayBeAnother) {
    const LayoutSample& sample = GetParam();
    Dice dice(20160101);
    for (int i = 0; i < kEach; ++i) {
        auto files = sample.files;
        std::string& bytes = files[below(dice, files.size())].bytes;
        bytes[below(dice, bytes.size())] = static_cast<char>(dice() % 256);
        if (below(dice, 3) == 0) bytes.resize(below(dice, bytes.size()));
        refused(files, sample.layout, false);
        (void)recognise(files);
    }
}

/// A file that belongs to the release is not there, or is there as another.
TEST_P(TableMutation, FilesMayBeMissingOrSwapped) {
    const LayoutSample& sample = GetParam();
    for (std::size_t i = 0; i < sample.files.size(); ++i) {
        auto files = sample.files;
        files.erase(files.begin() + static_cast<std::ptrdiff_t>(i));
        refused(files, sample.layout, false);
        for (std::size_t j = 0; j < i; ++j) {
            auto swapped = sample.files;
            std::swap(swapped[i].bytes, swapped[j].bytes);
            refused(swapped, sample.layout);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Layouts, TableMutation, testing::ValuesIn(layout_samples()), [](const auto& instance) {
    std::string name = instance.param.name;
    std::erase(name, '-');
    return name;
});

}  // namespace
}  // namespace countervail
