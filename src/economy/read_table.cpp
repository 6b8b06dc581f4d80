// SPDX-License-Identifier: Apache-2.0
#include "economy/read_table.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "economy/table_archive.h"
#include "economy/table_layouts.h"

namespace countervail {

namespace {

constexpr const char* kLayouts = "known are WIOD, OECD ICIO, EXIOBASE 3, Eora26, BEA use tables and plain Z, Y, x files; see docs/formats/io-table.md";
constexpr int kHeadRows = 15;

std::string lower(std::string_view text) {
    std::string small(text);
    std::transform(small.begin(), small.end(), small.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return small;
}

/// The first rows of a sheet, labels only.
std::vector<std::vector<std::string>> head_of(const TableSheet& sheet) {
    std::vector<std::vector<std::string>> head;
    TableProblems ignored;
    TableRows rows(sheet, ignored);
    TableRow row;
    while (static_cast<int>(head.size()) < kHeadRows && rows.next(row)) {
        std::vector<std::string>& cells = head.emplace_back();
        for (const std::string_view cell : row.cells) cells.push_back(table_label(cell.substr(0, 200)));
    }
    return head;
}

bool is_numbered(std::string_view cell) { return cell.size() >= 2 && cell[0] == 'c' && std::all_of(cell.begin() + 1, cell.end(), [](char c) { return c >= '0' && c <= '9'; }); }

std::optional<TableLayout> layout_of_head(const std::vector<std::vector<std::string>>& head) {
    for (std::size_t line = 0; line < head.size(); ++line) {
        const auto& cells = head[line];
        const auto count = [&](const auto& test) { return static_cast<std::size_t>(std::count_if(cells.begin(), cells.end(), test)); };
        if (!cells.empty() && cells[0] == "IndustryCode") return TableLayout::wiod;
        if (count([](const std::string& cell) { return cell == "F010" || cell == "F01000" || cell == "T001" || cell == "T007" || cell == "T008"; }) > 0) return TableLayout::bea;
        if (count(is_numbered) >= 2 && count(is_numbered) * 2 > cells.size() - std::min<std::size_t>(cells.size(), 4)) return TableLayout::wiod;
        if (line == 0 && cells.size() > 2 && count([](const std::string& cell) { return cell.find('_') != std::string::npos; }) * 10 > (cells.size() - 1) * 8) {
            return cells[0] == "row" ? TableLayout::wiod : TableLayout::icio;
        }
    }
    return std::nullopt;
}

bool is_labels(const TableFile& file) { return table_file_stem(file.name).starts_with("labels"); }

bool is_underscored(const std::vector<TableFile>& files) {
    for (const TableFile& file : files) {
        if (has_role(file.name, "exchange-rate") || looks_zipped(file.bytes)) continue;
        const auto head = head_of(text_sheet(file.bytes, file.name));
        return !head.empty() && head[0].size() > 2 && head[0][1].find('_') != std::string::npos && head[0][0] != "IndustryCode";
    }
    return false;
}

}  // namespace

bool has_role(std::string_view name, std::string_view role) {
    const std::string stem = lower(table_file_stem(name)), wanted = lower(role);
    if (!stem.ends_with(wanted)) return false;
    if (stem.size() == wanted.size()) return true;
    const auto before = static_cast<unsigned char>(stem[stem.size() - wanted.size() - 1]);
    return std::isalnum(before) == 0;
}

const TableFile* file_with_role(const std::vector<TableFile>& files, std::string_view role) {
    const auto at = std::find_if(files.begin(), files.end(), [&](const TableFile& file) { return has_role(file.name, role); });
    return at == files.end() ? nullptr : &*at;
}

int year_of(const std::vector<TableFile>& files, const TableFile& main) {
    if (const int year = year_in(table_file_stem(main.name)); year > 0) return year;
    for (const TableFile& file : files) {
        if (const int year = year_in(table_file_stem(file.name)); year > 0) return year;
    }
    // Of the archive or folder that the file came in.
    const std::size_t inside = main.name.find('[');
    const std::string outer = inside == std::string::npos ? std::filesystem::path(main.name).parent_path().filename().string() : main.name;
    return year_in(outer);
}

ExchangeRates exchange_rates(const std::vector<TableFile>& files, TableProblems& problems) {
    ExchangeRates rates;
    const TableFile* const file = file_with_role(files, "exchange-rate");
    if (file == nullptr) return rates;
    const TableSheet sheet = text_sheet(file->bytes, file->name);
    TableRows rows(sheet, problems);
    TableRow row;
    if (!rows.next(row) || row.cells.size() != 2 || trim(row.cell(0)) != "currency" || trim(row.cell(1)) != "USD") {
        problems.add({file->name, 1}, "does not begin with currency,USD", "first line currency,USD; then e.g. EUR,1.3281: USD for one euro");
        return rates;
    }
    while (rows.next(row)) {
        const auto rate = parse_number(trim(row.cell(1)));
        if (!rate || !(*rate > 1e-9 && *rate < 1e9) || row.cells.size() != 2) problems.add(sheet.place(row.line, 2), "has no rate above zero", "USD for one unit of the currency, e.g. EUR,1.3281");
        else if (!rates.emplace(trim(row.cell(0)), *rate).second) problems.add(sheet.place(row.line, 1), "has \"" + trim(row.cell(0)) + "\" twice", "keep one rate a currency");
    }
    return rates;
}

Result<TableSheet> sheet_of(const TableFile& file, Errors& notes) {
    if (!looks_zipped(file.bytes)) return text_sheet(file.bytes, file.name);
    auto book = TableWorkbook::open(file.bytes, file.name);
    if (!book) return std::unexpected(std::move(book.error()));
    std::size_t chosen = 0;
    int latest = 0, years = 0;
    for (std::size_t i = 0; i < book->names().size(); ++i) {
        const int year = trim(book->names()[i]).size() == 4 ? year_in(book->names()[i]) : 0;
        years += year > 0;
        if (year <= latest) continue;
        latest = year;
        chosen = i;
    }
    if (years > 1) notes.push_back({{file.name}, "holds " + std::to_string(years) + " years; " + std::to_string(latest) + " is read", "keep one sheet to read another year"});
    return book->sheet(chosen);
}

Result<TableLayout> recognise(const std::vector<TableFile>& files) {
    if (files.empty()) return fail({"the table"}, "has no files", kLayouts);
    if (std::any_of(files.begin(), files.end(), is_labels)) return TableLayout::eora;
    for (const char* role : {"Z", "A"}) {
        const TableFile* const square = file_with_role(files, role);
        if (square == nullptr) continue;
        const bool bare_name = table_file_stem(square->name).size() == 1 && square->name.find(".txt") != std::string::npos;
        return bare_name ? TableLayout::exiobase : TableLayout::plain;
    }
    Errors errors;
    for (const TableFile& file : files) {
        if (has_role(file.name, "exchange-rate")) continue;
        Errors ignored;
        const auto sheet = sheet_of(file, ignored);
        if (!sheet) {
            append(errors, sheet.error());
            continue;
        }
        if (const auto layout = layout_of_head(head_of(*sheet))) return *layout;
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return fail({files.front().name}, "is in no layout that is known", kLayouts);
}

Result<IoTable> read_table(const std::vector<TableFile>& files, TableLayout layout) {
    if (files.empty()) return fail({"the table"}, "has no files", kLayouts);
    for (const TableFile& file : files) {
        if (file.bytes.size() > kMaximumTableBytes) return fail({file.name}, "is larger than 2 GiB", "aggregate the table");
    }
    switch (layout) {
        case TableLayout::wiod: return is_underscored(files) ? read_underscored_table(files, layout) : read_wiod_table(files);
        case TableLayout::icio: return read_underscored_table(files, layout);
        case TableLayout::exiobase:
        case TableLayout::plain: return read_labelled_table(files, layout);
        case TableLayout::eora: return read_eora_table(files);
        case TableLayout::bea: return read_bea_table(files);
    }
    return fail({files.front().name}, "is in no layout that is known", kLayouts);
}

Result<IoTable> read_table_at(const std::filesystem::path& path) {
    auto files = table_files_at(path);
    if (!files) return std::unexpected(std::move(files.error()));
    const auto layout = recognise(*files);
    if (!layout) return std::unexpected(layout.error());
    return read_table(*files, *layout);
}

}  // namespace countervail
