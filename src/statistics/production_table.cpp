// SPDX-License-Identifier: Apache-2.0
#include "statistics/production_table.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "base/unit.h"
#include "statistics/brief_text.h"

namespace countervail {

namespace {

std::string lower(std::string_view text) {
    std::string out = trim(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

/// Equal but for case and spaces at the ends; `wanted` is lower case and trimmed.
bool is_word(std::string_view text, std::string_view wanted) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return std::ranges::equal(text, wanted, [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b; });
}

/// The rows that answer the query, or what the table holds instead.
class QueryRows {
  public:
    QueryRows(const ProductionTable& table, const ProductionQuery& query) : table_(table), query_(query) {}

    Result<std::vector<const ProductionRow*>> take() {
        const std::string commodity = lower(query_.commodity);
        auto rows = filter(all(), [&](const ProductionRow& row) { return is_word(row.commodity, commodity); });
        if (rows.empty())
            return missing(
                "commodity", query_.commodity, [](const ProductionRow& row) { return row.commodity; }, all());
        const std::string statistic = lower(query_.statistic);
        auto narrowed = filter(rows, [&](const ProductionRow& row) { return is_word(row.statistic, statistic); });
        if (narrowed.empty())
            return missing(
                "statistic", query_.statistic, [](const ProductionRow& row) { return row.statistic; }, rows);
        rows = std::move(narrowed);
        const std::string stage = lower(query_.stage);
        narrowed = filter(rows, [&](const ProductionRow& row) { return matches_pattern(stage, lower(row.stage)); });
        if (narrowed.empty())
            return missing(
                "stage", query_.stage, [](const ProductionRow& row) { return row.stage; }, rows);
        rows = std::move(narrowed);
        narrowed = filter(rows, [&](const ProductionRow& row) { return row.year <= query_.year && query_.year <= row.through; });
        if (narrowed.empty())
            return missing(
                "year", std::to_string(query_.year), [](const ProductionRow& row) { return std::to_string(row.year); }, rows);
        return narrowed;
    }

  private:
    using Rows = std::vector<const ProductionRow*>;

    Rows all() const {
        Rows rows;
        for (const ProductionRow& row : table_.rows) rows.push_back(&row);
        return rows;
    }

    template <class Wanted>
    Rows filter(const Rows& rows, Wanted wanted) const {
        Rows kept;
        for (const ProductionRow* row : rows) {
            if (wanted(*row)) kept.push_back(row);
        }
        return kept;
    }

    template <class Word>
    std::unexpected<Errors> missing(const std::string& what, const std::string& asked, Word word, const Rows& rows) const {
        std::set<std::string> words;
        for (const ProductionRow* row : rows) words.insert(brief_text(word(*row)));
        std::vector<std::string> held(words.begin(), words.end());
        std::string hint = did_you_mean(brief_text(asked), held);
        const std::size_t most = 12;
        if (hint.empty() && held.size() > most) held.resize(most), held.emplace_back("…");
        if (hint.empty()) hint = "the table holds: " + join(held, "; ");
        return fail({table_.source},
                    "no row with the " + what + " \"" + brief_text(asked) + "\"" +
                        (what == "commodity" ? "" : " for \"" + brief_text(query_.commodity) + "\""),
                    hint);
    }

    const ProductionTable& table_;
    const ProductionQuery& query_;
};

/// A number to compute with: the figure, or the middle of a printed range.
std::optional<double> central(const PublishedValue& figure) {
    if (figure.value) return figure.value;
    if (figure.low && figure.high) return (*figure.low + *figure.high) / 2;
    return std::nullopt;
}

class Gathered {
  public:
    void add(const ProductionRow& row) {
        if (found_.unit.empty()) found_.unit = row.unit;
        if (row.unit != found_.unit)
            problem(row, "the figures are in \"" + brief_text(found_.unit) + "\" and in \"" + brief_text(row.unit) + "\"",
                    "ask for one stage of the commodity");
        const auto number = central(row.figure);
        switch (row.kind) {
            case StatisticsPlaceKind::world:
                world(row, number);
                break;
            case StatisticsPlaceKind::rest:
            case StatisticsPlaceKind::joint:
            case StatisticsPlaceKind::unknown:
                rest(row, number);
                break;
            default:
                place(row, number);
        }
    }

    Result<ProductionByPlace> take() {
        if (!errors_.empty()) return std::unexpected(std::move(errors_));
        for (const auto& [place, quantity] : places_) found_.places.push_back({place, quantity});
        return std::move(found_);
    }

  private:
    void problem(const ProductionRow& row, std::string what, std::string hint) {
        if (errors_.size() < 20) errors_.push_back({{row.file, row.line}, std::move(what), std::move(hint)});
    }

    void world(const ProductionRow& row, std::optional<double> number) {
        if (found_.world && number && *number != *found_.world)
            problem(row, "a second world total, of " + brief_text(row.stage), "ask for one stage of the commodity");
        if (number) found_.world = number;
    }

    void rest(const ProductionRow& row, std::optional<double> number) {
        if (number) found_.rest += *number;
        if (row.kind == StatisticsPlaceKind::joint && number)
            found_.notes.push_back("\"" + brief_text(row.place_text) + "\" is one line for several countries; it counts as production of others");
        if (row.kind == StatisticsPlaceKind::unknown && number)
            found_.notes.push_back("\"" + brief_text(row.place_text) +
                                   "\" is no place that data/statistics/place-names.csv knows; it counts as production of others");
        if (!number) found_.unprinted.push_back(row.place_text);
    }

    void place(const ProductionRow& row, std::optional<double> number) {
        if (!seen_.insert(row.place).second) {
            problem(
                row,
                brief_text(row.place_text) + " has two figures: \"" + brief_text(stage_of_[row.place]) + "\" and \"" + brief_text(row.stage) + "\"",
                "ask for one stage of the commodity");
            return;
        }
        stage_of_[row.place] = row.stage;
        if (!number) found_.unprinted.push_back(row.place);
        if (number && *number < 0) problem(row, brief_text(row.place_text) + " has a negative quantity", "correct the file");
        if (number && !row.figure.value) found_.from_ranges.push_back(row.place);
        if (number) places_[row.place] = *number;
    }

    ProductionByPlace found_;
    std::map<std::string, double> places_;
    std::set<std::string> seen_;
    std::map<std::string, std::string> stage_of_;
    Errors errors_;
};

}  // namespace

Result<ProductionByPlace> production_by_place(const ProductionTable& table, const ProductionQuery& query) {
    const auto rows = QueryRows(table, query).take();
    if (!rows) return std::unexpected(rows.error());
    Gathered gathered;
    for (const ProductionRow* row : *rows) gathered.add(*row);
    return gathered.take();
}

std::vector<std::string> commodities_of(const ProductionTable& table) {
    std::vector<std::string> names;
    std::set<std::string> seen;
    for (const ProductionRow& row : table.rows) {
        if (seen.insert(lower(row.commodity)).second) names.push_back(row.commodity);
    }
    return names;
}

std::optional<double> tonnes_in(std::string_view unit) {
    const std::string text = lower(unit);
    static const std::map<std::string, double, std::less<>> kPrinted{{"metric tons", 1},
                                                                     {"metric ton", 1},
                                                                     {"tons", 1},
                                                                     {"metr. t", 1},
                                                                     {"t", 1},
                                                                     {"tonnes (metric)", 1},
                                                                     {"tonnes (metal content)", 1},
                                                                     {"thousand metric tons", 1e3},
                                                                     {"thousand metric dry tons", 1e3},
                                                                     {"million metric tons", 1e6},
                                                                     {"kilograms", 1e-3},
                                                                     {"kilograms (metal content)", 1e-3},
                                                                     {"kg", 1e-3},
                                                                     {"ct", 2e-7},
                                                                     {"thousand carats", 2e-4},
                                                                     {"thousands of carats", 2e-4},
                                                                     {"million carats", 0.2}};
    if (const auto found = kPrinted.find(text); found != kPrinted.end()) return found->second;
    const auto parsed = Unit::parse(trim(unit));
    if (!parsed || (parsed->dimension() != "mass" && parsed->dimension() != "mass/time")) return std::nullopt;
    // mass per time is canonical per week; multiplied and divided in this order, so that no last bit moves
    return parsed->dimension() == "mass" ? parsed->factor() : parsed->factor() * kDaysInYear / 7;
}

}  // namespace countervail
