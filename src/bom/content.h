// SPDX-License-Identifier: Apache-2.0
// What is inside one unit of every part of a bill: three accounts side by side, each one sparse solve over
// the graph. With B the quantities of j in one i, y their yields and d one unit of the part asked about
// (Nakamura & Nakamura's input–output form of material flow; Leontief's n = d + A n read downwards):
//     in the product   n = d + Bᵀ n            consumed on the way   n = d + (B/y)ᵀ n
// Without cycles the solve is one pass in topological order. Masses are double, in kg; values exact Decimals.
//
// Nested inputs. A magnet inside a motor and the alloy inside that magnet are both inputs of the motor, but
// the magnet's value already holds the alloy's. Hence
//   – rows with inside = false are what went into the part directly: they are disjoint and may be added;
//   – a row with inside = true lies within another row and repeats part of its value: count it or its outer
//   one.
// One part may have both kinds of row. value_share.h counts along every path the outermost part that counts,
// so nothing is counted twice.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bom/bill.h"

namespace countervail {

/// Whether an input counts at what was paid for it, or at the market price of its elements.
enum class ValueBasis { transaction, market };

/// The law leaves open which value of an input counts; these are the readings, the first of each the default.
struct ValueOptions {
    ValueBasis basis = ValueBasis::transaction;
    /// With basis market: money of the bill's currency per kg of the element. A part that states contents
    /// (not one whose contents come from parts inside it) counts at Σ mass × price of the elements named
    /// here; every other part keeps its transaction value. The denominator is always the part's own
    /// transaction value.
    std::vector<std::pair<std::string, Decimal>> prices;
    /// Count what was consumed (quantity / yield, rounded at the twelfth place) instead of what is contained.
    bool consumed = false;
};

/// Mass of one element from one origin in one unit of a part.
struct ElementMass {
    int element = 0;          ///< index into Bill::elements
    std::string_view origin;  ///< of the part that states the element; empty: unknown
    double in_product = 0;    ///< kg
    double consumed = 0;      ///< kg, scrap included
};

/// One part inside another. Item, origin and classifications stand in the bill's part.
struct BillInput {
    int part = 0;
    Decimal amount;                ///< units of it per unit of what holds it
    std::optional<Decimal> value;  ///< amount × value per unit; empty when the bill states none
    bool inside = false;           ///< lies within another input
};

/// Inputs of one item, origin and classification, added up.
struct InputGroup {
    std::string item, origin;  ///< empty: unknown
    std::vector<std::string> classifications;
    Decimal value;
    int unvalued = 0;     ///< inputs among them whose value is unknown
    bool inside = false;  ///< never mixed with those that are not
};
/// By inside, item, origin, classification: what went in directly comes first and may be added up.
std::vector<InputGroup> group_inputs(const Bill& bill, const std::vector<BillInput>& inputs);

class BillContent {
  public:
    /// `bill` must outlive this.
    explicit BillContent(const Bill& bill, const ValueOptions& options = {});
    explicit BillContent(Bill&& bill, const ValueOptions& options = {}) = delete;

    const Bill& bill() const { return bill_; }
    /// n of every part per unit of `part` (itself 1), in the product or consumed.
    std::vector<double> amounts(int part, bool consumed) const;
    /// By element, then origin.
    std::vector<ElementMass> masses(int part) const;
    /// Every part inside `part`, in the bill's order of ids; direct rows before nested ones of the same part.
    std::vector<BillInput> inputs(int part) const;
    /// What one unit of the part counts for as an input, by the options.
    const std::optional<Decimal>& input_value(int part) const {
        return values_[static_cast<std::size_t>(part)];
    }
    /// Quantity that counts of the bill's use `use`, by the options.
    Decimal quantity(int use) const {
        return quantities_.empty() ? bill_.uses[static_cast<std::size_t>(use)].quantity
                                   : quantities_[static_cast<std::size_t>(use)];
    }
    /// Where a part stands in Bill::order.
    int position(int part) const { return position_[static_cast<std::size_t>(part)]; }

  private:
    const Bill& bill_;
    std::vector<std::optional<Decimal>> values_;
    std::vector<Decimal> quantities_;  // empty unless consumed
    std::vector<int> position_;
};

}  // namespace countervail
