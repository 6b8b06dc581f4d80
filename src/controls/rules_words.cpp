// SPDX-License-Identifier: Apache-2.0
#include "controls/rules_words.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace countervail {

namespace {

std::string through(Date until) { return (until + -1).to_text(); }

std::string percent(Decimal share) { return (share * Decimal(100)).to_text() + "%"; }

/// Distinct texts in the order they come.
class Words {
  public:
    void add(const std::string& text) {
        if (!text.empty() && std::find(texts_.begin(), texts_.end(), text) == texts_.end()) texts_.push_back(text);
    }
    void add(const std::vector<std::string>& texts) {
        for (const std::string& text : texts) add(text);
    }
    std::string joined(std::string_view separator) const { return join(texts_, separator); }
    bool empty() const { return texts_.empty(); }

  private:
    std::vector<std::string> texts_;
};

std::string places(std::string_view word, const std::vector<std::string>& only, const std::vector<std::string>& except) {
    if (only.empty() && except.empty()) return {};
    std::string text(word);
    if (!only.empty()) text += " " + join(only, " ");
    if (!except.empty()) text += " not " + join(except, " ");
    return text;
}

const ClauseDates::Pause* pause_on(const ClauseDates& dates, Date on) {
    for (const ClauseDates::Pause& pause : dates.pauses) {
        if (pause.days.contains(on)) return &pause;
    }
    return nullptr;
}

std::string suspended_words(const RulesBook& book, const ClauseDates::Pause& pause) {
    return (pause.days.until == open_end() ? "suspended without end" : "suspended until " + through(pause.days.until)) + " by " +
           book.short_name(pause.act);
}

/// Why a rule that has not begun will not begin on its day, as far as the book knows.
std::string before_it_begins(const RulesBook& book, const ClauseDates& dates, Date on) {
    if (dates.ends <= dates.starts) return "; replaced or repealed before it begins";
    const ClauseDates::Pause* pause = pause_on(dates, dates.starts);
    if (pause == nullptr || pause->days.contains(on)) return {};
    return "; before that suspended on " + pause->days.from.to_text() + " by " + book.short_name(pause->act);
}

std::string days_words(const Interval& days) {
    const int count = days.days();
    return days.from.to_text() + " to " + through(days.until) + " (" + readable_number(count, 9) + (count == 1 ? " day)" : " days)");
}

/// Whole stretches in force that were over by the day.
std::string was_in_force(const ClauseDates& dates, Date on) {
    std::vector<std::string> stretches;
    for (const Interval& days : dates.in_force) {
        if (days.until <= on) stretches.push_back(days_words(days));
    }
    return stretches.empty() ? "" : "; was in force " + join(stretches, ", ");
}

std::string bound_words(const Condition& condition) {
    std::string text = condition.fact;
    if (condition.is) return (*condition.is ? "" : "not ") + text;
    if (!condition.among.empty()) return text + " among " + join(condition.among, " ");
    const auto add = [&](const char* word, const std::optional<Decimal>& limit) {
        if (limit) text += std::string(" ") + word + " " + limit->to_text() + (condition.unit.empty() ? "" : " " + condition.unit);
    };
    add("at least", condition.at_least);
    add("more than", condition.more_than);
    add("at most", condition.at_most);
    add("less than", condition.less_than);
    return text;
}

std::string suspension_words(const LimbRule& rule) {
    const Suspension& suspension = rule.act->suspensions[rule.suspension];
    std::string text = (suspension.repeals ? "repeals " : "suspends ") + join(suspension.acts, " ");
    if (!suspension.clauses.empty()) text += ": " + join(suspension.clauses, ", ");
    return suspension.items.empty() ? text : text + " for " + join(suspension.items, " ");
}

template <class Take>
std::string each(const LimbRule& rule, std::string_view separator, Take take) {
    Words words;
    for (const Clause* clause : rule.clauses) words.add(take(*clause));
    return words.joined(separator);
}

}  // namespace

bool stand_alike(const Standing& a, const Standing& b) {
    const bool over = a.status == ClauseStatus::lapsed;   // nothing holds what is gone
    return a.status == b.status && (over || a.suspended_by == b.suspended_by);
}

std::vector<Date> turning_days(const ClauseDates& dates) {
    std::set<Date> days = {dates.starts, dates.ends};
    for (const Interval& interval : dates.in_force) days.insert({interval.from, interval.until});
    for (const ClauseDates::Pause& pause : dates.pauses) days.insert({pause.days.from, pause.days.until});
    days.erase(open_end());
    std::vector<Date> turning;
    for (const Date day : days) {
        if (!stand_alike(dates.standing(day + -1), dates.standing(day))) turning.push_back(day);
    }
    return turning;
}

LimbStanding limb_standing(const ClauseDates& dates, Date on) {
    LimbStanding found{dates.standing(on), Date(1, 1, 1), {}, {}};
    for (const Date day : turning_days(dates)) {
        if (day <= on) found.since = day;
        if (day > on && !found.until) found.until = day;
    }
    const ClauseDates::Pause* pause = pause_on(dates, on);
    if (pause != nullptr && pause->days.until != open_end()) found.suspended_until = pause->days.until;
    return found;
}

std::string short_standing_words(const RulesBook& book, const ClauseDates& dates, Date on) {
    const Standing now = dates.standing(on);
    const ClauseDates::Pause* pause = pause_on(dates, on);
    switch (now.status) {
        case ClauseStatus::in_force: return "in force";
        case ClauseStatus::suspended: return pause == nullptr ? "suspended" : suspended_words(book, *pause);
        case ClauseStatus::lapsed: return dates.in_force.empty() ? "lapsed" : "lapsed after " + through(dates.in_force.back().until);
        case ClauseStatus::never_operated: return pause == nullptr || on >= dates.ends ? "never operated" : "never operated, " + suspended_words(book, *pause);
        case ClauseStatus::not_yet_in_force: break;
    }
    return "not yet in force (from " + dates.starts.to_text() + ")" + (pause == nullptr ? "" : ", " + suspended_words(book, *pause));
}

std::string standing_words(const RulesBook& book, const ClauseDates& dates, Date on) {
    const std::string text = short_standing_words(book, dates, on);
    switch (dates.standing(on).status) {
        case ClauseStatus::not_yet_in_force: return text + before_it_begins(book, dates, on);
        case ClauseStatus::never_operated: return text;
        case ClauseStatus::lapsed: return text + was_in_force(dates, on);
        case ClauseStatus::suspended: return text + was_in_force(dates, on);
        case ClauseStatus::in_force: break;
    }
    std::string days;
    for (const Interval& interval : dates.in_force) {
        if (!interval.contains(on)) continue;
        days = " since " + interval.from.to_text() + (interval.until == open_end() ? "" : ", until " + through(interval.until));
    }
    return text + days + was_in_force(dates, on);
}

std::string demand_words(const LimbRule& rule) {
    if (rule.clauses.empty()) return suspension_words(rule);
    const Clause& clause = *rule.clauses.front();
    if (rule.act->form == "tariff") return "additional duty " + readable_number(clause.tariff * 100) + "%";
    if (rule.act->form == "general-licence") return "general licence";
    const std::string quota = clause.quota.empty() ? "" : ", within a quota of " + clause.quota;
    switch (clause.requirement) {
        case Requirement::free: return clause.generally ? "generally free" : "free";
        case Requirement::subject: return "subject to this law";
        case Requirement::duty: return "duty: " + clause.duty;
        case Requirement::exempt_report: return "no licence, but a report" + (clause.report.empty() ? "" : ": " + clause.report);
        case Requirement::licence: return "licence required" + quota;
        case Requirement::prohibited: break;
    }
    return "prohibited" + quota;
}

std::string demand_words(const LimbRule& rule, const ClauseDates& dates, Date on) {
    const std::string demand = demand_words(rule);
    const Standing now = dates.standing(on);
    if (now.status == ClauseStatus::in_force) return demand;
    if (now.status == ClauseStatus::lapsed) return "nothing more; was: " + demand;
    if (on >= dates.ends || dates.ends <= dates.starts) return "nothing; would have been: " + demand;
    const std::string gap = demand.find(": ") == std::string::npos ? " " : "; ";   // after a sentence
    if (!now.suspended_by.empty()) return demand + gap + "if reactivated";
    return demand + gap + "from " + dates.starts.to_text();
}

std::string policy_words(const LimbRule& rule) {
    return each(rule, "; ", [](const Clause& clause) {
        const bool judged = clause.requirement == Requirement::licence || clause.requirement == Requirement::prohibited;
        std::string policy = judged && clause.policy != Policy::none ? to_text(clause.policy) : std::string();
        std::replace(policy.begin(), policy.end(), '-', ' ');
        return policy;
    });
}

std::string lane_words(const Act& act, const Clause& clause) {
    const Reach& reach = clause.reach;
    Words words;
    words.add(places("made in", reach.origins, reach.origins_except));
    if (reach.foreign_made) words.add("made outside " + act.issuer);
    words.add(places("from", reach.exporters, reach.exporters_except));
    words.add(places("to", reach.destinations, reach.destinations_except));
    words.add(places("users in", reach.end_user_places, reach.end_user_places_except));
    words.add(places("seat in", reach.headquarters, reach.headquarters_except));
    if (!reach.technology_origin.empty()) words.add("with technology of " + reach.technology_origin);
    if (reach.content_threshold) {
        words.add(reach.content_origin + " content " + (reach.content_more_than ? "above " : "at least ") + percent(*reach.content_threshold));
    }
    if (reach.transfers) words.add("also inside one country");
    return words.empty() ? "any" : words.joined("; ");
}

std::string user_words(const LimbRule& rule) {
    return each(rule, "; ", [](const Clause& clause) {
        std::string text = join(clause.end_users, " ");
        if (!clause.affiliates_at_least) return text;
        return text + " and firms held " + (clause.affiliates_more_than ? "above " : "at least ") + percent(*clause.affiliates_at_least);
    });
}

std::string use_words(const LimbRule& rule) {
    return each(rule, "; ", [](const Clause& clause) { return trim(join(clause.end_use_classes, " ") + places("", {}, clause.end_uses_except)); });
}

std::string fact_words(const LimbRule& rule) {
    return each(rule, "; or ", [](const Clause& clause) {
        std::vector<std::string> bounds;
        for (const Condition& condition : clause.conditions) bounds.push_back(bound_words(condition));
        return join(bounds, " and ");
    });
}

std::string question_words(const RulesBook& book, const LimbRule& rule) {
    Words words;
    for (const Clause* clause : rule.clauses) {
        for (const std::string& reading : clause->readings) {
            const std::string question = reading.substr(0, reading.find('='));
            words.add(question + " (" + book.law.reading_of(question) + ")");
        }
    }
    return words.joined(", ");
}

std::string goods_words(const LimbRule& rule) {
    Words words;
    for (const Clause* clause : rule.clauses) {
        words.add(clause->items);
        if (!clause->items_except.empty()) words.add("not " + join(clause->items_except, " "));
    }
    return words.joined(" ");
}

std::string control_code_words(const LimbRule& rule) {
    Words words;
    for (const Clause* clause : rule.clauses) words.add(clause->control_codes);
    return words.joined(" ");
}

std::string customs_code_words(const RulesBook& book, const LimbRule& rule) {
    Words words;
    for (const Clause* clause : rule.clauses) {
        words.add(clause->codes);
        if (!clause->codes_except.empty()) words.add("not " + join(clause->codes_except, " "));
    }
    if (!words.empty()) return words.joined(" ");
    for (const Clause* clause : rule.clauses) {
        for (const std::string& id : clause->items) {
            if (const LawItem* item = book.law.terms().item(id)) words.add(item->codes);
        }
    }
    return words.empty() ? "" : "for reference: " + words.joined(" ");
}

std::string source_words(const LimbRule& rule) {
    Words words;
    for (const ActSource& source : rule.act->sources) {
        const std::string text = source.by + ", " + source.address;
        if (rule.clauses.empty()) words.add(text);
        for (const Clause* clause : rule.clauses) {
            const auto& keys = clause->sources;
            if (keys.empty() || std::find(keys.begin(), keys.end(), source.key) != keys.end()) words.add(text);
        }
    }
    return words.joined("; ");
}

std::string clause_words(const LimbRule& rule) {
    return each(rule, ", ", [](const Clause& clause) { return clause.ref; });
}

}  // namespace countervail
