// SPDX-License-Identifier: Apache-2.0
#include "screening/flow_of_shipment.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "screening/bill_contents.h"

namespace countervail {

namespace {

Tie holding_of(LinkKind kind) {
    switch (kind) {
        case LinkKind::itself: return Tie::itself;
        case LinkKind::largest_direct: return Tie::largest_direct;
        case LinkKind::direct: return Tie::direct;
        case LinkKind::cascade: return Tie::cascade;
        case LinkKind::look_through: return Tie::look_through;
        case LinkKind::control: break;
    }
    return Tie::control;
}

Ingredient ingredient_of(const StatedContent& stated) {
    return {stated.item, stated.origin, stated.share, stated.classification, !stated.inside_of.empty()};
}

std::vector<Ingredient> ingredients_of(const std::vector<StatedContent>& stated) {
    std::vector<Ingredient> parts;
    std::transform(stated.begin(), stated.end(), std::back_inserter(parts), ingredient_of);
    return parts;
}

class FlowMaker {
  public:
    FlowMaker(const Shipment& shipment, const FlowTools& tools, Date on, Date known_on)
        : shipment_(shipment), tools_(tools), on_(on), known_on_(known_on) {}

    ShipmentFlows make() {
        route();
        people();
        for (const auto& [element, share] : shipment_.composition) {
            if (share > Decimal()) elements_.push_back(element);
        }
        contents();
        flow_.technology_origins = shipment_.technology_origins;
        flow_.facts = shipment_.facts;
        for (const ItemCandidate& good : goods()) {
            CandidateFlow candidate{good, flow_};
            candidate.flow.item = good.item;
            made_.candidates.push_back(std::move(candidate));
        }
        return std::move(made_);
    }

  private:
    void route() {
        flow_.origin = shipment_.made_in;
        flow_.exporter = shipment_.from;
        flow_.destination = shipment_.to;
        flow_.code = shipment_.code;
        flow_.end_uses = EndUses(shipment_.end_uses);
        const ShipmentParty& user = shipment_.end_user.stated ? shipment_.end_user : shipment_.consignee;
        flow_.end_user_place = user.place;
        flow_.headquarters = user.headquarters;
        if (shipment_.technology_origins && !shipment_.exporter.nationality.empty()) flow_.exporter = shipment_.exporter.nationality;
        if (!shipment_.via.empty()) made_.notes.push_back("passes through " + join(shipment_.via, ", ") + ": the law of these places on transit is not asked");
    }

    void people() {
        PartyQuestion question;
        question.parties = {{"consignee", &shipment_.consignee}, {"end user", &shipment_.end_user}};
        question.holdings = shipment_.holdings.get();
        question.listings = shipment_.listings;
        question.lists_asked_for = tools_.lists_asked_for;
        question.on = on_;
        question.known_on = known_on_;
        PartyFindings found = tools_.parties.find(question);
        std::move(found.notes.begin(), found.notes.end(), std::back_inserter(made_.notes));
        if (!found.links) return;
        flow_.parties.emplace();
        for (const PartyLink& link : *found.links) flow_.parties->push_back({link.list, holding_of(link.kind), link.share});
    }

    void contents() {
        if (shipment_.bill) return contents_of_the_bill();
        if (shipment_.contents) flow_.contents = ingredients_of(*shipment_.contents);
        if (shipment_.contents_in_money) flow_.value = shipment_.value.value_or(Decimal(1));
        if (!shipment_.components) return;
        flow_.components.emplace();
        for (const StatedComponent& stated : *shipment_.components) {
            if (!stated.contents) continue;   // known to be there, not what it is made of
            flow_.components->push_back({stated.item, stated.origin, Decimal(1), ingredients_of(*stated.contents)});
        }
    }

    void contents_of_the_bill() {
        BillContents bill = contents_of_bill(*shipment_.bill, tools_.scope, tools_.words);
        std::move(bill.notes.begin(), bill.notes.end(), std::back_inserter(made_.notes));
        elements_.insert(elements_.end(), bill.elements.begin(), bill.elements.end());
        flow_.components = std::move(bill.components);
        const std::optional<Decimal> value = bill.value ? bill.value : shipment_.value;
        if (!value || *value <= Decimal()) {
            made_.notes.push_back("the value of the article is not known, so no share of it is");
            return;
        }
        flow_.value = *value;
        flow_.contents = std::move(bill.inputs);
    }

    std::vector<ItemCandidate> goods() {
        std::vector<ItemCandidate> found;
        if (!shipment_.item.empty()) {
            found.push_back({shipment_.item, tools_.words.item_name(shipment_.item)});
        } else if (!shipment_.control_code.empty()) {
            found = tools_.words.items_of_control_code(shipment_.control_code);
        } else {
            found = tools_.words.items_of_code(shipment_.code);
            if (shipment_.bill) keep_article(found);
        }
        for (ItemCandidate& good : found) refine(good);
        std::sort(found.begin(), found.end(), [](const ItemCandidate& a, const ItemCandidate& b) { return a.item < b.item; });
        found.erase(std::unique(found.begin(), found.end()), found.end());
        // Customs codes mix controlled and free goods: it may be neither of them.
        if (shipment_.item.empty() && shipment_.control_code.empty()) found.push_back({{}, "something else under " + shipment_.code});
        return found;
    }

    /// The bill may say itself what the article is.
    void keep_article(std::vector<ItemCandidate>& found) const {
        const std::string item = item_of_part(*shipment_.bill, shipment_.bill->article, tools_.words);
        const auto same = std::find_if(found.begin(), found.end(), [&](const ItemCandidate& one) { return one.item == item; });
        if (same != found.end()) found = {*same};
    }

    void refine(ItemCandidate& good) {
        const std::string finer = tools_.words.refined(good.item, elements_);
        if (finer == good.item) return;
        made_.notes.push_back("contains " + join(elements_, ", ") + ": " + good.name + " (" + good.item + ") is judged as " + tools_.words.item_name(finer) + " (" + finer + ")");
        good = {finer, tools_.words.item_name(finer)};
    }

    const Shipment& shipment_;
    const FlowTools& tools_;
    Date on_, known_on_;
    Flow flow_;
    std::vector<std::string> elements_;
    ShipmentFlows made_;
};

}  // namespace

std::vector<std::string> lists_of_law(const LawBook& book) {
    std::set<std::string> lists;
    for (const Act& act : book.chosen.acts()) {
        for (const Clause& clause : act.clauses) {
            std::copy_if(clause.end_users.begin(), clause.end_users.end(), std::inserter(lists, lists.end()), [](const std::string& list) { return list.find('*') == std::string::npos; });
        }
    }
    return {lists.begin(), lists.end()};
}

ShipmentFlows flows_of(const Shipment& shipment, const FlowTools& tools, Date on, Date known_on) { return FlowMaker(shipment, tools, on, known_on).make(); }

}  // namespace countervail
