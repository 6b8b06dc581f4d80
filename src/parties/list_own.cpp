// SPDX-License-Identifier: Apache-2.0
// Our own list CSV: docs/formats/lists.md.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "evidence/statement.h"
#include "parties/list_collector.h"
#include "parties/list_places.h"

namespace countervail {

namespace {

const std::vector<ColumnRule>& columns() {
    static const std::vector<ColumnRule> all{
        {"list", true},       {"name", true},     {"aliases", false},     {"places", false},
        {"added", false},     {"removed", false}, {"announced", false},   {"removal_announced", false},
        {"suspended", false}, {"reason", false},  {"requirement", false}, {"policy", false},
        {"footnote", false},  {"source", false},  {"label", false},       {"coverage", false},
        {"note", false}};
    return all;
}

class OwnListReader {
  public:
    OwnListReader(const Records& records, ListCollector& collector)
        : records_(records), collector_(collector) {}

    void read(std::size_t row) {
        row_ = row;
        ListedName entry;
        entry.where = records_.place(row, "name");
        entry.list = list_id();
        entry.name = text("name");
        entry.aliases = list_parts(text("aliases"), "|");
        read_places(entry);
        entry.date_added = day("added");
        entry.date_removed = day("removed");
        entry.announced = day("announced");
        entry.removal_announced = day("removal_announced");
        read_suspensions(entry);
        entry.reason = text("reason"), entry.requirement = text("requirement"), entry.policy = text("policy");
        entry.footnote = text("footnote"), entry.source = text("source"), entry.note = text("note");
        read_label(entry);
        read_coverage(entry.list);
        check_twice(entry);
        collector_.add(std::move(entry));
    }

  private:
    std::string text(std::string_view column) const { return records_.text(row_, column); }
    Place place(std::string_view column) const { return records_.place(row_, column); }

    std::string list_id() {
        const std::string id = text("list");
        if (collector_.catalogue().find(id) != nullptr) return id;
        std::vector<std::string> known;
        for (const ListKind& kind : collector_.catalogue().kinds()) known.push_back(kind.id);
        const std::string hint = did_you_mean(id, known);
        collector_.problem(place("list"), id.empty() ? "names no list" : "unknown list \"" + id + "\"",
                           hint.empty() ? "known: " + join(known, ", ") : hint);
        return id;
    }

    /// Here a day is a day: partial dates are for what others publish.
    std::optional<Date> day(std::string_view column) {
        const std::string written = text(column);
        if (written.empty()) return std::nullopt;
        const auto date = Date::parse(written);
        if (!date)
            collector_.problem(place(column), std::string(column) + " \"" + written + "\" is no date",
                               "write 2025-04-04");
        return date;
    }

    void read_places(ListedName& entry) {
        for (const std::string& code : list_parts(text("places"), " ")) {
            std::string iso3 = code.size() == 3 ? iso3_of_code(code) : std::string();
            if (iso3.empty())
                collector_.problem(place("places"), "\"" + code + "\" is no country",
                                   "write ISO3 codes: JPN");
            add_place(entry.places, std::move(iso3));
        }
    }

    void read_suspensions(ListedName& entry) {
        for (const std::string& part : list_parts(text("suspended"), "|")) {
            const std::size_t mark = part.find('@');
            const auto days = parse_period(trim(part.substr(0, mark)));
            const auto announced =
                mark == std::string::npos ? std::nullopt : Date::parse(trim(part.substr(mark + 1)));
            if (!days || (mark != std::string::npos && !announced)) {
                collector_.problem(place("suspended"), "\"" + part + "\" is no suspension",
                                   "write 2025-11-10..2026-11-09 (through), and @2025-11-07 behind it for "
                                   "the day it became public");
                continue;
            }
            entry.suspensions.push_back({*days, announced});
        }
        std::sort(entry.suspensions.begin(), entry.suspensions.end(),
                  [](const auto& a, const auto& b) { return a.days < b.days; });
        for (std::size_t i = 1; i < entry.suspensions.size(); ++i) {
            if (entry.suspensions[i - 1].days.overlap(entry.suspensions[i].days) > 0)
                collector_.problem(place("suspended"), "has suspensions that overlap", "join them into one");
        }
    }

    void read_label(ListedName& entry) {
        entry.label = text("label");
        if (!entry.label.empty() && !parse_label(entry.label)) {
            const std::string hint = did_you_mean(entry.label, label_names());
            collector_.problem(place("label"), "unknown label \"" + entry.label + "\"",
                               hint.empty() ? "known: " + join(label_names(), ", ") : hint);
        }
    }

    void read_coverage(const std::string& list) {
        const std::string written = text("coverage");
        if (written.empty()) return;
        if (const auto coverage = parse_coverage(written)) {
            collector_.set_coverage(list, *coverage, place("coverage"));
        } else {
            collector_.problem(place("coverage"), "unknown coverage \"" + written + "\"",
                               "write partial, complete or unknown");
        }
    }

    void check_twice(const ListedName& entry) {
        const std::string key =
            entry.list + "\n" + entry.name + "\n" + (entry.date_added ? entry.date_added->to_text() : "");
        const auto [at, fresh] = seen_.emplace(key, entry.where.line);
        if (!fresh) {
            collector_.problem(entry.where,
                               "\"" + entry.name + "\" stands on " + entry.list + " twice with the same date",
                               "the first is on line " + std::to_string(at->second) + "; keep one");
        }
    }

    const Records& records_;
    ListCollector& collector_;
    std::size_t row_ = 0;
    std::map<std::string, int> seen_;
};

}  // namespace

void read_own_lists(Grid grid, ListCollector& collector) {
    Errors errors;
    const Records records(std::move(grid), columns(), errors);
    collector.problems(std::move(errors));
    OwnListReader reader(records, collector);
    for (std::size_t row = 0; row < records.size() && !collector.full(); ++row) reader.read(row);
}

}  // namespace countervail
