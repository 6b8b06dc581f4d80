// SPDX-License-Identifier: Apache-2.0
#include "trade/baci_rows.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>

#include "base/text.h"
#include "evidence/grid.h"
#include "trade/import_notes.h"
#include "trade/text_source.h"

namespace countervail {
namespace {

constexpr std::size_t kErrorsKept = 20;
constexpr std::size_t kShortestRow = 15;          // "2021,4,8,10121,"
constexpr std::ptrdiff_t kLongestPlainRow = 128;
constexpr std::uint32_t kFirstProduct = 10'000;   // chapter 01
constexpr int kFirstYear = 1900, kLastYear = 2100;
constexpr std::array<std::string_view, 6> kNames = {"t", "i", "j", "k", "v", "q"};
constexpr std::array<double, 9> kTens = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};
constexpr std::array<std::uint64_t, 9> kWholeTens = {1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000};

struct BaciRow {
    int year = 0;
    std::uint32_t exporter = 0, importer = 0, product = 0;
    double value = 0, weight = -1;
};

bool is_digit(char c) { return static_cast<unsigned char>(c - '0') < 10; }

/// Eight characters at once, first character lowest (Lemire 2018, after Khasin): how many digits lead, and their number.
struct Eight {
    std::uint64_t bytes = 0;

    explicit Eight(const char* at) { std::memcpy(&bytes, at, sizeof bytes); }
    /// 8 where all are.
    static unsigned leading(std::uint64_t others) { return static_cast<unsigned>(std::countr_zero(others)) / 8; }
    unsigned digits() const {
        const std::uint64_t values = bytes ^ 0x3030303030303030;
        return leading((((values & 0x7F7F7F7F7F7F7F7F) + 0x7676767676767676) | values) & 0x8080808080808080);
    }
    unsigned blanks() const {
        const std::uint64_t values = bytes ^ 0x2020202020202020;
        return leading((((values & 0x7F7F7F7F7F7F7F7F) + 0x7F7F7F7F7F7F7F7F) | values) & 0x8080808080808080);
    }
    std::uint64_t number(unsigned digits) const {
        if (digits == 0) return 0;
        std::uint64_t values = (bytes ^ 0x3030303030303030) << (64 - 8 * digits);
        values = values * 10 + (values >> 8);
        return (((values & 0x000000FF000000FF) * 0x000F424000000064) + (((values >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32;
    }
};

/// Rows as the publisher writes them, read at the speed of memory: digits only, at most eight on each side of the point, blanks before q, q perhaps quoted.
/// Whatever is written otherwise returns false and is looked at by read_row, so that both never disagree.
class PlainRow {
  public:
    explicit PlainRow(const char* at) : at_(at) {}

    bool read(BaciRow& row) {
        std::uint32_t year = 0;
        if (!whole(year, 4, 4) || !whole(row.exporter, 1, 3) || !whole(row.importer, 1, 3) || !whole(row.product, 6, 6)) return false;
        row.year = static_cast<int>(year);
        if (year < kFirstYear || year > kLastYear || row.product < kFirstProduct) return false;
        if (!number(row.value) || *at_++ != ',') return false;
        const bool quoted = *at_ == '"';
        at_ += quoted;
        at_ += Eight(at_).blanks();   // at most 16: what is wider is not plain
        at_ += Eight(at_).blanks();
        if (at_[0] == 'N' && at_[1] == 'A') {
            at_ += 2;
            row.weight = -1;
        } else if (!number(row.weight)) {
            return false;
        }
        if (quoted && *at_++ != '"') return false;
        at_ += *at_ == '\r';
        return *at_++ == '\n';
    }
    const char* end() const { return at_; }

  private:
    bool whole(std::uint32_t& value, unsigned least, unsigned most) {
        const Eight eight(at_);
        const unsigned digits = eight.digits();
        if (digits < least || digits > most) return false;
        value = static_cast<std::uint32_t>(eight.number(digits));
        at_ += digits;
        return *at_++ == ',';
    }
    /// Both parts of the quotient are exact, so it is the double nearest to the text (Clinger 1990).
    bool number(double& value) {
        const Eight before(at_);
        const unsigned whole_digits = before.digits();
        const std::uint64_t whole_part = before.number(whole_digits);
        at_ += whole_digits;
        if (*at_ != '.') {
            value = static_cast<double>(whole_part);
            return whole_digits > 0;
        }
        const Eight after(++at_);
        const unsigned decimals = after.digits();
        at_ += decimals;
        const std::uint64_t sum = whole_part * kWholeTens[decimals] + after.number(decimals);
        value = static_cast<double>(sum) / kTens[decimals];
        return whole_digits + decimals > 0 && sum <= (std::uint64_t{1} << 53);
    }
    const char* at_;
};

/// A row for people: cut, without control characters.
std::string shown(std::string_view text) {
    std::string out;
    for (const char c : text.substr(0, 60)) out += static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7F ? '?' : c;
    return "\"" + out + (text.size() > 60 ? "…\"" : "\"");
}

/// Cells of a line, without quotes and the blanks around and inside them. Empty when a quote is not closed where a cell ends.
std::vector<std::string> cells_of(std::string_view line) {
    std::vector<std::string> cells;
    for (std::size_t at = 0;;) {
        std::string cell;
        if (at < line.size() && line[at] == '"') {
            const std::size_t end = line.find('"', at + 1);
            if (end == std::string_view::npos) return {};
            cell = trim(line.substr(at + 1, end - at - 1));
            at = end + 1;
            if (at < line.size() && line[at] != ',') return {};
        } else {
            const std::size_t end = std::min(line.find(',', at), line.size());
            cell = trim(line.substr(at, end - at));
            at = end;
        }
        cells.push_back(std::move(cell));
        if (at >= line.size()) return cells;
        ++at;
    }
}

std::optional<std::uint32_t> whole_number(std::string_view text, std::size_t most_digits) {
    if (text.empty() || text.size() > most_digits || !std::ranges::all_of(text, is_digit)) return std::nullopt;
    std::uint32_t sum = 0;
    for (const char c : text) sum = sum * 10 + static_cast<std::uint32_t>(c - '0');
    return sum;
}

std::unexpected<Errors> wrong(std::string what, std::string mend) { return fail({}, std::move(what), std::move(mend)); }

const char* number_hint(std::string_view text) {
    if (text.find(',') != std::string_view::npos || text.find('\'') != std::string_view::npos || text.find(' ') != std::string_view::npos)
        return "write numbers without thousands separators and with '.' as decimal mark";
    return "v is thousand USD, q is t; a quantity that is not known is NA";
}

Result<double> amount(const std::string& text, const char* column) {
    if (text == "NA" || text.empty()) return -1.0;
    const auto number = parse_number(text);
    if (!number) return wrong(std::string("column ") + column + ": " + shown(text) + " is no number", number_hint(text));
    return *number;
}

Result<std::uint32_t> place_code(const std::string& text, const char* column) {
    const auto code = whole_number(text, 3);
    if (code) return *code;
    const bool product = whole_number(text, 6).has_value();
    return wrong(std::string("column ") + column + ": " + shown(text) + (product ? " is a product, not a place" : " is no number of a place"),
                 product ? "columns are swapped: t is the year, i the exporter, j the importer, k the product, v the value, q the quantity" : "BACI numbers places with at most three digits");
}

/// A row written in any way that RFC 4180 and R allow; `as_written` tells what was taken otherwise than it stands there.
struct ReadRow {
    BaciRow row;
    bool short_code = false, no_value = false, negative_value = false, negative_weight = false;
};

std::unexpected<Errors> wrong_cells(std::string_view line, std::size_t cells) {
    if (line.find('\0') != std::string_view::npos) return wrong("holds NUL bytes: this is no text in UTF-8", "save it as UTF-8, or download it again");
    if (line.size() > kLongestLine) return wrong("is longer than " + std::to_string(kLongestLine >> 10) + " KiB", "this is no row: download the file again");
    if (cells == 0) return wrong("has a quote that is not closed: " + shown(line), "close it, or download the file again");
    if (cells < 6 && std::ranges::count(line, ';') >= 5) return wrong("has cells separated by ';': " + shown(line), "separate cells by ',' and write '.' as decimal mark");
    if (cells < 6) return wrong("has " + std::to_string(cells) + " cells in place of 6: " + shown(line), "the row is cut short: download the file again");
    return wrong("has " + std::to_string(cells) + " cells in place of 6: " + shown(line), "write numbers without thousands separators and with '.' as decimal mark");
}

Result<ReadRow> read_row(std::string_view line, const BaciHeader& header) {
    if (line.size() > kLongestLine || line.find('\0') != std::string_view::npos) return wrong_cells(line, 0);
    const std::vector<std::string> cells = cells_of(line);
    if (cells.size() != 6) return wrong_cells(line, cells.size());
    const auto cell = [&](std::size_t at) -> const std::string& { return cells[header.column[at]]; };
    ReadRow read;
    const auto year = whole_number(cell(0), 4);
    if (!year || *year < kFirstYear || *year > kLastYear)
        return wrong("column t: " + shown(cell(0)) + " is no year", "t is the year, i the exporter, j the importer, k the product, v the value, q the quantity");
    read.row.year = static_cast<int>(*year);
    const auto exporter = place_code(cell(1), "i"), importer = place_code(cell(2), "j");
    if (!exporter) return std::unexpected(exporter.error());
    if (!importer) return std::unexpected(importer.error());
    read.row.exporter = *exporter;
    read.row.importer = *importer;
    const auto product = whole_number(cell(3), 6);
    if (!product || cell(3).size() < 5 || *product < kFirstProduct)
        return wrong("column k: " + shown(cell(3)) + " is no HS code of six digits", "write k without dots and with its leading zero; other levels are not BACI's");
    read.row.product = *product;
    read.short_code = cell(3).size() == 5;
    const auto value = amount(cell(4), "v"), weight = amount(cell(5), "q");
    if (!value) return std::unexpected(value.error());
    if (!weight) return std::unexpected(weight.error());
    read.row.value = *value;
    read.row.weight = *weight;
    read.no_value = cell(4).empty() || cell(4) == "NA";
    read.negative_value = !read.no_value && *value < 0;
    read.negative_weight = *weight < 0 && cell(5).starts_with("-");
    if (read.negative_weight) read.row.weight = -1;
    return read;
}

class PieceReader {
  public:
    PieceReader(std::string_view piece, const BaciHeader& header, const BaciPlaces& places, const std::string& file, FlowSlabs& slabs, std::span<const WatchedFlow> watched)
        : at_(piece.data()), end_(piece.data() + piece.size()), header_(header), places_(places), file_(file), watched_(watched) {
        piece_.flows = slabs.take(piece.size() / kShortestRow + 1);
        next_ = piece_.flows.rows->data() + piece_.flows.begin;
    }

    BaciPiece read() {
        const bool usual = header_.usual();
        BaciRow row;
        while (at_ < end_) {
            if (usual && end_ - at_ >= kLongestPlainRow) {
                PlainRow plain(at_);
                if (plain.read(row)) {
                    const std::string_view line(at_, static_cast<std::size_t>(plain.end() - at_));
                    at_ = plain.end();
                    ++piece_.rows;
                    take(row, line);
                    ++piece_.lines;
                    continue;
                }
            }
            read_line();
        }
        return std::move(piece_);
    }

  private:
    void read_line() {
        const auto* const found = static_cast<const char*>(std::memchr(at_, '\n', static_cast<std::size_t>(end_ - at_)));
        const char* const stop = found == nullptr ? end_ : found;
        std::string_view line(at_, static_cast<std::size_t>(stop - at_));
        at_ = found == nullptr ? end_ : found + 1;
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (!line.empty()) read_row_of(line, found == nullptr);
        ++piece_.lines;
    }

    void read_row_of(std::string_view line, bool without_end) {
        ++piece_.rows;
        const auto read = read_row(line, header_);
        if (!read) {
            ++piece_.wrong_rows;
            Error error = read.error().front();
            if (without_end) error = {{}, "the file ends in the middle of a row: " + shown(line), "it is cut short: download it again"};
            error.where = {file_, piece_.lines};
            if (piece_.errors.size() < kErrorsKept) piece_.errors.push_back(std::move(error));
            return;
        }
        if (read->no_value) return note(kNoValue, line, 0);
        if (read->negative_value) return note(kNegativeValue, line, read->row.value);
        if (!take(read->row, line)) return;   // a row counts once among those left out
        if (read->negative_weight) note(kNegativeWeight, line, read->row.value);
        if (read->short_code) note(kShortCode, line, read->row.value);
        if (without_end) note(kNoLineEnd, line, read->row.value);
    }

    bool take(const BaciRow& row, std::string_view line) {
        if (slots_ == nullptr || row.year != slots_year_) {
            slots_ = &places_.slots(row.year);
            slots_year_ = row.year;
        }
        const std::uint16_t exporter = (*slots_)[row.exporter], importer = (*slots_)[row.importer];
        if (exporter == BaciPlaces::kUnknown || importer == BaciPlaces::kUnknown) {
            note(kUnknownPlace, line, row.value);
            return false;
        }
        if (exporter == importer) {
            note(kSelfTrade, line, row.value);
            return false;
        }
        if (piece_.runs.empty() || piece_.runs.back().year != row.year) piece_.runs.push_back({row.year, piece_.kept});
        const std::uint64_t key = FlowRow::key_of(row.product, importer, exporter);
        if (!watched_.empty()) watch({row.year, key});
        next_[piece_.kept++] = {key, row.value, row.weight};
        return true;
    }

    void watch(const WatchedFlow& flow) {
        const auto at = std::ranges::lower_bound(watched_, flow);
        if (at != watched_.end() && *at == flow) piece_.seen.push_back({static_cast<std::size_t>(at - watched_.begin()), piece_.lines});
    }

    void note(BaciNoteKind kind, std::string_view line, double value) {
        BaciNoteCount& count = piece_.notes[kind];
        ++count.rows;
        count.value += value;
        while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
        if (count.examples.size() < ImportNotes::kExamples) count.examples.push_back({{file_, piece_.lines}, std::string(baci_note(kind).kind) + ": " + shown(line), baci_note(kind).mend});
    }

    const char *at_, *end_;
    const BaciHeader& header_;
    const BaciPlaces& places_;
    const std::string& file_;
    std::span<const WatchedFlow> watched_;
    const BaciPlaces::Slots* slots_ = nullptr;
    int slots_year_ = 0;
    FlowRow* next_ = nullptr;             // of the room for flows
    BaciPiece piece_;
};

}  // namespace

const BaciNoteWords& baci_note(std::size_t kind) {
    static const std::array<BaciNoteWords, kBaciNotes> kWords = {{
        {"a place that nobody knows", "rows left out", "give country_codes of the same release beside the file", true},
        {"a place that trades with itself", "rows left out", "BACI has no domestic trade: look where the file comes from", true},
        {"a negative value", "rows left out", "look where the file comes from", true},
        {"no value", "rows left out", "v must be a number: are v and q swapped?", true},
        {"a negative quantity", "quantity taken as not known", "look where the file comes from", false},
        {"a product code of five digits", "its leading zero put back", "read k as text, not as a number, before writing it", false},
        {"a last line without an end", "kept", "if the file was cut short its last number is wrong: compare its size with the publisher's", false},
    }};
    return kWords[kind];
}

Result<BaciHeader> read_baci_header(std::string_view text, const std::string& file) {
    const std::string layout = "the first line of a BACI file is t,i,j,k,v,q";
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return fail({file, 1}, "is in UTF-16", "save it as UTF-8");
    BaciHeader header;
    const std::size_t mark = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    std::string_view line = text.substr(mark, kLongestLine);
    const std::size_t end = line.find('\n');
    if (end == std::string_view::npos && text.size() - mark > kLongestLine) return fail({file, 1}, "has a line of more than " + std::to_string(kLongestLine >> 10) + " KiB", layout);
    line = line.substr(0, end);
    header.bytes = mark + line.size() + (end == std::string_view::npos ? 0 : 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (trim(line).empty()) return fail({file, 1}, text.empty() ? "is empty" : "has no header", layout);
    const std::vector<std::string> cells = cells_of(line);
    for (std::size_t name = 0; name < kNames.size(); ++name) {
        const auto at = std::ranges::find(cells, kNames[name]);
        if (at == cells.end() || cells.size() != kNames.size()) {
            const bool semicolons = line.find(';') != std::string_view::npos;
            return fail({file, 1}, "has the header " + shown(line), layout + (semicolons ? ", separated by ','" : ""));
        }
        header.column[name] = static_cast<std::size_t>(at - cells.begin());
    }
    return header;
}

BaciPiece read_baci_piece(std::string_view piece, const BaciHeader& header, const BaciPlaces& places, const std::string& file, FlowSlabs& slabs, std::span<const WatchedFlow> watched) {
    BaciPiece read = PieceReader(piece, header, places, file, slabs, watched).read();
    slabs.give_back(read.flows, read.kept);
    return read;
}

}  // namespace countervail
