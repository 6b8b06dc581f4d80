// SPDX-License-Identifier: Apache-2.0
#include "trade/trade_places.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "evidence/csv.h"
#include "evidence/records.h"

namespace countervail {
namespace {

constexpr std::string_view kTable = "data/trade/places.csv";
constexpr std::array<const char*, 5> kSchemes{"m49", "comtrade", "baci", "census", "gacc"};

std::string without_zeros(std::string_view code) {
    const auto at = code.find_first_not_of('0');
    if (at == std::string_view::npos) return code.empty() ? std::string() : "0";
    return std::string(code.substr(at));
}

/// The plain letter of U+00C0 … U+00FF (two bytes in UTF-8, of which this is the second), or nothing.
char plain_letter(unsigned char second) {
    static constexpr std::string_view kPlain = "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty";
    return kPlain[second & 0x3F];
}

/// Letters and digits only, in lower case, accents dropped, words parted by one space; "&" is "and".
std::string plain_name(std::string_view name) {
    std::string plain;
    bool gap = false;
    const auto put = [&](char c) {
        if (gap && !plain.empty()) plain += ' ';
        gap = false;
        plain += c;
    };
    for (std::size_t i = 0; i < name.size(); ++i) {
        const unsigned char c = static_cast<unsigned char>(name[i]);
        if (c >= 'A' && c <= 'Z') put(static_cast<char>(c - 'A' + 'a'));
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c > 0xC3) put(name[i]);
        else if (c == 0xC3 && i + 1 < name.size()) put(plain_letter(static_cast<unsigned char>(name[++i])));
        else if (c == '&') {
            gap = true;
            put('a'), put('n'), put('d');
            gap = true;
        } else if (c == '\'' || c == '.') continue;
        else gap = true;
    }
    return plain;
}

std::optional<PlaceKind> parse_kind(std::string_view text) {
    if (text == "country") return PlaceKind::country;
    if (text == "territory") return PlaceKind::territory;
    if (text == "former") return PlaceKind::former;
    if (text == "area") return PlaceKind::area;
    if (text == "group") return PlaceKind::group;
    return std::nullopt;
}

std::vector<std::string> parts_of(const std::string& text, char separator) {
    std::vector<std::string> parts;
    for (const std::string& part : split(text, separator)) {
        if (!trim(part).empty()) parts.push_back(trim(part));
    }
    return parts;
}

}  // namespace

class TradePlacesReader {
  public:
    TradePlacesReader(Grid grid, Errors& errors)
        : errors_(errors),
          table_(std::move(grid),
                 {{"id"},
                  {"name"},
                  {"kind"},
                  {"from"},
                  {"through"},
                  {"parts"},
                  {"stands_for"},
                  {"m49"},
                  {"comtrade"},
                  {"baci"},
                  {"census"},
                  {"gacc"},
                  {"names"},
                  {"note"},
                  {"publishes", false}},
                 errors) {}

    TradePlaces read() {
        for (std::size_t row = 0; row < table_.size(); ++row) read_row(row);
        for (std::size_t row = 0; row < table_.size(); ++row) check_links(row);
        for (std::size_t row = 0; row < table_.size(); ++row) {
            add_codes(row);
            add_name(row, places_.records_[row].name);
            for (const std::string& name : places_.records_[row].names) add_name(row, name);
        }
        return std::move(places_);
    }

  private:
    int year_of(std::size_t row, const char* column, int otherwise) {
        const std::string text = table_.text(row, column);
        if (text.empty()) return otherwise;
        const auto number = parse_number(text);
        if (number && *number >= 1800 && *number <= 2200 && *number == static_cast<int>(*number)) return static_cast<int>(*number);
        errors_.push_back({table_.place(row, column), "\"" + text + "\" is not a year", "give four digits, or leave it empty"});
        return otherwise;
    }

    void read_row(std::size_t row) {
        PlaceRecord record;
        record.id = table_.text(row, "id");
        record.name = table_.text(row, "name");
        record.from = year_of(row, "from", record.from);
        record.through = year_of(row, "through", record.through);
        record.parts = parts_of(table_.text(row, "parts"), ' ');
        record.stands_for = table_.text(row, "stands_for");
        record.names = parts_of(table_.text(row, "names"), '|');
        record.note = table_.text(row, "note");
        record.publishes = table_.text(row, "publishes");
        if (const auto kind = parse_kind(table_.text(row, "kind"))) record.kind = *kind;
        else
            errors_.push_back({table_.place(row, "kind"), "unknown kind of place \"" + table_.text(row, "kind") + "\"",
                               "known: country, territory, former, area, group"});
        if (record.id.empty() || record.name.empty()) errors_.push_back({table_.place(row), "a place needs an id and a name", "fill both"});
        if (record.from > record.through)
            errors_.push_back({table_.place(row, "from"), "\"" + record.id + "\" ends before it begins", "give from ≤ through"});
        if (!places_.by_id_.emplace(record.id, places_.records_.size()).second)
            errors_.push_back({table_.place(row, "id"), "the place \"" + record.id + "\" is there twice", "give every place one row"});
        places_.records_.push_back(std::move(record));
    }

    void check_links(std::size_t row) {
        const PlaceRecord& record = places_.records_[row];
        std::vector<std::string> named = record.parts;
        if (!record.stands_for.empty()) named.push_back(record.stands_for);
        for (const std::string& id : named) {
            if (!places_.by_id_.contains(id))
                errors_.push_back({table_.place(row, "parts"), "\"" + record.id + "\" names \"" + id + "\", which is not in the table",
                                   "give the id of a place of the table"});
        }
    }

    void add_codes(std::size_t row) {
        std::string text;
        for (std::size_t scheme = 0; scheme < kSchemes.size(); ++scheme) {
            const std::string own = table_.text(row, kSchemes[scheme]);
            if (scheme > static_cast<std::size_t>(PlaceScheme::baci) || !own.empty() || scheme == 0) text = own;
            if (text == "none") continue;
            for (const std::string& code : parts_of(text, ' ')) add_code(row, scheme, without_zeros(code));
        }
    }

    void add_code(std::size_t row, std::size_t scheme, const std::string& code) {
        const PlaceRecord& record = places_.records_[row];
        auto& holders = places_.by_code_[scheme][code];
        for (const std::size_t other : holders) {
            const PlaceRecord& rival = places_.records_[other];
            if (rival.from <= record.through && record.from <= rival.through)
                errors_.push_back({table_.place(row, kSchemes[scheme]),
                                   "the code " + code + " belongs to \"" + rival.id + "\" in the same years",
                                   "give a code one place, or years that do not meet"});
        }
        holders.push_back(row);
        std::ranges::sort(holders, {}, [&](std::size_t at) { return -places_.records_[at].through; });
    }

    void add_name(std::size_t row, const std::string& name) {
        const auto [at, is_new] = places_.by_name_.emplace(plain_name(name), row);
        if (!is_new && at->second != row)
            errors_.push_back({table_.place(row, "name"),
                               "the name \"" + name + "\" belongs to \"" + places_.records_[at->second].id + "\" too",
                               "give every spelling one place"});
    }

    Errors& errors_;
    Records table_;
    TradePlaces places_;
};

Result<TradePlaces> TradePlaces::read(const Library& library) {
    const LibraryFile* file = library.find(kTable);
    if (file == nullptr) return fail({std::string(kTable)}, "is missing", "docs/formats/trade-places.md says what it holds");
    auto grid = read_csv(file->text, file->path);
    if (!grid) return std::unexpected(std::move(grid.error()));
    Errors errors;
    TradePlaces places = TradePlacesReader(std::move(*grid), errors).read();
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return places;
}

const PlaceRecord* TradePlaces::by_id(std::string_view id) const {
    const auto at = by_id_.find(std::string(id));
    return at == by_id_.end() ? nullptr : &records_[at->second];
}

const PlaceRecord* TradePlaces::by_code(PlaceScheme scheme, std::string_view code, int year) const {
    const auto& codes = by_code_[static_cast<std::size_t>(scheme)];
    const auto at = codes.find(without_zeros(code));
    if (at == codes.end()) return nullptr;
    for (const std::size_t row : at->second) {
        if (year != 0 && records_[row].valid_in(year)) return &records_[row];
    }
    return &records_[at->second.front()];
}

const PlaceRecord* TradePlaces::by_name(std::string_view name) const {
    const auto at = by_name_.find(plain_name(name));
    return at == by_name_.end() ? nullptr : &records_[at->second];
}

const PlaceRecord* TradePlaces::publisher(PlaceScheme scheme) const {
    const auto at = std::ranges::find(records_, kSchemes[static_cast<std::size_t>(scheme)], &PlaceRecord::publishes);
    return at == records_.end() ? nullptr : &*at;
}

const PlaceRecord* TradePlaces::find(std::string_view text) const {
    const std::string wanted = trim(text);
    const PlaceRecord* record = by_id(wanted);
    return record != nullptr ? record : by_name(wanted);
}

std::string TradePlaces::did_you_mean(std::string_view text) const {
    std::vector<std::string> known;
    for (const PlaceRecord& record : records_) {
        known.push_back(record.id);
        known.push_back(record.name);
        known.insert(known.end(), record.names.begin(), record.names.end());
    }
    return countervail::did_you_mean(text, known);
}

const PlaceRecord& TradePlaces::counted_as(const PlaceRecord& record) const {
    const PlaceRecord* other = record.stands_for.empty() ? nullptr : by_id(record.stands_for);
    return other == nullptr ? record : *other;
}

}  // namespace countervail
