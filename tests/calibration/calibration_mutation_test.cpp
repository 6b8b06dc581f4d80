// SPDX-License-Identifier: Apache-2.0
// Calibration files spoilt in 900 ways, by a seeded generator: each is refused with file, line, what and how to mend, or is read within the bounds that
// docs/formats/calibration.md states. Of those that are read some are made ready to fit; what was written by hand to mislead is refused.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "calibration/episode_model.h"
#include "calibration/shipped_library.h"
#include "statistics/spoilt_text.h"

namespace countervail {
namespace {

using testing::HasSubstr;

constexpr const char* kFile = "scenarios/calibration/spoilt.toml";

const Library& library() { return test::shipped_library(); }
const Ledger& ledger() { return test::shipped_ledger(); }

/// What is spoilt leaves the worlds of the episodes as they were: they are reconciled once.
SolvedPrograms& solved_programs() {
    static SolvedPrograms solved;
    return solved;
}

const std::string& shipped(const std::string& id = "licence-queue-2025-04") { return library().find("scenarios/calibration/" + id + ".toml")->text; }

void expect_helpful(const Errors& errors) {
    EXPECT_FALSE(errors.empty());
    for (const Error& error : errors) {
        const std::string said = to_text(error).substr(0, 300);
        // A row of the ledger that cannot be fitted is at fault at its own place; a scenario's problem stands in the scenario.
        EXPECT_TRUE(error.where.file == kFile || error.where.file.starts_with("data/") || error.where.file.starts_with("scenarios/hindcast/")) << said;
        EXPECT_GT(error.where.line, 0) << said;
        EXPECT_TRUE(!error.what.empty() && !error.hint.empty()) << said;
    }
}

void expect_within(double value, double least, double most) { EXPECT_TRUE(value >= least && value <= most) << value; }

void expect_sound(const Calibration& read) {
    EXPECT_TRUE(!read.id.empty() && read.id.find_first_of("/. ") == std::string::npos) << read.id.substr(0, 100);
    expect_within(read.draws, 16, 100'000);
    expect_within(read.method.first_draws, 64, 100'000);
    expect_within(read.method.later_draws, 16, 100'000);
    expect_within(read.method.rounds, 0, 50);
    expect_within(read.method.model_error, 0.001, 1);
    expect_within(read.method.model_error_memory, 0, 0.99);
    expect_within(read.method.least_lumpiness, 0.001, 1);
    expect_within(read.method.novelty, 0, 100);
    expect_within(read.method.learnt_from, 0, 10);
    EXPECT_FALSE(read.parameters.empty() || read.episodes.empty());
    for (std::size_t i = 0; i < read.parameters.size(); ++i) {
        EXPECT_LT(read.parameters[i].parameter, Parameter::count_);
        EXPECT_TRUE(i == 0 || read.parameters[i - 1].parameter < read.parameters[i].parameter);   // none is learnt twice
        EXPECT_FALSE(read.parameters[i].prior.statement.empty() && read.parameters[i].prior.where.line == 0);
    }
    for (const CalibrationEpisode& episode : read.episodes) {
        expect_within(episode.months, 1, 60);
        EXPECT_EQ(episode.begins, episode.begins.month_start());
        EXPECT_FALSE(episode.series.empty());
        for (const CalibrationSeries& series : episode.series) EXPECT_TRUE(!series.normal || series.normal->until <= episode.begins);
    }
}

/// Every episode made ready, and a few draws of it: finite shares of normal.
void expect_ready(const Calibration& read) {
    for (const CalibrationEpisode& episode : read.episodes) {
        const auto model = EpisodeModel::prepare(library(), ledger(), read, episode, &solved_programs());
        if (!model) {
            expect_helpful(model.error());
            continue;
        }
        for (const ObservedSeries& series : model->series()) EXPECT_TRUE(std::isfinite(series.normal) && series.normal > 0 && series.chance > 0 && !series.fitted.empty()) << series.id;
        for (const Range& prior : model->priors()) EXPECT_TRUE(std::isfinite(prior.low) && prior.low <= prior.mode && prior.mode <= prior.high);
        for (const std::vector<double>& shares : model->shares({std::vector<double>(read.parameters.size(), 0.5)}, 0, 1)) {
            for (const double share : shares) EXPECT_TRUE(std::isfinite(share) && share >= 0);
        }
    }
}

constexpr std::uint64_t kEach = 450, kPrepared = 30;

TEST(calibration_mutations, any_bytes_are_refused_or_read) {
    std::uint64_t refused = 0;
    for (std::uint64_t seed = 1; seed <= kEach; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const auto read = read_calibration(spoilt(shipped(), seed).text, kFile);
        if (read) {
            expect_sound(*read);
        } else {
            ++refused;
            expect_helpful(read.error());
        }
    }
    EXPECT_GT(refused, kEach / 3);
    EXPECT_LT(refused, kEach);
}

/// One value in place of another: words and numbers that a calibration may hold, only not there.
TEST(calibration_mutations, values_out_of_place_are_refused_read_or_made_ready) {
    static const std::vector<std::string> kValues{"\"2023-08\"", "\"2023-08..2023-06\"", "\"2022-10..2023-09\"", "\"2050-01\"", "\"0001-01\"", "\"gallium\"", "\"germanium\"", "\"antimony\"", "\"H-240.*\"", "\"H-*\"", "\"*\"",
                                                  "[]", "[\"H-240.*\", \"H-241.*\"]", "{}", "{ source = \"assume:grant-rate-civil-prior\" }", "{ source = \"assume:licence-review-weeks-prior\", range = [3, 2, 1] }",
                                                  "{ range = [1, 2, 3] }", "{ source = \"assume:licence-review-weeks-prior\", range = [1, nan, 3] }", "\"assume:licence-review-weeks-prior\"", "\"assume:no-such-thing\"", "\"H-240.2023-09\"",
                                                  "\"scenarios/hindcast/antimony-2024.toml\"", "\"scenarios/april-2025.toml\"", "\"../../etc/passwd\"", "\"among-them\"", "\"like-one-of-them\"", "\"pooled\"",
                                                  "0", "-1", "1", "0.5", "1e308", "nan", "inf", "100000", "100001", "99999999999999999999", "2023-11-30", "1066-10-14", "true", "\"\""};
    std::uint64_t refused = 0, prepared = 0;
    const std::string& text = shipped("licence-queue-2023-11");
    std::vector<std::pair<std::size_t, std::size_t>> values;
    for (std::size_t at = text.find(" = "); at != std::string::npos; at = text.find(" = ", at + 1)) values.emplace_back(at + 3, text.find('\n', at) - at - 3);
    for (std::uint64_t seed = 1; seed <= kEach; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        SpoilDice dice(seed + 10'000);
        const auto [at, size] = values[dice.below(values.size())];
        std::string changed = text;
        const auto read = read_calibration(changed.replace(at, size, kValues[dice.below(kValues.size())]), kFile);
        if (!read) {
            ++refused;
            expect_helpful(read.error());
            continue;
        }
        expect_sound(*read);
        if (++prepared <= kPrepared) expect_ready(*read);
    }
    EXPECT_GT(refused, kEach / 3);
    EXPECT_GT(prepared, kPrepared);
}

/// Read without a problem, and yet nothing to fit.
TEST(calibration_mutations, what_misleads_is_refused_when_it_is_made_ready) {
    struct ByHand {
        const char *from, *to, *what;
    };
    for (const ByHand& each : {ByHand{"watch  = \"gallium\"", "watch  = \"galium\"", "did you mean \"gallium\"?"},
                               {"rows   = \"H-240.*\"", "rows   = \"H-420.*\"", "no month of \"gallium\" from 2023-08-01 on was public by 2023-11-30"},
                               {"begins   = \"2023-08\"", "begins   = \"2026-08\"", "lies outside the run"},
                               {"normal = \"2022-10..2023-06\"", "normal = \"1990-01..1990-06\"", "no normal month of \"gallium\""},
                               {"gallium-germanium-2023.toml", "gallium-germanium-2032.toml", "did you mean \"scenarios/hindcast/gallium-germanium-2023.toml\"?"},
                               {"\"assume:licence-review-weeks-prior\"", "\"assume:licence-review-week-prior\"", "assume:licence-review-week-prior"},
                               {"\"assume:licence-review-weeks-prior\"", "\"assume:licence-file-value-prior\"", "licence.review-weeks"},
                               {"\"assume:licence-review-weeks-prior\"", "\"H-240.2023-09\"", "H-240.2023-09"},
                               {"\"assume:licence-review-weeks-prior\"", "{ source = \"assume:licence-review-weeks-prior\", range = [3, 2, 1] }", "licence.review-weeks"}}) {
        std::string text = shipped("licence-queue-2023-11");
        const std::size_t at = text.find(each.from);
        ASSERT_NE(at, std::string::npos) << each.from;
        const auto read = read_calibration(text.replace(at, std::string(each.from).size(), each.to), kFile);
        ASSERT_TRUE(read) << to_text(read.error());
        const auto model = EpisodeModel::prepare(library(), ledger(), *read, read->episodes.front(), &solved_programs());
        ASSERT_FALSE(model) << each.to;
        expect_helpful(model.error());
        EXPECT_THAT(to_text(model.error()), HasSubstr(each.what)) << each.to;
    }
}

}  // namespace
}  // namespace countervail
