// SPDX-License-Identifier: Apache-2.0
#include "materials/series.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "base/unit.h"

namespace countervail {
namespace {

/// The year in "assume:words.2009"; empty for an id that ends otherwise.
std::optional<int> year_in_id(std::string_view id) {
    const std::size_t dot = id.rfind('.');
    if (dot == std::string_view::npos || id.size() != dot + 5) return std::nullopt;
    int year = 0;
    for (const char c : id.substr(dot + 1)) {
        if (std::isdigit(static_cast<unsigned char>(c)) == 0) return std::nullopt;
        year = 10 * year + (c - '0');
    }
    return year;
}

bool about_as_long(const Interval& a, const Interval& b) { return a.days() <= 2 * b.days() && b.days() <= 2 * a.days(); }

bool same_series(const Statement& a, const Statement& b) {
    return a.quantity == b.quantity && a.item == b.item && a.place == b.place && a.partner == b.partner && a.use == b.use &&
           a.unit.same_basis(b.unit) && b.period && b.label != Label::assumed && about_as_long(*a.period, *b.period);
}

}  // namespace

double year_of(const Statement& statement, int otherwise) {
    if (statement.period) {
        const double middle = 0.5 * (statement.period->from.serial() + statement.period->until.serial());
        const Date new_year(statement.period->from.year(), 1, 1);
        return new_year.year() + (middle - new_year.serial()) / kDaysInYear;
    }
    if (statement.label == Label::assumed) {
        if (const auto year = year_in_id(statement.id)) return *year + 0.5;
    }
    return otherwise + 0.5;
}

std::vector<const Statement*> series_of(const Ledger& ledger, const Statement& statement) {
    std::vector<const Statement*> rows;
    if (statement.label == Label::assumed) {
        const std::string stem = statement.id + ".";
        for (const Statement& other : ledger.statements()) {
            if (other.label == Label::assumed && other.id.starts_with(stem) && other.id.size() == stem.size() + 4 && year_in_id(other.id)) {
                rows.push_back(&other);
            }
        }
        std::sort(rows.begin(), rows.end(), [](const Statement* a, const Statement* b) { return a->id < b->id; });
    } else if (statement.period) {
        for (const Statement& other : ledger.statements()) {
            if (other.id != statement.id && same_series(statement, other)) rows.push_back(&other);
        }
        std::sort(rows.begin(), rows.end(), [&](const Statement* a, const Statement* b) {
            const Date since_a = ledger.public_since(*a), since_b = ledger.public_since(*b);
            if (since_a != since_b) return since_a > since_b;
            return a->label != b->label ? a->label < b->label : a->id < b->id;
        });
    }
    rows.insert(rows.begin(), &statement);
    return rows;
}

}  // namespace countervail
