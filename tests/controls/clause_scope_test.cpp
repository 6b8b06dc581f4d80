// SPDX-License-Identifier: Apache-2.0
#include "controls/clause_scope.h"

#include <gtest/gtest.h>

#include "controls/sample_acts.h"

namespace countervail {
namespace {

TEST(ClauseScope, IgnoresOrderDatesAndDemands) {
    Clause a = sample::clause("1", "2025-01-01", {"x", "y"});
    a.reach.destinations = {"USA", "JPN"};
    Clause b = sample::clause("2", "2026-01-01", {"y", "x"});
    b.reach.destinations = {"JPN", "USA"};
    b.requirement = Requirement::prohibited;
    EXPECT_EQ(scope_of(a), scope_of(b));
}

TEST(ClauseScope, TellsApartWhatNarrowsAClause) {
    const Clause plain = sample::clause("1", "2025-01-01", {"x"});
    std::vector<Clause> others(12, plain);
    others[0].items = {"y"};
    others[1].items_except = {"y"};
    others[2].reach.origins = {"USA"};
    others[3].reach.exporters = {"USA"};
    others[4].end_use_classes = {"military"};
    others[5].end_users = {"list"};
    others[6].conditions = {{"node", "nm", std::nullopt, std::nullopt, Decimal(14), std::nullopt, std::nullopt, {}}};
    others[7].reach.content_origin = "USA";
    others[7].reach.content_threshold = sample::dec(0.25);
    others[8] = others[7];
    others[8].reach.content_more_than = true;
    others[9].readings = {"Q=a"};
    others[10].codes = {"8505"};
    others[11].conditions = {{"data-centre", "", std::nullopt, std::nullopt, std::nullopt, std::nullopt, true, {}}};
    for (std::size_t i = 0; i < others.size(); ++i) {
        EXPECT_NE(scope_of(plain), scope_of(others[i])) << i;
        for (std::size_t j = 0; j < i; ++j) EXPECT_NE(scope_of(others[i]), scope_of(others[j])) << i << " " << j;
    }
}

}  // namespace
}  // namespace countervail
