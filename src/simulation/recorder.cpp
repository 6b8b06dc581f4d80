// SPDX-License-Identifier: Apache-2.0
#include "simulation/recorder.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "simulation/accounts.h"

namespace countervail {

namespace {

class ListMaker {
  public:
    ListMaker(const Network& network, const Scenario& scenario, const Calendar& calendar)
        : network_(network), world_(*network.world), scenario_(scenario), calendar_(calendar) {}

    Result<WatchList> make(const std::vector<std::uint8_t>& controlled, const std::vector<Quota>& quotas) {
        list_.controlled_item = controlled;
        list_.controller = scenario_.controller;
        const Date end = scenario_.through + 1;
        list_.count_week = std::max(0, (scenario_.count_from - calendar_.from) / 7);
        for (Date month = scenario_.from.month_start(); month < end; month = month.next_month()) ++list_.months;
        for (const WatchExports& watch : scenario_.exports) watch_exports(watch);
        for (const WatchPrice& watch : scenario_.prices) watch_price(watch);
        watch_licensed_items();
        list_.filed = add("licences/filed", "applications", TimeAxis::week, true);
        list_.approved = add("licences/approved", "applications", TimeAxis::week, true);
        list_.refused = add("licences/refused", "applications", TimeAxis::week, true);
        list_.pending = add("licences/pending", "applications", TimeAxis::week, true);
        watch_accounts();
        watch_uses();
        watch_quotas(quotas);
        if (!errors_.empty()) return std::unexpected(std::move(errors_));
        return std::move(list_);
    }

  private:
    int add(std::string id, std::string unit, TimeAxis axis, bool series) {
        Measure measure;
        measure.id = std::move(id);
        measure.unit = std::move(unit);
        measure.axis = axis;
        measure.times = axis == TimeAxis::month ? list_.months : axis == TimeAxis::week ? calendar_.weeks : 1;
        measure.series = series;
        measure.offset = list_.size;
        list_.size += measure.times;
        list_.measures.push_back(std::move(measure));
        return static_cast<int>(list_.measures.size()) - 1;
    }

    int place(const std::string& id, const Place& where) {
        const int index = world_.place(id);
        if (index < 0) errors_.push_back({where, "place \"" + id + "\" is not in the world", hint_places(id)});
        return index;
    }
    std::string hint_places(const std::string& id) const {
        std::vector<std::string> names;
        for (const WorldPlace& each : world_.places) names.push_back(each.id);
        const std::string hint = did_you_mean(id, names);
        return hint.empty() ? "known: " + join(names, ", ") : hint;
    }
    int item(const std::string& id, const Place& where) {
        const int index = world_.catalogue.item(id);
        if (index >= 0) return index;
        std::vector<std::string> names;
        for (const Item& each : world_.catalogue.items) names.push_back(each.id);
        std::string hint = did_you_mean(id, names);
        errors_.push_back({where, "item \"" + id + "\" is not in the catalogue",
                           hint.empty() ? "see data/materials/ for the items" : hint});
        return -1;
    }

    void watch_exports(const WatchExports& watch) {
        WatchList::Exports group;
        for (const std::string& id : watch.items) item(id, watch.where);
        for (const std::string& id : watch.to) place(id, watch.where);
        if (!watch.from.empty()) place(watch.from, watch.where);
        const auto place_of = [&](std::size_t market) -> const std::string& { return world_.places[static_cast<std::size_t>(network_.market_place[market])].id; };
        for (int lane = 0; lane < network_.lanes; ++lane) {
            const auto l = static_cast<std::size_t>(lane);
            const auto from = static_cast<std::size_t>(network_.lane_from[l]), to = static_cast<std::size_t>(network_.lane_to[l]);
            const std::string& item_id = world_.catalogue.items[static_cast<std::size_t>(network_.market_item[from])].id;
            if (watch.covers(item_id, place_of(from), place_of(to))) group.lanes.push_back(lane);
        }
        if (group.lanes.empty() && errors_.empty()) {
            errors_.push_back({watch.where, "nothing of these items leaves " + (watch.from.empty() ? "anyone" : watch.from) + " in this world",
                               "name other items, or another origin"});
        }
        group.measure = add("exports/" + watch.id, "t", TimeAxis::month, true);
        group.by_week = add("exports-by-week/" + watch.id, "t", TimeAxis::week, true);
        list_.exports.push_back(std::move(group));
    }

    std::vector<int> markets_in(const std::string& region, int item) const {
        std::vector<int> markets;
        for (int m = 0; m < network_.markets; ++m) {
            const auto index = static_cast<std::size_t>(m);
            if (network_.market_item[index] == item &&
                world_.places[static_cast<std::size_t>(network_.market_place[index])].region == region) {
                markets.push_back(m);
            }
        }
        return markets;
    }

    std::vector<std::pair<int, int>> purchases_of(int item) const {
        std::vector<std::pair<int, int>> bought;
        const auto add_claims = [&](const std::vector<int>& markets, const std::vector<int>& claims) {
            for (std::size_t i = 0; i < markets.size(); ++i) {
                if (network_.market_item[static_cast<std::size_t>(markets[i])] == item) bought.emplace_back(markets[i], claims[i]);
            }
        };
        add_claims(network_.leg_market, network_.leg_claim);
        add_claims(network_.need_market, network_.need_claim);
        return bought;
    }

    void watch_price(const WatchPrice& watch) {
        const int index = item(watch.item, watch.where);
        if (index < 0) return;
        WatchList::Price price;
        price.inside = markets_in(watch.inside, index);
        price.outside = markets_in(watch.outside, index);
        for (const auto& [region, markets] : {std::pair(watch.inside, &price.inside), {watch.outside, &price.outside}}) {
            if (markets->empty()) {
                errors_.push_back({watch.where, "no market for " + watch.item + " in region \"" + region + "\"",
                                   "name a region of the world's places that trades it"});
            }
        }
        price.bought = purchases_of(index);
        price.measure_inside = add("price/" + watch.id + "/inside", "USD/kg", TimeAxis::week, true);
        price.measure_outside = add("price/" + watch.id + "/outside", "USD/kg", TimeAxis::week, true);
        price.measure_ratio = add("price/" + watch.id + "/ratio", "ratio", TimeAxis::week, true);
        price.measure_world = add("price/" + watch.id + "/world", "USD/kg", TimeAxis::week, true);
        list_.prices.push_back(std::move(price));
    }

    void watch_licensed_items() {
        const int origin = world_.place(scenario_.controller);
        for (std::size_t index = 0; index < list_.controlled_item.size(); ++index) {
            if (list_.controlled_item[index] == 0) continue;
            WatchList::Exports group;
            for (int lane = 0; lane < network_.lanes; ++lane) {
                const auto from = static_cast<std::size_t>(network_.lane_from[static_cast<std::size_t>(lane)]);
                if (network_.market_place[from] == origin && network_.market_item[from] == static_cast<int>(index)) group.lanes.push_back(lane);
            }
            if (group.lanes.empty()) continue;
            group.measure = add("departed/" + world_.catalogue.items[index].id + "/" + scenario_.controller, "t", TimeAxis::month, true);
            list_.exports.push_back(std::move(group));
        }
    }

    void watch_accounts() {
        place(scenario_.controller, scenario_.where);
        place(scenario_.target, scenario_.where);
        for (int p = 0; p < static_cast<int>(world_.places.size()); ++p) list_.places.push_back(p);
        const auto family = [&](const std::string& name) {
            const int first = static_cast<int>(list_.measures.size());
            for (const int p : list_.places) add(name + "/" + world_.places[static_cast<std::size_t>(p)].id, "USD", TimeAxis::month, true);
            return first;
        };
        list_.output_lost = family("output-lost");
        list_.material_cost = family("material-cost");
        list_.export_revenue = family("export-revenue");
        list_.duty = family("duty");
        list_.licence_rent = family("licence-rent");
        list_.supply_lost = static_cast<int>(list_.measures.size());
        for (const WorldPlace& each : world_.places) add("supply-lost/" + each.id, "share", TimeAxis::once, true);
    }

    void watch_quotas(const std::vector<Quota>& quotas) {
        list_.quota_use = static_cast<int>(list_.measures.size());
        for (int year = calendar_.from.year(); year <= scenario_.through.year(); ++year) {
            const Interval days{Date(year, 1, 1), Date(year + 1, 1, 1)};
            double amount = 0;
            for (const Quota& quota : quotas) amount += quota.amount * quota.days.overlap(days) / quota.days.days();
            if (amount <= 0) continue;
            list_.quota_years.push_back(year);
            list_.quota_amounts.push_back(amount);
            add("quota-use/" + std::to_string(year), "share", TimeAxis::once, true);
        }
    }

    void watch_uses() {
        const auto family = [&](const std::string& name, const std::string& unit) {
            const int first = static_cast<int>(list_.measures.size());
            for (const Use& use : world_.uses) add(name + "/" + use.id, unit, TimeAxis::once, false);
            return first;
        };
        list_.stop = family("stop", "days");
        list_.half_stop = family("half-stop", "days");
        list_.lost = family("lost", "USD");
    }

    const Network& network_;
    const World& world_;
    const Scenario& scenario_;
    const Calendar& calendar_;
    WatchList list_;
    Errors errors_;
};

}  // namespace

Result<WatchList> make_watch_list(const Network& network, const Scenario& scenario, const Calendar& calendar,
                                  const std::vector<std::uint8_t>& controlled, const std::vector<Quota>& quotas) {
    return ListMaker(network, scenario, calendar).make(controlled, quotas);
}

Recorder::Recorder(const Network& network, const Schedule& schedule, const WatchList& list, bool series)
    : network_(network), schedule_(schedule), list_(list), series_(series) {
    sums_.assign(static_cast<std::size_t>(list.size) * kBlock, 0.0);
    last_running_.assign(static_cast<std::size_t>(network.uses) * kBlock, 1.0);
    deliveries_.assign(network.world->places.size() * kBlock, 0.0);
    baseline_deliveries_.assign(network.world->places.size(), 0.0);
    for (int use = 0; use < network.uses; ++use) {
        for (int d = 0; d < kBlock; ++d) {
            set(list.stop + use, 0, d, kNever);
            set(list.half_stop + use, 0, d, kNever);
        }
    }
    const Date first = schedule.calendar.from.month_start();
    for (int w = 0; w < schedule.calendar.weeks; ++w) {
        std::vector<std::pair<int, double>> shares;
        int index = 0;
        for (Date month = first; index < list.months; month = month.next_month(), ++index) {
            const int days = schedule.calendar.week(w).overlap({month, month.next_month()});
            if (days > 0) shares.emplace_back(index, days / 7.0);
        }
        months_of_week_.push_back(std::move(shares));
    }
}

void Recorder::set(int measure, int time, int draw, double value) {
    sums_[static_cast<std::size_t>(list_.measures[static_cast<std::size_t>(measure)].offset + time) * kBlock +
          static_cast<std::size_t>(draw)] = value;
}

void Recorder::record(const State& state, const DrawBlock& draws) {
    const int week = state.week - 1;   // the step has just moved on
    record_uses(state, week);
    if (!series_) return;
    record_exports(state, week);
    record_prices(state, week);
    record_licences(state, draws, week);
    record_quotas(state, week);
    if (week >= list_.count_week) record_accounts(state, week);
}

void Recorder::record_uses(const State& state, int week) {
    const auto cross = [&](int measure, int d, double before, double now, double level) {
        const auto at = static_cast<std::size_t>(list_.measures[static_cast<std::size_t>(measure)].offset) * kBlock + static_cast<std::size_t>(d);
        if (sums_[at] < kNever || now > level || before <= level) return;
        // Within the week the share falls in a straight line from the week before.
        const double part = before > now ? std::clamp((before - level) / (before - now), 0.0, 1.0) : 0.0;
        sums_[at] = 7.0 * (week + part);
    };
    for (int use = 0; use < network_.uses; ++use) {
        for (int d = 0; d < kBlock; ++d) {
            double& before = last_running_[static_cast<std::size_t>(use) * kBlock + static_cast<std::size_t>(d)];
            const double now = state.running[use][d];
            if (week >= list_.count_week && network_.use_can_stop[static_cast<std::size_t>(use)] != 0) {
                cross(list_.stop + use, d, before, now, 1 - kFirstStop);
                cross(list_.half_stop + use, d, before, now, 0.5);
            }
            if (week >= list_.count_week) add(list_.lost + use, 0, d, (1 - now) * network_.use_value[static_cast<std::size_t>(use)]);
            before = now;
        }
    }
}

void Recorder::record_exports(const State& state, int week) {
    for (const WatchList::Exports& group : list_.exports) {
        for (const int lane : group.lanes) {
            for (const auto& [month, share] : months_of_week_[static_cast<std::size_t>(week)]) {
                for (int d = 0; d < kBlock; ++d) add(group.measure, month, d, share * (state.departed[lane][d] - state.unlicensed[lane][d]));
            }
            if (group.by_week < 0) continue;
            for (int d = 0; d < kBlock; ++d) add(group.by_week, week, d, state.departed[lane][d] - state.unlicensed[lane][d]);
        }
    }
}

// Traded price of the week, weighted by what was bought to be used; the baseline price where nothing was.
double Recorder::paid_per_unit(const std::vector<std::pair<int, int>>& bought, const State& state, int d) const {
    double money = 0, amount = 0, at_rest = 0;
    for (const auto& [market, claim] : bought) {
        const double price = network_.price[static_cast<std::size_t>(market)];
        money += state.granted[claim][d] * price * state.traded_price[market][d];
        amount += state.granted[claim][d];
        at_rest = at_rest > 0 && at_rest < price ? at_rest : price;
    }
    return (amount > 0 ? money / amount : at_rest) / 1000.0;   // USD/t to USD/kg
}

void Recorder::record_prices(const State& state, int week) {
    const auto mean = [&](const std::vector<int>& markets, int d) {
        double value = 0, weight = 0;
        for (const int m : markets) {
            const auto index = static_cast<std::size_t>(m);
            value += network_.throughput[index] * network_.price[index] * state.price[m][d];
            weight += network_.throughput[index];
        }
        return value / weight / 1000.0;   // USD/t to USD/kg
    };
    for (const WatchList::Price& price : list_.prices) {
        for (int d = 0; d < kBlock; ++d) {
            const double inside = mean(price.inside, d), outside = mean(price.outside, d);
            set(price.measure_inside, week, d, inside);
            set(price.measure_outside, week, d, outside);
            set(price.measure_ratio, week, d, outside / inside);
            set(price.measure_world, week, d, paid_per_unit(price.bought, state, d));
        }
    }
}

// Only the office of the controller: the other power's licences are another queue.
void Recorder::record_licences(const State& state, const DrawBlock& draws, int week) {
    const auto at = std::find(schedule_.offices.begin(), schedule_.offices.end(), list_.controller);
    if (at == schedule_.offices.end()) return;
    const int office = static_cast<int>(at - schedule_.offices.begin());
    for (int d = 0; d < kBlock; ++d) {
        set(list_.filed, week, d, state.filed[office][d]);
        set(list_.approved, week, d, state.approved[office][d]);
        set(list_.refused, week, d, state.refused[office][d]);
    }
    for (int i = 0; i < static_cast<int>(schedule_.streams.size()); ++i) {
        const Stream& stream = schedule_.streams[static_cast<std::size_t>(i)];
        if (stream.office != office) continue;
        const double price = network_.price[static_cast<std::size_t>(network_.lane_from[static_cast<std::size_t>(stream.lane)])];
        double pending[kBlock];
        pending_applications(state, i, pending);
        for (int d = 0; d < kBlock; ++d) {
            add(list_.pending, week, d, pending[d] * price / draws[Parameter::file_value][d]);
        }
    }
}

// Of what may leave in a year, the share that left. What leaves in a week under a quota counts in the year of the quota's first day
// in that week, so that the last days of December are not booked against the next year's quota.
void Recorder::record_quotas(const State& state, int week) {
    const Interval days = schedule_.calendar.week(week);
    for (std::size_t q = 0; q < schedule_.quotas.size(); ++q) {
        const Interval& quota = schedule_.quotas[q].days;
        if (days.overlap(quota) == 0) continue;
        const auto year = std::find(list_.quota_years.begin(), list_.quota_years.end(), std::max(days.from, quota.from).year());
        if (year == list_.quota_years.end()) continue;
        const auto i = static_cast<std::size_t>(year - list_.quota_years.begin());
        const double* used = state.quota_used[static_cast<int>(q)];
        for (int d = 0; d < kBlock; ++d) add(list_.quota_use + static_cast<int>(i), 0, d, used[d] / list_.quota_amounts[i]);
    }
}

// The week's sums by place first, then the share of the week that falls in each month.
void Recorder::record_accounts(const State& state, int week) {
    const int places = static_cast<int>(network_.world->places.size());
    Field lost(places), cost(places), revenue(places), duty(places), rent(places);
    for (int use = 0; use < network_.uses; ++use) {
        double* sum = lost[network_.use_place[static_cast<std::size_t>(use)]];
        const double* running = state.running[use];
        const double value = network_.use_value[static_cast<std::size_t>(use)];
        COUNTERVAIL_EACH_DRAW(d) sum[d] += (1 - running[d]) * value;
    }
    for (int need = 0; need < network_.needs; ++need) record_purchases(state, need, cost);
    for (int lane = 0; lane < network_.lanes; ++lane) {
        const auto index = static_cast<std::size_t>(lane);
        const int from = network_.lane_from[index];
        const int origin = network_.market_place[static_cast<std::size_t>(from)];
        const int destination = network_.market_place[static_cast<std::size_t>(network_.lane_to[index])];
        const double tariff = schedule_.tariff[index].empty() ? 0.0 : schedule_.tariff[index][static_cast<std::size_t>(week)];
        const double price = network_.price[static_cast<std::size_t>(from)];
        const double* departed = state.departed[lane];
        const double* traded = state.traded_price[from];
        double* earned = revenue[origin];
        double* paid = duty[destination];
        COUNTERVAIL_EACH_DRAW(d) earned[d] += departed[d] * price * traded[d];
        COUNTERVAIL_EACH_DRAW(d) paid[d] += tariff * departed[d] * price * traded[d];
        if (schedule_.stream_begin[index] == schedule_.stream_begin[index + 1]) continue;
        double of_lane[kBlock];
        licence_rent(network_, schedule_, state, week, lane, of_lane);
        for (int d = 0; d < kBlock; ++d) rent[origin][d] += of_lane[d];
    }
    for (const auto& [family, sums] : {std::pair(list_.output_lost, &lost), {list_.material_cost, &cost}, {list_.export_revenue, &revenue},
                                       {list_.duty, &duty}, {list_.licence_rent, &rent}}) {
        for (int place = 0; place < places; ++place) {
            for (const auto& [month, share] : months_of_week_[static_cast<std::size_t>(week)]) {
                for (int d = 0; d < kBlock; ++d) add(family + place, month, d, share * (*sums)[place][d]);
            }
        }
    }
}

void Recorder::record_purchases(const State& state, int need, Field& cost) {
    const int market = network_.need_market[static_cast<std::size_t>(need)];
    const auto place = static_cast<std::size_t>(network_.market_place[static_cast<std::size_t>(market)]);
    const double price = network_.price[static_cast<std::size_t>(market)];
    const double* received = state.received[need];
    const double* traded = state.traded_price[market];
    double* sum = cost[static_cast<int>(place)];
    COUNTERVAIL_EACH_DRAW(d) sum[d] += received[d] * price * (traded[d] - 1);
    if (list_.controlled_item[static_cast<std::size_t>(network_.market_item[static_cast<std::size_t>(market)])] == 0) return;
    baseline_deliveries_[place] += network_.need_rate[static_cast<std::size_t>(need)] * price;
    double* delivered = deliveries_.data() + place * kBlock;
    COUNTERVAIL_EACH_DRAW(d) delivered[d] += received[d] * price;
}

std::vector<float> Recorder::finish() {
    if (series_) {
        for (std::size_t place = 0; place < baseline_deliveries_.size(); ++place) {
            for (int d = 0; d < kBlock; ++d) {
                const double normal = baseline_deliveries_[place];
                const double share = normal > 0 ? 1 - deliveries_[place * kBlock + static_cast<std::size_t>(d)] / normal : 0;
                set(list_.supply_lost + static_cast<int>(place), 0, d, share);
            }
        }
    }
    return {sums_.begin(), sums_.end()};
}

}  // namespace countervail
