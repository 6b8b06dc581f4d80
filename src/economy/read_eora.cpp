// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "economy/table_layouts.h"

namespace countervail {

namespace {

struct EoraLabel {
    std::string place, name;
    int line = 0;
};

class EoraReader {
  public:
    explicit EoraReader(const std::vector<TableFile>& files) : files_(files), draft_(TableLayout::eora) {}

    Result<IoTable> read() {
        const TableFile* const t = matrix_file("T");
        const TableFile* const fd = matrix_file("FD");
        const TableFile* const labels_t = labels_file("T");
        const TableFile* const labels_fd = labels_file("FD");
        const std::string any = files_.empty() ? "the table" : files_.front().name;
        const auto need = [&](const TableFile* file, const char* name) {
            if (file == nullptr) draft_.problems.add({any}, std::string("has no file ") + name + " beside it", "put the unpacked files of one year and those of indices.zip in one folder");
        };
        need(t, "…_T.txt");
        need(fd, "…_FD.txt");
        need(labels_t, "labels_T.txt");
        need(labels_fd, "labels_FD.txt");
        draft_.set_rates(exchange_rates(files_, draft_.problems));
        if (!draft_.problems.none()) return draft_.problems.take();
        const auto cells = labels(*labels_t), finals = labels(*labels_fd);
        for (const EoraLabel& label : cells) draft_.add_column({labels_t->name, label.line}, label.place, label.name);
        for (const EoraLabel& label : finals) draft_.add_final_column({labels_fd->name, label.line}, label.place, label.name);
        draft_.close_labels({labels_t->name});
        if (!draft_.problems.none()) return draft_.problems.take();
        std::vector<ColumnMeaning> square, final;
        for (int i = 0; i < draft_.columns(); ++i) square.push_back({ColumnMeaning::cell, draft_.cell_of_column(i)});
        for (int i = 0; i < draft_.final_columns(); ++i) final.push_back({ColumnMeaning::final, draft_.final_of_column(i)});
        read_matrix(*t, cells, square);
        read_matrix(*fd, cells, final);
        draft_.assume_unit({"USD", 1e-3}, "thousand USD, in which Eora is published");
        return draft_.finish({"eora", "Eora26", year_of(files_, *t)}, {t->name});
    }

  private:
    const TableFile* matrix_file(std::string_view role) const {
        for (const TableFile& file : files_) {
            if (has_role(file.name, role) && !table_file_stem(file.name).starts_with("labels")) return &file;
        }
        return nullptr;
    }
    const TableFile* labels_file(std::string_view role) const {
        for (const TableFile& file : files_) {
            if (has_role(file.name, role) && table_file_stem(file.name).starts_with("labels")) return &file;
        }
        return nullptr;
    }

    /// Place by name, place by code, kind of entity, industry or use.
    std::vector<EoraLabel> labels(const TableFile& file) {
        std::vector<EoraLabel> found;
        const TableSheet sheet = text_sheet(file.bytes, file.name);
        TableRows rows(sheet, draft_.problems);
        TableRow row;
        while (rows.next(row)) {
            if (row.cells.size() < 4) {
                draft_.problems.add(sheet.place(row.line), "has " + std::to_string(row.cells.size()) + " columns where four are needed", "place, its code, kind and industry, separated by tabs");
                continue;
            }
            found.push_back({table_label(row.cell(1)), table_label(row.cell(3)), row.line});
        }
        return found;
    }

    void read_matrix(const TableFile& file, const std::vector<EoraLabel>& cells, const std::vector<ColumnMeaning>& meanings) {
        const TableSheet sheet = text_sheet(file.bytes, file.name);
        TableDraft::Rows seen;
        TableRows rows(sheet, draft_.problems);
        TableRow row;
        std::size_t at = 0;
        while (rows.next(row)) {
            if (at == cells.size()) {
                draft_.problems.add(sheet.place(row.line), "has more rows than the " + std::to_string(cells.size()) + " labels of labels_T.txt", "labels and matrix must be of the same release");
                return;
            }
            const EoraLabel& label = cells[at++];
            if (const auto cell = draft_.row_cell(seen, sheet.place(row.line), label.place, label.name)) draft_.add_row(sheet, row, 0, meanings, *cell);
        }
        if (at < cells.size()) draft_.problems.add({file.name}, "has " + std::to_string(at) + " rows where labels_T.txt has " + std::to_string(cells.size()) + " labels", "labels and matrix must be of the same release; is the file cut off?");
    }

    const std::vector<TableFile>& files_;
    TableDraft draft_;
};

}  // namespace

Result<IoTable> read_eora_table(const std::vector<TableFile>& files) { return EoraReader(files).read(); }

}  // namespace countervail
