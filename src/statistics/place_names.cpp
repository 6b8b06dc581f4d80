// SPDX-License-Identifier: Apache-2.0
#include "statistics/place_names.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/text.h"
#include "evidence/csv.h"
#include "evidence/records.h"
#include "statistics/brief_text.h"

namespace countervail {

namespace {

constexpr const char* kFile = "data/statistics/place-names.csv";

/// The letter without its accent, for U+00C0…U+017F.
char without_accent(std::uint32_t point) {
    static constexpr std::string_view kLatin1 = "aaaaaaaceeeeiiiidnooooo oouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty";
    static constexpr std::string_view kExtended =
        "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
    if (point >= 0xC0 && point < 0xC0 + kLatin1.size() && point <= 0xFF) return kLatin1[point - 0xC0];
    if (point >= 0x100 && point <= 0x17F) return kExtended[point - 0x100];
    return ' ';
}

std::optional<StatisticsPlaceKind> kind_of(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, StatisticsPlaceKind>, 5> kKinds{{{"place", StatisticsPlaceKind::place},
                                                                                             {"historical", StatisticsPlaceKind::historical},
                                                                                             {"world", StatisticsPlaceKind::world},
                                                                                             {"rest", StatisticsPlaceKind::rest},
                                                                                             {"joint", StatisticsPlaceKind::joint}}};
    for (const auto& [word, kind] : kKinds) {
        if (word == text) return kind;
    }
    return std::nullopt;
}

bool is_code(std::string_view text) {
    return text.size() == 3 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string before_parenthesis(std::string_view name) { return std::string(name.substr(0, name.find('('))); }

}  // namespace

std::string plain_place_name(std::string_view name) {
    std::string plain;
    const auto put = [&](char c) {
        if (c != ' ') plain += c;
        else if (!plain.empty() && plain.back() != ' ') plain += ' ';
    };
    for (std::size_t i = 0; i < name.size(); ++i) {
        const auto byte = static_cast<unsigned char>(name[i]);
        if (byte < 0x80) {
            const char c = byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : static_cast<char>(byte);
            put((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : ' ');
        } else if ((byte & 0xE0) == 0xC0 && i + 1 < name.size()) {
            put(without_accent((byte & 0x1FU) << 6 | (static_cast<unsigned char>(name[++i]) & 0x3FU)));
        } else {
            put(' ');
        }
    }
    if (!plain.empty() && plain.back() == ' ') plain.pop_back();
    return plain;
}

Result<StatisticsPlaceNames> StatisticsPlaceNames::read(const Library& library) {
    const LibraryFile* file = library.find(kFile);
    if (!file) return fail({kFile}, "the file with the names of places is missing", "it comes with the program; put it back under data/statistics/");
    auto grid = read_csv(file->text, kFile);
    if (!grid) return std::unexpected(grid.error());
    Errors errors;
    const Records records(std::move(*grid), {{"name"}, {"place"}, {"kind"}}, errors);
    StatisticsPlaceNames names;
    for (std::size_t r = 0; r < records.size(); ++r) {
        const std::string name = records.text(r, "name"), place = records.text(r, "place"), kind = records.text(r, "kind");
        if (kind == "code") {
            names.by_code_[name] = {StatisticsPlaceKind::place, place};
            continue;
        }
        const auto known = kind_of(kind);
        if (!known)
            errors.push_back(
                {records.place(r, "kind"), "\"" + brief_text(kind) + "\" is no kind of place", "place, historical, code, world, rest or joint"});
        bool codes = !place.empty();
        for (const std::string& code : split(place, ' ')) codes = codes && is_code(code);
        if (!codes) errors.push_back({records.place(r, "place"), "\"" + brief_text(place) + "\" is no ISO3 code", "three capital letters"});
        if (!known || !codes) continue;
        const auto [at, fresh] = names.by_name_.try_emplace(plain_place_name(name), StatisticsPlace{*known, place});
        if (!fresh && at->second.place != place)
            errors.push_back(
                {records.place(r, "name"), "\"" + brief_text(name) + "\" already stands for " + at->second.place, "one name, one place"});
        names.names_.push_back(name);
        if (*known == StatisticsPlaceKind::place || *known == StatisticsPlaceKind::historical)
            names.by_code_.try_emplace(place, StatisticsPlace{*known, place});
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return names;
}

StatisticsPlace StatisticsPlaceNames::of_name(std::string_view name) const {
    if (const auto found = by_name_.find(plain_place_name(name)); found != by_name_.end()) return found->second;
    if (const auto found = by_name_.find(plain_place_name(before_parenthesis(name))); found != by_name_.end()) return found->second;
    return {};
}

StatisticsPlace StatisticsPlaceNames::of_code(std::string_view code) const {
    const auto found = by_code_.find(code);
    return found == by_code_.end() ? StatisticsPlace{} : found->second;
}

std::string StatisticsPlaceNames::near(std::string_view name) const { return did_you_mean(brief_text(name), names_); }

}  // namespace countervail
