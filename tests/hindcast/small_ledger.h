// SPDX-License-Identifier: Apache-2.0
// A ledger of the test's own rows: exports of "a" and prices of "b" as somebody published them.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "evidence/ledger.h"

namespace countervail::test {

inline const std::string kLedgerHeader = "id,quantity,item,place,partner,use,period,value,low,high,unit,source,published_on,label,vintage,cites,locator,note\n";

/// One row of data/ledger/*.csv: "id|period|value|unit|published|label|cites", exports of a from AAA to the world.
inline std::string export_row(const std::string& id, const std::string& period, const std::string& value, const std::string& published, const std::string& unit = "t gross/month",
                              const std::string& label = "found", const std::string& cites = "", const std::string& item = "a") {
    return id + ",export-volume," + item + ",AAA,WLD,," + period + "," + value + ",,," + unit + ",press," + published + "," + label + ",," + cites + ",test,\n";
}

inline std::string price_row(const std::string& id, const std::string& place, const std::string& period, const std::string& value, const std::string& published, const std::string& unit) {
    return id + ",price,b," + place + ",,," + period + "," + value + ",,," + unit + ",press," + published + ",found,,,test,\n";
}

inline Library library_of(const std::string& rows, const std::string& assumptions = "") {
    return Library({{"data/sources.csv", "id,publisher,title,address,published_on\npress,Press,Press,,2020-01-01\n"},
                    {"data/vocabulary.csv",
                     "kind,word,meaning\nquantity,export-volume,exports\nquantity,price,price\nquantity,price-ratio,ratio\nquantity,delay,delay\nitem,a,a\nitem,b,b\nplace,AAA,A\nplace,BBB,B\nplace,WLD,world\n"},
                    {"data/ledger/rows.csv", kLedgerHeader + rows},
                    {"data/assumptions.csv", "id,unit,low,value,high,cites,note\n" + assumptions}});
}

inline Ledger ledger_of(const std::string& rows, const std::string& assumptions = "") {
    auto ledger = Ledger::read(library_of(rows, assumptions));
    EXPECT_TRUE(ledger) << to_text(ledger.error());
    return ledger ? std::move(*ledger) : Ledger::read(Library(std::vector<LibraryFile>{})).value();
}

}  // namespace countervail::test
