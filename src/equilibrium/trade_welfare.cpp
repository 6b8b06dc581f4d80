// SPDX-License-Identifier: Apache-2.0
#include "equilibrium/trade_welfare.h"

#include <array>
#include <optional>

#include "base/parallel.h"

namespace countervail {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;

/// Adds one industry to the first-order terms, in money.
void add_industry(std::vector<PlaceWelfare>& places, const TradeEffects& effects, const TradePolicy& before, const TradePolicy& after, std::size_t industry) {
    const MatrixXd old_trade = trade_value(effects.before, before, industry), new_trade = trade_value(effects.after, after, industry);
    const auto column = static_cast<Index>(industry);
    const Eigen::VectorXd cost = effects.after.cost.col(column).array() / effects.before.cost.col(column).array();
    for (Index n = 0; n < old_trade.rows(); ++n) {
        PlaceWelfare& importer = places[static_cast<std::size_t>(n)];
        for (Index i = 0; i < old_trade.cols(); ++i) {
            const double value = old_trade(n, i), rate = before.tariff[industry](n, i);
            if (value <= 0) continue;
            places[static_cast<std::size_t>(i)].terms_of_trade += value * (cost[i] - 1);
            importer.terms_of_trade -= value * (cost[i] - 1);
            importer.volume_of_trade += rate * value * (new_trade(n, i) / value - cost[i]);
            const double old_cost = before.cost.empty() ? 1 : before.cost[industry](n, i), new_cost = after.cost.empty() ? 1 : after.cost[industry](n, i);
            importer.delivery_cost -= value * (1 + rate) * (new_cost / old_cost - 1);
        }
    }
}

}  // namespace

Result<TradeEffects> trade_effects(const TradeModel& model, const TradePolicy& before, const TradePolicy& after, int threads, const HatOptions& options) {
    const std::array<const TradePolicy*, 2> policies{&before, &after};
    std::array<std::optional<Result<TradeEquilibrium>>, 2> solved;
    parallel_for(threads, 2, [&](std::size_t which) { solved[which] = solve_trade(model, *policies[which], options); });
    Errors errors;
    for (auto& each : solved) {
        if (!*each) append(errors, std::move(each->error()));
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    TradeEffects effects{std::move(**solved[0]), std::move(**solved[1]), {}};
    effects.places.resize(model.places.size());
    for (std::size_t j = 0; j < model.industries.size(); ++j) add_industry(effects.places, effects, before, after, j);
    for (std::size_t n = 0; n < model.places.size(); ++n) {
        const auto at = static_cast<Index>(n);
        PlaceWelfare& place = effects.places[n];
        const double percent = 100 / effects.before.income[at];
        place.terms_of_trade *= percent;
        place.volume_of_trade *= percent;
        place.delivery_cost *= percent;
        place.first_order = place.terms_of_trade + place.volume_of_trade + place.delivery_cost;
        const double prices = effects.after.price_index[at] / effects.before.price_index[at];
        place.real_wage = 100 * (effects.after.wage[at] / effects.before.wage[at] / prices - 1);
        place.real_income = 100 * (effects.after.income[at] / effects.before.income[at] / prices - 1);
    }
    return effects;
}

}  // namespace countervail
