// SPDX-License-Identifier: Apache-2.0
// Exact decimal numbers with twelve places, for what the law compares: 0.1% is 0.001 and nothing else. Sums and
// differences are exact; a product is exact while its factors have twelve places between them, and is else rounded
// half to even at the twelfth. Range about ±1.7e26; beyond it arithmetic saturates.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace countervail {

__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 Uint128;

class Decimal {
  public:
    static constexpr int kPlaces = 12;

    constexpr Decimal() = default;
    constexpr Decimal(int whole) : Decimal(static_cast<long long>(whole)) {}
    constexpr Decimal(long long whole) : units_(static_cast<Int128>(whole) * kOne) {}

    /// "1234.5", "-0.001", "1e-3"; empty when the text is no number or needs more than twelve places.
    static std::optional<Decimal> parse(std::string_view text);
    /// The decimal that a person who wrote this binary number meant: its shortest text that reads back as it.
    static Decimal from_double(double value);

    double to_double() const;
    /// Without trailing zeros: "0.001", "48.67".
    std::string to_text() const;
    constexpr bool is_zero() const { return units_ == 0; }
    /// In units of the twelfth place.
    constexpr Int128 raw() const { return units_; }

    Decimal operator-() const;
    Decimal& operator+=(Decimal other);
    Decimal& operator-=(Decimal other);
    friend Decimal operator+(Decimal a, Decimal b) { return a += b; }
    friend Decimal operator-(Decimal a, Decimal b) { return a -= b; }
    friend Decimal operator*(Decimal a, Decimal b);
    /// Rounded half to even; dividing by zero saturates (0/0 is 0).
    friend Decimal operator/(Decimal a, Decimal b);
    friend constexpr auto operator<=>(Decimal a, Decimal b) = default;

  private:
    static constexpr Int128 kOne = 1'000'000'000'000;
    static constexpr Decimal of_units(Int128 units) {
        Decimal decimal;
        decimal.units_ = units;
        return decimal;
    }
    Int128 units_ = 0;
};

/// part / whole compared with limit without dividing, so that a share of a third is never rounded onto a limit.
std::strong_ordering compare_share(Decimal part, Decimal whole, Decimal limit);

}  // namespace countervail
