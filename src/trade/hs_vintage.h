// SPDX-License-Identifier: Apache-2.0
// The editions of the Harmonized System, and which codes tell them apart. The tables are data/trade/hs-marker-codes.csv and
// hs-chapters.csv (docs/formats/concordance.md).
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/library.h"

namespace countervail {

enum class HsVintage : std::uint8_t { hs1992, hs1996, hs2002, hs2007, hs2012, hs2017, hs2022 };
inline constexpr std::size_t kHsVintages = 7;

/// The year from which it is in force; customs offices took it up in that year or some years later.
int begins_in(HsVintage vintage);
/// "HS2017".
std::string_view name_of(HsVintage vintage);
/// The edition in force in a year (HS1992 before 1996).
HsVintage vintage_in_force(int year);
/// "HS2017", "HS17", "hs 2017", "H5", "2017"; nothing when it is none of them.
std::optional<HsVintage> parse_hs_vintage(std::string_view text);

/// How the codes of a file fit the edition that it is said to be in.
struct VintageFit {
    HsVintage declared = HsVintage::hs2022, best = HsVintage::hs2022;
    std::size_t markers = 0;                                    ///< codes of the file that some edition lacks
    std::array<std::vector<std::string>, kHsVintages> foreign;  ///< by edition: codes of the file that it lacks, ascending
};

class HsNomenclature {
  public:
    /// All problems of both tables at once.
    static Result<HsNomenclature> read(const Library& library);

    /// `codes`: 2 to 10 digits each, any order, repeats allowed; what is finer than 6 digits counts by its first 6. The best edition
    /// lacks the fewest; of equals the declared one.
    VintageFit fit(std::span<const std::string> codes, HsVintage declared) const;
    /// fit(), refused when another edition lacks fewer of the codes than the declared one: names codes and the best edition.
    Result<VintageFit> check(std::span<const std::string> codes, HsVintage declared, const Place& where) const;
    /// False only where the tables know that the code was not there; six digits, or a heading.
    bool may_have(HsVintage vintage, std::string_view code) const;
    /// Name of the code's chapter; empty when there is no such chapter.
    std::string_view chapter_name(std::string_view code) const;

  private:
    struct Span {
        HsVintage introduced, last;
    };
    std::unordered_map<std::string, std::vector<Span>> markers_;
    std::map<std::string, std::string, std::less<>> chapters_;
};

}  // namespace countervail
