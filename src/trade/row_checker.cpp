// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "trade/report_builder.h"
#include "trade/trade_amount.h"

namespace countervail {
namespace {

// The words are counted by ReportBuilder::finish.
/// Thousand USD, and tonnes: ten times what the world makes in a year is nobody's trade.
constexpr double kBeyondAll = 1e12;
constexpr std::string_view kLeftOut = "row left out", kPassedOver = "row passed over";

std::string shown(std::string_view text) { return "\"" + std::string(text.substr(0, 60)) + (text.size() > 60 ? "…\"" : "\""); }

std::optional<int> whole_number(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

bool is_year(int year) { return year >= 1900 && year <= 2200; }

}  // namespace

void RowChecker::leave_out(std::string_view kind, const TradeRow& row, std::size_t column, std::string what, std::string hint,
                           double value) {
    notes_.add(kind, kLeftOut, {row.place(column), std::move(what), std::move(hint)}, value);
}

void RowChecker::pass_over(std::string_view kind, const TradeRow& row, std::size_t column, std::string what, std::string hint,
                           double value) {
    notes_.add(kind, kPassedOver, {row.place(column), std::move(what), std::move(hint)}, value);
}

const PlaceRecord* RowChecker::settle(const PlaceRecord* record, const TradeRow& row, std::size_t column, int year, double value) {
    if (record->kind == PlaceKind::group) {
        pass_over("group of places", row, column, record->name + " counts other places again", "nothing: its parts are read", value);
        return nullptr;
    }
    if (year != 0 && !record->valid_in(year))
        notes_.add("place from another time", "kept",
                   {row.place(column), record->name + " (" + record->id + ") in " + std::to_string(year),
                    "look whether the code is the right one for that year"},
                   value);
    const PlaceRecord& counted = places_.counted_as(*record);
    if (&counted != record)
        notes_.add(kAreaCounted, "counted as " + counted.name,
                   {row.place(column), "\"" + record->name + "\" is counted as " + counted.name + " (" + counted.id + ")",
                    record->note.empty() ? "nothing" : record->note},
                   value);
    return &counted;
}

const PlaceRecord* RowChecker::by_code(const TradeRow& row, std::size_t column, PlaceScheme scheme, int year, std::size_t iso3_column,
                                       std::size_t name_column, double value) {
    const std::string_view code = row.text(column), iso3 = row.text(iso3_column), name = row.text(name_column);
    const PlaceRecord* record = places_.by_code(scheme, code, year);
    if (record == nullptr) {
        record = iso3.empty() ? nullptr : places_.by_id(iso3);
        if (record == nullptr && code.empty() && !name.empty()) record = places_.by_name(name);
        if (record != nullptr)
            notes_.add("place without a code known here", "read by its ISO code or name",
                       {row.place(column), "the code " + shown(code) + " stands beside " + record->name, "look whether they belong together"}, value);
    } else if (const PlaceRecord* named = iso3.empty() ? places_.by_name(name) : places_.by_id(iso3);
               named != nullptr && named != record && &places_.counted_as(*record) != named &&
               !std::ranges::count(record->parts, named->id)) {
        leave_out("code and name of a place disagree", row, column,
                  "the code " + std::string(code) + " is " + record->name + ", and beside it stands " + named->name,
                  "look whether columns or rows were moved", value);
        return nullptr;
    }
    if (record != nullptr) return settle(record, row, column, year, value);
    leave_out("unknown place code", row, column, "the code " + shown(code) + " is no place known here",
              "add it to data/trade/places.csv, or leave the row out", value);
    return nullptr;
}

const PlaceRecord* RowChecker::by_text(const TradeRow& row, std::size_t column, int year, double value) {
    const std::string_view text = row.text(column);
    if (const PlaceRecord* record = places_.find(text)) return settle(record, row, column, year, value);
    // A plain number is a code of UN Comtrade.
    if (const PlaceRecord* record = whole_number(text) ? places_.by_code(PlaceScheme::comtrade, text, year) : nullptr)
        return settle(record, row, column, year, value);
    const std::string near = text.size() > 80 ? std::string() : places_.did_you_mean(text);
    leave_out("unknown place", row, column, shown(text) + " is no place known here",
              near.empty() ? "give an ISO 3166 code of three letters, or add the spelling to data/trade/places.csv" : near, value);
    return nullptr;
}

std::optional<double> RowChecker::value(const TradeRow& row, std::size_t column, double unit, bool thousands_marks) {
    const std::string_view text = row.text(column);
    const TradeAmount amount = read_amount(text);
    const bool read = amount.doubt == AmountDoubt::none || (amount.doubt == AmountDoubt::thousands_marks && thousands_marks);
    if (read && amount.value * unit <= kBeyondAll) return amount.value * unit;
    if (read)
        leave_out("value beyond all trade", row, column, "the value " + shown(text) + " is more than the world makes",
                  "look whether the unit is right, or columns were moved");
    else if (text.empty()) pass_over("no value", row, column, "the value is empty", "nothing, where the publisher keeps it secret");
    else
        leave_out("value that " + std::string(words_of(amount.doubt)), row, column,
                  "the value " + shown(text) + " " + std::string(words_of(amount.doubt)), std::string(remedy_of(amount.doubt)),
                  amount.doubt == AmountDoubt::negative ? 0 : amount.value * unit);
    return std::nullopt;
}

std::optional<double> RowChecker::weight(const TradeRow& row, std::size_t column, double unit, bool thousands_marks) {
    const std::string_view text = row.text(column);
    if (text.empty() || text == "NA" || text == "-") return std::nullopt;
    const TradeAmount amount = read_amount(text);
    const bool read = amount.doubt == AmountDoubt::none || (amount.doubt == AmountDoubt::thousands_marks && thousands_marks);
    if (read && amount.value * unit <= kBeyondAll) return amount.value * unit;
    if (read)
        notes_.add("weight beyond all trade", "read as not reported",
                   {row.place(column), "the weight " + shown(text), "look whether the unit is right, or columns were moved"});
    else
        notes_.add("weight that " + std::string(words_of(amount.doubt)), "read as not reported",
                   {row.place(column), "the weight " + shown(text) + " " + std::string(words_of(amount.doubt)),
                    std::string(remedy_of(amount.doubt))});
    return std::nullopt;
}

std::optional<int> RowChecker::year(const TradeRow& row, std::size_t column) {
    if (const auto number = whole_number(row.text(column)); number && is_year(*number)) return number;
    leave_out("year that is none", row, column, shown(row.text(column)) + " is not a year", "give four digits");
    return std::nullopt;
}

std::optional<RowChecker::Period> RowChecker::period(const TradeRow& row, std::size_t column) {
    std::string digits;
    const std::string_view text = row.text(column);
    for (const char c : text) {
        if (c != '-' && c != '/' && c != 'M') digits += c;
    }
    const auto year = whole_number(std::string_view(digits).substr(0, 4));
    const bool year_only = digits.size() == 4 && digits == text;
    const auto month = digits.size() == 6 || digits.size() == 8 ? whole_number(std::string_view(digits).substr(4, 2)) : std::nullopt;
    if (year && is_year(*year) && (year_only || (month && *month >= 1 && *month <= 12))) return Period{*year, year_only ? 0 : *month};
    leave_out("period that is none", row, column, shown(text) + " is neither a year nor a month", "write 2024 or 2024-05");
    return std::nullopt;
}

std::optional<std::string> RowChecker::hs_code(const TradeRow& row, std::size_t column, double value) {
    std::string code;
    const std::string_view text = row.text(column);
    for (const char c : text) {
        if (c != '.' && c != '\'') code += c;
    }
    const bool digits = std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
    if (digits && code.size() >= 2 && code.size() <= 10 && code.size() % 2 == 0) return code;
    if (code == "TOTAL" || code == "ALL" || code == "-" || code == "AG2" || code == "AG4" || code == "AG6") {
        pass_over("sum over products", row, column, shown(text) + " counts other rows again", "nothing: its parts are read", value);
        return std::nullopt;
    }
    const bool cut = digits && code.size() % 2 == 1;
    leave_out(cut ? "code that lost a digit" : "code that is none", row, column,
              shown(text) + (cut ? " has an odd number of digits: a spreadsheet dropped its leading zero" : " is not an HS code"),
              cut ? "write \"0" + code + "\" and keep the column as text" : "give 2 to 10 digits", value);
    return std::nullopt;
}

}  // namespace countervail
