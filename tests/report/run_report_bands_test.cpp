// SPDX-License-Identifier: Apache-2.0
#include "report/run_report_bands.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using testing::ElementsAre;

namespace countervail {
namespace {

const Cell kMissing;

Table stops(std::vector<Cell> band) {
    Table table{"stops",
                "",
                {{"use", "", ""},
                 {"weeks", "weeks", ""},
                 {"weeks 5%", "weeks", ""},
                 {"weeks 95%", "weeks", ""},
                 {"share", "%", ""}},
                {},
                {"A-01"}};
    table.add({std::string("cars"), band[0], band[1], band[2], 50.0});
    return table;
}

Cell shown(std::vector<Cell> band) { return bands_in_one(stops(std::move(band))).rows[0][1]; }

TEST(BandsInOne, PutsAMedianAndItsRangeInOneCellAndKeepsTheRest) {
    const Table table = bands_in_one(stops({9.0, 6.0, 14.0}));
    ASSERT_EQ(table.columns.size(), 3U);
    EXPECT_EQ(table.columns[1].name, "weeks");
    EXPECT_EQ(table.columns[1].unit, "weeks");
    EXPECT_THAT(table.rows[0],
                ElementsAre(Cell(std::string("cars")), Cell(std::string("9 (6–14)")), Cell(50.0)));
    EXPECT_THAT(table.sources, ElementsAre("A-01"));
}

TEST(BandsInOne, SaysWhichBoundIsMissing) {
    EXPECT_EQ(shown({9.0, 6.0, kMissing}), Cell(std::string("9 (6–…)")));
    EXPECT_EQ(shown({kMissing, 6.0, kMissing}), Cell(std::string("… (6–…)")));
    EXPECT_EQ(shown({kMissing, kMissing, kMissing}), kMissing);
    EXPECT_EQ(shown({4.0, 4.0, 4.0}), Cell(std::string("4")));
    EXPECT_EQ(shown({-3.0, -5.0, -1.0}), Cell(std::string("−3 (−5 to −1)")));
}

TEST(BandsInOne, WritesDustAsNothing) { EXPECT_EQ(shown({1e-9, 0.0, 50.0}), Cell(std::string("0 (0–50)"))); }

TEST(BandsInOne, LeavesColumnsThatAreNoBandAlone) {
    Table table{"t", "", {{"a", "", ""}, {"a 5%", "", ""}, {"b", "", ""}}, {}, {}};
    table.add({1.0, 2.0, 3.0});
    EXPECT_EQ(bands_in_one(table).rows, table.rows);
}

}  // namespace
}  // namespace countervail
