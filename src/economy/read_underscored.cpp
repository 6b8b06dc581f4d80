// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "base/text.h"
#include "economy/table_layouts.h"

namespace countervail {

namespace {

struct Split {
    std::string first, second;
};

std::optional<Split> split_label(std::string_view label) {
    const std::size_t at = label.find('_');
    if (at == std::string_view::npos || at == 0 || at + 1 == label.size()) return std::nullopt;
    return Split{std::string(label.substr(0, at)), std::string(label.substr(at + 1))};
}

bool is_output_word(std::string_view label) {
    constexpr std::array<std::string_view, 5> kWords{"OUT", "OUTPUT", "TOTAL", "TOT", "output"};
    return std::find(kWords.begin(), kWords.end(), label) != kWords.end();
}

/// Gap between a row's sales and its output that the source books apart.
bool is_discrepancy_word(std::string_view label) { return label == "DISC" || label == "DISCREPANCY"; }

struct Part {
    TableSheet sheet;
    std::vector<std::string> columns, rows;     // labels as the file has them, without the corner
    std::vector<ColumnMeaning> meanings;
};

class UnderscoredReader {
  public:
    UnderscoredReader(const std::vector<TableFile>& files, TableLayout layout) : files_(files), draft_(layout) {}

    Result<IoTable> read() {
        for (const TableFile& file : files_) {
            if (!has_role(file.name, "exchange-rate")) read_labels(file);
        }
        draft_.set_rates(exchange_rates(files_, draft_.problems));
        if (parts_.empty()) draft_.problems.add({files_.empty() ? "the table" : files_.front().name}, "has no rows", "is the file cut off?");
        if (!draft_.problems.none()) return draft_.problems.take();
        sort_codes();
        for (Part& part : parts_) plan_cells(part);
        for (Part& part : parts_) plan_final(part);
        draft_.close_labels({parts_.front().sheet.file});
        if (!draft_.problems.none()) return draft_.problems.take();
        for (Part& part : parts_) resolve(part);
        for (const Part& part : parts_) read_rows(part);
        draft_.check_rows(square_, {parts_.front().sheet.file});
        const bool icio = draft_.layout() == TableLayout::icio;
        draft_.assume_unit({"USD", 1}, icio ? "USD million, in which the OECD publishes" : "USD million, in which WIOD is published");
        return draft_.finish({icio ? "icio" : "wiod", icio ? "OECD Inter-Country Input-Output Tables" : "World Input-Output Database", year_of(files_, files_.front())}, {parts_.front().sheet.file});
    }

  private:
    void read_labels(const TableFile& file) {
        auto sheet = sheet_of(file, draft_.notes);
        if (!sheet) return draft_.problems.add(std::move(sheet.error()));
        Part part{std::move(*sheet), {}, {}, {}};
        TableRows rows(part.sheet, draft_.problems);
        TableRow row;
        while (rows.next(row)) {
            if (part.columns.empty()) {
                for (std::size_t i = 1; i < row.cells.size(); ++i) part.columns.push_back(table_label(row.cells[i]));
                while (!part.columns.empty() && part.columns.back().empty()) part.columns.pop_back();
            } else {
                part.rows.push_back(table_label(row.cell(0)));
            }
        }
        if (!part.columns.empty() && !part.rows.empty()) parts_.push_back(std::move(part));
    }

    /// An industry's code stands on both sides of the square; what stands on one side only is a final use or a row of taxes
    /// and value added.
    void sort_codes() {
        std::set<std::string> columns, rows;
        for (const Part& part : parts_) {
            for (const std::string& label : part.columns) {
                if (const auto split = split_label(label)) columns.insert(split->second);
            }
            for (const std::string& label : part.rows) {
                if (const auto split = split_label(label)) {
                    rows.insert(split->second);
                    places_.insert(split->first);
                }
            }
        }
        std::set_intersection(columns.begin(), columns.end(), rows.begin(), rows.end(), std::inserter(codes_, codes_.end()));
    }

    Place header(const Part& part, std::size_t column) const { return part.sheet.place(1, static_cast<int>(column) + 2); }

    void plan_cells(Part& part) {
        part.meanings.resize(part.columns.size());
        for (std::size_t i = 0; i < part.columns.size(); ++i) {
            const auto split = split_label(part.columns[i]);
            if (!split || !codes_.contains(split->second)) continue;
            part.meanings[i] = {ColumnMeaning::cell, draft_.columns()};
            const int before = draft_.columns();
            draft_.add_column(header(part, i), split->first, split->second);
            if (draft_.columns() == before) part.meanings[i].kind = ColumnMeaning::ignored;
        }
    }

    void plan_final(Part& part) {
        bool output = false;
        for (std::size_t i = 0; i < part.columns.size(); ++i) {
            if (part.meanings[i].kind == ColumnMeaning::cell) continue;
            const std::string& label = part.columns[i];
            const auto split = split_label(label);
            if (split && codes_.contains(split->second)) continue;   // a repeated column, already told
            if (split) {
                // Older editions write USE_PLACE, later ones PLACE_USE.
                const bool use_first = !places_.contains(split->first) && places_.contains(split->second);
                const int before = draft_.final_columns();
                draft_.add_final_column(header(part, i), use_first ? split->second : split->first, use_first ? split->first : split->second);
                if (draft_.final_columns() > before) part.meanings[i] = {ColumnMeaning::final, before};
            } else if (is_output_word(label) && !output) {
                output = true;
                part.meanings[i].kind = ColumnMeaning::output;
            } else if (is_discrepancy_word(label)) {
                discrepancy_ = true;
                part.meanings[i].kind = ColumnMeaning::own_final;
            } else {
                draft_.problems.add(header(part, i), "has a column \"" + label + "\" that is neither PLACE_industry nor PLACE_use", "see docs/formats/io-table.md");
            }
        }
        if (!discrepancy_ || discrepancy_planned_) return;
        discrepancy_planned_ = true;
        std::set<std::string> with_cells;
        for (const std::string& label : part.columns) {
            const auto split = split_label(label);
            if (!split || !codes_.contains(split->second)) continue;
            const std::string place = place_of_table(draft_.layout() == TableLayout::icio ? "icio" : "wiod", split->first);
            if (with_cells.insert(place).second) draft_.add_final_column(header(part, 0), place, "DISC");
        }
        draft_.notes.push_back({{part.sheet.file}, "the source's statistical discrepancy is kept as a final use DISC at the place of the seller", {}});
    }

    void resolve(Part& part) const {
        for (ColumnMeaning& meaning : part.meanings) {
            if (meaning.kind == ColumnMeaning::cell) meaning.index = draft_.cell_of_column(meaning.index);
            if (meaning.kind == ColumnMeaning::final) meaning.index = draft_.final_of_column(meaning.index);
            if (meaning.kind == ColumnMeaning::own_final) meaning.index = draft_.use("DISC");
        }
    }

    void read_rows(const Part& part) {
        const auto has = [&](ColumnMeaning::Kind kind) {
            return std::any_of(part.meanings.begin(), part.meanings.end(), [&](const ColumnMeaning& meaning) { return meaning.kind == kind; });
        };
        TableDraft::Rows own;
        TableDraft::Rows& seen = has(ColumnMeaning::cell) ? square_ : own;
        TableRows rows(part.sheet, draft_.problems);
        TableRow row;
        rows.next(row);
        while (rows.next(row)) {
            const std::string label = table_label(row.cell(0));
            const auto split = split_label(label);
            if (!split || !codes_.contains(split->second)) {
                if (is_output_word(label) && has(ColumnMeaning::cell)) read_output_row(part, row, has(ColumnMeaning::output));
                continue;
            }
            if (const auto cell = draft_.row_cell(seen, part.sheet.place(row.line, 1), split->first, split->second)) draft_.add_row(part.sheet, row, 1, part.meanings, *cell);
        }
        if (&seen == &own) draft_.check_rows(own, {part.sheet.file});
    }

    void read_output_row(const Part& part, const TableRow& row, bool known) {
        for (std::size_t i = 0; i < part.meanings.size(); ++i) {
            if (part.meanings[i].kind != ColumnMeaning::cell) continue;
            if (known) draft_.add_output_below(part.sheet, row, i + 1, part.meanings[i].index);
            else draft_.add_output(part.sheet, row, i + 1, part.meanings[i].index);
        }
    }

    const std::vector<TableFile>& files_;
    TableDraft draft_;
    std::vector<Part> parts_;
    std::set<std::string> codes_, places_;
    TableDraft::Rows square_;
    bool discrepancy_ = false, discrepancy_planned_ = false;
};

}  // namespace

Result<IoTable> read_underscored_table(const std::vector<TableFile>& files, TableLayout layout) { return UnderscoredReader(files, layout).read(); }

}  // namespace countervail
