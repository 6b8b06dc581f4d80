// SPDX-License-Identifier: Apache-2.0
#include "dependence/asymmetry_claim.h"

#include "base/text.h"
#include "base/unit.h"

namespace countervail {
namespace {

const Statement* latest(const Ledger& ledger, std::string_view seller, std::string_view buyer, Date known_on) {
    const Statement* found = nullptr;
    for (const Statement* row : ledger.with_quantity("dependence-share")) {
        if (row->item != "goods" || row->place != seller || row->partner != buyer || known_on < ledger.public_since(*row)) continue;
        if (found == nullptr || found->published_on < row->published_on) found = row;
    }
    return found;
}

}  // namespace

std::optional<AsymmetryClaim> claim_of(const Ledger& ledger, std::string_view a, std::string_view b, Date known_on) {
    const Statement* there = latest(ledger, a, b, known_on);
    const Statement* back = latest(ledger, b, a, known_on);
    if (there == nullptr || back == nullptr) return std::nullopt;
    const Unit share = Unit::parse("share").value();
    const auto first = convert(there->value, there->unit, share), second = convert(back->value, back->unit, share);
    if (!first || !second) return std::nullopt;
    AsymmetryClaim claim;
    claim.a_on_b = *first;
    claim.b_on_a = *second;
    claim.statements = {there->id, back->id};
    return claim;
}

Result<AsymmetryClaim> parse_claim(std::string_view text) {
    const std::size_t slash = text.find('/'), at = text.find('@');
    const auto part = [&](std::size_t from, std::size_t to) { return parse_number(trim(text.substr(from, to - from))); };
    const std::size_t end = at == std::string_view::npos ? text.size() : at;
    const auto wrong = [&] { return fail({}, "\"" + std::string(text) + "\" is no claim", "write two shares in per cent and the threshold, e.g. 40/12@50"); };
    if (slash == std::string_view::npos || slash > end) return wrong();
    const auto first = part(0, slash), second = part(slash + 1, end);
    const auto threshold = at == std::string_view::npos ? std::optional<double>(50) : part(at + 1, text.size());
    if (!first || !second || !threshold) return wrong();
    for (const double share : {*first, *second, *threshold}) {
        if (!(share >= 0 && share <= 100)) return wrong();
    }
    AsymmetryClaim claim;
    claim.a_on_b = *first / 100;
    claim.b_on_a = *second / 100;
    claim.threshold = *threshold / 100;
    return claim;
}

}  // namespace countervail
