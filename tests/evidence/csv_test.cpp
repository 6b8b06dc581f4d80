// SPDX-License-Identifier: Apache-2.0
#include "evidence/csv.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

using namespace countervail;

namespace {

std::vector<std::vector<std::string>> texts(const Grid& grid) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& row : grid.rows) {
        rows.emplace_back();
        for (const GridCell& cell : row) rows.back().push_back(cell.text);
    }
    return rows;
}

using Rows = std::vector<std::vector<std::string>>;

}  // namespace

TEST(csv, quotes_commas_and_line_ends_inside_a_cell) {
    const auto grid = read_csv("a,\"b,\"\"c\"\"\",\"d\ne\"\r\nf,,\n", "x.csv");
    ASSERT_TRUE(grid.has_value());
    EXPECT_EQ(texts(*grid), (Rows{{"a", "b,\"c\"", "d\ne"}, {"f", "", ""}}));
    EXPECT_EQ(grid->rows[1][0].line, 3);
    EXPECT_EQ(grid->rows[0][2].column, 13);
}

TEST(csv, byte_order_mark_and_blank_lines_are_skipped) {
    const auto grid = read_csv("\xEF\xBB\xBFid,x\n\n\r\n1,2", "x.csv");
    ASSERT_TRUE(grid.has_value());
    EXPECT_EQ(texts(*grid), (Rows{{"id", "x"}, {"1", "2"}}));
    EXPECT_EQ(grid->rows[1][1].line, 4);
}

TEST(csv, every_problem_of_a_file_with_its_place) {
    const auto grid = read_csv("a,b\"c\n\"d\"e,f\n\"g", "x.csv");
    ASSERT_FALSE(grid.has_value());
    ASSERT_EQ(grid.error().size(), 3U);
    EXPECT_EQ(to_text(grid.error()[0]).substr(0, 10), "x.csv:1:4:");
    EXPECT_EQ(to_text(grid.error()[1]).substr(0, 10), "x.csv:2:4:");
    EXPECT_EQ(to_text(grid.error()[2]).substr(0, 10), "x.csv:3:1:");
    for (const Error& error : grid.error()) EXPECT_FALSE(error.hint.empty());
}

TEST(csv, windows_1252_is_decoded_and_refused_as_utf8) {
    const auto refused = read_csv(
        "a\n\x96"
        "1,x",
        "x.csv");
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error()[0].where.line, 2);
    EXPECT_EQ(refused.error()[0].where.column, 1);
    const auto decoded = read_csv(
        "\x96"
        "1,\x80,\xE9",
        "x.csv", TextEncoding::windows_1252);
    ASSERT_TRUE(decoded.has_value());
    EXPECT_EQ(texts(*decoded), (Rows{{"–1", "€", "é"}}));
}

TEST(csv, a_nul_byte_is_a_problem) {
    EXPECT_FALSE(read_csv(std::string_view("a,\0b", 4), "x.csv").has_value());
}

RC_GTEST_PROP(csv, what_is_written_reads_back, ()) {
    const auto cell = rc::gen::container<std::string>(rc::gen::element('a', ',', '"', '\n', '\r', ' ', '7'));
    const auto rows =
        *rc::gen::container<Rows>(rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(cell)));
    std::string text;
    Rows expected;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) line += (i > 0 ? "," : "") + csv_cell(row[i]);
        if (!line.empty()) expected.push_back(row);  // a row of one empty cell is a blank line
        text += line + "\r\n";
    }
    const auto grid = read_csv(text, "x.csv");
    RC_ASSERT(grid.has_value());
    RC_ASSERT(texts(*grid) == expected);
}

TEST(Csv, ACellThatBeginsLikeAByteOrderMarkComesBack) {
    const std::string text = "\xEF\xBB\xBF@";
    const auto again = read_csv(csv_cell(text) + "\n", "a.csv");
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(again->rows[0][0].text, text);
}

RC_GTEST_PROP(csv, any_bytes_are_read_or_refused_with_a_place, (const std::string& text)) {
    const auto grid = read_csv(text, "x.csv");
    if (!grid) RC_ASSERT(grid.error()[0].where.line > 0);
}
