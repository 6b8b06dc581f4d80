// SPDX-License-Identifier: Apache-2.0
// Whether a BACI file is what it says: the edition of its codes, and columns that look alike. For the folder itself only.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "trade/flow_sorter.h"
#include "trade/hs_vintage.h"
#include "trade/import_notes.h"

namespace countervail {

struct BaciCodeTrade {
    std::uint64_t rows = 0;
    double value = 0;                     ///< thousand USD
};
/// By code, all years.
using BaciCodes = std::map<std::uint32_t, BaciCodeTrade>;

/// "010121"
std::string six_digits(std::uint32_t code);

void count_codes(const SortedFlows& flows, BaciCodes& codes);

/// Columns v and q are alike. Swapped, the median good is worth a tenth of a dollar a kilogram, which is noted.
void doubt_units(const std::vector<FlowPiece>& pieces, int year, const std::string& file, ImportNotes& notes);

/// The first year and where it is.
struct YearOfFile {
    int year = 0;
    std::string file;
};

struct JudgedNomenclature {
    std::string name;                     ///< "HS2022"
    bool from_codes = false;              ///< nobody said it
};

/// `said`: by the user or by the name of the file; empty: the edition that fits the codes best. Fails when it is none, begins after `first`, or is
/// contradicted by the codes; codes that the edition lacks are noted. `nomenclatures` may be null: codes are not looked at.
Result<JudgedNomenclature> judge_nomenclature(const BaciCodes& codes, const std::string& said, const HsNomenclature* nomenclatures, const YearOfFile& first, ImportNotes& notes);

}  // namespace countervail
