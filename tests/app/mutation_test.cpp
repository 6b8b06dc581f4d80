// SPDX-License-Identifier: Apache-2.0
// covers: input_file
// Bad input: every kind of file of the library, spoilt in more than 300 ways, some written by hand and the rest by a
// seeded generator. Each gives problems that name file, line, what and how to mend, or a model that runs correctly.
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

#include "app/input_file.h"
#include "app/workbench.h"
#include "base/random.h"
#include "base/text.h"
#include "simulation/ensemble.h"

namespace countervail {
namespace {

struct Spoilt {
    std::string path, text, how;
};

constexpr const char* kScenario = "scenarios/april-2025.toml";

const LibraryFile& original(const std::string& path) {
    const LibraryFile* file = real_library().find(path);
    if (file == nullptr) throw std::runtime_error("the library has no " + path);
    return *file;
}

/// The scenario is quick to run: what is tested is the reading.
std::string text_of(const std::string& path) { return path == kScenario ? short_scenario("2025-04-12") : original(path).text; }

/// Whether the problems tell a person what to do: the first that does not is shown.
void expect_helpful(const Errors& errors, const Spoilt& spoilt) {
    EXPECT_FALSE(errors.empty()) << spoilt.how;
    const auto lacking = std::find_if(errors.begin(), errors.end(), [](const Error& error) {
        return error.what.empty() || error.hint.empty() || error.where.file.empty();
    });
    EXPECT_TRUE(lacking == errors.end()) << spoilt.how << "\n" << to_text(*lacking);
    const bool spoilt_named = std::any_of(errors.begin(), errors.end(), [&](const Error& error) { return error.where.file == spoilt.path; });
    // What a spoilt vocabulary or source list breaks is found in the rows that need it; likewise the world's figures.
    const bool feeds_others = spoilt.path.starts_with("data/") || spoilt.path.starts_with("scenarios/") || spoilt.path.starts_with("worlds/");
    EXPECT_TRUE(spoilt_named || feeds_others) << spoilt.how << "\n" << to_text(errors.front());
}

/// One week of numbers: finite and, where they count something, not negative.
void expect_runs(const Ensemble& ensemble, const Spoilt& spoilt) {
    const std::vector<float> results = ensemble.run_block(0, 0);
    EXPECT_TRUE(std::all_of(results.begin(), results.end(), [](float value) { return std::isfinite(value); })) << spoilt.how;
    for (const Measure& measure : ensemble.measures()) {
        if (!measure.id.starts_with("exports/") && !measure.id.starts_with("price/") && !measure.id.starts_with("licences/")) continue;
        const auto begin = results.begin() + static_cast<std::ptrdiff_t>(measure.offset) * kBlock;
        EXPECT_TRUE(std::all_of(begin, begin + static_cast<std::ptrdiff_t>(measure.times) * kBlock, [](float value) { return value >= 0; }))
            << spoilt.how << ": " << measure.id;
    }
}

bool is_evidence(std::string_view path) { return path.starts_with("data/") && path.ends_with(".csv"); }

/// The evidence as it is shipped, read once for all spoilt files that are none.
const Result<Ledger>& real_ledger() {
    static const Result<Ledger> ledger = Ledger::read(real_library());
    return ledger;
}

/// Most of what is spoilt leaves the world as it was: each different one is reconciled once for all tests of a process.
SolvedPrograms& solved_programs() {
    static SolvedPrograms solved;
    return solved;
}

/// True when the spoilt file was refused.
bool refused(const Spoilt& spoilt) {
    Library library = real_library();
    if (spoilt.path != kScenario) library.put({spoilt.path, spoilt.text});
    Result<Ledger> spoilt_ledger;
    if (is_evidence(spoilt.path)) spoilt_ledger = Ledger::read(library);
    const Result<Ledger>& ledger = is_evidence(spoilt.path) ? spoilt_ledger : real_ledger();
    if (!ledger) return expect_helpful(ledger.error(), spoilt), true;
    const auto scenario = read_scenario(spoilt.path == kScenario ? spoilt.text : text_of(kScenario), kScenario);
    if (!scenario) return expect_helpful(scenario.error(), spoilt), true;
    Scenario quick = *scenario;
    quick.draws = std::min(quick.draws, kBlock);
    quick.through = std::min(quick.through, quick.from + 70);
    const auto ensemble = Ensemble::prepare(library, *ledger, quick, &solved_programs());
    if (!ensemble) return expect_helpful(ensemble.error(), spoilt), true;
    expect_runs(*ensemble, spoilt);
    return false;
}

std::string replaced(const std::string& path, const std::string& from, const std::string& to) {
    std::string text = text_of(path);
    const std::size_t at = text.find(from);
    if (at == std::string::npos) throw std::runtime_error(path + " no longer holds: " + from);
    return text.replace(at, from.size(), to);
}

// ---- by hand: each must be refused ------------------------------------------------------------------------------

struct ByHand {
    const char* path;
    const char* from;
    const char* to;
};

constexpr const char* kAct = "rules/CHN/mofcom-gacc-2025-18.toml";
constexpr const char* kTariff = "rules/CHN/tariff-2025.toml";
constexpr const char* kWorld = "worlds/world-2024.toml";
constexpr const char* kMagnets = "data/ledger/magnets.csv";
constexpr const char* kSources = "data/sources.csv";
constexpr const char* kWords = "data/vocabulary.csv";
constexpr const char* kAssumptions = "data/assumptions-simulation.csv";
constexpr const char* kItems = "data/materials/items.toml";
constexpr const char* kUses = "data/materials/uses.toml";
constexpr const char* kProcesses = "data/materials/processes.toml";
constexpr const char* kElements = "data/materials/elements.toml";

const std::vector<ByHand>& by_hand() {
    static const std::vector<ByHand> all{
        {kScenario, "known_on = 2025-04-03", "known_on = 2025-02-30"},
        {kScenario, "known_on = 2025-04-03", "known_on = 1999-01-01"},
        {kScenario, "through = 2025-04-12", "through = 2024-02-28"},
        {kScenario, "through = 2025-04-12", "through = 9999-02-28"},
        {kScenario, "step = \"week\"", "step = \"fortnight\""},
        {kScenario, "draws = 1000", "draws = -5"},
        {kScenario, "draws = 1000", "draws = \"many\""},
        {kScenario, "draws = 1000", "draws = 99999999999999999999"},
        {kScenario, "seed = 20250404", "seed = -1"},
        {kScenario, "base = true", "base = false"},
        {kScenario, "id      = \"without-no-18\"", "id      = \"as-published\""},
        {kScenario, "without = [\"CHN/mofcom-gacc-2025-18\"]", "without = [\"CHN/mofcom-gacc-2025-81\"]"},
        {kScenario, "\"CHN/mofcom-gacc-2023-23\"", "\"CHN/mofcom-gacc-2023-32\""},
        {kScenario, "world    = \"world-2024\"", "world    = \"world-2042\""},
        {kScenario, "question", "qeustion"},
        {kScenario, "id       = \"april-2025\"", "id       = \"../april-2025\""},
        {kScenario, "[focus]", "[uncertain]\n\"grant.rate\" = { source = \"assume:grant-rate-civil\" }\n[focus]"},
        {kScenario, "[focus]", "[uncertain]\n\"licence.review-weeks\" = { range = [9, 3, 1], source = \"assume:licence-review-weeks\" }\n[focus]"},
        {kScenario, "[focus]", "[uncertain]\n\"licence.review-weeks\" = { range = [1, 2], source = \"assume:licence-review-weeks\" }\n[focus]"},
        {kScenario, "[focus]", "[uncertain]\n\"licence.review-weeks\" = { range = [1, 2, 1e300], source = \"assume:licence-review-weeks\" }\n[focus]"},
        {kScenario, "[focus]", "[uncertain]\n\"licence.review-weeks\" = { source = \"assume:no-such-thing\" }\n[focus]"},
        {kScenario, "from     = \"CHN\"", "from     = \"CNH\""},
        {kScenario, "\"ndfeb.magnet\", ", "\"ndfeb.magnets\", "},
        {kScenario, "inside   = \"china\"", "inside   = \"chian\""},
        {kScenario, "controller = \"CHN\"", "controller = \"XXX\""},
        {kScenario, "items    = [", "items    = [[["},
        {kAct, "announced = 2025-04-04", "announced = 2025-14-04"},
        {kAct, "announced = 2025-04-04", "anounced = 2025-04-04"},
        {kAct, "in_force               = 2025-04-04", "in_force               = 2024-04-04"},
        {kAct, "id        = \"CHN/mofcom-gacc-2025-18\"", "id        = \"CHN/mofcom-gacc-2025-19\""},
        {kAct, "form      = \"licence\"", "form      = \"license\""},
        {kAct, "requirement            = \"licence\"", "requirement            = \"permit\""},
        {kAct, "statutory_working_days = 45", "statutory_working_days = -45"},
        {kAct, "ref                    = \"1C902.b\"", "ref                    = \"1C902.a\""},
        {kAct, "items                  = [\"samarium.oxide\"]", "items                  = []"},
        {kWorld, "[[place]]", "[[palce]]"},
        {kWorld, "latitude", "lattitude"},
        {kMagnets, ",t magnet/month,", ",t magnets/month,"},
        {kMagnets, ",t magnet/month,", ",,"},
        {kMagnets, "rare-earth-magnet,CHN", "rare-earth-magnte,CHN"},
        {kMagnets, "E1.2025-06.WLD,", "E1.2025-05.WLD,"},
        {kMagnets, ",gacc-8505-2025-05,", ",gacc-8505-2052-05,"},
        {kMagnets, ",gacc-8505-2025-05,", ",,"},
        {kMagnets, ",found,", ",certain,"},
        {kMagnets, ",2025-05,1238,", ",2025-05,12380000x,"},
        {kMagnets, ",2025-05,1238,", ",2025-05,1e999,"},
        {kMagnets, ",2025-05,1238,", ",2025-13,1238,"},
        {kMagnets, ",2025-05,1238,", ",2025-05,\"1,238\","},
        {kMagnets, "id,quantity", "id,id"},
        {kMagnets, "id,quantity", "identity,quantity"},
        {kSources, "id,publisher", "id,publishers"},
        {kSources, ",title,", ",tilte,"},
        {kWords, "quantity,", "quantities,"},
        {kWords, "kind,word", "sort,word"},
        {kAssumptions, "assume:demand-elasticity,ratio", "demand-elasticity,ratio"},
        {kAssumptions, "assume:demand-elasticity,ratio", "assume:demand-elasticity,rato of"},
        {kAssumptions, "assume:demand-elasticity,ratio,0.05,0.15,0.35", "assume:demand-elasticity,ratio,0.35,0.15,0.05"},
        {kAssumptions, "assume:demand-elasticity,ratio,0.05,0.15,0.35", "assume:demand-elasticity,ratio,-5,0.15,0.35"},
        {kAssumptions, "assume:demand-elasticity,ratio,0.05,0.15,0.35,C-43", "assume:demand-elasticity,ratio,0.05,0.15,0.35,C-4333"},
        {kAssumptions, "assume:demand-elasticity,ratio", "assume:demand-elasticity,t oxide"},
        {kItems, "stage = \"magnet\"", "stage = \"magnets\""},
        {kItems, "id = \"ndfeb.magnet\"", "id = \"ndfeb.magnet.hot\""},
        {kUses, "output_unit = \"vehicles\"", "output_units = \"vehicles\""},
        {kUses, "\"ndfeb.magnet\" = ", "\"ndfeb.magnet.cold\" = "},
        {kProcesses, "output = ", "outptu = "},
        {kElements, "[[element]]", "[[element]"},
    };
    return all;
}

// ---- by generator -------------------------------------------------------------------------------------------------

class Generator {
  public:
    explicit Generator(std::uint64_t seed) : seed_(seed) {}
    std::size_t below(std::size_t count) {
        const double u = uniform(seed_, draw_++, 1, 1);
        return std::min(count - 1, static_cast<std::size_t>(u * static_cast<double>(count)));
    }
    template <class T>
    const T& one_of(const std::vector<T>& choices) { return choices[below(choices.size())]; }

  private:
    std::uint64_t seed_;
    std::uint32_t draw_ = 0;
};

struct Span {
    std::size_t at, size;
};

template <class Inside>
std::vector<Span> spans(const std::string& text, Inside inside) {
    std::vector<Span> found;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i;
        while (end < text.size() && inside(text[end])) ++end;
        if (end > i) found.push_back({i, end - i});
        i = std::max(end, i + 1);
    }
    return found;
}

bool is_digit(char c) { return (c >= '0' && c <= '9') || c == '.'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-'; }
bool in_line(char c) { return c != '\n'; }

std::string with(std::string text, const Span& span, const std::string& other) { return text.replace(span.at, span.size, other); }

std::string spoil(const std::string& text, Generator& pick, std::string& how) {
    static const std::vector<std::string> kNumbers{"-1", "0", "1e308", "-1e308", "1e400", "nan", "inf", "99999999999999999999999", "0x10", "1,000", "12.5.7", "½"};
    static const std::vector<std::string> kBytes{std::string(1, '\0'), "\xff\xfe", "\xef\xbb\xbf", "\"", "'", "[", "]", "{", "}", "=", ",", "\r", "\n\n", "#", "\"\"\"", "é", "\t"};
    static const std::vector<std::string> kDates{"2025-02-30", "0000-00-00", "9999-12-31", "1066-10-14", "2025-4-4", "tomorrow"};
    const auto lines = spans(text, in_line);
    const auto words = spans(text, is_letter);
    const auto numbers = spans(text, is_digit);
    switch (pick.below(12)) {
        case 0: how = "cut off"; return text.substr(0, pick.below(text.size()));
        case 1: how = "a line lost"; return with(text, pick.one_of(lines), "");
        case 2: {
            how = "a line twice";
            const Span line = pick.one_of(lines);
            return std::string(text).insert(line.at, text.substr(line.at, line.size) + "\n");
        }
        case 3: how = "another number"; return with(text, pick.one_of(numbers), pick.one_of(kNumbers));
        case 4: {
            how = "a letter changed";
            std::string changed = text;
            const Span word = pick.one_of(words);
            changed[word.at + pick.below(word.size)] = 'q';
            return changed;
        }
        case 5: how = "a word emptied"; return with(text, pick.one_of(words), "");
        case 6: how = "stray bytes"; return std::string(text).insert(pick.below(text.size()), pick.one_of(kBytes));
        case 7: {
            how = "two words swapped";
            const Span a = pick.one_of(words), b = pick.one_of(words);
            if (a.at + a.size > b.at) return with(text, a, text.substr(b.at, b.size));
            const std::string first = text.substr(a.at, a.size);
            return with(with(text, b, first), a, text.substr(b.at, b.size));
        }
        case 8: {
            how = "a date spoilt";
            const std::size_t at = text.find("20", pick.below(text.size()));
            return at == std::string::npos ? text + "x" : with(text, {at, std::min<std::size_t>(10, text.size() - at)}, pick.one_of(kDates));
        }
        case 9: how = "a separator lost"; {
            const auto marks = spans(text, [](char c) { return c == ',' || c == '=' || c == '"'; });
            return with(text, pick.one_of(marks), "");
        }
        case 10: how = "a very long word"; return with(text, pick.one_of(words), std::string(20000, 'w'));
        default: {
            how = "a line moved";
            const Span line = pick.one_of(lines);
            const std::string moved = text.substr(line.at, line.size);
            std::string rest = with(text, line, "");
            return rest.insert(pick.below(rest.size()), moved + "\n");
        }
    }
}

const std::vector<const char*>& spoilt_files() {
    static const std::vector<const char*> all{kScenario, kAct, kTariff, kWorld, kMagnets, kSources, kWords, kAssumptions, kItems, kUses, kProcesses, kElements};
    return all;
}

TEST(BadInputMutations, WrittenByHandAreAllRefusedWithFileLineAndRemedy) {
    for (const ByHand& each : by_hand()) {
        const Spoilt spoilt{each.path, replaced(each.path, each.from, each.to), std::string(each.path) + ": " + each.from + " -> " + each.to};
        EXPECT_TRUE(refused(spoilt)) << spoilt.how;
    }
}

TEST(BadInputMutations, CitationsInACircleAreRefused) {
    std::string text = text_of(kAssumptions);
    text += "assume:hen,ratio,1,2,3,assume:egg,from an egg\nassume:egg,ratio,1,2,3,assume:hen,from a hen\n";
    EXPECT_TRUE(refused({kAssumptions, text, "hen and egg"}));
}

TEST(BadInputMutations, ABillOfMaterialsInACircleIsRefused) {
    std::string text = text_of(kProcesses);
    text += "\n[[chip]]\nid = \"make.circle\"\nname = \"a chip made of itself\"\noutput = \"logic.advanced\"\n[chip.inputs]\n\"logic.advanced\" = \"assume:demand-elasticity\"\n";
    EXPECT_TRUE(refused({kProcesses, text, "a chip made of itself"}));
}

constexpr int kParts = 6;            // tests of their own, so that they can run side by side
constexpr std::size_t kPerPart = 48;

class BadInputMutationsByGenerator : public testing::TestWithParam<int> {};

TEST_P(BadInputMutationsByGenerator, AreRefusedOrRun) {
    Generator pick(20250404 + static_cast<std::uint64_t>(GetParam()));
    std::size_t refusals = 0;
    for (std::size_t i = 0; i < kPerPart; ++i) {
        const std::string path = spoilt_files()[i % spoilt_files().size()];
        std::string how;
        std::string text = spoil(text_of(path), pick, how);
        refusals += refused({path, std::move(text), path + ": " + how + " (" + std::to_string(i) + ")"}) ? 1 : 0;
    }
    EXPECT_GT(refusals, kPerPart / 5);   // both ends are met: what is refused, and what still runs
    EXPECT_LT(refusals, kPerPart);
}

INSTANTIATE_TEST_SUITE_P(Parts, BadInputMutationsByGenerator, testing::Range(0, kParts));

TEST(BadInputMutations, AreMoreThanThreeHundred) { EXPECT_GT(by_hand().size() + 2 + kParts * kPerPart, 300U); }

TEST(BadInputMutations, TheProgramGivesExitCode3WithFileAndLine) {
    const Scratch scratch;
    int number = 0;
    for (const ByHand& each : by_hand()) {
        if (each.path != std::string(kScenario) && ++number % 6 != 0) continue;   // through the program: all scenarios, some others
        const auto file = scratch / std::filesystem::path(each.path).generic_string();
        write_whole(file, replaced(each.path, each.from, each.to));
        const Said said = each.path == std::string(kScenario) ? countervail({"run", file.string(), "--without-losses", "--out", (scratch / "out").string()})
                                                              : countervail({"check", file.string()});
        EXPECT_EQ(said.code, kBadInput) << each.path << ": " << each.to << "\n" << said.problems;
        EXPECT_NE(said.problems.find(":"), std::string::npos);
        EXPECT_NE(said.problems.find("mend: "), std::string::npos) << each.path << ": " << each.to << "\n" << said.problems;
    }
}

TEST(CommandLine, UnknownNamesAreBadInputWithTheNearestOne) {
    const Said run = countervail({"run", "april-2052"});
    EXPECT_EQ(run.code, kBadInput);
    EXPECT_THAT(run.problems, testing::HasSubstr("did you mean \"april-2025\""));
    const Said show = countervail({"data", "show", "assume:licence-reveiw-weeks"});
    EXPECT_EQ(show.code, kBadInput);
    EXPECT_THAT(show.problems, testing::HasSubstr("assume:licence-review-weeks"));
    EXPECT_EQ(countervail({"rules", "on", "yesterday"}).code, kBadInput);
    EXPECT_EQ(countervail({"schema", "scenaro"}).code, kBadInput);
    EXPECT_THAT(countervail({"schema", "scenaro"}).problems, testing::HasSubstr("\"scenario\""));
    const Said place = countervail({"rules", "between", "CHN", "USS"});
    EXPECT_EQ(place.code, kBadInput);
    EXPECT_THAT(place.problems, testing::HasSubstr("USS"));
    EXPECT_EQ(countervail({"--library", "no-such-folder", "version"}).code, kBadInput);
    EXPECT_EQ(countervail({"check", "no-such-file.toml"}).code, kBadInput);
}

TEST(InputFile, IsRecognisedByItsPlaceOrByWhatItHolds) {
    const auto kind = [](const std::string& path, const std::string& text) { return to_text(recognise(path, text).value().kind); };
    EXPECT_EQ(kind("/x/rules/CHN/a.toml", ""), "act");
    EXPECT_EQ(kind("rules/working-days/CHN.toml", ""), "working days");
    EXPECT_EQ(kind("my.toml", "question = 'q'\n"), "scenario");
    EXPECT_EQ(kind("my.toml", "id = 'CHN/x'\nform = 'ban'\n"), "act");
    EXPECT_EQ(kind("rows.csv", "id,quantity,item\n"), "ledger");
    EXPECT_EQ(kind("rows.csv", "id,publisher,title\n"), "sources");
    EXPECT_EQ(kind("rows.csv", "id,unit,low,value,high\n"), "assumptions");
    EXPECT_EQ(recognise("my.toml", "id = 'CHN/x'\nform = 'ban'\n").value().library_path, "rules/CHN/x.toml");
    EXPECT_FALSE(recognise("my.toml", "a = 1\n"));
    EXPECT_FALSE(recognise("my.csv", "a,b\n"));
    EXPECT_FALSE(recognise("my.toml", "= 1\n"));
}

}  // namespace
}  // namespace countervail
