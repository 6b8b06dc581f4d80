// SPDX-License-Identifier: Apache-2.0
// Ordering ahead of a known day (rush.h says on which lanes). Goods ordered ahead leave the stock of the origin's sellers after
// everybody else was served, travel with the lane's goods, and lie with the importers until a shipment is missing that they
// would have had: then they take its place.
#include <algorithm>
#include <cmath>
#include <vector>

#include "base/unit.h"
#include "simulation/step.h"
#include "simulation/vector_math.h"

namespace countervail {

namespace {

/// The week in which it becomes known is one of talk; orders follow from the next.
bool begun(const Rush& rush, int week) { return week >= rush.announced; }
bool awaited(const Rush& rush, int week) { return week < rush.ends; }

/// Of the lane's flow: what goes to buyers who order ahead.
void acting_share(const Rush& rush, const DrawBlock& draws, double* share) {
    const double* level = draws[Parameter::technology_level];
    const double* act = draws[Parameter::rush_share];
    const bool plain = rush.technology.none();
    COUNTERVAIL_EACH_DRAW(d) share[d] = act[d] * (rush.share + (plain ? 0.0 : rush.technology.at(level[d])));
}

/// Weeks of their trade that they want to have ahead on the day: what they think a licence takes. Against a duty no more than pays:
/// the last unit lies that long, and lying costs.
void wanted_cover(const Rush& rush, const DrawBlock& draws, double* weeks) {
    const double* cover = draws[Parameter::rush_cover_weeks];
    const double* cost = draws[Parameter::rush_carrying_cost];
    COUNTERVAIL_EACH_DRAW(d) weeks[d] = rush.duty > 0 ? smaller(cover[d], rush.duty * kWeeksInYear / cost[d]) : cover[d];
}

/// What lies under a licence or waits at the border this week cannot be hurried along before a duty.
bool kept_back(const Schedule& schedule, const Rush& rush, int week) {
    if (!(rush.duty > 0)) return false;
    const auto lane = static_cast<std::size_t>(rush.lane);
    const auto w = static_cast<std::size_t>(week);
    for (int i = schedule.stream_begin[lane]; i < schedule.stream_begin[lane + 1]; ++i) {
        const Stream& stream = schedule.streams[static_cast<std::size_t>(i)];
        if (stream.licensed[w] > 0 || stream.prohibited[w] > 0) return true;
    }
    const int hold = schedule.hold_of_lane[lane];
    return hold >= 0 && schedule.holds[static_cast<std::size_t>(hold)].held[w] > 0;
}

/// Evenly over the weeks that are left, but no faster than orders come round; from the day on which the cover wanted can still be laid
/// in at twice the usual rate. An order placed too late for its goods to clear in time is not placed.
void wish_ahead(const Network& n, const Rush& rush, const DrawBlock& draws, int week, const State& s, int row, double* wish) {
    const double flow = n.flow[static_cast<std::size_t>(rush.lane)], limit = n.lane_limit[static_cast<std::size_t>(rush.lane)];
    const double until = smaller(rush.day, week + 1), known = std::ceil(rush.announced);
    const double* clearance = draws[Parameter::clearance_weeks];
    const double* round = draws[Parameter::restock_weeks];
    const double* laid_in = s.ahead_left[row];
    const double* shipped = s.shipped[rush.lane];
    double share[kBlock], cover[kBlock];
    acting_share(rush, draws, share);
    wanted_cover(rush, draws, cover);
    COUNTERVAIL_EACH_DRAW(d) {
        const double begins = larger(known, rush.day - cover[d]);
        const double from = larger(begins, week);
        const double within = larger(until - from, 0.0), left = rush.day - from;
        const double seen = begins < 0 ? rush.day / (rush.day - begins) : 1.0;   // what was ordered before the run is not part of it
        const double missing = larger(share[d] * flow * cover[d] * seen - laid_in[d], 0.0);
        const double clears = larger(smaller((left - 0.5 * within) / clearance[d], 1.0), 0.0);
        const double room = larger(limit - shipped[d], 0.0);
        wish[d] = smaller(missing * within / larger(left, round[d]) * clears, room);
    }
}

void leave_ahead(const Network& n, const Rush& rush, int row, const double* wish, const double* fraction, State& s) {
    const int from = n.lane_from[static_cast<std::size_t>(rush.lane)], to = n.lane_to[static_cast<std::size_t>(rush.lane)];
    const int transit = n.transit[static_cast<std::size_t>(rush.lane)];
    double* on_the_way = transit == 0 ? s.arrived[to] : s.pipeline[n.pipeline_begin[static_cast<std::size_t>(rush.lane)] + s.week % transit];
    double* due = transit == 0 ? s.ahead_held[row] : s.ahead_due[rush.first_row + s.week % transit];
    COUNTERVAIL_EACH_DRAW(d) {
        const double extra = wish[d] * fraction[d];
        s.stock[from][d] -= extra;
        s.shipped[rush.lane][d] += extra;
        s.departed[rush.lane][d] += extra;
        s.demanded[from][d] += wish[d];
        s.ahead_left[row][d] += extra;
        on_the_way[d] += extra;
        due[d] += extra;
    }
}

/// Sellers part with a share of what is left at hand above what they hold back, the same share of what each buyer wishes.
void order_from_sellers(const Network& n, const Schedule& schedule, const DrawBlock& draws, State& s) {
    const int rushes = static_cast<int>(schedule.rushes.size());
    std::vector<int> active;
    int sellers = 0;
    for (int r = 0; r < rushes; ++r) {
        const Rush& rush = schedule.rushes[static_cast<std::size_t>(r)];
        if (begun(rush, s.week) && awaited(rush, s.week) && !kept_back(schedule, rush, s.week)) active.push_back(r);
        sellers = std::max(sellers, rush.seller + 1);
    }
    if (active.empty()) return;
    Field wish(static_cast<int>(active.size())), asked(sellers), fraction(sellers);
    std::vector<int> market(static_cast<std::size_t>(sellers), -1);
    for (int i = 0; i < static_cast<int>(active.size()); ++i) {
        const int r = active[static_cast<std::size_t>(i)];
        const Rush& rush = schedule.rushes[static_cast<std::size_t>(r)];
        wish_ahead(n, rush, draws, s.week, s, r, wish[i]);
        COUNTERVAIL_EACH_DRAW(d) asked[rush.seller][d] += wish[i][d];
        market[static_cast<std::size_t>(rush.seller)] = n.lane_from[static_cast<std::size_t>(rush.lane)];
    }
    const double* part_with = draws[Parameter::rush_stock_share];
    for (int seller = 0; seller < sellers; ++seller) {
        const int from = market[static_cast<std::size_t>(seller)];
        if (from < 0) continue;
        COUNTERVAIL_EACH_DRAW(d) {
            const double at_hand = part_with[d] * larger(s.stock[from][d] - held_back(n.target[static_cast<std::size_t>(from)], s.price[from][d]), 0.0);
            fraction[seller][d] = asked[seller][d] > at_hand ? at_hand / asked[seller][d] : 1.0;
        }
    }
    for (int i = 0; i < static_cast<int>(active.size()); ++i) {
        const int r = active[static_cast<std::size_t>(i)];
        const Rush& rush = schedule.rushes[static_cast<std::size_t>(r)];
        leave_ahead(n, rush, r, wish[i], fraction[rush.seller], s);
    }
}

/// Of a shipment that those who stocked up do not order, or order and do not get, their stock takes the place when it would have
/// arrived. Traders at its end count on it as they would on the shipment.
void live_on_stock(const Network& n, const Rush& rush, int row, const DrawBlock& draws, State& s) {
    const int to = n.lane_to[static_cast<std::size_t>(rush.lane)], transit = n.transit[static_cast<std::size_t>(rush.lane)];
    const double flow = n.flow[static_cast<std::size_t>(rush.lane)];
    const double* orders = s.orders[rush.lane];
    const double* departed = s.departed[rush.lane];
    const double* skipped = s.ahead_skipped[row];
    double* left = s.ahead_left[row];
    double share[kBlock], used[kBlock];
    acting_share(rush, draws, share);
    COUNTERVAIL_EACH_DRAW(d) {
        const double usual = share[d] * smaller(orders[d] + skipped[d], flow);
        const double missing = orders[d] > 0 ? larger(1 - departed[d] / orders[d], 0.0) : 0.0;
        used[d] = smaller(left[d], skipped[d] + larger(usual - skipped[d], 0.0) * missing);
        left[d] -= used[d];
        s.supplied[to][d] += used[d];
    }
    if (transit == 0) {
        COUNTERVAIL_EACH_DRAW(d) {
            const double released = smaller(used[d], s.ahead_held[row][d]);
            s.ahead_held[row][d] -= released;
            s.stock[to][d] += released;
        }
        return;
    }
    double* due = s.ahead_due[rush.first_row + s.week % transit];
    COUNTERVAIL_EACH_DRAW(d) due[d] -= used[d];
}

bool any_left(const double* left) {
    double most = 0;
    for (int d = 0; d < kBlock; ++d) most = larger(most, left[d]);
    return most > 0;
}

}  // namespace

void stow_ahead(const Network& n, const Schedule& schedule, State& s) {
    for (int r = 0; r < static_cast<int>(schedule.rushes.size()); ++r) {
        const Rush& rush = schedule.rushes[static_cast<std::size_t>(r)];
        const int transit = n.transit[static_cast<std::size_t>(rush.lane)];
        if (transit == 0 || !begun(rush, s.week)) continue;
        double* due = s.ahead_due[rush.first_row + s.week % transit];
        double* held = s.ahead_held[r];
        double* stock = s.stock[n.lane_to[static_cast<std::size_t>(rush.lane)]];
        COUNTERVAIL_EACH_DRAW(d) {
            const double stowed = larger(due[d], -held[d]);   // below 0: taken out
            held[d] += stowed;
            stock[d] -= stowed;
            due[d] = 0;
        }
    }
}

void order_ahead(const Network& n, const Schedule& schedule, const DrawBlock& draws, State& s) {
    for (int r = 0; r < static_cast<int>(schedule.rushes.size()); ++r) {
        const Rush& rush = schedule.rushes[static_cast<std::size_t>(r)];
        if (!awaited(rush, s.week) && any_left(s.ahead_left[r])) live_on_stock(n, rush, r, draws, s);
    }
    order_from_sellers(n, schedule, draws, s);
}

void skip_orders(const Network& n, const Schedule& schedule, const DrawBlock& draws, State& s) {
    for (int r = 0; r < static_cast<int>(schedule.rushes.size()); ++r) {
        const Rush& rush = schedule.rushes[static_cast<std::size_t>(r)];
        if (awaited(rush, s.week + 1)) continue;
        double* orders = s.orders[rush.lane];
        double* skipped = s.ahead_skipped[r];
        const double* left = s.ahead_left[r];
        if (!any_left(left)) {
            COUNTERVAIL_EACH_DRAW(d) skipped[d] = 0;
            continue;
        }
        const double flow = n.flow[static_cast<std::size_t>(rush.lane)];
        double share[kBlock];
        acting_share(rush, draws, share);
        COUNTERVAIL_EACH_DRAW(d) {
            skipped[d] = smaller(smaller(share[d] * smaller(orders[d], flow), left[d]), orders[d]);
            orders[d] -= skipped[d];
        }
    }
}

}  // namespace countervail
