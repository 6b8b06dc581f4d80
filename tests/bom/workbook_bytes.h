// SPDX-License-Identifier: Apache-2.0
// A small workbook for tests: one sheet "Bill"; what reads as a number is stored as one.
#pragma once

#include <string>
#include <vector>

#include "base/text.h"
#include "evidence/zipped.h"

namespace countervail {

inline std::string workbook_bytes(const std::vector<std::vector<std::string>>& rows) {
    std::string sheet = "<worksheet><sheetData>";
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const std::string row = std::to_string(r + 1);
        sheet += "<row r=\"" + row + "\">";
        for (std::size_t c = 0; c < rows[r].size(); ++c) {
            if (rows[r][c].empty()) continue;
            const std::string at = std::string(1, static_cast<char>('A' + c)) + row;
            sheet += parse_number(rows[r][c])
                         ? "<c r=\"" + at + "\"><v>" + rows[r][c] + "</v></c>"
                         : "<c r=\"" + at + "\" t=\"inlineStr\"><is><t>" + rows[r][c] + "</t></is></c>";
        }
        sheet += "</row>";
    }
    const ZipParts parts{
        {"xl/workbook.xml",
         R"(<workbook xmlns:r="r"><sheets><sheet name="Bill" sheetId="1" r:id="rId1"/></sheets></workbook>)"},
        {"xl/_rels/workbook.xml.rels",
         R"(<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>)"},
        {"xl/worksheets/sheet1.xml", sheet + "</sheetData></worksheet>"}};
    return zipped(parts);
}

}  // namespace countervail
