// SPDX-License-Identifier: Apache-2.0
// Problems whose posterior is known.
#include "calibration/abc.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "base/random.h"
#include "calibration/normal_distribution.h"

namespace countervail {
namespace {

using Points = std::vector<std::vector<double>>;

double mean_of(const AbcFit& fit, std::size_t parameter) {
    double sum = 0;
    for (std::size_t i = 0; i < fit.points.size(); ++i) sum += fit.weights[i] * normal_quantile(fit.points[i][parameter]);
    return sum;
}

double covariance_of(const AbcFit& fit, std::size_t a, std::size_t b) {
    double sum = 0;
    for (std::size_t i = 0; i < fit.points.size(); ++i) sum += fit.weights[i] * normal_quantile(fit.points[i][a]) * normal_quantile(fit.points[i][b]);
    return sum - mean_of(fit, a) * mean_of(fit, b);
}

/// z ~ N(0, 1), three observations y = z + nuisance + e, nuisance ~ N(0, 0.5²) common to them, e ~ N(0, 0.4²).
/// With ȳ of n: z | y is normal with precision 1 + 1/(0.25 + 0.16/n), mean ȳ/(0.25 + 0.16/n) / precision.
TEST(abc, conjugate_normal_with_a_nuisance_has_the_known_posterior) {
    const std::vector<double> observed{1.3, 0.9, 1.7};
    const AbcSimulator simulate = [&](const Points& points, std::uint32_t first) {
        Points out;
        for (std::size_t i = 0; i < points.size(); ++i) {
            const double nuisance = 0.5 * normal_quantile(uniform(9, first + static_cast<std::uint32_t>(i), 0, 77));
            out.emplace_back(3, normal_quantile(points[i][0]) + nuisance);
        }
        return out;
    };
    const AbcMisfit misfit = [&](const std::vector<double>& y) {
        double sum = 0;
        for (std::size_t i = 0; i < y.size(); ++i) sum += (y[i] - observed[i]) * (y[i] - observed[i]) / 0.16;
        return sum;
    };
    const AbcFit fit = fit_abc(1, simulate, misfit, {.first_draws = 4096, .later_draws = 4096, .rounds = 3, .seed = 3});
    const double precision = 1 + 1 / (0.25 + 0.16 / 3), mean = 1.3 / (0.25 + 0.16 / 3) / precision;
    EXPECT_NEAR(mean_of(fit, 0), mean, 4 * std::sqrt(1 / precision / fit.effective));
    EXPECT_NEAR(covariance_of(fit, 0, 0), 1 / precision, 4 * std::sqrt(2.0 / fit.effective) / precision);
    EXPECT_GT(fit.effective, 2000);
    EXPECT_NEAR(std::accumulate(fit.weights.begin(), fit.weights.end(), 0.0), 1, 1e-12);
}

/// Five parameters, one of them unseen, two seen only as a sum, narrow errors: rejection from the prior would keep one draw in ten thousand.
TEST(abc, narrow_ridge_in_five_dimensions_is_found_and_measured) {
    const std::vector<double> observed{0.8, -1.1, 1.5};
    const double error = 0.1;
    const AbcSimulator simulate = [](const Points& points, std::uint32_t) {
        Points out;
        for (const auto& u : points) out.push_back({normal_quantile(u[0]), normal_quantile(u[1]), normal_quantile(u[2]) + normal_quantile(u[3])});
        return out;
    };
    const AbcMisfit misfit = [&](const std::vector<double>& y) {
        double sum = 0;
        for (std::size_t i = 0; i < y.size(); ++i) sum += (y[i] - observed[i]) * (y[i] - observed[i]) / (error * error);
        return sum;
    };
    const AbcFit fit = fit_abc(5, simulate, misfit, {.first_draws = 2048, .later_draws = 2048, .rounds = 5, .seed = 8});
    const double e2 = error * error;
    const double tolerance = 4 / std::sqrt(fit.effective);
    EXPECT_GT(fit.effective, 300);
    EXPECT_NEAR(mean_of(fit, 0), 0.8 / (1 + e2), tolerance * error);
    EXPECT_NEAR(mean_of(fit, 1), -1.1 / (1 + e2), tolerance * error);
    EXPECT_NEAR(mean_of(fit, 2) + mean_of(fit, 3), 1.5 * 2 / (2 + e2), tolerance * error * 1.5);
    EXPECT_NEAR(mean_of(fit, 4), 0, tolerance);
    EXPECT_NEAR(covariance_of(fit, 0, 0), e2 / (1 + e2), 2 * tolerance * e2);
    // Of two seen as a sum, each keeps half its variance and they move against each other: ±½ up to the error.
    EXPECT_NEAR(covariance_of(fit, 2, 2), 1 - 1 / (2 + e2), tolerance);
    EXPECT_NEAR(covariance_of(fit, 2, 3), -1 / (2 + e2), tolerance);
    EXPECT_NEAR(covariance_of(fit, 4, 4), 1, 2 * tolerance);
    // ln of the density of what was observed under prior and error, times √(2π)ᵏ·errorᵏ: the kernel is not normalised.
    const auto log_normal = [](double x, double variance) { return -0.5 * x * x / variance - 0.5 * std::log(variance); };
    const double evidence = log_normal(0.8, 1 + e2) + log_normal(1.1, 1 + e2) + log_normal(1.5, 2 + e2) + 3 * std::log(error);
    EXPECT_NEAR(fit.log_evidence, evidence, 0.2);
}

/// Simulation-based calibration (Talts et al. 2018): parameters drawn from the prior, data from them, the rank of the truth among the
/// posterior's draws is uniform. The model is curved and its errors are not small.
TEST(abc, ranks_of_the_truth_are_uniform) {
    constexpr int kTrials = 400, kBins = 10;
    std::vector<int> first(kBins, 0), second(kBins, 0);
    const auto model = [](double a, double b) { return std::vector<double>{std::exp(0.5 * a), a + b * b, b}; };
    for (int t = 0; t < kTrials; ++t) {
        const auto trial = static_cast<std::uint32_t>(t);
        const double a = normal_quantile(uniform(1, trial, 0, 5)), b = normal_quantile(uniform(1, trial, 1, 5));
        std::vector<double> observed = model(a, b);
        for (std::size_t i = 0; i < observed.size(); ++i) observed[i] += 0.6 * normal_quantile(uniform(1, trial, static_cast<std::uint32_t>(2 + i), 5));
        const AbcSimulator simulate = [&](const Points& points, std::uint32_t) {
            Points out;
            for (const auto& u : points) out.push_back(model(normal_quantile(u[0]), normal_quantile(u[1])));
            return out;
        };
        const AbcMisfit misfit = [&](const std::vector<double>& y) {
            double sum = 0;
            for (std::size_t i = 0; i < y.size(); ++i) sum += (y[i] - observed[i]) * (y[i] - observed[i]) / 0.36;
            return sum;
        };
        const AbcFit fit = fit_abc(2, simulate, misfit, {.first_draws = 256, .later_draws = 128, .rounds = 2, .round_effective = 60, .seed = 100 + trial});
        const auto bin = [&](std::size_t parameter, double truth) {
            double below = 0;
            for (std::size_t i = 0; i < fit.points.size(); ++i) below += normal_quantile(fit.points[i][parameter]) < truth ? fit.weights[i] : 0;
            return std::min(static_cast<std::size_t>(below * kBins), std::size_t{kBins - 1});
        };
        ++first[bin(0, a)];
        ++second[bin(1, b)];
    }
    for (const auto& counts : {first, second}) {
        double chi = 0;
        for (const int n : counts) chi += (n - kTrials / double(kBins)) * (n - kTrials / double(kBins)) * kBins / kTrials;
        EXPECT_LT(chi, 27.9);   // 99.9 % of chi-squared with 9 degrees of freedom
    }
}

TEST(abc, a_model_that_never_fits_says_so) {
    const AbcSimulator simulate = [](const Points& points, std::uint32_t) { return Points(points.size(), {std::nan("")}); };
    const AbcFit fit = fit_abc(1, simulate, [](const std::vector<double>& y) { return y[0]; }, {.first_draws = 64, .later_draws = 64, .rounds = 2});
    EXPECT_EQ(fit.effective, 0);
    EXPECT_EQ(fit.points.size(), 64U);
}

TEST(abc, resampling_is_as_even_as_can_be) {
    const std::vector<double> weights{0.1, 0, 0.65, 0.25};
    for (const double offset : {0.01, 0.5, 0.99}) {
        std::vector<int> count(4, 0);
        for (const std::size_t i : systematic_resample(weights, 30, offset)) ++count[i];
        EXPECT_EQ(count[0], 3);
        EXPECT_EQ(count[1], 0);
        EXPECT_TRUE(count[2] == 19 || count[2] == 20);
        EXPECT_TRUE(count[3] == 7 || count[3] == 8);
    }
    EXPECT_EQ(weighted_quantile({3, 1, 2}, {0.2, 0.5, 0.3}, 0.5), 1);
    EXPECT_EQ(weighted_quantile({3, 1, 2}, {0.2, 0.5, 0.3}, 0.51), 2);
    EXPECT_EQ(weighted_quantile({3, 1, 2}, {0.2, 0.5, 0.3}, 1), 3);
}

}  // namespace
}  // namespace countervail
