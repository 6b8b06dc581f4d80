// SPDX-License-Identifier: Apache-2.0
#include "report/week_heat.h"

#include <gtest/gtest.h>

#include "report/palette.h"
#include "report/svg_checks.h"

namespace countervail {
namespace {

WeekHeat sample(double width) {
    WeekHeat spec;
    spec.chart = {.id = "heat", .title = "Share not made", .description = "A sample.", .note = "Invented.", .empty_because = "nothing is lost", .width = width};
    for (int week = 0; week < 26; ++week) spec.weeks.push_back(Date(2025, 1, 6) + 7 * week);
    for (const char* name : {"motor vehicles, Alphaland", "electrical equipment with a very long name that needs room, Betaland"}) {
        HeatRow row{name, {}};
        for (int week = 0; week < 26; ++week) row.share.push_back(week < 10 ? 0 : 0.04 * (week - 9));
        spec.rows.push_back(row);
    }
    spec.events = {{Date(2025, 4, 4), "AAA No. 1"}};
    return spec;
}

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t found = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
    return found;
}

TEST(week_heat, steps_hold_their_bounds) {
    EXPECT_EQ(heat_step(0), 0U);
    EXPECT_EQ(heat_step(0.0099), 0U);
    EXPECT_EQ(heat_step(0.01), 1U);
    EXPECT_EQ(heat_step(0.59), 5U);
    EXPECT_EQ(heat_step(1), 6U);
}

TEST(week_heat, draws_a_cell_for_each_week_that_is_not_white) {
    const std::string svg = week_heat(sample(kWideChart));
    EXPECT_EQ(count(svg, "motor vehicles, Alphaland, week of"), 16U);
    EXPECT_NE(svg.find("week of 17 Mar 2025: 4%"), std::string::npos);
    for (std::size_t step = 0; step < kAmountSteps; ++step) EXPECT_NE(svg.find(amount_colour(step)), std::string::npos) << step;
}

TEST(week_heat, says_why_it_is_empty) {
    WeekHeat spec = sample(kWideChart);
    for (HeatRow& row : spec.rows) row.share.assign(26, 0.0);
    EXPECT_NE(week_heat(spec).find("nothing is lost"), std::string::npos);
    spec.rows.clear();
    EXPECT_NE(week_heat(spec).find("nothing is lost"), std::string::npos);
}

TEST(week_heat, same_struct_same_bytes_and_stays_inside_its_frame) {
    for (const double width : {kWideChart, kNarrowChart}) {
        const std::string svg = week_heat(sample(width));
        EXPECT_EQ(svg, week_heat(sample(width)));
        EXPECT_EQ(svg_checks::problems_of(svg), std::vector<std::string>()) << width;
    }
}

}  // namespace
}  // namespace countervail
