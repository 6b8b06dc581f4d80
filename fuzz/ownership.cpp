// SPDX-License-Identifier: Apache-2.0
// seeds: tests/parties/ownership-seeds/*.csv tests/parties/ownership-seeds/*.ndjson
// Files of holdings as a table and as FollowTheMoney lines; what reads is ruled on and looked through.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <string_view>

#include "parties/ownership_look_through.h"

namespace {

using namespace countervail;

void try_file(std::string_view bytes, const char* name) {
    const auto holdings = read_holdings(bytes, name);
    if (!holdings) {
        if (holdings.error().empty()) std::abort();
        for (const Error& error : holdings.error()) {
            if (error.what.empty() || error.hint.empty() || error.where.file.empty()) std::abort();
        }
        return;
    }
    const OwnershipGraph graph(*holdings, Date(2025, 10, 15));
    const int listed[] = {0};
    const std::span<const int> listing(listed, graph.entities() > 0 ? 1 : 0);
    for (const bool aggregate : {false, true}) {
        const auto findings = apply_ownership_rule(graph, listing, {*Decimal::parse("0.5"), aggregate, aggregate});
        for (int entity = 0; entity < graph.entities(); ++entity) {
            const OwnershipStanding standing = findings.standing(entity);
            if (standing.sum > standing.at_most || standing.at_most > Decimal(1)) std::abort();
            if (standing.status == OwnershipStatus::caught && findings.listed_behind(entity).empty()) std::abort();
        }
    }
    const auto found = look_through(graph, listing);
    if (!found) std::abort();
    for (const double share : found->share) {
        if (!(share >= 0 && share <= 1)) std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    try_file(text, "fuzz.csv");
    try_file(text, "fuzz.ndjson");
    return 0;
}
