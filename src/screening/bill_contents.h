// SPDX-License-Identifier: Apache-2.0
// A bill of materials as the law's content tests see it: what went into the article, from where, for how much of its
// value. An input that reached its maker inside a finished input of the same origin is marked so (`inside`): what
// crossed the border was the finished one. The rows of one origin that are not inside are disjoint.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bom/content.h"
#include "controls/flow.h"
#include "screening/content_scope.h"
#include "screening/shipment_words.h"

namespace countervail {

struct BillContents {
    std::optional<Decimal> value;            ///< of one article, from the bill
    std::vector<Ingredient> inputs;          ///< in money per article; what the scope cannot tell apart is one row
    std::vector<Component> components;       ///< goods that some test looks at by themselves
    std::vector<std::string> elements;       ///< that the article contains, ascending
    std::vector<std::string> notes;          ///< parts without a value, and what that does
};

BillContents contents_of_bill(const Bill& bill, const ContentScope& scope, const ShipmentWords& words);

/// The item of a part: its own, refined by what it contains; of a part that is one element and no more, the metal.
std::string item_of_part(const Bill& bill, int part, const ShipmentWords& words);

}  // namespace countervail
