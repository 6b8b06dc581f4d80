// SPDX-License-Identifier: Apache-2.0
#include "controls/assessment.h"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "controls/evaluation.h"

namespace countervail {

namespace {

constexpr std::array<std::pair<Verdict, std::string_view>, 13> kVerdicts = {{
    {Verdict::not_subject, "not_subject"},
    {Verdict::subject, "subject"},
    {Verdict::not_listed, "not_listed"},
    {Verdict::not_listed_likely, "not_listed_likely"},
    {Verdict::lapsed, "lapsed"},
    {Verdict::not_yet_effective, "not_yet_effective"},
    {Verdict::suspended, "suspended"},
    {Verdict::exempt_report, "exempt_report"},
    {Verdict::license_required, "license_required"},
    {Verdict::case_by_case, "case_by_case"},
    {Verdict::denied_in_principle, "denied_in_principle"},
    {Verdict::prohibited, "prohibited"},
    {Verdict::unknown_needs, "unknown_needs"},
}};

/// What a clause says of a flow that it catches while in force.
Verdict verdict_of(const Clause& clause) {
    switch (clause.requirement) {
        case Requirement::prohibited: return Verdict::prohibited;
        case Requirement::exempt_report: return Verdict::exempt_report;
        case Requirement::subject: return Verdict::subject;
        case Requirement::licence: break;
        default: return clause.generally ? Verdict::not_listed_likely : Verdict::not_listed;
    }
    switch (clause.policy) {
        case Policy::denied:
        case Policy::presumption_of_denial: return Verdict::denied_in_principle;
        case Policy::case_by_case: return Verdict::case_by_case;
        default: return Verdict::license_required;
    }
}

/// Which of two things said by clauses of one limb is the limb's: what bites, then what is open, then what would bite.
int weight(Verdict verdict, Verdict would_be) {
    switch (verdict) {
        case Verdict::unknown_needs: return 20 + static_cast<int>(would_be) * 4 - 1;
        case Verdict::suspended: return 14;
        case Verdict::not_yet_effective: return 13;
        case Verdict::lapsed: return 12;
        case Verdict::not_listed: return 10;
        case Verdict::not_subject: return 9;
        default: return 20 + static_cast<int>(verdict) * 4;
    }
}

void add_missing(std::vector<MissingFact>& list, const std::vector<MissingFact>& more) {
    for (const MissingFact& one : more) {
        if (std::find(list.begin(), list.end(), one) == list.end()) list.push_back(one);
    }
}

/// One clause's word on the flow.
struct Said {
    Verdict verdict = Verdict::not_listed;
    Verdict would_be = Verdict::not_listed;
    int position = -1;                     ///< in the listing
};

class Assessor {
  public:
    Assessor(const Regime& regime, const Flow& flow, Date on)
        : regime_(regime), compiled_(regime.compiled()), on_(on), query_(compiled_, flow) {
        evaluate(compiled_, query_, on, Evaluation::Day::actual, true, actual_);
        evaluate(compiled_, query_, on, Evaluation::Day::hypothetical, true, hypothetical_);
    }

    Assessment run() {
        made_.on = on_;
        made_.known_on = regime_.known_on();
        made_.branches = regime_.choice().branches;
        made_.readings = regime_.choice().readings;
        std::set<int> limbs;
        for (std::size_t i = 0; i < actual_.listing.size(); ++i) {
            trace(i);
            const CompiledClause& clause = at(i);
            if (clause.act->form == "tariff") continue;
            if (clause.clause->requirement == Requirement::duty) {
                add_duty(i);
            } else if (clause.clause->relieves.empty()) {
                limbs.insert(clause.limb);
            }
        }
        for (const int limb : limbs) add_limb(compiled_.limbs[static_cast<std::size_t>(limb)]);
        add_tariffs();
        add_general_licences();
        conclude();
        return std::move(made_);
    }

  private:
    const CompiledClause& at(std::size_t position) const { return compiled_.at(actual_.listing[position]); }

    std::string name(int clause) const { return compiled_.at(clause).act->id + "#" + compiled_.at(clause).clause->ref; }

    Standing standing(const CompiledClause& clause) const {
        return compiled_.dates.at({clause.act->id, clause.clause->ref}).standing(on_);
    }

    bool relieved(const CompiledClause& clause) const {
        return std::any_of(clause.reliefs.begin(), clause.reliefs.end(), [&](const CompiledClause::Relief& relief) {
            return relief.days.contains(on_) && relief.items.contains(query_.flow.item, query_.item_hash);
        });
    }

    void trace(std::size_t i) {
        const CompiledClause& clause = at(i);
        const Standing now = standing(clause);
        ClauseTrace line{clause.act->id, clause.clause->ref, compiled_.limbs[static_cast<std::size_t>(clause.limb)].name,
                         join(clause.clause->readings, ", "), now.status, now.suspended_by, actual_.meets[i],
                         actual_.fires[i] == Answer::yes, {}, std::move(actual_.tests[i])};
        if (actual_.lifted_by[i] >= 0) line.lifted_by = name(actual_.lifted_by[i]);
        made_.trace.push_back(std::move(line));
    }

    /// Only rules on jurisdiction could make the clause speak, and none of them does.
    bool beyond_reach(std::size_t i) const {
        const auto& beside = at(i).beside;
        return !beside.empty() && std::all_of(beside.begin(), beside.end(), [&](int other) {
            const int position = actual_.find(other);
            return compiled_.at(other).clause->requirement == Requirement::subject &&
                   (position < 0 || actual_.fires[static_cast<std::size_t>(position)] == Answer::no);
        });
    }

    /// What a certain answer of `evaluation` makes of the clause: its own word, or that of the clause that lifts it.
    Verdict effective(const Evaluation& evaluation, std::size_t i) const {
        const int lifter = evaluation.lifted_by[i];
        return verdict_of(lifter < 0 ? *at(i).clause : *compiled_.at(lifter).clause);
    }

    Said said(std::size_t i, Answer fires, Answer meets_now, Answer meets_then) const {
        const CompiledClause& clause = at(i);
        const int position = static_cast<int>(i);
        if (fires == Answer::yes) return {effective(actual_, i), effective(actual_, i), position};
        if (fires == Answer::unknown) return {Verdict::unknown_needs, verdict_of(*clause.clause), position};
        const Answer meets = either(meets_now, meets_then);
        const ClauseStatus status = relieved(clause) ? ClauseStatus::suspended : standing(clause).status;
        if (meets == Answer::no || status == ClauseStatus::in_force) {
            return {beyond_reach(i) || clause.clause->requirement == Requirement::subject ? Verdict::not_subject : Verdict::not_listed,
                    Verdict::not_listed, position};
        }
        const Verdict would_be = meets == Answer::yes ? effective(hypothetical_, i) : Verdict::unknown_needs;
        const bool gone = !(on_ < clause.ends);
        const Verdict verdict = status == ClauseStatus::not_yet_in_force ? Verdict::not_yet_effective
                                : gone                                   ? Verdict::lapsed
                                                                         : Verdict::suspended;
        return {verdict, would_be, position};
    }

    /// The limb's word when exactly these of its clauses speak.
    Said strongest(const std::vector<int>& clauses, bool certain_readings) const {
        Said best;
        bool first = true;
        for (const int index : clauses) {
            const int position = actual_.find(index);
            if (position < 0 || compiled_.at(index).clause->requirement == Requirement::duty) continue;
            const auto i = static_cast<std::size_t>(position);
            // Under a reading that is taken for given, what is met fires when it is in force.
            const bool holds = compiled_.at(index).holds(on_) && !relieved(compiled_.at(index));
            const Answer fires = certain_readings ? actual_.fires[i] : holds ? actual_.meets[i] : Answer::no;
            const Said one = said(i, fires, actual_.meets[i], hypothetical_.meets[i]);
            if (first || weight(one.verdict, one.would_be) > weight(best.verdict, best.would_be)) best = one;
            first = false;
        }
        return best;
    }

    void add_limb(const CompiledLimb& limb) {
        std::vector<int> speaking;
        for (const int index : limb.clauses) {
            if (compiled_.at(index).voice != Voice::silent) speaking.push_back(index);
        }
        Said word = strongest(speaking, true);
        open_question(limb, word);
        LimbFinding finding;
        finding.act = limb.act->id;
        finding.limb = limb.name;
        finding.verdict = word.verdict;
        finding.would_be = word.would_be;
        const int index = word.position >= 0 ? actual_.listing[static_cast<std::size_t>(word.position)] : limb.clauses.front();
        describe(finding, compiled_.at(index), word);
        other_readings(limb, word, finding);
        made_.limbs.push_back(std::move(finding));
    }

    /// A limb whose open readings disagree is unknown, whether it is in force or only would be.
    void open_question(const CompiledLimb& limb, Said& word) const {
        if (limb.ways.empty()) return;
        std::vector<std::vector<int>> ways;
        for (const CompiledLimb::Way& way : limb.ways) ways.push_back(way.clauses);
        word = agreed(ways);
    }

    /// What the limb says when any of these sets of clauses may be the one that speaks.
    Said agreed(const std::vector<std::vector<int>>& ways) const {
        std::set<std::pair<Verdict, Verdict>> words;
        Said most = strongest(ways.front(), false);
        for (const std::vector<int>& way : ways) {
            const Said one = strongest(way, false);
            words.insert({one.verdict, one.would_be});
            if (weight(one.verdict, one.would_be) >= weight(most.verdict, most.would_be)) most = one;
        }
        if (words.size() == 1) return most;
        if (most.verdict == Verdict::suspended || most.verdict == Verdict::not_yet_effective || most.verdict == Verdict::lapsed) {
            most.would_be = Verdict::unknown_needs;   // not in force under any answer
        } else if (most.verdict > Verdict::suspended) {
            most.verdict = Verdict::unknown_needs;
        }
        return most;
    }

    void describe(LimbFinding& finding, const CompiledClause& clause, const Said& word) const {
        const Clause& text = *clause.clause;
        const Standing now = standing(clause);
        finding.clause = text.ref;
        finding.policy = text.policy;
        finding.status = relieved(clause) ? ClauseStatus::suspended : now.status;
        finding.suspended_by = now.suspended_by;
        interval(finding, clause, now);
        finding.reason = clause.reason;
        finding.statutory_working_days = text.statutory_working_days;
        finding.report = text.report;
        finding.label = text.label;
        for (const ActSource& source : clause.act->sources) {
            const bool cited = text.sources.empty() || std::find(text.sources.begin(), text.sources.end(), source.key) != text.sources.end();
            if (cited) finding.sources.push_back(source);
        }
        if (word.position < 0) return;
        const auto i = static_cast<std::size_t>(word.position);
        finding.taken_for_granted = actual_.asked[i].granted;
        if (word.verdict == Verdict::unknown_needs) {
            add_missing(finding.needs, actual_.asked[i].missing);
            const CompiledLimb& limb = compiled_.limbs[static_cast<std::size_t>(clause.limb)];
            for (const std::string& question : clause.voice == Voice::open ? limb.open : std::vector<std::string>()) {
                const OpenQuestion* known = compiled_.terms.question(question);
                add_missing(finding.needs, {{question, known == nullptr ? question : known->text}});
            }
        } else if (word.would_be == Verdict::unknown_needs) {
            add_missing(finding.needs, hypothetical_.asked[i].missing);
        }
        for (const int exempting : actual_.relief[i]) {
            const int position = actual_.find(exempting);
            if (position >= 0) add_missing(finding.relief_needs, actual_.asked[static_cast<std::size_t>(position)].missing);
        }
        const int lifter = actual_.lifted_by[i];
        if (lifter < 0 || actual_.fires[i] != Answer::yes) return;
        finding.reason += " Lifted by " + name(lifter) + ": " + compiled_.at(lifter).clause->summary;
        finding.policy = compiled_.at(lifter).clause->policy;
        finding.report = compiled_.at(lifter).clause->report;
    }

    /// The days around `on` for which the status holds.
    void interval(LimbFinding& finding, const CompiledClause& clause, const Standing& now) const {
        finding.from = std::min(clause.clause->announced_on, on_);   // of a later announcement: all that can be said of this day
        for (const Interval& days : clause.in_force) {
            if (days.contains(on_)) {
                finding.from = days.from;
                if (days.until != open_end()) finding.until = days.until;
                return;
            }
            if (days.until <= on_) finding.from = std::max(finding.from, days.until);
        }
        finding.until = now.resumes_on;
    }

    /// What each other answer to a question of the limb would make of it.
    void other_readings(const CompiledLimb& limb, const Said& word, LimbFinding& finding) const {
        std::set<std::string> questions;
        for (const int index : limb.clauses) {
            for (const std::string& reading : compiled_.at(index).clause->readings) questions.insert(reading.substr(0, reading.find('=')));
        }
        for (const std::string& question : questions) {
            const OpenQuestion* known = compiled_.terms.question(question);
            if (known == nullptr) continue;
            const std::string chosen = compiled_.reading_of(question);
            for (const QuestionOption& option : known->options) {
                if (option.id == chosen) continue;
                const Said other = agreed(ways_under(limb, question, option.id));
                const bool same = other.verdict == word.verdict && other.would_be == word.would_be;
                if (!same) {
                    const bool dormant = other.verdict == word.verdict && word.verdict != Verdict::unknown_needs;
                    finding.hangs_on.push_back({question, option.id, dormant ? other.would_be : other.verdict});
                }
            }
        }
    }

    /// The clauses that speak under one answer to one question, for every way to answer the questions left open.
    std::vector<std::vector<int>> ways_under(const CompiledLimb& limb, const std::string& question, const std::string& option) const {
        const auto speaking = [&](const std::vector<std::string>& way) {
            std::vector<int> clauses;
            for (const int index : limb.clauses) {
                if (speaks_under(compiled_.at(index), question, option, way)) clauses.push_back(index);
            }
            return clauses;
        };
        std::vector<std::vector<int>> ways;
        for (const CompiledLimb::Way& way : limb.ways) {
            std::vector<int> clauses = speaking(way.readings);
            if (std::find(ways.begin(), ways.end(), clauses) == ways.end()) ways.push_back(std::move(clauses));
        }
        if (ways.empty()) ways.push_back(speaking({}));
        return ways;
    }

    bool speaks_under(const CompiledClause& clause, const std::string& question, const std::string& option,
                      const std::vector<std::string>& way) const {
        const auto& readings = clause.clause->readings;
        return std::all_of(readings.begin(), readings.end(), [&](const std::string& reading) {
            const std::size_t sign = reading.find('=');
            const std::string asked = reading.substr(0, sign), answer = reading.substr(sign + 1);
            if (asked == question) return answer == option;
            const std::string chosen = compiled_.reading_of(asked);
            return chosen == "open" ? std::find(way.begin(), way.end(), reading) != way.end() : chosen == answer;
        });
    }

    void add_duty(std::size_t i) {
        if (actual_.fires[i] == Answer::no || actual_.lifted_by[i] >= 0) return;
        const CompiledClause& clause = at(i);
        Duty duty{clause.act->id, clause.clause->ref, clause.clause->duty, Answer::unknown, clause.reason};
        for (const Fact& fact : query_.flow.facts) {
            const bool* stated = fact.id == clause.clause->duty_met_by ? std::get_if<bool>(&fact.value) : nullptr;
            if (stated != nullptr) duty.met = answer_of(*stated);
        }
        if (actual_.fires[i] == Answer::unknown) duty.reason += " Not certain: it hangs on facts not stated.";
        made_.duties.push_back(std::move(duty));
    }

    /// Within an act the latest rate holds.
    void add_tariffs() {
        std::map<std::string, std::pair<std::tuple<Date, Date>, TariffLine>> latest;
        for (std::size_t i = 0; i < actual_.listing.size(); ++i) {
            const CompiledClause& clause = at(i);
            if (clause.act->form != "tariff" || !clause.clause->exempts.empty() || actual_.fires[i] != Answer::yes || actual_.lifted_by[i] >= 0) continue;
            const std::tuple age{clause.clause->in_force_on, clause.clause->announced_on};
            const auto found = latest.find(clause.act->id);
            if (found != latest.end() && age < found->second.first) continue;
            latest[clause.act->id] = {age, {clause.act->id, clause.clause->ref, Decimal::from_double(clause.clause->tariff)}};
        }
        for (auto& [act, line] : latest) made_.tariffs.push_back(std::move(line.second));
    }

    void add_general_licences() {
        for (std::size_t i = 0; i < actual_.listing.size(); ++i) {
            const CompiledClause& general = at(i);
            if (general.clause->relieves.empty() || actual_.fires[i] == Answer::no || actual_.lifted_by[i] >= 0) continue;
            for (LimbFinding& limb : made_.limbs) {
                const bool stands = limb.verdict == Verdict::license_required && matches_any(general.clause->relieves, limb.act);
                if (!stands || limb.general_licence_certain) continue;
                limb.general_licence = general.act->id + "#" + general.clause->ref;
                limb.general_licence_certain = actual_.fires[i] == Answer::yes;
            }
        }
    }

    void conclude() {
        Verdict possible = Verdict::not_listed;
        for (const LimbFinding& limb : made_.limbs) {
            if (limb.verdict == Verdict::unknown_needs) {
                possible = std::max(possible, limb.would_be);
            } else if (limb.verdict >= Verdict::exempt_report || limb.verdict == Verdict::not_listed_likely) {
                made_.overall = std::max(made_.overall, limb.verdict);
            }
        }
        if (possible > made_.overall && possible >= Verdict::exempt_report) made_.overall = Verdict::unknown_needs;
    }

    const Regime& regime_;
    const Regime::Compiled& compiled_;
    Date on_;
    Query query_;
    Evaluation actual_, hypothetical_;
    Assessment made_;
};

}  // namespace

std::string to_text(Verdict verdict) {
    for (const auto& [candidate, word] : kVerdicts) {
        if (candidate == verdict) return std::string(word);
    }
    return {};
}

std::optional<Verdict> parse_verdict(std::string_view text) {
    for (const auto& [verdict, word] : kVerdicts) {
        if (word == text) return verdict;
    }
    return std::nullopt;
}

Verdict Assessment::verdict(std::string_view act, std::string_view limb) const {
    for (const LimbFinding& finding : limbs) {
        if (finding.act == act && finding.limb == limb) return finding.verdict;
    }
    return Verdict::not_listed;
}

Assessment assess(const Regime& regime, const Flow& flow, Date on) { return Assessor(regime, flow, on).run(); }

}  // namespace countervail
