// SPDX-License-Identifier: Apache-2.0
#include "evidence/records.h"

#include <gtest/gtest.h>

#include "evidence/csv.h"

using namespace countervail;

namespace {

Records records(const char* text, Errors& errors) {
    return Records(read_csv(text, "x.csv").value(), {{"id"}, {"value"}, {"note", false}}, errors);
}

}  // namespace

TEST(records, cells_by_name_whatever_the_order) {
    Errors errors;
    const Records rows = records("value,id\n 3 ,a\n", errors);
    EXPECT_TRUE(errors.empty());
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows.text(0, "value"), "3");
    EXPECT_EQ(rows.text(0, "note"), "");
    EXPECT_EQ(rows.place(0, "id").column, 5);
    EXPECT_EQ(rows.place(0, "note").column, 1);
}

TEST(records, header_and_length_problems_all_at_once) {
    Errors errors;
    const Records rows = records("id,velue,id\n1,2\n1,2,3\n1,2,3,4\n", errors);
    EXPECT_EQ(rows.size(), 1U);
    const std::string text = to_text(errors);
    EXPECT_NE(text.find("x.csv:1:4: unknown column \"velue\"\n  mend: did you mean \"value\"?"),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("x.csv:1:10: column \"id\" stands twice"), std::string::npos) << text;
    EXPECT_NE(text.find("column \"value\" is missing"), std::string::npos) << text;
    EXPECT_NE(text.find("x.csv:2:1: has 2 cells"), std::string::npos) << text;
    EXPECT_NE(text.find("x.csv:4:1: has 4 cells"), std::string::npos) << text;
}

TEST(records, an_empty_file_names_its_header) {
    Errors errors;
    const Records rows = records("", errors);
    EXPECT_EQ(rows.size(), 0U);
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(errors[0].hint, "begin the file with id,value,note");
}
