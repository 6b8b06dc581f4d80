// SPDX-License-Identifier: Apache-2.0
#include "bom/bill_sheet.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "base/text.h"
#include "base/toml_file.h"
#include "evidence/xlsx.h"

namespace countervail {

namespace {

Result<BillSheet> from_csv(std::string_view bytes, const std::string& file) {
    auto view = view_csv(bytes, file);
    if (!view) return std::unexpected(std::move(view.error()));
    return BillSheet{{file, {}}, {}, false, std::move(*view)};
}

bool same_letters(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

Result<BillSheet> from_xlsx(std::string_view bytes, const std::string& file, const std::string& wanted) {
    auto book = read_xlsx(bytes, file);
    if (!book) return std::unexpected(std::move(book.error()));
    if (book->sheet_names.empty()) return fail({file}, "has no sheet", "put the lines on a sheet named bill");
    const std::string_view name = wanted.empty() ? std::string_view("bill") : std::string_view(wanted);
    const auto found = std::find_if(book->sheet_names.begin(), book->sheet_names.end(),
                                    [&](const std::string& each) { return same_letters(each, name); });
    if (found == book->sheet_names.end() && !wanted.empty()) {
        const std::string near = did_you_mean(wanted, book->sheet_names);
        return fail({file}, "has no sheet \"" + wanted + "\"",
                    near.empty() ? "its sheets: " + join(book->sheet_names, ", ") : near);
    }
    const std::string& sheet = found == book->sheet_names.end() ? book->sheet_names.front() : *found;
    return BillSheet{std::move(book->sheets.at(sheet)), {}, true};
}

/// One [[line]] as cells under `header`, which grows by the keys that this line is the first to have.
void read_line(Section& section, const BillWords& words, std::vector<std::string>& header,
               std::vector<GridCell>& row) {
    const auto put = [&](const std::string& key, std::string text) {
        auto at = std::find(header.begin(), header.end(), key);
        if (at == header.end()) at = header.insert(header.end(), key);
        row.resize(std::max(row.size(), header.size()),
                   GridCell{{}, section.place().line, section.place().column});
        const Place place = section.place(key);
        row[static_cast<std::size_t>(at - header.begin())] = {std::move(text), place.line, place.column};
    };
    for (const std::string& key :
         fixed_bill_names()) {  // asked for even when absent, so that a near miss is named
        const BillColumn column = words.column(key);
        if (is_number(column.field)) {
            if (const auto number = section.number(key)) put(key, exact_number(*number));
        } else if (const std::string text = section.text(key, ""); !text.empty()) {
            put(key, text);
        }
    }
    for (const std::string& key : section.keys()) {
        const BillColumn column = words.column(key);
        const bool fixed = static_cast<int>(column.field) < kFixedBillFields;
        if (!fixed && is_number(column.field)) {
            if (const auto number = section.number(key)) put(key, exact_number(*number));
        } else if (column.field == BillField::info) {
            put(key, section.text(key));
        }
    }
    if (section.has("info")) {
        Section info = section.table("info");
        for (const std::string& key : info.keys()) put("info." + key, info.text(key));
    }
    section.finish();
}

Result<BillSheet> from_toml(std::string_view bytes, const std::string& file, const BillWords& words) {
    if (bytes.size() > kMaximumFileBytes) return fail({file}, "is larger than 256 MiB", "split the file");
    auto toml = TomlFile::parse(std::string(bytes), file);
    if (!toml) return std::unexpected(std::move(toml.error()));
    BillSheet sheet;
    sheet.ragged = true;
    sheet.grid.file = file;
    Section root = toml->root();
    sheet.currency = root.text("currency", "");
    std::vector<std::string> header{"part"};
    std::vector<std::vector<GridCell>> rows;
    for (Section& section : root.tables("line")) {
        std::vector<GridCell> row(1, GridCell{{}, section.place().line, section.place().column});
        read_line(section, words, header, row);
        rows.push_back(std::move(row));
    }
    root.finish();
    if (!toml->ok()) return std::unexpected(toml->take_errors());
    std::vector<GridCell> names;
    for (const std::string& name : header) names.push_back({name, 1, 1});
    sheet.grid.rows.push_back(std::move(names));
    for (auto& row : rows) sheet.grid.rows.push_back(std::move(row));
    return sheet;
}

}  // namespace

Result<BillSheet> read_bill_sheet(std::string_view bytes, const std::string& file, const BillOptions& options,
                                  const BillWords& words) {
    if (file.ends_with(".xlsx") || bytes.starts_with("PK\x03\x04"))
        return from_xlsx(bytes, file, options.sheet);
    if (file.ends_with(".toml")) return from_toml(bytes, file, words);
    if (file.ends_with(".csv")) return from_csv(bytes, file);
    return fail({file}, "is neither .csv, .xlsx nor .toml", "give the file the ending of its kind");
}

}  // namespace countervail
