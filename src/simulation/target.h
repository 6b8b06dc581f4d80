// SPDX-License-Identifier: Apache-2.0
// What an episode is scored on: one number of the run, or one per month, beside the rows of the ledger that say what
// happened. Reading a target reads no observation; who runs a scenario never looks at them (hindcast/episode.h does).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/toml_file.h"
#include "simulation/observed_rows.h"

namespace countervail {

/// What a target is about: targets of one kind are pooled.
enum class TargetKind { volume, price, time, share, rank };
std::string to_text(TargetKind kind);

/// How a measure's steps become numbers: a row per observation, or one number per span.
enum class TargetTake { each, sum, mean, max, min, last };
std::string to_text(TargetTake take);

/// A measure of the run over spans of days.
struct TargetMeasure {
    std::string id;                      ///< of simulation/outcome.h, or derived (hindcast/derived_measure.h)
    std::vector<Interval> spans;         ///< empty: the run, or what the observed rows say
    TargetTake take = TargetTake::each;
    Place where, spans_where;            ///< of `measure`, of `in`
};

/// What is divided by: another measure, the same spans unless it has its own, or the baseline's own value.
struct TargetDivisor {
    bool baseline = false;
    TargetMeasure measure;               ///< where not baseline
};

/// Which rows of the ledger tell what happened: all that a selector finds, or one, or one over another.
struct TargetObserved {
    ObservedRows rows;
    std::string row;                     ///< id of a statement, in place of `rows`
    std::string over;                    ///< id of the statement that it is divided by; empty: none
    std::string times;                   ///< id of a statement that each row is multiplied by (a change of basis); empty: none
    Place where;
};

struct Target {
    std::string id, title;
    TargetKind kind = TargetKind::volume;
    TargetMeasure measure;
    std::optional<TargetDivisor> over;
    TargetObserved observed;
    std::optional<double> threshold;     ///< the sign is read against it; 1 where something is divided, else none
    std::string group;                   ///< targets of one group are ranked against each other: who was hit most
    std::string tolerance, note;         ///< for people
    Place where;
};

/// Every [[target]] of a file, in its order. Problems go to the file's list.
std::vector<Target> read_targets(Section& root);

}  // namespace countervail
