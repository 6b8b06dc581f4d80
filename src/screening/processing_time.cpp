// SPDX-License-Identifier: Apache-2.0
#include "screening/processing_time.h"

#include <algorithm>

namespace countervail {

namespace {

constexpr std::string_view kQuantity = "licence-processing-time";

std::optional<ObservedTime> in_days(const Statement& row, const Unit& day) {
    const auto value = convert(row.value, row.unit, day);
    const auto low = convert(row.low, row.unit, day), high = convert(row.high, row.unit, day);
    if (!value || !low || !high) return std::nullopt;
    return ObservedTime{row.id, row.item, to_text(row.label), row.note, *value, *low, *high, row.published_on};
}

}  // namespace

std::vector<ObservedTime> observed_times(const Ledger& ledger, const LawTerms& terms, const std::string& power, const std::string& item, Date known_on) {
    std::vector<ObservedTime> near, all;
    const auto day = Unit::parse("days");
    if (!day) return all;
    const std::vector<std::string> kinds = terms.broader_items(item);
    for (const Statement* row : ledger.with_quantity(kQuantity)) {
        if (row->place != power || ledger.public_since(*row) > known_on) continue;
        const auto time = in_days(*row, *day);
        if (!time) continue;
        all.push_back(*time);
        if (std::find(kinds.begin(), kinds.end(), row->item) != kinds.end()) near.push_back(*time);
    }
    std::vector<ObservedTime>& chosen = near.empty() ? all : near;
    std::stable_sort(chosen.begin(), chosen.end(), [](const ObservedTime& a, const ObservedTime& b) { return a.days < b.days; });
    return std::move(chosen);
}

StatutoryTerm statutory_term(const WorkingDays& calendar, Date filed, int working_days) {
    StatutoryTerm term{working_days, calendar.after(filed, working_days), true};
    for (int year = filed.year(); year <= term.ends.year(); ++year) term.holidays_known = term.holidays_known && calendar.covers(year);
    return term;
}

}  // namespace countervail
