// SPDX-License-Identifier: Apache-2.0
#include "bom/content.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace countervail {

namespace {

/// Value of one unit of a part at the prices of its elements; empty when it states none that has a price.
std::optional<Decimal> market_value(const BillPart& part, const std::vector<std::optional<Decimal>>& price) {
    std::optional<Decimal> sum;
    for (const BillElement& content : part.contents) {
        const auto& each = price[static_cast<std::size_t>(content.element)];
        if (each) sum = sum.value_or(Decimal()) + content.mass * *each;
    }
    return sum;
}

}  // namespace

std::vector<InputGroup> group_inputs(const Bill& bill, const std::vector<BillInput>& inputs) {
    using Key = std::tuple<bool, std::string_view, std::string_view, const std::vector<std::string>&>;
    std::map<Key, InputGroup> groups;
    for (const BillInput& input : inputs) {
        const BillPart& part = bill.parts[static_cast<std::size_t>(input.part)];
        const Key key{input.inside, part.item, part.origin, part.classifications};
        InputGroup& group =
            groups
                .try_emplace(key,
                             InputGroup{part.item, part.origin, part.classifications, {}, 0, input.inside})
                .first->second;
        if (input.value)
            group.value += *input.value;
        else
            ++group.unvalued;
    }
    std::vector<InputGroup> sorted;
    for (auto& [key, group] : groups) sorted.push_back(std::move(group));
    return sorted;
}

BillContent::BillContent(const Bill& bill, const ValueOptions& options)
    : bill_(bill), position_(bill.parts.size()) {
    std::vector<std::optional<Decimal>> price(bill.elements.size());
    for (const auto& [element, money] : options.prices) {
        if (const int at = bill.element(element); at >= 0) price[static_cast<std::size_t>(at)] = money;
    }
    values_.reserve(bill.parts.size());
    for (const BillPart& part : bill.parts) {
        std::optional<Decimal> market;
        if (options.basis == ValueBasis::market) market = market_value(part, price);
        values_.push_back(market ? market : part.unit_value);
    }
    if (options.consumed) {
        for (const BillUse& use : bill.uses)
            quantities_.push_back(use.yield == Decimal(1) ? use.quantity : use.quantity / use.yield);
    }
    for (std::size_t i = 0; i < bill.order.size(); ++i)
        position_[static_cast<std::size_t>(bill.order[i])] = static_cast<int>(i);
}

std::vector<double> BillContent::amounts(int part, bool consumed) const {
    std::vector<double> n(bill_.parts.size(), 0);
    n[static_cast<std::size_t>(part)] = 1;
    for (auto at = static_cast<std::size_t>(position(part)); at < bill_.order.size(); ++at) {
        const auto p = static_cast<std::size_t>(bill_.order[at]);
        if (n[p] == 0) continue;
        for (int u = bill_.first_use[p]; u < bill_.first_use[p + 1]; ++u) {
            const BillUse& use = bill_.uses[static_cast<std::size_t>(u)];
            const double quantity = use.quantity.to_double();
            n[static_cast<std::size_t>(use.child)] +=
                n[p] * (consumed ? quantity / use.yield.to_double() : quantity);
        }
    }
    return n;
}

std::vector<ElementMass> BillContent::masses(int part) const {
    const auto own = static_cast<std::size_t>(part);
    if (bill_.first_use[own] == bill_.first_use[own + 1]) {
        std::vector<ElementMass> masses;
        for (const BillElement& content : bill_.parts[own].contents) {
            const double mass = content.mass.to_double();
            masses.push_back({content.element, bill_.parts[own].origin, mass, mass});
        }
        return masses;
    }
    const std::vector<double> in_product = amounts(part, false), consumed = amounts(part, true);
    std::map<std::pair<int, std::string_view>, ElementMass> sums;
    for (std::size_t i = 0; i < bill_.parts.size(); ++i) {
        if (consumed[i] == 0) continue;
        for (const BillElement& content : bill_.parts[i].contents) {
            const std::string_view origin = bill_.parts[i].origin;
            ElementMass& sum =
                sums.try_emplace({content.element, origin}, ElementMass{content.element, origin})
                    .first->second;
            sum.in_product += in_product[i] * content.mass.to_double();
            sum.consumed += consumed[i] * content.mass.to_double();
        }
    }
    std::vector<ElementMass> masses;
    for (const auto& [key, sum] : sums) masses.push_back(sum);
    return masses;
}

std::vector<BillInput> BillContent::inputs(int part) const {
    std::vector<Decimal> direct(bill_.parts.size()), nested(bill_.parts.size());
    for (auto at = static_cast<std::size_t>(position(part)); at < bill_.order.size(); ++at) {
        const int p = bill_.order[at];
        const Decimal above = direct[static_cast<std::size_t>(p)] + nested[static_cast<std::size_t>(p)];
        if (p != part && above.is_zero()) continue;
        for (int u = bill_.first_use[static_cast<std::size_t>(p)];
             u < bill_.first_use[static_cast<std::size_t>(p) + 1]; ++u) {
            const auto child = static_cast<std::size_t>(bill_.uses[static_cast<std::size_t>(u)].child);
            if (p == part)
                direct[child] += quantity(u);
            else
                nested[child] += above * quantity(u);
        }
    }
    std::vector<BillInput> inputs;
    const auto add = [&](std::size_t child, Decimal amount, bool inside) {
        if (amount.is_zero()) return;
        const auto& value = values_[child];
        inputs.push_back(
            {static_cast<int>(child), amount, value ? std::optional(amount * *value) : std::nullopt, inside});
    };
    for (std::size_t i = 0; i < bill_.parts.size(); ++i) add(i, direct[i], false), add(i, nested[i], true);
    return inputs;
}

}  // namespace countervail
