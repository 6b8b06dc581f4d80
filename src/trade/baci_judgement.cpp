// SPDX-License-Identifier: Apache-2.0
#include "trade/baci_judgement.h"

#include <algorithm>

#include "base/text.h"

namespace countervail {
namespace {

constexpr double kLowUnitValue = 1;          // thousand USD a tonne: half of all rows are worth about ten times as much
constexpr std::size_t kEnoughRows = 1000, kSample = 100'000;

std::vector<std::string> texts_of(const BaciCodes& codes) {
    std::vector<std::string> all;
    for (const auto& [code, trade] : codes) all.push_back(six_digits(code));
    return all;
}

void note_foreign_codes(const BaciCodes& codes, const HsNomenclature& nomenclatures, HsVintage vintage, const std::string& file, ImportNotes& notes) {
    for (const auto& [code, trade] : codes) {
        const std::string text = six_digits(code);
        const bool chapter = !nomenclatures.chapter_name(text).empty();
        if (chapter && nomenclatures.may_have(vintage, text)) continue;
        notes.add(ImportNote{chapter ? "a product code of another edition" : "a product code of no chapter", "kept", trade.rows, trade.value,
                             {{{file}, "product " + text + " is not in " + std::string(name_of(vintage)), "compare with product_codes of the same release"}}});
    }
}

}  // namespace

std::string six_digits(std::uint32_t code) {
    std::string text = std::to_string(code);
    return text.insert(0, 6 - std::min<std::size_t>(6, text.size()), '0');
}

void count_codes(const SortedFlows& flows, BaciCodes& codes) {
    for (std::size_t at = 0; at < flows.products.size(); ++at) {
        BaciCodeTrade& trade = codes[flows.products[at]];
        trade.rows += flows.product_begin[at + 1] - flows.product_begin[at];
        trade.value += flows.value_of_product[at];
    }
}

void doubt_units(const std::vector<FlowPiece>& pieces, int year, const std::string& file, ImportNotes& notes) {
    std::size_t flows = 0;
    for (const FlowPiece& piece : pieces) flows += piece.span().size();
    const std::size_t step = std::max<std::size_t>(1, flows / kSample);
    std::vector<double> unit_values;
    std::size_t next = 0;                    // of the flows of the piece
    for (const FlowPiece& piece : pieces) {
        for (; next < piece.span().size(); next += step) {
            const FlowRow& row = piece.span()[next];
            if (row.weight > 0) unit_values.push_back(row.value / row.weight);
        }
        next -= piece.span().size();
    }
    if (unit_values.size() < kEnoughRows) return;
    const auto middle = unit_values.begin() + static_cast<std::ptrdiff_t>(unit_values.size() / 2);
    std::nth_element(unit_values.begin(), middle, unit_values.end());
    if (*middle >= kLowUnitValue) return;
    notes.add("goods of very low value", "kept",
              {{file}, "half of the rows of " + std::to_string(year) + " are worth less than " + readable_number(*middle) + " USD a kg", "are the columns v and q swapped?"});
}

Result<JudgedNomenclature> judge_nomenclature(const BaciCodes& codes, const std::string& said, const HsNomenclature* nomenclatures, const YearOfFile& first, ImportNotes& notes) {
    const auto vintage = parse_hs_vintage(said);
    if (!said.empty() && !vintage) return fail({first.file}, "\"" + said + "\" is no edition of the Harmonized System", "one of HS1992, HS1996, HS2002, HS2007, HS2012, HS2017, HS2022");
    if (vintage && first.year < begins_in(*vintage))
        return fail({first.file}, "has the year " + std::to_string(first.year) + ", but " + std::string(name_of(*vintage)) + " begins in " + std::to_string(begins_in(*vintage)), "say the nomenclature of its codes with --nomenclature");
    HsVintage judged = vintage.value_or(vintage_in_force(first.year));
    if (nomenclatures != nullptr) {
        if (!vintage) judged = nomenclatures->fit(texts_of(codes), judged).best;
        if (const auto fit = nomenclatures->check(texts_of(codes), judged, {first.file}); vintage && !fit) return std::unexpected(fit.error());
        note_foreign_codes(codes, *nomenclatures, judged, first.file, notes);
    }
    return JudgedNomenclature{std::string(name_of(judged)), !vintage.has_value()};
}

}  // namespace countervail
