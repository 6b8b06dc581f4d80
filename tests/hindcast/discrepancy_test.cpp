// SPDX-License-Identifier: Apache-2.0
// The size of a model's error from forecasts that are over: the example of docs/methods/discrepancy.md, errors of known size, and the check that what is learnt holds what it claims.
#include "hindcast/discrepancy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>

#include "base/random.h"
#include "calibration/normal_distribution.h"
#include "hindcast/small_ledger.h"

namespace countervail {
namespace {

using testing::HasSubstr;

constexpr double kNever90 = 1.6448536269514722;
const ErrorPrior kPrior{{0.02, 0.07, 0.245, "a"}, {0.02, 0.07, 0.245, "b"}, {0.2, 0.5, 0.8, "c"}};

ErrorObservation seen(double observed, std::vector<double> forecast) { return {.observed = observed, .forecast = std::move(forecast), .counting = {}}; }

/// Numbers of one synthetic world after the other.
class Chance {
  public:
    explicit Chance(std::uint64_t seed) : seed_(seed) {}
    double even() { return uniform(seed_, count_++, 0, name_code("discrepancy test")); }
    double normal() { return normal_quantile(even()); }

  private:
    std::uint64_t seed_;
    std::uint32_t count_ = 0;
};

/// What one draw said, and what came: the same, lasting and passing errors besides.
ErrorSeries made_series(Chance& chance, double lasting, double passing, int length, int draws) {
    ErrorSeries series;
    const double u = lasting * chance.normal();
    const auto truth = static_cast<std::size_t>(chance.even() * draws);
    std::vector<double> level;
    for (int d = 0; d < draws; ++d) level.push_back(1 + 0.2 * chance.normal());
    for (int i = 0; i < length; ++i) series.observations.push_back(seen(level[truth] + u + passing * chance.normal(), level));
    return series;
}

TEST(Discrepancy, TheExampleByHand) {
    // Residuals (0.1, 0.3) and (0.3, −0.1) of two draws; V = [0.08 0.04; 0.04 0.08].
    const ErrorSeries series{"s", {seen(1.1, {1.0, 0.8}), seen(0.9, {0.6, 1.0})}};
    EXPECT_NEAR(error_log_likelihood({"first", {seen(1.1, {1.0}), seen(0.9, {0.6})}}, 0.2, 0.2), 0.248359, 1e-6);
    EXPECT_NEAR(error_log_likelihood(series, 0.2, 0.2), 0.029289, 1e-6);
    ErrorObservation nothing = seen(0, {0.2});
    nothing.at = ErrorObservation::At::low;
    EXPECT_NEAR(error_log_likelihood({"s", {nothing}}, 0.15, 0.2), std::log(0.211855), 1e-5);   // Φ(−0.2/0.25)
}

TEST(Discrepancy, TheClosedFormIsTheNormalDensity) {
    // Three observations with scatter of counting, one of them a quotient of the series with itself: against the determinant written out.
    ErrorSeries series{"s", {seen(0.3, {0.0}), seen(-0.2, {0.0}), seen(0.15, {0.0})}};
    series.observations[0].counting = {0.01};
    series.observations[1].lasting = 0;
    series.observations[1].passing = 2;
    const double t = 0.3 * 0.3, w = 0.1 * 0.1;
    const double a = w + 0.01 + t, b = 2 * w, c = w + t;   // the middle one is independent
    const double determinant = (a * c - t * t) * b;
    const double square = (c * 0.09 - 2 * t * 0.3 * 0.15 + a * 0.0225) / (a * c - t * t) + 0.04 / b;
    EXPECT_NEAR(error_log_likelihood(series, 0.3, 0.1), -0.5 * (3 * std::log(2 * std::numbers::pi) + std::log(determinant) + square), 1e-12);
}

TEST(Discrepancy, AnEndOfTheScaleIsAverageOverWhatLasts) {
    // One observation inside tells of u, the other is nothing: P(second ≤ 0 | first) by the conditional normal.
    ErrorObservation first = seen(0.5, {0.3}), second = seen(0, {0.1});
    second.at = ErrorObservation::At::low;
    const double t = 0.04, w = 0.01, total = t + w;
    const double mean = t / total * 0.2, variance = total - t * t / total;
    const double expected = -0.5 * (std::log(2 * std::numbers::pi * total) + 0.04 / total) + std::log(normal_distribution((0 - 0.1 - mean) / std::sqrt(variance)));
    EXPECT_NEAR(error_log_likelihood({"s", {first, second}}, 0.2, 0.1), expected, 2e-3);
}

TEST(Discrepancy, NeverIsCertainOrImpossible) {
    const double never = std::numeric_limits<double>::infinity();
    ErrorObservation not_come = seen(std::log(100.0), {never});
    not_come.at = ErrorObservation::At::high;
    EXPECT_EQ(error_log_likelihood({"s", {not_come}}, 0.2, 0.1), 0);
    EXPECT_EQ(error_log_likelihood({"s", {seen(std::log(50.0), {never, never})}}, 0.2, 0.1), -never);
    const double half = error_log_likelihood({"s", {seen(1, {never, 1})}}, 0.2, 0.1), whole = error_log_likelihood({"s", {seen(1, {1.0})}}, 0.2, 0.1);
    EXPECT_NEAR(half, whole - std::log(2.0), 1e-12);
    ErrorPosterior posterior(kPrior);
    const double before = posterior.lasting().median;
    const std::vector<ErrorSeries> impossible{{"s", {seen(1, {never})}}};
    posterior.learn(impossible, 1);
    EXPECT_EQ(posterior.lasting().median, before);
}

TEST(Discrepancy, ScalesGoThereAndBack) {
    for (const double value : {0.0, 0.2, 1.0, 7.0}) {
        EXPECT_NEAR(from_error_scale(ErrorKind::flow, to_error_scale(ErrorKind::flow, value, 4), 4), value, 1e-12);
        EXPECT_NEAR(from_error_scale(ErrorKind::price, to_error_scale(ErrorKind::price, value, 0), 0), value, 1e-12);
        EXPECT_NEAR(from_error_scale(ErrorKind::time, to_error_scale(ErrorKind::time, value, 0), 0), value, 1e-12);
    }
    for (const double value : {0.0, 0.3, 1.0}) EXPECT_NEAR(from_error_scale(ErrorKind::share, to_error_scale(ErrorKind::share, value, 0), 0), value, 1e-12);
    EXPECT_EQ(from_error_scale(ErrorKind::flow, -0.1, 4), 0);
    EXPECT_EQ(from_error_scale(ErrorKind::share, -0.1, 0), 0);
    EXPECT_EQ(from_error_scale(ErrorKind::share, 2, 0), 1);
    EXPECT_EQ(from_error_scale(ErrorKind::time, to_error_scale(ErrorKind::time, kNever, 0) + 0.3, 0), kNever);
}

TEST(Discrepancy, WithoutLessonsItIsThePrior) {
    const ErrorPosterior posterior(kPrior);
    EXPECT_NEAR(posterior.lasting().median, 0.07, 0.001);
    EXPECT_NEAR(posterior.lasting().low / 0.02, 1, 0.03);
    EXPECT_NEAR(posterior.passing().high / 0.245, 1, 0.03);
    EXPECT_LE(posterior.at(1e-9).lasting, posterior.at(1 - 1e-9).lasting);
}

TEST(Discrepancy, FindsErrorsOfKnownSize) {
    constexpr int kEpisodes = 40;
    for (const auto& [lasting, passing] : {std::array{0.2, 0.05}, std::array{0.05, 0.2}}) {
        Chance chance(7);
        ErrorPosterior posterior(kPrior);
        for (int e = 0; e < kEpisodes; ++e) {
            std::vector<ErrorSeries> episode;
            for (int s = 0; s < 3; ++s) episode.push_back(made_series(chance, lasting, passing, 8, 25));
            posterior.learn(episode, 2);
        }
        EXPECT_NEAR(std::log(posterior.lasting().median / lasting), 0, 0.35) << lasting;
        EXPECT_NEAR(std::log(posterior.passing().median / passing), 0, 0.35) << passing;
    }
}

TEST(Discrepancy, SeriesOfAnEpisodeShareItsWeight) {
    Chance chance(3);
    const ErrorSeries series = made_series(chance, 0.3, 0.1, 6, 10);
    ErrorPosterior one(kPrior), five(kPrior);
    one.learn(std::vector{series}, 1);
    five.learn(std::vector(5, series), 3);
    EXPECT_NEAR(one.lasting().median, five.lasting().median, 1e-9);
    EXPECT_NEAR(one.passing().high, five.passing().high, 1e-9);
    EXPECT_GT(one.lasting().median, ErrorPosterior(kPrior).lasting().median);
}

TEST(Discrepancy, EqualBytesAtAnyNumberOfThreads) {
    Chance chance(5);
    std::vector<ErrorSeries> episode;
    for (int s = 0; s < 4; ++s) episode.push_back(made_series(chance, 0.1, 0.1, 5, 40));
    ErrorPosterior one(kPrior), many(kPrior);
    one.learn(episode, 1);
    many.learn(episode, 4);
    for (const double u : {0.01, 0.3, 0.77}) EXPECT_EQ(one.at(u).passing, many.at(u).passing);
    EXPECT_EQ(one.lasting().high, many.lasting().high);
}

/// Places of observations among their forecasts in worlds that are as the method says: sizes from its own prior, two episodes to learn from, then a third. `dressed`: with the error or without.
double chi_square_of_places(bool dressed) {
    constexpr int kWorlds = 400, kDraws = 39, kBins = 10;
    std::array<int, kBins> bins{};
    Chance chance(11);
    const auto axis = [&](const ErrorSpread& spread, double z) { return spread.median * std::exp(std::log(spread.high / spread.low) / (2 * kNever90) * z); };
    for (int world = 0; world < kWorlds; ++world) {
        const double common = std::array{0.2, 0.5, 0.8}[static_cast<std::size_t>(chance.even() * 3)];
        const double lasting = chance.normal(), passing = chance.normal();
        const auto episode = [&] {
            const double own_lasting = std::sqrt(common) * lasting + std::sqrt(1 - common) * chance.normal(), own_passing = std::sqrt(common) * passing + std::sqrt(1 - common) * chance.normal();
            return made_series(chance, axis(kPrior.lasting, own_lasting), axis(kPrior.passing, own_passing), 3, kDraws);
        };
        ErrorPosterior posterior(kPrior);
        for (int e = 0; e < 2; ++e) posterior.learn(std::vector{episode()}, 1);
        const ErrorObservation next = episode().observations.front();
        int below = 0;
        for (const double forecast : next.forecast) {
            const auto size = posterior.at(chance.even());
            below += forecast + (dressed ? size.lasting * chance.normal() + size.passing * chance.normal() : 0) < next.observed ? 1 : 0;
        }
        ++bins[static_cast<std::size_t>(below * kBins / (kDraws + 1))];
    }
    double sum = 0;
    for (const int count : bins) sum += (count - kWorlds / kBins) * (count - kWorlds / kBins) * 1.0 * kBins / kWorlds;
    return sum;
}

TEST(Discrepancy, DressedForecastsHoldWhatTheyClaimAndBareOnesDoNot) {
    constexpr double kOneInAHundred = 21.67;   // of chi-square with nine degrees of freedom
    EXPECT_LT(chi_square_of_places(true), kOneInAHundred);
    EXPECT_GT(chi_square_of_places(false), kOneInAHundred);
}

TEST(Discrepancy, ThePriorIsReadFromTheLedgerWithItsDay) {
    const std::string rows =
        "assume:model-discrepancy-flow-lasting,ratio,0.02,0.07,0.25,,test\nassume:model-discrepancy-flow-passing,ratio,0.02,0.07,0.25,m,test\nassume:model-discrepancy-common-share,share,0.2,0.5,0.8,,test\n";
    const Ledger ledger = test::ledger_of(test::export_row("m", "2025-05", "3", "2025-06-20"), rows);
    const auto prior = error_prior(ledger, ErrorKind::flow, Date(2025, 7, 1), {"score"});
    ASSERT_TRUE(prior) << to_text(prior.error());
    EXPECT_EQ(prior->lasting.median, 0.07);
    EXPECT_EQ(prior->common.high, 0.8);
    const auto early = error_prior(ledger, ErrorKind::flow, Date(2025, 6, 1), {"score"});
    ASSERT_FALSE(early);   // one range rests on what was published later
    EXPECT_THAT(to_text(early.error()), HasSubstr("\"m\""));
    const auto missing = error_prior(ledger, ErrorKind::price, Date(2025, 7, 1), {"score"});
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().size(), 2U);
}

}  // namespace
}  // namespace countervail
