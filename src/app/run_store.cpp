// SPDX-License-Identifier: Apache-2.0
#include "app/run_store.h"

#include <sqlite3.h>

#include <cstdlib>
#include <cstring>

#include "base/hash.h"

namespace countervail {

namespace {

constexpr int kPatience = 20'000;   // ms to wait for another process that writes
constexpr const char* kSchema = R"(
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS files (hash TEXT PRIMARY KEY, text BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (
    number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, scenario TEXT NOT NULL, scenario_name TEXT NOT NULL,
    scenario_hash TEXT NOT NULL REFERENCES files, seed TEXT NOT NULL, draws INTEGER NOT NULL, known_on TEXT NOT NULL,
    program_version TEXT NOT NULL, model_fingerprint TEXT NOT NULL, library_digest TEXT NOT NULL,
    begun_at TEXT NOT NULL DEFAULT (datetime('now')), touched INTEGER NOT NULL DEFAULT 0, complete INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS run_files (run INTEGER NOT NULL REFERENCES runs, path TEXT NOT NULL, hash TEXT NOT NULL REFERENCES files,
    PRIMARY KEY (run, path)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS blocks (run INTEGER NOT NULL REFERENCES runs, task INTEGER NOT NULL, block INTEGER NOT NULL,
    results BLOB NOT NULL, UNIQUE (run, task, block));
)";

std::string blob_text(sqlite3_stmt* statement, int column) {
    const void* bytes = sqlite3_column_blob(statement, column);
    const int size = sqlite3_column_bytes(statement, column);
    return bytes == nullptr ? std::string() : std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

}  // namespace

struct RunStore::Database {
    sqlite3* handle = nullptr;
    std::string file;
    ~Database() { sqlite3_close(handle); }

    std::unexpected<Errors> problem(const std::string& doing) const {
        return fail({file}, "the store of runs failed while " + doing + ": " + sqlite3_errmsg(handle),
                    "check the disk and the permissions, or name another folder with --out");
    }
    Result<void> execute(const char* sql, const std::string& doing) const {
        if (sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK) return problem(doing);
        return {};
    }
};

namespace {

/// A prepared statement with its parameters; finalised at the end of its scope.
class Query {
  public:
    Query(const RunStore::Database& database, const char* sql) {
        prepared_ = sqlite3_prepare_v2(database.handle, sql, -1, &statement_, nullptr) == SQLITE_OK;
    }
    ~Query() { sqlite3_finalize(statement_); }
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    Query& text(const std::string& value) {
        sqlite3_bind_text(statement_, ++bound_, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
        return *this;
    }
    Query& blob(const void* bytes, std::size_t size) {
        sqlite3_bind_blob64(statement_, ++bound_, bytes, size, SQLITE_TRANSIENT);
        return *this;
    }
    Query& integer(std::int64_t value) {
        sqlite3_bind_int64(statement_, ++bound_, value);
        return *this;
    }
    /// True while there is a row.
    bool row() { return prepared_ && (last_ = sqlite3_step(statement_)) == SQLITE_ROW; }
    /// Runs a statement without rows.
    bool done() { return prepared_ && (last_ = sqlite3_step(statement_)) == SQLITE_DONE; }
    bool ended_well() const { return prepared_ && last_ == SQLITE_DONE; }
    void again() {
        sqlite3_reset(statement_);
        bound_ = 0;
    }
    sqlite3_stmt* get() const { return statement_; }

  private:
    sqlite3_stmt* statement_ = nullptr;
    bool prepared_ = false;
    int bound_ = 0;
    int last_ = SQLITE_OK;
};

bool put_file(const RunStore::Database& database, const std::string& text, std::string& hash) {
    hash = sha256(text);
    Query query(database, "INSERT OR IGNORE INTO files (hash, text) VALUES (?, ?)");
    return query.text(hash).blob(text.data(), text.size()).done();
}

Result<std::string> get_file(const RunStore::Database& database, const std::string& hash) {
    Query query(database, "SELECT text FROM files WHERE hash = ?");
    query.text(hash);
    if (!query.row()) return database.problem("reading an input");
    std::string text = blob_text(query.get(), 0);
    if (sha256(text) != hash) {
        return fail({database.file}, "data do not match their lock: an input stored as " + hash.substr(0, 12) + " … has changed",
                    "the store is damaged: move it away and run again");
    }
    return text;
}

}  // namespace

std::string RunInputs::library_digest() const { return Library(library).digest(); }

std::string RunInputs::key() const {
    std::string all = "run 1\n" + scenario_id + "\n" + std::to_string(scenario_text.size()) + "\n" + scenario_text + "\n" +
                      std::to_string(seed) + "\n" + std::to_string(draws) + "\n" + known_on + "\n" + program_version + "\n" +
                      model_fingerprint + "\n" + library_digest();
    return sha256(all);
}

Result<RunStore> RunStore::open(const std::filesystem::path& file) {
    std::error_code code;
    if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path(), code);
    auto database = std::make_shared<Database>();
    database->file = file.string();
    if (code) return fail({database->file}, "the folder for stored runs cannot be made: " + code.message(), "name another folder with --out");
    if (sqlite3_open(database->file.c_str(), &database->handle) != SQLITE_OK) return database->problem("opening it");
    sqlite3_busy_timeout(database->handle, kPatience);
    if (auto made = database->execute(kSchema, "preparing its tables"); !made) return std::unexpected(std::move(made.error()));
    return RunStore(std::move(database));
}

Result<std::int64_t> RunStore::enter(const RunInputs& inputs) {
    const Database& database = *database_;
    const std::string key = inputs.key();
    if (auto begun = database.execute("BEGIN IMMEDIATE", "entering a run"); !begun) return std::unexpected(std::move(begun.error()));
    const auto give_up = [&] {
        auto problem = database.problem("entering a run");
        sqlite3_exec(database.handle, "ROLLBACK", nullptr, nullptr, nullptr);
        return problem;
    };
    std::int64_t number = 0;
    {
        Query known(database, "SELECT number FROM runs WHERE key = ?");
        known.text(key);
        if (known.row()) number = sqlite3_column_int64(known.get(), 0);
    }
    if (number == 0) {
        std::string hash;
        if (!put_file(database, inputs.scenario_text, hash)) return give_up();
        Query query(database, "INSERT INTO runs (key, scenario, scenario_name, scenario_hash, seed, draws, known_on, program_version, "
                              "model_fingerprint, library_digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        query.text(key).text(inputs.scenario_id).text(inputs.scenario_name).text(hash).text(std::to_string(inputs.seed));
        query.integer(inputs.draws).text(inputs.known_on).text(inputs.program_version).text(inputs.model_fingerprint).text(inputs.library_digest());
        if (!query.done()) return give_up();
        number = sqlite3_last_insert_rowid(database.handle);
        Query link(database, "INSERT INTO run_files (run, path, hash) VALUES (?, ?, ?)");
        for (const LibraryFile& file : inputs.library) {
            if (!put_file(database, file.text, hash) || !link.integer(number).text(file.path).text(hash).done()) return give_up();
            link.again();
        }
    }
    // The run asked for last is the one that its scenario's name stands for.
    Query touch(database, "UPDATE runs SET touched = (SELECT coalesce(max(touched), 0) + 1 FROM runs) WHERE number = ?");
    if (!touch.integer(number).done()) return give_up();
    if (auto committed = database.execute("COMMIT", "entering a run"); !committed) return std::unexpected(std::move(committed.error()));
    return number;
}

Result<std::vector<std::pair<int, int>>> RunStore::finished(std::int64_t run) const {
    std::vector<std::pair<int, int>> blocks;
    Query query(*database_, "SELECT task, block FROM blocks WHERE run = ? ORDER BY task, block");
    query.integer(run);
    while (query.row()) blocks.emplace_back(sqlite3_column_int(query.get(), 0), sqlite3_column_int(query.get(), 1));
    if (!query.ended_well()) return database_->problem("looking for finished blocks");
    return blocks;
}

Result<void> RunStore::read_blocks(std::int64_t run, const std::function<void(StoredBlock)>& take) const {
    Query query(*database_, "SELECT task, block, results FROM blocks WHERE run = ? ORDER BY task, block");
    query.integer(run);
    while (query.row()) {
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(query.get(), 2));
        const void* bytes = sqlite3_column_blob(query.get(), 2);
        if (size % sizeof(float) != 0) return fail({database_->file}, "data do not match their lock: a stored block is not whole", "run the scenario again");
        StoredBlock block{sqlite3_column_int(query.get(), 0), sqlite3_column_int(query.get(), 1), std::vector<float>(size / sizeof(float))};
        if (size > 0) std::memcpy(block.values.data(), bytes, size);
        take(std::move(block));
    }
    if (!query.ended_well()) return database_->problem("reading results");
    return {};
}

Result<void> RunStore::write(std::int64_t run, const std::vector<StoredBlock>& blocks) {
    if (auto begun = database_->execute("BEGIN IMMEDIATE", "writing results"); !begun) return begun;
    {
        Query query(*database_, "INSERT OR IGNORE INTO blocks (run, task, block, results) VALUES (?, ?, ?, ?)");
        for (const StoredBlock& each : blocks) {
            query.integer(run).integer(each.task).integer(each.block).blob(each.values.data(), each.values.size() * sizeof(float));
            if (!query.done()) {
                auto problem = database_->problem("writing results");
                sqlite3_exec(database_->handle, "ROLLBACK", nullptr, nullptr, nullptr);
                return problem;
            }
            query.again();
        }
    }
    return database_->execute("COMMIT", "writing results");
}

Result<void> RunStore::mark_complete(std::int64_t run) {
    Query query(*database_, "UPDATE runs SET complete = 1 WHERE number = ?");
    if (!query.integer(run).done()) return database_->problem("closing a run");
    return {};
}

Result<std::vector<StoredRun>> RunStore::runs() const {
    std::vector<StoredRun> all;
    Query query(*database_, "SELECT number, key, scenario, begun_at, complete FROM runs ORDER BY touched DESC");
    while (query.row()) {
        all.push_back({sqlite3_column_int64(query.get(), 0), blob_text(query.get(), 1), blob_text(query.get(), 2), blob_text(query.get(), 3),
                       sqlite3_column_int(query.get(), 4) != 0});
    }
    if (!query.ended_well()) return database_->problem("listing runs");
    return all;
}

Result<RunInputs> RunStore::inputs(std::int64_t run) const {
    RunInputs inputs;
    Query query(*database_, "SELECT scenario, scenario_name, scenario_hash, seed, draws, known_on, program_version, model_fingerprint "
                            "FROM runs WHERE number = ?");
    query.integer(run);
    if (!query.row()) return database_->problem("reading a run");
    inputs.scenario_id = blob_text(query.get(), 0);
    inputs.scenario_name = blob_text(query.get(), 1);
    auto text = get_file(*database_, blob_text(query.get(), 2));
    if (!text) return std::unexpected(std::move(text.error()));
    inputs.scenario_text = std::move(*text);
    inputs.seed = std::strtoull(blob_text(query.get(), 3).c_str(), nullptr, 10);
    inputs.draws = sqlite3_column_int(query.get(), 4);
    inputs.known_on = blob_text(query.get(), 5);
    inputs.program_version = blob_text(query.get(), 6);
    inputs.model_fingerprint = blob_text(query.get(), 7);
    Query files(*database_, "SELECT path, hash FROM run_files WHERE run = ? ORDER BY path");
    files.integer(run);
    while (files.row()) {
        auto each = get_file(*database_, blob_text(files.get(), 1));
        if (!each) return std::unexpected(std::move(each.error()));
        inputs.library.push_back({blob_text(files.get(), 0), std::move(*each)});
    }
    return inputs;
}

std::filesystem::path store_path(const std::filesystem::path& out) {
    const auto file = std::filesystem::path("runs") / "countervail.sqlite";
    if (!out.empty()) return out / file;
    const char* state = std::getenv("XDG_STATE_HOME");
    if (state != nullptr && *state != '\0') return std::filesystem::path(state) / "countervail" / file;
    const char* home = std::getenv("HOME");
    return std::filesystem::path(home == nullptr ? "." : home) / ".local" / "state" / "countervail" / file;
}

}  // namespace countervail
