// SPDX-License-Identifier: Apache-2.0
#include "losses/bands.h"

#include <cstdio>

namespace countervail::testing {
namespace {

void say(const char* what, LossRange r) { std::printf("%-40s low %.3f likely %.3f high %.3f %%\n", what, 100*r.at_low, 100*r.at_likely, 100*r.at_high); std::fflush(stdout); }

TEST(Bands, Explore) {
    for (const BandEconomy* economy : {&built_in_economy(), published_economy()}) {
        if (economy == nullptr) continue;
        std::printf("== %s\n", economy->table.id.c_str());
        const GermanyWithout g(*economy);
        const CriticalInputsCut cut(*economy);
        using E = NestElasticities;
        for (double years : {0.25, 1.0}) {
            say("1p energy", loss_range(years, [&](E e) { return g.one_process_energy(e); }));
            say("1p gas", loss_range(years, [&](E e) { return g.one_process_gas(e); }));
            say("nw energy", loss_range(years, [&](E e) { return g.network_energy(e); }));
            say("nw gas", loss_range(years, [&](E e) { return g.network_gas(e); }));
        }
        for (double years : {0.25, 1.0, 8.0}) say("decoup", loss_range(years, [&](E e) { return decoupling(*economy, e.origin); }));
        std::printf("home %.3f energy %.5f share %.5f s3 %.4f s2 %.4f\n", g.home_share(), g.energy_of_product(), cut.counted_share(), cut.elasticity_that_loses(.03), cut.elasticity_that_loses(.02));
    }
    for (double s : {.04, .1}) std::printf("s %.2f: energy .92 %.3f  .90 %.3f gas %.3f\n", s, 100*ces_loss({.04, s, .92}), 100*ces_loss({.04, s, .90}), 100*ces_loss({.012, s, .7}));
}

}  // namespace
}  // namespace countervail::testing
