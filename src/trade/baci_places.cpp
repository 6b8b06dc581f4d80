// SPDX-License-Identifier: Apache-2.0
#include "trade/baci_places.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "evidence/csv.h"

namespace countervail {
namespace {

int column_of(const std::vector<GridCell>& header, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
        for (std::size_t at = 0; at < header.size(); ++at) {
            if (trim(header[at].text) == name) return static_cast<int>(at);
        }
    }
    return -1;
}

bool is_iso3(const std::string& text) {
    return text.size() == 3 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// Releases before 2023 are in Windows-1252, later ones in UTF-8.
Result<Grid> read_codes(std::string_view text, const std::string& file) {
    if (first_invalid_utf8(text) == std::string_view::npos) return read_csv(text, file);
    return read_csv(text, file, TextEncoding::windows_1252);
}

/// Numbers of old places carry the ISO code of a successor (58 Belgium-Luxembourg: BEL). In each such pair the lower number is the place of
/// today, which keeps the code.
Result<std::map<std::uint32_t, TradePlace>> own_places(std::string_view text, const std::string& file) {
    const auto grid = read_codes(text, file);
    if (!grid) return std::unexpected(grid.error());
    if (grid->rows.empty()) return fail({file}, "is empty", "take country_codes of the same release");
    const auto& header = grid->rows.front();
    const int code = column_of(header, {"country_code"}), iso = column_of(header, {"country_iso3", "iso_3digit_alpha"}), name = column_of(header, {"country_name", "country_name_abbreviation", "country_name_full"});
    if (code < 0 || iso < 0) return fail({file, 1}, "lacks a column country_code or country_iso3", "take country_codes of the same release");
    std::map<std::uint32_t, TradePlace> places;
    for (std::size_t at = 1; at < grid->rows.size(); ++at) {
        const auto& row = grid->rows[at];
        const auto cell = [&](int column) { return column >= 0 && static_cast<std::size_t>(column) < row.size() ? trim(row[static_cast<std::size_t>(column)].text) : std::string(); };
        const auto number = parse_number(cell(code));
        if (!number || *number < 0 || *number >= BaciPlaces::kCodes || *number != static_cast<std::uint32_t>(*number))
            return fail({file, row.empty() ? 0 : row.front().line}, "\"" + cell(code).substr(0, 40) + "\" is no number of a place", "take country_codes of the same release");
        places[static_cast<std::uint32_t>(*number)] = {cell(iso), cell(name)};
    }
    std::set<std::string> taken;
    for (auto& [number, place] : places) {
        if (!is_iso3(place.id) || !taken.insert(place.id).second) place.id = "M49-" + std::to_string(number);
    }
    return places;
}

}  // namespace

Result<BaciPlaces> BaciPlaces::read(const TradePlaces* table, std::string_view country_codes, const std::string& file) {
    BaciPlaces places;
    places.table_ = table;
    std::map<std::string, std::string> names;
    if (!country_codes.empty()) {
        auto own = own_places(country_codes, file);
        if (!own) return std::unexpected(std::move(own.error()));
        places.own_ = std::move(*own);
        for (const auto& [number, place] : places.own_) names.emplace(place.id, place.name);
    }
    if (table != nullptr) {
        for (const PlaceRecord& record : table->all()) names[record.id] = record.name;
    }
    for (auto& [id, name] : names) places.places_.push_back({id, name});
    if (places.places_.size() > FlowRow::kSlots) return fail({file}, std::to_string(places.places_.size()) + " places are more than BACI can have", "take country_codes of the same release");
    return places;
}

std::uint16_t BaciPlaces::slot_of(const std::string& id) const {
    const auto at = std::ranges::lower_bound(places_, id, {}, &TradePlace::id);
    return at != places_.end() && at->id == id ? static_cast<std::uint16_t>(at - places_.begin()) : kUnknown;
}

BaciPlaces::Slots BaciPlaces::make_slots(int year) const {
    Slots slots;
    for (std::uint32_t code = 0; code < kCodes; ++code) {
        const PlaceRecord* record = table_ == nullptr ? nullptr : table_->by_code(PlaceScheme::baci, std::to_string(code), year);
        const auto own = own_.find(code);
        slots[code] = record != nullptr ? slot_of(table_->counted_as(*record).id) : own != own_.end() ? slot_of(own->second.id) : kUnknown;
    }
    return slots;
}

std::vector<std::string> BaciPlaces::counted_as_others(int year, const std::array<bool, FlowRow::kSlots>& used) const {
    std::vector<std::string> words;
    for (std::uint32_t code = 0; table_ != nullptr && code < kCodes; ++code) {
        const PlaceRecord* record = table_->by_code(PlaceScheme::baci, std::to_string(code), year);
        if (record == nullptr) continue;
        const PlaceRecord& place = table_->counted_as(*record);
        if (&place != record && used[slot_of(place.id)]) words.push_back("\"" + record->name + "\" is counted as " + place.name + " (" + place.id + ")");
    }
    return words;
}

const BaciPlaces::Slots& BaciPlaces::slots(int year) const {
    const std::lock_guard lock(years_->lock);
    const auto at = years_->slots.find(year);
    return at != years_->slots.end() ? at->second : years_->slots.emplace(year, make_slots(year)).first->second;
}

}  // namespace countervail
