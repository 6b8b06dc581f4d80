// SPDX-License-Identifier: Apache-2.0
#include "parties/list_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace countervail {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<JsonRecord> records(const std::string& text, const std::string& array = "") {
    std::vector<JsonRecord> found;
    const Errors errors = each_json_record(
        text, "f.json", array, [&](const JsonRecord& record) { return found.push_back(record), true; });
    EXPECT_THAT(errors, IsEmpty()) << to_text(errors);
    return found;
}

TEST(ListJson, RecordsKeepListsElementsAndLines) {
    const auto all = records(
        "[\n {\"a\": [\"x\", \"y\"],\n  \"b\": [{\"c\": 1}, {\"d\": true}, {\"c\": 2.50}], \"e\": null, "
        "\"f\": \"\"},\n {\"a\": \" z \"}]");
    ASSERT_EQ(all.size(), 2U);
    EXPECT_THAT(all[0].texts("a"), ElementsAre("x", "y"));
    EXPECT_THAT(all[0].texts("b.c"), ElementsAre("1", "2.50"));
    EXPECT_EQ(all[0].find("b.d")->element, 1U);
    EXPECT_FALSE(all[0].find("b.c")->is_text);
    EXPECT_EQ(all[0].place("b.c").line, 3);
    EXPECT_EQ(all[0].find("e"), nullptr);
    EXPECT_EQ(all[0].find("f"), nullptr);
    EXPECT_EQ(all[1].text("a"), "z");
    EXPECT_EQ(all[1].line, 4);
    EXPECT_EQ(all[1].place("nothing").line, 4);
}

TEST(ListJson, TheListMayStandUnderAName) {
    EXPECT_EQ(records("{\"n\": 1, \"other\": [{\"a\": 1}], \"results\": [{\"a\": 2}, {\"a\": 3}], \"more\": "
                      "{\"results\": [{\"a\": 4}]}}",
                      "results")
                  .size(),
              2U);
    EXPECT_THAT(records("[]"), IsEmpty());
}

std::string problem(const std::string& text, const std::string& array = "") {
    return to_text(each_json_record(text, "f.json", array, [](const JsonRecord&) { return true; }));
}

TEST(ListJson, TellsWhatIsWrongAndWhere) {
    EXPECT_THAT(problem("[\n{\"a\": 1},\n{\"a\" 2}]"), HasSubstr("f.json:3"));
    EXPECT_THAT(problem("{\"a\": 1}"), HasSubstr("no list of records"));
    EXPECT_THAT(problem("{\"a\": 1}", "results"), HasSubstr("no list \"results\""));
    EXPECT_THAT(problem("[1]"), HasSubstr("bare value"));
    EXPECT_THAT(problem("[[1]]"), HasSubstr("list where a record"));
    EXPECT_THAT(problem("["), HasSubstr("is not JSON"));
    EXPECT_THAT(problem("[" + std::string(200, '{')), HasSubstr("is not JSON"));
    std::string deep = "[";
    for (int i = 0; i < 100; ++i) deep += "{\"a\":";
    EXPECT_THAT(problem(deep), HasSubstr("64 deep"));
}

TEST(ListJson, StopsWhenAsked) {
    int seen = 0;
    EXPECT_THAT(each_json_record("[{\"a\":1},{\"a\":2},{\"a\" 3}]", "f", "",
                                 [&](const JsonRecord&) { return ++seen < 2; }),
                IsEmpty());
    EXPECT_EQ(seen, 2);
}

TEST(ListJson, LinesAreReadOnAfterABadOne) {
    std::vector<std::string> seen;
    const Errors errors =
        each_json_line("{\"id\":\"a\"}\n\nnonsense\r\n[1]\n{\"id\":\"b\"}", "f",
                       [&](const JsonRecord& record) { return seen.push_back(record.text("id")), true; });
    EXPECT_THAT(seen, ElementsAre("a", "b"));
    ASSERT_EQ(errors.size(), 2U) << to_text(errors);
    EXPECT_EQ(errors[0].where.line, 3);
    EXPECT_EQ(errors[1].where.line, 4);
}

}  // namespace
}  // namespace countervail
