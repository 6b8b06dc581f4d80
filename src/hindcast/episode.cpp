// SPDX-License-Identifier: Apache-2.0
#include "hindcast/episode.h"

#include "hindcast/comparator_history.h"
#include "hindcast/target_kinds.h"
#include "hindcast/target_observations.h"

namespace countervail {

namespace {

class Binder {
  public:
    Binder(const Ensemble& ensemble, const Ledger& ledger, std::optional<Date> public_by) : ensemble_(ensemble), ledger_(ledger), days_(episode_days(ensemble)), public_by_(public_by) {}

    Episode named() const {
        Episode episode;
        episode.id = ensemble_.scenario().id;
        episode.known_on = ensemble_.scenario().known_on;
        episode.act_on = days_.act_on;
        episode.run = days_.run;
        episode.horizon = days_.run.until - days_.act_on;
        return episode;
    }

    Result<Episode> bind(const std::vector<Target>& targets) {
        const Scenario& scenario = ensemble_.scenario();
        Episode episode = named();
        if (targets.empty()) return fail(scenario.where, "there is nothing to score: no [[target]]", "say what happened, as docs/formats/scenario.md describes it");
        for (const Target& target : targets) {
            auto bound = bind(target);
            if (bound) {
                episode.targets.push_back(std::move(*bound));
            } else {
                append(errors_, std::move(bound.error()));
            }
        }
        if (!errors_.empty()) return std::unexpected(std::move(errors_));
        return episode;
    }

    /// Only what can be bound.
    Episode bind_what_is_known() {
        Episode episode = named();
        for (const Target& target : ensemble_.scenario().targets) {
            if (auto bound = bind(target)) episode.targets.push_back(std::move(*bound));
        }
        return episode;
    }

  private:
    Result<EpisodeTarget> bind(const Target& target) {
        EpisodeTarget bound;
        bound.target = target;
        Errors wrong = unknown_rows(ledger_, target);
        auto measure = bind_measure(ensemble_, target.measure.id, target.measure.where);
        if (measure) {
            bound.measure = std::move(*measure);
            if (bound.measure.axis != TimeAxis::once) append(wrong, check_spans(target.measure, "target \"" + target.id + "\""));   // of what is recorded once they only choose among rows
        } else {
            append(wrong, std::move(measure.error()));
        }
        if (target.over && !target.over->baseline) {
            auto over = bind_measure(ensemble_, target.over->measure.id, target.over->measure.where);
            if (over) {
                bound.over = std::move(*over);
                append(wrong, check_divisor(bound));
            } else {
                append(wrong, std::move(over.error()));
            }
        }
        if (!bound.measure.id.empty()) append(wrong, check_kind(target, bound.measure, bound.over ? &*bound.over : nullptr));
        if (!wrong.empty()) return std::unexpected(std::move(wrong));
        bound.unit = target.over ? "ratio" : bound.measure.unit.unit;
        const MeasureUnit divisor_unit = bound.over ? bound.over->unit : bound.measure.unit;
        auto observations = target_observations(ledger_, target, bound.measure, divisor_unit, days_.run, public_by_);
        if (!observations) return std::unexpected(std::move(observations.error()));
        for (TargetObservation& each : *observations) bound.rows.push_back(row_of(bound, divisor_unit, each));
        return bound;
    }

    Errors check_divisor(const EpisodeTarget& bound) const {
        const Target& target = bound.target;
        const TargetMeasure& over = target.over->measure;
        Errors errors = check_spans(over, "what target \"" + target.id + "\" is divided by");
        if (over.spans.size() > 1) errors.push_back({over.spans_where, "target \"" + target.id + "\" is divided by what several spans hold", "name one, \"2025-04..2025-06\", or write one target for each"});
        return errors;
    }

    Errors check_spans(const TargetMeasure& measure, const std::string& whose) const {
        Errors errors;
        for (const Interval& span : measure.spans) {
            if (days_.run.from <= span.from && span.until <= days_.run.until) continue;
            errors.push_back({measure.spans_where, whose + ": " + words_of(span) + " lies outside the run, " + words_of(days_.run), "lengthen the period, or leave these days out of \"in\""});
        }
        return errors;
    }

    std::optional<double> rest_of(const EpisodeTarget& bound, const Interval& days) const {
        const Target& target = bound.target;
        if (bound.measure.is_time()) {   // nothing happens: nothing stops, so nothing has to start again; and nothing else comes within the run
            return bound.measure.form == BoundMeasure::Form::restart ? 0.0 : static_cast<double>(days_.run.until - days_.act_on);
        }
        if (target.over && target.over->baseline) return 1.0;
        const auto above = value_at_rest(ensemble_, bound.measure, days, target.measure.take);
        if (!bound.over || !above) return above;
        const TargetMeasure& over = target.over->measure;
        const auto below = value_at_rest(ensemble_, *bound.over, over.spans.empty() ? days : over.spans.front(), over.take);
        if (!below || *below <= 0) return std::nullopt;
        return *above / *below;
    }

    EpisodeRow row_of(const EpisodeTarget& bound, const MeasureUnit& divisor_unit, TargetObservation& observation) {
        EpisodeRow row;
        row.days = observation.days;
        row.when = bound.measure.axis == TimeAxis::once ? std::string() : observation.value.period;
        row.normal = rest_of(bound, observation.days);
        HistoryQuestion asked = history_question(ledger_, bound.target, bound.measure, divisor_unit, observation, ensemble_.scenario().known_on, row.normal);
        row.question = std::move(asked.question);
        ComparatorQuestion printed = row.question;
        printed.history = std::move(asked.published);
        // What happened within the run is the model's to explain: chance is what moved counts before it.
        const Date begins = ensemble_.scenario().from;
        std::erase_if(printed.history, [&](const SteppedValue& each) { return each.step >= (printed.season == 1 ? begins.year() : month_step(begins)); });
        row.no_question = std::move(asked.none);
        row.factor = asked.factor;
        auto scatter = scatter_for(ledger_, bound.target, bound.measure, bound.over, printed, row.days, observation.row->place, ensemble_.scenario().known_on);
        if (scatter) row.scatter = std::move(*scatter);
        else append(errors_, std::move(scatter.error()));
        if (bound.measure.is_time()) row.question.most = days_.run.until - days_.act_on;
        if (bound.over && !observation.is_quotient) row.parts = ObservedParts{observation.value.value * observation.divisor, observation.divisor};
        row.observed = std::move(observation.value);
        return row;
    }

    const Ensemble& ensemble_;
    const Ledger& ledger_;
    EpisodeDays days_;
    std::optional<Date> public_by_;
    Errors errors_;
};

}  // namespace

Result<Episode> read_episode(const Ensemble& ensemble, const Ledger& ledger) { return read_episode(ensemble, ledger, ensemble.scenario().targets); }

Result<Episode> read_episode(const Ensemble& ensemble, const Ledger& ledger, const std::vector<Target>& targets) { return Binder(ensemble, ledger, {}).bind(targets); }

Episode episode_as_of(const Ensemble& ensemble, const Ledger& ledger, Date public_by) { return Binder(ensemble, ledger, public_by).bind_what_is_known(); }

}  // namespace countervail
