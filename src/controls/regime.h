// SPDX-License-Identifier: Apache-2.0
// What the law was on a day, as far as anyone could know it by another day. A clause applies to a flow that leaves one
// place for another; among the clauses of all acts the strictest wins; tariffs add up across acts.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/library.h"
#include "controls/act.h"
#include "controls/clause_dates.h"
#include "controls/flow.h"
#include "controls/law_terms.h"

namespace countervail {

/// Which law: acts by id, "CHN/…-70@branch" or pattern; named branches ("CN-2") and answers to open questions
/// ("Q-4=cset") of rules/branches.toml and rules/questions.toml. An act that asks for a branch by itself keeps it.
struct LawChoice {
    std::vector<std::string> acts;
    std::vector<std::string> branches;
    std::vector<std::string> readings;
};

/// What the law requires of a flow.
struct Treatment {
    Requirement requirement = Requirement::free;
    Policy policy = Policy::none;
    std::string act, clause;               ///< the strictest one that fired; empty when free
    std::string reason;                    ///< one sentence
    double tariff = 0;                     ///< additional ad-valorem import duty of the destination, share of value
    std::vector<std::string> tariff_acts;
    std::optional<int> statutory_working_days;
    /// "act#clause" of a general licence that may stand for every single licence required here; which sellers and
    /// customers hold one is not in the law, so the share of the lane it covers is an assumption of the scenario.
    std::string general_licence;
    std::vector<std::string> needs;        ///< questions that a clause in force asks and the flow does not answer
    bool operator==(const Treatment&) const = default;
};

/// Acts on two time axes. Copies share what was compiled; all members are safe to call from many threads.
class Regime {
  public:
    /// Reads the named acts from rules/: "CHN/mofcom-gacc-2025-18", with a branch "CHN/…-70@extended-2027-01-10", or a
    /// pattern "USA/tariff-2025-*". Fails on an unknown act (nearest named), on any problem of a file, and on two
    /// acts that contradict each other (both places named). Acts announced after `known_on` are left out when
    /// `drop_unknown`, else refused; later amendments and branches of a known act are left out either way.
    /// What the chosen acts rest on is read with them.
    static Result<Regime> read(const Library& library, const LawChoice& choice, Date known_on, bool drop_unknown = true);
    static Result<Regime> read(const Library& library, const std::vector<std::string>& acts, Date known_on,
                               bool drop_unknown = true) {
        return read(library, LawChoice{acts, {}, {}}, known_on, drop_unknown);
    }
    /// The same from acts at hand.
    static Result<Regime> of(std::vector<Act> acts, Date known_on, LawTerms terms = {}, LawChoice choice = {});

    /// Pure. Some microseconds with all shipped acts in force, about one with the few of a scenario.
    Treatment treatment(const Flow& flow, Date on) const;
    /// Status of a clause on a day; empty when this regime knows no such clause.
    std::optional<ClauseStatus> status(std::string_view act, std::string_view clause, Date on) const;
    std::optional<Standing> standing(std::string_view act, std::string_view clause, Date on) const;
    /// In order of id.
    const std::vector<Act>& acts() const;
    Date known_on() const;
    const LawTerms& terms() const;
    /// Named branches (those that are the default left out) and readings, as chosen.
    const LawChoice& choice() const;
    /// The answer chosen to an open question; its default when nothing was chosen, "open" when it stays open.
    std::string reading_of(std::string_view question) const;
    /// Days on which some treatment may change, ascending.
    std::vector<Date> change_days() const;
    /// The same regime without an act, or all that a pattern names, and without what suspends only them. An act that
    /// is not in it changes nothing.
    Regime without(std::string_view act) const;
    /// What a person knew by an earlier day.
    Regime known_by(Date day) const;

    struct Compiled;
    const Compiled& compiled() const { return *compiled_; }

  private:
    explicit Regime(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
    std::shared_ptr<const Compiled> compiled_;
};

/// Ids of all acts under rules/, ascending.
std::vector<std::string> act_ids(const Library& library);

}  // namespace countervail
