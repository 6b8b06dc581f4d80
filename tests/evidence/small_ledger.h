// SPDX-License-Identifier: Apache-2.0
// A library with a ledger of a few rows, for tests that add, spoil or look at one of them.
#pragma once

#include <string>
#include <vector>

#include "base/library.h"
#include "evidence/csv.h"
#include "evidence/ledger.h"
#include "evidence/lint.h"

namespace countervail::testing {

/// A ledger row by name; what is not set is empty.
struct RowText {
    std::string id, quantity = "production", item, place, partner, use, period, value = "1", low, high,
                    unit = "count", source = "survey-2025", published_on, label = "found", vintage, cites,
                    locator, note;

    std::string line() const {
        std::string text;
        for (const std::string* cell :
             {&id, &quantity, &item, &place, &partner, &use, &period, &value, &low, &high, &unit, &source,
              &published_on, &label, &vintage, &cites, &locator, &note}) {
            text += (text.empty() && cell == &id ? "" : ",") + csv_cell(*cell);
        }
        return text + "\n";
    }
};

inline const std::string kLedgerHeader =
    "id,quantity,item,place,partner,use,period,value,low,high,unit,source,published_on,label,vintage,cites,"
    "locator,note\n";

inline std::string ledger_text(const std::vector<RowText>& rows) {
    std::string text = kLedgerHeader;
    for (const RowText& row : rows) text += row.line();
    return text;
}

inline const char* const kSources =
    "id,publisher,title,address,published_on\n"
    "survey-2025,Survey,Summaries 2025,https://example.org/2025,2025-01-31\n"
    "survey-2026,Survey,Summaries 2026,,2026-01-31\n"
    "trade-press,Press,News,,2025-06-30\n";

inline const char* const kVocabulary =
    "kind,word,meaning\n"
    "quantity,production,output\nquantity,consumption,use\nquantity,price,price\nquantity,import-volume,"
    "imports\n"
    "quantity,mine-share,share of mine output\nquantity,market-share,share of a "
    "market\nquantity,demand-share,share of demand\n"
    "quantity,revenue-share,share of revenue\nquantity,stock,stock\nquantity,export-volume,exports\n"
    "quantity,import-share,share of imports\nquantity,holiday-month,month\nquantity,deposit-content,share of a deposit\n"
    "place,AAA,first\nplace,BBB,second\nplace,CHN,China\nplace,IND,India\nplace,EUR,Europe\nplace,WLD,world\n"
    "item,rare-earths,all\nitem,magnet-rare-earths,four\nitem,alpha.oxide,oxide\nitem,beta.oxide,oxide\nitem,"
    "alpha.metal,metal\n"
    "item,ndfeb.magnet,magnet\nitem,ndfeb.blank,blank\nitem,gallium,metal\nitem,graphite.natural,"
    "graphite\nitem,rare-earth-magnet,magnet\n"
    "use,car,cars\nuse,wind,turbines\n";

/// With the lint settings that ship with the program.
inline Library small_library(const std::vector<RowText>& rows) {
    Library library({{"data/sources.csv", kSources},
                     {"data/vocabulary.csv", kVocabulary},
                     {"data/ledger/rows.csv", ledger_text(rows)}});
    static const Library kShipped = Library::embedded();
    if (const LibraryFile* settings = kShipped.find("data/lint.toml")) library.put(*settings);
    return library;
}

/// Ids of the rules that find something in `rows`, under the settings that ship with the program.
inline std::vector<std::string> rules_that_fire(const std::vector<RowText>& rows) {
    const Library library = small_library(rows);
    const auto ledger = Ledger::read_unchecked(library);
    if (!ledger) return {"unreadable: " + to_text(ledger.error())};
    const auto settings = read_lint_settings(library);
    if (!settings) return {"settings: " + to_text(settings.error())};
    std::vector<std::string> fired;
    for (const Finding& finding : lint(*ledger, *settings)) fired.push_back(finding.rule);
    return fired;
}

}  // namespace countervail::testing
