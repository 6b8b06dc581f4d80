// SPDX-License-Identifier: Apache-2.0
// The words of a run, composed from its results.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "evidence/ledger.h"
#include "report/run_view.h"
#include "simulation/explain.h"

namespace countervail {

/// "april-2025 · CHN No. 18/2025 in force from 2025-04-04 · world-2024 · known on 2025-04-03 · 1,000 draws".
std::string header_line(const RunView& view);

/// Who stops first and when; what the watched exports do; what share of normal the target gets.
std::string answer_sentence(const RunView& view);

/// "Hangs most on: … 212 statements, 31 assumptions: countervail data show …".
std::string hangs_on_sentence(const RunView& view, const std::vector<Influence>& ranked,
                              const std::set<std::string>& statements);

/// Ids of everything the results rest on: the world's statements, the parameters', and all they cite.
std::set<std::string> statements_behind(const RunView& view, const Ledger& ledger);

/// "48 (35–62)", "48 (35–never)", "never" for a quantity in which kNever means that it does not happen.
std::string days_with_range(const Band& band, int digits = 3);

/// The act of the scenario's focus as people call it: "CHN No. 18/2025"; its id when the run does not know it.
std::string act_name(const RunView& view, const std::string& id);
/// What the first sentence speaks of: the act, or the shock by its name.
std::string focus_name(const RunView& view);

}  // namespace countervail
