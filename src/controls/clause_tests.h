// SPDX-License-Identifier: Apache-2.0
// The tests that one clause makes of one flow, whatever the day and whatever other clauses say. Written once: with a
// list of tests to fill, every test is made and noted; without one, the first "no" ends it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "controls/answer.h"
#include "controls/assessment.h"
#include "controls/compiled_regime.h"

namespace countervail {

/// A flow with what a regime knows of its words.
struct Query {
    Query(const Regime::Compiled& compiled, const Flow& flow);

    const Flow& flow;
    std::uint64_t item_hash;
    std::uint32_t origin, exporter, destination, end_user_place, headquarters;
    bool stays = false;                           ///< in one country: a transfer, no export
    struct EndUse {
        const std::string* stated;
        const std::vector<std::string>* line;     ///< itself and what it is; null: only itself
    };
    std::vector<EndUse> end_uses;
    const std::vector<Fact>* item_facts = nullptr;
};

/// What the tests of a clause asked for and did not find.
struct Asked {
    std::vector<MissingFact> missing;
    std::vector<MissingFact> granted;             ///< taken for granted

    bool empty() const { return missing.empty() && granted.empty(); }
    void clear() {
        missing.clear();
        granted.clear();
    }
};

/// `tests` null: as fast as possible. `asked` is filled with the facts on which an unknown answer hangs.
Answer fits(const Regime::Compiled& compiled, const CompiledClause& clause, const Query& query, Asked& asked,
            std::vector<ClauseTest>* tests);

}  // namespace countervail
