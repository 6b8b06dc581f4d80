// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>

#include "base/text.h"
#include "evidence/lint_rules.h"

namespace countervail {

namespace {

// A footnote digit in front or behind makes a number at least about ten times too large (USGS tables).
constexpr double kFusedJump = 5;
constexpr double kFusedFit = 0.25;

using Rows = std::vector<const Statement*>;

std::string subject(const Statement& statement) {
    return join({statement.quantity, statement.item, statement.place, statement.partner, statement.use}, "|");
}

std::string measure(const Unit& unit) { return unit.dimension() + "|" + join(unit.basis(), " "); }

template <class Key>
std::map<std::string, Rows> group(const Ledger& ledger, Key key) {
    std::map<std::string, Rows> groups;
    for (const Statement& statement : ledger.statements()) {
        if (statement.label != Label::assumed) groups[key(statement)].push_back(&statement);
    }
    return groups;
}

std::map<std::string, Rows> cells(const Ledger& ledger) {
    return group(ledger, [](const Statement& statement) {
        return subject(statement) + "|" + statement.period_text + "|" + measure(statement.unit);
    });
}

std::string publisher(const Ledger& ledger, const Statement& statement) {
    const Source* source = ledger.source(statement.source);
    return source == nullptr ? std::string() : source->publisher;
}

/// "year-end", "average" or empty.
std::string timing(const Statement& statement) {
    for (const char* word : {"year-end", "average"}) {
        if (statement.unit.has_basis(word)) return word;
    }
    return {};
}

double canonical(const Statement& statement) { return statement.value * statement.unit.factor(); }

/// The values of the (at most four) rows nearest in time.
std::vector<double> neighbours(const Rows& series, const Statement& statement) {
    Rows others;
    for (const Statement* other : series) {
        if (other != &statement) others.push_back(other);
    }
    const auto distance = [&](const Statement* other) {
        return std::abs(other->period->from - statement.period->from);
    };
    std::stable_sort(others.begin(), others.end(),
                     [&](auto* a, auto* b) { return distance(a) < distance(b); });
    if (others.size() > 4) others.resize(4);
    std::vector<double> values;
    for (const Statement* other : others) values.push_back(canonical(*other));
    std::sort(values.begin(), values.end());
    return values;
}

/// The printed number without its first and without its last digit.
std::array<double, 2> with_one_digit_less(double value) {
    const double leading = std::pow(10.0, std::floor(std::log10(value)));
    return {std::fmod(value, leading), std::floor(value / 10)};
}

}  // namespace

void check_joined_prices(const LintRun& run) {
    const auto series = group(run.ledger, [](const Statement& statement) {
        return subject(statement) + "|" + statement.source + "|" + statement.vintage + "|" +
               statement.unit.dimension();
    });
    for (const auto& [key, rows] : series) {
        for (const Statement* row : rows) {
            if (timing(*row).empty() || !row->unit.dimension().starts_with("money")) continue;
            const auto other = std::find_if(rows.begin(), rows.end(), [&](const Statement* candidate) {
                return !timing(*candidate).empty() && timing(*candidate) != timing(*row) &&
                       candidate->period_text > row->period_text;
            });
            if (other == rows.end()) continue;
            run.report(*row,
                       "is on the basis \"" + timing(*row) + "\" and \"" + (*other)->id +
                           "\" continues it on \"" + timing(**other) + "\"",
                       "give the two their own quantity or vintage: they are not one series");
        }
    }
}

// Two rows of one publisher without any edition may be two reports rather than a revision: check_same_cell's.
void check_vintage(const LintRun& run) {
    for (const auto& [key, rows] : cells(run.ledger)) {
        for (const Statement* row : rows) {
            const auto earlier = std::find_if(rows.begin(), rows.end(), [&](const Statement* other) {
                return other->id < row->id && row->period && other->source != row->source &&
                       canonical(*other) != canonical(*row) &&
                       publisher(run.ledger, *other) == publisher(run.ledger, *row) &&
                       other->vintage.empty() + row->vintage.empty() < 2 &&
                       (other->vintage == row->vintage || other->vintage.empty() || row->vintage.empty());
            });
            if (earlier == rows.end()) continue;
            run.report(
                *row,
                "and \"" + (*earlier)->id +
                    "\" are two figures of one publisher for one cell, and their editions are not told apart",
                "fill in vintage in both rows, as in \"MCS 2025\"");
        }
    }
}

void check_same_cell(const LintRun& run) {
    for (const auto& [key, rows] : cells(run.ledger)) {
        for (const Statement* row : rows) {
            const auto twin = std::find_if(rows.begin(), rows.end(), [&](const Statement* other) {
                return other->id < row->id && other->vintage == row->vintage &&
                       publisher(run.ledger, *other) == publisher(run.ledger, *row) &&
                       canonical(*other) != canonical(*row) && (other->note.empty() || row->note.empty());
            });
            if (twin == rows.end()) continue;
            run.report(*row,
                       "and \"" + (*twin)->id +
                           "\" give one cell two values: " + readable_number(row->value) + " and " +
                           readable_number((*twin)->value) + " " + row->unit.text(),
                       "fill in what tells them apart: item, place, partner, use, period, basis, vintage, or "
                       "a note in both rows");
        }
    }
}

void check_rivals(const LintRun& run) {
    for (const auto& [key, rows] : cells(run.ledger)) {
        for (const Statement* a : rows) {
            for (const Statement* b : rows) {
                if (a->id >= b->id || publisher(run.ledger, *a) == publisher(run.ledger, *b)) continue;
                const double scale = b->unit.factor() / a->unit.factor();
                const bool meet = a->low <= b->high * scale && b->low * scale <= a->high;
                const bool told_apart = !a->period || (!a->note.empty() && !b->note.empty());
                const bool labelled = a->label == Label::disputed && b->label == Label::disputed;
                if (meet || told_apart || labelled) continue;
                run.report(*b,
                           "contradicts \"" + a->id + "\": " + readable_number(b->value * scale) +
                               " against " + readable_number(a->value) + " " + a->unit.text(),
                           "label both disputed, or say in note what tells them apart");
            }
        }
    }
}

void check_fused_digit(const LintRun& run) {
    const auto series = group(run.ledger, [](const Statement& statement) {
        return subject(statement) + "|" + measure(statement.unit) +
               (statement.period ? "" : "|timeless|" + statement.id);
    });
    for (const auto& [key, rows] : series) {
        if (rows.size() < 3) continue;
        for (const Statement* row : rows) {
            const std::vector<double> near = neighbours(rows, *row);
            if (first_word_in(row->note, run.settings.looked_at) != nullptr) continue;
            const bool rate = row->unit.dimension() == "share" || row->unit.dimension() == "ratio";
            if (rate || near.size() < 2 || row->value < 10 || canonical(*row) < kFusedJump * near.back())
                continue;
            const double middle = near[near.size() / 2] / row->unit.factor();
            for (const double shorter : with_one_digit_less(row->value)) {
                if (middle <= 0 || std::abs(shorter - middle) > kFusedFit * middle) continue;
                run.report(*row,
                           readable_number(row->value, 12) + " stands among values near " +
                               readable_number(middle) + "; without one digit it is " +
                               readable_number(shorter, 12),
                           "look at the source: a footnote digit may have fused with the number");
                break;
            }
        }
    }
}

}  // namespace countervail
