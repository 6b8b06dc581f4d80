// SPDX-License-Identifier: Apache-2.0
#include "screening/clause_chances.h"

#include <algorithm>

#include "controls/item_pattern.h"
#include "screening/bill_contents.h"

namespace countervail {

namespace {

/// Stated contents as a bill of one tier, so that both are drawn alike. What sits inside another input is left out:
/// its value is part of that input's.
Bill bill_of(const Shipment& shipment) {
    Bill bill;
    bill.file = shipment.file;
    bill.parts.push_back({});
    bill.parts.front().unit_value = shipment.contents_in_money ? shipment.value : std::optional<Decimal>(1);
    for (const StatedContent& content : *shipment.contents) {
        if (!content.inside_of.empty()) continue;
        BillPart part;
        part.id = std::to_string(bill.parts.size());
        part.item = content.item;
        part.origin = content.origin;
        part.unit_value = content.share;
        if (!content.classification.empty()) part.classifications.push_back(content.classification);
        bill.uses.push_back({0, static_cast<int>(bill.parts.size()), Decimal(1), Decimal(1), 0});
        bill.parts.push_back(std::move(part));
    }
    bill.first_use.assign(bill.parts.size() + 1, static_cast<int>(bill.uses.size()));
    bill.first_use.front() = 0;
    for (std::size_t i = 0; i < bill.parts.size(); ++i) bill.order.push_back(static_cast<int>(i));
    return bill;
}

CountedShare counted(const Reach& reach, const LawTerms& terms) {
    CountedShare share{reach.content_origin, {}, *reach.content_threshold, !reach.content_more_than};
    share.counts = [&reach, &terms](const std::string& item, const std::vector<std::string>& classes) {
        const std::vector<std::string> line = terms.broader_items(item);
        const bool named = reach.content_items.empty() || std::any_of(line.begin(), line.end(), [&](const std::string& one) { return matches_any(reach.content_items, one); });
        if (!named || classes.empty()) return named;
        return (reach.content_classes.empty() || matches_any(reach.content_classes, classes.front())) && !matches_any(reach.content_classes_except, classes.front());
    };
    return share;
}

}  // namespace

Result<std::vector<ClauseChance>> clause_chances(const Shipment& shipment, const Screening& screening, const ScreeningTools& tools) {
    std::vector<ClauseChance> found;
    if (shipment.guesses.empty() || (!shipment.bill && !shipment.contents)) return found;
    const Bill stated = shipment.bill ? Bill() : bill_of(shipment);
    const Bill& bill = shipment.bill ? *shipment.bill : stated;
    std::vector<std::string> items;
    for (std::size_t i = 0; i < bill.parts.size(); ++i) items.push_back(item_of_part(bill, static_cast<int>(i), tools.flows.words));
    OriginChances prior;
    for (const OriginGuess& guess : shipment.guesses) prior[guess.item].insert(guess.origins.begin(), guess.origins.end());
    for (const ClauseTrace& trace : screening.goods.front().assessment.trace) {
        const bool open = std::any_of(trace.tests.begin(), trace.tests.end(), [](const ClauseTest& test) { return test.fact == "content" && test.answer == Answer::unknown; });
        if (!open) continue;
        for (const Act& act : tools.book.chosen.acts()) {
            if (act.id != trace.act) continue;
            const auto clause = std::find_if(act.clauses.begin(), act.clauses.end(), [&](const Clause& one) { return one.ref == trace.clause; });
            if (clause == act.clauses.end()) continue;
            auto chance = content_chance(bill, items, counted(clause->reach, tools.book.chosen.terms()), prior);
            if (!chance) return std::unexpected(std::move(chance.error()));
            if (chance->unknown_parts > 0) found.push_back({trace.act, trace.clause, trace.limb, *chance});
        }
    }
    return found;
}

}  // namespace countervail
