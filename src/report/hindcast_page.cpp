// SPDX-License-Identifier: Apache-2.0
#include "report/hindcast_page.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "hindcast/verdict.h"
#include "report/dependence_page_parts.h"
#include "report/hindcast_tables.h"
#include "report/sentences.h"

namespace countervail {
namespace {

constexpr std::array kKinds = {TargetKind::volume, TargetKind::price, TargetKind::time, TargetKind::share, TargetKind::rank};

/// Gathers sections, charts and the statements that they name.
class HindcastPage {
  public:
    explicit HindcastPage(const HindcastReportInputs& inputs) : inputs_(inputs) {}

    DependenceReport made() {
        const HindcastScore& score = inputs_.score;
        page_.title = "What was forecast, and what came";
        page_.answer = {score.episodes.empty() ? "No episode was scored." : score.verdict, {}};
        page_.key_facts = {counted(score.episodes.size(), "episode"), counted(score.overall.targets, "target"), counted(score.overall.rows, "observation")};
        page_.remarks = {{"Each forecast was made from what was public on the day before the act or the shock. What it is held against became public later; no forecast of the same episode "
                          "rests on it. Misses stay where they are: " + inputs_.misses_explained + " says why.", {}}};
        all_episodes();
        for (const EpisodeScore& episode : score.episodes) one_episode(episode);
        how_to_read();
        for (const std::string& id : cited_) {
            if (const Statement* row = inputs_.ledger.find(id)) page_.sources.push_back(source_entry(*row, inputs_.ledger));
        }
        page_.colophon = inputs_.colophon;
        report_.answer = answer();
        report_.tables = inputs_.tables;
        report_.html = page_html(page_);
        return std::move(report_);
    }

  private:
    void begin(const std::string& id, const std::string& heading) { page_.sections.push_back({id, heading, {}, {}, {}, {}, {}}); }
    void say(CitedText text) {
        if (text.words.empty()) return;
        cite(text.statements);
        page_.sections.back().sentences.push_back(std::move(text));
    }
    void say(const std::string& words) { say(CitedText{words, {}}); }
    void note(const std::string& words) { page_.sections.back().notes.push_back({words, {}}); }
    void cite(const std::vector<std::string>& ids) { cited_.insert(ids.begin(), ids.end()); }
    void show(Table table) {
        if (!table.rows.empty()) page_.sections.back().tables.push_back({std::move(table), {}});
    }
    void show(RunChart chart) {
        page_.sections.back().figures.push_back({chart.wide, chart.narrow});
        for (const char* form : {".svg", ".png", ".csv"}) page_.sections.back().downloads.push_back({"charts/" + chart.name + form, "charts/" + chart.name + form});
        report_.charts.push_back(std::move(chart));
    }

    std::string answer() const {
        std::string words = page_.answer.words + "\n";
        for (const EpisodeScore& episode : inputs_.score.episodes) {
            if (inputs_.score.episodes.size() > 1) words += episode.id + ": " + episode.verdict + "\n";
        }
        return words;
    }

    void all_episodes() {
        const HindcastScore& score = inputs_.score;
        begin("standing", "How the forecasts stand");
        show(standing_table(score));
        Chart words{.title = "Skill against four simple forecasts",
                    .description = "For each episode and kind of target, one minus the mean score over that of each comparator, with the 90% interval of a block bootstrap.",
                    .note = "In brackets: observations. Marks: 1 − mean CRPS / the comparator's. Lines: 90% interval of the block bootstrap; none below three observations of one target, or three targets.",
                    .empty_because = "no comparator has anything to go by"};
        show(run_chart("skill", words, skill_numbers(score), [&](const Chart& chart) { return skill_lines({chart, comparator_names(), skill_lines_of(score)}); }));
        words = {.title = "Where the observations fall among the draws",
                 .description = "Histogram of the probability integral transform of all observations: flat when the bands hold what they claim.",
                 .note = "High at both ends: bands too narrow. High in the middle: too wide. High at one end: biased. Months of one episode share its fate, so chance reaches "
                         "further than the grey band, which takes them for independent.",
                 .empty_because = "nothing was observed"};
        show(run_chart("pit", words, pit_table(score.overall.pit), [&](const Chart& chart) { return pit_bars({chart, score.overall.pit}); }));
        if (std::any_of(score.episodes.begin(), score.episodes.end(), [](const EpisodeScore& each) { return !each.errors.empty(); })) {
            words.title = "Where they fall among the draws of the model alone";
            words.description = "The same histogram for the forecasts without the model's own error.";
            show(run_chart("pit-model-alone", words, pit_table(score.overall.alone.pit), [&](const Chart& chart) { return pit_bars({chart, score.overall.alone.pit}); }));
        }
        if (const std::string timing = timing_text(score.timing); !timing.empty()) note(timing);
        if (score.overall.sign_cases > 0) {
            note("The direction was right in " + std::to_string(score.overall.sign_right) + " of " + counted(score.overall.sign_cases, "case") + "; by tossing a coin as many or more come with a chance of " +
                 per_cent(score.overall.sign_chance) + ".");
        }
    }

    static Table pit_table(const PitHistogram& pit) {
        Table table{"pit", "Where the observations fall among the draws", {{"from", "", "Lower end of the bin"}, {"through", "", "Upper end"}, {"share", "", "Of the observations"}}, {}, {}};
        const auto bins = static_cast<double>(pit.share.size());
        for (std::size_t i = 0; i < pit.share.size(); ++i) table.add({static_cast<double>(i) / bins, static_cast<double>(i + 1) / bins, pit.share[i]});
        return table;
    }

    std::string used_words(const EpisodeScore& episode) const {
        const auto known = std::find_if(inputs_.evidence.begin(), inputs_.evidence.end(), [&](const EpisodeEvidence& each) { return each.id == episode.id; });
        std::string words = "Made from what was public on " + day_text(episode.known_on) + "; the act or shock binds from " + day_text(episode.act_on) + ".";
        if (known != inputs_.evidence.end()) {
            words += " It rests on " + counted(known->statements, "published figure") + ", the last of them of " + day_text(known->latest) + ", and on " + counted(known->assumptions, "assumption") + ".";
        }
        return words + " " + counted(static_cast<std::size_t>(std::max(0, episode.draws)), "draw") + ".";
    }

    void one_episode(const EpisodeScore& episode) {
        begin(episode.id, episode_heading(episode.id));
        say(episode.question);
        say(used_words(episode));
        say(episode.verdict);
        say(error_words(episode));
        say(misses_of(episode));
        say(timing_text(episode.timing));
        for (const TargetKind kind : kKinds) {
            const std::vector<HindcastPanel> panels = panels_of(episode, kind);
            if (panels.empty()) continue;
            std::string name = to_text(kind);
            name[0] = static_cast<char>(name[0] - 'a' + 'A');
            const std::string alone = episode.errors.empty() ? "" : " with its error, a frame around the 90% band of the model alone";
            Chart words{.title = name + ": forecast and observed",
                        .description = "Per target, the model's median with its middle 50% and 90% bands" + alone + ", what was observed, and the 90% bands of four simple forecasts.",
                        .note = "No forecast of the episode rests on the observed figures. Comparators that the history does not allow are left out."};
            show(run_chart(episode.id + "-" + to_text(kind), words, panel_numbers(episode, kind), [&](const Chart& chart) { return hindcast_panels({chart, comparator_names(), panels}); }));
        }
        PageTable observed = observations_table(episode);
        for (const CellSource& cell : observed.cells) cite({cell.statement});
        if (!observed.table.rows.empty()) page_.sections.back().tables.push_back(std::move(observed));
        show(skills_table(episode));
        show(errors_table(episode));
        show(ranks_table(episode));
        show(comparators_table(episode));
        if (std::any_of(episode.rows.begin(), episode.rows.end(), [](const TargetRow& row) { return !row.inside_90; })) note("Why the misses missed: " + inputs_.misses_explained + ".");
        for (const TargetRow& row : episode.rows) {
            if (!row.observed_note.empty() && noted_.insert(row.target + row.observed_note).second) note(row.title + ", " + when_text(row.when) + ": " + row.observed_note + ".");
        }
    }

    void how_to_read() {
        begin("reading", "How to read this");
        say("The continuous ranked probability score (CRPS) is the distance of a forecast's distribution from what came, in the unit of the figure; a single number as a forecast scores its plain error. It "
            "rewards being right and being sharp, and a forecaster does best by saying what he believes.");
        say("Skill is one minus the mean score over that of a comparator: 1 is perfect, 0 no better, below 0 worse. The interval comes from drawing blocks of neighbouring months anew; where it "
            "holds 0, the difference may be chance.");
        say("The comparators are what anyone could have said: the last value; the same month a year before; a random walk with drift; and that nothing happens. Each carries the errors that it made before, as "
            "far ahead, in the history that was public. Where there is no such history, it has no forecast.");
        if (std::any_of(inputs_.score.episodes.begin(), inputs_.score.episodes.end(), [](const EpisodeScore& each) { return !each.errors.empty(); })) {
            say("The bands hold three kinds of doubt: what the inputs are, how a published figure scatters around what it counts, and how wrong the model is even with the right inputs. The last is learnt from "
                "earlier episodes whose figures were public on the day, on top of a stated assumption; it has no direction, so a model that is always too high stays so. The frame in the charts, and a "
                "column beside the bands in the tables, is what the model says without it.");
            note("docs/methods/discrepancy.md says how the model's own error is learnt.");
        }
        note("docs/methods/scores.md has every formula with its source.");
        for (const Table& table : inputs_.tables) {
            for (const char* form : {".csv", ".json"}) page_.sections.back().downloads.push_back({"tables/" + table.name + form, "tables/" + table.name + form});
        }
    }

    const HindcastReportInputs& inputs_;
    Page page_;
    DependenceReport report_;
    std::set<std::string> cited_, noted_;
};

}  // namespace

DependenceReport hindcast_report(const HindcastReportInputs& inputs) { return HindcastPage(inputs).made(); }

}  // namespace countervail
