// SPDX-License-Identifier: Apache-2.0
// covers: zip_entries
#include "evidence/xlsx.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <filesystem>
#include <fstream>

#include "evidence/zipped.h"

using namespace countervail;

namespace {

using Parts = ZipParts;

Parts book(const std::string& rows) {
    return {
        {"xl/workbook.xml",
         R"(<workbook xmlns:r="r"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>)"},
        {"xl/_rels/workbook.xml.rels",
         R"(<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>)"},
        {"xl/sharedStrings.xml",
         R"(<sst><si><t>year</t></si><si><r><t>out</t></r><r><t xml:space="preserve"> put</t></r></si></sst>)"},
        {"xl/styles.xml",
         R"(<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd\.mm\.yyyy"/><numFmt numFmtId="171" formatCode="0.0&quot;d&quot;"/></numFmts>
             <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>)"},
        {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}};
}

std::vector<std::string> texts(const std::vector<GridCell>& row) {
    std::vector<std::string> found;
    for (const GridCell& cell : row) found.push_back(cell.text);
    return found;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST(xlsx, strings_numbers_and_gaps) {
    const auto read =
        read_xlsx(zipped(book(R"(<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>
        <row r="5"><c r="A5"><v>0.1</v></c><c r="B5" t="inlineStr"><is><t>in line</t></is></c><c r="C5" t="b"><v>1</v></c><c r="D5"/></row>)")),
                  "b.xlsx");
    ASSERT_TRUE(read.has_value()) << to_text(read.error());
    EXPECT_EQ(read->sheet_names, Texts{"Data"});
    const Grid& grid = read->sheets.at("Data");
    ASSERT_EQ(grid.rows.size(), 2U);
    EXPECT_EQ(texts(grid.rows[0]), (Texts{"year", "", "out put"}));
    EXPECT_EQ(texts(grid.rows[1]), (Texts{"0.1", "in line", "true"}));
    EXPECT_EQ(grid.rows[1][2].line, 5);
    EXPECT_EQ(grid.rows[1][2].column, 3);
    EXPECT_EQ(grid.file, "b.xlsx[Data]");
}

TEST(xlsx, dates_by_their_format) {
    const auto read = read_xlsx(
        zipped(book(R"(<row r="1"><c r="A1" s="1"><v>45751</v></c><c r="B1" s="2"><v>45751.75</v></c>
        <c r="C1" s="3"><v>45751</v></c><c r="D1"><v>45751</v></c><c r="E1" s="1"><v>59</v></c><c r="F1" s="1"><v>61</v></c></row>)")),
        "b.xlsx");
    ASSERT_TRUE(read.has_value()) << to_text(read.error());
    EXPECT_EQ(texts(read->sheets.at("Data").rows[0]),
              (Texts{"2025-04-04", "2025-04-04 18:00:00", "45751", "45751", "1900-02-28", "1900-03-01"}));
}

TEST(xlsx, a_broken_book_is_refused_with_the_part) {
    EXPECT_FALSE(read_xlsx("", "b.xlsx").has_value());
    EXPECT_FALSE(read_xlsx("PK\x03\x04 nothing", "b.xlsx").has_value());
    EXPECT_FALSE(read_xlsx(zipped({{"other.txt", "x"}}), "b.xlsx").has_value());
    for (const char* rows :
         {R"(<row r="1"><c r="B1"/><c r="A1"/></row>)", R"(<row r="1"><c r="A2"><v>1</v></c></row>)",
          R"(<row r="1"><c t="s"><v>7</v></c></row>)", R"(<row r="1"><c r="ZZZZ1"><v>7</v></c></row>)",
          "<row"}) {
        const auto read = read_xlsx(zipped(book(rows)), "b.xlsx");
        ASSERT_FALSE(read.has_value()) << rows;
        EXPECT_NE(read.error()[0].where.file.find("sheet1.xml"), std::string::npos);
        EXPECT_FALSE(read.error()[0].hint.empty());
    }
}

TEST(xlsx, a_zip_bomb_is_refused) {
    const auto read = read_xlsx(zipped(book(std::string(std::size_t{65} << 20, ' '))), "b.xlsx");
    ASSERT_FALSE(read.has_value());
    EXPECT_NE(read.error()[0].what.find("MiB"), std::string::npos);
    Parts many = book("");
    for (int i = 0; i < 4200; ++i) many.push_back({"x" + std::to_string(i), ""});
    EXPECT_FALSE(read_xlsx(zipped(many), "b.xlsx").has_value());
    std::string wide;
    for (int row = 1; row <= 300; ++row)
        wide += "<row><c r=\"XFD" + std::to_string(row) + "\"><v>1</v></c></row>";
    EXPECT_FALSE(read_xlsx(zipped(book(wide)), "b.xlsx").has_value());
}

TEST(xlsx, a_published_workbook) {
    const std::filesystem::path path =
        COUNTERVAIL_SOURCE_DIR "/../shared/data/metal_intensities_premise/SI_2_Material_requirements.xlsx";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "the published workbook is not on this machine";
    std::ifstream stream(path, std::ios::binary);
    const auto read = read_xlsx(std::string(std::istreambuf_iterator<char>(stream), {}), "SI_2.xlsx");
    ASSERT_TRUE(read.has_value()) << to_text(read.error());
    std::size_t cells = 0;
    for (const auto& [name, grid] : read->sheets) {
        for (const auto& row : grid.rows) cells += row.size();
    }
    EXPECT_EQ(read->sheets.size(), read->sheet_names.size());
    EXPECT_GT(cells, 1000U);
}

RC_GTEST_PROP(xlsx, one_changed_byte_never_crashes, ()) {
    std::string bytes =
        zipped(book(R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45751</v></c></row>)"));
    bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = *rc::gen::arbitrary<char>();
    const auto read = read_xlsx(bytes, "b.xlsx");
    if (!read) RC_ASSERT(!read.error().empty());
}
