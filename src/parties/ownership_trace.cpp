// SPDX-License-Identifier: Apache-2.0
// What a person follows to check a finding.
#include <algorithm>
#include <deque>
#include <set>

#include "parties/ownership.h"

namespace countervail {

namespace {

bool ties(const OwnershipEdge& edge) { return edge.kind == HoldingKind::control || edge.share.at_most > Share(); }

std::string holding_text(const OwnershipEdge& edge) {
    if (edge.kind == HoldingKind::control) return "controls without equity";
    return edge.share == ShareBounds{} ? "holds an unknown percentage of" : "holds " + to_text(edge.share) + " of";
}

std::string place_text(const Place& place) {
    if (place.file.empty()) return {};
    return place.file + (place.line > 0 ? ":" + std::to_string(place.line) : std::string());
}

}  // namespace

std::string_view to_text(OwnershipStatus status) {
    switch (status) {
        case OwnershipStatus::not_caught: return "not caught";
        case OwnershipStatus::unknown: return "unknown";
        case OwnershipStatus::caught: return "caught";
        case OwnershipStatus::listed: return "listed";
    }
    return "";
}

/// The owner counts for the rule. Possible holders count only where the question is what is possible.
bool OwnershipFindings::explains(const OwnershipEdge& edge) const {
    if (!ties(edge)) return false;
    switch (status(edge.owner)) {
        case OwnershipStatus::listed: return true;
        case OwnershipStatus::caught: return rule_.cascade;
        case OwnershipStatus::unknown: return rule_.cascade && status(edge.owned) == OwnershipStatus::unknown;
        case OwnershipStatus::not_caught: return false;
    }
    return false;
}

bool OwnershipFindings::decides(const OwnershipEdge& edge) const {
    const OwnershipStatus owned = status(edge.owned), owner = status(edge.owner);
    if (edge.kind == HoldingKind::control || !explains(edge)) return false;
    if (owned != OwnershipStatus::caught && owned != OwnershipStatus::unknown) return false;
    const auto round = [this](int entity) { return round_[static_cast<std::size_t>(entity)]; };
    if (owner == owned && round(edge.owner) >= round(edge.owned)) return false;   // stood only after the entity did
    const bool possible = owned == OwnershipStatus::unknown;
    std::int64_t part = edge.share.at_least.units();
    if (possible) {
        const std::int64_t room = Share::kWholeUnits - (graph_->known_total(edge.owned).units() - part);
        part = std::min(edge.share.at_most.units(), room);
    }
    return part > 0 && (rule_.aggregate || part >= rule_.at_least.raw());
}

std::vector<OwnershipStep> OwnershipFindings::chain_to_listed(int entity) const {
    const auto distance = [this](int of) { return distance_[static_cast<std::size_t>(of)]; };
    std::vector<OwnershipStep> chain;
    while (distance(entity) > 0) {
        std::optional<OwnershipEdge> best;
        for (std::size_t at = graph_->first_into(entity); at < graph_->last_into(entity); ++at) {
            const OwnershipEdge edge = graph_->edge(at);
            if (!ties(edge) || distance(edge.owner) != distance(entity) - 1) continue;
            const bool larger = !best || edge.share.at_least > best->share.at_least;
            const bool same = best && edge.share.at_least == best->share.at_least;
            if (larger || (same && graph_->name(edge.owner) < graph_->name(best->owner))) best = edge;
        }
        chain.push_back({*best, status(best->owner), false});
        entity = best->owner;
    }
    return chain;
}

std::vector<OwnershipStep> OwnershipFindings::trace(int entity) const {
    std::vector<OwnershipStep> steps;
    if (status(entity) == OwnershipStatus::listed) return steps;
    std::deque<int> open{entity};
    std::set<int> seen{entity};
    while (!open.empty()) {
        const int owned = open.front();
        open.pop_front();
        const std::size_t first = steps.size();
        for (std::size_t at = graph_->first_into(owned); at < graph_->last_into(owned); ++at) {
            const OwnershipEdge edge = graph_->edge(at);
            if (explains(edge)) steps.push_back({edge, status(edge.owner), decides(edge)});
        }
        std::sort(steps.begin() + static_cast<std::ptrdiff_t>(first), steps.end(), [this](const OwnershipStep& a, const OwnershipStep& b) {
            if (a.edge.share.at_least != b.edge.share.at_least) return a.edge.share.at_least > b.edge.share.at_least;
            if (a.edge.share.at_most != b.edge.share.at_most) return a.edge.share.at_most > b.edge.share.at_most;
            return graph_->name(a.edge.owner) < graph_->name(b.edge.owner);
        });
        for (std::size_t i = first; i < steps.size(); ++i) {
            const int owner = steps[i].edge.owner;
            if (steps[i].owner_status == OwnershipStatus::listed) continue;
            if (!steps[i].decides && status(owned) != OwnershipStatus::not_caught) continue;
            if (seen.insert(owner).second) open.push_back(owner);
        }
    }
    return steps.empty() ? chain_to_listed(entity) : steps;
}

std::vector<int> OwnershipFindings::listed_behind(int entity) const {
    if (status(entity) == OwnershipStatus::listed) return {entity};
    std::set<int> found;
    for (const OwnershipStep& step : trace(entity)) {
        if (step.decides && step.owner_status == OwnershipStatus::listed) found.insert(step.edge.owner);
    }
    std::vector<int> sorted(found.begin(), found.end());
    std::sort(sorted.begin(), sorted.end(), [this](int a, int b) { return graph_->name(a) < graph_->name(b); });
    return sorted;
}

std::string trace_text(const OwnershipFindings& findings, int entity) {
    const Holdings& holdings = findings.graph().holdings();
    const auto named = [&](int which) {
        return "\"" + std::string(holdings.caption(which)) + "\" (" + std::string(to_text(findings.status(which))) + ")";
    };
    std::string text;
    for (const OwnershipStep& step : findings.trace(entity)) {
        const std::string where = place_text(holdings.place(holdings.rows()[step.edge.row]));
        text += named(step.edge.owner) + " " + holding_text(step.edge) + " " + named(step.edge.owned) +
                (where.empty() ? "" : " – " + where) + "\n";
    }
    return text;
}

Table trace_table(const OwnershipFindings& findings, int entity) {
    const Holdings& holdings = findings.graph().holdings();
    Table table{"ownership-trace",
                "Through whom " + std::string(holdings.caption(entity)) + " is held",
                {{"owner", "", "who holds"},
                 {"owner_status", "", "how the rule finds the owner"},
                 {"share", "", "what part the owner holds directly"},
                 {"owned", "", "who is held"},
                 {"owned_status", "", "how the rule finds the entity"},
                 {"counts", "", "whether the rule counts the share towards the limit"},
                 {"source", "", "where the holding is published"},
                 {"place", "", "file and line of the holding"}},
                {},
                {}};
    for (const OwnershipStep& step : findings.trace(entity)) {
        const Holding& row = holdings.rows()[step.edge.row];
        const std::string share = step.edge.kind == HoldingKind::control ? "control" : to_text(step.edge.share);
        table.add({std::string(holdings.caption(step.edge.owner)), std::string(to_text(step.owner_status)), share,
                   std::string(holdings.caption(step.edge.owned)), std::string(to_text(findings.status(step.edge.owned))),
                   std::string(step.decides ? "yes" : "no"), std::string(holdings.source(row)), place_text(holdings.place(row))});
    }
    return table;
}

}  // namespace countervail
