// SPDX-License-Identifier: Apache-2.0
#include "parties/holding_share.h"

#include <algorithm>

#include "base/text.h"

namespace countervail {

namespace {

constexpr const char* kHowToWrite =
    "write 49 %, 0.49 or 25-50 %, or leave the cell empty when the percentage is unknown";

bool take_prefix(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

/// Where a range is parted: the mark and its length; npos when the text is one number. A minus sign that leads or
/// follows the e of an exponent parts nothing.
std::pair<std::size_t, std::size_t> range_mark(std::string_view text) {
    for (const std::string_view mark : {"..", "–"}) {
        if (const auto at = text.find(mark); at != std::string_view::npos) return {at, mark.size()};
    }
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '-' && text[i - 1] != 'e' && text[i - 1] != 'E') return {i, 1};
    }
    return {std::string_view::npos, 0};
}

std::expected<Decimal, ShareProblem> parse_part(std::string_view text, ExcessDigits excess, bool& percent_sign) {
    text = trimmed(text);
    if (text.ends_with('%')) {
        percent_sign = true;
        text = trimmed(text.substr(0, text.size() - 1));
    }
    if (const auto exact = Decimal::parse(text)) return *exact;
    if (const auto number = parse_number(text)) {
        if (excess == ExcessDigits::rounded) return Decimal::from_double(*number);
        return std::unexpected(ShareProblem{"needs more than twelve decimals: \"" + std::string(text) + "\"", "round it"});
    }
    const bool comma = text.find(',') != std::string_view::npos;
    return std::unexpected(ShareProblem{"is no share: \"" + std::string(text) + "\"",
                                        comma ? "use '.' as the decimal mark" : kHowToWrite});
}

std::expected<Share, ShareProblem> to_share(Decimal number, bool percent, ExcessDigits excess) {
    const Decimal part = percent ? number / Decimal(100) : number;
    // 49.999999999999 % would round onto a limit of a half.
    if (percent && excess == ExcessDigits::refused && part * Decimal(100) != number)
        return std::unexpected(ShareProblem{"needs more than ten decimals of a percent: " + number.to_text(), "round it"});
    if (const auto share = Share::of(part)) return *share;
    const std::string text = number.to_text() + (percent ? " %" : "");
    return std::unexpected(number < Decimal() ? ShareProblem{"is below zero: " + text, "a share is 0 to 100 %"}
                                              : ShareProblem{"is above 100 %: " + text, "a share is 0 to 100 %"});
}

}  // namespace

std::optional<Share> Share::of(Decimal part) {
    if (part < Decimal() || part > Decimal(1)) return std::nullopt;
    return of_units(static_cast<std::int64_t>(part.raw()));
}

Decimal Share::decimal_of_units(std::int64_t units) {
    return Decimal(static_cast<long long>(units)) / Decimal(static_cast<long long>(kWholeUnits));
}

bool WrittenShare::is_bare_percent() const {
    return !percent_sign && std::max(low.value_or(Decimal()), high.value_or(Decimal())) > Decimal(1);
}

bool WrittenShare::is_bare_part() const {
    const Decimal most = std::max(low.value_or(Decimal()), high.value_or(Decimal()));
    return !percent_sign && most > Decimal() && most <= Decimal(1);
}

std::expected<WrittenShare, ShareProblem> parse_share(std::string_view text, ExcessDigits excess) {
    WrittenShare written;
    text = trimmed(text);
    if (text.empty()) return written;
    const bool lower = take_prefix(text, ">=") || take_prefix(text, "≥") || take_prefix(text, ">");
    const bool upper = !lower && (take_prefix(text, "<=") || take_prefix(text, "≤") || take_prefix(text, "<"));
    const auto [at, size] = range_mark(text);
    const bool range = !lower && !upper && at != std::string_view::npos;
    const auto first = parse_part(range ? text.substr(0, at) : text, excess, written.percent_sign);
    if (!first) return std::unexpected(first.error());
    if (!upper) written.low = *first;
    if (!lower) written.high = *first;
    if (!range) return written;
    const auto second = parse_part(text.substr(at + size), excess, written.percent_sign);
    if (!second) return std::unexpected(second.error());
    written.high = *second;
    return written;
}

std::expected<ShareBounds, ShareProblem> share_bounds(const WrittenShare& written, bool percent, ExcessDigits excess) {
    ShareBounds bounds;
    if (written.low) {
        const auto low = to_share(*written.low, percent, excess);
        if (!low) return std::unexpected(low.error());
        bounds.at_least = *low;
    }
    if (written.high) {
        const auto high = to_share(*written.high, percent, excess);
        if (!high) return std::unexpected(high.error());
        bounds.at_most = *high;
    }
    if (bounds.at_most < bounds.at_least)
        return std::unexpected(ShareProblem{"has its bounds the wrong way round", "write the smaller number first"});
    return bounds;
}

std::string percent_text(Decimal part) { return (part * Decimal(100)).to_text() + " %"; }

std::string to_text(const ShareBounds& bounds) {
    if (bounds.known()) return percent_text(bounds.at_least.decimal());
    if (bounds == ShareBounds{}) return "unknown";
    return percent_text(bounds.at_least.decimal()) + " to " + percent_text(bounds.at_most.decimal());
}

}  // namespace countervail
