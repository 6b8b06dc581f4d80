// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>

#include "evidence/lint_rules.h"

namespace countervail {

namespace {

std::string lower(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

}  // namespace

const std::string* first_word_in(const std::string& text, const std::vector<std::string>& words) {
    const std::string in_lower_case = lower(text);
    const auto at = std::find_if(words.begin(), words.end(), [&](const std::string& word) {
        return in_lower_case.find(lower(word)) != std::string::npos;
    });
    return at == words.end() ? nullptr : &*at;
}

void check_text_traps(const LintRun& run) {
    for (const TextTrap& trap : run.settings.text_traps) {
        for (const Statement& statement : run.ledger.statements()) {
            if (!trap.rows.matches(statement)) continue;
            const std::string text =
                statement.locator + "\n" + statement.note + "\n" + statement.vintage;
            const std::string* word = first_word_in(text, trap.words);
            if (word == nullptr || first_word_in(text, trap.unless) != nullptr) continue;
            run.report(statement, trap.id, trap.severity, "speaks of \"" + *word + "\": " + trap.why,
                       "take the figure from a series that measures this, or name what this one measures");
        }
    }
}

void check_quote(const LintRun& run) {
    for (const Statement& statement : run.ledger.statements()) {
        if (statement.label != Label::found_quoted || !statement.locator.empty()) continue;
        run.report(statement, "is labelled found-q but quotes nothing",
                   "put the sentence or the table cell into locator");
    }
}

void check_derivation(const LintRun& run) {
    for (const Statement& statement : run.ledger.statements()) {
        const bool explained =
            !statement.cites.empty() || !statement.locator.empty() || !statement.note.empty();
        if (statement.label != Label::derived || explained) continue;
        run.report(statement, "is derived, but from nothing",
                   "name what it rests on in cites, or show the arithmetic in locator");
    }
}

void check_early(const LintRun& run) {
    for (const Statement& statement : run.ledger.statements()) {
        const bool early = statement.period && statement.label != Label::assumed &&
                           statement.period->from > statement.published_on;
        if (!early || !statement.note.empty()) continue;
        run.report(statement,
                   "was published on " + statement.published_on.to_text() + ", before its period " +
                       statement.period_text,
                   "say in note that it is a plan or a forecast, or check the dates");
    }
}

}  // namespace countervail
