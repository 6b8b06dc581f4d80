// SPDX-License-Identifier: Apache-2.0
// The rows of a bill, one by one: what each cell says about a part, and that no row contradicts another.
#include <algorithm>

#include "bom/bill_reader.h"
#include "bom/bill_text.h"

namespace countervail {

namespace {

bool blank(std::span<const CellView> row) {
    return std::all_of(row.begin(), row.end(),
                       [](const CellView& cell) { return cell.text.empty(); });
}

}  // namespace

BillReader::BillReader(BillSheet sheet, const BillWords& words)
    : sheet_(std::move(sheet)), words_(words) {
    GridView& table = sheet_.view;
    for (const auto& row : sheet_.grid.rows) {
        for (const GridCell& cell : row) table.cells.push_back({cell.text, cell.line, cell.column});
        table.ends.push_back(table.cells.size());
    }
    for (CellView& cell : table.cells) cell.text = trimmed(cell.text);
    bill_.file = sheet_.grid.file;
    bill_.currency = sheet_.currency;
    fixed_.fill(-1);
}

int BillReader::part_of(const CellView& cell) {
    const std::string_view id = cell.text;
    const auto [at, added] = index_.add(id);
    if (added) {
        BillPart& part = bill_.parts.emplace_back();
        part.id = id;
        part.line = cell.line;
        rows_.emplace_back().first = &cell;
    }
    return at;
}

void BillReader::texts(BillPart& part, PartRows& rows, Row row) {
    const auto take = [&](BillField field, std::string& have) {
        if (const CellView* found = cell(row, field)) {
            merge(have, found->text, part, *found,
                  fixed_bill_names()[static_cast<std::size_t>(field)]);
        }
    };
    take(BillField::name, part.name);
    take(BillField::item, part.item);
    take(BillField::customs_code, part.customs_code);
    take(BillField::supplier, part.supplier);
    if (const CellView* found = cell(row, BillField::element)) {
        merge(rows.element, words_.element(found->text), part, *found, "element");
    }
    free_words(row);
}

void BillReader::free_words(Row row) {
    const auto look = [&](BillField field, auto resembles) {
        const CellView* found = cell(row, field);
        if (found == nullptr) return;
        const std::string_view word = found->text;
        if (!noted_.try_emplace(word, true).second) return;
        const std::string near = resembles(word);
        if (!near.empty())
            note(*found, shown(word) + " is taken as a free word", "did you mean \"" + near + "\"?");
    };
    look(BillField::item, [&](std::string_view word) {
        return words_.item(word) != nullptr ? std::string() : words_.resembles_item(word);
    });
    look(BillField::element, [&](std::string_view word) {
        return word.starts_with("element:") ? std::string() : words_.resembles_element(words_.element(word));
    });
}

bool BillReader::unit(BillPart& part, PartRows& rows, const CellView& cell, const UnitCell& unit) {
    if (!unit.good) return false;
    if (part.unit.empty()) {
        part.unit = unit.own.canonical;
        rows.unit_inverse = unit.own.inverse;
        if (part.unit == "kg") part.mass = Decimal(1);
    } else if (part.unit != unit.own.canonical) {
        problem(cell,
                "part " + shown(part.id) + " is counted in " + unit.own.canonical + " here and in " +
                    part.unit + " in line " + std::to_string(part.line),
                "count a part in pieces or by mass, not both; \"mass kg\" says what a piece weighs");
        return false;
    } else if (rows.unit_inverse != unit.own.inverse) {
        rows.several_units = true;
    }
    return true;
}

void BillReader::origin(BillPart& part, const CellView& cell) {
    const std::string_view place = cell.text;
    if (place == "unknown") return;
    const std::string wrong = words_.wrong_place(place);
    if (wrong.empty())
        merge(part.origin, place, part, cell, "origin");
    else
        problem(cell, "origin " + shown(place) + " " + wrong, words_.place_hint(place));
}

void BillReader::classifications(BillPart& part, const CellView& cell) {
    std::vector<std::string> said;
    constexpr std::string_view kBetween = " ;,";
    const std::string_view text = cell.text;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(kBetween, at), text.size());
        const std::string_view each = text.substr(at, end - at);
        at = end + 1;
        if (each.empty()) continue;
        const bool shaped = each.size() > 4 && each[3] == ':' && three_capitals(each.substr(0, 3));
        if (!shaped) {
            problem(cell, "classification " + shown(each) + " does not say by whom",
                    "write the place and its code: USA:EAR99, several with a blank between");
            return;
        }
        said.emplace_back(each);
    }
    std::sort(said.begin(), said.end());
    said.erase(std::unique(said.begin(), said.end()), said.end());
    if (part.classifications.empty())
        part.classifications = std::move(said);
    else if (part.classifications != said) {
        problem(cell,
                "part " + shown(part.id) + " is classified otherwise in line " + std::to_string(part.line),
                "classify a part once or the same each time");
    }
}

void BillReader::value(BillPart& part, Row row, const UnitCell& unit) {
    const CellView* const currency = cell(row, BillField::currency);
    const MoneyCell& money = money_cell(currency);
    if (!money.good) return;
    if (!money.currency.empty()) {
        if (bill_.currency.empty())
            bill_.currency = money.currency, currency_cell_ = currency;
        else if (bill_.currency != money.currency) {
            problem(*currency,
                    "is in " + money.currency + ", but " +
                        (currency_cell_ == nullptr ? "the file"
                                                   : "line " + std::to_string(currency_cell_->line)) +
                        " in " + bill_.currency,
                    "convert every value to one currency at the rate of the valuation day");
        }
    }
    const CellView* const found = cell(row, BillField::unit_value);
    if (found == nullptr) return;
    const auto value = number(*found, "unit_value");
    if (!value) return;
    const AmountUnit& per = money.per.canonical.empty() ? unit.own : money.per;
    if (per.canonical != unit.own.canonical) {
        problem(*currency,
                "values a part by the " + per.canonical + " that is counted by the " + unit.own.canonical,
                "write the value per " + unit.own.canonical);
        return;
    }
    merge(part.unit_value, scaled(*value, per.inverse), part, *found, "unit_value");
}

void BillReader::masses(BillPart& part, PartRows& rows, Row row, const UnitCell& unit) {
    for (const auto& [at, column] : others_) {
        if (static_cast<std::size_t>(at) >= row.size()) continue;
        const CellView& found = row[static_cast<std::size_t>(at)];
        const std::string_view text = found.text;
        if (text.empty()) continue;
        if (column.field == BillField::info) {
            const auto number = std::find(bill_.info_columns.begin(), bill_.info_columns.end(), column.word) -
                                bill_.info_columns.begin();
            const auto same = std::find_if(part.info.begin(), part.info.end(),
                                           [&](const auto& each) { return each.first == number; });
            if (same == part.info.end())
                part.info.emplace_back(static_cast<int>(number), text);
            else
                merge(same->second, text, part, found, "info." + column.word);
            continue;
        }
        const auto value =
            number(found, sheet_.view.row(0)[static_cast<std::size_t>(at)].text);
        if (!value) continue;
        const bool share = column.field == BillField::content_share;
        const Decimal amount = share ? *value * column.factor : *value * column.factor * unit.own.inverse;
        if (share && amount > Decimal(1)) {
            problem(found, column.word + " is more than 100 % of the part",
                    "write the share of the part's mass in per cent");
        } else if (column.field == BillField::mass) {
            if (amount.is_zero())
                problem(found, "a mass of nothing", "leave the cell empty when the mass is unknown");
            else
                merge(part.mass, amount, part, found, "mass");
        } else if (!amount.is_zero()) {
            rows.contents.push_back({column.word, amount, share, &found});
        }
    }
}

void BillReader::use(int child, Row row, const UnitCell& unit) {
    const CellView* const parent = cell(row, BillField::parent);
    const CellView* const quantity = cell(row, BillField::quantity);
    const CellView* const yield = cell(row, BillField::yield);
    const CellView& part = *cell(row, BillField::part);
    NamedUse use{child, {}, 1, 1, &unit.per, parent};
    if (quantity != nullptr) {
        const auto value = number(*quantity, "quantity");
        if (!value) return;
        use.quantity = *value;
        if (parent != nullptr) use.quantity = scaled(use.quantity, unit.own.factor);
        if (use.quantity.is_zero()) {
            problem(*quantity,
                    "quantity " + shown(quantity->text) +
                        " is not positive, or is below 1e-12 of a unit",
                    "remove the line, or use a larger unit");
            return;
        }
    } else if (parent != nullptr) {
        problem(part, "part " + shown(part.text) + " has no quantity",
                "say how much of it goes into one unit of its parent");
        return;
    }
    if (yield != nullptr) {
        const auto value = number(*yield, "yield");
        if (!value) return;
        use.yield = *value;
        if (use.yield.is_zero() || use.yield > Decimal(1)) {
            problem(*yield, "yield " + shown(yield->text) + " is not above 0 and at most 1",
                    "write the share of the input that ends up in the product: 0.85");
            return;
        }
    }
    if (parent != nullptr) {
        use.parent = parent->text;
        uses_.push_back(use);
    } else {
        articles_.push_back(&part);
        if (use.quantity != Decimal(1) || use.yield != Decimal(1)) {
            problem(quantity != nullptr ? *quantity : *yield,
                    "the article itself has a quantity or yield other than 1",
                    "describe one unit of the article; an order's size belongs to the order");
        }
    }
}

void BillReader::row(Row row) {
    const std::size_t columns = sheet_.view.row(0).size();
    const bool longer =
        std::any_of(row.begin() + static_cast<std::ptrdiff_t>(std::min(row.size(), columns)), row.end(),
                    [](const CellView& each) { return !each.text.empty(); });
    if (longer || (row.size() != columns && !sheet_.ragged)) {
        problem(row.front(),
                "has " + std::to_string(row.size()) + " cells where the header has " +
                    std::to_string(columns) + " columns",
                "give every row one cell per column; quote a cell that holds a comma");
        return;
    }
    for (const std::size_t at : nameless_) {
        if (at < row.size() && !row[at].text.empty())
            problem(row[at], "stands under no column name",
                    "name the column; one of your own begins with \"info.\"");
    }
    const CellView* const named = cell(row, BillField::part);
    if (named == nullptr) {
        problem(row.front(), "the line names no part", "give every line the id of its part");
        return;
    }
    const auto at = static_cast<std::size_t>(part_of(*named));
    BillPart& part = bill_.parts[at];
    texts(part, rows_[at], row);
    if (const CellView* found = cell(row, BillField::origin)) origin(part, *found);
    if (const CellView* found = cell(row, BillField::classification)) classifications(part, *found);
    const CellView* const unit_at = cell(row, BillField::unit);
    const UnitCell& read = unit_cell(unit_at);
    if (!unit(part, rows_[at], unit_at == nullptr ? *named : *unit_at, read)) return;
    value(part, row, read);
    masses(part, rows_[at], row, read);
    use(static_cast<int>(at), row, read);
}

Result<Bill> BillReader::read() {
    if (sheet_.view.ends.size() < 2)
        return fail({bill_.file, 1, 1}, "has no lines",
                    "write a header and one line per part; docs/formats/bom.md has the columns");
    if (!bill_.currency.empty() && !three_capitals(bill_.currency))
        problem(1, "currency " + shown(bill_.currency) + " is no currency",
                "write a code of three capital letters: USD");
    header();
    if (!errors_.empty())
        return std::unexpected(std::move(errors_));  // without its columns no row can be judged
    const std::size_t lines = sheet_.view.ends.size() - 1;
    bill_.parts.reserve(lines);
    rows_.reserve(lines);
    index_.reserve(lines);
    uses_.reserve(lines);
    for (std::size_t i = 1; i <= lines && !full(); ++i) {
        if (const Row cells = sheet_.view.row(i); !blank(cells)) row(cells);
    }
    if (bill_.parts.empty() && errors_.empty())
        return fail({bill_.file, 1, 1}, "has no lines", "write one line per part");
    for (const BillPart& part : bill_.parts) {
        if (part.unit_value && bill_.currency.empty()) {
            problem(part.line, "has a unit_value without a currency", "add the column currency: USD");
            break;
        }
    }
    find_article();
    resolve_uses();
    resolve_contents();
    sort_parts();
    order_parts();
    if (errors_.empty()) check_masses();
    if (errors_.empty()) check_sizes();
    if (!errors_.empty()) return std::unexpected(std::move(errors_));
    return std::move(bill_);
}

}  // namespace countervail
