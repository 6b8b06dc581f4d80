// SPDX-License-Identifier: Apache-2.0
// Who was hit, in which direction, and when: rank correlations, signs, and errors of timing that keep "never" honest.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace countervail {

/// Ranks from 1; ties share the mean of theirs.
std::vector<double> mid_ranks(std::span<const double> values);

/// Pearson correlation of mid-ranks (Spearman 1904). Empty when fewer than two pairs, lengths differ, a value is NaN, or one side is all ties. ±∞ may
/// stand for "never": it ranks as such.
std::optional<double> spearman(std::span<const double> forecast, std::span<const double> observed);

/// Kendall's tau-b: (concordant − discordant)/√((n₀ − n₁)(n₀ − n₂)), n₁ and n₂ the pairs tied on either side (Kendall 1945, Biometrika 33). Empty as above.
std::optional<double> kendall_tau_b(std::span<const double> forecast, std::span<const double> observed);

/// How often the sign was right. A pair counts as right when both are below, both above or both at zero.
struct SignScore {
    std::size_t cases = 0;
    std::size_t right = 0;
    double share = 0;      ///< NaN without cases
    double chance = 1;     ///< probability of as many right or more by tossing a fair coin (sign test)
};
/// Changes against a base, of equal lengths; NaN pairs are left out.
SignScore sign_score(std::span<const double> forecast, std::span<const double> observed);

/// When something was said to happen (the ensemble's median) and when it did; any unit (weeks, days). Empty: not within the window looked at.
struct TimingCase {
    std::optional<double> forecast;
    std::optional<double> observed;
    double window = 0;     ///< how far was looked, in the same unit: "not yet" means "later than this"
};

/// Forecast less observed. A case where only one of the two happened is censored: its error is known to be at least window − the other (early: it was
/// said to happen and did not, error ≤ −(window − forecast); late: error ≥ window − observed). Where neither happened there is no error to speak of;
/// it counts as right and enters the share but not the median.
struct TimingScore {
    std::size_t cases = 0;
    std::size_t timed = 0;                        ///< both happened
    std::size_t said_but_not_seen = 0;
    std::size_t seen_but_not_said = 0;
    std::size_t neither = 0;
    /// Of timed and censored cases, with a censored error beyond all others on its side; empty when the middle is censored or there is none.
    std::optional<double> median_error;
    /// The same of absolute errors.
    std::optional<double> median_absolute_error;
    double share_within = 0;                      ///< of all cases: |error| ≤ tolerance, or neither happened; NaN without cases
};
TimingScore timing_score(std::span<const TimingCase> cases, double tolerance);

}  // namespace countervail
