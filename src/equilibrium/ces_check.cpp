// SPDX-License-Identifier: Apache-2.0
#include "equilibrium/ces_check.h"

#include <cmath>

#include "base/text.h"

namespace countervail {

namespace {

class EconomyCheck {
  public:
    explicit EconomyCheck(const CesEconomy& economy) : economy_(economy), held_(economy.commodities.size(), false), bought_(economy.commodities.size(), false) {}

    Errors all() {
        if (economy_.households.empty()) say("economy", "has no household", "somebody must own what there is and spend the income");
        if (!known(economy_.numeraire)) say("economy", "the numeraire is not a commodity", "give the index of one");
        for (const CesActivity& each : economy_.activities) activity(each);
        double transfers = 0;
        for (const CesHousehold& each : economy_.households) household(each), transfers += each.transfer;
        if (!(std::abs(transfers) < 1e-9)) say("economy", "transfers sum to " + readable_number(transfers) + ", not 0", "what one household receives another pays");
        for (std::size_t c = 0; c < held_.size(); ++c) {
            if (!held_[c]) say(economy_.commodities[c], "is neither made nor held by anyone", "give an endowment or an activity that makes it");
            if (!bought_[c]) say(economy_.commodities[c], "is bought by nobody", "leave it out, or give it a buyer");
        }
        return std::move(errors_);
    }

  private:
    bool known(int commodity) const { return commodity >= 0 && static_cast<std::size_t>(commodity) < economy_.commodities.size(); }
    bool known_household(int household) const { return household >= 0 && static_cast<std::size_t>(household) < economy_.households.size(); }
    void say(const std::string& where, std::string what, std::string hint) { errors_.push_back({{where}, std::move(what), std::move(hint)}); }

    void activity(const CesActivity& each) {
        if (!known(each.output)) say(each.name, "makes an unknown commodity", "give an index into commodities");
        else if (each.quantity > 0) held_[static_cast<std::size_t>(each.output)] = true;
        if (!(each.quantity > 0) || !std::isfinite(each.quantity)) say(each.name, "makes " + readable_number(each.quantity), "an activity makes more than 0 at the benchmark");
        if (!(each.output_tax < 1) || !std::isfinite(each.output_tax)) say(each.name, "has an output tax of " + readable_number(each.output_tax), "a share below 1");
        if (!known_household(each.tax_to)) say(each.name, "pays its tax to an unknown household", "give an index into households");
        if (!(nest(each.name, each.inputs) > 0)) say(each.name, "buys nothing", "give inputs with quantities above 0");
    }

    void household(const CesHousehold& each) {
        if (!each.endowment.empty() && each.endowment.size() != economy_.commodities.size()) {
            say(each.name, "has " + std::to_string(each.endowment.size()) + " endowments for " + std::to_string(economy_.commodities.size()) + " commodities", "one per commodity, or none");
            return;
        }
        for (std::size_t c = 0; c < each.endowment.size(); ++c) {
            if (each.endowment[c] > 0) held_[c] = true;
            if (!(each.endowment[c] >= 0) || !std::isfinite(each.endowment[c])) say(each.name, "holds " + readable_number(each.endowment[c]) + " of " + economy_.commodities[c], "0 or more");
        }
        if (!std::isfinite(each.transfer)) say(each.name, "has a transfer that is no number", "a share of the world's income");
        if (!(nest(each.name, each.demand) > 0)) say(each.name, "buys nothing", "give a demand with quantities above 0");
    }

    /// Benchmark value of what the nest buys.
    double nest(const std::string& name, const CesNest& each) {
        double value = 0;
        if (!(each.elasticity >= 0) || !std::isfinite(each.elasticity)) say(name, "has an elasticity of " + readable_number(each.elasticity), "0 (no substitution) or more");
        for (const CesInput& input : each.inputs) {
            if (!known(input.commodity)) {
                say(name, "buys an unknown commodity", "give an index into commodities");
                continue;
            }
            if (!(input.quantity >= 0) || !std::isfinite(input.quantity) || !(input.price > 0) || !std::isfinite(input.price) || !(input.tax > -1) || !std::isfinite(input.tax)) {
                say(name, "buys " + economy_.commodities[static_cast<std::size_t>(input.commodity)] + " at figures that cannot be", "quantity 0 or more, price above 0, tax above −1");
                continue;
            }
            if (input.tax != 0 && !known_household(input.tax_to)) say(name, "pays a tax to an unknown household", "give an index into households");
            if (input.quantity > 0) bought_[static_cast<std::size_t>(input.commodity)] = true;
            value += input.quantity * input.price;
        }
        for (const CesNest& inner : each.nests) value += nest(name, inner);
        return value;
    }

    const CesEconomy& economy_;
    std::vector<bool> held_, bought_;
    Errors errors_;
};

}  // namespace

Errors problems_of(const CesEconomy& economy) { return EconomyCheck(economy).all(); }

}  // namespace countervail
