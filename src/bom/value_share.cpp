// SPDX-License-Identifier: Apache-2.0
#include "bom/value_share.h"

#include <algorithm>

namespace countervail {

namespace {

/// What a part contributes to whatever holds it, per unit.
struct Contribution {
    Decimal low, high;
    bool open = false;
};

/// Counts itself, counts by what is inside it, or one of the two.
Contribution contribution(Counts mark, const std::optional<Decimal>& value, const ValueShare& inside) {
    if (mark == Counts::no) return {inside.low, inside.high, inside.open};
    if (mark == Counts::yes)
        return value ? Contribution{*value, *value, false} : Contribution{{}, inside.high, true};
    if (!value) return {{}, inside.high, true};
    return {std::min(*value, inside.low), std::max(*value, inside.high), inside.open};
}

void add(ValueShare& sum, Decimal quantity, const Contribution& one) {
    if (!one.low.is_zero()) sum.low += quantity * one.low;
    if (!one.high.is_zero()) sum.high += one.high == one.low ? quantity * one.low : quantity * one.high;
    sum.open |= one.open;
}

bool reaches(Decimal part, Decimal whole, const ShareLimit& limit) {
    const auto order = compare_share(part, whole, limit.share);
    return order > 0 || (order == 0 && limit.or_more);
}

}  // namespace

Counts counts_by_origin(const BillPart& part, std::string_view place) {
    if (part.origin.empty()) return Counts::perhaps;
    return part.origin == place ? Counts::yes : Counts::no;
}

std::vector<Counts> count_marks(const Bill& bill, const CountRule& rule) {
    std::vector<Counts> marks;
    marks.reserve(bill.parts.size());
    for (const BillPart& part : bill.parts) marks.push_back(rule(part));
    return marks;
}

LimitReach reach(const ValueShare& share, const ShareLimit& limit) {
    if (!share.whole || *share.whole <= Decimal()) {
        // Nothing that counts is no share of anything, whatever the whole.
        const bool nothing =
            share.high.is_zero() && !share.open && (limit.share > Decimal() || !limit.or_more);
        return nothing ? LimitReach::no : LimitReach::perhaps;
    }
    if (reaches(share.low, *share.whole, limit)) return LimitReach::yes;
    return share.open || reaches(share.high, *share.whole, limit) ? LimitReach::perhaps : LimitReach::no;
}

std::vector<ValueShare> value_shares(const BillContent& content, const std::vector<Counts>& marks) {
    const Bill& bill = content.bill();
    std::vector<ValueShare> shares(bill.parts.size());
    for (auto at = bill.order.rbegin(); at != bill.order.rend(); ++at) {
        const auto p = static_cast<std::size_t>(*at);
        shares[p].whole = bill.parts[p].unit_value;
        for (int u = bill.first_use[p]; u < bill.first_use[p + 1]; ++u) {
            const int child = bill.uses[static_cast<std::size_t>(u)].child;
            const auto c = static_cast<std::size_t>(child);
            add(shares[p], content.quantity(u),
                contribution(marks[c], content.input_value(child), shares[c]));
        }
    }
    return shares;
}

std::vector<BillInput> counted_inputs(const BillContent& content, const std::vector<Counts>& marks, int part,
                                      Counts least) {
    const Bill& bill = content.bill();
    std::vector<Decimal> amount(bill.parts.size());
    std::vector<BillInput> inputs;
    amount[static_cast<std::size_t>(part)] = 1;
    for (auto at = static_cast<std::size_t>(content.position(part)); at < bill.order.size(); ++at) {
        const int p = bill.order[at];
        const auto i = static_cast<std::size_t>(p);
        if (amount[i].is_zero()) continue;
        if (p != part && marks[i] >= least) {
            const auto& value = content.input_value(p);
            inputs.push_back({p, amount[i], value ? std::optional(amount[i] * *value) : std::nullopt});
            continue;
        }
        for (int u = bill.first_use[i]; u < bill.first_use[i + 1]; ++u) {
            const auto child = static_cast<std::size_t>(bill.uses[static_cast<std::size_t>(u)].child);
            amount[child] += amount[i] * content.quantity(u);
        }
    }
    std::sort(inputs.begin(), inputs.end(),
              [](const BillInput& a, const BillInput& b) { return a.part < b.part; });
    return inputs;
}

ValueShare flat_share(std::span<const FlatLine> lines, std::optional<Decimal> whole) {
    ValueShare share{.whole = whole};
    for (const FlatLine& line : lines) {
        if (line.counts != Counts::no)
            add(share, line.quantity, contribution(line.counts, line.unit_value, {}));
    }
    return share;
}

}  // namespace countervail
