// SPDX-License-Identifier: Apache-2.0
#include "company/company_run.h"

#include <algorithm>
#include <numeric>

#include "base/parallel.h"
#include "base/unit.h"
#include "company/company_block.h"

namespace countervail {

namespace {

constexpr double kWeek = 7;

/// What one block adds: numbers by draw go to their place, means are summed in the order of blocks.
struct BlockShare {
    std::vector<std::vector<double>> cause;           // by product, part
    std::vector<std::vector<double>> short_by_source; // by part, source
};

void put(std::vector<double>& into, std::size_t first, const BlockValues& values) {
    for (std::size_t d = 0; d < kBlock && first + d < into.size(); ++d) into[first + d] = values[d];
}

/// A part that the company can stock or buy elsewhere, and that is out in some draw.
bool can_be_helped(const CompanyPart& part, const StockOutcome& stock) {
    return part.own && !part.made() && std::any_of(stock.missed.begin(), stock.missed.end(), [](double days) { return days > 0; });
}

void take_part(const CompanyRun& run, const CompanyBlock& block, int part, std::size_t first, bool each_part, PartOutcome& into, std::vector<double>& short_by_source) {
    const CompanyPart& each = run.company.parts[static_cast<std::size_t>(part)];
    const StockOutcome& stock = block.stock(part);
    put(into.out_after, first, stock.out_after);
    put(into.stock, first, block.at_hand(part));
    put(into.needed, first, stock.needed);
    put(into.missed, first, stock.missed);
    const auto count = std::min<std::size_t>(kBlock, into.stock.size() - first);
    for (std::size_t s = 0; s < each.sources.size(); ++s) {
        const BlockValues days = block.short_of(part, s);
        short_by_source.push_back(std::accumulate(days.begin(), days.begin() + static_cast<std::ptrdiff_t>(count), 0.0));
    }
    if (!each_part || !can_be_helped(each, stock)) return;
    put(into.saved_by_week, first, block.saved_by_stock(part, kWeek));
    put(into.saved_by_second, first, block.saved_by_second(part));
}

void take_product(const CompanyRun& run, const CompanyBlock& block, const CompanyProduct& product, std::size_t first, ProductOutcome& into, std::vector<double>& cause) {
    const DayPath& served = block.served(product.part);
    cause.assign(run.company.parts.size(), 0);
    if (served.empty()) return;
    for (int day = 0; day < run.days.days; ++day) {
        auto& month = into.lost_by_month[static_cast<std::size_t>(run.days.month_of(day))];
        for (std::size_t d = 0; d < kBlock && first + d < month.size(); ++d) {
            const double lost = 1 - static_cast<double>(served[static_cast<std::size_t>(day) * kBlock + d]);
            if (lost <= 0) continue;
            const int blamed = block.blamed(product.part, day, d);
            month[first + d] += lost;
            if (blamed >= 0) cause[static_cast<std::size_t>(blamed)] += lost;
            if (into.stops_after[first + d] != kNever || lost < kFirstStop) continue;
            into.stops_after[first + d] = day;
            into.first_cause[first + d] = blamed;
        }
    }
}

}  // namespace

std::vector<Date> CompanyDays::months() const {
    std::vector<Date> firsts{from};
    for (Date next = from.next_month(); next - from < days; next = next.next_month()) firsts.push_back(next);
    return firsts;
}

int CompanyDays::month_of(int day) const {
    const Date on = from + day;
    return (on.year() - from.year()) * 12 + static_cast<int>(on.month()) - static_cast<int>(from.month());
}

std::vector<double> ProductOutcome::lost() const {
    std::vector<double> sums(stops_after.size(), 0);
    for (const auto& month : lost_by_month) {
        for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += month[i];
    }
    return sums;
}

std::vector<SupplyLink> links_to_watch(const std::vector<std::vector<SupplyLink>>& links) {
    std::vector<SupplyLink> watched;
    for (const auto& each : links) {
        std::copy_if(each.begin(), each.end(), std::back_inserter(watched), [](const SupplyLink& link) { return link.linked(); });
    }
    std::stable_sort(watched.begin(), watched.end());
    const auto same = [](const SupplyLink& a, const SupplyLink& b) { return a.kind == b.kind && a.rows == b.rows; };
    watched.erase(std::unique(watched.begin(), watched.end(), same), watched.end());
    return watched;
}

double day_revenue(const Company& company, const CompanyProduct& product) {
    const bool any = std::any_of(company.products.begin(), company.products.end(), [](const CompanyProduct& each) { return each.revenue.has_value(); });
    return any ? product.revenue.value_or(0) / kDaysInYear : 1;
}

CompanyOutcome run_company(const CompanyRun& run, const SupplySeries& series, const CompanyMeasures& measures, bool each_part, int threads) {
    const CompanyPlan plan = plan_company(run);
    const std::size_t parts = run.company.parts.size(), products = run.company.products.size(), draws = static_cast<std::size_t>(run.draws);
    const std::size_t blocks = (draws + kBlock - 1) / kBlock;
    CompanyOutcome outcome;
    outcome.draws = run.draws;
    for (std::size_t p = 0; p < parts; ++p) {
        PartOutcome part;
        part.reached = plan.reached[p] != 0;
        part.out_after.assign(draws, kNever);
        for (auto* values : {&part.stock, &part.needed, &part.missed, &part.saved_by_week, &part.saved_by_second}) values->assign(draws, 0);
        part.short_by_source.assign(run.company.parts[p].sources.size(), 0);
        outcome.parts.push_back(std::move(part));
    }
    for (std::size_t i = 0; i < products; ++i) {
        ProductOutcome product;
        product.stops_after.assign(draws, kNever);
        product.first_cause.assign(draws, -1);
        product.lost_by_month.assign(run.days.months().size(), std::vector<double>(draws, 0));
        product.cause.assign(parts, 0);
        outcome.products.push_back(std::move(product));
    }
    std::vector<BlockShare> shares(blocks);
    parallel_for(threads, blocks, [&](std::size_t b) {
        const CompanyBlock block(run, plan, series, static_cast<int>(b), measures);
        shares[b].short_by_source.resize(parts);
        shares[b].cause.resize(products);
        for (std::size_t p = 0; p < parts; ++p) take_part(run, block, static_cast<int>(p), b * kBlock, each_part, outcome.parts[p], shares[b].short_by_source[p]);
        for (std::size_t i = 0; i < products; ++i) take_product(run, block, run.company.products[i], b * kBlock, outcome.products[i], shares[b].cause[i]);
    });
    const double each = 1.0 / static_cast<double>(std::max<std::size_t>(draws, 1));
    for (const BlockShare& share : shares) {
        for (std::size_t p = 0; p < parts; ++p) {
            for (std::size_t s = 0; s < share.short_by_source[p].size(); ++s) outcome.parts[p].short_by_source[s] += each * share.short_by_source[p][s];
        }
        for (std::size_t i = 0; i < products; ++i) {
            for (std::size_t p = 0; p < share.cause[i].size(); ++p) outcome.products[i].cause[p] += each * share.cause[i][p];
        }
    }
    return outcome;
}

}  // namespace countervail
