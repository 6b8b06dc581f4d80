// SPDX-License-Identifier: Apache-2.0
// covers: law_timeline, law_timeline_of_rules
#include "report/law_timeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/law_timeline_of_rules.h"
#include "report/picture.h"
#include "report/svg_checks.h"

namespace countervail {
namespace {

using svg_checks::count;
using svg_checks::problems_of;
using svg_checks::says;
using testing::IsEmpty;

RulesBook book(std::vector<std::string> acts, std::optional<Date> known_on = {}) {
    RulesQuestion question;
    question.choice.acts = std::move(acts);
    question.known_on = known_on;
    return RulesBook::read(Library::embedded(), question, 2).value();
}

LawTimeline autumn(std::optional<Date> known_on = {}) {
    return law_timeline_of(book({"CHN/mofcom-gacc-2025-18", "CHN/mofcom-2025-61", "CHN/mofcom-gacc-2025-57", "CHN/mofcom-gacc-2025-70"}, known_on),
                           Date(2025, 3, 1), Date(2027, 3, 31));
}

const LawBand& band(const LawTimeline& spec, const char* number) {
    for (const LawPower& power : spec.powers) {
        for (const LawBand& one : power.bands) {
            if (one.number == number) return one;
        }
    }
    throw std::out_of_range(number);
}

std::vector<std::tuple<Date, Date, LawState, std::string>> course(const LawRow& row) {
    std::vector<std::tuple<Date, Date, LawState, std::string>> spans;
    for (const LawSpan& span : row.spans) spans.emplace_back(span.from, span.until, span.state, span.otherwise);
    return spans;
}

TEST(LawTimeline, EveryLimbGoesItsWay) {
    const LawTimeline spec = autumn();
    const Date end(2027, 4, 1);
    EXPECT_EQ(course(band(spec, "No. 18/2025").rows.at(0)),
              (decltype(course({})){{Date(2025, 4, 4), end, LawState::in_force, ""}}));
    ASSERT_EQ(band(spec, "No. 18/2025").rows.size(), 1U);
    const LawBand& extraterritorial = band(spec, "No. 61/2025");
    ASSERT_EQ(extraterritorial.rows.size(), 2U);
    EXPECT_TRUE(extraterritorial.rows[0].limbs.starts_with("I(1), I(2)"));
    EXPECT_EQ(course(extraterritorial.rows[0]),
              (decltype(course({})){{Date(2025, 10, 9), Date(2025, 11, 7), LawState::announced, ""},
                                    {Date(2025, 11, 7), Date(2026, 11, 11), LawState::never_operated, ""},
                                    {Date(2026, 11, 11), Date(2027, 1, 11), LawState::in_force, "CN-2, CN-3: suspended"},
                                    {Date(2027, 1, 11), end, LawState::in_force, "CN-3: suspended"}}));
    EXPECT_EQ(course(extraterritorial.rows[1]),
              (decltype(course({})){{Date(2025, 10, 9), Date(2025, 11, 7), LawState::in_force, ""},
                                    {Date(2025, 11, 7), Date(2026, 11, 11), LawState::suspended, ""},
                                    {Date(2026, 11, 11), Date(2027, 1, 11), LawState::in_force, "CN-2, CN-3: suspended"},
                                    {Date(2027, 1, 11), end, LawState::in_force, "CN-3: suspended"}}));
    EXPECT_EQ(std::get<2>(course(band(spec, "No. 57/2025").rows.at(0)).at(1)), LawState::never_operated);
}

TEST(LawTimeline, ShowsNoMoreThanWasKnown) {
    const LawTimeline spec = autumn(Date(2025, 10, 20));
    EXPECT_THROW(band(spec, "No. 70/2025"), std::out_of_range);
    for (const LawRow& row : band(spec, "No. 61/2025").rows) {
        for (const LawSpan& span : row.spans) EXPECT_TRUE(span.state == LawState::announced || span.state == LawState::in_force);
    }
    ASSERT_EQ(spec.events.size(), 1U);
    EXPECT_EQ(spec.events[0].on, Date(2025, 10, 20));
}

TEST(LawTimeline, IsWellFormedAtEveryWidthAndTellsStatesApartInGrey) {
    for (const double width : {320.0, kNarrowChart, 600.0, kWideChart, 900.0, 1280.0}) {
        LawTimeline spec = autumn();
        spec.chart.width = width;
        const std::string svg = law_timeline(spec);
        EXPECT_THAT(problems_of(svg, true), IsEmpty()) << "at width " << width;
        EXPECT_EQ(svg, law_timeline(spec));
        for (const char* word : {"announced", "in force", "suspended", "never operated", "lapsed", "a named branch says otherwise"}) {
            EXPECT_TRUE(says(svg, word)) << word << width;
        }
        EXPECT_GT(count(svg, "line"), 100U);   // strokes
    }
    const std::string all = law_timeline(law_timeline_of(book({"*"}), Date(2022, 10, 1), Date(2026, 12, 31)));
    EXPECT_THAT(problems_of(all, true), IsEmpty());
    EXPECT_TRUE(picture(all, 1000));
}

TEST(LawTimeline, AnEmptyOneSaysWhy) {
    const std::string svg = law_timeline(law_timeline_of(book({"CHN/mofcom-gacc-2025-18"}), Date(2020, 1, 1), Date(2021, 1, 1)));
    EXPECT_TRUE(says(svg, "No data: no act was known in these days"));
    EXPECT_THAT(problems_of(svg), IsEmpty());
}

TEST(LawTimeline, AnAmendmentGoesOnInTheRowOfWhatItReplaced) {
    const LawTimeline spec = law_timeline_of(book({"USA/bis-2025-h20"}), Date(2025, 1, 1), Date(2026, 1, 1));
    for (const LawBand& one : spec.powers.at(0).bands) {
        for (const LawRow& row : one.rows) {
            for (std::size_t i = 1; i < row.spans.size(); ++i) EXPECT_LE(row.spans[i - 1].until, row.spans[i].from);
        }
    }
}

}  // namespace
}  // namespace countervail
