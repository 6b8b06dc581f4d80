// SPDX-License-Identifier: Apache-2.0
// Small graphs of holdings for tests: random ones, and a plain restatement of the rules to hold the engine against.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/random.h"
#include "parties/ownership.h"

namespace countervail {

inline Decimal dec(std::string_view text) { return Decimal::parse(text).value(); }
inline Date day(std::string_view text) { return Date::parse(text).value(); }

/// Numbers that depend on the seed alone.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : seed_(seed) {}
    int below(int count) { return std::min(count - 1, static_cast<int>(uniform(seed_, draw_++, 7, 3) * count)); }
    bool chance(double probability) { return uniform(seed_, draw_++, 7, 3) < probability; }

  private:
    std::uint64_t seed_;
    std::uint32_t draw_ = 0;
};

struct PlainHolding {
    int owner = 0, owned = 0;
    std::int64_t least = 0, most = 0;   // in units of the twelfth place
    HoldingKind kind = HoldingKind::equity;
};

using PlainGraph = std::vector<PlainHolding>;

inline std::string entity_name(int entity) { return "entity " + std::to_string(entity); }

inline Holdings holdings_of(const PlainGraph& graph) {
    HoldingsBuilder builder;
    builder.file("sample.csv");
    int line = 1;
    for (const PlainHolding& each : graph) {
        const std::string owner = entity_name(each.owner), owned = entity_name(each.owned);
        HoldingRow row;
        row.owner = owner;
        row.owned = owned;
        row.share = {Share::of_units(each.least), Share::of_units(each.most)};
        row.kind = each.kind;
        row.line = ++line;
        builder.add(row);
    }
    auto built = std::move(builder).build();
    if (!built) throw std::runtime_error(to_text(built.error()));
    return std::move(*built);
}

/// Shares are multiples of `step`, so that sums meet the limits exactly; each entity's holders are drawn freely, so
/// cross-holdings abound. `unknown`: the probability that a percentage is not known.
inline PlainGraph random_graph(Dice& dice, int entities, int most_holders, double unknown, std::int64_t step = Share::kWholeUnits / 20) {
    PlainGraph graph;
    for (int owned = 0; owned < entities; ++owned) {
        std::int64_t left = Share::kWholeUnits / step;
        std::set<int> holders;
        for (int n = dice.below(most_holders + 1); n > 0; --n) {
            const int owner = dice.below(entities);
            if (owner == owned || !holders.insert(owner).second) continue;
            if (dice.chance(unknown)) {
                graph.push_back({owner, owned, 0, Share::kWholeUnits});
                continue;
            }
            const std::int64_t part = dice.below(static_cast<int>(left) + 1);
            left -= part;
            graph.push_back({owner, owned, part * step, part * step});
        }
    }
    return graph;
}

/// The rule as a person would state it, again and again until nobody new is caught. Shares: `least` of each holding.
inline std::set<int> plainly_caught(const PlainGraph& graph, int entities, const std::set<int>& listed, const OwnershipRule& rule) {
    std::set<int> caught;
    for (bool changed = true; changed;) {
        changed = false;
        for (int entity = 0; entity < entities; ++entity) {
            if (listed.contains(entity) || caught.contains(entity)) continue;
            Decimal sum, largest;
            for (const PlainHolding& each : graph) {
                if (each.owned != entity || each.kind == HoldingKind::control) continue;
                if (!listed.contains(each.owner) && !(rule.cascade && caught.contains(each.owner))) continue;
                const Decimal part = Share::of_units(each.least).decimal();
                sum += part;
                largest = std::max(largest, part);
            }
            const Decimal compared = rule.aggregate ? sum : largest;
            if (compared > Decimal() && compared >= rule.at_least) changed = caught.insert(entity).second || changed;
        }
    }
    return caught;
}

inline std::vector<int> numbers_of(const Holdings& holdings, const std::set<int>& entities) {
    std::vector<int> numbers;
    for (const int entity : entities) {
        if (const auto number = holdings.names().find(entity_name(entity))) numbers.push_back(*number);
    }
    return numbers;
}

inline std::set<int> random_listing(Dice& dice, int entities, double probability) {
    std::set<int> listed;
    for (int entity = 0; entity < entities; ++entity) {
        if (dice.chance(probability)) listed.insert(entity);
    }
    return listed;
}

/// All combinations, at limits that sums meet exactly.
inline std::vector<OwnershipRule> all_rules() {
    std::vector<OwnershipRule> rules;
    for (const char* limit : {"0.25", "0.5", "0.75", "1"}) {
        for (const bool aggregate : {false, true}) {
            for (const bool cascade : {false, true}) rules.push_back({dec(limit), aggregate, cascade});
        }
    }
    return rules;
}

}  // namespace countervail
