// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "parties/ownership.h"

namespace countervail {

OwnershipGraph::OwnershipGraph(const Holdings& holdings, Date on) : holdings_(&holdings), on_(on) {
    index_by_owned();
    copy_fields();
    index_by_owner();
}

/// A counting sort by owned entity, then each entity's few holders in order: the order of rows leaves no trace.
void OwnershipGraph::index_by_owned() {
    const std::vector<Holding>& rows = holdings_->rows();
    const auto entities = static_cast<std::size_t>(holdings_->names().size());
    begin_.assign(entities + 1, 0);
    for (const Holding& row : rows) {
        if (row.on(on_)) ++begin_[static_cast<std::size_t>(row.owned) + 1];
    }
    for (std::size_t i = 0; i < entities; ++i) begin_[i + 1] += begin_[i];
    row_.resize(begin_.back());
    std::vector<std::size_t> next(begin_.begin(), begin_.end() - 1);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].on(on_)) row_[next[static_cast<std::size_t>(rows[i].owned)]++] = static_cast<std::uint32_t>(i);
    }
    for (std::size_t entity = 0; entity < entities; ++entity) {
        const auto first = row_.begin() + static_cast<std::ptrdiff_t>(begin_[entity]);
        const auto last = row_.begin() + static_cast<std::ptrdiff_t>(begin_[entity + 1]);
        std::sort(first, last, [&](std::uint32_t a, std::uint32_t b) {
            return rows[a].owner != rows[b].owner ? rows[a].owner < rows[b].owner : rows[a].kind < rows[b].kind;
        });
    }
}

void OwnershipGraph::copy_fields() {
    const std::vector<Holding>& rows = holdings_->rows();
    owner_.resize(row_.size());
    owned_.resize(row_.size());
    at_least_.resize(row_.size());
    at_most_.resize(row_.size());
    kind_.resize(row_.size());
    known_.resize(static_cast<std::size_t>(entities()));
    for (std::size_t entity = 0; entity < known_.size(); ++entity) {
        std::int64_t known = 0;
        for (std::size_t at = begin_[entity]; at < begin_[entity + 1]; ++at) {
            const Holding& row = rows[row_[at]];
            owner_[at] = row.owner;
            owned_[at] = row.owned;
            at_least_[at] = row.share.at_least;
            at_most_[at] = row.share.at_most;
            kind_[at] = row.kind;
            known += row.share.at_least.units();
            has_unknown_ = has_unknown_ || !row.share.known();
        }
        known_[entity] = Share::of_units(known);
    }
}

void OwnershipGraph::index_by_owner() {
    begin_from_.assign(begin_.size(), 0);
    for (const int owner : owner_) ++begin_from_[static_cast<std::size_t>(owner) + 1];
    for (std::size_t i = 0; i + 1 < begin_from_.size(); ++i) begin_from_[i + 1] += begin_from_[i];
    from_.resize(owner_.size());
    std::vector<std::size_t> next(begin_from_.begin(), begin_from_.end() - 1);
    for (std::size_t at = 0; at < owner_.size(); ++at)
        from_[next[static_cast<std::size_t>(owner_[at])]++] = static_cast<std::uint32_t>(at);
}

OwnershipEdge OwnershipGraph::edge(std::size_t at) const {
    return {owner_[at], owned_[at], {at_least_[at], at_most_[at]}, kind_[at], row_[at]};
}

std::span<const std::uint32_t> OwnershipGraph::from(int entity) const {
    const auto at = static_cast<std::size_t>(entity);
    return {from_.data() + begin_from_[at], begin_from_[at + 1] - begin_from_[at]};
}

}  // namespace countervail
