// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.h"
#include "economy/table_layouts.h"

namespace countervail {

namespace {

/// A sheet with places in its first header row, industries or uses in its second, and both again at the side.
struct LabelledSheet {
    TableSheet sheet;
    std::size_t side = 2;                        // label columns: place, industry, perhaps the unit
    int header_rows = 2;
    int header_line = 1;
    std::vector<std::pair<std::string, std::string>> columns;
    std::vector<ColumnMeaning> meanings;
};

bool only_side(const TableRow& row, std::size_t side) {
    for (std::size_t i = side; i < row.cells.size(); ++i) {
        if (!trim(row.cells[i]).empty()) return false;
    }
    return true;
}

class LabelledReader {
  public:
    LabelledReader(const std::vector<TableFile>& files, TableLayout layout) : files_(files), draft_(layout) {}

    Result<IoTable> read() {
        const TableFile* square = file_with_role(files_, "Z");
        const TableFile* const a = file_with_role(files_, "A");
        const TableFile* const y = file_with_role(files_, "Y");
        const TableFile* const x = file_with_role(files_, "x");
        const bool coefficients = square == nullptr;
        if (coefficients) square = a;
        if (square == nullptr) return fail({files_.empty() ? "the table" : files_.front().name}, "has no file of flows (Z) or coefficients (A)", "name the files …Z and …Y, or A and Y; see docs/formats/io-table.md");
        if (y == nullptr) return fail({square->name}, "has no file of final demand (Y) beside it", "name the files …Z and …Y, or A and Y; see docs/formats/io-table.md");
        auto flows = open(*square), finals = open(*y);
        draft_.set_rates(exchange_rates(files_, draft_.problems));
        if (!flows || !finals || !draft_.problems.none()) return draft_.problems.take();
        plan(*flows, *finals);
        if (coefficients) draft_.rows_are_coefficients();
        draft_.close_labels({flows->sheet.file});
        if (!draft_.problems.none()) return draft_.problems.take();
        resolve(*flows);
        resolve(*finals);
        read_rows(*flows);
        read_rows(*finals);
        if (x != nullptr) read_output(*x);
        read_units();
        const bool exiobase = draft_.layout() == TableLayout::exiobase;
        return draft_.finish({exiobase ? "exiobase" : "plain", exiobase ? "EXIOBASE 3" : "plain files: " + table_file_stem(square->name), year()}, {square->name});
    }

  private:
    std::optional<LabelledSheet> open(const TableFile& file) {
        auto sheet = sheet_of(file, draft_.notes);
        if (!sheet) {
            draft_.problems.add(std::move(sheet.error()));
            return std::nullopt;
        }
        LabelledSheet labelled{.sheet = std::move(*sheet)};
        TableRows rows(labelled.sheet, draft_.problems);
        TableRow row;
        std::vector<std::string> places;
        if (rows.next(row)) {
            for (const std::string_view cell : row.cells) places.push_back(table_label(cell));
        }
        labelled.header_line = row.line;
        labelled.side = 1;
        while (labelled.side < places.size() && places[labelled.side].empty()) ++labelled.side;
        if (labelled.side < 2 || labelled.side > 3 || !rows.next(row)) {
            draft_.problems.add({labelled.sheet.file, std::max(1, row.line)}, "does not begin with a row of places over a row of industries, behind two or three columns of labels", "leave the first two cells of the header for the labels of the rows");
            return std::nullopt;
        }
        while (places.size() < row.cells.size()) places.emplace_back();
        for (std::size_t i = labelled.side; i < places.size(); ++i) labelled.columns.emplace_back(places[i], table_label(row.cell(i)));
        while (!labelled.columns.empty() && labelled.columns.back().first.empty() && labelled.columns.back().second.empty()) labelled.columns.pop_back();
        // A third row that only names the label columns.
        if (rows.next(row) && only_side(row, labelled.side)) labelled.header_rows = 3;
        labelled.meanings.resize(labelled.columns.size());
        return labelled;
    }

    void plan(LabelledSheet& flows, LabelledSheet& finals) {
        for (std::size_t i = 0; i < flows.columns.size(); ++i) {
            const int before = draft_.columns();
            draft_.add_column(flows.sheet.place(flows.header_line, static_cast<int>(i + flows.side) + 1), flows.columns[i].first, flows.columns[i].second);
            if (draft_.columns() > before) flows.meanings[i] = {ColumnMeaning::cell, before};
        }
        for (std::size_t i = 0; i < finals.columns.size(); ++i) {
            const int before = draft_.final_columns();
            draft_.add_final_column(finals.sheet.place(finals.header_line, static_cast<int>(i + finals.side) + 1), finals.columns[i].first, finals.columns[i].second);
            if (draft_.final_columns() > before) finals.meanings[i] = {ColumnMeaning::final, before};
        }
    }

    void resolve(LabelledSheet& labelled) const {
        for (ColumnMeaning& meaning : labelled.meanings) {
            if (meaning.kind == ColumnMeaning::cell) meaning.index = draft_.cell_of_column(meaning.index);
            if (meaning.kind == ColumnMeaning::final) meaning.index = draft_.final_of_column(meaning.index);
        }
    }

    void read_rows(const LabelledSheet& labelled) {
        TableDraft::Rows seen;
        TableRows rows(labelled.sheet, draft_.problems);
        TableRow row;
        for (int i = 0; i < labelled.header_rows; ++i) rows.next(row);
        while (rows.next(row)) {
            const auto cell = draft_.row_cell(seen, labelled.sheet.place(row.line, 1), row.cell(0), row.cell(1));
            if (!cell) continue;
            if (labelled.side == 3) draft_.state_unit(labelled.sheet.place(row.line, 3), row.cell(2));
            draft_.add_row(labelled.sheet, row, labelled.side, labelled.meanings, *cell);
        }
        draft_.check_rows(seen, {labelled.sheet.file});
    }

    /// x and unit: a header row, then place, industry and one value.
    void each_labelled_value(const TableFile& file, const auto& take) {
        auto sheet = sheet_of(file, draft_.notes);
        if (!sheet) return draft_.problems.add(std::move(sheet.error()));
        TableDraft::Rows seen;
        TableRows rows(*sheet, draft_.problems);
        TableRow row;
        rows.next(row);
        while (rows.next(row)) {
            if (only_side(row, 2) && table_label(row.cell(0)) == "region") continue;
            if (const auto cell = draft_.row_cell(seen, sheet->place(row.line, 1), row.cell(0), row.cell(1))) take(*sheet, row, *cell);
        }
        draft_.check_rows(seen, {sheet->file});
    }

    void read_output(const TableFile& file) {
        each_labelled_value(file, [&](const TableSheet& sheet, const TableRow& row, int cell) { draft_.add_output(sheet, row, 2, cell); });
    }

    void read_units() {
        const TableFile* const file = file_with_role(files_, "unit");
        if (file == nullptr) return;
        each_labelled_value(*file, [&](const TableSheet& sheet, const TableRow& row, int) { draft_.state_unit(sheet.place(row.line, 3), table_label(row.cell(2))); });
    }

    /// Of the names, else of what metadata.json says in its description.
    int year() const {
        const TableFile* const y = file_with_role(files_, "Y");
        if (const int named = year_of(files_, *y); named > 0) return named;
        const TableFile* const metadata = file_with_role(files_, "metadata");
        if (metadata == nullptr) return 0;
        const std::size_t at = metadata->bytes.find("\"description\"");
        if (at == std::string::npos) return 0;
        return year_in(std::string_view(metadata->bytes).substr(at, metadata->bytes.find('\n', at) - at));
    }

    const std::vector<TableFile>& files_;
    TableDraft draft_;
};

}  // namespace

Result<IoTable> read_labelled_table(const std::vector<TableFile>& files, TableLayout layout) { return LabelledReader(files, layout).read(); }

}  // namespace countervail
