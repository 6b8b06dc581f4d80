// SPDX-License-Identifier: Apache-2.0
// Bills of materials spoilt in more than 300 ways a kind, by a seeded generator: each is refused with file,
// line, what and how to mend, or is read as a bill whose contents can be computed.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>

#include "bom/random_bill.h"
#include "bom/value_share.h"
#include "bom/workbook_bytes.h"

namespace countervail {
namespace {

/// The seeds of the fuzz harness.
std::string seed(const std::string& name) {
    std::ifstream stream(std::string(COUNTERVAIL_SOURCE_DIR) + "/tests/bom/seeds/" + name);
    return {std::istreambuf_iterator<char>(stream), {}};
}
const std::string kCsv = seed("motor.csv"), kToml = seed("motor.toml");

const std::vector<std::vector<std::string>> kSheet{
    {"part", "parent", "quantity", "unit", "unit_value", "currency", "origin", "element:dy %"},
    {"motor", "", "1", "", "1200.5", "USD", "DEU"},
    {"magnet", "motor", "1.5", "kg", "60", "USD", "DEU"},
    {"dy", "magnet", "0.02", "kg", "300", "USD", "CHN", "80"}};

const std::vector<std::string>& nasty() {
    static const std::vector<std::string> all{"-1",
                                              "0",
                                              "1e308",
                                              "-1e308",
                                              "1e400",
                                              "nan",
                                              "inf",
                                              "99999999999999999999999",
                                              "0x10",
                                              "1,000",
                                              "12.5.7",
                                              "½",
                                              "0.000000000000001",
                                              "1e-30",
                                              "%",
                                              "USD",
                                              "kg",
                                              "unknown",
                                              "motor",
                                              "magnet",
                                              "/",
                                              "kg/",
                                              "a/b/c"};
    return all;
}

bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
}

struct Span {
    std::size_t at, size;
};

template <class Inside>
std::vector<Span> spans(const std::string& text, Inside inside) {
    std::vector<Span> found;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i;
        while (end < text.size() && inside(text[end])) ++end;
        if (end > i) found.push_back({i, end - i});
        i = std::max(end, i + 1);
    }
    return found;
}

std::string spoil(std::string text, BillDice& dice) {
    static const std::vector<std::string> kBytes{std::string(1, '\0'),
                                                 "\xff\xfe",
                                                 "\xef\xbb\xbf",
                                                 "\"",
                                                 "'",
                                                 "[",
                                                 "]",
                                                 "{",
                                                 "=",
                                                 ",",
                                                 "\r",
                                                 "\n\n",
                                                 "#",
                                                 "\"\"\"",
                                                 "é",
                                                 "\t",
                                                 ";"};
    const auto pick = [&](const auto& all) {
        return all[static_cast<std::size_t>(dice.below(static_cast<int>(all.size())))];
    };
    const auto words = spans(text, letter);
    const auto lines = spans(text, [](char c) { return c != '\n'; });
    const Span word = pick(words), line = pick(lines);
    const std::string whole = text.substr(line.at, line.size);
    switch (dice.below(11)) {
        case 0:
            return text.substr(0, static_cast<std::size_t>(dice.below(static_cast<int>(text.size()))));
        case 1:
            return text.erase(line.at, line.size);
        case 2:
            return text.insert(line.at, whole + "\n");
        case 3:
            return text.replace(word.at, word.size, pick(nasty()));
        case 4:
            text[word.at + static_cast<std::size_t>(dice.below(static_cast<int>(word.size)))] = 'q';
            return text;
        case 5:
            return text.erase(word.at, word.size);
        case 6:
            return text.insert(static_cast<std::size_t>(dice.below(static_cast<int>(text.size()))),
                               pick(kBytes));
        case 7: {
            const Span other = pick(words);
            const std::string moved = text.substr(other.at, other.size);
            return text.replace(word.at, word.size, moved);
        }
        case 8: {
            const auto marks =
                spans(text, [](char c) { return c == ',' || c == '=' || c == '"' || c == '\n'; });
            const Span mark = pick(marks);
            return text.erase(mark.at, mark.size);
        }
        case 9:
            return text.replace(word.at, word.size, std::string(20'000, 'w'));
        default: {
            text.erase(line.at, line.size);
            return text.insert(static_cast<std::size_t>(dice.below(static_cast<int>(text.size()))),
                               whole + "\n");
        }
    }
}

/// True when refused; what is not refused can be computed.
bool refused(const std::string& bytes, const std::string& file, bool placed = true) {
    const auto bill = read_bill(bytes, file);
    if (!bill) {
        EXPECT_FALSE(bill.error().empty()) << bytes;
        for (const Error& error : bill.error()) {
            EXPECT_TRUE(error.where.file.starts_with(file)) << to_text(error);
            EXPECT_TRUE(!error.what.empty() && !error.hint.empty()) << to_text(error) << "\n"
                                                                    << bytes.substr(0, 2000);
            EXPECT_TRUE(error.where.line > 0 || !placed) << to_text(error) << "\n" << bytes.substr(0, 2000);
            EXPECT_TRUE(error.what.size() + error.hint.size() < 3000 || !file.ends_with(".csv"))
                << error.what.size();
        }
        return true;
    }
    const BillContent content(*bill);
    for (const ElementMass& mass : content.masses(bill->article)) {
        EXPECT_TRUE(std::isfinite(mass.in_product) && mass.in_product >= 0 &&
                    mass.consumed >= mass.in_product)
            << bytes;
    }
    for (const ValueShare& share : value_shares(content, count_marks(*bill, [](const BillPart& part) {
                                                    return counts_by_origin(part, "CHN");
                                                }))) {
        EXPECT_TRUE(share.low >= Decimal() && share.low <= share.high) << bytes;
    }
    return false;
}

constexpr int kEach = 400;

TEST(BillMutation, GoodOnesAreRead) {
    EXPECT_FALSE(refused(kCsv, "b.csv"));
    EXPECT_FALSE(refused(kToml, "b.toml"));
    EXPECT_FALSE(refused(workbook_bytes(kSheet), "b.xlsx"));
}

TEST(BillMutation, CsvIsRefusedOrRead) {
    BillDice dice(20251009);
    int refusals = 0;
    for (int i = 0; i < kEach; ++i) refusals += refused(spoil(kCsv, dice), "b.csv") ? 1 : 0;
    EXPECT_GT(refusals, kEach / 4);
    EXPECT_LT(refusals, kEach * 9 / 10);
}

TEST(BillMutation, TomlIsRefusedOrRead) {
    BillDice dice(20251201);
    int refusals = 0;
    for (int i = 0; i < kEach; ++i) refusals += refused(spoil(kToml, dice), "b.toml") ? 1 : 0;
    EXPECT_GT(refusals, kEach / 4);
    EXPECT_LT(refusals, kEach);
}

TEST(BillMutation, WorkbooksAreRefusedOrRead) {
    BillDice dice(20261110);
    int refusals = 0;
    for (int i = 0; i < 300; ++i) {
        auto rows = kSheet;
        auto& row = rows[static_cast<std::size_t>(dice.below(static_cast<int>(rows.size())))];
        auto& cell = row[static_cast<std::size_t>(dice.below(static_cast<int>(row.size())))];
        switch (dice.below(4)) {
            case 0:
                cell = nasty()[static_cast<std::size_t>(dice.below(static_cast<int>(nasty().size())))];
                break;
            case 1:
                cell.clear();
                break;
            case 2:
                std::swap(row, rows[static_cast<std::size_t>(dice.below(static_cast<int>(rows.size())))]);
                break;
            default:
                cell += "q";
        }
        refusals += refused(workbook_bytes(rows), "b.xlsx") ? 1 : 0;
        std::string bytes = workbook_bytes(kSheet);
        bytes[static_cast<std::size_t>(dice.below(static_cast<int>(bytes.size())))] =
            static_cast<char>(dice.below(256));
        refused(bytes, "b.xlsx", false);  // a broken archive has no lines
    }
    EXPECT_GT(refusals, 75);
    EXPECT_LT(refusals, 300);
}

}  // namespace
}  // namespace countervail
