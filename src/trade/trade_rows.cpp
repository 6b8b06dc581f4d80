// SPDX-License-Identifier: Apache-2.0
#include "trade/trade_rows.h"

#include <algorithm>
#include <deque>

#include "base/text.h"
#include "evidence/json.h"
#include "trade/text_source.h"

namespace countervail {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{4} << 20;
constexpr std::size_t kPieceRows = 16'384;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r";
    const auto begin = text.find_first_not_of(kBlank);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

/// Cells of the rows of a text, one row after the other.
class LineScanner {
  public:
    LineScanner(std::string_view text, char separator, int line) : text_(text), separator_(separator), line_(line) {}

    /// Skips blank lines. False at the end of the text.
    bool next() {
        while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) line_ += text_[at_++] == '\n' ? 1 : 0;
        if (at_ >= text_.size()) return false;
        cells.clear();
        kept_.clear();
        problem = nullptr;
        row_line = line_;
        do cell();
        while (at_ < text_.size() && text_[at_ - 1] == separator_ && !ended_);
        if (!ended_ && at_ == text_.size() && text_[at_ - 1] == separator_) cells.emplace_back();
        ended_ = false;
        return true;
    }

    std::size_t consumed() const { return at_; }
    int line() const { return line_; }

    std::vector<std::string_view> cells;
    const char* problem = nullptr;
    int row_line = 1;

  private:
    /// Up to and with the mark behind it.
    void cell() {
        if (text_[at_] == '"') return quoted();
        const std::size_t begin = at_;
        while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n') {
            if (text_[at_] == '\0') problem = "holds a NUL byte";
            ++at_;
        }
        cells.push_back(trimmed(text_.substr(begin, at_ - begin)));
        pass_mark();
    }

    void quoted() {
        std::string text;
        const std::size_t begin = ++at_;
        bool plain = true;
        for (;; ++at_) {
            if (at_ >= text_.size()) {
                problem = "has a quotation mark that is never closed";
                break;
            }
            const char c = text_[at_];
            if (c == '\n') ++line_;
            if (c == '\0') problem = "holds a NUL byte";
            if (c == '"') {
                if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') break;
                if (plain) text = text_.substr(begin, at_ - begin);
                plain = false;
                ++at_;
            }
            if (!plain) text += c;
        }
        const std::string_view inside = text_.substr(begin, at_ - begin);
        cells.push_back(trimmed(plain ? inside : std::string_view(kept_.emplace_back(std::move(text)))));
        if (at_ < text_.size()) ++at_;
        while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n') {
            if (text_[at_] != '\r' && text_[at_] != ' ') problem = "has text behind a closing quotation mark";
            ++at_;
        }
        pass_mark();
    }

    void pass_mark() {
        if (at_ >= text_.size()) {
            ended_ = true;
            return;
        }
        if (text_[at_] == '\n') {
            ++line_;
            ended_ = true;
        }
        ++at_;
    }

    std::string_view text_;
    char separator_;
    int line_;
    std::size_t at_ = 0;
    bool ended_ = false;
    std::deque<std::string> kept_;
};

/// The mark that parts the header's cells: the one that it holds most of, outside quotation marks.
char separator_of(std::string_view text) {
    std::size_t commas = 0, tabs = 0, semicolons = 0;
    bool inside = false;
    for (const char c : text.substr(0, kLongestLine)) {
        if (c == '\n' && !inside && commas + tabs + semicolons > 0) break;
        if (c == '"') inside = !inside;
        if (inside) continue;
        commas += c == ',' ? 1 : 0;
        tabs += c == '\t' ? 1 : 0;
        semicolons += c == ';' ? 1 : 0;
    }
    if (tabs > commas && tabs > semicolons) return '\t';
    return semicolons > commas ? ';' : ',';
}

/// What a file that is no text is, by its first bytes.
std::string_view kind_of_archive(std::string_view bytes) {
    if (bytes.starts_with("\x1f\x8b")) return "gzip";
    if (bytes.starts_with("PK\x03\x04")) return "zip";
    if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff")) return "UTF-16";
    return {};
}

}  // namespace

std::string plain_column(std::string_view name) {
    std::string plain;
    for (const char c : name) {
        if (c == ' ' || c == '_' || c == '-' || c == '.') continue;
        plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return plain;
}

std::string_view TradeRow::text(std::size_t column) const {
    const int at = (*positions_)[column];
    return at < 0 ? std::string_view() : trimmed((*cells_)[static_cast<std::size_t>(at)]);
}

Place TradeRow::place(std::size_t column) const { return {*file_, line_, std::max(0, (*positions_)[column] + 1)}; }

Place TradeRows::header(std::size_t column) const { return {*file_, header_line_, std::max(0, positions_[column] + 1)}; }

Result<TradeRows> TradeRows::open(const TradeFile& file, std::vector<TradeColumn> columns, ImportNotes& notes,
                                  std::vector<std::string> json_paths) {
    TradeRows rows;
    rows.file_ = std::make_shared<const std::string>(file.name);
    rows.columns_ = std::move(columns);
    std::string_view text = file.bytes;
    if (const auto kind = kind_of_archive(text); !kind.empty())
        return fail({file.name}, "is a " + std::string(kind) + " file, not text",
                    kind == "UTF-16" ? "save it as UTF-8" : "unpack it first");
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (const std::size_t bad = first_invalid_utf8(text); bad != std::string_view::npos) {
        if (text.size() > kMaximumFileBytes) return fail({file.name}, "is not UTF-8", "save it as UTF-8");
        rows.decoded_ = std::make_shared<const std::string>(decode_windows_1252(text));
        const int line = 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(bad), '\n'));
        notes.add("text that is not UTF-8", "read as Windows-1252",
                  {{file.name, line}, "is not UTF-8 here", "save it as UTF-8 where names look wrong"});
        text = *rows.decoded_;
    }
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return fail({file.name, 1}, "is empty", "a table begins with a row of column names");
    const bool json = text[first] == '{' || text[first] == '[';
    if (auto read = json ? rows.read_grid(text, json_paths) : rows.read_text(text); !read) return std::unexpected(std::move(read.error()));
    if (auto read = rows.read_header(rows.names_, notes); !read) return std::unexpected(std::move(read.error()));
    return rows;
}

Result<void> TradeRows::read_text(std::string_view text) {
    separator_ = separator_of(text);
    LineScanner header(text.substr(0, kLongestLine), separator_, 1);
    if (header.next()) names_.assign(header.cells.begin(), header.cells.end());
    if (header.problem != nullptr)
        return fail({*file_, header.row_line}, std::string("the row of column names ") + header.problem,
                    "mend it, or download the table again");
    header_line_ = header.row_line;
    auto pieces = pieces_of_lines(text.substr(header.consumed()), kPieceBytes, *file_);
    if (!pieces) return std::unexpected(std::move(pieces.error()));
    int line = header.line();
    for (const std::string_view piece : *pieces) {
        pieces_.push_back({piece, line, 0, 0});
        line += static_cast<int>(std::count(piece.begin(), piece.end(), '\n'));
    }
    return {};
}

Result<void> TradeRows::read_grid(std::string_view text, const std::vector<std::string>& paths) {
    Errors errors;
    for (const std::string& path : paths) {
        auto grid = read_json(text, *file_, path);
        if (!grid) {
            errors = std::move(grid.error());
            continue;
        }
        grid_ = std::make_shared<const Grid>(std::move(*grid));
        if (grid_->rows.empty()) return fail({*file_, 1}, "has no rows", "ask for a larger selection");
        for (const GridCell& cell : grid_->rows.front()) names_.push_back(trim(cell.text));
        header_line_ = grid_->rows.front().empty() ? 1 : grid_->rows.front().front().line;
        for (std::size_t begin = 1; begin < grid_->rows.size(); begin += kPieceRows)
            pieces_.push_back({{}, 0, begin, std::min(grid_->rows.size(), begin + kPieceRows)});
        return {};
    }
    return std::unexpected(std::move(errors));
}

Result<void> TradeRows::read_header(const std::vector<std::string>& names, ImportNotes& notes) {
    positions_.assign(columns_.size(), -1);
    Errors errors;
    std::vector<std::string> known;
    for (const TradeColumn& column : columns_) known.insert(known.end(), column.names.begin(), column.names.end());
    for (std::size_t at = 0; at < names.size(); ++at) {
        const std::string plain = plain_column(names[at]);
        const Place where{*file_, header_line_, static_cast<int>(at + 1)};
        if (plain.empty()) continue;
        const auto column = std::ranges::find_if(columns_, [&](const TradeColumn& known_one) {
            return std::ranges::any_of(known_one.names, [&](const std::string& name) { return plain_column(name) == plain; });
        });
        if (column == columns_.end()) {
            const std::string near = did_you_mean(names[at].substr(0, 80), known);
            notes.add("column that is not known here", "passed over",
                      {where, "the column \"" + names[at].substr(0, 80) + "\"", near.empty() ? "nothing, where it is not needed" : near});
            continue;
        }
        int& position = positions_[static_cast<std::size_t>(column - columns_.begin())];
        if (position >= 0)
            errors.push_back(
                {where, "column \"" + names[at].substr(0, 80) + "\" is there twice, or beside another name of it", "keep one of them"});
        else position = static_cast<int>(at);
    }
    for (std::size_t at = 0; at < columns_.size(); ++at) {
        if (!columns_[at].required || positions_[at] >= 0) continue;
        const std::string near = did_you_mean(columns_[at].names.front(), names);
        errors.push_back(
            {{*file_, header_line_},
             "has no column \"" + columns_[at].names.front() + "\"",
             (near.empty() ? "download the table with it" : near) + "; names known for it: " + join(columns_[at].names, ", ")});
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return {};
}

bool TradeRows::fits(std::vector<std::string_view>& cells, int line, ImportNotes& notes) const {
    while (cells.size() > names_.size() && cells.back().empty()) cells.pop_back();  // some publishers end every row with a comma
    if (cells.size() == names_.size()) return true;
    notes.add("row of a wrong length", "row left out",
              {{*file_, line},
               "has " + std::to_string(cells.size()) + " cells under " + std::to_string(names_.size()) + " columns",
               "quote cells that hold a separator; download the table again where it is cut off"});
    return false;
}

void TradeRows::each(std::size_t piece, ImportNotes& notes, const std::function<void(const TradeRow&)>& row) const {
    grid_ ? each_grid_row(pieces_[piece], notes, row) : each_line(pieces_[piece], notes, row);
}

void TradeRows::each_line(const Piece& piece, ImportNotes& notes, const std::function<void(const TradeRow&)>& row) const {
    LineScanner lines(piece.text, separator_, piece.line);
    while (lines.next()) {
        if (lines.problem != nullptr) {
            notes.add("row that cannot be read", "row left out",
                      {{*file_, lines.row_line}, std::string("the row ") + lines.problem, "mend the row"});
            continue;
        }
        if (fits(lines.cells, lines.row_line, notes)) row(TradeRow(*file_, positions_, lines.cells, lines.row_line));
    }
}

void TradeRows::each_grid_row(const Piece& piece, ImportNotes& notes, const std::function<void(const TradeRow&)>& row) const {
    std::vector<std::string_view> cells;
    for (std::size_t at = piece.begin; at < piece.end; ++at) {
        const auto& from = grid_->rows[at];
        cells.assign(from.size(), {});
        for (std::size_t column = 0; column < from.size(); ++column) cells[column] = from[column].text;
        const int line = from.empty() ? header_line_ : from.front().line;
        if (fits(cells, line, notes)) row(TradeRow(*file_, positions_, cells, line));
    }
}

}  // namespace countervail
