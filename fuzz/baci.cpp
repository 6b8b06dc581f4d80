// SPDX-License-Identifier: Apache-2.0
// seeds: tests/trade/seeds/baci*.csv
// A csv of BACI: refused in words, or every row is kept or noted and the cube that was written opens. The first bytes may be a list of countries too.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "trade/cube_file.h"
#include "trade/cube_output.h"
#include "trade/read_baci.h"

namespace {

using namespace countervail;

constexpr std::string_view kCodes = "country_code,country_name,country_iso2,country_iso3\n156,A,AA,AAA\n276,B,BB,BBB\n842,C,CC,CCC\n";
constexpr std::string_view kRows = "t,i,j,k,v,q\n2022,156,842,850511,1.000,        2.000\n";

void try_import(std::string_view rows, std::string_view codes, int threads) {
    const TextFile files[] = {text_in_memory("BACI_HS22_Y2022_V202501.csv", rows), text_in_memory("country_codes_V202501.csv", codes)};
    BaciOptions options;
    options.threads = threads;
    std::string bytes;
    const auto output = cube_memory_output(bytes);
    const auto imported = import_baci(files, options, *output);
    if (!imported) {
        for (const Error& error : imported.error()) {
            if (error.what.empty() || error.hint.empty() || error.where.file.empty()) std::abort();
        }
        return;
    }
    if (imported->rows_read != imported->rows_kept + imported->rows_left_out) std::abort();
    const auto cube = open_cube_bytes(bytes, nullptr, "fuzz.cube");
    if (!cube || cube->flows() != imported->rows_kept) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    try_import(bytes, kCodes, 1);
    if (size > 0 && size < 4096) try_import(kRows, bytes, 1);
    return 0;
}
