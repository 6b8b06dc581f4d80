// SPDX-License-Identifier: Apache-2.0
#include "propagation/process_ces.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <limits>

namespace countervail {
namespace {

using testing::HasSubstr;

constexpr double kInfinite = std::numeric_limits<double>::infinity();

struct Row {
    double share, elasticity;
    double loss[5];   // percent, at a remaining fraction of 0.9, 0.7, 0.5, 0.25, 0.1
};

// The closed form, evaluated independently. Losses above 10 % were printed from three decimals rounded once more
// (28.0847… → 28.085 → 28.09), and are compared in the same way.
constexpr Row kTable[]{
    {1e-2, 0.05, {0.326, 11.30, 36.29, 68.14, 87.26}}, {1e-2, 0.2, {0.131, 0.776, 3.434, 27.15, 68.46}},
    {1e-3, 0.05, {0.034, 3.258, 28.09, 64.04, 85.62}}, {1e-3, 0.2, {0.013, 0.079, 0.372, 5.520, 45.09}},
    {1e-4, 0.02, {0.035, 15.53, 39.66, 69.83, 87.93}}, {1e-4, 0.05, {0.003, 0.441, 18.89, 59.41, 83.76}},
    {1e-4, 0.1, {0.002, 0.026, 0.552, 30.73, 72.17}},  {1e-4, 0.2, {0.001, 0.008, 0.037, 0.628, 15.91}},
    {1e-4, 0.5, {0.001, 0.004, 0.010, 0.030, 0.090}},  {1e-5, 0.1, {0, 0.003, 0.057, 13.32, 64.06}}};
constexpr double kRemaining[]{0.9, 0.7, 0.5, 0.25, 0.1};

TEST(process_ces, table_of_exact_losses) {
    for (const Row& row : kTable) {
        for (int i = 0; i < 5; ++i) {
            const double thousandths = std::round(1e5 * ces_loss({row.share, row.elasticity, kRemaining[i]}));
            const double shown = row.loss[i] >= 10 ? std::round(thousandths / 10) / 100 : thousandths / 1000;
            EXPECT_NEAR(shown, row.loss[i], 1e-9)
                << row.share << " " << row.elasticity << " " << kRemaining[i];
        }
    }
}

TEST(process_ces, approximations_beside_the_exact_answer) {
    const ProcessInput tiny{1e-4, 0.05, 0.5};                       // where they must not be used
    EXPECT_NEAR(100 * ces_loss(tiny), 18.89, 0.005);
    EXPECT_NEAR(100 * second_order_loss(tiny), 0.053, 0.0005);
    EXPECT_NEAR(100 * cobb_douglas_loss(tiny), 0.007, 0.0005);
    EXPECT_DOUBLE_EQ(hulten_loss(tiny), 0.5e-4);

    const ProcessInput energy{0.04, 0.04, 0.9};                     // Bachmann et al. 2022, "What if?", their own example
    EXPECT_NEAR(100 * ces_loss(energy), 1.57, 0.005);
    EXPECT_NEAR(100 * cobb_douglas_loss(energy), 0.42, 0.005);
    EXPECT_NEAR(100 * second_order_loss(energy), 0.93, 0.005);
    EXPECT_NEAR(100 * ces_loss({0.04, 0, 0.9}), 10, 1e-12);
    EXPECT_NEAR(100 * ces_loss({0.012, 0.1, 0.7}), 2.75, 0.005);   // gas
}

TEST(process_ces, limits) {
    for (const double share : {1e-6, 0.01, 0.5, 0.99}) {
        for (const double left : {0.05, 0.5, 0.99, 1.0, 3.0}) {
            EXPECT_DOUBLE_EQ(std::exp(log_ces_output({share, 0, left})), std::min(1.0, left));
            EXPECT_NEAR(log_ces_output({share, 1e-9, left}), std::log(std::min(1.0, left)), 1e-7);
            EXPECT_NEAR(log_ces_output({share, 1e-310, left}), std::log(std::min(1.0, left)), 1e-15);
            EXPECT_NEAR(log_ces_output({share, 1, left}), share * std::log(left), 1e-15);
            for (const double close : {1 - 1e-12, 1 + 1e-12, 1 + 1e-7})
                EXPECT_NEAR(log_ces_output({share, close, left}), share * std::log(left), 1e-6 * share);
            EXPECT_NEAR(std::exp(log_ces_output({share, kInfinite, left})), share * left + 1 - share, 1e-15 * (1 + left));
        }
        EXPECT_EQ(ces_loss({share, 0.3, 0}), 1);
        EXPECT_EQ(ces_loss({share, 1, 0}), 1);
        EXPECT_NEAR(1 - ces_loss({share, 2, 0}), (1 - share) * (1 - share), 1e-15);
    }
    EXPECT_EQ(ces_loss({0, 0.1, 0}), 0);                        // an input nobody pays for is no input
    EXPECT_EQ(log_ces_output({1, 0, 3}), std::log(3));          // an input that is all of cost is the process
    EXPECT_NEAR(log_ces_output({1, 2, 1e-40}), std::log(1e-40), 1e-12);
}

TEST(process_ces, tiny_shares_keep_their_digits) {
    // To first order in a the loss is a s/(1−s) (e^((s−1)/s) − 1), whatever the size of a.
    for (const double share : {1e-6, 1e-9, 1e-12}) {
        const double first = share * 0.5 / 0.5 * (std::pow(0.5, -1.0) - 1);
        EXPECT_NEAR(ces_loss({share, 0.5, 0.5}) / first, 1, 2 * share);
    }
}

rc::Gen<double> between(double low, double high) {
    return rc::gen::map(rc::gen::inRange(0, 1000001), [=](int step) { return low + (high - low) * step / 1e6; });
}

ProcessInput any_input() {
    return {std::pow(10, *between(-6, 0)), std::pow(10, *between(-2.5, 1)), *between(1e-3, 1)};
}

RC_GTEST_PROP(process_ces, agrees_with_the_formula_in_long_double_where_that_has_digits, ()) {
    const ProcessInput input = any_input();
    const long double rho = (static_cast<long double>(input.elasticity) - 1) / input.elasticity;
    RC_PRE(std::abs(rho) > 1e-3L);
    const long double powered = std::pow(static_cast<long double>(input.remaining), rho);
    const long double exact = 1 - std::pow(input.share * powered + (1 - static_cast<long double>(input.share)), 1 / rho);
    RC_ASSERT(std::abs(static_cast<double>(exact) - ces_loss(input)) <= 1e-11);
}

RC_GTEST_PROP(process_ces, loss_lies_between_linear_and_leontief_and_falls_with_what_is_left, ()) {
    ProcessInput input = any_input();
    const double loss = ces_loss(input);
    RC_ASSERT(loss <= 1 - input.remaining + 1e-12);
    RC_ASSERT(loss >= hulten_loss(input) - 1e-12);              // perfect substitutes
    ProcessInput more = input;
    more.remaining = std::min(1.0, input.remaining * 1.1);
    RC_ASSERT(ces_loss(more) <= loss + 1e-12);
    ProcessInput easier = input;
    easier.elasticity *= 1.5;
    RC_ASSERT(ces_loss(easier) <= loss + 1e-12);
}

RC_GTEST_PROP(process_ces, no_cut_no_loss, ()) {
    ProcessInput input = any_input();
    input.remaining = 1;
    RC_ASSERT(ces_loss(input) == 0);
    RC_ASSERT(second_order_loss(input) == 0);
    RC_ASSERT(cobb_douglas_loss(input) == 0);
    RC_ASSERT(hulten_loss(input) == 0);
}

RC_GTEST_PROP(process_ces, second_order_is_right_for_small_cuts_only, ()) {
    ProcessInput input{*between(0.001, 0.5), *between(0.3, 3), 1 - 1e-4};
    RC_ASSERT(std::abs(ces_loss(input) - second_order_loss(input)) < 1e-10);
}

ProcessNest leaf(std::string name, double share, double remaining) {
    ProcessNest nest;
    nest.name = std::move(name);
    nest.share = share;
    nest.remaining = remaining;
    return nest;
}

TEST(process_ces, one_critical_input_in_a_nest_is_the_one_input_function) {
    for (const double elasticity : {0.0, 0.05, 1.0, 2.5}) {
        const std::vector inputs{leaf("metal", 1e-4, 0.3)};
        EXPECT_NEAR(log_nest_output(critical_inputs(inputs, elasticity)), log_ces_output({1e-4, elasticity, 0.3}), 1e-14);
    }
}

TEST(process_ces, a_poor_substitute_in_the_nest_softens_the_loss) {
    // Half of the magnets of a motor can be of another grade (elasticity 2 between grades); magnets themselves cannot be
    // replaced (0.05). Inside: (0.5 · 0.2^½ + 0.5)² = 0.5236…; outside: the one-input function at that fraction.
    ProcessNest magnets{"magnets", 0.01, 2, 1, {leaf("hot", 0.5, 0.2), leaf("ordinary", 0.5, 1)}};
    const double inside = std::pow(0.5 * std::sqrt(0.2) + 0.5, 2);
    const std::vector inputs{magnets};
    EXPECT_NEAR(log_nest_output(critical_inputs(inputs, 0.05)), log_ces_output({0.01, 0.05, inside}), 1e-13);
    EXPECT_GT(log_nest_output(critical_inputs(inputs, 0.05)), log_ces_output({0.01, 0.05, 0.2}));
}

RC_GTEST_PROP(process_ces, nests_of_one_elasticity_are_one_nest, ()) {
    const double elasticity = std::pow(10, *between(-1.5, 0.5));
    const double a = *between(0.05, 0.4), b = *between(0.05, 0.4), left_a = *between(0.1, 1), left_b = *between(0.1, 1);
    ProcessNest inner{"inner", a + b, elasticity, 1, {leaf("a", a / (a + b), left_a), leaf("b", b / (a + b), left_b)}};
    const std::vector nested{inner}, flat{leaf("a", a, left_a), leaf("b", b, left_b)};
    RC_ASSERT(std::abs(log_nest_output(critical_inputs(nested, elasticity)) - log_nest_output(critical_inputs(flat, elasticity))) < 1e-11);
}

TEST(process_ces, several_critical_inputs_stop_at_the_scarcest_without_substitution) {
    const std::vector inputs{leaf("gallium", 1e-5, 0.4), leaf("germanium", 1e-6, 0.7), leaf("helium", 1e-3, 1)};
    EXPECT_NEAR(std::exp(log_nest_output(critical_inputs(inputs, 0))), 0.4, 1e-15);
    EXPECT_TRUE(nest_problems(critical_inputs(inputs, 0.1)).empty());
}

TEST(process_ces, problems_of_a_nest_name_it) {
    ProcessNest bad{"motor", 1, -1, 1, {leaf("magnet", 0.2, -0.5), leaf("steel", 0.9, 1)}};
    const Errors errors = nest_problems(bad);
    ASSERT_EQ(errors.size(), 3u);
    EXPECT_THAT(to_text(errors), testing::AllOf(HasSubstr("motor"), HasSubstr("magnet"), HasSubstr("1.1")));
}

TEST(process_ces, losses_add_up_by_value_added) {
    const std::vector processes{ProcessOutput{200, 0.9}, ProcessOutput{50, 0}, ProcessOutput{1000, 1}};
    EXPECT_DOUBLE_EQ(lost_value_added(processes), 200 * (1 - 0.9) + 50);
}

TEST(process_ces, elasticity_rises_with_time) {
    const ElasticityPrior prior{0.01, 0.3, 0.3, 1, 10};
    EXPECT_NEAR(elasticity_at(prior, 0, 0), 0.01, 1e-15);
    EXPECT_NEAR(elasticity_at(prior, 0, 1), 0.3, 1e-15);
    EXPECT_NEAR(elasticity_at(prior, 0, 0.5), std::sqrt(0.01 * 0.3), 1e-15);   // log-uniform: the median is the geometric mean
    EXPECT_NEAR(elasticity_at(prior, 10, 0), 0.3, 1e-15);
    EXPECT_NEAR(elasticity_at(prior, 50, 1), 1, 1e-15);
    EXPECT_NEAR(elasticity_at(prior, 5, 0), std::sqrt(0.01 * 0.3), 1e-15);
    EXPECT_LT(elasticity_at(prior, 2, 0.4), elasticity_at(prior, 3, 0.4));
}

}  // namespace
}  // namespace countervail
