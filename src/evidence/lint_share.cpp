// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.h"
#include "evidence/lint_rules.h"

namespace countervail {

namespace {

// Published shares are rounded to a whole percent; a dozen of them can add up to a little more than 100.
constexpr double kRounding = 0.02;

bool names_a_share(const Statement& statement) {
    const std::vector<std::string> words = split(statement.quantity, '-');
    return statement.unit.dimension() == "share" &&
           std::find(words.begin(), words.end(), "share") != words.end();
}

std::string group_key(const Statement& statement, const std::string& over) {
    const auto unless = [&](const char* axis, const std::string& text) {
        return over == axis ? std::string() : text;
    };
    const std::string table =
        over == "item" ? statement.id.substr(0, statement.id.rfind('.')) : std::string();
    return join({table, unless("item", statement.item), unless("place", statement.place),
                 unless("partner", statement.partner), unless("use", statement.use), statement.period_text,
                 statement.source, statement.vintage, join(statement.unit.basis(), " ")},
                "|");
}

const std::string& member(const Statement& statement, const std::string& over) {
    if (over == "item") return statement.item;
    if (over == "place") return statement.place;
    return over == "partner" ? statement.partner : statement.use;
}

}  // namespace

void check_share_over_one(const LintRun& run) {
    for (const Statement& statement : run.ledger.statements()) {
        const double share = statement.value * statement.unit.factor();
        if (!names_a_share(statement) || (share >= 0 && share <= 1)) continue;
        run.report(statement, "is a share of " + readable_number(100 * share) + " %",
                   "check the value and whether the unit is \"%\" or \"share\"");
    }
}

void check_month_of_year(const LintRun& run) {
    constexpr double kLast = 12;
    for (const Statement& statement : run.ledger.statements()) {
        const bool month = statement.value >= 1 && statement.value <= kLast && statement.value == std::floor(statement.value);
        if (!statement.quantity.ends_with("-month") || month) continue;
        run.report(statement, readable_number(statement.value) + " is no month of the year", "give a whole number from 1 for January to 12 for December");
    }
}

void check_whole(const LintRun& run) {
    for (const Whole& whole : run.settings.wholes) {
        std::map<std::string, std::map<std::string, const Statement*>> groups;
        for (const Statement& statement : run.ledger.statements()) {
            const auto& aggregates = run.settings.aggregates;
            const std::string& part = member(statement, whole.over);
            if (statement.unit.dimension() != "share" ||
                !matches_pattern(whole.quantity, statement.quantity) ||
                !lets_through(whole.items, statement.item) || part.empty() ||
                std::find(aggregates.begin(), aggregates.end(), part) != aggregates.end()) {
                continue;
            }
            groups[statement.quantity + "|" + group_key(statement, whole.over)].emplace(part, &statement);
        }
        for (const auto& [key, parts] : groups) {
            double sum = 0;
            for (const auto& [part, statement] : parts) sum += statement->value * statement->unit.factor();
            if (sum <= 1 + kRounding) continue;
            const auto largest =
                std::max_element(parts.begin(), parts.end(), [](const auto& a, const auto& b) {
                    return a.second->value * a.second->unit.factor() <
                           b.second->value * b.second->unit.factor();
                });
            run.report(*largest->second,
                       "and " + std::to_string(parts.size() - 1) + " more shares over " + whole.over +
                           " add up to " + readable_number(100 * sum) + " %",
                       "one of them is of another whole or another basis");
        }
    }
}

}  // namespace countervail
