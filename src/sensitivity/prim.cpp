// SPDX-License-Identifier: Apache-2.0
#include "sensitivity/prim.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace countervail {

namespace {

using Indices = std::vector<std::size_t>;

/// What a box is searched in: the points that no earlier box holds, and the numbers that all counts refer to.
struct SearchField {
    const std::vector<std::vector<double>>& points;
    const std::vector<std::uint8_t>& interest;
    const PrimSettings& settings;
    const PrimBox& everything;
    Indices free;
};

struct Candidate {
    PrimBox box;
    Indices inside;
    double objective = 0;
    int restricted = 0;
};

bool holds(const PrimBox& box, const std::vector<double>& point) {
    for (std::size_t j = 0; j < box.size(); ++j) {
        if (point[j] < box[j].low || point[j] > box[j].high) return false;
    }
    return true;
}

Indices inside(const SearchField& field, const PrimBox& box) {
    Indices rows;
    for (const std::size_t row : field.free) {
        if (holds(box, field.points[row])) rows.push_back(row);
    }
    return rows;
}

double count_interest(const SearchField& field, const Indices& rows) {
    return static_cast<double>(std::count_if(rows.begin(), rows.end(), [&](std::size_t row) { return field.interest[row] != 0; }));
}

double mean_interest(const SearchField& field, const Indices& rows) { return rows.empty() ? 0 : count_interest(field, rows) / static_cast<double>(rows.size()); }

int restricted_inputs(const SearchField& field, const PrimBox& box) {
    int count = 0;
    for (std::size_t j = 0; j < box.size(); ++j) count += box[j] == field.everything[j] ? 0 : 1;
    return count;
}

std::vector<double> column_of(const SearchField& field, const Indices& rows, std::size_t input) {
    std::vector<double> values;
    values.reserve(rows.size());
    for (const std::size_t row : rows) values.push_back(field.points[row][input]);
    return values;
}

// LENIENT1: gain of the mean for each point gained or lost.
double objective(const SearchField& field, const Indices& before, const Indices& after) {
    const double gain = mean_interest(field, after) - mean_interest(field, before);
    const double moved = std::abs(static_cast<double>(before.size()) - static_cast<double>(after.size()));
    return moved > 0 ? gain / moved : 0;
}

bool better(const Candidate& one, const Candidate& other) {
    if (one.objective != other.objective) return one.objective > other.objective;
    return one.restricted < other.restricted;
}

void keep_best(std::optional<Candidate>& best, Candidate candidate) {
    if (!best || better(candidate, *best)) best = std::move(candidate);
}

bool heavy_enough(const SearchField& field, const Indices& rows) {
    return static_cast<double>(rows.size()) >= field.settings.mass_min * static_cast<double>(field.points.size());
}

std::optional<Candidate> best_peel(const SearchField& field, const Candidate& from) {
    std::optional<Candidate> best;
    for (std::size_t j = 0; j < from.box.size(); ++j) {
        const std::vector<double> values = column_of(field, from.inside, j);
        for (const bool top : {true, false}) {
            const double limit = prim_quantile(values, top ? 1 - field.settings.peel_alpha : field.settings.peel_alpha);
            Candidate cut{from.box, {}, 0, 0};
            for (std::size_t i = 0; i < values.size(); ++i) {
                if (top ? values[i] <= limit : values[i] >= limit) cut.inside.push_back(from.inside[i]);
            }
            (top ? cut.box[j].high : cut.box[j].low) = limit;
            cut.objective = objective(field, from.inside, cut.inside);
            cut.restricted = restricted_inputs(field, cut.box);
            keep_best(best, std::move(cut));
        }
    }
    const bool taken = best && best->objective > 0 && best->inside.size() < from.inside.size() && heavy_enough(field, best->inside);
    return taken ? best : std::nullopt;
}

std::optional<Candidate> best_paste(const SearchField& field, const Candidate& from) {
    std::optional<Candidate> best;
    for (std::size_t j = 0; j < from.box.size(); ++j) {
        if (from.box[j] == field.everything[j]) continue;
        for (const bool top : {false, true}) {
            PrimBox beyond = from.box;
            beyond[j] = top ? PrimLimits{from.box[j].high, field.everything[j].high} : PrimLimits{field.everything[j].low, from.box[j].low};
            const std::vector<double> values = column_of(field, inside(field, beyond), j);
            double limit = top ? field.everything[j].high : field.everything[j].low;
            if (!values.empty()) limit = prim_quantile(values, top ? field.settings.paste_alpha : 1 - field.settings.paste_alpha);
            Candidate grown{from.box, {}, 0, 0};
            (top ? grown.box[j].high : grown.box[j].low) = limit;
            grown.inside = inside(field, grown.box);
            grown.objective = objective(field, from.inside, grown.inside);
            grown.restricted = restricted_inputs(field, grown.box);
            keep_best(best, std::move(grown));
        }
    }
    const bool taken = best && best->objective > 0 && best->inside.size() > from.inside.size() && heavy_enough(field, best->inside);
    return taken ? best : std::nullopt;
}

double harmonic_mean(double a, double b) { return a + b > 0 ? 2 * a * b / (a + b) : 0; }

void check_setting(Errors& errors, const char* name, double value) {
    if (!(value > 0 && value < 0.5)) errors.push_back({{}, std::string(name) + " is not between 0 and 0.5", "0.05 is usual"});
}

}  // namespace

double prim_quantile(std::vector<double> values, double q) {
    std::sort(values.begin(), values.end());
    const double position = static_cast<double>(values.size() - 1) * q;
    auto lower = static_cast<std::size_t>(std::floor(position)), upper = static_cast<std::size_t>(std::ceil(position));
    if (q > 0.5) {
        while (values[lower] == values[upper] && lower > 0) --lower;
    } else {
        while (values[lower] == values[upper] && upper + 1 < values.size()) ++upper;
    }
    return (values[lower] + values[upper]) / 2;
}

double binomial_at_least(int successes, int trials, double chance) {
    if (successes <= 0) return 1;
    if (successes > trials || chance <= 0) return 0;
    if (chance >= 1) return 1;
    double sum = 0;
    for (int k = successes; k <= trials; ++k) {
        sum += std::exp(std::lgamma(trials + 1.0) - std::lgamma(k + 1.0) - std::lgamma(trials - k + 1.0) + k * std::log(chance) +
                        (trials - k) * std::log1p(-chance));
    }
    return std::min(sum, 1.0);
}

Result<PrimSearch> PrimSearch::make(std::vector<std::vector<double>> points, std::vector<std::uint8_t> interest, PrimSettings settings) {
    Errors errors;
    check_setting(errors, "peel_alpha", settings.peel_alpha);
    check_setting(errors, "paste_alpha", settings.paste_alpha);
    check_setting(errors, "mass_min", settings.mass_min);
    const std::size_t inputs = points.empty() ? 0 : points.front().size();
    if (inputs == 0) errors.push_back({{}, "there are no points to search", {}});
    if (points.size() != interest.size()) errors.push_back({{}, std::to_string(points.size()) + " points, but " + std::to_string(interest.size()) + " cases", {}});
    const bool finite = std::all_of(points.begin(), points.end(), [&](const std::vector<double>& point) {
        return point.size() == inputs && std::all_of(point.begin(), point.end(), [](double x) { return std::isfinite(x); });
    });
    if (!finite) errors.push_back({{}, "a point has another number of coordinates than the first, or one that is not finite", {}});
    const auto cases = std::count_if(interest.begin(), interest.end(), [](std::uint8_t each) { return each != 0; });
    if (errors.empty() && (cases == 0 || static_cast<std::size_t>(cases) == interest.size())) {
        errors.push_back({{}, cases == 0 ? "no point is a case of interest" : "every point is a case of interest", "choose another threshold"});
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    PrimSearch search;
    for (std::size_t j = 0; j < inputs; ++j) {
        const auto [least, most] = std::minmax_element(points.begin(), points.end(), [&](const auto& a, const auto& b) { return a[j] < b[j]; });
        search.everything_.push_back({(*least)[j], (*most)[j]});
    }
    search.points_ = std::move(points);
    search.interest_ = std::move(interest);
    search.settings_ = settings;
    search.all_interest_ = static_cast<double>(cases);
    return search;
}

std::vector<std::size_t> PrimSearch::remaining(const std::vector<PrimBox>& found) const {
    Indices rows;
    for (std::size_t row = 0; row < points_.size(); ++row) {
        if (std::none_of(found.begin(), found.end(), [&](const PrimBox& box) { return holds(box, points_[row]); })) rows.push_back(row);
    }
    return rows;
}

std::vector<PrimBox> PrimSearch::trajectory(const std::vector<PrimBox>& found) const {
    const SearchField field{points_, interest_, settings_, everything_, remaining(found)};
    std::vector<PrimBox> boxes{everything_};
    Candidate at{everything_, field.free, 0, 0};
    if (field.free.empty()) return boxes;
    for (auto next = best_peel(field, at); next; next = best_peel(field, at)) {
        at = std::move(*next);
        boxes.push_back(at.box);
    }
    for (auto next = best_paste(field, at); next; next = best_paste(field, at)) {
        at = std::move(*next);
        boxes.push_back(at.box);
    }
    return boxes;
}

PrimFigures PrimSearch::figures(const PrimBox& box, const std::vector<PrimBox>& found) const {
    const SearchField field{points_, interest_, settings_, everything_, remaining(found)};
    const Indices rows = inside(field, box);
    const double cases = count_interest(field, rows);
    return {cases / all_interest_, mean_interest(field, rows), static_cast<double>(rows.size()) / static_cast<double>(points_.size()),
            restricted_inputs(field, box)};
}

std::vector<PrimRestriction> PrimSearch::restrictions(const PrimBox& box, const std::vector<PrimBox>& found) const {
    const SearchField field{points_, interest_, settings_, everything_, remaining(found)};
    const Indices rows = inside(field, box);
    const int cases = static_cast<int>(count_interest(field, rows));
    const auto quasi_p = [&](const PrimBox& without) {
        return binomial_at_least(cases, static_cast<int>(rows.size()), mean_interest(field, inside(field, without)));
    };
    std::vector<PrimRestriction> all;
    for (std::size_t j = 0; j < box.size(); ++j) {
        if (box[j] == everything_[j]) continue;
        PrimRestriction each;
        each.input = static_cast<int>(j);
        PrimBox without = box;
        if (box[j].low != everything_[j].low) {
            without[j].low = everything_[j].low;
            each.low = box[j].low;
            each.low_p = quasi_p(without);
            without[j].low = box[j].low;
        }
        if (box[j].high != everything_[j].high) {
            without[j].high = everything_[j].high;
            each.high = box[j].high;
            each.high_p = quasi_p(without);
        }
        all.push_back(each);
    }
    return all;
}

std::size_t PrimSearch::balanced(const std::vector<PrimBox>& trajectory, const std::vector<PrimBox>& found) const {
    std::size_t best = 0;
    double highest = -1;
    for (std::size_t i = 0; i < trajectory.size(); ++i) {
        const PrimFigures each = figures(trajectory[i], found);
        const double balance = harmonic_mean(each.coverage, each.density);
        if (balance <= highest) continue;
        highest = balance;
        best = i;
    }
    return best;
}

PrimBox PrimSearch::without_weak_limits(PrimBox box, double level, const std::vector<PrimBox>& found) const {
    while (true) {
        double* weakest = nullptr;
        double whole = 0, worst = level;
        for (const PrimRestriction& each : restrictions(box, found)) {
            const auto j = static_cast<std::size_t>(each.input);
            if (each.low_p && *each.low_p > worst) {
                worst = *each.low_p;
                weakest = &box[j].low;
                whole = everything_[j].low;
            }
            if (each.high_p && *each.high_p > worst) {
                worst = *each.high_p;
                weakest = &box[j].high;
                whole = everything_[j].high;
            }
        }
        if (weakest == nullptr) return box;
        *weakest = whole;
    }
}

}  // namespace countervail
