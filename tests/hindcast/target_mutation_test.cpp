// SPDX-License-Identifier: Apache-2.0
// [[target]] tables spoilt in 900 ways, by a seeded generator: each is refused at its own line, with what is wrong and how to mend it, or is bound to
// rows of the ledger that it really names, within the run, as finite numbers; what was left as it was is bound as before.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.h"
#include "hindcast/episode.h"
#include "hindcast/made_targets.h"
#include "statistics/spoilt_text.h"

namespace countervail {
namespace {

using test::TargetText;
using testing::HasSubstr;

constexpr const char* kFile = "spoilt.toml";

/// Forms of targets that the shipped episode does not use.
const std::string kFurther =
    TargetText{.id = "over-baseline", .measure = "exports/gallium", .in = "2023-08..2023-10", .take = "sum", .over = test::kOverBaseline, .observed = test::row_over("H-240.2023-09", "H-240.2023-07"), .threshold = "0.5", .group = "who"}
        .table() +
    TargetText{.id = "over-another", .kind = "rank", .measure = "exports/gallium", .in = "2023-07", .take = "sum", .over = "{ measure = \"exports/germanium\", in = \"2023-07\", take = \"sum\" }",
               .observed = test::row_over("H-240.2023-07", "H-241.2023-07"), .group = "who"}
        .table() +
    TargetText{.id = "of-spans", .measure = "exports/germanium", .in = R"(["2023-08..2023-10", "2023-11"])", .take = "mean", .observed = test::exports_of("germanium", "CHN", "WLD"), .tolerance = "±10 %", .note = "made up"}.table();

/// The shipped episode made ready once, its text up to the first target, and its targets with those above.
struct Bench {
    Ledger ledger;
    std::vector<Ensemble> ensemble;   // one
    std::string head, targets;
    int head_lines = 0;
    Episode sound;
};

const Bench& bench() {
    static const Bench made = [] {
        const Library library = Library::embedded();
        Bench bench{Ledger::read(library).value(), {}, {}, {}, 0, {}};
        const std::string text = library.find("scenarios/hindcast/gallium-germanium-2023.toml")->text;
        const std::size_t begin = text.find("[[target]]"), end = text.find("[report]");
        bench.head = text.substr(0, begin);
        bench.head_lines = static_cast<int>(std::count(bench.head.begin(), bench.head.end(), '\n'));
        bench.targets = text.substr(begin, end - begin) + kFurther;
        const Scenario scenario = read_scenario(bench.head + bench.targets, kFile).value();
        bench.ensemble.push_back(Ensemble::prepare(library, bench.ledger, scenario).value());
        auto episode = read_episode(bench.ensemble.front(), bench.ledger);
        if (!episode) throw std::runtime_error(to_text(episode.error()));
        bench.sound = std::move(*episode);
        return bench;
    }();
    return made;
}

Result<Episode> bound(const std::string& targets) {
    const auto scenario = read_scenario(bench().head + targets, kFile);
    if (!scenario) return std::unexpected(scenario.error());
    return read_episode(bench().ensemble.front(), bench().ledger, scenario->targets);
}

bool near(double a, double b) { return std::abs(a - b) <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b)}); }

/// Whether a row rests on what the target names and says what that says.
void expect_row_sound(const EpisodeTarget& target, const EpisodeRow& row) {
    const TargetObserved& observed = target.target.observed;
    const Calendar& calendar = bench().ensemble.front().calendar();
    const Interval run{calendar.from, calendar.from + 7 * calendar.weeks};
    EXPECT_GT(row.days.days(), 0);
    EXPECT_TRUE(target.measure.axis == TimeAxis::once || row.days.overlap(run) == row.days.days());
    for (const double value : {row.observed.value, row.observed.low, row.observed.high, row.factor, row.scatter.low, row.scatter.high}) EXPECT_TRUE(std::isfinite(value) && value >= 0);
    EXPECT_LE(row.observed.low, row.observed.value * (1 + 1e-12));
    EXPECT_GE(row.observed.high * (1 + 1e-12), row.observed.value);
    EXPECT_TRUE(!row.normal || std::isfinite(*row.normal));
    for (const SteppedValue& each : row.question.history) EXPECT_TRUE(std::isfinite(each.value));
    EXPECT_FALSE(row.observed.statements.empty());
    for (const std::string& id : row.observed.statements) {
        const Statement* statement = bench().ledger.find(id);
        ASSERT_NE(statement, nullptr) << id;
        const bool named = id == observed.row;
        const bool in_days = statement->period && (target.measure.axis == TimeAxis::once || statement->period->overlap(row.days) == statement->period->days());
        EXPECT_TRUE(observed.row.empty() ? selects(observed.rows, *statement) && in_days : named) << id;
    }
    const Statement& first = *bench().ledger.find(row.observed.statements.front());
    const bool alone = row.observed.statements.size() == 1 && !target.target.over && observed.over.empty() && observed.times.empty();
    if (!alone || (first.period && *first.period != row.days)) return;
    const auto stated = in_measure_unit(first, target.measure.unit, {});
    ASSERT_TRUE(stated) << to_text(stated.error());
    EXPECT_TRUE(near(stated->value, row.observed.value)) << first.id;
}

/// What a target's numbers depend on.
std::string fields_of(const Target& target) {
    const auto measure = [](const TargetMeasure& each) {
        std::string text = each.id + "|" + to_text(each.take);
        for (const Interval& span : each.spans) text += "|" + span.from.to_text() + ".." + span.until.to_text();
        return text;
    };
    const ObservedRows& rows = target.observed.rows;
    return to_text(target.kind) + "/" + measure(target.measure) + "/" + (target.over ? (target.over->baseline ? "baseline" : measure(target.over->measure)) : "") + "/" +
           join({target.observed.row, target.observed.over, target.observed.times, rows.quantity, rows.item, rows.place, rows.partner, rows.use}, "|");
}

/// What targets of a kind are pooled as: prices with prices, days with days, and no two units in a quotient.
bool fits(const EpisodeTarget& target) {
    const std::string& unit = target.measure.unit.unit;
    const bool price = target.measure.id.starts_with("price/");
    if (target.over && target.over->unit.unit != unit) return false;
    switch (target.target.kind) {
        case TargetKind::time: return unit == "days" && !target.target.over;
        case TargetKind::price: return price;
        case TargetKind::volume: return !price && unit != "days" && unit != "share";
        case TargetKind::share: return unit == "share" || (target.target.over && !price);
        case TargetKind::rank: break;
    }
    return target.target.over && unit != "days";
}

void expect_sound(const Episode& episode) {
    std::map<std::string, const EpisodeTarget*> before;
    for (const EpisodeTarget& each : bench().sound.targets) before[fields_of(each.target)] = &each;
    EXPECT_FALSE(episode.targets.empty());
    for (const EpisodeTarget& target : episode.targets) {
        SCOPED_TRACE(target.target.id.substr(0, 40));
        EXPECT_FALSE(target.rows.empty());
        EXPECT_TRUE(fits(target));
        for (const EpisodeRow& row : target.rows) expect_row_sound(target, row);
        const auto same = before.find(fields_of(target.target));
        if (same == before.end()) continue;
        ASSERT_EQ(target.rows.size(), same->second->rows.size());
        for (std::size_t r = 0; r < target.rows.size(); ++r) {
            EXPECT_EQ(target.rows[r].observed.value, same->second->rows[r].observed.value);
            EXPECT_EQ(target.rows[r].normal, same->second->rows[r].normal);
        }
    }
}

/// True when refused, helpfully; else what is bound holds together.
bool refused(const std::string& targets) {
    const auto episode = bound(targets);
    if (episode) {
        expect_sound(*episode);
        return false;
    }
    EXPECT_FALSE(episode.error().empty());
    for (const Error& error : episode.error()) {
        const std::string said = to_text(error).substr(0, 300);
        const bool none_left = error.what.find("no [[target]]") != std::string::npos;
        EXPECT_EQ(error.where.file, kFile) << said;
        EXPECT_TRUE(error.where.line > bench().head_lines || (none_left && error.where.line > 0)) << said;
        EXPECT_TRUE(!error.what.empty() && !error.hint.empty()) << said;
    }
    return true;
}

TEST(TargetMutations, WhatIsNotSpoiltIsBound) { EXPECT_FALSE(refused(bench().targets)); }

constexpr std::uint64_t kEach = 450;

TEST(TargetMutations, OfAnyBytesAreRefusedOrHoldTogether) {
    std::uint64_t refusals = 0;
    for (std::uint64_t seed = 1; seed <= kEach; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        refusals += refused(spoilt(bench().targets, seed).text) ? 1 : 0;
    }
    EXPECT_GT(refusals, kEach / 3);
    EXPECT_LT(refusals, kEach);
}

/// A value in quotes in place of another: words that a target may hold, only not there.
TEST(TargetMutations, OfWordsOutOfPlaceAreRefusedOrHoldTogether) {
    static const std::vector<std::string> kWords{"exports/gallium", "exports/galium", "exports/gallium-usa", "departed/gallium/CHN", "price/gallium/ratio", "price/gallium/outside", "price/gallium",
                                                 "licences/approved-share", "licences/filed", "licences/pending", "first-approval", "first-stop/chip-making", "first-stop/vehicles", "first-stop/",
                                                 "restart/gallium/2", "restart/gallium/0", "restart/gallium/100", "restart/gallium/nan", "restart/gallium/1e-300", "restart//2", "restart/gallium",
                                                 "2023-07", "2023-13", "2023-08..2023-07", "2023-08-15", "2023-Q4", "2023", "2024-07", "2024-08", "2022-10", "9999", "0000-01", "2023-08..2024-07",
                                                 "each", "sum", "mean", "max", "min", "last", "median", "volume", "price", "time", "share", "rank",
                                                 "H-240.2023-07", "H-240.2023-08", "H-241.2023-07", "H-240", "D-47.restart", "assume:reported-flow-scatter", "E1.2025-05.WLD", "export-volume", "price-spread",
                                                 "gallium", "germanium", "rare-earth-magnet", "CHN", "WLD", "EUR", "USA", "china", ""};
    std::uint64_t refusals = 0;
    for (std::uint64_t seed = 1; seed <= kEach; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        SpoilDice dice(seed + 10'000);
        std::string text = bench().targets;
        std::vector<std::pair<std::size_t, std::size_t>> quoted;
        for (std::size_t at = text.find('"'); at != std::string::npos;) {
            const std::size_t end = text.find('"', at + 1);
            quoted.emplace_back(at + 1, end - at - 1);
            at = text.find('"', end + 1);
        }
        const auto [at, size] = quoted[dice.below(quoted.size())];
        refusals += refused(text.replace(at, size, kWords[dice.below(kWords.size())])) ? 1 : 0;
    }
    EXPECT_GT(refusals, kEach / 3);
    EXPECT_LT(refusals, kEach);
}

TEST(TargetMutations, WrittenByHandAreAllRefusedForWhatIsWrong) {
    struct ByHand {
        const char *from, *to, *what;
    };
    for (const ByHand& each : {ByHand{"measure  = \"exports/gallium\"", "measure  = \"exports/galium\"", "did you mean \"exports/gallium\"?"},
                               {"measure  = \"exports/gallium\"", "measure  = \"restart/gallium/2\"", "is of kind volume, its measure"},
                               {"measure  = \"exports/gallium\"", "measure  = \"price/gallium/outside\"", "is of kind volume, its measure \"price/gallium/outside\" is in USD/kg"},
                               {"measure  = \"exports/gallium\"", "measure  = \"licences/approved-share\"", "write kind = \"share\", or name a measure in t or USD or applications"},
                               {"kind     = \"price\"", "kind     = \"volume\"", "write kind = \"price\""},
                               {"kind     = \"price\"", "kind     = \"share\"", "or name a measure in share: licences/approved-share"},
                               {"kind     = \"price\"", "kind     = \"rank\"", "or divide by what it is compared with"},
                               {"kind = \"volume\"\nmeasure = \"exports/gallium\"", "kind = \"price\"\nmeasure = \"exports/gallium\"", "is in t, divided by what it is at rest"},
                               {"kind = \"rank\"", "kind = \"price\"", "is in t, divided by \"exports/germanium\""},
                               {"{ measure = \"exports/germanium\"", "{ measure = \"price/gallium/outside\"", "by \"price/gallium/outside\", in USD/kg\n  mend: divide by a measure in t"},
                               {"\"restart/gallium/2\"", "\"restart/gallium/200\"", "write restart/<watch>/<per cent>"},
                               {"\"restart/gallium/2\"", "\"restart/galium/2\"", "did you mean \"restart/gallium/"},
                               {"\"restart/gallium/2\"", "\"exports/gallium\"", "name a measure in days"},
                               {"in       = \"2023-07\"", "in       = \"2023-07-03\"\ntake     = \"mean\"", "is no whole months"},
                               {"in       = \"2023-07\"", "in       = \"2022-07\"", "lies outside the run"},
                               {"in       = \"2023-07\"", "in       = [\"2023-07\", \"2023-08\"]", "one row is named for several spans"},
                               {"in       = \"2023-07\"", "in       = \"2023-07..2023-08\"", "make the two as long"},
                               {"in       = \"2023-07\"", "in       = [\"2023-07\", \"2023-07\"]", "is named twice"},
                               {"in = [\"2023-08..2023-10\", \"2023-11\"]", "", "over which days?"},
                               {"in = \"2023-07\", take", "in = [\"2023-07\", \"2023-08\"], take", "several spans"},
                               {"in = \"2023-07\", take", "in = \"2022-07\", take", "what target \"over-another\" is divided by: 2022-07 lies outside the run"},
                               {"{ measure = \"exports/germanium\"", "{ measure = \"exports/germaniun\"", "did you mean \"exports/germanium\"?"},
                               {"{ measure = \"exports/germanium\"", "{ measure = \"first-approval\"", "divides by a date"},
                               {"{ row = \"H-240.2023-09\", over = \"H-240.2023-07\" }", "\"H-240.2023-09\"", "say what the row is divided by"},
                               {"over = \"H-240.2023-07\" }", "over = \"H-240.2023-17\" }", "there is no statement \"H-240.2023-17\""},
                               {"over = \"H-240.2023-07\" }", "over = \"H-240.2023-07\", times = \"H-240.2023-07\" }", "ratio"},
                               {"quantity = \"export-volume\", item = \"gallium\"", "quantity = \"export-volumes\", item = \"gallium\"", "did you mean \"export-volume\"?"},
                               {"item = \"gallium\", place = \"CHN\"", "item = \"gallium\", place = \"CHM\"", "no export-volume has place \"CHM\""},
                               {"quantity = \"price\", item = \"gallium\", place = \"EUR\"", "quantity = \"price-spread\", item = \"gallium\", place = \"EUR\"", "is in ratio, which is not brought to USD/kg"}}) {
        std::string text = bench().targets;
        const std::size_t at = text.find(each.from);
        ASSERT_NE(at, std::string::npos) << each.from;
        text.replace(at, std::string(each.from).size(), each.to);
        EXPECT_TRUE(refused(text)) << each.to;
        const auto episode = bound(text);
        EXPECT_THAT(episode ? "" : to_text(episode.error()), HasSubstr(each.what)) << each.to;
    }
}

}  // namespace
}  // namespace countervail
