// SPDX-License-Identifier: Apache-2.0
#include "equilibrium/network_economy.h"

#include "base/text.h"

namespace countervail {

namespace {

using Eigen::Index;

class NetworkBuilder {
  public:
    NetworkBuilder(const IoTable& table, const NetworkShock& shock, const NestElasticities& elasticities, FactorMobility mobility)
        : table_(table), shock_(shock), elasticities_(elasticities), mobility_(mobility), flows_(table.intermediate), cells_(table.cells()),
          places_(static_cast<int>(table.places.size())), industries_(static_cast<int>(table.industries.size())) {}

    NetworkEconomy build() {
        read_final_use();
        split_inputs();
        sum_up();
        name_commodities();
        for (int cell = 0; cell < cells_; ++cell) {
            if (output_[cell] > 0) add_activity(cell);
        }
        for (int place = 0; place < places_; ++place) add_household(place);
        set_transfers();
        network_.cut = network_.baseline;
        cut_endowments();
        return std::move(network_);
    }

  private:
    void note(std::string what, std::string hint) { network_.notes.push_back({{table_.id}, std::move(what), std::move(hint)}); }

    void read_final_use() {
        final_.setZero(cells_, places_);
        drawn_.setZero(cells_, places_);
        const int uses = static_cast<int>(table_.final_uses.size());
        for (int place = 0; place < places_; ++place) {
            const Eigen::VectorXd all = table_.final_demand.middleCols(place * uses, uses).rowwise().sum();
            final_.col(place) = all.cwiseMax(0);
            drawn_.col(place) = (-all).cwiseMax(0);
        }
        for (Index row = 0; row < flows_.outerSize(); ++row) {
            for (FlowMatrix::InnerIterator at(flows_, row); at; ++at) {
                if (at.value() < 0) at.valueRef() = 0, ++negative_flows_;
            }
        }
        if (negative_flows_ > 0) note(std::to_string(negative_flows_) + " negative flows between industries are taken as 0", "balancing figures of the publisher");
    }

    /// Takes each critical input out of its host's row. It becomes a thing held at the places that sold it, worth what it was sold for.
    void split_inputs() {
        owned_.setZero(places_, static_cast<Index>(shock_.inputs.size()));
        for (const CriticalInputLeft& input : shock_.inputs) critical_.push_back(input.money);
        for (std::size_t c = 0; c < shock_.inputs.size(); ++c) {
            const CriticalInputLeft& input = shock_.inputs[c];
            Eigen::VectorXd sold = Eigen::VectorXd::Zero(cells_);
            for (int place = 0; place < places_; ++place) sold += flows_.row(table_.cell(place, input.host)).transpose();
            // A row can bear what it holds; a thousandth of it stays, so that the host's product is not missing altogether.
            critical_[c] = input.money.cwiseMin(0.999 * sold);
            if (const double lost = input.money.sum() - critical_[c].sum(); lost > 1e-9 * input.money.sum()) {
                note(input.name + ": users buy less from " + table_.industries[static_cast<std::size_t>(input.host)] + " than they are said to spend on it; " + readable_number(lost, 3) + " USD million a year are left out",
                     "the table's rows and the physical figures disagree");
            }
            for (int place = 0; place < places_; ++place) {
                for (FlowMatrix::InnerIterator at(flows_, table_.cell(place, input.host)); at; ++at) {
                    const double taken = sold[at.col()] > 0 ? critical_[c][at.col()] * at.value() / sold[at.col()] : 0;
                    at.valueRef() -= taken;
                    owned_(place, static_cast<Index>(c)) += taken;
                }
            }
        }
    }

    void sum_up() {
        const Eigen::VectorXd rows = flows_ * Eigen::VectorXd::Ones(cells_);
        const Eigen::VectorXd columns = flows_.transpose() * Eigen::VectorXd::Ones(cells_);
        output_ = rows + final_.rowwise().sum() - drawn_.rowwise().sum();
        value_added_ = output_ - columns;
        for (const Eigen::VectorXd& each : critical_) value_added_ -= each;
        int dropped = 0;
        for (int cell = 0; cell < cells_; ++cell) {
            if (output_[cell] > 0 || (rows[cell] == 0 && final_.row(cell).sum() == 0)) continue;
            ++dropped;
        }
        if (dropped > 0) note(std::to_string(dropped) + " cells sell only from stocks", "their product is held, not made");
        network_.gdp.setZero(places_);
        network_.endowed_gdp.setZero(places_);
    }

    bool has_factor(int cell) const { return output_[cell] > 0 && value_added_[cell] > 1e-12 * output_[cell]; }

    bool bought(int cell) const { return bought_[static_cast<std::size_t>(cell)]; }

    void name_commodities() {
        CesEconomy& economy = network_.baseline;
        const Eigen::VectorXd sales = flows_ * Eigen::VectorXd::Ones(cells_) + final_.rowwise().sum();
        for (int cell = 0; cell < cells_; ++cell) {
            bought_.push_back(sales[cell] > 0);
            good_.push_back(bought(cell) ? add_commodity(cell_name(cell)) : -1);
        }
        factor_.assign(static_cast<std::size_t>(cells_), -1);
        std::vector<int> of_place(static_cast<std::size_t>(places_), -1);
        for (int cell = 0; cell < cells_; ++cell) {
            if (!has_factor(cell)) continue;
            int& shared = of_place[static_cast<std::size_t>(table_.place_of(cell))];
            if (mobility_ == FactorMobility::fixed) factor_[static_cast<std::size_t>(cell)] = add_commodity("factors of " + cell_name(cell));
            else factor_[static_cast<std::size_t>(cell)] = shared = shared >= 0 ? shared : add_commodity("factors of " + table_.places[static_cast<std::size_t>(table_.place_of(cell))]);
        }
        for (std::size_t c = 0; c < critical_.size(); ++c) {
            held_.push_back(critical_[c].sum() > 0 ? add_commodity(shock_.inputs[c].name) : -1);
            if (held_.back() < 0) note(shock_.inputs[c].name + " is bought by nobody in the table", "nothing can be cut");
        }
        Index largest = 0;
        sales.maxCoeff(&largest);
        economy.numeraire = good_[static_cast<std::size_t>(largest)];
    }

    std::string cell_name(int cell) const {
        return table_.places[static_cast<std::size_t>(table_.place_of(cell))] + " " + table_.industries[static_cast<std::size_t>(table_.industry_of(cell))];
    }
    int add_commodity(std::string name) {
        network_.baseline.commodities.push_back(std::move(name));
        return static_cast<int>(network_.baseline.commodities.size()) - 1;
    }

    /// Products by industry, each from its places.
    CesNest by_industry(const Eigen::VectorXd& bought_by_cell, double among) const {
        CesNest nest{among, {}, {}};
        for (int industry = 0; industry < industries_; ++industry) {
            CesNest origins{elasticities_.origin, {}, {}};
            for (int place = 0; place < places_; ++place) {
                const int cell = table_.cell(place, industry);
                if (bought_by_cell[cell] > 0) origins.inputs.push_back({good_[static_cast<std::size_t>(cell)], bought_by_cell[cell]});
            }
            if (!origins.inputs.empty()) nest.nests.push_back(std::move(origins));
        }
        return nest;
    }

    static void list_goods(const CesNest& nest, const std::vector<bool>& is_factor, std::vector<bool>& goods) {
        for (const CesInput& input : nest.inputs) goods.push_back(!is_factor[static_cast<std::size_t>(input.commodity)]);
        for (const CesNest& inner : nest.nests) list_goods(inner, is_factor, goods);
    }

    void add_activity(int cell) {
        const auto at = static_cast<std::size_t>(cell);
        CesNest body{elasticities_.value_added, {}, {}};
        if (factor_[at] >= 0) body.inputs.push_back({factor_[at], value_added_[cell]});
        Eigen::VectorXd column = Eigen::VectorXd::Zero(cells_);
        column = flows_.col(cell);
        if (CesNest goods = by_industry(column, elasticities_.inputs); !goods.nests.empty()) body.nests.push_back(std::move(goods));
        CesNest whole{elasticities_.critical, {}, {}};
        for (std::size_t c = 0; c < critical_.size(); ++c) {
            if (critical_[c][cell] > 0) whole.inputs.push_back({held_[c], critical_[c][cell]});
        }
        if (whole.inputs.empty()) whole = std::move(body);
        else whole.nests.push_back(std::move(body));
        CesActivity activity{cell_name(cell), good_[at], output_[cell], 0, table_.place_of(cell), std::move(whole)};
        if (factor_[at] < 0) activity.output_tax = value_added_[cell] / output_[cell];   // below 0: what the place adds to its price
        std::vector<bool> is_factor(network_.baseline.commodities.size(), false), goods;
        for (const int factor : factor_) {
            if (factor >= 0) is_factor[static_cast<std::size_t>(factor)] = true;
        }
        list_goods(activity.inputs, is_factor, goods);
        network_.baseline.activities.push_back(std::move(activity));
        network_.cells.push_back(cell);
        network_.is_good.push_back(std::move(goods));
        network_.value_added.push_back(value_added_[cell]);
        network_.gdp[table_.place_of(cell)] += value_added_[cell];
    }

    void add_household(int place) {
        CesHousehold household{table_.places[static_cast<std::size_t>(place)], std::vector<double>(network_.baseline.commodities.size(), 0.0), 0, by_industry(final_.col(place), elasticities_.consumption)};
        for (int industry = 0; industry < industries_; ++industry) {
            const int cell = table_.cell(place, industry);
            const int factor = factor_[static_cast<std::size_t>(cell)];
            if (factor >= 0) household.endowment[static_cast<std::size_t>(factor)] += value_added_[cell];
        }
        for (int cell = 0; cell < cells_; ++cell) {
            if (drawn_(cell, place) > 0 && good_[static_cast<std::size_t>(cell)] >= 0) household.endowment[static_cast<std::size_t>(good_[static_cast<std::size_t>(cell)])] += drawn_(cell, place);
        }
        for (std::size_t c = 0; c < held_.size(); ++c) {
            const double owned = owned_(place, static_cast<Index>(c));
            if (held_[c] < 0 || owned <= 0) continue;
            household.endowment[static_cast<std::size_t>(held_[c])] += owned;
            network_.gdp[place] += owned;
            network_.endowed_gdp[place] += owned * shock_.inputs[c].remaining;
        }
        network_.baseline.households.push_back(std::move(household));
    }

    /// Every place spends what it earns and what the others lend it, in the same proportion to the world's income as in the table.
    void set_transfers() {
        std::vector<double> own;
        double world = 0;
        for (int place = 0; place < places_; ++place) {
            own.push_back(network_.gdp[place] + drawn_.col(place).sum());
            world += own.back();
        }
        for (int place = 0; place < places_; ++place) {
            network_.baseline.households[static_cast<std::size_t>(place)].transfer = (final_.col(place).sum() - own[static_cast<std::size_t>(place)]) / world;
        }
    }

    void cut_endowments() {
        for (const CapacityLeft& each : shock_.capacity) {
            const int factor = factor_[static_cast<std::size_t>(each.cell)];
            if (factor < 0) {
                note(cell_name(each.cell) + " has no value added that could be cut", "its capacity is left as it is");
                continue;
            }
            auto& held = network_.cut.households[static_cast<std::size_t>(table_.place_of(each.cell))].endowment[static_cast<std::size_t>(factor)];
            held -= (1 - each.remaining) * value_added_[each.cell];
        }
        for (std::size_t c = 0; c < held_.size(); ++c) {
            if (held_[c] < 0) continue;
            for (CesHousehold& each : network_.cut.households) each.endowment[static_cast<std::size_t>(held_[c])] *= shock_.inputs[c].remaining;
        }
    }

    const IoTable& table_;
    const NetworkShock& shock_;
    const NestElasticities& elasticities_;
    FactorMobility mobility_;
    FlowMatrix flows_;
    int cells_ = 0, places_ = 0, industries_ = 0, negative_flows_ = 0;
    Eigen::MatrixXd final_, drawn_;                    // cells × places
    Eigen::MatrixXd owned_;                            // places × critical inputs: baseline value
    std::vector<Eigen::VectorXd> critical_;            // by critical input: money by using cell
    Eigen::VectorXd output_, value_added_;             // by cell
    std::vector<bool> bought_;
    std::vector<int> good_, factor_, held_;            // commodity of each cell, of its factors, of each critical input; -1: none
    NetworkEconomy network_;
};

}  // namespace

NetworkEconomy network_economy(const IoTable& table, const NetworkShock& shock, const NestElasticities& elasticities, FactorMobility mobility) {
    return NetworkBuilder(table, shock, elasticities, mobility).build();
}

}  // namespace countervail
