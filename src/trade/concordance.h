// SPDX-License-Identifier: Apache-2.0
// From one classification of products to another: correlation tables of the Harmonized System, tariff lines to HS codes, HS codes to
// sectors. docs/formats/concordance.md.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trade/import_notes.h"
#include "trade/trade_cube.h"
#include "trade/trade_reports.h"

namespace countervail {

struct ConcordanceLink {
    std::string from, to;
    std::optional<double> weight;  ///< share of `from` that goes to `to`, as the table has it
    std::size_t lines = 1;         ///< rows of the table that name the pair: finer codes behind it
};

struct Concordance {
    std::string from, to;                      ///< nomenclatures: "HS2022", "HTS", "GTAP"
    std::vector<ConcordanceLink> links;        ///< by from, then to; a pair once
    std::map<std::string, std::string> names;  ///< of target codes, where the table has them
    std::string file;                          ///< "name sha256"
    bool weighted = false;                     ///< every link has a weight
};

/// Which columns hold what. Empty names are found by the header: two columns that name editions of the Harmonized System ("HS 2022", "HS
/// 2017 Product Code", "From HS 2022").
struct ConcordanceLayout {
    std::string from_column, to_column, weight_column, name_column;
    std::string from, to;   ///< nomenclatures; empty: by the header
    std::string sheet;      ///< of a workbook; empty: its first with such a header
    bool reversed = false;  ///< read the table the other way round
};

/// csv (comma, UTF-8) or xlsx. Codes lose dots and blanks; HS codes that a spreadsheet cut get their leading zero back (noted). Rows
/// without a target ("NA", empty) are noted and their codes stay without one. Targets that differ only in case are one (noted).
Result<Concordance> read_concordance(const TradeFile& file, ImportNotes& notes, const ConcordanceLayout& layout = {});

/// CEPII's product_codes and the like: "code,description". Code → name.
Result<std::map<std::string, std::string>> read_product_names(const TradeFile& file, ImportNotes& notes);
/// The same cube with these names where it has none.
Result<TradeCube> with_names(const TradeCube& cube, const std::map<std::string, std::string>& names);

/// How the value of a code with several targets is divided.
enum class ConcordanceSplit {
    equally,
    by_lines,   ///< by the number of rows that name each target
    by_weights  ///< by the table's weights, scaled to 1 for each code
};

/// Under this code stands what has no target: "999999" for HS codes, "unassigned" otherwise.
std::string unassigned_code(const Concordance& concordance);

/// The cube by the codes of `concordance.to`. Codes longer than those of the table count by their first digits. Value is conserved to
/// 1e-12; codes without a target are noted and kept under unassigned_code(). Fails when the cube is in another nomenclature than the
/// table's, when weights are asked for and missing, and when no code has a target.
Result<TradeCube> convert(const TradeCube& cube, const Concordance& concordance, ConcordanceSplit split, ImportNotes& notes);

}  // namespace countervail
