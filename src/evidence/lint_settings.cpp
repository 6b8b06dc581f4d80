// SPDX-License-Identifier: Apache-2.0
#include "evidence/lint_settings.h"

#include <algorithm>

#include "base/text.h"
#include "base/toml_file.h"

namespace countervail {

namespace {

RowFilter read_filter(Section& section) {
    return {section.texts("quantities"), section.texts("items"), section.texts("places"),
            section.texts("dimensions"), section.texts("basis")};
}

Severity read_severity(Section& section) {
    const std::string text = section.text("severity", "error");
    if (text != "error" && text != "warning")
        section.problem("severity", "unknown severity \"" + text + "\"", "error or warning");
    return text == "warning" ? Severity::warning : Severity::error;
}

std::vector<std::string> required_texts(Section& section, std::string_view key) {
    std::vector<std::string> found = section.texts(key);
    if (found.empty())
        section.problem(key, "\"" + std::string(key) + "\" names nothing", "list at least one word");
    return found;
}

void read_traps(Section& root, LintSettings& settings) {
    for (Section section : root.tables("needs_basis")) {
        settings.needs_basis.push_back({section.text("id"), read_filter(section),
                                        required_texts(section, "words"), section.text("why"),
                                        section.text("trap", ""), read_severity(section)});
        section.finish();
    }
    for (Section section : root.tables("text_trap")) {
        settings.text_traps.push_back(
            {section.text("id"), read_filter(section), required_texts(section, "words"),
             section.texts("unless"), section.text("why"), section.text("trap", ""), read_severity(section)});
        section.finish();
    }
    for (Section section : root.tables("never_joined")) {
        settings.never_joined.push_back(
            {required_texts(section, "items"), section.text("why"), section.text("trap", "")});
        section.finish();
    }
}

void read_wholes(Section& root, LintSettings& settings) {
    const std::vector<std::string> axes = {"place", "partner", "use", "item"};
    for (Section section : root.tables("whole")) {
        const Whole whole{section.text("quantity"), section.text("over"), section.texts("items")};
        if (std::find(axes.begin(), axes.end(), whole.over) == axes.end()) {
            section.problem("over", "nothing is summed over \"" + whole.over + "\"",
                            "one of " + join(axes, ", "));
        }
        settings.wholes.push_back(whole);
        section.finish();
    }
}

}  // namespace

bool lets_through(const std::vector<std::string>& patterns, std::string_view text) {
    return patterns.empty() || std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
               return matches_pattern(pattern, text);
           });
}

bool RowFilter::matches(const Statement& statement) const {
    const auto& words = statement.unit.basis();
    const bool on_basis =
        basis.empty() || std::any_of(words.begin(), words.end(),
                                     [&](const std::string& word) { return lets_through(basis, word); });
    return on_basis && lets_through(quantities, statement.quantity) && lets_through(items, statement.item) &&
           lets_through(places, statement.place) && lets_through(dimensions, statement.unit.dimension());
}

Result<LintSettings> read_lint_settings(const Library& library) {
    LintSettings settings;
    const LibraryFile* file = library.find("data/lint.toml");
    if (file == nullptr) return settings;
    auto parsed = TomlFile::parse(file->text, file->path);
    if (!parsed) return std::unexpected(std::move(parsed.error()));
    Section root = parsed->root();
    settings.aggregates = root.texts("aggregates");
    settings.left_open = root.texts("left_open");
    settings.looked_at = root.texts("looked_at");
    for (Section section : root.tables("stage")) {
        settings.stages.push_back({section.text("part"), required_texts(section, "basis")});
        section.finish();
    }
    read_traps(root, settings);
    read_wholes(root, settings);
    root.finish();
    if (!parsed->ok()) return std::unexpected(parsed->take_errors());
    return settings;
}

}  // namespace countervail
