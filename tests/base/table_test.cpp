// SPDX-License-Identifier: Apache-2.0
#include "base/table.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/text.h"

using namespace countervail;

namespace {

Table exports() {
    Table table;
    table.name = "exports-by-month";
    table.title = "Exports of magnets";
    table.columns = {{"place", "", "where they went", 4},
                     {"April", "t", "in April 2025", 4},
                     {"May", "t", "in May 2025", 4}};
    table.add({std::string("World"), 2626.25, 1238.0});
    table.add({std::string("Côte d’Ivoire"), 0.125, Cell()});
    table.add({std::string("日本"), 12.0, 3.0});
    table.sources = {"A-01.2024"};
    return table;
}

/// Fields of a CSV record set as RFC 4180 reads them.
std::vector<std::vector<std::string>> read_csv(const std::string& text) {
    std::vector<std::vector<std::string>> records(1, std::vector<std::string>(1));
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c != '"')
                records.back().back() += c;
            else if (i + 1 < text.size() && text[i + 1] == '"')
                records.back().back() += text[++i];
            else
                quoted = false;
        } else if (c == '"')
            quoted = true;
        else if (c == ',')
            records.back().emplace_back();
        else if (c == '\n')
            records.emplace_back(1);
        else
            records.back().back() += c;
    }
    records.pop_back();
    return records;
}

}  // namespace

TEST(Table, TextIsAlignedUnderNamesAndUnits) {
    EXPECT_EQ(render(exports(), TableFormat::text),
              "Exports of magnets\n"
              "place          April    May\n"
              "                   t      t\n"
              "World          2,626  1,238\n"
              "Côte d’Ivoire  0.125      –\n"
              "日本              12      3\n");
}

TEST(Table, TextOfACellStaysOnItsLine) {
    Table table = exports();
    table.rows[0][0] = std::string("a\nb\x1b[31m");
    const std::string text = render(table, TableFormat::text);
    EXPECT_NE(text.find("a b [31m"), std::string::npos);
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
}

TEST(Table, TextWithoutUnitsHasNoUnitRow) {
    Table table;
    table.columns = {{"act", "", "", 4}, {"count", "", "", 4}};
    table.add({std::string("x"), 7.0});
    EXPECT_EQ(render(table, TableFormat::text), "act  count\nx        7\n");
}

TEST(Table, MarkdownEscapesBars) {
    Table table = exports();
    table.rows = {{std::string("a|b"), 1.0, 2.0}};
    EXPECT_EQ(render(table, TableFormat::markdown),
              "**Exports of magnets**\n\n| place | April (t) | May (t) |\n| --- | ---: | ---: |\n| a\\|b | 1 "
              "| 2 |\n");
}

TEST(Table, CsvHeadsColumnsWithTheirUnits) {
    EXPECT_EQ(render(exports(), TableFormat::csv),
              "place,April [t],May [t]\nWorld,2626.25,1238\nCôte d’Ivoire,0.125,\n日本,12,3\n");
}

TEST(Table, JsonCarriesUnitsSourcesAndNulls) {
    const auto document = nlohmann::json::parse(render(exports(), TableFormat::json));
    EXPECT_EQ(document["columns"][1]["unit"], "t");
    EXPECT_EQ(document["rows"][0]["April"], 2626.25);
    EXPECT_TRUE(document["rows"][1]["May"].is_null());
    EXPECT_EQ(document["sources"][0], "A-01.2024");
}

TEST(Table, JsonOfBrokenUtf8IsStillJson) {
    Table table = exports();
    table.rows[0][0] = std::string("\xff\xfe");
    EXPECT_TRUE(nlohmann::json::accept(render(table, TableFormat::json)));
}

RC_GTEST_PROP(Table, CsvAndJsonGiveBackEveryDigitAndWord,
              (const std::vector<std::pair<std::string, double>>& rows)) {
    Table table;
    table.columns = {{"word, \"quoted\"", "", "", 4}, {"value", "t/year", "", 4}};
    for (const auto& [word, value] : rows) {
        RC_PRE(std::isfinite(value));
        table.add({word, value});
    }
    const auto records = read_csv(render(table, TableFormat::csv));
    const auto document = nlohmann::json::parse(render(table, TableFormat::json));
    RC_ASSERT(records.size() == rows.size() + 1);
    RC_ASSERT(records[0][0] == "word, \"quoted\"");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        RC_ASSERT(records[i + 1][0] == rows[i].first);
        RC_ASSERT(parse_number(records[i + 1][1]) == std::optional(rows[i].second));
        RC_ASSERT(document["rows"][i]["value"].get<double>() == rows[i].second);
    }
}

TEST(Table, FindsItsColumnsAndFormats) {
    EXPECT_EQ(exports().column("May"), std::optional<std::size_t>(2));
    EXPECT_FALSE(exports().column("June"));
    EXPECT_EQ(parse_table_format("md"), TableFormat::markdown);
    EXPECT_EQ(parse_table_format("csv"), TableFormat::csv);
    EXPECT_FALSE(parse_table_format("xml"));
}
