// SPDX-License-Identifier: Apache-2.0
#include "report/loss_tables.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "base/text.h"
#include "base/unit.h"
#include "losses/scenario_losses.h"
#include "report/loss_sentences.h"
#include "report/run_evidence_tables.h"
#include "report/run_series_tables.h"
#include "report/sentences.h"
#include "report/week_heat.h"

namespace countervail {

namespace {

constexpr double kMillion = 1e6;
constexpr std::size_t kHeatRows = 20;
constexpr std::size_t kWeeklyCells = 60;   // the rest stands in the totals
const std::string kMoney = "USD million";

std::size_t at(int index) { return static_cast<std::size_t>(index); }

Column percent(const std::string& name, const std::string& meaning) { return {name, "%", meaning, 3}; }

void add_range_columns(Table& table, const std::string& name, const std::string& meaning) {
    add_band_columns(table, name, kMoney, meaning + ", proportional allocation");
    table.columns.push_back({name + ", best", kMoney, meaning + ", median under the best allocation", 3});
    table.columns.push_back({name + ", worst", kMoney, meaning + ", median under the worst allocation", 3});
    table.columns.push_back({name + ", military first", kMoney, meaning + ", median where military users are served first", 3});
}

void add_range(std::vector<Cell>& row, const LossRange& range) {
    for (const double value : {range.band.median, range.band.low, range.band.high, range.best, range.worst, range.priority}) row.emplace_back(value);
}

bool in_tonnes(const Item& item) { return item.unit == "t" || item.unit.starts_with("t "); }

Cell share_of(double part, double whole) { return whole > 0 ? Cell(100 * part / whole) : Cell(); }

class Maker {
  public:
    explicit Maker(const LossInputs& inputs)
        : in_(inputs), view_(inputs.view), world_(inputs.view.world), network_(inputs.view.ensemble.network()),
          base_(inputs.losses.of(inputs.view.base.id)) {}

    LossTables make() {
        made_.stops = stops();
        made_.by_week = by_week();
        made_.by_cell = by_cell();
        made_.by_place = by_group("losses-by-place", "place", base_.by_place, in_.table.places);
        made_.by_industry = by_group("losses-by-industry", "industry", base_.by_industry, in_.table.industry_names);
        made_.items = items();
        made_.trade = trade();
        made_.defence = defence();
        made_.models = models();
        made_.cases = cases();
        made_.claims = claims();
        chart_rows();
        if (in_.ledger != nullptr) {
            made_.statements = statements_table(*in_.ledger, {in_.table.statements.begin(), in_.table.statements.end()}, "losses-statements",
                                                "Every statement and assumption that the input–output table rests on");
        }
        made_.header = losses_header(in_);
        made_.words = losses_words(in_, made_);
        return std::move(made_);
    }

  private:
    std::string cell_industry(int cell) const { return in_.table.industry_names[at(in_.table.industry_of(cell))]; }
    std::string cell_place(int cell) const {
        const std::string& id = in_.table.places[at(in_.table.place_of(cell))];
        const int place = world_.place(id);
        return place < 0 ? id : world_.places[at(place)].name;
    }
    const EndUse& end_use(int use) const { return world_.catalogue.uses[at(world_.uses[at(use)].end_use)]; }
    const Item& item_of(int need) const { return world_.catalogue.items[at(network_.market_item[at(network_.need_market[at(need)])])]; }

    /// The need in whose want a use lost most; its first when it lost nothing.
    int main_need(int use) const {
        int main = network_.need_begin[at(use)];
        for (int need = main; need < network_.need_begin[at(use) + 1]; ++need) {
            if (base_.direct.lost_by_need[at(need)] > base_.direct.lost_by_need[at(main)]) main = need;
        }
        return main;
    }

    std::vector<int> uses_by_stop() const {
        struct Key {
            double median, low, lost;
            int use;
        };
        std::vector<Key> keys;
        for (int use = 0; use < network_.uses; ++use) {
            const Band days = band_of(view_.after_act(view_.values(view_.base_task, "stop/" + world_.uses[at(use)].id, 0)));
            const LossRange& lost = base_.lost_by_use[at(use)];
            if (days.low < kNever || lost.worst > kLeastLoss * base_.all.direct.worst) keys.push_back({days.median, days.low, -lost.band.median, use});
        }
        std::stable_sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) { return std::tie(a.median, a.low, a.lost) < std::tie(b.median, b.low, b.lost); });
        std::vector<int> uses;
        for (const Key& key : keys) uses.push_back(key.use);
        return uses;
    }

    Table stops() {
        Table table{"who-stops", "Who stops, when, and for want of what", {}, {}, {}};
        table.columns = {{"use", "", "End use"}, {"place", "", "Where it is made"}, {"industry", "", "Industry of the table"}};
        add_band_columns(table, "days to stop", "days", "Days from the act to the first stop of a fiftieth of its plants, proportional allocation");
        table.columns.push_back({"best", "days", "The same, median under the best allocation", 3});
        table.columns.push_back({"worst", "days", "The same, median under the worst allocation", 3});
        table.columns.push_back(percent("draws that stop", "Share of the draws in which it stops"));
        table.columns.push_back({"runs out of", "", "Item whose want cost most"});
        table.columns.push_back({"rule", "", "What it does without the item: stops, or goes on at half (important input)"});
        table.columns.push_back({"stock", "days", "Days of use that its makers hold at rest", 3});
        table.columns.push_back(percent("deepest cut", "Lowest share of what is needed that arrives in four weeks, mean of the draws"));
        add_range_columns(table, "lost", "Value added not made there over the run, before anything passes on");
        for (const int use : uses_by_stop()) table.add(stop_row(use));
        return table;
    }

    std::vector<Cell> stop_row(int use) const {
        const Use& made = world_.uses[at(use)];
        const auto days = [&](Allocation allocation) {
            return view_.after_act(view_.values(view_.task(view_.base.id, allocation), "stop/" + made.id, 0));
        };
        const auto day = [](double value) { return value < kNever ? Cell(value) : Cell(); };
        const std::vector<double> proportional = days(Allocation::proportional);
        const Band band = band_of(proportional);
        const auto stopped = std::count_if(proportional.begin(), proportional.end(), [](double d) { return d < kNever; });
        const int need = main_need(use);
        const std::vector<CellShare>& cells = in_.losses.cells.cells_of_use[at(use)];
        std::vector<Cell> row{end_use(use).name, view_.place_name(made.place), cells.empty() ? std::string() : cell_industry(cells.front().cell),
                              day(band.median), day(band.low), day(band.high), day(band_of(days(Allocation::best)).median),
                              day(band_of(days(Allocation::worst)).median),
                              100.0 * static_cast<double>(stopped) / static_cast<double>(proportional.size()), item_of(need).name,
                              std::string(network_.need_critical[at(need)] != 0 ? "stops" : "half"), 7 * network_.need_cover[at(need)],
                              100 * base_.direct.deepest_cut[at(need)]};
        add_range(row, base_.lost_by_use[at(use)]);
        return row;
    }

    Table by_week() const {
        Table table{"losses-by-week", "Value added not made, by place, industry and week (direct and passed on)", {}, {}, {}};
        table.columns = {{"place", "", ""}, {"industry", "", ""}, {"week", "", "First day"}};
        add_range_columns(table, "lost", "Value added not made in the week");
        table.columns.push_back(percent("share", "Of the value added of a week at rest, median"));
        for (std::size_t i = 0; i < std::min(kWeeklyCells, base_.cells.size()); ++i) {
            const CellLoss& loss = base_.cells[i];
            const double per_week = in_.table.value_added[loss.cell] / kWeeksInYear;
            for (int week = in_.losses.count_week; week < in_.losses.weeks; ++week) {
                const LossRange& range = loss.by_week[at(week)];
                if (!(range.worst > 0)) continue;
                std::vector<Cell> row{cell_place(loss.cell), cell_industry(loss.cell), view_.weeks[at(week)].to_text()};
                add_range(row, range);
                row.push_back(share_of(range.band.median, per_week));
                table.add(std::move(row));
            }
        }
        return table;
    }

    Table by_cell() const {
        Table table{"losses-by-place-and-industry", "Value added not made over the run, by place and industry", {}, {}, {}};
        table.columns = {{"place", "", ""}, {"industry", "", ""}};
        add_range_columns(table, "direct", "Not made by those who run out");
        add_range_columns(table, "total", "Not made, with what passes on to suppliers and customers");
        table.columns.push_back(percent("share", "Total of the value added at rest, median"));
        for (const CellLoss& loss : base_.cells) {
            std::vector<Cell> row{cell_place(loss.cell), cell_industry(loss.cell)};
            add_range(row, loss.direct);
            add_range(row, loss.total);
            row.push_back(share_of(loss.total.band.median, loss.value_added));
            table.add(std::move(row));
        }
        return table;
    }

    Table by_group(const std::string& name, const std::string& what, const std::vector<LossSum>& sums, const std::vector<std::string>& names) const {
        Table table{name, "Value added not made over the run, by " + what, {}, {}, {}};
        table.columns = {{what, "", ""}};
        add_range_columns(table, "direct", "Not made by those who run out");
        add_range_columns(table, "total", "Not made, with what passes on");
        table.columns.push_back({"share", "%", "Total of the value added at rest over the run, median", 2});
        std::vector<std::size_t> order(sums.size());
        std::iota(order.begin(), order.end(), 0);
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return std::pair(sums[a].total.band.median, sums[a].total.worst) > std::pair(sums[b].total.band.median, sums[b].total.worst);
        });
        for (const std::size_t i : order) {
            if (!(sums[i].total.worst > kLeastLoss * base_.all.total.worst)) continue;
            const int place = what == "place" ? world_.place(names[i]) : -1;
            std::vector<Cell> row{place < 0 ? names[i] : world_.places[at(place)].name};
            add_range(row, sums[i].direct);
            add_range(row, sums[i].total);
            row.push_back(share_of(sums[i].total.band.median, sums[i].value_added));
            table.add(std::move(row));
        }
        return table;
    }

    struct ItemUse {
        double mass = 0, money = 0, value_added = 0, lost = 0;
    };

    Table items() const {
        std::map<int, ItemUse> by_item;
        for (int need = 0; need < network_.needs; ++need) {
            const int market = network_.need_market[at(need)];
            ItemUse& sum = by_item[network_.market_item[at(market)]];
            sum.mass += network_.need_rate[at(need)] * kWeeksInYear;
            sum.money += network_.need_rate[at(need)] * network_.price[at(market)] * kWeeksInYear / kMillion;
            sum.value_added += network_.use_value[at(network_.need_use[at(need)])] * kWeeksInYear / kMillion;
            sum.lost += base_.direct.lost_by_need[at(need)];
        }
        std::vector<std::pair<int, ItemUse>> order(by_item.begin(), by_item.end());
        std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.second.lost > b.second.lost; });
        const double years = (in_.losses.weeks - in_.losses.count_week) / kWeeksInYear;
        Table table{"losses-by-item", "Which want costs most", {}, {}, {}};
        table.columns = {{"item", "", "What ran out"},
                         {"used", "unit/year", "Used at rest, in the item's unit", 3},
                         {"unit", "", "Of the item"},
                         {"money", kMoney + "/year", "What its users pay for it at rest", 3},
                         {"value added", kMoney + "/year", "Of those who use it", 3},
                         {"lost", kMoney, "Value added not made for want of it over the run, before anything passes on; mean of the draws", 3},
                         {"lost per money", "ratio", "Value added lost for each dollar that its users pay for it over the same time", 3}};
        for (const auto& [item, sum] : order) {
            if (!(sum.lost > kLeastLoss * base_.all.direct.worst)) continue;
            const Item& each = world_.catalogue.items[at(item)];
            table.add({each.name, sum.mass, each.unit, sum.money, sum.value_added, sum.lost,
                       sum.money > 0 ? Cell(sum.lost / (sum.money * years)) : Cell()});
        }
        return table;
    }

    /// Trade at rest from the controller in goods that some act of the base case licenses or forbids, USD million per year.
    std::vector<double> controlled_trade() const {
        const Schedule& schedule = view_.ensemble.schedule(view_.base_task);
        const int origin = world_.place(view_.scenario.controller);
        std::vector<double> trade(world_.places.size(), 0.0);
        int last = -1;
        for (const Stream& stream : schedule.streams) {
            if (stream.lane == last) continue;
            last = stream.lane;
            const int from = network_.lane_from[at(stream.lane)];
            if (network_.market_place[at(from)] != origin) continue;
            const int to = network_.market_place[at(network_.lane_to[at(stream.lane)])];
            trade[at(to)] += network_.flow[at(stream.lane)] * network_.price[at(from)] * kWeeksInYear / kMillion;
        }
        return trade;
    }

    Table trade() const {
        const double years = (in_.losses.weeks - in_.losses.count_week) / kWeeksInYear;
        Table table{"value-at-risk", "Value added lost against the value of the controlled trade", {}, {}, {}};
        table.columns = {{"place", "", ""},
                         {"trade", kMoney + "/year", "Imports at rest from " + view_.place_name(world_.place(view_.scenario.controller)) +
                                                         " in goods that some act of the base case puts under licence", 3}};
        add_range_columns(table, "lost", "Value added not made over the run, with what passes on");
        table.columns.push_back({"lost per trade", "ratio", "Median loss for each dollar of that trade over the same time", 3});
        table.columns.push_back({"share", "%", "Of the place's value added over the same time, median", 2});
        const std::vector<double> by_place = controlled_trade();
        LossSum all = base_.all;
        const auto row_of = [&](const std::string& name, double money, const LossSum& sum) {
            std::vector<Cell> row{name, money};
            add_range(row, sum.total);
            row.push_back(money > 0 ? Cell(sum.total.band.median / (money * years)) : Cell());
            row.push_back(share_of(sum.total.band.median, sum.value_added));
            return row;
        };
        table.add(row_of("all places", std::accumulate(by_place.begin(), by_place.end(), 0.0), all));
        for (std::size_t place = 0; place < base_.by_place.size(); ++place) {
            const int here = world_.place(in_.table.places[place]);
            if (here < 0 || (!(by_place[at(here)] > 0) && !(base_.by_place[place].total.worst > kLeastLoss * base_.all.total.worst))) continue;
            table.add(row_of(world_.places[at(here)].name, by_place[at(here)], base_.by_place[place]));
        }
        std::stable_sort(table.rows.begin() + 1, table.rows.end(), [](const auto& a, const auto& b) { return std::get<double>(a[2]) > std::get<double>(b[2]); });
        return table;
    }

    Table defence() {
        Table table{"defence", "Defence apart: end uses whose licences are military", {}, {}, {}};
        table.columns = {{"use", "", ""}, {"place", "", ""}, {"mass", "t/year", "Of all its items that are counted in tonnes, at rest", 3},
                         {"share of mass", "%", "Of the same items used by everyone", 2}, {"value added", kMoney + "/year", "At rest", 3}};
        add_band_columns(table, "days to stop", "days", "Days from the act to the first stop");
        table.columns.push_back({"runs out of", "", "Item whose want cost most"});
        add_range_columns(table, "lost", "Value added not made there over the run");
        std::map<int, double> mass_of_item;
        std::set<int> military;
        for (int need = 0; need < network_.needs; ++need)
            mass_of_item[network_.market_item[at(network_.need_market[at(need)])]] += network_.need_rate[at(need)] * kWeeksInYear;
        for (int use = 0; use < network_.uses; ++use) {
            if (end_use(use).licence_class != "military") continue;
            double mass = 0, everyone = 0;
            for (int need = network_.need_begin[at(use)]; need < network_.need_begin[at(use) + 1]; ++need) {
                if (!in_tonnes(item_of(need))) continue;
                military.insert(network_.market_item[at(network_.need_market[at(need)])]);
                mass += network_.need_rate[at(need)] * kWeeksInYear;
                everyone += mass_of_item[network_.market_item[at(network_.need_market[at(need)])]];
            }
            made_.defence_mass += mass;
            const Use& made = world_.uses[at(use)];
            const Band days = band_of(view_.after_act(view_.values(view_.base_task, "stop/" + made.id, 0)));
            const auto day = [](double value) { return value < kNever ? Cell(value) : Cell(); };
            std::vector<Cell> row{end_use(use).name, view_.place_name(made.place), mass, share_of(mass, everyone),
                                  made.value_added * kWeeksInYear / kMillion, day(days.median), day(days.low), day(days.high), item_of(main_need(use)).name};
            add_range(row, base_.lost_by_use[at(use)]);
            table.add(std::move(row));
        }
        for (const auto& [item, mass] : mass_of_item) {
            if (in_tonnes(world_.catalogue.items[at(item)]) && military.contains(item)) made_.defence_items_mass += mass;
        }
        std::stable_sort(table.rows.begin(), table.rows.end(), [](const auto& a, const auto& b) { return std::get<double>(a[4]) > std::get<double>(b[4]); });
        return table;
    }

    Table models() const {
        Table table{"losses-by-model", "The same shocks under other models of propagation", {}, {}, {}};
        table.columns = {{"model", "", "docs/methods/propagation.md"}, {"direct", kMoney, "Median over these draws", 3}, {"total", kMoney, "Median", 3},
                         {"total 5%", kMoney, "", 3}, {"total 95%", kMoney, "", 3}, {"draws", "count", "", 4}};
        for (const ModelLoss& each : in_.losses.models)
            table.add({each.model, each.direct, each.total, each.low, each.high, static_cast<double>(each.draws)});
        for (const ProcessCheck& each : in_.losses.processes) {
            table.add({"exact CES at the using process, elasticity " + readable_number(each.elasticity, 2), each.lost.median, Cell(), Cell(), Cell(),
                       static_cast<double>(in_.losses.options.draws)});
        }
        return table;
    }

    Table cases() const {
        Table table{"losses-by-case", "Value added not made over the run, by case", {}, {}, {}};
        table.columns = {{"case", "", ""}};
        add_band_columns(table, "direct", kMoney, "Not made by those who run out, proportional allocation");
        add_band_columns(table, "total", kMoney, "Not made, with what passes on, proportional allocation");
        table.columns.push_back({"against the base case", kMoney, "Median total less that of the base case", 3});
        for (const Case& each : view_.scenario.cases) {
            const CaseLosses& losses = in_.losses.of(each.id);
            std::vector<Cell> row{each.name.empty() ? each.id : each.name};
            for (const LossRange* range : {&losses.all.direct, &losses.all.total})
                for (const double value : {range->band.median, range->band.low, range->band.high}) row.emplace_back(value);
            row.emplace_back(losses.all.total.band.median - base_.all.total.band.median);
            table.add(std::move(row));
        }
        return table;
    }

    Table claims() const {
        Table table{"claims", "Where the world's end uses claim more value added than the table's industry has", {}, {}, {}};
        table.columns = {{"place", "", ""}, {"industry", "", ""}, {"claimed", kMoney + "/year", "Sum over the uses of the world", 3},
                         {"of the table", kMoney + "/year", "", 3}};
        const UseCells& cells = in_.losses.cells;
        for (std::size_t slot = 0; slot < cells.cells.size(); ++slot) {
            if (cells.claimed[slot] > cells.value_added[slot])
                table.add({cell_place(cells.cells[slot]), cell_industry(cells.cells[slot]), cells.claimed[slot], cells.value_added[slot]});
        }
        return table;
    }

    void chart_rows() {
        for (const CellLoss& loss : base_.cells) {
            const std::string name = cell_industry(loss.cell) + ", " + cell_place(loss.cell);
            made_.bars.push_back({name, loss.total.band.median, loss.total.best, loss.total.worst});
            if (made_.rows.size() >= kHeatRows) continue;
            LossRow row{name, {}};
            const double per_week = in_.table.value_added[loss.cell] / kWeeksInYear;
            for (const LossRange& week : loss.by_week) row.share.push_back(per_week > 0 ? std::clamp(week.band.median / per_week, 0.0, 1.0) : 0.0);
            const bool seen = std::any_of(row.share.begin(), row.share.end(), [](double share) { return share >= kLeastShown; });
            if (seen) made_.rows.push_back(std::move(row));
        }
        made_.weekly.name = "all places";
        for (int week = 0; week < in_.losses.weeks; ++week) {
            const Band& band = base_.all_by_week[at(week)].band;
            made_.weekly.points.push_back({view_.weeks[at(week)], band.median, band.lower_quartile, band.upper_quartile, band.low, band.high});
        }
    }

    const LossInputs& in_;
    const RunView& view_;
    const World& world_;
    const Network& network_;
    const CaseLosses& base_;
    LossTables made_;
};

}  // namespace

std::vector<const Table*> LossTables::tables() const {
    std::vector<const Table*> all{&stops, &by_cell, &by_place, &by_industry, &by_week, &items, &trade, &defence, &models, &cases, &claims};
    if (!statements.rows.empty()) all.push_back(&statements);
    return all;
}

LossTables make_loss_tables(const LossInputs& inputs) { return Maker(inputs).make(); }

}  // namespace countervail
