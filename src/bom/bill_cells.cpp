// SPDX-License-Identifier: Apache-2.0
// The header of a bill and the cells under it: figures, units and currencies, and what two rows say of one
// part.
#include <algorithm>

#include "base/text.h"
#include "bom/bill_reader.h"
#include "bom/bill_text.h"

namespace countervail {

namespace {

constexpr std::size_t kMaximumProblems = 200;
constexpr std::size_t kLongestUnit = 60;
const Decimal kMost =
    1'000'000'000'000'000LL;  // of any figure: a million tonnes in grams, the money of the world

/// Decimal figures are taken as written; those with more than twelve places (1/3 in a workbook) as nearest.
std::optional<Decimal> figure(std::string_view text) {
    if (const auto exact = Decimal::parse(text)) return exact;
    const auto number = parse_number(text);
    if (!number) return std::nullopt;
    return Decimal::from_double(*number);
}

}  // namespace

bool BillReader::full() const { return errors_.size() >= kMaximumProblems; }

void BillReader::problem(const CellView& cell, std::string what, std::string hint) {
    if (!full()) errors_.push_back({place(cell), std::move(what), std::move(hint)});
}

void BillReader::problem(int line, std::string what, std::string hint) {
    if (!full()) errors_.push_back({{bill_.file, line, 1}, std::move(what), std::move(hint)});
}

void BillReader::note(const CellView& cell, std::string what, std::string hint) {
    if (bill_.notes.size() < kMaximumProblems)
        bill_.notes.push_back({place(cell), std::move(what), std::move(hint)});
}

const CellView* BillReader::cell(Row row, BillField field) const {
    const int at = fixed_[static_cast<std::size_t>(field)];
    if (static_cast<std::size_t>(at) >= row.size()) return nullptr;  // also when the column is absent
    const CellView& found = row[static_cast<std::size_t>(at)];
    return found.text.empty() ? nullptr : &found;
}

std::optional<Decimal> BillReader::number(const CellView& cell, std::string_view name) {
    const std::string_view text = cell.text;
    const auto value = figure(text);
    if (!value) {
        problem(cell, std::string(name) + " " + shown(text) + " is no number",
                "write digits with '.' before decimals and no thousands marks: 1200.5");
    } else if (*value < Decimal() || *value > kMost) {
        problem(cell,
                std::string(name) + " " + shown(text) +
                    (*value > kMost ? " is larger than 1e15" : " is negative"),
                "check the figure and its unit");
    } else {
        return value;
    }
    return std::nullopt;
}

void BillReader::header() {
    const Row names = sheet_.view.row(0);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string_view name = names[i].text;
        const bool trailing = name.empty() && sheet_.ragged;
        if (trailing) {
            nameless_.push_back(i);
            continue;
        }
        BillColumn column = words_.column(name);
        const auto same = [&](const auto& other) {
            return other.second.field == column.field && other.second.word == column.word;
        };
        if (column.field == BillField::unknown) {
            problem(names[i], "unknown column " + shown(name), words_.hint(name));
        } else if (static_cast<int>(column.field) < kFixedBillFields) {
            int& at = fixed_[static_cast<std::size_t>(column.field)];
            if (at >= 0) problem(names[i], "column " + shown(name) + " stands twice", "remove one of them");
            at = static_cast<int>(i);
        } else if (std::any_of(others_.begin(), others_.end(), same)) {
            problem(names[i], "column " + shown(name) + " says again what another column says",
                    "remove one of them");
        } else {
            if (column.field == BillField::info) bill_.info_columns.push_back(column.word);
            others_.emplace_back(static_cast<int>(i), std::move(column));
        }
    }
    if (fixed_[static_cast<std::size_t>(BillField::part)] < 0)
        problem(names.front(), "column \"part\" is missing", "add it: the name of each part");
    if (fixed_[static_cast<std::size_t>(BillField::parent)] < 0 && sheet_.view.ends.size() > 2) {
        problem(names.front(), "column \"parent\" is missing",
                "add it: the part that each line goes into, empty for the article itself");
    }
}

const BillReader::UnitCell& BillReader::unit_cell(const CellView* cell) {
    const std::string_view text = cell == nullptr ? std::string_view() : cell->text;
    if (last_unit_ != nullptr && last_unit_->first == text) return last_unit_->second;
    const auto [at, added] = units_.try_emplace(text);
    last_unit_ = &*at;
    if (!added) return at->second;
    const std::size_t slash = text.find('/');
    if (text.size() > kLongestUnit) {
        at->second.good = false;
        problem(*cell, "unit " + shown(text) + " is no unit", "write pieces, kg, g, t, or g/kg");
        return at->second;
    }
    const auto read = [&](std::string_view side, AmountUnit& unit) {
        auto parsed = parse_amount_unit(trimmed(side));
        if (parsed) {
            unit = std::move(*parsed);
            const bool free = unit.canonical != "piece" && unit.canonical != "kg";
            if (free)
                note(*cell, shown(unit.canonical) + " is taken as a free unit",
                     "known: pieces, g, kg, t, kt");
        } else {
            at->second.good = false;
            problem(*cell, parsed.error().front().what, parsed.error().front().hint);
        }
    };
    read(text.substr(0, slash), at->second.own);
    if (slash != std::string_view::npos)
        read(text.substr(slash + 1), at->second.per);
    else
        at->second.per.canonical.clear();
    return at->second;
}

const BillReader::MoneyCell& BillReader::money_cell(const CellView* cell) {
    const std::string_view text = cell == nullptr ? std::string_view() : cell->text;
    if (last_money_ != nullptr && last_money_->first == text) return last_money_->second;
    const auto [at, added] = moneys_.try_emplace(text);
    last_money_ = &*at;
    MoneyCell& money = at->second;
    if (!added || cell == nullptr) return money;
    const std::size_t slash = text.find('/');
    money.currency = trimmed(text.substr(0, slash));
    if (!three_capitals(money.currency) || text.size() > kLongestUnit) {
        money.good = false;
        problem(*cell, shown(text) + " is no currency",
                "write a code of three capital letters, USD, or USD/kg");
        return money;
    }
    if (slash != std::string_view::npos) {
        auto per = parse_amount_unit(trimmed(text.substr(slash + 1)));
        if (per)
            money.per = std::move(*per);
        else
            money.good = false, problem(*cell, per.error().front().what, per.error().front().hint);
    } else {
        money.per.canonical.clear();
    }
    return money;
}

void BillReader::merge(std::string& have, std::string_view said, const BillPart& part, const CellView& cell,
                       std::string_view name) {
    if (have.empty()) {
        have = said;
    } else if (have != said) {
        problem(cell,
                "part " + shown(part.id) + " has " + std::string(name) + " " + shown(said) + " here and " +
                    shown(have) + " in line " + std::to_string(part.line),
                "a part is one thing: say it once or the same each time, or give the other its own id");
    }
}

void BillReader::merge(std::optional<Decimal>& have, Decimal said, const BillPart& part, const CellView& cell,
                       std::string_view name) {
    if (!have) {
        have = said;
    } else if (*have != said) {
        problem(cell,
                "part " + shown(part.id) + " has " + std::string(name) + " " + said.to_text() + " per " +
                    part.unit + " here and " + have->to_text() + " elsewhere",
                "a part is one thing: say it once or the same each time, or give the other its own id");
    }
}

}  // namespace countervail
