// SPDX-License-Identifier: Apache-2.0
// covers: format_keys, progress
#include "app/program.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "app/format_keys.h"
#include "app/progress.h"
#include "app/workbench.h"
#include "base/text.h"
#include "base/toml_file.h"

using testing::HasSubstr;
using testing::Not;

namespace countervail {
namespace {

TEST(CommandLine, MistypedWordsNameTheirNearestNeighbour) {
    for (const auto& [words, hint] : std::vector<std::pair<std::vector<std::string>, std::string>>{
             {{"rnu", "x"}, "\"run\""}, {{"explian", "x"}, "\"explain\""}, {{"data", "lst"}, "\"list\""}, {{"run", "x", "--drws", "5"}, "\"--draws\""},
             {{"--fromat", "csv", "version"}, "\"--format\""}}) {
        const Said said = countervail(words);
        EXPECT_EQ(said.code, kUsage) << join(words, " ");
        EXPECT_THAT(said.problems, HasSubstr("did you mean " + hint));
        EXPECT_EQ(said.out, "");
    }
}

TEST(CommandLine, WrongUsageIsExitCode2) {
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {}, {"run"}, {"run", "a", "b"}, {"--draws", "0", "version"}, {"--draws", "x", "version"}, {"--known", "2025-02-30", "version"},
             {"--format", "pdf", "version"}, {"compare", "a"}, {"rules"}, {"data"}}) {
        const Said said = countervail(words);
        EXPECT_EQ(said.code, kUsage) << join(words, " ");
        EXPECT_THAT(said.problems, HasSubstr("mend: ")) << join(words, " ");
    }
}

TEST(CommandLine, HelpAndVersionAnswerOnTheAnswersStream) {
    for (const char* verb : {"run", "compare", "explain", "check", "schema", "data", "rules", "version"}) {
        const Said said = countervail({verb, "--help"});
        EXPECT_EQ(said.code, kDone) << verb;
        EXPECT_FALSE(said.out.empty()) << verb;
        EXPECT_EQ(said.problems, "") << verb;
    }
    EXPECT_THAT(countervail({"--help"}).out, HasSubstr("Exit codes"));
    EXPECT_THAT(countervail({"version"}).out, HasSubstr("library " + real_library().digest()));
}

TEST(CommandLine, EveryFormatIsOffered) {
    EXPECT_THAT(countervail({"schema", "scenario"}).out, HasSubstr("known_on"));
    EXPECT_THAT(countervail({"--format", "csv", "schema", "scenario"}).out, HasSubstr("key,type,unit,required,meaning\n"));
    EXPECT_THAT(countervail({"--format", "md", "schema", "scenario"}).out, HasSubstr("| key |"));
    const auto json = nlohmann::json::parse(countervail({"schema", "--format", "json"}).out);
    EXPECT_EQ(json.size(), formats().size());
}

TEST(Verbs, RunAnswersInEveryFormatAndExplainAndCompareReadItBack) {
    const Scratch scratch;
    write_whole(scratch / "short.toml", short_scenario("2025-08-31"));
    const std::string scenario = (scratch / "short.toml").string(), out = (scratch / "out").string();
    const Said run = countervail({"run", scenario, "--draws", "32", "--out", out});
    ASSERT_EQ(run.code, kDone) << run.problems;
    for (const char* part : {"april-2025 · CHN No. 18/2025 in force from 2025-04-04 · world-2024 · known on 2025-04-03 · 32 draws", "median",
                             "observed", "weeks to stop, vehicles", "proportional", "report: "}) {
        EXPECT_THAT(run.out, HasSubstr(part));
    }
    std::string unwrapped = run.out;   // where the first sentences break depends on their figures
    std::replace(unwrapped.begin(), unwrapped.end(), '\n', ' ');
    EXPECT_THAT(unwrapped, HasSubstr("countervail data show"));
    const auto json = nlohmann::json::parse(countervail({"run", scenario, "--draws", "32", "--out", out, "--format", "json"}).out);
    EXPECT_EQ(json["scenario"], "april-2025");
    EXPECT_EQ(json["tables"].size(), 23U);   // of the run, then of its losses

    for (const std::string answer : {"first-stop", "exports/magnets-world", "price/dysprosium", "approved", "output-lost/USA", "supply-lost/JPN"}) {
        const Said said = countervail({"explain", out, answer});
        EXPECT_EQ(said.code, kDone) << answer << said.problems;
        for (const char* part : {"CHN/mofcom-gacc-2025-18", "share of variance", "assume:"}) EXPECT_THAT(said.out, HasSubstr(part)) << answer;
    }
    const std::string moved = countervail({"explain", out, "price/dysprosium"}).out;   // the other case leaves No. 18 out
    EXPECT_THAT(moved, HasSubstr("CHN/mofcom-gacc-2025-18#1C905.b"));
    EXPECT_EQ(moved.find("CHN/mofcom-gacc-2025-18#1C903.b"), std::string::npos) << "gadolinium goes into no dysprosium";
    const Said wrong = countervail({"explain", out, "exports/magnets-wolrd"});
    EXPECT_EQ(wrong.code, kBadInput);
    EXPECT_THAT(wrong.problems, HasSubstr("exports/magnets-world"));
    EXPECT_THAT(countervail({"compare", out, out}).out, HasSubstr("No answer differs"));
}

TEST(Verbs, ExplainNamesQuotasAndShocksThatACaseLeavesOut) {
    const Scratch scratch;
    const std::string out = (scratch / "out").string();
    ASSERT_EQ(countervail({"run", "quotas-2010", "--draws", "32", "--out", out}).code, kDone);
    const std::string moved = countervail({"explain", out, "price/dysprosium"}).out;
    EXPECT_THAT(moved, HasSubstr("CHN/mofcom-rare-earth-quotas#second half of 2010"));
    EXPECT_THAT(moved, HasSubstr("shock clampdown"));
}

TEST(Verbs, CompareTellsWhatDiffersAndByHowMuch) {
    const Scratch scratch;
    const std::string text = short_scenario("2025-08-31");
    write_whole(scratch / "a.toml", text);
    std::string other = text;
    const std::string act = "    \"CHN/mofcom-gacc-2025-18\",\n", without = "without = [\"CHN/mofcom-gacc-2025-18\"]";
    other.erase(other.find(act), act.size());
    other.replace(other.find(without), without.size(), "no_acts = true");
    write_whole(scratch / "b.toml", other);
    for (const std::string name : {"a", "b"}) {
        const Said said = countervail({"run", (scratch / (name + ".toml")).string(), "--draws", "32", "--out", (scratch / name).string()});
        ASSERT_EQ(said.code, kDone) << said.problems;
    }
    const Said said = countervail({"compare", (scratch / "a").string(), (scratch / "b").string()});
    EXPECT_EQ(said.code, kDone) << said.problems;
    for (const char* part : {"act CHN/mofcom-gacc-2025-18", "in use", "draw by draw", "exports/magnets-world"}) EXPECT_THAT(said.out, HasSubstr(part));
    EXPECT_THAT(said.out, Not(HasSubstr("range of")));   // the same assumptions
}

TEST(Verbs, RulesSayWhetherAnythingBears) {
    EXPECT_EQ(countervail({"rules", "on", "2025-05-01"}).code, kDone);
    EXPECT_EQ(countervail({"rules", "between", "CHN", "USA", "--on", "2025-05-01"}).code, kDone);
    const Said none = countervail({"rules", "between", "AUS", "JPN", "--on", "2005-05-01"});
    EXPECT_EQ(none.code, kAnswerIsNo) << none.out;
}

TEST(Verbs, DataShowsListsAndChecks) {
    EXPECT_THAT(countervail({"data", "show", "E1.2025-05.WLD"}).out, HasSubstr("1,238"));
    EXPECT_THAT(countervail({"data", "list", "--quantity", "plant-stop-delay"}).out, HasSubstr("E-50"));
    EXPECT_THAT(countervail({"data", "list", "--quantity", "plant-stop-delay", "--known", "2025-04-03"}).out, Not(HasSubstr("E-50")));
    EXPECT_EQ(countervail({"data", "check"}).code, kDone);
    const Said residuals = countervail({"data", "residuals"});
    EXPECT_EQ(residuals.code, kDone) << residuals.problems;
    EXPECT_THAT(residuals.out, HasSubstr("reconciled"));
}

TEST(Verbs, CheckPassesEveryFileOfTheLibrary) {
    std::vector<std::string> words{"check"};
    for (const LibraryFile* file : real_library().files("")) {
        // Each ledger file is checked in the company of all: one of them stands for the rest.
        if (file->path.starts_with("data/lists/words/")) continue;   // words of the matcher, not lists
        if (file->path.starts_with("data/map/")) continue;   // outlines for drawing, no input of a run
        if (file->path.starts_with("data/ledger/") && file->path != "data/ledger/magnets.csv") continue;
        words.push_back(source_folder() + "/" + file->path);
    }
    const Said said = countervail(words);
    EXPECT_EQ(said.code, kDone) << said.problems;
}

// ---- the schema against the files ------------------------------------------------------------------------------

bool same_key(const std::string& pattern, const std::string& key) {
    const auto want = split(pattern, '.');
    const auto have = split(key, '.');
    for (std::size_t i = 0; i < want.size(); ++i) {
        if (i >= have.size()) return false;
        if (want[i].starts_with("<") && i + 1 == want.size()) return true;   // item names hold dots
        if (!want[i].starts_with("<") && want[i] != have[i]) return false;
    }
    return want.size() == have.size();
}

std::string format_of(const std::string& path) {
    if (path.starts_with("scenarios/calibration/")) return "calibration";
    if (path.starts_with("scenarios/")) return "scenario";
    if (path.starts_with("worlds/")) return "world";
    if (path.starts_with("data/materials/")) return "materials";
    if (path == "data/economy/industries.toml") return "industries";
    if (path == "data/economy/default-table.toml") return "default table";
    if (path == "data/economy/commodities.toml") return "commodities";
    if (path.starts_with("rules/working-days/")) return {};
    if (path.starts_with("rules/vocabulary/") || path.starts_with("rules/items/") || path.starts_with("rules/place-groups/")) return "law words";
    if (path == "rules/questions.toml" || path == "rules/branches.toml") return "law words";
    if (path.starts_with("rules/")) return "act";
    return {};
}

TEST(Schema, ListsEveryKeyThatTheLibraryUses) {
    for (const LibraryFile* file : real_library().files("", ".toml")) {
        const std::string format = format_of(file->path);
        if (format.empty()) continue;
        std::string table;
        for (const std::string& line : split(file->text, '\n')) {
            const std::string bare = trim(line);
            if (bare.starts_with("[[")) table = bare.substr(2, bare.find("]]") - 2) + "[].";
            else if (bare.starts_with("[") && bare.ends_with("]")) table = bare.substr(1, bare.find(']') - 1) + ".";
            else if (const std::size_t equals = bare.find(" = "); equals != std::string::npos && bare[0] >= 'a' && bare[0] <= 'z' && line[0] == bare[0]) {
                std::string key = table + trim(bare.substr(0, equals));
                // A sub-table of an array's entry is written without the brackets of the array.
                const bool listed = std::any_of(format_keys().begin(), format_keys().end(), [&](const FormatKey& each) {
                    std::string pattern(each.key), flat = pattern;
                    for (std::size_t at = flat.find("[]"); at != std::string::npos; at = flat.find("[]")) flat.erase(at, 2);
                    std::string flat_key = key;
                    for (std::size_t at = flat_key.find("[]"); at != std::string::npos; at = flat_key.find("[]")) flat_key.erase(at, 2);
                    const bool table_value = flat.starts_with(flat_key + ".");   // key = { … }
                    return each.format == format && (same_key(flat, flat_key) || table_value);
                });
                EXPECT_TRUE(listed) << file->path << ": " << key << " is not in the schema";
            }
        }
    }
}

TEST(Schema, IsWhatTheDocumentationShows) {
    const std::string page = read_whole(source_folder() + "/docs/formats/scenario.md");
    EXPECT_THAT(page, HasSubstr(render(schema_table("scenario"), TableFormat::markdown))) << "refresh it with: countervail schema scenario --format md";
    EXPECT_THAT(page, HasSubstr(render(schema_table("inputs"), TableFormat::markdown))) << "refresh it with: countervail schema inputs --format md";
}

TEST(ProgressBar, FillsUp) {
    EXPECT_EQ(progress_bar("a", 0, 10), "a  ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░  0%");
    EXPECT_EQ(progress_bar("a", 10, 10), "a  ██████████████████████████████  100%");
    EXPECT_THAT(progress_bar("a", 5, 10), HasSubstr("50%"));
}

}  // namespace
}  // namespace countervail
