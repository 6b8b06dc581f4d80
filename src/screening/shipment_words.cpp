// SPDX-License-Identifier: Apache-2.0
#include "screening/shipment_words.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "parties/list_places.h"

namespace countervail {

namespace {

bool has(const std::vector<std::string>& ascending, std::string_view word) {
    return std::binary_search(ascending.begin(), ascending.end(), word, std::less<>());
}

void add_names(std::set<std::string>& names, const std::vector<std::string>& words) {
    for (const std::string& word : words) {
        if (word.find('*') == std::string::npos) names.insert(word);
    }
}

/// "1C905.a" lies under "1C905" and under "1C905.a", not under "1C90".
bool lies_under(std::string_view code, std::string_view broader) {
    return code.starts_with(broader) && (code.size() == broader.size() || code[broader.size()] == '.');
}

}  // namespace

ShipmentWords::ShipmentWords(LawTerms terms, Catalogue catalogue, const std::vector<Act>& acts, std::vector<std::string> lists)
    : terms_(std::move(terms)), catalogue_(std::move(catalogue)) {
    std::set<std::string> items, named(lists.begin(), lists.end()), uses, places;
    for (const LawItem& item : terms_.items) items.insert(item.id);
    for (const Item& item : catalogue_.items) items.insert(item.id);
    for (const EndUseTerm& use : terms_.end_uses) uses.insert(use.id);
    for (const PlaceGroup& group : terms_.groups) places.insert(group.places.begin(), group.places.end());
    for (const Act& act : acts) {
        places.insert(act.issuer);
        for (const Clause& clause : act.clauses) {
            add_names(items, clause.items);
            named_by_clauses_.insert(clause.items.begin(), clause.items.end());
            add_names(items, clause.reach.content_items);
            add_names(named, clause.end_users);
            add_names(uses, clause.end_use_classes);
            for (const auto* some : {&clause.reach.origins, &clause.reach.exporters, &clause.reach.destinations}) {
                std::copy_if(some->begin(), some->end(), std::inserter(places, places.end()), [](const std::string& place) { return place.size() == 3; });
            }
            for (const std::string& code : clause.control_codes) {
                auto& patterns = control_codes_[code];
                patterns.insert(patterns.end(), clause.items.begin(), clause.items.end());
            }
        }
    }
    items_.assign(items.begin(), items.end());
    lists_.assign(named.begin(), named.end());
    end_uses_.assign(uses.begin(), uses.end());
    places_.assign(places.begin(), places.end());
}

bool ShipmentWords::has_item(std::string_view id) const { return has(items_, id); }
bool ShipmentWords::has_list(std::string_view id) const { return has(lists_, id); }
bool ShipmentWords::has_end_use(std::string_view id) const { return has(end_uses_, id); }
bool ShipmentWords::has_element(std::string_view id) const { return catalogue_.element(id) >= 0; }

std::string ShipmentWords::item_name(std::string_view id) const {
    if (const LawItem* item = terms_.item(id); item != nullptr && !item->name.empty()) return item->name;
    const int index = catalogue_.item(id);
    return index < 0 ? std::string(id) : catalogue_.items[static_cast<std::size_t>(index)].name;
}

std::string ShipmentWords::refined(const std::string& item, const std::vector<std::string>& elements) const {
    std::string current = item;
    for (std::size_t steps = 0; steps <= terms_.items.size(); ++steps) {   // finer and finer; circles end
        const auto finer = std::find_if(terms_.items.begin(), terms_.items.end(), [&](const LawItem& one) {
            return one.of == current && std::any_of(one.contains.begin(), one.contains.end(), [&](const std::string& element) {
                       return std::find(elements.begin(), elements.end(), element) != elements.end();
                   });
        });
        if (finer == terms_.items.end()) break;
        current = finer->id;
    }
    return current;
}

bool ShipmentWords::has_finer(std::string_view item) const {
    return std::any_of(terms_.items.begin(), terms_.items.end(), [&](const LawItem& one) { return one.of == item; });
}

std::vector<ItemCandidate> ShipmentWords::items_of_code(std::string_view code) const {
    std::set<std::string> ids;
    for (const LawItem* item : terms_.items_of_code(code)) ids.insert(item->id);
    for (const Item& item : catalogue_.items) {
        for (const CustomsCode& own : item.customs_codes) {
            const std::string digits = code_digits(own.code);
            if (digits.starts_with(code) || code.starts_with(digits)) ids.insert(item.id);
        }
    }
    const auto only_a_kind = [&](const std::string& id) {
        if (named_by_clauses_.contains(id)) return false;
        const std::vector<std::string> line = terms_.broader_items(id);
        return std::any_of(line.begin() + 1, line.end(), [&](const std::string& broader) { return ids.contains(broader); });
    };
    std::vector<ItemCandidate> found;
    for (const std::string& id : ids) {
        if (!only_a_kind(id)) found.push_back({id, item_name(id)});
    }
    return found;
}

std::vector<ItemCandidate> ShipmentWords::items_of_control_code(std::string_view code) const {
    std::vector<ItemCandidate> found;
    for (const std::string& id : items_) {
        const bool listed = std::any_of(control_codes_.begin(), control_codes_.end(), [&](const auto& entry) {
            return lies_under(entry.first, code) && std::any_of(entry.second.begin(), entry.second.end(), [&](const std::string& pattern) {
                       return pattern != "*" && matches_pattern(pattern, id);
                   });
        });
        if (listed) found.push_back({id, item_name(id)});
    }
    return found;
}

std::vector<std::string> ShipmentWords::control_codes() const {
    std::vector<std::string> codes;
    for (const auto& [code, items] : control_codes_) codes.push_back(code);
    return codes;
}

std::string ShipmentWords::wrong_place(std::string_view place) const {
    if (place.size() == 3 && iso3_of_code(place) == place) return {};
    if (const std::string code = iso3_of_code(place); !code.empty()) return "write " + code;
    if (const std::string named = iso3_in_text(place); !named.empty()) return "write " + named;
    const std::string near = did_you_mean(place, places_);
    return near.empty() ? "places are ISO 3166-1 alpha-3 codes in capitals, e.g. USA" : near;
}

}  // namespace countervail
