// SPDX-License-Identifier: Apache-2.0
// Shipping: a lane's wanted flow grows while the price at its end exceeds the price at its start by more than freight
// and duty, and shrinks while it does not. The law limits what may leave: licensed flows need permits, prohibited
// ones stop, uncontrolled goods under a controlled code may wait at the border. A little leaks where the gap pays.
#include <algorithm>

#include "simulation/erlang.h"
#include "simulation/step.h"

namespace countervail {

namespace {

// Weeks of wanted flow for which a gap of the whole price may push: bounds the response to panic prices.
constexpr double kLargestGap = 1.0;
// Prompt response of orders to a gap, before transit and the price's own speed divide it: price, order and transit
// form a loop whose gain this is, and a third of a turn keeps prices and flows from hunting each other
// (docs/methods/simulation.md, stability).
constexpr double kPromptness = 0.35;
// Habit changes at most this share of the prompt response per week.
constexpr double kSlowest = 1.0 / 12.0;


// Goods declared before the duty was known still leave, fewer each week; whoever has notice sees to it that his goods clear
// before the day.
double declared_before(float age, float notice, double clearance) {
    if (age < 0) return 0;
    const double left = 1 - (age + notice) / clearance;
    return left > 0 ? left : 0;
}

// What leaves under permits: permits belong to customers, each of whom holds half of what was granted on average, so
// no more than twice the stock of permits over the weeks a licence covers can be drawn in a week.
void under_permit(const Stream& stream, std::size_t week, const DrawBlock& draws, const double* orders, const double* share,
                  const double* permitted, double* amount) {
    const double licensed = stream.licensed[week];
    COUNTERVAIL_EACH_DRAW(d) {
        const double declared = licensed * declared_before(stream.age[week], stream.notice, draws[Parameter::clearance_weeks][d]);
        const double asked = orders[d] * share[d] * (licensed - declared);
        const double drawable = permitted[d] * std::min(1.0, 2 / draws[Parameter::licence_cover_weeks][d]);
        amount[d] = asked < drawable ? asked : drawable;
    }
}

// Permits are used in proportion to what the market let through.
void use_permits(const Network& n, const Schedule& schedule, const DrawBlock& draws, int lane, State& s) {
    const double* granted = s.granted[n.lane_claim[lane]];
    const double* wanted = s.wanted[n.lane_claim[lane]];
    for (int i = schedule.stream_begin[static_cast<std::size_t>(lane)];
         i < schedule.stream_begin[static_cast<std::size_t>(lane) + 1]; ++i) {
        const Stream& stream = schedule.streams[static_cast<std::size_t>(i)];
        if (stream.licensed[static_cast<std::size_t>(s.week)] <= 0) continue;
        double share[kBlock], permit[kBlock];
        share_of_lane(stream, draws, share);
        under_permit(stream, static_cast<std::size_t>(s.week), draws, s.orders[lane], share, s.permitted[i], permit);
        COUNTERVAIL_EACH_DRAW(d) {
            const double let_through = wanted[d] > 0 ? granted[d] / wanted[d] : 0;
            s.permitted[i][d] -= permit[d] * let_through;
        }
    }
}

// A share of what was shipped waits for proof of composition; what was proven leaves.
void wait_at_border(const Schedule& schedule, const DrawBlock& draws, const ErlangWeek<kHoldStages>& wait, int lane, int hold, State& s) {
    const Hold& at_border = schedule.holds[static_cast<std::size_t>(hold)];
    const double held = at_border.held[static_cast<std::size_t>(s.week)];
    const float age = at_border.age[static_cast<std::size_t>(s.week)];
    const double* shipped = s.shipped[lane];
    double* departed = s.departed[lane];
    double joining[kBlock], moving[kBlock];
    COUNTERVAIL_EACH_DRAW(d) {
        const double fade = age < 0 ? 0 : fast_exp(-age / draws[Parameter::hold_fade_weeks][d]);
        const double declared = declared_before(age, at_border.notice, draws[Parameter::clearance_weeks][d]);
        const double share = held * draws[Parameter::hold_share][d] * fade * (1 - declared);
        joining[d] = shipped[d] * share;
        departed[d] = shipped[d] - joining[d];
    }
    double* waiting = s.held[hold * kHoldStages];
    wait.advance(waiting, moving);
    COUNTERVAIL_EACH_DRAW(d) waiting[d] += joining[d];
    COUNTERVAIL_EACH_DRAW(d) departed[d] += moving[d];
}

// What has departed goes under way, or arrives at once where the lane takes no time.
void send(const Network& n, int lane, State& s) {
    const double* departed = s.departed[lane];
    double* supplied = s.supplied[n.lane_to[lane]];
    COUNTERVAIL_EACH_DRAW(d) supplied[d] += departed[d];
    if (n.transit[lane] == 0) {
        double* stock = s.stock[n.lane_to[lane]];
        double* arrived = s.arrived[n.lane_to[lane]];
        COUNTERVAIL_EACH_DRAW(d) {
            stock[d] += departed[d];
            arrived[d] += departed[d];
        }
    } else {
        double* slot = s.pipeline[n.pipeline_begin[lane] + s.week % n.transit[lane]];
        COUNTERVAIL_EACH_DRAW(d) slot[d] = departed[d];
    }
}

}  // namespace

void plan_shipping(const Network& n, const Schedule& schedule, const DrawBlock& draws, State& s) {
    const auto week = static_cast<std::size_t>(s.week);
    const double* clearance = draws[Parameter::clearance_weeks];
    const double* leakage = draws[Parameter::leakage_share];
    const double* premium = draws[Parameter::leakage_premium];
    for (int lane = 0; lane < n.lanes; ++lane) {
        double* wanted = s.wanted[n.lane_claim[lane]];
        double* pressing = s.pressing[n.lane_claim[lane]];
        double* unlicensed = s.unlicensed[lane];
        const double* flow = s.orders[lane];
        const int begin = schedule.stream_begin[static_cast<std::size_t>(lane)];
        const int end = schedule.stream_begin[static_cast<std::size_t>(lane) + 1];
        if (begin == end) {
            COUNTERVAIL_EACH_DRAW(d) pressing[d] = wanted[d] = flow[d];
            continue;
        }
        COUNTERVAIL_EACH_DRAW(d) wanted[d] = unlicensed[d] = 0;
        for (int i = begin; i < end; ++i) {
            const Stream& stream = schedule.streams[static_cast<std::size_t>(i)];
            const double licensed = stream.licensed[week];
            const double free = 1 - licensed - stream.prohibited[week];
            const double* from = s.price[n.lane_from[lane]];
            const double* to = s.price[n.lane_to[lane]];
            const double level = n.price[n.lane_to[lane]] / n.price[n.lane_from[lane]];
            double share[kBlock], permit[kBlock];
            share_of_lane(stream, draws, share);
            if (stream.licensed[week] <= 0 && stream.prohibited[week] <= 0) {
                COUNTERVAIL_EACH_DRAW(d) wanted[d] += flow[d] * share[d];
                continue;
            }
            under_permit(stream, week, draws, flow, share, s.permitted[i], permit);
            COUNTERVAIL_EACH_DRAW(d) {
                const double part = flow[d] * share[d];
                const double declared = licensed * declared_before(stream.age[week], stream.notice, clearance[d]);
                double slip = level * to[d] / from[d] - 1 - premium[d];
                slip = slip > 1 ? 1 : slip;
                slip = slip > 0 ? slip : 0;
                const double leaking = part * (1 - free - declared) * leakage[d] * slip;
                wanted[d] += part * (free + declared) + leaking + permit[d];
                unlicensed[d] += leaking;
            }
        }
        COUNTERVAIL_EACH_DRAW(d) pressing[d] = wanted[d];
    }
}

void ship(const Network& n, const Schedule& schedule, const DrawBlock& draws, State& s) {
    const ErlangWeek<kHoldStages> wait([&](int d) { return kHoldStages / draws[Parameter::hold_weeks][d]; });
    for (int lane = 0; lane < n.lanes; ++lane) {
        const double* granted = s.granted[n.lane_claim[lane]];
        double* stock = s.stock[n.lane_from[lane]];
        double* shipped = s.shipped[lane];
        double* departed = s.departed[lane];
        COUNTERVAIL_EACH_DRAW(d) {
            stock[d] -= granted[d];
            shipped[d] = granted[d];
            departed[d] = granted[d];
        }
        const double* wanted = s.wanted[n.lane_claim[lane]];
        double* unlicensed = s.unlicensed[lane];
        COUNTERVAIL_EACH_DRAW(d) unlicensed[d] *= wanted[d] > 0 ? granted[d] / wanted[d] : 0;
        use_permits(n, schedule, draws, lane, s);
        const int hold = schedule.hold_of_lane[static_cast<std::size_t>(lane)];
        if (hold >= 0) wait_at_border(schedule, draws, wait, lane, hold, s);
        send(n, lane, s);
    }
}

void redirect_lanes(const Network& n, const Schedule& schedule, const DrawBlock& draws, State& s) {
    const auto week = static_cast<std::size_t>(s.week);
    const double* speed = draws[Parameter::arbitrage_speed];
    const double* price_speed = draws[Parameter::price_speed];
    constexpr double kNoLicence[kBlock] = {};
    for (int lane = 0; lane < n.lanes; ++lane) {
        const double from_price = n.price[n.lane_from[lane]];
        const double to_price = n.price[n.lane_to[lane]];
        const auto& tariffs = schedule.tariff[static_cast<std::size_t>(lane)];
        const double tariff = tariffs.empty() ? 0.0 : tariffs[week];
        const double per_price = 1.0 / to_price;
        const double pace = n.lane_scale[lane] / (1.0 + n.transit[lane]);
        const double limit = n.lane_limit[lane];
        const double* from = s.price[n.lane_from[lane]];
        const double* to = s.price[n.lane_to[lane]];
        const double* licence = schedule.quotas.empty() ? kNoLicence : s.quota_cost[lane];
        double* flow = s.flow[lane];
        double* orders = s.orders[lane];
        COUNTERVAIL_EACH_DRAW(d) {
            double gap = (to_price * to[d] - from_price * (1 + tariff) * from[d] - n.lane_cost[lane] - licence[d]) * per_price;
            gap = gap > kLargestGap ? kLargestGap : gap;
            gap = gap < -kLargestGap ? -kLargestGap : gap;
            const double prompt = kPromptness / price_speed[d];
            const double habit = speed[d] < kSlowest * prompt ? speed[d] : kSlowest * prompt;
            double next = flow[d] + habit * pace * gap;
            next = next > limit ? limit : next;
            flow[d] = next > 0 ? next : 0;
            double wanted = flow[d] + prompt * pace * gap;
            wanted = wanted > limit ? limit : wanted;
            orders[d] = wanted > 0 ? wanted : 0;
        }
    }
}

}  // namespace countervail
