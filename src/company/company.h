// SPDX-License-Identifier: Apache-2.0
// One company as a purchaser sees it: products, the parts that go into them, who supplies each and how long the stock
// lasts. A part may have several sources; a source may itself be assembled from parts (made in the house, or bought from
// a supplier who needs them). Built by company_reader.h from bills of materials; knows nothing of the world.
//
// Days of stock are days of use at full output. Money is in Company::currency.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "simulation/parameters.h"

namespace countervail {

/// What a missing part does to what it goes into: all output waits, a share of it, or none.
enum class PartEffect { stops, slows, none };

/// Who delivers a part, from where.
struct CompanySource {
    std::string row;                     ///< id of the line of the bill
    std::string supplier, origin, item;  ///< empty: unknown
    double share = 1;                    ///< of the part's need; the sources of a part sum to 1
    std::optional<double> lead_days;     ///< from the supplier's door to the user's; what is under way still arrives
    std::vector<int> inside;             ///< parts that it is assembled from; before this part in Company::parts
    std::vector<std::string> elements;   ///< of the catalogue, stated on the line
    bool made = false;                   ///< in the house of whoever uses it
    Place where;
};

struct CompanyPart {
    std::string id, name;
    std::vector<CompanySource> sources;  ///< at least one, by row id
    Range stock_days;                    ///< low = high when the company states it; else an assumption
    PartEffect effect = PartEffect::stops;
    double slowed = 1;                   ///< share of output that waits for it (1 unless it slows)
    bool own = true;                     ///< the company holds it; false: it is in a supplier's house
    std::string used_in;                 ///< ISO3 of the place where it is used; empty: unknown
    Range qualification_days;            ///< until a second source delivers
    Range alternative_share;             ///< of the need that it brings
    std::optional<double> day_value;     ///< money of one day's use at full output
    bool made() const;                   ///< every source is
};

struct CompanyProduct {
    std::string name;
    int part = 0;                        ///< index into Company::parts
    std::optional<double> revenue;       ///< a year
    std::optional<double> margin;        ///< gross, share of revenue
};

struct Company {
    std::string name, place, currency;
    std::vector<CompanyPart> parts;      ///< what is inside stands before what it is inside of
    std::vector<CompanyProduct> products;
    Range luck, holding_rate;
    std::vector<std::string> assumptions;   ///< ids of the statements that stand for what is not said
    Errors notes;                        ///< doubts that stop nothing
};

/// Name where there is one, else the id.
const std::string& shown_name(const CompanyPart& part);

}  // namespace countervail
