// SPDX-License-Identifier: Apache-2.0
// What the files of a BACI release are, by their names, and its list of products. For the folder itself only.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "trade/read_baci.h"

namespace countervail {

struct BaciRelease {
    std::vector<const TextFile*> years;
    const TextFile *country_codes = nullptr, *product_codes = nullptr;
    std::string nomenclature;     ///< "HS2022" by the names; empty: they do not say
    std::string version;          ///< "202501"; empty: they do not say
};

/// Fails when there is no year, or when names speak of several nomenclatures or versions.
Result<BaciRelease> baci_release(std::span<const TextFile> files);

/// Name by code, leading zeros put back.
Result<std::map<std::string, std::string>> baci_product_names(std::string_view text, const std::string& file);

/// "baci-hs22-v202501", or from the name of the first year.
std::string baci_id(const BaciRelease& release);

}  // namespace countervail
