// SPDX-License-Identifier: Apache-2.0
#include "calibration/episode_model.h"

#include <algorithm>
#include <cmath>

#include "base/parallel.h"
#include "base/random.h"
#include "base/text.h"
#include "calibration/observed_months.h"

namespace countervail {

namespace {

constexpr std::size_t kFewestNormalMonths = 3;

Date month_after(Date month, int count) {
    for (int i = 0; i < count; ++i) month = month.next_month();
    return month;
}

/// A watched flow in the results of a run.
struct WatchedFlow {
    int offset = 0;                      // of month 0 in the results
    double baseline = 0;                 // t per week
    std::vector<int> months;             // with an observation
    std::vector<double> weeks;           // of each of them
};

}  // namespace

struct EpisodeModel::Body {
    std::string id;
    Ensemble ensemble;
    Ranges ranges;
    int task = 0;
    std::uint64_t seed = 0;
    std::vector<Parameter> parameters;
    std::vector<Range> priors;
    std::vector<ObservedSeries> series;
    std::vector<WatchedFlow> flows;
};

namespace {

class Preparation {
  public:
    Preparation(const Library& library, const Ledger& ledger, const Calibration& calibration, const CalibrationEpisode& episode, SolvedPrograms* solved)
        : library_(library), ledger_(ledger), calibration_(calibration), episode_(episode), solved_(solved) {}

    Result<EpisodeModel> run() {
        auto scenario = read();
        if (!scenario) return std::unexpected(std::move(scenario.error()));
        auto ensemble = Ensemble::prepare(library_, ledger_, *scenario, solved_);
        if (!ensemble) return std::unexpected(std::move(ensemble.error()));
        auto body = std::make_shared<EpisodeModel::Body>(EpisodeModel::Body{episode_.id, std::move(*ensemble), {}, 0, calibration_.method.seed, {}, {}, {}, {}});
        body->ranges = body->ensemble.ranges();
        for (const LearntParameter& each : calibration_.parameters) {
            body->parameters.push_back(each.parameter);
            body->priors.push_back(body->ranges[static_cast<std::size_t>(each.parameter)]);
        }
        while (body->ensemble.tasks()[static_cast<std::size_t>(body->task)].case_id != base_case(*scenario)) ++body->task;
        for (const CalibrationSeries& series : episode_.series) add_series(series, *scenario, *body);
        check_priors(*body);
        if (!errors_.empty()) return std::unexpected(std::move(errors_));
        return EpisodeModel(std::move(body));
    }

  private:
    static const std::string& base_case(const Scenario& scenario) {
        return std::find_if(scenario.cases.begin(), scenario.cases.end(), [](const Case& each) { return each.base; })->id;
    }

    /// The episode's scenario up to the last month that is fitted, with the calibration's priors in place of its own ranges and posteriors.
    Result<Scenario> read() {
        const LibraryFile* file = nullptr;
        for (const std::string& path : {episode_.scenario, "scenarios/" + episode_.scenario, "scenarios/" + episode_.scenario + ".toml"}) {
            if (file == nullptr) file = library_.find(path);
        }
        if (file == nullptr) {
            std::vector<std::string> paths;
            for (const LibraryFile* each : library_.files("scenarios/", ".toml")) paths.push_back(each->path);
            const std::string hint = did_you_mean("scenarios/" + episode_.scenario + ".toml", paths);
            return fail(episode_.where, "there is no scenario \"" + episode_.scenario + "\" in the library", hint.empty() ? "name a file such as scenarios/hindcast/antimony-2024.toml" : hint);
        }
        auto scenario = read_scenario(file->text, file->path);
        if (!scenario) return scenario;
        const Date until = month_after(episode_.begins, episode_.months);
        if (episode_.begins < scenario->from || scenario->through + 1 <= episode_.begins) {
            return fail(episode_.where, "month 0, " + episode_.begins.to_text() + ", lies outside the run of " + file->path, "choose a month from " + scenario->from.to_text() + " to " + scenario->through.to_text());
        }
        scenario->through = std::max(std::min(scenario->through, until + (-1)), scenario->known_on);
        scenario->count_from = std::min(scenario->count_from, scenario->through);
        scenario->posteriors.clear();
        scenario->targets.clear();
        for (const LearntParameter& each : calibration_.parameters) {
            std::erase_if(scenario->uncertain, [&](const Override& own) { return own.key == each.prior.key; });
            scenario->uncertain.push_back(each.prior);
        }
        return scenario;
    }

    void add_series(const CalibrationSeries& series, const Scenario& scenario, EpisodeModel::Body& body) {
        const auto watch = std::find_if(scenario.exports.begin(), scenario.exports.end(), [&](const WatchExports& each) { return each.id == series.watch; });
        if (watch == scenario.exports.end()) {
            std::vector<std::string> ids;
            for (const WatchExports& each : scenario.exports) ids.push_back(each.id);
            const std::string hint = did_you_mean(series.watch, ids);
            errors_.push_back({series.where, "the scenario watches no exports \"" + series.watch + "\"", hint.empty() ? "one of: " + join(ids, ", ") : hint});
            return;
        }
        const ObservedRows& wanted = series.observed.given() ? series.observed : watch->observed;
        if (!wanted.given()) {
            errors_.push_back({series.where, "nothing says which rows were observed for \"" + series.watch + "\"", "add observed = { quantity = \"export-volume\", item = …, place = …, partner = … }"});
            return;
        }
        const Interval fitted{episode_.begins, std::min(month_after(episode_.begins, episode_.months), scenario.through + 1)};
        const auto months = observed_months(ledger_, wanted, series.rows, fitted, calibration_.known_on, errors_);
        if (months.empty()) {
            errors_.push_back({series.where, "no month of \"" + series.watch + "\" from " + fitted.from.to_text() + " on was public by " + calibration_.known_on.to_text(), "fit to an episode that was over and published"});
            return;
        }
        WatchedFlow flow;
        flow.baseline = baseline_of(*watch, body.ensemble.network());
        ObservedSeries found{episode_.id + "/" + series.watch, watch->title, RootError({}, 1, 0, 0), flow.baseline, calibration_.method.least_lumpiness, {}, {}};
        if (!(flow.baseline > 0)) {
            errors_.push_back({series.where, "the world at rest has no exports \"" + series.watch + "\"", "watch a flow that it trades"});
            return;
        }
        if (series.normal) take_normal(series, wanted, found);
        bind(body.ensemble, series.watch, months, scenario, flow, found);
        body.series.push_back(std::move(found));
        body.flows.push_back(std::move(flow));
    }

    static double baseline_of(const WatchExports& watch, const Network& network) {
        const World& world = *network.world;
        double sum = 0;
        for (int lane = 0; lane < network.lanes; ++lane) {
            const auto l = static_cast<std::size_t>(lane);
            const auto from = static_cast<std::size_t>(network.lane_from[l]), to = static_cast<std::size_t>(network.lane_to[l]);
            const std::string& item = world.catalogue.items[static_cast<std::size_t>(network.market_item[from])].id;
            const std::string& origin = world.places[static_cast<std::size_t>(network.market_place[from])].id;
            const std::string& destination = world.places[static_cast<std::size_t>(network.market_place[to])].id;
            if (watch.covers(item, origin, destination)) sum += network.flow[l];
        }
        return sum;
    }

    /// Mean of the normal months, and how much the root of their share varies.
    void take_normal(const CalibrationSeries& series, const ObservedRows& wanted, ObservedSeries& found) {
        const auto months = observed_months(ledger_, wanted, series.rows, *series.normal, calibration_.known_on, errors_);
        if (months.empty()) {
            errors_.push_back({series.where, "no normal month of \"" + series.watch + "\" is in the ledger", "name months that some row is about, or leave `normal` out: then the world's baseline counts"});
            return;
        }
        double sum = 0;
        for (const auto& [month, said] : months) {
            sum += said.value;
            found.normal_rows.insert(found.normal_rows.end(), said.rows.begin(), said.rows.end());
        }
        found.normal = sum / static_cast<double>(months.size());
        if (!(found.normal > 0)) {
            errors_.push_back({series.where, "nothing of \"" + series.watch + "\" left in its normal months, so nothing is a share of it", "name months in which something did"});
            return;
        }
        if (months.size() < kFewestNormalMonths) return;
        double mean = 0, squares = 0;
        for (const auto& [month, said] : months) mean += std::sqrt(said.value / found.normal) / static_cast<double>(months.size());
        for (const auto& [month, said] : months) squares += std::pow(std::sqrt(said.value / found.normal) - mean, 2);
        found.chance = std::max(found.chance, std::sqrt(squares / static_cast<double>(months.size() - 1)));
    }

    void bind(const Ensemble& ensemble, const std::string& watch, const std::map<Date, ObservedMonth>& months, const Scenario& scenario, WatchedFlow& flow, ObservedSeries& found) {
        const auto measure = std::find_if(ensemble.measures().begin(), ensemble.measures().end(), [&](const Measure& each) { return each.id == "exports/" + watch; });
        const std::vector<Date> axis = ensemble.dates(TimeAxis::month);
        const auto first = std::find(axis.begin(), axis.end(), scenario.from.month_start());
        flow.offset = measure->offset;
        std::vector<RootObservation> observations;
        for (const auto& [month, said] : months) {
            flow.months.push_back(static_cast<int>(std::find(first, axis.end(), month) - axis.begin()));
            flow.weeks.push_back((month.next_month() - month) / 7.0);
            const auto number = static_cast<int>(std::find(first, axis.end(), month) - std::find(first, axis.end(), episode_.begins));
            observations.push_back({number, said.value / found.normal, said.root_variance / found.normal});
            found.fitted.insert(found.fitted.end(), said.rows.begin(), said.rows.end());
        }
        found.error = RootError(std::move(observations), found.chance, calibration_.method.model_error, calibration_.method.model_error_memory);
    }

    /// A prior that rests on a fitted row would count it twice.
    void check_priors(const EpisodeModel::Body& body) {
        for (const LearntParameter& each : calibration_.parameters) {
            const Statement* prior = ledger_.find(each.prior.statement);
            for (const Statement* behind : prior == nullptr ? std::vector<const Statement*>() : ledger_.behind(*prior)) {
                for (const ObservedSeries& series : body.series) {
                    if (std::find(series.fitted.begin(), series.fitted.end(), behind->id) == series.fitted.end()) continue;
                    errors_.push_back({each.prior.where, "the prior \"" + prior->id + "\" of " + each.prior.key + " rests on \"" + behind->id + "\", which is fitted", "name a statement that does not: it would count twice"});
                }
            }
        }
    }

    const Library& library_;
    const Ledger& ledger_;
    const Calibration& calibration_;
    const CalibrationEpisode& episode_;
    SolvedPrograms* solved_;
    Errors errors_;
};

}  // namespace

Result<EpisodeModel> EpisodeModel::prepare(const Library& library, const Ledger& ledger, const Calibration& calibration, const CalibrationEpisode& episode, SolvedPrograms* solved) {
    return Preparation(library, ledger, calibration, episode, solved).run();
}

const std::string& EpisodeModel::id() const { return body_->id; }
const std::vector<ObservedSeries>& EpisodeModel::series() const { return body_->series; }
const std::vector<Range>& EpisodeModel::priors() const { return body_->priors; }
const Ranges& EpisodeModel::ranges() const { return body_->ranges; }

std::size_t EpisodeModel::offset(std::size_t series) const {
    std::size_t at = 0;
    for (std::size_t s = 0; s < series; ++s) at += body_->flows[s].months.size();
    return at;
}

std::vector<std::vector<double>> EpisodeModel::shares(const std::vector<std::vector<double>>& points, std::uint32_t first, int threads) const {
    static const std::uint32_t kPurpose = name_code("calibration nuisance");
    std::vector<std::vector<double>> found(points.size());
    parallel_for(threads, (points.size() + kBlock - 1) / kBlock, [&](std::size_t b) {
        const std::size_t begin = b * kBlock, end = std::min(points.size(), begin + kBlock);
        std::vector<std::vector<double>> unit;
        for (std::size_t i = begin; i < end; ++i) {
            std::vector<double> point;
            for (const ParameterRecord& each : parameter_records()) point.push_back(uniform(body_->seed, first + static_cast<std::uint32_t>(i), name_code(each.key), kPurpose));
            for (std::size_t p = 0; p < body_->parameters.size(); ++p) point[static_cast<std::size_t>(body_->parameters[p])] = points[i][p];
            unit.push_back(std::move(point));
        }
        DrawBlock draws = draws_at(body_->ranges, unit, first + static_cast<std::uint32_t>(begin));
        for (std::size_t d = 0; d < kBlock; ++d) draws.luck[d] = first + static_cast<std::uint32_t>(begin + d);
        const std::vector<float> results = body_->ensemble.run_draws(body_->task, draws);
        for (std::size_t i = begin; i < end; ++i) {
            for (const WatchedFlow& flow : body_->flows) {
                for (std::size_t m = 0; m < flow.months.size(); ++m) {
                    const double left = results[static_cast<std::size_t>(flow.offset + flow.months[m]) * kBlock + (i - begin)];
                    found[i].push_back(left / flow.weeks[m] / flow.baseline);
                }
            }
        }
    });
    return found;
}

}  // namespace countervail
