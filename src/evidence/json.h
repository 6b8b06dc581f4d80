// SPDX-License-Identifier: Apache-2.0
// JSON tables: an array of objects becomes rows under a header of their keys, each cell with its line.
#pragma once

#include <string>
#include <string_view>

#include "evidence/grid.h"

namespace countervail {

/// Reads the array at `path` ("" is the whole document, "data.rows" an array inside). Rows are objects: the
/// header lists their keys in order of first sight, and nested objects become "outer.inner". Rows that are
/// arrays are taken as they are, without a header. Arrays of plain values inside a row are joined by spaces;
/// null and absent are empty; numbers keep the digits of the file. Fails on malformed JSON (line and column),
/// on a path that leads to no array, on rows that are neither objects nor arrays, and past the limits of
/// grid.h.
Result<Grid> read_json(std::string_view text, std::string file, std::string_view path = {});

}  // namespace countervail
