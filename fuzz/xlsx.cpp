// SPDX-License-Identifier: Apache-2.0
#include "evidence/xlsx.h"

#include <zip.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

/// Packs the parts of a workbook, so that the fuzzer reaches the XML behind the checksums of the archive.
std::string packed(std::string_view text) {
    constexpr std::array kParts = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml",
                                   "xl/workbook.xml", "xl/_rels/workbook.xml.rels"};
    std::array<std::string, kParts.size()> parts = {
        "", "<sst><si><t>a</t></si></sst>",
        "<styleSheet><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>",
        "<workbook><sheets><sheet name=\"S\" r:id=\"i\"/></sheets></workbook>",
        "<Relationships><Relationship Id=\"i\" Target=\"worksheets/sheet1.xml\"/></Relationships>"};
    for (std::size_t i = 0; i < parts.size() && !text.empty(); ++i) {  // '\0' parts the parts
        const auto end = text.find('\0');
        if (end != 0) parts[i] = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    zip_error_t error;
    zip_source_t* memory = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(memory);
    zip_t* zip = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        zip_file_add(zip, kParts[i], zip_source_buffer(zip, parts[i].data(), parts[i].size(), 0),
                     ZIP_FL_OVERWRITE);
        zip_set_file_compression(zip, i, ZIP_CM_STORE, 0);
    }
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

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    for (const std::string& book : {std::string(text), packed(text)}) {
        const auto read = countervail::read_xlsx(book, "fuzz.xlsx");
        if (!read && read.error().empty()) std::abort();
    }
    return 0;
}
