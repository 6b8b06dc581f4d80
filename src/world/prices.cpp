// SPDX-License-Identifier: Apache-2.0
#include "world/prices.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.h"

namespace countervail {
namespace {

constexpr double chip_price = 1e6;   // an item that is counted in USD million costs that

class Pricing {
  public:
    Pricing(World& world, const WorldPlan& plan) : world_(world), plan_(plan), base_(world.catalogue.items.size(), 0.0) {}

    Errors run() {
        base_prices();
        if (!errors_.empty()) return std::move(errors_);
        for (std::size_t item = 0; item < base_.size(); ++item) place_prices(static_cast<int>(item));
        margins();
        return std::move(errors_);
    }

  private:
    void base_prices();
    double made_for(int item) const;
    double value(const std::vector<Amount>& amounts) const;
    double value_of_oxides(int item, std::string_view kind) const;
    const Process* process_with(bool input, int item, std::string_view kind) const;
    int hub(int item) const;
    void place_prices(int item);
    std::vector<int> levels(int item, const std::vector<int>& markets) const;
    void margins();

    World& world_;
    const WorldPlan& plan_;
    std::vector<double> base_;   // price of each item at its hub
    Errors errors_;
};

double Pricing::value(const std::vector<Amount>& amounts) const {
    double sum = 0;
    for (const Amount& amount : amounts) sum += amount.per_activity * base_[amount.item];
    return sum;
}

const Process* Pricing::process_with(bool input, int item, std::string_view kind) const {
    for (const Process& process : world_.catalogue.processes) {
        if (process.kind != kind) continue;
        for (const Amount& amount : input ? process.inputs : process.outputs) {
            if (amount.item == item) return &process;
        }
    }
    return nullptr;
}

/// What a separator or recycler gets for one unit of `item`; mixed concentrates inside it are valued first.
double Pricing::value_of_oxides(int item, std::string_view kind) const {
    const Process* process = process_with(true, item, kind);
    if (process == nullptr) return 0;
    double sum = 0;
    for (const Amount& output : process->outputs) {
        const bool mixed = world_.catalogue.items[output.item].stage == Stage::concentrate;
        sum += output.per_activity * (mixed ? plan_.concentrate_payable * value_of_oxides(output.item, kind) : base_[output.item]);
    }
    return sum;
}

/// Inputs at their prices, less the scrap that comes beside, plus the fee of the stage and a share of the inputs.
double Pricing::made_for(int item) const {
    const Item& what = world_.catalogue.items[item];
    const bool metal = what.stage == Stage::metal;
    const Process* process = process_with(false, item, metal ? "smelt" : "make");
    if (process == nullptr) return 0;
    double scrap = 0;
    for (const Amount& output : process->outputs) {
        if (output.item != item) scrap += output.per_activity * base_[output.item];
    }
    const double fee = metal ? plan_.metal_fee : what.stage == Stage::magnet ? plan_.magnet_fee : plan_.product_fee;
    return value(process->inputs) * (1 + plan_.processing_margin) - scrap + fee;
}

void Pricing::base_prices() {
    const auto& items = world_.catalogue.items;
    for (const PricePlan& price : plan_.prices) base_[price.item] = price.price;
    for (const Stage stage : {Stage::oxide, Stage::metal, Stage::scrap, Stage::magnet, Stage::product,
                              Stage::concentrate, Stage::chip}) {
        for (std::size_t i = 0; i < items.size(); ++i) {
            const int item = static_cast<int>(i);
            if (items[i].stage != stage || base_[i] > 0) continue;
            if (stage == Stage::metal || stage == Stage::magnet || stage == Stage::product) base_[i] = made_for(item);
            if (stage == Stage::scrap) base_[i] = plan_.scrap_payable * value_of_oxides(item, "recycle");
            if (stage == Stage::concentrate) base_[i] = plan_.concentrate_payable * value_of_oxides(item, "separate");
            if (stage == Stage::chip) base_[i] = chip_price;
            if (base_[i] > 0) continue;
            errors_.push_back({{"worlds/" + world_.id + ".toml"}, items[i].id + " has no price",
                               "add a [[price]] that names a statement"});
        }
    }
}

/// Where the base price holds: the place of the [[price]], else where most passes through.
int Pricing::hub(int item) const {
    for (const PricePlan& price : plan_.prices) {
        if (price.item == item && world_.market(item, price.place) >= 0) return world_.market(item, price.place);
    }
    int best = -1;
    for (std::size_t m = 0; m < world_.markets.size(); ++m) {
        const Market& market = world_.markets[m];
        if (market.item != item) continue;
        if (best < 0 || market.throughput > world_.markets[best].throughput) best = static_cast<int>(m);
    }
    return best;
}

/// Steps of freight from the sources: the longest path along lanes that carry something. Sources then move up as far
/// as their customers allow, so that every lane is as short as can be.
std::vector<int> Pricing::levels(int item, const std::vector<int>& markets) const {
    std::vector<int> level(world_.markets.size(), 0);
    const auto used = [&](const Lane& lane) { return lane.flow > 0 && world_.markets[lane.from].item == item; };
    for (std::size_t round = 0; round <= markets.size(); ++round) {
        bool changed = false;
        for (const Lane& lane : world_.lanes) {
            if (!used(lane) || level[lane.to] > level[lane.from]) continue;
            level[lane.to] = level[lane.from] + 1;
            changed = true;
        }
        if (!changed) break;
    }
    for (const int m : markets) {
        bool is_source = true;
        int least = -1;
        for (const Lane& lane : world_.lanes) {
            if (!used(lane)) continue;
            if (lane.to == m) is_source = false;
            if (lane.from == m) least = least < 0 ? level[lane.to] : std::min(least, level[lane.to]);
        }
        if (is_source && least > 0) level[m] = least - 1;
    }
    return level;
}

void Pricing::place_prices(int item) {
    const int centre = hub(item);
    if (centre < 0) return;
    const StagePlan& stage = plan_.stages[static_cast<int>(world_.catalogue.items[item].stage)];
    const double step = stage.freight + stage.insurance * base_[item];
    std::vector<int> markets;
    for (std::size_t m = 0; m < world_.markets.size(); ++m) {
        if (world_.markets[m].item == item) markets.push_back(static_cast<int>(m));
    }
    const std::vector<int> level = levels(item, markets);
    for (const int m : markets) {
        world_.markets[m].price = base_[item] + step * (level[m] - level[centre]);
        if (world_.markets[m].price > 0) continue;
        errors_.push_back({{"worlds/" + world_.id + ".toml"},
                           world_.catalogue.items[item].id + " at " + world_.places[world_.markets[m].place].id +
                               " is worth less than its freight",
                           "lower the freight of its stage"});
    }
    for (Lane& lane : world_.lanes) {
        if (world_.markets[lane.from].item != item) continue;
        const double gap = world_.markets[lane.to].price - world_.markets[lane.from].price;
        lane.cost = lane.flow > 0 ? gap : std::max(gap, step) + plan_.new_supplier_premium * base_[item];
    }
}

void Pricing::margins() {
    for (Site& site : world_.sites) {
        double margin = 0;
        for (const Leg& leg : site.outputs) margin += leg.per_activity * world_.markets[leg.market].price;
        for (const Leg& leg : site.inputs) margin -= leg.per_activity * world_.markets[leg.market].price;
        site.margin = margin;
        if (margin > 0) continue;
        errors_.push_back({{"worlds/" + world_.id + ".toml"},
                           site.id + " loses " + readable_number(-margin) + " USD per unit of activity",
                           "raise the fee of its stage or lower the freight of its inputs"});
    }
}

}  // namespace

Errors set_prices(World& world, const WorldPlan& plan) { return Pricing(world, plan).run(); }

}  // namespace countervail
