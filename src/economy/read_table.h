// SPDX-License-Identifier: Apache-2.0
// Published input–output tables as users download them. docs/formats/io-table.md says which releases and layouts.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "economy/io_table.h"

namespace countervail {

enum class TableLayout { wiod, icio, exiobase, eora, bea, plain };

/// A file of a release, by name; bytes are read whole.
struct TableFile {
    std::string name;              ///< as problems name it
    std::string bytes;
};

/// The layout that the names and first bytes of the files show; fails naming the layouts that are known.
Result<TableLayout> recognise(const std::vector<TableFile>& files);

/// All problems at once (at most 200), each with file and line. Values in the file's own unit are converted to
/// USD million where the file says the unit; a file in another currency is refused with the remedy.
Result<IoTable> read_table(const std::vector<TableFile>& files, TableLayout layout);

/// The files of one release at `path`: a file with those that belong to it (…Z beside …Y and …x), a folder or a zip. A zip
/// or folder with the tables of several years is refused. Names are the paths; "a.zip[A.txt]" inside an archive.
Result<std::vector<TableFile>> table_files_at(const std::filesystem::path& path);

/// `path`: a file, a folder or a zip with the files of one release.
Result<IoTable> read_table_at(const std::filesystem::path& path);

}  // namespace countervail
