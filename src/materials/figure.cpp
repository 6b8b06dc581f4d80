// SPDX-License-Identifier: Apache-2.0
#include "materials/figure.h"

#include "base/text.h"

namespace countervail {
namespace {

bool fits(const std::string& dimension, std::string_view wanted) {
    if (wanted.empty() || dimension == wanted) return true;
    return wanted == "share" && (dimension == "ratio" || dimension == "mass/mass");
}

}  // namespace

std::optional<Figure> FigureReader::named(Section& section, std::string_view key, std::string_view text,
                                          std::string_view dimension) {
    const Statement* found = nullptr;
    Errors last;
    for (const std::string& part : split(text, '|')) {
        const std::string id = trim(part);
        const Statement* statement = ledger_.find(id);
        if (statement != nullptr && found == nullptr && ledger_.public_since(*statement) <= known_on_) found = statement;
        if (statement != nullptr && found != nullptr) continue;
        if (auto known = ledger_.known(id, known_on_, section.place(key)); !known) last = std::move(known.error());
        if (statement == nullptr) {
            for (const Error& error : last) section.problem(key, error.what, error.hint);
            return std::nullopt;
        }
    }
    if (found == nullptr) {
        for (const Error& error : last) section.problem(key, error.what, error.hint);
        return std::nullopt;
    }
    if (!fits(found->unit.dimension(), dimension)) {
        section.problem(key,
                        "\"" + found->id + "\" is in " + found->unit.text() + " (" + found->unit.dimension() +
                            "), wanted here: " + std::string(dimension),
                        "name a statement of that dimension");
        return std::nullopt;
    }
    used_.insert(found->id);
    const double factor = found->unit.factor();
    return Figure{found->value * factor, found->low * factor, found->high * factor, found};
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

}  // namespace countervail
