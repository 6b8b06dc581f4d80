// SPDX-License-Identifier: Apache-2.0
// Companies small enough to work out by hand, and what must hold for all.
// covers: company_block, stock_path
#include "company/company_run.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>

#include "base/text.h"
#include "company/company_block.h"
#include "company/small_company.h"

namespace countervail {
namespace {

const std::string kHead = "part,parent,item,quantity,unit,unit_value,currency,origin,supplier,stock_days,criticality,source_of,revenue_per_year,units_per_year\n";
const std::string kMotor = "motor,,,,,100,EUR,,,,,,3652500,36525\n";

std::string line(const std::string& part, const std::string& stock, const std::string& more = ",") {
    return part + ",motor,,2,,5,EUR,CHN,S," + stock + "," + more + ",,\n";
}

TEST(StockPath, ThirtyDaysAndAQuarterDeliveredAreOutOnDayForty) {
    std::vector<float> in(100 * kBlock, 0.25F), out(in.size());
    BlockValues stock;
    stock.fill(30);
    const StockOutcome outcome = run_stock(in.data(), 100, stock, out.data());
    EXPECT_DOUBLE_EQ(outcome.out_after[0], 40);          // s / (1 − φ)
    EXPECT_DOUBLE_EQ(outcome.needed[0], 75);             // 100 · (1 − φ)
    EXPECT_NEAR(outcome.missed[0], 60 * 0.75, 1e-9);
    EXPECT_FLOAT_EQ(out[39 * kBlock], 1);
    EXPECT_FLOAT_EQ(out[40 * kBlock], 0.25F);
}

TEST(StockPath, WhatIsNeededIsExactlyWhatKeepsItFromRunningOut) {
    rc::check("run with the stock needed, never out; with less, out", [] {
        const auto shares = *rc::gen::container<std::vector<int>>(60, rc::gen::inRange(0, 150));
        std::vector<float> in(60 * kBlock), out(in.size());
        for (std::size_t i = 0; i < in.size(); ++i) in[i] = static_cast<float>(shares[i / kBlock]) / 100;
        BlockValues none{};
        const double needed = run_stock(in.data(), 60, none, out.data()).needed[0];
        BlockValues enough, less, more;
        enough.fill(needed);
        less.fill(needed - 0.5);
        more.fill(needed / 2 + 1);
        RC_ASSERT(run_stock(in.data(), 60, enough, out.data()).out_after[0] == kNever);
        if (needed > 1) RC_ASSERT(run_stock(in.data(), 60, less, out.data()).out_after[0] < kNever);
        BlockValues half;
        half.fill(needed / 2);
        RC_ASSERT(run_stock(in.data(), 60, more, out.data()).out_after[0] >= run_stock(in.data(), 60, half, out.data()).out_after[0]);
        RC_ASSERT(run_stock(in.data(), 60, more, out.data()).missed[0] <= run_stock(in.data(), 60, half, out.data()).missed[0] + 1e-9);
    });
}

TEST(StockPath, AShortfallThatPlantsMakeUpStopsNothing) {
    std::vector<float> in(300 * kBlock, 0.985F), out(in.size());
    const StockOutcome outcome = run_stock(in.data(), 300, BlockValues{}, out.data());
    EXPECT_EQ(outcome.out_after[0], kNever);
    EXPECT_EQ(outcome.needed[0], 0);
}

TEST(CompanyRun, TheProductStopsWithItsPartAndLosesWhatIsMissing) {
    const MadeUpRun run(company_of(kHead + kMotor + line("magnet", "30") + line("screw", "5")), {{"magnet", 0.25F}});
    const CompanyOutcome outcome = run.outcome();
    const ProductOutcome& motor = outcome.products[0];
    EXPECT_DOUBLE_EQ(motor.stops_after[0], 40);
    EXPECT_EQ(motor.first_cause[0], run.part("magnet"));
    EXPECT_NEAR(motor.lost()[0], 160 * 0.75, 1e-4);
    EXPECT_NEAR(motor.cause[static_cast<std::size_t>(run.part("magnet"))], 120, 1e-4);
    EXPECT_EQ(motor.lost_by_month[0][0], 0);             // January: days 0 … 25
    EXPECT_EQ(outcome.parts[static_cast<std::size_t>(run.part("screw"))].out_after[0], kNever);
    const double day = 3652500 / 365.25;
    EXPECT_DOUBLE_EQ(day_revenue(run.company, run.company.products[0]), day);
    // Seven more days of stock save seven days of the use that they serve.
    EXPECT_NEAR(outcome.parts[static_cast<std::size_t>(run.part("magnet"))].saved_by_week[0], 7 * day, 1);
}

TEST(CompanyRun, CoverAsPlannedHoldsTheLine) {
    const MadeUpRun run(company_of(kHead + kMotor + line("magnet", "30")), {{"magnet", 0.25F}});
    const CompanyOutcome outcome = run.outcome();
    const std::vector<double> cover = cover_for_risk(outcome, {run.part("magnet")}, 0.05);
    EXPECT_DOUBLE_EQ(cover[static_cast<std::size_t>(run.part("magnet"))], 120);   // 200 · 0.75 − 30
    EXPECT_EQ(run.outcome({cover}, false).products[0].stops_after[0], kNever);
    EXPECT_DOUBLE_EQ(risk_with(outcome.parts[static_cast<std::size_t>(run.part("magnet"))], 119), 1);
    EXPECT_DOUBLE_EQ(risk_with(outcome.parts[static_cast<std::size_t>(run.part("magnet"))], 120), 0);
}

TEST(CompanyRun, ASlowingPartTakesItsShareOnly) {
    const MadeUpRun run(company_of(kHead + kMotor + line("fan", "0", "slows 40%,")), {{"fan", 0.0F}});
    EXPECT_NEAR(run.outcome().products[0].lost()[0], 200 * 0.4, 1e-4);
    const MadeUpRun none(company_of(kHead + kMotor + line("fan", "0", "none,")), {{"fan", 0.0F}});
    EXPECT_EQ(none.outcome().products[0].lost()[0], 0);
}

TEST(CompanyRun, TiersPassOnWhatTheyMissWithTheirOwnStock) {
    // A bought encoder (10 days here, 5 at the maker's of its magnet, 20 under way): nothing delivered from day 0.
    const std::string bill = kHead + kMotor + "encoder,motor,,1,,50,EUR,DEU,Optik,10,,,,\n" + "grain,encoder,,1,,1,EUR,CHN,S,5,,,,\n";
    Company company = company_of(bill);
    for (CompanyPart& part : company.parts) {
        if (part.id == "encoder") part.sources[0].lead_days = 20;
    }
    const MadeUpRun run(company, {{"grain", 0.0F}});
    const CompanyOutcome outcome = run.outcome();
    EXPECT_DOUBLE_EQ(outcome.parts[static_cast<std::size_t>(run.part("grain"))].out_after[0], 5);
    EXPECT_DOUBLE_EQ(outcome.products[0].stops_after[0], 35);
    EXPECT_EQ(outcome.products[0].first_cause[0], run.part("grain"));
    EXPECT_FALSE(run.company.parts[static_cast<std::size_t>(run.part("grain"))].own);
    EXPECT_EQ(run.company.parts[static_cast<std::size_t>(run.part("grain"))].used_in, "DEU");
    EXPECT_GT(outcome.parts[static_cast<std::size_t>(run.part("encoder"))].saved_by_week[0], 0);
    EXPECT_EQ(outcome.parts[static_cast<std::size_t>(run.part("grain"))].saved_by_week[0], 0);   // not ours to buy
}

TEST(CompanyRun, ASecondSourceBringsItsShareOnceQualified) {
    const std::string head = kHead.substr(0, kHead.size() - 1) + ",qualification_days,alternative_share\n";
    const MadeUpRun run(company_of(head + "motor,,,,,100,EUR,,,,,,3652500,36525,,\nmagnet,motor,,2,,5,EUR,CHN,S,0,,,,,100,50%\n"), {{"magnet", 0.25F}});
    const double day = day_revenue(run.company, run.company.products[0]);
    EXPECT_NEAR(run.outcome().parts[static_cast<std::size_t>(run.part("magnet"))].saved_by_second[0], 100 * 0.5 * day, 1);
}

std::vector<double> outline(const MadeUpRun& run) {
    const CompanyOutcome outcome = run.outcome();
    std::vector<double> all = outcome.products[0].lost();
    all.insert(all.end(), outcome.products[0].stops_after.begin(), outcome.products[0].stops_after.end());
    const PartOutcome& part = outcome.parts[static_cast<std::size_t>(run.part("magnet"))];
    for (const auto* values : {&part.needed, &part.stock, &part.saved_by_week, &part.saved_by_second}) all.insert(all.end(), values->begin(), values->end());
    return all;
}

TEST(CompanyRun, SplittingASupplierInTwoEqualRowsChangesNothing) {
    for (const std::string stock : {"30", ""}) {   // stated, and assumed
        const MadeUpRun one(company_of(kHead + kMotor + line("magnet", stock)), {{"magnet", 0.25F}});
        const std::string half = ",motor,,1,,5,EUR,CHN,S," + stock + ",,magnet,,\n";
        const MadeUpRun two(company_of(kHead + kMotor + "magnet/a" + half + "magnet/b" + half), {{"magnet", 0.25F}});
        const auto a = outline(one), b = outline(two);
        ASSERT_EQ(a.size(), b.size());
        for (std::size_t i = 0; i < a.size(); ++i) EXPECT_NEAR(a[i], b[i], 1e-4 * (1 + std::abs(a[i]))) << i;
    }
}

TEST(CompanyRun, TheOrderOfRowsChangesNothing) {
    const std::string a = line("magnet", "30"), b = line("screw", "5"), c = line("chip", "12");
    const MadeUpRun one(company_of(kHead + kMotor + a + b + c), {{"magnet", 0.25F}, {"chip", 0.5F}});
    const MadeUpRun two(company_of(kHead + c + a + kMotor + b), {{"magnet", 0.25F}, {"chip", 0.5F}});
    EXPECT_EQ(outline(one), outline(two));
}

TEST(CompanyRun, MoreStockIsNeverAnEarlierStop) {
    rc::check("more days, later or never", [] {
        const int less = *rc::gen::inRange(0, 60), more = less + *rc::gen::inRange(0, 40), share = *rc::gen::inRange(0, 100);
        const auto run = [&](int days) {
            return MadeUpRun(company_of(kHead + kMotor + line("magnet", std::to_string(days))), {{"magnet", static_cast<float>(share) / 100}}).outcome({}, false);
        };
        const CompanyOutcome a = run(less), b = run(more);
        RC_ASSERT(b.products[0].stops_after[0] >= a.products[0].stops_after[0]);
        RC_ASSERT(b.products[0].lost()[0] <= a.products[0].lost()[0] + 1e-6);
    });
}

TEST(CompanyDays, MonthsBeginWithTheFirstDay) {
    const CompanyDays days{Date(2025, 4, 4), 60, {}};
    ASSERT_EQ(days.months().size(), 3U);
    EXPECT_EQ(days.months()[1], Date(2025, 5, 1));
    EXPECT_EQ(days.month_of(26), 0);
    EXPECT_EQ(days.month_of(27), 1);
}

}  // namespace
}  // namespace countervail
