// SPDX-License-Identifier: Apache-2.0
// Who is caught through ownership on a day. The graph of holdings, the rules that sum or cascade over it, and what a
// person follows to check an answer. Rules are parameters: which law asks for which one is the caller's knowledge.
// docs/methods/ownership.md has the two rules in use and their sources; ownership_look_through.h the integrated shares.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/table.h"
#include "parties/holdings.h"

namespace countervail {

/// One holding as the graph has it.
struct OwnershipEdge {
    int owner = 0, owned = 0;
    ShareBounds share;      ///< nothing for control
    HoldingKind kind = HoldingKind::equity;
    std::size_t row = 0;    ///< of Holdings::rows()
};

/// Holdings in force on one day, as compressed sparse rows by owned entity and by owner. Entities are the numbers of
/// Holdings::names(). The holdings must outlive the graph.
class OwnershipGraph {
  public:
    OwnershipGraph(const Holdings& holdings, Date on);

    int entities() const { return static_cast<int>(begin_.size()) - 1; }
    std::size_t edges() const { return owner_.size(); }
    Date on() const { return on_; }
    const Holdings& holdings() const { return *holdings_; }
    std::optional<int> find(std::string_view name) const { return holdings_->names().find(name); }
    std::string_view name(int entity) const { return holdings_->names().name(entity); }
    /// Some percentage on this day is not known.
    bool has_unknown_shares() const { return has_unknown_; }
    /// What is known to be held in the entity, by anybody.
    Share known_total(int entity) const { return known_[static_cast<std::size_t>(entity)]; }

    /// Edges [first, last) lead into the entity, by owner; edge() reads one.
    std::size_t first_into(int entity) const { return begin_[static_cast<std::size_t>(entity)]; }
    std::size_t last_into(int entity) const { return begin_[static_cast<std::size_t>(entity) + 1]; }
    OwnershipEdge edge(std::size_t at) const;
    /// What the entity holds: numbers of edges, by owned entity.
    std::span<const std::uint32_t> from(int entity) const;

    // For loops over millions of edges: one field at a time.
    int owner(std::size_t at) const { return owner_[at]; }
    int owned(std::size_t at) const { return owned_[at]; }
    Share at_least(std::size_t at) const { return at_least_[at]; }
    Share at_most(std::size_t at) const { return at_most_[at]; }
    bool is_control(std::size_t at) const { return kind_[at] == HoldingKind::control; }

  private:
    void index_by_owned();
    void copy_fields();
    void index_by_owner();

    const Holdings* holdings_;
    Date on_;
    std::vector<std::size_t> begin_, begin_from_;
    std::vector<int> owner_, owned_;
    std::vector<Share> at_least_, at_most_;
    std::vector<HoldingKind> kind_;
    std::vector<std::uint32_t> row_, from_;
    std::vector<Share> known_;
    bool has_unknown_ = false;
};

/// An entity is caught when counting holders have at least this part of it. Counting holders are the listed parties
/// and, with `cascade`, every caught entity. With `aggregate` their direct shares are summed; without, one of them
/// alone must reach the limit. Cross-holdings: the least fixed point, so that nobody is caught by himself.
struct OwnershipRule {
    Decimal at_least;
    bool aggregate = true;
    bool cascade = true;
};

/// not_caught: even the most that unknown percentages can be does not reach the limit. unknown: they decide.
enum class OwnershipStatus : std::uint8_t { not_caught, unknown, caught, listed };
std::string_view to_text(OwnershipStatus status);

struct OwnershipStanding {
    OwnershipStatus status = OwnershipStatus::not_caught;
    Decimal sum;              ///< what the rule compares: known shares of counting holders (without aggregate: the largest)
    Decimal at_most;          ///< the same if unknown percentages are as large as the rest of the whole leaves room for
    int round = -1;           ///< listed 0; caught (or possibly caught) in that round of the fixed point; else -1
    bool minority_tie = false;   ///< not caught, but a counting holder has a part of it
    bool control_tie = false;    ///< a counting holder controls it without equity
    int distance = -1;        ///< holdings of any size between it and the nearest listed party; 0 listed, -1 none
    bool any_tie() const { return distance > 0; }
};

/// One holding of an explanation.
struct OwnershipStep {
    OwnershipEdge edge;
    OwnershipStatus owner_status = OwnershipStatus::not_caught;
    bool decides = false;     ///< counts towards the limit, and its owner stood before the entity did
};

/// What a rule finds for every entity of a graph. Graph (and holdings) must outlive it.
class OwnershipFindings {
  public:
    const OwnershipRule& rule() const { return rule_; }
    const OwnershipGraph& graph() const { return *graph_; }
    OwnershipStatus status(int entity) const { return status_[static_cast<std::size_t>(entity)]; }
    OwnershipStanding standing(int entity) const;
    std::vector<int> with_status(OwnershipStatus status) const;

    /// From the entity up: its counting holders, largest share first, then theirs, down to listed parties; each entity
    /// is explained once. For an entity that no counting holder has a part of: one shortest chain to a listed party.
    std::vector<OwnershipStep> trace(int entity) const;
    /// The listed parties on which the entity's being caught (or possibly caught) rests, by name.
    std::vector<int> listed_behind(int entity) const;

  private:
    friend class OwnershipRuleRun;
    bool explains(const OwnershipEdge& edge) const;
    bool decides(const OwnershipEdge& edge) const;
    std::vector<OwnershipStep> chain_to_listed(int entity) const;
    const OwnershipGraph* graph_ = nullptr;
    OwnershipRule rule_;
    std::vector<OwnershipStatus> status_;
    std::vector<std::int64_t> sum_, at_most_;   // units of the twelfth place
    std::vector<int> round_, distance_;
    std::vector<std::uint8_t> ties_;            // bits: minority, control
};

/// `listed`: numbers of entities, in any order.
OwnershipFindings apply_ownership_rule(const OwnershipGraph& graph, std::span<const int> listed, const OwnershipRule& rule);

/// A trace as sentences, one per holding: `"L" (listed) holds 60 % of "A" (caught) – holdings.csv:4`.
std::string trace_text(const OwnershipFindings& findings, int entity);
/// A trace as rows for a report: owner, its status, share, owned, its status, since, source, place.
Table trace_table(const OwnershipFindings& findings, int entity);

}  // namespace countervail
