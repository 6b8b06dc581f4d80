// SPDX-License-Identifier: Apache-2.0
#include "losses/scenario_losses.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/parallel.h"
#include "base/unit.h"
#include "propagation/process_ces.h"

namespace countervail {

namespace {

constexpr double kDaysPerWeek = 7;
constexpr double kMillion = 1e6;

std::vector<Shock> shocks_of(const DirectLosses& direct, const UseCells& cells, int draws) {
    std::vector<Shock> shocks(static_cast<std::size_t>(draws));
    for (int draw = 0; draw < draws; ++draw) {
        Shock& shock = shocks[static_cast<std::size_t>(draw)];
        shock.steps = direct.weeks;
        for (int slot = 0; slot < direct.slots; ++slot) {
            CellShock hit{cells.cells[static_cast<std::size_t>(slot)], {}};
            bool any = false;
            for (int week = 0; week < direct.weeks; ++week) {
                const double share = direct.at(slot, week, draw);
                any = any || share > 0;
                hit.capacity.push_back(1 - share);
            }
            if (any) shock.cells.push_back(std::move(hit));
        }
    }
    return shocks;
}

/// Value added not made, by cell, week and draw: what a model makes of the shocks of one task.
struct Field3 {
    int cells = 0, weeks = 0, draws = 0;
    std::vector<float> lost;
    std::size_t index(int cell, int week) const {
        return (static_cast<std::size_t>(cell) * static_cast<std::size_t>(weeks) + static_cast<std::size_t>(week)) * static_cast<std::size_t>(draws);
    }
};

/// Value added follows output in its fixed proportion; a cell that buys more than it sells loses nothing by standing still.
Field3 propagate(const Propagation& model, const IoTable& table, const DirectLosses& direct, const UseCells& cells, int draws) {
    Field3 field{table.cells(), direct.weeks, draws, {}};
    field.lost.assign(static_cast<std::size_t>(field.cells) * static_cast<std::size_t>(field.weeks) * static_cast<std::size_t>(draws), 0.0F);
    std::vector<double> per_output(static_cast<std::size_t>(field.cells), 0.0);
    for (int cell = 0; cell < field.cells; ++cell) {
        if (table.output[cell] > 0) per_output[static_cast<std::size_t>(cell)] = std::max(0.0, table.value_added[cell]) / table.output[cell] / kWeeksInYear;
    }
    const std::vector<Shock> shocks = shocks_of(direct, cells, draws);
    model.run(shocks, [&](const PropagationStep& step) {
        for (int cell = 0; cell < field.cells; ++cell) {
            const auto at = static_cast<std::size_t>(cell);
            const double lost = (table.output[cell] - step.output[at]) * per_output[at];
            field.lost[field.index(cell, step.step) + static_cast<std::size_t>(step.shock)] = static_cast<float>(lost);
        }
    });
    return field;
}

/// Per draw.
using Sums = std::vector<double>;

void add_to(Sums& into, const float* values) {
    for (std::size_t draw = 0; draw < into.size(); ++draw) into[draw] += static_cast<double>(values[draw]);
}

/// Sums of one task by cell, place, industry and week.
struct TaskSums {
    std::vector<Sums> cell_total, cell_direct, place_total, place_direct, industry_total, industry_direct, week_total, use_direct;
    Sums total, direct;
    Field3 field;
};

TaskSums sum_up(const IoTable& table, const UseCells& cells, const DirectLosses& direct, Field3 field, int count_week) {
    const auto draws = static_cast<std::size_t>(field.draws);
    const auto none = [&](std::size_t count) { return std::vector<Sums>(count, Sums(draws, 0.0)); };
    TaskSums sums;
    sums.cell_total = none(static_cast<std::size_t>(field.cells));
    sums.cell_direct = none(static_cast<std::size_t>(field.cells));
    sums.place_total = sums.place_direct = none(table.places.size());
    sums.industry_total = sums.industry_direct = none(table.industries.size());
    sums.week_total = none(static_cast<std::size_t>(field.weeks));
    sums.total = sums.direct = Sums(draws, 0.0);
    for (int cell = 0; cell < field.cells; ++cell) {
        const auto at = static_cast<std::size_t>(cell);
        for (int week = 0; week < field.weeks; ++week) {
            const float* values = field.lost.data() + field.index(cell, week);
            add_to(sums.week_total[static_cast<std::size_t>(week)], values);
            if (week >= count_week) add_to(sums.cell_total[at], values);
        }
        const int slot = cells.slot_of_cell[at];
        if (slot >= 0) {
            const double per_week = cells.whole(slot) / kWeeksInYear;
            for (int week = count_week; week < field.weeks; ++week) {
                for (std::size_t draw = 0; draw < draws; ++draw)
                    sums.cell_direct[at][draw] += per_week * static_cast<double>(direct.at(slot, week, static_cast<int>(draw)));
            }
        }
        const auto place = static_cast<std::size_t>(table.place_of(cell)), industry = static_cast<std::size_t>(table.industry_of(cell));
        for (std::size_t draw = 0; draw < draws; ++draw) {
            const double total = sums.cell_total[at][draw], own = sums.cell_direct[at][draw];
            sums.place_total[place][draw] += total;
            sums.place_direct[place][draw] += own;
            sums.industry_total[industry][draw] += total;
            sums.industry_direct[industry][draw] += own;
            sums.total[draw] += total;
            sums.direct[draw] += own;
        }
    }
    for (int use = 0; use < direct.uses; ++use) {
        const float* lost = direct.lost.data() + static_cast<std::size_t>(use) * draws;
        sums.use_direct.emplace_back(lost, lost + draws);
    }
    sums.field = std::move(field);
    return sums;
}

double median_of(Sums values) { return band_of(std::move(values)).median; }

constexpr std::array kAllocations{Allocation::proportional, Allocation::best, Allocation::worst, Allocation::priority};
using Allocated = std::vector<TaskSums>;   // in the order of kAllocations; the first alone where no bracket is asked for

/// Picks the sums of one thing from each allocation.
template <class Pick>
LossRange range_of(const Allocated& sums, const Pick& pick) {
    LossRange range;
    range.band = band_of(pick(sums[0]));
    range.best = range.worst = range.priority = range.band.median;
    if (sums.size() < kAllocations.size()) return range;
    const double best = median_of(pick(sums[1])), worst = median_of(pick(sums[2]));
    range.priority = median_of(pick(sums[3]));
    // Whatever the names promise for one cell, the bracket holds all four ways of allotting the same goods.
    range.best = std::min({best, worst, range.priority, range.band.median});
    range.worst = std::max({best, worst, range.priority, range.band.median});
    return range;
}

Sums week_of(const TaskSums& sums, int cell, int week) {
    const float* values = sums.field.lost.data() + sums.field.index(cell, week);
    return {values, values + sums.field.draws};
}

CaseLosses compare_allocations(const IoTable& table, const Allocated& sums, int count_week, int threads) {
    const int weeks = sums[0].field.weeks;
    const double years = (weeks - count_week) / kWeeksInYear;
    CaseLosses made;
    made.all = {table.value_added.cwiseMax(0.0).sum() * years, range_of(sums, [](const TaskSums& s) { return s.direct; }),
                range_of(sums, [](const TaskSums& s) { return s.total; })};
    for (std::size_t i = 0; i < table.places.size(); ++i) {
        made.by_place.push_back({0, range_of(sums, [i](const TaskSums& s) { return s.place_direct[i]; }),
                                 range_of(sums, [i](const TaskSums& s) { return s.place_total[i]; })});
    }
    for (std::size_t i = 0; i < table.industries.size(); ++i) {
        made.by_industry.push_back({0, range_of(sums, [i](const TaskSums& s) { return s.industry_direct[i]; }),
                                    range_of(sums, [i](const TaskSums& s) { return s.industry_total[i]; })});
    }
    for (int cell = 0; cell < table.cells(); ++cell) {
        const double value = std::max(0.0, table.value_added[cell]) * years;
        made.by_place[static_cast<std::size_t>(table.place_of(cell))].value_added += value;
        made.by_industry[static_cast<std::size_t>(table.industry_of(cell))].value_added += value;
        const auto at = static_cast<std::size_t>(cell);
        CellLoss loss{cell, value, range_of(sums, [at](const TaskSums& s) { return s.cell_direct[at]; }),
                      range_of(sums, [at](const TaskSums& s) { return s.cell_total[at]; }), {}};
        if (loss.total.worst > 0 && loss.total.worst >= kLeastLoss * made.all.total.worst) made.cells.push_back(std::move(loss));
    }
    std::stable_sort(made.cells.begin(), made.cells.end(), [](const CellLoss& x, const CellLoss& y) {
        return std::pair(x.total.band.median, x.total.worst) > std::pair(y.total.band.median, y.total.worst);
    });
    parallel_for(threads, made.cells.size(), [&](std::size_t i) {
        CellLoss& loss = made.cells[i];
        for (int week = 0; week < weeks; ++week)
            loss.by_week.push_back(range_of(sums, [&](const TaskSums& s) { return week_of(s, loss.cell, week); }));
    });
    for (std::size_t week = 0; week < static_cast<std::size_t>(weeks); ++week)
        made.all_by_week.push_back(range_of(sums, [week](const TaskSums& s) { return s.week_total[week]; }));
    for (std::size_t use = 0; use < sums[0].use_direct.size(); ++use)
        made.lost_by_use.push_back(range_of(sums, [use](const TaskSums& s) { return s.use_direct[use]; }));
    return made;
}

int task_of(const Ensemble& ensemble, const std::string& case_id) {
    const auto& tasks = ensemble.tasks();
    const auto at = std::find_if(tasks.begin(), tasks.end(), [&](const Task& task) { return task.case_id == case_id; });
    return static_cast<int>(at - tasks.begin());
}

/// The chosen model and all others over the first draws of the base case.
Result<std::vector<ModelLoss>> compare_models(const IoTable& table, const UseCells& cells, const DirectLosses& direct, int count_week,
                                              const PropagationOptions& propagation, const LossOptions& options) {
    std::vector<ModelLoss> made;
    const int draws = std::min(options.compared_draws, direct.draws);
    if (draws <= 0) return made;
    std::vector<std::string> names{options.model};
    for (const std::string& name : propagation_names()) {
        if (name != options.model) names.push_back(name);
    }
    for (const std::string& name : names) {
        auto model = make_propagation(name, table, propagation);
        if (!model) return std::unexpected(std::move(model.error()));
        Field3 field = propagate(**model, table, direct, cells, draws);
        ModelLoss loss{name, 0, 0, 0, 0, draws};
        Sums totals(static_cast<std::size_t>(draws), 0.0), own(static_cast<std::size_t>(draws), 0.0);
        for (int week = count_week; week < field.weeks; ++week) {
            for (int cell = 0; cell < field.cells; ++cell) add_to(totals, field.lost.data() + field.index(cell, week));
            for (int slot = 0; slot < direct.slots; ++slot) {
                for (int draw = 0; draw < draws; ++draw)
                    own[static_cast<std::size_t>(draw)] += cells.whole(slot) / kWeeksInYear * static_cast<double>(direct.at(slot, week, draw));
            }
        }
        const Band band = band_of(totals);
        loss.total = band.median;
        loss.low = band.low;
        loss.high = band.high;
        loss.direct = median_of(std::move(own));
        made.push_back(loss);
    }
    return made;
}

/// Output of one use when its inputs are covered as in one draw: critical inputs in nests of their own, all others as they are.
double process_output(const Network& network, const DirectLosses& direct, int use, int draw, double elasticity) {
    const double value = network.use_value[static_cast<std::size_t>(use)];
    double cost = value, critical = 0;
    std::vector<ProcessNest> members;
    for (int need = network.need_begin[static_cast<std::size_t>(use)]; need < network.need_begin[static_cast<std::size_t>(use) + 1]; ++need) {
        const auto at = static_cast<std::size_t>(need);
        const double paid = network.need_rate[at] * network.price[static_cast<std::size_t>(network.need_market[at])];
        cost += paid;
        if (network.need_critical[at] == 0) continue;
        critical += paid;
        const std::size_t where = at * static_cast<std::size_t>(direct.draws) + static_cast<std::size_t>(draw);
        members.push_back({"", paid, 0, static_cast<double>(direct.covered[where]), {}});
    }
    if (members.empty() || !(cost > 0)) return 1;
    for (ProcessNest& member : members) member.share /= cost;
    members.push_back({"", 1 - critical / cost, 0, 1, {}});
    return std::exp(log_nest_output({"", 1, elasticity, 1, std::move(members)}));
}

std::vector<ProcessCheck> check_processes(const Network& network, const DirectLosses& direct, double years, const std::vector<double>& elasticities, int threads) {
    std::vector<ProcessCheck> made;
    for (const double elasticity : elasticities) {
        Sums lost(static_cast<std::size_t>(direct.draws), 0.0);
        parallel_for(threads, lost.size(), [&](std::size_t draw) {
            for (int use = 0; use < network.uses; ++use) {
                const double value = network.use_value[static_cast<std::size_t>(use)] / kMillion * kWeeksInYear * years;
                lost[draw] += value * (1 - process_output(network, direct, use, static_cast<int>(draw), elasticity));
            }
        });
        made.push_back({elasticity, band_of(std::move(lost))});
    }
    return made;
}

}  // namespace

const CaseLosses& ScenarioLosses::of(const std::string& case_id) const {
    for (const CaseLosses& each : cases) {
        if (each.case_id == case_id) return each;
    }
    return cases.front();
}

Result<ScenarioLosses> scenario_losses(const Ensemble& ensemble, const IoTable& table, const Industries& industries,
                                       PropagationOptions propagation, const LossOptions& options) {
    propagation.days_per_step = kDaysPerWeek;
    propagation.threads = options.threads;
    auto model = make_propagation(options.model, table, propagation);
    if (!model) return std::unexpected(std::move(model.error()));
    ScenarioLosses made;
    made.options = options;
    made.options.draws = std::max(1, std::min(options.draws, ensemble.scenario().draws));
    made.cells = make_use_cells(ensemble.world(), table, industries);
    if (made.cells.cells.empty()) {
        return fail({table.id}, "none of the world's uses has a place and an industry in this table",
                    "name places by ISO 3166 codes, and industries by codes that data/economy/industries.toml knows");
    }
    const Calendar& calendar = ensemble.calendar();
    made.weeks = calendar.weeks;
    made.count_week = std::max(0, (ensemble.scenario().count_from - calendar.from) / static_cast<int>(kDaysPerWeek));
    for (const Case& each : ensemble.scenario().cases) {
        Allocated by_allocation;
        DirectLosses proportional;
        for (std::size_t i = 0; i < (each.base ? kAllocations.size() : 1); ++i) {
            DirectLosses direct = direct_losses(ensemble, task_of(ensemble, each.id), kAllocations[i], made.cells, made.options.draws, made.count_week, options.threads);
            Field3 field = propagate(**model, table, direct, made.cells, made.options.draws);
            by_allocation.push_back(sum_up(table, made.cells, direct, std::move(field), made.count_week));
            if (kAllocations[i] == Allocation::proportional) proportional = std::move(direct);
        }
        CaseLosses losses = compare_allocations(table, by_allocation, made.count_week, options.threads);
        losses.case_id = each.id;
        losses.bracketed = each.base;
        if (each.base) {
            auto models = compare_models(table, made.cells, proportional, made.count_week, propagation, options);
            if (!models) return std::unexpected(std::move(models.error()));
            made.models = std::move(*models);
            const double years = (made.weeks - made.count_week) / kWeeksInYear;
            made.processes = check_processes(ensemble.network(), proportional, years, options.elasticities, options.threads);
        }
        losses.direct = std::move(proportional);
        made.cases.push_back(std::move(losses));
    }
    return made;
}

}  // namespace countervail
