// SPDX-License-Identifier: Apache-2.0
// What holds the source tree in shape: data moves one way through the folders of src/, every source has its
// test, and nothing speaks of the machine it was written on.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace countervail::layout {

/// Folders of src/ in the order of the pipeline: each may include itself and those before it.
const std::vector<std::string>& folders();

/// `file:line: …` for each #include "…" under tree/src that points up the pipeline, or to no folder of it.
std::vector<std::string> upward_includes(const std::filesystem::path& tree);

/// `file: …` for each X.cpp of src/<folder>/ with a header X.h and neither tests/<folder>/X_test.cpp nor a
/// test of that folder with X in a line `// covers: X, Y`.
std::vector<std::string> untested_sources(const std::filesystem::path& tree);

/// `file:line: …` for each text file of the tree with an absolute path of somebody's machine, a source
/// without its licence line, or a place or material named by the engine instead of by its data.
std::vector<std::string> unwanted_words(const std::filesystem::path& tree);

}  // namespace countervail::layout
