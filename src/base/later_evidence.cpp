// SPDX-License-Identifier: Apache-2.0
#include "base/later_evidence.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.h"

namespace countervail {
namespace {

using ById = std::map<std::string, LaterEvidence>;

bool is_later(const Error& error) { return error.later.has_value(); }

void collect(const Errors& errors, ById& found) {
    for (const Error& error : errors) {
        if (error.later) found.emplace(error.later->id, *error.later);
    }
}

std::string described(const LaterEvidence& evidence) {
    return "\"" + evidence.id + "\" (" + evidence.public_on.to_text() + ", " + evidence.stands_at.file + ":" + std::to_string(evidence.stands_at.line) + ")";
}

}  // namespace

std::optional<EarlyQuestion> early_question(const Errors& errors, Date asked_of, const std::function<Errors(Date)>& problems_as_of) {
    if (std::none_of(errors.begin(), errors.end(), is_later)) return std::nullopt;
    ById found;
    EarlyQuestion early;
    early.asked_of = early.from = asked_of;
    Errors problems = errors;
    do {
        collect(problems, found);
        Date latest = early.from;
        for (const auto& [id, evidence] : found) latest = std::max(latest, evidence.public_on);
        if (latest == early.from) break;   // nothing newer: another day would not help
        early.from = latest;
        problems = problems_as_of(early.from);
    } while (std::any_of(problems.begin(), problems.end(), is_later));
    std::erase_if(problems, is_later);
    early.others = std::move(problems);
    early.figures = found.size();
    const auto sooner = [](const auto& a, const auto& b) { return std::tie(a.second.public_on, a.first) < std::tie(b.second.public_on, b.first); };
    const auto [first, last] = std::minmax_element(found.begin(), found.end(), sooner);
    early.first = first->second;
    early.last = last->second;
    return early;
}

std::string later_figures(const EarlyQuestion& early) {
    return readable_number(static_cast<double>(early.figures), 12) + (early.figures == 1 ? " figure" : " figures") + " published after " + early.asked_of.to_text();
}

Errors told_together(const EarlyQuestion& early, Place where, const std::string& rests, const std::string& from, const std::string& remedy) {
    Errors told = early.others;
    const std::string which = early.figures == 1 ? described(early.last) : "the first " + described(early.first) + ", the last " + described(early.last);
    const std::string day = early.from.to_text();
    told.push_back({std::move(where), rests + " " + later_figures(early) + ": " + which + "; " + from + " " + day + " on",
                    "ask as of that day or later (--known " + day + ", or known_on of a scenario)" + remedy});
    return told;
}

}  // namespace countervail
