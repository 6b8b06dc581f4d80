// SPDX-License-Identifier: Apache-2.0
#include "company/company_columns.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"

namespace countervail {

namespace {

struct NumberColumn {
    std::string_view name;
    std::optional<double> CompanyCells::*field;
    double low, high;
    bool share;            // "35%" is 0.35
    std::string_view meaning;
};

constexpr double kLongest = 36'500;    // days: a century
constexpr double kMost = 1e15;

const std::vector<NumberColumn>& number_columns() {
    static const std::vector<NumberColumn> kColumns{
        {"stock_days", &CompanyCells::stock_days, 0, kLongest, false, "days of use at full output, e.g. 30"},
        {"on_hand", &CompanyCells::on_hand, 0, kMost, false, "units in stock, e.g. 1200"},
        {"supplier_share", &CompanyCells::supplier_share, 0, 1, true, "a share of the part's need, e.g. 0.6 or 60%"},
        {"lead_time_days", &CompanyCells::lead_days, 0, kLongest, false, "days under way, e.g. 45"},
        {"qualification_days", &CompanyCells::qualification_days, 0, kLongest, false, "days until a second source delivers, e.g. 180"},
        {"alternative_share", &CompanyCells::alternative_share, 0, 1, true, "the share of the need that it brings, e.g. 0.5 or 50%"},
        {"revenue_per_year", &CompanyCells::revenue, 0, kMost, false, "money a year, e.g. 12000000"},
        {"margin", &CompanyCells::margin, -10, 1, true, "gross margin as a share of revenue, e.g. 0.35 or 35%"},
        {"units_per_year", &CompanyCells::units, 0, kMost, false, "units made a year, e.g. 20000"},
    };
    return kColumns;
}

std::string fixed_form(std::string_view header) {
    std::string name = trim(header);
    for (char& c : name) c = c == ' ' || c == '-' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return name;
}

std::string in_quotes(std::string_view text) {
    constexpr std::size_t kShown = 60;
    return "\"" + std::string(text.substr(0, kShown)) + (text.size() > kShown ? "…\"" : "\"");
}

std::optional<double> number_or_share(std::string_view text, bool share) {
    if (share && text.ends_with('%')) {
        const auto number = parse_number(trim(text.substr(0, text.size() - 1)));
        return number ? std::optional(*number / 100) : std::nullopt;
    }
    return parse_number(text);
}

void read_effect(CompanyCells& into, const std::string& text, const Place& where, Errors& errors) {
    const std::string word = fixed_form(text);
    if (word == "stops") {
        into.effect = PartEffect::stops;
    } else if (word == "none") {
        into.effect = PartEffect::none;
        into.slowed = 0;
    } else if (word == "slows") {
        into.effect = PartEffect::slows;
        into.slowed = 0.5;   // an important, not critical, input: half (Pichler et al. 2022)
    } else if (word.starts_with("slows_")) {
        const auto share = number_or_share(std::string_view(word).substr(6), true);
        into.effect = PartEffect::slows;
        into.slowed = share.value_or(-1);
        if (!share || *share < 0 || *share > 1) {
            errors.push_back({where, in_quotes(text) + " does not say how far output slows", "write stops, slows, slows 40% or none"});
        }
    } else {
        errors.push_back({where, in_quotes(text) + " is no criticality", "write stops, slows, slows 40% or none"});
    }
}

}  // namespace

const std::vector<std::string>& company_columns() {
    static const std::vector<std::string> kNames = [] {
        std::vector<std::string> names;
        for (const NumberColumn& each : number_columns()) names.emplace_back(each.name);
        names.insert(names.end(), {"criticality", "make_or_buy", "source_of"});
        return names;
    }();
    return kNames;
}

std::string company_column(std::string_view header) {
    std::string name = fixed_form(header);
    if (name.starts_with("info.")) name.erase(0, 5);
    return std::find(company_columns().begin(), company_columns().end(), name) == company_columns().end() ? std::string() : name;
}

std::string resembles_company_column(std::string_view word) { return nearest_name(fixed_form(word), company_columns()); }

void read_company_cell(CompanyCells& into, const std::string& column, const std::string& text, const Place& where, Errors& errors) {
    const std::string word = trim(text);
    if (word.empty()) return;
    if (column == "source_of") {
        into.source_of = word;
        return;
    }
    if (column == "criticality") return read_effect(into, word, where, errors);
    if (column == "make_or_buy") {
        const std::string choice = fixed_form(word);
        if (choice == "make" || choice == "made") into.made = true;
        else if (choice == "buy" || choice == "bought") into.made = false;
        else errors.push_back({where, in_quotes(word) + " is neither make nor buy", "write make or buy"});
        return;
    }
    for (const NumberColumn& each : number_columns()) {
        if (each.name != column) continue;
        const auto number = number_or_share(word, each.share);
        if (!number) {
            errors.push_back({where, column + " is " + in_quotes(word) + ", which is no number", "write " + std::string(each.meaning)});
        } else if (*number < each.low || *number > each.high) {
            errors.push_back({where, column + " is " + in_quotes(word) + ", outside " + readable_number(each.low) + " to " + readable_number(each.high),
                              "write " + std::string(each.meaning)});
        } else {
            into.*each.field = number;
        }
    }
}

void merge_company_cells(CompanyCells& into, const CompanyCells& other, const std::string& part, const Place& where, Errors& errors) {
    const auto differs = [&](std::string_view column) {
        errors.push_back({where, std::string(column) + " of " + in_quotes(part) + " is stated in two ways", "keep one of them"});
    };
    for (const NumberColumn& each : number_columns()) {
        std::optional<double>& have = into.*each.field;
        const std::optional<double>& said = other.*each.field;
        if (have && said && *have != *said) differs(each.name);
        if (!have) have = said;
    }
    if (into.effect && other.effect && (into.effect != other.effect || into.slowed != other.slowed)) differs("criticality");
    if (!into.effect && other.effect) into.effect = other.effect, into.slowed = other.slowed;
    if (into.made && other.made && into.made != other.made) differs("make_or_buy");
    if (!into.made) into.made = other.made;
    if (!into.source_of.empty() && !other.source_of.empty() && into.source_of != other.source_of) differs("source_of");
    if (into.source_of.empty()) into.source_of = other.source_of;
}

}  // namespace countervail
