// SPDX-License-Identifier: Apache-2.0
// Steps of read_bill: rows into parts and uses, then the graph that they form.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bom/bill.h"
#include "bom/bill_columns.h"
#include "bom/bill_sheet.h"

namespace countervail {

class BillReader {
  public:
    BillReader(const BillSheet& sheet, const BillWords& words);
    Result<Bill> read();

  private:
    /// A use whose parent is still a name.
    struct NamedUse {
        int child = 0;
        std::string_view parent;
        Decimal quantity, yield = 1;  // quantity in the child's unit, per `per` of the parent
        AmountUnit per;               // stated in "g/kg"; empty when it is the parent's own unit
        const GridCell* cell = nullptr;
    };
    /// A stated content: kg per unit of the part, or a share of its mass.
    struct Stated {
        std::string_view element;  // of a column, a PartRows or the catalogue
        Decimal amount;
        bool share = false;
        const GridCell* cell = nullptr;
    };
    /// What the rows of one part have said so far.
    struct PartRows {
        Decimal unit_inverse;  // canonical units in one of the first row's, inverted
        bool several_units = false;
        std::string element;  // the part is this element and nothing else
        const GridCell* first = nullptr;
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
    using Row = std::vector<GridCell>;

    void header();
    void row(const Row& row);
    int part_of(const GridCell& cell);
    void texts(BillPart& part, PartRows& rows, const Row& row);
    bool unit(BillPart& part, PartRows& rows, const GridCell& cell, const UnitCell& unit);
    void origin(BillPart& part, const GridCell& cell);
    void classifications(BillPart& part, const GridCell& cell);
    void value(BillPart& part, const Row& row, const UnitCell& unit);
    void masses(BillPart& part, PartRows& rows, const Row& row, const UnitCell& unit);
    void free_words(const Row& row);
    void use(int child, const Row& row, const UnitCell& unit);

    void resolve_uses();
    void find_article();
    void sort_parts();
    void sort_uses();
    void order_parts();
    void name_cycle(const std::vector<int>& waiting);
    void resolve_contents();
    void assume_contents(BillPart& part);
    void check_masses();
    void check_sizes();

    const GridCell* cell(const Row& row, BillField field) const;
    std::optional<Decimal> number(const GridCell& cell, std::string_view name);
    const UnitCell& unit_cell(const GridCell* cell);
    const MoneyCell& money_cell(const GridCell* cell);
    void merge(std::string& have, std::string_view said, const BillPart& part, const GridCell& cell,
               std::string_view name);
    void merge(std::optional<Decimal>& have, Decimal said, const BillPart& part, const GridCell& cell,
               std::string_view name);
    void problem(const GridCell& cell, std::string what, std::string hint);
    void problem(int line, std::string what, std::string hint);
    void note(const GridCell& cell, std::string what, std::string hint);
    bool full() const;

    const BillSheet& sheet_;
    const BillWords& words_;
    Bill bill_;
    Errors errors_;
    std::array<int, kFixedBillFields> fixed_{};       // column of each fixed field, or -1
    std::vector<std::pair<int, BillColumn>> others_;  // mass, content and info columns
    std::vector<std::size_t> nameless_;               // columns of a workbook that must stay empty
    std::vector<PartRows> rows_;                      // beside bill_.parts
    std::unordered_map<std::string_view, int> index_;
    std::vector<NamedUse> uses_;
    std::vector<const GridCell*> articles_;
    std::unordered_map<std::string_view, UnitCell> units_;
    std::unordered_map<std::string_view, MoneyCell> moneys_;
    std::unordered_map<std::string_view, bool> noted_;
    const GridCell* currency_cell_ = nullptr;
};

}  // namespace countervail
