// SPDX-License-Identifier: Apache-2.0
#include "simulation/accounts.h"

#include <cmath>

namespace countervail {

namespace {

double tariff_of(const Schedule& schedule, int lane, int week) {
    const auto& weeks = schedule.tariff[static_cast<std::size_t>(lane)];
    return weeks.empty() ? 0.0 : weeks[static_cast<std::size_t>(week)];
}

class Book {
  public:
    Book(const Network& network, const State& state) : network_(network), state_(state) {}

    void pay(Party payer, Party payee, int draw, double amount) {
        const auto d = static_cast<std::size_t>(draw);
        accounts_.balance[static_cast<std::size_t>(payer)][d] -= amount;
        accounts_.balance[static_cast<std::size_t>(payee)][d] += amount;
        accounts_.turnover[static_cast<std::size_t>(payer)][d] += std::abs(amount);
        accounts_.turnover[static_cast<std::size_t>(payee)][d] += std::abs(amount);
    }
    /// `amount` of the market's item at the price of the week.
    void trade(Party buyer, Party seller, int market, const double* amount, double factor = 1) {
        const double price = factor * network_.price[static_cast<std::size_t>(market)];
        const double* traded = state_.traded_price[market];
        for (int d = 0; d < kBlock; ++d) pay(buyer, seller, d, amount[d] * price * traded[d]);
    }
    Accounts close() { return accounts_; }

  private:
    const Network& network_;
    const State& state_;
    Accounts accounts_;
};

}  // namespace

Accounts settle_accounts(const Network& n, const Schedule& schedule, const State& s, int week) {
    Book book(n, s);
    for (int site = 0; site < n.sites; ++site) {
        for (int leg = n.leg_begin[site]; leg < n.leg_begin[site + 1]; ++leg) book.trade(Party::plants, Party::traders, n.leg_market[leg], s.made[site], n.leg_rate[leg]);
        for (int p = n.product_begin[site]; p < n.product_begin[site + 1]; ++p) book.trade(Party::traders, Party::plants, n.product_market[p], s.made[site], n.product_rate[p]);
    }
    for (int need = 0; need < n.needs; ++need) book.trade(Party::users, Party::traders, n.need_market[need], s.received[need]);
    for (int lane = 0; lane < n.lanes; ++lane) {
        book.trade(Party::shippers, Party::traders, n.lane_from[lane], s.shipped[lane]);
        const double tariff = tariff_of(schedule, lane, week);
        const double price = n.price[n.lane_from[lane]];
        for (int d = 0; d < kBlock; ++d) {
            book.pay(Party::shippers, Party::carriers, d, s.departed[lane][d] * n.lane_cost[lane]);
            book.pay(Party::shippers, Party::treasuries, d, s.departed[lane][d] * tariff * price * s.traded_price[n.lane_from[lane]][d]);
        }
    }
    for (int market = 0; market < n.markets; ++market) book.trade(Party::traders, Party::shippers, market, s.arrived[market]);
    return book.close();
}

void licence_rent(const Network& n, const Schedule& schedule, const State& s, int week, int lane, double* rent) {
    const double here = n.price[n.lane_from[lane]] * (1 + tariff_of(schedule, lane, week));
    const double there = n.price[n.lane_to[lane]];
    for (int d = 0; d < kBlock; ++d) {
        const double gap = there * s.traded_price[n.lane_to[lane]][d] - here * s.traded_price[n.lane_from[lane]][d] - n.lane_cost[lane];
        rent[d] = gap > 0 ? gap * s.departed[lane][d] : 0;
    }
}

}  // namespace countervail
