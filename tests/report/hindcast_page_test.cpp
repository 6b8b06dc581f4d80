// SPDX-License-Identifier: Apache-2.0
// covers: hindcast_page, hindcast_panels, hindcast_skills, hindcast_tables, hindcast_marks
#include "report/hindcast_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <limits>
#include <regex>
#include <set>

#include "base/library.h"
#include "report/hindcast_samples.h"
#include "report/hindcast_tables.h"
#include "report/svg_checks.h"

namespace countervail {
namespace {

using svg_checks::problems_of;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::IsSubsetOf;
using testing::Not;

const Ledger& ledger() {
    static const Ledger read = Ledger::read(Library::from_folder(COUNTERVAIL_SOURCE_DIR).value()).value();
    return read;
}

DependenceReport report_of(const HindcastScore& score) {
    return hindcast_report({score, ledger(), {{"example-2024", 312, 1, Date(2024, 8, 30)}}, {standing_table(score)}, "docs/methods/hindcasts.md", {"program 1"}});
}

std::set<std::string> addresses(const std::string& html) {
    std::set<std::string> found;
    const std::regex wanted("href=\"((?:charts|tables)/[^\"]*)\"");
    for (std::sregex_iterator at(html.begin(), html.end(), wanted), end; at != end; ++at) found.insert((*at)[1].str());
    return found;
}

TEST(HindcastPage, IsWholeAndTheSameTwice) {
    const HindcastScore score = samples::both_episodes();
    const DependenceReport report = report_of(score);
    EXPECT_EQ(report.html, report_of(score).html);
    const auto files = dependence_files(report, 2);
    ASSERT_TRUE(files) << to_text(files.error());
    std::set<std::string> names;
    for (const ReportFile& each : *files) EXPECT_TRUE(names.insert(each.name).second) << each.name << " twice";
    EXPECT_THAT(addresses(report.html), IsSubsetOf(names));
    EXPECT_THAT(report.html, Not(HasSubstr("<script")));
    EXPECT_THAT(report.html, Not(HasSubstr("nan")));
    if (const char* folder = std::getenv("COUNTERVAIL_SAMPLE_PAGES")) {
        for (const ReportFile& each : *files) {
            const auto path = std::filesystem::path(folder) / each.name;
            std::filesystem::create_directories(path.parent_path());
            std::ofstream(path, std::ios::binary) << each.bytes;
        }
    }
}

TEST(HindcastPage, SaysWhatWasUsedAndWhatMissed) {
    const HindcastScore score = samples::both_episodes();
    const std::string html = report_of(score).html;
    EXPECT_THAT(html, HasSubstr("Made from what was public on 31 Aug 2024; the act or shock binds from 1 Sep 2024. It rests on 312 published figures, the last of them of 30 Aug 2024, and on 1 assumption."));
    EXPECT_THAT(html, HasSubstr("Outside the 90% band: "));
    EXPECT_THAT(html, HasSubstr("days until exports are back: not within the run against"));
    EXPECT_THAT(html, HasSubstr("docs/methods/hindcasts.md"));
    for (const EpisodeScore& episode : score.episodes) EXPECT_THAT(report_of(score).answer, HasSubstr(episode.verdict));
}

TEST(HindcastPage, ShowsTheModelAloneBesideItsOwnError) {
    const std::string html = report_of(samples::both_episodes()).html;
    EXPECT_THAT(html, HasSubstr("The bands carry the model&#39;s own error, as earlier episodes taught it (older-2010: 4 observations); without it "));
    EXPECT_THAT(html, HasSubstr("charts/pit-model-alone.svg"));
    EXPECT_THAT(html, HasSubstr("none: the assumption alone"));
    EXPECT_EQ(errors_table(samples::full_episode()).rows.size(), 2U);
    EXPECT_EQ(errors_table(samples::bare_episode()).rows.size(), 0U);
    const auto columns = [](const EpisodeScore& episode) { return observations_table(episode).table.columns.size(); };
    EXPECT_EQ(columns(samples::full_episode()), columns(samples::bare_episode()) + 2);   // its unit differs by the line, and the model alone
    EXPECT_THAT(report_of(pool({samples::bare_episode()})).html, Not(HasSubstr("pit-model-alone")));
}

TEST(HindcastPage, ObservedFiguresLinkToTheirStatements) {
    const std::string html = report_of(samples::both_episodes()).html;
    EXPECT_THAT(html, HasSubstr("<a href=\"#s-A-01.2024\">"));
    EXPECT_THAT(html, HasSubstr("id=\"s-A-01.2024\""));
}

TEST(HindcastPage, StandsWithoutEpisodesAndWithoutComparators) {
    EXPECT_THAT(report_of(pool({})).html, HasSubstr("No episode was scored."));
    const std::string bare = report_of(pool({samples::bare_episode()})).html;
    EXPECT_THAT(bare, HasSubstr("No data: no comparator has anything to go by"));
    EXPECT_THAT(bare, HasSubstr("no history"));
}

TEST(HindcastPage, EscapesWhatItIsGiven) {
    EpisodeScore episode = samples::bare_episode();
    episode.question = "a <b> & \"c\"?";
    for (TargetRow& row : episode.rows) row.title = "<script>alert(1)</script>";
    EXPECT_THAT(report_of(pool({episode})).html, Not(HasSubstr("<script")));
}

TEST(HindcastTables, HaveALineForEachObservationTargetAndKind) {
    const EpisodeScore episode = samples::full_episode();
    EXPECT_EQ(observations_table(episode).table.rows.size(), episode.rows.size());
    EXPECT_EQ(skills_table(episode).rows.size(), episode.targets.size() + episode.kinds.size() + 1);
    EXPECT_EQ(comparators_table(episode).rows.size(), episode.targets.size() * kComparatorCount);
    EXPECT_EQ(ranks_table(episode).rows.size(), 1u);
    std::size_t shown = 0;
    for (const TargetKind kind : {TargetKind::volume, TargetKind::price, TargetKind::time, TargetKind::share}) shown += panel_numbers(episode, kind).rows.size();
    EXPECT_EQ(shown, episode.rows.size());
    EXPECT_EQ(skill_numbers(pool({episode})).rows.size(), (episode.kinds.size() + 1) * kComparatorCount);
    EXPECT_EQ(standing_table(pool({episode})).rows.size(), episode.kinds.size() + 1);
    for (const CellSource& cell : observations_table(episode).cells) EXPECT_EQ(observations_table(episode).table.columns[cell.column].name, "observed");
}

TEST(HindcastTables, SayTimesAndSkillInWords) {
    EXPECT_EQ(when_text("2025-04"), "Apr 2025");
    EXPECT_EQ(when_text("2025-05-06"), "6 May 2025");
    EXPECT_EQ(when_text("2025-04..2025-06"), "Apr 2025 – Jun 2025");
    EXPECT_EQ(when_text("2024-Q2"), "2024-Q2");
    EXPECT_EQ(when_text("2024"), "2024");
    EXPECT_EQ(when_text(""), "");
    EXPECT_EQ(episode_heading("no-18-2025"), "No 18 2025");
    EXPECT_EQ(skill_text(std::nullopt), "–");
    EXPECT_EQ(skill_text(SkillScore{.skill = 0.25}), "0.25");
    EXPECT_EQ(skill_text(SkillScore{.skill = 0.25, .low = -std::numeric_limits<double>::infinity(), .high = 0.5}), "0.25 (−∞ to 0.5)");
}

TEST(HindcastTables, TimingKeepsWhatDidNotCome) {
    EXPECT_EQ(timing_text(std::nullopt), "");
    TimingScore timing{.cases = 4, .timed = 3, .said_but_not_seen = 1, .median_error = -1.5, .share_within = 0.5};
    EXPECT_EQ(timing_text(timing), "2 of 4 times came within two weeks of the median, and the middle error is 1.5 weeks too early; 1 forecast within the run did not come.");
}

HindcastPanels panels(double width, TargetKind kind) {
    return {{.id = "panels", .title = "Forecast and observed", .description = "x", .width = width}, comparator_names(), panels_of(samples::full_episode(), kind)};
}

TEST(HindcastPanelsChart, IsWellFormedAtEveryWidth) {
    for (const double width : {320.0, kNarrowChart, 600.0, kWideChart, 1280.0}) {
        for (const TargetKind kind : {TargetKind::volume, TargetKind::price, TargetKind::time, TargetKind::share}) {
            EXPECT_THAT(problems_of(hindcast_panels(panels(width, kind))), IsEmpty()) << to_text(kind) << " at " << width;
        }
    }
}

std::vector<pugi::xml_node> marks_saying(const pugi::xml_document& chart, const std::string& words) {
    std::vector<pugi::xml_node> found;
    for (const auto& each : chart.select_nodes("//rect")) {
        if (std::string(each.node().child("title").child_value()).find(words) != std::string::npos) found.push_back(each.node());
    }
    return found;
}

TEST(HindcastPanelsChart, AFrameShowsTheModelAloneAtItsOwnEnds) {
    EpisodeScore episode = samples::full_episode();
    const std::size_t columns = panel_numbers(episode, TargetKind::volume).columns.size();
    for (const double width : {320.0, kNarrowChart, kWideChart}) {
        const std::string text = hindcast_panels(panels(width, TargetKind::volume));
        EXPECT_THAT(text, AllOf(HasSubstr(">model with its error: 90%<"), HasSubstr(">model alone: 90%<"), HasSubstr(">observed, inside the pale band<")));
        pugi::xml_document chart;
        ASSERT_TRUE(chart.load_string(text.c_str()));
        const auto frames = marks_saying(chart, "model alone, 90%"), bands = marks_saying(chart, "model with its error");
        ASSERT_EQ(frames.size(), 18U);          // twelve months and six
        ASSERT_EQ(bands.size(), 2 * frames.size());
        for (std::size_t i = 0; i < frames.size(); ++i) {
            const auto number = [](const pugi::xml_node& node, const char* name) { return node.attribute(name).as_double(); };
            const pugi::xml_node &frame = frames[i], &ninety = bands[2 * i];
            EXPECT_STREQ(frame.attribute("fill").value(), "none");
            EXPECT_GT(number(frame, "width"), 3);
            EXPECT_GT(number(frame, "x"), number(ninety, "x"));
            EXPECT_LT(number(frame, "x") + number(frame, "width"), number(ninety, "x") + number(ninety, "width"));
            // The sample's model alone is half as wide on the logarithm, so it lies within.
            EXPECT_GT(number(frame, "y"), number(ninety, "y"));
            EXPECT_LT(number(frame, "y") + number(frame, "height"), number(ninety, "y") + number(ninety, "height"));
        }
    }
    episode.errors.clear();
    EXPECT_EQ(panel_numbers(episode, TargetKind::volume).columns.size(), columns);   // the numbers under the chart are the same
    const std::string bare = hindcast_panels({{.id = "panels", .title = "Forecast and observed", .description = "x"}, comparator_names(), panels_of(episode, TargetKind::volume)});
    EXPECT_THAT(bare, AllOf(HasSubstr(">model: 90%<"), HasSubstr(">observed, inside the 90% band<"), Not(HasSubstr("model alone")), Not(HasSubstr("with its error"))));
}

TEST(HindcastPanelsChart, TheAxisHoldsTheModelAloneToo) {
    EpisodeScore episode = samples::full_episode();
    for (TargetRow& row : episode.rows) row.alone.forecast.high = 40 * row.forecast.high;
    for (const TargetKind kind : {TargetKind::volume, TargetKind::price, TargetKind::time}) {
        EXPECT_THAT(problems_of(hindcast_panels({{.id = "far", .title = "Far", .description = "x", .width = kNarrowChart}, comparator_names(), panels_of(episode, kind)})), IsEmpty()) << to_text(kind);
    }
    for (TargetRow& row : episode.rows) row.alone.forecast.low = 0;
    EXPECT_EQ(panels_of(episode, TargetKind::price).front().spacing, Spacing::linear);
}

TEST(HindcastPanelsChart, PricesAreLogarithmicWhereTheyCanBe) {
    EXPECT_EQ(panels(kWideChart, TargetKind::price).panels.front().spacing, Spacing::logarithmic);
    EXPECT_EQ(panels(kWideChart, TargetKind::volume).panels.front().spacing, Spacing::linear);
    EpisodeScore episode = samples::bare_episode();
    episode.rows.front().observed = 0;
    EXPECT_EQ(panels_of(episode, TargetKind::price).front().spacing, Spacing::linear);
}

TEST(HindcastPanelsChart, SurvivesOddFigures) {
    const double endless = std::numeric_limits<double>::infinity();
    for (const double odd : {0.0, -5.0, 1e-12, 1e300, endless, std::nan("")}) {
        for (const Spacing spacing : {Spacing::linear, Spacing::logarithmic}) {
            HindcastPanels spec{{.id = "odd", .title = "Odd", .description = "x"}, {"a", "b"}, {}};
            HindcastPoint point{.when = "2025-04", .label = "Apr", .year = "2025", .low90 = odd, .low50 = odd, .median = odd, .high50 = odd, .high90 = odd, .observed = 3};
            point.alone = AloneMark{odd, odd};
            point.rivals = {{true, odd, odd, odd}, {false, 0, 0, 0}};
            spec.panels = {{"one", "t", spacing, {point}}, {"two", "t", spacing, {point, point}}, {"none", "t", spacing, {}}};
            EXPECT_THAT(problems_of(hindcast_panels(spec)), IsEmpty()) << odd;
        }
    }
    EXPECT_THAT(hindcast_panels({{.id = "none", .title = "None", .description = "x", .empty_because = "nothing is scored"}, {}, {}}), HasSubstr("nothing is scored"));
}

TEST(SkillAndPitCharts, AreWellFormedAtEveryWidth) {
    const HindcastScore score = samples::both_episodes();
    for (const double width : {320.0, kNarrowChart, 600.0, kWideChart, 1280.0}) {
        const Chart chart{.id = "c", .title = "Chart", .description = "x", .width = width};
        EXPECT_THAT(problems_of(skill_lines({chart, comparator_names(), skill_lines_of(score)})), IsEmpty()) << width;
        EXPECT_THAT(problems_of(pit_bars({chart, score.overall.pit})), IsEmpty()) << width;
    }
    EXPECT_THAT(pit_bars({{.id = "c", .title = "Chart", .description = "x"}, {}}), HasSubstr("No data"));
    SkillLines odd{{.id = "c", .title = "Chart", .description = "x"}, {"a"}, {{"line", {{true, -std::numeric_limits<double>::infinity(), -9.0, 2.0}}}}};
    EXPECT_THAT(problems_of(skill_lines(odd)), IsEmpty());
}

}  // namespace
}  // namespace countervail
