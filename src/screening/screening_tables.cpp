// SPDX-License-Identifier: Apache-2.0
#include "screening/screening_tables.h"

#include <algorithm>

#include "base/text.h"

namespace countervail {

namespace {

Cell cell(const std::string& text) { return text.empty() ? Cell() : Cell(text); }

std::string facts_text(const std::vector<MissingFact>& facts) {
    std::vector<std::string> words;
    for (const MissingFact& fact : facts) words.push_back(fact.fact);
    return join(words, ", ");
}

std::string answer_word(Answer answer) { return answer == Answer::yes ? "yes" : answer == Answer::no ? "no" : "unknown"; }

std::string deciding_text(const PowerScreening& power, const Screening& screening) {
    std::vector<std::string> limbs;
    for (const std::size_t i : power.answer.deciding) {
        const LimbFinding& limb = screening.goods[power.decided_by].assessment.limbs[i];
        limbs.push_back(limb.act + "#" + limb.limb);
    }
    return join(limbs, ", ");
}

std::string sources_text(const LimbFinding& limb) {
    std::vector<std::string> keys;
    for (const ActSource& source : limb.sources) keys.push_back(source.key);
    return join(keys, ", ");
}

std::string percent(Decimal share) { return (share * Decimal(100)).to_text() + "%"; }

}  // namespace

bool says_something(const LimbFinding& limb) {
    switch (limb.verdict) {
        case Verdict::not_listed:
        case Verdict::not_subject:
        case Verdict::lapsed: return false;   // what has lapsed will not come back by itself
        case Verdict::not_yet_effective:
        case Verdict::suspended: return limb.would_be != Verdict::not_listed;
        default: return true;
    }
}

std::string says_text(const LimbFinding& limb) {
    const bool dormant = limb.verdict == Verdict::suspended || limb.verdict == Verdict::not_yet_effective || limb.verdict == Verdict::lapsed;
    if (limb.verdict == Verdict::unknown_needs) return to_text(limb.verdict) + (limb.would_be == Verdict::unknown_needs ? "" : " (could be " + to_text(limb.would_be) + ")");
    return to_text(limb.verdict) + (dormant ? " (would be " + to_text(limb.would_be) + ")" : "");
}

std::string observed_text(const std::vector<ObservedTime>& times) {
    std::vector<std::string> each;
    for (const ObservedTime& time : times) {
        std::string one = readable_number(time.days, 2);
        if (time.low != time.high) one += " [" + readable_number(time.low, 2) + "–" + readable_number(time.high, 2) + "]";
        each.push_back(one + " (" + time.statement + ")");
    }
    return join(each, ", ");
}

Table answers_table(const Screening& screening) {
    Table table{"answers", "What each power answers",
                {{"power", "", "Whose law"}, {"answer", "", "free, licence, refused or unknown"}, {"says", "", "The most severe limb in force"}, {"policy", "", "How an application is judged"},
                 {"decided by", "", "Limbs that say so"}, {"needs", "", "Facts that the answer hangs on"}, {"statutory term", "working days", "Term that the law sets", 4},
                 {"term ends", "", "If filed on the day"}, {"observed", "days", "Processing times seen, with their ranges and statements"}, {"general licence", "", "That may stand for the single one"},
                 {"other choices", "", "Branches and readings under which the answer is another"}}, {}, {}};
    for (const PowerScreening& power : screening.powers) {
        std::vector<std::string> elsewhere;
        for (const auto& [choice, outcome] : power.elsewhere) elsewhere.push_back(choice + ": " + to_text(outcome));
        const PowerAnswer& answer = power.answer;
        std::string needs = facts_text(answer.needs);
        if (power.goods_disagree) needs = needs.empty() ? "item" : "item, " + needs;
        table.add({power.power, to_text(power.outcome), to_text(answer.verdict), is_restricted(power.outcome) ? cell(to_text(answer.policy)) : Cell(), cell(deciding_text(power, screening)), cell(needs),
                   power.term ? Cell(static_cast<double>(power.term->working_days)) : Cell(), power.term ? Cell(power.term->ends.to_text()) : Cell(), cell(observed_text(power.observed)),
                   cell(answer.general_licence), cell(join(elsewhere, "; "))});
    }
    return table;
}

Table limbs_table(const Screening& screening, bool all) {
    Table table{"limbs", "What each limb says",
                {{"item", "", "The good that the limb was asked about"}, {"limb", "", "Act and limb"}, {"says", "", "What it says, and what it would say when it is not in force"}, {"status", "", "Of the clause on the day"},
                 {"from", "", "First day of that status"}, {"until", "", "First day after it"}, {"clause", "", "The clause that decided"}, {"policy", "", "How an application is judged"}, {"why", "", "In a sentence"},
                 {"needs", "", "Facts that it hangs on"}, {"could be milder", "", "Facts that could make it milder"}, {"hangs on", "", "What other answers to open questions would make of it"},
                 {"label", "", "How well the text is known"}, {"source", "", "Keys of the act's sources"}}, {}, {}};
    for (const ScreenedGood& good : screening.goods) {
        for (const LimbFinding& limb : good.assessment.limbs) {
            if (!all && !says_something(limb)) continue;
            std::vector<std::string> hangs;
            for (const HangsOn& one : limb.hangs_on) hangs.push_back(one.question + "=" + one.option + ": " + to_text(one.verdict));
            table.add({cell(good.good.item), limb.act + "#" + limb.limb, says_text(limb), to_text(limb.status) + (limb.suspended_by.empty() ? "" : " by " + limb.suspended_by), limb.from.to_text(),
                       limb.until ? Cell(limb.until->to_text()) : Cell(), limb.clause, limb.policy == Policy::none ? Cell() : Cell(to_text(limb.policy)), limb.reason, cell(facts_text(limb.needs)),
                       cell(facts_text(limb.relief_needs)), cell(join(hangs, "; ")), cell(limb.label), cell(sources_text(limb))});
        }
    }
    return table;
}

Table elsewhere_table(const Screening& screening) {
    Table table{"other-choices", "Under another branch or reading",
                {{"choice", "", "The one choice made otherwise"}, {"item", "", "The good"}, {"limb", "", "Act and limb"}, {"here", "", "As chosen"}, {"there", "", "Under that choice"}, {"meaning", "", "Of the choice"}}, {}, {}};
    for (const LimbElsewhere& one : screening.elsewhere) {
        const auto says = [](Verdict verdict, Verdict would_be) {
            LimbFinding limb;
            limb.verdict = verdict;
            limb.would_be = would_be;
            return says_text(limb);
        };
        table.add({one.choice, cell(one.good), one.act + "#" + one.limb, says(one.here, one.would_be_here), says(one.there, one.would_be_there), one.meaning});
    }
    return table;
}

Table changes_table(const Changes& changes) {
    Table table{"changes", "What would change the answer",
                {{"power", "", "Whose answer"}, {"change", "", "The one thing that is otherwise"}, {"answer", "", "What it answers then"}, {"says", "", "The most severe limb then"}, {"decided by", "", "The limb that then decides"}}, {}, {}};
    for (const SingleChange& one : changes.facts) table.add({one.power, one.what, to_text(one.outcome), to_text(one.verdict), cell(one.decided_by)});
    for (const NextDay& one : changes.next) table.add({one.power, "the day: " + one.on.to_text(), to_text(one.outcome), to_text(one.verdict), cell(one.decided_by)});
    return table;
}

Table limits_table(const Changes& changes) {
    Table table{"limits", "Numbers beside their limits",
                {{"limb", "", "Act and limb"}, {"clause", "", "That sets the limit"}, {"fact", "", "What is measured"}, {"have", "", "Of this shipment"}, {"limit", "", "Of the clause"}, {"margin", "", "How far from it"},
                 {"met", "", "Whether the clause's test is met"}, {"demands", "", "What the clause demands"}, {"status", "", "Of the clause on the day"}}, {}, {}};
    for (const LimitDistance& one : changes.limits) {
        table.add({one.act + "#" + one.limb, one.clause, one.fact, one.have, one.limit, one.margin, answer_word(one.met), one.says, one.status});
    }
    return table;
}

Table duties_table(const Screening& screening) {
    Table table{"duties", "What else is due", {{"act", "", "That asks for it"}, {"clause", "", "That asks for it"}, {"duty", "", "What must be done"}, {"done", "", "As stated"}, {"why", "", "In a sentence"}}, {}, {}};
    for (const Duty& duty : screening.goods.front().assessment.duties) table.add({duty.act, duty.clause, duty.what, answer_word(duty.met), duty.reason});
    return table;
}

Table tariffs_table(const Screening& screening) {
    Table table{"tariffs", "Additional duties at the border", {{"act", "", "That sets the rate"}, {"clause", "", "That sets the rate"}, {"rate", "", "Of the value"}}, {}, {}};
    Decimal sum;
    for (const TariffLine& line : screening.goods.front().assessment.tariffs) {
        table.add({line.act, line.clause, percent(line.rate)});
        sum += line.rate;
    }
    if (table.rows.size() > 1) table.add({"all together", Cell(), percent(sum)});
    return table;
}

Table chances_table(const std::vector<ClauseChance>& chances) {
    Table table{"chances", "How probable an open content test is",
                {{"limb", "", "Act and limb"}, {"clause", "", "Whose limit"}, {"probability", "%", "That the limit is reached, at least"}, {"at most", "%", "The same where some parts have no prior"},
                 {"share", "%", "Mean share of value"}, {"low", "%", "5 % point"}, {"high", "%", "95 % point"}, {"error", "%", "Standard error of the probability; 0 when exact"}, {"unknown parts", "", "That the prior speaks of"}}, {}, {}};
    for (const ClauseChance& one : chances) {
        const ContentChance& c = one.chance;
        table.add({one.act + "#" + one.limb, one.clause, c.at_least * 100, c.at_most * 100, c.mean * 100, c.low * 100, c.high * 100, c.standard_error * 100, static_cast<double>(c.unknown_parts)});
    }
    return table;
}

Table trace_table(const Screening& screening) {
    Table table{"trace", "Every clause that was tried, with every test",
                {{"item", "", "The good"}, {"limb", "", "Act and limb"}, {"clause", "", "The clause"}, {"reading", "", "Under which it speaks"}, {"status", "", "Of the clause on the day"}, {"fires", "", "It catches the flow and is in force"},
                 {"lifted by", "", "What exempts from it"}, {"fact", "", "What is tested"}, {"have", "", "Of this shipment"}, {"limit", "", "Of the clause"}, {"met", "", "Whether the test is met"}, {"margin", "", "How far from the limit"}}, {}, {}};
    for (const ScreenedGood& good : screening.goods) {
        for (const ClauseTrace& trace : good.assessment.trace) {
            const std::string status = to_text(trace.status) + (trace.suspended_by.empty() ? "" : " by " + trace.suspended_by);
            const auto add = [&](const ClauseTest* test) {
                table.add({cell(good.good.item), trace.act + "#" + trace.limb, trace.clause, cell(trace.reading), status, answer_word(answer_of(trace.fired)), cell(trace.lifted_by), cell(test ? test->fact : ""),
                           cell(test ? test->have : ""), cell(test ? test->limit : ""), test ? Cell(answer_word(test->answer)) : Cell(), cell(test ? test->margin : "")});
            };
            if (trace.tests.empty()) add(nullptr);
            for (const ClauseTest& test : trace.tests) add(&test);
        }
    }
    return table;
}

}  // namespace countervail
