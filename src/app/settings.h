// SPDX-License-Identifier: Apache-2.0
// What every verb understands beside its own options, and the streams it writes to: answers to `out`, progress and
// problems to `problems`.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "app/exit_code.h"
#include "base/library.h"
#include "base/table.h"
#include "evidence/ledger.h"

namespace CLI {
class App;
}

namespace countervail {

struct Settings {
    TableFormat format = TableFormat::text;
    std::filesystem::path out;              ///< empty: not given
    int threads = 0;                        ///< 0: all cores
    std::optional<std::uint64_t> seed;
    std::optional<int> draws;
    std::optional<Date> known_on;
    std::filesystem::path library;          ///< empty: the files inside the program
    bool quiet = false;

    std::ostream* out_stream = nullptr;
    std::ostream* problem_stream = nullptr;
    std::ostream& answers() const { return *out_stream; }
    std::ostream& problems() const { return *problem_stream; }
    int threads_to_use() const;
};

/// Adds the global options to the program.
void add_global_options(CLI::App& program, Settings& settings);

/// The library that the settings name; every problem is printed and `code` set when it cannot be read.
Result<Library> open_library(const Settings& settings);
Result<Ledger> open_ledger(const Library& library);

/// The day as of which a world is built when nobody names one: what the library's scenarios on it may know at most;
/// without any, today's knowledge of the ledger.
Date day_of_world(const Library& library, const Ledger& ledger, std::string_view world);

/// Prints the problems; 5 when stored data do not match their lock, 4 when a solver did not converge, else 3.
ExitCode report(const Settings& settings, const Errors& errors);

/// Renders to the answers, in the chosen format.
void print(const Settings& settings, const Table& table);
/// Several tables: as one array in json, else one after the other.
void print(const Settings& settings, const std::vector<const Table*>& tables);

/// 0.1.0.
std::string program_version();

}  // namespace countervail
