// SPDX-License-Identifier: Apache-2.0
// covers: score_episode, score_plan
// `score` from the command line: tables, files, repetition, and episodes that are refused while others go on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "app/exit_code.h"
#include "app/score_plan.h"
#include "app/workbench.h"
#include "hindcast/made_targets.h"

namespace countervail {
namespace {

using test::TargetText;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::string kTargets =
    TargetText{.id = "exports", .title = "exports of magnets", .measure = "exports/magnets-world", .in = "2025-05..2025-06", .observed = test::exports_of("rare-earth-magnet", "CHN", "WLD")}.table() +
    TargetText{.id = "first-stop", .kind = "time", .measure = "first-stop/vehicles", .observed = test::row("C-30.lag")}.table();

std::string episode_text(const std::string& id) {
    std::string text = short_scenario() + kTargets;
    const std::string name = "\"april-2025\"";
    return text.replace(text.find(name), name.size(), "\"" + id + "\"");
}

std::vector<std::string> words(std::vector<std::string> episodes, const std::filesystem::path& out, const std::string& threads = "2") {
    std::vector<std::string> all{"score"};
    all.insert(all.end(), episodes.begin(), episodes.end());
    for (const std::string& word : {std::string("--draws"), std::string("32"), std::string("--threads"), threads, std::string("--out"), out.string()}) all.push_back(word);
    return all;
}

/// As countervail(), with what it says of its progress.
Said not_quiet(std::vector<std::string> words) {
    words.insert(words.begin(), {"countervail", "--library", source_folder()});
    std::vector<const char*> arguments;
    for (const std::string& word : words) arguments.push_back(word.c_str());
    std::ostringstream out, problems;
    const int code = run_program(static_cast<int>(arguments.size()), arguments.data(), out, problems);
    return {code, out.str(), problems.str()};
}

TEST(Score, PrintsTheTableAndTheVerdictAndWritesThePage) {
    const Scratch scratch;
    write_whole(scratch / "one.toml", episode_text("one"));
    const Said said = countervail(words({(scratch / "one.toml").string()}, scratch / "out"));
    ASSERT_EQ(said.code, kDone) << said.problems;
    EXPECT_THAT(said.out, AllOf(HasSubstr("known on 2025-04-03, binding from 2025-04-04"), HasSubstr("exports"), HasSubstr("2025-05"), HasSubstr("1,238"), HasSubstr("Verdict: On volume"), HasSubstr("Overall: ")));
    for (const char* file : {"report.html", "tables/observations.csv", "tables/skills.csv", "tables/episodes.json", "tables/pit.csv"}) {
        EXPECT_TRUE(std::filesystem::exists(scratch / "out" / file)) << file;
    }
    EXPECT_THAT(read_whole(scratch / "out" / "tables/observations.csv"), HasSubstr("E1.2025-05.WLD"));
}

TEST(Score, EqualBytesAtAnyNumberOfThreadsAndFromTheStore) {
    const Scratch scratch;
    write_whole(scratch / "one.toml", episode_text("one"));
    const std::string file = (scratch / "one.toml").string();
    const Said one = countervail(words({file}, scratch / "a", "1"));
    ASSERT_EQ(one.code, kDone) << one.problems;
    const auto fresh = hashes(scratch / "a");
    const Said again = countervail(words({file}, scratch / "a", "1"));   // every block is in the store
    EXPECT_EQ(one.out, again.out);
    EXPECT_EQ(hashes(scratch / "a"), fresh);
    ASSERT_EQ(countervail(words({file}, scratch / "b", "3")).code, kDone);
    EXPECT_EQ(hashes(scratch / "b"), fresh);
}

TEST(Score, JsonHoldsEveryTable) {
    const Scratch scratch;
    write_whole(scratch / "one.toml", episode_text("one"));
    auto asked = words({(scratch / "one.toml").string()}, scratch / "out");
    asked.insert(asked.end(), {"--format", "json"});
    const Said said = countervail(asked);
    ASSERT_EQ(said.code, kDone) << said.problems;
    const auto document = nlohmann::json::parse(said.out);
    EXPECT_EQ(document["episodes"].size(), 1U);
    EXPECT_EQ(document["episodes"][0]["act_on"], "2025-04-04");
    EXPECT_EQ(document["tables"].size(), 6U);
}

TEST(Score, LearnsFromWhatCameBeforeAndStandsAloneWhenAsked) {
    const Scratch scratch;
    write_whole(scratch / "one.toml", episode_text("one"));
    const std::string file = (scratch / "one.toml").string();
    const Said learnt = not_quiet(words({file}, scratch / "a"));
    ASSERT_EQ(learnt.code, kDone) << learnt.problems;
    EXPECT_THAT(learnt.problems, AllOf(HasSubstr("running gallium-germanium-2023 to learn"), Not(HasSubstr("october-package-2025"))));
    EXPECT_THAT(learnt.out, AllOf(HasSubstr("The bands carry the model's own error, as earlier episodes taught it"), HasSubstr("model alone")));
    EXPECT_THAT(read_whole(scratch / "a" / "tables/discrepancy.csv"), AllOf(HasSubstr("one,flow,gallium-germanium-2023 graphite-2023"), HasSubstr("assume:model-discrepancy-flow-lasting")));
    auto asked = words({file}, scratch / "b");
    asked.emplace_back("--model-alone");
    const Said alone = not_quiet(asked);
    ASSERT_EQ(alone.code, kDone) << alone.problems;
    EXPECT_THAT(alone.problems, Not(HasSubstr("to learn")));
    EXPECT_THAT(alone.out, AllOf(Not(HasSubstr("own error")), HasSubstr("Verdict: ")));
}

TEST(ScorePlan, RunsThoseBeforeInTheOrderOfTime) {
    Settings settings;
    std::ostringstream out;
    settings.out_stream = settings.problem_stream = &out;
    const Library library = Library::embedded();
    const std::vector<PlannedEpisode> plan = plan_scores(settings, library, {"no-18-2025", "antimony-2024", "nobody"}, true);
    std::vector<std::string> ids;
    for (const PlannedEpisode& each : plan) ids.push_back(each.id);
    EXPECT_EQ(ids, (std::vector<std::string>{"", "quotas-2010", "gallium-germanium-2023", "graphite-2023", "antimony-2024", "myanmar-2024", "no-18-2025"}));
    EXPECT_EQ(plan[1].place, std::nullopt);
    EXPECT_EQ(plan[1].teaches_on, (std::vector<Date>{Date(2024, 9, 14), Date(2025, 4, 3)}));
    EXPECT_EQ(plan[4].place, 1U);
    EXPECT_EQ(plan[4].teaches_on, std::vector<Date>{Date(2025, 4, 3)});
    EXPECT_EQ(plan[6].place, 0U);
    const std::vector<PlannedEpisode> twice = plan_scores(settings, library, {"graphite-2023", "scenarios/hindcast/graphite-2023.toml", "antimony-2024"}, true);
    EXPECT_EQ(std::count_if(twice.begin(), twice.end(), [](const PlannedEpisode& each) { return each.id == "graphite-2023" && !each.teaches_on.empty(); }), 1);
    EXPECT_EQ(plan_scores(settings, library, {"no-18-2025"}, false).size(), 1U);
    EXPECT_EQ(plan_scores(settings, library, {"quotas-2010"}, true).size(), 1U);
}

TEST(Score, AnEpisodeThatIsRefusedDoesNotKeepOthersFromBeingScored) {
    const Scratch scratch;
    write_whole(scratch / "one.toml", episode_text("one"));
    write_whole(scratch / "two.toml", episode_text("two") + "[uncertain]\n\"price.speed\" = { source = \"C-30.lag\" }\n");
    std::string late = episode_text("three");
    late.replace(late.find("known_on = 2025-04-03"), 21, "known_on = 2025-05-03");
    write_whole(scratch / "three.toml", late);
    const Said said = countervail(words({(scratch / "two.toml").string(), (scratch / "one.toml").string(), (scratch / "three.toml").string()}, scratch / "out"));
    EXPECT_EQ(said.code, kBadInput);
    EXPECT_THAT(said.problems, AllOf(HasSubstr("two.toml is not scored"), HasSubstr("C-30.lag"), HasSubstr("three.toml is not scored"), HasSubstr("is not before 2025-04-04"), HasSubstr("mend:")));
    EXPECT_THAT(said.out, AllOf(HasSubstr("one: known on"), Not(HasSubstr("two: known on")), HasSubstr("2 of 3 episodes could not be scored")));
}

TEST(Score, AScenarioWithoutTargetsAndANameNobodyKnows) {
    const Scratch scratch;
    const Said bare = countervail(words({"april-2025"}, scratch / "out"));
    EXPECT_EQ(bare.code, kBadInput);
    EXPECT_THAT(bare.problems, HasSubstr("no [[target]]"));
    const Said unknown = countervail(words({"april-2052"}, scratch / "out"));
    EXPECT_EQ(unknown.code, kBadInput);
    EXPECT_THAT(unknown.problems, HasSubstr("did you mean"));
}

}  // namespace
}  // namespace countervail
