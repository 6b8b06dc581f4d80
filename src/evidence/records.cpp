// SPDX-License-Identifier: Apache-2.0
#include "evidence/records.h"

#include <algorithm>

#include "base/text.h"

namespace countervail {

Records::Records(Grid grid, const std::vector<ColumnRule>& rules, Errors& errors) : grid_(std::move(grid)) {
    if (grid_.rows.empty()) {
        std::vector<std::string> wanted;
        for (const ColumnRule& rule : rules) wanted.push_back(rule.name);
        errors.push_back(
            {{grid_.file, 1, 1}, "has no header row", "begin the file with " + join(wanted, ",")});
        return;
    }
    read_header(grid_.rows[0], rules, errors);
    for (std::size_t i = 1; i < grid_.rows.size(); ++i) {
        const auto& row = grid_.rows[i];
        if (row.size() == names_.size()) {
            rows_.push_back(i);
        } else {
            errors.push_back({grid_.place(row.front()),
                              "has " + std::to_string(row.size()) + " cells where the header has " +
                                  std::to_string(names_.size()) + " columns",
                              "give every row one cell per column; quote a cell that holds a comma"});
        }
    }
}

void Records::read_header(const std::vector<GridCell>& header, const std::vector<ColumnRule>& rules,
                          Errors& errors) {
    std::vector<std::string> known;
    for (const ColumnRule& rule : rules) known.push_back(rule.name);
    for (const GridCell& cell : header) {
        std::string name = trim(cell.text);
        if (std::find(names_.begin(), names_.end(), name) != names_.end()) {
            errors.push_back(
                {grid_.place(cell), "column \"" + name + "\" stands twice", "remove one of them"});
        } else if (std::find(known.begin(), known.end(), name) == known.end()) {
            const std::string hint = did_you_mean(name, known);
            errors.push_back({grid_.place(cell), "unknown column \"" + name + "\"",
                              hint.empty() ? "known here: " + join(known, ", ") : hint});
        }
        names_.push_back(std::move(name));
    }
    for (const ColumnRule& rule : rules) {
        if (!rule.required || std::find(names_.begin(), names_.end(), rule.name) != names_.end()) continue;
        errors.push_back({grid_.place(header.front()), "column \"" + rule.name + "\" is missing",
                          "add it to the header; a cell may stay empty"});
    }
}

const GridCell* Records::cell(std::size_t row, std::string_view column) const {
    const auto at = std::find(names_.begin(), names_.end(), column);
    if (at == names_.end()) return nullptr;
    return &grid_.rows[rows_[row]][static_cast<std::size_t>(at - names_.begin())];
}

std::string Records::text(std::size_t row, std::string_view column) const {
    const GridCell* found = cell(row, column);
    return found == nullptr ? std::string() : trim(found->text);
}

Place Records::place(std::size_t row, std::string_view column) const {
    const GridCell* found = cell(row, column);
    return grid_.place(found != nullptr ? *found : grid_.rows[rows_[row]].front());
}

}  // namespace countervail
