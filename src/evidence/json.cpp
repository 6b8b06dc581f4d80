// SPDX-License-Identifier: Apache-2.0
#include "evidence/json.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "base/text.h"

namespace countervail {

namespace {

constexpr std::size_t kMaximumDepth = 64;

/// Where the parser has read to: the last byte that is not white space, which is the token it reports or the
/// mark behind a number.
struct Cursor {
    int line = 1, column = 0;
    int token_line = 1, token_column = 1;
    void take(char c) {
        if (c == '\n') {
            ++line;
            column = 0;
            return;
        }
        ++column;
        if (c != ' ' && c != '\t' && c != '\r') token_line = line, token_column = column;
    }
};

/// Hands the text to nlohmann's parser and keeps the cursor beside it.
class CountingIterator {
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, Cursor* cursor) : at_(at), cursor_(cursor) {}
    reference operator*() const { return *at_; }
    CountingIterator& operator++() {
        cursor_->take(*at_++);
        return *this;
    }
    CountingIterator operator++(int) {
        CountingIterator before = *this;
        ++*this;
        return before;
    }
    bool operator==(const CountingIterator& other) const { return at_ == other.at_; }

  private:
    const char* at_;
    Cursor* cursor_;
};

struct JsonRow {
    int line = 0, column = 0;
    std::vector<std::pair<std::size_t, GridCell>> cells;  // column of the grid, cell
    std::unordered_map<std::size_t, std::size_t> at;      // column of the grid → index into cells
};

/// Receives the parser's events; keeps the names from the root to here and fills rows below the wanted array.
class Handler : public nlohmann::json_sax<nlohmann::json> {
  public:
    Handler(const Cursor& cursor, std::string file, std::string_view path)
        : cursor_(cursor), file_(std::move(file)), path_(path) {}

    bool null() override { return value(""); }
    bool boolean(bool flag) override { return value(flag ? "true" : "false"); }
    bool number_integer(number_integer_t number) override { return value(std::to_string(number)); }
    bool number_unsigned(number_unsigned_t number) override { return value(std::to_string(number)); }
    bool number_float(number_float_t, const string_t& digits) override { return value(digits); }
    bool string(string_t& text) override { return value(text); }
    bool binary(binary_t&) override { return problem("holds binary data", "write text and numbers"); }
    bool start_object(std::size_t) override { return open(false); }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(true); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override {
        if (!levels_.empty()) levels_.back().name = name;
        return true;
    }

    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) override {
        std::string message = error.what();
        if (const auto colon = message.rfind(": "); colon != std::string::npos)
            message = message.substr(colon + 2);
        return problem("is not JSON: " + message, "mend it here, or check that the file is whole");
    }

    Result<Grid> take() {
        if (!errors_.empty()) return std::unexpected(std::move(errors_));
        if (!found_) {
            return fail({file_, 1, 1},
                        "has no array " + (path_.empty() ? "at its root" : "at \"" + path_ + "\""),
                        "name the array that holds the rows");
        }
        if (rows_.size() > 0 && names_.size() > kMaximumCells / rows_.size()) return too_many();
        Grid grid{file_, {}};
        if (!names_.empty() && !positional_) grid.rows.push_back(header());
        for (JsonRow& row : rows_) {
            std::vector<GridCell> cells(positional_ ? row.cells.size() : names_.size(),
                                        GridCell{{}, row.line, row.column});
            for (auto& [column, cell] : row.cells) cells[column] = std::move(cell);
            grid.rows.push_back(std::move(cells));
        }
        return grid;
    }

  private:
    struct Level {
        bool array = false;
        std::string name;  // of the member being read
    };

    std::unexpected<Errors> too_many() const {
        return fail({file_}, "has more than " + std::to_string(kMaximumCells) + " cells", "split the file");
    }

    std::vector<GridCell> header() const {
        std::vector<GridCell> cells;
        for (const std::string& name : names_)
            cells.push_back({name, rows_.front().line, rows_.front().column});
        return cells;
    }

    bool problem(std::string what, std::string hint) {
        errors_.push_back(
            {{file_, cursor_.token_line, cursor_.token_column}, std::move(what), std::move(hint)});
        return false;
    }

    std::string names_from(std::size_t level) const {
        std::string text;
        for (std::size_t i = level; i < levels_.size(); ++i) {
            if (levels_[i].array || levels_[i].name.empty()) continue;
            text += (text.empty() ? "" : ".") + levels_[i].name;
        }
        return text;
    }

    bool open(bool array) {
        if (levels_.size() >= kMaximumDepth)
            return problem("is nested more than 64 deep", "write the rows flatter");
        if (inside_ && levels_.size() == base_) {
            rows_.push_back({cursor_.token_line, cursor_.token_column, {}, {}});
            if (rows_.size() == 1) positional_ = array;
            if (positional_ != array)
                return problem("mixes rows of both kinds", "write all rows as objects or all as arrays");
        } else if (inside_ && positional_) {
            return problem("has a table inside a row that is an array", "write the rows as objects");
        }
        const bool wanted =
            array && !found_ && names_from(0) == path_ &&
            std::none_of(levels_.begin(), levels_.end(), [](const Level& level) { return level.array; });
        levels_.push_back({array, {}});
        if (wanted) found_ = inside_ = true, base_ = levels_.size();
        return true;
    }

    bool close() {
        levels_.pop_back();
        if (inside_ && levels_.size() < base_) inside_ = false;
        return true;
    }

    bool value(const std::string& text) {
        if (!inside_) return true;
        if (levels_.size() == base_)
            return problem("has a row that is neither an object nor an array", "write rows as {…}");
        if (++cells_ > kMaximumCells)
            return problem("has more than " + std::to_string(kMaximumCells) + " cells", "split the file");
        JsonRow& row = rows_.back();
        const std::size_t column = positional_ ? row.cells.size() : column_of(names_from(base_));
        const auto [at, fresh] = row.at.emplace(column, row.cells.size());
        if (fresh) {
            row.cells.push_back({column, {text, cursor_.token_line, cursor_.token_column}});
        } else {
            row.cells[at->second].second.text += " " + text;
        }
        return true;
    }

    std::size_t column_of(const std::string& name) {
        const auto [at, fresh] = columns_.emplace(name, names_.size());
        if (fresh) names_.push_back(name);
        return at->second;
    }

    const Cursor& cursor_;
    std::string file_, path_;
    Errors errors_;
    std::vector<Level> levels_;
    std::vector<JsonRow> rows_;
    std::vector<std::string> names_;
    std::unordered_map<std::string, std::size_t> columns_;
    std::size_t base_ = 0, cells_ = 0;
    bool found_ = false, inside_ = false, positional_ = false;
};

}  // namespace

Result<Grid> read_json(std::string_view text, std::string file, std::string_view path) {
    if (text.size() > kMaximumFileBytes)
        return fail({std::move(file)}, "is larger than 256 MiB", "split the file");
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    Cursor cursor;
    Handler handler(cursor, std::move(file), path);
    nlohmann::json::sax_parse(CountingIterator(text.data(), &cursor),
                              CountingIterator(text.data() + text.size(), &cursor), &handler);
    return handler.take();
}

}  // namespace countervail
