// SPDX-License-Identifier: Apache-2.0
#include "base/decimal.h"

#include <charconv>
#include <cmath>
#include <limits>

namespace countervail {

namespace {

using Wide = Int128;
constexpr Wide kUnit = 1'000'000'000'000;
constexpr Wide kMost = std::numeric_limits<Wide>::max();

/// Magnitude of a product as two 128-bit halves.
struct Product {
    Uint128 high = 0, low = 0;
    auto operator<=>(const Product&) const = default;
};

Product multiply(Uint128 a, Uint128 b) {
    constexpr Uint128 mask = (static_cast<Uint128>(1) << 64) - 1;
    const Uint128 a1 = a >> 64, a0 = a & mask, b1 = b >> 64, b0 = b & mask;
    const Uint128 low = a0 * b0, middle = a1 * b0 + (low >> 64), rest = a0 * b1 + (middle & mask);
    return {a1 * b1 + (middle >> 64) + (rest >> 64), (rest << 64) | (low & mask)};
}

Uint128 magnitude(Wide value) {
    return value < 0 ? ~static_cast<Uint128>(value) + 1 : static_cast<Uint128>(value);
}

/// product / divisor, half to even; saturates when the quotient needs more than 127 bits.
Uint128 divide(Product product, Uint128 divisor) {
    if (product.high >= divisor) return static_cast<Uint128>(kMost);
    Uint128 quotient = 0, remainder = product.high;
    for (int bit = 127; bit >= 0; --bit) {
        const bool carry = (remainder >> 127) != 0;
        remainder = (remainder << 1) | ((product.low >> bit) & 1);
        quotient <<= 1;
        if (carry || remainder >= divisor) {
            remainder -= divisor;
            quotient |= 1;
        }
    }
    const Uint128 rest = divisor - remainder;
    if (remainder > rest || (remainder == rest && (quotient & 1) != 0)) ++quotient;
    return quotient > static_cast<Uint128>(kMost) ? static_cast<Uint128>(kMost) : quotient;
}

Wide with_sign(Uint128 size, bool negative) { return negative ? -static_cast<Wide>(size) : static_cast<Wide>(size); }

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    Wide digits = 0;
    int places = 0, count = 0;
    bool point = false;
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '.' && !point) {
            point = true;
        } else if (c >= '0' && c <= '9') {
            if (digits > kMost / 10 - 9) return std::nullopt;
            digits = digits * 10 + (c - '0');
            ++count;
            if (point) ++places;
        } else {
            break;
        }
    }
    if (count == 0) return std::nullopt;
    int exponent = 0;
    if (at < text.size()) {
        if (text[at] != 'e' && text[at] != 'E') return std::nullopt;
        std::string_view power = text.substr(at + 1);
        if (power.starts_with('+')) power.remove_prefix(1);
        const auto [end, failed] = std::from_chars(power.data(), power.data() + power.size(), exponent);
        if (failed != std::errc() || end != power.data() + power.size() || exponent < -60 || exponent > 40) return std::nullopt;
    }
    for (int shift = kPlaces - places + exponent; shift != 0 && digits != 0; shift += shift > 0 ? -1 : 1) {
        if (shift > 0) {
            if (digits > kMost / 10) return std::nullopt;
            digits *= 10;
        } else {
            if (digits % 10 != 0) return std::nullopt;
            digits /= 10;
        }
    }
    return of_units(negative ? -digits : digits);
}

Decimal Decimal::from_double(double value) {
    if (!std::isfinite(value)) return of_units(std::isnan(value) ? 0 : value < 0 ? -kMost : kMost);
    char room[64];
    const auto [end, failed] = std::to_chars(room, room + sizeof room, value);
    if (failed == std::errc()) {
        if (const auto exact = parse({room, static_cast<std::size_t>(end - room)})) return *exact;
    }
    if (std::fabs(value) > 1.6e26) return of_units(value < 0 ? -kMost : kMost);
    // More than twelve places: rounded at the twelfth, whole part and fraction apart so that neither loses digits.
    const double whole = std::trunc(value);
    return of_units(static_cast<Wide>(whole) * kUnit + std::llrint((value - whole) * 1e12));
}

double Decimal::to_double() const { return static_cast<double>(units_) / 1e12; }

std::string Decimal::to_text() const {
    Uint128 size = magnitude(units_);
    std::string digits;
    for (int i = 0; i <= kPlaces || size != 0; ++i) {
        digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(size % 10)));
        size /= 10;
    }
    digits.insert(digits.size() - kPlaces, ".");
    while (digits.back() == '0') digits.pop_back();
    if (digits.back() == '.') digits.pop_back();
    return units_ < 0 ? "-" + digits : digits;
}

Decimal Decimal::operator-() const { return of_units(-units_); }

Decimal& Decimal::operator+=(Decimal other) {
    Wide sum = 0;
    if (__builtin_add_overflow(units_, other.units_, &sum)) sum = units_ < 0 ? -kMost : kMost;
    units_ = sum;
    return *this;
}

Decimal& Decimal::operator-=(Decimal other) { return *this += -other; }

Decimal operator*(Decimal a, Decimal b) {
    Wide small = 0;
    if (!__builtin_mul_overflow(a.units_, b.units_, &small) && small % Decimal::kOne == 0) {
        return Decimal::of_units(small / Decimal::kOne);
    }
    const Uint128 size = divide(multiply(magnitude(a.units_), magnitude(b.units_)), Decimal::kOne);
    return Decimal::of_units(with_sign(size, (a.units_ < 0) != (b.units_ < 0)));
}

Decimal operator/(Decimal a, Decimal b) {
    if (b.units_ == 0) return Decimal::of_units(a.units_ == 0 ? 0 : a.units_ < 0 ? -kMost : kMost);
    const Uint128 size = divide(multiply(magnitude(a.units_), Decimal::kOne), magnitude(b.units_));
    return Decimal::of_units(with_sign(size, (a.units_ < 0) != (b.units_ < 0)));
}

std::strong_ordering compare_share(Decimal part, Decimal whole, Decimal limit) {
    if (whole <= Decimal()) return part <=> Decimal();
    const Decimal zero;
    const bool negative_part = part < zero, negative_limit = limit < zero;
    if (negative_part != negative_limit) return negative_part ? std::strong_ordering::less : std::strong_ordering::greater;
    // |part| · 1 against |whole| · |limit|, all in twelfth places: part.units · 1e12 <=> whole.units · limit.units.
    const auto units = [](Decimal d) { return magnitude(d.raw()); };
    const Product left = multiply(units(part), static_cast<Uint128>(kUnit));
    const Product right = multiply(units(whole), units(limit));
    return negative_part ? right <=> left : left <=> right;
}

}  // namespace countervail
