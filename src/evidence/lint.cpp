// SPDX-License-Identifier: Apache-2.0
#include "evidence/lint.h"

#include "evidence/lint_rules.h"

namespace countervail {

namespace {

struct Entry {
    LintRule rule;
    void (*check)(const LintRun&);
};

const std::vector<Entry>& entries() {
    static const std::vector<Entry> kEntries = {
        {{"item-basis", Severity::error,
          "a mass or price is on a basis that the item's stage is counted on (data/lint.toml)"},
         check_item_basis},
        {{"basis-missing", Severity::warning,
          "a mass or price of an item at a stage says which mass is counted"},
         check_basis_missing},
        {{"needs-basis", Severity::error,
          "a figure of this kind says on which basis it stands (data/lint.toml)"},
         check_needs_basis},
        {{"mixed-basis", Severity::error,
          "a derived figure joins masses of two bases only through a cited conversion or with a note"},
         check_mixed_basis},
        {{"never-joined", Severity::error,
          "no derived figure joins baskets that only share a name (data/lint.toml)"},
         check_never_joined},
        {{"odd-dimension", Severity::warning,
          "one row of a quantity has another dimension than all the others"},
         check_odd_dimension},
        {{"joined-prices", Severity::error, "year-end and average prices are never one series"},
         check_joined_prices},
        {{"vintage", Severity::error, "a figure that its publisher revised names its edition"},
         check_vintage},
        {{"same-cell", Severity::warning,
          "two figures of one publisher and edition for one cell say in note what tells them apart"},
         check_same_cell},
        {{"rivals", Severity::warning,
          "two publishers whose ranges do not meet are both labelled disputed, or told apart in note"},
         check_rivals},
        {{"fused-digit", Severity::warning, "a value far above its neighbours that fits with one digit less"},
         check_fused_digit},
        {{"share-over-one", Severity::error, "a share lies between 0 and 100 %"}, check_share_over_one},
        {{"month-of-year", Severity::error, "a month of the year is a whole number from 1 to 12"}, check_month_of_year},
        {{"whole", Severity::error, "shares of one whole add up to 100 % at most (data/lint.toml)"},
         check_whole},
        {{"text-trap", Severity::error,
          "a row does not rest on a series that measures something else (data/lint.toml)"},
         check_text_traps},
        {{"quote", Severity::warning, "a row labelled found-q carries its quotation or cell"}, check_quote},
        {{"derivation", Severity::warning, "a derived row shows its arithmetic or names what it rests on"},
         check_derivation},
        {{"early", Severity::warning,
          "a figure published before its period began is a plan or a forecast and says so"},
         check_early},
    };
    return kEntries;
}

}  // namespace

void LintRun::report(const Statement& statement, std::string what, std::string hint) const {
    findings.push_back({std::string(rule->id),
                        rule->severity,
                        statement.id,
                        {statement.where, statement.id + ": " + std::move(what), std::move(hint)}});
}

void LintRun::report(const Statement& statement, const std::string& trap_id, Severity severity,
                     std::string what, std::string hint) const {
    findings.push_back({std::string(rule->id) + ":" + trap_id,
                        severity,
                        statement.id,
                        {statement.where, statement.id + ": " + std::move(what), std::move(hint)}});
}

const std::vector<LintRule>& lint_rules() {
    static const std::vector<LintRule> kRules = [] {
        std::vector<LintRule> rules;
        for (const Entry& entry : entries()) rules.push_back(entry.rule);
        return rules;
    }();
    return kRules;
}

std::vector<Finding> lint(const Ledger& ledger, const LintSettings& settings) {
    std::vector<Finding> findings;
    for (const Entry& entry : entries()) entry.check({ledger, settings, &entry.rule, findings});
    return findings;
}

Errors lint_errors(const Ledger& ledger, const Library& library) {
    auto settings = read_lint_settings(library);
    if (!settings) return std::move(settings.error());
    Errors errors;
    for (Finding& finding : lint(ledger, *settings)) {
        if (finding.severity == Severity::error) errors.push_back(std::move(finding.problem));
    }
    return errors;
}

}  // namespace countervail
