// SPDX-License-Identifier: Apache-2.0
#include "bom/content.h"

#include <gtest/gtest.h>

#include <Eigen/Sparse>
#include <functional>
#include <map>

#include "bom/random_bill.h"

namespace countervail {
namespace {

Bill read(const std::string& csv) {
    auto bill = read_bill(csv, "b.csv");
    if (!bill) throw std::runtime_error(to_text(bill.error()));
    return std::move(*bill);
}

const std::string kHeader = "part,parent,quantity,unit,yield,unit_value,currency,origin,element\n";
const std::string kMotor = kHeader +
                           "motor,,,,,1200,USD,DEU,\n"
                           "magnet,motor,1.5,kg,0.8,60,USD,DEU,\n"
                           "nd,magnet,0.29,kg,,80,USD,AAA,neodymium\n"
                           "dy,magnet,0.02,kg,0.5,300,USD,,dysprosium\n"
                           "sensor,motor,2,,,20,USD,JPN,\n"
                           "dot,sensor,1,g,,,,JPN,\n"
                           "nd,dot,0.25,g,,,,,\n";

TEST(Content, ThreeAccountsOfAMotor) {
    const Bill bill = read(kMotor);
    const BillContent content(bill);
    const auto masses = content.masses(bill.article);
    ASSERT_EQ(masses.size(), 2U);
    EXPECT_EQ(bill.elements[static_cast<std::size_t>(masses[0].element)], "dysprosium");
    EXPECT_EQ(masses[0].origin, "");
    EXPECT_DOUBLE_EQ(masses[0].in_product, 1.5 * 0.02);
    EXPECT_DOUBLE_EQ(masses[0].consumed, 1.5 / 0.8 * 0.02 / 0.5);
    EXPECT_EQ(masses[1].origin, "AAA");
    EXPECT_DOUBLE_EQ(masses[1].in_product, 1.5 * 0.29 + 2 * 0.001 * 0.25);
    EXPECT_DOUBLE_EQ(masses[1].consumed, 1.5 / 0.8 * 0.29 + 2 * 0.001 * 0.25);
    EXPECT_DOUBLE_EQ(content.masses(bill.part("magnet"))[1].in_product, 0.29);
    EXPECT_TRUE(content.masses(bill.part("nd"))[0].in_product == 1);
}

TEST(Content, InputsTellOuterFromInner) {
    const Bill bill = read(kHeader +
                           "motor,,,,,1200,USD,DEU,\nmagnet,motor,2,,,60,USD,DEU,\nscrew,motor,4,,,0.1,USD,"
                           "JPN,\nscrew,magnet,3,,,,,,\nglue,magnet,1,,,,,,\n");
    const auto inputs = BillContent(bill).inputs(bill.article);
    ASSERT_EQ(inputs.size(), 4U);
    EXPECT_EQ(bill.parts[static_cast<std::size_t>(inputs[0].part)].id, "glue");
    EXPECT_FALSE(inputs[0].value);
    EXPECT_TRUE(inputs[0].inside);
    EXPECT_EQ(inputs[1].value, Decimal(120));
    EXPECT_FALSE(inputs[1].inside);
    EXPECT_EQ(inputs[2].amount, Decimal(4));  // screws in the motor itself
    EXPECT_FALSE(inputs[2].inside);
    EXPECT_EQ(inputs[3].amount, Decimal(6));  // screws in its magnets
    EXPECT_EQ(inputs[3].value, *Decimal::parse("0.6"));
    EXPECT_TRUE(inputs[3].inside);
    EXPECT_EQ(BillContent(bill).inputs(bill.part("magnet")).size(), 2U);
}

TEST(Content, InputsAreGroupedByItemOriginAndClassification) {
    const Bill bill = read(
        "part,parent,item,quantity,unit_value,currency,origin,classification\na,,,,100,USD,DEU,\nb,a,chip,2,"
        "3,,USA,USA:3A001\nc,a,chip,1,4,,USA,USA:3A001\n"
        "d,a,chip,1,5,,USA,USA:EAR99\ne,b,chip,1,1,,USA,USA:3A001\nf,a,chip,1,,,USA,USA:EAR99\ng,a,chip,1,7,,"
        ",USA:EAR99\n");
    const auto groups = group_inputs(bill, BillContent(bill).inputs(bill.article));
    ASSERT_EQ(groups.size(), 4U);
    EXPECT_EQ(groups[0].origin, "");
    EXPECT_EQ(groups[1].value, Decimal(10));
    EXPECT_EQ(groups[1].classifications, std::vector<std::string>{"USA:3A001"});
    EXPECT_EQ(groups[2].value, Decimal(5));
    EXPECT_EQ(groups[2].unvalued, 1);
    EXPECT_TRUE(groups[3].inside);
    EXPECT_EQ(groups[3].value, Decimal(2));
}

TEST(Content, ValuesByTheOptions) {
    const Bill bill = read(kMotor);
    const int nd = bill.part("nd"), magnet = bill.part("magnet");
    EXPECT_EQ(*BillContent(bill).input_value(nd), Decimal(80));
    ValueOptions market{.basis = ValueBasis::market, .prices = {{"neodymium", 120}, {"no-such", 5}}};
    const BillContent priced(bill, market);
    EXPECT_EQ(*priced.input_value(nd), Decimal(120));
    EXPECT_EQ(*priced.input_value(magnet), Decimal(60));            // states no contents of its own
    EXPECT_EQ(*priced.input_value(bill.part("dy")), Decimal(300));  // has no price
    const BillContent consumed(bill, {.consumed = true});
    for (const BillInput& input : consumed.inputs(bill.article)) {
        EXPECT_TRUE(input.part != magnet || input.value == *Decimal::parse("112.5"));  // 1.5 / 0.8 · 60
    }
}

// The solve of (I − (B/y)ᵀ) n = d by somebody else's sparse LU.
Eigen::VectorXd eigen_amounts(const Bill& bill, int part, bool consumed) {
    const auto size = static_cast<Eigen::Index>(bill.parts.size());
    std::vector<Eigen::Triplet<double>> entries;
    for (Eigen::Index i = 0; i < size; ++i) entries.emplace_back(i, i, 1);
    for (const BillUse& use : bill.uses) {
        entries.emplace_back(use.child, use.parent,
                             -(use.quantity.to_double() / (consumed ? use.yield.to_double() : 1)));
    }
    Eigen::SparseMatrix<double> matrix(size, size);
    matrix.setFromTriplets(entries.begin(), entries.end());
    const Eigen::SparseLU<Eigen::SparseMatrix<double>> solver(matrix);
    return solver.solve(Eigen::VectorXd::Unit(size, part));
}

TEST(Content, AgreesWithEigenOnRandomGraphs) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const Bill bill =
            read(random_bill(seed, 40 + static_cast<int>(seed) * 10, 2 + static_cast<int>(seed % 5)).csv());
        const BillContent content(bill);
        for (const int part : {bill.article, bill.order[bill.order.size() / 4]}) {
            for (const bool consumed : {false, true}) {
                const auto own = content.amounts(part, consumed);
                const Eigen::VectorXd other = eigen_amounts(bill, part, consumed);
                for (std::size_t i = 0; i < own.size(); ++i) {
                    const double wanted = other[static_cast<Eigen::Index>(i)];
                    EXPECT_NEAR(own[i], wanted, 1e-12 * std::max(1.0, std::abs(wanted)));
                }
            }
        }
    }
}

// Mass of every element in the article equals what its leaf inputs consumed, times the yields along each way
// down.
TEST(Content, ConservesMassAlongEveryPath) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const Bill bill = read(random_bill(seed, 150, 4).csv());
        std::map<int, double> by_paths, consumed_by_paths;
        const std::function<void(int, double, double)> walk = [&](int part, double consumed, double yields) {
            const auto p = static_cast<std::size_t>(part);
            for (const BillElement& each : bill.parts[p].contents) {
                consumed_by_paths[each.element] += consumed * each.mass.to_double();
                by_paths[each.element] += consumed * each.mass.to_double() * yields;
            }
            for (int u = bill.first_use[p]; u < bill.first_use[p + 1]; ++u) {
                const BillUse& use = bill.uses[static_cast<std::size_t>(u)];
                const double yield = use.yield.to_double();
                walk(use.child, consumed * use.quantity.to_double() / yield, yields * yield);
            }
        };
        walk(bill.article, 1, 1);
        std::map<int, double> in_product, consumed;
        for (const ElementMass& mass : BillContent(bill).masses(bill.article)) {
            in_product[mass.element] += mass.in_product;
            consumed[mass.element] += mass.consumed;
        }
        ASSERT_EQ(in_product.size(), 2U);
        for (const auto& [element, mass] : in_product) {
            EXPECT_GT(mass, 0);
            EXPECT_NEAR(mass, by_paths[element], 1e-12 * mass);
            EXPECT_NEAR(consumed[element], consumed_by_paths[element], 1e-12 * consumed[element]);
            EXPECT_GT(consumed[element], mass);
        }
    }
}

TEST(Content, DirectInputsAndNestedOnesAddUpToTheSolve) {
    const Bill bill = read(random_bill(5, 300, 5).csv());
    const BillContent content(bill);
    const auto amounts = content.amounts(bill.article, false);
    std::vector<double> sums(bill.parts.size(), 0);
    for (const BillInput& input : content.inputs(bill.article))
        sums[static_cast<std::size_t>(input.part)] += input.amount.to_double();
    for (std::size_t i = 0; i < sums.size(); ++i) {
        if (static_cast<int>(i) == bill.article) continue;
        EXPECT_NEAR(sums[i], amounts[i], 1e-9 * std::max(1.0, amounts[i]));
    }
}

TEST(Content, TheOrderOfRowsChangesNothing) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        RandomBill rows = random_bill(seed, 200, 4);
        const Bill before = read(rows.csv());
        BillDice dice(seed + 100);
        for (std::size_t i = rows.rows.size(); i > 1; --i)
            std::swap(rows.rows[i - 1], rows.rows[static_cast<std::size_t>(dice.below(static_cast<int>(i)))]);
        const Bill after = read(rows.csv());
        const auto a = BillContent(before).masses(before.article),
                   b = BillContent(after).masses(after.article);
        ASSERT_EQ(a.size(), b.size());
        for (std::size_t i = 0; i < a.size(); ++i) {
            EXPECT_EQ(a[i].in_product, b[i].in_product);  // to the last bit
            EXPECT_EQ(a[i].consumed, b[i].consumed);
        }
        const auto x = BillContent(before).inputs(before.article),
                   y = BillContent(after).inputs(after.article);
        ASSERT_EQ(x.size(), y.size());
        for (std::size_t i = 0; i < x.size(); ++i)
            EXPECT_TRUE(x[i].amount == y[i].amount && x[i].value == y[i].value && x[i].part == y[i].part);
    }
}

TEST(Content, TheScaleOfUnitsChangesNothing) {
    const std::string motor = kHeader +
                              "motor,,,,,1200,USD,DEU,\nmagnet,motor,1.5,kg,0.8,60,USD,DEU,\nnd,magnet,0.29,"
                              "kg,,80,USD,AAA,neodymium\n";
    const std::string grams = kHeader +
                              "motor,,,,,1200,USD,DEU,\nmagnet,motor,1500,g,0.8,0.06,USD,DEU,\nnd,magnet,0."
                              "00029,kg,,80,USD/kg,AAA,neodymium\n";
    const std::string tonnes = kHeader +
                               "motor,,,,,1200,USD,DEU,\nmagnet,motor,0.0015,t,0.8,60000,USD,DEU,\nnd,magnet,"
                               "290000,g/t,,0.08,USD/g,AAA,neodymium\n";
    const Bill a = read(motor);
    for (const std::string& text : {grams, tonnes}) {
        const Bill b = read(text);
        for (std::size_t i = 0; i < a.parts.size(); ++i)
            EXPECT_EQ(a.parts[i].unit_value, b.parts[i].unit_value);
        for (std::size_t i = 0; i < a.uses.size(); ++i) EXPECT_EQ(a.uses[i].quantity, b.uses[i].quantity);
        EXPECT_EQ(BillContent(a).masses(a.article)[0].consumed, BillContent(b).masses(b.article)[0].consumed);
    }
}

}  // namespace
}  // namespace countervail
