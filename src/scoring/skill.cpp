// SPDX-License-Identifier: Apache-2.0
#include "scoring/skill.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

#include "base/random.h"
#include "scoring/finite.h"
#include "scoring/student.h"

namespace countervail {
namespace {

/// Sums of a sample of pairs: all that a ratio of means needs.
struct ScoreSums {
    double scores = 0;
    double reference = 0;
    ScoreSums& operator+=(const ScoreSums& other) {
        scores += other.scores;
        reference += other.reference;
        return *this;
    }
};

double skill_of(const ScoreSums& sums) {
    if (sums.reference > 0) return 1 - sums.scores / sums.reference;
    return sums.scores > 0 ? -std::numeric_limits<double>::infinity() : 0;
}

bool comparable(std::span<const double> scores, std::span<const double> reference) {
    return scores.size() == reference.size() && all_finite(scores) && all_finite(reference);
}

/// Whole numbers below a bound, one after the other, for one resample.
class Picks {
  public:
    Picks(std::uint64_t seed, std::size_t resample) : seed_(seed), resample_(static_cast<std::uint32_t>(resample)) {}
    std::size_t below(std::size_t bound) {
        static const std::uint32_t purpose = name_code("block bootstrap");
        const double share = uniform(seed_, resample_, next_++, purpose);
        return std::min(bound - 1, static_cast<std::size_t>(share * static_cast<double>(bound)));
    }

  private:
    std::uint64_t seed_;
    std::uint32_t resample_;
    std::uint32_t next_ = 0;
};

std::size_t block_length(std::size_t cases, std::size_t wanted) {
    if (wanted > 0) return std::min(wanted, cases);
    std::size_t length = 1;
    while (length * length * length < cases) ++length;
    return length;
}

ScoreSums sums_of(std::span<const double> scores, std::span<const double> reference) {
    return {std::accumulate(scores.begin(), scores.end(), 0.0), std::accumulate(reference.begin(), reference.end(), 0.0)};
}

ScoreSums resampled(std::span<const double> scores, std::span<const double> reference, std::size_t block, Picks& picks) {
    const std::size_t cases = scores.size();
    ScoreSums sums;
    for (std::size_t filled = 0; filled < cases; filled += block) {
        const std::size_t start = picks.below(cases - block + 1), length = std::min(block, cases - filled);
        sums += sums_of(scores.subspan(start, length), reference.subspan(start, length));
    }
    return sums;
}

/// Percentile interval of the skill over resamples; ends are skills that occurred, rounded outwards.
void set_interval(SkillScore& skill, const BlockBootstrap& plan, const std::function<ScoreSums(Picks&)>& resample) {
    if (plan.resamples == 0) return;
    std::vector<double> skills(plan.resamples);
    for (std::size_t i = 0; i < plan.resamples; ++i) {
        Picks picks(plan.seed, i);
        skills[i] = skill_of(resample(picks));
    }
    std::sort(skills.begin(), skills.end());
    const double tail = (1 - plan.level) / 2, last = static_cast<double>(skills.size() - 1);
    skill.low = skills[static_cast<std::size_t>(std::floor(tail * last))];
    skill.high = skills[static_cast<std::size_t>(std::ceil((1 - tail) * last))];
}

/// γ_k with divisor n.
double autocovariance(std::span<const double> values, double mean, std::size_t lag) {
    double sum = 0;
    for (std::size_t i = lag; i < values.size(); ++i) sum += (values[i] - mean) * (values[i - lag] - mean);
    return sum / static_cast<double>(values.size());
}

}  // namespace

std::optional<SkillScore> skill_score(std::span<const double> scores, std::span<const double> reference, const BlockBootstrap& plan) {
    if (scores.empty() || !comparable(scores, reference)) return std::nullopt;
    const ScoreSums sums = sums_of(scores, reference);
    if (sums.scores < 0 || sums.reference < 0) return std::nullopt;
    SkillScore skill{.skill = skill_of(sums), .cases = scores.size(), .block = block_length(scores.size(), plan.block)};
    if (scores.size() >= 3) {
        set_interval(skill, plan, [&](Picks& picks) { return resampled(scores, reference, skill.block, picks); });
    }
    return skill;
}

std::optional<SkillScore> pooled_skill(std::span<const PairedScores> series, const BlockBootstrap& plan) {
    std::vector<const PairedScores*> kept;
    SkillScore skill;
    ScoreSums sums;
    for (const PairedScores& one : series) {
        if (!comparable(one.scores, one.reference)) return std::nullopt;
        if (one.scores.empty()) continue;
        kept.push_back(&one);
        sums += sums_of(one.scores, one.reference);
        skill.cases += one.scores.size();
        skill.block = std::max(skill.block, block_length(one.scores.size(), plan.block));
    }
    if (kept.empty() || sums.scores < 0 || sums.reference < 0) return std::nullopt;
    skill.skill = skill_of(sums);
    if (kept.size() < 3) return skill;
    set_interval(skill, plan, [&](Picks& picks) {
        ScoreSums drawn;
        for (std::size_t i = 0; i < kept.size(); ++i) {
            const PairedScores& one = *kept[picks.below(kept.size())];
            drawn += resampled(one.scores, one.reference, block_length(one.scores.size(), plan.block), picks);
        }
        return drawn;
    });
    return skill;
}

std::optional<DieboldMariano> diebold_mariano(std::span<const double> scores, std::span<const double> reference, std::size_t steps_ahead) {
    const std::size_t cases = scores.size();
    if (cases < 3 || steps_ahead == 0 || cases <= steps_ahead || !comparable(scores, reference)) return std::nullopt;
    std::vector<double> differences(cases);
    for (std::size_t i = 0; i < cases; ++i) differences[i] = scores[i] - reference[i];
    if (std::all_of(differences.begin(), differences.end(), [&](double d) { return d == differences[0]; })) return std::nullopt;

    const auto n = static_cast<double>(cases), h = static_cast<double>(steps_ahead);
    DieboldMariano test{.mean_difference = std::accumulate(differences.begin(), differences.end(), 0.0) / n, .cases = cases};
    const double own = autocovariance(differences, test.mean_difference, 0);
    double plain = own, weighted = own;
    for (std::size_t lag = 1; lag < steps_ahead; ++lag) {
        const double shared = autocovariance(differences, test.mean_difference, lag);
        plain += 2 * shared;
        weighted += 2 * (1 - static_cast<double>(lag) / h) * shared;
    }
    test.bartlett = !(plain > 0);
    const double variance = test.bartlett ? weighted : plain;
    if (!(variance > 0)) return std::nullopt;
    test.uncorrected = test.mean_difference / std::sqrt(variance / n);
    test.statistic = test.uncorrected * std::sqrt((n + 1 - 2 * h + h * (h - 1) / n) / n);
    test.p_better = student_distribution(test.statistic, n - 1);
    test.p_two_sided = 2 * student_distribution(-std::abs(test.statistic), n - 1);
    return test;
}

}  // namespace countervail
