// SPDX-License-Identifier: Apache-2.0
// Filled in by cmake/EmbedLibrary.cmake; only base/library.cpp uses it.
#pragma once

#include <span>
#include <string_view>

namespace countervail {

struct EmbeddedFile {
    std::string_view path;
    const char* begin;
    const char* end;
};

std::span<const EmbeddedFile> embedded_files();

}  // namespace countervail
