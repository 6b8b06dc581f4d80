// SPDX-License-Identifier: Apache-2.0
// Clearing: what is at hand above the floor that traders hold back goes to those who claim it. The floor melts as the
// price rises. Prices follow the imbalance and the gap of the stock to its target; both vanish at rest.
#include <cmath>

#include "simulation/step.h"
#include "simulation/vector_math.h"

namespace countervail {

namespace {

// Pull of the stock gap on the price, against that of a missing flow.
constexpr double kStockPull = 0.05;
// Lower bound of ln(price / baseline): a thirtieth.
constexpr double kLowestLogPrice = -3.4;

void share_alike(const Network& n, int market, const double* available, State& s) {
    double fraction[kBlock];
    COUNTERVAIL_EACH_DRAW(d) {
        const double wanted = s.demanded[market][d];
        fraction[d] = wanted > available[d] ? available[d] / wanted : 1.0;
    }
    for (int c = n.claim_begin[market]; c < n.claim_begin[market + 1]; ++c) {
        const int claim = n.claims_by_value[c];
        const double* wanted = s.wanted[claim];
        double* granted = s.granted[claim];
        COUNTERVAIL_EACH_DRAW(d) granted[d] = wanted[d] * fraction[d];
    }
}

// Military users in full, then everyone else alike.
void serve_priority(const Network& n, int market, const double* available, State& s) {
    double left[kBlock], others[kBlock];
    COUNTERVAIL_EACH_DRAW(d) left[d] = available[d];
    COUNTERVAIL_EACH_DRAW(d) others[d] = s.demanded[market][d];
    for (int c = n.claim_begin[market]; c < n.claim_begin[market + 1]; ++c) {
        const int claim = n.claims_by_value[c];
        if (n.claim_is_military[claim] == 0) continue;
        const double* wanted = s.wanted[claim];
        double* granted = s.granted[claim];
        COUNTERVAIL_EACH_DRAW(d) {
            granted[d] = wanted[d] < left[d] ? wanted[d] : left[d];
            left[d] -= granted[d];
            others[d] -= wanted[d];
        }
    }
    COUNTERVAIL_EACH_DRAW(d) left[d] = others[d] > left[d] ? left[d] / others[d] : 1.0;
    for (int c = n.claim_begin[market]; c < n.claim_begin[market + 1]; ++c) {
        const int claim = n.claims_by_value[c];
        if (n.claim_is_military[claim] != 0) continue;
        const double* wanted = s.wanted[claim];
        double* granted = s.granted[claim];
        COUNTERVAIL_EACH_DRAW(d) granted[d] = wanted[d] * left[d];
    }
}

// Least valuable first, each in full: the upper bound of the loss.
void serve_worst(const Network& n, int market, const double* available, State& s) {
    double left[kBlock];
    COUNTERVAIL_EACH_DRAW(d) left[d] = available[d];
    for (int i = n.claim_begin[market + 1] - 1; i >= n.claim_begin[market]; --i) {
        const double* wanted = s.wanted[n.claims_by_value[i]];
        double* granted = s.granted[n.claims_by_value[i]];
        COUNTERVAIL_EACH_DRAW(d) {
            granted[d] = wanted[d] < left[d] ? wanted[d] : left[d];
            left[d] -= granted[d];
        }
    }
}

// Pressing needs by value, then everything else by value: the lower bound of the loss.
void serve_best(const Network& n, int market, const double* available, State& s) {
    double left[kBlock];
    COUNTERVAIL_EACH_DRAW(d) left[d] = available[d];
    for (int i = n.claim_begin[market]; i < n.claim_begin[market + 1]; ++i) {
        const double* pressing = s.pressing[n.claims_by_value[i]];
        double* granted = s.granted[n.claims_by_value[i]];
        COUNTERVAIL_EACH_DRAW(d) {
            granted[d] = pressing[d] < left[d] ? pressing[d] : left[d];
            left[d] -= granted[d];
        }
    }
    for (int i = n.claim_begin[market]; i < n.claim_begin[market + 1]; ++i) {
        const double* wanted = s.wanted[n.claims_by_value[i]];
        double* granted = s.granted[n.claims_by_value[i]];
        COUNTERVAIL_EACH_DRAW(d) {
            const double rest = wanted[d] - granted[d];
            const double more = rest < left[d] ? rest : left[d];
            granted[d] += more;
            left[d] -= more;
        }
    }
}

}  // namespace

void arrive(const Network& n, State& s) {
    s.supplied.fill(0);
    s.arrived.fill(0);
    s.traded_price = s.price;
    for (int lane = 0; lane < n.lanes; ++lane) {
        const int transit = n.transit[lane];
        if (transit == 0) continue;
        double* slot = s.pipeline[n.pipeline_begin[lane] + s.week % transit];
        double* stock = s.stock[n.lane_to[lane]];
        double* arrived = s.arrived[n.lane_to[lane]];
        COUNTERVAIL_EACH_DRAW(d) {
            stock[d] += slot[d];
            arrived[d] += slot[d];
            slot[d] = 0;   // filled again when the week's goods are sent
        }
    }
}

void clear(const Network& n, const StepSettings& settings, State& s) {
    for (int market = 0; market < n.markets; ++market) {
        double* demanded = s.demanded[market];
        COUNTERVAIL_EACH_DRAW(d) demanded[d] = 0;
        for (int c = n.claim_begin[market]; c < n.claim_begin[market + 1]; ++c) {
            const double* wanted = s.wanted[n.claims_by_value[c]];
            COUNTERVAIL_EACH_DRAW(d) demanded[d] += wanted[d];
        }
        double available[kBlock];
        const double* stock = s.stock[market];
        const double* price = s.price[market];
        COUNTERVAIL_EACH_DRAW(d) {
            const double floor = held_back(n.target[market], price[d]);
            available[d] = stock[d] > floor ? stock[d] - floor : 0;
        }
        if (settings.allocation == Allocation::proportional) {
            share_alike(n, market, available, s);
        } else if (settings.allocation == Allocation::best) {
            serve_best(n, market, available, s);
        } else if (settings.allocation == Allocation::priority) {
            serve_priority(n, market, available, s);
        } else {
            serve_worst(n, market, available, s);
        }
    }
}

void reprice(const Network& n, const DrawBlock& draws, State& s) {
    const double* speed = draws[Parameter::price_speed];
    const double* elasticity = draws[Parameter::demand_elasticity];
    double per_ceiling[kBlock];
    COUNTERVAIL_EACH_DRAW(d) per_ceiling[d] = 1.0 / fast_log(draws[Parameter::price_ceiling][d]);
    for (int market = 0; market < n.markets; ++market) {
        const double per_week = 1.0 / n.throughput[market];
        const double per_stock = 1.0 / n.target[market];
        const double freedom = n.price_freedom[market];
        double* log_price = s.log_price[market];
        double* price = s.price[market];
        double* response = s.response[market];
        double* dearness = s.dearness[market];
        const double* stock = s.stock[market];
        const double* demanded = s.demanded[market];
        const double* supplied = s.supplied[market];
        COUNTERVAIL_EACH_DRAW(d) {
            const double missing = larger(smaller((demanded[d] - supplied[d]) * per_week, 1.0), -1.0);
            const double gap = larger((n.target[market] - stock[d]) * per_stock, -1.0);
            const double push = missing + kStockPull * gap;
            // The higher a price stands, the less a further shortage can lift it: buyers give up.
            const double room = larger(smaller(1 - log_price[d] * per_ceiling[d], 1.0), 0.0);
            const double up = 0.5 * (push + std::abs(push)), down = push - up;
            const double next = log_price[d] + freedom * speed[d] * (up * room + down);
            log_price[d] = larger(next, kLowestLogPrice);
        }
        COUNTERVAIL_EACH_DRAW(d) {
            price[d] = fast_exp(log_price[d]);
            dearness[d] = log_price[d];
            response[d] = fast_exp(-elasticity[d] * log_price[d]);
        }
    }
}

}  // namespace countervail
