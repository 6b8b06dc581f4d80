// SPDX-License-Identifier: Apache-2.0
#include "base/unit.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

using namespace countervail;

namespace {

Unit unit(const char* text) {
    auto parsed = Unit::parse(text);
    EXPECT_TRUE(parsed.has_value()) << text << ": " << to_text(parsed.error());
    return parsed.value_or(Unit());
}

std::string problem(const char* text) {
    const auto parsed = Unit::parse(text);
    return parsed ? std::string() : to_text(parsed.error());
}

struct Case {
    const char* text;
    const char* dimension;
    std::vector<std::string> basis;
    double factor;
};

const double kYear = 365.25 / 7;

}  // namespace

TEST(unit, reads_every_shape_of_the_grammar) {
    const std::vector<Case> cases = {
        {"t REO/year", "mass/time", {"REO"}, 1 / kYear},
        {"t magnet/month", "mass/time", {"magnet"}, 12 / kYear},
        {"kt oxide", "mass", {"oxide"}, 1000},
        {"USD/kg oxide average", "money/mass", {"USD", "average", "oxide"}, 1000},
        {"CNY/kg oxide incl-VAT spot", "money/mass", {"CNY", "incl-VAT", "oxide", "spot"}, 1000},
        {"kg magnet/MW", "mass/MW", {"magnet"}, 0.001},
        {"g metal/vehicle", "mass/vehicle", {"metal"}, 1e-6},
        {"%", "share", {}, 0.01},
        {"% ship-to", "share", {"ship-to"}, 0.01},
        {"days", "time", {}, 1.0 / 7},
        {"USD bn/year", "money/time", {"USD"}, 1e9 / kYear},
        {"USD million", "money", {"USD"}, 1e6},
        {"count", "count", {}, 1},
        {"ratio", "ratio", {}, 1},
        {"MW", "MW", {}, 1},
        {"million vehicles/year", "vehicle/time", {}, 1e6 / kYear},
        {"kg oxide/t magnet", "mass/mass", {"oxide", "per-magnet"}, 0.001},
        {"CNY/USD", "money/money", {"CNY", "per-USD"}, 1},
    };
    for (const Case& expected : cases) {
        const Unit read = unit(expected.text);
        EXPECT_EQ(read.dimension(), expected.dimension) << expected.text;
        EXPECT_EQ(read.basis(), expected.basis) << expected.text;
        EXPECT_NEAR(read.factor() / expected.factor, 1, 1e-12) << expected.text;
    }
}

TEST(unit, spacing_and_word_order_do_not_matter) {
    EXPECT_TRUE(unit("USD/kg oxide ex-VAT average").same_basis(unit(" USD / kg  average ex-VAT oxide ")));
    EXPECT_TRUE(unit("vehicles/year").same_basis(unit("vehicle/week")));
}

TEST(unit, nonsense_is_refused_with_the_word_that_was_meant) {
    EXPECT_NE(problem("tonnes/year").find("did you mean \"t\"?"), std::string::npos);
    EXPECT_NE(problem("t REO/yeer").find("did you mean \"year\"?"), std::string::npos);
    EXPECT_NE(problem("t/yaer").find("did you mean \"year\"?"), std::string::npos);
    EXPECT_NE(problem("t reo/year").find("did you mean \"REO\"?"), std::string::npos);
    EXPECT_NE(problem("usd/kg").find("did you mean \"USD\"?"), std::string::npos);
    EXPECT_NE(problem("USD/kg oxide incl-VTA").find("did you mean \"incl-VAT\"?"), std::string::npos);
    EXPECT_NE(problem("percent").find("did you mean \"%\"?"), std::string::npos);
    EXPECT_NE(problem("million USD").find("write \"USD million\""), std::string::npos);
    for (const char* text :
         {"", "  ", "/", "t/", "/year", "t/year/week", "t incl-VAT", "USD/kg ship-to", "weeks oxide",
          "t oxide oxide", "million t", "1.5", "t*year", "kg oxide/MW magnet", "%%", "count bn"}) {
        EXPECT_FALSE(Unit::parse(text).has_value()) << text;
    }
}

TEST(unit, year_month_and_day_agree) {
    EXPECT_NEAR(*convert(12, unit("t/month"), unit("t/year")), 144, 1e-9);
    EXPECT_NEAR(*convert(1, unit("years"), unit("days")), 365.25, 1e-9);
    EXPECT_EQ(kWeeksInYear, 365.25 / 7);   // what others count a year by is what units convert by
    EXPECT_EQ(unit("years").factor(), kWeeksInYear);
    EXPECT_EQ(unit("USD/year").factor(), 1 / kWeeksInYear);
    EXPECT_NEAR(*convert(270000, unit("t REO/year"), unit("kt REO/week")), 270 / kYear, 1e-12);
}

TEST(unit, bases_and_currencies_never_convert) {
    EXPECT_FALSE(convert(1, unit("t oxide"), unit("t magnet")).has_value());
    EXPECT_FALSE(convert(1, unit("t"), unit("t REO")).has_value());
    EXPECT_FALSE(convert(1, unit("USD/kg oxide"), unit("CNY/kg oxide")).has_value());
    EXPECT_FALSE(convert(1, unit("CNY/kg oxide incl-VAT"), unit("CNY/kg oxide ex-VAT")).has_value());
    EXPECT_FALSE(convert(1, unit("USD/kg average"), unit("USD/kg year-end")).has_value());
    EXPECT_FALSE(convert(1, unit("kg oxide/t magnet"), unit("kg magnet/t oxide")).has_value());
    EXPECT_FALSE(convert(1, unit("% bill-to"), unit("% ship-to")).has_value());
    const auto failed = add(1, unit("t oxide/year"), 1, unit("t metal/year"));
    ASSERT_FALSE(failed.has_value());
    EXPECT_NE(failed.error()[0].what.find("t metal/year"), std::string::npos);
    EXPECT_NE(failed.error()[0].what.find("t oxide/year"), std::string::npos);
    EXPECT_FALSE(failed.error()[0].hint.empty());
}

TEST(unit, sum_is_in_the_unit_of_the_first) {
    EXPECT_NEAR(*add(1, unit("t metal"), 500, unit("kg metal")), 1.5, 1e-12);
    EXPECT_NEAR(*add(10, unit("%"), 0.05, unit("share")), 15, 1e-12);
}

RC_GTEST_PROP(unit, conversion_there_and_back_is_the_same_value, (double value)) {
    RC_PRE(std::isfinite(value) && std::abs(value) < 1e200);
    const auto masses = std::vector<std::string>{"g", "kg", "t", "kt"};
    const auto times = std::vector<std::string>{"day", "week", "month", "year"};
    const auto pick = [&] {
        return Unit::parse(*rc::gen::elementOf(masses) + " oxide/" + *rc::gen::elementOf(times)).value();
    };
    const Unit a = pick(), b = pick();
    const double back = *convert(*convert(value, a, b), b, a);
    RC_ASSERT(std::abs(back - value) <= 1e-12 * std::abs(value));
}

RC_GTEST_PROP(unit, any_text_is_read_or_refused_with_a_hint, (const std::string& text)) {
    const auto parsed = Unit::parse(text);
    if (parsed) {
        RC_ASSERT(parsed->factor() > 0);
        RC_ASSERT(Unit::parse(parsed->text())->same_basis(*parsed));
    } else {
        RC_ASSERT(!parsed.error().empty());
        RC_ASSERT(!parsed.error()[0].hint.empty());
    }
}
