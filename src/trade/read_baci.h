// SPDX-License-Identifier: Apache-2.0
// CEPII's BACI (Gaulier & Zignago 2010): bilateral trade by HS six-digit products, both partners' reports reconciled by the publisher. A release is a zip with
// one csv a year (t,i,j,k,v,q: year, exporter, importer, product, thousand USD fob, tonnes) and its lists of countries and products.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "trade/hs_vintage.h"
#include "trade/import_notes.h"
#include "trade/text_source.h"
#include "trade/trade_cube.h"
#include "trade/trade_places.h"

namespace countervail {

class CubeOutput;

struct BaciOptions {
    std::string id;                                ///< empty: from the name of the file
    std::string nomenclature;                      ///< "HS2022"; empty: from the name of the file, else from its codes
    const TradePlaces* places = nullptr;           ///< null: the release's country_codes alone
    const HsNomenclature* nomenclatures = nullptr; ///< null: codes are not checked
    int threads = 1;
    std::function<void(std::uint64_t done, std::uint64_t all)> progress;   ///< bytes of text; called by several threads, never at once
};

/// Every row read is kept or left out, and then a note says why.
struct ImportedTrade {
    ImportNotes notes;
    std::uint64_t rows_read = 0, rows_kept = 0, rows_left_out = 0;
    std::uint64_t text_bytes = 0;
    std::string id;
    std::string nomenclature;
};

/// True of a first line that says t,i,j,k,v,q in any order.
bool looks_like_baci(std::string_view first_line);

/// What is wrong with it as the first line of BACI.
Error read_baci_problem(std::string_view first_line, const std::string& file);

/// "baci-hs22-v202501", by the names of the files, or by the name of the first. Fails as import_baci does when they are of several releases.
Result<std::string> baci_release_id(std::span<const TextFile> files);

/// Of the files, those named country_codes… and product_codes… are lists, every other .csv is a year (or several); what is no .csv is passed over.
/// The cube's bytes do not depend on `threads`. Problems: rows that are none (the first of each file, and how many), a year in two files, one key with two values,
/// a nomenclature that the codes contradict or that begins after a year, a damaged archive, no row left.
Result<ImportedTrade> import_baci(std::span<const TextFile> files, const BaciOptions& options, CubeOutput& output);

/// Into memory.
Result<TradeCube> read_baci(std::span<const TextFile> files, const BaciOptions& options, ImportNotes* notes = nullptr);

}  // namespace countervail
