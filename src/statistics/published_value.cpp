// SPDX-License-Identifier: Apache-2.0
#include "statistics/published_value.h"

#include <algorithm>
#include <string>

#include "base/text.h"

namespace countervail {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

/// Trimmed, with the no-break space as a space and the minus sign U+2212 as a hyphen.
std::string tidy(std::string_view text) {
    std::string out(text);
    for (const auto& [from, to] : {std::pair<std::string_view, std::string_view>{"\xC2\xA0", " "}, {"\xE2\x88\x92", "-"}}) {
        for (std::size_t at = 0; (at = out.find(from, at)) != std::string::npos; at += to.size()) out.replace(at, from.size(), to);
    }
    return trim(out);
}

PublishedValue flagged(bool PublishedValue::*flag) {
    PublishedValue value;
    value.*flag = true;
    return value;
}

/// "330 - 390", "1–3": two numbers around a dash, the lower one first.
std::optional<PublishedValue> parse_range(const std::string& text) {
    for (const std::string_view dash : {"–", " - "}) {
        const std::size_t at = text.find(dash);
        if (at == std::string::npos || at == 0) continue;
        const auto low = parse_grouped_number(trim(text.substr(0, at))), high = parse_grouped_number(trim(text.substr(at + dash.size())));
        if (!low || !high || *low > *high) return std::nullopt;
        PublishedValue value;
        value.low = low;
        value.high = high;
        return value;
    }
    return std::nullopt;
}

std::optional<PublishedValue> parse_bound(const std::string& text) {
    const bool below = text.front() == '<', above = text.front() == '>';
    if (!below && !above) return std::nullopt;
    const auto number = parse_grouped_number(trim(text.substr(1)));
    if (!number) return std::nullopt;
    PublishedValue value;
    (below ? value.high : value.low) = number;
    return value;
}

PublishedValue said_in_note(std::string_view note) {
    PublishedValue value = flagged(&PublishedValue::in_note);
    if (lower(note).find("less than ½") != std::string::npos) {
        value.low = 0;
        value.high = 0.5;
    }
    return value;
}

}  // namespace

std::optional<double> parse_grouped_number(std::string_view text) {
    std::string plain;
    std::size_t group = 0;
    bool grouped = false, fraction = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (is_digit(c)) {
            ++group;
        } else if (c == ',') {
            if (fraction || group == 0 || group > 3 || (grouped && group != 3)) return std::nullopt;
            grouped = true;
            group = 0;
            continue;
        } else if (c == '.') {
            if (fraction || (grouped && group != 3)) return std::nullopt;
            fraction = true;
        } else if (!(c == '-' && i == 0)) {
            return std::nullopt;
        }
        plain += c;
    }
    if (grouped && !fraction && group != 3) return std::nullopt;
    return parse_number(plain);
}

std::optional<PublishedValue> parse_published_value(std::string_view raw, std::string_view note) {
    const std::string text = tidy(raw);
    const std::string word = lower(text);
    if (text == "—" || text == "–" || text == "-") {
        PublishedValue value = flagged(&PublishedValue::zero_dash);
        value.value = 0;
        return value;
    }
    if (text == "W") return flagged(&PublishedValue::withheld);
    if (text == "E") return flagged(&PublishedValue::net_exporter);
    if (text == "s") return said_in_note(note);
    if (word.empty() || word == "na" || word == "n/a" || word == "#n/a" || word == ".." || word == "nan" || word == "xx")
        return flagged(&PublishedValue::not_available);
    auto number = parse_grouped_number(text);
    if (!number && is_digit(text.back())) number = parse_number(text);  // "1e+05" of workbooks and databases
    if (number) {
        PublishedValue value;
        value.value = number;
        return value;
    }
    if (const auto bound = parse_bound(text)) return bound;
    if (text.front() == '?' && parse_grouped_number(text.substr(1))) return flagged(&PublishedValue::sign_lost);
    if (const auto range = parse_range(text)) return range;
    if (text.size() <= 200 && std::ranges::none_of(text, is_digit) &&
        std::ranges::count_if(text, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }) >= 4) {
        return flagged(&PublishedValue::wording);
    }
    return std::nullopt;
}

}  // namespace countervail
