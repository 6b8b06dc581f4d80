// SPDX-License-Identifier: Apache-2.0
// Is one forecast better than another, and could that be chance? Skill with a bootstrap interval, and the Diebold–Mariano test. Scores are
// negatively oriented (crps.h) and come in pairs, in order of time: scores[i] and reference[i] judge the same observation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace countervail {

struct BlockBootstrap {
    std::uint64_t seed = 1;
    std::size_t resamples = 2000;
    double level = 0.9;        ///< of the interval
    std::size_t block = 0;     ///< length of blocks; 0: ⌈n^(1/3)⌉ (the order that Hall, Horowitz & Jing 1995, Biometrika 82, find best for a variance)
};

/// 1 − mean(scores)/mean(reference): 1 is perfect, 0 no better than the reference, negative worse.
struct SkillScore {
    double skill = 0;                    ///< −∞ when the reference is perfect and the forecast is not; 0 when both are
    std::optional<double> low, high;     ///< percentile interval; empty below three pairs, where there is nothing to resample
    std::size_t cases = 0;
    std::size_t block = 0;
};

/// Interval by the moving-block bootstrap (Künsch 1989, Ann. Stat. 17:1217–1241): ⌈n/l⌉ blocks of l neighbours drawn with replacement
/// from the n − l + 1 there are, cut to n; pairs stay together. The same seed gives the same interval on every machine. Empty when there is no pair,
/// the spans differ in length, or a score is not finite or, summed, negative.
std::optional<SkillScore> skill_score(std::span<const double> scores, std::span<const double> reference, const BlockBootstrap& plan = {});

/// Scores of one series of neighbours in time: one target of one episode.
struct PairedScores {
    std::vector<double> scores;
    std::vector<double> reference;
};
/// Over several series: 1 − ΣΣ scores/ΣΣ reference; the caller first brings them to one unit (divide a series' scores and reference by one scale). Two stages
/// (Davison & Hinkley 1997, §3.8): series are drawn with replacement, then blocks within each, so that the interval knows that months of one episode
/// are not news of their own. `low` and `high` are empty below three series; `block` is the longest used. Series without pairs are left out.
std::optional<SkillScore> pooled_skill(std::span<const PairedScores> series, const BlockBootstrap& plan = {});

struct DieboldMariano {
    double mean_difference = 0;   ///< of scores − reference: negative when the forecast is better
    double statistic = 0;         ///< with the small-sample factor of Harvey, Leybourne & Newbold
    double uncorrected = 0;       ///< d̄/√V̂ as in Diebold & Mariano
    double p_two_sided = 1;       ///< from Student t with n − 1 degrees of freedom
    double p_better = 1;          ///< one-sided: small when the forecast beats the reference
    std::size_t cases = 0;
    bool bartlett = false;        ///< the plain sum of autocovariances was not positive; Bartlett weights were used
};

/// Diebold & Mariano (1995, J. Bus. Econ. Stat. 13:253–263): d̄/√(V̂/n), V̂ = γ₀ + 2Σ_{k<h} γ_k, γ_k with divisor n, for forecasts h steps ahead;
/// times √((n + 1 − 2h + h(h − 1)/n)/n) (Harvey, Leybourne & Newbold 1997, Int. J. Forecast. 13:281–291, eq. 9). Where V̂ ≤ 0, Bartlett weights 1 − k/h.
/// Empty when n < 3, n ≤ h, h is 0, a score is not finite, or all differences are alike.
std::optional<DieboldMariano> diebold_mariano(std::span<const double> scores, std::span<const double> reference, std::size_t steps_ahead = 1);

}  // namespace countervail
