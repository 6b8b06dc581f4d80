// SPDX-License-Identifier: Apache-2.0
// The problems of one table: all at once, and no more than a person would read.
#pragma once

#include <string>
#include <utility>

#include "base/error.h"

namespace countervail {

class TableProblems {
  public:
    static constexpr std::size_t kMost = 200;

    void add(Place where, std::string what, std::string hint) {
        if (!full()) errors_.push_back({std::move(where), std::move(what), std::move(hint)});
    }
    void add(Errors errors) {
        for (Error& error : errors) add(std::move(error.where), std::move(error.what), std::move(error.hint));
    }
    bool none() const { return errors_.empty(); }
    bool full() const { return errors_.size() >= kMost; }
    std::unexpected<Errors> take() { return std::unexpected(std::move(errors_)); }

  private:
    Errors errors_;
};

}  // namespace countervail
