// SPDX-License-Identifier: Apache-2.0
#include "trade/flow_sorter.h"

#include <algorithm>
#include <array>

#include "base/parallel.h"

namespace countervail {
namespace {

/// Consecutive pieces that one thread counts and moves.
struct PieceGroup {
    std::size_t begin = 0, end = 0;             ///< of the pieces
    std::vector<std::uint64_t> next;            ///< per product: how many, later where the next one goes
};

std::vector<PieceGroup> groups_of(std::size_t pieces, int threads) {
    const std::size_t count = std::min<std::size_t>(pieces, static_cast<std::size_t>(std::max(threads, 1)) * 4);
    std::vector<PieceGroup> groups(count);
    for (std::size_t at = 0; at < count; ++at) groups[at] = {pieces * at / count, pieces * (at + 1) / count, {}};
    return groups;
}

/// The product codes that occur, ascending, and the place of each in that list.
struct ProductList {
    std::vector<std::uint32_t> codes;
    std::vector<std::uint32_t> place = std::vector<std::uint32_t>(FlowRow::kProducts, 0);

    ProductList(const std::vector<FlowPiece>& pieces, std::vector<PieceGroup>& groups, int threads) {
        std::vector<std::vector<bool>> seen(groups.size());
        parallel_for(threads, groups.size(), [&](std::size_t at) {
            seen[at].resize(FlowRow::kProducts);
            for (std::size_t piece = groups[at].begin; piece < groups[at].end; ++piece) {
                for (const FlowRow& row : pieces[piece].span()) seen[at][row.product()] = true;
            }
        });
        for (std::uint32_t code = 0; code < FlowRow::kProducts; ++code) {
            if (!std::ranges::any_of(seen, [code](const std::vector<bool>& group) { return group[code]; })) continue;
            place[code] = static_cast<std::uint32_t>(codes.size());
            codes.push_back(code);
        }
    }
};

/// Fills `next` of every group with the place of its first flow of each product; returns where the products begin.
std::vector<std::uint64_t> places_of_products(const ProductList& products, const std::vector<FlowPiece>& pieces, std::vector<PieceGroup>& groups, int threads) {
    parallel_for(threads, groups.size(), [&](std::size_t at) {
        groups[at].next.assign(products.codes.size(), 0);
        for (std::size_t piece = groups[at].begin; piece < groups[at].end; ++piece) {
            for (const FlowRow& row : pieces[piece].span()) ++groups[at].next[products.place[row.product()]];
        }
    });
    std::vector<std::uint64_t> begin{0};
    std::uint64_t sum = 0;
    for (std::size_t product = 0; product < products.codes.size(); ++product) {
        for (PieceGroup& group : groups) {
            const std::uint64_t count = group.next[product];
            group.next[product] = sum;
            sum += count;
        }
        begin.push_back(sum);
    }
    return begin;
}

PageBuffer<FlowRow> by_product(const ProductList& products, const std::vector<FlowPiece>& pieces, std::vector<PieceGroup>& groups, std::size_t flows, int threads) {
    PageBuffer<FlowRow> rows(flows);
    parallel_for(threads, groups.size(), [&](std::size_t at) {
        for (std::size_t piece = groups[at].begin; piece < groups[at].end; ++piece) {
            for (const FlowRow& row : pieces[piece].span()) rows[groups[at].next[products.place[row.product()]]++] = row;
        }
    });
    return rows;
}

/// Stable by importer and exporter. Files sorted by exporter need one pass of counting.
void sort_pairs(std::span<FlowRow> rows, std::vector<FlowRow>& spare) {
    const auto before = [](const FlowRow& a, const FlowRow& b) { return a.pair() < b.pair(); };
    if (std::is_sorted(rows.begin(), rows.end(), before)) return;
    if (!std::is_sorted(rows.begin(), rows.end(), [](const FlowRow& a, const FlowRow& b) { return a.exporter() < b.exporter(); })) {
        std::stable_sort(rows.begin(), rows.end(), before);
        return;
    }
    std::array<std::uint32_t, FlowRow::kSlots + 1> next{};
    for (const FlowRow& row : rows) ++next[row.importer() + 1U];
    for (std::size_t at = 1; at < next.size(); ++at) next[at] += next[at - 1];
    spare.assign(rows.begin(), rows.end());
    for (const FlowRow& row : spare) rows[next[row.importer()]++] = row;
}

struct YearBuffers {
    PageBuffer<std::uint16_t> importers, exporters;
    PageBuffer<double> values, weights;

    explicit YearBuffers(std::size_t flows) : importers(flows), exporters(flows), values(flows), weights(flows) {}
    void put(std::size_t at, const FlowRow& row) {
        importers[at] = row.importer();
        exporters[at] = row.exporter();
        values[at] = row.value;
        weights[at] = row.weight;
    }
    void move(std::size_t from, std::size_t to) {
        importers[to] = importers[from];
        exporters[to] = exporters[from];
        values[to] = values[from];
        weights[to] = weights[from];
    }
};

/// Flows of one product into the columns; those that come again are told and left out. Returns how many were written.
std::uint64_t put_product(std::span<const FlowRow> rows, std::size_t at, YearBuffers& columns, std::vector<FlowAgain>& again) {
    std::uint64_t written = 0;
    std::size_t first = 0;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (row > 0 && rows[row].pair() == rows[first].pair()) {
            again.push_back({rows[first], rows[row]});
            continue;
        }
        first = row;
        columns.put(at + written++, rows[row]);
    }
    return written;
}

void close_gaps(YearBuffers& columns, std::vector<std::uint64_t>& begin, const std::vector<std::uint64_t>& written) {
    std::uint64_t end = 0;
    for (std::size_t product = 0; product < written.size(); ++product) {
        const std::uint64_t from = begin[product];
        begin[product] = end;
        for (std::uint64_t at = 0; at < written[product]; ++at) columns.move(from + at, end++);
    }
    begin.back() = end;
}

}  // namespace

SortedFlows sort_flows(int year, std::vector<FlowPiece> pieces, int threads) {
    auto groups = groups_of(pieces.size(), threads);
    ProductList products(pieces, groups, threads);
    auto begin = places_of_products(products, pieces, groups, threads);
    PageBuffer<FlowRow> rows = by_product(products, pieces, groups, begin.back(), threads);
    pieces.clear();
    auto columns = std::make_shared<YearBuffers>(begin.back());
    const std::size_t count = products.codes.size(), tasks = std::min<std::size_t>(count, 128);
    std::vector<std::uint64_t> written(count);
    std::vector<std::vector<FlowAgain>> again(tasks);
    parallel_for(threads, tasks, [&](std::size_t task) {
        std::vector<FlowRow> spare;
        for (std::size_t product = count * task / tasks; product < count * (task + 1) / tasks; ++product) {
            const std::span<FlowRow> own(rows.data() + begin[product], begin[product + 1] - begin[product]);
            sort_pairs(own, spare);
            written[product] = put_product(own, begin[product], *columns, again[task]);
        }
    });
    SortedFlows sorted;
    for (auto& part : again) sorted.again.insert(sorted.again.end(), part.begin(), part.end());
    if (!sorted.again.empty()) close_gaps(*columns, begin, written);
    const std::uint64_t flows = begin.back();
    sorted.year = {year, std::move(products.codes), std::move(begin), columns->importers.first(flows), columns->exporters.first(flows), columns->values.first(flows), columns->weights.first(flows), columns};
    return sorted;
}

}  // namespace countervail
