// SPDX-License-Identifier: Apache-2.0
// `countervail cascade LINKS`: whose failure costs a network of firms most, and whom it hits.
#include <CLI/App.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>
#include <numeric>

#include "app/files.h"
#include "app/program.h"
#include "base/text.h"
#include "cascade/cascade_tables.h"
#include "cascade/debt_rank.h"
#include "cascade/supplier_reader.h"

namespace countervail {

namespace {

struct CascadeOptions {
    std::string links, firms, classes;   ///< files
    std::vector<std::string> fail;       ///< FIRM or FIRM=share
    std::string model = "esri", otherwise = "replaceable", rule = "smallest-first";
    std::size_t top = 10;
    double stop_at = 0, stock_days = 15, restock_days = 6;
    int days = 60;
    bool no_markets = false;
};

Result<SupplierNetwork> read_network(const CascadeOptions& options) {
    const auto links = read_file(options.links);
    const auto firms = options.firms.empty() ? Result<std::string>(std::string()) : read_file(options.firms);
    Errors errors;
    if (!links) append(errors, links.error());
    if (!firms) append(errors, firms.error());
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return read_supplier_network({*links, options.links}, options.firms.empty() ? std::nullopt : std::optional(SupplierFile{*firms, options.firms}));
}

/// "rotor-works" or "rotor-works=0.4".
Result<std::vector<FirmShock>> read_failures(const CascadeOptions& options, const SupplierNetwork& network) {
    std::vector<FirmShock> shocks;
    Errors errors;
    for (const std::string& word : options.fail) {
        const std::size_t equals = word.rfind('=');
        const bool whole = network.firm(word) >= 0 || equals == std::string::npos;
        const std::string id = whole ? word : word.substr(0, equals);
        const auto lost = whole ? std::optional(1.0) : parse_number(std::string_view(word).substr(equals + 1));
        const int firm = network.firm(id);
        if (firm < 0) {
            std::vector<std::string> ids;
            for (const SupplierFirm& each : network.firms) ids.push_back(each.id);
            const std::string near = did_you_mean(id, ids);
            errors.push_back({{}, "there is no firm \"" + id + "\"", near.empty() ? "name it by its id in " + options.links : near});
        } else if (!lost || *lost <= 0 || *lost > 1) {
            errors.push_back({{}, "\"" + word + "\" does not say which share is lost", "write " + id + "=0.4, above 0 and up to 1, or " + id + " alone"});
        } else if (std::any_of(shocks.begin(), shocks.end(), [&](const FirmShock& each) { return each.firm == firm; })) {
            errors.push_back({{}, "firm \"" + id + "\" fails twice", "name it once"});
        } else {
            shocks.push_back({firm, *lost});
        }
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return shocks;
}

/// What a firm makes in a year: as stated; else what it sells within the list, and no less than it buys there.
std::vector<double> output_of(const SupplierNetwork& network) {
    std::vector<double> output = network.sales();
    const std::vector<double> purchases = network.purchases();
    for (std::size_t i = 0; i < output.size(); ++i) output[i] = std::max(output[i], network.firms[i].output.value_or(purchases[i]));
    return output;
}

std::vector<double> inputs_of(const SupplierNetwork& network) {
    std::vector<double> inputs = network.purchases();
    for (std::size_t i = 0; i < inputs.size(); ++i) inputs[i] = std::max(inputs[i], network.firms[i].inputs.value_or(0));
    return inputs;
}

std::vector<int> every_firm(const SupplierNetwork& network) {
    std::vector<int> all(network.firms.size());
    std::iota(all.begin(), all.end(), 0);
    return all;
}

void show(const Settings& settings, const std::string& sentence, std::string_view note, const std::vector<Table>& tables) {
    const bool text = settings.format == TableFormat::text;
    if (text && !sentence.empty()) settings.answers() << sentence << '\n';
    std::vector<const Table*> shown;
    for (const Table& table : tables) shown.push_back(&table);
    print(settings, shown);
    if (text) settings.answers() << '\n' << note;
}

FailureTiers tiers_of(const SupplierNetwork& network, const std::vector<FirmShock>& shocks) {
    std::vector<int> failed;
    for (const FirmShock& shock : shocks) failed.push_back(shock.firm);
    return failure_tiers(network, failed);
}

Result<SystemicRiskOptions> risk_options(const CascadeOptions& options, const SupplierNetwork& network) {
    SystemicRiskOptions risk;
    risk.otherwise = *parse_input_class(options.otherwise);
    risk.markets = !options.no_markets;
    risk.stop_at = options.stop_at;
    risk.output = output_of(network);
    risk.inputs = inputs_of(network);
    if (options.classes.empty()) return risk;
    const auto bytes = read_file(options.classes);
    if (!bytes) return std::unexpected(bytes.error());
    auto classes = read_input_classes({*bytes, options.classes}, network, risk.otherwise);
    if (!classes) return std::unexpected(std::move(classes.error()));
    risk.classes = std::move(*classes);
    return risk;
}

ExitCode no_rest(const Settings& settings, int most_rounds) {
    return report(settings, {{{}, "the losses did not converge within " + std::to_string(most_rounds) + " rounds", "state the output and inputs of the firms that trade outside the list, or stop early with --stop 0.01"}});
}

ExitCode run_esri(const Settings& settings, const CascadeOptions& options, const SupplierNetwork& network, const std::vector<FirmShock>& shocks) {
    auto chosen = risk_options(options, network);
    if (!chosen) return report(settings, chosen.error());
    const int most_rounds = chosen->most_rounds;
    const SystemicRisk risk(network, std::move(*chosen));
    if (risk.without_outside_sales() == network.size()) {
        settings.problems() << "note: every firm sells all it makes within the list, so that lost orders find no end; state the output of firms that sell outside it\n";
    }
    if (shocks.empty()) {
        const auto index = risk.of_each(every_firm(network), settings.threads_to_use());
        if (!std::all_of(index.begin(), index.end(), [](const SystemicRiskIndex& each) { return each.converged; })) return no_rest(settings, most_rounds);
        show(settings, "", systemic_risk_note(), {systemic_risk_table(network, index, risk.weights(), options.top)});
        return kDone;
    }
    FailureSpread spread = risk.spread(shocks);
    if (!spread.index.converged) return no_rest(settings, most_rounds);
    const FailureTiers tiers = tiers_of(network, shocks);
    const FailureLosses losses{std::move(spread.down), std::move(spread.up)};
    show(settings, failure_sentence(network, shocks, spread.index, risk.weights()), systemic_risk_note(),
         {hit_firms_table(network, tiers, losses, risk.weights(), options.top), hit_tiers_table(tiers, losses, risk.weights())});
    return kDone;
}

ExitCode run_debt_rank(const Settings& settings, const CascadeOptions& options, const SupplierNetwork& network, const std::vector<FirmShock>& shocks) {
    const DebtRank rank(network, inputs_of(network));
    const std::vector<double> weights = output_of(network);
    if (shocks.empty()) {
        show(settings, "", debt_rank_note(), {debt_rank_table(network, rank.of_each(every_firm(network), weights, settings.threads_to_use()), weights, options.top)});
        return kDone;
    }
    std::vector<int> failed;
    for (const FirmShock& shock : shocks) failed.push_back(shock.firm);
    if (std::any_of(shocks.begin(), shocks.end(), [](const FirmShock& shock) { return shock.lost < 1; })) {
        return report(settings, {{{}, "DebtRank loses firms whole", "name the firm without a share, or use --model esri"}});
    }
    const FailureTiers tiers = tiers_of(network, shocks);
    const FailureLosses losses{rank.distress(failed), {}};
    show(settings, "", debt_rank_note(), {hit_firms_table(network, tiers, losses, weights, options.top), hit_tiers_table(tiers, losses, weights)});
    return kDone;
}

ExitCode run_stocks(const Settings& settings, const CascadeOptions& options, const SupplierNetwork& network, const std::vector<FirmShock>& shocks) {
    if (shocks.empty()) return report(settings, {{{}, "this model asks which firm fails", "add --fail FIRM"}});
    FirmStocksOptions stocks_options;
    stocks_options.target_days = options.stock_days;
    stocks_options.restock_days = options.restock_days;
    stocks_options.rule = *parse_shortage_rule(options.rule);
    stocks_options.threads = settings.threads_to_use();
    stocks_options.final_sales = output_of(network);
    const std::vector<double> sales = network.sales();
    for (std::size_t i = 0; i < sales.size(); ++i) stocks_options.final_sales[i] = std::max(0.0, stocks_options.final_sales[i] - sales[i]);
    FirmStocks stocks(network, stocks_options);
    std::vector<FirmStocksDay> days{stocks.now()};
    for (const FirmShock& shock : shocks) stocks.set_capacity(shock.firm, 1 - shock.lost);
    for (int day = 0; day < options.days; ++day) days.push_back(stocks.step());
    FailureLosses losses;
    for (std::size_t i = 0; i < sales.size(); ++i) losses.down.push_back(stocks.output_at_rest()[i] > 0 ? std::max(0.0, 1 - stocks.output()[i] / stocks.output_at_rest()[i]) : 0.0);
    Table hit = hit_firms_table(network, tiers_of(network, shocks), losses, stocks.output_at_rest(), options.top);
    hit.title = "Who is hit, on the last day";
    for (const char* column : {"up", "down"}) {   // this model does not tell want of inputs from want of orders
        const auto at = static_cast<std::ptrdiff_t>(*hit.column(column));
        hit.columns.erase(hit.columns.begin() + at);
        for (auto& row : hit.rows) row.erase(row.begin() + at);
    }
    show(settings, firm_stocks_sentence(days), firm_stocks_note(), {firm_stocks_table(days), hit});
    return kDone;
}

ExitCode run_cascade(const Settings& settings, const CascadeOptions& options) {
    const auto network = read_network(options);
    if (!network) return report(settings, network.error());
    const auto shocks = read_failures(options, *network);
    if (!shocks) return report(settings, shocks.error());
    if (options.model == "debtrank") return run_debt_rank(settings, options, *network, *shocks);
    if (options.model == "inoue-todo") return run_stocks(settings, options, *network, *shocks);
    return run_esri(settings, options, *network, *shocks);
}

}  // namespace

void set_up_cascade(CLI::App& program, Settings& settings, ExitCode& code) {
    const auto options = std::make_shared<CascadeOptions>();
    CLI::App* verb = program.add_subcommand("cascade", "Whose failure costs a network of firms most, and whom it hits")->fallthrough();
    verb->footer("Exit codes: 0 done, 3 bad input, 4 the losses did not converge.");
    verb->add_option("LINKS", options->links, "Who supplies whom: CSV or workbook (docs/formats/supplier-network.md)")->required();
    verb->add_option("--firms", options->firms, "The firms: industry, place, output, inputs, stocks")->type_name("FILE");
    verb->add_option("--fail", options->fail, "Firms that fail together; FIRM=0.4 loses 40 % of its output")->type_name("FIRM")->delimiter(',');
    verb->add_option("--model", options->model, "esri, debtrank or inoue-todo")->type_name("MODEL")->check(CLI::IsMember({"esri", "debtrank", "inoue-todo"}));
    verb->add_option("--top", options->top, "Rows shown")->type_name("N")->check(CLI::Range(std::size_t{1}, std::size_t{100'000'000}));
    verb->add_option("--classes", options->classes, "esri: which inputs which industries cannot do without")->type_name("FILE");
    verb->add_option("--otherwise", options->otherwise, "esri: class of inputs that --classes does not name")->type_name("CLASS")->check(CLI::IsMember({"essential", "replaceable", "negligible"}));
    verb->add_flag("--no-markets", options->no_markets, "esri: no supplier stands in for another");
    verb->add_option("--stop", options->stop_at, "esri: the published rule, 0.01; 0 goes to the fixed point")->type_name("SHARE")->check(CLI::Range(0.0, 1.0));
    verb->add_option("--days", options->days, "inoue-todo: days")->type_name("N")->check(CLI::Range(1, 10'000));
    verb->add_option("--stock-days", options->stock_days, "inoue-todo: stock of each input where the firm states none")->type_name("DAYS")->check(CLI::Range(1.0, 10'000.0));
    verb->add_option("--restock-days", options->restock_days, "inoue-todo: days in which a gap of stock is reordered")->type_name("DAYS")->check(CLI::Range(1.0, 10'000.0));
    verb->add_option("--rule", options->rule, "inoue-todo: who gets what is short")->type_name("RULE")->check(CLI::IsMember(shortage_rule_names()));
    verb->callback([&settings, &code, options] { code = run_cascade(settings, *options); });
}

}  // namespace countervail
