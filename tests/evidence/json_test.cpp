// SPDX-License-Identifier: Apache-2.0
#include "evidence/json.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <nlohmann/json.hpp>

using namespace countervail;

namespace {

std::vector<std::string> texts(const std::vector<GridCell>& row) {
    std::vector<std::string> found;
    for (const GridCell& cell : row) found.push_back(cell.text);
    return found;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST(json, objects_become_rows_under_the_union_of_their_keys) {
    const auto grid = read_json(R"([{"a": 1, "b": {"c": "x"}},
  {"b": {"c": null}, "d": [true, 2.50]}])",
                                "x.json");
    ASSERT_TRUE(grid.has_value()) << to_text(grid.error());
    ASSERT_EQ(grid->rows.size(), 3U);
    EXPECT_EQ(texts(grid->rows[0]), (Texts{"a", "b.c", "d"}));
    EXPECT_EQ(texts(grid->rows[1]), (Texts{"1", "x", ""}));
    EXPECT_EQ(texts(grid->rows[2]), (Texts{"", "", "true 2.50"}));
    EXPECT_EQ(grid->rows[1][0].line, 1);
    EXPECT_EQ(grid->rows[2][2].line, 2);
}

TEST(json, an_array_inside_and_rows_that_are_arrays) {
    const auto grid =
        read_json(R"({"meta": [9], "data": {"rows": [[1, "a"], [2, "b"]]}})", "x.json", "data.rows");
    ASSERT_TRUE(grid.has_value()) << to_text(grid.error());
    ASSERT_EQ(grid->rows.size(), 2U);
    EXPECT_EQ(texts(grid->rows[1]), (Texts{"2", "b"}));
}

TEST(json, a_number_at_the_end_of_a_line_keeps_its_line) {
    const auto grid = read_json("[\n{\"a\": 1,\n\"b\": 2,\n\"c\": 3 }\n]", "x.json");
    ASSERT_TRUE(grid.has_value());
    EXPECT_EQ(grid->rows[1][0].line, 2);
    EXPECT_EQ(grid->rows[1][1].line, 3);
    EXPECT_EQ(grid->rows[1][2].line, 4);
}

TEST(json, what_is_no_table_is_refused_with_its_place) {
    const auto truncated = read_json("[{\"a\": 1},\n {\"a\": ", "x.json");
    ASSERT_FALSE(truncated.has_value());
    EXPECT_EQ(truncated.error()[0].where.line, 2);
    EXPECT_FALSE(read_json("{\"a\": 1}", "x.json").has_value());
    EXPECT_FALSE(read_json("[1, 2]", "x.json").has_value());
    EXPECT_FALSE(read_json("[{\"a\":1}, [2]]", "x.json").has_value());
    EXPECT_FALSE(read_json("[{}]", "x.json", "rows").has_value());
    EXPECT_FALSE(read_json(std::string(100'000, '['), "x.json").has_value());
    EXPECT_FALSE(read_json("[{\"a\": 1e999}]", "x.json").has_value());
    EXPECT_FALSE(read_json("", "x.json").has_value());
}

TEST(json, rows_that_share_no_key_cannot_grow_without_bound) {
    std::string text = "[";
    for (int i = 0; i < 3000; ++i)
        text += (i > 0 ? "," : "") + std::string("{\"k") + std::to_string(i) + "\":1}";
    const auto grid = read_json(text + "]", "x.json");
    ASSERT_FALSE(grid.has_value());
    EXPECT_NE(grid.error()[0].what.find("cells"), std::string::npos);
}

RC_GTEST_PROP(json, texts_survive, (const std::vector<std::uint8_t>& bytes)) {
    const std::string text(bytes.begin(), bytes.end());
    RC_PRE(first_invalid_utf8(text) == std::string_view::npos);
    nlohmann::json document = nlohmann::json::array();
    document.push_back({{"key", text}});
    const auto grid = read_json(document.dump(), "x.json");
    RC_ASSERT(grid.has_value());
    RC_ASSERT(grid->rows[1][0].text == text);
}

RC_GTEST_PROP(json, any_bytes_are_read_or_refused, (const std::string& text)) {
    const auto grid = read_json(text, "x.json");
    if (!grid) RC_ASSERT(!grid.error().empty());
}
