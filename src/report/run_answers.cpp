// SPDX-License-Identifier: Apache-2.0
#include "report/run_answers.h"

#include <algorithm>

#include "report/run_report_charts.h"

namespace countervail {

namespace {

bool in_sector(const RunView& view, const Use& use) {
    return view.world.catalogue.uses[static_cast<std::size_t>(use.end_use)].sector == view.scenario.focus_sector;
}

const WatchExports* export_watch(const RunView& view, const std::string& id) {
    for (const WatchExports& watch : view.scenario.exports) {
        if (watch.id == id) return &watch;
    }
    return nullptr;
}

std::vector<double> first_stop(const RunView& view, int task) {
    std::vector<double> first(static_cast<std::size_t>(view.outcome.draws()), kNever);
    for (const Use& use : view.world.uses) {
        if (!in_sector(view, use)) continue;
        const std::vector<double> stops = view.values(task, "stop/" + use.id, 0);
        for (std::size_t d = 0; d < stops.size(); ++d) first[d] = std::min(first[d], stops[d]);
    }
    return view.after_act(std::move(first));
}

/// A month that the act had begun by, and of which the run covers at least three weeks.
bool counts(const RunView& view, std::size_t month) {
    return view.act_day < view.months[month].next_month() && view.covered_days(view.months[month]) >= 21;
}

std::vector<double> lowest_month(const RunView& view, int task, const WatchExports& watch) {
    std::vector<double> lowest;
    for (std::size_t m = 0; m < view.months.size(); ++m) {
        const double normal = view.normal_in_month(watch, m);
        if (!counts(view, m) || !(normal > 0)) continue;
        const std::vector<double> shipped = view.values(task, "exports/" + watch.id, static_cast<int>(m));
        if (shipped.empty()) return {};
        if (lowest.empty()) lowest.assign(shipped.size(), 1e300);
        for (std::size_t d = 0; d < shipped.size(); ++d) lowest[d] = std::min(lowest[d], 100 * shipped[d] / normal);
    }
    return lowest;
}

std::vector<double> total_since_act(const RunView& view, int task, const WatchExports& watch) {
    std::vector<double> total(static_cast<std::size_t>(view.outcome.draws()), 0.0);
    double normal = 0;
    for (std::size_t m = 0; m < view.months.size(); ++m) {
        if (view.months[m].next_month() <= view.act_day) continue;
        const std::vector<double> shipped = view.values(task, "exports/" + watch.id, static_cast<int>(m));
        if (shipped.empty()) return {};
        for (std::size_t d = 0; d < shipped.size(); ++d) total[d] += shipped[d];
        normal += view.normal_in_month(watch, m);
    }
    if (!(normal > 0)) return {};
    for (double& value : total) value *= 100 / normal;
    return total;
}

std::vector<double> highest_ratio(const RunView& view, int task, const std::string& watch) {
    std::vector<double> highest;
    for (std::size_t w = 0; w < view.weeks.size(); ++w) {
        const std::vector<double> ratio = view.values(task, "price/" + watch + "/ratio", static_cast<int>(w));
        if (ratio.empty()) return {};
        if (highest.empty()) highest = ratio;
        for (std::size_t d = 0; d < ratio.size(); ++d) highest[d] = std::max(highest[d], ratio[d]);
    }
    return highest;
}

std::vector<double> approved_share(const RunView& view, int task) {
    const std::vector<double> filed = view.sum_until(task, "licences/filed", view.period.until);
    std::vector<double> share = view.sum_until(task, "licences/approved", view.period.until);
    for (std::size_t d = 0; d < share.size(); ++d) share[d] = filed[d] > 0 ? 100 * share[d] / filed[d] : 0;
    return share;
}

}  // namespace

std::vector<RunAnswer> answers(const RunView& view) {
    std::vector<RunAnswer> all;
    all.push_back({"first-stop", "first stop, " + view.scenario.focus_sector, "days after the act", AnswerKind::first_stop, {}});
    for (const WatchExports& watch : view.scenario.exports) {
        all.push_back({"exports/" + watch.id, watch.title + ": lowest month", "% of normal", AnswerKind::exports, watch.id});
        all.push_back({"exports-total/" + watch.id, watch.title + ": since the act", "% of normal", AnswerKind::exports_total, watch.id});
    }
    for (const WatchPrice& watch : view.scenario.prices) {
        all.push_back({"price/" + watch.id, "price of " + watch.title + ": highest ratio " + region_name(watch.outside) + " / " + region_name(watch.inside),
                       "ratio", AnswerKind::price, watch.id});
    }
    all.push_back({"approved", "applications granted by the end", "%", AnswerKind::approved, {}});
    for (const Use& use : view.world.uses) {
        all.push_back({"stop/" + use.id, "stop of " + view.use_name(use), "days after the act", AnswerKind::stop, use.id});
    }
    for (const auto& [family, words] : {std::pair<std::string, std::string>{"output-lost", "output lost"},
                                        {"material-cost", "extra cost of materials"}, {"duty", "duty paid"}, {"licence-rent", "licence rent"}}) {
        for (std::size_t p = 0; p < view.world.places.size(); ++p) {
            const std::string id = family + "/" + view.world.places[p].id;
            all.push_back({id, words + ", " + view.place_name(static_cast<int>(p)), "USD", AnswerKind::total, id});
        }
    }
    for (std::size_t p = 0; p < view.world.places.size(); ++p) {
        all.push_back({"supply-lost/" + view.world.places[p].id, "supply lost, " + view.place_name(static_cast<int>(p)), "%",
                       AnswerKind::supply_lost, view.world.places[p].id});
    }
    return all;
}

std::vector<double> answer_values(const RunView& view, int task, const RunAnswer& answer) {
    switch (answer.kind) {
        case AnswerKind::first_stop: return first_stop(view, task);
        case AnswerKind::stop: return view.after_act(view.values(task, "stop/" + answer.name, 0));
        case AnswerKind::exports: return lowest_month(view, task, *export_watch(view, answer.name));
        case AnswerKind::exports_total: return total_since_act(view, task, *export_watch(view, answer.name));
        case AnswerKind::price: return highest_ratio(view, task, answer.name);
        case AnswerKind::approved: return approved_share(view, task);
        case AnswerKind::total: {
            const int measure = view.outcome.measure(answer.name);
            return measure < 0 ? std::vector<double>() : view.outcome.totals(task, measure);
        }
        case AnswerKind::supply_lost: {
            std::vector<double> share = view.values(task, "supply-lost/" + answer.name, 0);
            for (double& value : share) value *= 100;
            return share;
        }
    }
    return {};
}

std::vector<double> held_at_end(const RunView& view, std::vector<double> values) {
    for (double& value : values) {
        if (value >= kNever) value = view.horizon_days();
    }
    return values;
}

RunAnswer main_answer(const RunView& view) {
    std::vector<RunAnswer> all = answers(view);
    if (band_of(answer_values(view, view.base_task, all[0])).median < kNever) return all[0];
    const auto at = std::find_if(all.begin() + 1, all.end(), [&](const RunAnswer& each) { return !answer_values(view, view.base_task, each).empty(); });
    return at == all.end() ? all[0] : *at;
}

}  // namespace countervail
