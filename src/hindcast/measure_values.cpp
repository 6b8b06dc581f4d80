// SPDX-License-Identifier: Apache-2.0
#include "hindcast/measure_values.h"

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "hindcast/rest_values.h"

namespace countervail {

namespace {

constexpr double kOneApplication = 1;

int index_of(const std::vector<Measure>& measures, std::string_view id) {
    const auto at = std::find_if(measures.begin(), measures.end(), [&](const Measure& each) { return each.id == id; });
    return at == measures.end() ? -1 : static_cast<int>(at - measures.begin());
}

MeasureNature nature_of(const Measure& measure) {
    const bool summed = measure.unit == "t" || measure.unit == "USD" || (measure.unit == "applications" && measure.id != "licences/pending");
    return summed && measure.axis != TimeAxis::once ? MeasureNature::flow : MeasureNature::level;
}

std::vector<std::string> sectors_of(const World& world) {
    std::vector<std::string> sectors;
    for (const Use& use : world.uses) {
        const std::string& sector = world.catalogue.uses[static_cast<std::size_t>(use.end_use)].sector;
        if (std::find(sectors.begin(), sectors.end(), sector) == sectors.end()) sectors.push_back(sector);
    }
    return sectors;
}

std::unexpected<Errors> unknown(const Ensemble& ensemble, const std::string& id, const Place& asked_at) {
    std::vector<std::string> known{"licences/approved-share", "first-approval"};
    for (const Measure& measure : ensemble.measures()) known.push_back(measure.id);
    for (const std::string& sector : sectors_of(ensemble.world())) known.push_back("first-stop/" + sector);
    for (const WatchExports& watch : ensemble.scenario().exports) known.push_back("restart/" + watch.id + "/10");
    const std::string hint = did_you_mean(id, known);
    return fail(asked_at, "the run has no measure \"" + id + "\"", hint.empty() ? "watch the flow or price in [watch], and name it as exports/<watch> or price/<watch>/ratio" : hint);
}

/// restart/<watch>/<per cent>
Result<BoundMeasure> bind_restart(const Ensemble& ensemble, const std::string& id, const Place& asked_at) {
    const auto parts = split(id, '/');
    const auto percent = parts.size() == 3 ? parse_number(parts[2]) : std::nullopt;
    if (!percent || *percent <= 0 || *percent >= 100) return fail(asked_at, "\"" + id + "\" does not say which flow and which share of normal", "write restart/<watch>/<per cent>");
    BoundMeasure bound;
    bound.form = BoundMeasure::Form::restart;
    bound.id = id;
    bound.unit.unit = "days";
    bound.share = *percent / 100;
    bound.watch = parts[1];
    bound.index = index_of(ensemble.measures(), "exports-by-week/" + parts[1]);
    if (bound.index < 0) bound.index = index_of(ensemble.measures(), "exports/" + parts[1]);
    if (bound.index < 0) return unknown(ensemble, id, asked_at);
    return bound;
}

struct Piece {
    int time = 0;
    double weight = 0;   ///< share of the step that lies in the span
    int days = 0;
};

std::vector<Piece> pieces_of(const Ensemble& ensemble, TimeAxis axis, const Interval& span) {
    std::vector<Piece> pieces;
    const std::vector<Date> starts = ensemble.dates(axis);
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const Interval step{starts[i], axis == TimeAxis::month ? starts[i].next_month() : starts[i] + 7};
        const int shared = span.overlap(step);
        if (shared > 0) pieces.push_back({static_cast<int>(i), static_cast<double>(shared) / step.days(), shared});
    }
    return pieces;
}

/// One number from the numbers of a span's steps.
double reduce(const std::vector<Piece>& pieces, const std::vector<double>& values, MeasureNature nature, TargetTake take) {
    double sum = 0, days = 0, steps = 0;
    double least = std::numeric_limits<double>::infinity(), most = -least;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        sum += values[i] * (nature == MeasureNature::flow ? pieces[i].weight : pieces[i].days);
        days += pieces[i].days;
        steps += pieces[i].weight;
        least = std::min(least, values[i]);
        most = std::max(most, values[i]);
    }
    switch (take) {
        case TargetTake::max: return most;
        case TargetTake::min: return least;
        case TargetTake::last: return values.back();
        case TargetTake::mean: return sum / (nature == MeasureNature::flow ? steps : days);
        case TargetTake::each:
        case TargetTake::sum: break;
    }
    return nature == MeasureNature::flow ? sum : sum / days;
}

double after_act(double days, int offset) { return days >= kNever ? kNever : days - offset; }

std::vector<double> first_stops(const Ensemble& ensemble, const Outcome& outcome, int task, const std::string& sector, int offset) {
    std::vector<double> first(static_cast<std::size_t>(outcome.draws()), kNever);
    const World& world = ensemble.world();
    const int home = world.place(ensemble.scenario().controller);
    for (const Use& use : world.uses) {
        if (use.place == home || world.catalogue.uses[static_cast<std::size_t>(use.end_use)].sector != sector) continue;
        const std::vector<double> stops = outcome.values(task, outcome.measure("stop/" + use.id), 0);
        for (std::size_t d = 0; d < stops.size(); ++d) {
            const double day = after_act(stops[d], offset);
            if (day >= 0) first[d] = std::min(first[d], day);   // a stop before the act is not its doing
        }
    }
    return first;
}

std::vector<double> first_approvals(const Ensemble& ensemble, const Outcome& outcome, int task, int measure, Date act_on) {
    const auto draws = static_cast<std::size_t>(outcome.draws());
    std::vector<double> day(draws, kNever), sum(draws, 0.0);
    const std::vector<Date> weeks = ensemble.dates(TimeAxis::week);
    for (std::size_t w = 0; w < weeks.size(); ++w) {
        if (weeks[w] + 7 <= act_on) continue;
        const std::vector<double> approved = outcome.values(task, measure, static_cast<int>(w));
        for (std::size_t d = 0; d < draws; ++d) {
            sum[d] += approved[d];
            if (day[d] >= kNever && sum[d] >= kOneApplication) day[d] = weeks[w] + 7 - act_on;
        }
    }
    return day;
}

std::vector<double> restarts(const Ensemble& ensemble, const Outcome& outcome, int task, const BoundMeasure& measure, Date act_on) {
    const auto draws = static_cast<std::size_t>(outcome.draws());
    std::vector<double> day(draws, kNever);
    std::vector<std::uint8_t> was_low(draws, 0);
    const TimeAxis axis = ensemble.measures()[static_cast<std::size_t>(measure.index)].axis;
    const std::vector<Date> starts = ensemble.dates(axis);
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const Interval step{starts[i], axis == TimeAxis::month ? starts[i].next_month() : starts[i] + 7};
        if (step.until <= act_on) continue;
        const double limit = measure.share * flow_at_rest(ensemble, "exports/" + measure.watch, step).value_or(0);
        const std::vector<double> values = outcome.values(task, measure.index, static_cast<int>(i));
        for (std::size_t d = 0; d < draws; ++d) {
            if (values[d] <= limit) was_low[d] = 1;
            else if (was_low[d] != 0 && day[d] >= kNever) day[d] = std::max(0, step.from - act_on);
        }
    }
    for (std::size_t d = 0; d < draws; ++d) {
        if (was_low[d] == 0) day[d] = 0;   // it never stopped
    }
    return day;
}

/// Both counted from the first day of the run through the last day asked for.
std::vector<double> approved_shares(const Ensemble& ensemble, const Outcome& outcome, int task, const BoundMeasure& measure, Date until) {
    const auto draws = static_cast<std::size_t>(outcome.draws());
    std::vector<double> approved(draws, 0.0), filed(draws, 0.0);
    for (const Piece& piece : pieces_of(ensemble, TimeAxis::week, {ensemble.calendar().from, until})) {
        const std::vector<double> a = outcome.values(task, measure.index, piece.time), f = outcome.values(task, measure.divisor, piece.time);
        for (std::size_t d = 0; d < draws; ++d) {
            approved[d] += piece.weight * a[d];
            filed[d] += piece.weight * f[d];
        }
    }
    for (std::size_t d = 0; d < draws; ++d) approved[d] = filed[d] > 0 ? approved[d] / filed[d] : 0;
    return approved;
}

}  // namespace

Result<BoundMeasure> bind_measure(const Ensemble& ensemble, const std::string& id, const Place& asked_at) {
    BoundMeasure bound;
    bound.id = id;
    if (id == "licences/approved-share") {
        bound.form = BoundMeasure::Form::approved_share;
        bound.unit.unit = "share";
        bound.axis = TimeAxis::week;
        bound.index = index_of(ensemble.measures(), "licences/approved");
        bound.divisor = index_of(ensemble.measures(), "licences/filed");
        return bound;
    }
    if (id == "first-approval") {
        bound.form = BoundMeasure::Form::first_approval;
        bound.unit.unit = "days";
        bound.index = index_of(ensemble.measures(), "licences/approved");
        return bound;
    }
    if (id.starts_with("restart/")) return bind_restart(ensemble, id, asked_at);
    if (id.starts_with("first-stop/")) {
        bound.form = BoundMeasure::Form::first_stop;
        bound.unit.unit = "days";
        bound.sector = id.substr(std::string_view("first-stop/").size());
        const auto sectors = sectors_of(ensemble.world());
        if (std::find(sectors.begin(), sectors.end(), bound.sector) == sectors.end()) return unknown(ensemble, id, asked_at);
        return bound;
    }
    bound.index = index_of(ensemble.measures(), id);
    if (bound.index < 0) return unknown(ensemble, id, asked_at);
    const Measure& measure = ensemble.measures()[static_cast<std::size_t>(bound.index)];
    bound.unit = {measure.unit, nature_of(measure)};
    bound.axis = measure.axis;
    return bound;
}

EpisodeDays episode_days(const Ensemble& ensemble) {
    const Calendar& calendar = ensemble.calendar();
    return {ensemble.focus_day().value_or(ensemble.scenario().known_on + 1), {calendar.from, calendar.from + 7 * calendar.weeks}};
}

std::vector<double> measure_values(const Ensemble& ensemble, const Outcome& outcome, int task, const BoundMeasure& measure, const Interval& days, TargetTake take) {
    const EpisodeDays frame = episode_days(ensemble);
    const int offset = frame.act_on - frame.run.from;
    switch (measure.form) {
        case BoundMeasure::Form::approved_share: return approved_shares(ensemble, outcome, task, measure, days.until);
        case BoundMeasure::Form::first_approval: return first_approvals(ensemble, outcome, task, measure.index, frame.act_on);
        case BoundMeasure::Form::first_stop: return first_stops(ensemble, outcome, task, measure.sector, offset);
        case BoundMeasure::Form::restart: return restarts(ensemble, outcome, task, measure, frame.act_on);
        case BoundMeasure::Form::recorded: break;
    }
    if (measure.axis == TimeAxis::once) {
        std::vector<double> values = outcome.values(task, measure.index, 0);
        if (measure.is_time()) std::transform(values.begin(), values.end(), values.begin(), [&](double day) { return after_act(day, offset); });
        return values;
    }
    const std::vector<Piece> pieces = pieces_of(ensemble, measure.axis, days);
    std::vector<std::vector<double>> steps;
    for (const Piece& piece : pieces) steps.push_back(outcome.values(task, measure.index, piece.time));
    std::vector<double> values(static_cast<std::size_t>(outcome.draws())), of_draw(pieces.size());
    for (std::size_t d = 0; d < values.size(); ++d) {
        for (std::size_t i = 0; i < pieces.size(); ++i) of_draw[i] = steps[i][d];
        values[d] = reduce(pieces, of_draw, measure.unit.nature, take);
    }
    return values;
}

std::optional<double> value_at_rest(const Ensemble& ensemble, const BoundMeasure& measure, const Interval& days, TargetTake take) {
    if (measure.form != BoundMeasure::Form::recorded) return std::nullopt;
    if (measure.unit.nature == MeasureNature::level) return level_at_rest(ensemble, measure.id);
    const std::vector<Piece> pieces = pieces_of(ensemble, measure.axis, days);
    const std::vector<Date> starts = ensemble.dates(measure.axis);
    std::vector<double> values;
    for (const Piece& piece : pieces) {
        const Date from = starts[static_cast<std::size_t>(piece.time)];
        const auto each = flow_at_rest(ensemble, measure.id, {from, measure.axis == TimeAxis::month ? from.next_month() : from + 7});
        if (!each) return std::nullopt;
        values.push_back(*each);
    }
    if (values.empty()) return std::nullopt;
    return reduce(pieces, values, measure.unit.nature, take);
}

}  // namespace countervail
