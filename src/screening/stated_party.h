// SPDX-License-Identifier: Apache-2.0
// What a shipment says of its parties: names to look up, or lists and owners that somebody has looked up already.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"

namespace countervail {

/// A listed party that holds or controls another, as a shipment states it.
struct StatedOwner {
    std::string name, list;
    std::optional<Decimal> share;      ///< empty: a holding of unknown size
    bool control = false;              ///< controls without owning
};

/// Exporter, consignee or end user. Places are ISO3.
struct ShipmentParty {
    std::string name, place, headquarters, nationality;
    std::optional<std::vector<std::string>> lists;   ///< stated; empty: to be looked up by name
    std::vector<StatedOwner> owners;
    bool stated = false;               ///< the shipment has this table at all
};

/// A name put on a list for some days, stated in the shipment itself.
struct StatedListing {
    std::string name, list;
    std::optional<Date> from, through;
    bool on(Date day) const { return (!from || *from <= day) && (!through || day <= *through); }
};

}  // namespace countervail
