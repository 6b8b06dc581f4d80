// SPDX-License-Identifier: Apache-2.0
// The small world under a licence for hot magnets, and a later ban on plain ones, for tests of the law laid over weeks.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "simulation/schedule.h"
#include "simulation/small_world.h"

namespace countervail::test {

/// Hot magnets of AAA need a licence from 17 January 2025, without notice.
inline constexpr const char* kLicence = R"(id = "AAA/hot"
title = "Licence for hot magnets"
authority = "Ministry"
number = "1"
form = "licence"
announced = 2025-01-17
[[clause]]
ref = "1"
summary = "hot magnets"
in_force = 2025-01-17
items = ["magnet.hot"]
requirement = "licence"
policy = "case-by-case"
reach = { origins = ["AAA"], destinations_except = ["AAA"] }
[[source]]
key = "A"
kind = "text"
by = "Ministry"
address = "https://example.org"
)";

/// A ban that comes later, on goods that were free until then.
inline constexpr const char* kLaterBan = R"(id = "AAA/plain"
title = "No plain magnets for B"
authority = "Ministry"
number = "2"
form = "licence"
announced = 2025-04-16
[[clause]]
ref = "1"
summary = "plain magnets"
in_force = 2025-04-16
items = ["magnet"]
requirement = "prohibited"
reach = { origins = ["AAA"], destinations = ["BBB"] }
[[source]]
key = "A"
kind = "text"
by = "Ministry"
address = "https://example.org"
)";

/// Those acts, or some of them, laid over half a year of the small world.
struct Laid {
    World world = test::small_world();
    Network network = lay_out(world);
    Schedule schedule;
    explicit Laid(const std::vector<std::string>& acts = {"AAA/hot"}) {
        const Library library(std::vector<LibraryFile>{{"rules/AAA/hot.toml", kLicence}, {"rules/AAA/plain.toml", kLaterBan}});
        const auto regime = Regime::read(library, acts, Date(2026, 1, 1));
        EXPECT_TRUE(regime) << (regime ? "" : to_text(regime.error()));
        if (regime) schedule = make_schedule(network, *regime, make_calendar(Date(2025, 1, 1), Date(2025, 6, 30)));
    }
};

}  // namespace countervail::test
