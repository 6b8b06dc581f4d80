// SPDX-License-Identifier: Apache-2.0
// Places as trade statistics name them: countries and territories, places that are gone, areas without a country, and groups, with
// the codes of each publisher. The table is data/trade/places.csv (docs/formats/trade-places.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/library.h"

namespace countervail {

enum class PlaceKind : std::uint8_t {
    country,
    territory,  ///< has an ISO code and belongs to a country
    former,     ///< gone; `parts` are its successors, or what it was put together from
    area,       ///< of a publisher, without a country: "Bunkers", "Areas, nes"
    group       ///< counts other places again: "World"
};

/// Whose codes: ISO 3166-1 numeric (UN M49), UN Comtrade, CEPII BACI, the US Census Bureau's schedule C, the customs office's own.
/// BACI falls back on Comtrade, and Comtrade on M49, where the table leaves a cell empty ("none": no code).
enum class PlaceScheme : std::uint8_t { m49, comtrade, baci, census, gacc };

struct PlaceRecord {
    std::string id;  ///< ISO 3166-1 alpha-3, or a code of the table's own ("S19", "UN899")
    std::string name;
    PlaceKind kind = PlaceKind::country;
    int from = 0, through = 9999;    ///< years in which it is to be met, both included
    std::vector<std::string> parts;  ///< ids
    std::string stands_for;          ///< the id whose trade is published under this area; empty: none
    std::string publishes;           ///< the scheme in which its own office publishes ("census"); mostly empty
    std::vector<std::string> names;  ///< other spellings
    std::string note;

    bool valid_in(int year) const { return from <= year && year <= through; }
};

class TradePlaces {
  public:
    /// data/trade/places.csv. Problems, all at once: unknown kinds, parts or places stood for, a code or a name that two places claim
    /// in the same year, years that are none.
    static Result<TradePlaces> read(const Library& library);

    const std::vector<PlaceRecord>& all() const { return records_; }
    const PlaceRecord* by_id(std::string_view id) const;
    /// Leading zeros do not matter. Of two places that had the code one after the other the one of the year; year 0: the later one.
    /// A place found may be gone in that year: ask valid_in.
    const PlaceRecord* by_code(PlaceScheme scheme, std::string_view code, int year = 0) const;
    /// Any spelling of the table, without regard to case, accents and punctuation.
    const PlaceRecord* by_name(std::string_view name) const;
    /// The place whose office publishes in this scheme; null: none.
    const PlaceRecord* publisher(PlaceScheme scheme) const;
    /// By id, else by name: what a person writes.
    const PlaceRecord* find(std::string_view text) const;
    /// `did you mean "…"?`, or empty.
    std::string did_you_mean(std::string_view text) const;
    /// The place that `record` stands for; itself where it stands for none.
    const PlaceRecord& counted_as(const PlaceRecord& record) const;

  private:
    friend class TradePlacesReader;
    std::vector<PlaceRecord> records_;
    std::unordered_map<std::string, std::size_t> by_id_, by_name_;
    std::unordered_map<std::string, std::vector<std::size_t>> by_code_[5];
};

}  // namespace countervail
