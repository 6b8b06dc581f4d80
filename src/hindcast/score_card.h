// SPDX-License-Identifier: Apache-2.0
// What scoring an episode yields: plain data for tables, the terminal and the page. Every number is in the target's unit unless said otherwise; a
// score is negatively oriented (smaller is better); what is not defined is absent, never NaN.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "scoring/calibration_checks.h"
#include "scoring/comparators.h"
#include "scoring/rank_scores.h"
#include "scoring/skill.h"
#include "simulation/outcome.h"
#include "simulation/target.h"

namespace countervail {

inline constexpr std::size_t kComparatorCount = 4;   ///< in the order of kComparators

/// One comparator's forecast of one observation.
struct ComparatorRow {
    Comparator comparator = Comparator::last_value;
    bool available = false;
    std::string note;                         ///< why not, or where its spread comes from
    double median = 0, low = 0, high = 0;     ///< 5, 50, 95 %
    double crps = 0;
};

/// The forecast of the model alone, without its own error: how it would have fared.
struct ModelAlone {
    Band forecast;                            ///< 5, 25, 50, 75, 95 % of the draws
    bool inside_50 = false, inside_90 = false;
    PitInterval pit;
    double crps = 0;
};

/// One line of an episode's table: one observation of one target.
struct TargetRow {
    std::string target, title, unit;          ///< Target::id and title; "t", "ratio", "days", …
    TargetKind kind = TargetKind::volume;
    std::string measure;                      ///< what of the run is scored
    bool repeated = false;                    ///< an earlier target of the episode is scored on the same rows and measure: counted once where targets are pooled
    std::string when;                         ///< "2025-05", "2025-05-06", "2025-04..2025-06"; empty for once-only measures
    Interval days;
    double observed = 0, observed_low = 0, observed_high = 0;
    bool observed_never = false;              ///< timing: had not happened when the run ends
    std::vector<std::string> statements;      ///< rows observed; those set aside follow in the note
    std::string observed_note;
    Band forecast;                            ///< 5, 25, 50, 75, 95 % of the draws; timing: cut at the end of the run
    double never_share = 0;                   ///< timing: share of draws in which it does not happen within the run
    double horizon = 0;                       ///< timing: days from the act to the end of the run, where "never" is put
    bool inside_50 = false, inside_90 = false;
    PitInterval pit;
    double crps = 0, fair_crps = 0;
    ModelAlone alone;                         ///< the same where the forecast is not dressed
    std::optional<double> log_score;          ///< kernel density; absent where the draws have no spread
    std::array<ComparatorRow, kComparatorCount> comparators;
    std::optional<double> sign_probability;   ///< share of draws on the observed side of the threshold
    std::optional<bool> sign_right;           ///< the median is on the observed side
    double scale = 1;                         ///< scores are divided by it before they are pooled with other targets: what is normal, or the mean observed
};

/// How the forecast stands against one comparator.
struct SkillRow {
    Comparator comparator = Comparator::last_value;
    std::size_t cases = 0;                    ///< observations for which the comparator had a forecast
    std::optional<SkillScore> skill;          ///< with interval where there are enough cases
    std::optional<DieboldMariano> test;       ///< one target only: neighbours in time
    double width_ratio = 0;                   ///< mean width of our 90 % band / the comparator's; 0 when that has none
    std::optional<double> band_skill;         ///< 1 − mean interval score of our 90 % bands / the comparator's, on the same rows
};

/// The model alone, rows taken together as the dressed forecasts are.
struct ModelAloneSummary {
    std::size_t targets_inside = 0;
    double mean_crps = 0;
    double mean_interval_score = 0;
    BandCoverage fifty, ninety;
    PitHistogram pit;
};

/// Rows taken together: of a target, of a kind, of an episode, of all. Scores of several targets are divided by their scale first, and repeated rows count once
/// (but in targets and targets_inside, where every target counts with all of its rows).
struct ScoreSummary {
    std::string label;                        ///< target id, kind, episode id or "all"
    std::string title, unit;                  ///< unit empty where scaled
    std::optional<TargetKind> kind;
    std::string tolerance, note;              ///< a target's own
    std::size_t rows = 0, targets = 0;
    std::size_t targets_inside = 0;           ///< targets of which every row lies in its 90 % band
    double mean_crps = 0;                     ///< scaled where several targets
    double mean_interval_score = 0;           ///< of the 90 % bands, scaled likewise
    BandCoverage fifty, ninety;
    PitHistogram pit;
    ModelAloneSummary alone;
    std::array<SkillRow, kComparatorCount> skills;
    std::optional<Comparator> best;           ///< least mean CRPS on the rows that it could forecast, among those with the most rows
    std::optional<Comparator> banded;         ///< the same among comparators that have a band at all, on the rows where they have one
    std::optional<double> width_to_best;      ///< our mean width over that of `banded`, on those rows
    std::optional<double> band_skill;         ///< 1 − our mean interval score over that of `banded`, on those rows
    std::size_t sign_cases = 0, sign_right = 0;
    double sign_chance = 1;                   ///< of as many right by tossing a coin
};

/// Targets of one group ranked against each other.
struct RankRow {
    std::string group;
    std::vector<std::string> targets;         ///< in the observed order, largest first
    std::vector<double> observed, median;     ///< in that order
    std::optional<double> kendall, spearman;  ///< of the medians
    std::optional<double> mean_kendall;       ///< mean over draws
    double top_probability = 0;               ///< share of draws whose largest is the observed largest
};

/// A size of the model's own error: 5, 50, 95 % of its distribution, on the scale of its kind (hindcast/discrepancy.h).
struct ErrorSize {
    double low = 0, median = 0, high = 0;
    std::string prior;                        ///< the assumption that it starts from
};

/// What earlier episodes taught about the model's own error in one kind of quantity.
struct ErrorRow {
    std::string kind;                         ///< "flow", "price", "share", "time"
    std::vector<std::string> episodes;        ///< learnt from
    std::size_t series = 0, observations = 0;
    ErrorSize lasting, passing;
};

struct EpisodeScore {
    std::string id, question, file;
    Date known_on, act_on;                    ///< act_on: first day on which the focus act (or shock) binds
    int draws = 0;
    std::vector<ErrorRow> errors;             ///< that the forecasts carry; empty where they are the model's alone
    std::vector<TargetRow> rows;              ///< in the order of the file, then of time
    std::vector<ScoreSummary> targets, kinds;
    ScoreSummary overall;
    std::vector<RankRow> ranks;
    std::optional<TimingScore> timing;        ///< weeks; over the targets of kind time
    std::string verdict;                      ///< one or two sentences
    std::vector<std::string> statements;      ///< every row observed
};

struct HindcastScore {
    std::vector<EpisodeScore> episodes;
    std::vector<ScoreSummary> kinds;          ///< over all episodes
    ScoreSummary overall;
    std::optional<TimingScore> timing;
    std::string verdict;
};

}  // namespace countervail
