// SPDX-License-Identifier: Apache-2.0
// covers: beta_draw
#include "bom/origin_prior.h"

#include <gtest/gtest.h>

#include <cmath>

#include "bom/random_bill.h"

namespace countervail {
namespace {

Bill read(const std::string& csv) {
    auto bill = read_bill(csv, "b.csv");
    if (!bill) throw std::runtime_error(to_text(bill.error()));
    return std::move(*bill);
}

std::vector<Counts> marks_of(const Bill& bill) {
    return count_marks(bill, [](const BillPart& part) {
        return part.item == "metal" || part.item == "magnet" ? counts_by_origin(part, "AAA") : Counts::no;
    });
}

ShareDistribution distribution(const Bill& bill, const OriginPrior& prior, const ShareLimit& limit,
                               const ShareDraws& how = {}) {
    return share_distribution(BillContent(bill), marks_of(bill), bill.article, "AAA", prior, limit, how)
        .value();
}

const std::string kHeader = "part,parent,item,quantity,unit_value,currency,origin,supplier\n";
const OriginPrior kPrior{.by_item = {{"metal", {{"AAA", 0.6}, {"BBB", 0.3}}}, {"magnet", {{"AAA", 0.25}}}}};

TEST(OriginPrior, OneUnknownPart) {
    const Bill bill = read(
        kHeader + "a,,,,1000,USD,DEU,\nb,a,metal,1,1,,,\nc,a,metal,2,0.25,,AAA,\nd,a,metal,2,50,,BBB,\n");
    const auto result = distribution(bill, kPrior, {*Decimal::parse("0.0015"), true});
    EXPECT_TRUE(result.exact);
    EXPECT_EQ(result.unknown_parts, 1);
    EXPECT_DOUBLE_EQ(result.at_least, 0.6);  // 0.5 + 1 of 1,000 is exactly the limit
    EXPECT_DOUBLE_EQ(result.at_most, 0.6);
    EXPECT_EQ(result.standard_error, 0);
    ASSERT_EQ(result.outcomes.size(), 2U);
    EXPECT_DOUBLE_EQ(result.outcomes[0].share, 0.0005);
    EXPECT_DOUBLE_EQ(result.outcomes[1].probability, 0.6);
    EXPECT_DOUBLE_EQ(result.mean, 0.0005 + 0.6 * 0.001);
    EXPECT_DOUBLE_EQ(result.quantile(0.4), 0.0005);
    EXPECT_DOUBLE_EQ(result.quantile(0.5), 0.0015);
    EXPECT_EQ(distribution(bill, kPrior, {*Decimal::parse("0.0015"), false}).at_least, 0);
}

TEST(OriginPrior, WithoutAPriorThePartStaysAnInterval) {
    const Bill bill = read(kHeader + "a,,,,1000,USD,DEU,\nb,a,metal,1,10,,,\n");
    const auto result = distribution(bill, {}, {*Decimal::parse("0.01"), true});
    EXPECT_EQ(result.at_least, 0);
    EXPECT_EQ(result.at_most, 1);
    const Bill open = read(kHeader + "a,,,,1000,USD,DEU,\nb,a,metal,1,,,AAA,\n");
    EXPECT_EQ(distribution(open, kPrior, {*Decimal::parse("0.01"), true}).at_most, 1);
}

/// Value inside `part` when part p counts where counts[p].
Decimal by_paths(const Bill& bill, int part, const std::vector<bool>& counts) {
    Decimal sum;
    const auto p = static_cast<std::size_t>(part);
    for (int u = bill.first_use[p]; u < bill.first_use[p + 1]; ++u) {
        const BillUse& use = bill.uses[static_cast<std::size_t>(u)];
        const auto c = static_cast<std::size_t>(use.child);
        sum += use.quantity * (counts[c] ? *bill.parts[c].unit_value : by_paths(bill, use.child, counts));
    }
    return sum;
}

struct Brute {
    double mean = 0, reached = 0;
};

/// All ways that the unknown origins may turn out, each with its probability.
Brute brute_force(const Bill& bill, const ShareLimit& limit) {
    const auto marks = marks_of(bill);
    std::vector<std::size_t> unknown;
    for (std::size_t p = 0; p < marks.size(); ++p) {
        if (marks[p] == Counts::perhaps && static_cast<int>(p) != bill.article) unknown.push_back(p);
    }
    Brute result;
    const Decimal whole = *bill.parts[static_cast<std::size_t>(bill.article)].unit_value;
    for (std::uint32_t way = 0; way < (1U << unknown.size()); ++way) {
        std::vector<bool> counts;
        for (const Counts mark : marks) counts.push_back(mark == Counts::yes);
        double probability = 1;
        for (std::size_t k = 0; k < unknown.size(); ++k) {
            const double likely = bill.parts[unknown[k]].item == "metal" ? 0.6 : 0.25;
            counts[unknown[k]] = (way >> k & 1) != 0;
            probability *= counts[unknown[k]] ? likely : 1 - likely;
        }
        const Decimal value = by_paths(bill, bill.article, counts);
        result.mean += probability * value.to_double() / whole.to_double();
        const auto order = compare_share(value, whole, limit.share);
        if (order > 0 || (order == 0 && limit.or_more)) result.reached += probability;
    }
    return result;
}

/// Nested unknowns: magnets of unknown origin that hold metal of unknown origin, one metal shared by several.
Bill nested(std::uint64_t seed, int magnets) {
    BillDice dice(seed);
    std::string text = kHeader + "a,,,,1000,USD,DEU,\n";
    for (int m = 0; m < magnets; ++m) {
        // One by one: in which order the operands of a sum are drawn is the compiler's choice.
        const std::string id = "m" + std::to_string(m), item = dice.below(4) == 0 ? "" : "magnet";
        const std::string quantity = std::to_string(1 + dice.below(3)), value = std::to_string(20 + dice.below(60));
        const std::string origin = dice.below(3) == 0 ? "DEU" : "";
        const std::string inside = std::to_string(1 + dice.below(80)), inside_origin = dice.below(4) == 0 ? "AAA" : "";
        text += id + ",a," + item + "," + quantity + "," + value + ",," + origin + ",\n";
        text += "x" + std::to_string(m) + "," + id + ",metal,1," + inside + ",," + inside_origin + ",\n";
        if (m > 0) text += "x0," + id + ",metal,2,,,,\n";
    }
    return read(text);
}

TEST(OriginPrior, ProbabilitiesMatchBruteForceOnNestedUnknowns) {
    for (std::uint64_t seed = 1; seed <= 25; ++seed) {
        const Bill bill = nested(seed, 5);
        for (const char* share : {"0.05", "0.1", "0.2", "0.3"}) {
            const ShareLimit limit{*Decimal::parse(share), seed % 2 == 0};
            const Brute wanted = brute_force(bill, limit);
            const auto own = distribution(bill, kPrior, limit);
            ASSERT_TRUE(own.exact);
            EXPECT_NEAR(own.at_least, wanted.reached, 1e-12);
            EXPECT_NEAR(own.mean, wanted.mean, 1e-12);
            EXPECT_NEAR(own.at_least, own.at_most, 1e-12);
        }
    }
}

TEST(OriginPrior, MonteCarloAgreesWithEnumerationWithinItsError) {
    const ShareLimit limit{*Decimal::parse("0.2"), true};
    std::uint64_t seed = 1;   // of a bill that may turn out either way
    const auto open = [&] {
        const double reached = distribution(nested(seed, 5), kPrior, limit).at_least;
        return reached > 0.2 && reached < 0.8;
    };
    while (seed < 50 && !open()) ++seed;
    const Bill bill = nested(seed, 5);
    const auto exact = distribution(bill, kPrior, limit);
    const auto drawn = distribution(bill, kPrior, limit, {.seed = 5, .draws = 40'000, .enumerate_up_to = 0});
    EXPECT_FALSE(drawn.exact);
    EXPECT_GT(exact.at_least, 0.05);
    EXPECT_LT(exact.at_least, 0.95);
    EXPECT_GT(drawn.standard_error, 0);
    EXPECT_LT(drawn.standard_error, 0.003);
    EXPECT_NEAR(drawn.at_least, exact.at_least, 4 * drawn.standard_error);
    EXPECT_NEAR(drawn.mean, exact.mean, 0.01 * exact.mean);
}

TEST(OriginPrior, SameBytesAtAnyNumberOfThreads) {
    const Bill bill = nested(4, 30);
    OriginPrior prior = kPrior;
    prior.by_supplier["Acme"] = {2, 3};
    const ShareLimit limit{*Decimal::parse("0.2"), true};
    const auto one = distribution(bill, prior, limit, {.seed = 9, .draws = 5000, .threads = 1});
    const auto four = distribution(bill, prior, limit, {.seed = 9, .draws = 5000, .threads = 4});
    EXPECT_FALSE(one.exact);
    EXPECT_EQ(one.mean, four.mean);
    EXPECT_EQ(one.at_least, four.at_least);
    ASSERT_EQ(one.outcomes.size(), four.outcomes.size());
    for (std::size_t i = 0; i < one.outcomes.size(); ++i) {
        EXPECT_EQ(one.outcomes[i].share, four.outcomes[i].share);
        EXPECT_EQ(one.outcomes[i].probability, four.outcomes[i].probability);
    }
    EXPECT_NE(one.mean, distribution(bill, prior, limit, {.seed = 10, .draws = 5000}).mean);
}

TEST(OriginPrior, ASuppliersShareServesAllItsParts) {
    // Two parts worth 10 and 30 of 100 from one supplier whose share is Beta(2, 2): share = 0.4 s, so that
    // reaching 20 % asks s ≥ 1/2, which has probability 1/2; mean 0.2.
    const Bill bill = read(kHeader + "a,,,,100,USD,DEU,\nb,a,metal,1,10,,,Acme\nc,a,metal,1,30,,,Acme\n");
    const OriginPrior prior{.by_supplier = {{"Acme", {2, 2}}}};
    const auto result = distribution(bill, prior, {*Decimal::parse("0.2"), true}, {.draws = 40'000});
    EXPECT_NEAR(result.at_least, 0.5, 4 * result.standard_error);
    EXPECT_NEAR(result.mean, 0.2, 0.002);
    // 5 % point of Beta(2, 2): 3 s² − 2 s³ = 0.05 at s = 0.13535.
    EXPECT_NEAR(result.quantile(0.05), 0.4 * 0.13535, 0.003);
}

TEST(OriginPrior, BetaDrawsHaveTheirMoments) {
    for (const BetaPrior prior :
         {BetaPrior{0.5, 0.5}, BetaPrior{2, 5}, BetaPrior{0.01, 0.02}, BetaPrior{400, 100}}) {
        const int count = 40'000;
        double sum = 0, squares = 0;
        for (int i = 0; i < count; ++i) {
            const double x = draw_beta(prior, 7, static_cast<std::uint32_t>(i), 1);
            ASSERT_TRUE(x >= 0 && x <= 1);
            sum += x, squares += x * x;
        }
        const double mean = prior.a / (prior.a + prior.b),
                     variance = mean * (1 - mean) / (prior.a + prior.b + 1);
        EXPECT_NEAR(sum / count, mean, 4 * std::sqrt(variance / count));
        EXPECT_NEAR(squares / count - (sum / count) * (sum / count), variance, 0.05 * variance);
    }
}

TEST(OriginPrior, TwentyUnknownPartsAreEnumerated) {
    std::string text = kHeader + "a,,,,1000,USD,DEU,\n";
    for (int i = 0; i < 20; ++i) text += "b" + std::to_string(i) + ",a,metal,1,1,,,\n";
    const auto result = distribution(read(text), kPrior, {*Decimal::parse("0.012"), true});
    ASSERT_TRUE(result.exact);
    double wanted = 0;  // binomial(20, 0.6) at 12 or more
    for (int k = 12; k <= 20; ++k)
        wanted += std::exp(std::lgamma(21) - std::lgamma(k + 1) - std::lgamma(21 - k) + k * std::log(0.6) +
                           (20 - k) * std::log(0.4));
    EXPECT_NEAR(result.at_least, wanted, 1e-9);
    EXPECT_EQ(result.outcomes.size(), 21U);
}

TEST(OriginPrior, ProblemsAreNamed) {
    const Bill bill = read(kHeader + "a,,,,,,DEU,\nb,a,metal,1,10,USD,,\n");
    const OriginPrior wrong{.by_item = {{"metal", {{"AAA", 0.9}, {"BBB", 0.2}, {"CCC", -1}}}},
                            .by_supplier = {{"Acme", {0, 1}}}};
    const auto result =
        share_distribution(BillContent(bill), marks_of(bill), bill.article, "AAA", wrong, {}, {.draws = 0});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().size(), 5U) << to_text(result.error());
}

}  // namespace
}  // namespace countervail
