// SPDX-License-Identifier: Apache-2.0
// A company in the scenario of the library: links to the world, determinism, what acts and measures do.
// covers: source_law, supply_link, supply_series
#include "company/exposure.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "company/small_company.h"
#include "company/source_law.h"

namespace countervail {
namespace {

const std::string kBill =
    "part,parent,item,quantity,unit,unit_value,currency,origin,supplier,stock_days,revenue_per_year,units_per_year,kg Dy\n"
    "motor,,,,,100,EUR,,,,1000000,10000,\n"
    "hot,motor,ndfeb.magnet.hot,0.1,kg,90,EUR/kg,CHN,A,20,,,\n"
    "near,motor,ndfeb.magnet.hot,0.1,kg,90,EUR/kg,DEU,B,20,,,\n"
    "frame,motor,,1,,10,EUR,DEU,C,20,,,\n"
    "drive,motor,industrial-motor,1,,10,EUR,AUT,D,20,,,\n"
    "sensor,motor,,1,,10,EUR,CHN,E,20,,,0.001\n"
    "strange,motor,unobtainium,1,,10,EUR,USA,F,20,,,\n";

PlaceGroups places() { return read_place_groups(tree_library()).value(); }

Exposure exposure(int threads, double risk = 0.05) {
    Ensemble ensemble = april_ensemble(2 * kBlock);
    ExposureOptions options;
    options.threads = threads;
    options.risk = risk;
    return make_exposure(ensemble, places(), company_of(kBill), options).value();
}

double mean(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size()); }

TEST(SupplyLinks, FollowTheRulesInTheirOrder) {
    const Company company = company_of(kBill);
    const auto links = link_company(april(), places(), company);
    const auto kind = [&](const std::string& id) {
        for (std::size_t i = 0; i < company.parts.size(); ++i) {
            if (company.parts[i].id == id) return links[i][0].kind;
        }
        return FateKind::uncovered;
    };
    EXPECT_EQ(kind("motor"), FateKind::inside);
    EXPECT_EQ(kind("hot"), FateKind::lane);
    EXPECT_EQ(kind("near"), FateKind::market);
    EXPECT_EQ(kind("drive"), FateKind::use);             // Austria lies in the rest of the EU
    EXPECT_EQ(kind("sensor"), FateKind::elements);
    EXPECT_EQ(kind("frame"), FateKind::uncovered);
    EXPECT_EQ(kind("strange"), FateKind::uncovered);
    EXPECT_EQ(links_to_watch(links).size(), 4U);
}

TEST(SupplyLinks, AtRestEverythingArrivesAsOrdered) {
    const Company company = company_of(kBill);
    const auto watched = links_to_watch(link_company(april(), places(), company));
    const SupplySeries series = watch_supply(april(), 0, watched, 2);
    for (std::size_t link = 0; link < watched.size(); ++link) EXPECT_NEAR(series.at(0, link, 0)[0], 1, 0.02) << watched[link].why;
}

/// Which way a link moves depends on how much its use is worth beside others; that it moves does not. A task is watched under its own allocation when none is asked for.
TEST(SupplyLinks, AreWatchedUnderTheAllocationAskedFor) {
    const auto watched = links_to_watch(link_company(april(), places(), company_of(kBill)));
    const auto sum = [&](int task, std::optional<Allocation> allocation) {
        const SupplySeries series = watch_supply(april(), task, watched, 2, allocation);
        double total = 0;
        for (std::size_t link = 0; link < watched.size(); ++link) {
            for (int week = 0; week < april().calendar().weeks; ++week) {
                for (int draw = 0; draw < april().scenario().draws; ++draw) total += series.at(draw / kBlock, link, week)[draw % kBlock];
            }
        }
        return total;
    };
    for (const Allocation allocation : {Allocation::worst, Allocation::proportional, Allocation::best}) {
        EXPECT_EQ(sum(april().base_task(allocation), {}), sum(april().base_task(), allocation));
    }
    EXPECT_NE(sum(0, Allocation::worst), sum(0, Allocation::proportional));
    EXPECT_NE(sum(0, Allocation::best), sum(0, Allocation::proportional));
}

TEST(Exposure, SameNumbersAtOneAndFourThreads) {
    const Exposure one = exposure(1), four = exposure(4);
    EXPECT_EQ(one.lost(one.base), four.lost(four.base));
    ASSERT_EQ(one.cover.size(), four.cover.size());
    for (std::size_t i = 0; i < one.cover.size(); ++i) EXPECT_EQ(one.cover[i].days, four.cover[i].days);
    EXPECT_EQ(one.base.parts[0].saved_by_second, four.base.parts[0].saved_by_second);
}

TEST(Exposure, TheActIsNamedAndTheLossIsItsDoing) {
    const Exposure made = exposure(2);
    EXPECT_TRUE(made.from_act);
    EXPECT_GT(mean(made.lost(made.base)), 0);
    ASSERT_FALSE(made.acts.empty());
    EXPECT_EQ(made.acts.front().act, "CHN/mofcom-gacc-2025-18");
    EXPECT_LT(mean(made.acts.front().lost_without), 0.2 * mean(made.lost(made.base)));
    for (std::size_t p = 0; p < made.company.parts.size(); ++p) {
        if (made.company.parts[p].id != "hot") continue;
        ASSERT_FALSE(made.law[p][0].empty());
        EXPECT_EQ(made.law[p][0].front().act, "CHN/mofcom-gacc-2025-18");
        EXPECT_EQ(made.law[p][0].front().elements, (std::vector<std::string>{"terbium", "dysprosium"}));
        EXPECT_EQ(licensed_sources(april(), 0, made.links)[p][0], 1);
    }
}

TEST(Exposure, TheCoverHoldsTheChosenRiskAndLessRiskNeedsMoreOfIt) {
    double days_before = 1e9;
    for (const double risk : {0.0, 0.1, 0.3}) {
        const Exposure made = exposure(2, risk);
        const auto& stops = made.with_cover.products[0].stops_after;
        const auto stopped = std::count_if(stops.begin(), stops.end(), [](double day) { return day < kNever; });
        EXPECT_LE(static_cast<double>(stopped), risk * static_cast<double>(stops.size()) + 1e-9);
        double days = 0;
        for (const CoverToBuy& line : made.cover) days += line.days;
        EXPECT_LE(days, days_before);
        days_before = days;
    }
}

TEST(Exposure, ADayOutsideThePeriodIsRefused) {
    Ensemble ensemble = april_ensemble(1);
    ExposureOptions options;
    options.from = Date(2030, 1, 1);
    const auto made = make_exposure(ensemble, places(), company_of(kBill), options);
    ASSERT_FALSE(made);
    EXPECT_NE(to_text(made.error()).find("outside the scenario's period"), std::string::npos);
}

}  // namespace
}  // namespace countervail
