// SPDX-License-Identifier: Apache-2.0
// What part of an entity a holding is: exact, in millionths of a millionth, or only known to lie between two bounds.
#pragma once

#include <compare>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "base/decimal.h"

namespace countervail {

/// A part of a whole, 0 to 1, in eight bytes; what is summed and compared is exact.
class Share {
  public:
    static constexpr std::int64_t kWholeUnits = 1'000'000'000'000;

    constexpr Share() = default;
    static constexpr Share whole() { return of_units(kWholeUnits); }
    static constexpr Share of_units(std::int64_t units) {
        Share share;
        share.units_ = units;
        return share;
    }
    /// Empty when the part is negative or above 1.
    static std::optional<Share> of(Decimal part);

    /// In units of the twelfth place, as Decimal::raw().
    constexpr std::int64_t units() const { return units_; }
    Decimal decimal() const { return decimal_of_units(units_); }
    static Decimal decimal_of_units(std::int64_t units);
    friend constexpr auto operator<=>(Share a, Share b) = default;

  private:
    std::int64_t units_ = 0;
};

/// Equal bounds: the share is known. The default, 0 to 1: nothing is known of the percentage.
struct ShareBounds {
    Share at_least;
    Share at_most = Share::whole();
    bool known() const { return at_least == at_most; }
    friend bool operator==(const ShareBounds&, const ShareBounds&) = default;
};

/// Why a cell is no share, and how to mend it.
struct ShareProblem {
    std::string what;
    std::string hint;
};

/// A cell as it was written: "49 %", "0.49", "49", "25-50 %" (or "25..50 %"), ">=75 %", "<25 %", "" (unknown).
struct WrittenShare {
    std::optional<Decimal> low, high;   ///< empty: no bound is written on that side
    bool percent_sign = false;
    /// A number without a sign that is above 1 can only be a percentage; one above 0 and up to 1 could be either.
    bool is_bare_percent() const;
    bool is_bare_part() const;
};

/// What a number with more digits than the law's decimals hold is: refused, or rounded (programs write binary
/// fractions with seventeen digits; people do not).
enum class ExcessDigits { refused, rounded };

std::expected<WrittenShare, ShareProblem> parse_share(std::string_view text,
                                                      ExcessDigits excess = ExcessDigits::refused);

/// `percent`: the numbers are hundredths. Refuses what is below 0, above 100 % or the wrong way round.
std::expected<ShareBounds, ShareProblem> share_bounds(const WrittenShare& written, bool percent,
                                                      ExcessDigits excess = ExcessDigits::refused);

/// For people: "49 %", "25 % to 50 %", "unknown".
std::string to_text(const ShareBounds& bounds);
/// "49 %".
std::string percent_text(Decimal part);

}  // namespace countervail
