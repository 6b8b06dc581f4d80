// SPDX-License-Identifier: Apache-2.0
// How wrong the model still is when its inputs are right (model discrepancy: Kennedy & O'Hagan 2001, J. R. Stat. Soc. B 63:425–464), learnt from forecasts
// that are over. Numbers alone: what may be learnt from is hindcast/lessons.h, how a forecast then carries it hindcast/dressing.h; docs/methods/discrepancy.md
// has the formulas and an example.
//
// Each kind of quantity has a scale on which errors of all sizes are alike: the root of a flow's share of normal (as in calibration/root_error.h), the logarithm of a price and of a delay,
// the arcsine of the root of a share (Anscombe 1948, Biometrika 35:246–254). There
//     observed = forecast + u(series) + w(observation),   u ~ N(0, τ²) lasting through a series, w ~ N(0, ω²) passing.
// The mean error is 0 by design: a bias is not corrected.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "hindcast/measure_values.h"

namespace countervail {

enum class ErrorKind { flow, price, share, time };
inline constexpr std::array kErrorKinds = {ErrorKind::flow, ErrorKind::price, ErrorKind::share, ErrorKind::time};
std::string to_text(ErrorKind kind);

/// What leaves is a number of shipments, and the root of such a number scatters evenly (Anscombe 1948), its share of normal therefore by 1/(2√shipments): ω of a flow is that of
/// one worth USD 10 million over the observation's days, and ω²·10 million/worth is the variance of another.
inline constexpr double kReferenceWorth = 1e7;
/// kReferenceWorth / worth; 1 where nothing is worth anything.
double passing_weight(double worth);

/// Which scale a measure has; empty for what has none (counts of applications, losses of output): its forecasts carry no error of the model.
std::optional<ErrorKind> error_kind(const BoundMeasure& measure);
/// A value on its kind's scale, and back. `normal`: what a flow is at rest, above 0; other kinds do not look at it. kNever is +∞, 0 days and a price of 0 are −∞. Back: a root
/// below 0 is no flow, an arcsine outside its quarter circle is no share or all of it.
double to_error_scale(ErrorKind kind, double value, double normal);
double from_error_scale(ErrorKind kind, double scaled, double normal);

/// A standard deviation with its 90 % range.
struct ErrorSpread {
    double low = 0, median = 0, high = 0;
    std::string source;                       ///< prior: the assumption that it comes from
};
/// Of τ and of ω, independent, each lognormal with this median and with log(high/low) spanning 90 %. `common`: how much of that variance (of the logarithm) all episodes share; the rest is
/// drawn anew for each, since a model is not as wrong about every episode. Its low, median and high are equally likely.
struct ErrorPrior {
    ErrorSpread lasting, passing;
    ErrorSpread common{0.2, 0.5, 0.8, {}};
};
/// The assumptions of a kind: "assume:model-discrepancy-<kind>-lasting", "…-passing", and "assume:model-discrepancy-common-share". Fails when a row is missing, or was not public by known_on with
/// all it cites.
Result<ErrorPrior> error_prior(const Ledger& ledger, ErrorKind kind, Date known_on, const Place& asked_at);
std::vector<std::string> error_prior_rows(ErrorKind kind);

/// One observation beside its forecast, on the kind's scale.
struct ErrorObservation {
    enum class At { inside, low, high };      ///< of the scale: no flow; all of it, or not within the run. Then it is known only that forecast + error lies at or beyond
    double observed = 0;
    At at = At::inside;
    std::vector<double> forecast;             ///< by draw, before what counting adds
    std::vector<double> counting;             ///< variance that counting adds, by draw; empty: none
    double lasting = 1;                       ///< how often the series' u is in it: 0 where it is a quotient of the series with itself
    double passing = 1;                       ///< of ω² in its variance: passing_weight of a flow, 2 for a quotient of prices
};
struct ErrorSeries {
    std::string id;                           ///< measure that it is about
    std::vector<ErrorObservation> observations;
};

/// ln of the mean over the draws of P(observations | draw, τ, ω): a normal density with covariance diag(passing ω² + counting) + τ² cᵢcⱼ, c = lasting, in closed form; observations at an end of the scale
/// as probabilities, given the others and averaged over u by seven Gauss–Hermite nodes. −∞ when no draw can have led to what was seen. ω > 0.
double error_log_likelihood(const ErrorSeries& series, double lasting, double passing);

/// Joint distribution of τ and ω of the next episode, on a grid. On the axis on which the prior's logarithm is a standard normal, an episode's pair is √ρ a + √(1−ρ) bₑ, a common to all, bₑ its own, both standard normal;
/// the distribution of (ρ, a) is exact up to the grid.
class ErrorPosterior {
  public:
    explicit ErrorPosterior(const ErrorPrior& prior);
    /// The series of one episode together weigh as one: the mean of their log-likelihoods is taken, since they share the episode's fate. Series that no draw can have led to
    /// say nothing of τ and ω and are left out. Same bytes at any number of threads.
    void learn(std::span<const ErrorSeries> episode, int threads);

    struct Pair {
        double lasting = 0, passing = 0;
    };
    /// Inverse of the distribution, pairs in the order of τ, then ω; 0 < u < 1.
    Pair at(double u) const;
    /// 5, 50, 95 % of τ and of ω.
    ErrorSpread lasting() const;
    ErrorSpread passing() const;

  private:
    void foretell();

    std::vector<double> lasting_, passing_;            // axes
    std::vector<double> common_;                       // values of ρ
    std::vector<std::vector<double>> log_weight_;      // of a, for each ρ: τ-major
    std::vector<double> shares_, cumulated_;           // of the next pair, τ-major
};

}  // namespace countervail
