// SPDX-License-Identifier: Apache-2.0
// Steps of read_bill: rows into parts and uses, then the graph that they form.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bom/bill.h"
#include "bom/bill_columns.h"
#include "bom/bill_sheet.h"
#include "bom/name_numbers.h"

namespace countervail {

class BillReader {
  public:
    BillReader(BillSheet sheet, const BillWords& words);
    Result<Bill> read();

  private:
    /// A use whose parent is still a name.
    struct NamedUse {
        int child = 0;
        std::string_view parent;
        Decimal quantity, yield = 1;  // quantity in the child's unit, per `per` of the parent
        const AmountUnit* per;        // stated in "g/kg"; empty when it is the parent's own unit
        const CellView* cell = nullptr;
    };
    /// A stated content: kg per unit of the part, or a share of its mass.
    struct Stated {
        std::string_view element;  // of a column, a PartRows or the catalogue
        Decimal amount;
        bool share = false;
        const CellView* cell = nullptr;
    };
    /// What the rows of one part have said so far.
    struct PartRows {
        Decimal unit_inverse;  // canonical units in one of the first row's, inverted
        bool several_units = false;
        std::string element;  // the part is this element and nothing else
        const CellView* first = nullptr;
        std::vector<Stated> contents;
    };
    struct UnitCell {
        AmountUnit own, per;  // per.canonical empty: not stated
        bool good = true;
    };
    struct MoneyCell {
        std::string currency;
        AmountUnit per;
        bool good = true;
    };
    using Row = std::span<const CellView>;

    void header();
    void row(Row row);
    int part_of(const CellView& cell);
    void texts(BillPart& part, PartRows& rows, Row row);
    bool unit(BillPart& part, PartRows& rows, const CellView& cell, const UnitCell& unit);
    void origin(BillPart& part, const CellView& cell);
    void classifications(BillPart& part, const CellView& cell);
    void value(BillPart& part, Row row, const UnitCell& unit);
    void masses(BillPart& part, PartRows& rows, Row row, const UnitCell& unit);
    void free_words(Row row);
    void use(int child, Row row, const UnitCell& unit);

    void resolve_uses();
    void find_article();
    void sort_parts();
    void sort_uses();
    void order_parts();
    void name_cycle(const std::vector<int>& waiting);
    void resolve_contents();
    void assume_contents(BillPart& part, PartRows& rows);
    void check_masses();
    void check_sizes();

    Place place(const CellView& cell) const { return {bill_.file, cell.line, cell.column}; }
    const CellView* cell(Row row, BillField field) const;
    std::optional<Decimal> number(const CellView& cell, std::string_view name);
    const UnitCell& unit_cell(const CellView* cell);
    const MoneyCell& money_cell(const CellView* cell);
    void merge(std::string& have, std::string_view said, const BillPart& part, const CellView& cell,
               std::string_view name);
    void merge(std::optional<Decimal>& have, Decimal said, const BillPart& part, const CellView& cell,
               std::string_view name);
    void problem(const CellView& cell, std::string what, std::string hint);
    void problem(int line, std::string what, std::string hint);
    void note(const CellView& cell, std::string what, std::string hint);
    bool full() const;

    BillSheet sheet_;  // all rows in its view, without blanks around cells
    const BillWords& words_;
    Bill bill_;
    Errors errors_;
    std::array<int, kFixedBillFields> fixed_{};       // column of each fixed field, or -1
    std::vector<std::pair<int, BillColumn>> others_;  // mass, content and info columns
    std::vector<std::size_t> nameless_;               // columns of a workbook that must stay empty
    std::vector<PartRows> rows_;                      // beside bill_.parts
    NameNumbers index_;
    std::vector<NamedUse> uses_;
    std::vector<const CellView*> articles_;
    std::unordered_map<std::string_view, UnitCell> units_;
    std::unordered_map<std::string_view, MoneyCell> moneys_;
    const std::pair<const std::string_view, UnitCell>* last_unit_ = nullptr;  // rows mostly repeat the one above
    const std::pair<const std::string_view, MoneyCell>* last_money_ = nullptr;
    std::unordered_map<std::string_view, bool> noted_;
    const CellView* currency_cell_ = nullptr;
};

}  // namespace countervail
