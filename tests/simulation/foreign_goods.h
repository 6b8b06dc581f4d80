// SPDX-License-Identifier: Apache-2.0
// The small world with an act of AAA on goods made elsewhere, for tests of origins, contents and technology.
#pragma once

#include <string>

#include "simulation/goods.h"
#include "simulation/schedule.h"
#include "simulation/small_world.h"

namespace countervail::test {

/// One clause on hot magnets from 5 March 2025, with the given lines.
inline Result<Regime> regime_of(const std::string& clause, const std::string& announced = "2025-02-05") {
    const std::string act = R"(id = "AAA/abroad"
title = "Goods made abroad"
authority = "Ministry"
number = "2"
form = "licence"
announced = )" + announced + R"(
[[clause]]
ref = "1"
summary = "as the test says"
in_force = 2025-03-05
)" + clause + R"(
[[source]]
key = "A"
kind = "text"
by = "Ministry"
address = "https://example.org"
)";
    return Regime::read(Library(std::vector<LibraryFile>{{"rules/AAA/abroad.toml", act}}), {"AAA/abroad"}, Date(2027, 1, 1));
}

struct Abroad {
    World world;
    Network network;
    GoodsFacts facts;
    explicit Abroad(World built = small_world()) : world(std::move(built)), network(lay_out(world)) { facts.provenance = trace_provenance(network); }
    Abroad(const Abroad&) = delete;
    Abroad& operator=(const Abroad&) = delete;

    /// Magnet makers outside AAA use its technology in these shares.
    void use_technology(double low, double mode, double high) {
        Technology technology{"magnets", "AAA", {"magnet-technology"}, {}, {}};
        for (const Site& site : world.sites) {
            const bool covered = world.catalogue.processes[static_cast<std::size_t>(site.process)].kind == "make";
            technology.covers.push_back(covered ? 1 : 0);
            technology.share.push_back(!covered ? Range{} : site.place == 0 ? Range{1, 1, 1, {}} : Range{low, mode, high, {}});
        }
        facts.technologies = {technology};
    }

    Schedule schedule(const Regime& regime) const { return make_schedule(network, regime, make_calendar(Date(2025, 1, 1), Date(2025, 12, 31)), facts); }
};

inline constexpr int kBetaToGamma = 6;   ///< lane of hot magnets from BBB, where two fifths of them are made

/// Share of a lane under licence in its last week, at the middle of the technology's range.
inline double licensed_share(const Schedule& schedule, int lane, double level = 0.5) {
    double share = 0;
    for (const Stream& stream : schedule.streams) {
        if (stream.lane == lane) share += stream.licensed.back() * (stream.share + stream.technology.at(level));
    }
    return share;
}

}  // namespace countervail::test
