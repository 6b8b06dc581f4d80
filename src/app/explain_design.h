// SPDX-License-Identifier: Apache-2.0
// Runs one task of a scenario at the points of a design and keeps one figure of each run: the answer. Finished blocks
// are stored beside the runs, in sensitivity.sqlite, so that a design that was cut off goes on where it stopped. The answers
// are the same bytes at any number of threads and however often the work was cut off.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/explain_inputs.h"
#include "app/run_store.h"
#include "app/settings.h"
#include "report/run_answers.h"

namespace countervail {

/// A store opened for one design.
struct DesignStore {
    RunStore store;
    std::int64_t number = 0;
};

/// `design` says in words what is run on these inputs: with them it is the key under which blocks are found again.
Result<DesignStore> open_design_store(const std::filesystem::path& file, RunInputs inputs, const std::string& design);

struct Design {
    std::size_t runs = 0;
    std::function<std::vector<double>(std::size_t run)> point;   ///< one coordinate per input; pure
};

struct DesignAnswers {
    std::vector<double> values;        ///< by run, in single precision; kNever where the answer is never
    std::size_t reused = 0;            ///< runs that the store had
    bool complete = false;             ///< false after an interruption
};

/// `task`: the base case under the answer's allocation; it records series.
Result<DesignAnswers> run_design(const Ensemble& ensemble, int task, const RunAnswer& answer, const std::vector<UncertainInput>& inputs,
                                 const Design& design, DesignStore& store, int threads, bool progress);

}  // namespace countervail
