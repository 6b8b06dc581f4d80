// SPDX-License-Identifier: Apache-2.0
// What one power's law answers, from what its limbs say.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "controls/assessment.h"

namespace countervail {

/// From best to worst for whoever ships; unknown stands outside the order.
enum class ScreeningOutcome {
    free,              ///< nothing is needed
    free_with_report,  ///< no licence, but a report
    licence,           ///< a licence is needed and may be given
    refused,           ///< prohibited, or a licence is in principle not given
    unknown,           ///< hangs on facts that nobody stated
};
std::string to_text(ScreeningOutcome outcome);
ScreeningOutcome outcome_of(Verdict verdict);
/// It may not simply go: a licence is needed, refused, or nobody can tell.
bool is_restricted(ScreeningOutcome outcome);

struct PowerAnswer {
    std::string power;                 ///< ISO3
    ScreeningOutcome outcome = ScreeningOutcome::free;
    Verdict verdict = Verdict::not_listed;   ///< the most severe limb in force
    Policy policy = Policy::none;
    std::vector<std::size_t> deciding; ///< limbs (indices into Assessment::limbs) that say so
    std::vector<MissingFact> needs;    ///< of an unknown answer
    std::vector<MissingFact> relief_needs;   ///< what could make it milder
    std::optional<int> statutory_working_days;
    std::string general_licence;
    bool general_licence_certain = false;
};

/// How severe a limb could turn out: itself, or of an unknown one what it would say if it fired.
Verdict worst_case(const LimbFinding& limb);

/// In the order of `powers`.
std::vector<PowerAnswer> power_answers(const Assessment& assessment, const std::vector<std::string>& powers);

/// The first part of an act's id.
std::string_view issuer_of(std::string_view act);

}  // namespace countervail
