// SPDX-License-Identifier: Apache-2.0
#include "evidence/ledger_rows.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>

#include "base/text.h"
#include "evidence/csv.h"
#include "evidence/records.h"

namespace countervail {

namespace {

// No published figure of this field comes near; a larger one is a slipped exponent.
constexpr double kLargestValue = 1e18;
constexpr std::string_view kAssume = "assume:";

/// One row being read: hands out typed cells and notes problems with their place.
class Row {
  public:
    Row(const Records& records, std::size_t index, Errors& errors)
        : records_(records), index_(index), errors_(errors), problems_before_(errors.size()) {}

    std::string text(std::string_view column) const { return records_.text(index_, column); }
    Place place(std::string_view column = {}) const { return records_.place(index_, column); }
    bool sound() const { return errors_.size() == problems_before_; }

    void problem(std::string_view column, std::string what, std::string hint) {
        errors_.push_back({place(column), std::move(what), std::move(hint)});
    }

    std::string required(std::string_view column) {
        std::string found = text(column);
        if (found.empty())
            problem(column, std::string(column) + " is empty", "every row states its " + std::string(column));
        return found;
    }

    std::optional<double> number(std::string_view column) {
        const std::string found = text(column);
        if (found.empty()) return std::nullopt;
        const auto value = parse_number(found);
        if (!value) {
            problem(column, std::string(column) + " \"" + found + "\" is not a number",
                    "digits with '.' as decimal mark and no thousands marks");
        } else if (std::abs(*value) > kLargestValue) {
            problem(column, std::string(column) + " " + found + " is beyond anything measured",
                    "check the exponent");
            return std::nullopt;
        }
        return value;
    }

    std::optional<Date> date(std::string_view column) {
        const std::string found = text(column);
        if (found.empty()) return std::nullopt;
        const auto day = Date::parse(found);
        if (!day)
            problem(column, std::string(column) + " \"" + found + "\" is not a day",
                    "write it like 2025-04-04");
        return day;
    }

    std::string id(std::string_view allowed) {
        std::string found = required("id");
        const bool fits = std::all_of(found.begin(), found.end(), [&](char c) {
            return std::isalnum(static_cast<unsigned char>(c)) || allowed.find(c) != std::string_view::npos;
        });
        if (!fits)
            problem("id", "id \"" + found + "\" has a character that ids do not use",
                    "letters, digits and " + std::string(allowed));
        return found;
    }

    Unit unit() {
        auto parsed = Unit::parse(required("unit"));
        if (parsed) return *parsed;
        if (!text("unit").empty()) problem("unit", parsed.error()[0].what, parsed.error()[0].hint);
        return {};
    }

  private:
    const Records& records_;
    std::size_t index_;
    Errors& errors_;
    std::size_t problems_before_;
};

std::optional<Records> open(const LibraryFile& file, const std::vector<ColumnRule>& rules, Errors& errors) {
    auto grid = read_csv(file.text, file.path);
    if (!grid) {
        append(errors, std::move(grid.error()));
        return std::nullopt;
    }
    return Records(std::move(*grid), rules, errors);
}

void read_range(Row& row, Statement& statement, bool required) {
    const auto value = row.number("value"), low = row.number("low"), high = row.number("high");
    if (row.text("value").empty()) row.problem("value", "value is empty", "a row states one figure");
    if (row.text("low").empty() != row.text("high").empty()) {
        row.problem(low ? "high" : "low", "only one end of the range is given",
                    "give low and high, or neither");
    } else if (required && row.text("low").empty()) {
        row.problem("low", "an assumption states no range", "give low and high: nobody knows it exactly");
    }
    statement.stated_range = low.has_value() && high.has_value();
    statement.value = value.value_or(0);
    statement.low = low.value_or(statement.value);
    statement.high = high.value_or(statement.value);
    if (value && statement.stated_range &&
        !(statement.low <= statement.value && statement.value <= statement.high)) {
        row.problem("value",
                    "low " + row.text("low") + ", value " + row.text("value") + " and high " +
                        row.text("high") + " are not in order",
                    "low ≤ value ≤ high");
    }
}

void read_cites(Row& row, Statement& statement) {
    for (std::string& id : split(row.text("cites"), ' ')) {
        if (id.empty()) continue;
        if (id == statement.id)
            row.problem("cites", "\"" + id + "\" cites itself", "name what it rests on, or nothing");
        statement.cites.push_back(std::move(id));
    }
}

std::string read_word(Row& row, const Vocabulary& vocabulary, const char* column, const char* kind) {
    std::string word = row.text(column);
    if (!word.empty() && !vocabulary.has(kind, word)) {
        const std::string hint = did_you_mean(word, vocabulary.words(kind));
        row.problem(column, std::string("unknown ") + kind + " \"" + word + "\"",
                    hint.empty() ? "add it to data/vocabulary.csv with its meaning" : hint);
    }
    return word;
}

void read_words(Row& row, const Vocabulary& vocabulary, Statement& statement) {
    row.required("quantity");
    statement.quantity = read_word(row, vocabulary, "quantity", "quantity");
    statement.item = read_word(row, vocabulary, "item", "item");
    statement.place = read_word(row, vocabulary, "place", "place");
    statement.partner = read_word(row, vocabulary, "partner", "place");
    statement.use = read_word(row, vocabulary, "use", "use");
}

void read_origin(Row& row, const std::vector<Source>& all,
                 const std::unordered_map<std::string, std::size_t>& index, Statement& statement) {
    statement.source = row.required("source");
    const auto source = index.find(statement.source);
    if (source == index.end()) {
        std::vector<std::string> ids;
        for (const Source& known : all) ids.push_back(known.id);
        const std::string hint = did_you_mean(statement.source, ids);
        if (!statement.source.empty()) {
            row.problem("source", "unknown source \"" + statement.source + "\"",
                        hint.empty() ? "add it to data/sources.csv" : hint);
        }
    }
    const auto own = row.date("published_on");
    statement.published_on = own ? *own : source != index.end() ? all[source->second].published_on : Date();
}

void read_label(Row& row, Statement& statement) {
    const std::string text = row.required("label");
    const auto label = parse_label(text);
    if (text.empty()) return;
    if (!label) {
        const std::string hint = did_you_mean(text, label_names());
        row.problem("label", "unknown label \"" + text + "\"",
                    hint.empty() ? "labels: " + join(label_names(), ", ") : hint);
    } else if (*label == Label::assumed) {
        row.problem("label", "an assumption stands among the evidence",
                    "move it to data/assumptions.csv as \"assume:…\"");
    } else {
        statement.label = *label;
    }
}

bool is_share_of_whole(const Statement& statement) {
    const std::vector<std::string> words = split(statement.quantity, '-');
    return statement.unit.dimension() == "share" &&
           std::find(words.begin(), words.end(), "share") != words.end();
}

}  // namespace

std::vector<Source> read_sources(const LibraryFile& file, Errors& errors) {
    std::vector<Source> sources;
    const auto records =
        open(file, {{"id"}, {"publisher"}, {"title"}, {"address"}, {"published_on"}}, errors);
    for (std::size_t i = 0; records && i < records->size(); ++i) {
        Row row(*records, i, errors);
        Source source;
        source.id = row.id("-._");
        source.publisher = row.required("publisher");
        source.title = row.required("title");
        source.address = row.text("address");
        source.where = row.place();
        if (row.text("published_on").empty()) {
            row.problem("published_on", "published_on is empty",
                        "the last day of the month or year when no more is known");
        }
        source.published_on = row.date("published_on").value_or(Date());
        if (row.sound()) sources.push_back(std::move(source));
    }
    return sources;
}

std::vector<Statement> read_statements(const LibraryFile& file, const Vocabulary& vocabulary,
                                       const std::vector<Source>& all_sources,
                                       const std::unordered_map<std::string, std::size_t>& sources,
                                       Errors& errors) {
    std::vector<Statement> statements;
    std::vector<ColumnRule> rules;
    for (const char* column :
         {"id", "quantity", "item", "place", "partner", "use", "period", "value", "low", "high", "unit",
          "source", "published_on", "label", "vintage", "cites", "locator", "note"}) {
        rules.push_back({column});
    }
    const auto records = open(file, rules, errors);
    for (std::size_t i = 0; records && i < records->size(); ++i) {
        Row row(*records, i, errors);
        Statement statement;
        statement.where = row.place();
        statement.id = row.id(row.text("id").starts_with(kPosteriorPrefix) ? "-._:" : "-._");
        read_words(row, vocabulary, statement);
        statement.period_text = row.text("period");
        if (!statement.period_text.empty()) statement.period = parse_period(statement.period_text);
        if (!statement.period_text.empty() && !statement.period) {
            row.problem("period", "period \"" + statement.period_text + "\" is not one",
                        "write 2024, 2024-Q2, 2024-05, 2025-05-06 or 2024-01..2024-07");
        }
        read_range(row, statement, false);
        statement.unit = row.unit();
        read_origin(row, all_sources, sources, statement);
        read_label(row, statement);
        statement.vintage = row.text("vintage");
        statement.locator = row.text("locator");
        statement.note = row.text("note");
        read_cites(row, statement);
        if (row.sound()) statements.push_back(std::move(statement));
    }
    return statements;
}

std::vector<Statement> read_assumptions(const LibraryFile& file, Errors& errors) {
    std::vector<Statement> statements;
    const auto records =
        open(file, {{"id"}, {"unit"}, {"low"}, {"value"}, {"high"}, {"cites"}, {"note"}}, errors);
    for (std::size_t i = 0; records && i < records->size(); ++i) {
        Row row(*records, i, errors);
        Statement statement;
        statement.where = row.place();
        statement.id = row.id("-._:");
        if (!statement.id.empty() &&
            (!statement.id.starts_with(kAssume) || statement.id.size() == kAssume.size())) {
            row.problem("id", "id \"" + statement.id + "\" of an assumption does not begin with \"assume:\"",
                        "write assume:" + statement.id);
        }
        statement.quantity = "assumption";
        statement.label = Label::assumed;
        read_range(row, statement, true);
        statement.unit = row.unit();
        statement.note = row.required("note");
        read_cites(row, statement);
        if (row.sound()) statements.push_back(std::move(statement));
    }
    return statements;
}

void apply_widths(std::vector<Statement>& statements) {
    std::map<std::string, double> stated;
    const std::string prefix = std::string(kAssume) + "width-";
    for (const Statement& statement : statements) {
        if (!statement.id.starts_with(prefix)) continue;
        stated[statement.id.substr(prefix.size())] = statement.value * statement.unit.factor();
    }
    for (Statement& statement : statements) {
        if (statement.stated_range) continue;
        const auto own = stated.find(to_text(statement.label));
        const double half =
            std::abs(statement.value) * (own != stated.end() ? own->second : default_width(statement.label));
        statement.low = statement.value - half;
        statement.high = statement.value + half;
        const double whole = 1 / statement.unit.factor();
        if (is_share_of_whole(statement) && statement.value <= whole)
            statement.high = std::min(statement.high, whole);
    }
}

}  // namespace countervail
