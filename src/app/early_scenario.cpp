// SPDX-License-Identifier: Apache-2.0
#include "app/early_scenario.h"

#include <algorithm>

#include "base/later_evidence.h"
#include "simulation/ensemble.h"
#include "simulation/posterior.h"

namespace countervail {

namespace {

constexpr std::size_t kToldOneByOne = 5;

/// What Ensemble::prepare would say as of a day; where posteriors fail, without the ranges that would then be asked for in their place.
Errors problems_as_of(const Library& library, const Ledger& ledger, Scenario scenario, Date day, SolvedPrograms* solved) {
    scenario.known_on = day;
    const auto posteriors = read_posteriors(library, ledger, scenario.posteriors, day, scenario.posteriors_where);
    if (posteriors) {
        const auto ensemble = Ensemble::prepare(library, ledger, scenario, solved);
        return ensemble ? Errors() : ensemble.error();
    }
    Errors errors = posteriors.error();
    if (auto world = build_world(library, ledger, scenario.world, day, scenario.world_year, solved); !world) append(errors, std::move(world.error()));
    return errors;
}

}  // namespace

Errors too_early_for_scenario(const Library& library, const Ledger& ledger, const Scenario& scenario, const Place& where, Errors errors, SolvedPrograms* solved) {
    if (std::none_of(errors.begin(), errors.end(), [](const Error& error) { return error.later.has_value(); })) return errors;
    const auto ask = [&](Date day) { return problems_as_of(library, ledger, scenario, day, solved); };
    const auto early = early_question(ask(scenario.known_on), scenario.known_on, ask);
    if (!early || early->figures <= kToldOneByOne) return errors;
    return told_together(*early, where, "the scenario rests on at least", "it can be answered from",
                         "; an earlier day needs the world of its time (world_year), no posterior that was fitted later and older rows under [uncertain], as those in scenarios/hindcast/ show (docs/formats/scenario.md)");
}

}  // namespace countervail
