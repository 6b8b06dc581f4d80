// SPDX-License-Identifier: Apache-2.0
// The inverted index behind NameIndex: which spellings share rare letter triples with a name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace countervail {

/// A spelling and the weight of the triples that it shares: mean of the shares of both names' triples, 0…1.
struct GramCandidate {
    std::uint32_t spelling = 0;
    float likeness = 0;
};

class GramIndex {
  public:
    /// One text per spelling: words separated by spaces, of a–z and 0–9.
    explicit GramIndex(const std::vector<std::string>& texts);

    /// At most `most` spellings, likeliest first, then in order of their numbers.
    std::vector<GramCandidate> nearest(std::string_view text, std::size_t most) const;

  private:
    std::vector<GramCandidate> likeliest(const std::vector<float>& shared, float asked_share, std::size_t most) const;

    std::vector<std::uint32_t> first_;    // by triple: where its postings begin
    std::vector<std::uint32_t> posting_;  // spellings, ascending
    std::vector<float> weight_;           // by triple: log²(spellings / spellings with it)
    std::vector<float> half_share_;       // by spelling: half over the weight of its triples
};

}  // namespace countervail
