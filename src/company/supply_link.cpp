// SPDX-License-Identifier: Apache-2.0
#include "company/supply_link.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace countervail {

namespace {

/// One source seen from the world.
class Linker {
  public:
    Linker(const Ensemble& ensemble, const PlaceGroups& places, const CompanyPart& part, const CompanySource& source)
        : world_(ensemble.world()), network_(ensemble.network()), source_(source) {
        item_ = world_.catalogue.item(source.item);
        from_ = source.origin.empty() ? -1 : place_of_country(world_, places, source.origin);
        at_ = part.used_in.empty() ? -1 : place_of_country(world_, places, part.used_in);
    }

    SupplyLink link() {
        SupplyLink found;
        if (source_.made) {
            found = {FateKind::inside, {}, 0, "made here"};
        } else if (!on_lane(found)) {
            if (!source_.inside.empty()) found = {FateKind::inside, {}, 0, "assembled by the supplier from the parts inside"};
            else if (!in_market(found) && !as_use(found) && !by_elements(found)) uncovered(found);
        }
        if (source_.lead_days) found.lead_days = *source_.lead_days;
        return found;
    }

  private:
    std::string place_name(int place) const { return world_.places[static_cast<std::size_t>(place)].name; }
    std::string item_name() const { return world_.catalogue.items[static_cast<std::size_t>(item_)].name; }

    /// The lane to the user's place; where there is no trade on it, all that the origin sends abroad.
    bool on_lane(SupplyLink& found) const {
        if (item_ < 0 || from_ < 0 || from_ == at_) return false;
        std::vector<int> abroad;
        for (int lane = 0; lane < network_.lanes; ++lane) {
            const auto l = static_cast<std::size_t>(lane);
            const auto start = static_cast<std::size_t>(network_.lane_from[l]), end = static_cast<std::size_t>(network_.lane_to[l]);
            if (network_.market_item[start] != item_ || network_.market_place[start] != from_ || network_.flow[l] <= 0) continue;
            if (network_.market_place[end] == at_) {
                found = {FateKind::lane, {lane}, 7.0 * network_.transit[l], item_name() + " from " + place_name(from_) + " to " + place_name(at_)};
                return true;
            }
            abroad.push_back(lane);
        }
        if (abroad.empty()) return false;
        double days = 0, flow = 0;
        for (const int lane : abroad) {
            days += 7.0 * network_.transit[static_cast<std::size_t>(lane)] * network_.flow[static_cast<std::size_t>(lane)];
            flow += network_.flow[static_cast<std::size_t>(lane)];
        }
        found = {FateKind::lane, abroad, std::round(days / flow), item_name() + " from " + place_name(from_) + " to all others"};
        return true;
    }

    /// Where the supplier sits; an unknown supplier sells from the user's own market.
    bool in_market(SupplyLink& found) const {
        const int place = from_ >= 0 ? from_ : source_.origin.empty() ? at_ : -1;
        if (item_ < 0 || place < 0) return false;
        const int market = world_.market(item_, place);
        if (market < 0) return false;
        found = {FateKind::market, {market}, 0, "market of " + item_name() + " in " + place_name(place) + (from_ >= 0 ? "" : " (origin not stated)")};
        return true;
    }

    bool as_use(SupplyLink& found) const {
        const int end_use = world_.catalogue.use(source_.item);
        const int place = from_ >= 0 ? from_ : source_.origin.empty() ? at_ : -1;
        if (end_use < 0 || place < 0) return false;
        for (std::size_t i = 0; i < world_.uses.size(); ++i) {
            if (world_.uses[i].end_use != end_use || world_.uses[i].place != place) continue;
            found = {FateKind::use, {static_cast<int>(i)}, 0, "makers of " + world_.catalogue.uses[static_cast<std::size_t>(end_use)].name + " in " + place_name(place)};
            return true;
        }
        return false;
    }

    /// Metal before oxide, of each element alone.
    bool by_elements(SupplyLink& found) const {
        const int place = from_ >= 0 ? from_ : source_.origin.empty() ? at_ : -1;
        if (place < 0) return false;
        std::vector<std::string> names;
        for (const std::string& id : source_.elements) {
            const int element = world_.catalogue.element(id);
            int market = -1;
            for (const Stage stage : {Stage::metal, Stage::oxide}) {
                for (std::size_t i = 0; element >= 0 && market < 0 && i < world_.catalogue.items.size(); ++i) {
                    const Item& item = world_.catalogue.items[i];
                    if (item.stage == stage && item.contents.size() == 1 && item.contents[0].element == element) market = world_.market(static_cast<int>(i), place);
                }
            }
            if (market < 0) continue;
            found.rows.push_back(market);
            names.push_back(world_.catalogue.elements[static_cast<std::size_t>(element)].id);
        }
        if (found.rows.empty()) return false;
        found.kind = FateKind::elements;
        found.why = "market of " + list(names) + " in " + place_name(place);
        return true;
    }

    static std::string list(const std::vector<std::string>& names) { return join(names, ", "); }

    void uncovered(SupplyLink& found) const {
        found = {};
        if (source_.item.empty() && source_.elements.empty()) found.why = "no item is stated";
        else if (item_ < 0 && world_.catalogue.use(source_.item) < 0) found.why = "this world holds no \"" + (source_.item.empty() ? join(source_.elements, ", ") : source_.item) + "\"";
        else found.why = "this world holds no " + source_.item + (source_.origin.empty() ? std::string() : " in " + source_.origin);
    }

    const World& world_;
    const Network& network_;
    const CompanySource& source_;
    int item_ = -1, from_ = -1, at_ = -1;
};

}  // namespace

std::string to_text(FateKind kind) {
    switch (kind) {
        case FateKind::lane: return "lane";
        case FateKind::market: return "market";
        case FateKind::use: return "use";
        case FateKind::elements: return "elements";
        case FateKind::inside: return "inside";
        case FateKind::uncovered: break;
    }
    return "not covered";
}

SupplyLink link_source(const Ensemble& ensemble, const PlaceGroups& places, const CompanyPart& part, const CompanySource& source) {
    return Linker(ensemble, places, part, source).link();
}

std::vector<std::vector<SupplyLink>> link_company(const Ensemble& ensemble, const PlaceGroups& places, const Company& company) {
    std::vector<std::vector<SupplyLink>> links;
    for (const CompanyPart& part : company.parts) {
        links.emplace_back();
        for (const CompanySource& source : part.sources) links.back().push_back(link_source(ensemble, places, part, source));
    }
    return links;
}

}  // namespace countervail
