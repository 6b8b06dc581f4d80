// SPDX-License-Identifier: Apache-2.0
#include "controls/rules_tables.h"

#include <algorithm>

#include "base/text.h"

namespace countervail {

namespace {

std::vector<Column> clause_columns() {
    return {{"clause", "", "Act and clause"},
            {"status", "", "How the clause stands on the day"},
            {"in force", "", "First day by its own text, and the last where it names one"},
            {"next", "", "The suspension that holds it, and the day it bites again"},
            {"items", "", "Item ids and patterns"},
            {"lane", "", "Origin, exporter, destination, end use"},
            {"requirement", "", "free, licence, prohibited, or the additional duty"},
            {"policy", "", "How an application is judged"},
            {"source", "", "Publisher and address of the text"}};
}

std::string places(std::string_view word, const std::vector<std::string>& only, const std::vector<std::string>& except) {
    if (only.empty() && except.empty()) return {};
    std::string text(word);
    if (!only.empty()) text += " " + join(only, " ");
    if (!except.empty()) text += " not " + join(except, " ");
    return text;
}

std::string lane_of(const Act& act, const Clause& clause) {
    const Reach& reach = clause.reach;
    std::vector<std::string> parts = {places("made in", reach.origins, reach.origins_except),
                                      places("from", reach.exporters, reach.exporters_except),
                                      places("to", reach.destinations, reach.destinations_except),
                                      reach.foreign_made ? "made outside " + act.issuer : "",
                                      reach.technology_origin.empty() ? "" : "technology of " + reach.technology_origin,
                                      places("for", clause.end_use_classes, {}), places("users on", clause.end_users, {})};
    if (reach.content_threshold) {
        parts.push_back(reach.content_origin + " content " + (reach.content_more_than ? "above " : "at least ") +
                        (*reach.content_threshold * Decimal(100)).to_text() + " %");
    }
    std::erase(parts, "");
    return parts.empty() ? "any" : join(parts, "; ");
}

std::string demand_of(const Act& act, const Clause& clause) {
    if (act.form == "tariff") return "duty " + readable_number(clause.tariff * 100) + " %";
    return act.form == "general-licence" ? "general licence" : to_text(clause.requirement);
}

std::string source_of(const Act& act, const Clause& clause) {
    std::vector<std::string> texts;
    for (const ActSource& source : act.sources) {
        const bool cited = clause.sources.empty() ||
                           std::find(clause.sources.begin(), clause.sources.end(), source.key) != clause.sources.end();
        if (cited) texts.push_back(source.by + ", " + source.address);
    }
    return join(texts, "; ");
}

std::string next_of(const Standing& standing) {
    std::string text = standing.suspended_by.empty() ? "" : "suspended by " + standing.suspended_by;
    if (standing.resumes_on) text += (text.empty() ? "from " : "; bites from ") + standing.resumes_on->to_text();
    return text;
}

std::vector<Cell> row(const Regime& regime, const Act& act, const Clause& clause, Date on) {
    const Standing standing = regime.standing(act.id, clause.ref, on).value_or(Standing());
    std::string days = clause.in_force_on.to_text();
    if (clause.until) days += " through " + (*clause.until + -1).to_text();
    return {act.id + "#" + clause.ref, to_text(standing.status), days, next_of(standing), join(clause.items, " "),
            lane_of(act, clause), demand_of(act, clause), to_text(clause.policy), source_of(act, clause)};
}

void cite(Table& table, const Act& act) {
    for (const ActSource& source : act.sources) {
        const std::string text = act.id + ": " + source.by + ", " + source.address;
        if (std::find(table.sources.begin(), table.sources.end(), text) == table.sources.end()) table.sources.push_back(text);
    }
}

bool among(const std::vector<std::string>& only, const std::vector<std::string>& except, std::string_view place) {
    const bool named = only.empty() || std::find(only.begin(), only.end(), place) != only.end();
    return named && std::find(except.begin(), except.end(), place) == except.end();
}

}  // namespace

Table rules_on(const Regime& regime, Date on) {
    Table table{"rules-on", "The law on " + on.to_text() + ", as known on " + regime.known_on().to_text(), clause_columns(), {}, {}};
    for (const Act& act : regime.acts()) {
        for (const Clause& clause : act.clauses) table.add(row(regime, act, clause, on));
        cite(table, act);
    }
    return table;
}

Table rules_between(const Regime& regime, std::string_view a, std::string_view b, Date on) {
    Table table{"rules-between", "The law between " + std::string(a) + " and " + std::string(b) + " on " + on.to_text(),
                clause_columns(), {}, {}};
    table.columns.insert(table.columns.begin(), {"direction", "", "Shipped from, to"});
    for (const auto& [from, to] : {std::pair(a, b), std::pair(b, a)}) {
        for (const Act& act : regime.acts()) {
            for (const Clause& clause : act.clauses) {
                const Reach& reach = clause.reach;
                if (!among(reach.exporters, reach.exporters_except, from)) continue;
                if (!among(reach.destinations, reach.destinations_except, to)) continue;
                std::vector<Cell> cells = row(regime, act, clause, on);
                cells.insert(cells.begin(), std::string(from) + " to " + std::string(to));
                table.add(std::move(cells));
                cite(table, act);
            }
        }
    }
    return table;
}

}  // namespace countervail
