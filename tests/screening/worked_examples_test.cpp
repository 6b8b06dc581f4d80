// SPDX-License-Identifier: Apache-2.0
// covers: screening, power_answer, flow_of_shipment, law_book
// Worked examples of the law, tests/screening/examples-*.toml: each a shipment, a day and what every limb says, under
// the choice it names and under its alternatives. An example marked C holds the engine to saying what its answer hangs on.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/text.h"
#include "screening/law_at_hand.h"
#include "screening/shipment_reader.h"

namespace countervail {
namespace {

using Verdicts = std::map<std::string, std::string>;

struct Alternative {
    LawChoice choice;
    Verdicts expect;
};

struct Example {
    std::string file, id, pair, sure, why;
    Date on;
    LawChoice choice;
    Shipment shipment;
    Verdicts expect, would_be, tariffs;
    std::vector<Alternative> others;
    std::vector<std::string> hangs_on, needs, duties;
    std::map<std::string, bool> duties_met;
    std::optional<std::string> general_licence;   ///< "": none stands
};

Verdicts read_verdicts(Section table) {
    Verdicts found;
    for (const std::string& key : table.keys()) found[key] = table.text(key);
    table.finish();
    return found;
}

LawChoice read_choice(Section& section) { return {{}, section.text_or_texts("branch"), section.text_or_texts("readings")}; }

Example read_example(Section& section, const std::string& file) {
    Example example;
    example.file = file;
    example.id = section.text("id");
    example.pair = section.text("pair", "");
    example.sure = section.text("sure", "");
    example.why = section.text("why", "");
    example.on = section.required_date("on");
    example.choice = read_choice(section);
    const ReadBeside beside = nothing_beside();
    ShipmentReader reader(words_at_hand(), beside, file);
    Section shipment = section.table("shipment");
    example.shipment = reader.read(shipment);
    if (Errors errors = reader.take_errors(); !errors.empty()) throw std::runtime_error(example.id + ": " + to_text(errors));
    if (section.has("expect")) example.expect = read_verdicts(section.table("expect"));
    if (section.has("would_be")) example.would_be = read_verdicts(section.table("would_be"));
    if (section.has("tariffs")) example.tariffs = read_verdicts(section.table("tariffs"));
    example.hangs_on = section.text_or_texts("hangs_on");
    example.needs = section.text_or_texts("needs");
    example.duties = section.text_or_texts("duties");
    if (section.has("duties_met")) {
        Section table = section.table("duties_met");
        for (const std::string& key : table.keys()) example.duties_met[key] = table.flag(key, false);
    }
    if (section.has("general_licence")) example.general_licence = section.text("general_licence");
    for (Section& one : section.tables("alternative")) {
        Alternative other{read_choice(one), {}};
        if (one.has("expect")) other.expect = read_verdicts(one.table("expect"));
        one.text("why", "");
        one.finish();
        example.others.push_back(std::move(other));
    }
    section.text("note", "");
    section.finish();
    return example;
}

void read_all(std::vector<Example>& read) {
    for (const char* power : {"CHN", "USA"}) {
        const std::string path = std::string(COUNTERVAIL_SOURCE_DIR) + "/tests/screening/examples-" + power + ".toml";
        std::ifstream stream(path, std::ios::binary);
        const std::string text(std::istreambuf_iterator<char>(stream), {});
        TomlFile file = taken(TomlFile::parse(text, path));
        Section root = file.root();
        for (Section& one : root.tables("example")) read.push_back(read_example(one, path));
        root.finish();
        if (Errors errors = file.take_errors(); !errors.empty()) throw std::runtime_error(to_text(errors));
    }
}

/// Why the files cannot be read; empty when they can.
std::string& trouble() {
    static std::string text;
    return text;
}

const std::vector<Example>& examples() {
    static const std::vector<Example> all = [] {
        std::vector<Example> read;
        try {
            read_all(read);
        } catch (const std::exception& error) {
            trouble() = error.what();
            read.clear();
        }
        return read;
    }();
    return all;
}

/// Without the alternatives of a book: each choice is asked by itself.
const LawBook& alone(const LawChoice& choice) {
    static std::map<std::string, std::unique_ptr<LawBook>> books;
    auto& book = books[join(choice.branches, " ") + "|" + join(choice.readings, " ")];
    if (!book) {
        LawChoice all = choice;
        all.acts = act_ids(real_library());
        book = std::make_unique<LawBook>(LawBook{taken(Regime::read(real_library(), all, kAllKnown)), {}, {}});
    }
    return *book;
}

std::pair<std::string, std::string> split_limb(const std::string& name) {
    const std::size_t sign = std::min(name.find('#'), name.size());
    return {name.substr(0, sign), name.substr(std::min(sign + 1, name.size()))};
}

const LimbFinding* limb_of(const Assessment& assessment, const std::string& name) {
    const auto [act, limb] = split_limb(name);
    for (const LimbFinding& one : assessment.limbs) {
        if (one.act == act && one.limb == limb) return &one;
    }
    return nullptr;
}

std::string traced(const Assessment& assessment, const std::string& name) {
    const auto [act, limb] = split_limb(name);
    std::string text;
    for (const ClauseTrace& one : assessment.trace) {
        if (one.act != act || one.limb != limb) continue;
        text += "  " + one.clause + " (" + to_text(one.status) + ")" + (one.lifted_by.empty() ? "" : " lifted by " + one.lifted_by) + "\n";
        for (const ClauseTest& test : one.tests) {
            text += "    " + test.fact + ": " + test.have + " | " + test.limit + " | " + (test.answer == Answer::yes ? "yes" : test.answer == Answer::no ? "no" : "unknown") + "\n";
        }
    }
    return text.empty() ? "  the limb was not tried\n" : text;
}

Screening screened(const Example& example, const LawChoice& choice) { return screen(example.shipment, tools_for(alone(choice)), example.on); }

void expect_verdicts(const Screening& screening, const Verdicts& expected, const std::string& which) {
    for (const auto& [name, word] : expected) {
        const auto [act, limb] = split_limb(name);
        ASSERT_TRUE(parse_verdict(word)) << word;
        EXPECT_EQ(to_text(screening.verdict(act, limb)), word) << which << " " << name << "\n" << traced(screening.goods.front().assessment, name);
    }
}

TEST(WorkedExamples, AreRead) {
    EXPECT_GE(examples().size(), 150u) << trouble();
    EXPECT_EQ(trouble(), "");
}

class WorkedExample : public testing::TestWithParam<std::size_t> {
  protected:
    void SetUp() override {
        if (examples().empty()) GTEST_SKIP() << "no examples could be read";
    }
    const Example& example() const { return examples()[GetParam()]; }
};

TEST_P(WorkedExample, SaysWhatTheLawSays) {
    const Example& one = example();
    const Screening screening = screened(one, one.choice);
    const Assessment& assessment = screening.goods.front().assessment;
    expect_verdicts(screening, one.expect, one.id);
    for (const auto& [name, word] : one.would_be) {
        const LimbFinding* limb = limb_of(assessment, name);
        ASSERT_NE(limb, nullptr) << name;
        EXPECT_EQ(to_text(limb->would_be), word) << one.id << " " << name << "\n" << traced(assessment, name);
    }
    for (const Alternative& other : one.others) {
        LawChoice choice = one.choice;
        if (!other.choice.branches.empty()) choice.branches = other.choice.branches;
        if (!other.choice.readings.empty()) choice.readings = other.choice.readings;
        expect_verdicts(screened(one, choice), other.expect, one.id + " under " + join(choice.branches, " ") + " " + join(choice.readings, " "));
    }
}

TEST_P(WorkedExample, SaysWhatIsDueAndWhatItHangsOn) {
    const Example& one = example();
    const Screening screening = screened(one, one.choice);
    const Assessment& assessment = screening.goods.front().assessment;
    for (const std::string& duty : one.duties) {
        const bool due = std::any_of(assessment.duties.begin(), assessment.duties.end(), [&](const Duty& each) { return each.act + "#" + each.clause == duty; });
        EXPECT_TRUE(due) << one.id << " " << duty << "\n" << traced(assessment, duty);
    }
    for (const auto& [duty, met] : one.duties_met) {
        const auto due = std::find_if(assessment.duties.begin(), assessment.duties.end(), [&](const Duty& each) { return each.act + "#" + each.clause == duty; });
        ASSERT_NE(due, assessment.duties.end()) << one.id << " " << duty << "\n" << traced(assessment, duty);
        EXPECT_EQ(due->met, answer_of(met)) << one.id << " " << duty;
    }
    for (const auto& [act, rate] : one.tariffs) {
        Decimal have;
        for (const TariffLine& line : assessment.tariffs) {
            if (line.act == act) have += line.rate;
        }
        EXPECT_EQ(have.to_text(), rate) << one.id << " " << act;
    }
    const auto named = [&](const std::string& word, const auto& find) { EXPECT_TRUE(find(word)) << one.id << " does not name " << word; };
    for (const std::string& fact : one.needs) {
        named(fact, [&](const std::string& word) {
            return std::any_of(assessment.limbs.begin(), assessment.limbs.end(), [&](const LimbFinding& limb) {
                return std::any_of(limb.needs.begin(), limb.needs.end(), [&](const MissingFact& each) { return each.fact == word; });
            });
        });
    }
    for (const std::string& choice : one.hangs_on) {
        named(choice, [&](const std::string& word) {
            const bool by_limb = std::any_of(assessment.limbs.begin(), assessment.limbs.end(), [&](const LimbFinding& limb) {
                return std::any_of(limb.hangs_on.begin(), limb.hangs_on.end(), [&](const HangsOn& each) { return each.question == word; });
            });
            if (by_limb) return true;
            const Screening whole = screen(one.shipment, tools_for(law(one.choice)), one.on);
            return std::any_of(whole.elsewhere.begin(), whole.elsewhere.end(), [&](const LimbElsewhere& each) { return each.choice == word || each.choice.starts_with(word + "="); });
        });
    }
    if (one.general_licence) {
        std::string stands;
        for (const LimbFinding& limb : assessment.limbs) stands += stands.empty() ? limb.general_licence : "";
        EXPECT_EQ(stands, *one.general_licence) << one.id;
    }
}

/// Instrument, clause, days, branch, confidence and what is missing: every limb that says something has them all.
TEST_P(WorkedExample, EveryLimbCarriesItsSource) {
    const Example& one = example();
    const Screening screening = screened(one, one.choice);
    EXPECT_EQ(screening.branches, one.choice.branches);
    for (const LimbFinding& limb : screening.goods.front().assessment.limbs) {
        EXPECT_FALSE(limb.act.empty());
        EXPECT_FALSE(limb.clause.empty()) << one.id << " " << limb.act;
        EXPECT_FALSE(limb.label.empty()) << one.id << " " << limb.act << "#" << limb.clause;
        EXPECT_FALSE(limb.sources.empty()) << one.id << " " << limb.act << "#" << limb.clause;
        EXPECT_FALSE(limb.reason.empty());
        EXPECT_NE(limb.from, Date()) << one.id << " " << limb.act << "#" << limb.clause;
        EXPECT_LT(one.on, limb.until.value_or(kAllKnown)) << one.id << " " << limb.act << "#" << limb.clause;
        EXPECT_TRUE(limb.verdict != Verdict::unknown_needs || !limb.needs.empty()) << one.id << " " << limb.act << "#" << limb.limb;
    }
}

INSTANTIATE_TEST_SUITE_P(Law, WorkedExample, testing::Range(std::size_t{0}, std::max(examples().size(), std::size_t{1})), [](const auto& each) {
    std::string name = examples().empty() ? "none" : examples()[each.param].id;
    std::replace_if(name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
    return name + "_" + std::to_string(each.param);
});

}  // namespace
}  // namespace countervail
