// SPDX-License-Identifier: Apache-2.0
// The end of the report: every statement and assumption that the run rests on, as the ledger has it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "controls/act.h"
#include "evidence/ledger.h"
#include "evidence/vocabulary.h"
#include "report/page.h"
#include "report/run_tables.h"
#include "world/world.h"

namespace countervail {

/// Assumptions of the run: those that the answer hangs on first, the others by id.
std::vector<AssumptionEntry> assumption_entries(const RunTables& tables, const Ledger& ledger);
/// Published statements of the run by id. Items and places bear the names of the world,
/// places beyond it those of the vocabulary. `also`: statements that the page names and the run does not rest on.
std::vector<SourceEntry> source_entries(const RunTables& tables, const Ledger& ledger, const World& world,
                                        const Vocabulary& vocabulary, const std::vector<std::string>& also = {});

/// "mine production, rare earths, China, 2024".
std::string claim_words(const Statement& statement, const World& world, const Vocabulary& vocabulary);

/// The clauses of the acts, with the sources of each.
Table clauses_table(const std::vector<Act>& acts, const std::vector<std::string>& touching);

}  // namespace countervail
