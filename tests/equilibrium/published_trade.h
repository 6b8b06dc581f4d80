// SPDX-License-Identifier: Apache-2.0
// The data of Caliendo & Parro 2015 where they lie beside the source tree, and small worlds made by hand.
#pragma once

#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include "equilibrium/trade_data.h"

namespace countervail {

inline std::string published_trade_file() { return std::string(COUNTERVAIL_SOURCE_DIR) + "/../shared/oracles/cp2015.txt"; }

/// Read once; empty when the file is not there.
inline const std::optional<TradeData>& published_trade() {
    static const std::optional<TradeData> data = []() -> std::optional<TradeData> {
        std::ifstream stream(published_trade_file(), std::ios::binary);
        if (!stream) return std::nullopt;
        const std::string text{std::istreambuf_iterator<char>(stream), {}};
        auto read = read_trade_lines(text, "cp2015.txt");
        if (!read) throw std::runtime_error(to_text(read.error()));
        return std::move(*read);
    }();
    return data;
}

/// Balanced: every place makes what it sells and spends what it earns plus its deficit and its tariffs. Figures differ by place and
/// industry in a fixed way; `tariff` is on every flow between places.
TradeModel made_up_trade(int places, int industries, double tariff, double theta);

/// One industry, no inputs, no tariffs: the share of home goods is `home`.
inline TradeModel one_industry_world(int places, double home, double theta) {
    TradeModel model;
    model.source = "made up";
    for (int n = 0; n < places; ++n) model.places.push_back("place" + std::to_string(n));
    model.industries = {"goods"};
    model.theta = Eigen::VectorXd::Constant(1, theta);
    Eigen::MatrixXd trade = Eigen::MatrixXd::Constant(places, places, 100 * (1 - home) / (places - 1));
    trade.diagonal().setConstant(100 * home);
    model.trade = {trade};
    model.tariff = {Eigen::MatrixXd::Zero(places, places)};
    model.inputs.assign(static_cast<std::size_t>(places), Eigen::MatrixXd::Zero(1, 1));
    model.value_added = Eigen::MatrixXd::Constant(places, 1, 100);
    model.final_use = model.value_added;
    model.deficit = Eigen::VectorXd::Zero(places);
    return model;
}

inline TradeModel made_up_trade(int places, int industries, double tariff, double theta) {
    TradeModel model;
    model.source = "made up";
    for (int n = 0; n < places; ++n) model.places.push_back("place" + std::to_string(n));
    for (int j = 0; j < industries; ++j) model.industries.push_back("industry" + std::to_string(j));
    model.theta.resize(industries);
    model.value_added.resize(places, industries);
    model.final_use.setZero(places, industries);
    model.inputs.assign(static_cast<std::size_t>(places), Eigen::MatrixXd::Zero(industries, industries));
    model.deficit.setZero(places);
    Eigen::MatrixXd bought = Eigen::MatrixXd::Zero(places, industries);   // by using place, tariffs included
    for (int j = 0; j < industries; ++j) {
        model.theta[j] = theta + j;
        Eigen::MatrixXd trade(places, places);
        for (int n = 0; n < places; ++n) {
            for (int i = 0; i < places; ++i) trade(n, i) = n == i ? 200 + 30 * n + 11 * j : 5 + (3 * n + 5 * i + 7 * j) % 11;
        }
        Eigen::MatrixXd rates = Eigen::MatrixXd::Constant(places, places, tariff);
        rates.diagonal().setZero();
        bought.col(j) = (trade.array() * (1 + rates.array())).rowwise().sum();
        model.deficit += trade.rowwise().sum() - trade.colwise().sum().transpose();
        model.trade.push_back(trade);
        model.tariff.push_back(rates);
    }
    for (int n = 0; n < places; ++n) {
        for (int j = 0; j < industries; ++j) {
            const double made = model.trade[static_cast<std::size_t>(j)].col(n).sum();
            for (int k = 0; k < industries; ++k) model.inputs[static_cast<std::size_t>(n)](k, j) = made * (0.1 + 0.05 * ((n + k + 2 * j) % 3)) / industries;
            model.value_added(n, j) = made - model.inputs[static_cast<std::size_t>(n)].col(j).sum();
        }
        model.final_use.row(n) = bought.row(n) - model.inputs[static_cast<std::size_t>(n)].rowwise().sum().transpose();
    }
    return model;
}

}  // namespace countervail
