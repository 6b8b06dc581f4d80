// SPDX-License-Identifier: Apache-2.0
// The words, tables, charts and page of a company, made of outcomes that a test can know.
// covers: company_charts, company_page, company_sentences, company_view
#include "report/company_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "company/small_company.h"
#include "report/company_charts.h"
#include "report/company_page.h"
#include "report/company_sentences.h"
#include "report/company_view.h"

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

namespace countervail {
namespace {

const std::string kHead = "part,parent,name,item,quantity,unit_value,currency,origin,supplier,stock_days,revenue_per_year,units_per_year,margin\n";

/// An exposure whose deliveries the test makes up: the magnet gets `share` of its need from the first day on.
Exposure made_up(float share, const std::string& revenue = "3652500") {
    const std::string bill = kHead + "motor,,Motor M,,,100,EUR,,," + "," + revenue + ",36525,0.5\n" + "grain,motor,Grain <hot>,,2,5,EUR,CHN,Hengli,30,,,\n" + "screw,motor,Screw,,2,5,EUR,DEU,S,5,,,\n";
    const MadeUpRun run(company_of(bill), {{"grain", share}});
    Exposure exposure;
    exposure.company = run.company;
    exposure.links = run.links;
    exposure.days = run.days;
    exposure.act = "CHN/mofcom-gacc-2025-18";
    exposure.from_act = true;
    exposure.risk = 0.05;
    exposure.base = run.outcome();
    const std::vector<double> cover = cover_for_risk(exposure.base, bought_parts(run.company, run.company.products[0]), 0.05);
    exposure.with_cover = run.outcome({cover}, false);
    for (std::size_t p = 0; p < cover.size(); ++p) {
        if (cover[p] <= 0) continue;
        const double value = cover[p] * *run.company.parts[p].day_value;
        exposure.cover.push_back({static_cast<int>(p), cover[p], value, Range{0.1 * value, 0.2 * value, 0.3 * value, {}}});
    }
    for (const CompanyPart& part : exposure.company.parts) exposure.law.emplace_back(part.sources.size());
    for (std::size_t p = 0; p < exposure.company.parts.size(); ++p) {
        if (exposure.company.parts[p].id == "grain") exposure.law[p][0] = {{"CHN/mofcom-gacc-2025-18", "1C904.a", Date(2025, 4, 4), false, {"dysprosium"}}};
    }
    exposure.acts.push_back({exposure.act, std::vector<double>(kBlock, 0)});
    return exposure;
}

CompanyTables tables_of(const Exposure& exposure) { return make_company_tables(exposure, april(), tree_ledger()); }

TEST(CompanyWords, SayWhatStopsForWantOfWhatAndWhatItCosts) {
    const CompanyTables tables = tables_of(made_up(0.25F));
    EXPECT_EQ(tables.stops, "The line for Motor M stops first, 40 days (90%: 40–40) after the act, for want of Grain <hot> from Hengli in China.");
    EXPECT_THAT(tables.loss, HasSubstr("EUR 1.2 M (90%: 1.2 M–1.2 M)"));
    EXPECT_THAT(tables.loss, HasSubstr("33% of a year's; gross margin in it: EUR 600,000."));
    EXPECT_THAT(tables.cover_words, HasSubstr("More cover for 1 part would hold every line at a 5% risk: 120 days of Grain <hot>. It is worth EUR 120,000 and costs EUR 24,000 a year to hold (12,000–36,000)"));
    EXPECT_THAT(tables.cover_words, HasSubstr("saves EUR 1.2 M"));
    EXPECT_THAT(tables.measures_words, HasSubstr("a week more of Grain <hot> saves most, EUR 70,000 for stock worth EUR 7,000"));
    EXPECT_THAT(tables.acts_words, HasSubstr("Without CHN No. 18/2025 the average loss would be EUR 0 in place of EUR 1.2 M."));
    EXPECT_EQ(tables.coverage, "This world covers 1 of the 2 bought parts; the others are taken to be delivered as ordered (table sources).");
    const std::string screen = company_screen(tables, -1, "report: x");
    EXPECT_THAT(screen, HasSubstr("CHN No. 18/2025 in force from 2025-04-04 · made in Germany · 16 draws\nThe line for Motor M stops first"));
    EXPECT_THAT(screen, HasSubstr("\nreport: x\n"));
}

TEST(CompanyWords, NothingStopsIsSaidInWords) {
    const CompanyTables tables = tables_of(made_up(1));
    EXPECT_THAT(tables.stops, HasSubstr("No line stops: in none of the 16 draws does output fall before"));
    EXPECT_EQ(tables.cover_words, "No cover need be bought for a 5% risk.");
    for (const std::string& words : {tables.loss, tables.measures_words, tables.acts_words}) EXPECT_THAT(words, IsEmpty());
    EXPECT_TRUE(tables.parts.rows.empty());
    EXPECT_TRUE(tables.cover.rows.empty());
}

TEST(CompanyWords, WithoutRevenueDaysOfOutputAreCounted) {
    const CompanyTables tables = tables_of(made_up(0.25F, ""));
    EXPECT_EQ(tables.unit, kDaysOfOutput);
    EXPECT_THAT(tables.loss, HasSubstr("Output at risk by"));
    EXPECT_THAT(tables.loss, HasSubstr("120 days of output"));
    EXPECT_EQ(loss_unit(made_up(0.25F).company), "EUR");
}

TEST(CompanyWords, AStopInFewDrawsIsNotGivenAMedian) {
    std::vector<double> days(100, kNever);
    days[3] = 61;
    EXPECT_EQ(stop_days_words(days), "in 1% of the draws, the earliest 61 days");
    EXPECT_EQ(stop_days_words(std::vector<double>(10, kNever)), "");
    EXPECT_FALSE(stop_range(days).median);
    EXPECT_EQ(rounded_money(326'464), "330,000");
    EXPECT_EQ(rounded_money(0.2), "0");
    EXPECT_EQ(money_words(3'310'000, "EUR"), "EUR 3.3 M");
}

TEST(CompanyTablesTest, RowsHoldTheFiguresAndTheLaw) {
    const CompanyTables tables = tables_of(made_up(0.25F));
    ASSERT_EQ(tables.products.rows.size(), 1U);
    EXPECT_EQ(std::get<double>(tables.products.rows[0][*tables.products.column("stops after")]), 40);
    EXPECT_EQ(std::get<double>(tables.products.rows[0][*tables.products.column("draws that stop with the cover")]), 0);
    ASSERT_EQ(tables.causes.rows.size(), 1U);
    EXPECT_EQ(std::get<std::string>(tables.causes.rows[0][*tables.causes.column("law")]), "CHN/mofcom-gacc-2025-18#1C904.a from 2025-04-04");
    EXPECT_EQ(std::get<std::string>(tables.causes.rows[0][*tables.causes.column("elements")]), "dysprosium");
    EXPECT_EQ(tables.months.rows.size(), 7U);            // January to July
    double sum = 0;
    for (const auto& row : tables.months.rows) sum += std::get<double>(row[*tables.months.column("lost, mean")]);
    EXPECT_NEAR(sum, 1'200'000, 1);
    for (const Table* table : tables.tables()) {
        for (const auto& row : table->rows) EXPECT_EQ(row.size(), table->columns.size()) << table->name;
    }
}

TEST(CompanyPage, IsWellFormedNamesItsPartsAndStandsAlone) {
    const Exposure exposure = made_up(0.25F);
    const CompanyReport report = company_report(exposure, april(), tree_ledger(), tables_of(exposure), {"program 1"});
    EXPECT_THAT(report.html, HasSubstr("for want of Grain &lt;hot&gt; from Hengli"));
    EXPECT_THAT(report.html, Not(HasSubstr("<script")));
    for (const char* id : {"stops", "loss", "causes", "cover", "coverage"}) EXPECT_THAT(report.html, HasSubstr("id=\"s-section-" + std::string(id) + "\""));
    ASSERT_EQ(report.charts.size(), 3U);
    for (const CompanyChart& chart : report.charts) {
        for (const std::string& svg : {chart.wide, chart.narrow}) {
            pugi::xml_document document;
            EXPECT_TRUE(document.load_string(svg.c_str())) << chart.name;
            EXPECT_THAT(svg, Not(HasSubstr("nan")));
            EXPECT_THAT(svg, Not(HasSubstr("No data"))) << chart.name;
        }
    }
}

TEST(CompanyPage, EmptyChartsSayWhy) {
    const Exposure exposure = made_up(1);
    const CompanyReport report = company_report(exposure, april(), tree_ledger(), tables_of(exposure), {});
    EXPECT_THAT(report.charts[0].wide, HasSubstr("nothing stops within the days looked at"));
    EXPECT_THAT(report.charts[1].wide, HasSubstr("nothing is lost"));
    EXPECT_THAT(report.charts[2].wide, HasSubstr("no part needs more cover"));
}

}  // namespace
}  // namespace countervail
