// SPDX-License-Identifier: Apache-2.0
#include "economy/table_sheet.h"

#include <algorithm>

#include "base/text.h"
#include "evidence/grid.h"

namespace countervail {

namespace {

constexpr std::size_t kMaximumColumns = 60'000;
constexpr std::size_t kMaximumQuoted = std::size_t{1} << 16;

char separator_of(std::string_view text) {
    const std::string_view head = text.substr(0, std::min<std::size_t>(text.size(), 4096));
    char best = ',';
    for (const char candidate : {'\t', ';'}) {
        if (std::count(head.begin(), head.end(), candidate) > std::count(head.begin(), head.end(), best)) best = candidate;
    }
    return best;
}

}  // namespace

TableSheet text_sheet(std::string_view text, std::string file) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    return {.file = std::move(file), .text = text};
}

std::string table_label(std::string_view cell) {
    std::string text = trim(cell);
    if (first_invalid_utf8(text) != std::string_view::npos) text = decode_windows_1252(text);
    return text;
}

TableRows::TableRows(const TableSheet& sheet, TableProblems& problems) : sheet_(sheet), problems_(problems), text_(sheet.text) {
    if (!sheet.is_xml) {
        separator_ = separator_of(text_);
        return;
    }
    // Some writers put a namespace prefix before every element.
    if (const std::size_t root = text_.find("worksheet"); root != std::string_view::npos && root > 0 && text_[root - 1] == ':') {
        const std::size_t open = text_.rfind('<', root);
        if (open != std::string_view::npos && root - open < 20) prefix_ = std::string(text_.substr(open + 1, root - open - 1));
    }
    at_ = text_.find("<" + prefix_ + "sheetData");
    if (at_ == std::string_view::npos) {
        at_ = text_.size();
        broken(0, "has no cells", "save the workbook again");
    }
}

bool TableRows::next(TableRow& row) {
    row.cells.clear();
    scratch_.clear();
    while (!problems_.full() && (sheet_.is_xml ? next_of_xml(row) : next_of_text(row))) {
        if (std::any_of(row.cells.begin(), row.cells.end(), [](std::string_view cell) { return !cell.empty(); })) return true;
        row.cells.clear();
    }
    return false;
}

bool TableRows::broken(int line, std::string what, std::string hint) {
    problems_.add(sheet_.place(line), std::move(what), std::move(hint));
    at_ = text_.size();
    return false;
}

bool TableRows::next_of_text(TableRow& row) {
    if (at_ >= text_.size()) return false;
    row.line = line_;
    while (read_cell(row)) {
        if (row.cells.size() > kMaximumColumns) return broken(row.line, "has more than " + std::to_string(kMaximumColumns) + " columns", "keep one table in the file");
        if (at_ >= text_.size()) return true;
        const char end = text_[at_++];
        if (end == separator_ && at_ < text_.size()) continue;
        if (end == separator_) row.cells.emplace_back();
        if (end == '\n') ++line_;
        return true;
    }
    return false;
}

/// Leaves `at_` on the separator, on the line end, or at the end.
bool TableRows::read_cell(TableRow& row) {
    if (at_ < text_.size() && text_[at_] == '"') return read_quoted(row);
    const std::size_t start = at_;
    while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n') ++at_;
    std::string_view cell = text_.substr(start, at_ - start);
    if (cell.ends_with('\r')) cell.remove_suffix(1);
    row.cells.push_back(cell);
    return true;
}

bool TableRows::read_quoted(TableRow& row) {
    const int opened = line_;
    const std::size_t start = ++at_;
    bool doubled = false;
    while (true) {
        const std::size_t end = text_.find('"', at_);
        if (end == std::string_view::npos || end - start > kMaximumQuoted) return broken(opened, "opens a quotation mark that is never closed", "close the cell with \"");
        line_ += static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_), text_.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
        at_ = end + 1;
        if (at_ >= text_.size() || text_[at_] != '"') {
            row.cells.push_back(text_.substr(start, end - start));
            break;
        }
        doubled = true;
        ++at_;
    }
    if (doubled) {
        const std::string_view raw = row.cells.back();
        std::string& once = scratch_.emplace_back();
        for (std::size_t i = 0; i < raw.size(); ++i) {
            once += raw[i];
            if (raw[i] == '"') ++i;
        }
        row.cells.back() = once;
    }
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n') {
        return broken(line_, "has text behind the closing quotation mark of a cell", "double a quotation mark that belongs to the text: \"\"");
    }
    return true;
}

}  // namespace countervail
