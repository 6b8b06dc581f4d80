// SPDX-License-Identifier: Apache-2.0
#include "app/json_document.h"

#include <gtest/gtest.h>

namespace countervail {
namespace {

TEST(JsonDocument, KeepsTheOrderOfItsFieldsAndEndsWithTheTables) {
    Table table;
    table.name = "weeks";
    table.title = "Weeks of \"cover\"";
    JsonDocument inner;
    inner.add("seed", std::uint64_t{18446744073709551615U}).add("low", -3);
    JsonDocument document;
    document.add("zeta", "first").add("alpha", std::vector<std::string>{"a", "b"}).add("inner", inner);
    document.add("list", std::vector<JsonDocument>{inner}).add("none", std::vector<JsonDocument>{}).add_tables(std::vector<Table>{table});
    EXPECT_EQ(document.text(), R"({
  "zeta": "first",
  "alpha": [
    "a",
    "b"
  ],
  "inner": {
    "seed": 18446744073709551615,
    "low": -3
  },
  "list": [
    {
      "seed": 18446744073709551615,
      "low": -3
    }
  ],
  "none": [],
  "tables": [
    {
      "name": "weeks",
      "title": "Weeks of \"cover\"",
      "columns": [],
      "rows": [],
      "sources": []
    }
  ]
}
)");
}

TEST(JsonDocument, WordsThatAreNotUtf8AreReplacedNotThrown) {
    EXPECT_EQ(JsonDocument().add("words", "a\xff").text(), "{\n  \"words\": \"a\xef\xbf\xbd\"\n}\n");
}

}  // namespace
}  // namespace countervail
