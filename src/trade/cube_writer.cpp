// SPDX-License-Identifier: Apache-2.0
#include "trade/cube_writer.h"

#include <algorithm>
#include <mutex>

#include "base/hash.h"
#include "base/parallel.h"

namespace countervail {
namespace {

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

/// Where the flows of every product slot begin, also of those that do not trade in the year.
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

/// A piece of a column to sum; of importers and exporters, slots become indices first.
struct SumTask {
    CubeSection* section;
    std::uint64_t from, size;
    bool places;
    std::string sha256;
};

Result<void> run(SumTask& task, CubeOutput& output, const std::vector<PlaceIndex>& index_of_slot) {
    std::vector<PlaceIndex> piece((task.size + 1) / 2);   // of any column: bytes that are two by two
    const std::span<char> bytes(reinterpret_cast<char*>(piece.data()), task.size);
    const std::uint64_t offset = task.section->offset + task.from;
    if (auto read = output.read(offset, bytes); !read) return read;
    const std::string_view text(bytes.data(), bytes.size());
    if (task.places) {
        for (PlaceIndex& place : piece) place = index_of_slot[place];
        if (auto written = output.write(offset, text); !written) return written;
    }
    task.sha256 = sha256(text);
    return {};
}

}  // namespace

CubeSection CubeWriter::room(std::uint64_t bytes) {
    CubeSection section;
    section.offset = (end_ + kCubeAlignment - 1) / kCubeAlignment * kCubeAlignment;
    section.bytes = bytes;
    end_ = section.offset + bytes;
    return section;
}

Result<void> CubeWriter::begin_year(int year, std::uint64_t flows) {
    end_before_year_ = end_;
    WrittenYear& written = years_.emplace_back();
    written.sections.year = year;
    written.sections.flows = flows;
    for (std::size_t at = kImporters; at < kCubeColumns; ++at) written.sections.columns[at] = room(flows * kCubeElementBytes[at]);
    return output_.reserve(end_);
}

void CubeWriter::drop_year() {
    years_.pop_back();
    end_ = end_before_year_;
}

Result<void> CubeWriter::write(const CubePart& part) {
    const auto& columns = years_.back().sections.columns;
    const std::array<std::string_view, kCubeColumns> bytes = {{{}, bytes_of(part.importers), bytes_of(part.exporters), bytes_of(part.values), bytes_of(part.weights)}};
    for (std::size_t at = kImporters; at < kCubeColumns; ++at) {
        if (auto written = output_.write(columns[at].offset + part.first * kCubeElementBytes[at], bytes[at]); !written) return written;
    }
    return {};
}

void CubeWriter::end_year(std::vector<std::uint32_t> products, std::vector<std::uint64_t> product_begin) {
    years_.back().products = std::move(products);
    years_.back().product_begin = std::move(product_begin);
}

Result<void> CubeWriter::write_product_begin(const SlotNames& names) {
    for (WrittenYear& year : years_) {
        const std::vector<std::uint64_t> begin = spread(year.products, year.product_begin, names.product_slots);
        CubeSection& section = year.sections.columns[kProductBegin] = room(begin.size() * sizeof(std::uint64_t));
        if (auto roomy = output_.reserve(end_); !roomy) return roomy;
        if (auto written = output_.write(section.offset, bytes_of(std::span<const std::uint64_t>(begin))); !written) return written;
    }
    return {};
}

Result<void> CubeWriter::place_and_sum(const SlotNames& names) {
    std::vector<PlaceIndex> index_of_slot(std::size_t{1} << 16, 0);
    for (std::size_t at = 0; at < names.place_slots.size(); ++at) index_of_slot[names.place_slots[at]] = static_cast<PlaceIndex>(at);
    std::vector<SumTask> tasks;
    for (WrittenYear& year : years_) {
        for (std::size_t at = 0; at < kCubeColumns; ++at) {
            CubeSection& section = year.sections.columns[at];
            for (std::uint64_t from = 0; from < section.bytes; from += kCubeSummedBytes) tasks.push_back({&section, from, std::min(kCubeSummedBytes, section.bytes - from), at == kImporters || at == kExporters, {}});
        }
    }
    FirstProblem problem;
    parallel_for(threads_, tasks.size(), [&](std::size_t at) { problem.keep(run(tasks[at], output_, index_of_slot)); });
    for (const SumTask& task : tasks) task.section->sha256 += task.sha256;
    for (WrittenYear& year : years_) {
        for (CubeSection& section : year.sections.columns) section.sha256 = sha256(section.sha256);
    }
    return problem.take();
}

Result<void> CubeWriter::finish(TradeProvenance provenance, SlotNames names) {
    std::sort(years_.begin(), years_.end(), [](const WrittenYear& a, const WrittenYear& b) { return a.sections.year < b.sections.year; });
    if (auto written = write_product_begin(names); !written) return written;
    if (auto placed = place_and_sum(names); !placed) return placed;
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
