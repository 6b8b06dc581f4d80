// SPDX-License-Identifier: Apache-2.0
#include "simulation/target.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.h"

namespace countervail {

namespace {

constexpr std::array<std::pair<std::string_view, TargetKind>, 5> kKinds{{{"volume", TargetKind::volume},
                                                                         {"price", TargetKind::price},
                                                                         {"time", TargetKind::time},
                                                                         {"share", TargetKind::share},
                                                                         {"rank", TargetKind::rank}}};
constexpr std::array<std::pair<std::string_view, TargetTake>, 6> kTakes{{{"each", TargetTake::each},
                                                                         {"sum", TargetTake::sum},
                                                                         {"mean", TargetTake::mean},
                                                                         {"max", TargetTake::max},
                                                                         {"min", TargetTake::min},
                                                                         {"last", TargetTake::last}}};

template <class Value, std::size_t Size>
Value word(Section& section, std::string_view key, const std::string& text, const std::array<std::pair<std::string_view, Value>, Size>& words) {
    std::vector<std::string> known;
    for (const auto& [name, value] : words) {
        if (name == text) return value;
        known.emplace_back(name);
    }
    if (!text.empty()) {
        const std::string hint = did_you_mean(text, known);
        section.problem(key, "\"" + text + "\" is no " + std::string(key) + " of a target", hint.empty() ? "one of: " + join(known, ", ") : hint);
    }
    return words.front().second;
}

template <class Value, std::size_t Size>
std::string name_of(Value value, const std::array<std::pair<std::string_view, Value>, Size>& words) {
    for (const auto& [name, each] : words) {
        if (each == value) return std::string(name);
    }
    return {};
}

TargetMeasure read_measure(Section& section) {
    TargetMeasure found;
    found.where = section.place("measure");
    found.spans_where = section.place("in");
    found.id = section.text("measure");
    for (const std::string& text : section.text_or_texts("in")) {
        const auto span = parse_period(text);
        if (span && std::find(found.spans.begin(), found.spans.end(), *span) != found.spans.end()) {
            section.problem("in", "\"" + text + "\" is named twice", "name it once: what was observed then would count twice");
        } else if (span) {
            found.spans.push_back(*span);
        } else {
            section.problem("in", "\"" + text + "\" is no span of time", "write a month (\"2025-05\"), a day, a quarter, a year, or \"2025-04..2025-09\" (through)");
        }
    }
    found.take = word(section, "take", section.text("take", "each"), kTakes);
    return found;
}

TargetDivisor read_divisor(Section section) {
    TargetDivisor divisor;
    divisor.baseline = section.flag("baseline", false);
    if (!divisor.baseline) {
        divisor.measure = read_measure(section);
    } else if (section.has("measure")) {
        section.problem("measure", "a target is divided by its own baseline or by another measure, not by both", "leave out one of the two");
        section.allow("measure");
    }
    section.finish();
    return divisor;
}

TargetObserved read_observed(Section& target) {
    TargetObserved observed;
    observed.where = target.place("observed");
    if (target.is_text("observed")) {
        observed.row = target.text("observed");
        return observed;
    }
    Section section = target.table("observed");
    observed.row = section.text("row", "");
    observed.over = section.text("over", "");
    observed.times = section.text("times", "");
    const bool selects = section.has("quantity");
    for (const char* key : {"quantity", "item", "place", "partner", "use"}) {
        if (!section.has(key)) continue;
        if (!observed.row.empty()) section.problem(key, "observed names a row, and fields to select rows by", "write either row = \"…\", or quantity, item, place, partner, use");
        break;
    }
    if (!selects && observed.row.empty()) {
        target.problem("observed", "\"observed\" is missing, or names neither a row nor a quantity", R"(write observed = "X-1.2025-05", { row = "…", over = "…" } or { quantity = "export-volume", item = "…", place = "…", partner = "…" })");
    }
    observed.rows = read_observed_rows(std::move(section));
    return observed;
}

Target read_target(Section section) {
    Target target;
    target.where = section.place();
    target.id = section.text("id");
    target.title = section.text("title", target.id);
    target.kind = word(section, "kind", section.text("kind"), kKinds);
    target.measure = read_measure(section);
    if (section.has("over")) target.over = read_divisor(section.table("over"));
    target.observed = read_observed(section);
    target.threshold = section.number("threshold");
    if (!target.threshold && target.over) target.threshold = 1;
    target.group = section.text("group", "");
    target.tolerance = section.text("tolerance", "");
    target.note = section.text("note", "");
    section.finish();
    return target;
}

}  // namespace

std::string to_text(TargetKind kind) { return name_of(kind, kKinds); }
std::string to_text(TargetTake take) { return name_of(take, kTakes); }

std::vector<Target> read_targets(Section& root) {
    std::vector<Target> targets;
    std::set<std::string> ids;
    std::map<std::string, int> groups;
    for (Section& section : root.tables("target")) {
        targets.push_back(read_target(section));
        const Target& read = targets.back();
        if (!read.id.empty() && !ids.insert(read.id).second) section.problem("id", "two targets are called \"" + read.id + "\"", "rename one");
        if (!read.group.empty()) ++groups[read.group];
    }
    for (const Target& target : targets) {
        if (target.group.empty() || groups[target.group] > 1) continue;
        root.problem("target", "\"" + target.id + "\" is the only target of group \"" + target.group + "\"", "name the same group in the targets that it is ranked against, or leave it out");
    }
    return targets;
}

}  // namespace countervail
