// SPDX-License-Identifier: Apache-2.0
// The industries of the built-in table (data/economy/industries.toml) and how they meet everything else: the world's end
// uses, the industries of published tables, and the survey of which inputs stop which industry.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/library.h"
#include "economy/io_table.h"
#include "materials/catalogue.h"
#include "world/place_groups.h"

namespace countervail {

struct Industry {
    std::string id;                          ///< "vehicles"
    std::string name;                        ///< "motor vehicles and parts"
    std::string isic;                        ///< "C29": ISIC Rev. 4
    std::vector<std::string> sectors;        ///< sectors of end uses that belong here unless the use says otherwise
};

/// Which industry a code of a published classification belongs to.
struct IndustryCode {
    std::string classification;              ///< "wiod-2013", "oecd-icio", "exiobase", "eora26", "bea-summary"
    std::string code;                        ///< "c15"
    int industry = 0;                        ///< the industry it goes to, or the first of several
    std::vector<int> shares_with;            ///< further industries inside the same code
};

struct Industries {
    std::vector<Industry> list;
    std::vector<IndustryCode> codes;
    std::vector<int> of_use;                 ///< by end use of the catalogue: industry, -1 where none (unsold stocks)
    std::vector<int> of_process;             ///< by process of the catalogue: whose plants run it
    std::vector<int> host_of_item;           ///< by item of the catalogue: industry whose row of a money table holds it, or -1
    std::vector<bool> bought_as_investment;  ///< by item: a capital good, paid out of final demand and not out of Z
    /// How an industry (column) does without an input (row): 1 stops, 0.5 slows, 0 goes on. Pichler et al. 2022.
    Eigen::MatrixXd criticality;             ///< industries × industries
    /// Countries behind the places of a world that are no country ("REU"); "*" is every place not named elsewhere.
    PlaceGroups place_groups;
    std::vector<std::string> statements;

    int industry(std::string_view id) const;   ///< index, or -1
};

/// data/economy/industries.toml and criticality.csv against the catalogue; all problems at once.
/// docs/formats/industries.md.
Result<Industries> read_industries(const Library& library, const Catalogue& catalogue);

/// For each industry of `table`, the index into `industries.list` (by code of the classification that knows most of
/// the table's codes, else by id or name); -1 where unknown.
std::vector<int> match_industries(const IoTable& table, const Industries& industries);

/// Industries::criticality for the industries of `table`: rows inputs, columns users; a pair with an industry that the list does
/// not know gets `unknown`.
Eigen::MatrixXd criticality_of(const IoTable& table, const Industries& industries, double unknown);

/// For each industry of `industries.list`, the industries of `table` that hold it, whole or in part.
std::vector<std::vector<int>> table_industries_of(const IoTable& table, const Industries& industries);

}  // namespace countervail
