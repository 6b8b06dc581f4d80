// SPDX-License-Identifier: Apache-2.0
#include "controls/item_pattern.h"

#include <algorithm>

namespace countervail {

bool matches_any(const std::vector<std::string>& patterns, std::string_view text) {
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](const std::string& pattern) { return matches_pattern(pattern, text); });
}

PatternSet::PatternSet(const std::vector<std::string>& names_and_patterns) {
    for (const std::string& entry : names_and_patterns) {
        if (entry.find('*') != std::string::npos) {
            patterns_.push_back(entry);
        } else {
            names_.push_back({hash_name(entry), entry});
        }
    }
    std::sort(names_.begin(), names_.end(), [](const Name& a, const Name& b) { return a.hash < b.hash; });
}

bool PatternSet::contains(std::string_view text, std::uint64_t hash) const {
    auto at = std::lower_bound(names_.begin(), names_.end(), hash,
                               [](const Name& name, std::uint64_t wanted) { return name.hash < wanted; });
    for (; at != names_.end() && at->hash == hash; ++at) {
        if (at->text == text) return true;
    }
    return matches_any(patterns_, text);
}

std::uint64_t hash_name(std::string_view text) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
}

}  // namespace countervail
