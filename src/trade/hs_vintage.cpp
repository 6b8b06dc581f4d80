// SPDX-License-Identifier: Apache-2.0
#include "trade/hs_vintage.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "base/text.h"
#include "evidence/csv.h"
#include "evidence/records.h"

namespace countervail {
namespace {

struct VintageNames {
    int year;
    std::string_view name, two_digits, comtrade;
};
constexpr std::array<VintageNames, kHsVintages> kNames{{{1992, "HS1992", "HS92", "H0"},
                                                        {1996, "HS1996", "HS96", "H1"},
                                                        {2002, "HS2002", "HS02", "H2"},
                                                        {2007, "HS2007", "HS07", "H3"},
                                                        {2012, "HS2012", "HS12", "H4"},
                                                        {2017, "HS2017", "HS17", "H5"},
                                                        {2022, "HS2022", "HS22", "H6"}}};
constexpr std::string_view kMarkers = "data/trade/hs-marker-codes.csv", kChapters = "data/trade/hs-chapters.csv";
constexpr std::size_t kCodesShown = 5;

const VintageNames& names_of(HsVintage vintage) { return kNames[static_cast<std::size_t>(vintage)]; }

bool is_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
}

std::optional<Records> table_of(const Library& library, std::string_view path, const std::vector<ColumnRule>& rules, Errors& errors) {
    const LibraryFile* file = library.find(path);
    if (file == nullptr) {
        errors.push_back({{std::string(path)}, "is missing", "docs/formats/concordance.md says what it holds"});
        return std::nullopt;
    }
    auto grid = read_csv(file->text, file->path);
    if (grid) return Records(std::move(*grid), rules, errors);
    append(errors, std::move(grid.error()));
    return std::nullopt;
}

std::string list_of(const std::vector<std::string>& codes) {
    std::vector<std::string> shown(codes.begin(), codes.begin() + static_cast<std::ptrdiff_t>(std::min(kCodesShown, codes.size())));
    std::string text = join(shown, ", ");
    if (codes.size() > kCodesShown) text += " and " + std::to_string(codes.size() - kCodesShown) + " more";
    return text;
}

}  // namespace

int begins_in(HsVintage vintage) { return names_of(vintage).year; }
std::string_view name_of(HsVintage vintage) { return names_of(vintage).name; }

HsVintage vintage_in_force(int year) {
    HsVintage found = HsVintage::hs1992;
    for (std::size_t at = 0; at < kHsVintages; ++at) {
        if (kNames[at].year <= year) found = static_cast<HsVintage>(at);
    }
    return found;
}

std::optional<HsVintage> parse_hs_vintage(std::string_view text) {
    std::string plain;
    for (const char c : text) {
        if (c != ' ' && c != '-' && c != '_') plain += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    for (std::size_t at = 0; at < kHsVintages; ++at) {
        const VintageNames& names = kNames[at];
        if (plain == names.name || plain == names.two_digits || plain == names.comtrade || plain == std::to_string(names.year))
            return static_cast<HsVintage>(at);
    }
    if (plain == "HS1988" || plain == "HS88") return HsVintage::hs1992;  // the first edition's earlier name
    return std::nullopt;
}

Result<HsNomenclature> HsNomenclature::read(const Library& library) {
    HsNomenclature nomenclature;
    Errors errors;
    if (const auto table = table_of(library, kChapters, {{"chapter"}, {"name"}}, errors)) {
        for (std::size_t row = 0; row < table->size(); ++row) {
            const std::string chapter = table->text(row, "chapter");
            if (chapter.size() != 2 || !is_digits(chapter))
                errors.push_back({table->place(row), "\"" + chapter + "\" is not a chapter", "give two digits"});
            else if (!nomenclature.chapters_.emplace(chapter, table->text(row, "name")).second)
                errors.push_back({table->place(row), "chapter " + chapter + " is there twice", "give every chapter one row"});
        }
    }
    if (const auto table = table_of(library, kMarkers, {{"code"}, {"introduced"}, {"last"}, {"source"}}, errors)) {
        for (std::size_t row = 0; row < table->size(); ++row) {
            const std::string code = table->text(row, "code"), last = table->text(row, "last");
            const auto first = parse_hs_vintage(table->text(row, "introduced"));
            const auto until = last.empty() ? std::optional(HsVintage::hs2022) : parse_hs_vintage(last);
            if ((code.size() != 4 && code.size() != 6) || !is_digits(code))
                errors.push_back(
                    {table->place(row, "code"), "\"" + code + "\" is not a heading or subheading", "give 4 or 6 digits without dots"});
            else if (!first || !until || *first > *until)
                errors.push_back({table->place(row, "introduced"),
                                  "\"" + code + "\" needs the edition that brought it and the last that had it",
                                  "HS1992, HS1996, HS2002, HS2007, HS2012, HS2017 or HS2022"});
            else nomenclature.markers_[code].push_back({*first, *until});
        }
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return nomenclature;
}

bool HsNomenclature::may_have(HsVintage vintage, std::string_view code) const {
    for (const std::size_t digits : {std::size_t{4}, std::size_t{6}}) {
        if (code.size() < digits) break;
        const auto known = markers_.find(std::string(code.substr(0, digits)));
        if (known == markers_.end()) continue;
        if (std::ranges::none_of(known->second, [&](const Span& span) { return span.introduced <= vintage && vintage <= span.last; }))
            return false;
    }
    return true;
}

VintageFit HsNomenclature::fit(std::span<const std::string> codes, HsVintage declared) const {
    std::set<std::string> plain;
    for (const std::string& code : codes) plain.insert(code.substr(0, std::min<std::size_t>(6, code.size())));
    VintageFit fit{declared, declared, 0, {}};
    for (const std::string& code : plain) {
        bool tells = false;
        for (std::size_t at = 0; at < kHsVintages; ++at) {
            if (may_have(static_cast<HsVintage>(at), code)) continue;
            tells = true;
            fit.foreign[at].push_back(code);
        }
        fit.markers += tells ? 1 : 0;
    }
    for (std::size_t at = 0; at < kHsVintages; ++at) {
        if (fit.foreign[at].size() < fit.foreign[static_cast<std::size_t>(fit.best)].size()) fit.best = static_cast<HsVintage>(at);
    }
    return fit;
}

Result<VintageFit> HsNomenclature::check(std::span<const std::string> codes, HsVintage declared, const Place& where) const {
    VintageFit found = fit(codes, declared);
    if (found.best == declared) return found;
    const auto& foreign = found.foreign[static_cast<std::size_t>(declared)];
    const std::size_t left = found.foreign[static_cast<std::size_t>(found.best)].size();
    return fail(where, "holds codes that " + std::string(name_of(declared)) + " does not have: " + list_of(foreign),
                "declare it as " + std::string(name_of(found.best)) + ", which " +
                    (left == 0 ? "has them all" : "lacks only " + std::to_string(left) + " of its codes") +
                    ", or convert it with a concordance");
}

std::string_view HsNomenclature::chapter_name(std::string_view code) const {
    const auto at = chapters_.find(code.substr(0, 2));
    return at == chapters_.end() ? std::string_view() : std::string_view(at->second);
}

}  // namespace countervail
