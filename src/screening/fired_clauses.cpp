// SPDX-License-Identifier: Apache-2.0
#include "screening/fired_clauses.h"

#include "controls/evaluation.h"
#include "controls/item_pattern.h"

namespace countervail {

std::uint64_t fired_clauses(const Regime& regime, const Flow& flow, Date on) {
    const Regime::Compiled& compiled = regime.compiled();
    const Query query(compiled, flow);
    Evaluation evaluation;
    evaluate(compiled, query, on, Evaluation::Day::actual, false, evaluation);
    std::uint64_t sum = 0;   // a sum, so that the order of clauses does not matter
    for (std::size_t i = 0; i < evaluation.listing.size(); ++i) {
        if (evaluation.fires[i] == Answer::no) continue;
        const CompiledClause& clause = compiled.at(evaluation.listing[i]);
        std::uint64_t one = hash_name(clause.act->id) * 31 + hash_name(clause.clause->ref);
        const auto mix = [&](std::uint64_t value) { one = (one ^ value) * 0x9e3779b97f4a7c15u, one ^= one >> 29; };
        mix(static_cast<std::uint64_t>(evaluation.fires[i]));
        if (const int lifter = evaluation.lifted_by[i]; lifter >= 0) mix(hash_name(compiled.at(lifter).act->id) + 3 * hash_name(compiled.at(lifter).clause->ref));
        for (const int relief : evaluation.relief[i]) mix(hash_name(compiled.at(relief).clause->ref));
        for (const MissingFact& fact : evaluation.asked[i].missing) mix(hash_name(fact.fact));
        sum += one;
    }
    return sum;
}

}  // namespace countervail
