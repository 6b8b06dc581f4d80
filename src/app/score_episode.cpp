// SPDX-License-Identifier: Apache-2.0
#include "app/score_episode.h"

#include <algorithm>

#include "app/interrupt.h"
#include "app/prepared_run.h"
#include "hindcast/evaluate.h"
#include "hindcast/foreknowledge.h"

namespace countervail {

namespace {

EpisodeEvidence evidence_of(const PreparedRun& run) {
    EpisodeEvidence evidence;
    evidence.id = run.ensemble.scenario().id;
    for (const Statement* row : rests_on(run.ensemble, run.ledger)) {
        ++(row->label == Label::assumed ? evidence.assumptions : evidence.statements);
        if (row->label != Label::assumed) evidence.latest = std::max(evidence.latest, row->published_on);
    }
    return evidence;
}

}  // namespace

Result<ScoredEpisode> score_episode(const Settings& settings, const EpisodeOrder& order) {
    const InterruptWatch watch;
    auto run = prepare_scenario(settings, order.name);
    if (!run) return std::unexpected(std::move(run.error()));
    const auto episode = read_episode(run->ensemble, run->ledger);
    if (!episode) return std::unexpected(episode.error());
    if (Errors breaches = foreknowledge(run->ensemble, run->ledger, *episode); !breaches.empty()) return std::unexpected(std::move(breaches));
    auto store = RunStore::open(store_path(settings.out));
    if (!store) return std::unexpected(std::move(store.error()));
    const auto number = store->enter(run->inputs);
    if (!number) return std::unexpected(number.error());
    const int threads = settings.threads_to_use();
    const auto driven = drive(run->ensemble, *store, *number, threads, !settings.quiet, {run->ensemble.base_task()});
    if (!driven) return std::unexpected(driven.error());
    ScoredEpisode scored;
    scored.key = run->inputs.key();
    scored.complete = driven->complete();
    if (!scored.complete) return scored;
    for (const Date day : order.teaches_on) scored.lessons.push_back(lessons_of(run->ensemble, driven->outcome, run->ledger, day));
    if (!order.score) return scored;
    std::optional<LearntErrors> errors;
    if (!order.model_alone) {
        auto learnt = learn_errors(run->ledger, *episode, order.learnt == nullptr ? std::vector<EpisodeLessons>() : *order.learnt, threads);
        if (!learnt) return std::unexpected(std::move(learnt.error()));
        errors = std::move(*learnt);
    }
    scored.score = evaluate(run->ensemble, driven->outcome, *episode, run->inputs.seed, errors ? &*errors : nullptr);
    scored.evidence = evidence_of(*run);
    return scored;
}

std::vector<std::string> library_episodes(const Library& library) {
    std::vector<std::string> paths;
    for (const LibraryFile* file : library.files("scenarios/hindcast/", ".toml")) paths.push_back(file->path);
    return paths;
}

}  // namespace countervail
