// SPDX-License-Identifier: Apache-2.0
// What every limb of every act says about one flow on one day, with the tests that were made. The same evaluation as
// Regime::treatment, but nothing is left out: clauses that failed say by how much, clauses that are suspended say what
// they would demand.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "controls/answer.h"
#include "controls/flow.h"
#include "controls/regime.h"

namespace countervail {

/// What one limb says, from nothing to the most severe; unknown_needs stands outside the order of severity.
enum class Verdict {
    not_subject,           ///< this law does not reach the goods
    subject,               ///< of a rule on jurisdiction: this law reaches the goods
    not_listed,            ///< no clause of the limb catches the flow
    not_listed_likely,     ///< so by an official answer that says "generally"
    lapsed,
    not_yet_effective,
    suspended,
    exempt_report,
    license_required,
    case_by_case,
    denied_in_principle,
    prohibited,
    unknown_needs,
};
std::string to_text(Verdict verdict);
std::optional<Verdict> parse_verdict(std::string_view text);

/// One test of one clause. `have` and `limit` are for people ("0.0995%", "at least 0.1%"); `fact` names what a person
/// would have to state or change: a fact id, "content", "technology", "end-user", "end-use", "item", "origin", ….
struct ClauseTest {
    std::string fact, have, limit;
    Answer answer = Answer::yes;
    std::string margin;            ///< how far from the limit, for numbers: "0.0005 points below"
};

/// A fact that an answer hangs on.
struct MissingFact {
    std::string fact, question;
    bool operator==(const MissingFact&) const = default;
};

/// One clause that was tried.
struct ClauseTrace {
    std::string act, clause, limb, reading;
    ClauseStatus status = ClauseStatus::in_force;
    std::string suspended_by;
    Answer fits = Answer::no;      ///< the flow meets the clause, whatever the day
    bool fired = false;            ///< it meets it, the clause is in force and its reading is the one chosen
    std::string lifted_by;         ///< "act#clause" that exempts from it
    std::vector<ClauseTest> tests;
};

/// What another answer to an open question would make of a limb.
struct HangsOn {
    std::string question, option;
    Verdict verdict = Verdict::not_listed;
};

struct LimbFinding {
    std::string act, limb, clause;         ///< the clause that decided
    Verdict verdict = Verdict::not_listed;
    Verdict would_be = Verdict::not_listed;   ///< when not in force: what it would say
    Policy policy = Policy::none;
    ClauseStatus status = ClauseStatus::in_force;
    std::string suspended_by;
    Date from;                             ///< first day of the interval that `status` holds for
    std::optional<Date> until;             ///< first day after it
    std::vector<MissingFact> needs;        ///< facts on which unknown_needs hangs
    std::vector<MissingFact> relief_needs; ///< facts that could make it milder
    std::vector<MissingFact> taken_for_granted;
    std::vector<HangsOn> hangs_on;
    std::string reason;                    ///< one sentence
    std::string general_licence;           ///< "act#clause" that may stand for the single licence
    bool general_licence_certain = false;
    std::optional<int> statutory_working_days;
    std::string report;                    ///< exempt_report: what to report
    std::string label;
    std::vector<ActSource> sources;
};

/// Something to be done besides a licence.
struct Duty {
    std::string act, clause, what;
    Answer met = Answer::unknown;
    std::string reason;
};

struct TariffLine {
    std::string act, clause;
    Decimal rate;
};

struct Assessment {
    Date on, known_on;
    std::vector<std::string> branches, readings;   ///< under which it was made
    std::vector<LimbFinding> limbs;                ///< by act and limb; only those whose goods or codes the flow may be
    std::vector<Duty> duties;
    std::vector<TariffLine> tariffs;
    std::vector<ClauseTrace> trace;
    Verdict overall = Verdict::not_listed;         ///< the most severe limb in force; unknown_needs when one could be more severe

    /// not_listed when no clause of the limb was tried.
    Verdict verdict(std::string_view act, std::string_view limb) const;
};

Assessment assess(const Regime& regime, const Flow& flow, Date on);

}  // namespace countervail
