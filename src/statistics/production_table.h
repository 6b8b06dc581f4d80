// SPDX-License-Identifier: Apache-2.0
// Published quantities of minerals by place and year, as they were printed: nothing is filled in, and what may not be
// printed keeps the reason. docs/formats/statistics.md says which releases are read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "statistics/place_names.h"
#include "statistics/published_value.h"

namespace countervail {

/// One printed figure.
struct ProductionRow {
    std::string commodity;  ///< as published: "Rare Earths", "Gallium", "Nickel"
    std::string statistic;  ///< "Production", "Capacity", "Reserves", "Net import reliance" …
    std::string stage;      ///< what exactly: "Mine production", "Refinery production, copper"; may be empty
    StatisticsPlaceKind kind = StatisticsPlaceKind::unknown;
    std::string place;       ///< ISO3, "WLD", "ROW"; codes with spaces for a joint line; empty when unknown
    std::string place_text;  ///< as published
    int year = 0;
    int through = 0;  ///< last year of a span ("2021–24"); else the same
    PublishedValue figure;
    std::string unit;  ///< as published: "metric tons", "kg", "thousand metric tons"
    bool estimated = false;
    std::string note;
    int line = 0;  ///< of the file or sheet
    std::string file;
};

struct ProductionTable {
    std::string source;  ///< the file
    std::string layout;  ///< "MCS long", "MCS world", "World Mining Data", "BGS", "ledger"
    std::vector<ProductionRow> rows;
    std::vector<Error> warnings;  ///< counted and listed; at most 200
};

/// Which rows of a table make up "who produces it".
struct ProductionQuery {
    std::string commodity;  ///< as published; case does not matter
    std::string statistic = "Production";
    std::string stage = "*";  ///< '*' for any run of characters: "Mine production*"
    int year = 0;
};

struct PlaceQuantity {
    std::string place;
    double quantity = 0;
};

/// Who produces it, in the table's own unit.
struct ProductionByPlace {
    std::vector<PlaceQuantity> places;  ///< in the order of their codes, zero included
    std::string unit;
    std::optional<double> world;           ///< as published, when it is
    double rest = 0;                       ///< published for "other countries" and for joint lines
    std::vector<std::string> unprinted;    ///< places with a figure that was withheld or is not available
    std::vector<std::string> from_ranges;  ///< places whose figure is the middle of a printed range
    std::vector<std::string> notes;
};

/// Fails, naming what the table does hold, when commodity, statistic, stage or year are not in it, when the rows mix units,
/// or when a place has two figures (the stage must then be said).
Result<ProductionByPlace> production_by_place(const ProductionTable& table, const ProductionQuery& query);

/// Every commodity of the table, once, in order of appearance.
std::vector<std::string> commodities_of(const ProductionTable& table);

/// Metric tons in one of `unit` ("metric tons", "thousand metric tons", "kilograms", "metr. t", "kg", "t REO/year" …);
/// empty for a unit that is no mass (carats count as mass, cubic metres do not).
std::optional<double> tonnes_in(std::string_view unit);

}  // namespace countervail
