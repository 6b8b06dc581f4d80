// SPDX-License-Identifier: Apache-2.0
// Quadratic programs solved before, with what came out: the same program asked again gets the same bytes at once. For
// whoever builds nearly the same thing many times over (a file checked after another, an episode beside another).
// A program is known by all its numbers, so nothing else has to be kept in step with them. Thread-safe.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/error.h"

namespace countervail {

struct ConvexOptions;
struct ConvexProgram;
struct ConvexSolution;

class SolvedPrograms {
  public:
    /// As solve() of base/convex_program.h, and as that function where the program is not quadratic: such a one is
    /// not kept. What fails is kept, too.
    Result<ConvexSolution> solve(const ConvexProgram& program, const ConvexOptions& options);
    /// How many different programs it keeps.
    std::size_t count() const;

  private:
    mutable std::mutex guard_;
    std::unordered_map<std::string, std::shared_ptr<const Result<ConvexSolution>>> kept_;   // by SHA-256
};

}  // namespace countervail
