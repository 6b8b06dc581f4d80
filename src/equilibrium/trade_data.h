// SPDX-License-Identifier: Apache-2.0
// Trade, input and tariff data of a trade model as files: docs/formats/tariff-data.md. Two layouts: one file of tagged lines (places, industries and
// elasticities first, then one line a figure) and a folder of tables with names.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "equilibrium/trade_model.h"

namespace countervail {

struct TradeDataFile {
    std::string name;          ///< as problems name it; the folder layout goes by its last part
    std::string bytes;
};

struct TradeData {
    TradeModel model;
    /// Rates of a counterfactual that the data bring along, against those they start it from; absent where the files have none.
    std::optional<std::vector<Eigen::MatrixXd>> tariff_before, tariff_after;
};

/// All problems at once (at most 200), each with file and line.
Result<TradeData> read_trade_lines(std::string_view text, const std::string& file);
/// trade.csv, inputs.csv, value-added.csv, final.csv, elasticities.csv and, if there, deficits.csv.
Result<TradeData> read_trade_tables(const std::vector<TradeDataFile>& files);
/// One file: tagged lines. Several: the tables.
Result<TradeData> read_trade_data(const std::vector<TradeDataFile>& files);

}  // namespace countervail
