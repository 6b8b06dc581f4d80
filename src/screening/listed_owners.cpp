// SPDX-License-Identifier: Apache-2.0
#include "screening/listed_owners.h"

#include <map>

#include "parties/ownership.h"
#include "parties/ownership_look_through.h"

namespace countervail {

namespace {

/// The holdings above an entity, in force that day, as a small set of their own.
Result<Holdings> holdings_above(const Holdings& holdings, int entity, Date on) {
    std::map<int, std::vector<std::size_t>> into;   // rows by owned entity
    for (std::size_t i = 0; i < holdings.rows().size(); ++i) {
        const auto& row = holdings.rows()[i];
        if (row.on(on)) into[row.owned].push_back(i);
    }
    HoldingsBuilder builder;
    std::set<int> seen{entity};
    std::vector<int> waiting{entity};
    while (!waiting.empty()) {
        const int owned = waiting.back();
        waiting.pop_back();
        const auto rows = into.find(owned);
        if (rows == into.end()) continue;
        for (const std::size_t index : rows->second) {
            const auto& row = holdings.rows()[index];
            const Place place = holdings.place(row);
            builder.file(place.file);
            builder.add({holdings.names().name(row.owner), holdings.names().name(row.owned), row.share, row.from, row.until, row.kind, holdings.source(row), place.line});
            if (seen.insert(row.owner).second) waiting.push_back(row.owner);
        }
    }
    return std::move(builder).build();
}

/// The share that a rule compares; a second link without a share where unknown percentages could still reach the limit.
void add_rule(const OwnershipGraph& graph, const std::vector<int>& listed, int entity, const std::string& list, LinkKind kind,
              const OwnershipRule& rule, ListedOwners& found) {
    const OwnershipFindings findings = apply_ownership_rule(graph, listed, rule);
    const OwnershipStanding standing = findings.standing(entity);
    if (standing.status == OwnershipStatus::listed) return;
    if (standing.sum > Decimal()) found.links.push_back({list, kind, standing.sum});
    if (standing.status == OwnershipStatus::unknown) found.links.push_back({list, kind, std::nullopt});
    if (kind == LinkKind::cascade && standing.any_tie()) found.notes.push_back(list + ": " + trace_text(findings, entity));
    if (kind == LinkKind::largest_direct && standing.control_tie) found.links.push_back({list, LinkKind::control, std::nullopt});
}

}  // namespace

std::vector<ListedOwners> listed_owners(const Holdings& holdings, const std::string& name, Date on, Decimal limit,
                                        const std::function<std::vector<std::string>(const std::string&)>& lists_of) {
    const auto entity_there = holdings.names().find(name);
    if (!entity_there) return {};
    const auto above = holdings_above(holdings, *entity_there, on);
    if (!above) return {};   // the rows were checked when the file was read
    const OwnershipGraph graph(*above, on);
    const auto entity = graph.find(name);
    if (!entity) return {};
    std::map<std::string, std::vector<int>> listed;
    for (int id = 0; id < graph.entities(); ++id) {
        if (id == *entity) continue;
        std::set<std::string> lists;
        for (const std::string& list : lists_of(std::string(graph.name(id)))) lists.insert(list);
        const auto original = holdings.names().find(graph.name(id));
        if (const std::string caption(original ? holdings.caption(*original) : graph.name(id)); caption != graph.name(id)) {
            for (const std::string& list : lists_of(caption)) lists.insert(list);
        }
        for (const std::string& list : lists) listed[list].push_back(id);
    }
    std::vector<ListedOwners> all;
    for (const auto& [list, members] : listed) {
        ListedOwners found;
        add_rule(graph, members, *entity, list, LinkKind::largest_direct, {limit, false, false}, found);
        add_rule(graph, members, *entity, list, LinkKind::direct, {limit, true, false}, found);
        add_rule(graph, members, *entity, list, LinkKind::cascade, {limit, true, true}, found);
        if (const auto through = look_through(graph, members)) {
            const double share = through->share[static_cast<std::size_t>(*entity)];
            // The solution is good to its error bound; nine places are more than any share is stated with.
            if (share > 1e-9) found.links.push_back({list, LinkKind::look_through, Decimal::from_double(static_cast<double>(static_cast<long long>(share * 1e9 + 0.5)) / 1e9)});
        }
        all.push_back(std::move(found));
    }
    return all;
}

void add_change_days(const Holdings& holdings, std::set<Date>& days) {
    for (const auto& row : holdings.rows()) {
        if (row.from != kHeldSinceEver) days.insert(row.from);
        if (row.until != kHeldForEver) days.insert(row.until);
    }
}

}  // namespace countervail
