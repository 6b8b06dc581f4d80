// SPDX-License-Identifier: Apache-2.0
// What publishers of statistics call a country, from data/statistics/place-names.csv (name,place,kind): the names of the
// U.S. Geological Survey, World Mining Data, the British Geological Survey and the World Bank, places that no longer
// exist, and the lines that are no place at all ("World total", "Other countries").
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/library.h"

namespace countervail {

/// `historical` places keep the code that ISO 3166-3 gave them; `joint`: one line for several countries, `place` holds
/// their codes with spaces between; `unknown`: not in the file.
enum class StatisticsPlaceKind { place, historical, world, rest, joint, unknown };

struct StatisticsPlace {
    StatisticsPlaceKind kind = StatisticsPlaceKind::unknown;
    std::string place;  ///< ISO3; "WLD" and "ROW" for the two groups; empty when unknown
};

class StatisticsPlaceNames {
  public:
    /// Problems: a column missing, a kind or code that is none, a name that stands for two places.
    static Result<StatisticsPlaceNames> read(const Library& library);

    /// Case, accents, punctuation and what stands in parentheses behind a name ("Canada (shipments)") do not matter.
    StatisticsPlace of_name(std::string_view name) const;
    /// An ISO3 code that the file knows, or one of the codes that the World Bank wrote before ("ZAR").
    StatisticsPlace of_code(std::string_view code) const;
    /// `did you mean "…"?` over all names.
    std::string near(std::string_view name) const;

  private:
    std::map<std::string, StatisticsPlace, std::less<>> by_name_, by_code_;
    std::vector<std::string> names_;
};

/// Lower case, without accents; every run of other signs is one space. "Côte d’Ivoire" → "cote d ivoire".
std::string plain_place_name(std::string_view name);

}  // namespace countervail
