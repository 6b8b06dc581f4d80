// SPDX-License-Identifier: Apache-2.0
#include "parties/name_grams.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace countervail {

namespace {

constexpr std::uint32_t kLetters = 37;  // a–z, 0–9, and a mark for the beginning of a word
constexpr std::uint32_t kTriples = kLetters * kLetters * kLetters;
constexpr float kLeastLikeness = 0.2F;
constexpr float kReadShare = 0.85F;  // of a name's weight; the triples that everybody has are not read

std::uint32_t code(char c) {
    if (c >= 'a' && c <= 'z') return static_cast<std::uint32_t>(c - 'a');
    if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0') + 26;
    return kLetters - 1;
}

std::uint32_t triple(char a, char b, char c) { return (code(a) * kLetters + code(b)) * kLetters + code(c); }

/// Triples of the letters without spaces, so that spacing does not matter, and the first two letters of every
/// word, so that order and short words do. Sorted, each once.
void triples_of(std::string_view text, std::vector<std::uint32_t>& found) {
    found.clear();
    char before = ' ', last = ' ';
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == ' ') continue;
        if (last != ' ' && before != ' ') found.push_back(triple(before, last, text[i]));
        const bool begins = i == 0 || text[i - 1] == ' ';
        if (begins)
            found.push_back(
                triple('^', text[i], i + 1 < text.size() && text[i + 1] != ' ' ? text[i + 1] : '^'));
        before = last;
        last = text[i];
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
}

}  // namespace

GramIndex::GramIndex(const std::vector<std::string>& texts)
    : first_(kTriples + 1, 0), weight_(kTriples, 0), half_share_(texts.size(), 0) {
    std::vector<float> total(texts.size(), 0);
    std::vector<std::uint32_t> triples;
    for (const std::string& text : texts) {
        triples_of(text, triples);
        for (const std::uint32_t each : triples) ++first_[each + 1];
    }
    for (std::uint32_t each = 0; each < kTriples; ++each) {
        const auto holders = static_cast<float>(first_[each + 1]);
        const float information = std::log((static_cast<float>(texts.size()) + 1) / (holders + 0.5F));
        weight_[each] = holders > 0 ? information * information : 0;  // a typing error's triple tells nothing
        first_[each + 1] += first_[each];
    }
    posting_.resize(first_.back());
    std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
    for (std::uint32_t spelling = 0; spelling < texts.size(); ++spelling) {
        triples_of(texts[spelling], triples);
        for (const std::uint32_t each : triples) {
            posting_[next[each]++] = spelling;
            total[spelling] += weight_[each];
        }
    }
    for (std::size_t spelling = 0; spelling < texts.size(); ++spelling) {
        half_share_[spelling] = total[spelling] > 0 ? 0.5F / total[spelling] : 0;
    }
}

std::vector<GramCandidate> GramIndex::nearest(std::string_view text, std::size_t most) const {
    static thread_local std::vector<std::uint32_t> triples;
    static thread_local std::vector<float> shared;
    triples_of(text, triples);
    shared.assign(half_share_.size(), 0);
    std::sort(triples.begin(), triples.end(), [&](std::uint32_t a, std::uint32_t b) {
        return weight_[a] != weight_[b] ? weight_[a] > weight_[b] : a < b;
    });
    float asked_total = 0, read = 0;
    for (const std::uint32_t each : triples) asked_total += weight_[each];
    for (const std::uint32_t each : triples) {
        const float weight = weight_[each];
        if (read > kReadShare * asked_total) break;
        read += weight;
        for (std::uint32_t at = first_[each]; at < first_[each + 1]; ++at) shared[posting_[at]] += weight;
    }
    return likeliest(shared, 0.5F / asked_total, most);
}

/// A block of spellings is looked at only when one of them reaches what the worst of the kept ones has.
std::vector<GramCandidate> GramIndex::likeliest(const std::vector<float>& shared, float asked_share, std::size_t most) const {
    constexpr std::size_t kBlock = 32;
    const auto likelier = [](const GramCandidate& a, const GramCandidate& b) {
        return a.likeness != b.likeness ? a.likeness > b.likeness : a.spelling < b.spelling;
    };
    std::vector<GramCandidate> found;
    found.reserve(4 * most);
    float least = kLeastLikeness;
    const auto keep_most = [&] {
        if (found.size() <= most) return;
        std::nth_element(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(most) - 1, found.end(), likelier);
        found.resize(most);
        least = found.back().likeness;
    };
    std::array<float, kBlock> likeness;
    for (std::size_t from = 0; from < shared.size(); from += kBlock) {
        const std::size_t count = std::min(kBlock, shared.size() - from);
        int enough = 0;
        for (std::size_t i = 0; i < count; ++i) {
            likeness[i] = shared[from + i] * (asked_share + half_share_[from + i]);
            enough += likeness[i] >= least ? 1 : 0;
        }
        if (enough == 0) continue;
        for (std::size_t i = 0; i < count; ++i) {
            if (likeness[i] >= least) found.push_back({static_cast<std::uint32_t>(from + i), likeness[i]});
        }
        if (found.size() >= 4 * most - kBlock) keep_most();
    }
    keep_most();
    std::sort(found.begin(), found.end(), likelier);
    return found;
}

}  // namespace countervail
