// SPDX-License-Identifier: Apache-2.0
#include "statistics/statistics_files.h"

#include "evidence/csv.h"
#include "evidence/xlsx.h"

namespace countervail {

namespace {

constexpr std::string_view kSqlite("SQLite format 3\0", 16), kZip("PK\x03\x04", 4);

Result<StatisticsFile> open_text(std::string_view bytes, std::string file) {
    const bool utf8 = first_invalid_utf8(bytes) == std::string_view::npos;
    auto grid = read_csv(bytes, std::move(file), utf8 ? TextEncoding::utf8 : TextEncoding::windows_1252);
    if (!grid) return std::unexpected(grid.error());
    StatisticsFile opened;
    opened.sheets.push_back({"", std::move(*grid)});
    return opened;
}

}  // namespace

Result<StatisticsFile> open_statistics(std::string_view bytes, std::string file) {
    if (bytes.empty()) return fail({file, 1}, "the file is empty", "download it again");
    if (bytes.size() > kMaximumFileBytes) return fail({file, 1}, "the file is larger than 256 MiB", "keep the commodities and years that you need");
    if (bytes.starts_with(kSqlite)) {
        auto tables = read_sqlite_tables(bytes, file);
        if (!tables) return std::unexpected(tables.error());
        return StatisticsFile{StatisticsContainer::database, std::move(*tables)};
    }
    if (!bytes.starts_with(kZip)) return open_text(bytes, std::move(file));
    auto book = read_xlsx(bytes, file);
    if (!book) return std::unexpected(book.error());
    StatisticsFile opened{StatisticsContainer::workbook, {}};
    for (const std::string& name : book->sheet_names) {
        if (const auto sheet = book->sheets.find(name); sheet != book->sheets.end()) opened.sheets.push_back({name, std::move(sheet->second)});
    }
    return opened;
}

}  // namespace countervail
