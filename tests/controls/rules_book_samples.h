// SPDX-License-Identifier: Apache-2.0
// Questions about the acts inside the program, and the cells of the answers.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "controls/rules_tables.h"
#include "controls/sample_acts.h"

namespace countervail::sample {

inline RulesQuestion asked(std::vector<std::string> acts, const char* by = "", std::optional<const char*> known = {}, const char* goods = "") {
    RulesQuestion question;
    question.choice.acts = std::move(acts);
    question.by = by;
    question.item = goods;
    if (known) question.known_on = day(*known);
    return question;
}

inline RulesBook book(const RulesQuestion& question) { return RulesBook::read(Library::embedded(), question, 2).value(); }

inline std::string cell(const Table& table, std::size_t row, std::string_view column) {
    const auto* text = std::get_if<std::string>(&table.rows[row][table.column(column).value()]);
    return text == nullptr ? std::string() : *text;
}

/// Rows of a clause ("CHN/…#I(1)"), or of all that begin with a text that ends in '#' or names an act.
inline std::vector<std::size_t> rows_of(const Table& table, std::string_view clause) {
    const bool whole = clause.find('#') != std::string_view::npos && !clause.ends_with('#');
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const std::string name = cell(table, i, "clause");
        if (whole ? name == clause : name.starts_with(clause)) rows.push_back(i);
    }
    return rows;
}

}  // namespace countervail::sample
