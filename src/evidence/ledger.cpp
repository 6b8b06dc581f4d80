// SPDX-License-Identifier: Apache-2.0
#include "evidence/ledger.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "evidence/ledger_rows.h"
#include "evidence/lint.h"

namespace countervail {

namespace {

/// Keeps the first row of each id and reports the others.
template <class Row>
std::unordered_map<std::string, std::size_t> index_rows(std::vector<Row>& rows, Errors& errors) {
    std::unordered_map<std::string, std::size_t> index;
    std::vector<Row> kept;
    for (Row& row : rows) {
        const auto [at, fresh] = index.emplace(row.id, kept.size());
        if (!fresh) {
            const Place& first = kept[at->second].where;
            errors.push_back({row.where,
                              "id \"" + row.id + "\" is used twice; first at " + first.file + ":" +
                                  std::to_string(first.line),
                              "give it another discriminator, as in \"" + row.id + ".2\""});
            continue;
        }
        kept.push_back(std::move(row));
    }
    rows = std::move(kept);
    return index;
}

std::string unknown_id_hint(std::string_view id, const std::vector<Statement>& statements) {
    std::vector<std::string> ids;
    for (const Statement& statement : statements) ids.push_back(statement.id);
    const std::string hint = did_you_mean(id, ids);
    return hint.empty() ? "countervail data list shows every id" : hint;
}

enum class Mark : char { fresh, open, done };

/// Depth-first over cites with an explicit stack (a chain may be long); reports each cycle once.
void check_cycles(const std::vector<Statement>& statements,
                  const std::unordered_map<std::string, std::size_t>& index, Errors& errors) {
    std::vector<Mark> marks(statements.size(), Mark::fresh);
    struct Step {
        std::size_t row, next;
    };
    for (std::size_t start = 0; start < statements.size(); ++start) {
        if (marks[start] != Mark::fresh) continue;
        std::vector<Step> stack{{start, 0}};
        marks[start] = Mark::open;
        while (!stack.empty()) {
            auto& [row, next] = stack.back();
            if (next == statements[row].cites.size()) {
                marks[row] = Mark::done;
                stack.pop_back();
                continue;
            }
            const auto cited = index.find(statements[row].cites[next++]);
            if (cited == index.end()) continue;
            if (marks[cited->second] == Mark::open) {
                errors.push_back(
                    {statements[row].where,
                     "\"" + statements[row].id + "\" and \"" + cited->first + "\" rest on one another",
                     "remove one of the citations: evidence does not go in circles"});
            } else if (marks[cited->second] == Mark::fresh) {
                marks[cited->second] = Mark::open;
                stack.push_back({cited->second, 0});
            }
        }
    }
}

void check_cites(const std::vector<Statement>& statements,
                 const std::unordered_map<std::string, std::size_t>& index, Errors& errors) {
    for (const Statement& statement : statements) {
        for (const std::string& id : statement.cites) {
            if (index.contains(id)) continue;
            errors.push_back({statement.where, "\"" + statement.id + "\" cites the unknown \"" + id + "\"",
                              unknown_id_hint(id, statements)});
        }
    }
    check_cycles(statements, index, errors);
}

}  // namespace

void Ledger::load(const Library& library, Errors& errors) {
    const auto files = library.files("data/ledger/", ".csv");
    const auto source_files = library.files("data/sources", ".csv");
    if (source_files.empty() && !files.empty()) {
        errors.push_back({{"data/sources.csv"},
                          "is missing",
                          "add it with the columns id,publisher,title,address,published_on"});
    }
    const auto take = [](auto& into, auto rows) {
        std::move(rows.begin(), rows.end(), std::back_inserter(into));
    };
    for (const LibraryFile* file : source_files) take(sources_, read_sources(*file, errors));
    source_index_ = index_rows(sources_, errors);
    const Vocabulary vocabulary = files.empty() ? Vocabulary() : Vocabulary::read(library, errors);
    for (const LibraryFile* file : files) {
        take(statements_, read_statements(*file, vocabulary, sources_, source_index_, errors));
    }
    for (const LibraryFile* file : library.files("data/assumptions", ".csv"))
        take(statements_, read_assumptions(*file, errors));
    index_ = index_rows(statements_, errors);
    apply_widths(statements_);
}

Result<Ledger> Ledger::read_unchecked(const Library& library) {
    Ledger ledger;
    Errors errors;
    ledger.load(library, errors);
    // A row that could not be read would look like an unknown citation; the reader has named it already.
    if (errors.empty()) check_cites(ledger.statements_, ledger.index_, errors);
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return ledger;
}

Result<Ledger> Ledger::read(const Library& library) {
    Ledger ledger;
    Errors errors;
    ledger.load(library, errors);
    if (errors.empty()) {
        check_cites(ledger.statements_, ledger.index_, errors);
        append(errors, lint_errors(ledger, library));
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return ledger;
}

const Statement* Ledger::find(std::string_view id) const {
    const auto at = index_.find(std::string(id));
    return at == index_.end() ? nullptr : &statements_[at->second];
}

const Source* Ledger::source(std::string_view id) const {
    const auto at = source_index_.find(std::string(id));
    return at == source_index_.end() ? nullptr : &sources_[at->second];
}

std::vector<const Statement*> Ledger::behind(const Statement& statement) const {
    std::vector<const Statement*> found{&statement};
    for (std::size_t i = 0; i < found.size(); ++i) {
        for (const std::string& id : found[i]->cites) {
            const Statement* cited = find(id);
            if (cited != nullptr && std::find(found.begin(), found.end(), cited) == found.end())
                found.push_back(cited);
        }
    }
    return found;
}

Date Ledger::public_since(const Statement& statement) const {
    Date latest = statement.published_on;
    for (const Statement* cited : behind(statement)) latest = std::max(latest, cited->published_on);
    return latest;
}

Result<const Statement*> Ledger::known(std::string_view id, Date known_on, const Place& asked_at) const {
    const Statement* statement = find(id);
    if (statement == nullptr) {
        return fail(asked_at, "there is no statement \"" + std::string(id) + "\"",
                    unknown_id_hint(id, statements_));
    }
    Errors errors;
    for (const Statement* cited : behind(*statement)) {
        if (cited->label == Label::assumed || cited->published_on <= known_on) continue;   // an assumption has no day: it is as early as what it cites
        const std::string through = cited == statement ? "" : ", which \"" + statement->id + "\" rests on,";
        errors.push_back(
            {asked_at,
             "\"" + cited->id + "\"" + through + " was published on " + cited->published_on.to_text() +
                 ", after " + known_on.to_text() + "; it stands at " + cited->where.file + ":" +
                 std::to_string(cited->where.line),
             "use evidence published by " + known_on.to_text() + ", or set known_on to a later day",
             LaterEvidence{cited->id, cited->published_on, cited->where}});
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return statement;
}

std::vector<const Statement*> Ledger::with_quantity(std::string_view quantity) const {
    std::vector<const Statement*> found;
    for (const Statement& statement : statements_) {
        if (statement.quantity == quantity) found.push_back(&statement);
    }
    std::sort(found.begin(), found.end(),
              [](const Statement* a, const Statement* b) { return a->id < b->id; });
    return found;
}

std::vector<const Statement*> Ledger::cited_by(std::string_view id) const {
    std::vector<const Statement*> found;
    for (const Statement& statement : statements_) {
        if (std::find(statement.cites.begin(), statement.cites.end(), id) != statement.cites.end())
            found.push_back(&statement);
    }
    std::sort(found.begin(), found.end(),
              [](const Statement* a, const Statement* b) { return a->id < b->id; });
    return found;
}

}  // namespace countervail
