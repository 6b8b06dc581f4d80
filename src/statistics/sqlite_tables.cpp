// SPDX-License-Identifier: Apache-2.0
#include <sqlite3.h>

#include <cstring>
#include <memory>

#include "base/text.h"
#include "statistics/statistics_files.h"

namespace countervail {

namespace {

constexpr int kStepsBetweenLooks = 100'000, kLooks = 5'000;  // about a minute of a query that never ends
constexpr std::size_t kMostTables = 4'096;
constexpr const char* kRemedy = "download the database again, or mend it: sqlite3 FILE .recover | sqlite3 mended.db";

struct CloseDatabase {
    void operator()(sqlite3* handle) const { sqlite3_close(handle); }
};
struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using DatabaseHandle = std::unique_ptr<sqlite3, CloseDatabase>;
using StatementHandle = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

int count_down(void* looks) { return --*static_cast<int*>(looks) < 0; }

std::string quoted(const std::string& name) {
    std::string out = "\"";
    for (const char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

/// One database in memory, read only, where nothing that its schema says is trusted.
class SqliteReader {
  public:
    explicit SqliteReader(const std::string& file) : file_(file) {}

    Result<std::vector<StatisticsSheet>> read(std::string_view bytes) {
        if (auto opened = open(bytes); !opened) return std::unexpected(opened.error());
        if (auto sound = check(); !sound) return std::unexpected(sound.error());
        const auto names = table_names();
        if (!names) return std::unexpected(names.error());
        std::vector<StatisticsSheet> sheets;
        for (const std::string& name : *names) {
            auto grid = table(name);
            if (!grid) return std::unexpected(grid.error());
            sheets.push_back({name, std::move(*grid)});
        }
        return sheets;
    }

  private:
    Result<void> open(std::string_view bytes) {
        sqlite3* handle = nullptr;
        const int opened = sqlite3_open_v2(":memory:", &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, nullptr);
        database_.reset(handle);
        if (opened != SQLITE_OK) return damaged("opening it");
        auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(bytes.size()));
        if (copy == nullptr) return damaged("making room for it");
        std::memcpy(copy, bytes.data(), bytes.size());
        const auto size = static_cast<sqlite3_int64>(bytes.size());
        // The handle frees the copy, also when this fails.
        if (sqlite3_deserialize(handle, "main", copy, size, size, SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY) != SQLITE_OK)
            return damaged("opening it");
        sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
        sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 1 << 24);
        sqlite3_progress_handler(handle, kStepsBetweenLooks, count_down, &looks_);
        return {};
    }

    Result<void> check() {
        StatementHandle statement = prepare("PRAGMA quick_check(3)");
        if (!statement) return damaged("checking it");
        int step = SQLITE_ROW;
        std::string said;
        while ((step = sqlite3_step(statement.get())) == SQLITE_ROW) said += (said.empty() ? "" : "; ") + text(statement.get(), 0);
        if (step != SQLITE_DONE) return damaged("checking it");
        if (said != "ok") return fail({file_, 1}, "the database is damaged: " + said.substr(0, 300), kRemedy);
        return {};
    }

    Result<std::vector<std::string>> table_names() {
        // What has no page of its own is virtual: its module is not ours to run.
        StatementHandle statement =
            prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid");
        if (!statement) return damaged("listing its tables");
        std::vector<std::string> names;
        int step = SQLITE_ROW;
        while ((step = sqlite3_step(statement.get())) == SQLITE_ROW) {
            names.push_back(text(statement.get(), 0));
            if (names.size() > kMostTables) return fail({file_, 1}, "the database has more than 4,096 tables", "keep the tables that you need");
        }
        if (step != SQLITE_DONE) return damaged("listing its tables");
        return names;
    }

    Result<Grid> table(const std::string& name) {
        Grid grid{file_ + "[" + name + "]", {}};
        StatementHandle statement = prepare("SELECT * FROM " + quoted(name));
        if (!statement) return damaged("reading the table \"" + name + "\"");
        const int columns = sqlite3_column_count(statement.get());
        auto& header = grid.rows.emplace_back();
        for (int c = 0; c < columns; ++c) {
            const char* column = sqlite3_column_name(statement.get(), c);
            header.push_back({column == nullptr ? "" : column, 1, c + 1});
        }
        int step = SQLITE_ROW, line = 1;
        while ((step = sqlite3_step(statement.get())) == SQLITE_ROW) {
            auto& row = grid.rows.emplace_back();
            ++line;
            for (int c = 0; c < columns; ++c) row.push_back({value(statement.get(), c), line, c + 1});
            cells_ += static_cast<std::size_t>(columns);
            if (cells_ > kMaximumCells) return fail({grid.file, line}, "the database has more than 4,000,000 cells", "keep the tables that you need");
        }
        if (step != SQLITE_DONE) return damaged("reading the table \"" + name + "\"");
        for (const auto& row : grid.rows) {
            for (const GridCell& cell : row) {
                if (first_invalid_utf8(cell.text) != std::string::npos) return fail(grid.place(cell), "the text is not UTF-8", kRemedy);
            }
        }
        return grid;
    }

    /// Text that reads back as the same number; SQLite's own keeps 15 digits.
    std::string value(sqlite3_stmt* statement, int column) const {
        if (sqlite3_column_type(statement, column) == SQLITE_FLOAT) return exact_number(sqlite3_column_double(statement, column));
        return text(statement, column);
    }

    static std::string text(sqlite3_stmt* statement, int column) {
        const auto* characters = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
        const int size = sqlite3_column_bytes(statement, column);
        return characters == nullptr ? std::string() : std::string(characters, static_cast<std::size_t>(size));
    }

    StatementHandle prepare(const std::string& sql) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(database_.get(), sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) return nullptr;
        return StatementHandle(statement);
    }

    std::unexpected<Errors> damaged(const std::string& doing) const {
        return fail({file_, 1}, "the database failed while " + doing + ": " + sqlite3_errmsg(database_.get()), kRemedy);
    }

    std::string file_;
    DatabaseHandle database_;
    int looks_ = kLooks;
    std::size_t cells_ = 0;
};

}  // namespace

Result<std::vector<StatisticsSheet>> read_sqlite_tables(std::string_view bytes, const std::string& file) { return SqliteReader(file).read(bytes); }

}  // namespace countervail
