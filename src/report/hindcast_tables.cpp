// SPDX-License-Identifier: Apache-2.0
#include "report/hindcast_tables.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <set>

#include "base/text.h"
#include "report/figure_text.h"
#include "report/scale.h"
#include "report/sentences.h"

namespace countervail {
namespace {

Cell text_or_none(const std::string& words) { return words.empty() ? Cell{} : Cell{words}; }

std::string share_text(std::size_t part, std::size_t whole) { return std::to_string(part) + "/" + std::to_string(whole); }

/// Words that stay on one line.
std::string unbroken(std::string words) {
    for (std::size_t at = 0; (at = words.find(' ', at)) != std::string::npos;) words.replace(at, 1, "\u00a0");
    return words;
}

std::string coverage_text(const BandCoverage& coverage) {
    if (coverage.cases == 0) return {};
    return share_text(coverage.inside, coverage.cases);
}

void add_skill_columns(Table& table) {
    for (const std::string& name : comparator_names()) {
        table.columns.push_back({name, "skill", "1 − mean CRPS / its mean CRPS, with the 90 % interval of the block bootstrap; above 0 is better", 2});
    }
}

void add_skill_cells(std::vector<Cell>& cells, const ScoreSummary& summary) {
    for (const SkillRow& row : summary.skills) cells.push_back(text_or_none(row.skill ? skill_text(row.skill) : ""));
}

std::string observed_text(const TargetRow& row) {
    if (row.observed_never) return "not within the run";
    std::string words = short_number(row.observed, 4);
    if (row.observed_low < row.observed_high) words += " (" + range_text(row.observed_low, row.observed_high, 4) + ")";
    return words;
}

/// Unit of a row, said once in the column where all rows share it.
std::string shared_unit(const EpisodeScore& episode) {
    std::set<std::string> units;
    for (const TargetRow& row : episode.rows) units.insert(row.unit);
    return units.size() == 1 ? *units.begin() : std::string();
}

/// `dressed`: the forecast carries the model's own error.
HindcastPoint point_of(const TargetRow& row, bool dressed) {
    HindcastPoint point;
    point.when = when_text(row.when);
    const auto day = parse_period(row.when);
    const bool month = row.when.size() == 7 && day, single = row.when.size() == 10 && day;
    point.label = month ? month_name(day->from.month()) : single ? std::to_string(day->from.day()) + " " + month_name(day->from.month()) : row.when;
    point.year = month || single ? std::to_string(day->from.year()) : "";
    point.low90 = row.forecast.low;
    point.low50 = row.forecast.lower_quartile;
    point.median = row.forecast.median;
    point.high50 = row.forecast.upper_quartile;
    point.high90 = row.forecast.high;
    if (dressed) point.alone = AloneMark{row.alone.forecast.low, row.alone.forecast.high};
    point.observed = row.observed;
    point.inside = row.inside_90;
    point.observed_beyond = row.observed_never;
    for (const ComparatorRow& each : row.comparators) point.rivals.push_back({each.available, each.low, each.median, each.high});
    return point;
}

bool all_positive(const HindcastPanel& panel) {
    return std::all_of(panel.points.begin(), panel.points.end(), [](const HindcastPoint& point) {
        return point.low90 > 0 && (!point.alone || point.alone->low > 0) && point.observed > 0 && !point.observed_beyond &&
               std::all_of(point.rivals.begin(), point.rivals.end(), [](const RivalMark& rival) { return !rival.available || rival.low > 0; });
    });
}

}  // namespace

std::vector<std::string> comparator_names() {
    std::vector<std::string> names;
    for (const Comparator each : kComparators) names.emplace_back(comparator_words(each));
    return names;
}

std::string skill_text(const std::optional<SkillScore>& skill) {
    if (!skill) return "–";
    const auto number = [](double value) { return std::isfinite(value) ? short_number(value, 2) : std::string("−∞"); };
    std::string words = number(skill->skill);
    if (skill->low && skill->high) words += " (" + number(*skill->low) + " to " + number(*skill->high) + ")";
    return words;
}

std::string when_text(const std::string& when) {
    const auto days = parse_period(when);
    if (!days) return when;
    if (when.size() == 7 && when[5] != 'Q') return month_text(days->from);
    if (when.size() == 10) return day_text(days->from);
    const std::size_t dots = when.find("..");
    if (dots == std::string::npos) return when;
    return when_text(when.substr(0, dots)) + " – " + when_text(when.substr(dots + 2));
}

std::string episode_heading(const std::string& id) {
    std::string words = id;
    std::replace(words.begin(), words.end(), '-', ' ');
    if (!words.empty()) words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
    return words;
}

Table standing_table(const HindcastScore& score) {
    Table table{"standing", "Observations inside their bands, and skill against each comparator with its 90% interval",
                {{"episode", "", ""}, {"kind", "", "Targets of one kind are pooled, their scores divided by what is normal"},
                 {"targets inside", "", "Targets of which every observation lies in its 90 % band"},
                 {"observations in 50%", "", "In the middle half of the draws"}, {"in 90%", "", "Between the 5 % and the 95 % quantile of the draws"},
                 {"in 90%, model alone", "", "The same without the model's own error"}},
                {}, {}};
    add_skill_columns(table);
    table.columns.push_back({"width to the best", "ratio", "Mean width of the 90 % bands over that of the comparator with the least mean CRPS", 2});
    table.columns.push_back({"skill of bands", "", "1 − interval score of the 90 % bands over that comparator's: what narrow bands that miss cost them is counted", 2});
    const auto add = [&](const std::string& episode, const std::string& kind, const ScoreSummary& summary) {
        std::vector<Cell> cells{episode, kind, share_text(summary.targets_inside, summary.targets), text_or_none(coverage_text(summary.fifty)),
                                text_or_none(coverage_text(summary.ninety)), text_or_none(coverage_text(summary.alone.ninety))};
        add_skill_cells(cells, summary);
        cells.push_back(summary.width_to_best ? Cell{*summary.width_to_best} : Cell{});
        cells.push_back(summary.band_skill ? Cell{*summary.band_skill} : Cell{});
        table.add(std::move(cells));
    };
    for (const EpisodeScore& episode : score.episodes) {
        for (const ScoreSummary& kind : episode.kinds) add(episode_heading(episode.id), kind.label, kind);
        if (episode.kinds.size() > 1) add(episode_heading(episode.id), "all", episode.overall);
    }
    if (score.episodes.size() > 1) {
        for (const ScoreSummary& kind : score.kinds) add("All episodes", kind.label, kind);
        add("All episodes", "all", score.overall);
    }
    return table;
}

PageTable observations_table(const EpisodeScore& episode) {
    const std::string unit = shared_unit(episode);
    PageTable shown{{episode.id + "-observations", "Forecast and observed, and the score of each comparator",
                     {{"target", "", ""}, {"when", "", "Days that the target is about"}, {"observed", unit, "As published; the range where the source gives one"},
                      {"median", unit, "Of the draws", 3}, {"90% band", unit, "5 % and 95 % quantile of the draws"}, {"inside", "", "Of the 90 % band"},
                      {"CRPS", unit, "Continuous ranked probability score of the draws; smaller is better", 3}},
                     {}, {}},
                    {}};
    Table& table = shown.table;
    const bool units = unit.empty(), dressed = !episode.errors.empty();
    if (dressed) table.columns.insert(table.columns.end() - 1, {"model alone", unit, "The band without the model's own error, and whether it holds the observation"});
    if (units) table.columns.insert(table.columns.begin() + 2, {"unit", "", "Of the figures of the line"});
    for (const std::string& name : comparator_names()) table.columns.push_back({name, "CRPS", "The same score of the comparator's ensemble", 3});
    const std::size_t observed_at = units ? 3 : 2;
    for (const TargetRow& row : episode.rows) {
        std::vector<Cell> cells{row.title.empty() ? row.target : row.title, unbroken(when_text(row.when))};
        if (units) cells.push_back(text_or_none(row.unit));
        cells.insert(cells.end(), {observed_text(row), row.forecast.median, range_text(row.forecast.low, row.forecast.high, 3),
                                   row.inside_90 ? "yes" : "no", row.crps});
        if (dressed) cells.insert(cells.end() - 1, range_text(row.alone.forecast.low, row.alone.forecast.high, 3) + (row.alone.inside_90 ? ", yes" : ", no"));
        for (const ComparatorRow& each : row.comparators) cells.push_back(each.available ? Cell{each.crps} : Cell{});
        if (!row.statements.empty()) shown.cells.push_back({table.rows.size(), observed_at, row.statements.front()});
        table.add(std::move(cells));
    }
    return shown;
}

Table skills_table(const EpisodeScore& episode) {
    Table table{episode.id + "-skill", "Skill against each comparator, with its 90% interval", {{"target", "", ""}, {"observations", "", ""}, {"in 90%", "", "Observations inside the 90 % band"},
                {"model alone", "", "The same without the model's own error"}}, {}, {}};
    add_skill_columns(table);
    table.columns.push_back({"p against the best", "", "Diebold–Mariano test against the comparator with the least mean CRPS: chance of so large a difference, either way, if there were none", 2});
    const auto add = [&](const std::string& label, const ScoreSummary& summary) {
        std::vector<Cell> cells{label, static_cast<double>(summary.rows), share_text(summary.ninety.inside, summary.ninety.cases), share_text(summary.alone.ninety.inside, summary.alone.ninety.cases)};
        add_skill_cells(cells, summary);
        const auto best = std::find_if(summary.skills.begin(), summary.skills.end(), [&](const SkillRow& row) { return summary.best && row.comparator == *summary.best; });
        cells.push_back(best != summary.skills.end() && best->test ? Cell{best->test->p_two_sided} : Cell{});
        table.add(std::move(cells));
    };
    for (const ScoreSummary& target : episode.targets) add(target.title.empty() ? target.label : target.title, target);
    if (episode.targets.size() < 2) return table;
    for (const ScoreSummary& kind : episode.kinds) add("all of kind " + kind.label, kind);
    if (episode.kinds.size() > 1) add("all", episode.overall);
    return table;
}

Table comparators_table(const EpisodeScore& episode) {
    Table table{episode.id + "-comparators", "What the comparators had to go by", {{"target", "", ""}, {"comparator", "", ""}, {"forecasts", "", "Observations of the target for which it had one"}, {"of what", "", ""}}, {}, {}};
    for (const ScoreSummary& target : episode.targets) {
        for (std::size_t k = 0; k < kComparatorCount; ++k) {
            std::size_t rows = 0, available = 0;
            std::vector<std::string> notes;
            for (const TargetRow& row : episode.rows) {
                if (row.target != target.label) continue;
                ++rows;
                available += row.comparators[k].available;
                const std::string& note = row.comparators[k].note;
                if (!note.empty() && std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(note);
            }
            const std::string words = notes.empty() ? "" : notes.front() + (notes.size() > 1 ? "; and " + std::to_string(notes.size() - 1) + " other reasons by observation" : "");
            table.add({target.title.empty() ? target.label : target.title, comparator_names()[k], share_text(available, rows), text_or_none(words)});
        }
    }
    return table;
}

Table ranks_table(const EpisodeScore& episode) {
    Table table{episode.id + "-ranks", "Who was hit most: the order", {{"group", "", ""}, {"order observed", "", "Largest first"}, {"Kendall's tau-b", "", "Of the medians with what was observed: 1 is the same order, −1 the reverse", 2},
                 {"mean over draws", "", "Tau-b of each draw, averaged", 2}, {"Spearman", "", "Rank correlation of the medians", 2}, {"draws with the same first", "", ""}}, {}, {}};
    const auto number = [](const std::optional<double>& value) { return value ? Cell{*value} : Cell{}; };
    for (const RankRow& row : episode.ranks) {
        table.add({row.group, join(row.targets, ", "), number(row.kendall), number(row.mean_kendall), number(row.spearman), per_cent(row.top_probability)});
    }
    return table;
}

std::vector<HindcastPanel> panels_of(const EpisodeScore& episode, TargetKind kind) {
    std::vector<HindcastPanel> panels;
    std::map<std::string, std::size_t> place;
    for (const TargetRow& row : episode.rows) {
        if (row.kind != kind) continue;
        const auto [found, fresh] = place.try_emplace(row.target, panels.size());
        if (fresh) panels.push_back({row.title.empty() ? row.target : row.title, row.unit, Spacing::linear, {}});
        panels[found->second].points.push_back(point_of(row, !episode.errors.empty()));
    }
    for (HindcastPanel& panel : panels) {
        if (kind == TargetKind::price && all_positive(panel)) panel.spacing = Spacing::logarithmic;
    }
    return panels;
}

Table panel_numbers(const EpisodeScore& episode, TargetKind kind) {
    Table table{episode.id + "-" + to_text(kind), "Forecast and observed", {{"target", "", ""}, {"when", "", ""}, {"unit", "", ""}, {"observed", "", "Empty: not within the run", 17}}, {}, {}};
    for (const char* name : {"5%", "25%", "median", "75%", "95%"}) table.columns.push_back({name, "", "Of the draws", 17});
    for (const char* name : {"model alone 5%", "model alone median", "model alone 95%"}) table.columns.push_back({name, "", "Without the model's own error", 17});
    for (const std::string& name : comparator_names()) {
        for (const char* part : {" 5%", " median", " 95%"}) table.columns.push_back({name + part, "", "Empty: no forecast", 17});
    }
    for (const TargetRow& row : episode.rows) {
        if (row.kind != kind) continue;
        std::vector<Cell> cells{row.target, row.when, row.unit, row.observed_never ? Cell{} : Cell{row.observed}};
        for (const double value : {row.forecast.low, row.forecast.lower_quartile, row.forecast.median, row.forecast.upper_quartile, row.forecast.high}) cells.push_back(value);
        for (const double value : {row.alone.forecast.low, row.alone.forecast.median, row.alone.forecast.high}) cells.push_back(value);
        for (const ComparatorRow& each : row.comparators) {
            for (const double value : {each.low, each.median, each.high}) cells.push_back(each.available ? Cell{value} : Cell{});
        }
        table.add(std::move(cells));
    }
    return table;
}

Table skill_numbers(const HindcastScore& score) {
    Table table{"skill", "Skill against each comparator", {{"episode", "", ""}, {"kind", "", ""}, {"comparator", "", ""}, {"observations", "", "For which it had a forecast"},
                {"skill", "", "1 − mean CRPS / its mean CRPS", 17}, {"low", "", "5 % end of the interval", 17}, {"high", "", "95 % end", 17}}, {}, {}};
    const auto add = [&](const std::string& episode, const ScoreSummary& summary) {
        for (const SkillRow& row : summary.skills) {
            const auto number = [](const std::optional<double>& value) { return value && std::isfinite(*value) ? Cell{*value} : Cell{}; };
            const bool known = row.skill.has_value();
            table.add({episode, summary.label, std::string(comparator_key(row.comparator)), static_cast<double>(row.cases), known ? number(row.skill->skill) : Cell{},
                       known ? number(row.skill->low) : Cell{}, known ? number(row.skill->high) : Cell{}});
        }
    };
    for (const EpisodeScore& episode : score.episodes) {
        for (const ScoreSummary& kind : episode.kinds) add(episode.id, kind);
    }
    add("all", score.overall);
    return table;
}

std::vector<SkillLine> skill_lines_of(const HindcastScore& score) {
    std::vector<SkillLine> lines;
    const auto add = [&](const std::string& label, const ScoreSummary& summary) {
        SkillLine line{label + " (" + std::to_string(summary.rows) + ")", {}};
        for (const SkillRow& row : summary.skills) line.marks.push_back(row.skill ? SkillMark{true, row.skill->skill, row.skill->low, row.skill->high} : SkillMark{});
        lines.push_back(std::move(line));
    };
    for (const EpisodeScore& episode : score.episodes) {
        for (const ScoreSummary& kind : episode.kinds) add(episode_heading(episode.id) + ", " + kind.label, kind);
    }
    if (score.episodes.size() > 1) add("All episodes", score.overall);
    return lines;
}

Table errors_table(const EpisodeScore& episode) {
    Table table{episode.id + "-errors", "The model's own error, as it was known before", {{"kind", "", "Of quantity, on its scale: the root of a flow's share of normal, the logarithm of prices and times, the arcsine of the root of a share"},
                {"learnt from", "", "Earlier episodes"}, {"observations", "", "Public and over by then"}, {"lasting through a series", "", "Standard deviation, with its 90 % range", 2},
                {"new in every observation", "", "The same", 2}}, {}, {}};
    const auto size = [](const ErrorSize& each) { return short_number(each.median, 2) + " (" + range_text(each.low, each.high, 2) + ")"; };
    for (const ErrorRow& row : episode.errors) {
        std::vector<std::string> names;
        for (const std::string& id : row.episodes) names.push_back(episode_heading(id));
        table.add({row.kind, names.empty() ? "none: the assumption alone" : join(names, ", "), static_cast<double>(row.observations), size(row.lasting), size(row.passing)});
    }
    return table;
}

CitedText misses_of(const EpisodeScore& episode) {
    constexpr std::size_t kMostMisses = 12;   // the table has all
    std::vector<std::string> misses;
    std::size_t count = 0;
    CitedText text;
    for (const TargetRow& row : episode.rows) {
        if (row.inside_90) continue;
        const bool plain = row.unit.empty() || row.unit == "ratio" || row.unit == "share";   // nobody says "69 ratio"
        const std::string when = row.when.empty() ? "" : ", " + when_text(row.when), unit = plain ? "" : " " + row.unit;
        const std::string seen = row.observed_never ? "not within the run" : short_number(row.observed, 3) + unit;
        ++count;
        if (misses.size() == kMostMisses) continue;
        misses.push_back((row.title.empty() ? row.target : row.title) + when + ": " + seen + " against " + range_text(row.forecast.low, row.forecast.high, 3) + unit);
        for (const std::string& id : row.statements) {
            if (std::find(text.statements.begin(), text.statements.end(), id) == text.statements.end()) text.statements.push_back(id);
        }
    }
    if (misses.empty()) text.words = episode.rows.empty() ? "" : "Every observation lies inside its 90% band.";
    else text.words = "Outside the 90% band: " + join(misses, "; ") + (count > misses.size() ? "; and " + std::to_string(count - misses.size()) + " more, in the table" : "") + ".";
    return text;
}

std::string timing_text(const std::optional<TimingScore>& timing) {
    if (!timing || timing->cases == 0) return {};
    const auto within = static_cast<std::size_t>(std::lround(timing->share_within * static_cast<double>(timing->cases)));
    std::string words = (within == 0 ? "None" : std::to_string(within)) + " of " + counted(timing->cases, "time") + " came within two weeks of the median";
    if (timing->median_error) {
        const double error = *timing->median_error;
        words += error == 0 ? ", and the middle error is none" : ", and the middle error is " + short_number(std::abs(error), 2) + " weeks too " + (error > 0 ? "late" : "early");
    }
    if (timing->said_but_not_seen > 0) words += "; " + std::to_string(timing->said_but_not_seen) + " forecast within the run did not come";
    if (timing->seen_but_not_said > 0) words += "; " + std::to_string(timing->seen_but_not_said) + " came and had not been forecast within the run";
    return words + ".";
}

}  // namespace countervail
