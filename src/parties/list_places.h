// SPDX-License-Identifier: Apache-2.0
// From what a list writes about a country ("AF", "Islamic Republic of Iran", an address) to ISO3. Country
// names are those of Unicode's Common Locale Data Repository, in several languages, through ICU.
#pragma once

#include <string>
#include <string_view>

namespace countervail {

/// ISO 3166-1 alpha-2 or alpha-3 code, in either case; empty when there is no such country.
std::string iso3_of_code(std::string_view code);

/// The country that a text names: as a code of two or three capitals at its end, or by name anywhere (the
/// longest name wins, then the later one). Empty when none is found.
std::string iso3_in_text(std::string_view text);

/// What stands behind the country that a text begins or goes on with: "People's Republic of X Acme Ltd." →
/// "Acme Ltd.". Empty when no country is named in it in English.
std::string text_behind_country(std::string_view text);

}  // namespace countervail
