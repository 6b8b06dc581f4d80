// SPDX-License-Identifier: Apache-2.0
#include "statistics/statistics_sheet_columns.h"

#include <algorithm>

#include "base/text.h"
#include "statistics/brief_text.h"

namespace countervail {

namespace {

/// Lower case, '_' as a space, runs of spaces as one, none at the ends; a byte order mark is dropped.
std::string column_key(std::string_view name) {
    if (name.starts_with("\xEF\xBB\xBF")) name.remove_prefix(3);
    std::string key;
    for (const char c : name) {
        const char plain = c == '_' || c == '\n' || c == '\r' || c == '\t' ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        if (plain != ' ' || (!key.empty() && key.back() != ' ')) key += plain;
    }
    if (!key.empty() && key.back() == ' ') key.pop_back();
    return key;
}

}  // namespace

std::optional<int> leading_year(std::string_view text) {
    std::string year = trim(text);
    if (year.starts_with("YR") || year.starts_with("yr")) year.erase(0, 2);
    const std::size_t end = year.find_first_not_of("0123456789");
    const std::string digits = year.substr(0, end);
    if (digits.size() != 4) return std::nullopt;
    const std::string behind = end == std::string::npos ? "" : trim(year.substr(end));
    const bool remark = behind.empty() || behind.starts_with("[") || behind == ".0";
    const int number = std::stoi(digits);
    return remark && number >= 1800 && number <= 2200 ? std::optional<int>(number) : std::nullopt;
}

StatisticsColumns::StatisticsColumns(const Grid& grid, std::size_t header_row) : grid_(&grid), header_(header_row) {
    const auto& header = grid.rows[header_row];
    for (std::size_t c = 0; c < header.size(); ++c) {
        columns_.try_emplace(column_key(header[c].text), c);
        if (const auto year = leading_year(header[c].text)) years_.emplace_back(*year, c);
    }
}

std::optional<std::size_t> StatisticsColumns::column(std::string_view name) const {
    const auto found = columns_.find(column_key(name));
    return found == columns_.end() ? std::nullopt : std::optional<std::size_t>(found->second);
}

std::vector<std::string> StatisticsColumns::names() const {
    std::vector<std::string> names;
    for (const auto& [name, column] : columns_) names.push_back(brief_text(name));
    return names;
}

std::string StatisticsColumns::text(std::size_t row, std::size_t column) const {
    const auto& cells = grid_->rows[row];
    return column < cells.size() ? trim(cells[column].text) : std::string();
}

std::string StatisticsColumns::text(std::size_t row, std::string_view name) const {
    const auto at = column(name);
    return at ? text(row, *at) : std::string();
}

int StatisticsColumns::line(std::size_t row) const { return grid_->rows[row].empty() ? 0 : grid_->rows[row].front().line; }

std::optional<std::size_t> header_row(const Grid& grid, std::initializer_list<std::string_view> names) {
    for (std::size_t r = 0; r < std::min<std::size_t>(grid.rows.size(), 40); ++r) {
        const bool all = std::ranges::all_of(names, [&](std::string_view name) {
            return std::ranges::any_of(grid.rows[r], [&](const GridCell& cell) { return column_key(cell.text) == column_key(name); });
        });
        if (all) return r;
    }
    return std::nullopt;
}

void StatisticsProblems::error(Place where, std::string what, std::string hint) {
    if (!full()) errors_.push_back({std::move(where), std::move(what), std::move(hint)});
}

void StatisticsProblems::warn(Place where, std::string what, std::string hint) {
    if (warnings_.size() < kMost) warnings_.push_back({std::move(where), std::move(what), std::move(hint)});
    else ++more_;
}

StatisticsPlace StatisticsProblems::place(const StatisticsPlaceNames& names, const std::string& name, const std::string& code, const Place& where) {
    const StatisticsPlace by_name = names.of_name(name), by_code = names.of_code(code);
    if (by_name.kind == StatisticsPlaceKind::unknown && by_code.kind == StatisticsPlaceKind::unknown) {
        Counted& counted = unknown_[name.empty() ? code : name];
        if (counted.count++ == 0) counted.first = where;
        return {};
    }
    if (by_name.kind != StatisticsPlaceKind::unknown && by_code.kind != StatisticsPlaceKind::unknown && by_name.place != by_code.place) {
        Counted& counted = contradicting_[name + " " + code];
        if (counted.count++ == 0) {
            counted.first = where;
            counted.what = "\"" + brief_text(name) + "\" is " + by_name.place + ", but the file codes it " + by_code.place;
            counted.hint = "the name was followed; tell the publisher";
        }
    }
    return by_name.kind == StatisticsPlaceKind::unknown ? by_code : by_name;
}

std::vector<Error> StatisticsProblems::take_warnings(const StatisticsPlaceNames& names) {
    std::vector<Error> all = std::move(warnings_);
    const auto figures = [](int count) { return count == 1 ? std::string(" (1 figure)") : " (" + std::to_string(count) + " figures)"; };
    for (auto& [key, counted] : contradicting_) all.push_back({counted.first, counted.what + figures(counted.count), counted.hint});
    for (const auto& [name, counted] : unknown_) {
        if (all.size() >= 2 * kMost) {
            ++more_;
            continue;
        }
        const std::string near = names.near(name);
        all.push_back({counted.first, "\"" + brief_text(name) + "\" is no place that is known" + figures(counted.count),
                       (near.empty() ? std::string() : near + " ") + "add the name to data/statistics/place-names.csv"});
    }
    if (more_ > 0)
        all.push_back(
            {{file_}, std::to_string(more_) + " more warnings of the same kinds are not listed", "correct those listed, then read the file again"});
    return all;
}

}  // namespace countervail
