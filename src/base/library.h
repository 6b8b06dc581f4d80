// SPDX-License-Identifier: Apache-2.0
// The files that the product ships (evidence, worlds, rules, scenarios): embedded in the program, so that it
// runs anywhere, or read from a folder of the same layout so that an analyst can change one and try.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace countervail {

struct LibraryFile {
    std::string path;   ///< relative, '/'-separated: "rules/CHN/mofcom-gacc-2025-18.toml"
    std::string text;
};

class Library {
  public:
    /// The files compiled into the program.
    static Library embedded();
    /// The files under a folder (its data/, worlds/, rules/, scenarios/).
    static Result<Library> from_folder(const std::string& path);
    /// For tests.
    explicit Library(std::vector<LibraryFile> files);

    /// Files whose path begins with `prefix` and ends with `suffix`, in path order.
    std::vector<const LibraryFile*> files(std::string_view prefix, std::string_view suffix = {}) const;
    const LibraryFile* find(std::string_view path) const;
    /// Replaces or adds one file (a user's scenario, a mutated test input).
    void put(LibraryFile file);
    /// SHA-256 over all paths and texts, hexadecimal: the lock that a stored run remembers.
    std::string digest() const;

  private:
    std::vector<LibraryFile> files_;   // sorted by path
};

}  // namespace countervail
