// SPDX-License-Identifier: Apache-2.0
#include "report/run_report_act_costs.h"

#include <array>
#include <set>

#include "report/run_sentences.h"
#include "report/run_series_tables.h"

namespace countervail {

namespace {

struct Cost {
    const char* measure;
    const char* words;
    double sign;  ///< from "more in your baseline" to "costs"
};

constexpr std::array kCosts{
    Cost{"output-lost", "value added lost where output stands still", 1},
    Cost{"material-cost", "extra cost of materials received", 1},
    Cost{"export-revenue", "export revenue lost (negative: gained)", -1},
    Cost{"duty", "additional duty paid by importers", 1},
    Cost{"licence-rent", "licence rent on what leaves here (a gain of the licence holders)", 1}};

std::set<std::string> acts_of(const RunView& view, const Case& one) {
    std::set<std::string> ids;
    for (const Act& act : view.ensemble.regime(view.task(one.id)).acts())
        ids.insert(act.id + "@" + act.branch);
    return ids;
}

std::vector<double> difference(const RunView& view, const Case& without, const Cost& cost,
                               const std::vector<std::size_t>& places) {
    std::vector<double> sum(static_cast<std::size_t>(view.outcome.draws()), 0.0);
    for (const std::size_t place : places) {
        const int index = view.outcome.measure(std::string(cost.measure) + "/" + view.world.places[place].id);
        if (index < 0) continue;
        const std::vector<double> with = view.outcome.totals(view.base_task, index);
        const std::vector<double> less = view.outcome.totals(view.task(without.id), index);
        for (std::size_t d = 0; d < sum.size(); ++d) sum[d] += cost.sign * (with[d] - less[d]);
    }
    return sum;
}

/// The case that has the base's acts and lacks the focus shock alone.
const Case* case_without_focus_shock(const RunView& view) {
    const auto shocks_of = [&](const Case& each) {
        std::set<std::string> kept;
        for (const SupplyShock& shock : view.scenario.shocks) {
            if (keeps_shock(each, shock.id)) kept.insert(shock.id);
        }
        return kept;
    };
    std::set<std::string> wanted = shocks_of(view.base);
    if (wanted.erase(view.scenario.focus_shock) == 0) return nullptr;
    for (const Case& each : view.scenario.cases) {
        if (&each != &view.base && acts_of(view, each) == acts_of(view, view.base) && shocks_of(each) == wanted) return &each;
    }
    return nullptr;
}

}  // namespace

const Case* case_without_focus_act(const RunView& view) {
    if (!view.scenario.focus_shock.empty()) return case_without_focus_shock(view);
    std::set<std::string> wanted;
    for (const std::string& act : acts_of(view, view.base)) {
        if (!act.starts_with(view.scenario.focus_act + "@")) wanted.insert(act);
    }
    if (wanted.size() == acts_of(view, view.base).size()) return nullptr;
    for (const Case& each : view.scenario.cases) {
        if (&each != &view.base && acts_of(view, each) == wanted) return &each;
    }
    return nullptr;
}

Table act_costs_table(const RunView& view) {
    Table table{"act-costs",
                "What " + focus_name(view) + " alone costs whom over the run",
                {{"side", "", "One of the two powers, or all other places"}, {"cost", "", "What is counted"}},
                {},
                {}};
    add_band_columns(table, "difference", "USD million",
                     "Your baseline less the case without " + std::string(view.scenario.focus_shock.empty() ? "the act" : "the shock") + ", draw by draw");
    const Case* without = case_without_focus_act(view);
    if (without == nullptr) return table;
    std::array<std::vector<std::size_t>, 3> sides;
    const int controller = view.world.place(view.scenario.controller),
              target = view.world.place(view.scenario.target);
    for (std::size_t p = 0; p < view.world.places.size(); ++p) {
        sides[static_cast<int>(p) == controller ? 0 : static_cast<int>(p) == target ? 1 : 2].push_back(p);
    }
    for (std::size_t side = 0; side < sides.size(); ++side) {
        if (sides[side].empty()) continue;
        const std::string name =
            side == 2 ? "everyone else" : view.place_name(static_cast<int>(sides[side][0]));
        for (const Cost& cost : kCosts) {
            std::vector<Cell> row{name, std::string(cost.words)};
            add_band_cells(row, difference(view, *without, cost, sides[side]), 1e-6);
            table.add(std::move(row));
        }
    }
    return table;
}

}  // namespace countervail
