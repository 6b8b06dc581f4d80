// SPDX-License-Identifier: Apache-2.0
#include "parties/name_score.h"

#include <algorithm>
#include <string>

#include "parties/name_distance.h"

namespace countervail {

namespace {

constexpr double kSameSound = 0.95;        // one word in two romanisations
constexpr double kSameLook = 0.93;         // a scanner's misreading
constexpr double kRunTogether = 0.98;      // "Hangfeng" for "Hang Feng"
constexpr double kBeginning = 0.88;        // "Elect." for "Electronics"
constexpr double kRareBeginning = 0.70;    // "Hangf." for "Hangfeng"
constexpr double kEveryday = 4;            // weight of a word that people shorten
constexpr double kInitial = 0.60;          // "H." for "Hangfeng"
constexpr double kLeastWord = 0.70;        // below, two words are two words
constexpr double kSteepness = 1.5;         // what a differing share of letters costs
constexpr double kLeastBlock = 0.85;       // the same for what is left of both names, written without spaces
constexpr double kHalfInformation = 4;     // nats: a contained part of this weight counts half
constexpr double kContainmentShare = 0.5;  // of what the overlap leaves open
constexpr std::size_t kLongestRun = 4;     // words that may be written together

double steepened(double similarity) { return 1 - kSteepness * (1 - similarity); }

bool is_figure(char c) { return c >= '0' && c <= '9'; }

double word_similarity(const ScoredWord& a, const ScoredWord& b) {
    const auto& [shorter, longer] =
        a.text.size() <= b.text.size() ? std::pair{a.text, b.text} : std::pair{b.text, a.text};
    if (a.text == b.text) return 1;
    if (is_figure(a.text.front()) && is_figure(b.text.front()))
        return 0;  // the 14th institute is not the 54th
    if (shorter.size() == 1) return longer.front() == shorter.front() ? kInitial : 0;
    if (a.key == b.key) return kSameSound;
    if (a.look == b.look) return kSameLook;
    // No alignment can be better than the lengths allow.
    double best = 0;
    if (static_cast<double>(shorter.size()) >= kLeastWord * static_cast<double>(longer.size()))
        best = std::max(edit_similarity(a.text, b.text), edit_similarity(a.key, b.key));
    best = best >= kLeastWord ? kSameSound * steepened(best) : 0;
    if (shorter.size() < 3 || !longer.starts_with(shorter)) return best;
    const double weight = a.text.size() > b.text.size() ? a.weight : b.weight;
    return std::max(best, weight <= kEveryday ? kBeginning : kRareBeginning);
}

class Alignment {
  public:
    Alignment(const std::vector<ScoredWord>& asked, const std::vector<ScoredWord>& listed)
        : asked_(asked),
          listed_(listed),
          asked_free_(asked.size(), true),
          listed_free_(listed.size(), true) {}

    NameScore score() {
        match_equal();
        const std::string asked_rest = joined(asked_, asked_free_),
                          listed_rest = joined(listed_, listed_free_);
        result_.edit = edit_similarity(asked_rest, listed_rest);
        // The rest as one block, or word by word: whichever explains more.
        const NameScore block = with_block();
        match_runs(asked_, listed_, asked_free_, listed_free_, false);
        match_runs(listed_, asked_, listed_free_, asked_free_, true);
        match_alike();
        weigh(result_);
        if (block.score > result_.score) return block;
        return result_;
    }

  private:
    static std::string joined(const std::vector<ScoredWord>& words, const std::vector<bool>& free) {
        std::string text;
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (free[i]) text += words[i].text;
        }
        return text;
    }

    void match_equal() {
        for (std::size_t i = 0; i < asked_.size(); ++i) {
            for (std::size_t j = 0; j < listed_.size() && asked_[i].id != kUnknownWord; ++j) {
                if (!listed_free_[j] || listed_[j].id != asked_[i].id) continue;
                pair(i, 1, j, 1, 1);
                break;
            }
        }
    }

    NameScore with_block() {
        const auto rest = [](const std::vector<bool>& free) {
            return std::count(free.begin(), free.end(), true);
        };
        if (result_.edit < kLeastBlock || (rest(asked_free_) <= 1 && rest(listed_free_) <= 1)) return {};
        block_similarity_ = result_.edit;
        NameScore block = result_;
        weigh(block);
        block_similarity_ = 0;
        return block;
    }

    /// A word of `one` that is a run of words of `other` written together.
    void match_runs(const std::vector<ScoredWord>& one, const std::vector<ScoredWord>& other,
                    const std::vector<bool>& one_free, const std::vector<bool>& other_free, bool swapped) {
        for (std::size_t i = 0; i < one.size(); ++i) {
            if (!one_free[i] || one[i].text.size() < 4) continue;
            for (std::size_t j = 0; j < other.size() && one_free[i]; ++j) {
                std::string run;
                for (std::size_t count = 1;
                     count <= kLongestRun && j + count <= other.size() && other_free[j + count - 1];
                     ++count) {
                    run += other[j + count - 1].text;
                    if (count < 2 || run != one[i].text) continue;
                    swapped ? pair(j, count, i, 1, kRunTogether) : pair(i, 1, j, count, kRunTogether);
                    break;
                }
            }
        }
    }

    void match_alike() {
        std::vector<WordPair> candidates;
        for (std::size_t i = 0; i < asked_.size(); ++i) {
            for (std::size_t j = 0; j < listed_.size() && asked_free_[i]; ++j) {
                const double similarity = listed_free_[j] ? word_similarity(asked_[i], listed_[j]) : 0;
                if (similarity > 0) {
                    candidates.push_back(
                        {static_cast<std::uint16_t>(i), 1, static_cast<std::uint16_t>(j), 1, similarity});
                }
            }
        }
        std::stable_sort(candidates.begin(), candidates.end(),
                         [](const WordPair& a, const WordPair& b) { return a.similarity > b.similarity; });
        for (const WordPair& each : candidates) {
            if (asked_free_[each.asked] && listed_free_[each.listed])
                pair(each.asked, 1, each.listed, 1, each.similarity);
        }
    }

    void pair(std::size_t i, std::size_t i_count, std::size_t j, std::size_t j_count, double similarity) {
        for (std::size_t k = i; k < i + i_count; ++k) asked_free_[k] = false;
        for (std::size_t k = j; k < j + j_count; ++k) listed_free_[k] = false;
        result_.pairs.push_back({static_cast<std::uint16_t>(i), static_cast<std::uint16_t>(i_count),
                                 static_cast<std::uint16_t>(j), static_cast<std::uint16_t>(j_count),
                                 similarity});
    }

    /// A misspelt word weighs what the word weighs that it stands for.
    void weigh(NameScore& score) const {
        double matched = 0, asked_weight = 0, listed_weight = 0;
        for (const WordPair& each : score.pairs) {
            double weight = 0;
            for (std::size_t k = 0; k < each.listed_count; ++k) weight += listed_[each.listed + k].weight;
            matched += weight * each.similarity;
            asked_weight += weight;
            listed_weight += weight;
        }
        double asked_rest = 0, listed_rest = 0;
        for (std::size_t i = 0; i < asked_.size(); ++i) asked_rest += asked_free_[i] ? asked_[i].weight : 0;
        for (std::size_t j = 0; j < listed_.size(); ++j)
            listed_rest += listed_free_[j] ? listed_[j].weight : 0;
        if (block_similarity_ > 0)
            asked_rest = listed_rest, matched += listed_rest * steepened(block_similarity_);
        asked_weight += asked_rest, listed_weight += listed_rest;
        if (asked_weight <= 0 || listed_weight <= 0) return;
        score.overlap = 2 * matched / (asked_weight + listed_weight);
        score.containment = matched / std::min(asked_weight, listed_weight);
        const double information = matched / (matched + kHalfInformation);
        score.score = score.overlap + (1 - score.overlap) * kContainmentShare * score.containment *
                                          score.containment * information;
        score.score = std::clamp(score.score, 0.0, 1.0);
    }

    const std::vector<ScoredWord>& asked_;
    const std::vector<ScoredWord>& listed_;
    std::vector<bool> asked_free_, listed_free_;
    double block_similarity_ = 0;
    NameScore result_;
};

}  // namespace

NameScore score_words(const std::vector<ScoredWord>& asked, const std::vector<ScoredWord>& listed) {
    return Alignment(asked, listed).score();
}

}  // namespace countervail
