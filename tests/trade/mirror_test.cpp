// SPDX-License-Identifier: Apache-2.0
// covers: mirror_words, reporter_reliability
#include "trade/mirror.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

#include "trade/read_comtrade.h"
#include "trade/reader_inputs.h"

using testing::Contains;
using testing::HasSubstr;

namespace countervail {
namespace {

constexpr std::array<MirrorWord, 6> kWords{MirrorWord::importers, MirrorWord::exporters, MirrorWord::larger,
                                           MirrorWord::smaller,   MirrorWord::mean,      MirrorWord::reliability};

TradeReports empty_reports(std::size_t places, std::size_t products) {
    TradeReports reports;
    reports.provenance.nomenclature = "HS2022";
    reports.provenance.re_exports = "told apart";
    for (std::size_t at = 0; at < places; ++at) reports.places.push_back({"P" + std::to_string(at), "Place " + std::to_string(at)});
    for (std::size_t at = 0; at < products; ++at) reports.products.push_back({std::to_string(850500 + at), ""});
    return reports;
}

void add(TradeReports& reports, int exporter, int importer, int product, ReportedBy by, double value, bool re_export = false,
         std::optional<double> weight = {}) {
    reports.rows.push_back({static_cast<PlaceIndex>(exporter), static_cast<PlaceIndex>(importer), static_cast<ProductIndex>(product), 2022,
                            by, re_export, by == ReportedBy::importer, value, weight});
}

/// Every place reports both sides of everything, and they agree.
TradeReports consistent(std::size_t places, std::size_t products, double margin, unsigned seed) {
    TradeReports reports = empty_reports(places, products);
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> size(2, 9);
    for (std::size_t i = 0; i < places; ++i) {
        for (std::size_t j = 0; j < places; ++j) {
            for (std::size_t k = 0; i != j && k < products; ++k) {
                const double value = std::exp(size(random));
                add(reports, static_cast<int>(i), static_cast<int>(j), static_cast<int>(k), ReportedBy::exporter, value, false, value / 7);
                add(reports, static_cast<int>(i), static_cast<int>(j), static_cast<int>(k), ReportedBy::importer, value * (1 + margin),
                    false, value / 7);
            }
        }
    }
    return reports;
}

TEST(Mirror, AgreeingReportsComeBackWhosesoeverWordCounts) {
    const TradeReports reports = consistent(7, 5, 0.06, 1);
    for (const MirrorWord word : kWords) {
        MirrorChoice choice;
        choice.word = word;
        choice.freight.margin = 0.06;
        const auto cube = reconcile(reports, choice);
        ASSERT_TRUE(cube) << to_text(cube.error());
        EXPECT_EQ(cube->flows(), 7U * 6 * 5);
        EXPECT_EQ(cube->provenance().valuation, "fob");
        for (const TradeReport& row : reports.rows) {
            if (row.reported_by == ReportedBy::importer) continue;
            const double value =
                traded(*cube, 2022, reports.places[row.exporter].id, reports.places[row.importer].id, reports.products[row.product].code);
            EXPECT_NEAR(value, row.value, 1e-12 * row.value) << words_of(choice);
        }
        const auto trade = mirrored_trade(reports, choice);
        ASSERT_TRUE(trade);
        for (const PairDiscrepancy& pair : trade->pairs) EXPECT_NEAR(pair.log_ratio.value_or(9), 0, 1e-12);
    }
}

TEST(Mirror, EachWordByHand) {
    TradeReports reports = empty_reports(3, 1);
    add(reports, 0, 1, 0, ReportedBy::importer, 106, false, 9);
    add(reports, 0, 1, 0, ReportedBy::exporter, 64, false, 8);
    add(reports, 1, 2, 0, ReportedBy::importer, 212);
    const auto value = [&](MirrorWord word, bool to_fob = true) {
        MirrorChoice choice;
        choice.word = word;
        choice.freight.margin = 0.06;
        choice.to_fob = to_fob;
        const auto cube = reconcile(reports, choice);
        EXPECT_TRUE(cube);
        EXPECT_NEAR(traded(*cube, 2022, "P1", "P2"), to_fob ? 200 : 212, 1e-12);  // the other side is silent
        return traded(*cube, 2022, "P0", "P1");
    };
    EXPECT_NEAR(value(MirrorWord::importers), 100, 1e-12);
    EXPECT_EQ(value(MirrorWord::importers, false), 106);
    EXPECT_EQ(value(MirrorWord::exporters), 64);
    EXPECT_NEAR(value(MirrorWord::larger), 100, 1e-12);
    EXPECT_EQ(value(MirrorWord::smaller), 64);
    EXPECT_NEAR(value(MirrorWord::mean), 82, 1e-12);
    EXPECT_NEAR(value(MirrorWord::reliability), 80, 1e-9);  // one flow: both are as good, so the geometric mean
    const auto cube = reconcile(reports, {});
    ASSERT_TRUE(cube);
    EXPECT_EQ(cube->year(2022).weight(0), 9);
}

TEST(Mirror, WeightsAddUpToOneAndFavourTheMoreReliable) {
    std::mt19937 random(3);
    std::uniform_real_distribution<double> size(1e-9, 10);
    for (int draw = 0; draw < 1000; ++draw) {
        const double a = size(random), b = size(random);
        const auto [importer, exporter] = reliability_weights(a, b);
        EXPECT_DOUBLE_EQ(importer + exporter, 1);
        EXPECT_EQ(importer > exporter, a < b);
        EXPECT_GT(std::min(importer, exporter), 0);
    }
}

TEST(Mirror, TheOrderOfRowsChangesNothing) {
    TradeReports reports = consistent(6, 4, 0.2, 5);
    std::mt19937 random(7);
    std::normal_distribution<double> error(0, 0.4);
    for (TradeReport& row : reports.rows) row.value *= std::exp(error(random));
    for (const MirrorWord word : kWords) {
        MirrorChoice choice;
        choice.word = word;
        TradeReports shuffled = reports;
        std::shuffle(shuffled.rows.begin(), shuffled.rows.end(), random);
        const auto a = reconcile(reports, choice), b = reconcile(shuffled, choice);
        ASSERT_TRUE(a && b);
        const TradeYear x = a->year(2022), y = b->year(2022);
        EXPECT_TRUE(std::ranges::equal(x.values, y.values) && std::ranges::equal(x.importers, y.importers) &&
                    std::ranges::equal(x.weights, y.weights));
    }
}

TEST(Mirror, AReporterPlantedAsBadIsFoundAndOutweighed) {
    TradeReports reports = consistent(12, 40, 0, 11);
    const std::vector<TradeReport> truth = reports.rows;
    std::mt19937 random(13);
    std::normal_distribution<double> good(0, 0.1), bad(0, 0.8);
    for (TradeReport& row : reports.rows) {
        const PlaceIndex office = row.reported_by == ReportedBy::importer ? row.importer : row.exporter;
        row.value *= std::exp(office == 4 ? bad(random) : good(random));
    }
    MirrorChoice choice;
    choice.word = MirrorWord::reliability;
    choice.smallest_flow = 0;
    const auto weighted = mirrored_trade(reports, choice);
    ASSERT_TRUE(weighted);
    ASSERT_EQ(weighted->reporters.size(), 12U);
    EXPECT_EQ(weighted->reporters.back().place, 4);
    EXPECT_NEAR(std::sqrt(weighted->reporters.back().reliability.variance), 0.8, 0.08);
    EXPECT_NEAR(std::sqrt(weighted->reporters.front().reliability.variance), 0.1, 0.05);
    const auto error_of = [&](MirrorWord word) {
        choice.word = word;
        const auto cube = reconcile(reports, choice);
        double sum = 0;
        for (const TradeReport& row : truth) {
            if (row.exporter != 4 && row.importer != 4) continue;
            sum += std::pow(std::log(traded(*cube, 2022, reports.places[row.exporter].id, reports.places[row.importer].id,
                                            reports.products[row.product].code) /
                                     row.value),
                            2);
        }
        return sum;
    };
    const double by_reliability = error_of(MirrorWord::reliability);
    for (const MirrorWord word : {MirrorWord::importers, MirrorWord::exporters, MirrorWord::larger, MirrorWord::smaller, MirrorWord::mean})
        EXPECT_LT(by_reliability, error_of(word) / 4) << static_cast<int>(word);
}

TEST(Mirror, VariancesByHand) {
    // Three offices, d² = 5 between 0 and 1, 10 between 0 and 2, 13 between 1 and 2: s = 1, 4, 9.
    std::vector<MirrorRatio> ratios{{0, 1, std::sqrt(5)}, {2, 0, -std::sqrt(10)}, {1, 2, std::sqrt(13)}};
    const auto found = reporter_reliability(ratios, 4, 100);
    ASSERT_TRUE(found);
    EXPECT_NEAR((*found)[0].variance, 1, 1e-9);
    EXPECT_NEAR((*found)[1].variance, 4, 1e-9);
    EXPECT_NEAR((*found)[2].variance, 9, 1e-9);
    EXPECT_NEAR((*found)[3].variance, 28.0 / 6, 1e-12);  // no mirrored flow: the mean
    EXPECT_EQ((*found)[0].flows, 2U);
    const auto bounded = reporter_reliability(ratios, 4, 1);
    ASSERT_TRUE(bounded);
    EXPECT_NEAR((*bounded)[0].variance, 0.5, 1e-9);
    const auto nothing = reporter_reliability({}, 2, 1);
    ASSERT_TRUE(nothing);
    EXPECT_EQ((*nothing)[0].variance, (*nothing)[1].variance);
}

TEST(Mirror, ReExportsAreCountedDroppedOrGivenBack) {
    // Origin 0 sells 50 through hub 1 to 2, who names the origin; hub 1 sells 10 of its own, and re-exports 30 to 3, who is silent.
    TradeReports reports = empty_reports(4, 1);
    add(reports, 0, 1, 0, ReportedBy::exporter, 80);
    add(reports, 1, 2, 0, ReportedBy::exporter, 10);
    add(reports, 1, 2, 0, ReportedBy::exporter, 50, true);
    add(reports, 1, 3, 0, ReportedBy::exporter, 30, true);
    add(reports, 0, 2, 0, ReportedBy::importer, 50);
    add(reports, 1, 2, 0, ReportedBy::importer, 10);
    MirrorChoice choice;
    choice.word = MirrorWord::exporters;
    const auto cube_of = [&](ReExportChoice re_exports) {
        choice.re_exports = re_exports;
        auto cube = reconcile(reports, choice);
        EXPECT_TRUE(cube);
        return *cube;
    };
    const TradeCube in = cube_of(ReExportChoice::included), out = cube_of(ReExportChoice::excluded),
                    back = cube_of(ReExportChoice::to_origin);
    EXPECT_EQ(traded(in, 2022, "P1", "P2"), 60);
    EXPECT_EQ(traded(in, 2022, "P1", "P3"), 30);
    EXPECT_EQ(traded(out, 2022, "P1", "P2"), 10);
    EXPECT_EQ(traded(out, 2022, "P1", "P3"), 0);
    EXPECT_EQ(traded(back, 2022, "P1", "P2"), 10);
    EXPECT_EQ(traded(back, 2022, "P0", "P2"), 50);
    EXPECT_EQ(traded(back, 2022, "P1", "P3"), 30);  // nobody names the origin
    EXPECT_EQ(out.provenance().re_exports, "excluded");
    EXPECT_EQ(back.provenance().re_exports, "given back to the origin");
    EXPECT_THAT(back.provenance().choices, Contains(HasSubstr("re-exports of USD thousand 30 stay")));
}

TEST(Mirror, AHubCanBeCountedWithAnotherPlace) {
    TradeReports reports = empty_reports(3, 1);
    add(reports, 0, 2, 0, ReportedBy::exporter, 5);
    add(reports, 1, 2, 0, ReportedBy::exporter, 7);
    add(reports, 0, 1, 0, ReportedBy::exporter, 100);
    MirrorChoice choice;
    choice.counted_with = {{"P1", "P0"}};
    const auto trade = mirrored_trade(reports, choice);
    ASSERT_TRUE(trade) << to_text(trade.error());
    EXPECT_EQ(trade->cube.places().size(), 2U);
    EXPECT_EQ(traded(trade->cube, 2022, "P0", "P2"), 12);
    EXPECT_EQ(trade->cube.flows(), 1U);
    EXPECT_EQ(trade->pairs.size(), 3U);  // the discrepancies are those of the reports
    EXPECT_THAT(trade->cube.provenance().choices, Contains(HasSubstr("P1 is counted with P0")));
    choice.counted_with = {{"P1", "Nowhere"}};
    EXPECT_FALSE(mirrored_trade(reports, choice));
    choice.counted_with = {{"P1", "P0"}, {"P0", "P2"}};
    EXPECT_FALSE(mirrored_trade(reports, choice));
}

TEST(Mirror, SilenceCanMeanNone) {
    TradeReports reports = empty_reports(3, 2);
    add(reports, 0, 1, 0, ReportedBy::exporter, 40);  // 1 reports imports, but not these
    add(reports, 0, 1, 1, ReportedBy::importer, 8);
    add(reports, 0, 2, 0, ReportedBy::exporter, 9);  // 2 reports nothing
    MirrorChoice choice;
    choice.freight.margin = 0;
    const auto lenient = reconcile(reports, choice);
    choice.trust_silence = true;
    const auto strict = reconcile(reports, choice);
    ASSERT_TRUE(lenient && strict);
    EXPECT_EQ(traded(*lenient, 2022, "P0", "P1"), 48);
    EXPECT_EQ(traded(*strict, 2022, "P0", "P1"), 8);
    EXPECT_EQ(traded(*strict, 2022, "P0", "P2"), 9);
    EXPECT_NE(lenient->provenance().reporting, strict->provenance().reporting);
}

TEST(Mirror, FreightByDistance) {
    FreightRule rule;
    rule.margin = 0.06;
    rule.distance_elasticity = 0.5;
    rule.reference_km = 8000;
    rule.kilometres = [](std::string_view from, std::string_view) {
        return from == "far" ? std::optional(32000.0) : from == "near" ? std::optional(500.0) : std::nullopt;
    };
    EXPECT_NEAR(freight_margin(rule, "far", "x"), 0.12, 1e-15);
    EXPECT_NEAR(freight_margin(rule, "near", "x"), 0.015, 1e-15);
    EXPECT_EQ(freight_margin(rule, "unknown", "x"), 0.06);
    rule.most = 0.1;
    EXPECT_EQ(freight_margin(rule, "far", "x"), 0.1);
    rule.distance_elasticity = 0;
    EXPECT_EQ(freight_margin(rule, "far", "x"), 0.06);
}

TEST(Mirror, DiscrepanciesAreReportedLargestFirst) {
    TradeReports reports = empty_reports(3, 1);
    add(reports, 0, 1, 0, ReportedBy::importer, 100);
    add(reports, 0, 1, 0, ReportedBy::exporter, 120);
    add(reports, 0, 2, 0, ReportedBy::importer, 100);
    add(reports, 0, 2, 0, ReportedBy::exporter, 400);
    add(reports, 1, 2, 0, ReportedBy::importer, 3);
    MirrorChoice choice;
    choice.to_fob = false;
    const auto trade = mirrored_trade(reports, choice);
    ASSERT_TRUE(trade);
    ASSERT_EQ(trade->pairs.size(), 3U);
    EXPECT_EQ(trade->pairs[0].importer, 2);
    EXPECT_NEAR(*trade->pairs[0].log_ratio, std::log(0.25), 1e-12);
    EXPECT_FALSE(trade->pairs[2].log_ratio);
    EXPECT_FALSE(trade->pairs[2].by_exporter);  // its office reported no exports that year
    const Table table = mirror_pairs_table(*trade, reports);
    EXPECT_EQ(table.rows.size(), 3U);
    EXPECT_EQ(std::get<std::string>(table.rows[0][1]), "P2");
    choice.word = MirrorWord::reliability;
    const auto weighted = mirrored_trade(reports, choice);
    ASSERT_TRUE(weighted);
    EXPECT_EQ(mirror_reporters_table(*weighted, reports).rows.size(), 3U);
    EXPECT_EQ(weighted->cube.provenance().reporting, "both, weighted by reliability; the other side where one is silent");
}

TEST(Mirror, RefusesWhatCannotBeReconciled) {
    TradeReports reports = empty_reports(2, 1);
    add(reports, 0, 1, 0, ReportedBy::importer, 5);
    add(reports, 0, 1, 0, ReportedBy::importer, 6);
    const auto twice = reconcile(reports, {});
    ASSERT_FALSE(twice);
    EXPECT_THAT(to_text(twice.error()), HasSubstr("reported twice"));
    reports.rows.resize(1);
    reports.rows[0].value = std::nan("");
    EXPECT_FALSE(reconcile(reports, {}));
    reports.rows[0] = {0, 9, 0, 2022, ReportedBy::importer, false, true, 1, {}};
    EXPECT_FALSE(reconcile(reports, {}));
    reports.rows.clear();
    MirrorChoice choice;
    choice.freight.margin = -1;
    EXPECT_FALSE(reconcile(reports, choice));
    for (const char* word : {"importers", "exporters", "larger", "smaller", "mean", "reliability"}) EXPECT_TRUE(parse_mirror_word(word));
    EXPECT_FALSE(parse_mirror_word("importer"));
}

TEST(Mirror, DownloadedReportsOfOneFlow) {
    ImportNotes notes;
    const auto reports = read_comtrade({"comtrade.csv", seed_bytes("comtrade.csv")}, shipped_places(), notes);
    ASSERT_TRUE(reports);
    MirrorChoice choice;
    choice.freight.margin = 0.06;
    const auto trade = mirrored_trade(*reports, choice);
    ASSERT_TRUE(trade) << to_text(trade.error());
    EXPECT_NEAR(traded(trade->cube, 2022, "CHN", "USA", "850511"), 120'000 / 1.06, 1e-6);
    EXPECT_NEAR(*trade->pairs[0].log_ratio, std::log(120.0 / 1.06 / 110.0), 1e-12);
}

}  // namespace
}  // namespace countervail
