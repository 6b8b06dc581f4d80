// SPDX-License-Identifier: Apache-2.0
// Names and patterns: '*' stands for any run of characters, everything else for itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace countervail {

bool matches_any(const std::vector<std::string>& patterns, std::string_view text);

/// A list of names and patterns prepared for many questions: names are found by hash, patterns tried in turn.
class PatternSet {
  public:
    PatternSet() = default;
    explicit PatternSet(const std::vector<std::string>& names_and_patterns);
    /// `hash` is hash_name(text); the caller asks many sets about one text.
    bool contains(std::string_view text, std::uint64_t hash) const;
    bool empty() const { return names_.empty() && patterns_.empty(); }

  private:
    struct Name {
        std::uint64_t hash;
        std::string text;
    };
    std::vector<Name> names_;   // by hash
    std::vector<std::string> patterns_;
};

/// 64-bit FNV-1a.
std::uint64_t hash_name(std::string_view text);

}  // namespace countervail
