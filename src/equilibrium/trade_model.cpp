// SPDX-License-Identifier: Apache-2.0
#include "equilibrium/trade_model.h"

#include <algorithm>
#include <cmath>

namespace countervail {

namespace {

int index_in(const std::vector<std::string>& all, std::string_view one) {
    const auto at = std::find(all.begin(), all.end(), one);
    return at == all.end() ? -1 : static_cast<int>(at - all.begin());
}

bool shaped(const std::vector<Eigen::MatrixXd>& all, std::size_t count, Eigen::Index rows, Eigen::Index columns) {
    return all.size() == count && std::all_of(all.begin(), all.end(), [&](const Eigen::MatrixXd& each) { return each.rows() == rows && each.cols() == columns; });
}

bool not_negative(const Eigen::MatrixXd& all) { return all.allFinite() && (all.size() == 0 || all.minCoeff() >= 0); }

}  // namespace

int TradeModel::place(std::string_view id) const { return index_in(places, id); }
int TradeModel::industry(std::string_view code) const { return index_in(industries, code); }

TradePolicy observed_policy(const TradeModel& model) { return {model.tariff, {}, model.deficit}; }

Errors problems_of_trade(const TradeModel& model) {
    const auto places = static_cast<Eigen::Index>(model.places.size()), industries = static_cast<Eigen::Index>(model.industries.size());
    Errors errors;
    const auto say = [&](std::string what, std::string hint) { errors.push_back({{model.source}, std::move(what), std::move(hint)}); };
    if (places < 2 || industries < 1) say("has fewer than two places or no industry", "trade needs two places");
    if (model.theta.size() != industries || !shaped(model.trade, model.industries.size(), places, places) || !shaped(model.tariff, model.industries.size(), places, places) ||
        !shaped(model.inputs, model.places.size(), industries, industries) || model.value_added.rows() != places || model.value_added.cols() != industries ||
        model.final_use.rows() != places || model.final_use.cols() != industries || model.deficit.size() != places) {
        say("has arrays of other sizes than its places and industries", "one matrix per industry, importer × exporter");
        return errors;
    }
    for (Eigen::Index j = 0; j < industries; ++j) {
        const auto at = static_cast<std::size_t>(j);
        if (!(model.theta[j] > 0) || !std::isfinite(model.theta[j])) say("the elasticity of " + model.industries[at] + " is not above 0", "theta of Caliendo & Parro 2015, table 1, or σ − 1");
        if (!not_negative(model.trade[at])) say("trade in " + model.industries[at] + " has a negative or missing value", "values are 0 or more");
        if (!model.tariff[at].allFinite() || model.tariff[at].minCoeff() <= -1) say("a tariff on " + model.industries[at] + " is not above −100%", "rates are shares of the value: 0.25");
    }
    for (std::size_t n = 0; n < model.inputs.size(); ++n) {
        // Published tables hold small negative inputs that balance them; a large one is a mistake.
        const Eigen::ArrayXd column = model.inputs[n].colwise().sum().transpose() + model.value_added.row(static_cast<Eigen::Index>(n)).transpose();
        const auto all = model.inputs[n].array();
        if (!model.inputs[n].allFinite() || (all < -0.01 * column.abs().transpose().replicate(all.rows(), 1)).any()) say("an input of " + model.places[n] + " is missing, or negative by more than 1% of the output", "values are 0 or more");
    }
    if (!not_negative(model.value_added) || !not_negative(model.final_use)) say("value added or final use is negative or missing", "values are 0 or more");
    if (!model.deficit.allFinite()) say("a deficit is missing", "imports less exports of each place");
    if (!errors.empty()) return errors;
    for (Eigen::Index n = 0; n < places; ++n) {
        const std::string& name = model.places[static_cast<std::size_t>(n)];
        if (!(model.value_added.row(n).sum() > 0)) say(name + " has no value added", "leave the place out");
        if (!(model.final_use.row(n).sum() > 0)) say(name + " has no final use", "leave the place out");
        for (Eigen::Index j = 0; j < industries; ++j) {
            const auto at = static_cast<std::size_t>(j);
            const bool wanted = model.final_use(n, j) > 0 || model.inputs[static_cast<std::size_t>(n)].row(j).sum() > 0;
            if (wanted && !(model.trade[at].row(n).sum() > 0)) say(name + " uses " + model.industries[at] + " and buys it from nobody, itself included", "home sales are the trade of a place with itself");
        }
    }
    return errors;
}

Errors problems_of_policy(const TradeModel& model, const TradePolicy& policy) {
    const auto places = static_cast<Eigen::Index>(model.places.size());
    Errors errors;
    const auto say = [&](std::string what, std::string hint) { errors.push_back({{model.source}, std::move(what), std::move(hint)}); };
    if (!shaped(policy.tariff, model.industries.size(), places, places) || (!policy.cost.empty() && !shaped(policy.cost, model.industries.size(), places, places)) || policy.deficit.size() != places) {
        say("a policy has arrays of other sizes than the model", "one matrix per industry, importer × exporter");
        return errors;
    }
    for (std::size_t j = 0; j < policy.tariff.size(); ++j) {
        if (!policy.tariff[j].allFinite() || policy.tariff[j].minCoeff() <= -1) say("a new tariff on " + model.industries[j] + " is not above −100%", "rates are shares of the value: 0.25");
        if (!policy.cost.empty() && !(policy.cost[j].allFinite() && policy.cost[j].minCoeff() > 0)) say("a delivery cost for " + model.industries[j] + " is not above 0", "1 leaves it as it is");
    }
    const double total = policy.deficit.allFinite() ? std::abs(policy.deficit.sum()) : HUGE_VAL;
    if (!(total <= 1e-6 * std::max(1.0, policy.deficit.cwiseAbs().sum()))) say("deficits do not sum to 0", "what one place borrows another lends");
    return errors;
}

}  // namespace countervail
