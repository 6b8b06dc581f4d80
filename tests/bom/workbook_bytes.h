// SPDX-License-Identifier: Apache-2.0
// A small workbook for tests: one sheet "Bill"; what reads as a number is stored as one.
#pragma once

#include <zip.h>

#include <string>
#include <utility>
#include <vector>

#include "base/text.h"

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
    const std::vector<std::pair<std::string, std::string>> parts{
        {"xl/workbook.xml",
         R"(<workbook xmlns:r="r"><sheets><sheet name="Bill" sheetId="1" r:id="rId1"/></sheets></workbook>)"},
        {"xl/_rels/workbook.xml.rels",
         R"(<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>)"},
        {"xl/worksheets/sheet1.xml", sheet + "</sheetData></worksheet>"}};
    zip_error_t error;
    zip_source_t* memory = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(memory);
    zip_t* zip = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
    for (const auto& [name, text] : parts)
        zip_file_add(zip, name.c_str(), zip_source_buffer(zip, text.data(), text.size(), 0),
                     ZIP_FL_OVERWRITE);
    zip_close(zip);
    zip_source_open(memory);
    zip_source_seek(memory, 0, SEEK_END);
    std::string bytes(static_cast<std::size_t>(zip_source_tell(memory)), '\0');
    zip_source_seek(memory, 0, SEEK_SET);
    zip_source_read(memory, bytes.data(), bytes.size());
    zip_source_close(memory);
    zip_source_free(memory);
    return bytes;
}

}  // namespace countervail
