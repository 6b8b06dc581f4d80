// SPDX-License-Identifier: Apache-2.0
#include "evidence/csv.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace countervail {

namespace {

constexpr std::size_t kMaximumProblems = 100;

/// Bytes at which a bare cell may end or be wrong.
constexpr std::array<bool, 256> kStops = [] {
    std::array<bool, 256> stops{};
    for (const unsigned char c : {',', '\n', '\r', '"', '\0'}) stops[c] = true;
    return stops;
}();

/// How many of the first bytes are ASCII, in whole words.
std::size_t plain_bytes(std::string_view text) {
    std::size_t at = 0;
    for (std::uint64_t word = 0; at + sizeof word <= text.size(); at += sizeof word) {
        std::memcpy(&word, text.data() + at, sizeof word);
        if ((word & 0x8080808080808080) != 0) break;
    }
    return at;
}

class CsvReader {
  public:
    CsvReader(std::string_view text, std::string file) : text_(text) { grid_.file = std::move(file); }

    Result<GridView> read() {
        reserve();
        while (at_ < text_.size() && errors_.size() < kMaximumProblems) {
            read_row();
            if (grid_.cells.size() > kMaximumCells) {
                problem(line_, 1, "has more than " + std::to_string(kMaximumCells) + " cells",
                        "split the file");
                break;
            }
        }
        if (!errors_.empty()) return std::unexpected(std::move(errors_));
        return std::move(grid_);
    }

  private:
    /// No more cells than separators: asked for once, so that a large file is not moved while it grows.
    void reserve() {
        std::size_t cells = 1;
        for (const char c : text_) cells += c == ',' || c == '\n';
        grid_.cells.reserve(std::min(cells, kMaximumCells + 1));
    }
    bool at_line_end() const {
        if (at_ >= text_.size()) return true;
        if (text_[at_] == '\r') return at_ + 1 < text_.size() && text_[at_ + 1] == '\n';
        return text_[at_] == '\n';
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
        while (true) {
            grid_.cells.push_back(read_cell());
            if (at_line_end() || grid_.cells.size() > kMaximumCells) break;
            ++at_;  // the comma
        }
        next_line();
        grid_.ends.push_back(grid_.cells.size());
    }

    CellView read_cell() {
        CellView cell{{}, line_, column()};
        bool nul = false;
        if (at_ < text_.size() && text_[at_] == '"') {
            read_quoted(cell);
            nul = cell.text.find('\0') != std::string_view::npos;
        } else {
            nul = read_bare(cell);
        }
        if (nul) problem(cell.line, cell.column, "has a NUL byte in a cell", "save the file as plain UTF-8 text");
        return cell;
    }

    /// Whether there is a NUL in it.
    bool read_bare(CellView& cell) {
        const std::size_t start = at_;
        bool nul = false;
        for (; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (!kStops[static_cast<unsigned char>(c)]) continue;
            if (c == ',' || at_line_end()) break;
            if (c == '"') {
                problem(line_, column(), "has a quotation mark inside a cell that does not begin with one",
                        "put the whole cell in quotation marks and double those inside");
                skip_cell();
                nul |= text_.substr(start, at_ - start).find('\0') != std::string_view::npos;
                break;
            }
            nul |= c == '\0';
        }
        cell.text = text_.substr(start, at_ - start);
        return nul;
    }

    void skip_cell() {
        while (!at_line_end() && text_[at_] != ',') ++at_;
    }

    void read_quoted(CellView& cell) {
        const std::size_t start = ++at_;
        bool doubled = false;
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '"' && text_.substr(at_, 2) == "\"\"") {
                doubled = true;
                at_ += 2;
            } else if (c == '"') {
                cell.text = unquoted(start, doubled);
                ++at_;
                if (!at_line_end() && text_[at_] != ',') {
                    problem(line_, column(), "has text behind the closing quotation mark of a cell",
                            "double a quotation mark that belongs to the text: \"\"");
                    skip_cell();
                }
                return;
            } else {
                ++at_;
                if (c == '\n') {
                    ++line_;
                    line_start_ = at_;
                }
            }
        }
        cell.text = unquoted(start, doubled);
        problem(cell.line, cell.column, "opens a quotation mark that is never closed",
                "close the cell with \"");
    }

    /// The text from `start` to here, every doubled quotation mark once.
    std::string_view unquoted(std::size_t start, bool doubled) {
        const std::string_view raw = text_.substr(start, at_ - start);
        if (!doubled) return raw;
        std::string& text = grid_.unquoted.emplace_back();
        for (std::size_t i = 0; i < raw.size(); ++i) {
            text += raw[i];
            if (raw[i] == '"') ++i;
        }
        return text;
    }

    std::string_view text_;
    GridView grid_;
    Errors errors_;
    std::size_t at_ = 0, line_start_ = 0;
    int line_ = 1;
};

Place place_of_byte(std::string_view text, std::size_t at, std::string file) {
    const std::string_view before = text.substr(0, at);
    const auto line_start = before.rfind('\n');
    const std::size_t start = line_start == std::string_view::npos ? 0 : line_start + 1;
    return {std::move(file), static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
            static_cast<int>(at - start) + 1};
}

std::unexpected<Errors> too_large(std::string file) {
    return fail({std::move(file)}, "is larger than 256 MiB", "split the file");
}

Result<GridView> view_utf8(std::string_view text, std::string file) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::size_t plain = plain_bytes(text);
    if (const std::size_t bad = first_invalid_utf8(text.substr(plain)); bad != std::string_view::npos) {
        return fail(place_of_byte(text, plain + bad, std::move(file)), "is not UTF-8 text",
                    "save the file as UTF-8");
    }
    return CsvReader(text, std::move(file)).read();
}

}  // namespace

Result<GridView> view_csv(std::string_view text, std::string file) {
    if (text.size() > kMaximumFileBytes) return too_large(std::move(file));
    return view_utf8(text, std::move(file));
}

Result<Grid> read_csv(std::string_view text, std::string file, TextEncoding encoding) {
    if (text.size() > kMaximumFileBytes) return too_large(std::move(file));
    std::string decoded;
    if (encoding == TextEncoding::windows_1252) {
        decoded = decode_windows_1252(text);
        text = decoded;
    }
    auto view = view_utf8(text, std::move(file));
    if (!view) return std::unexpected(std::move(view.error()));
    Grid grid{std::move(view->file), std::vector<std::vector<GridCell>>(view->ends.size())};
    for (std::size_t i = 0; i < grid.rows.size(); ++i) {
        const auto cells = view->row(i);
        grid.rows[i].reserve(cells.size());
        for (const CellView& cell : cells) grid.rows[i].push_back({std::string(cell.text), cell.line, cell.column});
    }
    return grid;
}

std::string csv_cell(std::string_view text) {
    if (text.empty()) return {};
    const bool like_a_mark = text.starts_with("\xEF\xBB\xBF");   // at the head of a file it would be taken for one
    if (!like_a_mark && text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

}  // namespace countervail
