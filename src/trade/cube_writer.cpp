// SPDX-License-Identifier: Apache-2.0
#include "trade/cube_writer.h"

#include <algorithm>
#include <mutex>

#include "base/hash.h"
#include "base/parallel.h"

namespace countervail {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{4} << 20;

template <class T>
std::string_view bytes_of(std::span<const T> column) {
    return {reinterpret_cast<const char*>(column.data()), column.size_bytes()};
}

/// The first problem of several threads.
class FirstProblem {
  public:
    void keep(Result<void> result) {
        if (result) return;
        const std::lock_guard lock(lock_);
        if (first_) first_ = std::move(result);
    }
    Result<void> take() { return std::move(first_); }

  private:
    std::mutex lock_;
    Result<void> first_;
};

std::vector<std::uint64_t> spread(const std::vector<std::uint32_t>& products, const std::vector<std::uint64_t>& begin, const std::vector<std::uint32_t>& slots) {
    std::vector<std::uint64_t> wide(slots.size() + 1, 0);
    std::size_t at = 0;
    for (std::size_t slot = 0; slot < slots.size(); ++slot) {
        wide[slot] = begin[at];
        if (at < products.size() && products[at] == slots[slot]) ++at;
    }
    wide.back() = begin[at];
    return wide;
}

}  // namespace

CubeSection CubeWriter::room(std::uint64_t bytes) {
    CubeSection section;
    section.offset = (end_ + kCubeAlignment - 1) / kCubeAlignment * kCubeAlignment;
    section.bytes = bytes;
    end_ = section.offset + bytes;
    return section;
}

Result<void> CubeWriter::write_column(CubeSection& section, std::string_view bytes) {
    section.sha256 = sha256(bytes);
    return output_.write(section.offset, bytes);
}

Result<void> CubeWriter::add(const SlotYear& year) {
    WrittenYear& written = years_.emplace_back();
    written.sections.year = year.year;
    written.sections.flows = year.values.size();
    written.products = year.products;
    written.product_begin = year.product_begin;
    const std::array<std::string_view, kCubeColumns> columns = {{{}, bytes_of(year.importers), bytes_of(year.exporters), bytes_of(year.values), bytes_of(year.weights)}};
    for (std::size_t at = kImporters; at < kCubeColumns; ++at) written.sections.columns[at] = room(columns[at].size());
    if (auto roomy = output_.reserve(end_); !roomy) return roomy;
    struct Piece {
        std::uint64_t offset;
        std::string_view bytes;
    };
    std::vector<Piece> pieces;
    for (std::size_t at = kImporters; at < kCubeColumns; ++at) {
        for (std::size_t from = 0; from < columns[at].size(); from += kPieceBytes) pieces.push_back({written.sections.columns[at].offset + from, columns[at].substr(from, kPieceBytes)});
    }
    FirstProblem problem;
    // Values and weights are final and are summed at once; the longest tasks go first.
    parallel_for(threads_, 2 + pieces.size(), [&](std::size_t task) {
        if (task < 2)
            written.sections.columns[kValues + task].sha256 = sha256(columns[kValues + task]);
        else
            problem.keep(output_.write(pieces[task - 2].offset, pieces[task - 2].bytes));
    });
    return problem.take();
}

Result<void> CubeWriter::place_indices(CubeSection& section, std::span<const PlaceIndex> index_of_slot) {
    std::vector<PlaceIndex> column(section.bytes / sizeof(PlaceIndex));
    const std::span<char> bytes(reinterpret_cast<char*>(column.data()), section.bytes);
    if (auto read = output_.read(section.offset, bytes); !read) return read;
    for (PlaceIndex& place : column) place = index_of_slot[place];
    return write_column(section, bytes_of(std::span<const PlaceIndex>(column)));
}

Result<void> CubeWriter::finish(TradeProvenance provenance, SlotNames names) {
    std::sort(years_.begin(), years_.end(), [](const WrittenYear& a, const WrittenYear& b) { return a.sections.year < b.sections.year; });
    std::vector<PlaceIndex> index_of_slot(std::size_t{1} << 16, 0);
    for (std::size_t at = 0; at < names.place_slots.size(); ++at) index_of_slot[names.place_slots[at]] = static_cast<PlaceIndex>(at);
    for (WrittenYear& year : years_) year.sections.columns[kProductBegin] = room((names.product_slots.size() + 1) * sizeof(std::uint64_t));
    if (auto roomy = output_.reserve(end_); !roomy) return roomy;
    FirstProblem problem;
    parallel_for(threads_, 3 * years_.size(), [&](std::size_t task) {
        WrittenYear& year = years_[task / 3];
        if (task % 3 == 0) {
            const std::vector<std::uint64_t> begin = spread(year.products, year.product_begin, names.product_slots);
            problem.keep(write_column(year.sections.columns[kProductBegin], bytes_of(std::span<const std::uint64_t>(begin))));
        } else {
            problem.keep(place_indices(year.sections.columns[task % 3], index_of_slot));   // kImporters, kExporters
        }
    });
    if (auto placed = problem.take(); !placed) return placed;
    CubeDirectory directory{std::move(provenance), std::move(names.places), std::move(names.products), {}};
    for (WrittenYear& year : years_) directory.years.push_back(std::move(year.sections));
    const std::string text = encode_directory(directory);
    CubeHeader header;
    header.directory_offset = room(text.size()).offset;
    header.file_bytes = end_;
    header.directory_sha256 = sha256(text);
    if (auto roomy = output_.reserve(end_); !roomy) return roomy;
    if (auto wrote = output_.write(header.directory_offset, text); !wrote) return wrote;
    if (auto wrote = output_.write(0, encode_header(header)); !wrote) return wrote;
    return output_.finish();
}

}  // namespace countervail
