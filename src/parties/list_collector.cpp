// SPDX-License-Identifier: Apache-2.0
#include "parties/list_collector.h"

#include <algorithm>

#include "base/text.h"

namespace countervail {

namespace {

constexpr std::size_t kMaximumProblems = 100;

}  // namespace

void ListCollector::problem(Place where, std::string what, std::string hint) {
    if (!full()) errors_.push_back({std::move(where), std::move(what), std::move(hint)});
}

void ListCollector::problems(Errors errors) {
    for (Error& error : errors) problem(std::move(error.where), std::move(error.what), std::move(error.hint));
}

bool ListCollector::full() const { return errors_.size() >= kMaximumProblems; }

std::optional<Date> ListCollector::date(const std::string& text, const Place& where, std::string_view what) {
    if (text.empty()) return std::nullopt;
    const std::string day =
        text.size() > 10 && (text[10] == 'T' || text[10] == ' ') ? text.substr(0, 10) : text;
    if (const auto date = Date::parse(day)) return date;
    const bool month = day.size() == 4 || day.size() == 7;
    if (const auto period = month ? parse_period(day) : std::nullopt) return period->from;
    problem(where, std::string(what) + " \"" + text + "\" is no date", "write a day as 2025-04-04");
    return std::nullopt;
}

void ListCollector::add(ListedName entry) {
    const std::size_t before = errors_.size();
    if (entry.name.empty()) problem(entry.where, "has no name", "give the name as the list has it");
    if (entry.date_added && entry.date_removed && *entry.date_removed < *entry.date_added) {
        problem(entry.where,
                "leaves the list on " + entry.date_removed->to_text() + ", before it joins on " +
                    entry.date_added->to_text(),
                "check both dates");
    }
    if (errors_.size() != before || full()) return;
    list(entry.list).entries.push_back(std::move(entry));
}

void ListCollector::set_coverage(const std::string& id, Coverage coverage, const Place& where) {
    PartyList& target = list(id);
    if (target.coverage != Coverage::unknown && target.coverage != coverage) {
        problem(
            where,
            "says that " + id + " is " + to_text(coverage) + "; a row above says " + to_text(target.coverage),
            "give every row of a list the same coverage");
        return;
    }
    target.coverage = coverage;
}

Result<std::vector<PartyList>> ListCollector::finish() {
    if (!errors_.empty()) return std::unexpected(std::move(errors_));
    return std::move(lists_);
}

PartyList& ListCollector::list(const std::string& id) {
    const auto [at, fresh] = at_.emplace(id, lists_.size());
    if (fresh) lists_.push_back(catalogue_.empty_list(id));
    return lists_[at->second];
}

std::vector<std::string> list_parts(std::string_view text, std::string_view separator) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        std::string part = trim(text.substr(0, end));
        if (!part.empty() && std::find(parts.begin(), parts.end(), part) == parts.end())
            parts.push_back(std::move(part));
        text.remove_prefix(std::min(end + separator.size(), text.size()));
    }
    return parts;
}

void add_place(std::vector<std::string>& places, std::string iso3) {
    if (!iso3.empty() && std::find(places.begin(), places.end(), iso3) == places.end())
        places.push_back(std::move(iso3));
}

std::string footnote_in(std::string_view text) {
    const auto digit_after = [&](std::string_view mark, std::string_view between) -> std::string {
        for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1)) {
            const std::size_t digit = text.find_first_not_of(between, at + mark.size());
            if (digit == std::string_view::npos || text[digit] < '1' || text[digit] > '9') continue;
            const std::string_view behind = text.substr(digit + 1);
            const bool section =
                !behind.empty() && std::string_view("0123456789(").find(behind[0]) != std::string_view::npos;
            const bool decimal =
                behind.size() > 1 && behind[0] == '.' && behind[1] >= '0' && behind[1] <= '9';
            if (!section && !decimal) return std::string(1, text[digit]);
        }
        return {};
    };
    for (const char* word : {"footnote", "Footnote"}) {
        if (std::string found = digit_after(word, " "); !found.empty()) return found;
    }
    return digit_after("734.9(e)", " ,");
}

Records records_with(Grid grid, const std::vector<std::string>& required, Errors& errors) {
    std::vector<ColumnRule> rules;
    for (const std::string& name : required) rules.push_back({name, true});
    if (!grid.rows.empty()) {
        for (const GridCell& cell : grid.rows.front()) {
            const std::string name = trim(cell.text);
            if (std::find(required.begin(), required.end(), name) == required.end())
                rules.push_back({name, false});
        }
    }
    return Records(std::move(grid), rules, errors);
}

}  // namespace countervail
