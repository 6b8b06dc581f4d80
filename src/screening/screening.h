// SPDX-License-Identifier: Apache-2.0
// A shipment held against the law of every power on one day: what each answers, limb by limb, under which choices that
// answer would be another, and what would have to change for it to be. `docs/methods/screening.md` says how.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "screening/flow_of_shipment.h"
#include "screening/power_answer.h"
#include "screening/processing_time.h"

namespace countervail {

/// One good that the shipment may be.
struct ScreenedGood {
    ItemCandidate good;
    Flow flow;
    Assessment assessment;
    std::vector<PowerAnswer> powers;       ///< in the order of LawBook::powers()
};

/// A limb that says something else under one other branch or reading.
struct LimbElsewhere {
    std::string choice, meaning;           ///< "Q-2=component" and what that answer means
    std::string good, act, limb;
    Verdict here = Verdict::not_listed, there = Verdict::not_listed;
    Verdict would_be_here = Verdict::not_listed, would_be_there = Verdict::not_listed;
};

/// A power's answer for the shipment, over all goods that it may be.
struct PowerScreening {
    std::string power;
    ScreeningOutcome outcome = ScreeningOutcome::free;
    bool reached = true;                   ///< the goods are, or may be, subject to this power's law at all
    bool goods_disagree = false;           ///< unknown because it matters which good it is
    std::size_t decided_by = 0;            ///< good that the details are of
    PowerAnswer answer;                    ///< of that good
    std::optional<StatutoryTerm> term;     ///< if filed on the day
    std::vector<ObservedTime> observed;    ///< of a licence
    /// Choices under which the outcome is another, with that outcome.
    std::vector<std::pair<std::string, ScreeningOutcome>> elsewhere;
};

struct Screening {
    Date on, known_on;
    std::vector<std::string> branches, readings;   ///< chosen; those not named are the defaults
    std::vector<ScreenedGood> goods;
    std::vector<PowerScreening> powers;
    ScreeningOutcome overall = ScreeningOutcome::free;       ///< the worst of the powers' answers
    std::vector<LimbElsewhere> elsewhere;
    std::vector<std::string> notes;

    /// Verdict of a limb for the only or first good; not_listed when the limb was not tried.
    Verdict verdict(std::string_view act, std::string_view limb) const;
};

/// Everything that is asked; all of it outlives the call. Without a ledger nothing was observed.
struct ScreeningTools {
    const LawBook& book;
    FlowTools flows;
    const Ledger* ledger = nullptr;
};

Screening screen(const Shipment& shipment, const ScreeningTools& tools, Date on);

/// The same for flows at hand.
Screening screen(ShipmentFlows flows, const LawBook& book, const Ledger* ledger, Date on);

/// The worse of two answers: refused, unknown, licence, free with a report, free.
ScreeningOutcome worse(ScreeningOutcome a, ScreeningOutcome b);

}  // namespace countervail
