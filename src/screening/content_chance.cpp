// SPDX-License-Identifier: Apache-2.0
#include "screening/content_chance.h"

#include "bom/origin_prior.h"

namespace countervail {

Result<ContentChance> content_chance(const Bill& bill, const std::vector<std::string>& items, const CountedShare& share, const OriginChances& chances) {
    const BillContent content(bill);
    OriginPrior prior;
    const auto any = chances.find("*");
    std::vector<Counts> marks;
    for (std::size_t i = 0; i < bill.parts.size(); ++i) {
        const BillPart& part = bill.parts[i];
        const bool counts = share.counts(items[i], part.classifications);
        marks.push_back(counts ? counts_by_origin(part, share.origin) : Counts::no);
        const auto own = chances.find(items[i]);
        const auto& chosen = own != chances.end() ? own : any;
        if (counts && part.origin.empty() && chosen != chances.end()) prior.by_item[part.item] = chosen->second;
    }
    const auto spread = share_distribution(content, marks, bill.article, share.origin, prior, {share.limit, share.or_more});
    if (!spread) return std::unexpected(spread.error());
    return ContentChance{spread->at_least, spread->at_most, spread->mean, spread->quantile(0.05), spread->quantile(0.5), spread->quantile(0.95),
                         spread->standard_error, spread->exact, spread->unknown_parts};
}

}  // namespace countervail
