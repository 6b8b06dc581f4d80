// SPDX-License-Identifier: Apache-2.0
// Runs kept in SQLite: what they were made from, word for word, and the blocks of results as they are finished. A run
// that was cut off finds its finished blocks again under the same key. Files of the library are stored once for all
// runs that share them, so a run can be explained years later on the evidence of its day.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/library.h"

namespace countervail {

/// Everything that decides a run's results.
struct RunInputs {
    std::string scenario_id, scenario_text, scenario_name;   ///< name: the path that problems are shown under
    std::uint64_t seed = 0;                                  ///< as run: the scenario's own, or the command line's
    int draws = 0;
    std::string known_on;
    std::string program_version, model_fingerprint;
    std::vector<LibraryFile> library;
    /// SHA-256 over all of the above: the key of the run.
    std::string key() const;
    std::string library_digest() const;
};

struct StoredRun {
    std::int64_t number = 0;
    std::string key, scenario_id, begun_at;
    bool complete = false;
};

struct StoredBlock {
    int task = 0, block = 0;
    std::vector<float> values;
};

/// One process writes at a time; others wait. Not safe for several threads: the driver writes from one.
class RunStore {
  public:
    /// Opens or creates the database and its folder.
    static Result<RunStore> open(const std::filesystem::path& file);

    /// The number of the run with these inputs, which are stored when they are new.
    Result<std::int64_t> enter(const RunInputs& inputs);
    /// Blocks of a run, in order of task and block.
    Result<std::vector<std::pair<int, int>>> finished(std::int64_t run) const;
    /// Hands each block of a run to `take`, in order; stops with a problem when one is not whole.
    Result<void> read_blocks(std::int64_t run, const std::function<void(StoredBlock)>& take) const;
    /// Writes several blocks in one commit.
    Result<void> write(std::int64_t run, const std::vector<StoredBlock>& blocks);
    Result<void> mark_complete(std::int64_t run);

    /// All runs, latest first.
    Result<std::vector<StoredRun>> runs() const;
    Result<RunInputs> inputs(std::int64_t run) const;

    struct Database;
    explicit RunStore(std::shared_ptr<Database> database) : database_(std::move(database)) {}

  private:
    std::shared_ptr<Database> database_;
};

/// runs/countervail.sqlite under `out`; where that is empty, under $XDG_STATE_HOME/countervail (by default
/// ~/.local/state/countervail).
std::filesystem::path store_path(const std::filesystem::path& out);

}  // namespace countervail
