// SPDX-License-Identifier: Apache-2.0
#include "parties/list_places.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <utility>
#include <vector>

#include "base/text.h"
#include "parties/name_text.h"

namespace countervail {

namespace {

struct CountryName {
    std::string name;  // as to_latin writes it, or as it is where words are not spaced
    std::string iso3;
    bool words = true;  // written with spaces, so that only whole words count
};

/// Names that states use for themselves, and older ones, that the repository does not give.
constexpr std::pair<const char*, const char*> kOfficial[] = {{"russian federation", "RUS"},
                                                             {"syrian arab republic", "SYR"},
                                                             {"republic of korea", "KOR"},
                                                             {"democratic people's republic of korea", "PRK"},
                                                             {"dprk", "PRK"},
                                                             {"viet nam", "VNM"},
                                                             {"czech republic", "CZE"},
                                                             {"burma", "MMR"},
                                                             {"great britain", "GBR"},
                                                             {"hongkong", "HKG"},
                                                             {"macau", "MAC"},
                                                             {"macao", "MAC"},
                                                             {"turkiye", "TUR"},
                                                             {"ivory coast", "CIV"},
                                                             {"uae", "ARE"}};

std::string upper(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return result;
}

const std::map<std::string, std::string>& codes() {
    static const std::map<std::string, std::string> all = [] {
        std::map<std::string, std::string> found;
        for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
            const std::string iso3 = icu::Locale("", *code).getISO3Country();
            if (iso3.empty()) continue;
            found[*code] = iso3;
            found[iso3] = iso3;
        }
        return found;
    }();
    return all;
}

/// Longest first, so that the first found is the longest.
const std::vector<CountryName>& names() {
    static const std::vector<CountryName> all = [] {
        std::vector<CountryName> found;
        for (const auto& [code, iso3] : codes()) {
            if (code.size() != 2) continue;
            for (const char* language : {"en", "zh", "ja"}) {
                icu::UnicodeString shown;
                std::string name;
                icu::Locale("", code.c_str()).getDisplayCountry(icu::Locale(language), shown);
                shown.toUTF8String(name);
                const bool words = std::string_view(language) == "en";
                // "Hong Kong SAR China", "Myanmar (Burma)": the everyday name stands first.
                if (words) name = name.substr(0, std::min(name.find(" SAR "), name.find(" (")));
                found.push_back({words ? to_latin(name) : name, iso3, words});
            }
        }
        for (const auto& [name, iso3] : kOfficial) found.push_back({to_latin(name), iso3, true});
        std::stable_sort(found.begin(), found.end(), [](const CountryName& a, const CountryName& b) {
            return a.name.size() > b.name.size();
        });
        return found;
    }();
    return all;
}

std::string last_part(std::string_view text) {
    const auto comma = text.find_last_of(",;");
    return trim(comma == std::string_view::npos ? text : text.substr(comma + 1));
}

}  // namespace

std::string iso3_of_code(std::string_view code) {
    const auto at = codes().find(upper(code));
    return at == codes().end() ? std::string() : at->second;
}

std::string iso3_in_text(std::string_view text) {
    const std::string last = last_part(text);
    if (last.size() <= 3 && last == upper(last)) {
        if (std::string iso3 = iso3_of_code(last); !iso3.empty()) return iso3;
    }
    const std::string latin = " " + to_latin(text) + " ";
    std::size_t best_size = 0, best_at = 0;
    std::string best;
    for (const CountryName& name : names()) {
        if (name.name.size() < best_size) break;
        const std::size_t at = name.words ? latin.rfind(" " + name.name + " ") : text.rfind(name.name);
        if (at == std::string::npos || (best_size == name.name.size() && at <= best_at)) continue;
        best = name.iso3, best_size = name.name.size(), best_at = at;
    }
    return best;
}

std::string text_behind_country(std::string_view text) {
    const std::string big = upper(text);
    std::size_t best_size = 0, behind = 0;
    for (const CountryName& name : names()) {
        if (!name.words || name.name.size() <= best_size) continue;
        const std::size_t at = big.find(upper(name.name));
        if (at == std::string::npos) continue;
        best_size = name.name.size(), behind = at + name.name.size();
    }
    return best_size == 0 ? std::string() : trim(text.substr(behind));
}

}  // namespace countervail
