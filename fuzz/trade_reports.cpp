// SPDX-License-Identifier: Apache-2.0
// seeds: tests/trade/seeds/*
// Downloads of trade by any publisher: refused in words, or read into reports whose figures are finite and can be reconciled.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/library.h"
#include "trade/concordance.h"
#include "trade/mirror.h"
#include "trade/read_census.h"
#include "trade/read_comtrade.h"
#include "trade/read_gacc.h"
#include "trade/read_trade_table.h"

namespace {

using namespace countervail;

void check_words(const Errors& errors) {
    if (errors.empty()) std::abort();
    for (const Error& error : errors) {
        if (error.what.empty() || error.hint.empty() || error.where.file.empty()) std::abort();
    }
}

void check(const Result<TradeReports>& reports, const ImportNotes& notes) {
    for (const ImportNote& note : notes.all()) check_words(note.examples);
    if (!reports) return check_words(reports.error());
    for (const TradeReport& row : reports->rows) {
        if (!std::isfinite(row.value) || row.value < 0 || row.exporter == row.importer) std::abort();
    }
    MirrorChoice choice;
    choice.word = MirrorWord::reliability;
    if (!reconcile(*reports, choice)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const TradePlaces places = *TradePlaces::read(Library::embedded());
    static const HsNomenclature nomenclature = *HsNomenclature::read(Library::embedded());
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const TradeFile file{"export_2022", bytes};
    ImportNotes comtrade, census, gacc, table, concordance;
    check(read_comtrade(file, places, comtrade, {"", 6, 1, &nomenclature}), comtrade);
    check(read_census(file, places, census), census);
    check(read_gacc(file, places, gacc), gacc);
    if (const auto cube = read_trade_table(file, places, table); !cube) check_words(cube.error());
    if (const auto links = read_concordance(file, concordance); !links) check_words(links.error());
    return 0;
}
