// SPDX-License-Identifier: Apache-2.0
// Rows that contradict each other: two for one owner, entity and kind on one day; known shares above 100 %.
#include <algorithm>
#include <map>
#include <tuple>

#include "parties/holdings_readers.h"

namespace countervail {

namespace {

using Rows = std::vector<const Holding*>;

std::string quoted(const Holdings& holdings, int id) { return "\"" + std::string(holdings.names().name(id)) + "\""; }

std::string line_text(const Holdings& holdings, const Holding& row, const Holding& beside) {
    const std::string line = "line " + std::to_string(row.line);
    return row.file == beside.file ? line : holdings.place(row).file + " " + line;
}

void check_self_holdings(const Holdings& holdings, Errors& errors) {
    for (const Holding& row : holdings.rows()) {
        if (row.owner != row.owned) continue;
        errors.push_back({holdings.place(row), quoted(holdings, row.owner) + " holds itself",
                          "leave the row out, and state the shares of the others in what is left"});
    }
}

/// `rows` of one entity, sorted by kind, owner and first day.
void check_repeated(const Holdings& holdings, const Rows& rows, Errors& errors) {
    const Holding* longest = nullptr;   // of those before with the same owner and kind, the one that ends last
    for (const Holding* row : rows) {
        if (longest == nullptr || longest->owner != row->owner || longest->kind != row->kind) {
            longest = row;
            continue;
        }
        if (row->from < longest->until) {
            const bool row_is_later = std::tie(longest->file, longest->line) <= std::tie(row->file, row->line);
            const Holding& later = row_is_later ? *row : *longest;
            const Holding& earlier = row_is_later ? *longest : *row;
            const bool same = earlier.share == later.share && earlier.from == later.from && earlier.until == later.until;
            errors.push_back({holdings.place(later),
                              std::string(same ? "repeats " : "states for days of its own what is stated by ") +
                                  line_text(holdings, earlier, later) + ": " + quoted(holdings, row->owner) + " in " +
                                  quoted(holdings, row->owned),
                              same ? "leave one of the rows out"
                                   : "end the earlier row with a date in until, or add two blocks up in one row"});
        }
        if (row->until > longest->until) longest = row;
    }
}

void report_sum(const Holdings& holdings, const Rows& rows, Date day, std::int64_t sum, Errors& errors) {
    std::vector<const Holding*> held;
    for (const Holding* row : rows) {
        if (row->kind == HoldingKind::equity && row->on(day)) held.push_back(row);
    }
    std::sort(held.begin(), held.end(), [](const Holding* a, const Holding* b) {
        return std::tie(a->file, a->line) < std::tie(b->file, b->line);
    });
    const Holding& last = *held.back();
    std::string lines;
    for (std::size_t i = 0; i < held.size() && i < 8; ++i) lines += (i > 0 ? ", " : "") + line_text(holdings, *held[i], last);
    if (held.size() > 8) lines += " and " + std::to_string(held.size() - 8) + " more";
    const std::string when = day == kHeldSinceEver ? std::string() : " on " + day.to_text();
    errors.push_back({holdings.place(last),
                      "known shares in " + quoted(holdings, last.owned) + " come to " +
                          percent_text(Share::decimal_of_units(sum)) + when + " (" + lines + ")",
                      "shares are direct and of one whole: leave out indirect holdings, and end those that were sold"});
}

/// The sum over time changes only where a row begins or ends; the first day above the whole is reported.
void check_sum(const Holdings& holdings, const Rows& rows, Errors& errors) {
    std::int64_t all = 0;
    for (const Holding* row : rows) all += row->share.at_least.units();
    if (all <= Share::kWholeUnits) return;
    std::map<Date, std::int64_t> change;
    for (const Holding* row : rows) {
        change[row->from] += row->share.at_least.units();
        change[row->until] -= row->share.at_least.units();
    }
    std::int64_t sum = 0;
    for (const auto& [day, by] : change) {
        sum += by;
        if (sum > Share::kWholeUnits) return report_sum(holdings, rows, day, sum, errors);
    }
}

}  // namespace

void check_holdings(const Holdings& holdings, Errors& errors) {
    check_self_holdings(holdings, errors);
    // Rows by entity: a counting sort, so that millions of rows need no comparison across entities.
    const std::size_t entities = static_cast<std::size_t>(holdings.names().size());
    std::vector<std::size_t> begin(entities + 1, 0);
    for (const Holding& row : holdings.rows()) ++begin[static_cast<std::size_t>(row.owned) + 1];
    for (std::size_t i = 0; i < entities; ++i) begin[i + 1] += begin[i];
    std::vector<const Holding*> sorted(holdings.rows().size());
    std::vector<std::size_t> next(begin.begin(), begin.end() - 1);
    for (const Holding& row : holdings.rows()) sorted[next[static_cast<std::size_t>(row.owned)]++] = &row;
    Errors found;
    Rows rows;
    for (std::size_t entity = 0; entity < entities; ++entity) {
        rows.assign(sorted.begin() + static_cast<std::ptrdiff_t>(begin[entity]),
                    sorted.begin() + static_cast<std::ptrdiff_t>(begin[entity + 1]));
        std::sort(rows.begin(), rows.end(), [](const Holding* a, const Holding* b) {
            return std::tie(a->kind, a->owner, a->from, a->file, a->line) < std::tie(b->kind, b->owner, b->from, b->file, b->line);
        });
        check_repeated(holdings, rows, found);
        check_sum(holdings, rows, found);
    }
    std::stable_sort(found.begin(), found.end(), [](const Error& a, const Error& b) {
        return std::tie(a.where.file, a.where.line) < std::tie(b.where.file, b.where.line);
    });
    append(errors, std::move(found));
}

}  // namespace countervail
