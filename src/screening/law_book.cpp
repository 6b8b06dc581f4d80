// SPDX-License-Identifier: Apache-2.0
#include "screening/law_book.h"

#include <algorithm>
#include <optional>
#include <set>

#include "base/parallel.h"

namespace countervail {

namespace {

struct Named {
    std::string id, meaning;
    LawChoice choice;
};

/// The choice with another named future of the same power.
std::vector<Named> other_branches(const LawTerms& terms, const LawChoice& choice) {
    const auto chosen = [&](const std::string& id) { return std::find(choice.branches.begin(), choice.branches.end(), id) != choice.branches.end(); };
    const auto of_power = [&](const std::string& id, const std::string& power) {
        const NamedBranch* branch = terms.branch(id);
        return branch != nullptr && branch->power == power;
    };
    std::vector<Named> others;
    for (const NamedBranch& branch : terms.branches) {
        const bool power_chosen = std::any_of(choice.branches.begin(), choice.branches.end(), [&](const std::string& id) { return of_power(id, branch.power); });
        if (chosen(branch.id) || (branch.is_default && !power_chosen)) continue;
        Named other{branch.id, branch.meaning, choice};
        std::erase_if(other.choice.branches, [&](const std::string& id) { return of_power(id, branch.power); });
        other.choice.branches.push_back(branch.id);
        others.push_back(std::move(other));
    }
    return others;
}

/// The choice with another answer to one open question.
std::vector<Named> other_readings(const Regime& regime, const LawChoice& choice) {
    std::vector<Named> others;
    for (const OpenQuestion& question : regime.terms().questions) {
        for (const QuestionOption& option : question.options) {
            if (option.id == regime.reading_of(question.id)) continue;
            Named other{question.id + "=" + option.id, option.note, choice};
            std::erase_if(other.choice.readings, [&](const std::string& reading) { return reading.starts_with(question.id + "="); });
            other.choice.readings.push_back(other.id);
            others.push_back(std::move(other));
        }
    }
    return others;
}

}  // namespace

Result<LawBook> LawBook::read(const Library& library, LawChoice choice, Date known_on) {
    if (choice.acts.empty()) choice.acts = act_ids(library);
    auto chosen = Regime::read(library, choice, known_on);
    if (!chosen) return std::unexpected(std::move(chosen.error()));
    std::vector<Named> others = other_branches(chosen->terms(), choice);
    for (Named& reading : other_readings(*chosen, choice)) others.push_back(std::move(reading));

    std::vector<std::optional<Result<Regime>>> regimes(others.size());
    parallel_for(hardware_threads(), others.size(), [&](std::size_t i) {
        // An answer to a question changes which clauses speak; a branch, or how the last day counts, changes dates.
        const bool same_dates = others[i].choice.branches == choice.branches && !others[i].id.starts_with("end-day=");
        regimes[i] = same_dates ? Regime::of(chosen->acts(), known_on, chosen->terms(), others[i].choice) : Regime::read(library, others[i].choice, known_on);
    });
    LawBook book{std::move(*chosen), {}, {}};
    Errors errors;
    for (std::size_t i = 0; i < others.size(); ++i) {
        Result<Regime>& regime = *regimes[i];
        if (regime) book.others.push_back({std::move(others[i].id), std::move(others[i].meaning), std::move(*regime)});
        else append(errors, std::move(regime.error()));
    }
    for (const std::string& power : book.powers()) {
        auto days = WorkingDays::read(library, power);
        if (days) book.working_days.emplace(power, std::move(*days));
        else append(errors, std::move(days.error()));
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return book;
}

std::vector<std::string> LawBook::powers() const {
    std::set<std::string> issuers;
    for (const Act& act : chosen.acts()) issuers.insert(act.issuer);
    return {issuers.begin(), issuers.end()};
}

}  // namespace countervail
