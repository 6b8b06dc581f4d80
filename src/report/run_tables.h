// SPDX-License-Identifier: Apache-2.0
// Everything a reader is told about a run: sentences composed from the results, tables, and the same figures laid out
// for charts. The terminal, the files under --out and the page show nothing that is not here, so they cannot disagree.
//
// Bands are 5, 50 and 95 % of the draws. A stop that does not come within the run is an absent cell, never a number.
// Three lines stand wherever a counterfactual is shown: the published baseline (the world at rest, no act), your
// baseline (the base case) and your case (each further case).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/table.h"
#include "evidence/ledger.h"
#include "report/chart.h"
#include "report/licence_queue.h"
#include "report/loss_tables.h"
#include "report/price_split.h"
#include "report/ranked_bars.h"
#include "report/weeks_to_stop.h"
#include "simulation/outcome.h"

namespace countervail {

/// One line of a counterfactual.
struct CaseLine {
    std::string id, name;
    std::vector<BandPoint> points;
};

/// A watched flow by month; dates are the first of the month.
struct ExportLines {
    std::string id, title, unit;                  ///< "t/month"
    std::vector<DatedValue> published_baseline;
    BandSeries baseline;                          ///< the base case, with what was observed
    std::vector<CaseLine> cases;                  ///< every other case
};

/// A watched price by week, in the base case; observed ratios on the middle day of their period.
struct PriceLines {
    std::string id, title;
    SplitItem split;
};

struct PlaceLoss {
    std::string place, name;
    Band share;                                   ///< of the baseline deliveries of controlled items
};

struct RunTables {
    // Sentences
    std::string scenario, question;
    std::string header;            ///< "april-2025 · CHN No. 18/2025 in force from … · 1,000 draws"
    std::string answer;            ///< who stops first and when, what exports do, what the target gets
    std::string hangs_on;          ///< the assumptions that move the answer most, the number of statements
    std::string main_answer;       ///< id of the answer that `hangs_on` ranks (run_answers.h)

    // Tables, in the order of reading; each carries the statements it rests on
    Table exports, stops, prices, licences, observed, costs, supply, assumptions, acts, open_facts, statements;
    std::optional<LossTables> losses;   ///< where asked for: add_losses
    std::string not_followed;           ///< where asked for and not to be had: why, in sentences
    /// All of them.
    std::vector<const Table*> tables() const;
    /// Figures of the first screen, as aligned text.
    std::string month_lines, stop_lines;

    // The same figures for charts
    std::vector<ExportLines> export_lines;
    std::vector<PriceLines> price_lines;
    std::vector<QueueWeek> queue_weeks;
    std::vector<StopRow> stop_rows;               ///< only uses that stop in some draw under some allocation
    double horizon_weeks = 0;                     ///< from the act to the end of the run
    std::vector<RankedBar> assumption_bars;       ///< share of variance of the main answer, %
    std::vector<PlaceLoss> supply_lost;           ///< by place of the world
    std::vector<DatedEvent> events;               ///< acts of the base case that begin within the run
};

RunTables make_run_tables(const Ensemble& ensemble, const Ledger& ledger, const Outcome& outcome);

/// Adds what the run's stops cost the economy: tables, and a sentence at the end of the answer.
void add_losses(RunTables& tables, const LossInputs& inputs);

/// The first screen. `closing` is its last line (where the report lies); `seconds` < 0 leaves the time out, so that
/// files of equal runs are equal.
std::string first_screen(const RunTables& tables, double seconds, const std::string& closing);

}  // namespace countervail
