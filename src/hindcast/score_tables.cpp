// SPDX-License-Identifier: Apache-2.0
#include "hindcast/score_tables.h"

#include <cmath>
#include <set>

#include "base/text.h"
#include "hindcast/verdict.h"

namespace countervail {

namespace {

constexpr double kDaysPerWeek = 7;
constexpr const char* kShortNames[kComparatorCount] = {"last", "year", "walk", "none"};

std::string file_word(Comparator comparator) { return std::string(comparator_key(comparator)); }

Cell optional_cell(const std::optional<double>& value) { return value && std::isfinite(*value) ? Cell(*value) : Cell(); }

std::string yes_no(bool value) { return value ? "yes" : "no"; }

/// 1 − CRPS/CRPS of one observation; absent where the comparator has no forecast or hits it exactly.
Cell row_skill(const TargetRow& row, const ComparatorRow& theirs) {
    if (!theirs.available || theirs.crps <= 0) return Cell();
    return 1 - row.crps / theirs.crps;
}

std::string number(double value) { return readable_number(value, 3); }

std::string span_words(const TargetRow& row, const Band& band) {
    const bool open = row.horizon > 0 && band.high >= row.horizon;
    return number(band.low) + " to " + (open ? "never" : number(band.high));
}

std::string signed_number(double value) { return (value > 0 ? "+" : "") + readable_number(value, 2); }

std::string skill_words(const SkillRow& row) {
    if (!row.skill) return "–";
    if (!std::isfinite(row.skill->skill)) return "it is exact";
    std::string text = signed_number(row.skill->skill);
    if (row.skill->low && row.skill->high) text += " (" + signed_number(*row.skill->low) + " … " + signed_number(*row.skill->high) + ")";
    return text;
}

void add_skill_row(Table& table, const std::string& what, const ScoreSummary& summary) {
    std::vector<Cell> cells{what, static_cast<double>(summary.rows), static_cast<double>(summary.ninety.inside), static_cast<double>(summary.alone.ninety.inside), summary.mean_crps};
    for (const SkillRow& each : summary.skills) cells.emplace_back(skill_words(each));
    table.add(std::move(cells));
}

std::vector<const ScoreSummary*> summaries_of(const EpisodeScore& episode) {
    std::vector<const ScoreSummary*> all;
    for (const ScoreSummary& each : episode.targets) all.push_back(&each);
    for (const ScoreSummary& each : episode.kinds) all.push_back(&each);
    all.push_back(&episode.overall);
    return all;
}

Table observations_table(const HindcastScore& score) {
    Table table{"observations", "Every observation of every episode beside its forecasts", {}, {}, {}};
    table.columns = {{"episode", "", "Scenario"}, {"target", "", "What is scored"}, {"title", "", "The same in words"}, {"kind", "", "What targets are pooled by"}, {"measure", "", "What of the run is scored"}, {"unit", "", "Of all values of the line"},
                     {"when", "", "Days it is about"}, {"observed", "", "What the ledger says happened"}, {"observed_low", "", "Its range, shown and not scored"}, {"observed_high", "", "Its range"},
                     {"median", "", "Forecast"}, {"p5", "", "Forecast, 5 %"}, {"p25", "", "Forecast, 25 %"}, {"p75", "", "Forecast, 75 %"}, {"p95", "", "Forecast, 95 %"},
                     {"inside_50", "", "Observed within the 50 % band"}, {"inside_90", "", "Observed within the 90 % band"}, {"never", "share", "Draws in which it does not come within the run"},
                     {"crps", "", "Continuous ranked probability score of the ensemble"}, {"fair_crps", "", "The same, fair to the number of draws"}, {"log_score", "", "Kernel density at the observation, −ln"},
                     {"pit_from", "share", "Place of the observation among the draws"}, {"pit_to", "share", "Where draws equal it"}, {"sign_probability", "share", "Draws on the observed side of the threshold"},
                     {"sign_right", "", "The median is on the observed side"}, {"timing_error", "weeks", "Median less observed"}, {"scale", "", "Scores are divided by it before they are pooled"}, {"repeated", "", "An earlier target is scored on the same: counted once where targets are pooled"},
                     {"alone_median", "", "Forecast of the model without its own error"}, {"alone_p5", "", "The same, 5 %"}, {"alone_p25", "", "25 %"}, {"alone_p75", "", "75 %"}, {"alone_p95", "", "95 %"},
                     {"alone_inside_50", "", "Observed within its 50 % band"}, {"alone_inside_90", "", "Observed within its 90 % band"}, {"alone_crps", "", "Its score"},
                     {"alone_pit_from", "share", "Place of the observation among its draws"}, {"alone_pit_to", "share", "Where draws equal it"}};
    for (const Comparator each : kComparators) {
        const std::string key = file_word(each);
        const std::string words(comparator_words(each));
        for (const auto& [part, meaning] : {std::pair("median", "median"), {"p5", "5 %"}, {"p95", "95 %"}, {"crps", "score"}}) table.columns.push_back({key + "_" + part, "", words + ": " + meaning});
        table.columns.push_back({key + "_note", "", words + ": where it comes from, or why there is none"});
    }
    table.columns.push_back({"rows", "", "Rows of the ledger observed"});
    table.columns.push_back({"note", "", "How several rows were settled"});
    std::set<std::string> sources;
    for (const EpisodeScore& episode : score.episodes) {
        for (const TargetRow& row : episode.rows) {
            const bool timed = row.kind == TargetKind::time;
            std::vector<Cell> cells{episode.id, row.target, row.title, to_text(row.kind), row.measure, row.unit, row.when, row.observed, row.observed_low, row.observed_high, row.forecast.median, row.forecast.low,
                                    row.forecast.lower_quartile, row.forecast.upper_quartile, row.forecast.high, yes_no(row.inside_50), yes_no(row.inside_90), timed ? Cell(row.never_share) : Cell(), row.crps,
                                    row.fair_crps, optional_cell(row.log_score), row.pit.from, row.pit.to, optional_cell(row.sign_probability), row.sign_right ? Cell(yes_no(*row.sign_right)) : Cell(),
                                    timed ? Cell((row.forecast.median - row.observed) / kDaysPerWeek) : Cell(), row.scale, yes_no(row.repeated),
                                    row.alone.forecast.median, row.alone.forecast.low, row.alone.forecast.lower_quartile, row.alone.forecast.upper_quartile, row.alone.forecast.high, yes_no(row.alone.inside_50),
                                    yes_no(row.alone.inside_90), row.alone.crps, row.alone.pit.from, row.alone.pit.to};
            for (const ComparatorRow& each : row.comparators) {
                for (const double value : {each.median, each.low, each.high, each.crps}) cells.push_back(each.available ? Cell(value) : Cell());
                cells.emplace_back(each.note);
            }
            cells.emplace_back(join(row.statements, " "));
            cells.emplace_back(row.observed_note);
            table.add(std::move(cells));
        }
        sources.insert(episode.statements.begin(), episode.statements.end());
    }
    table.sources.assign(sources.begin(), sources.end());
    return table;
}

void add_skills(Table& table, const std::string& episode, const ScoreSummary& summary) {
    for (const SkillRow& each : summary.skills) {
        table.add({episode, summary.label, file_word(each.comparator), static_cast<double>(each.cases), summary.mean_crps, summary.unit,
                   each.skill ? optional_cell(each.skill->skill) : Cell(), each.skill ? optional_cell(each.skill->low) : Cell(), each.skill ? optional_cell(each.skill->high) : Cell(),
                   each.test ? Cell(each.test->statistic) : Cell(), each.test ? Cell(each.test->p_two_sided) : Cell(), each.test ? Cell(each.test->p_better) : Cell(),
                   each.width_ratio > 0 ? Cell(each.width_ratio) : Cell(), optional_cell(each.band_skill), yes_no(summary.best == each.comparator)});
    }
}

Table skills_table(const HindcastScore& score) {
    Table table{"skills", "Skill against each comparator, by target, kind, episode and in all", {}, {}, {}};
    table.columns = {{"episode", "", "Scenario; empty over all"}, {"of", "", "Target, kind, episode or all"}, {"comparator", "", "Simple forecast run beside it"}, {"cases", "", "Observations that it could forecast"},
                     {"mean_crps", "", "Ours; divided by each target's scale where several targets are pooled"}, {"unit", "", "Of the score; empty where divided"}, {"skill", "", "1 − mean CRPS / its mean CRPS"},
                     {"skill_low", "", "90 % interval by block bootstrap"}, {"skill_high", "", "The same"}, {"diebold_mariano", "", "Statistic; negative when ours is better"}, {"p_two_sided", "", "Its probability by chance"},
                     {"p_better", "", "One-sided"}, {"width_ratio", "ratio", "Width of our 90 % bands over its"}, {"band_skill", "", "1 − interval score of our 90 % bands / its"},
                     {"best", "", "Least mean CRPS of the comparators"}};
    for (const EpisodeScore& episode : score.episodes) {
        for (const ScoreSummary* each : summaries_of(episode)) add_skills(table, episode.id, *each);
    }
    for (const ScoreSummary& each : score.kinds) add_skills(table, "", each);
    add_skills(table, "", score.overall);
    return table;
}

Table ranks_table(const HindcastScore& score) {
    Table table{"ranks", "Who was hit most: order of targets", {}, {}, {}};
    table.columns = {{"episode", "", "Scenario"}, {"group", "", "Targets ranked against each other"}, {"observed_order", "", "Largest first"}, {"kendall", "", "Tau-b of the medians"}, {"spearman", "", "Of the medians"},
                     {"mean_kendall", "", "Mean of tau-b over the draws"}, {"top", "share", "Draws whose largest is the observed largest"}};
    for (const EpisodeScore& episode : score.episodes) {
        for (const RankRow& row : episode.ranks) {
            table.add({episode.id, row.group, join(row.targets, " "), optional_cell(row.kendall), optional_cell(row.spearman), optional_cell(row.mean_kendall), row.top_probability});
        }
    }
    return table;
}

void add_pit(Table& table, const std::string& of, const ScoreSummary& summary) {
    const PitHistogram& pit = summary.pit;
    for (std::size_t bin = 0; bin < pit.share.size(); ++bin) {
        const auto bins = static_cast<double>(pit.share.size());
        table.add({of, static_cast<double>(bin) / bins, static_cast<double>(bin + 1) / bins, pit.share[bin], summary.alone.pit.share[bin], pit.expected, pit.chance_low, pit.chance_high});
    }
}

Table pit_table(const HindcastScore& score) {
    Table table{"pit", "Where observations fall among the draws (probability integral transform)", {}, {}, {}};
    table.columns = {{"of", "", "Episode or all"}, {"from", "", "Bin"}, {"until", "", "Bin"}, {"share", "", "Of the observations"}, {"alone", "", "The same of the model without its own error"}, {"expected", "", "When calibrated"},
                     {"chance_low", "", "Where a bin lies nine times in ten when calibrated"}, {"chance_high", "", "The same"}};
    for (const EpisodeScore& episode : score.episodes) add_pit(table, episode.id, episode.overall);
    add_pit(table, "all", score.overall);
    return table;
}

void add_summary(Table& table, const std::string& what, const ScoreSummary& summary, bool every_number) {
    const auto count = [](std::size_t number) { return static_cast<double>(number); };
    std::vector<Cell> cells{what, count(summary.targets), count(summary.rows), count(summary.ninety.inside), count(summary.alone.ninety.inside), count(summary.fifty.inside), count(summary.targets_inside),
                            optional_cell(summary.width_to_best), optional_cell(summary.band_skill), count(summary.sign_right), count(summary.sign_cases)};
    for (const SkillRow& each : summary.skills) cells.push_back(each.skill ? optional_cell(each.skill->skill) : Cell());
    if (every_number) cells.insert(cells.end(), {count(summary.alone.fifty.inside), count(summary.alone.targets_inside), summary.mean_crps, summary.alone.mean_crps, summary.mean_interval_score, summary.alone.mean_interval_score});
    table.add(std::move(cells));
}

/// A screen has no room for every number.
Table summary_of(const HindcastScore& score, bool every_number) {
    Table table{"episodes", "Episodes, kinds and all", {}, {}, {}};
    table.columns = {{"episode", "", "Scenario, kind or all"}, {"targets", "", "Scored"}, {"rows", "", "Observations"}, {"in 90 %", "", "Observations within the 90 % band"},
                     {"alone", "", "The same of the model without its own error"}, {"in 50 %", "", "Within the 50 % band"},
                     {"whole", "", "Targets within the 90 % band with every observation"}, {"width", "ratio", "Mean width of the 90 % bands over the best comparator's", 3}, {"bands", "", "1 − interval score of the 90 % bands / the best comparator's", 2},
                     {"signs", "", "Right"}, {"of", "", "Signs scored"}};
    for (std::size_t c = 0; c < kComparatorCount; ++c) table.columns.push_back({kShortNames[c], "", "Skill against: " + std::string(comparator_words(kComparators[c])), 2});
    if (every_number) {
        const std::vector<Column> more = {{"alone 50 %", "", "Within the 50 % band of the model without its own error"}, {"alone whole", "", "Targets within its 90 % band with every observation"},
                                          {"crps", "", "Mean, each target divided by what is normal for it"}, {"alone crps", "", "The same of the model without its own error"},
                                          {"band score", "", "Mean interval score of the 90 % bands, each target divided by what is normal for it; smaller is better"}, {"alone band score", "", "The same of the model without its own error"}};
        table.columns.insert(table.columns.end(), more.begin(), more.end());
    }
    for (const EpisodeScore& each : score.episodes) add_summary(table, each.id, each.overall, every_number);
    for (const ScoreSummary& each : score.kinds) add_summary(table, "all of kind " + each.label, each, every_number);
    add_summary(table, "all", score.overall, every_number);
    return table;
}

}  // namespace

Table episode_table(const EpisodeScore& episode) {
    Table table{"episode-" + episode.id, episode.id + ": known on " + episode.known_on.to_text() + ", binding from " + episode.act_on.to_text() + ", " + readable_number(episode.draws, 7) + " draws", {}, {},
                episode.statements};
    table.columns = {{"target", "", "What is scored"}, {"when", "", "Days it is about"}, {"observed", "", "What happened"}, {"median", "", "Of the forecast"}, {"90 % band", "", "Of the forecast"},
                     {"in", "", "Observed within the band"}, {"CRPS", "", "Distance of forecast and observation, in the unit of both", 3}};
    const bool dressed = !episode.errors.empty();
    if (dressed) table.columns.insert(table.columns.end() - 1, {"model alone", "", "90 % band without the model's own error, and whether the observation is in it"});
    for (std::size_t c = 0; c < kComparatorCount; ++c) {
        table.columns.push_back({kShortNames[c], "", "1 − CRPS / that of the comparator: " + std::string(comparator_words(kComparators[c])), 2});
    }
    for (const TargetRow& row : episode.rows) {
        const bool open = row.horizon > 0 && row.forecast.median >= row.horizon;
        std::vector<Cell> cells{row.target, row.when, row.observed_never ? Cell(std::string("never")) : Cell(row.observed), open ? Cell(std::string("never")) : Cell(row.forecast.median), span_words(row, row.forecast) + " " + row.unit,
                                yes_no(row.inside_90), row.crps};
        if (dressed) cells.insert(cells.end() - 1, span_words(row, row.alone.forecast) + ": " + yes_no(row.alone.inside_90));
        for (const ComparatorRow& each : row.comparators) cells.push_back(row_skill(row, each));
        table.add(std::move(cells));
    }
    return table;
}

Table skill_table(const EpisodeScore& episode) {
    Table table{"skill-" + episode.id, "Skill (1 − mean CRPS / the comparator's), with 90 % interval by block bootstrap", {}, {}, episode.statements};
    table.columns = {{"of", "", "Target, kind, or all; scores of several targets are divided by what is normal for each"}, {"rows", "", "Observations"},
                     {"in", "", "Observations within the 90 % band"}, {"alone", "", "The same of the model without its own error"}, {"CRPS", "", "Mean of ours", 3}};
    for (const Comparator each : kComparators) table.columns.push_back({std::string(comparator_words(each)), "", "Skill against it"});
    for (const ScoreSummary& each : episode.targets) add_skill_row(table, each.label, each);
    for (const ScoreSummary& each : episode.kinds) add_skill_row(table, "all of kind " + each.label, each);
    add_skill_row(table, "all", episode.overall);
    return table;
}

std::vector<std::string> score_remarks(const EpisodeScore& episode) {
    std::vector<std::string> lines;
    const ScoreSummary& all = episode.overall;
    lines.push_back(std::to_string(all.targets_inside) + " of " + std::to_string(all.targets) + " targets lie in their 90 % bands with every observation.");
    if (const std::string error = error_words(episode); !error.empty()) lines.push_back(error);
    if (all.sign_cases > 0) {
        lines.push_back("Sign right in " + std::to_string(all.sign_right) + " of " + std::to_string(all.sign_cases) + " (as many by tossing a coin: " + readable_number(100 * all.sign_chance, 2) + " %).");
    }
    for (const TargetRow& row : episode.rows) {
        if (row.kind != TargetKind::time) continue;
        if (row.observed_never || row.forecast.median >= row.horizon) continue;
        lines.push_back(row.target + ": the median is " + signed_number((row.forecast.median - row.observed) / kDaysPerWeek) + " weeks off; in " + readable_number(100 * row.never_share, 2) + " % of the draws it does not come within the run.");
    }
    for (const RankRow& row : episode.ranks) {
        std::string line = "Order in " + row.group + ": ";
        line += row.kendall ? "Kendall's tau " + readable_number(*row.kendall, 2) : "all alike";
        if (row.mean_kendall) line += " (mean over draws " + readable_number(*row.mean_kendall, 2) + ")";
        lines.push_back(line + "; the largest is " + row.targets.front() + " in " + readable_number(100 * row.top_probability, 2) + " % of the draws.");
    }
    return lines;
}

Table summary_table(const HindcastScore& score) { return summary_of(score, false); }

Table discrepancy_table(const HindcastScore& score) {
    Table table{"discrepancy", "The model's own error, as each episode learnt it from those before it", {}, {}, {}};
    table.columns = {{"episode", "", "Scenario"}, {"kind", "", "Of quantity; sizes are on its scale: root of the share of normal, logarithm, arcsine of the root"}, {"learnt_from", "", "Earlier episodes; empty: the prior alone"},
                     {"episodes", "", "How many"}, {"series", "", "Measures that they were scored on"}, {"observations", "", "Public and over by then"},
                     {"lasting", "", "Standard deviation of what lasts through a series: median"}, {"lasting_p5", "", "5 %"}, {"lasting_p95", "", "95 %"},
                     {"passing", "", "Standard deviation of what is new in every observation: median"}, {"passing_p5", "", "5 %"}, {"passing_p95", "", "95 %"},
                     {"lasting_prior", "", "Assumption that it starts from"}, {"passing_prior", "", "The same"}};
    std::set<std::string> sources;
    for (const EpisodeScore& episode : score.episodes) {
        for (const ErrorRow& row : episode.errors) {
            table.add({episode.id, row.kind, join(row.episodes, " "), static_cast<double>(row.episodes.size()), static_cast<double>(row.series), static_cast<double>(row.observations), row.lasting.median, row.lasting.low,
                       row.lasting.high, row.passing.median, row.passing.low, row.passing.high, row.lasting.prior, row.passing.prior});
            sources.insert({row.lasting.prior, row.passing.prior});
        }
    }
    table.sources.assign(sources.begin(), sources.end());
    return table;
}

std::vector<Table> all_score_tables(const HindcastScore& score) {
    return {summary_of(score, true), observations_table(score), skills_table(score), ranks_table(score), pit_table(score), discrepancy_table(score)};
}

}  // namespace countervail
