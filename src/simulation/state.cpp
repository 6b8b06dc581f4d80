// SPDX-License-Identifier: Apache-2.0
#include "simulation/state.h"

#include <algorithm>
#include <string>

#include "base/random.h"

namespace countervail {

namespace {

void set_rows(Field& field, const std::vector<double>& values) {
    for (int row = 0; row < static_cast<int>(values.size()); ++row) {
        for (int d = 0; d < kBlock; ++d) field[row][d] = values[static_cast<std::size_t>(row)];
    }
}

/// Of a stream's files in a draw: the same for the same goods, way and class, whatever else the world holds.
double luck_of(const Network& n, const Stream& stream, std::uint32_t draw) {
    static const std::uint32_t kPurpose = name_code("whole files");
    const World& world = *n.world;
    const auto lane = static_cast<std::size_t>(stream.lane);
    const auto from = static_cast<std::size_t>(n.lane_from[lane]), to = static_cast<std::size_t>(n.lane_to[lane]);
    const auto place = [&](std::size_t market) { return world.places[static_cast<std::size_t>(n.market_place[market])].id; };
    const std::string name = world.catalogue.items[static_cast<std::size_t>(n.market_item[from])].id + " " + place(from) + " " + place(to) + " " +
                             std::to_string(stream.licence_class) + " " + stream.act;
    return uniform(0, draw, name_code(name), kPurpose);
}

// A quota that stood before the run began has been used evenly until then.
void begin_quotas(const Network& n, const Schedule& schedule, State& s) {
    int rows = 0, markets = 0;
    for (const Quota& quota : schedule.quotas) {
        rows = std::max(rows, quota.first_row + static_cast<int>(quota.lanes.size()));
        markets = std::max(markets, quota.licences + 1);
    }
    s.quota_left = s.quota_used = Field(static_cast<int>(schedule.quotas.size()));
    s.quota_price = Field(markets);
    s.quota_cost = Field(schedule.quotas.empty() ? 0 : n.lanes);
    s.quota_draw = Field(rows);
    for (std::size_t q = 0; q < schedule.quotas.size(); ++q) {
        const Quota& quota = schedule.quotas[q];
        const int days = quota.days.overlap({schedule.calendar.from, quota.days.until});
        for (int d = 0; d < kBlock; ++d) s.quota_left[static_cast<int>(q)][d] = quota.amount * days / quota.days.days();
    }
}

void begin_rushes(const Network& n, const Schedule& schedule, State& s) {
    int rows = 0;
    for (const Rush& rush : schedule.rushes) rows = std::max(rows, rush.first_row + n.transit[static_cast<std::size_t>(rush.lane)]);
    s.ahead_held = s.ahead_left = s.ahead_skipped = Field(static_cast<int>(schedule.rushes.size()));
    s.ahead_due = Field(rows);
}

}  // namespace

State rest(const Network& n, const Schedule& schedule, const DrawBlock& draws) {
    State s;
    const int streams = static_cast<int>(schedule.streams.size());
    const int holds = static_cast<int>(schedule.holds.size());
    s.stock = Field(n.markets);
    set_rows(s.stock, n.target);
    s.log_price = Field(n.markets);
    s.price = s.response = Field(n.markets, 1.0);
    s.dearness = s.usual_log_price = s.hoard = Field(n.markets);
    s.activity = Field(n.sites);
    set_rows(s.activity, n.activity);
    s.flow = Field(n.lanes);
    set_rows(s.flow, n.flow);
    s.orders = s.flow;
    s.pipeline = Field(n.pipeline_begin.back());
    for (int lane = 0; lane < n.lanes; ++lane) {
        for (int slot = n.pipeline_begin[lane]; slot < n.pipeline_begin[lane + 1]; ++slot) {
            for (int d = 0; d < kBlock; ++d) s.pipeline[slot][d] = n.flow[lane];
        }
    }
    s.held = Field(holds * kHoldStages);
    s.cover = Field(n.needs);
    for (int need = 0; need < n.needs; ++need) {
        const double* scale = draws[Parameter::inventory_scale];
        for (int d = 0; d < kBlock; ++d) s.cover[need][d] = n.need_cover[need] * n.need_rate[need] * scale[d];
    }
    s.intensity = Field(n.needs, 1.0);
    s.preparing = s.decided = s.permitted = s.without = s.file_luck = Field(streams);
    s.review = Field(streams * kReviewStages);
    for (int i = 0; i < streams; ++i) {
        for (int d = 0; d < kBlock; ++d) s.file_luck[i][d] = luck_of(n, schedule.streams[static_cast<std::size_t>(i)], draws.luck[static_cast<std::size_t>(d)]);
    }
    const int offices = static_cast<int>(schedule.offices.size());
    s.examiners = Field(offices);
    for (int office = 0; office < offices; ++office) {
        for (int d = 0; d < kBlock; ++d) s.examiners[office][d] = draws[Parameter::examiner_files][d];
    }
    s.made = Field(n.sites);
    s.shipped = s.departed = s.unlicensed = Field(n.lanes);
    s.received = s.used = s.needed = Field(n.needs);
    s.allowed = Field(n.needs, 1.0);
    s.running = Field(n.uses, 1.0);
    s.wanted = s.pressing = s.granted = Field(n.claims);
    s.supplied = s.demanded = s.arrived = Field(n.markets);
    s.traded_price = Field(n.markets, 1.0);
    begin_quotas(n, schedule, s);
    s.filed = s.approved = s.refused = Field(offices);
    begin_rushes(n, schedule, s);
    return s;
}

namespace {

class ElementSum {
  public:
    ElementSum(const Network& network, Field& sum) : network_(network), sum_(sum) {}
    void add(int market, const double* amount, double factor = 1) {
        const World& world = *network_.world;
        const int item = network_.market_item[static_cast<std::size_t>(market)];
        for (const Content& content : world.catalogue.items[static_cast<std::size_t>(item)].contents) {
            for (int d = 0; d < kBlock; ++d) sum_[content.element][d] += content.mass * factor * amount[d];
        }
    }

  private:
    const Network& network_;
    Field& sum_;
};

}  // namespace

Field element_mass(const Network& n, const Schedule& schedule, const State& s) {
    Field mass(static_cast<int>(n.world->catalogue.elements.size()));
    ElementSum sum(n, mass);
    for (int m = 0; m < n.markets; ++m) {
        sum.add(m, s.stock[m]);
        sum.add(m, s.hoard[m]);
    }
    for (int lane = 0; lane < n.lanes; ++lane) {
        for (int slot = n.pipeline_begin[lane]; slot < n.pipeline_begin[lane + 1]; ++slot) sum.add(n.lane_from[lane], s.pipeline[slot]);
    }
    for (int h = 0; h < static_cast<int>(schedule.holds.size()); ++h) {
        const int market = n.lane_from[schedule.holds[static_cast<std::size_t>(h)].lane];
        for (int stage = 0; stage < kHoldStages; ++stage) sum.add(market, s.held[h * kHoldStages + stage]);
    }
    for (int need = 0; need < n.needs; ++need) sum.add(n.need_market[need], s.cover[need]);
    for (std::size_t r = 0; r < schedule.rushes.size(); ++r) {
        sum.add(n.lane_to[static_cast<std::size_t>(schedule.rushes[r].lane)], s.ahead_held[static_cast<int>(r)]);
    }
    return mass;
}

void element_flows(const Network& n, const State& s, Field& entered, Field& left) {
    const World& world = *n.world;
    const int elements = static_cast<int>(world.catalogue.elements.size());
    entered = left = Field(elements);
    ElementSum in(n, entered), out(n, left);
    for (int site = 0; site < n.sites; ++site) {
        if (n.site_is_mine[site] != 0) {
            for (int p = n.product_begin[site]; p < n.product_begin[site + 1]; ++p) in.add(n.product_market[p], s.made[site], n.product_rate[p]);
            continue;
        }
        const Process& process = world.catalogue.processes[static_cast<std::size_t>(world.sites[static_cast<std::size_t>(site)].process)];
        for (const Content& lost : process.lost) {
            for (int d = 0; d < kBlock; ++d) left[lost.element][d] += lost.mass * s.made[site][d];
        }
    }
    for (int need = 0; need < n.needs; ++need) out.add(n.need_market[need], s.used[need]);
}

}  // namespace countervail
