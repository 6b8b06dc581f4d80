// SPDX-License-Identifier: Apache-2.0
// An episode to test with: the shipped scenario of April 2025, with observations and targets of the tests' own making.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "hindcast/episode.h"
#include "hindcast/foreknowledge.h"
#include "hindcast/made_targets.h"
#include "hindcast/small_ledger.h"
#include "simulation/outcome.h"

namespace countervail::test {

/// Made-up rows: what left for "the rest of the world" by month from January 2023, and a delay.
inline std::string made_rows() {
    std::string rows = kLedgerHeader;
    for (int month = 0; month < 26; ++month) {   // through February 2025, each public on the 20th of the month after
        const Date first(2023 + month / 12, static_cast<unsigned>(month % 12 + 1), 1);
        rows += "T-1." + first.to_text().substr(0, 7) + ",export-volume,rare-earth-magnet,CHN,ROW,," + first.to_text().substr(0, 7) + "," + std::to_string(100 + month % 12) + ",,,t magnet/month,own-arithmetic," +
                (first.next_month() + 19).to_text() + ",found,,,made up,\n";
    }
    rows += "T-1.2025-05,export-volume,rare-earth-magnet,CHN,ROW,,2025-05,3,2.5,3.5,t magnet/month,own-arithmetic,2025-06-20,found,,,made up,\n";
    rows += "T-1.2025-06,export-volume,rare-earth-magnet,CHN,ROW,,2025-06,10,,,t magnet/month,own-arithmetic,2025-07-20,found,,,made up,\n";
    rows += "T-2,plant-stop-delay,rare-earth-magnet,ROW,,vehicle,2025-05-23,49,46,52,days,own-arithmetic,2025-06-04,found,,,made up,\n";
    return rows;
}

inline const std::string kMadeTargets =
    TargetText{.id = "exports", .title = "exports of magnets", .measure = "exports/magnets-world", .in = "2025-05..2025-06", .observed = exports_of("rare-earth-magnet", "CHN", "ROW")}.table() +
    TargetText{.id = "first-stop", .kind = "time", .measure = "first-stop/vehicles", .observed = row("T-2")}.table();
/// One measure over another, which the tests say what was observed of.
inline std::string made_quotient(const std::string& id, const std::string& observed) {
    return TargetText{.id = id, .kind = "rank", .measure = "exports/magnets-usa", .in = "2025-05", .over = over_measure("exports/magnets-world"), .observed = observed}.table();
}

inline Library april_library() {
    Library library = Library::embedded();
    library.put({"data/ledger/made-up.csv", made_rows()});
    return library;
}

/// The shipped scenario on its assumptions alone, without what earlier episodes taught.
inline std::string april_text(const std::string& targets = kMadeTargets) {
    std::string text(Library::embedded().find("scenarios/april-2025.toml")->text);
    const std::size_t begin = text.find("posteriors");
    return text.erase(begin, text.find('\n', begin) + 1 - begin) + targets;
}

/// The scenario made ready; on failure the problems as text.
struct Prepared {
    std::string problems;
    std::vector<Ensemble> ensemble;   // one, or none
    std::vector<Ledger> ledger;
};

inline Prepared prepare_april(const Library& library, const std::string& text, int draws = 5) {
    Prepared made;
    auto scenario = read_scenario(text, "april.toml");
    auto ledger = Ledger::read(library);
    if (!scenario || !ledger) {
        made.problems = to_text(!scenario ? scenario.error() : ledger.error());
        return made;
    }
    scenario->draws = draws;
    auto ensemble = Ensemble::prepare(library, *ledger, *scenario);
    if (!ensemble) {
        made.problems = to_text(ensemble.error());
        return made;
    }
    made.ensemble.push_back(std::move(*ensemble));
    made.ledger.push_back(std::move(*ledger));
    return made;
}

/// Prepared once for all tests that change nothing.
inline const Prepared& made_april() {
    static const Prepared made = prepare_april(april_library(), april_text());
    return made;
}

/// An outcome written by hand: zero wherever nothing was said.
class HandMade {
  public:
    HandMade(const Ensemble& ensemble, int draws) : ensemble_(ensemble), draws_(draws) {
        const Measure& last = ensemble.measures().back();
        values_.assign(static_cast<std::size_t>(last.offset + last.times) * kBlock, 0.0F);
        for (const Measure& measure : ensemble.measures()) {
            if (measure.id.starts_with("stop/") || measure.id.starts_with("half-stop/")) set(measure.id, 0, std::vector<double>(static_cast<std::size_t>(draws), kNever));
        }
    }
    void set(const std::string& id, int time, const std::vector<double>& by_draw) {
        for (const Measure& measure : ensemble_.measures()) {
            if (measure.id != id) continue;
            for (std::size_t d = 0; d < by_draw.size(); ++d) values_[static_cast<std::size_t>(measure.offset + time) * kBlock + d] = static_cast<float>(by_draw[d]);
            return;
        }
        ADD_FAILURE() << "no measure " << id;
    }
    Outcome outcome() const {
        Outcome made(ensemble_.tasks(), ensemble_.measures(), draws_);
        for (std::size_t task = 0; task < ensemble_.tasks().size(); ++task) made.put(static_cast<int>(task), 0, values_);
        return made;
    }

  private:
    const Ensemble& ensemble_;
    int draws_;
    std::vector<float> values_;
};

/// A use of a sector in a place other than the controller's.
inline std::string use_abroad(const Ensemble& ensemble, const std::string& sector) {
    const World& world = ensemble.world();
    for (const Use& use : world.uses) {
        if (world.catalogue.uses[static_cast<std::size_t>(use.end_use)].sector == sector && world.places[static_cast<std::size_t>(use.place)].id != ensemble.scenario().controller) return use.id;
    }
    return {};
}

}  // namespace countervail::test
