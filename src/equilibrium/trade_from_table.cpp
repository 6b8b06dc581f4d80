// SPDX-License-Identifier: Apache-2.0
#include "equilibrium/trade_from_table.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.h"
#include "evidence/csv.h"
#include "evidence/records.h"

namespace countervail {

namespace {

using Eigen::Index;

struct TableFlows {
    std::vector<Eigen::MatrixXd> trade;     // by industry: importer × exporter
    std::vector<Eigen::MatrixXd> inputs;    // by place: input × using industry
    Eigen::MatrixXd final_use;              // places × industries
    int negative = 0;
};

TableFlows flows_of(const IoTable& table) {
    const auto places = static_cast<Index>(table.places.size()), industries = static_cast<Index>(table.industries.size());
    TableFlows flows;
    flows.trade.assign(table.industries.size(), Eigen::MatrixXd::Zero(places, places));
    flows.inputs.assign(table.places.size(), Eigen::MatrixXd::Zero(industries, industries));
    flows.final_use.setZero(places, industries);
    for (Index row = 0; row < table.intermediate.outerSize(); ++row) {
        const int from = static_cast<int>(row), industry = table.industry_of(from);
        for (FlowMatrix::InnerIterator at(table.intermediate, row); at; ++at) {
            const int to = static_cast<int>(at.col());
            if (at.value() < 0) ++flows.negative;
            const double value = std::max(0.0, at.value());
            flows.trade[static_cast<std::size_t>(industry)](table.place_of(to), table.place_of(from)) += value;
            flows.inputs[static_cast<std::size_t>(table.place_of(to))](industry, table.industry_of(to)) += value;
        }
    }
    const Index uses = static_cast<Index>(table.final_uses.size());
    for (int cell = 0; cell < table.cells(); ++cell) {
        for (Index place = 0; place < places; ++place) {
            const double value = table.final_demand.row(cell).segment(place * uses, uses).sum();
            if (value < 0) ++flows.negative;
            flows.trade[static_cast<std::size_t>(table.industry_of(cell))](place, table.place_of(cell)) += std::max(0.0, value);
            flows.final_use(place, table.industry_of(cell)) += std::max(0.0, value);
        }
    }
    return flows;
}

}  // namespace

Result<TradeModel> trade_model_of(const IoTable& table, const Eigen::VectorXd& theta_by_industry) {
    const auto places = static_cast<Index>(table.places.size()), industries = static_cast<Index>(table.industries.size());
    TableFlows flows = flows_of(table);
    TradeModel model;
    model.source = table.id;
    model.places = table.places;
    model.industries = table.industries;
    model.theta = theta_by_industry;
    model.trade = std::move(flows.trade);
    model.tariff.assign(table.industries.size(), Eigen::MatrixXd::Zero(places, places));
    model.inputs = std::move(flows.inputs);
    model.final_use = std::move(flows.final_use);
    model.value_added.resize(places, industries);
    model.deficit.setZero(places);
    int thin = 0;
    for (Index n = 0; n < places; ++n) {
        Eigen::MatrixXd& inputs = model.inputs[static_cast<std::size_t>(n)];
        for (Index j = 0; j < industries; ++j) {
            const double made = model.trade[static_cast<std::size_t>(j)].col(n).sum(), bought = inputs.col(j).sum();
            model.value_added(n, j) = made - bought;
            if (bought <= 0.99 * made) continue;
            // Labour must have a share for costs to be determined; inputs above output cannot be cost shares.
            inputs.col(j) *= bought > 0 ? 0.99 * made / bought : 0;
            model.value_added(n, j) = 0.01 * made;
            thin += made > 0 ? 1 : 0;
        }
    }
    for (const Eigen::MatrixXd& trade : model.trade) model.deficit += trade.rowwise().sum() - trade.colwise().sum().transpose();
    const auto note = [&](int count, const char* what, const char* hint) {
        if (count > 0) model.notes.push_back({{table.id}, std::to_string(count) + what, hint});
    };
    note(flows.negative, " negative flows are taken as 0", "stocks that were run down");
    note(thin, " cells buy 99% of their output or more; their value added is taken as 1% of it", "subsidies and balancing figures of the publisher");
    if (Errors errors = problems_of_trade(model); !errors.empty()) return std::unexpected(std::move(errors));
    return model;
}

Result<TradeElasticities> trade_elasticities(const Library& library, const Ledger& ledger, const Industries& industries, const IoTable& table, Date known_on,
                                            const std::map<std::string, double>& given) {
    constexpr const char* kFile = "data/economy/trade-elasticities.csv";
    const LibraryFile* file = library.find(kFile);
    if (!file) return fail({kFile}, "is not in the library", "it says which elasticity belongs to which industry");
    auto grid = read_csv(file->text, kFile);
    if (!grid) return std::unexpected(std::move(grid.error()));
    Errors errors;
    const Records records(std::move(*grid), {{"industry"}, {"statements"}}, errors);
    std::map<int, double> of_industry;
    std::map<int, std::vector<std::string>> statements;
    for (std::size_t row = 0; row < records.size(); ++row) {
        const int industry = industries.industry(records.text(row, "industry"));
        if (industry < 0) {
            std::vector<std::string> ids;
            for (const Industry& each : industries.list) ids.push_back(each.id);
            const std::string near = did_you_mean(records.text(row, "industry"), ids);
            errors.push_back({records.place(row, "industry"), "there is no industry \"" + records.text(row, "industry") + "\"", near.empty() ? "an id of data/economy/industries.toml" : near});
            continue;
        }
        double sum = 0;
        const std::vector<std::string> ids = split(records.text(row, "statements"), ' ');
        for (const std::string& id : ids) {
            const auto statement = ledger.known(id, known_on, records.place(row, "statements"));
            if (!statement) append(errors, statement.error());
            else sum += (*statement)->value;
        }
        of_industry[industry] = sum / static_cast<double>(ids.size());
        statements[industry] = ids;
    }
    TradeElasticities found;
    found.theta.setZero(static_cast<Index>(table.industries.size()));
    const std::vector<int> match = match_industries(table, industries);
    for (std::size_t j = 0; j < match.size(); ++j) {
        if (const auto own = given.find(table.industries[j]); own != given.end()) {
            found.theta[static_cast<Index>(j)] = own->second;
            continue;
        }
        const auto at = of_industry.find(match[j]);
        if (match[j] < 0 || at == of_industry.end()) {
            errors.push_back({{table.id}, "no trade elasticity is known for industry \"" + table.industries[j] + "\"", "give it in the file: [theta] with \"" + table.industries[j] + "\" = 5"});
            continue;
        }
        found.theta[static_cast<Index>(j)] = at->second;
        for (const std::string& id : statements[match[j]]) {
            if (std::find(found.statements.begin(), found.statements.end(), id) == found.statements.end()) found.statements.push_back(id);
        }
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return found;
}

}  // namespace countervail
