// SPDX-License-Identifier: Apache-2.0
#include "equilibrium/trade_draft.h"

#include <cmath>

#include "base/text.h"

namespace countervail {

namespace {

const char* const kKindNames[] = {"trade", "inputs", "value added", "final use", "deficit"};

}  // namespace

TradeDraft::TradeDraft(std::vector<std::string> places, std::vector<std::string> industries, std::vector<double> theta) : places_(places.size()), industries_(industries.size()) {
    const auto n = static_cast<Eigen::Index>(places_), j = static_cast<Eigen::Index>(industries_);
    TradeModel& model = data_.model;
    model.places = std::move(places);
    model.industries = std::move(industries);
    model.theta = Eigen::Map<const Eigen::VectorXd>(theta.data(), static_cast<Eigen::Index>(theta.size()));
    model.trade.assign(industries_, Eigen::MatrixXd::Zero(n, n));
    model.tariff = before_ = after_ = model.trade;
    model.inputs.assign(places_, Eigen::MatrixXd::Zero(j, j));
    model.value_added.setZero(n, j);
    model.final_use.setZero(n, j);
    model.deficit.setZero(n);
    for (const Kind kind : {Kind::trade, Kind::inputs, Kind::value_added, Kind::final_use, Kind::deficit}) seen(kind).assign(whole(kind), false);
}

std::size_t TradeDraft::whole(Kind kind) const {
    switch (kind) {
        case Kind::trade: return industries_ * places_ * places_;
        case Kind::inputs: return industries_ * industries_ * places_;
        case Kind::value_added:
        case Kind::final_use: return industries_ * places_;
        case Kind::deficit: return places_;
    }
    return 0;
}

double& TradeDraft::cell(Kind kind, int a, int b, int c) {
    TradeModel& model = data_.model;
    switch (kind) {
        case Kind::trade: return model.trade[static_cast<std::size_t>(a)](c, b);
        case Kind::inputs: return model.inputs[static_cast<std::size_t>(c)](a, b);
        case Kind::value_added: return model.value_added(b, a);
        case Kind::final_use: return model.final_use(b, a);
        case Kind::deficit: break;
    }
    return model.deficit[a];
}

void TradeDraft::set(Kind kind, int a, int b, int c, double value, const Place& where) {
    const auto key = [&]() -> std::size_t {
        const auto first = static_cast<std::size_t>(a), second = static_cast<std::size_t>(b), third = static_cast<std::size_t>(c);
        if (kind == Kind::trade) return (first * places_ + second) * places_ + third;
        if (kind == Kind::inputs) return (first * industries_ + second) * places_ + third;
        return kind == Kind::deficit ? first : first * places_ + second;
    }();
    ++counts_[static_cast<std::size_t>(kind)];
    if (seen(kind)[key]) return problem(where, std::string("this figure of ") + kKindNames[static_cast<std::size_t>(kind)] + " was given before", "keep one of the two");
    seen(kind)[key] = true;
    if (kind == Kind::inputs && value < 0) data_.model.notes.push_back({where, "an input of " + readable_number(value), "a balancing figure of the published table; it is kept as it stands"});
    else if (value < 0 && kind != Kind::deficit) return problem(where, readable_number(value) + " is negative", "values are 0 or more; changes in stocks belong to final use of the year before");
    if (!(std::abs(value) < 1e30)) return problem(where, readable_number(value) + " is beyond any economy", "check the unit");
    cell(kind, a, b, c) = value;
}

void TradeDraft::set_rates(int industry, int exporter, int importer, double tariff, const double* before, const double* after, const Place& where) {
    const auto at = static_cast<std::size_t>(industry);
    for (const double rate : {tariff, before ? *before : 0.0, after ? *after : 0.0}) {
        if (!(rate > -1 && rate < 1000)) return problem(where, "a rate of " + readable_number(rate) + " cannot be", "rates are shares of the value: 0.25 is 25%");
    }
    if (exporter == importer && (tariff != 0 || (after && *after != 0))) problem(where, "a tariff on home sales", "rates of a place on itself are 0");
    data_.model.tariff[at](importer, exporter) = tariff;
    before_[at](importer, exporter) = before ? *before : tariff;
    after_[at](importer, exporter) = after ? *after : tariff;
    has_counterfactual_ = has_counterfactual_ || after;
}

void TradeDraft::problem(const Place& where, std::string what, std::string hint) {
    if (!full()) errors_.push_back({where, std::move(what), std::move(hint)});
}

/// What an industry makes is what it sells: files that disagree by more than a hundredth have been cut off or mixed up.
void TradeDraft::balance(const std::string& file) {
    const TradeModel& model = data_.model;
    for (std::size_t n = 0; n < places_; ++n) {
        for (std::size_t j = 0; j < industries_; ++j) {
            const auto row = static_cast<Eigen::Index>(n), column = static_cast<Eigen::Index>(j);
            const double made = model.inputs[n].col(column).sum() + model.value_added(row, column), sold = model.trade[j].col(row).sum();
            if (std::abs(made - sold) <= 0.01 * std::max(made, sold)) continue;
            problem({file}, model.places[n] + " makes " + readable_number(made) + " of " + model.industries[j] + " (inputs and value added) and sells " + readable_number(sold),
                    "trade holds home sales too; is a row missing, or one in another unit?");
        }
    }
}

Result<TradeData> TradeDraft::finish(const std::string& file) {
    TradeModel& model = data_.model;
    model.source = file;
    if (errors_.empty()) balance(file);
    if (count(Kind::deficit) == 0) {
        for (const Eigen::MatrixXd& trade : model.trade) model.deficit += trade.rowwise().sum() - trade.colwise().sum().transpose();
    }
    const double gap = model.deficit.sum();
    if (errors_.empty() && !(std::abs(gap) <= 1e-6 * std::max(1.0, model.deficit.cwiseAbs().sum()))) {
        problem({file}, "the deficits sum to " + readable_number(gap) + ", not 0", "what one place borrows another lends");
    }
    if (errors_.empty()) append(errors_, problems_of_trade(model));
    if (!errors_.empty()) return std::unexpected(std::move(errors_));
    if (has_counterfactual_) data_.tariff_before = std::move(before_), data_.tariff_after = std::move(after_);
    return std::move(data_);
}

bool read_figure(TradeDraft& draft, std::string_view text, const Place& where, double& value) {
    const auto number = parse_number(text);
    if (!number) draft.problem(where, "\"" + std::string(text.substr(0, 40)) + "\" is not a number", "plain digits with '.' as decimal mark");
    value = number.value_or(0);
    return number.has_value();
}

}  // namespace countervail
