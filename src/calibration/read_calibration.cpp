// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <set>

#include "base/text.h"
#include "base/toml_file.h"
#include "calibration/calibration.h"

namespace countervail {

namespace {

constexpr int kMostMonths = 60;
constexpr int kMostDraws = 100'000;

bool names_a_file(const std::string& id) {
    return !id.empty() && id.size() <= 100 && std::all_of(id.begin(), id.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_'; });
}

int count(Section& section, std::string_view key, int fallback, int least, int most) {
    const long long found = section.integer(key, fallback);
    if (found < least || found > most) {
        section.problem(key, std::string(key) + " = " + std::to_string(found) + " is out of reach", "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    }
    return static_cast<int>(std::clamp<long long>(found, least, most));
}

double within(Section& section, std::string_view key, double fallback, double least, double most) {
    const double found = section.number(key, fallback);
    if (found < least || found > most) {
        section.problem(key, std::string(key) + " = " + exact_number(found) + " is out of reach", "a number from " + exact_number(least) + " to " + exact_number(most));
    }
    return std::clamp(found, least, most);
}

CalibrationMethod read_method(Section section) {
    CalibrationMethod method;
    method.first_draws = count(section, "first_draws", method.first_draws, 64, kMostDraws);
    method.later_draws = count(section, "later_draws", method.later_draws, 16, kMostDraws);
    method.rounds = count(section, "rounds", method.rounds, 0, 50);
    method.model_error = within(section, "model_error", method.model_error, 0.001, 1);
    method.model_error_memory = within(section, "model_error_memory", method.model_error_memory, 0, 0.99);
    method.least_lumpiness = within(section, "least_lumpiness", method.least_lumpiness, 0.001, 1);
    const std::string pool = section.text("pool", "among-them");
    if (pool != "among-them" && pool != "like-one-of-them") section.problem("pool", "there is no pool \"" + pool + "\"", "write \"among-them\" or \"like-one-of-them\"");
    method.pool = pool == "like-one-of-them" ? PoolRule::like_one_of_them : PoolRule::among_them;
    method.novelty = within(section, "novelty", method.novelty, 0, 100);
    method.learnt_from = within(section, "learnt_from", method.learnt_from, 0, 10);
    const long long seed = section.integer("seed", 1);
    if (seed < 0) section.problem("seed", "a seed is not negative", "write a whole number from 0");
    method.seed = static_cast<std::uint64_t>(std::max<long long>(seed, 0));
    section.finish();
    return method;
}

/// A prior as a statement, or as a table with a range of its own.
Override read_prior(Section& learn, const std::string& key) {
    Override prior;
    prior.key = key;
    prior.where = learn.place(key);
    if (learn.is_text(key)) {
        prior.statement = learn.text(key);
        return prior;
    }
    Section value = learn.table(key);
    prior.statement = value.text("source");
    const std::vector<double> range = value.numbers("range");
    if (value.has("range") && range.size() != 3) value.problem("range", "a range has three numbers", "write range = [low, mode, high]");
    if (range.size() == 3) prior.explicit_range = true, prior.low = range[0], prior.mode = range[1], prior.high = range[2];
    value.finish();
    return prior;
}

std::vector<LearntParameter> read_parameters(Section& root) {
    Section learn = root.table("learn");
    std::vector<std::string> known;
    for (const ParameterRecord& each : parameter_records()) known.emplace_back(each.key);
    std::vector<LearntParameter> found;
    for (const std::string& key : learn.keys()) {
        const auto parameter = parameter_of(key);
        LearntParameter each{parameter.value_or(Parameter::count_), read_prior(learn, key)};
        if (!parameter) {
            const std::string hint = did_you_mean(key, known);
            learn.problem(key, "unknown uncertain input \"" + key + "\"", hint.empty() ? "known: " + join(known, ", ") : hint);
            continue;
        }
        found.push_back(std::move(each));
    }
    if (found.empty()) root.problem("learn", "nothing is learnt", "add [learn] with lines such as \"licence.review-weeks\" = \"assume:licence-review-weeks-before-precedents\"");
    learn.finish();
    // In the order of the records, so that the order of lines changes nothing.
    std::sort(found.begin(), found.end(), [](const LearntParameter& a, const LearntParameter& b) { return a.parameter < b.parameter; });
    return found;
}

CalibrationSeries read_series(Section section) {
    CalibrationSeries series;
    series.where = section.place();
    series.watch = section.text("watch");
    if (section.has("observed")) series.observed = read_observed_rows(section.table("observed"));
    series.rows = section.text_or_texts("rows");
    if (section.has("normal")) {
        series.normal = parse_period(section.text("normal"));
        if (!series.normal) section.problem("normal", "\"" + section.text("normal", "") + "\" is not a period", "write it like 2022-10..2023-06");
    }
    section.finish();
    return series;
}

CalibrationEpisode read_episode_of(Section section) {
    CalibrationEpisode episode;
    episode.where = section.place();
    episode.id = section.text("id");
    episode.scenario = section.text("scenario");
    const std::string begins = section.text("begins");
    const auto month = parse_period(begins);
    if (month && month->from == month->from.month_start() && month->until == month->from.next_month()) {
        episode.begins = month->from;
    } else if (!begins.empty()) {
        section.problem("begins", "\"" + begins + "\" is not a month", "write the first whole month under the act, like 2023-08");
    }
    episode.months = count(section, "months", 6, 1, kMostMonths);
    const std::string fit = section.text("fit", "each");
    if (fit != "each" && fit != "together") section.problem("fit", "series are not fitted \"" + fit + "\"", "write \"each\" or \"together\"");
    episode.together = fit == "together";
    std::set<std::string> watches;
    for (Section& each : section.tables("series")) {
        episode.series.push_back(read_series(each));
        const CalibrationSeries& series = episode.series.back();
        if (series.normal && month && episode.begins < series.normal->until) {
            each.problem("normal", "the normal months reach into those that are fitted, from " + episode.begins.to_text() + " on", "end them before month 0");
        }
        if (!watches.insert(episode.series.back().watch).second) each.problem("watch", "two series watch \"" + episode.series.back().watch + "\"", "keep one");
    }
    if (episode.series.empty()) section.problem("series", "episode \"" + episode.id + "\" has no [[episode.series]]", "name at least one watched flow");
    section.finish();
    return episode;
}

}  // namespace

Result<Calibration> read_calibration(std::string text, const std::string& name) {
    auto file = TomlFile::parse(std::move(text), name);
    if (!file) return std::unexpected(std::move(file.error()));
    Section root = file->root();
    Calibration calibration;
    calibration.where = root.place();
    calibration.id = root.text("id");
    if (!calibration.id.empty() && !names_a_file(calibration.id)) root.problem("id", "\"" + calibration.id + "\" cannot name a file", "use letters, digits, hyphens and underscores");
    calibration.title = root.text("title");
    calibration.known_on = root.required_date("known_on");
    calibration.draws = count(root, "draws", 512, 16, kMostDraws);
    calibration.parameters = read_parameters(root);
    std::set<std::string> ids;
    for (Section& section : root.tables("episode")) {
        calibration.episodes.push_back(read_episode_of(section));
        if (!ids.insert(calibration.episodes.back().id).second) section.problem("id", "two episodes are called \"" + calibration.episodes.back().id + "\"", "rename one");
    }
    if (calibration.episodes.empty()) root.problem("episode", "there is no [[episode]]", "name what it is fitted to");
    calibration.method = read_method(root.table("method"));
    root.finish();
    if (!file->ok()) return std::unexpected(file->take_errors());
    return calibration;
}

}  // namespace countervail
