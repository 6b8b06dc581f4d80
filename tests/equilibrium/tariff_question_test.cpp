// SPDX-License-Identifier: Apache-2.0
// covers: tariff_question, trade_data, trade_draft, trade_lines
#include "equilibrium/tariff_question.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "base/text.h"
#include "equilibrium/trade_welfare.h"

namespace countervail {
namespace {

using testing::HasSubstr;

const std::string kSeeds = std::string(COUNTERVAIL_SOURCE_DIR) + "/tests/equilibrium/seeds/";

std::string seed(const std::string& name) {
    std::ifstream stream(kSeeds + name, std::ios::binary);
    EXPECT_TRUE(stream) << name;
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<TradeDataFile> seed_tables() {
    std::vector<TradeDataFile> files;
    for (const char* name : {"deficits.csv", "elasticities.csv", "final.csv", "inputs.csv", "trade.csv", "value-added.csv"}) files.push_back({std::string("tables/") + name, seed(std::string("tables/") + name)});
    return files;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

std::string problems(const std::string& lines) {
    const auto read = read_trade_lines(lines, "world.txt");
    return read ? "" : to_text(read.error());
}

TEST(TradeData, BothLayoutsHoldTheSameModel) {
    const auto lines = read_trade_data({{"world.txt", seed("world.txt")}}), tables = read_trade_data(seed_tables());
    ASSERT_TRUE(lines) << to_text(lines.error());
    ASSERT_TRUE(tables) << to_text(tables.error());
    EXPECT_EQ(lines->model.places, tables->model.places);
    EXPECT_EQ(lines->model.industries, tables->model.industries);
    EXPECT_EQ(lines->model.theta, tables->model.theta);
    EXPECT_EQ(lines->model.value_added, tables->model.value_added);
    EXPECT_EQ(lines->model.final_use, tables->model.final_use);
    EXPECT_EQ(lines->model.deficit, tables->model.deficit);
    for (std::size_t j = 0; j < 2; ++j) {
        EXPECT_EQ(lines->model.trade[j], tables->model.trade[j]);
        EXPECT_EQ((*lines->tariff_after)[j], (*tables->tariff_after)[j]);
        EXPECT_EQ(lines->model.inputs[j], tables->model.inputs[j]);
    }
    EXPECT_EQ(lines->model.trade[0](1, 0), 20);      // TR industry exporter importer
    EXPECT_EQ(lines->model.inputs[0](0, 1), 20);     // IC input industry place
}

TEST(TradeData, SaysWhereAndWhat) {
    const std::string good = seed("world.txt");
    EXPECT_EQ(problems(good), "");
    EXPECT_THAT(problems(replaced(good, "IC 0 1 0 20", "IC 0 1 7 20")), HasSubstr("world.txt:7: \"7\" numbers none of the places"));
    EXPECT_THAT(problems(replaced(good, "IC 0 1 0 20", "IC 0 1 0 2o")), HasSubstr("\"2o\" is not a number"));
    EXPECT_THAT(problems(replaced(good, "IC 0 1 0 20", "IC 0 0 0 20")), HasSubstr("given before"));
    EXPECT_THAT(problems(replaced(good, "TR 0 0 0 80", "TR 0 0 0 -80")), HasSubstr("negative"));
    EXPECT_THAT(problems(replaced(good, "TR 0 0 0 80", "TR 0 0 0 800")), HasSubstr("north makes"));
    EXPECT_THAT(problems(replaced(good, "4.5 8.22", "4.5 0")), HasSubstr("not an elasticity"));
    EXPECT_THAT(problems(replaced(good, "north south", "north north")), HasSubstr("twice"));
    EXPECT_THAT(problems(good.substr(0, good.size() / 2)), HasSubstr("cut off"));
    EXPECT_THAT(problems("3"), HasSubstr("numbers of places and industries"));
    EXPECT_THAT(problems("900 900\n"), HasSubstr("more figures"));
    auto tables = seed_tables();
    tables[4].bytes = replaced(tables[4].bytes, "goods,north,south", "goods,nort,south");
    tables.pop_back();
    EXPECT_THAT(to_text(read_trade_tables(tables).error()), HasSubstr("value-added.csv: is not among the files"));
    tables = seed_tables();
    tables[4].bytes = replaced(tables[4].bytes, "goods,north,south", "goods,nort,south");
    EXPECT_THAT(to_text(read_trade_tables(tables).error()), HasSubstr("did you mean \"north\"?"));
}

TEST(TariffQuestion, IsTurnedIntoPolicies) {
    const auto question = read_tariff_question(seed("question.toml"), "question.toml");
    ASSERT_TRUE(question) << to_text(question.error());
    const auto data = read_trade_data({{"world.txt", seed("world.txt")}});
    const auto policies = policies_of(*question, *data);
    ASSERT_TRUE(policies) << to_text(policies.error());
    EXPECT_NEAR(policies->after.tariff[0](0, 1), 0.30, 1e-12);
    EXPECT_NEAR(policies->after.tariff[1](0, 1), 0.40, 1e-12);
    EXPECT_NEAR(policies->after.tariff[1](1, 0), 0.40, 1e-12);
    EXPECT_EQ(policies->after.tariff[0](0, 0), 0);
    EXPECT_EQ(policies->before.deficit.cwiseAbs().sum(), 0);
    EXPECT_TRUE(policies->after.cost.empty());
    const auto embargo = read_tariff_question(seed("embargo.toml"), "embargo.toml");
    ASSERT_TRUE(embargo) << to_text(embargo.error());
    const auto closed = policies_of(*embargo, *data);
    ASSERT_TRUE(closed) << to_text(closed.error());
    EXPECT_EQ(closed->after.cost[0](1, 0), kEmbargoCost);
    EXPECT_EQ(closed->after.cost[0](0, 0), 1);
    EXPECT_EQ(closed->after.tariff[1](1, 0), 0.2);
    EXPECT_EQ(closed->before.deficit, data->model.deficit);
}

TEST(TariffQuestion, SaysAllProblemsAtOnce) {
    const auto read = read_tariff_question("data = \"a\"\ntable = \"b\"\ndeficits = \"none\"\nworld = \"w\"\nplace = [\"x\"]\n[theta]\ngoods = -1\n[[change]]\nimporter = \"a\"\nrate = 0.1\nadd = 0.2\n", "q.toml");
    ASSERT_FALSE(read);
    const std::string text = to_text(read.error());
    for (const char* part : {"neither or both", "says nothing of deficits", "only the built-in table", "did you mean \"places\"", "above 0", "no exporter is named", "no industries is named", "one of rate, add and embargo"}) {
        EXPECT_THAT(text, HasSubstr(part));
    }
    const auto question = read_tariff_question("data = \"world.txt\"\nplaces = [\"nort\"]\n[[change]]\nimporter = \"south\"\nexporter = \"nroth\"\nindustries = \"good\"\nrate = 0.1\n", "q.toml");
    ASSERT_TRUE(question) << to_text(question.error());
    const auto policies = policies_of(*question, *read_trade_data({{"world.txt", seed("world.txt")}}));
    ASSERT_FALSE(policies);
    EXPECT_EQ(policies.error().size(), 3U) << to_text(policies.error());
    EXPECT_THAT(to_text(policies.error()), HasSubstr("did you mean \"north\"?"));
}

// Spoilt inputs: each is refused with a place, what, and how to mend it, or reads and is solved or refused by the solver.

class Dice {
  public:
    explicit Dice(unsigned start) : engine_(start) {}
    std::size_t below(std::size_t n) { return n == 0 ? 0 : engine_() % n; }

  private:
    std::mt19937 engine_;
};

std::string spoil(std::string text, Dice& dice) {
    static const std::vector<std::string> kNasty{"-1", "0", "1e308", "-1e308", "1e400", "nan", "inf", "99999999999999999999", "0x10", "1,000", "12.5.7", "½", "1e-300", "\"", "TR", "north", "*", "[", "true", ""};
    static const std::vector<std::string> kBytes{std::string(1, '\0'), "\xff\xfe", "\xef\xbb\xbf", "\"", ",", "\n\n", "\r", "=", "é", " ", "[[", "#"};
    const auto word_at = [&] {
        std::size_t begin = dice.below(text.size());
        while (begin > 0 && !std::isspace(static_cast<unsigned char>(text[begin - 1])) && text[begin - 1] != ',') --begin;
        std::size_t end = begin;
        while (end < text.size() && !std::isspace(static_cast<unsigned char>(text[end])) && text[end] != ',') ++end;
        return std::pair{begin, end - begin};
    };
    const auto line_at = [&] {
        const std::size_t middle = dice.below(text.size()), begin = text.rfind('\n', middle) + 1, end = std::min(text.find('\n', middle), text.size() - 1);
        return std::pair{std::min(begin, middle), end - std::min(begin, middle) + 1};
    };
    switch (dice.below(8)) {
        case 0: return text.substr(0, dice.below(text.size()));
        case 1: { const auto [at, size] = line_at(); return text.erase(at, size); }
        case 2: { const auto [at, size] = line_at(); return text.insert(at, text.substr(at, size)); }
        case 3:
        case 4: { const auto [at, size] = word_at(); return text.replace(at, size, kNasty[dice.below(kNasty.size())]); }
        case 5: { const auto [at, size] = word_at(); return text.erase(at, size); }
        case 6: return text.insert(dice.below(text.size()), kBytes[dice.below(kBytes.size())]);
        default: { text[dice.below(text.size())] = static_cast<char>('0' + dice.below(75)); return text; }
    }
}

void expect_placed(const Errors& errors) {
    EXPECT_FALSE(errors.empty());
    for (const Error& error : errors) {
        EXPECT_FALSE(error.where.file.empty() || error.what.empty()) << to_text(error);
        EXPECT_FALSE(error.hint.empty()) << to_text(error);
    }
}

void expect_sane(const TradeData& data) {
    HatOptions options;
    options.iterations = 200;
    const auto found = solve_trade(data.model, observed_policy(data.model), options);
    if (!found) return expect_placed(found.error());
    EXPECT_TRUE(found->wage.allFinite() && found->income.allFinite() && found->price_index.allFinite());
    EXPECT_LE(found->residual, options.tolerance);
}

TEST(TradeDataMutation, SpoiltLinesAreRefusedOrRead) {
    const std::string good = seed("world.txt");
    Dice dice(11);
    int refused = 0;
    for (int i = 0; i < 600; ++i) {
        const std::string bad = spoil(good, dice);
        const auto read = read_trade_lines(bad, "world.txt");
        SCOPED_TRACE(bad);
        if (read) expect_sane(*read);
        else expect_placed(read.error()), ++refused;
    }
    EXPECT_GT(refused, 300);
}

TEST(TradeDataMutation, SpoiltTablesAreRefusedOrRead) {
    Dice dice(12);
    int refused = 0;
    for (int i = 0; i < 600; ++i) {
        auto files = seed_tables();
        std::string& bytes = files[dice.below(files.size())].bytes;
        bytes = spoil(bytes, dice);
        const auto read = read_trade_tables(files);
        SCOPED_TRACE(bytes);
        if (read) expect_sane(*read);
        else expect_placed(read.error()), ++refused;
    }
    EXPECT_GT(refused, 300);
}

TEST(TariffQuestionMutation, SpoiltQuestionsAreRefusedOrRead) {
    const auto data = read_trade_data({{"world.txt", seed("world.txt")}});
    ASSERT_TRUE(data);
    Dice dice(13);
    int refused = 0;
    for (int i = 0; i < 600; ++i) {
        const std::string bad = spoil(seed(i % 2 == 0 ? "question.toml" : "embargo.toml"), dice);
        SCOPED_TRACE(bad);
        const auto question = read_tariff_question(bad, "question.toml");
        if (!question) {
            expect_placed(question.error());
            ++refused;
            continue;
        }
        const auto policies = policies_of(*question, *data);
        if (!policies) expect_placed(policies.error()), ++refused;
        else EXPECT_TRUE(problems_of_policy(data->model, policies->after).empty());
    }
    EXPECT_GT(refused, 300);
}

}  // namespace
}  // namespace countervail
