// SPDX-License-Identifier: Apache-2.0
// What the lint rules have to know about this field, from data/lint.toml: which mass bases a stage may be
// counted on, which prices must say whether tax is in, which customs codes hide other goods. Format:
// docs/formats/ledger.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/library.h"
#include "base/text.h"
#include "evidence/statement.h"

namespace countervail {

enum class Severity { error, warning };

/// Which rows a trap is about: every list that is not empty must match. A word may begin or end with '*'.
struct RowFilter {
    std::vector<std::string> quantities, items, places, dimensions, basis;
    bool matches(const Statement& statement) const;
};

/// A row that matches must carry one of `words` in its unit.
struct NeedsBasis {
    std::string id;
    RowFilter rows;
    std::vector<std::string> words;
    std::string why, trap;
    Severity severity = Severity::error;
};

/// A row that matches must not speak of any of `words` (in locator, note or vintage), unless also of one of
/// `unless`.
struct TextTrap {
    std::string id;
    RowFilter rows;
    std::vector<std::string> words, unless;
    std::string why, trap;
    Severity severity = Severity::error;
};

/// Items with this part between dots ("oxide" in "dysprosium.oxide") are counted on one of these mass bases.
struct StageBasis {
    std::string part;
    std::vector<std::string> basis;
};

/// Two names for different baskets that no share may join.
struct NeverJoined {
    std::vector<std::string> items;
    std::string why, trap;
};

/// Shares of one whole: over one of "place", "partner", "use", "item" they add up to 100 % at most.
/// Over items, rows of one table belong together: those whose ids share all but the last part (A-61.La,
/// A-61.Ce).
struct Whole {
    std::string quantity, over;
    std::vector<std::string> items;  ///< patterns; empty: any item
};

struct LintSettings {
    std::vector<StageBasis> stages;
    std::vector<NeedsBasis> needs_basis;
    std::vector<TextTrap> text_traps;
    std::vector<NeverJoined> never_joined;
    std::vector<Whole> wholes;
    std::vector<std::string> aggregates;  ///< places that contain other places: never part of a sum
    std::vector<std::string> left_open;   ///< a note with one of these says that the source states no basis
    std::vector<std::string> looked_at;   ///< a note with one of these says that the figure is printed so
};

/// Without data/lint.toml all lists are empty; a malformed file is a failed Result.
Result<LintSettings> read_lint_settings(const Library& library);

/// Does one of the patterns (base/text.h) match? True when there are none.
bool lets_through(const std::vector<std::string>& patterns, std::string_view text);

}  // namespace countervail
