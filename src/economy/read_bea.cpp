// SPDX-License-Identifier: Apache-2.0
// The use table U (commodities × industries), final uses E and the make table V (industries × commodities) of the United
// States' Bureau of Economic Analysis. With V the table is industry by industry under fixed sales structures: with the
// market shares D = V q̂⁻¹, Z = D U, Y = D E and x = V 1 (Miller & Blair 2009, 5.3). Without V a commodity stands for the
// industry of the same code.
#include <Eigen/Core>
#include <algorithm>

#include "base/text.h"
#include "economy/table_layouts.h"

namespace countervail {

namespace {

constexpr int kTitleRows = 15;

bool starts_as(std::string_view code, char letter) {
    return code.size() >= 3 && code.size() <= 6 && code[0] == letter && code[1] >= '0' && code[1] <= '9' && code[2] >= '0' && code[2] <= '9';
}
bool is_final_code(std::string_view code) { return starts_as(code, 'F'); }
bool is_total_code(std::string_view code) { return starts_as(code, 'T') || starts_as(code, 'V'); }
constexpr std::string_view kCommodityOutput = "T007";

/// A sheet of codes on both sides.
struct CodedSheet {
    TableSheet sheet;
    int header_rows = 0, header_line = 0;
    std::vector<std::string> codes, names;       // of columns from the third on
    std::vector<std::string> row_codes, row_names;
    std::vector<int> row_lines;
    std::vector<std::vector<double>> values;     // rows × columns
};

class BeaReader {
  public:
    explicit BeaReader(const std::vector<TableFile>& files) : files_(files), draft_(TableLayout::bea) {}

    Result<IoTable> read() {
        read_files();
        draft_.set_rates(exchange_rates(files_, draft_.problems));
        if (draft_.problems.none() && !use_) draft_.problems.add({files_.empty() ? "the table" : files_.front().name}, "has no use table: no columns of final use (F010, …)", "name the use table at producers' prices, alone or with the make table of the same level");
        if (!draft_.problems.none()) return draft_.problems.take();
        plan();
        if (!draft_.problems.none()) return draft_.problems.take();
        fill();
        draft_.assume_unit({"USD", 1}, "USD million, in which the BEA publishes");
        int year = year_in(use_->sheet.file);
        if (year == 0) year = title_year_;
        return draft_.finish({"bea", "Bureau of Economic Analysis, input-output accounts", year}, {use_->sheet.file});
    }

  private:
    void read_files() {
        for (const TableFile& file : files_) {
            if (has_role(file.name, "exchange-rate")) continue;
            auto sheet = sheet_of(file, draft_.notes);
            if (!sheet) {
                draft_.problems.add(std::move(sheet.error()));
                continue;
            }
            auto coded = read_coded(std::move(*sheet));
            if (!coded) continue;
            const bool use = std::any_of(coded->codes.begin(), coded->codes.end(), is_final_code);
            auto& slot = use ? use_ : make_;
            if (slot) draft_.problems.add({coded->sheet.file}, use ? "is a second use table" : "is a second make table", "name the files of one table");
            else slot = std::move(*coded);
        }
    }

    std::optional<CodedSheet> read_coded(TableSheet sheet) {
        CodedSheet coded{.sheet = std::move(sheet)};
        TableRows rows(coded.sheet, draft_.problems);
        TableRow row;
        std::vector<std::string> before;
        bool more = false;
        while (coded.header_rows < kTitleRows && (more = rows.next(row))) {
            ++coded.header_rows;
            std::vector<std::string> cells;
            for (const std::string_view cell : row.cells) cells.push_back(table_label(cell));
            const auto codes = std::count_if(cells.begin(), cells.end(), [](const std::string& cell) { return is_final_code(cell) || is_total_code(cell); });
            if (codes > 0 && cells.size() > 3) {
                coded.header_line = row.line;
                coded.codes.assign(cells.begin() + 2, cells.end());
                while (!coded.codes.empty() && coded.codes.back().empty()) coded.codes.pop_back();
                break;
            }
            read_title(cells[0], coded.sheet.place(row.line, 1));
            before = std::move(cells);
        }
        if (coded.codes.empty()) {
            if (draft_.problems.none()) draft_.problems.add({coded.sheet.file}, "has no header row of codes (111CA, …, F010, …, T007)", "export the table with codes; see docs/formats/io-table.md");
            return std::nullopt;
        }
        coded.names = before.size() > 2 ? std::vector<std::string>(before.begin() + 2, before.end()) : std::vector<std::string>();
        while (rows.next(row)) read_row(coded, row);
        coded.names.resize(coded.codes.size());
        return coded;
    }

    void read_title(const std::string& title, const Place& where) {
        if (const int year = year_in(title); year > 0) title_year_ = year;
        if (title.find("illion") != std::string::npos && title.find("ollar") != std::string::npos) draft_.state_unit(where, title);
    }

    void read_row(CodedSheet& coded, const TableRow& row) {
        const std::string code = table_label(row.cell(0)), name = table_label(row.cell(1));
        const bool is_names = coded.row_codes.empty() && coded.values.empty() && (code.empty() || code == "IOCode" || code == "Code") && !parse_number(trim(row.cell(2)));
        if (is_names) {
            coded.names.clear();
            for (std::size_t i = 2; i < row.cells.size(); ++i) coded.names.push_back(table_label(row.cells[i]));
            return;
        }
        const bool footnote = row.cells.size() < 3 || std::all_of(row.cells.begin() + 1, row.cells.end(), [](std::string_view cell) { return trim(cell).empty(); });
        if (footnote) return;
        if (code.empty()) return draft_.problems.add(coded.sheet.place(row.line, 1), "has a row without a code", "write the commodity's code in the first column");
        if (std::find(coded.row_codes.begin(), coded.row_codes.end(), code) != coded.row_codes.end()) return draft_.problems.add(coded.sheet.place(row.line, 1), "has the row \"" + code + "\" twice", "delete one, or rename it");
        std::vector<double>& values = coded.values.emplace_back();
        coded.row_codes.push_back(code);
        coded.row_names.push_back(name);
        coded.row_lines.push_back(row.line);
        for (std::size_t i = 0; i < coded.codes.size(); ++i) values.push_back(draft_.number(coded.sheet, row, i + 2).value_or(0));
        for (std::size_t i = coded.codes.size() + 2; i < row.cells.size(); ++i) {
            if (!trim(row.cells[i]).empty()) return draft_.problems.add(coded.sheet.place(row.line, static_cast<int>(i) + 1), "has more cells than the header", "give every row one cell per column");
        }
    }

    void plan() {
        const std::string place = place_of_table("bea", "*");
        for (const bool finals : {false, true}) {
            for (std::size_t i = 0; i < use_->codes.size(); ++i) {
                const std::string& code = use_->codes[i];
                const Place where = use_->sheet.place(use_->header_line, static_cast<int>(i) + 3);
                if (is_total_code(code) || is_final_code(code) != finals) continue;
                const std::string& name = use_->names[i];
                if (finals) draft_.add_final_column(where, place, name.empty() ? code : name);
                else draft_.add_column(where, place, code);
                (finals ? final_columns_ : industry_columns_).push_back(i);
                if (!finals) draft_.name_industry(code, name);
            }
        }
        draft_.close_labels({use_->sheet.file});
        TableDraft::Rows seen;
        for (std::size_t row = 0; row < use_->row_codes.size(); ++row) {
            const std::string& code = use_->row_codes[row];
            if (is_total_code(code)) continue;
            const bool is_industry = std::any_of(industry_columns_.begin(), industry_columns_.end(), [&](std::size_t i) { return use_->codes[i] == code; });
            commodities_.push_back(row);
            if (is_industry) (void)draft_.row_cell(seen, use_->sheet.place(use_->row_lines[row], 1), place, code);
        }
        draft_.check_rows(seen, {use_->sheet.file});
    }

    /// Market shares: industries × commodities of the use table.
    Eigen::MatrixXd shares() {
        const auto industries = static_cast<Eigen::Index>(industry_columns_.size()), commodities = static_cast<Eigen::Index>(commodities_.size());
        Eigen::MatrixXd d = Eigen::MatrixXd::Zero(industries, commodities);
        for (Eigen::Index industry = 0; industry < industries; ++industry) {
            const std::string& code = use_->codes[industry_columns_[static_cast<std::size_t>(industry)]];
            const auto made = make_ ? std::find(make_->row_codes.begin(), make_->row_codes.end(), code) : std::vector<std::string>::iterator();
            if (make_ && made == make_->row_codes.end()) draft_.problems.add({make_->sheet.file}, "has no row for industry \"" + code + "\"", "use and make table must be of the same level and year");
            for (Eigen::Index at = 0; at < commodities; ++at) {
                const std::string& commodity = use_->row_codes[commodities_[static_cast<std::size_t>(at)]];
                if (!make_) {
                    d(industry, at) = code == commodity ? 1 : 0;
                    continue;
                }
                const auto column = std::find(make_->codes.begin(), make_->codes.end(), commodity);
                if (made != make_->row_codes.end() && column != make_->codes.end()) {
                    d(industry, at) = make_->values[static_cast<std::size_t>(made - make_->row_codes.begin())][static_cast<std::size_t>(column - make_->codes.begin())];
                }
            }
        }
        if (make_) {
            made_ = d.rowwise().sum();
            for (Eigen::Index at = 0; at < commodities; ++at) {
                const double total = d.col(at).sum();
                if (total != 0) d.col(at) /= total;
            }
        }
        return d;
    }

    void fill() {
        const Eigen::MatrixXd d = shares();
        const auto commodities = static_cast<Eigen::Index>(commodities_.size());
        const auto columns = static_cast<Eigen::Index>(industry_columns_.size()), finals = static_cast<Eigen::Index>(final_columns_.size());
        Eigen::MatrixXd u(commodities, columns), e(commodities, finals);
        Eigen::VectorXd q = Eigen::VectorXd::Zero(commodities);
        const auto output = std::find(use_->codes.begin(), use_->codes.end(), kCommodityOutput);
        for (Eigen::Index at = 0; at < commodities; ++at) {
            const auto& values = use_->values[commodities_[static_cast<std::size_t>(at)]];
            for (Eigen::Index i = 0; i < columns; ++i) u(at, i) = values[industry_columns_[static_cast<std::size_t>(i)]];
            for (Eigen::Index i = 0; i < finals; ++i) e(at, i) = values[final_columns_[static_cast<std::size_t>(i)]];
            q[at] = output == use_->codes.end() ? u.row(at).sum() + e.row(at).sum() : values[static_cast<std::size_t>(output - use_->codes.begin())];
        }
        draft_.set_flows(d * u, d * e, make_ ? made_ : Eigen::VectorXd(d * q));
        note(d, u);
    }

    void note(const Eigen::MatrixXd& d, const Eigen::MatrixXd& u) {
        const Place whole{use_->sheet.file};
        if (!make_) draft_.notes.push_back({whole, "is a use table alone: each commodity stands for the industry of its code, output is that of the commodity", "give the make table beside it for an industry-by-industry table"});
        for (Eigen::Index at = 0; at < d.cols(); ++at) {
            if (d.col(at).cwiseAbs().sum() > 0) continue;
            draft_.notes.push_back({whole, "no industry makes \"" + use_->row_codes[commodities_[static_cast<std::size_t>(at)]] + "\": purchases of " + readable_number(u.row(at).sum()) + " count as value added of the buyers", {}});
        }
        draft_.notes.push_back({whole, "one country: purchases hold imported goods, and imports are a negative final use", {}});
    }

    const std::vector<TableFile>& files_;
    TableDraft draft_;
    std::optional<CodedSheet> use_, make_;
    std::vector<std::size_t> industry_columns_, final_columns_, commodities_;
    Eigen::VectorXd made_;
    int title_year_ = 0;
};

}  // namespace

Result<IoTable> read_bea_table(const std::vector<TableFile>& files) { return BeaReader(files).read(); }

}  // namespace countervail
