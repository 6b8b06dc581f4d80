// SPDX-License-Identifier: Apache-2.0
#include "economy/table_draft.h"

#include <algorithm>
#include <cmath>

#include "base/library.h"
#include "base/text.h"
#include "evidence/csv.h"

namespace countervail {

namespace {

constexpr double kLargestFlow = 1e16;          // a hundred million times the world's product in USD million
constexpr std::size_t kMaximumCellsOfTable = 12'000;
constexpr std::size_t kMaximumValues = 150'000'000;
constexpr std::size_t kNamedPlaces = 10;      // whose other spelling a note gives one by one
constexpr std::size_t kMaximumFinal = 60'000'000;

const char* layout_word(TableLayout layout) {
    switch (layout) {
        case TableLayout::wiod: return "wiod";
        case TableLayout::icio: return "icio";
        case TableLayout::exiobase: return "exiobase";
        case TableLayout::eora: return "eora";
        case TableLayout::bea: return "bea";
        case TableLayout::plain: break;
    }
    return "plain";
}

using PlaceWords = std::map<std::pair<std::string, std::string>, std::string>;

PlaceWords read_place_words() {
    PlaceWords words;
    const Library library = Library::embedded();
    const LibraryFile* const file = library.find("data/economy/places-of-tables.csv");
    if (file == nullptr) return words;
    const auto grid = read_csv(file->text, file->path);
    if (!grid) return words;
    for (std::size_t i = 1; i < grid->rows.size(); ++i) {
        const auto& row = grid->rows[i];
        if (row.size() == 3) words[{row[0].text, row[1].text}] = row[2].text;
    }
    return words;
}

bool blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

std::string in_quotes(std::string_view text) {
    constexpr std::size_t kShown = 60;
    return "\"" + table_label(text.substr(0, kShown)) + (text.size() > kShown ? "…" : "") + "\"";
}

/// Why a cell is no number, and the remedy.
std::string remedy_of_number(std::string_view text) {
    if (text.find(',') != std::string_view::npos && text.find('.') == std::string_view::npos) return "write a point as decimal mark and no thousands separators";
    if (text.find_first_of(", '") != std::string_view::npos) return "write numbers without thousands separators: 1234.5";
    return "write a plain number, 0 where nothing flows";
}

}  // namespace

std::string place_of_table(std::string_view layout, std::string_view written) {
    static const PlaceWords kWords = read_place_words();
    const auto found = kWords.find({std::string(layout), std::string(written)});
    return found == kWords.end() ? std::string(written) : found->second;
}

int year_in(std::string_view text) {
    int year = 0;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i;
        while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
        if (end - i == 4) {
            const int found = static_cast<int>(parse_number(text.substr(i, 4)).value_or(0));
            if (found >= 1960 && found <= 2100) year = found;
        }
        i = std::max(end, i + 1);
    }
    return year;
}

std::string table_file_stem(std::string_view name) {
    if (name.ends_with(']')) name.remove_suffix(1);
    if (const std::size_t slash = name.find_last_of("/\\["); slash != std::string_view::npos) name.remove_prefix(slash + 1);
    return std::string(name.substr(0, name.rfind('.')));
}

TableDraft::TableDraft(TableLayout layout) : layout_(layout) {}

int TableDraft::place_index(std::string_view place) {
    const std::string known = place_of_table(layout_word(layout_), place);
    const auto [at, is_new] = place_at_.try_emplace(known, static_cast<int>(places_.size()));
    if (is_new) places_.push_back(known);
    return at->second;
}

void TableDraft::add_column(const Place& where, std::string_view place, std::string_view industry) {
    if (place.empty() || industry.empty()) return problems.add(where, "has a column without a place or an industry", "every column of the square needs both");
    const auto [at, is_new] = columns_seen_.try_emplace({std::string(place), std::string(industry)}, 0, 0);
    if (!is_new) return problems.add(where, "has " + in_quotes(place) + ", " + in_quotes(industry) + " twice among its columns", "delete one, or rename it");
    const int place_at = place_index(place);
    const auto [known, new_industry] = industry_at_.try_emplace(std::string(industry), static_cast<int>(industries_.size()));
    if (new_industry) {
        industries_.emplace_back(industry);
        names_.emplace_back(industry);
    }
    at->second = {place_at, known->second};
    column_cell_.push_back(at->second);
    if (places_[static_cast<std::size_t>(place_at)] != place) joined_.insert(std::string(place) + " as " + places_[static_cast<std::size_t>(place_at)]);
}

void TableDraft::name_industry(std::string_view industry, std::string_view name) {
    const auto at = industry_at_.find(industry);
    if (at != industry_at_.end() && !name.empty()) names_[static_cast<std::size_t>(at->second)] = name;
}

void TableDraft::add_final_column(const Place& where, std::string_view place, std::string_view use) {
    if (place.empty() || use.empty()) return problems.add(where, "has a column of final demand without a place or a use", "every column of final demand needs both");
    if (!finals_seen_.insert({std::string(place), std::string(use)}).second) {
        return problems.add(where, "has " + in_quotes(place) + ", " + in_quotes(use) + " twice among its columns", "delete one, or rename it");
    }
    const std::string known = place_of_table(layout_word(layout_), place);
    const auto at = place_at_.find(known);
    if (at == place_at_.end()) return problems.add(where, "has final demand of " + in_quotes(place) + ", where no industry is", did_you_mean(known, places_).empty() ? "name the place as the industries do" : did_you_mean(known, places_));
    const auto [use_at, is_new] = use_at_.try_emplace(std::string(use), static_cast<int>(uses_.size()));
    if (is_new) uses_.emplace_back(use);
    final_cell_.emplace_back(at->second, use_at->second);
}

void TableDraft::close_labels(const Place& whole) {
    if (column_cell_.empty()) return problems.add(whole, "has no industry columns", "see docs/formats/io-table.md for the layouts that are read");
    const std::size_t cells = places_.size() * industries_.size();
    if (cells > kMaximumCellsOfTable || cells * places_.size() * uses_.size() > kMaximumFinal) {
        return problems.add(whole, "has " + std::to_string(places_.size()) + " places × " + std::to_string(industries_.size()) + " industries, more than can be held",
                            "check the labels, or aggregate the table");
    }
    std::set<std::pair<int, int>> have(column_cell_.begin(), column_cell_.end());
    std::size_t completed = 0;
    for (int place = 0; place < static_cast<int>(places_.size()); ++place) {
        const auto first = have.lower_bound({place, 0});
        const auto count = std::distance(first, have.lower_bound({place + 1, 0}));
        if (count == 1 && industries_.size() > 1) completed += industries_.size() - 1;
        for (int industry = 0; count != 1 && industry < static_cast<int>(industries_.size()); ++industry) {
            if (have.contains({place, industry})) continue;
            problems.add(whole, "has no column for " + in_quotes(industries_[static_cast<std::size_t>(industry)]) + " in " + in_quotes(places_[static_cast<std::size_t>(place)]),
                         "every place needs the same industries; check the spelling of the label");
        }
    }
    std::set<std::pair<int, int>> finals(final_cell_.begin(), final_cell_.end());
    std::set<int> with_final;
    for (const auto& [place, use_of] : finals) with_final.insert(place);
    for (const int place : with_final) {
        for (int use_of = 0; use_of < static_cast<int>(uses_.size()); ++use_of) {
            if (finals.contains({place, use_of})) continue;
            problems.add(whole, "has no final demand column " + in_quotes(uses_[static_cast<std::size_t>(use_of)]) + " for " + in_quotes(places_[static_cast<std::size_t>(place)]),
                         "every place needs the same final uses; check the spelling of the label");
        }
    }
    if (completed > 0) notes.push_back({whole, std::to_string(completed) + " cells are kept without output, of places that the file has as one industry only", {}});
    if (joined_.size() > kNamedPlaces) notes.push_back({whole, std::to_string(joined_.size()) + " places go by the codes of data/economy/places-of-tables.csv", {}});
    else if (!joined_.empty()) notes.push_back({whole, "read " + join({joined_.begin(), joined_.end()}, ", "), {}});
    if (!problems.none()) return;
    rows_.resize(cells);
    buffer_.assign(cells, 0);
    final_ = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(cells), static_cast<Eigen::Index>(places_.size() * uses_.size()));
    output_ = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(cells));
}

int TableDraft::cell_of_column(int column) const {
    const auto [place, industry] = column_cell_[static_cast<std::size_t>(column)];
    return place * static_cast<int>(industries_.size()) + industry;
}

int TableDraft::final_of_column(int column) const {
    const auto [place, use_of] = final_cell_[static_cast<std::size_t>(column)];
    return place * static_cast<int>(uses_.size()) + use_of;
}

int TableDraft::use(std::string_view name) const {
    const auto at = use_at_.find(name);
    return at == use_at_.end() ? -1 : at->second;
}

std::optional<int> TableDraft::row_cell(Rows& rows, const Place& where, std::string_view place, std::string_view industry) {
    const Label label{table_label(place), table_label(industry)};
    const auto column = columns_seen_.find(label);
    if (column == columns_seen_.end()) {
        const bool known_place = place_at_.contains(place_of_table(layout_word(layout_), label.first));
        std::string hint = known_place ? did_you_mean(label.second, industries_) : did_you_mean(label.first, places_);
        problems.add(where, "has a row " + in_quotes(label.first) + ", " + in_quotes(label.second) + " without a column of that name", hint.empty() ? "rows and columns of the square must have the same labels" : std::move(hint));
        return std::nullopt;
    }
    if (!rows.seen.insert(label).second) {
        problems.add(where, "has the row " + in_quotes(label.first) + ", " + in_quotes(label.second) + " twice", "delete one, or rename it");
        return std::nullopt;
    }
    return column->second.first * static_cast<int>(industries_.size()) + column->second.second;
}

void TableDraft::check_rows(const Rows& rows, const Place& whole) {
    for (const auto& [label, cell] : columns_seen_) {
        if (!rows.seen.contains(label)) problems.add(whole, "has a column " + in_quotes(label.first) + ", " + in_quotes(label.second) + " without a row of that name", "rows and columns must have the same labels; is the file cut off?");
        if (problems.full()) return;
    }
}

std::optional<double> TableDraft::number(const TableSheet& sheet, const TableRow& row, std::size_t column) {
    std::string_view text = row.cell(column);
    if (const auto value = parse_number(text); value && std::abs(*value) <= kLargestFlow) return value;
    while (!text.empty() && (text.front() == ' ' || text.front() == '\r')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
    const bool nothing = blank(text) || text == "---" || text == "...";
    if (nothing && layout_ == TableLayout::bea) return 0.0;
    const Place where = sheet.place(row.line, static_cast<int>(column) + 1);
    if (const auto value = parse_number(text)) {
        if (std::abs(*value) <= kLargestFlow) return value;
        problems.add(where, in_quotes(text) + " is too large for a flow of money", "check the unit and the digits");
    } else if (nothing) {
        problems.add(where, "has an empty cell in the column " + std::to_string(column + 1), "write 0 where nothing flows; is the row cut off?");
    } else {
        problems.add(where, in_quotes(text) + " is not a number", remedy_of_number(text));
    }
    return std::nullopt;
}

void TableDraft::add_row(const TableSheet& sheet, const TableRow& row, std::size_t first, const std::vector<ColumnMeaning>& meanings, int cell) {
    if (rows_.empty()) return;
    for (std::size_t column = first + meanings.size(); column < row.cells.size(); ++column) {
        if (!blank(row.cells[column])) {
            return problems.add(sheet.place(row.line, static_cast<int>(column) + 1), "has " + std::to_string(row.cells.size()) + " cells where the header has " + std::to_string(first + meanings.size()),
                                "give every row one cell per column");
        }
    }
    bool touched = false;
    std::size_t bad = 0;
    for (std::size_t i = 0; i < meanings.size(); ++i) {
        const ColumnMeaning meaning = meanings[i];
        if (meaning.kind == ColumnMeaning::ignored) continue;
        const std::string_view text = row.cell(first + i);
        if (text == "0") continue;
        const auto value = number(sheet, row, first + i);
        // A row that is cut off says so once, not once a column.
        if (!value && (first + i >= row.cells.size() || ++bad >= 5)) return;
        if (!value || *value == 0) continue;
        switch (meaning.kind) {
            case ColumnMeaning::cell:
                buffer_[static_cast<std::size_t>(meaning.index)] += *value;
                touched = true;
                break;
            case ColumnMeaning::final: final_(cell, meaning.index) += *value; break;
            case ColumnMeaning::own_final:
                final_(cell, cell / static_cast<int>(industries_.size()) * static_cast<int>(uses_.size()) + meaning.index) += *value;
                break;
            case ColumnMeaning::output:
                output_[cell] += *value;
                has_output_ = true;
                break;
            case ColumnMeaning::ignored: break;
        }
    }
    for (const ColumnMeaning& meaning : meanings) has_output_ = has_output_ || meaning.kind == ColumnMeaning::output;
    if (!touched) return;
    auto& kept = rows_[static_cast<std::size_t>(cell)];
    for (const auto& [other, value] : kept) buffer_[static_cast<std::size_t>(other)] += value;
    values_ -= kept.size();
    kept.clear();
    for (std::size_t other = 0; other < buffer_.size(); ++other) {
        if (buffer_[other] == 0) continue;
        kept.emplace_back(static_cast<int>(other), buffer_[other]);
        buffer_[other] = 0;
    }
    values_ += kept.size();
    if (values_ > kMaximumValues) problems.add({sheet.file}, "has more than " + std::to_string(kMaximumValues) + " flows", "aggregate the table");
}

void TableDraft::add_output(const TableSheet& sheet, const TableRow& row, std::size_t column, int cell) {
    if (rows_.empty()) return;
    has_output_ = true;
    if (const auto value = number(sheet, row, column)) output_[cell] += *value;
}

void TableDraft::add_output_below(const TableSheet& sheet, const TableRow& row, std::size_t column, int cell) {
    if (rows_.empty()) return;
    if (below_.size() == 0) below_ = Eigen::VectorXd::Zero(output_.size());
    if (const auto value = number(sheet, row, column)) below_[cell] += *value;
}

void TableDraft::set_flows(const Eigen::MatrixXd& flows, const Eigen::MatrixXd& final_demand, const Eigen::VectorXd& output) {
    if (rows_.empty()) return;
    values_ = 0;
    for (Eigen::Index row = 0; row < flows.rows(); ++row) {
        auto& kept = rows_[static_cast<std::size_t>(row)];
        kept.clear();
        for (Eigen::Index column = 0; column < flows.cols(); ++column) {
            if (flows(row, column) != 0) kept.emplace_back(static_cast<int>(column), flows(row, column));
        }
        values_ += kept.size();
    }
    final_ = final_demand;
    output_ = output;
    has_output_ = true;
}

void TableDraft::state_unit(const Place& where, std::string_view text) {
    const auto unit = parse_money_unit(text);
    if (!unit) return problems.add(where, in_quotes(text) + " is no unit of money", "only monetary tables are read: all rows in one currency, e.g. Mill USD");
    if (!unit_) unit_ = {*unit, std::string(text)};
    else if (unit_->first.currency != unit->currency || unit_->first.millions != unit->millions) problems.add(where, "states " + in_quotes(text) + " after " + in_quotes(unit_->second), "use one unit throughout");
}

}  // namespace countervail
