// SPDX-License-Identifier: Apache-2.0
#include "screening/what_would_change.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "screening/fired_clauses.h"

namespace countervail {

namespace {

/// Less than any difference that a limit of the law or a measurement has.
const Decimal kALittle = Decimal::parse("0.000001").value_or(Decimal());

std::string decided_by(const Assessment& assessment, const PowerAnswer& answer) {
    if (answer.deciding.empty()) return {};
    const LimbFinding& limb = assessment.limbs[answer.deciding.front()];
    return limb.act + "#" + limb.limb;
}

/// What the clauses that were tried ask about.
struct Asked {
    std::set<std::string> end_uses, lists, technology, statements;
    std::map<std::string, std::set<Decimal>> bounds;             // by fact
    std::map<std::string, std::set<std::string>> words;          // by fact
    std::map<std::string, std::string> units;
    bool content = false;
};

class Trials {
  public:
    Trials(const Screening& screening, const LawBook& book)
        : book_(book), powers_(book.powers()), on_(screening.on), good_(screening.goods[deciding_good(screening)]), flow_(good_.flow),
          fired_(fired_clauses(book.chosen, flow_, on_)) {
        collect();
    }

    Changes run() {
        end_uses();
        parties();
        technology();
        statements();
        words();
        numbers();
        contents();
        origin();
        limits();
        next_day();
        return std::move(made_);
    }

  private:
    static std::size_t deciding_good(const Screening& screening) {
        const auto worst = std::max_element(screening.powers.begin(), screening.powers.end(), [](const PowerScreening& a, const PowerScreening& b) {
            return a.outcome != b.outcome && worse(a.outcome, b.outcome) == b.outcome;
        });
        return worst == screening.powers.end() ? 0 : worst->decided_by;
    }

    const Clause* clause_of(const ClauseTrace& trace) const {
        for (const Act& act : book_.chosen.acts()) {
            if (act.id != trace.act) continue;
            for (const Clause& clause : act.clauses) {
                if (clause.ref == trace.clause) return &clause;
            }
        }
        return nullptr;
    }

    void collect() {
        for (const ClauseTrace& trace : good_.assessment.trace) {
            const Clause* clause = clause_of(trace);
            if (clause == nullptr) continue;
            for (const auto* uses : {&clause->end_use_classes, &clause->end_uses_except}) asked_.end_uses.insert(uses->begin(), uses->end());
            for (const std::string& list : clause->end_users) {
                if (list.find('*') == std::string::npos) asked_.lists.insert(list);
            }
            if (!clause->reach.technology_origin.empty()) asked_.technology.insert(clause->reach.technology_origin);
            asked_.content = asked_.content || clause->reach.content_threshold;
            for (const Condition& condition : clause->conditions) {
                if (condition.is) asked_.statements.insert(condition.fact);
                asked_.words[condition.fact].insert(condition.among.begin(), condition.among.end());
                for (const auto& bound : {condition.at_least, condition.more_than, condition.at_most, condition.less_than}) {
                    if (bound) asked_.bounds[condition.fact].insert(*bound);
                }
                asked_.units[condition.fact] = condition.unit;
            }
        }
    }

    /// Powers whose answer is another for this flow on this day.
    std::vector<SingleChange> differing(const Flow& flow, Date on) const {
        std::vector<SingleChange> found;
        if (fired_clauses(book_.chosen, flow, on) == fired_) return found;
        const Assessment assessment = assess(book_.chosen, flow, on);
        const std::vector<PowerAnswer> answers = power_answers(assessment, powers_);
        for (std::size_t p = 0; p < powers_.size(); ++p) {
            const PowerAnswer &here = good_.powers[p], &there = answers[p];
            if (there.outcome == here.outcome && there.verdict == here.verdict) continue;
            found.push_back({{}, powers_[p], there.outcome, there.verdict, decided_by(assessment, there)});
        }
        return found;
    }

    using Tried = std::vector<std::pair<std::string, std::vector<SingleChange>>>;

    /// Things of one kind that lead to the same answer are one line.
    void report(const std::string& kind, const Tried& tried) {
        for (std::size_t i = 0; i < tried.size(); ++i) {
            for (const SingleChange& change : tried[i].second) {
                const auto same = [&](const SingleChange& other) {
                    return other.power == change.power && other.outcome == change.outcome && other.verdict == change.verdict && other.decided_by == change.decided_by &&
                           other.what.starts_with(kind);
                };
                const auto known = std::find_if(made_.facts.begin(), made_.facts.end(), same);
                if (known != made_.facts.end()) {
                    known->what += ", " + tried[i].first;
                } else {
                    made_.facts.push_back(change);
                    made_.facts.back().what = kind + tried[i].first;
                }
            }
        }
    }

    void end_uses() {
        Tried tried;
        for (const std::string& use : asked_.end_uses) {
            Flow flow = flow_;
            flow.end_uses = EndUses(use);
            tried.emplace_back(use, differing(flow, on_));
        }
        report("end use: ", tried);
    }

    void parties() {
        if (asked_.lists.empty()) return;
        Tried tried;
        Flow flow = flow_;
        if (!flow.parties || !flow.parties->empty()) {
            flow.parties.emplace();
            tried.emplace_back("no list, and nobody listed behind it", differing(flow, on_));
        }
        for (const std::string& list : asked_.lists) {
            flow.parties = std::vector<ListedParty>{{list, Tie::itself, Decimal(1)}};
            tried.emplace_back(list, differing(flow, on_));
        }
        report("end user stands on: ", tried);
    }

    void technology() {
        Tried tried;
        Flow flow = flow_;
        flow.technology_origins.emplace();
        if (!flow_.technology_origins || !flow_.technology_origins->empty()) tried.emplace_back("nowhere abroad", differing(flow, on_));
        for (const std::string& origin : asked_.technology) {
            if (flow_.technology_origins && *flow_.technology_origins == std::vector{origin}) continue;
            flow.technology_origins = std::vector{origin};
            tried.emplace_back(origin, differing(flow, on_));
        }
        if (!asked_.technology.empty()) report("technology from: ", tried);
    }

    const Fact* stated(const std::string& id) const {
        const auto found = std::find_if(flow_.facts.begin(), flow_.facts.end(), [&](const Fact& fact) { return fact.id == id; });
        return found == flow_.facts.end() ? nullptr : &*found;
    }

    Flow with_fact(Fact fact) const {
        Flow flow = flow_;
        std::erase_if(flow.facts, [&](const Fact& one) { return one.id == fact.id; });
        flow.facts.push_back(std::move(fact));
        return flow;
    }

    void statements() {
        for (const std::string& id : asked_.statements) {
            const Fact* fact = stated(id);
            const bool* known = fact == nullptr ? nullptr : std::get_if<bool>(&fact->value);
            for (const bool value : {true, false}) {
                if (known != nullptr && *known == value) continue;
                report(id + " is " + (value ? "true" : "false"), {{"", differing(with_fact({id, value}), on_)}});
            }
        }
    }

    void words() {
        for (const auto& [id, among] : asked_.words) {
            Tried tried;
            for (const std::string& word : among) tried.emplace_back(word, differing(with_fact({id, std::vector{word}}), on_));
            report(id + ": ", tried);
        }
    }

    /// The answer as a function of one number is constant between its limits: asked at each of them and beside it.
    void numbers() {
        for (const auto& [id, bounds] : asked_.bounds) {
            struct Stretch {
                std::optional<Decimal> from, to;   // bounds themselves
                bool from_in = false, to_in = false;
                std::vector<SingleChange> changes;
            };
            std::vector<Stretch> stretches;
            const auto add = [&](Decimal value, std::optional<Decimal> from, bool from_in, std::optional<Decimal> to, bool to_in) {
                Stretch one{from, to, from_in, to_in, differing(with_fact({id, value}), on_)};
                const auto equal = [](const SingleChange& a, const SingleChange& b) { return a.power == b.power && a.verdict == b.verdict && a.outcome == b.outcome; };
                if (!stretches.empty() && std::equal(one.changes.begin(), one.changes.end(), stretches.back().changes.begin(), stretches.back().changes.end(), equal)) {
                    stretches.back().to = to;
                    stretches.back().to_in = to_in;
                } else {
                    stretches.push_back(std::move(one));
                }
            };
            std::optional<Decimal> below;
            for (const Decimal bound : bounds) {
                add(bound - kALittle, below, false, bound, false);
                add(bound, bound, true, bound, true);
                below = bound;
            }
            add(*below + kALittle, below, false, std::nullopt, false);
            const std::string unit = asked_.units[id].empty() || asked_.units[id] == "count" ? "" : " " + asked_.units[id];
            for (const Stretch& one : stretches) report(id + range_text(one.from, one.from_in, one.to, one.to_in) + unit, {{"", one.changes}});
        }
    }

    static std::string range_text(std::optional<Decimal> from, bool from_in, std::optional<Decimal> to, bool to_in) {
        if (from && to && *from == *to) return " exactly " + from->to_text();
        std::string text;
        if (from) text += (from_in ? " at least " : " more than ") + from->to_text();
        if (to) text += std::string(from ? " and" : "") + (to_in ? " at most " : " less than ") + to->to_text();
        return text.empty() ? " of any size" : text;
    }

    void contents() {
        if (!asked_.content || (flow_.contents && flow_.contents->empty())) return;
        Flow flow = flow_;
        flow.contents.emplace();
        flow.components.reset();
        report("content: ", {{"no input of an origin that counts", differing(flow, on_)}});
    }

    void origin() {
        Tried tried;
        for (const std::string& power : powers_) {
            if (flow_.origin == power) continue;
            Flow flow = flow_;
            flow.origin = power;
            if (flow_.origin.empty()) tried.emplace_back(power, differing(flow, on_));
        }
        report("made in: ", tried);
    }

    /// Under the readings chosen; an open question lets every answer speak.
    bool may_speak(const Clause& clause) const {
        return std::all_of(clause.readings.begin(), clause.readings.end(), [&](const std::string& reading) {
            const std::size_t sign = reading.find('=');
            const std::string chosen = book_.chosen.reading_of(reading.substr(0, sign));
            return chosen == "open" || chosen == reading.substr(sign + 1);
        });
    }

    void limits() {
        for (const ClauseTrace& trace : good_.assessment.trace) {
            const bool only_numbers = std::all_of(trace.tests.begin(), trace.tests.end(), [](const ClauseTest& test) { return test.answer != Answer::no || !test.margin.empty(); });
            const Clause* clause = clause_of(trace);
            if (!only_numbers || clause == nullptr || trace.status == ClauseStatus::lapsed || !may_speak(*clause)) continue;
            std::string says = to_text(clause->requirement);
            if (clause->requirement == Requirement::licence && clause->policy != Policy::ordinary_review) says += ", " + to_text(clause->policy);
            if (!clause->exempts.empty()) says = "exempts";
            for (const ClauseTest& test : trace.tests) {
                const auto known = [&](const LimitDistance& one) { return one.act == trace.act && one.limb == trace.limb && one.fact == test.fact && one.have == test.have && one.limit == test.limit; };
                if (test.margin.empty() || std::any_of(made_.limits.begin(), made_.limits.end(), known)) continue;
                made_.limits.push_back({trace.act, trace.clause, trace.limb, to_text(trace.status), test.fact, test.have, test.limit, test.margin, test.answer, says});
            }
        }
    }

    void next_day() {
        for (const Date day : book_.chosen.change_days()) {
            if (day <= on_) continue;
            for (const SingleChange& change : differing(flow_, day)) made_.next.push_back({day, change.power, change.outcome, change.verdict, change.decided_by});
            if (!made_.next.empty()) return;
        }
    }

    const LawBook& book_;
    std::vector<std::string> powers_;
    Date on_;
    const ScreenedGood& good_;
    const Flow& flow_;
    std::uint64_t fired_;
    Asked asked_;
    Changes made_;
};

}  // namespace

Changes what_would_change(const Screening& screening, const LawBook& book) { return Trials(screening, book).run(); }

}  // namespace countervail
