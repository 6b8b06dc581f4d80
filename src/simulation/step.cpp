// SPDX-License-Identifier: Apache-2.0
#include "simulation/step.h"

namespace countervail {

void step(const Network& network, const Schedule& schedule, const DrawBlock& draws, const StepSettings& settings,
          State& state) {
    arrive(network, state);
    stow_ahead(network, schedule, state);
    plan_production(network, schedule, draws, state);
    plan_use(network, schedule, draws, settings, state);
    plan_shipping(network, schedule, draws, state);
    limit_by_quotas(network, schedule, draws, state);
    clear(network, settings, state);
    run_plants(network, state);
    run_uses(network, draws, settings, state);
    ship(network, schedule, draws, state);
    use_quotas(network, schedule, state);
    license(network, schedule, draws, state);
    if (settings.adaptation) order_ahead(network, schedule, draws, state);
    if (settings.adaptation) hoard(network, draws, state);
    reprice(network, draws, state);
    if (settings.adaptation) look_through(network, draws, state);
    redirect_lanes(network, schedule, draws, state);
    skip_orders(network, schedule, draws, state);
    if (settings.adaptation) adapt(network, draws, state);
    ++state.week;
}

}  // namespace countervail
