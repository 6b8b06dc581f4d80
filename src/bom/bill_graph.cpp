// SPDX-License-Identifier: Apache-2.0
// The lines of a bill as a graph: parents by name, one article, no cycle, and masses that can be.
#include <algorithm>
#include <cstdint>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "bom/bill_reader.h"
#include "bom/bill_text.h"

namespace countervail {

namespace {

constexpr int kHints = 20;  // a nearest name costs a look at every part
constexpr std::size_t kMaximumElements = 1024;
constexpr double kRounding = 1.01;  // figures of a spreadsheet are rounded
constexpr double kLargest = 1e18;   // amounts and values under one unit; far inside the range of Decimal

/// The first eight bytes, in the order of texts: decides most comparisons without following a pointer.
std::uint64_t beginning(std::string_view id) {
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < 8; ++i)
        key = key << 8 | (i < id.size() ? static_cast<unsigned char>(id[i]) : 0U);
    return key;
}

}  // namespace

void BillReader::find_article() {
    if (articles_.empty() && !full()) {
        problem(1, "no line is the article: every part has a parent",
                "leave the parent of the article itself empty");
    }
    for (std::size_t i = 1; i < articles_.size(); ++i) {
        problem(*articles_[i],
                shown(articles_[i]->text) + " has no parent, and neither has " +
                    shown(articles_[0]->text) + " in line " + std::to_string(articles_[0]->line),
                "one file describes one article: name the parent of every other line");
    }
    if (!articles_.empty()) bill_.article = index_.find(articles_[0]->text);
}

void BillReader::resolve_uses() {
    int hints = 0;
    std::vector<std::string> ids;
    for (const NamedUse& use : uses_) {
        const int number = index_.find(use.parent);
        if (number < 0) {
            if (ids.empty())
                for (const BillPart& part : bill_.parts) ids.push_back(part.id);
            const std::string near = hints++ < kHints ? did_you_mean(use.parent, ids) : std::string();
            problem(*use.cell, "unknown parent " + shown(use.parent),
                    near.empty() ? "give the parent a line of its own" : near);
            continue;
        }
        const BillPart& parent = bill_.parts[static_cast<std::size_t>(number)];
        const PartRows& rows = rows_[static_cast<std::size_t>(number)];
        if (parent.unit.empty()) continue;  // its unit is a problem already
        if (use.per->canonical.empty() && rows.several_units) {
            problem(*use.cell,
                    "parent " + shown(use.parent) + " is counted in several units of " + parent.unit,
                    "say per what, as in unit kg/kg or g/kg");
            continue;
        }
        if (!use.per->canonical.empty() && use.per->canonical != parent.unit) {
            problem(*use.cell,
                    "is per " + use.per->canonical + " of " + shown(use.parent) + ", which is counted in " +
                        parent.unit,
                    "state the quantity per " + parent.unit);
            continue;
        }
        const Decimal quantity =
            scaled(use.quantity, use.per->canonical.empty() ? rows.unit_inverse : use.per->inverse);
        if (quantity.is_zero())
            problem(*use.cell, "quantity is below 1e-12 of a unit", "use a larger unit");
        else
            bill_.uses.push_back({number, use.child, quantity, use.yield, use.cell->line});
    }
}

void BillReader::sort_parts() {
    std::vector<std::pair<std::uint64_t, int>> by_id;
    by_id.reserve(bill_.parts.size());
    for (const BillPart& part : bill_.parts)
        by_id.emplace_back(beginning(part.id), static_cast<int>(by_id.size()));
    std::sort(by_id.begin(), by_id.end(), [&](const auto& a, const auto& b) {
        if (a.first != b.first) return a.first < b.first;
        return bill_.parts[static_cast<std::size_t>(a.second)].id <
               bill_.parts[static_cast<std::size_t>(b.second)].id;
    });
    std::vector<int> rank(by_id.size());
    for (std::size_t i = 0; i < by_id.size(); ++i) rank[static_cast<std::size_t>(by_id[i].second)] = static_cast<int>(i);
    // In place, cycle by cycle: a second vector of parts would cost as much as reading them.
    for (std::size_t start = 0; start < by_id.size(); ++start) {
        if (by_id[start].second == static_cast<int>(start)) continue;
        BillPart first = std::move(bill_.parts[start]);
        std::size_t at = start;
        while (by_id[at].second != static_cast<int>(start)) {
            const auto from = static_cast<std::size_t>(std::exchange(by_id[at].second, static_cast<int>(at)));
            bill_.parts[at] = std::move(bill_.parts[from]);
            at = from;
        }
        by_id[at].second = static_cast<int>(at);
        bill_.parts[at] = std::move(first);
    }
    if (!bill_.parts.empty()) bill_.article = rank[static_cast<std::size_t>(bill_.article)];
    for (BillUse& use : bill_.uses) {
        use.parent = rank[static_cast<std::size_t>(use.parent)];
        use.child = rank[static_cast<std::size_t>(use.child)];
    }
    sort_uses();
}

void BillReader::sort_uses() {
    // By parent with a count of each, then by child among the few of one parent.
    bill_.first_use.assign(bill_.parts.size() + 1, 0);
    for (const BillUse& use : bill_.uses) ++bill_.first_use[static_cast<std::size_t>(use.parent) + 1];
    std::partial_sum(bill_.first_use.begin(), bill_.first_use.end(), bill_.first_use.begin());
    std::vector<BillUse> sorted(bill_.uses.size());
    std::vector<int> next(bill_.first_use.begin(), bill_.first_use.end());
    for (const BillUse& use : bill_.uses)
        sorted[static_cast<std::size_t>(next[static_cast<std::size_t>(use.parent)]++)] = use;
    bill_.uses = std::move(sorted);
    for (std::size_t p = 0; p < bill_.parts.size(); ++p) {
        const auto begin = bill_.uses.begin() + bill_.first_use[p],
                   end = bill_.uses.begin() + bill_.first_use[p + 1];
        std::sort(begin, end, [](const BillUse& a, const BillUse& b) {
            return std::tie(a.child, a.line) < std::tie(b.child, b.line);
        });
        for (auto at = begin; at < end; ++at) {
            if (at == begin || (at - 1)->child != at->child) continue;
            problem(at->line,
                    shown(bill_.parts[static_cast<std::size_t>(at->child)].id) + " stands twice in " +
                        shown(bill_.parts[p].id) + ", also in line " + std::to_string((at - 1)->line),
                    "add the two quantities, or give a second source its own id");
        }
    }
}

void BillReader::order_parts() {
    // A. B. Kahn, Topological sorting of large networks, CACM 5 (1962): what is left over lies on or under a
    // cycle.
    std::vector<int> waiting(bill_.parts.size(), 0);
    for (const BillUse& use : bill_.uses) ++waiting[static_cast<std::size_t>(use.child)];
    bill_.order.reserve(bill_.parts.size());
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        if (waiting[i] == 0) bill_.order.push_back(static_cast<int>(i));
    }
    for (std::size_t done = 0; done < bill_.order.size(); ++done) {
        const auto part = static_cast<std::size_t>(bill_.order[done]);
        for (int at = bill_.first_use[part]; at < bill_.first_use[part + 1]; ++at) {
            const int child = bill_.uses[static_cast<std::size_t>(at)].child;
            if (--waiting[static_cast<std::size_t>(child)] == 0) bill_.order.push_back(child);
        }
    }
    if (bill_.order.size() < bill_.parts.size()) name_cycle(waiting);
}

void BillReader::name_cycle(const std::vector<int>& waiting) {
    const auto count = bill_.parts.size();
    std::vector<const BillUse*> into(count, nullptr);  // a use by a parent that waits too
    for (const BillUse& use : bill_.uses) {
        if (waiting[static_cast<std::size_t>(use.parent)] > 0 &&
            into[static_cast<std::size_t>(use.child)] == nullptr)
            into[static_cast<std::size_t>(use.child)] = &use;
    }
    const auto first = std::find_if(waiting.begin(), waiting.end(), [](int parents) { return parents > 0; });
    std::vector<bool> seen(count, false);
    auto at = static_cast<int>(first - waiting.begin());
    while (!seen[static_cast<std::size_t>(at)]) {
        seen[static_cast<std::size_t>(at)] = true;
        at = into[static_cast<std::size_t>(at)]->parent;
    }
    std::vector<int> cycle{at};
    for (int up = into[static_cast<std::size_t>(at)]->parent; up != at;
         up = into[static_cast<std::size_t>(up)]->parent)
        cycle.push_back(up);
    std::rotate(cycle.begin(), std::min_element(cycle.begin(), cycle.end()), cycle.end());
    std::reverse(cycle.begin() + 1, cycle.end());  // from what contains to what is contained
    std::string text;
    constexpr std::size_t kShown = 12;
    for (std::size_t i = 0; i < std::min(cycle.size(), kShown); ++i)
        text += bill_.parts[static_cast<std::size_t>(cycle[i])].id.substr(0, 60) + " → ";
    if (cycle.size() > kShown) text += "… (" + std::to_string(cycle.size()) + " parts) → ";
    text += bill_.parts[static_cast<std::size_t>(cycle[0])].id.substr(0, 60);
    problem(into[static_cast<std::size_t>(cycle[0])]->line, "contains itself: " + text,
            "a part cannot stand inside itself; mend the parent of one of these lines");
}

void BillReader::assume_contents(BillPart& part, PartRows& rows) {
    const Item* const item = words_.item(part.item);
    if (item == nullptr || item->contents.empty() || !part.mass) return;
    for (const Content& content : item->contents) {
        rows.contents.push_back(
            {words_.element_id(content.element), Decimal::from_double(content.mass), true, rows.first});
    }
    part.contents_assumed = true;
}

void BillReader::resolve_contents() {
    std::set<std::string_view> elements;
    std::vector<bool> holds_parts(bill_.parts.size(), false);
    for (const BillUse& use : bill_.uses) holds_parts[static_cast<std::size_t>(use.parent)] = true;
    for (std::size_t i = 0; i < bill_.parts.size(); ++i) {
        BillPart& part = bill_.parts[i];
        PartRows& rows = rows_[i];
        if (!rows.element.empty()) {
            if (!rows.contents.empty())
                problem(*rows.contents[0].cell, "states a content of a line that is an element",
                        "use the column element or the content columns, not both");
            if (!part.mass && !part.unit.empty())
                problem(*rows.first, "is the element " + rows.element + " without a mass",
                        "count it in g or kg, or fill \"mass kg\"");
            rows.contents = {{rows.element, Decimal(1), true, rows.first}};
        } else if (rows.contents.empty() && !holds_parts[i]) {
            assume_contents(part, rows);
        }
        if (rows.contents.size() > 1)
            std::stable_sort(rows.contents.begin(), rows.contents.end(),
                         [](const Stated& a, const Stated& b) { return a.element < b.element; });
        for (const Stated& stated : rows.contents) elements.insert(stated.element);
    }
    bill_.elements.assign(elements.begin(), elements.end());
    if (bill_.elements.size() > kMaximumElements)
        problem(1, "names more than 1,024 elements", "there are 118; check the column element");
    for (std::size_t i = 0; i < bill_.parts.size(); ++i) {
        BillPart& part = bill_.parts[i];
        for (const Stated& stated : rows_[i].contents) {
            if (stated.share && !part.mass) {
                if (rows_[i].element.empty())
                    problem(*stated.cell,
                            "is a share of the mass of " + shown(part.id) + ", whose mass is unknown",
                            "count the part in kg, or fill \"mass kg\"");
                continue;
            }
            const Decimal mass = stated.share ? stated.amount * *part.mass : stated.amount;
            const int element = bill_.element(stated.element);
            if (part.contents.empty() || part.contents.back().element != element)
                part.contents.push_back({element, mass});
            else if (part.contents.back().mass != mass) {
                problem(*stated.cell,
                        "part " + shown(part.id) + " has two different contents of " +
                            std::string(stated.element),
                        "state each element once or the same each time");
            }
        }
    }
}

void BillReader::check_masses() {
    // Children first: what lies beneath is known when a part is judged.
    const std::size_t words = bill_.elements.size() / 64 + 1;
    std::vector<std::uint64_t> beneath(bill_.parts.size() * words, 0);
    std::vector<double> element_mass(bill_.parts.size(), 0);
    for (auto at = bill_.order.rbegin(); at != bill_.order.rend(); ++at) {
        const auto p = static_cast<std::size_t>(*at);
        const BillPart& part = bill_.parts[p];
        double parts_mass = 0;
        for (int u = bill_.first_use[p]; u < bill_.first_use[p + 1]; ++u) {
            const BillUse& use = bill_.uses[static_cast<std::size_t>(u)];
            const auto child = static_cast<std::size_t>(use.child);
            for (std::size_t w = 0; w < words; ++w) beneath[p * words + w] |= beneath[child * words + w];
            const double quantity = use.quantity.to_double();
            element_mass[p] += quantity * element_mass[child];
            if (bill_.parts[child].mass) parts_mass += quantity * bill_.parts[child].mass->to_double();
        }
        for (const BillElement& content : part.contents) {
            std::uint64_t& word = beneath[p * words + static_cast<std::size_t>(content.element) / 64];
            const std::uint64_t bit = std::uint64_t{1} << (content.element % 64);
            if ((word & bit) != 0) {
                problem(part.line,
                        shown(part.id) + " states its " +
                            bill_.elements[static_cast<std::size_t>(content.element)] +
                            ", and so does a part inside it",
                        "state an element once: on the part or on what is inside it");
            }
            word |= bit;
            element_mass[p] += content.mass.to_double();
        }
        if (!part.mass) continue;
        const double mass = part.mass->to_double();
        if (element_mass[p] > kRounding * mass) {
            problem(part.line,
                    "a " + part.unit + " of " + shown(part.id) + " weighs " + readable_number(mass) +
                        " kg but holds " + readable_number(element_mass[p]) + " kg of elements",
                    "check the quantities and contents inside it, and their units");
        } else if (parts_mass > kRounding * mass) {
            bill_.notes.push_back(
                {{bill_.file, part.line, 1},
                 "a " + part.unit + " of " + shown(part.id) + " weighs " + readable_number(mass) +
                     " kg, the parts in it " + readable_number(parts_mass) + " kg",
                 "right where mass is lost on the way, as from oxide to metal; else check units"});
        }
    }
}

void BillReader::check_sizes() {
    std::vector<double> amount(bill_.parts.size(), 0), value(bill_.parts.size(), 0);
    for (auto at = bill_.order.rbegin(); at != bill_.order.rend(); ++at) {
        const auto p = static_cast<std::size_t>(*at);
        for (int u = bill_.first_use[p]; u < bill_.first_use[p + 1]; ++u) {
            const BillUse& use = bill_.uses[static_cast<std::size_t>(u)];
            const auto child = static_cast<std::size_t>(use.child);
            const double consumed = use.quantity.to_double() / use.yield.to_double();
            amount[p] += consumed * (1 + amount[child]);
            value[p] +=
                consumed * ((bill_.parts[child].unit_value ? bill_.parts[child].unit_value->to_double() : 0) +
                            value[child]);
        }
        if (amount[p] > kLargest || value[p] > kLargest) {
            problem(bill_.parts[p].line,
                    "one " + bill_.parts[p].unit + " of " + shown(bill_.parts[p].id) +
                        " would hold parts beyond 1e18",
                    "check the quantities beneath it, and their units");
            return;
        }
    }
}

}  // namespace countervail
