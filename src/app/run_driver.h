// SPDX-License-Identifier: Apache-2.0
// Runs the blocks of an ensemble on several threads and stores each as it is finished. Blocks that the store already
// has are read, not run: results are the same bytes whatever the number of threads and however often a run was cut off.
#pragma once

#include <cstdint>

#include "app/run_store.h"
#include "simulation/outcome.h"

namespace countervail {

struct Driven {
    Outcome outcome;
    std::size_t reused = 0;      ///< blocks read from the store
    std::size_t computed = 0;
    std::size_t total = 0;
    bool complete() const { return reused + computed == total; }   ///< false after an interruption
};

/// `tasks`: only these, so that a verb that asks about one case need not run the others; empty: all.
Result<Driven> drive(const Ensemble& ensemble, RunStore& store, std::int64_t run, int threads, bool progress, const std::vector<int>& tasks = {});

/// Only reads; incomplete when the run was cut off.
Result<Driven> read_outcome(const Ensemble& ensemble, const RunStore& store, std::int64_t run, const std::vector<int>& tasks = {});

/// Runs some tasks over the first `draws` draws (a multiple of kBlock or less than one), without storing.
Outcome run_tasks(const Ensemble& ensemble, const std::vector<int>& tasks, int draws, int threads, bool progress);

/// A task without series stores only what it records. unpack() gives back empty when the size is not the task's.
std::vector<float> pack(const Task& task, const std::vector<Measure>& measures, const std::vector<float>& values);
std::vector<float> unpack(const Task& task, const std::vector<Measure>& measures, const std::vector<float>& stored);

}  // namespace countervail
