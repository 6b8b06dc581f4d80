// SPDX-License-Identifier: Apache-2.0
// What is believed about origins that a bill does not state, and what follows for a share of value: its
// distribution and the probability that it reaches a limit. Exact by enumeration while few parts are unknown,
// else seeded Monte Carlo with its standard error; the same seed gives the same bytes at any number of
// threads.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "bom/value_share.h"

namespace countervail {

/// Share of a supplier's deliveries that comes from the place asked about, Beta(a, b); one draw serves all
/// its parts.
struct BetaPrior {
    double a = 1, b = 1;
};

/// Only parts of unknown origin are touched. A supplier's prior goes before that of the item; a part with
/// neither stays an interval.
struct OriginPrior {
    std::map<std::string, std::map<std::string, double>>
        by_item;  ///< item → place → probability; parts independent
    std::map<std::string, BetaPrior> by_supplier;
    /// Problems: probabilities outside 0…1 or adding to more than 1 (the rest is "elsewhere"), a or b not in
    /// [0.001, 1e6].
    Errors problems() const;
};

struct ShareDraws {
    std::uint64_t seed = 1;
    int draws = 10'000;
    int threads = 1;
    int enumerate_up_to =
        20;  ///< unknown parts (fewer in deep bills); suppliers with a Beta are always drawn
};

struct ShareOutcome {
    double share = 0;  ///< of the part's own value, lower end where parts without a prior leave an interval
    double probability = 0;
};

struct ShareDistribution {
    std::vector<ShareOutcome> outcomes;  ///< by share, equal shares together
    double mean = 0;                     ///< of the lower end
    /// Bounds of the probability that the limit is reached; equal when every unknown part has a prior.
    /// `at_most` is 1 when something that counts has no value.
    double at_least = 0, at_most = 0;
    double standard_error = 0;  ///< of those; 0 when exact
    bool exact = false;
    int unknown_parts = 0;  ///< with a prior, inside the part

    /// Smallest share that is not exceeded with probability `level`.
    double quantile(double level) const;
};

/// `marks` by a rule in which unknown origins count perhaps; `place` is the origin that the rule asks about.
/// Fails when the prior has problems, the part has no value, or `draws` is not positive.
Result<ShareDistribution> share_distribution(const BillContent& content, const std::vector<Counts>& marks,
                                             int part, const std::string& place, const OriginPrior& prior,
                                             const ShareLimit& limit, const ShareDraws& how = {});

/// Beta(a, b) from uniforms of (seed, draw, entity); the tests compare its moments and distribution.
double draw_beta(const BetaPrior& prior, std::uint64_t seed, std::uint32_t draw, std::uint32_t entity);

}  // namespace countervail
