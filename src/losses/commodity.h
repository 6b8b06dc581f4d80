// SPDX-License-Identifier: Apache-2.0
// What is known of a commodity's market, of who uses it and of what published models said of its loss, from
// data/economy/commodities.toml. Every figure names a statement of the ledger; its range is what draws are taken from.
// Format: docs/formats/commodities.md. Mass is t per year, prices USD per t, values USD million per year.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "economy/industries.h"
#include "simulation/parameters.h"

namespace countervail {

/// Somebody who makes the commodity. Without `net_exports` nobody knows what others would lose if it sold nothing.
struct CommoditySupplier {
    std::string place;
    Range output;
    std::optional<Range> capacity;      ///< nameplate; at least the output
    std::optional<Range> net_exports;   ///< what reaches other places, net of what it buys there
};

/// One use at one place.
struct CommodityUse {
    std::string id, name;
    int industry = 0;                   ///< of Industries
    Range share;                        ///< of the place's consumption; the shares of a place are brought to a sum of 1
    Range elasticity;                   ///< own-price, over a year, as a positive number
    Range output;                       ///< of the industry at the place, that cannot be finished without the commodity
    Range passing;                      ///< share of a cut of the use that becomes a cut of output; the rest is thrift
};

struct CommodityConsumer {
    std::string place;
    Range amount;
    std::vector<CommodityUse> uses;
};

/// How likely it is, in a year, that these places stop selling.
struct CommodityScenario {
    std::vector<std::string> by;
    std::string likelihood;             ///< class, for people: "controls in force"
    Range probability;
};

/// What somebody else's model said of the same question.
struct PublishedLoss {
    enum class Measure { loss, weighted_loss, price_change, industry_share };
    Measure measure = Measure::loss;
    std::vector<std::string> by;        ///< restricted places
    std::string in;                     ///< who loses
    int industry = -1;                  ///< of Industries, for industry_share
    bool at_least = false;              ///< published as a lower bound
    bool ranged = false;                ///< published with a range
    Range value;                        ///< USD million, or a share of 1; low and high as published
};

struct Commodity {
    std::string id, name;
    Range price;
    Range supply_elasticity;            ///< of those who go on selling, over a year
    Range restart;                      ///< share of idle capacity that can be running within the year
    Range stretch;                      ///< what running plants and scrap can add within the year, share of their output
    Range restart_price;                ///< price, as a multiple of today's, at which all of it runs
    int producer = 0;                   ///< industry of Industries that domestic makers belong to
    Range producer_value_added;         ///< of their extra output at today's price
    std::vector<CommoditySupplier> suppliers;
    std::vector<CommodityConsumer> consumers;
    std::vector<CommodityScenario> scenarios;
    std::vector<PublishedLoss> published;
};

/// Several commodities at once, for which somebody published an answer.
struct CommoditiesTogether {
    std::vector<int> commodities;
    std::vector<PublishedLoss> published;
};

struct CommodityBook {
    std::vector<Commodity> list;
    std::vector<CommoditiesTogether> together;
    std::vector<std::string> statements;   ///< ids that the book rests on, sorted

    int commodity(std::string_view id) const;   ///< index, or -1
};

/// All problems at once, each with its place. Statements published after `known_on` are refused.
Result<CommodityBook> read_commodities(const Library& library, const Ledger& ledger, const Industries& industries, Date known_on);

}  // namespace countervail
