// SPDX-License-Identifier: Apache-2.0
// A bill of materials: parts, what each is, and how much of one goes into another. A directed graph without
// cycles: one article at the top, a part may stand in several parents. Read from CSV, xlsx and TOML;
// docs/formats/bom.md has the columns. Knows nothing of law or prices: content.h traces masses and values
// through it, and a company's stocks or revenue can ride along as info columns.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/decimal.h"
#include "base/error.h"
#include "materials/catalogue.h"

namespace countervail {

/// kg of an element in one unit of a part.
struct BillElement {
    int element = 0;  ///< index into Bill::elements
    Decimal mass;
};

/// One thing that is bought or made. "Per unit" is per piece, per kg, or per one of whatever `unit` names.
struct BillPart {
    std::string id;
    std::string name;
    std::string item;  ///< of the catalogue or a free word; may be empty
    std::string customs_code;
    std::string origin;                        ///< ISO3; empty: unknown
    std::string supplier;                      ///< empty: unknown
    std::vector<std::string> classifications;  ///< "USA:3A001", "CHN:1C905.a", sorted
    std::string unit;                          ///< "piece", "kg", or a free word ("metre")
    std::optional<Decimal> unit_value;         ///< money of Bill::currency per unit
    std::optional<Decimal> mass;               ///< kg per unit; 1 when the unit is kg
    std::vector<BillElement> contents;  ///< the part's own, not those of the parts inside it; by element
    bool contents_assumed = false;      ///< from the catalogue's item, because the bill states none
    std::vector<std::pair<int, std::string>> info;  ///< index into Bill::info_columns, text
    int line = 0;                                   ///< of the first row that names the part
};

/// `quantity` units of `child` end up in one unit of `parent`; quantity / yield of it is consumed on the way.
struct BillUse {
    int parent = 0, child = 0;  ///< indices into Bill::parts
    Decimal quantity;
    Decimal yield = 1;  ///< 0 < yield ≤ 1
    int line = 0;
};

struct Bill {
    std::string file;
    std::string currency;               ///< "USD"; empty when no part has a value
    std::vector<std::string> elements;  ///< sorted ids
    std::vector<std::string> info_columns;
    std::vector<BillPart> parts;  ///< sorted by id, so that the order of rows changes nothing
    std::vector<BillUse> uses;    ///< sorted by parent, then child
    std::vector<int> first_use;   ///< uses of parent p: [first_use[p], first_use[p + 1])
    std::vector<int> order;       ///< every part before the parts inside it; order[0] is the article
    int article = 0;
    Errors notes;  ///< doubts that stop nothing, such as a free word close to a known item

    /// Index, or -1.
    int part(std::string_view id) const;
    /// Index into elements, or -1.
    int element(std::string_view id) const;
};

struct BillOptions {
    const Catalogue* catalogue = nullptr;  ///< items and elements by name; null: all words are free
    std::vector<std::string> places;       ///< ISO3 codes that exist; empty: any three capital letters
    std::string sheet;                     ///< of a workbook; empty: "bill", else the first
};

/// `bytes` of a .csv, .toml or .xlsx file; the kind follows from the name, else from the bytes. All problems
/// at once (at most 200), each with its row: unknown columns, missing or ill-formed cells, unknown parents,
/// cycles (named), none or several articles, a part described in two ways, units that do not convert, two
/// currencies, element masses beyond the part's own mass.
Result<Bill> read_bill(std::string_view bytes, std::string file, const BillOptions& options = {});

}  // namespace countervail
