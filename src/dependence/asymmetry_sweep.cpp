// SPDX-License-Identifier: Apache-2.0
// Every choice that the answer hangs on, with every other; declared in asymmetry.h.
#include <algorithm>
#include <cmath>

#include "base/parallel.h"
#include "base/text.h"
#include "dependence/asymmetry.h"
#include "dependence/cube_totals.h"

namespace countervail {
namespace {

/// A curve to draw, and what its outcomes are called.
struct SweepTask {
    const AsymmetryCube* cube = nullptr;
    AsymmetryQuestion question;
    std::string folds;
};

std::vector<int> levels_of(const TradeCube& cube, const std::vector<int>& asked) {
    const int finest = cube.provenance().digits;
    if (finest == 0) return {0};
    std::vector<int> levels;
    for (const int digits : asked.empty() ? std::vector<int>{2, 4, 6, 8, 10} : asked) {
        if (digits <= finest) levels.push_back(digits);
    }
    return levels;
}

std::vector<int> years_of(const TradeCube& cube, const std::vector<int>& asked) {
    if (asked.empty()) return cube.years();
    std::vector<int> years;
    std::ranges::copy_if(asked, std::back_inserter(years), [&](int year) { return cube.has_year(year); });
    return years;
}

std::string names_of(const std::vector<PlaceFold>& folds) {
    std::vector<std::string> names;
    for (const PlaceFold& fold : folds) names.push_back(fold.name);
    return names.empty() ? "as booked" : join(names, ", ");
}

/// The thresholds of the curve, with that of the claim among them.
std::vector<double> thresholds_with(double claimed) {
    std::vector<double> thresholds = asymmetry_thresholds();
    if (std::ranges::none_of(thresholds, [&](double at) { return std::abs(at - claimed) < 1e-9; })) thresholds.push_back(claimed);
    std::ranges::sort(thresholds);
    return thresholds;
}

bool has_places(const TradeCube& cube, const std::vector<PlaceFold>& folds) {
    return std::ranges::all_of(folds, [&](const PlaceFold& fold) {
        return std::ranges::all_of(fold.members, [&](const std::string& member) { return cube.place(member) >= 0; });
    });
}

/// Sets of folds with a place that none of the cubes has.
Errors folds_nowhere(const AsymmetryChoices& choices) {
    Errors errors;
    for (const auto& folds : choices.folds) {
        if (std::ranges::any_of(choices.cubes, [&](const AsymmetryCube& cube) { return has_places(*cube.cube, folds); })) continue;
        errors.push_back({{}, "no trade has all places of \"" + names_of(folds) + "\"", "name places by their ids in the trade"});
    }
    return errors;
}

std::vector<SweepTask> tasks_of(const AsymmetryChoices& choices, std::string_view a, std::string_view b, double threshold) {
    std::vector<std::vector<PlaceFold>> folds = {{}};
    folds.insert(folds.end(), choices.folds.begin(), choices.folds.end());
    std::vector<SweepTask> tasks;
    for (const AsymmetryCube& cube : choices.cubes) {
        for (const int year : years_of(*cube.cube, choices.years)) {
            for (const int digits : levels_of(*cube.cube, choices.digits)) {
                for (const auto& fold : folds) {
                    if (!has_places(*cube.cube, fold)) continue;
                    for (const AsymmetryLines lines : choices.lines)
                        tasks.push_back({&cube, {std::string(a), std::string(b), year, digits, lines, fold, thresholds_with(threshold)}, names_of(fold)});
                }
            }
        }
    }
    return tasks;
}

double miss_at(const AsymmetryClaim& claim, double a_on_b, double b_on_a) { return std::max(std::abs(a_on_b - claim.a_on_b), std::abs(b_on_a - claim.b_on_a)); }

/// A share of exactly the tolerance off still holds, whatever the rounding of decimals.
bool within(const AsymmetryClaim& claim, double miss) { return miss <= claim.tolerance + 1e-12; }

std::vector<ThresholdRange> ranges_holding(const AsymmetryCurve& curve, AsymmetryBy by, const AsymmetryClaim& claim) {
    std::vector<ThresholdRange> ranges;
    bool open = false;
    for (const double threshold : curve.thresholds) {
        const bool holds = within(claim, miss_at(claim, share_at(curve, curve.a_on_b, by, threshold), share_at(curve, curve.b_on_a, by, threshold)));
        if (holds && !open) ranges.push_back({threshold, threshold});
        if (holds) ranges.back().through = threshold;
        open = holds;
    }
    return ranges;
}

AsymmetryOutcome outcome_of(const SweepTask& task, const AsymmetryCurve& curve, AsymmetryBy by, const AsymmetryClaim& claim) {
    AsymmetryOutcome outcome;
    outcome.cube = task.cube->name;
    outcome.year = task.question.year;
    outcome.digits = task.question.digits;
    outcome.folds = task.folds;
    outcome.lines = task.question.lines;
    outcome.by = by;
    outcome.a_on_b = share_at(curve, curve.a_on_b, by, claim.threshold);
    outcome.b_on_a = share_at(curve, curve.b_on_a, by, claim.threshold);
    outcome.miss = miss_at(claim, outcome.a_on_b, outcome.b_on_a);
    outcome.judged = !curve.items_only;
    outcome.holds = outcome.judged && within(claim, outcome.miss);
    if (outcome.judged) outcome.holding = ranges_holding(curve, by, claim);
    return outcome;
}

std::string in_words(const AsymmetryOutcome& outcome) {
    const std::string level = outcome.digits > 0 ? std::to_string(outcome.digits) + "-digit codes" : "the codes as they are";
    return outcome.cube + ", " + std::to_string(outcome.year) + ", " + level + ", " + outcome.folds + ", " + std::string(to_text(outcome.lines)) +
           ", by " + std::string(to_text(outcome.by)) + " (" + readable_number(100 * outcome.a_on_b, 3) + "% against " +
           readable_number(100 * outcome.b_on_a, 3) + "%)";
}

std::string claim_in_words(const AsymmetrySweep& sweep) {
    const AsymmetryClaim& claim = sweep.claim;
    return readable_number(100 * claim.a_on_b, 3) + "% against " + readable_number(100 * claim.b_on_a, 3) + "% above " +
           readable_number(100 * claim.threshold, 3) + "% of imports (within " + readable_number(100 * claim.tolerance, 3) + " points)";
}

std::string sentence_of(const AsymmetrySweep& sweep, const AsymmetryVerdict& verdict) {
    if (!verdict.judged)
        return "The claim of " + claim_in_words(sweep) +
               " is not judged: there are figures for some items only. Import trade by six-digit codes (`countervail trade import`) to judge it.";
    const AsymmetryOutcome& nearest = sweep.outcomes[*verdict.nearest];
    if (verdict.held == 0)
        return "The claim of " + claim_in_words(sweep) + " holds under none of " + std::to_string(verdict.tried) + " choices; nearest, " +
               readable_number(100 * nearest.miss, 3) + " points off: " + in_words(nearest) + ".";
    return "The claim of " + claim_in_words(sweep) + " holds under " + std::to_string(verdict.held) + " of " + std::to_string(verdict.tried) +
           " choices; closest: " + in_words(nearest) + ".";
}

AsymmetryVerdict verdict_of(const AsymmetrySweep& sweep) {
    AsymmetryVerdict verdict;
    for (std::size_t at = 0; at < sweep.outcomes.size(); ++at) {
        const AsymmetryOutcome& outcome = sweep.outcomes[at];
        if (!outcome.judged) continue;
        verdict.judged = true;
        ++verdict.tried;
        verdict.held += outcome.holds;
        if (!verdict.nearest || outcome.miss < sweep.outcomes[*verdict.nearest].miss) verdict.nearest = at;
    }
    verdict.sentence = sentence_of(sweep, verdict);
    return verdict;
}

std::string ranges_in_words(const std::vector<ThresholdRange>& ranges) {
    std::vector<std::string> words;
    for (const ThresholdRange& range : ranges) {
        const std::string from = readable_number(100 * range.from, 3), through = readable_number(100 * range.through, 3);
        words.push_back(from == through ? from + "%" : from + " to " + through + "%");
    }
    return words.empty() ? "none" : join(words, "; ");
}

}  // namespace

Result<AsymmetrySweep> asymmetry_sweep(const AsymmetryChoices& choices, std::string_view a, std::string_view b, const AsymmetryClaim& claim, int threads) {
    const auto tasks = tasks_of(choices, a, b, claim.threshold);
    if (tasks.empty())
        return fail({}, "no choice can be tried: no trade, or none with the years and levels asked for",
                    "import trade, or ask for years and levels that it has");
    if (Errors errors = folds_nowhere(choices); !errors.empty()) return std::unexpected(std::move(errors));
    std::vector<std::optional<Result<AsymmetryCurve>>> curves(tasks.size());
    parallel_for(threads, tasks.size(), [&](std::size_t at) { curves[at] = asymmetry_curve(*tasks[at].cube->cube, tasks[at].question); });
    AsymmetrySweep sweep{std::string(a), std::string(b), claim, {}, {}, {}};
    Errors errors;
    for (std::size_t at = 0; at < tasks.size(); ++at) {
        if (!*curves[at]) {
            for (Error& error : curves[at]->error()) {
                if (std::ranges::none_of(errors, [&](const Error& known) { return known.what == error.what; })) errors.push_back(std::move(error));
            }
            continue;
        }
        for (const AsymmetryBy by : choices.by) sweep.outcomes.push_back(outcome_of(tasks[at], **curves[at], by, claim));
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    for (const AsymmetryCube& cube : choices.cubes) {
        for (const std::string& source : sources_of(cube.cube->provenance())) {
            if (std::ranges::find(sweep.sources, source) == sweep.sources.end()) sweep.sources.push_back(source);
        }
    }
    sweep.sources.insert(sweep.sources.end(), claim.statements.begin(), claim.statements.end());
    sweep.verdict = verdict_of(sweep);
    return sweep;
}

Table asymmetry_sweep_table(const AsymmetrySweep& sweep) {
    Table table{"asymmetry-choices", "Under which choices the claim of " + claim_in_words(sweep) + " holds for " + sweep.a + " and " + sweep.b,
                {{"trade", "", "Whose figures"}, {"year", "", "Year"}, {"level", "digits", "Digits of the codes"}, {"folds", "", "Places counted as one"},
                 {"products", "", "Products counted"}, {"by", "", "Share of value or of product lines"},
                 {"first", "%", "Of what " + sweep.a + " sells " + sweep.b + ", the part above the threshold"},
                 {"second", "%", "Of what " + sweep.b + " sells " + sweep.a + ", the part above the threshold"},
                 {"miss", "points", "Larger of the two distances from the claim"}, {"holds", "", "Both within the tolerance"},
                 {"thresholds", "", "Thresholds at which both are within the tolerance"}},
                {}, sweep.sources};
    for (const AsymmetryOutcome& outcome : sweep.outcomes)
        table.add({outcome.cube, std::to_string(outcome.year), outcome.digits > 0 ? Cell(static_cast<double>(outcome.digits)) : Cell(), outcome.folds,
                   std::string(to_text(outcome.lines)), std::string(to_text(outcome.by)), 100 * outcome.a_on_b, 100 * outcome.b_on_a,
                   100 * outcome.miss,
                   std::string(!outcome.judged ? "not judged"
                               : outcome.holds ? "yes"
                                               : "no"),
                   outcome.judged ? ranges_in_words(outcome.holding) : std::string()});
    return table;
}

}  // namespace countervail
