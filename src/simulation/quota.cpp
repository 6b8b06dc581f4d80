// SPDX-License-Identifier: Apache-2.0
// Quotas in the weekly step. Their holders share out what is left over the weeks that are left, somewhat more at first.
// Licences are traded at one price per tonne, whatever the tonne is worth; so goods of low value feel a quota most.
#include "simulation/quota.h"

#include <algorithm>

#include "simulation/step.h"
#include "simulation/vector_math.h"

namespace countervail {

double tonnes_on_basis(const Catalogue& catalogue, const Item& item, std::string_view basis) {
    if (item.stage == Stage::chip) return 0;
    if (basis.empty() || basis == "gross") return 1;
    double tonnes = 0;
    for (const Content& content : item.contents) {
        const double in_oxide = catalogue.elements[static_cast<std::size_t>(content.element)].oxide_to_metal;
        tonnes += basis == "metal" ? content.mass : in_oxide > 0 ? content.mass / in_oxide : 0;
    }
    return tonnes;
}

namespace {

/// Share of the week's days that a quota covers.
double days_of(const Quota& quota, const Schedule& schedule, int week) { return schedule.calendar.week(week).overlap(quota.days) / 7.0; }

/// What its holders bring to market this week: an even share of what is left, times a factor of haste.
void weekly_rate(const Quota& quota, const Schedule& schedule, const DrawBlock& draws, int week, double days, const double* left, double* rate) {
    const double weeks = std::max((quota.days.until - schedule.calendar.week(week).from) / 7.0, days);
    const double* haste = draws[Parameter::quota_haste];
    COUNTERVAIL_EACH_DRAW(d) rate[d] = left[d] * smaller(1.0, haste[d] * days / weeks);
}

struct QuotaWeek {
    double wanted[kBlock] = {};   ///< t on the basis that would leave if the quota did not stand in the way
    double value[kBlock] = {};    ///< USD that it would fetch where it goes
    double per_price[kBlock] = {};   ///< each tonne over its price there: wanted / per_price is the harmonic mean of prices per tonne
};

/// Of a lane's trade, what goes without a licence because the gap pays for the risk: as under permits (shipping.cpp) a share of the whole,
/// not of what is kept back, since whoever slips through saves the price of a licence, too. The gap is that beyond freight, which is paid at rest.
void slipping_share(const Network& n, const QuotaLane& each, const DrawBlock& draws, const State& s, double* slipping) {
    const double* leakage = draws[Parameter::leakage_share];
    const double* premium = draws[Parameter::leakage_premium];
    const double level = n.price[n.lane_to[each.lane]] / n.price[n.lane_from[each.lane]];
    const double* from = s.price[n.lane_from[each.lane]];
    const double* to = s.price[n.lane_to[each.lane]];
    COUNTERVAIL_EACH_DRAW(d) slipping[d] = leakage[d] * larger(smaller(level * (to[d] / from[d] - 1) - premium[d], 1.0), 0.0);
}

QuotaWeek wanted_under(const Network& n, const Quota& quota, double days, const DrawBlock& draws, const State& s) {
    QuotaWeek sum;
    double slipping[kBlock];
    for (const QuotaLane& each : quota.lanes) {
        slipping_share(n, each, draws, s, slipping);
        const double* wanted = s.wanted[n.lane_claim[each.lane]];
        const double* price = s.price[n.lane_to[each.lane]];
        const double part = each.share * days, worth = n.price[n.lane_to[each.lane]];
        const double per_worth = each.content * each.content / worth;
        COUNTERVAIL_EACH_DRAW(d) {
            const double licensed = wanted[d] * part * (1 - slipping[d]);
            sum.wanted[d] += licensed * each.content;
            sum.value[d] += licensed * worth * price[d];
            sum.per_price[d] += licensed * per_worth / price[d];
        }
    }
    return sum;
}

/// Every lane gets the same share of what it wants with a licence. Who goes without one asks for as much as at rest, though licences are dear.
void share_out(const Network& n, const Schedule& schedule, const Quota& quota, const DrawBlock& draws, double days, const double* fraction, State& s) {
    double slipping[kBlock];
    for (std::size_t i = 0; i < quota.lanes.size(); ++i) {
        const QuotaLane& each = quota.lanes[i];
        slipping_share(n, each, draws, s, slipping);
        const auto lane = static_cast<std::size_t>(each.lane);
        const bool alone = schedule.stream_begin[lane] == schedule.stream_begin[lane + 1];
        const double part = each.share * days, normal = n.flow[lane] * part;
        double* wanted = s.wanted[n.lane_claim[each.lane]];
        double* pressing = s.pressing[n.lane_claim[each.lane]];
        double* unlicensed = s.unlicensed[each.lane];
        double* drawn = s.quota_draw[quota.first_row + static_cast<int>(i)];
        COUNTERVAIL_EACH_DRAW(d) {
            const double under = wanted[d] * part;
            drawn[d] = under * (1 - slipping[d]) * fraction[d];
            const double leaking = larger(under, normal) * slipping[d];
            wanted[d] += drawn[d] + leaking - under;
            pressing[d] = wanted[d];
            unlicensed[d] = (alone ? 0 : unlicensed[d]) + leaking;
        }
    }
}

/// The price below which holders rather keep a licence, USD per tonne. A rise by dλ takes ε·dλ/P off what is wanted of goods at P, so what
/// licences earn together no longer grows at λ = (1/ε) × harmonic mean of P; by their conduct they ask a part of that (Lerner 1934, Review
/// of Economic Studies 1:157). ε is that of use and of a year's thrift; theirs is the trade that does not slip through (Landes & Posner 1981). Beyond the largest rent mines elsewhere
/// are opened (limit pricing: Gaskins 1971, J. Economic Theory 3:306).
void least_price(const QuotaWeek& week, const DrawBlock& draws, double* least) {
    constexpr double kTrebling = 1.0986122886681098;
    const double* conduct = draws[Parameter::quota_conduct];
    const double* largest = draws[Parameter::largest_rent];
    const double* slips = draws[Parameter::leakage_share];
    const double* prompt = draws[Parameter::demand_elasticity];
    const double* thrift = draws[Parameter::thrift_per_year];
    COUNTERVAIL_EACH_DRAW(d) {
        const double elasticity = larger(prompt[d] + thrift[d] * (1 / kTrebling), 1e-3);
        const double mean_price = week.per_price[d] > 0 ? week.wanted[d] / week.per_price[d] : 0;
        least[d] = smaller(conduct[d] * (1 - slips[d]) / elasticity, largest[d]) * mean_price;
    }
}

/// A tonne's licence grows dearer while more is wanted than comes to market, by the pace of prices at large; it grows cheaper
/// more slowly: holders hold out. Prices at large rise faster than they fall (Peltzman 2000, J. Political Economy 108:466). Once it has
/// had a price it does not fall below the rent that holders ask: a quota gives power over the price when it has been scarce, not before
/// (sellers bound by capacity: Kreps & Scheinkman 1983, Bell J. Economics 14:326).
void price_licences(const QuotaWeek& week, const double* rate, const DrawBlock& draws, double* price) {
    const double* speed = draws[Parameter::price_speed];
    const double* fall = draws[Parameter::licence_fall];
    double least[kBlock];
    least_price(week, draws, least);
    COUNTERVAIL_EACH_DRAW(d) {
        const double per_tonne = week.wanted[d] > 0 ? week.value[d] / week.wanted[d] : 0;
        const double excess = (week.wanted[d] - rate[d]) / larger(larger(rate[d], week.wanted[d]), 1e-9);
        const double asked = smaller(price[d], least[d]);
        price[d] = larger(price[d] + speed[d] * (excess < 0 ? fall[d] * excess : excess) * per_tonne, asked);
    }
}

}  // namespace

void limit_by_quotas(const Network& n, const Schedule& schedule, const DrawBlock& draws, State& s) {
    for (std::size_t q = 0; q < schedule.quotas.size(); ++q) {
        const Quota& quota = schedule.quotas[q];
        const double days = days_of(quota, schedule, s.week);
        const bool stood = days > 0 || (s.week > 0 && days_of(quota, schedule, s.week - 1) > 0);
        for (const QuotaLane& each : quota.lanes) {
            if (!stood) break;
            double* cost = s.quota_cost[each.lane];
            COUNTERVAIL_EACH_DRAW(d) cost[d] = 0;
        }
        if (days <= 0) continue;
        double rate[kBlock], fraction[kBlock];
        weekly_rate(quota, schedule, draws, s.week, days, s.quota_left[static_cast<int>(q)], rate);
        const QuotaWeek week = wanted_under(n, quota, days, draws, s);
        COUNTERVAIL_EACH_DRAW(d) fraction[d] = week.wanted[d] > rate[d] ? rate[d] / week.wanted[d] : 1.0;
        share_out(n, schedule, quota, draws, days, fraction, s);
        price_licences(week, rate, draws, s.quota_price[quota.licences]);
    }
}

void use_quotas(const Network& n, const Schedule& schedule, State& s) {
    for (std::size_t q = 0; q < schedule.quotas.size(); ++q) {
        const Quota& quota = schedule.quotas[q];
        double* used = s.quota_used[static_cast<int>(q)];
        COUNTERVAIL_EACH_DRAW(d) used[d] = 0;
        const double days = days_of(quota, schedule, s.week);
        if (days <= 0) continue;
        const double* licence = s.quota_price[quota.licences];
        for (std::size_t i = 0; i < quota.lanes.size(); ++i) {
            const QuotaLane& each = quota.lanes[i];
            const double* wanted = s.wanted[n.lane_claim[each.lane]];
            const double* granted = s.granted[n.lane_claim[each.lane]];
            const double* drawn = s.quota_draw[quota.first_row + static_cast<int>(i)];
            double* cost = s.quota_cost[each.lane];
            COUNTERVAIL_EACH_DRAW(d) {
                used[d] += each.content * drawn[d] * (wanted[d] > 0 ? granted[d] / wanted[d] : 0);
                cost[d] += licence[d] * each.content * each.share * days;
            }
        }
        double* left = s.quota_left[static_cast<int>(q)];
        COUNTERVAIL_EACH_DRAW(d) left[d] = larger(left[d] - used[d], 0.0);
        if (quota.left_to < 0 || schedule.calendar.week(s.week).until < quota.days.until) continue;
        double* next = s.quota_left[quota.left_to];
        COUNTERVAIL_EACH_DRAW(d) {
            next[d] += left[d];
            left[d] = 0;
        }
    }
}

}  // namespace countervail
