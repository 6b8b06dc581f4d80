// SPDX-License-Identifier: Apache-2.0
#include "calibration/calibrate.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/random.h"
#include "base/text.h"
#include "scoring/calibration_checks.h"
#include "scoring/crps.h"
#include "simulation/posterior.h"

namespace countervail {

namespace {

using Points = std::vector<std::vector<double>>;

// Draws that foretell an episode which was left out, and that show its prior.
constexpr std::size_t kForetellingDraws = 512;
constexpr int kStoredDigits = 6;

ShareBand band(const std::vector<double>& values, const std::vector<double>& weights) {
    return {weighted_quantile(values, weights, 0.05), weighted_quantile(values, weights, 0.25), weighted_quantile(values, weights, 0.5),
            weighted_quantile(values, weights, 0.75), weighted_quantile(values, weights, 0.95)};
}

std::vector<double> column(const Points& rows, std::size_t index, std::size_t count) {
    std::vector<double> values;
    for (std::size_t i = 0; i < count; ++i) values.push_back(rows[i][index]);
    return values;
}

/// Six digits are more than a fit knows, and keep the file small; rounding does not leave the accepted range.
double stored(double value, const ParameterRecord& limits) {
    if (value == 0) return 0;
    const double scale = std::pow(10.0, kStoredDigits - 1 - std::floor(std::log10(std::abs(value))));
    return std::clamp(std::round(value * scale) / scale, limits.lowest, limits.highest);
}

class CalibrationRun {
  public:
    CalibrationRun(const Calibration& calibration, std::vector<EpisodeModel> models, int threads, const CalibrationProgress& progress)
        : calibration_(calibration), models_(std::move(models)), threads_(threads), progress_(progress) {}

    CalibrationResult run() {
        for (std::size_t e = 0; e < models_.size(); ++e) {
            if (calibration_.episodes[e].together) {
                fit_together(e);
                continue;
            }
            for (std::size_t s = 0; s < models_[e].series().size(); ++s) fit_series(e, s);
        }
        learn();
        if (models_.size() > 1) {
            for (std::size_t e = 0; e < models_.size(); ++e) leave_out(e);
        }
        return std::move(result_);
    }

  private:
    int parameters() const { return static_cast<int>(calibration_.parameters.size()); }

    void say(const std::string& words) const {
        if (progress_) progress_(words);
    }

    /// The months of one series in a vector of all.
    static std::vector<double> months_of(const EpisodeModel& model, std::size_t s, const std::vector<double>& shares) {
        const auto begin = shares.begin() + static_cast<std::ptrdiff_t>(model.offset(s));
        return {begin, begin + static_cast<std::ptrdiff_t>(model.series()[s].error.observations().size())};
    }

    AbcFit fit(const EpisodeModel& model, const std::string& name, const AbcSimulator& simulate, const AbcMisfit& misfit) {
        say("fitting " + name);
        const CalibrationMethod& method = calibration_.method;
        AbcSettings settings;
        settings.first_draws = method.first_draws;
        settings.later_draws = method.later_draws;
        settings.rounds = method.rounds;
        settings.seed = method.seed + name_code(name);
        return fit_abc(static_cast<int>(model.priors().size()), simulate, misfit, settings);
    }

    AbcSimulator simulator(const EpisodeModel& model) {
        return [&](const Points& points, std::uint32_t first) {
            result_.runs += static_cast<long long>(points.size());
            return model.shares(points, first, threads_);
        };
    }

    void fit_series(std::size_t e, std::size_t s) {
        const EpisodeModel& model = models_[e];
        const ObservedSeries& series = model.series()[s];
        const AbcSimulator simulate = [&, all = simulator(model)](const Points& points, std::uint32_t first) {
            Points shares = all(points, first);
            for (auto& each : shares) each = months_of(model, s, each);
            return shares;
        };
        add(e, s, fit(model, series.id, simulate, [&](const std::vector<double>& shares) { return series.error.misfit(shares); }));
    }

    /// Errors of different series are taken to be independent.
    void fit_together(std::size_t e) {
        const EpisodeModel& model = models_[e];
        const AbcMisfit misfit = [&](const std::vector<double>& shares) {
            double sum = 0;
            for (std::size_t s = 0; s < model.series().size(); ++s) sum += model.series()[s].error.misfit(months_of(model, s, shares));
            return sum;
        };
        const AbcFit found = fit(model, model.id(), simulator(model), misfit);
        for (std::size_t s = 0; s < model.series().size(); ++s) {
            AbcFit own = found;
            for (auto& each : own.summaries) each = months_of(model, s, each);
            add(e, s, std::move(own));
        }
    }

    void add(std::size_t e, std::size_t s, AbcFit fit) {
        const ObservedSeries& series = models_[e].series()[s];
        SeriesFit fitted{series.id, series.title, e, std::move(fit), {}, {}, series.normal, series.chance, series.fitted};
        fitted.rows.insert(fitted.rows.end(), series.normal_rows.begin(), series.normal_rows.end());
        describe(models_[e], series, fitted);
        result_.series.push_back(std::move(fitted));
    }

    void describe(const EpisodeModel& model, const ObservedSeries& series, SeriesFit& fitted) const {
        const AbcFit& fit = fitted.fit;
        for (std::size_t m = 0; m < series.error.observations().size(); ++m) {
            const RootObservation& seen = series.error.observations()[m];
            FittedMonth month{seen.month, calibration_.episodes[fitted.episode].begins, seen.share, {}, {}, 0};
            for (int i = 0; i < seen.month; ++i) month.on = month.on.next_month();
            const std::vector<double> first = column(fit.summaries, m, fit.prior_draws);
            month.prior = band(first, std::vector<double>(first.size(), 1.0));
            month.posterior = band(column(fit.summaries, m, fit.summaries.size()), fit.weights);
            month.implausibility = series.error.implausibility(m, month.posterior.median);
            fitted.months.push_back(month);
        }
        for (std::size_t p = 0; p < model.priors().size(); ++p) {
            const std::vector<double> u = column(fit.points, p, fit.points.size());
            const auto value = [&](double share) { return sample(model.priors()[p], weighted_quantile(u, fit.weights, share)); };
            fitted.marginals.push_back({value(0.05), value(0.5), value(0.95), {}});
        }
    }

    /// The fits of the episodes that are wanted; series of one episode share its weight.
    std::vector<PoolPart> parts(const std::function<bool(std::size_t episode)>& wanted) const {
        std::vector<PoolPart> found;
        for (const SeriesFit& each : result_.series) {
            if (wanted(each.episode)) found.push_back({&each.fit, 1.0 / static_cast<double>(models_[each.episode].series().size())});
        }
        return found;
    }

    double nats_of_an_episode(std::size_t parameter) const {
        double sum = 0;
        for (std::size_t e = 0; e < models_.size(); ++e) sum += learning_of(parts([&](std::size_t episode) { return episode == e; }), parameter).nats;
        return sum / static_cast<double>(models_.size());
    }

    void learn() {
        const std::vector<PoolPart> all = parts([](std::size_t) { return true; });
        const Points points = pooled_points(calibration_.method.pool, all, calibration_.method.novelty, static_cast<std::size_t>(calibration_.draws), parameters(), calibration_.method.seed);
        result_.rows.resize(points.size());
        for (std::size_t p = 0; p < calibration_.parameters.size(); ++p) {
            const Range& prior = models_.front().priors()[p];
            const Parameter parameter = calibration_.parameters[p].parameter;
            LearntResult found{parameter, prior, sample(prior, 0.05), sample(prior, 0.5), sample(prior, 0.95), {}, learning_of(all, p), nats_of_an_episode(p), false};
            found.kept = found.episode_nats >= calibration_.method.learnt_from;
            std::vector<double> values;
            for (const auto& point : points) values.push_back(stored(sample(prior, point[p]), record(parameter)));
            if (found.kept) {
                for (std::size_t i = 0; i < values.size(); ++i) result_.rows[i].push_back(values[i]);
            }
            std::sort(values.begin(), values.end());
            found.posterior = {sorted_quantile(values, 0.05), sorted_quantile(values, 0.5), sorted_quantile(values, 0.95), posterior_statement(calibration_.id, record(parameter).key)};
            result_.parameters.push_back(std::move(found));
        }
    }

    /// Runs one episode with what the others taught, of all parameters that were fitted.
    void leave_out(std::size_t e) {
        say("foretelling " + models_[e].id() + " from the others");
        const EpisodeModel& model = models_[e];
        const Points points = pooled_points(calibration_.method.pool, parts([&](std::size_t episode) { return episode != e; }), calibration_.method.novelty, kForetellingDraws, parameters(), calibration_.method.seed + 2);
        // Numbers of draws that no fit has used, so that chance and nuisances are others.
        const Points foretold = model.shares(points, static_cast<std::uint32_t>(1) << 24U, threads_);
        result_.runs += static_cast<long long>(points.size());
        for (const SeriesFit& fitted : result_.series) {
            if (fitted.episode != e) continue;
            LeftOut out;
            out.id = fitted.id;
            const auto s = static_cast<std::size_t>(std::find_if(model.series().begin(), model.series().end(), [&](const ObservedSeries& each) { return each.id == fitted.id; }) - model.series().begin());
            for (std::size_t m = 0; m < fitted.months.size(); ++m) add_month(fitted, m, column(foretold, model.offset(s) + m, foretold.size()), out);
            const double months = std::max(out.months, 1);
            for (double* each : {&out.crps, &out.prior_crps, &out.width_ninety, &out.prior_width_ninety}) *each /= months;
            result_.left_out.push_back(std::move(out));
        }
    }

    static void add_month(const SeriesFit& fitted, std::size_t m, const std::vector<double>& foretold, LeftOut& out) {
        const FittedMonth& month = fitted.months[m];
        const std::vector<double> equal(foretold.size(), 1.0);
        const ShareBand said = band(foretold, equal);
        const auto inside = [&](double low, double high) { return low <= month.observed && month.observed <= high ? 1 : 0; };
        ++out.months;
        out.inside_half += inside(said.lower_quartile, said.upper_quartile);
        out.inside_ninety += inside(said.low, said.high);
        out.prior_inside_half += inside(month.prior.lower_quartile, month.prior.upper_quartile);
        out.prior_inside_ninety += inside(month.prior.low, month.prior.high);
        out.crps += ensemble_crps(foretold, month.observed);
        out.prior_crps += ensemble_crps(column(fitted.fit.summaries, m, std::min(fitted.fit.prior_draws, kForetellingDraws)), month.observed);
        out.width_ninety += said.high - said.low;
        out.prior_width_ninety += month.prior.high - month.prior.low;
    }

    const Calibration& calibration_;
    std::vector<EpisodeModel> models_;
    int threads_;
    const CalibrationProgress& progress_;
    CalibrationResult result_;
};

}  // namespace

Result<CalibrationResult> run_calibration(const Library& library, const Ledger& ledger, const Calibration& calibration, int threads, const CalibrationProgress& progress) {
    Errors errors;
    std::vector<EpisodeModel> models;
    SolvedPrograms solved;   // episodes may share a world
    for (const CalibrationEpisode& episode : calibration.episodes) {
        if (progress) progress("preparing " + episode.id);
        auto model = EpisodeModel::prepare(library, ledger, calibration, episode, &solved);
        if (model) {
            models.push_back(std::move(*model));
        } else {
            append(errors, std::move(model.error()));
        }
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return CalibrationRun(calibration, std::move(models), threads, progress).run();
}

}  // namespace countervail
