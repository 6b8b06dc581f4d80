// SPDX-License-Identifier: Apache-2.0
#include "app/screen_text.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "report/sentences.h"
#include "report/terminal.h"
#include "screening/screening_tables.h"

namespace countervail {

namespace {

constexpr std::size_t kWidth = 100;

/// Characters, not bytes.
std::size_t length(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string padded(std::string text, std::size_t width) {
    if (length(text) < width) text.append(width - length(text), ' ');
    return text;
}

std::string indented(std::string_view words, std::size_t by) {
    std::string text;
    for (const std::string& line : split(paragraph(words, kWidth - by), '\n')) {
        if (!line.empty()) text += std::string(by, ' ') + line + "\n";
    }
    return text;
}

std::string verdict_words(Verdict verdict) {
    switch (verdict) {
        case Verdict::not_subject: return "not subject to this law";
        case Verdict::subject: return "subject to this law";
        case Verdict::not_listed: return "not listed";
        case Verdict::not_listed_likely: return "not listed, by an answer that says \"generally\"";
        case Verdict::lapsed: return "lapsed";
        case Verdict::not_yet_effective: return "not yet effective";
        case Verdict::suspended: return "suspended";
        case Verdict::exempt_report: return "no licence, but a report";
        case Verdict::license_required: return "licence required";
        case Verdict::case_by_case: return "licence, case by case";
        case Verdict::denied_in_principle: return "licence, in principle denied";
        case Verdict::prohibited: return "prohibited";
        case Verdict::unknown_needs: break;
    }
    return "unknown";
}

/// The days for which the limb's status holds; before its act was announced there is no first one.
std::string days_text(const LimbFinding& limb, Date on) {
    if (limb.status == ClauseStatus::not_yet_in_force && limb.from == on) return limb.until ? "until " + (*limb.until + -1).to_text() : std::string("not announced");
    return limb.from.to_text() + (limb.until ? " to " + (*limb.until + -1).to_text() : " on");
}

std::string limb_words(const LimbFinding& limb) {
    const bool dormant = limb.verdict == Verdict::suspended || limb.verdict == Verdict::not_yet_effective || limb.verdict == Verdict::lapsed;
    if (limb.verdict == Verdict::unknown_needs && limb.would_be != Verdict::unknown_needs) return "unknown: could be " + verdict_words(limb.would_be);
    std::string words = verdict_words(limb.verdict);
    if (dormant && !limb.suspended_by.empty()) words += " by " + limb.suspended_by;
    return dormant ? words + "; else " + verdict_words(limb.would_be) : words;
}

class Writer {
  public:
    explicit Writer(const ScreenedText& asked) : asked_(asked), screening_(asked.screening) {}

    std::string write() {
        heading();
        for (const PowerScreening& power : screening_.powers) answer(power);
        if (screening_.powers.size() > 1) text_ += padded("all", 5) + to_text(screening_.overall) + "\n";
        for (const ScreenedGood& good : screening_.goods) limbs(good);
        hangs_on();
        chances();
        changes();
        limits();
        duties();
        border();
        notes();
        if (asked_.trace) trace();
        return std::move(text_);
    }

  private:
    void section(const std::string& title) { text_ += "\n" + title + "\n"; }

    void heading() {
        const Shipment& shipment = asked_.shipment;
        std::vector<std::string> goods;
        for (const ScreenedGood& good : screening_.goods) goods.push_back(good.good.name);
        std::string line = (shipment.name.empty() ? "" : shipment.name + ": ") + join(goods, ", or ");
        if (!shipment.made_in.empty()) line += ", made in " + shipment.made_in;
        line += ", from " + shipment.from + " to " + shipment.to + ", on " + screening_.on.to_text();
        if (screening_.known_on < Date(2900, 1, 1)) line += ", as known on " + screening_.known_on.to_text();
        std::vector<std::string> choices = screening_.branches;
        choices.insert(choices.end(), screening_.readings.begin(), screening_.readings.end());
        if (!choices.empty()) line += ", under " + join(choices, ", ");
        text_ += paragraph(line, kWidth) + "\n";
    }

    void answer(const PowerScreening& power) {
        const Assessment& assessment = screening_.goods[power.decided_by].assessment;
        std::string line = padded(power.power, 5) + to_text(power.outcome);
        std::vector<std::string> reasons;
        for (const std::size_t i : power.answer.deciding) {
            const LimbFinding& limb = assessment.limbs[i];
            reasons.push_back(limb.act + "#" + limb.limb);
        }
        if (power.outcome == ScreeningOutcome::unknown) {
            std::vector<std::string> needs;
            if (power.goods_disagree) needs.push_back("which good it is");
            for (const MissingFact& fact : power.answer.needs) needs.push_back(fact.fact);
            line += ": it hangs on " + list_words(needs);
        } else if (!reasons.empty()) {
            line += ": " + verdict_words(power.answer.verdict);
        } else if (!power.reached) {
            line += ": not subject to this law";
        } else {
            line += ": no limb in force catches it";
        }
        text_ += line + "\n";
        if (!reasons.empty()) text_ += indented("by " + list_words(reasons, 6), 5);
        if (power.term) {
            text_ += indented(std::to_string(power.term->working_days) + " working days: to " + power.term->ends.to_text() + " if filed that day" +
                              (power.term->holidays_known ? "" : " (public holidays not known)"), 5);
        }
        if (!power.observed.empty()) text_ += indented("seen, in days: " + observed_text(power.observed), 5);
        if (!power.answer.general_licence.empty()) {
            text_ += indented("general licence " + power.answer.general_licence + (power.answer.general_licence_certain ? " stands for the single one" : " may stand for the single one"), 5);
        }
        if (!power.elsewhere.empty()) {
            std::vector<std::string> words;
            for (const auto& [choice, outcome] : power.elsewhere) words.push_back(to_text(outcome) + " under " + choice);
            text_ += indented("but " + list_words(words), 5);
        }
    }

    /// The tests of the deciding clause that are about this shipment and not about where it goes.
    void tests(const ScreenedGood& good, const LimbFinding& limb) {
        static const std::set<std::string> kPlain{"destination", "exporter", "origin", "beside", "listed-by", "item", "transfer", "end-user-place"};
        for (const ClauseTrace& trace : good.assessment.trace) {
            if (trace.act != limb.act || trace.clause != limb.clause) continue;
            for (const ClauseTest& test : trace.tests) {
                if (kPlain.contains(test.fact)) continue;
                text_ += indented(test.fact + ": " + test.have + "; asked: " + test.limit + (test.margin.empty() ? "" : " (" + test.margin + ")") +
                                  (test.answer == Answer::no ? ", not met" : test.answer == Answer::unknown ? ", unknown" : ""), 6);
            }
        }
    }

    void limbs(const ScreenedGood& good) {
        std::size_t silent = 0;
        section("Limbs" + (screening_.goods.size() > 1 ? ", " + good.good.name + (good.good.item.empty() ? "" : " (" + good.good.item + ")") : std::string()));
        for (const LimbFinding& limb : good.assessment.limbs) {
            if (!says_something(limb)) {
                ++silent;
                continue;
            }
            text_ += "  " + limb.act + "#" + limb.limb + "  " + limb_words(limb) + "\n";
            text_ += indented(limb.reason, 6);
            tests(good, limb);
            std::string last = days_text(limb, screening_.on) + ", text " + limb.label;
            if (!limb.needs.empty()) last += "; needs " + facts(limb.needs);
            if (!limb.relief_needs.empty()) last += "; milder if " + facts(limb.relief_needs);
            if (!limb.report.empty()) last += "; report: " + limb.report;
            text_ += indented(last, 6);
        }
        if (silent > 0) text_ += "  " + counted(silent, "limb") + " that could bear on it " + (silent == 1 ? "says" : "say") + " nothing (--trace shows why)\n";
    }

    static std::string facts(const std::vector<MissingFact>& facts) {
        std::vector<std::string> words;
        for (const MissingFact& fact : facts) words.push_back(fact.fact);
        return join(words, ", ");
    }

    void hangs_on() {
        std::map<std::string, std::string> questions, granted;
        for (const ScreenedGood& good : screening_.goods) {
            for (const LimbFinding& limb : good.assessment.limbs) {
                for (const MissingFact& fact : limb.needs) questions[fact.fact] = fact.question;
                for (const MissingFact& fact : limb.taken_for_granted) granted[fact.fact] = fact.question;
            }
        }
        if (questions.empty() && granted.empty() && screening_.elsewhere.empty()) return;
        section("It hangs on");
        for (const auto& [fact, question] : questions) text_ += indented(fact + ": " + question, 2);
        std::map<std::string, std::vector<std::string>> choices;
        std::map<std::string, std::string> meanings;
        for (const LimbElsewhere& one : screening_.elsewhere) {
            choices[one.choice].push_back(one.act + "#" + one.limb + " " + verdict_words(one.there));
            meanings[one.choice] = one.meaning;
        }
        for (const auto& [choice, limbs] : choices) text_ += indented(choice + " (" + meanings[choice] + "): " + list_words(limbs, 6), 2);
        std::vector<std::string> words;
        for (const auto& [fact, question] : granted) words.push_back(fact);
        if (!words.empty()) text_ += indented("taken for granted, because nobody said otherwise: " + list_words(words), 2);
    }

    void chances() {
        if (asked_.chances.empty()) return;
        section("Origins not known, by the prior");
        for (const ClauseChance& one : asked_.chances) {
            const ContentChance& c = one.chance;
            std::string line = one.act + "#" + one.limb + ": the limit is reached with probability " + per_cent(c.at_least);
            if (c.at_most > c.at_least) line += " to " + per_cent(c.at_most);
            line += c.exact ? " (exact" : " (± " + per_cent(c.standard_error);
            line += "); share of value " + readable_number(c.mean * 100, 3) + "% (90%: " + readable_number(c.low * 100, 3) + "–" + readable_number(c.high * 100, 3) + "%)";
            text_ += indented(line, 2);
        }
    }

    void changes() {
        if (asked_.changes.facts.empty() && asked_.changes.next.empty()) return;
        section("What would change it");
        const auto line = [&](const std::string& what, const std::string& power, ScreeningOutcome outcome, Verdict verdict, const std::string& by) {
            std::string words = what + ": " + power + " " + to_text(outcome);
            if (outcome != ScreeningOutcome::free && outcome != ScreeningOutcome::unknown) words += " (" + verdict_words(verdict) + ")";
            text_ += indented(words + (by.empty() ? "" : ", by " + by), 2);
        };
        for (const NextDay& one : asked_.changes.next) line("on " + one.on.to_text(), one.power, one.outcome, one.verdict, one.decided_by);
        for (const SingleChange& one : asked_.changes.facts) line(one.what, one.power, one.outcome, one.verdict, one.decided_by);
    }

    void limits() {
        if (asked_.changes.limits.empty()) return;
        section("Numbers beside their limits");
        for (const LimitDistance& one : asked_.changes.limits) {
            text_ += indented(one.act + "#" + one.clause + " (" + one.says + ", " + one.status + "): " + one.fact + " " + one.have + "; " + one.limit + "; " + one.margin, 2);
        }
    }

    void duties() {
        const auto& duties = screening_.goods.front().assessment.duties;
        if (duties.empty()) return;
        section("Duties");
        for (const Duty& duty : duties) {
            const char* done = duty.met == Answer::yes ? " (done)" : duty.met == Answer::no ? " (not done)" : "";
            text_ += indented(duty.act + "#" + duty.clause + ": " + duty.what + done, 2);
        }
    }

    void border() {
        const auto& tariffs = screening_.goods.front().assessment.tariffs;
        if (tariffs.empty()) return;
        section("At the border, in addition to ordinary duties");
        Decimal sum;
        for (const TariffLine& line : tariffs) {
            text_ += "  " + padded((line.rate * Decimal(100)).to_text() + "%", 8) + line.act + "#" + line.clause + "\n";
            sum += line.rate;
        }
        if (tariffs.size() > 1) text_ += "  " + padded((sum * Decimal(100)).to_text() + "%", 8) + "together\n";
    }

    void notes() {
        if (screening_.notes.empty()) return;
        section("Notes");
        for (const std::string& note : screening_.notes) text_ += indented(note, 2);
    }

    void trace() {
        for (const ScreenedGood& good : screening_.goods) {
            section("Clauses tried" + (screening_.goods.size() > 1 ? ", " + good.good.name : std::string()));
            for (const ClauseTrace& one : good.assessment.trace) {
                std::string line = "  " + one.act + "#" + one.clause + "  " + to_text(one.status) + (one.suspended_by.empty() ? "" : " (" + one.suspended_by + ")");
                line += one.fired ? ", fires" : one.fits == Answer::yes ? ", would fire" : one.fits == Answer::unknown ? ", may fire" : ", does not fit";
                if (!one.reading.empty()) line += ", under " + one.reading;
                if (!one.lifted_by.empty()) line += ", lifted by " + one.lifted_by;
                text_ += line + "\n";
                for (const ClauseTest& test : one.tests) {
                    const char* mark = test.answer == Answer::yes ? "yes      " : test.answer == Answer::no ? "no       " : "unknown  ";
                    text_ += std::string(6, ' ') + mark + test.fact + ": " + test.have + "; asked: " + test.limit + (test.margin.empty() ? "" : "; " + test.margin) + "\n";
                }
            }
        }
    }

    const ScreenedText& asked_;
    const Screening& screening_;
    std::string text_;
};

}  // namespace

std::string screening_text(const ScreenedText& asked) { return Writer(asked).write(); }

}  // namespace countervail
