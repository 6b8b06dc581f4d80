// SPDX-License-Identifier: Apache-2.0
// What tests of screening share: the library of this source tree, its words and ledger, the law under any choice, and
// shipments from a few lines of text.
#pragma once

#include <map>
#include <memory>
#include <stdexcept>
#include <string>

#include "evidence/ledger.h"
#include "screening/screening.h"

namespace countervail {

inline const Date kAllKnown{2999, 12, 31};

template <class T>
T taken(Result<T> result) {
    if (!result) throw std::runtime_error(to_text(result.error()));
    return std::move(*result);
}

inline const Library& real_library() {
    static const Library library = taken(Library::from_folder(COUNTERVAIL_SOURCE_DIR));
    return library;
}

inline const Ledger& real_ledger() {
    static const Ledger ledger = taken(Ledger::read(real_library()));
    return ledger;
}

/// Under the defaults, or the branches and readings named.
inline const LawBook& law(const LawChoice& choice = {}) {
    static std::map<std::string, std::unique_ptr<LawBook>> books;
    std::string key;
    for (const auto* words : {&choice.acts, &choice.branches, &choice.readings}) {
        for (const std::string& word : *words) key += word + " ";
        key += "|";
    }
    auto& book = books[key];
    if (!book) book = std::make_unique<LawBook>(taken(LawBook::read(real_library(), choice, kAllKnown)));
    return *book;
}

inline const PartyBook& parties_at_hand() {
    static const PartyBook book = taken(PartyBook::read(real_library(), {}, std::nullopt));
    return book;
}

inline const ShipmentWords& words_at_hand() {
    static const ShipmentWords words(law().chosen.terms(), taken(read_catalogue(real_library(), real_ledger(), kAllKnown)), law().chosen.acts(),
                                     parties_at_hand().lists());
    return words;
}

inline const ContentScope& scope_at_hand() {
    static const ContentScope scope(law());
    return scope;
}

inline ScreeningTools tools_for(const LawBook& book, const Ledger* ledger = nullptr) {
    return {book, {words_at_hand(), scope_at_hand(), parties_at_hand(), lists_of_law(book)}, ledger};
}

inline ReadBeside nothing_beside() {
    return [](const std::string& path) -> Result<std::string> { return fail({path}, "there is no such file", "check the path"); };
}

inline Shipment shipment_of(const std::string& text, const ReadBeside& beside = nothing_beside()) {
    return taken(read_shipment(text, "shipment.toml", words_at_hand(), beside));
}

}  // namespace countervail
