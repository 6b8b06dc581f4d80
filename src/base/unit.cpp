// SPDX-License-Identifier: Apache-2.0
#include "base/unit.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <optional>

#include "base/text.h"

namespace countervail {

namespace {

struct Word {
    std::string_view text;
    std::string_view dimension;
    double factor;
};

constexpr std::array kWords = {
    Word{"g", "mass", 1e-6},
    Word{"kg", "mass", 1e-3},
    Word{"t", "mass", 1},
    Word{"kt", "mass", 1e3},
    Word{"day", "time", 1.0 / 7},
    Word{"days", "time", 1.0 / 7},
    Word{"week", "time", 1},
    Word{"weeks", "time", 1},
    Word{"month", "time", kWeeksInYear / 12},
    Word{"months", "time", kWeeksInYear / 12},
    Word{"year", "time", kWeeksInYear},
    Word{"years", "time", kWeeksInYear},
    Word{"USD", "money", 1},
    Word{"CNY", "money", 1},
    Word{"EUR", "money", 1},
    Word{"JPY", "money", 1},
    Word{"GBP", "money", 1},
    Word{"KRW", "money", 1},
    Word{"TWD", "money", 1},
    Word{"AUD", "money", 1},
    Word{"%", "share", 0.01},
    Word{"share", "share", 1},
    Word{"ratio", "ratio", 1},
    Word{"count", "count", 1},
};

constexpr std::array kMultipliers = {Word{"thousand", "", 1e3}, Word{"million", "", 1e6},
                                     Word{"bn", "", 1e9}};

/// What people write instead, and what is meant. Without this an unknown word would pass for an object.
struct Mistake {
    std::string_view wrong, right;
};
constexpr std::array kMistakes = {
    Mistake{"ton", "t"},          Mistake{"tons", "t"},
    Mistake{"tonne", "t"},        Mistake{"tonnes", "t"},
    Mistake{"mt", "t"},           Mistake{"metric", "t"},
    Mistake{"kilogram", "kg"},    Mistake{"gram", "g"},
    Mistake{"grams", "g"},        Mistake{"kgs", "kg"},
    Mistake{"lb", "kg"},          Mistake{"lbs", "kg"},
    Mistake{"percent", "%"},      Mistake{"pct", "%"},
    Mistake{"fraction", "share"}, Mistake{"dollar", "USD"},
    Mistake{"dollars", "USD"},    Mistake{"yuan", "CNY"},
    Mistake{"rmb", "CNY"},        Mistake{"euro", "EUR"},
    Mistake{"euros", "EUR"},      Mistake{"yr", "year"},
    Mistake{"mo", "month"},       Mistake{"wk", "week"},
    Mistake{"annum", "year"},     Mistake{"billion", "bn"},
    Mistake{"mn", "million"},     Mistake{"mln", "million"},
    Mistake{"number", "count"},   Mistake{"units", "count"},
    Mistake{"pieces", "count"},   Mistake{"per", "/"},
    Mistake{"tpa", "t/year"},     Mistake{"vat", "incl-VAT or ex-VAT"},
};

const std::vector<std::string> kMassBasis = {"REO",      "oxide",     "metal",       "magnet",  "blank",
                                             "gross",    "ore",       "concentrate", "content", "alloy",
                                             "finished", "carbonate", "compounds"};
const std::vector<std::string> kPriceBasis = {"incl-VAT", "ex-VAT",   "ask",  "transacted",
                                              "year-end", "average",  "spot", "fob",
                                              "cif",      "contract", "floor"};
const std::vector<std::string> kShareBasis = {"magnet-four", "bill-to", "ship-to", "system-sales",
                                              "volume",      "value",   "mass",    "capacity"};

bool contains(const std::vector<std::string>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

template <std::size_t N>
const Word* find_word(const std::array<Word, N>& words, std::string_view text) {
    const auto at =
        std::find_if(words.begin(), words.end(), [&](const Word& word) { return word.text == text; });
    return at == words.end() ? nullptr : &*at;
}

std::vector<std::string> all_words() {
    std::vector<std::string> words;
    for (const Word& word : kWords) words.emplace_back(word.text);
    for (const Word& word : kMultipliers) words.emplace_back(word.text);
    for (const auto* list : {&kMassBasis, &kPriceBasis, &kShareBasis}) {
        words.insert(words.end(), list->begin(), list->end());
    }
    return words;
}

/// The word that was probably meant; empty when `word` resembles nothing we know.
std::string meant(std::string_view word) {
    const std::string small = lower(word);
    for (const Mistake& mistake : kMistakes) {
        if (mistake.wrong == small) return std::string(mistake.right);
    }
    for (const std::string& known : all_words()) {
        if (lower(known) == small && known != word && word.size() > 1) return known;
    }
    if (word.size() < 3) return {};
    for (const std::string& known : all_words()) {
        if (std::is_permutation(word.begin(), word.end(), known.begin(), known.end()))
            return known;  // "yaer"
    }
    return nearest_name(word, all_words());
}

bool is_object_name(std::string_view word) {
    if (word.empty() || word.size() > 40 || !std::isalpha(static_cast<unsigned char>(word[0]))) return false;
    return std::all_of(word.begin(), word.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '.';
    });
}

/// "vehicles" and "vehicle" are one object.
std::string singular(std::string_view word) {
    const bool plural = word.size() > 3 && word.ends_with('s') && !word.ends_with("ss");
    return std::string(plural ? word.substr(0, word.size() - 1) : word);
}

struct Part {
    std::string dimension;
    std::string currency;
    std::vector<std::string> basis;
    double factor = 1;
};

std::unexpected<Errors> bad(std::string_view unit, const std::string& what, std::string hint) {
    return fail({}, "\"" + std::string(unit) + "\" is not a unit: " + what, std::move(hint));
}

std::unexpected<Errors> bad_word(std::string_view unit, const std::string& word,
                                 const std::string& otherwise) {
    const std::string right = meant(word);
    const bool known = right.empty() || right == word;
    return bad(unit, "\"" + word + "\" has no meaning there",
               known ? otherwise : "did you mean \"" + right + "\"?");
}

/// The unit word itself with its multiplier; what follows is basis words from `next` on.
Result<Part> read_head(std::string_view unit, const std::vector<std::string>& words, std::size_t& next) {
    Part part;
    const Word* multiplier = words.size() > 1 ? find_word(kMultipliers, words[0]) : nullptr;
    if (multiplier != nullptr) part.factor = multiplier->factor;
    next = multiplier != nullptr ? 1 : 0;
    const std::string& head = words[next++];
    const Word* known = find_word(kWords, head);
    const bool countable = known == nullptr || known->dimension == "count";
    if (multiplier != nullptr && !countable) {
        return bad(
            unit, "\"" + words[0] + "\" stands before \"" + head + "\"",
            known->dimension == "money" ? "write \"" + head + " " + words[0] + "\"" : "use a larger unit");
    }
    if (known == nullptr) {
        if (const std::string right = meant(head); !right.empty() || !is_object_name(head)) {
            return bad_word(
                unit, head,
                "units: g kg t kt, days weeks months years, USD CNY EUR, %, ratio, count, an object");
        }
        part.dimension = singular(head);
        return part;
    }
    part.dimension = known->dimension;
    part.factor *= known->factor;
    if (part.dimension == "money") {
        part.currency = head;
        if (next < words.size()) {
            if (const Word* scale = find_word(kMultipliers, words[next]))
                part.factor *= scale->factor, ++next;
        }
    }
    return part;
}

Result<Part> read_part(std::string_view unit, std::string_view text) {
    std::vector<std::string> words;
    for (std::string& word : split(text, ' ')) {
        if (!word.empty()) words.push_back(std::move(word));
    }
    if (words.empty()) return bad(unit, "a side of it is empty", "write for example \"t oxide/year\"");
    std::size_t next = 0;
    auto part = read_head(unit, words, next);
    if (!part) return part;
    for (; next < words.size(); ++next) {
        const std::string& word = words[next];
        if (!contains(kMassBasis, word) && !contains(kPriceBasis, word) && !contains(kShareBasis, word)) {
            return bad_word(unit, word,
                            "basis words: " + join(kMassBasis, " ") + " · " + join(kPriceBasis, " ") + " · " +
                                join(kShareBasis, " "));
        }
        if (contains(part->basis, word)) return bad(unit, "\"" + word + "\" stands twice", "say it once");
        part->basis.push_back(word);
    }
    return part;
}

/// A mass basis needs a mass, a price basis a price, a share basis a share.
std::optional<std::string> misplaced(const Part& part, bool priced) {
    for (const std::string& word : part.basis) {
        if (part.dimension == "share") continue;
        if (contains(kMassBasis, word) && part.dimension == "mass") continue;
        if (contains(kPriceBasis, word) && priced) continue;
        return word;
    }
    return std::nullopt;
}

}  // namespace

bool Unit::has_basis(std::string_view word) const { return contains(basis_, word); }

Result<Unit> Unit::parse(std::string_view given) {
    const std::string trimmed = trim(given);
    if (trimmed.empty())
        return fail({}, "the unit is empty", "write for example \"t oxide/year\", \"%\" or \"count\"");
    const std::vector<std::string> sides = split(trimmed, '/');
    if (sides.size() > 2) return bad(trimmed, "it has more than one \"/\"", "write one unit per one unit");
    std::vector<Part> parts;
    for (const std::string& side : sides) {
        auto part = read_part(trimmed, side);
        if (!part) return std::unexpected(std::move(part.error()));
        parts.push_back(std::move(*part));
    }
    const bool priced = parts[0].dimension == "money";
    for (const Part& part : parts) {
        if (const auto word = misplaced(part, priced)) {
            return bad(trimmed, "\"" + *word + "\" does not fit " + part.dimension,
                       "mass words follow a mass; price words follow a price, as in \"USD/kg oxide ex-VAT "
                       "average\"");
        }
    }
    Unit unit;
    unit.text_ = trimmed;
    unit.dimension_ = parts[0].dimension;
    unit.basis_ = parts[0].basis;
    unit.factor_ = parts[0].factor;
    if (parts.size() == 2) {
        unit.dimension_ += "/" + parts[1].dimension;
        unit.factor_ /= parts[1].factor;
        const bool mass_per_mass = parts[0].dimension == "mass" && parts[1].dimension == "mass";
        for (const std::string& word : parts[1].basis)
            unit.basis_.push_back((mass_per_mass ? "per-" : "") + word);
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!parts[i].currency.empty()) unit.basis_.push_back((i == 1 ? "per-" : "") + parts[i].currency);
    }
    std::sort(unit.basis_.begin(), unit.basis_.end());
    return unit;
}

Result<double> convert(double value, const Unit& from, const Unit& to) {
    if (from.text() == to.text()) return value;
    if (from.dimension() != to.dimension()) {
        return fail({},
                    "\"" + from.text() + "\" does not convert to \"" + to.text() + "\": " + from.dimension() +
                        " is not " + to.dimension(),
                    "ask for a unit of the same dimension");
    }
    if (from.basis() != to.basis()) {
        return fail({},
                    "\"" + from.text() + "\" does not convert to \"" + to.text() + "\": basis " +
                        (from.basis().empty() ? "not stated" : join(from.basis(), " ")) + " is not " +
                        (to.basis().empty() ? "not stated" : join(to.basis(), " ")),
                    "convert between bases with a cited yield, VAT rate or exchange rate");
    }
    return value * (from.factor() / to.factor());
}

Result<double> add(double a, const Unit& unit_a, double b, const Unit& unit_b) {
    auto converted = convert(b, unit_b, unit_a);
    if (!converted) return std::unexpected(std::move(converted.error()));
    return a + *converted;
}

}  // namespace countervail
