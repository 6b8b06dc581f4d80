// SPDX-License-Identifier: Apache-2.0
#include "materials/figure.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "materials/series.h"

namespace countervail {
namespace {

bool fits(const std::string& dimension, std::string_view wanted) {
    if (wanted.empty() || dimension == wanted) return true;
    return wanted == "share" && (dimension == "ratio" || dimension == "mass/mass");
}

/// Beyond so many years a figure of another time says nothing of this one. A rule of evidence, set by judgement, and no quantity of the world that a draw
/// could vary: within it the doubt grows with the distance (a file's drift per year), beyond it there is no saying by how much. Were it shorter, more claims
/// would be dropped and listed, and a world that cannot do without one of them refused; were it longer, worlds of other years would lean on figures of
/// another industry.
constexpr double kLongestReach = 5;

}  // namespace

/// The one to take of what is named, or of its series; none when nothing was public.
const Statement* FigureReader::choose(const std::vector<const Statement*>& named) const {
    const auto known = [&](const Statement& statement) { return ledger_.public_since(statement) <= known_on_; };
    const auto first = std::find_if(named.begin(), named.end(), [&](const Statement* each) { return known(*each); });
    if (year_.wanted == 0) return first == named.end() ? nullptr : *first;
    // A fact without a date holds in any year; an assumption without one was made for the files' own year.
    const auto timeless = [](const Statement& each) { return each.label != Label::assumed && !each.period; };
    if (first != named.end() && timeless(**first)) return *first;
    const double middle = year_.wanted + 0.5;
    const Statement* best = nullptr;
    for (const Statement* each : named) {
        for (const Statement* row : series_of(ledger_, *each)) {
            const double here = std::abs(year_of(*row, year_.own) - middle);
            if (!known(*row) || (row != each && row->label != Label::assumed && here > kLongestReach)) continue;
            const double there = best == nullptr ? INFINITY : std::abs(year_of(*best, year_.own) - middle);
            if (here < there) best = row;
        }
    }
    return best;
}

std::optional<Figure> FigureReader::figure_of(Section& section, std::string_view key, const Statement& statement,
                                              std::string_view dimension) {
    if (!fits(statement.unit.dimension(), dimension)) {
        section.problem(key,
                        "\"" + statement.id + "\" is in " + statement.unit.text() + " (" + statement.unit.dimension() +
                            "), wanted here: " + std::string(dimension),
                        "name a statement of that dimension");
        return std::nullopt;
    }
    used_.insert(statement.id);
    const double factor = statement.unit.factor();
    return Figure{statement.value * factor, statement.low * factor, statement.high * factor, &statement};
}

std::optional<Figure> FigureReader::named_if_public(Section& section, std::string_view key, std::string_view text,
                                                    std::string_view dimension, std::string& missing) {
    std::vector<const Statement*> named;
    for (const std::string& part : split(text, '|')) {
        const std::string id = trim(part);
        const Statement* statement = ledger_.find(id);
        if (statement == nullptr) {
            if (auto known = ledger_.known(id, known_on_, section.place(key)); !known) {
                for (const Error& error : known.error()) section.problem(key, error.what, error.hint);
            }
            return std::nullopt;
        }
        named.push_back(statement);
    }
    const Statement* found = choose(named);
    if (found == nullptr) {
        auto known = ledger_.known(named.back()->id, known_on_, section.place(key));
        if (!known && year_.wanted == 0) {   // a file that names a figure means it; only for another year its series may stand in, or nothing
            const std::string hint = "name a row that was public by " + known_on_.to_text() + " beside it (\"A | B\"), or ask for a world_year, for which the nearest row of the series stands in";
            for (const Error& error : known.error()) section.problem(key, error.what, hint);
        } else {
            missing = known ? "" : known.error().front().what;
        }
        return std::nullopt;
    }
    return figure_of(section, key, *found, dimension);
}

std::optional<Figure> FigureReader::named(Section& section, std::string_view key, std::string_view text,
                                          std::string_view dimension) {
    std::string missing;
    auto figure = named_if_public(section, key, text, dimension, missing);
    if (!missing.empty()) {
        section.problem(key, missing,
                        "add a row of the same quantity, item and place that was public by then, or name an alternative with |");
    }
    return figure;
}

std::optional<Figure> FigureReader::figure_if_public(Section& section, std::string_view key, std::string_view dimension,
                                                     std::string& missing) {
    const std::string text = section.text(key);
    if (text.empty()) {
        if (section.has(key)) section.problem(key, "names no statement", "write the id of a row of data/ledger/");
        return std::nullopt;
    }
    return named_if_public(section, key, text, dimension, missing);
}

std::optional<Figure> FigureReader::figure(Section& section, std::string_view key, std::string_view dimension) {
    const std::string text = section.text(key);
    if (text.empty()) {
        if (section.has(key)) section.problem(key, "names no statement", "write the id of a row of data/ledger/");
        return std::nullopt;
    }
    return named(section, key, text, dimension);
}

std::optional<Figure> FigureReader::optional_figure(Section& section, std::string_view key,
                                                    std::string_view dimension) {
    if (section.text(key, "").empty()) return std::nullopt;
    return figure(section, key, dimension);
}

double FigureReader::years_off(const Statement& statement) const {
    if (year_.wanted == 0 || statement.label != Label::assumed) return 0;
    return std::abs(year_of(statement, year_.own) - (year_.wanted + 0.5));
}

}  // namespace countervail
