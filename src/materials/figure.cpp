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

/// What would do on some day, in the order of preference where two are as near: what is named and, where a year is asked for,
/// the rows of its series within reach.
std::vector<const Statement*> FigureReader::candidates(const std::vector<const Statement*>& named) const {
    if (year_.wanted == 0) return named;
    std::vector<const Statement*> found;
    for (const Statement* each : named) {
        for (const Statement* row : series_of(ledger_, *each)) {
            const double off = std::abs(year_of(*row, year_.own) - (year_.wanted + 0.5));
            if (row == each || row->label == Label::assumed || off <= kLongestReach) found.push_back(row);
        }
    }
    return found;
}

/// The one to take of what is named, or of its series; none when nothing was public.
const Statement* FigureReader::choose(const std::vector<const Statement*>& named) const {
    const auto known = [&](const Statement* statement) { return ledger_.public_since(*statement) <= known_on_; };
    const auto first = std::find_if(named.begin(), named.end(), known);
    if (year_.wanted == 0) return first == named.end() ? nullptr : *first;
    // A fact without a date holds in any year; an assumption without one was made for the files' own year.
    const auto timeless = [](const Statement& each) { return each.label != Label::assumed && !each.period; };
    if (first != named.end() && timeless(**first)) return *first;
    const auto off = [&](const Statement& each) { return std::abs(year_of(each, year_.own) - (year_.wanted + 0.5)); };
    const Statement* best = nullptr;
    for (const Statement* row : candidates(named)) {
        if (known(row) && off(*row) < (best == nullptr ? INFINITY : off(*best))) best = row;
    }
    return best;
}

/// Of what would do, what became public first.
const Statement* FigureReader::soonest(const std::vector<const Statement*>& named) const {
    const std::vector<const Statement*> all = candidates(named);
    return *std::min_element(all.begin(), all.end(), [&](const Statement* a, const Statement* b) { return ledger_.public_since(*a) < ledger_.public_since(*b); });
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

/// What `text` names and was public; else none: a part that is no statement is a problem of the section, what is later comes
/// back in `later`.
const Statement* FigureReader::public_one(Section& section, std::string_view key, std::string_view text, Errors& later) const {
    std::vector<const Statement*> named;
    for (const std::string& part : split(text, '|')) {
        const std::string id = trim(part);
        const Statement* statement = ledger_.find(id);
        if (statement == nullptr) {
            if (auto known = ledger_.known(id, known_on_, section.place(key)); !known) {
                for (const Error& error : known.error()) section.problem(key, error.what, error.hint);
            }
            return nullptr;
        }
        named.push_back(statement);
    }
    const Statement* found = choose(named);
    if (found != nullptr) return found;
    if (auto known = ledger_.known(soonest(named)->id, known_on_, section.place(key)); !known) later = std::move(known.error());
    return nullptr;
}

std::optional<Figure> FigureReader::named_if_public(Section& section, std::string_view key, std::string_view text,
                                                    std::string_view dimension, std::string& missing) {
    if (year_.wanted == 0) return named(section, key, text, dimension);   // a file that names a figure means it; only for another year its series may stand in, or nothing
    Errors later;
    const Statement* found = public_one(section, key, text, later);
    if (found != nullptr) return figure_of(section, key, *found, dimension);
    if (later.empty()) return std::nullopt;   // told already
    const auto named = ledger_.known(trim(split(text, '|').back()), known_on_, section.place(key));
    if (!named) missing = named.error().front().what;
    return std::nullopt;
}

std::optional<Figure> FigureReader::named(Section& section, std::string_view key, std::string_view text,
                                          std::string_view dimension) {
    Errors later;
    const Statement* found = public_one(section, key, text, later);
    if (found != nullptr) return figure_of(section, key, *found, dimension);
    const std::string hint =
        year_.wanted == 0 ? "name a row that was public by " + known_on_.to_text() + " beside it (\"A | B\"), or ask for a world_year, for which the nearest row of the series stands in"
                          : "add a row of the same quantity, item and place that was public by then, or name an alternative with |";
    for (const Error& error : later) section.problem(key, error.what, hint, error.later);
    return std::nullopt;
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
