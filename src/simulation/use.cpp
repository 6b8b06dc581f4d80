// SPDX-License-Identifier: Apache-2.0
// Use: plants that need an item draw on what is delivered and on their own stock. Stocks differ among the plants of a
// use (uniform on mean × (1 ± spread)), so plants stop one after another: with remaining stock r against normal, the
// share of plants that still hold some is min(1, √(r / spread)); with spread 0 all stop together at stock / (1 − φ)
// weeks, φ the delivered share (full-speed rule). Derivation: docs/methods/simulation.md.
#include <algorithm>
#include <cmath>

#include "base/unit.h"
#include "simulation/step.h"
#include "simulation/vector_math.h"

namespace countervail {

namespace {

// A pooled stock (best) leaves no plant dry before all are; dealt unequally (worst), cover spreads from none to double.
constexpr double kPooledSpread = 1e-3;

}  // namespace

void plan_use(const Network& n, const Schedule& schedule, const DrawBlock& draws, const StepSettings& settings,
              State& s) {
    const double* weeks = draws[Parameter::restock_weeks];
    const double* scale = draws[Parameter::inventory_scale];
    const double* precaution = draws[Parameter::precaution];
    const double* fade = draws[Parameter::precaution_weeks];
    double grown[kBlock];
    COUNTERVAIL_EACH_DRAW(d) grown[d] = fast_exp(fast_log(1 + draws[Parameter::demand_growth][d]) * (s.week * 7 / kDaysInYear));
    for (int need = 0; need < n.needs; ++need) {
        double fright[kBlock];
        double* amount = s.needed[need];
        const double* response = s.response[n.need_market[need]];
        const double* intensity = s.intensity[need];
        COUNTERVAIL_EACH_DRAW(d) amount[d] = n.need_rate[need] * intensity[d] * response[d] * grown[d];
        const auto& alarm = schedule.alarm[static_cast<std::size_t>(n.need_market[need])];
        const float age = alarm.empty() || !settings.adaptation ? -1.0F : alarm[static_cast<std::size_t>(s.week)];
        if (age < 0) {
            COUNTERVAIL_EACH_DRAW(d) fright[d] = 1.0;
        } else {
            COUNTERVAIL_EACH_DRAW(d) fright[d] = 1.0 + (precaution[d] - 1.0) * fast_exp(-age / fade[d]);
        }
        const double normal = n.need_cover[need] * n.need_rate[need];
        double* wanted = s.wanted[n.need_claim[need]];
        const double* cover = s.cover[need];
        COUNTERVAIL_EACH_DRAW(d) {
            const double order = amount[d] + (normal * grown[d] * scale[d] * fright[d] - cover[d]) / weeks[d];
            wanted[d] = order > 0 ? order : 0;
        }
        if (settings.allocation != Allocation::best) continue;
        // Who allots best asks users to live on their stock as fast as they would refill it, and refills it last.
        double* pressing = s.pressing[n.need_claim[need]];
        COUNTERVAIL_EACH_DRAW(d) {
            const double bare = amount[d] - cover[d] / weeks[d];
            const double least = bare > 0 ? bare : 0;
            pressing[d] = least < wanted[d] ? least : wanted[d];
        }
    }
}

void run_uses(const Network& n, const DrawBlock& draws, const StepSettings& settings, State& s) {
    const double* scale = draws[Parameter::inventory_scale];
    double per_spread[kBlock];   // 1 / (spread × the draw's scale of stocks)
    for (int d = 0; d < kBlock; ++d) {
        const double drawn = draws[Parameter::inventory_spread][d];
        const double spread = settings.allocation == Allocation::best    ? kPooledSpread
                              : settings.allocation == Allocation::worst ? 1.0
                                                                         : drawn;
        per_spread[d] = 1 / (spread * scale[d]);
    }
    for (int use = 0; use < n.uses; ++use) {
        double* running = s.running[use];
        COUNTERVAIL_EACH_DRAW(d) running[d] = 1.0;
        for (int need = n.need_begin[use]; need < n.need_begin[use + 1]; ++need) {
            const double* amount = s.needed[need];
            double* allowed = s.allowed[need];
            const double* granted = s.granted[n.need_claim[need]];
            const double normal = n.need_cover[need] * n.need_rate[need];
            const double* cover = s.cover[need];
            const double share = n.need_critical[need] != 0 ? 1.0 : 0.5;   // half-critical: Pichler et al. 2022
            const double per_normal = normal > 0 ? 1 / normal : 0.0;
            COUNTERVAIL_EACH_DRAW(d) {
                // What is needed is never nothing: prices and thrift have bounds.
                const double per_amount = 1 / amount[d];
                const double delivered = smaller(granted[d] * per_amount, 1.0);
                const double holding = smaller(std::sqrt(cover[d] * per_normal * per_spread[d]), 1.0);
                const double from_stock = smaller((1 - delivered) * holding, cover[d] * per_amount);
                allowed[d] = 1 - share + share * (delivered + from_stock);
                running[d] = smaller(running[d], allowed[d]);
            }
        }
        for (int need = n.need_begin[use]; need < n.need_begin[use + 1]; ++need) {
            const double* amount = s.needed[need];
            const double* granted = s.granted[n.need_claim[need]];
            double* cover = s.cover[need];
            double* stock = s.stock[n.need_market[need]];
            COUNTERVAIL_EACH_DRAW(d) {
                const double at_hand = cover[d] + granted[d];
                double used = running[d] * amount[d];
                used = used < at_hand ? used : at_hand;
                stock[d] -= granted[d];
                cover[d] = at_hand - used;
                s.received[need][d] = granted[d];
                s.used[need][d] = used;
            }
        }
    }
}

void adapt(const Network& n, const DrawBlock& draws, State& s) {
    const double* per_year = draws[Parameter::thrift_per_year];
    const double* limit = draws[Parameter::thrift_limit];
    constexpr double kTrebling = 1.0986122886681098;
    for (int need = 0; need < n.needs; ++need) {
        double* intensity = s.intensity[need];
        const double* dearness = s.dearness[n.need_market[need]];
        COUNTERVAIL_EACH_DRAW(d) {
            // Thrift comes with dear material and goes, at half the pace, when it is cheap again: what Japan saved
            // after 2010 was partly lost by 2024 (H-310 … H-318).
            const double pressure = larger(dearness[d] * (1 / kTrebling), -1.0);
            const double pace = per_year[d] * (1 / kWeeksInYear) * larger(pressure, 0.5 * pressure);
            intensity[d] = smaller(larger(intensity[d] - pace, 1 - limit[d]), 1.0);
        }
    }
}

}  // namespace countervail
