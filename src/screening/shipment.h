// SPDX-License-Identifier: Apache-2.0
// What a person asks the law about: one article or one technology on its way, as docs/formats/shipment.md describes
// the file. Only what was stated: what is left out stays empty and becomes an unknown of the answer.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/error.h"
#include "bom/bill.h"
#include "controls/flow.h"
#include "screening/shipment_words.h"
#include "screening/stated_holdings.h"
#include "screening/stated_party.h"

namespace countervail {

struct StatedContent {
    std::string item, origin, classification;
    Decimal share;                     ///< of the value of the article or component (Shipment::contents_in_money: money)
    std::string inside_of;             ///< item of a finished input that it sits in
};

struct StatedComponent {
    std::string item, origin;
    Decimal share;                     ///< of the article's value
    std::optional<std::vector<StatedContent>> contents;   ///< shares of the component's value
};

/// Probabilities of the origins of an item where the bill does not know them; they sum to 1 or less, the rest is elsewhere.
struct OriginGuess {
    std::string item;
    std::vector<std::pair<std::string, double>> origins;
};

struct Shipment {
    std::string file, name;
    std::string item, code, control_code;                 ///< exactly one is set
    std::string made_in, from, to;
    std::vector<std::string> via;
    std::optional<Date> on;
    std::optional<Decimal> value;
    std::string currency;
    std::vector<std::string> end_uses;
    std::vector<std::pair<std::string, Decimal>> composition;   ///< element, share of mass
    std::optional<std::vector<StatedContent>> contents;
    bool contents_in_money = false;    ///< contents are in units of `value`, else shares of 1
    std::optional<std::vector<StatedComponent>> components;
    std::optional<std::vector<std::string>> technology_origins;
    ShipmentParty exporter, consignee, end_user;
    std::optional<Bill> bill;
    std::shared_ptr<const Holdings> holdings;             ///< null: none stated
    std::vector<StatedListing> listings;
    std::vector<OriginGuess> guesses;
    std::vector<Fact> facts;
};

/// The bytes of a file named in a shipment, beside the shipment's own.
using ReadBeside = std::function<Result<std::string>(const std::string& path)>;

/// All problems at once, each with its line; unknown items, facts, end uses, places and lists name their nearest.
Result<Shipment> read_shipment(std::string text, const std::string& file, const ShipmentWords& words, const ReadBeside& beside);

/// "0.0995 %" or "0.000995": a share from 0 to 1; empty for anything else, also for 5 without a sign.
std::optional<Decimal> parse_value_share(std::string_view text);

}  // namespace countervail
