// SPDX-License-Identifier: Apache-2.0
#include "company/company_bill.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "bom/bill_reader.h"
#include "evidence/xlsx.h"

namespace countervail {

namespace {

constexpr std::size_t kMostProblems = 200;

/// The name that the reader of bills keeps as an info column; empty when the header is not the company's.
std::string info_name(std::string_view header) {
    const std::string name = company_column(header);
    return name.empty() ? std::string() : "info." + name;
}

void rename_headers(BillSheet& sheet) {
    if (!sheet.view.ends.empty()) {
        for (std::size_t i = 0; i < sheet.view.ends.front(); ++i) {
            CellView& cell = sheet.view.cells[i];
            std::string name = info_name(cell.text);
            if (name.empty()) continue;
            sheet.view.unquoted.push_back(std::move(name));   // views point into it: it never moves what it holds
            cell.text = sheet.view.unquoted.back();
        }
        return;
    }
    if (sheet.grid.rows.empty()) return;
    for (GridCell& cell : sheet.grid.rows.front()) {
        const std::string name = info_name(cell.text);
        if (!name.empty()) cell.text = name;
    }
}

void limit(Errors& errors) {
    if (errors.size() > kMostProblems) errors.resize(kMostProblems);
}

Result<Grid> stock_grid(std::string_view bytes, const std::string& file) {
    if (!file.ends_with(".xlsx") && !bytes.starts_with("PK\x03\x04")) return read_csv(bytes, file);
    auto book = read_xlsx(bytes, file);
    if (!book) return std::unexpected(std::move(book.error()));
    if (book->sheet_names.empty()) return fail({file}, "has no sheet", "put the list on a sheet named stock");
    const auto named = std::find(book->sheet_names.begin(), book->sheet_names.end(), "stock");
    return std::move(book->sheets.at(named == book->sheet_names.end() ? book->sheet_names.front() : *named));
}

/// By column: a name of company_columns(), "part", or empty where a problem was told.
std::vector<std::string> stock_header(const Grid& grid, Errors& errors) {
    std::vector<std::string> columns;
    for (const GridCell& cell : grid.rows.front()) {
        const std::string name = trim(cell.text) == "part" ? "part" : company_column(cell.text);
        if (name.empty()) {
            const std::string near = resembles_company_column(cell.text);
            errors.push_back({grid.place(cell), "\"" + trim(cell.text).substr(0, 60) + "\" is no column of a list of stocks",
                              near.empty() ? "known: part, " + join(company_columns(), ", ") : "did you mean \"" + near + "\"?"});
        } else if (std::find(columns.begin(), columns.end(), name) != columns.end()) {
            errors.push_back({grid.place(cell), "the column " + name + " stands twice", "keep one of them"});
        }
        columns.push_back(name);
    }
    if (std::find(columns.begin(), columns.end(), "part") == columns.end()) {
        errors.push_back({{grid.file, grid.rows.front().front().line}, "has no column \"part\"", "name the column with the ids of the parts \"part\""});
    }
    return columns;
}

StockLine stock_line(const Grid& grid, const std::vector<GridCell>& row, const std::vector<std::string>& columns, Errors& errors) {
    StockLine line;
    line.where = {grid.file, row.front().line};
    if (row.size() > columns.size()) errors.push_back({line.where, "has more cells than there are columns", "name the column, or quote what holds a comma"});
    for (std::size_t i = 0; i < std::min(row.size(), columns.size()); ++i) {
        if (columns[i] == "part") line.part = trim(row[i].text);
        else if (!columns[i].empty()) read_company_cell(line.cells, columns[i], row[i].text, grid.place(row[i]), errors);
    }
    if (line.part.empty()) errors.push_back({line.where, "names no part", "fill the column part, or leave the line out"});
    return line;
}

}  // namespace

Result<CompanyBill> read_company_bill(std::string_view bytes, const std::string& file, const BillOptions& options) {
    const BillWords words(options);
    auto sheet = read_bill_sheet(bytes, file, options, words);
    if (!sheet) return std::unexpected(std::move(sheet.error()));
    rename_headers(*sheet);
    auto bill = BillReader(std::move(*sheet), words).read();
    if (!bill) return std::unexpected(std::move(bill.error()));
    CompanyBill read{std::move(*bill), {}};
    Errors errors;
    for (std::size_t i = 0; i < read.bill.parts.size(); ++i) {
        CompanyCells cells;
        for (const auto& [column, text] : read.bill.parts[i].info) {
            const std::string name = company_column(read.bill.info_columns[static_cast<std::size_t>(column)]);
            if (!name.empty()) read_company_cell(cells, name, text, read.place(static_cast<int>(i)), errors);
        }
        read.cells.push_back(std::move(cells));
    }
    for (const std::string& column : read.bill.info_columns) {
        const std::string near = company_column(column).empty() ? resembles_company_column(column) : std::string();
        if (!near.empty()) read.bill.notes.push_back({{file, 1}, "the column \"" + column.substr(0, 60) + "\" is kept but not used", "did you mean \"" + near + "\"?"});
    }
    limit(errors);
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return read;
}

Result<std::vector<StockLine>> read_stock_list(std::string_view bytes, const std::string& file) {
    auto grid = stock_grid(bytes, file);
    if (!grid) return std::unexpected(std::move(grid.error()));
    if (grid->rows.empty()) return fail({file, 1}, "is empty", "begin with a line that names the columns: part,stock_days");
    Errors errors;
    const std::vector<std::string> columns = stock_header(*grid, errors);
    std::vector<StockLine> lines;
    std::map<std::string, int> seen;
    for (std::size_t i = 1; i < grid->rows.size() && errors.size() < kMostProblems; ++i) {
        StockLine line = stock_line(*grid, grid->rows[i], columns, errors);
        const auto [at, is_new] = seen.emplace(line.part, line.where.line);
        if (!is_new && !line.part.empty()) {
            errors.push_back({line.where, "\"" + line.part.substr(0, 60) + "\" stands in line " + std::to_string(at->second) + " already", "one line for each part"});
        }
        lines.push_back(std::move(line));
    }
    limit(errors);
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return lines;
}

}  // namespace countervail
