// SPDX-License-Identifier: Apache-2.0
// What the content tests of a law can tell apart: which inputs count by name, and which goods inside an article are
// tested by themselves. Inputs that no test can tell apart are one input to it, however many lines a bill has.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "screening/law_book.h"

namespace countervail {

class ContentScope {
  public:
    explicit ContentScope(const LawBook& book);

    /// Some test counts inputs at all.
    bool any() const { return any_; }
    /// Some test names the item, or what it is; else only its origin and classification matter.
    bool names(const std::string& item) const;
    /// Some test looks at this good inside an article by itself.
    bool tests_component(const std::string& item) const;

  private:
    bool matches(const std::vector<std::string>& patterns, const std::string& item) const;
    std::vector<std::string> inputs_, components_;
    const LawTerms* terms_;
    bool any_ = false;
};

}  // namespace countervail
