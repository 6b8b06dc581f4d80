// SPDX-License-Identifier: Apache-2.0
#include "report/law_timeline_of_rules.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "controls/rules_tables.h"
#include "controls/rules_words.h"

namespace countervail {
namespace {

constexpr double kPaperChart = 900;   ///< A4: letters of 11.5 are 7 points high

LawState state_of(const ClauseDates& dates, Date on) {
    const Standing now = dates.standing(on);
    switch (now.status) {
        case ClauseStatus::in_force: return LawState::in_force;
        case ClauseStatus::suspended: return LawState::suspended;
        case ClauseStatus::lapsed: return LawState::lapsed;
        case ClauseStatus::never_operated: return on < dates.ends ? LawState::never_operated : LawState::lapsed;
        case ClauseStatus::not_yet_in_force: break;
    }
    const bool dropped = !now.suspended_by.empty() && dates.standing(dates.starts).status == ClauseStatus::never_operated;
    return dropped ? LawState::never_operated : LawState::announced;
}

std::string state_words(LawState state) {
    switch (state) {
        case LawState::announced: return "not yet in force";
        case LawState::in_force: return "in force";
        case LawState::suspended: return "suspended";
        case LawState::never_operated: return "suspended";   // what it is that day; that it never operated is the past
        case LawState::lapsed: break;
    }
    return "lapsed";
}

struct Other {
    std::string name;
    ClauseDates dates;
};

/// Named branches that speak of the rule; the day at the end of a suspension is too thin to draw.
std::vector<Other> others_of(const RulesBook& book, const LimbRule& rule) {
    std::vector<Other> others;
    for (const OtherLaw& other : book.others) {
        if (other.power != rule.act->issuer) continue;
        if (auto dates = dates_under(other.regime, rule)) others.push_back({other.name, std::move(*dates)});
    }
    return others;
}

std::string otherwise_on(const std::vector<Other>& others, LawState stated, Date on) {
    std::vector<std::pair<std::string, std::vector<std::string>>> said;
    for (const Other& other : others) {
        const LawState state = state_of(other.dates, on);
        if (state == stated) continue;
        const std::string words = state_words(state);
        const auto same = std::find_if(said.begin(), said.end(), [&](const auto& one) { return one.first == words; });
        if (same != said.end()) {
            same->second.push_back(other.name);
        } else {
            said.push_back({words, {other.name}});
        }
    }
    std::vector<std::string> texts;
    for (const auto& [words, names] : said) texts.push_back(join(names, ", ") + ": " + words);
    return join(texts, "; ");
}

std::vector<LawSpan> spans_of(const RulesBook& book, const LimbRule& rule, Date from, Date through) {
    const std::vector<Other> others = others_of(book, rule);
    Date first = rule.announced_on;
    if (!rule.dates.in_force.empty()) first = std::min(first, rule.dates.in_force.front().from);   // it reaches back
    first = std::max(first, from);
    std::set<Date> days = {first};
    const auto add = [&](const ClauseDates& dates) {
        for (const Date day : turning_days(dates)) {
            if (day > first && day <= through) days.insert(day);
        }
    };
    add(rule.dates);
    for (const Other& other : others) add(other.dates);
    std::vector<LawSpan> spans;
    for (auto day = days.begin(); first <= through && day != days.end(); ++day) {
        const Date until = std::next(day) == days.end() ? through + 1 : *std::next(day);
        const LawState state = state_of(rule.dates, *day);
        const std::string otherwise = otherwise_on(others, state, *day);
        if (!spans.empty() && spans.back().state == state && spans.back().otherwise == otherwise) {
            spans.back().until = until;
            continue;
        }
        const std::string tooltip = rule.act->id + ", " + rule.limb + ", from " + day->to_text() + ": " + short_standing_words(book, rule.dates, *day);
        spans.push_back({*day, until, state, otherwise, otherwise.empty() ? tooltip : tooltip + "; " + otherwise});
    }
    return spans;
}

bool same_course(const std::vector<LawSpan>& a, const std::vector<LawSpan>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const LawSpan& x, const LawSpan& y) {
        return x.from == y.from && x.until == y.until && x.state == y.state && x.otherwise == y.otherwise;
    });
}

/// An amendment goes on in the row of what it replaced.
bool succeeds(LawRow& row, const std::string& limb, const std::vector<LawSpan>& spans) {
    if (row.limbs != limb || spans.empty()) return false;
    std::vector<LawSpan> before = row.spans;
    while (!before.empty() && before.back().state == LawState::lapsed && before.back().otherwise.empty()) before.pop_back();
    std::size_t first = 0;   // what was announced while the old one held is not drawn
    while (first < spans.size() && spans[first].state == LawState::announced) ++first;
    if (before.empty() || first == spans.size() || spans[first].from < before.back().until) return false;
    before.insert(before.end(), spans.begin() + static_cast<std::ptrdiff_t>(first), spans.end());
    row.spans = std::move(before);
    return true;
}

void add_limb(LawBand& band, const std::string& limb, std::vector<LawSpan> spans) {
    for (LawRow& row : band.rows) {
        if (succeeds(row, limb, spans)) return;
    }
    for (LawRow& row : band.rows) {
        if (!same_course(row.spans, spans)) continue;
        const std::string listed = ", " + row.limbs + ",";
        if (listed.find(", " + limb + ",") == std::string::npos) row.limbs += ", " + limb;
        return;
    }
    band.rows.push_back({limb, std::move(spans)});
}

bool only_lapsed(const std::vector<LawSpan>& spans) {
    return std::all_of(spans.begin(), spans.end(), [](const LawSpan& span) { return span.state == LawState::lapsed; });
}

Date newest(const RulesBook& book) {
    Date day;
    for (const Act& act : book.law.acts()) {
        day = std::max(day, act.announced_on);
        for (const Branch& branch : act.branches) day = std::max(day, branch.announced_on.value_or(day));
    }
    return day;
}

}  // namespace

LawTimeline law_timeline_of(const RulesBook& book, Date from, Date through) {
    LawTimeline spec;
    spec.chart = {.id = "law-timeline",
                  .title = "The law from " + from.to_text() + " to " + through.to_text() + ", " + knowledge_words(book),
                  .description = "One band per act with its limbs: announced, in force, suspended, never operated, lapsed.",
                  .note = "Source: the acts under rules/, each with its text's publisher and address; countervail rules on DATE --wide names them.",
                  .empty_because = "no act was known in these days",
                  .width = kPaperChart};
    spec.from = from;
    spec.through = through;
    spec.events = {book.question.known_on ? DatedEvent{*book.question.known_on, "known until here"} : DatedEvent{newest(book), "newest announcement"}};
    const Act* act = nullptr;
    for (const LimbRule& rule : book.rules()) {
        std::vector<LawSpan> spans = spans_of(book, rule, from, through);
        if (spans.empty() || only_lapsed(spans)) continue;
        if (spec.powers.empty() || spec.powers.back().name != rule.act->issuer) spec.powers.push_back({rule.act->issuer, {}});
        std::vector<LawBand>& bands = spec.powers.back().bands;
        if (rule.act != act) bands.push_back({rule.act->number.empty() ? rule.act->id : rule.act->number, rule.act->title, {}});
        act = rule.act;
        add_limb(bands.back(), rule.limb, std::move(spans));
    }
    for (LawPower& power : spec.powers) {
        for (LawBand& band : power.bands) {
            if (band.rows.size() == 1) band.rows.front().limbs.clear();
        }
    }
    return spec;
}

}  // namespace countervail
