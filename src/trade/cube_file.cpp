// SPDX-License-Identifier: Apache-2.0
#include "trade/cube_file.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <numeric>

#include "base/hash.h"
#include "base/parallel.h"
#include "trade/cube_layout.h"
#include "trade/cube_storage.h"
#include "trade/cube_writer.h"
#include "trade/mapped_file.h"

namespace countervail {
namespace {

const char* const kAgain = "import the data again, or copy the file again from where it came";

struct CubeImage {
    CubeDirectory directory;
    std::string_view bytes;

    template <class T>
    std::span<const T> column(std::size_t year, CubeColumn which) const {
        const CubeSection& section = directory.years[year].columns[which];
        return {reinterpret_cast<const T*>(bytes.data() + section.offset), section.bytes / sizeof(T)};
    }
};

Result<CubeImage> image_of(std::string_view bytes, const std::string& file) {
    const auto header = decode_header(bytes, file);
    if (!header) return std::unexpected(header.error());
    const std::string_view directory = bytes.substr(header->directory_offset);
    if (sha256(directory) != header->directory_sha256) return fail({file}, "is damaged: its directory does not match its checksum", kAgain);
    auto read = decode_directory(directory, header->directory_offset, file);
    if (!read) return std::unexpected(std::move(read.error()));
    return CubeImage{std::move(*read), bytes};
}

/// Flows of one product: places that exist, in the order of the cube, no key twice. No branch inside the loop, so that it becomes vector instructions.
bool sound_flows(std::span<const PlaceIndex> importers, std::span<const PlaceIndex> exporters, unsigned places, bool domestic) {
    unsigned wrong = 0;
    for (std::size_t at = 0; at < importers.size(); ++at) {
        const unsigned importer = importers[at], exporter = exporters[at];
        wrong |= static_cast<unsigned>(importer >= places) | static_cast<unsigned>(exporter >= places) | static_cast<unsigned>(!domestic && importer == exporter);
    }
    for (std::size_t at = 1; at < importers.size(); ++at) {
        const std::uint32_t before = (std::uint32_t{importers[at - 1]} << 16) | exporters[at - 1];
        const std::uint32_t after = (std::uint32_t{importers[at]} << 16) | exporters[at];
        wrong |= static_cast<unsigned>(before >= after);
    }
    return wrong == 0;
}

bool sound_begin(std::span<const std::uint64_t> begin, std::uint64_t flows) {
    if (begin.front() != 0 || begin.back() != flows) return false;
    return std::is_sorted(begin.begin(), begin.end());
}

/// Empty, or what is wrong with the index columns of the year.
std::string unsound(const CubeImage& image, std::size_t year, int threads) {
    const std::string number = std::to_string(image.directory.years[year].year);
    const auto begin = image.column<std::uint64_t>(year, kProductBegin);
    if (!sound_begin(begin, image.directory.years[year].flows)) return "the flows of " + number + " are not divided among its products";
    const auto importers = image.column<PlaceIndex>(year, kImporters), exporters = image.column<PlaceIndex>(year, kExporters);
    const std::size_t products = begin.size() - 1, pieces = std::min<std::size_t>(products, 64);
    const auto places = static_cast<unsigned>(image.directory.places.size());
    std::atomic<bool> sound = true;
    parallel_for(threads, pieces, [&](std::size_t piece) {
        for (std::size_t product = products * piece / pieces; product < products * (piece + 1) / pieces; ++product) {
            const std::size_t from = begin[product], size = begin[product + 1] - from;
            if (!sound_flows(importers.subspan(from, size), exporters.subspan(from, size), places, image.directory.provenance.domestic)) sound = false;
        }
    });
    return sound ? std::string() : "flows of " + number + " name places that are not there, or are out of order";
}

CubeFileFacts facts_of(const CubeDirectory& directory, std::uint64_t bytes) {
    CubeFileFacts facts{directory.provenance, directory.places.size(), directory.products.size(), {}, 0, bytes};
    for (const CubeYearSections& year : directory.years) {
        facts.years.push_back(year.year);
        facts.flows += year.flows;
    }
    return facts;
}

Result<void> write_to(CubeOutput& output, const TradeCube& cube, int threads) {
    CubeWriter writer(output, threads);
    SlotNames names{cube.places(), std::vector<std::uint16_t>(cube.places().size()), cube.products(), std::vector<std::uint32_t>(cube.products().size())};
    std::iota(names.place_slots.begin(), names.place_slots.end(), std::uint16_t{0});
    std::iota(names.product_slots.begin(), names.product_slots.end(), 0U);
    for (const int number : cube.years()) {
        const TradeYear year = cube.year(number);
        if (auto begun = writer.begin_year(number, year.flows()); !begun) return begun;
        if (auto written = writer.write({0, year.importers, year.exporters, year.values, year.weights}); !written) return written;
        writer.end_year(names.product_slots, {year.product_begin.begin(), year.product_begin.end()});
    }
    return writer.finish(cube.provenance(), std::move(names));
}

}  // namespace

Result<TradeCube> open_cube_bytes(std::string_view bytes, std::shared_ptr<const void> owner, const std::string& name, int threads) {
    auto image = image_of(bytes, name);
    if (!image) return std::unexpected(std::move(image.error()));
    for (const CubeYearSections& year : image->directory.years) {   // both columns lie one behind the other
        const CubeSection &first = year.columns[kImporters], &last = year.columns[kExporters];
        if (first.offset <= last.offset) fetch_ahead(bytes.substr(first.offset, last.offset + last.bytes - first.offset));
    }
    Errors errors;
    for (std::size_t year = 0; year < image->directory.years.size(); ++year) {
        if (const std::string problem = unsound(*image, year, threads); !problem.empty()) errors.push_back({{name}, "is damaged: " + problem, kAgain});
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    auto storage = std::make_shared<TradeCube::Storage>();
    for (std::size_t year = 0; year < image->directory.years.size(); ++year) {
        storage->years.push_back({image->directory.years[year].year, image->column<std::uint64_t>(year, kProductBegin), image->column<PlaceIndex>(year, kImporters),
                                  image->column<PlaceIndex>(year, kExporters), image->column<double>(year, kValues), image->column<double>(year, kWeights)});
    }
    storage->provenance = std::move(image->directory.provenance);
    storage->places = std::move(image->directory.places);
    storage->products = std::move(image->directory.products);
    storage->owner = std::move(owner);
    storage->index();
    return TradeCube(std::move(storage));
}

Result<TradeCube> open_cube(const std::filesystem::path& path, int threads) {
    const auto file = MappedFile::open(path);
    if (!file) return std::unexpected(file.error());
    return open_cube_bytes((*file)->bytes(), *file, (*file)->shown_as(), threads);
}

Result<CubeFileFacts> cube_file_facts(const std::filesystem::path& path) {
    const auto file = MappedFile::open(path);
    if (!file) return std::unexpected(file.error());
    const auto image = image_of((*file)->bytes(), (*file)->shown_as());
    if (!image) return std::unexpected(image.error());
    return facts_of(image->directory, image->bytes.size());
}

Result<void> check_cube_file(const std::filesystem::path& path, int threads) {
    const auto file = MappedFile::open(path);
    if (!file) return std::unexpected(file.error());
    const auto image = image_of((*file)->bytes(), (*file)->shown_as());
    if (!image) return std::unexpected(image.error());
    struct Piece {
        std::size_t column;
        std::string_view bytes;
        std::string sha256;
    };
    const auto& years = image->directory.years;
    std::vector<Piece> pieces;
    for (std::size_t column = 0; column < years.size() * kCubeColumns; ++column) {
        const CubeSection& section = years[column / kCubeColumns].columns[column % kCubeColumns];
        for (std::uint64_t from = 0; from < section.bytes; from += kCubeSummedBytes) pieces.push_back({column, image->bytes.substr(section.offset, section.bytes).substr(from, kCubeSummedBytes), {}});
    }
    parallel_for(threads, pieces.size(), [&](std::size_t at) { pieces[at].sha256 = sha256(pieces[at].bytes); });
    std::vector<std::string> sums(years.size() * kCubeColumns), problems;
    for (const Piece& piece : pieces) sums[piece.column] += piece.sha256;
    for (std::size_t column = 0; column < sums.size(); ++column) {
        const CubeYearSections& year = years[column / kCubeColumns];
        if (sha256(sums[column]) != year.columns[column % kCubeColumns].sha256)
            problems.push_back(std::string("the column ") + kCubeColumnNames[column % kCubeColumns] + " of " + std::to_string(year.year) + " does not match its checksum");
    }
    Errors errors;
    for (const std::string& problem : problems) errors.push_back({{(*file)->shown_as()}, "is damaged: " + problem, kAgain});
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return {};
}

Result<void> write_cube(const TradeCube& cube, const std::filesystem::path& path, int threads) {
    auto output = cube_file_output(path);
    if (!output) return std::unexpected(std::move(output.error()));
    return write_to(**output, cube, threads);
}

std::string cube_bytes(const TradeCube& cube, int threads) {
    std::string bytes;
    const auto output = cube_memory_output(bytes);
    (void)write_to(*output, cube, threads);   // memory does not fail
    return bytes;
}

}  // namespace countervail
