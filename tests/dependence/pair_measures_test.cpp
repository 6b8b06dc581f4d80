// SPDX-License-Identifier: Apache-2.0
// covers: pair_measures, pair_profile
#include "dependence/pair_measures.h"

#include <cmath>
#include <numeric>

#include "dependence/small_trade.h"

namespace countervail {
namespace {

using testing::Sale;
using testing::SlowTrade;
using testing::cube_of_sales;
using testing::example_cube;
using testing::random_sales;
using testing::random_trade;

CubeMeasures measured(const TradeCube& cube, int year, PairOptions options = {}) {
    auto measures = cube_measures(cube, year, options);
    if (!measures) ADD_FAILURE() << to_text(measures.error());
    return std::move(measures).value();
}

double value(const PairMeasures& pairs, std::string_view id, PlaceIndex importer, PlaceIndex exporter) { return pairs.at(*PairMeasures::index(id), importer, exporter); }

TEST(pair_measures, of_the_example_are_those_worked_by_hand) {
    const CubeMeasures measures = measured(example_cube(), 2024);
    const auto of = [&](std::string_view id) { return value(measures.pairs, id, 0, 1); };
    EXPECT_DOUBLE_EQ(of("import-share"), 80.0 / 300);
    EXPECT_DOUBLE_EQ(of("dependent-trade"), 0.75);
    EXPECT_DOUBLE_EQ(of("dependent-imports"), 0.2);
    EXPECT_DOUBLE_EQ(of("exposed-imports"), 100.0 / 300);
    EXPECT_EQ(of("dependent-products"), 1);
    EXPECT_EQ(of("first-supplier-products"), 1);
    EXPECT_DOUBLE_EQ(of("concentration-part"), 38.0 / 300);
    EXPECT_EQ(of("henry-jackson-products"), 1);
    EXPECT_DOUBLE_EQ(of("henry-jackson-imports"), 0.2);
    EXPECT_DOUBLE_EQ(of("comparative-dependence"), 4.0 / 3);
    EXPECT_EQ(of("comparative-dependence-products"), 1);
    EXPECT_EQ(of("geodep-products"), 1);
    EXPECT_DOUBLE_EQ(of("geodep-imports"), 0.2);
    EXPECT_EQ(of("core-products"), 1);
    EXPECT_DOUBLE_EQ(of("core-imports"), 0.2);
    EXPECT_DOUBLE_EQ(of("market-share"), 80.0 / 130);
    EXPECT_EQ(value(measures.pairs, "import-share", 1, 0), 0);
}

/// Every pair measure worked product by product from its definition.
std::vector<double> slowly(const SlowTrade& slow, const PairOptions& options, std::size_t of, std::size_t to, double own) {
    double bought = 0, all = 0, above = 0, above_all = 0, part = 0, hj = 0, geo = 0, core = 0;
    int above_n = 0, first_n = 0, hj_n = 0, rcd_n = 0, geo_n = 0, core_n = 0;
    double sold = 0, traded = 0;
    for (std::size_t p = 0; p < slow.products(); ++p) {
        const double value = slow.sold(p, to, of), imports = slow.imports(p, of), exports = slow.exports(p, of), world = slow.world(p);
        all += imports;
        sold += slow.exports(p, to);
        traded += world;
        if (value <= 0) continue;
        const double share = value / imports;
        bought += value;
        part += share * share * imports;
        if (share > options.threshold) ++above_n, above += value, above_all += imports;
        const bool first = slow.first_supplier(p, of) == to, none = exports <= 0;
        first_n += first;
        if (imports > exports && share > options.henry_jackson.import_share && slow.exports(p, to) / world > options.henry_jackson.world_share) ++hj_n, hj += value;
        rcd_n += share / (slow.exports(p, to) / world) > 1 + 1e-12;
        if (first && slow.import_hhi(p, of) > options.geodep.import_hhi && slow.export_hhi(p) > options.geodep.export_hhi && (none || imports / exports > options.geodep.substitution)) ++geo_n, geo += value;
        if (first && slow.import_hhi(p, of) > options.core.concentration && (none || imports / exports > options.core.substitution)) ++core_n, core += value;
    }
    if (bought <= 0) return std::vector<double>(PairMeasures::ids().size(), 0.0);
    return {bought / all, own < 0 ? 0 : bought / (all + own), above / bought, above / all, above_all / all, double(above_n), double(first_n), part / all, double(hj_n), hj / all,
            (bought / all) / (sold / traded), double(rcd_n), double(geo_n), geo / all, double(core_n), core / all, bought / sold};
}

TEST(pair_measures, agree_with_the_long_way_round) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const TradeCube cube = random_trade(seed, {.products = 15, .filled = seed % 2 == 0 ? 0.5 : 0.15, .domestic = seed % 4 == 0});
        const PairOptions options{.threshold = seed % 3 == 0 ? 0.3 : 0.5, .geodep = {.import_hhi = 0.3, .export_hhi = 0.25}, .core = {.concentration = 0.35}};
        const CubeMeasures measures = measured(cube, 2022, options);
        const SlowTrade slow(cube, 2022);
        for (PlaceIndex of = 0; of < slow.places(); ++of) {
            for (PlaceIndex to = 0; to < slow.places(); ++to) {
                if (of == to) continue;
                const auto expected = slowly(slow, options, of, to, measures.totals.domestic() ? measures.totals.place_own[of] : -1);
                for (std::size_t measure = 0; measure < expected.size(); ++measure)
                    EXPECT_NEAR(measures.pairs.at(measure, of, to), expected[measure], 1e-9) << PairMeasures::ids()[measure] << " seed " << seed << " " << of << " on " << to;
            }
        }
    }
}

TEST(pair_measures, are_the_same_bytes_on_any_number_of_threads) {
    const TradeCube cube = random_trade(3, {.places = 25, .products = 90, .filled = 0.3});
    const CubeMeasures one = measured(cube, 2022, {.threads = 1}), eight = measured(cube, 2022, {.threads = 8});
    for (std::size_t measure = 0; measure < PairMeasures::ids().size(); ++measure)
        EXPECT_TRUE(std::ranges::equal(one.pairs.matrix(measure), eight.pairs.matrix(measure))) << PairMeasures::ids()[measure];
}

TEST(pair_measures, do_not_ask_in_which_order_rows_came) {
    auto sales = random_sales(17, {});
    const TradeCube cube = cube_of_sales(sales);
    std::ranges::reverse(sales);
    const TradeCube reversed = cube_of_sales(sales);
    const CubeMeasures a = measured(cube, 2022), b = measured(reversed, 2022);
    for (std::size_t measure = 0; measure < PairMeasures::ids().size(); ++measure) EXPECT_TRUE(std::ranges::equal(a.pairs.matrix(measure), b.pairs.matrix(measure)));
}

TEST(pair_measures, shares_of_suppliers_sum_to_one_and_parts_to_the_concentration) {
    const TradeCube cube = random_trade(23);
    const CubeMeasures measures = measured(cube, 2022);
    for (PlaceIndex of = 0; of < measures.totals.places; ++of) {
        double shares = 0, parts = 0, concentration = 0, market = 0;
        for (PlaceIndex to = 0; to < measures.totals.places; ++to) {
            shares += value(measures.pairs, "import-share", of, to);
            parts += value(measures.pairs, "concentration-part", of, to);
            market += value(measures.pairs, "market-share", to, of);
        }
        for (std::size_t product = 0; product < measures.totals.products; ++product)
            concentration += std::max(0.0, measures.totals.import_hhi.at(product, of)) * measures.totals.imports.at(product, of) / measures.totals.place_imports[of];
        EXPECT_NEAR(shares, 1, 1e-12);
        EXPECT_NEAR(market, 1, 1e-12);
        EXPECT_NEAR(parts, concentration, 1e-12);
    }
}

/// One product becomes two halves that everybody trades alike: shares of value stay, counts grow by one where the product counted.
TEST(pair_measures, splitting_a_product_in_two_identical_halves) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const auto sales = random_sales(seed, {});
        const std::string split = sales[sales.size() / 2].product;
        std::vector<Sale> halves;
        for (Sale sale : sales) {
            if (sale.product == split) {
                sale.value /= 2;
                halves.push_back(sale);
                sale.product = "999999";
            }
            halves.push_back(sale);
        }
        const TradeCube whole_cube = cube_of_sales(sales), half_cube = cube_of_sales(halves);
        const CubeMeasures whole = measured(whole_cube, 2022), half = measured(half_cube, 2022);
        for (PlaceIndex of = 0; of < whole.totals.places; ++of) {
            for (PlaceIndex to = 0; to < whole.totals.places; ++to) {
                if (of == to) continue;
                const PairProfile profile = pair_profile(whole_cube, whole, of, to);
                const auto row = std::ranges::find_if(profile.products, [&](const PairProduct& at) { return whole_cube.products()[at.product].code == split; });
                for (std::size_t measure = 0; measure < PairMeasures::ids().size(); ++measure) {
                    const std::string_view id = PairMeasures::ids()[measure];
                    double expected = whole.pairs.at(measure, of, to);
                    if (row != profile.products.end()) {
                        if (id == "dependent-products") expected += row->above_threshold;
                        if (id == "first-supplier-products") expected += row->largest_supplier;
                        if (id == "henry-jackson-products") expected += row->henry_jackson;
                        if (id == "comparative-dependence-products") expected += row->comparative_dependence > 1;
                        if (id == "geodep-products") expected += row->geodep;
                        if (id == "core-products") expected += row->core;
                    }
                    EXPECT_NEAR(half.pairs.at(measure, of, to), expected, 1e-12) << id;
                }
            }
        }
    }
}

TEST(pair_measures, higher_threshold_never_means_more_dependence) {
    const TradeCube cube = random_trade(31);
    CubeMeasures before = measured(cube, 2022, {.threshold = 0});
    for (const double threshold : {0.2, 0.4, 0.6, 0.8}) {
        CubeMeasures after = measured(cube, 2022, {.threshold = threshold});
        for (const char* id : {"dependent-trade", "dependent-imports", "exposed-imports", "dependent-products"}) {
            const std::size_t measure = *PairMeasures::index(id);
            for (std::size_t cell = 0; cell < after.pairs.matrix(measure).size(); ++cell) EXPECT_LE(after.pairs.matrix(measure)[cell], before.pairs.matrix(measure)[cell]);
        }
        before = std::move(after);
    }
}

TEST(pair_measures, own_supply_counts_only_where_it_is_booked) {
    TradeProvenance domestic = testing::hs6_provenance();
    domestic.domestic = true;
    const TradeCube booked = cube_of_sales({{"AAA", "AAA", "850511", 300}, {"BBB", "AAA", "850511", 100}}, domestic);
    const CubeMeasures measures = measured(booked, 2024);
    EXPECT_EQ(value(measures.pairs, "import-share", 0, 1), 1);
    EXPECT_EQ(value(measures.pairs, "supply-share", 0, 1), 0.25);
    EXPECT_EQ(value(measures.pairs, "import-share", 0, 0), 0);
    for (const PairMeasureValue& each : pair_profile(booked, measures, 0, 1).values) EXPECT_TRUE(has_values(*find_measure(each.measure), measures.totals)) << each.measure;
}

// The registry says which measures rest on own supply: customs' figures, which book none, give no value to these and to no others.
TEST(pair_measures, the_registry_says_which_rest_on_own_supply) {
    const TradeCube example = example_cube();
    const CubeMeasures customs = measured(example, 2024);
    int without = 0;
    for (const PairMeasureValue& each : pair_profile(example, customs, 0, 1).values) {
        const bool rests_on_own = find_measure(each.measure)->needs == MeasureNeeds::own_supply;
        EXPECT_EQ(has_values(*find_measure(each.measure), customs.totals), !rests_on_own) << each.measure;
        EXPECT_EQ(each.value.has_value(), !rests_on_own) << each.measure;
        EXPECT_EQ(each.note == "own supply is not booked in this trade", rests_on_own) << each.measure;
        without += rests_on_own ? 1 : 0;
    }
    EXPECT_EQ(without, 1);
}

// Bought from one seller in 2022 and 2024 and from four in 2023: dependent over the three years, not over the first two.
TEST(cube_measures, look_back_over_the_window_that_geodep_asks_for) {
    std::vector<Sale> sales;
    for (const int year : {2022, 2024}) sales.push_back({"BBB", "AAA", "850511", 10, year});
    for (const char* seller : {"BBB", "CCC", "DDD", "EEE"}) sales.push_back({seller, "AAA", "850511", 10, 2023});
    const TradeCube cube = cube_of_sales(sales);
    const CubeMeasures full = measured(cube, 2024, {.threads = 2}), two = measured(cube, 2023), one = measured(cube, 2022);
    EXPECT_EQ(value(full.pairs, "geodep-products", 0, 1), 1);
    EXPECT_EQ(value(two.pairs, "geodep-products", 0, 1), 0);
    EXPECT_EQ(value(one.pairs, "geodep-products", 0, 1), 1);
    const std::size_t at = *PairMeasures::index("geodep-products");
    EXPECT_TRUE(pair_profile(cube, full, 0, 1).values[at].note.empty());
    EXPECT_NE(pair_profile(cube, two, 0, 1).values[at].note.find("only 2022 and 2023"), std::string::npos);
}

TEST(cube_measures, refuse_a_year_and_a_threshold_that_are_not_there) {
    const auto refused = cube_measures(example_cube(), 2020, {.threshold = 1.5});
    ASSERT_FALSE(refused.has_value());
    ASSERT_EQ(refused.error().size(), 2U);
    EXPECT_NE(refused.error()[0].hint.find("2024"), std::string::npos);
    EXPECT_FALSE(cube_measures(example_cube(), 2024, {.threshold = std::nan("")}).has_value());
}

TEST(cube_measures, refuse_more_places_than_pairs_can_be_held_of) {
    std::vector<TradePlace> places;
    for (int place = 0; place < 2001; ++place) places.push_back({"P" + std::to_string(place), ""});
    const TradeCube crowd = make_trade_cube(testing::hs6_provenance(), places, {{"850511", ""}}, {{0, 1, 0, 2024, 1, {}}}).value();
    EXPECT_FALSE(cube_measures(crowd, 2024, {}).has_value());
}

TEST(pair_measures, of_many_places_add_up_like_those_of_few) {
    std::vector<TradePlace> places;
    for (int place = 0; place < 700; ++place) places.push_back({"P" + std::to_string(place), ""});
    std::vector<TradeProduct> products;
    std::vector<TradeFlow> flows;
    for (ProductIndex product = 0; product < 40; ++product) {
        products.push_back({std::to_string(100000 + product), ""});
        for (PlaceIndex place = 0; place < 700; ++place) flows.push_back({place, static_cast<PlaceIndex>((place * 7 + product * 13 + 1) % 700), product, 2024, 1.0 + product, {}});
    }
    std::erase_if(flows, [](const TradeFlow& flow) { return flow.exporter == flow.importer; });
    const TradeCube cube = make_trade_cube(testing::hs6_provenance(), places, products, flows).value();
    const CubeMeasures measures = measured(cube, 2024, {.threads = 4});
    for (PlaceIndex of = 0; of < 700; ++of) {
        double shares = 0, parts = 0, first = 0, concentration = 0, imported = 0;
        for (PlaceIndex to = 0; to < 700; ++to) {
            shares += value(measures.pairs, "import-share", of, to);
            parts += value(measures.pairs, "concentration-part", of, to);
            first += value(measures.pairs, "first-supplier-products", of, to);
        }
        for (std::size_t product = 0; product < 40; ++product) {
            imported += measures.totals.suppliers.at(product, of) > 0;
            concentration += std::max(0.0, measures.totals.import_hhi.at(product, of)) * measures.totals.imports.at(product, of) / measures.totals.place_imports[of];
        }
        EXPECT_NEAR(shares, 1, 1e-12);
        EXPECT_NEAR(parts, concentration, 1e-12);
        EXPECT_EQ(first, imported);
    }
}

TEST(pair_profile, ranks_sellers_and_buyers) {
    const TradeCube cube = example_cube();
    const CubeMeasures measures = measured(cube, 2024);
    const PairProfile profile = pair_profile(cube, measures, 0, 1);
    ASSERT_EQ(profile.values.size(), PairMeasures::ids().size());
    EXPECT_EQ(profile.values[0].measure, "import-share");
    EXPECT_EQ(profile.values[0].supplier_rank, 3);     // CCC 120, DDD 100, BBB 80
    EXPECT_EQ(profile.values[0].suppliers, 3);
    EXPECT_EQ(profile.values[0].buyer_rank, 2);        // DDD takes all it imports from BBB
    EXPECT_EQ(profile.values[0].buyers, 2);
    EXPECT_EQ(profile.values[2].supplier_rank, 1);     // only BBB is above half of a product
    ASSERT_EQ(profile.products.size(), 2U);
    const PairProduct& magnets = profile.products[0];
    EXPECT_EQ(magnets.value, 60);
    EXPECT_DOUBLE_EQ(magnets.share, 0.6);
    EXPECT_DOUBLE_EQ(magnets.import_hhi, 0.52);
    EXPECT_TRUE(magnets.largest_supplier && magnets.above_threshold && magnets.henry_jackson && magnets.geodep && magnets.core);
    EXPECT_NEAR(magnets.comparative_dependence, 9.0 / 11, 1e-15);
    EXPECT_DOUBLE_EQ(profile.products[1].comparative_dependence, 2.5);
    EXPECT_FALSE(profile.products[1].largest_supplier);
    // Nothing bought: no rank, and a share of nothing is empty for a place that imports nothing.
    const PairProfile none = pair_profile(cube, measures, 1, 0);
    EXPECT_FALSE(none.values[0].value.has_value());
    EXPECT_EQ(none.values[0].supplier_rank, 0);
    EXPECT_TRUE(none.products.empty());
}

TEST(pair_profile, counts_what_the_products_say) {
    for (std::uint64_t seed = 40; seed < 50; ++seed) {
        const TradeCube cube = random_trade(seed);
        const CubeMeasures measures = measured(cube, 2022);
        for (const std::string_view id : PairMeasures::ids()) {
            if (!id.ends_with("-products")) continue;
            const PairProfile profile = pair_profile(cube, measures, 2, 4);
            EXPECT_EQ(static_cast<double>(products_behind_table(cube, measures, profile, id, 0).rows.size()), value(measures.pairs, id, 2, 4)) << id;
        }
    }
}

TEST(pair_profile_table, shows_value_unit_ranks_and_what_weakens_it) {
    const TradeCube cube = example_cube();
    const CubeMeasures measures = measured(cube, 2024);
    const Table table = pair_profile_table(cube, measures, pair_profile(cube, measures, 0, 1));
    EXPECT_EQ(table.title, "Dependence of Place AAA on Place BBB, 2024; threshold 50%");
    ASSERT_EQ(table.rows.size(), PairMeasures::ids().size());
    EXPECT_EQ(std::get<std::string>(table.rows[0][4]), "3 of 3");
    EXPECT_EQ(table.sources.front(), "Trade by hand, HS2022, fob, importers");
    const auto geodep = std::ranges::find_if(table.rows, [](const auto& row) { return std::get<std::string>(row[0]) == "geodep-products"; });
    EXPECT_NE(std::get<std::string>((*geodep)[7]).find("only 2024"), std::string::npos);
}

TEST(products_behind_table, holds_what_the_measure_counts) {
    const TradeCube cube = example_cube();
    const CubeMeasures measures = measured(cube, 2024);
    const PairProfile profile = pair_profile(cube, measures, 0, 1);
    EXPECT_EQ(products_behind_table(cube, measures, profile, "import-share", 0).rows.size(), 2U);
    const Table limited = products_behind_table(cube, measures, profile, "import-share", 1);
    EXPECT_EQ(limited.rows.size(), 1U);
    EXPECT_NE(limited.title.find("1 of 2"), std::string::npos);
    const Table dependent = products_behind_table(cube, measures, profile, "dependent-trade", 0);
    ASSERT_EQ(dependent.rows.size(), 1U);
    EXPECT_EQ(std::get<std::string>(dependent.rows[0][0]), "850511");
    EXPECT_EQ(std::get<double>(dependent.rows[0][3]), 60);
    EXPECT_EQ(std::get<std::string>(dependent.rows[0][11]), "first supplier, above threshold, Henry Jackson, GeoDep, EU core");
}

TEST(suppliers_table, puts_the_most_depended_on_first) {
    const TradeCube cube = example_cube();
    const Table table = suppliers_table(cube, measured(cube, 2024), 0, "import-share", 2);
    ASSERT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(std::get<std::string>(table.rows[0][1]), "CCC");
    EXPECT_EQ(std::get<double>(table.rows[0][4]), 40);
}

}  // namespace
}  // namespace countervail
