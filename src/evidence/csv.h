// SPDX-License-Identifier: Apache-2.0
// CSV as RFC 4180 has it (plus bare '\n' line ends and a byte order mark), with the place of every cell.
#pragma once

#include <string>
#include <string_view>

#include "evidence/grid.h"

namespace countervail {

enum class TextEncoding { utf8, windows_1252 };

/// Blank lines are skipped; rows may differ in length (the reader of the rows says what is wanted). All
/// problems at once: text behind a closing quote, a quote inside a bare cell, a quote never closed, bytes
/// that are not UTF-8, NUL.
Result<Grid> read_csv(std::string_view text, std::string file, TextEncoding encoding = TextEncoding::utf8);

/// The text of one cell, quoted where RFC 4180 asks for it; read_csv gives it back unchanged.
std::string csv_cell(std::string_view text);

}  // namespace countervail
