// SPDX-License-Identifier: Apache-2.0
#include "screening/power_answer.h"

#include <algorithm>

namespace countervail {

namespace {

void add_facts(std::vector<MissingFact>& into, const std::vector<MissingFact>& facts) {
    for (const MissingFact& fact : facts) {
        if (std::find(into.begin(), into.end(), fact) == into.end()) into.push_back(fact);
    }
}

/// A verdict that restricts today; what is suspended or not begun does not.
Verdict in_force(const LimbFinding& limb) {
    return limb.verdict == Verdict::unknown_needs || outcome_of(limb.verdict) == ScreeningOutcome::free ? Verdict::not_listed : limb.verdict;
}

}  // namespace

std::string to_text(ScreeningOutcome outcome) {
    switch (outcome) {
        case ScreeningOutcome::free: return "free";
        case ScreeningOutcome::free_with_report: return "free, with a report";
        case ScreeningOutcome::licence: return "licence";
        case ScreeningOutcome::refused: return "refused";
        case ScreeningOutcome::unknown: break;
    }
    return "unknown";
}

ScreeningOutcome outcome_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::exempt_report: return ScreeningOutcome::free_with_report;
        case Verdict::license_required:
        case Verdict::case_by_case: return ScreeningOutcome::licence;
        case Verdict::denied_in_principle:
        case Verdict::prohibited: return ScreeningOutcome::refused;
        case Verdict::unknown_needs: return ScreeningOutcome::unknown;
        default: return ScreeningOutcome::free;
    }
}

bool is_restricted(ScreeningOutcome outcome) { return outcome != ScreeningOutcome::free && outcome != ScreeningOutcome::free_with_report; }

std::string_view issuer_of(std::string_view act) { return act.substr(0, act.find('/')); }

Verdict worst_case(const LimbFinding& limb) {
    if (limb.verdict != Verdict::unknown_needs) return limb.verdict;
    return limb.would_be == Verdict::unknown_needs ? Verdict::license_required : limb.would_be;
}

std::vector<PowerAnswer> power_answers(const Assessment& assessment, const std::vector<std::string>& powers) {
    std::vector<PowerAnswer> answers;
    for (const std::string& power : powers) {
        PowerAnswer answer;
        answer.power = power;
        std::vector<std::size_t> own;
        for (std::size_t i = 0; i < assessment.limbs.size(); ++i) {
            if (issuer_of(assessment.limbs[i].act) == power) own.push_back(i);
        }
        for (const std::size_t i : own) answer.verdict = std::max(answer.verdict, in_force(assessment.limbs[i]));
        answer.outcome = outcome_of(answer.verdict);
        const auto decides = [&](const LimbFinding& limb) {
            const bool open = limb.verdict == Verdict::unknown_needs && worst_case(limb) > answer.verdict;
            return open || (answer.verdict > Verdict::suspended && limb.verdict == answer.verdict);
        };
        for (const std::size_t i : own) {
            const LimbFinding& limb = assessment.limbs[i];
            if (!decides(limb)) continue;
            answer.deciding.push_back(i);
            if (limb.verdict == Verdict::unknown_needs) {
                answer.outcome = ScreeningOutcome::unknown;
                add_facts(answer.needs, limb.needs);
            }
            answer.policy = std::max(answer.policy, limb.policy);
            add_facts(answer.relief_needs, limb.relief_needs);
            if (limb.statutory_working_days) answer.statutory_working_days = std::max(answer.statutory_working_days, limb.statutory_working_days);
            if (!limb.general_licence.empty() && answer.general_licence.empty()) {
                answer.general_licence = limb.general_licence;
                answer.general_licence_certain = limb.general_licence_certain;
            }
        }
        answers.push_back(std::move(answer));
    }
    return answers;
}

}  // namespace countervail
