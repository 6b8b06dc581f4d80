// SPDX-License-Identifier: Apache-2.0
// The rules themselves; lint.cpp lists them with their meaning.
#pragma once

#include "evidence/lint.h"

namespace countervail {

/// What a rule sees, and where it reports.
struct LintRun {
    const Ledger& ledger;
    const LintSettings& settings;
    const LintRule* rule = nullptr;
    std::vector<Finding>& findings;

    void report(const Statement& statement, std::string what, std::string hint) const;
    /// Of one trap of data/lint.toml, with that trap's own severity.
    void report(const Statement& statement, const std::string& trap_id, Severity severity, std::string what,
                std::string hint) const;
};

// lint_text.cpp
/// Does `text` contain one of `words`, whatever the case? The word itself; null when none.
const std::string* first_word_in(const std::string& text, const std::vector<std::string>& words);

// lint_basis.cpp: is the figure on the basis that its item and place ask for?
void check_item_basis(const LintRun& run);
void check_basis_missing(const LintRun& run);
void check_needs_basis(const LintRun& run);
void check_mixed_basis(const LintRun& run);
void check_never_joined(const LintRun& run);
void check_odd_dimension(const LintRun& run);

// lint_series.cpp: do the rows of one series or one cell belong together?
void check_joined_prices(const LintRun& run);
void check_vintage(const LintRun& run);
void check_same_cell(const LintRun& run);
void check_rivals(const LintRun& run);
void check_fused_digit(const LintRun& run);

// lint_share.cpp: is the value one that there can be?
void check_share_over_one(const LintRun& run);
void check_month_of_year(const LintRun& run);
void check_whole(const LintRun& run);

// lint_text.cpp: what the row says of itself.
void check_text_traps(const LintRun& run);
void check_quote(const LintRun& run);
void check_derivation(const LintRun& run);
void check_early(const LintRun& run);

}  // namespace countervail
