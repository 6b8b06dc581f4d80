// SPDX-License-Identifier: Apache-2.0
// Traps of the evidence that a machine can see: figures on different bases joined, footnote digits fused to
// numbers, revisions without an edition, shares over 100 %. One function per rule (lint_rules.h); what is
// particular to this field is data (lint_settings.h). Reasons and sources: docs/methods/evidence.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evidence/ledger.h"
#include "evidence/lint_settings.h"

namespace countervail {

struct LintRule {
    std::string_view id;
    Severity severity;  ///< an error stops the ledger from loading; traps of data/lint.toml state their own
    std::string_view meaning;
};

struct Finding {
    std::string rule;  ///< LintRule::id; for a trap of data/lint.toml "needs-basis:<its id>"
    Severity severity = Severity::warning;
    std::string statement;  ///< id of the row
    Error problem;
};

const std::vector<LintRule>& lint_rules();

/// Every finding, in the order of the rules, then of the rows.
std::vector<Finding> lint(const Ledger& ledger, const LintSettings& settings);

/// Problems of data/lint.toml, else the findings that are errors.
Errors lint_errors(const Ledger& ledger, const Library& library);

}  // namespace countervail
