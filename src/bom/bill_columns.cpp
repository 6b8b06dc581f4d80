// SPDX-License-Identifier: Apache-2.0
#include "bom/bill_columns.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>

#include "base/text.h"
#include "base/unit.h"

namespace countervail {

namespace {

constexpr std::string_view kInfo = "info.";
constexpr std::string_view kElement = "element:";

std::string lower(std::string_view text) {
    std::string small(text);
    for (char& c : small) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return small;
}

/// "Unit value", "unit-value" and "unit_value" are one name.
std::string fixed_form(std::string_view header) {
    std::string name = lower(header);
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
    return name;
}

/// kg in one `word`; empty when the word is no plain unit of mass.
std::optional<Decimal> kilograms(std::string_view word) {
    const auto unit = Unit::parse(word);
    if (!unit || unit->dimension() != "mass" || !unit->basis().empty()) return std::nullopt;
    return Decimal::from_double(unit->factor()) * Decimal(1000);
}

bool is_piece(std::string_view word) {
    static const std::vector<std::string> kPieces{"",   "piece", "pieces", "pc",   "pcs",   "each",
                                                  "ea", "unit",  "units",  "item", "items", "count"};
    return std::find(kPieces.begin(), kPieces.end(), word) != kPieces.end();
}

/// Near words only among those that begin alike and are about as long: a bill may hold thousands of free
/// words.
std::string nearest(std::string_view word, const std::vector<std::string>& known) {
    std::vector<std::string> close;
    for (const std::string& each : known) {
        if (word.empty() || each.empty() || each[0] != word[0]) continue;
        if (std::abs(static_cast<int>(each.size()) - static_cast<int>(word.size())) <= 2)
            close.push_back(each);
    }
    return close.empty() ? std::string() : nearest_name(word, close);
}

}  // namespace

const std::vector<std::string>& fixed_bill_names() {
    static const std::vector<std::string> kNames{
        "part", "parent", "name",       "item",     "element", "customs_code", "quantity",
        "unit", "yield",  "unit_value", "currency", "origin",  "supplier",     "classification"};
    return kNames;
}

bool is_number(BillField field) {
    switch (field) {
        case BillField::quantity:
        case BillField::yield:
        case BillField::unit_value:
        case BillField::mass:
        case BillField::content_mass:
        case BillField::content_share:
            return true;
        default:
            return false;
    }
}

Result<AmountUnit> parse_amount_unit(std::string_view text) {
    if (is_piece(text)) return AmountUnit{"piece"};
    auto unit = Unit::parse(text);
    if (!unit) return std::unexpected(std::move(unit.error()));
    const bool amount = unit->dimension() != "time" && unit->dimension() != "money" &&
                        unit->dimension() != "share" && unit->dimension() != "ratio" &&
                        text.find('/') == std::string_view::npos;
    if (!amount || !unit->basis().empty()) {
        return fail({}, "\"" + std::string(text) + "\" is no unit of amount",
                    "write pieces, kg, g, t or an object such as metre; what is weighed belongs in item");
    }
    const bool mass = unit->dimension() == "mass";
    const Decimal factor = Decimal::from_double(unit->factor()) * Decimal(mass ? 1000 : 1);
    const std::string canonical = mass ? "kg" : unit->dimension() == "count" ? "piece" : unit->dimension();
    return AmountUnit{canonical, factor, Decimal(1) / factor};
}

BillWords::BillWords(const BillOptions& options) : catalogue_(options.catalogue), places_(options.places) {
    std::sort(places_.begin(), places_.end());
    if (catalogue_ == nullptr) return;
    for (const Item& item : catalogue_->items) items_.emplace(item.id, &item);
}

std::optional<std::string> BillWords::known_element(std::string_view word) const {
    if (word.starts_with(kElement) && word.size() > kElement.size())
        word.remove_prefix(kElement.size());
    else if (catalogue_ == nullptr)
        return std::nullopt;
    else {
        for (const Element& each : catalogue_->elements) {
            if (each.symbol == word || each.id == lower(word)) return each.id;
        }
        return std::nullopt;
    }
    return element(word);
}

std::string BillWords::element(std::string_view word) const {
    if (word.starts_with(kElement)) word.remove_prefix(kElement.size());
    if (catalogue_ != nullptr) {
        for (const Element& each : catalogue_->elements) {
            if (each.symbol == word || each.id == lower(word)) return each.id;
        }
    }
    return lower(word);
}

BillColumn BillWords::column(std::string_view header) const {
    const std::string name = fixed_form(header);
    const auto& names = fixed_bill_names();
    if (const auto at = std::find(names.begin(), names.end(), name); at != names.end()) {
        return {static_cast<BillField>(at - names.begin()), {}, 1};
    }
    if (header.starts_with(kInfo) && header.size() > kInfo.size())
        return {BillField::info, std::string(header.substr(kInfo.size())), 1};
    const std::size_t blank = header.find(' ');
    if (blank == std::string_view::npos) return {};
    const std::string first = trim(header.substr(0, blank)), second = trim(header.substr(blank + 1));
    if (lower(first) == "mass") {
        if (const auto factor = kilograms(second)) return {BillField::mass, {}, *factor};
        return {};
    }
    if (second == "%") {
        if (const auto known = known_element(first))
            return {BillField::content_share, *known, Decimal(1) / Decimal(100)};
        return {};
    }
    const auto factor = kilograms(first);
    if (!factor) return {};
    if (const auto known = known_element(second)) return {BillField::content_mass, *known, *factor};
    return {};
}

std::string BillWords::hint(std::string_view header) const {
    std::vector<std::string> known = fixed_bill_names();
    known.push_back("mass kg");
    const std::string blank_free = trim(header);
    if (catalogue_ != nullptr) {
        for (const Element& each : catalogue_->elements) {
            for (const std::string& word : {each.id, each.symbol})
                known.push_back(word + " %"), known.push_back("kg " + word);
        }
    }
    const std::string near = did_you_mean(blank_free, known);
    const std::string otherwise =
        "a column of your own begins with \"info.\"; an element that the catalogue lacks is \"element:cobalt "
        "%\"";
    return near.empty() ? "known here: " + join(fixed_bill_names(), ", ") +
                              ", mass kg, kg <element>, <element> %; " + otherwise
                        : near + " " + otherwise;
}

const Item* BillWords::item(std::string_view id) const {
    const auto found = items_.find(id);
    return found == items_.end() ? nullptr : found->second;
}

const std::string& BillWords::element_id(int catalogue_index) const {
    return catalogue_->elements[static_cast<std::size_t>(catalogue_index)].id;
}

std::string BillWords::resembles_item(std::string_view word) const {
    std::vector<std::string> known;
    for (const auto& [id, item] : items_) known.emplace_back(id);
    std::sort(known.begin(), known.end());
    return nearest(word, known);
}

std::string BillWords::resembles_element(std::string_view word) const {
    std::vector<std::string> known;
    if (catalogue_ != nullptr) {
        for (const Element& each : catalogue_->elements) known.push_back(each.id);
    }
    if (std::find(known.begin(), known.end(), word) != known.end()) return {};
    return nearest(word, known);
}

std::string BillWords::wrong_place(std::string_view place) const {
    const bool capitals = place.size() == 3 && std::all_of(place.begin(), place.end(),
                                                           [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!capitals) return "is no ISO 3166 code of three capital letters";
    if (!places_.empty() && !std::binary_search(places_.begin(), places_.end(), place))
        return "is no place that is known";
    return {};
}

std::string BillWords::place_hint(std::string_view place) const {
    const std::string near = did_you_mean(place, places_);
    return near.empty() ? "write the code, as in DEU or JPN; leave the cell empty when the origin is unknown"
                        : near;
}

}  // namespace countervail
