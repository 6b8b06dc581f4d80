// SPDX-License-Identifier: Apache-2.0
// What our models say of three published macro results (docs/methods/losses.md): half of the critical inputs of one bloc gone in
// European manufacturing (Panon et al. 2024), Russian gas for Germany (Bachmann et al. 2022), a hard decoupling (Baqaee et al. 2024).
// Losses are positive shares. Elasticities are rows of the ledger; nothing here was set by looking at an answer.
#pragma once

#include <cmath>

#include "economy/critical_rows.h"
#include "equilibrium/network_equilibrium.h"
#include "equilibrium/trade_from_table.h"
#include "equilibrium/trade_welfare.h"
#include "losses/band_economy.h"
#include "propagation/process_ces.h"

namespace countervail::testing {

/// A loss at the lowest, most likely and highest elasticities. NaN: no equilibrium was found, or none exists.
struct LossRange {
    double at_low = 0, at_likely = 0, at_high = 0;
};
/// Horizons, in years since the cut: those of the ledger, and the first year.
inline constexpr double kMonths = 0.25, kYear = 1, kLongRun = 8;

template <class Loss>
LossRange loss_range(double years, const Loss& loss) {
    double found[3];
    for (const int which : {-1, 0, 1}) {
        const auto read = read_nest_elasticities(shipped_ledger(), kTableDay, which);
        if (!read) ADD_FAILURE() << to_text(read.error());
        found[which + 1] = loss(read.value().at(years));
    }
    return {found[0], found[1], found[2]};
}

// ---- Half of the critical inputs of one bloc

/// China, and what the authors name beside it: Russia. Hong Kong is in neither table.
inline const Names kAligned{"CHN", "RUS"};
inline constexpr double kHalf = 0.5;
/// Essers et al., ECB Blog of 9 October 2024: critical inputs are 17% of what the union imports, a third of them from China.
inline constexpr double kCriticalOfImports = 0.17, kChinaOfCritical = 1.0 / 3;

struct InputPurchase {
    int input = 0;                     // industry
    double all = 0, aligned = 0, outside = 0;   // of everybody, of the bloc, from outside the union: shares of the user's output
};

class CriticalInputsCut {
  public:
    explicit CriticalInputsCut(const BandEconomy& economy)
        : economy_(economy), five_(economy.places(economy.five)), union_(economy.places(economy.european_union)), aligned_(economy.places(kAligned)),
          flows_(economy.table.intermediate) {}

    /// Every product of the bloc that the survey rates 1 for its user is an input for which nothing stands in.
    double irreplaceable(const NestElasticities& e) const {
        return lost([&](int user, const std::vector<InputPurchase>& bought) {
            double share = 0;
            for (const InputPurchase& each : bought) share += economy_.criticality(each.input, user) == 1 ? each.aligned : 0;
            return ces_loss({share, e.critical, kHalf});
        });
    }
    /// The same products, which other makers' can stand in for.
    double replaceable(const NestElasticities& e) const {
        return lost([&](int user, const std::vector<InputPurchase>& bought) {
            std::vector<ProcessNest> nests;
            for (const InputPurchase& each : bought) {
                if (economy_.criticality(each.input, user) != 1 || !(each.aligned > 0)) continue;
                const double part = each.aligned / each.all;
                nests.push_back({"product", each.all, e.origin, 1, {{"aligned", part, 0, kHalf, {}}, {"others", 1 - part, 0, 1, {}}}});
            }
            return nests.empty() ? 0.0 : -std::expm1(log_nest_output(critical_inputs(nests, e.critical)));
        });
    }
    /// Only as much as is known to be critical: the published share of what comes from outside the union.
    double counted(const NestElasticities& e) const {
        return lost([&](int, const std::vector<InputPurchase>& bought) { return ces_loss({counted_share(bought), e.critical, kHalf}); });
    }
    /// Only what the world counts in tonnes: ores, oxides, metals and magnets, by what its users pay for them. Chips are left out, which
    /// come from elsewhere; the rest counts as the bloc's own, as magnets nearly are. For the built-in table alone.
    double counted_in_tonnes(const NestElasticities& e) const {
        Eigen::VectorXd paid = Eigen::VectorXd::Zero(economy_.table.cells());
        for (const CriticalRow& row : split_critical_rows(economy_.table, shipped_industries(), table_world()).rows) {
            const bool chips = row.host == economy_.industry("semiconductors") || row.host == economy_.industry("electronics");
            const auto item = static_cast<std::size_t>(row.item);
            if (!chips && !shipped_industries().bought_as_investment[item]) paid += row.money;
        }
        return lost_by_cell([&](int cell) { return ces_loss({paid[cell] / economy_.table.output[cell], e.critical, kHalf}); });
    }
    /// Half-critical production once stocks are gone, origins of one product alike: what is missing of the scarcest input.
    double half_critical() const {
        return lost([&](int user, const std::vector<InputPurchase>& bought) {
            double worst = 0;
            for (const InputPurchase& each : bought) {
                if (each.all > 0) worst = std::max(worst, economy_.criticality(each.input, user) * kHalf * each.aligned / each.all);
            }
            return worst;
        });
    }
    /// As counted(), in general equilibrium: users bid for what is left, factors stay where they are.
    double network(const NestElasticities& e) const {
        std::set<int> rest_of_union;
        std::set_difference(union_.begin(), union_.end(), five_.begin(), five_.end(), std::inserter(rest_of_union, rest_of_union.end()));
        const IoTable small = joined(economy_.table, {{"five", five_}, {"union", rest_of_union}, {"aligned", aligned_}});
        NetworkShock shock;
        for (int host = 0; host < economy_.industries(); ++host) {
            if (!economy_.is_good(host)) continue;
            CriticalInputLeft input{"critical " + small.industries[static_cast<std::size_t>(host)], host, Eigen::VectorXd::Zero(small.cells()), kHalf};
            for (int user = 0; user < economy_.industries(); ++user) {
                if (!economy_.is_manufacturing(user)) continue;
                for (const int place : {2, 3})   // outside the union
                    input.money[user] += kCriticalOfImports * kChinaOfCritical * small.intermediate.coeff(small.cell(place, host), user);
            }
            if (input.money.sum() > 0) shock.inputs.push_back(std::move(input));
        }
        const auto solved = solve_network(small, shock, e);
        if (!solved) return NAN;
        double lost = 0, all = 0;
        for (int user = 0; user < economy_.industries(); ++user) {
            if (!economy_.is_manufacturing(user)) continue;
            lost -= solved->value_added[user];
            all += small.value_added[user];
        }
        return lost / all;
    }
    /// The elasticity at which counted() loses as much as `loss`; falls with it.
    double elasticity_that_loses(double loss) const {
        double low = 0.01, high = 1;
        for (int step = 0; step < 50; ++step) (counted({std::sqrt(low * high)}) > loss ? low : high) = std::sqrt(low * high);
        return std::sqrt(low * high);
    }
    /// Cost share of the counted inputs, mean over value added.
    double counted_share() const {
        return lost([&](int, const std::vector<InputPurchase>& bought) { return counted_share(bought); });
    }

  private:
    static double counted_share(const std::vector<InputPurchase>& bought) {
        double outside = 0;
        for (const InputPurchase& each : bought) outside += each.outside;
        return kCriticalOfImports * kChinaOfCritical * outside;
    }
    /// Mean over manufacturing of the five, by value added, of what loss(cell) says.
    template <class Loss>
    double lost_by_cell(const Loss& loss) const {
        double sum = 0, all = 0;
        for (const int place : five_) {
            for (int user = 0; user < economy_.industries(); ++user) {
                const int cell = economy_.table.cell(place, user);
                const double value_added = economy_.table.value_added[cell];
                if (!economy_.is_manufacturing(user) || !(value_added > 0)) continue;
                sum += value_added * loss(cell);
                all += value_added;
            }
        }
        return sum / all;
    }
    /// The same of loss(user, purchases of goods).
    template <class Loss>
    double lost(const Loss& loss) const {
        return lost_by_cell([&](int cell) { return loss(economy_.table.industry_of(cell), purchases(cell)); });
    }
    std::vector<InputPurchase> purchases(int cell) const {
        std::vector<InputPurchase> bought(static_cast<std::size_t>(economy_.industries()));
        for (FlowsByBuyer::InnerIterator at(flows_, cell); at; ++at) {
            const int seller = static_cast<int>(at.row()), place = economy_.table.place_of(seller), input = economy_.table.industry_of(seller);
            if (!economy_.is_good(input)) continue;
            InputPurchase& each = bought[static_cast<std::size_t>(input)];
            const double share = at.value() / economy_.table.output[cell];
            each.input = input;
            each.all += share;
            if (aligned_.contains(place)) each.aligned += share;
            if (!union_.contains(place)) each.outside += share;
        }
        return bought;
    }

    using FlowsByBuyer = Eigen::SparseMatrix<double, Eigen::ColMajor>;
    const BandEconomy& economy_;
    std::set<int> five_, union_, aligned_;
    FlowsByBuyer flows_;
};

// ---- Gas for Germany

/// Abstract of Bachmann et al.: 30% of gas is short, which is 8% of all energy; so gas is 8/30 of energy.
inline constexpr double kGasLeft = 0.70, kEnergyLeft = 0.92, kGasOfEnergy = 0.08 / 0.30;

class GermanyWithout {
  public:
    explicit GermanyWithout(const BandEconomy& economy)
        : industries_(economy.industries()), host_(economy.industry("energy-mining")), refineries_(economy.industry("petroleum")),
          table_(joined(economy.table, {{"Germany", economy.places({"DEU"})}})), energy_(Eigen::VectorXd::Zero(table_.cells())) {
        for (int user = 0; user < industries_; ++user) {
            home_ += table_.intermediate.coeff(table_.cell(0, host_), user);
            energy_[user] = table_.intermediate.coeff(table_.cell(0, host_), user) + table_.intermediate.coeff(table_.cell(1, host_), user);
        }
        product_ = table_.value_added.head(industries_).sum();
    }

    /// What industries there pay for coal, oil and gas, as a share of the country's product, and how much of it stays in the country.
    double energy_of_product() const { return energy_.sum() / product_; }
    double home_share() const { return home_ / energy_.sum(); }

    /// The whole economy as one process that uses energy, or gas: what the study's simplified model does.
    double one_process_energy(const NestElasticities& e) const { return ces_loss({energy_of_product(), e.critical, kEnergyLeft}); }
    double one_process_gas(const NestElasticities& e) const { return ces_loss({kGasOfEnergy * energy_of_product(), e.critical, kGasLeft}); }

    /// Loss of real product in general equilibrium: users of all energy, or of gas (all but refineries), bid for what is left.
    double network_energy(const NestElasticities& e) const { return network(energy_, kEnergyLeft, e); }
    double network_gas(const NestElasticities& e) const {
        Eigen::VectorXd gas = energy_;
        gas[refineries_] = 0;
        gas *= kGasOfEnergy * energy_.sum() / gas.sum();
        return network(gas, kGasLeft, e);
    }

  private:
    double network(const Eigen::VectorXd& money, double left, const NestElasticities& e) const {
        const auto solved = solve_network(table_, {{}, {{"missing", host_, money, left}}}, e);
        return solved ? -solved->real_gdp[0] : NAN;
    }

    int industries_ = 0, host_ = 0, refineries_ = 0;
    IoTable table_;
    Eigen::VectorXd energy_;        // by cell: USD million
    double home_ = 0, product_ = 0;
};

// ---- Two blocs that no longer trade

/// Germany, its bloc (the European Union and the G7), the other one, and everybody else, in this order.
inline IoTable blocs(const BandEconomy& economy) {
    Names west = economy.european_union;
    std::erase(west, "DEU");
    for (const char* each : {"USA", "JPN", "GBR", "CAN"}) west.push_back(each);
    return joined(economy.table, {{"Germany", economy.places({"DEU"})}, {"west", economy.places(west)}, {"east", economy.places(kAligned)}});
}

/// What the place at `seller` sells to the one at `buyer`, as a share of the product of Germany, the first place.
inline double trade_of_product(const IoTable& blocs, int seller, int buyer) {
    const int industries = static_cast<int>(blocs.industries.size());
    double sold = 0;
    for (int input = 0; input < industries; ++input) {
        sold += blocs.final_demand(blocs.cell(seller, input), buyer);
        for (int user = 0; user < industries; ++user) sold += blocs.intermediate.coeff(blocs.cell(seller, input), blocs.cell(buyer, user));
    }
    return sold / blocs.value_added.head(industries).sum();
}

/// Loss of Germany's real income when its bloc and the other stop all trade, by an elasticity between places of origin. NaN where that
/// is 1 or less: no finite price then replaces a supplier that is gone.
inline double decoupling(const BandEconomy& economy, double origin) {
    if (!(origin > 1)) return NAN;
    const IoTable small = blocs(economy);
    const auto model = trade_model_of(small, Eigen::VectorXd::Constant(economy.industries(), origin - 1));
    if (!model) ADD_FAILURE() << to_text(model.error());
    TradePolicy before = observed_policy(*model), after = before;
    after.cost.assign(model->industries.size(), Eigen::MatrixXd::Ones(4, 4));
    for (Eigen::MatrixXd& cost : after.cost) {
        for (const int place : {0, 1}) cost(place, 2) = cost(2, place) = kEmbargoCost;
    }
    const auto effects = trade_effects(*model, before, after);
    if (!effects) ADD_FAILURE() << to_text(effects.error());
    return effects ? -effects->places[0].real_income / 100 : NAN;
}

}  // namespace countervail::testing
