// SPDX-License-Identifier: Apache-2.0
// The share of a part's value that inputs of some kind make up, for every part of a bill at once: the
// article, and the magnet inside it as an item of its own. What counts is the caller's rule; along every path
// the outermost part that counts is taken, and what lies inside it is not counted again. Parts that perhaps
// count (their origin is unknown) make the share an interval that holds every way the facts may turn out.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "bom/content.h"

namespace countervail {

enum class Counts { no, perhaps, yes };
using CountRule = std::function<Counts(const BillPart&)>;

/// yes from `place`, perhaps when the origin is unknown.
Counts counts_by_origin(const BillPart& part, std::string_view place);
/// The rule's answer for every part of the bill.
std::vector<Counts> count_marks(const Bill& bill, const CountRule& rule);

/// Per unit of a part: value of what certainly counts, of what may count at most, and the part's own value.
/// For parts that hold nothing uncertain inside one another: [known, known + unknown].
struct ValueShare {
    Decimal low, high;
    std::optional<Decimal> whole;  ///< empty: the bill states no value of the part
    bool open = false;             ///< something that counts has no value: `high` is no bound
};

/// A limit in the law: 0.1 % "or more", "more than" 25 %.
struct ShareLimit {
    Decimal share;        ///< of 1
    bool or_more = true;  ///< else strictly more
};

enum class LimitReach { no, perhaps, yes };
LimitReach reach(const ValueShare& share, const ShareLimit& limit);

/// By part index, in one pass over the bill.
std::vector<ValueShare> value_shares(const BillContent& content, const std::vector<Counts>& marks);

/// The outermost parts inside `part` whose mark is at least `least`, with amounts through no other such part:
/// the numerator line by line. These rows are disjoint (inside = false); where nothing is uncertain and
/// everything that counts has a value, the values add up to `low`.
std::vector<BillInput> counted_inputs(const BillContent& content, const std::vector<Counts>& marks, int part,
                                      Counts least);

/// A line of an order without tiers, for batches: no bill is built and nothing allocated.
struct FlatLine {
    Counts counts = Counts::no;
    Decimal quantity;  ///< per unit of the article
    std::optional<Decimal> unit_value;
};
ValueShare flat_share(std::span<const FlatLine> lines, std::optional<Decimal> whole);

}  // namespace countervail
