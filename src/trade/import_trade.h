// SPDX-License-Identifier: Apache-2.0
// From files that a user downloaded to a cube in a file: recognises the publisher by the first lines, reads, reconciles and stores.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "trade/mirror.h"
#include "trade/read_baci.h"

namespace countervail {

struct TradeImport {
    std::vector<std::filesystem::path> files;      ///< files, folders or zips
    std::string as;                                ///< a word of trade_formats(); empty: recognised
    std::string id;                                ///< of the cube; empty: from the names of the files
    std::string nomenclature;                      ///< empty: the files say it
    /// Whose reports count, asked for only where a publisher gives both sides' words.
    std::function<Result<MirrorChoice>()> mirror = [] { return MirrorChoice{}; };
    int digits = 6;                                ///< of HS codes, where the files have several levels
    std::uint64_t unpacked_limit = 0;              ///< as in text_files
    int threads = 1;
    std::function<void(std::uint64_t done, std::uint64_t all)> progress;
    /// Where the cube of that id goes.
    std::function<std::filesystem::path(const std::string& id)> into;
};

struct StoredTrade {
    std::filesystem::path path;
    std::string format;                            ///< a word of trade_formats()
    ImportNotes notes;
    std::uint64_t rows_read = 0, rows_left_out = 0;    ///< 0 where the reader does not count them
    std::uint64_t text_bytes = 0;
    std::vector<Table> mirror;                         ///< how far both sides' words lie apart, pair by pair, and how reliable each office is; where both are told
};

/// What can be read, in the order in which it is tried.
std::vector<std::string> trade_formats();

/// Problems: those of the readers; files that nobody recognises; files of several kinds at once. The cube is stored whole or not at all.
Result<StoredTrade> import_trade(const TradeImport& import, const TradePlaces& places, const HsNomenclature& nomenclatures);

}  // namespace countervail
