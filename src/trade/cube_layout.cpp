// SPDX-License-Identifier: Apache-2.0
#include "trade/cube_layout.h"

#include <cstring>
#include <set>

#include "base/hash.h"

namespace countervail {
namespace {

constexpr std::size_t kHashText = 64, kHeaderHashText = 24;
constexpr std::size_t kHashedHeader = kCubeHeaderBytes - kHeaderHashText;
const char* const kAgain = "import the data again, or copy the file again from where it came";

void put_bytes(std::string& bytes, const void* from, std::size_t size) { bytes.append(static_cast<const char*>(from), size); }
void put(std::string& bytes, std::uint64_t number) { put_bytes(bytes, &number, sizeof number); }
void put(std::string& bytes, const std::string& text) {
    put(bytes, text.size());
    bytes += text;
}
void put(std::string& bytes, const std::vector<std::string>& texts) {
    put(bytes, texts.size());
    for (const std::string& text : texts) put(bytes, text);
}

/// Takes numbers and texts off the front; after the first one that is not there, only zeros and empty texts.
class Taker {
  public:
    explicit Taker(std::string_view bytes) : left_(bytes) {}
    bool good() const { return good_; }
    bool empty() const { return left_.empty(); }

    std::uint64_t number() {
        std::uint64_t value = 0;
        if (!have(sizeof value)) return 0;
        std::memcpy(&value, left_.data(), sizeof value);
        left_.remove_prefix(sizeof value);
        return value;
    }
    std::string text() {
        const std::uint64_t size = number();
        if (!have(size)) return {};
        std::string taken(left_.substr(0, size));
        left_.remove_prefix(size);
        return taken;
    }
    /// A count of things that take at least `least` bytes each.
    std::size_t count(std::size_t least) {
        const std::uint64_t claimed = number();
        if (claimed > left_.size() / least) good_ = false;
        return good_ ? claimed : 0;
    }
    std::vector<std::string> texts() {
        std::vector<std::string> all(count(8));
        for (std::string& one : all) one = text();
        return all;
    }

  private:
    bool have(std::uint64_t size) {
        if (size > left_.size()) good_ = false;
        return good_;
    }
    std::string_view left_;
    bool good_ = true;
};

void put_provenance(std::string& bytes, const TradeProvenance& from) {
    for (const std::string* text : {&from.id, &from.source, &from.nomenclature, &from.valuation, &from.reporting, &from.re_exports}) put(bytes, *text);
    put(bytes, static_cast<std::uint64_t>(from.digits));
    put(bytes, static_cast<std::uint64_t>(from.domestic));
    for (const auto* texts : {&from.files, &from.choices, &from.statements}) put(bytes, *texts);
}

TradeProvenance take_provenance(Taker& taker) {
    TradeProvenance into;
    for (std::string* text : {&into.id, &into.source, &into.nomenclature, &into.valuation, &into.reporting, &into.re_exports}) *text = taker.text();
    into.digits = static_cast<int>(taker.number() & 0xFFFF);
    into.domestic = taker.number() != 0;
    for (auto* texts : {&into.files, &into.choices, &into.statements}) *texts = taker.texts();
    return into;
}

CubeYearSections take_year(Taker& taker) {
    CubeYearSections year;
    year.year = static_cast<int>(static_cast<std::int64_t>(taker.number()));
    year.flows = taker.number();
    for (CubeSection& column : year.columns) {
        column.offset = taker.number();
        column.bytes = taker.number();
        column.sha256 = taker.text();
    }
    return year;
}

/// Empty when the columns of the year may be mapped.
std::string misplaced(const CubeYearSections& year, std::size_t products, std::uint64_t end) {
    if (year.year < 1 || year.year > 9999) return "has a year that is none";
    if (year.flows > end) return "claims more flows than it can hold";
    for (std::size_t at = 0; at < kCubeColumns; ++at) {
        const CubeSection& column = year.columns[at];
        const std::uint64_t elements = at == kProductBegin ? products + 1 : year.flows;
        if (column.bytes != elements * kCubeElementBytes[at]) return std::string("has a column ") + kCubeColumnNames[at] + " of the wrong size";
        if (column.offset % kCubeAlignment != 0 || column.offset < kCubeHeaderBytes || column.bytes > end || column.offset > end - column.bytes)
            return std::string("has a column ") + kCubeColumnNames[at] + " outside the file";
        if (column.sha256.size() != kHashText) return std::string("has no checksum of its column ") + kCubeColumnNames[at];
    }
    return {};
}

std::string problem_of(const CubeDirectory& directory, std::uint64_t end) {
    if (directory.places.size() > 0xFFFF) return "has more places than a cube can hold";
    std::set<std::string_view> ids;
    for (const TradePlace& place : directory.places) {
        if (!ids.insert(place.id).second) return "has the place \"" + place.id + "\" twice";
    }
    for (std::size_t at = 1; at < directory.products.size(); ++at) {
        if (directory.products[at - 1].code >= directory.products[at].code) return "has products that are not sorted by code";
    }
    for (std::size_t at = 0; at < directory.years.size(); ++at) {
        if (at > 0 && directory.years[at - 1].year >= directory.years[at].year) return "has years that are not sorted";
        if (std::string problem = misplaced(directory.years[at], directory.products.size(), end); !problem.empty()) return problem;
    }
    return {};
}

}  // namespace

std::string encode_header(const CubeHeader& header) {
    std::string bytes(kCubeMagic);
    const std::uint32_t sizes[] = {kCubeVersion, static_cast<std::uint32_t>(kCubeHeaderBytes)};
    put_bytes(bytes, sizes, sizeof sizes);
    put(bytes, header.file_bytes);
    put(bytes, header.directory_offset);
    put(bytes, std::uint64_t{0});   // kept for later versions
    bytes += header.directory_sha256;
    return bytes + sha256(bytes).substr(0, kHeaderHashText);
}

Result<CubeHeader> decode_header(std::string_view bytes, const std::string& file) {
    const std::string_view magic = bytes.substr(0, kCubeMagic.size());
    if (magic.empty() || !kCubeMagic.starts_with(magic)) return fail({file}, "is not a trade cube", "name a file that `trade import` wrote, or import this one");
    if (bytes.size() < kCubeHeaderBytes) return fail({file}, "is cut short: its header is not whole", kAgain);
    std::uint32_t version = 0;
    std::memcpy(&version, bytes.data() + kCubeMagic.size(), sizeof version);
    if (sha256(bytes.substr(0, kHashedHeader)).substr(0, kHeaderHashText) != bytes.substr(kHashedHeader, kHeaderHashText)) {
        if (version > kCubeVersion && version < 1000)   // a later version may place its checksum elsewhere
            return fail({file}, "was written by a newer program: format " + std::to_string(version) + ", this one knows " + std::to_string(kCubeVersion), "use that program, or import the data again with this one");
        return fail({file}, "is damaged: its header does not match its checksum", kAgain);
    }
    if (version != kCubeVersion)
        return fail({file}, "was written by a newer program: format " + std::to_string(version) + ", this one knows " + std::to_string(kCubeVersion), "use that program, or import the data again with this one");
    Taker taker(bytes.substr(kCubeMagic.size() + 8));
    CubeHeader header;
    header.file_bytes = taker.number();
    header.directory_offset = taker.number();
    header.directory_sha256 = std::string(bytes.substr(kCubeMagic.size() + 8 + 3 * 8, kHashText));
    if (bytes.size() < header.file_bytes)
        return fail({file}, "is cut short: " + std::to_string(bytes.size()) + " of its " + std::to_string(header.file_bytes) + " bytes are there", kAgain);
    if (bytes.size() > header.file_bytes) return fail({file}, "is damaged: " + std::to_string(bytes.size() - header.file_bytes) + " bytes stand behind its end", kAgain);
    if (header.directory_offset < kCubeHeaderBytes || header.directory_offset > header.file_bytes) return fail({file}, "is damaged: its directory is outside the file", kAgain);
    return header;
}

std::string encode_directory(const CubeDirectory& directory) {
    std::string bytes;
    put_provenance(bytes, directory.provenance);
    put(bytes, directory.places.size());
    for (const TradePlace& place : directory.places) {
        put(bytes, place.id);
        put(bytes, place.name);
    }
    put(bytes, directory.products.size());
    for (const TradeProduct& product : directory.products) {
        put(bytes, product.code);
        put(bytes, product.name);
    }
    put(bytes, directory.years.size());
    for (const CubeYearSections& year : directory.years) {
        put(bytes, static_cast<std::uint64_t>(static_cast<std::int64_t>(year.year)));
        put(bytes, year.flows);
        for (const CubeSection& column : year.columns) {
            put(bytes, column.offset);
            put(bytes, column.bytes);
            put(bytes, column.sha256);
        }
    }
    return bytes;
}

Result<CubeDirectory> decode_directory(std::string_view bytes, std::uint64_t directory_offset, const std::string& file) {
    Taker taker(bytes);
    CubeDirectory directory;
    directory.provenance = take_provenance(taker);
    directory.places.resize(taker.count(16));
    for (TradePlace& place : directory.places) place = {taker.text(), taker.text()};
    directory.products.resize(taker.count(16));
    for (TradeProduct& product : directory.products) product = {taker.text(), taker.text()};
    directory.years.resize(taker.count(16));
    for (CubeYearSections& year : directory.years) year = take_year(taker);
    if (!taker.good() || !taker.empty()) return fail({file}, "is damaged: its directory cannot be read", kAgain);
    if (const std::string problem = problem_of(directory, directory_offset); !problem.empty()) return fail({file}, "is damaged: it " + problem, kAgain);
    return directory;
}

}  // namespace countervail
