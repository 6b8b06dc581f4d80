// SPDX-License-Identifier: Apache-2.0
// Rows of a BACI file: t,i,j,k,v,q (year, exporter, importer, product, value in thousand USD, quantity in t). For the folder itself only.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "trade/baci_places.h"
#include "trade/flow_sorter.h"

namespace countervail {

/// Where each of t i j k v q stands in a row.
struct BaciHeader {
    std::array<std::size_t, 6> column = {0, 1, 2, 3, 4, 5};
    std::size_t bytes = 0;                ///< of the header with its line end and byte order mark

    bool usual() const { return column == std::array<std::size_t, 6>{0, 1, 2, 3, 4, 5}; }
};

/// From the first line of a file.
Result<BaciHeader> read_baci_header(std::string_view text, const std::string& file);

/// Why a row was left out or changed. The words are those of baci_note().
enum BaciNoteKind : std::size_t { kUnknownPlace, kSelfTrade, kNegativeValue, kNoValue, kNegativeWeight, kShortCode, kNoLineEnd, kBaciNotes };
struct BaciNoteWords {
    const char *kind, *done, *mend;
    bool leaves_out;
};
const BaciNoteWords& baci_note(std::size_t kind);

struct BaciNoteCount {
    std::uint64_t rows = 0;
    double value = 0;                     ///< thousand USD
    std::vector<Error> examples;          ///< lines counted from 0 within the piece
};

/// What one piece of a file holds. Lines count from 0 within the piece.
struct BaciPiece {
    struct Run {
        int year;
        std::size_t begin;                ///< of its flows, counted within the piece; ends where the next begins
    };
    FlowPiece flows;                      ///< of all years of the piece
    std::size_t kept = 0;
    std::vector<Run> runs;
    std::uint64_t rows = 0;               ///< read, without blank lines
    int lines = 0;
    std::array<BaciNoteCount, kBaciNotes> notes;
    Errors errors;                        ///< the first ones
    std::uint64_t wrong_rows = 0;         ///< all
    struct Seen {
        std::size_t watched;
        int line;
    };
    std::vector<Seen> seen;               ///< lines of the keys that were watched for
};

/// A flow whose lines are wanted.
struct WatchedFlow {
    int year;
    std::uint64_t key;
    auto operator<=>(const WatchedFlow&) const = default;
};

/// `piece`: whole lines; only the last one of a file may lack its end. `watched`: sorted.
BaciPiece read_baci_piece(std::string_view piece, const BaciHeader& header, const BaciPlaces& places, const std::string& file, FlowSlabs& slabs, std::span<const WatchedFlow> watched = {});

}  // namespace countervail
