// SPDX-License-Identifier: Apache-2.0
#include "report/run_report_sources.h"

#include <algorithm>

#include "base/text.h"
#include "report/run_report_charts.h"

namespace countervail {

namespace {

std::string plain(std::string word) {
    std::replace_if(
        word.begin(), word.end(), [](char c) { return c == '-' || c == '.' || c == '_'; }, ' ');
    return word;
}

std::string item_name(const World& world, const std::string& id) {
    const int item = world.catalogue.item(id);
    return item < 0 ? plain(id) : world.catalogue.items[static_cast<std::size_t>(item)].name;
}

std::string place_name(const World& world, const Vocabulary& vocabulary, const std::string& id) {
    const int place = world.place(id);
    const std::string name =
        place < 0 ? vocabulary.meaning("place", id) : world.places[static_cast<std::size_t>(place)].name;
    return name.empty() ? id : name;
}

std::string use_name(const World& world, const std::string& id) {
    const int use = world.catalogue.use(id);
    return use < 0 ? plain(id) : world.catalogue.uses[static_cast<std::size_t>(use)].name;
}

/// Ids of the statements table in its order; assumptions or published ones.
std::vector<std::string> ids_of(const RunTables& tables, bool assumptions) {
    std::vector<std::string> ids;
    for (std::size_t row = 0; row < tables.statements.rows.size(); ++row) {
        std::string id = words_at(tables.statements, row, "id");
        if (id.starts_with("assume:") == assumptions) ids.push_back(std::move(id));
    }
    return ids;
}

std::string source_words(const Act& act, const Clause& clause) {
    std::vector<std::string> addresses;
    for (const ActSource& source : act.sources) {
        const bool ours = clause.sources.empty() || std::find(clause.sources.begin(), clause.sources.end(),
                                                              source.key) != clause.sources.end();
        if (ours) addresses.push_back(source.address.empty() ? source.by : source.address);
    }
    return join(addresses, " ");
}

}  // namespace

std::string claim_words(const Statement& statement, const World& world, const Vocabulary& vocabulary) {
    std::string words = plain(statement.quantity);
    const auto add = [&](const std::string& word) {
        if (!word.empty()) words += ", " + word;
    };
    if (!statement.item.empty()) add(item_name(world, statement.item));
    if (!statement.use.empty()) add(use_name(world, statement.use));
    if (!statement.place.empty()) add(place_name(world, vocabulary, statement.place));
    if (!statement.partner.empty()) words += " to " + place_name(world, vocabulary, statement.partner);
    add(statement.period_text);
    add(statement.vintage);
    return words;
}

std::vector<AssumptionEntry> assumption_entries(const RunTables& tables, const Ledger& ledger) {
    std::vector<std::string> ids;
    for (std::size_t row = 0; row < tables.assumptions.rows.size(); ++row)
        ids.push_back(words_at(tables.assumptions, row, "statement"));
    for (std::string& id : ids_of(tables, true)) ids.push_back(std::move(id));
    std::vector<AssumptionEntry> entries;
    std::set<std::string> seen;
    for (const std::string& id : ids) {
        const Statement* found = ledger.find(id);
        if (found == nullptr || !id.starts_with("assume:") || !seen.insert(id).second) continue;
        entries.push_back(
            {id, found->unit.text(), found->low, found->value, found->high, found->note, found->cites});
    }
    return entries;
}

std::vector<SourceEntry> source_entries(const RunTables& tables, const Ledger& ledger, const World& world,
                                        const Vocabulary& vocabulary, const std::vector<std::string>& also) {
    std::vector<std::string> ids = ids_of(tables, false);
    for (const std::string& id : also) {
        if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
    }
    std::vector<SourceEntry> entries;
    for (const std::string& id : ids) {
        const Statement* found = ledger.find(id);
        if (found == nullptr) continue;
        const Source* source = ledger.source(found->source);
        entries.push_back({id, claim_words(*found, world, vocabulary), found->value, found->low, found->high,
                           found->unit.text(), to_text(found->label), source ? source->publisher : "",
                           source ? source->title : "", source ? source->address : "",
                           found->published_on.to_text(), found->locator});
    }
    return entries;
}

Table clauses_table(const std::vector<Act>& acts, const std::vector<std::string>& touching) {
    Table table{"clauses",
                "Clauses of the acts that bear on this world",
                {{"clause", "", "Act and clause"},
                 {"what", "", "In short"},
                 {"asks", "", "What it requires"},
                 {"in force on", "", ""},
                 {"until", "", "First day that it no longer holds"},
                 {"label", "", "How its text is known"},
                 {"source", "", "Where the text is"}},
                {},
                {}};
    for (const Act& act : acts) {
        if (std::find(touching.begin(), touching.end(), act.id) == touching.end()) continue;
        for (const Clause& clause : act.clauses) {
            const std::string asks = clause.tariff > 0
                                         ? "duty of " + readable_number(100 * clause.tariff, 3) + "%"
                                         : to_text(clause.requirement);
            table.add({act.id + "#" + clause.ref, clause.summary, asks, clause.in_force_on.to_text(),
                       clause.until ? Cell(clause.until->to_text()) : Cell(), clause.label,
                       source_words(act, clause)});
        }
    }
    return table;
}

}  // namespace countervail
