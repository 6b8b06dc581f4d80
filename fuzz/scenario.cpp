// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes, reading a scenario returns problems or a scenario; whatever its targets, binding them to the measures of a run and to the ledger returns
// problems with their place, or finite numbers of rows that the ledger has.
// seeds: scenarios/*.toml scenarios/hindcast/*.toml
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include "hindcast/episode.h"

namespace {

using namespace countervail;

struct Bench {
    Library library = Library::embedded();
    Ledger ledger = Ledger::read(library).value();
    Ensemble ensemble = Ensemble::prepare(library, ledger, read_scenario(library.find("scenarios/hindcast/graphite-2023.toml")->text, "graphite.toml").value()).value();
};

void expect_helpful(const Errors& errors) {
    if (errors.empty()) __builtin_trap();
    for (const Error& error : errors) {
        if (error.what.empty() || error.where.file != "fuzz.toml") __builtin_trap();
    }
}

void expect_sound(const Episode& episode, const Ledger& ledger) {
    for (const EpisodeTarget& target : episode.targets) {
        if (target.rows.empty()) __builtin_trap();
        for (const EpisodeRow& row : target.rows) {
            if (!std::isfinite(row.observed.value) || !std::isfinite(row.observed.low) || !std::isfinite(row.observed.high) || row.days.days() <= 0) __builtin_trap();
            for (const std::string& id : row.observed.statements) {
                if (ledger.find(id) == nullptr) __builtin_trap();
            }
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Bench bench;
    const auto scenario = read_scenario(std::string(reinterpret_cast<const char*>(data), size), "fuzz.toml");
    if (!scenario) {
        expect_helpful(scenario.error());
        return 0;
    }
    constexpr std::size_t kMostTargets = 40;   // each is looked up in the whole ledger
    if (scenario->targets.size() > kMostTargets) return 0;
    const auto episode = read_episode(bench.ensemble, bench.ledger, scenario->targets);
    if (episode) {
        expect_sound(*episode, bench.ledger);
    } else if (!scenario->targets.empty()) {   // without any, the problem stands in the ensemble's own file
        expect_helpful(episode.error());
    }
    return 0;
}
