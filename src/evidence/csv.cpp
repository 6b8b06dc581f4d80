// SPDX-License-Identifier: Apache-2.0
#include "evidence/csv.h"

#include <algorithm>

namespace countervail {

namespace {

constexpr std::size_t kMaximumProblems = 100;

class CsvReader {
  public:
    CsvReader(std::string_view text, std::string file) : text_(text) { grid_.file = std::move(file); }

    Result<Grid> read() {
        while (at_ < text_.size() && errors_.size() < kMaximumProblems) {
            read_row();
            if (cells_ > kMaximumCells) {
                problem(line_, 1, "has more than " + std::to_string(kMaximumCells) + " cells",
                        "split the file");
                break;
            }
        }
        if (!errors_.empty()) return std::unexpected(std::move(errors_));
        return std::move(grid_);
    }

  private:
    bool at_line_end() const {
        return at_ >= text_.size() || text_[at_] == '\n' || text_.substr(at_, 2) == "\r\n";
    }
    int column() const { return static_cast<int>(at_ - line_start_) + 1; }

    void next_line() {
        if (at_ < text_.size() && text_[at_] == '\r') ++at_;
        if (at_ < text_.size()) ++at_;
        ++line_;
        line_start_ = at_;
    }

    void problem(int line, int column, std::string what, std::string hint) {
        errors_.push_back({{grid_.file, line, column}, std::move(what), std::move(hint)});
    }

    void read_row() {
        if (at_line_end()) {
            next_line();
            return;
        }
        std::vector<GridCell> row;
        while (true) {
            row.push_back(read_cell());
            ++cells_;
            if (at_line_end() || cells_ > kMaximumCells) break;
            ++at_;  // the comma
        }
        next_line();
        grid_.rows.push_back(std::move(row));
    }

    GridCell read_cell() {
        GridCell cell{{}, line_, column()};
        if (at_ < text_.size() && text_[at_] == '"') {
            read_quoted(cell);
        } else {
            const std::size_t start = at_;
            while (!at_line_end() && text_[at_] != ',') {
                if (text_[at_] == '"') {
                    problem(line_, column(),
                            "has a quotation mark inside a cell that does not begin with one",
                            "put the whole cell in quotation marks and double those inside");
                    skip_cell();
                    break;
                }
                ++at_;
            }
            cell.text = text_.substr(start, at_ - start);
        }
        if (cell.text.find('\0') != std::string::npos) {
            problem(cell.line, cell.column, "has a NUL byte in a cell", "save the file as plain UTF-8 text");
        }
        return cell;
    }

    void skip_cell() {
        while (!at_line_end() && text_[at_] != ',') ++at_;
    }

    void read_quoted(GridCell& cell) {
        ++at_;
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '"' && text_.substr(at_, 2) == "\"\"") {
                cell.text += '"';
                at_ += 2;
            } else if (c == '"') {
                ++at_;
                if (!at_line_end() && text_[at_] != ',') {
                    problem(line_, column(), "has text behind the closing quotation mark of a cell",
                            "double a quotation mark that belongs to the text: \"\"");
                    skip_cell();
                }
                return;
            } else {
                cell.text += c;
                ++at_;
                if (c == '\n') {
                    ++line_;
                    line_start_ = at_;
                }
            }
        }
        problem(cell.line, cell.column, "opens a quotation mark that is never closed",
                "close the cell with \"");
    }

    std::string_view text_;
    Grid grid_;
    Errors errors_;
    std::size_t at_ = 0, line_start_ = 0, cells_ = 0;
    int line_ = 1;
};

Place place_of_byte(std::string_view text, std::size_t at, std::string file) {
    const std::string_view before = text.substr(0, at);
    const auto line_start = before.rfind('\n');
    const std::size_t start = line_start == std::string_view::npos ? 0 : line_start + 1;
    return {std::move(file), static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
            static_cast<int>(at - start) + 1};
}

}  // namespace

Result<Grid> read_csv(std::string_view text, std::string file, TextEncoding encoding) {
    if (text.size() > kMaximumFileBytes)
        return fail({std::move(file)}, "is larger than 256 MiB", "split the file");
    std::string decoded;
    if (encoding == TextEncoding::windows_1252) {
        decoded = decode_windows_1252(text);
        text = decoded;
    }
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (const std::size_t bad = first_invalid_utf8(text); bad != std::string_view::npos) {
        return fail(place_of_byte(text, bad, std::move(file)), "is not UTF-8 text", "save the file as UTF-8");
    }
    return CsvReader(text, std::move(file)).read();
}

std::string csv_cell(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos && !text.empty()) return std::string(text);
    if (text.empty()) return {};
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

}  // namespace countervail
