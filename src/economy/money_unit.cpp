// SPDX-License-Identifier: Apache-2.0
#include "economy/money_unit.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>
#include <vector>

namespace countervail {

namespace {

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

/// Runs of letters in lower case, and runs of digits; "US$" is one word.
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < text.size();) {
        const bool letters = is_letter(text[i]), digits = std::isdigit(static_cast<unsigned char>(text[i])) != 0;
        std::size_t end = i + 1;
        while (end < text.size() && ((letters && (is_letter(text[end]) || text[end] == '$')) || (digits && std::isdigit(static_cast<unsigned char>(text[end])) != 0))) ++end;
        std::string word(text.substr(i, end - i));
        std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (letters || digits || word == "$") words.push_back(std::move(word));
        i = end;
    }
    return words;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kCurrencies{{{"usd", "USD"},
                                                                                    {"us$", "USD"},
                                                                                    {"$", "USD"},
                                                                                    {"dollars", "USD"},
                                                                                    {"eur", "EUR"},
                                                                                    {"euro", "EUR"},
                                                                                    {"euros", "EUR"},
                                                                                    {"cny", "CNY"},
                                                                                    {"rmb", "CNY"},
                                                                                    {"jpy", "JPY"},
                                                                                    {"gbp", "GBP"},
                                                                                    {"chf", "CHF"}}};
constexpr std::array<std::pair<std::string_view, double>, 15> kScales{{{"m", 1},
                                                                      {"mill", 1},
                                                                      {"mio", 1},
                                                                      {"mn", 1},
                                                                      {"million", 1},
                                                                      {"millions", 1},
                                                                      {"bn", 1e3},
                                                                      {"billion", 1e3},
                                                                      {"billions", 1e3},
                                                                      {"k", 1e-3},
                                                                      {"thousand", 1e-3},
                                                                      {"thousands", 1e-3},
                                                                      {"1000", 1e-3},
                                                                      {"000", 1e-3},
                                                                      {"1000000", 1}}};

}  // namespace

std::optional<MoneyUnit> parse_money_unit(std::string_view text) {
    MoneyUnit unit{{}, 1e-6};
    for (std::string word : words_of(text)) {
        for (const auto& [name, scale] : kScales) {
            if (word == name) unit.millions = scale;
        }
        // "MUSD", "mEUR": the scale stuck to the currency.
        if (word == "musd" || word == "meur") {
            unit.millions = 1;
            word.erase(0, 1);
        }
        for (const auto& [name, code] : kCurrencies) {
            if (word == name) unit.currency = code;
        }
    }
    if (unit.currency.empty()) return std::nullopt;
    return unit;
}

}  // namespace countervail
