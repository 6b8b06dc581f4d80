// SPDX-License-Identifier: Apache-2.0
#include "trade/baci_release.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "evidence/csv.h"

namespace countervail {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// What a name such as BACI_HS22_Y2021_V202501.csv says.
struct NameParts {
    std::string nomenclature, version;
};

NameParts parts_of(const std::string& name) {
    NameParts parts;
    for (const std::string& word : split(name.substr(0, name.find('.')), '_')) {
        if (word.size() == 4 && word.starts_with("HS") && is_digit(word[2]) && is_digit(word[3]))
            parts.nomenclature = std::string(word[2] == '9' ? "HS19" : "HS20") + word.substr(2);
        if (word.size() >= 7 && word[0] == 'V' && std::all_of(word.begin() + 1, word.begin() + 7, is_digit)) parts.version = word.substr(1);
    }
    return parts;
}

void agree(std::string& known, const std::string& said, const TextFile& file, const char* what, Errors& errors) {
    if (said.empty()) return;
    if (known.empty()) known = said;
    if (known != said) errors.push_back({{file.name}, std::string("is of ") + what + " " + said + ", other files of " + known, "import each release apart"});
}

std::string lower_with_hyphens(std::string_view name) {
    std::string id;
    for (const char c : name) {
        const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0;
        if (plain) id += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        if (!plain && !id.empty() && id.back() != '-') id += '-';
    }
    while (id.ends_with('-')) id.pop_back();
    return id.empty() ? "trade" : id;
}

}  // namespace

Result<BaciRelease> baci_release(std::span<const TextFile> files) {
    BaciRelease release;
    Errors errors;
    for (const TextFile& file : files) {
        if (file.plain_name.starts_with("country_codes")) {
            release.country_codes = &file;
            continue;
        }
        const bool products = file.plain_name.starts_with("product_codes");
        if (products) release.product_codes = &file;
        if (!products && !file.plain_name.ends_with(".csv") && !file.plain_name.ends_with(".CSV") && files.size() > 1) continue;
        if (!products) release.years.push_back(&file);
        const NameParts parts = parts_of(file.plain_name);
        agree(release.nomenclature, parts.nomenclature, file, "the nomenclature", errors);
        agree(release.version, parts.version, file, "version", errors);
    }
    if (release.years.empty()) errors.push_back({{files.empty() ? std::string() : files.front().name}, "has no year of trade", "name a csv with the columns t,i,j,k,v,q, or a zip or folder of them"});
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return release;
}

Result<std::map<std::string, std::string>> baci_product_names(std::string_view text, const std::string& file) {
    const auto grid = read_csv(text, file, first_invalid_utf8(text) == std::string_view::npos ? TextEncoding::utf8 : TextEncoding::windows_1252);
    if (!grid) return std::unexpected(grid.error());
    std::map<std::string, std::string> names;
    for (std::size_t at = 1; at < grid->rows.size(); ++at) {
        const auto& row = grid->rows[at];
        if (row.size() < 2) return fail(row.empty() ? Place{file} : grid->place(row.front()), "has no code and description", "take product_codes of the same release");
        std::string code = trim(row[0].text);
        if (code.size() == 5) code.insert(0, 1, '0');
        names.emplace(std::move(code), trim(row[1].text));
    }
    return names;
}

std::string baci_id(const BaciRelease& release) {
    if (!release.nomenclature.empty() && !release.version.empty()) {
        const std::string year = release.years.size() == 1 ? release.years.front()->plain_name : std::string();
        const std::size_t at = year.find("_Y");
        return lower_with_hyphens("baci-hs" + release.nomenclature.substr(4) + (at == std::string::npos ? "" : "-" + year.substr(at + 2, 4)) + "-v" + release.version);
    }
    const std::string& name = release.years.front()->plain_name;
    return lower_with_hyphens(name.substr(0, name.rfind('.')));
}

}  // namespace countervail
