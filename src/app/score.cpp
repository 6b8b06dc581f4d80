// SPDX-License-Identifier: Apache-2.0
// `countervail score [EPISODE…]`: episodes that are over, forecast with what was known the day before, beside what happened.
#include <CLI/App.hpp>
#include <algorithm>
#include <map>
#include <memory>

#include "app/files.h"
#include "app/json_document.h"
#include "app/program.h"
#include "app/score_episode.h"
#include "app/score_plan.h"
#include "base/text.h"
#include "hindcast/evaluate.h"
#include "hindcast/score_tables.h"

namespace countervail {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kPoolSeed = 1;   // of the intervals over all episodes, where no --seed is given

struct ScoreOptions {
    std::vector<std::string> episodes;
    bool model_alone = false;
};

struct Scored {
    std::vector<EpisodeScore> scores;
    std::vector<EpisodeEvidence> evidence;
    std::vector<std::string> keys;
    std::size_t failed = 0;
    ExitCode code = kDone;
};

/// In the order of time, so that each finds the lessons of those before it.
class InOrderOfTime {
  public:
    InOrderOfTime(const Settings& settings, const std::vector<PlannedEpisode>& plan, bool model_alone) : settings_(settings), plan_(plan), model_alone_(model_alone) {}

    /// An episode that cannot be scored is reported; the others still are.
    Scored score() {
        Scored all;
        std::map<std::size_t, ScoredEpisode> by_place;
        for (const PlannedEpisode& each : plan_) {
            auto scored = one(each);
            if (!scored) {
                settings_.problems() << "episode " << each.name << (each.place ? " is not scored:\n" : " cannot be learnt from:\n");
                all.code = report(settings_, scored.error());
                all.failed += each.place ? 1 : 0;
            } else if (!scored->complete) {
                settings_.problems() << "stopped within episode " << each.name << "\n  mend: what was computed is stored; the same command goes on from there\n";
                all.code = kInterrupted;
                return all;
            } else if (each.place) {
                by_place.emplace(*each.place, std::move(*scored));
            }
        }
        for (auto& [place, scored] : by_place) {
            all.scores.push_back(std::move(*scored.score));
            all.evidence.push_back(std::move(scored.evidence));
            all.keys.push_back(std::move(scored.key));
        }
        return all;
    }

  private:
    Result<ScoredEpisode> one(const PlannedEpisode& each) {
        if (!each.place && !settings_.quiet) settings_.problems() << "running " << each.id << " to learn from it how wrong the model is\n";
        EpisodeOrder order{.name = each.name, .score = each.place.has_value(), .model_alone = model_alone_, .learnt = &lessons_[each.known_on], .teaches_on = each.teaches_on};
        auto scored = score_episode(settings_, order);
        if (!scored || !scored->complete) return scored;
        for (std::size_t i = 0; i < each.teaches_on.size(); ++i) lessons_[each.teaches_on[i]].push_back(std::move(scored->lessons[i]));
        return scored;
    }

    const Settings& settings_;
    const std::vector<PlannedEpisode>& plan_;
    bool model_alone_;
    std::map<Date, std::vector<EpisodeLessons>> lessons_;   // by the day as of which they were taken
};

void show_text(const Settings& settings, const HindcastScore& score) {
    std::ostream& out = settings.answers();
    const bool markdown = settings.format == TableFormat::markdown;
    for (const EpisodeScore& episode : score.episodes) {
        if (markdown) out << "# " << episode.id << "\n\n";
        out << episode.question << "\n\n" << render(episode_table(episode), settings.format) << '\n' << render(skill_table(episode), settings.format) << '\n';
        for (const std::string& line : score_remarks(episode)) out << line << '\n';
        out << "Verdict: " << episode.verdict << "\n\n";
    }
    out << render(summary_table(score), settings.format) << '\n';
    if (!score.verdict.empty()) out << "Overall: " << score.verdict << '\n';
    if (settings.format == TableFormat::text) {
        out << "last, year, walk, none: 1 - CRPS / that of the last value, the same month last year, a random walk with drift, \"nothing happens\"; above 0 is better.\n";
    }
}

void show_json(const Settings& settings, const HindcastScore& score, const std::vector<Table>& tables) {
    std::vector<JsonDocument> episodes;
    for (const EpisodeScore& each : score.episodes) {
        JsonDocument& episode = episodes.emplace_back();
        episode.add("id", each.id).add("question", each.question).add("known_on", each.known_on.to_text()).add("act_on", each.act_on.to_text());
        episode.add("draws", each.draws).add("verdict", each.verdict).add("remarks", score_remarks(each));
    }
    settings.answers() << JsonDocument().add("verdict", score.verdict).add("episodes", episodes).add_tables(tables).text();
}

Result<void> write_page(const Settings& settings, const Scored& scored, const HindcastScore& score, const std::vector<Table>& tables, const fs::path& folder) {
    const auto library = open_library(settings);
    if (!library) return std::unexpected(library.error());
    const auto ledger = open_ledger(*library);
    if (!ledger) return std::unexpected(ledger.error());
    std::vector<std::string> colophon{"countervail " + program_version()};
    for (std::size_t i = 0; i < scored.keys.size(); ++i) colophon.push_back(score.episodes[i].id + ": run " + scored.keys[i]);
    HindcastReportInputs inputs{.score = score, .ledger = *ledger, .evidence = scored.evidence, .tables = tables, .colophon = std::move(colophon)};
    const auto files = dependence_files(hindcast_report(inputs), settings.threads_to_use());
    if (!files) return std::unexpected(files.error());
    return write_files(folder, *files);
}

std::vector<const Table*> pointers(const std::vector<Table>& tables) {
    std::vector<const Table*> all;
    for (const Table& table : tables) all.push_back(&table);
    return all;
}

ExitCode run_score(const Settings& settings, const ScoreOptions& options) {
    const auto library = open_library(settings);
    if (!library) return report(settings, library.error());
    std::vector<std::string> names = options.episodes;
    if (names.empty()) names = library_episodes(*library);
    if (names.empty()) return report(settings, {{{"scenarios/hindcast"}, "the library holds no episode", "name a scenario with [[target]] tables"}});
    const std::vector<PlannedEpisode> plan = plan_scores(settings, *library, names, !options.model_alone);
    Scored scored = InOrderOfTime(settings, plan, options.model_alone).score();
    if (scored.code == kInterrupted || scored.scores.empty()) return scored.code;
    const HindcastScore score = pool(std::move(scored.scores), settings.seed.value_or(kPoolSeed));
    const std::vector<Table> tables = all_score_tables(score);
    const fs::path folder = settings.out.empty() ? fs::path("out") / "score" : settings.out;
    if (auto written = write_page(settings, scored, score, tables, folder); !written) return report(settings, written.error());
    if (settings.format == TableFormat::json) {
        show_json(settings, score, tables);
    } else if (settings.format == TableFormat::csv) {
        print(settings, pointers(tables));
    } else {
        show_text(settings, score);
        if (scored.failed > 0) settings.answers() << scored.failed << " of " << names.size() << " episodes could not be scored: see above.\n";
        settings.answers() << "report: " << (folder / "report.html").generic_string() << '\n';
    }
    return scored.code;
}

}  // namespace

void set_up_score(CLI::App& program, Settings& settings, ExitCode& code) {
    const auto options = std::make_shared<ScoreOptions>();
    CLI::App* verb = program.add_subcommand("score", "Forecast episodes that are over with what was known the day before, and compare with what happened")->fallthrough();
    verb->add_option("EPISODE", options->episodes, "Ids of scenarios/hindcast/, or .toml files with [[target]] tables; all of the library when none is named");
    verb->add_flag("--model-alone", options->model_alone, "Leave the model's own error out of the forecasts, as earlier episodes taught it");
    verb->callback([&settings, &code, options] { code = run_score(settings, *options); });
}

}  // namespace countervail
