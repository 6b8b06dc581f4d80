// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "evidence/lint_rules.h"

namespace countervail {

namespace {

/// Every mass basis that any stage is counted on.
std::set<std::string> mass_words(const LintSettings& settings) {
    std::set<std::string> words;
    for (const StageBasis& stage : settings.stages) words.insert(stage.basis.begin(), stage.basis.end());
    return words;
}

const StageBasis* stage_of(const LintSettings& settings, const std::string& item) {
    const std::vector<std::string> parts = split(item, '.');
    for (const StageBasis& stage : settings.stages) {
        if (std::find(parts.begin(), parts.end(), stage.part) != parts.end()) return &stage;
    }
    return nullptr;
}

bool is_mass_or_price(const Unit& unit) {
    const std::string& dimension = unit.dimension();
    return dimension == "mass" || (dimension.starts_with("mass/") && dimension != "mass/mass") ||
           dimension == "money/mass";
}

bool listed(const std::vector<std::string>& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::set<std::string> mass_basis(const Statement& statement, const std::set<std::string>& words) {
    std::set<std::string> found;
    for (const std::string& word : statement.unit.basis()) {
        if (words.contains(word)) found.insert(word);
    }
    return found;
}

bool is_conversion(const Statement& statement) {
    const std::string& dimension = statement.unit.dimension();
    return dimension == "ratio" || dimension == "share" || dimension == "mass/mass";
}

}  // namespace

void check_item_basis(const LintRun& run) {
    const std::set<std::string> words = mass_words(run.settings);
    for (const Statement& statement : run.ledger.statements()) {
        const StageBasis* stage = stage_of(run.settings, statement.item);
        if (stage == nullptr || !is_mass_or_price(statement.unit)) continue;
        const std::set<std::string> stated = mass_basis(statement, words);
        const bool fits = std::any_of(stated.begin(), stated.end(),
                                      [&](const auto& word) { return listed(stage->basis, word); });
        if (stated.empty() || fits) continue;
        run.report(statement,
                   "\"" + statement.item + "\" is not counted in \"" + statement.unit.text() + "\"",
                   "a row of this item is on one of: " + join(stage->basis, ", ") +
                       "; or name the item that was counted");
    }
}

// A bare tonne converts into no other mass, so it can mislead a reader but not the model. Where the source itself says
// no more, the note says so and the reader is warned.
void check_basis_missing(const LintRun& run) {
    const std::set<std::string> words = mass_words(run.settings);
    for (const Statement& statement : run.ledger.statements()) {
        const StageBasis* stage = stage_of(run.settings, statement.item);
        if (stage == nullptr || !is_mass_or_price(statement.unit) || !mass_basis(statement, words).empty())
            continue;
        if (first_word_in(statement.note, run.settings.left_open) != nullptr) continue;
        run.report(statement,
                   "\"" + statement.unit.text() + "\" does not say what mass of \"" + statement.item +
                       "\" is counted",
                   "add one of: " + join(stage->basis, ", ") + "; where the source leaves it open, say so in note");
    }
}

void check_needs_basis(const LintRun& run) {
    for (const NeedsBasis& trap : run.settings.needs_basis) {
        for (const Statement& statement : run.ledger.statements()) {
            if (!trap.rows.matches(statement)) continue;
            const auto& basis = statement.unit.basis();
            const bool says = std::any_of(trap.words.begin(), trap.words.end(),
                                          [&](const std::string& word) { return listed(basis, word); });
            if (says || first_word_in(statement.note, run.settings.left_open) != nullptr) continue;
            run.report(statement, trap.id, trap.severity,
                       "\"" + statement.unit.text() + "\" leaves its basis open: " + trap.why,
                       "add one of: " + join(trap.words, ", ") +
                           "; where the source leaves it open, say so in note");
        }
    }
}

void check_mixed_basis(const LintRun& run) {
    const std::set<std::string> words = mass_words(run.settings);
    for (const Statement& statement : run.ledger.statements()) {
        const std::string& dimension = statement.unit.dimension();
        const bool joins = dimension == "share" || dimension == "mass" || dimension == "mass/time";
        if (statement.label != Label::derived || !joins || !statement.note.empty()) continue;
        std::set<std::string> bases;
        bool converted = false;
        for (const std::string& id : statement.cites) {
            const Statement* cited = run.ledger.find(id);
            if (cited == nullptr) continue;
            converted = converted || is_conversion(*cited);
            if (cited->unit.dimension() == "mass" || cited->unit.dimension() == "mass/time")
                bases.merge(mass_basis(*cited, words));
        }
        if (bases.size() < 2 || converted) continue;
        run.report(statement, "joins masses on different bases: " + join({bases.begin(), bases.end()}, ", "),
                   "cite the conversion (a yield, a content, an oxide factor) as well, or say in note what "
                   "is set against what");
    }
}

void check_never_joined(const LintRun& run) {
    for (const NeverJoined& pair : run.settings.never_joined) {
        for (const Statement& statement : run.ledger.statements()) {
            if (statement.label != Label::derived) continue;
            std::set<std::string> met;
            for (const std::string& id : statement.cites) {
                const Statement* cited = run.ledger.find(id);
                if (cited != nullptr && listed(pair.items, cited->item)) met.insert(cited->item);
            }
            if (met.size() < 2) continue;
            run.report(statement, "joins " + join({met.begin(), met.end()}, " and ") + ": " + pair.why,
                       "cite figures of one of them only");
        }
    }
}

namespace {

// An intensity is per vehicle, per ship and per megawatt: a quantity without one usual dimension has no odd one.
constexpr double kUsual = 0.75;

using ByDimension = std::map<std::string, std::vector<const Statement*>>;

/// The dimension of nearly all rows of a quantity; null when there is none, or too few rows to tell.
const std::string* usual_dimension(const ByDimension& rows) {
    std::size_t all = 0;
    auto common = rows.begin();
    for (auto at = rows.begin(); at != rows.end(); ++at) {
        all += at->second.size();
        if (at->second.size() > common->second.size()) common = at;
    }
    const std::size_t most = common->second.size();
    const bool nearly_all = most >= 4 && static_cast<double>(most) >= kUsual * static_cast<double>(all);
    return nearly_all ? &common->first : nullptr;
}

/// "40,800 t from January through August" among tonnes per year: the period makes it a flow.
bool is_total_of_period(const Statement& statement, const std::string& usual) {
    return statement.period.has_value() && usual == statement.unit.dimension() + "/time";
}

std::string odd_one(const Statement& statement, const std::string& usual) {
    return "\"" + statement.unit.text() + "\" is " + statement.unit.dimension() + " where the other rows of \"" +
           statement.quantity + "\" are " + usual;
}

}  // namespace

void check_odd_dimension(const LintRun& run) {
    std::map<std::string, ByDimension> quantities;
    for (const Statement& statement : run.ledger.statements()) {
        // A posterior's rows are parameters of every dimension.
        if (statement.label != Label::assumed && !statement.id.starts_with(kPosteriorPrefix))
            quantities[statement.quantity][statement.unit.dimension()].push_back(&statement);
    }
    for (const auto& [quantity, rows] : quantities) {
        const std::string* usual = usual_dimension(rows);
        if (usual == nullptr) continue;
        for (const auto& [dimension, statements] : rows) {
            if (statements.size() != 1 || is_total_of_period(*statements[0], *usual)) continue;
            run.report(*statements[0], odd_one(*statements[0], *usual),
                       "check the unit, or give the figure a quantity of its own");
        }
    }
}

}  // namespace countervail
