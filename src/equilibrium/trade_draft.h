// SPDX-License-Identifier: Apache-2.0
// A trade model while its figures come in, one at a time with the place of each, and the checks once all are there. Of use to the readers
// of trade data only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "equilibrium/trade_data.h"

namespace countervail {

class TradeDraft {
  public:
    static constexpr std::size_t kMostProblems = 200;
    static constexpr std::size_t kMostNames = 1000, kMostCells = 20'000'000;

    TradeDraft(std::vector<std::string> places, std::vector<std::string> industries, std::vector<double> theta);

    enum class Kind { trade, inputs, value_added, final_use, deficit };
    static constexpr std::size_t kKinds = 5;
    /// a, b, c: trade industry, exporter, importer; inputs input, industry, place; value added and final use industry, place; deficit place.
    void set(Kind kind, int a, int b, int c, double value, const Place& where);
    /// Rates of one trade row; `before` and `after` only where the data have a counterfactual.
    void set_rates(int industry, int exporter, int importer, double tariff, const double* before, const double* after, const Place& where);
    void problem(const Place& where, std::string what, std::string hint);
    bool full() const { return errors_.size() >= kMostProblems; }
    std::size_t count(Kind kind) const { return counts_[static_cast<std::size_t>(kind)]; }
    std::size_t whole(Kind kind) const;     ///< how many figures of the kind there can be

    /// The model, its deficits from trade where none were given.
    Result<TradeData> finish(const std::string& file);

  private:
    double& cell(Kind kind, int a, int b, int c);
    std::vector<bool>& seen(Kind kind) { return seen_[static_cast<std::size_t>(kind)]; }
    void balance(const std::string& file);

    TradeData data_;
    std::size_t places_ = 0, industries_ = 0;
    std::vector<Eigen::MatrixXd> before_, after_;
    bool has_counterfactual_ = false;
    std::vector<bool> seen_[kKinds];
    std::size_t counts_[kKinds] = {};
    Errors errors_;
};

/// Whole text as a finite number; else a problem.
bool read_figure(TradeDraft& draft, std::string_view text, const Place& where, double& value);

}  // namespace countervail
