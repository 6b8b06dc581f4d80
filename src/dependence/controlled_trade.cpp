// SPDX-License-Identifier: Apache-2.0
#include "dependence/controlled_trade.h"

#include <algorithm>
#include <map>
#include <set>

namespace countervail {
namespace {

constexpr std::size_t kSharedDigits = 6;   // of the Harmonized System; what follows is national

bool binds(const Treatment& treatment) { return treatment.requirement == Requirement::licence || treatment.requirement == Requirement::prohibited; }

std::string digits_of(std::string_view code, std::size_t most) {
    std::string digits;
    std::copy_if(code.begin(), code.end(), std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
    return digits.substr(0, std::min({most, kSharedDigits, digits.size()}));
}

/// Of one item: code → share of the code.
std::map<std::string, double> codes_of_item(const Item& item, const TradeProvenance& cube) {
    if (cube.digits == 0) return {{item.id, 1.0}};
    std::map<std::string, double> shares;
    for (const CustomsCode& code : item.customs_codes) {
        double& share = shares[digits_of(code.code, static_cast<std::size_t>(cube.digits))];
        share = std::max(share, code.share);
    }
    return shares;
}

using CodeList = std::vector<ControlledCode>;

auto signature(const CodeList& codes) {
    std::vector<std::tuple<std::string, double, std::string>> parts;
    for (const ControlledCode& code : codes) parts.emplace_back(code.code, code.coverage, code.treatment);
    return parts;
}

/// Codes of all destinations, each with its widest coverage.
void merge(CodeList& into, const CodeList& from) {
    for (const ControlledCode& code : from) {
        const auto at = std::ranges::find(into, code.code, &ControlledCode::code);
        if (at == into.end()) into.push_back(code);
        else if (code.coverage > at->coverage) *at = code;
    }
}

/// Rows of `part` for its destinations, with its treatments in the order of `all`.
void take(ThirdCountries& all, const ThirdCountries& part, const std::set<PlaceIndex>& destinations) {
    for (const ThirdCountry& place : part.places) {
        if (!destinations.contains(place.place)) continue;
        ThirdCountry moved = place;
        moved.by_treatment.assign(all.treatments.size(), 0);
        for (std::size_t at = 0; at < part.treatments.size(); ++at) {
            const auto to = std::ranges::find(all.treatments, part.treatments[at]) - all.treatments.begin();
            moved.by_treatment[static_cast<std::size_t>(to)] = place.by_treatment[at];
        }
        all.places.push_back(std::move(moved));
    }
}

/// Destinations towards which nothing is controlled.
void take_free(ThirdCountries& all, const ThirdCountries& any, const std::set<PlaceIndex>& destinations) {
    for (const ThirdCountry& place : any.places) {
        if (!destinations.contains(place.place)) continue;
        ThirdCountry free;
        free.place = place.place;
        free.imports = place.imports;
        free.by_treatment.assign(all.treatments.size(), 0);
        all.places.push_back(std::move(free));
    }
}

struct LawGroup {
    CodeList by_a, by_b;
    std::set<PlaceIndex> destinations;
};

std::vector<LawGroup> groups_of(const TradeCube& cube, const Regime& regime, const Catalogue& catalogue, const LawOfThirds& question) {
    std::vector<LawGroup> groups;
    for (std::size_t place = 0; place < cube.places().size(); ++place) {
        const std::string& id = cube.places()[place].id;
        if (id == question.a || id == question.b) continue;
        const auto codes = [&](const std::string& power) {
            return controlled_codes(controlled_items(regime, catalogue, power, id, question.end_use, question.on), catalogue, cube.provenance());
        };
        LawGroup one{codes(question.a), codes(question.b), {static_cast<PlaceIndex>(place)}};
        const auto same = std::ranges::find_if(groups, [&](const LawGroup& group) {
            return signature(group.by_a) == signature(one.by_a) && signature(group.by_b) == signature(one.by_b);
        });
        if (same == groups.end()) groups.push_back(std::move(one));
        else same->destinations.insert(static_cast<PlaceIndex>(place));
    }
    return groups;
}

}  // namespace

std::vector<ControlledItem> controlled_items(const Regime& regime, const Catalogue& catalogue, std::string_view power, std::string_view destination,
                                             std::string_view end_use, Date on) {
    std::vector<ControlledItem> items;
    for (std::size_t at = 0; at < catalogue.items.size(); ++at) {
        const Flow flow{catalogue.items[at].id, std::string(power), std::string(power), std::string(destination), std::string(end_use)};
        Treatment treatment = regime.treatment(flow, on);
        if (binds(treatment)) items.push_back({static_cast<int>(at), std::move(treatment)});
    }
    return items;
}

std::vector<ControlledCode> controlled_codes(const std::vector<ControlledItem>& items, const Catalogue& catalogue, const TradeProvenance& cube) {
    std::map<std::string, ControlledCode> codes;
    std::map<std::string, Requirement> strictest;
    for (const ControlledItem& controlled : items) {
        for (const auto& [code, share] : codes_of_item(catalogue.items[static_cast<std::size_t>(controlled.item)], cube)) {
            const auto [at, first] = codes.try_emplace(code, ControlledCode{code, 0, {}, {}});
            at->second.coverage = std::min(1.0, at->second.coverage + share);
            if (!first && controlled.treatment.requirement <= strictest[code]) continue;
            strictest[code] = controlled.treatment.requirement;
            at->second.treatment = to_text(controlled.treatment.requirement);
            at->second.control = controlled.treatment.act + "#" + controlled.treatment.clause;
        }
    }
    CodeList list;
    for (auto& [code, controlled] : codes) {
        if (!code.empty() && controlled.coverage > 0) list.push_back(std::move(controlled));
    }
    return list;
}

Result<ThirdCountries> third_countries_under_law(const TradeCube& cube, const Regime& regime, const Catalogue& catalogue, const LawOfThirds& question, int threads) {
    const std::vector<LawGroup> groups = groups_of(cube, regime, catalogue, question);
    ThirdCountries all;
    all.question = {question.a, question.b, {}, {}, question.year, question.threshold};
    for (const LawGroup& group : groups) {
        merge(all.question.by_a, group.by_a);
        merge(all.question.by_b, group.by_b);
    }
    if (all.question.by_a.empty() && all.question.by_b.empty())
        return fail({}, "neither \"" + question.a + "\" nor \"" + question.b + "\" licenses or forbids anything towards a third place on " + question.on.to_text(), "choose another day or other acts");
    const auto widest = third_countries(cube, all.question, threads);   // also checks the question
    if (!widest) return widest;
    all.treatments = widest->treatments;
    all.codes_not_traded = widest->codes_not_traded;
    all.products_a = widest->products_a;
    all.products_b = widest->products_b;
    all.products_both = widest->products_both;
    all.sources = widest->sources;
    for (const LawGroup& group : groups) {
        if (group.by_a.empty() && group.by_b.empty()) {
            take_free(all, *widest, group.destinations);
            continue;
        }
        ThirdCountryQuestion asked = all.question;
        asked.by_a = group.by_a;
        asked.by_b = group.by_b;
        const auto part = third_countries(cube, asked, threads);
        if (!part) return part;
        take(all, *part, group.destinations);
    }
    std::ranges::stable_sort(all.places, [](const ThirdCountry& x, const ThirdCountry& y) {
        return x.dependent_on_both() != y.dependent_on_both() ? x.dependent_on_both() > y.dependent_on_both() : x.share(x.a.dependent + x.b.dependent) > y.share(y.a.dependent + y.b.dependent);
    });
    return all;
}

}  // namespace countervail
