// SPDX-License-Identifier: Apache-2.0
// Small files in the layout of BACI, of our own making, and what tests do with them.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "trade/cube_file.h"
#include "trade/cube_output.h"
#include "trade/read_baci.h"
#include "trade/reader_inputs.h"

namespace countervail {

inline const std::string kBaciName = "BACI_HS22_Y2022_V202501.csv";

/// Three places, three products, one quantity that nobody knows.
inline std::string baci_sample() {
    return "t,i,j,k,v,q\n"
           "2022,156,842,280530,10.500,        2.000\n"
           "2022,156,842,850511,120.250,       13.235\n"
           "2022,156,276,850511,40.000,           NA\n"
           "2022,276,842,850511,60.000,        1.500\n"
           "2022,842,276,271019,7.125,       12.000\n";
}

inline BaciOptions baci_options(int threads = 1) {
    BaciOptions options;
    options.places = &shipped_places();
    options.nomenclatures = &shipped_nomenclature();
    options.threads = threads;
    return options;
}

struct BaciOutcome {
    Result<ImportedTrade> imported;
    std::string bytes;

    const ImportNotes& notes() const { return imported->notes; }
};

inline BaciOutcome import_baci_text(const std::string& text, const BaciOptions& options = baci_options(), const std::string& name = kBaciName) {
    BaciOutcome outcome;
    const std::vector<TextFile> files = {text_in_memory(name, text)};
    const auto output = cube_memory_output(outcome.bytes);
    outcome.imported = import_baci(files, options, *output);
    return outcome;
}

inline TradeCube cube_in(const std::string& bytes) {
    auto owner = std::make_shared<std::string>(bytes);
    auto cube = open_cube_bytes(*owner, owner, "memory");
    if (!cube) throw std::runtime_error(to_text(cube.error()));
    return *cube;
}

/// A folder that vanishes.
class TradeFolder {
  public:
    TradeFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "countervail-trade-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for the test");
        path_ = name;
    }
    ~TradeFolder() { std::filesystem::remove_all(path_); }
    TradeFolder(const TradeFolder&) = delete;
    TradeFolder& operator=(const TradeFolder&) = delete;
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    std::filesystem::path write(const std::string& name, const std::string& text) const {
        std::ofstream(path_ / name, std::ios::binary) << text;
        return path_ / name;
    }
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace countervail
