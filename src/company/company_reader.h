// SPDX-License-Identifier: Apache-2.0
// From files to a Company: one bill of materials (.csv, .xlsx, .toml) whose columns say everything, or a company.toml that
// names several bills, a list of stocks and the company's place. docs/formats/company.md.
#pragma once

#include <functional>
#include <string>

#include "company/company.h"
#include "evidence/ledger.h"
#include "materials/catalogue.h"

namespace countervail {

struct CompanyTools {
    const Catalogue* catalogue = nullptr;
    const Ledger* ledger = nullptr;      ///< holds the assumptions for what is not said
    Date known_on;
    std::string place;                   ///< ISO3; of the command line: goes before the file's own; may be empty
    /// Bytes of a file that a company.toml names, relative to it.
    std::function<Result<std::string>(const std::string& path)> read;
};

/// All problems of all files at once (at most 200 a file): those of the bills, figures out of range, shares of suppliers that do
/// not sum to 1, a part described in two ways in two bills, parts that go into themselves across bills, stocks of parts that no
/// bill has (nearest named), two currencies, no place.
Result<Company> read_company(const std::string& bytes, const std::string& file, const CompanyTools& tools);

}  // namespace countervail
