// SPDX-License-Identifier: Apache-2.0
#include "trade/flow_sorter.h"

#include <algorithm>
#include <array>
#include <functional>

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
        constexpr std::size_t kWords = FlowRow::kProducts / 64 + 1;
        std::vector<std::vector<std::uint64_t>> seen(groups.size());
        parallel_for(threads, groups.size(), [&](std::size_t at) {
            seen[at].assign(kWords, 0);
            for (std::size_t piece = groups[at].begin; piece < groups[at].end; ++piece) {
                for (const FlowRow& row : pieces[piece].span()) seen[at][row.product() / 64] |= std::uint64_t{1} << (row.product() % 64);
            }
        });
        std::vector<std::uint64_t> any(kWords, 0);
        for (const auto& group : seen) std::transform(any.begin(), any.end(), group.begin(), any.begin(), std::bit_or());
        for (std::uint32_t code = 0; code < FlowRow::kProducts; ++code) {
            if ((any[code / 64] >> (code % 64) & 1) == 0) continue;
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

/// Pair and number of every flow, product after product. What is sorted are these eight bytes: flows are moved once, to where they are written.
PageBuffer<std::uint64_t> keys_by_product(const ProductList& products, const std::vector<FlowPiece>& pieces, std::vector<PieceGroup>& groups, std::size_t flows, int threads) {
    PageBuffer<std::uint64_t> keys(flows);
    std::vector<std::uint64_t> first(pieces.size() + 1, 0);
    for (std::size_t at = 0; at < pieces.size(); ++at) first[at + 1] = first[at] + pieces[at].span().size();
    parallel_for(threads, groups.size(), [&](std::size_t at) {
        for (std::size_t piece = groups[at].begin; piece < groups[at].end; ++piece) {
            std::uint64_t number = first[piece];
            for (const FlowRow& row : pieces[piece].span()) keys[groups[at].next[products.place[row.product()]]++] = (std::uint64_t{row.pair()} << 32) | number++;
        }
    });
    return keys;
}

/// Flows by their number.
class FlowsByNumber {
  public:
    explicit FlowsByNumber(const std::vector<FlowPiece>& pieces) {
        for (const FlowPiece& piece : pieces) {
            if (piece.span().empty()) continue;
            first_.push_back(all_);
            rows_.push_back(piece.span().data());
            all_ += piece.span().size();
        }
        for (std::uint64_t number = 0; number < all_; number += std::uint64_t{1} << kStep)
            start_.push_back(static_cast<std::uint32_t>(std::upper_bound(first_.begin(), first_.end(), number) - first_.begin() - 1));
    }
    const FlowRow& operator[](std::uint64_t number) const {
        std::size_t piece = start_[number >> kStep];
        while (piece + 1 < first_.size() && first_[piece + 1] <= number) ++piece;
        return rows_[piece][number - first_[piece]];
    }

  private:
    static constexpr unsigned kStep = 12;
    std::uint64_t all_ = 0;
    std::vector<std::uint64_t> first_;
    std::vector<const FlowRow*> rows_;
    std::vector<std::uint32_t> start_;           ///< piece of every 4096th flow
};

/// Sorts keys by importer and exporter, of one pair by number: a radix sort of two passes of ten bits.
class PairSorter {
  public:
    void sort(std::span<std::uint64_t> keys) {
        if (std::is_sorted(keys.begin(), keys.end())) return;
        spare_.resize(keys.size());
        by_digits(keys, spare_, 0);
        by_digits(spare_, keys, 10);
    }

  private:
    static void by_digits(std::span<const std::uint64_t> from, std::span<std::uint64_t> into, unsigned shift) {
        const auto digit = [shift](std::uint64_t key) { return (key >> (32 + shift)) & (FlowRow::kSlots - 1); };
        std::array<std::uint32_t, FlowRow::kSlots + 1> next{};
        for (const std::uint64_t key : from) ++next[digit(key) + 1];
        for (std::size_t at = 1; at < next.size(); ++at) next[at] += next[at - 1];
        for (const std::uint64_t key : from) into[next[digit(key)]++] = key;
    }
    std::vector<std::uint64_t> spare_;
};

/// Consecutive products that one thread sorts, and writes together.
struct ProductTask {
    std::size_t begin = 0, end = 0;              ///< of the products
    std::vector<std::uint16_t> importers, exporters;
    std::vector<double> values, weights;
    std::vector<FlowAgain> again;
    std::array<bool, FlowRow::kSlots> place_used{};

    /// Adds the flows of one product; those that come again are told and left out. Returns the value of those added.
    double add(std::span<const std::uint64_t> keys, const FlowsByNumber& flows) {
        double value = 0;
        const FlowRow* first = nullptr;
        for (const std::uint64_t key : keys) {
            const FlowRow& row = flows[key & 0xFFFFFFFF];
            if (first != nullptr && row.pair() == first->pair()) {
                again.push_back({*first, row});
                continue;
            }
            first = &row;
            value += row.value;
            place_used[row.importer()] = place_used[row.exporter()] = true;
            importers.push_back(row.importer());
            exporters.push_back(row.exporter());
            values.push_back(row.value);
            weights.push_back(row.weight);
        }
        return value;
    }
};

/// Everything that a year's tasks share.
class YearSorter {
  public:
    YearSorter(const std::vector<FlowPiece>& pieces, int threads) : threads_(threads), groups_(groups_of(pieces.size(), threads)), products_(pieces, groups_, threads), flows_(pieces) {
        begin_ = places_of_products(products_, pieces, groups_, threads);
        keys_ = keys_by_product(products_, pieces, groups_, begin_.back(), threads);
    }

    Result<SortedFlows> write(int year, CubeWriter& writer) {
        SortedFlows sorted;
        sorted.product_begin = begin_;
        if (auto written = write_all(year, writer, sorted); !written) return std::unexpected(std::move(written.error()));
        if (!sorted.again.empty()) {   // seldom: now that the gaps are known, once more without them
            writer.drop_year();
            sorted.product_begin.assign(1, 0);
            for (const std::uint64_t count : kept_) sorted.product_begin.push_back(sorted.product_begin.back() + count);
            sorted.again.clear();
            if (auto written = write_all(year, writer, sorted); !written) return std::unexpected(std::move(written.error()));
        }
        sorted.products = products_.codes;
        writer.end_year(sorted.products, sorted.product_begin);
        return sorted;
    }

  private:
    Result<void> write_all(int year, CubeWriter& writer, SortedFlows& sorted) {
        const std::size_t count = products_.codes.size(), tasks = std::min<std::size_t>(count, 256);
        if (auto begun = writer.begin_year(year, sorted.product_begin.back()); !begun) return begun;
        kept_.assign(count, 0);
        sorted.value_of_product.assign(count, 0);
        std::vector<std::vector<FlowAgain>> again(tasks);
        std::vector<std::array<bool, FlowRow::kSlots>> used(tasks);
        std::vector<Result<void>> written(tasks);
        parallel_for(threads_, tasks, [&](std::size_t at) {
            ProductTask task{count * at / tasks, count * (at + 1) / tasks, {}, {}, {}, {}, {}, {}};
            fill(task, sorted);
            written[at] = writer.write({sorted.product_begin[task.begin], task.importers, task.exporters, task.values, task.weights});
            again[at] = std::move(task.again);
            used[at] = task.place_used;
        });
        for (std::size_t at = 0; at < tasks; ++at) {
            if (!written[at]) return written[at];
            sorted.again.insert(sorted.again.end(), again[at].begin(), again[at].end());
            for (std::size_t slot = 0; slot < FlowRow::kSlots; ++slot) sorted.place_used[slot] |= used[at][slot];
        }
        return {};
    }

    void fill(ProductTask& task, SortedFlows& sorted) {
        const std::uint64_t flows = begin_[task.end] - begin_[task.begin];
        for (auto* column : {&task.importers, &task.exporters}) column->reserve(flows);
        for (auto* column : {&task.values, &task.weights}) column->reserve(flows);
        PairSorter sorter;
        for (std::size_t product = task.begin; product < task.end; ++product) {
            const std::span<std::uint64_t> keys(keys_.data() + begin_[product], begin_[product + 1] - begin_[product]);
            sorter.sort(keys);
            const std::size_t before = task.values.size();
            sorted.value_of_product[product] = task.add(keys, flows_);
            kept_[product] = task.values.size() - before;
        }
    }

    int threads_;
    std::vector<PieceGroup> groups_;
    ProductList products_;
    FlowsByNumber flows_;
    std::vector<std::uint64_t> begin_, kept_;
    PageBuffer<std::uint64_t> keys_;
};

}  // namespace

FlowPiece FlowSlabs::take(std::size_t most) {
    constexpr std::size_t kSlab = (std::size_t{24} << 20) / sizeof(FlowRow);
    const std::lock_guard lock(lock_);
    const auto at = std::ranges::find_if(open_, [most](const FlowPiece& open) { return open.end - open.begin >= most; });
    if (at == open_.end()) {
        const std::size_t size = most < kSlab / 16 ? most : std::max(kSlab, most);   // a small file needs no slab
        return {std::make_shared<PageBuffer<FlowRow>>(size), 0, size};
    }
    FlowPiece piece = std::move(*at);
    open_.erase(at);
    return piece;
}

void FlowSlabs::give_back(FlowPiece& piece, std::size_t used) {
    const std::lock_guard lock(lock_);
    constexpr std::size_t kWorthKeeping = 1024;
    const std::size_t end = piece.begin + used;
    if (piece.end - end >= kWorthKeeping) open_.push_back({piece.rows, end, piece.end});
    piece.end = end;
}

Result<SortedFlows> write_sorted(int year, const std::vector<FlowPiece>& pieces, CubeWriter& writer, int threads) { return YearSorter(pieces, threads).write(year, writer); }

}  // namespace countervail
