// SPDX-License-Identifier: Apache-2.0
#include "economy/leontief.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <numeric>

#include "economy/random_table.h"

namespace countervail {
namespace {

FlowMatrix sparse(const Eigen::MatrixXd& dense) { return dense.sparseView(); }

void expect_near(const Eigen::MatrixXd& got, const Eigen::MatrixXd& want, double tolerance) {
    ASSERT_EQ(got.rows(), want.rows());
    ASSERT_EQ(got.cols(), want.cols());
    EXPECT_LE((got - want).cwiseAbs().maxCoeff(), tolerance) << got << "\nwanted\n" << want;
}

// Miller & Blair 2009, tables 2.3 and 2.4 and the example that follows; more decimals as pymrio's tests have them.
TEST(Leontief, MillerAndBlairChapterTwo) {
    const Eigen::MatrixXd z{{150, 500}, {200, 100}};
    const Eigen::VectorXd x{{1000, 2000}}, y{{350, 1700}};
    const FlowMatrix a = coefficients(sparse(z), x);
    expect_near(Eigen::MatrixXd(a), Eigen::MatrixXd{{0.15, 0.25}, {0.20, 0.05}}, 1e-15);
    const auto inverse = leontief_inverse(a);
    ASSERT_TRUE(inverse.has_value());
    expect_near(*inverse, Eigen::MatrixXd{{1.25412541, 0.330033}, {0.2640264, 1.12211221}}, 1e-6);
    expect_near(*inverse * y, x, 1e-9);
    // Final demand of (600, 1500): the book's new output, and the labour it takes at 0.30 and 0.25 per unit.
    const auto next = output_for(a, Eigen::VectorXd{{600, 1500}});
    ASSERT_TRUE(next.has_value());
    expect_near(*next, Eigen::VectorXd{{1247.5, 1841.6}}, 0.03);
    const Eigen::MatrixXd labour = Eigen::MatrixXd{{0.3, 0.25}} * next->asDiagonal();
    expect_near(labour, Eigen::MatrixXd{{374.25, 460.4}}, 0.01);
    // Value added of 0.65 and 0.70 per unit covers all costs at prices of one.
    expect_near(cost_prices(Eigen::VectorXd{{0.65, 0.70}}, *inverse), Eigen::VectorXd::Ones(2), 1e-14);
    expect_near(output_multipliers(*inverse), Eigen::VectorXd{{1.51815181, 1.45214521}}, 1e-7);
}

/// Two regions, three sectors: the fixture td_small_MRIO of pymrio's tests/test_math.py, with its published results.
struct SmallWorld {
    Eigen::MatrixXd z{{10, 5, 1, 6, 5, 7}, {0, 2, 0, 0, 5, 3}, {10, 3, 20, 4, 2, 0}, {5, 0, 0, 1, 10, 9}, {0, 10, 1, 0, 20, 1}, {5, 0, 0, 1, 10, 10}};
    Eigen::MatrixXd y{{14, 3}, {2.5, 2.5}, {13, 6}, {5, 20}, {10, 10}, {3, 10}};
    Eigen::MatrixXd factors{{20, 1, 42, 4, 20, 5}, {5, 4, 11, 8, 2, 10}};
    Eigen::VectorXd x{{51, 15, 58, 50, 52, 39}};
    FlowMatrix a = coefficients(sparse(z), x);
    Eigen::MatrixXd inverse = leontief_inverse(a).value();
    Eigen::MatrixXd per_output = factors * x.cwiseInverse().asDiagonal();
};

TEST(Leontief, TwoRegionsCoefficientsAndInverse) {
    const SmallWorld world;
    expect_near(world.z.rowwise().sum() + world.y.rowwise().sum(), world.x, 0);
    expect_near(Eigen::MatrixXd(world.a),
                Eigen::MatrixXd{{0.19607843137254902, 0.3333333333333333, 0.017241379310344827, 0.12, 0.09615384615384616, 0.1794871794871795},
                                {0.0, 0.13333333333333333, 0.0, 0.0, 0.09615384615384616, 0.07692307692307693},
                                {0.19607843137254902, 0.2, 0.3448275862068966, 0.08, 0.038461538461538464, 0.0},
                                {0.09803921568627451, 0.0, 0.0, 0.02, 0.19230769230769232, 0.23076923076923075},
                                {0.0, 0.6666666666666666, 0.017241379310344827, 0.0, 0.38461538461538464, 0.02564102564102564},
                                {0.09803921568627451, 0.0, 0.0, 0.02, 0.19230769230769232, 0.2564102564102564}},
                1e-15);
    expect_near(world.inverse,
                Eigen::MatrixXd{{1.3387146304736708, 0.9689762471208287, 0.05036622549592462, 0.17820960407435948, 0.5752019383714646, 0.4985179148178926},
                                {0.02200779585580331, 1.3716472861392823, 0.0076800357678581885, 0.006557415453762468, 0.2698335633228079, 0.15854643902810828},
                                {0.43290422861412026, 0.8627066565439678, 1.5492942759220427, 0.18491657196329184, 0.44027825642348534, 0.26630955082840885},
                                {0.18799498787612925, 0.5244084722329316, 0.020254008037620782, 1.0542007368783255, 0.5816573175534603, 0.44685014763069275},
                                {0.04400982046095892, 1.5325472495862535, 0.05259311578831879, 0.014602513642445088, 1.9545285794951548, 0.2410917825607805},
                                {0.19294222439918532, 0.5382086951864299, 0.020787008249137116, 0.05562707205933412, 0.596964089068025, 1.4849251515157111}},
                1e-10);
}

TEST(Leontief, TwoRegionsMultipliersAndAccounts) {
    const SmallWorld world;
    expect_near(factor_multipliers(world.per_output, world.inverse),
                Eigen::MatrixXd{{0.896638324101429, 1.7965474933011258, 1.1666796580507097, 0.3013124703668342, 1.4371886818255364, 0.7177624711634629},
                                {0.3004620527704837, 0.9052387706892087, 0.311411003349379, 0.23778766312079253, 0.5331560745059157, 0.6031791628984159}},
                1e-10);
    const TableAccounts booked = accounts(world.per_output, world.inverse, world.y);
    expect_near(booked.consumption,
                Eigen::MatrixXd{{14.059498889254174, 18.863255551508175, 17.32012296814962, 8.71616437964097, 18.863255551508175, 14.17770265993889},
                                {5.395407054390734, 7.594657671782178, 5.857880532237175, 5.657139420727301, 7.594657671782178, 7.900257649080434}},
                1e-10);
    expect_near(booked.production, world.factors, 1e-10);
    expect_near(booked.imports,
                Eigen::MatrixXd{{1.2792573306446737, 10.499069649181388, 1.2752266807875912, 6.604374747509535, 8.364185902326788, 10.842115601865368},
                                {2.054905005956757, 3.9151998960771452, 1.522271392125981, 1.743464577633809, 3.6794577757050337, 3.221508682410955}},
                1e-10);
    expect_near(booked.exports,
                Eigen::MatrixXd{{8.251832343364468, 0.5304113433404783, 17.02843256499675, 1.3307504334524414, 9.797226856351275, 1.9255763708099365},
                                {2.062958085841117, 2.1216453733619134, 4.459827576546767, 2.6615008669048827, 0.9797226856351275, 3.851152741619873}},
                1e-10);
}

TEST(Leontief, WhatIsSoldAbroad) {
    const IoTable table = [] {
        const SmallWorld world;
        IoTable built;
        built.places = {"reg1", "reg2"};
        built.industries = built.industry_names = {"s1", "s2", "s3"};
        built.final_uses = {"final"};
        built.intermediate = sparse(world.z);
        built.final_demand = world.y;
        built.output = world.x;
        built.value_added = world.x - world.z.colwise().sum().transpose();
        return built;
    }();
    const Eigen::MatrixXd trade = gross_trade(table);
    EXPECT_EQ(trade(1, 1), 0 + 5 + 3 + 2.5);   // pymrio: flows of (reg1, sector2) to reg2
    EXPECT_EQ(trade(0, 1), 6 + 5 + 7 + 3);
    EXPECT_EQ(trade(3, 0), 5 + 0 + 0 + 5);
    EXPECT_EQ(trade(0, 0), 0);
}

TEST(Leontief, ThatNothingMeetsIsSaid) {
    const FlowMatrix greedy = sparse(Eigen::MatrixXd{{0.5, 0.5}, {0.5, 0.5}});
    const auto inverse = leontief_inverse(greedy);
    ASSERT_FALSE(inverse.has_value());
    EXPECT_NE(inverse.error()[0].what.find("singular"), std::string::npos);
    EXPECT_FALSE(output_for(sparse(Eigen::MatrixXd{{1.2, 0.1}, {0.3, 0.9}}), Eigen::VectorXd::Ones(2)).has_value());
    EXPECT_FALSE(output_for(sparse(Eigen::MatrixXd{{1.0, 0.0}, {0.0, 0.1}}), Eigen::VectorXd::Ones(2)).has_value());
}

TEST(Leontief, SolvingWithoutTheInverseIsTheSame) {
    rc::check([] {
        const IoTable table = random_table(*rc::gen::arbitrary<std::uint64_t>());
        const FlowMatrix a = coefficients(table);
        const auto inverse = leontief_inverse(a);
        const auto solved = output_for(a, table.final_total());
        RC_ASSERT(inverse.has_value() && solved.has_value());
        RC_ASSERT((*inverse * table.final_total() - table.output).norm() < 1e-9 * table.output.norm());
        RC_ASSERT((*solved - table.output).norm() < 1e-9 * table.output.norm());
    });
}

TEST(Leontief, TheBytesAreTheSameOnAnyNumberOfThreads) {
    const FlowMatrix a = coefficients(random_table(7, 9, 23));
    const auto one = leontief_inverse(a, 1), eight = leontief_inverse(a, 8);
    ASSERT_TRUE(one.has_value() && eight.has_value());
    EXPECT_TRUE((one->array() == eight->array()).all());
}

TEST(Leontief, OrderOfCellsChangesNothing) {
    rc::check([] {
        const IoTable table = random_table(*rc::gen::arbitrary<std::uint64_t>(), 2, 4);
        const Eigen::MatrixXd a(coefficients(table));
        std::vector<int> order(static_cast<std::size_t>(table.cells()));
        std::iota(order.begin(), order.end(), 0);
        const auto turn = *rc::gen::inRange<std::size_t>(1, order.size());
        std::rotate(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(turn), order.end());
        Eigen::PermutationMatrix<Eigen::Dynamic> permutation(static_cast<Eigen::Index>(order.size()));
        for (std::size_t i = 0; i < order.size(); ++i) permutation.indices()[static_cast<Eigen::Index>(i)] = order[i];
        const Eigen::MatrixXd turned = permutation * a * permutation.transpose();
        const Eigen::MatrixXd want = permutation * leontief_inverse(sparse(a)).value() * permutation.transpose();
        RC_ASSERT((leontief_inverse(sparse(turned)).value() - want).cwiseAbs().maxCoeff() < 1e-11);
    });
}

TEST(Leontief, NothingIsLostBetweenProducersAndConsumers) {
    rc::check([] {
        const IoTable table = random_table(*rc::gen::arbitrary<std::uint64_t>());
        const Eigen::MatrixXd inverse = leontief_inverse(coefficients(table)).value();
        const Eigen::MatrixXd per_output = (table.value_added.array() / table.output.array()).matrix().transpose();
        const TableAccounts booked = accounts(per_output, inverse, final_by_place(table));
        const double value_added = table.value_added.sum(), final_demand = table.final_demand.sum();
        RC_ASSERT(std::abs(booked.production.sum() - value_added) < 1e-9 * value_added);
        RC_ASSERT(std::abs(booked.consumption.sum() - value_added) < 1e-9 * value_added);
        RC_ASSERT(std::abs(booked.imports.sum() - booked.exports.sum()) < 1e-9 * value_added);
        RC_ASSERT(std::abs(final_demand - value_added) < 1e-9 * value_added);   // the two sides of the accounts
        RC_ASSERT((cost_prices(per_output.transpose(), inverse).array() - 1).abs().maxCoeff() < 1e-9);
    });
}

}  // namespace
}  // namespace countervail
