// SPDX-License-Identifier: Apache-2.0
// What the columns of a bill of materials mean: fixed names ("Unit value" and "unit_value" are one), masses
// of elements ("kg Dy", "dysprosium %", "g element:cobalt"), the mass of a part ("mass kg"), and "info.…" for
// the rest.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/decimal.h"
#include "base/error.h"
#include "bom/bill.h"

namespace countervail {

enum class BillField : int {
    part,
    parent,
    name,
    item,
    element,
    customs_code,
    quantity,
    unit,
    yield,
    unit_value,
    currency,
    origin,
    supplier,
    classification,
    mass,
    content_mass,
    content_share,
    info,
    unknown
};
inline constexpr int kFixedBillFields = static_cast<int>(BillField::mass);

/// The fixed names, in the order of BillField.
const std::vector<std::string>& fixed_bill_names();
/// Whether a TOML key of this field holds a number.
bool is_number(BillField field);

struct BillColumn {
    BillField field = BillField::unknown;
    std::string word;    ///< the element's id, or the name behind "info."
    Decimal factor = 1;  ///< to kg, or to a share of 1
};

/// A unit of amount: "piece", "kg" or a free word, with the factor that turns a figure into it.
struct AmountUnit {
    std::string canonical;
    Decimal factor = 1;
    Decimal inverse = 1;  ///< exact: every unit is a power of ten of its canonical one
};
/// "pcs", "each", "g", "metre" …; empty is pieces. Fails on bases ("kg oxide"), time, money and shares.
Result<AmountUnit> parse_amount_unit(std::string_view text);

class BillWords {
  public:
    explicit BillWords(const BillOptions& options);

    BillColumn column(std::string_view header) const;
    /// What may have been meant by an unknown header.
    std::string hint(std::string_view header) const;
    /// Id of an element: by id, symbol, or "element:word"; any other word stands for itself.
    std::string element(std::string_view word) const;
    /// The catalogue's item; null for a free word.
    const Item* item(std::string_view id) const;
    const std::string& element_id(int catalogue_index) const;
    /// A known item or element that a free word resembles; empty when none.
    std::string resembles_item(std::string_view word) const;
    std::string resembles_element(std::string_view word) const;
    /// Empty when the place is well-formed and known; else what is wrong with it.
    std::string wrong_place(std::string_view place) const;
    std::string place_hint(std::string_view place) const;

  private:
    std::optional<std::string> known_element(std::string_view word) const;

    const Catalogue* catalogue_;
    std::vector<std::string> places_;  // sorted
    std::unordered_map<std::string_view, const Item*> items_;
};

}  // namespace countervail
