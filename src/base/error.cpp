// SPDX-License-Identifier: Apache-2.0
#include "base/error.h"

#include <iterator>

namespace countervail {

std::string to_text(const Error& error) {
    std::string text = error.where.file;
    if (error.where.line > 0) text += ":" + std::to_string(error.where.line);
    if (error.where.column > 0) text += ":" + std::to_string(error.where.column);
    if (!text.empty()) text += ": ";
    text += error.what;
    if (!error.hint.empty()) text += "\n  mend: " + error.hint;
    return text;
}

std::string to_text(const Errors& errors) {
    std::string text;
    for (const Error& error : errors) text += to_text(error) + "\n";
    return text;
}

std::unexpected<Errors> fail(Place where, std::string what, std::string hint) {
    return std::unexpected(Errors{Error{std::move(where), std::move(what), std::move(hint)}});
}

void append(Errors& into, Errors from) {
    into.insert(into.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace countervail
