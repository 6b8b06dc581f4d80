// SPDX-License-Identifier: Apache-2.0
// Later knowledge is smuggled in by every way there is, and refused with the place.
#include "hindcast/foreknowledge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/replaced_text.h"
#include "base/text.h"
#include "hindcast/april_episode.h"

namespace countervail {
namespace {

using test::replaced;
using testing::AllOf;
using testing::HasSubstr;

constexpr const char* kWorld = "worlds/world-2024.toml";

/// What `score` would say of this library and scenario; empty when it finds nothing wrong.
std::string refusal(const Library& library, const std::string& text = test::april_text()) {
    const test::Prepared made = test::prepare_april(library, text);
    if (made.ensemble.empty()) return made.problems;
    const auto episode = read_episode(made.ensemble.front(), made.ledger.front());
    if (!episode) return to_text(episode.error());
    return to_text(foreknowledge(made.ensemble.front(), made.ledger.front(), *episode));
}

/// The guard alone, on a run that was prepared with other eyes: what preparing lets through must still be caught.
std::string guard(const test::Prepared& made, const Ledger& ledger) {
    const auto episode = read_episode(made.ensemble.front(), ledger);
    EXPECT_TRUE(episode) << to_text(episode.error());
    return to_text(foreknowledge(made.ensemble.front(), ledger, *episode));
}

Library with(const std::string& path, const std::string& from, const std::string& to, Library library = test::april_library()) { return replaced(std::move(library), path, from, to); }

Library with_rows(const std::string& rows, Library library = test::april_library()) {
    library.put({"data/ledger/smuggled.csv", test::kLedgerHeader + rows});
    return library;
}

Library with_assumptions(const std::string& rows, Library library = test::april_library()) {
    library.put({"data/assumptions-smuggled.csv", "id,unit,low,value,high,cites,note\n" + rows});
    return library;
}

std::string uncertain(const std::string& source) { return "\n[uncertain]\n\"licence.review-weeks\" = { source = \"" + source + "\" }\n"; }

const char* const kStock = "stock_weeks = \"assume:world-stock-magnet\"";   // what no world can do without
const char* const kGlass = "CHN = \"assume:world-spread-glass-chn\"";      // what it can

TEST(Foreknowledge, ACleanEpisodePasses) { EXPECT_EQ(refusal(test::april_library()), ""); }

TEST(Foreknowledge, AStatementPublishedAfterwardsInTheWorldFile) {
    const Library library = with(kWorld, kStock, "stock_weeks = \"smuggled\"",
                                 with_rows("smuggled,plant-stop-delay,rare-earth-magnet,ROW,,,2025-06,5,,,weeks,own-arithmetic,2025-08-01,found,,,later,\n"));
    EXPECT_THAT(refusal(library), AllOf(HasSubstr("worlds/world-2024.toml:"), HasSubstr("smuggled"), HasSubstr("2025-08-01"), HasSubstr("mend:")));
}

TEST(Foreknowledge, AnAssumptionThatCitesALaterRow) {
    const Library library = with(kWorld, kStock, "stock_weeks = \"assume:smuggled-stock\"", with_assumptions("assume:smuggled-stock,weeks,2,4,6,T-1.2025-05,knows what came\n"));
    EXPECT_THAT(refusal(library), AllOf(HasSubstr("worlds/world-2024.toml:"), HasSubstr("T-1.2025-05"), HasSubstr("data/ledger/made-up.csv:")));
}

TEST(Foreknowledge, AClaimThatCitesALaterRow) {
    const Library library = with(kWorld, kGlass, "CHN = \"assume:smuggled-glass\"", with_assumptions("assume:smuggled-glass,ratio,0.3,0.6,0.9,T-1.2025-05,knows what came\n"));
    EXPECT_THAT(refusal(library, test::april_text()), AllOf(HasSubstr(std::string(kWorld) + ":"), HasSubstr("T-1.2025-05"), HasSubstr("world_year")));
}

TEST(Foreknowledge, AParameterThatCitesALaterRow) {
    const Library library = with_assumptions("assume:smuggled-review,weeks,2,5,9,T-1.2025-05,knows what came\n");
    EXPECT_THAT(refusal(library, test::april_text(test::kMadeTargets + uncertain("assume:smuggled-review"))),
                AllOf(HasSubstr("april.toml:"), HasSubstr("T-1.2025-05"), HasSubstr("published on 2025-06-20"), HasSubstr("data/ledger/made-up.csv:")));
}

TEST(Foreknowledge, ARangeOfTheModelsOwnErrorThatCitesALaterRow) {
    const std::string row = "assume:model-discrepancy-flow-lasting,ratio,0.02,0.07,0.25,";
    EXPECT_THAT(refusal(with("data/assumptions-hindcast.csv", row + ",", row + "T-1.2025-05,")),
                AllOf(HasSubstr("april.toml:"), HasSubstr("the model's own error: \"T-1.2025-05\""), HasSubstr("published on 2025-06-20"), HasSubstr("is what target \"exports\" is scored on")));
}

TEST(Foreknowledge, ADerivedRowWithAnEarlyDateOfItsOwn) {
    const Library library = with_rows("early,plant-stop-delay,rare-earth-magnet,ROW,,vehicle,2024,40,,,days,own-arithmetic,2024-12-31,derived,,T-1.2025-06,half of it,\n");
    EXPECT_THAT(refusal(library, test::april_text(test::kMadeTargets + uncertain("early"))),
                AllOf(HasSubstr("april.toml:"), HasSubstr("\"T-1.2025-06\", which \"early\" rests on"), HasSubstr("2025-07-20")));
}

TEST(Foreknowledge, ATechnologyShareThatCitesALaterRow) {
    const Library library = with_assumptions("assume:smuggled-share,share,0.1,0.2,0.3,T-1.2025-05,knows what came\n");
    const std::string technology = "\n[[technology]]\nid = \"magnets\"\norigin = \"CHN\"\nprocesses = [\"make.smco\"]\nitems = [\"rare-earth-technology.magnet\"]\nshare = \"assume:smuggled-share\"\n";
    EXPECT_THAT(refusal(library, test::april_text(test::kMadeTargets + technology)), AllOf(HasSubstr("april.toml:"), HasSubstr("T-1.2025-05")));
}

std::string posterior_row(const std::string& cites, const std::string& published = "2024-12-31") {
    return "posterior:smuggled.licence.review-weeks,posterior-parameter,,,,,,7,2.5,11.5,weeks,own-arithmetic," + published + ",derived,," + cites + ",fitted,\n";
}

Library with_posterior(const std::string& cites, const std::string& more_rows = {}, const std::string& published = "2024-12-31") {
    Library library = with_rows(posterior_row(cites, published) + more_rows);
    std::string draws = "licence.review-weeks\n";
    for (int i = 0; i <= 100; ++i) draws += exact_number(2 + 0.1 * i) + "\n";
    library.put({"data/posteriors/smuggled.csv", draws});
    return library;
}

std::string with_posteriors(const std::string& targets = test::kMadeTargets) {
    return replaced(test::april_text(targets), "known_on = 2025-04-03\n", "posteriors = \"smuggled\"\nknown_on = 2025-04-03\n");
}

TEST(Foreknowledge, APosteriorFromEarlierEpisodesPasses) { EXPECT_EQ(refusal(with_posterior("H-240.2023-10"), with_posteriors()), ""); }

TEST(Foreknowledge, APosteriorFittedToTheEpisodeItself) {
    EXPECT_THAT(refusal(with_posterior("T-1.2025-05"), with_posteriors()), AllOf(HasSubstr("april.toml:"), HasSubstr("posterior:smuggled.licence.review-weeks"), HasSubstr("T-1.2025-05"), HasSubstr("mend:")));
}

TEST(Foreknowledge, APosteriorFittedToTheEpisodeThroughARowThatIsDatedEarly) {
    // The very figure that is scored, entered a second time with a date before the act: neither date nor id gives it away.
    const std::string twin = "twin,export-volume,rare-earth-magnet,CHN,ROW,,2025-05,3,,,t magnet/month,own-arithmetic,2025-04-01,found,,,advance figure,\n";
    EXPECT_THAT(refusal(with_posterior("twin", twin), with_posteriors()),
                AllOf(HasSubstr("april.toml:"), HasSubstr("\"twin\", which \"posterior:smuggled.licence.review-weeks\" rests on, is what target \"exports\" is scored on"), HasSubstr("fit it to other episodes"),
                      HasSubstr("data/ledger/smuggled.csv:3")));
}

TEST(Foreknowledge, AFigureToldASecondTimeOnOtherDays) {
    // The target names one row; the posterior rests on another that states the same figure.
    const std::string one_month = replaced(test::kMadeTargets, "2025-05..2025-06", "2025-05");
    const std::string targets = replaced(one_month, test::exports_of("rare-earth-magnet", "CHN", "ROW"), test::row("T-1.2025-05"));
    const std::string twin = "twin,export-volume,rare-earth-magnet,CHN,ROW,,2025-05,3,,,t magnet/month,own-arithmetic,2025-04-01,found,,,advance figure,\n";
    EXPECT_THAT(refusal(with_posterior("twin", twin), with_posteriors(targets)), AllOf(HasSubstr("\"twin\" (the same figure as \"T-1.2025-05\")"), HasSubstr("fit it to other episodes")));
}

TEST(Foreknowledge, APosteriorThatCitesNothingOrCameLater) {
    EXPECT_THAT(refusal(with_posterior(""), with_posteriors()), AllOf(HasSubstr("data/ledger/smuggled.csv:2"), HasSubstr("cites nothing")));
    EXPECT_THAT(refusal(with_posterior("H-240.2023-10", "", "2025-09-01"), with_posteriors()), AllOf(HasSubstr("april.toml:"), HasSubstr("2025-09-01")));
}

TEST(Foreknowledge, AnObservedRowMayNotBeAnInput) {
    // A delay known before the act, scored on and read by a parameter.
    const Library library = with_rows("known,plant-stop-delay,rare-earth-magnet,ROW,,vehicle,2025-03-01,49,30,60,days,own-arithmetic,2025-03-02,found,,,early,\n");
    const std::string targets = replaced(test::kMadeTargets, test::row("T-2"), test::row("known"));
    EXPECT_THAT(refusal(library, test::april_text(targets + uncertain("known"))),
                AllOf(HasSubstr("april.toml:"), HasSubstr("parameter licence.review-weeks"), HasSubstr("is what target \"first-stop\" is scored on"), HasSubstr("data/ledger/smuggled.csv:2")));
}

TEST(Foreknowledge, KnownOnMustComeBeforeTheAct) {
    const std::string text = replaced(test::april_text(), "known_on = 2025-04-03", "known_on = 2025-04-04");
    EXPECT_THAT(refusal(test::april_library(), text), AllOf(HasSubstr("april.toml:"), HasSubstr("is not before 2025-04-04"), HasSubstr("set known_on to 2025-04-03 or earlier")));
}

TEST(Foreknowledge, WhatWasOverIsNoForecast) {
    const std::string targets = replaced(test::kMadeTargets, "2025-05..2025-06", "2025-01..2025-02");
    EXPECT_THAT(refusal(test::april_library(), test::april_text(targets)), AllOf(HasSubstr("april.toml:"), HasSubstr("is scored on 2025-01, which was over by known_on 2025-04-03")));
}

TEST(Foreknowledge, AFocusThatNeverBindsIsRefused) {
    const std::string text = replaced(test::april_text(), "act        = \"CHN/mofcom-gacc-2025-18\"", "act        = \"CHN/mofcom-1999-1\"");
    EXPECT_THAT(refusal(test::april_library(), text), HasSubstr("CHN/mofcom-1999-1"));
}

TEST(Foreknowledge, TheGuardDoesNotTrustThePreparation) {
    // A run prepared while a row still had an early date; afterwards the row says what it should have said all along.
    const std::string early = "moved,plant-stop-delay,rare-earth-magnet,ROW,,vehicle,2024,40,30,60,days,own-arithmetic,2024-12-31,found,,,as entered,\n";
    const test::Prepared made = test::prepare_april(with_rows(early), test::april_text(test::kMadeTargets + uncertain("moved")));
    ASSERT_EQ(made.problems, "");
    EXPECT_EQ(guard(made, made.ledger.front()), "");
    std::string late = early;
    late.replace(late.find("2024-12-31"), 10, "2025-12-31");
    const auto ledger = Ledger::read(with_rows(late));
    ASSERT_TRUE(ledger) << to_text(ledger.error());
    EXPECT_THAT(guard(made, *ledger), AllOf(HasSubstr("april.toml:"), HasSubstr("parameter licence.review-weeks: \"moved\" was published on 2025-12-31, after known_on 2025-04-03"), HasSubstr("data/ledger/smuggled.csv:2")));
}

TEST(Foreknowledge, EveryInputOfTheRunIsSeen) {
    const test::Prepared& made = test::made_april();
    ASSERT_EQ(made.problems, "");
    std::size_t parameters = 0, world = 0, catalogue = 0;
    for (const RunInput& each : run_inputs(made.ensemble.front(), made.ledger.front())) {
        parameters += each.role.starts_with("parameter ") ? 1 : 0;
        world += each.role == "the world" ? 1 : 0;
        catalogue += each.role == "the catalogue" ? 1 : 0;
    }
    EXPECT_EQ(parameters, static_cast<std::size_t>(kParameters));
    EXPECT_GT(world, 300U);
    EXPECT_GT(catalogue, 100U);
    for (const Statement* row : rests_on(made.ensemble.front(), made.ledger.front())) EXPECT_LE(row->published_on, Date(2025, 4, 3)) << row->id;
}

}  // namespace
}  // namespace countervail
