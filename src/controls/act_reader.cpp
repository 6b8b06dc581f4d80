// SPDX-License-Identifier: Apache-2.0
#include "controls/act_reader.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace countervail {

bool is_place(std::string_view text) {
    return text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_place_or_group(std::string_view text) {
    if (text.size() < 5 || text[3] != ':') return is_place(text);
    return is_place(text.substr(0, 3)) && std::all_of(text.begin() + 4, text.end(), [](unsigned char c) { return c > ' ' && c < 0x7f; });
}

bool is_act_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return c > ' ' && c < 0x7f && c != '"' && c != '@';
    });
}

std::string known_words(std::string_view word, const std::vector<std::string>& words) {
    const std::string near = did_you_mean(word, words);
    return near.empty() ? "one of: " + join(words, ", ") : near;
}

std::string one_of(Section& section, std::string_view key, const std::vector<std::string>& words, std::string fallback) {
    std::string word = section.text(key, fallback);
    if (section.has(key) && std::find(words.begin(), words.end(), word) == words.end()) {
        section.problem(key, std::string(key) + " \"" + word + "\" is not known", known_words(word, words));
    }
    return word;
}

std::string filled(Section& section, std::string_view key) {
    const bool given = section.has(key);
    std::string text = section.text(key);
    if (given && trim(text).empty()) {
        section.problem(key, std::string(key) + " is empty", "fill it in or leave the file out");
    }
    return text;
}

Date plausible(Section& section, std::string_view key, Date date) {
    if (section.has(key) && (date.year() < 1900 || date.year() > 2200)) {
        section.problem(key, "no act is dated " + date.to_text(), "check the year");
    }
    return date;
}

std::vector<std::string> act_names(Section& section, std::string_view key) {
    std::vector<std::string> found = section.texts(key);
    std::set<std::string> seen;
    for (const std::string& name : found) {
        if (!is_act_name(name)) {
            section.problem(key, "\"" + name + "\" is not a name", "write an id such as \"<element>.oxide\" or a pattern \"*.oxide\"");
        } else if (!seen.insert(name).second) {
            section.problem(key, "\"" + name + "\" is named twice", "name it once");
        }
    }
    return found;
}

std::vector<std::string> act_places(Section& section, std::string_view key) {
    std::vector<std::string> found = section.texts(key);
    for (const std::string& place : found) {
        if (!is_place_or_group(place)) {
            section.problem(key, "\"" + place + "\" is not a place", "places are three capitals, ISO 3166-1 alpha-3: \"JPN\"; groups \"USA:D:5\"");
        }
    }
    return found;
}

std::string place_or_empty(Section& section, std::string_view key) {
    std::string place = section.text(key, "");
    if (section.has(key) && !is_place(place)) {
        section.problem(key, "\"" + place + "\" is not a place", "places are three capitals, ISO 3166-1 alpha-3: \"JPN\"");
    }
    return place;
}

std::optional<Decimal> act_share(Section& section, std::string_view key, bool zero) {
    const auto value = section.number(key);
    if (!value) return std::nullopt;
    if (*value < 0 || *value > 1 || (*value == 0 && !zero)) {
        section.problem(key, std::string(key) + " is " + exact_number(*value) + ", not a share between 0 and 1",
                        "write 0.001 for 0.1%");
    }
    return Decimal::from_double(*value);
}

std::optional<Date> end_of(Section& section, Date from, bool required) {
    const bool inclusive = section.flag("end_day_inclusive", true);
    const auto through = required ? std::optional<Date>(section.required_date("through")) : section.date("through");
    if (!through || (required && !section.has("through"))) return std::nullopt;
    plausible(section, "through", *through);
    const Date until = *through + (inclusive ? 1 : 0);
    if (until <= from) {
        section.problem("through", "ends on " + through->to_text() + ", before it begins on " + from.to_text(),
                        "through is the last day and must not be earlier");
    }
    return until;
}

}  // namespace countervail
