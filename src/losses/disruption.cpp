// SPDX-License-Identifier: Apache-2.0
#include "losses/disruption.h"

#include <algorithm>
#include <cmath>

#include "base/parallel.h"
#include "base/random.h"
#include "base/text.h"
#include "losses/commodity_market.h"

namespace countervail {

namespace {

/// Values of one draw; a figure is named by where it stands, so that adding one moves no other.
struct DrawnFigures {
    std::uint64_t seed;
    std::uint32_t draw;

    double operator()(const Range& range, const std::string& name) const {
        static const std::uint32_t purpose = name_code("disruption");
        return sample(range, uniform(seed, draw, name_code(name), purpose));
    }
};

const CommodityConsumer* consumer_at(const Commodity& commodity, std::string_view place) {
    for (const CommodityConsumer& each : commodity.consumers) {
        if (each.place == place) return &each;
    }
    return nullptr;
}

/// Value added per output of the rows that hold an industry.
double value_ratio(const AskedEconomy& economy, int industry) {
    double output = 0, value = 0;
    for (const int row : economy.rows_of[static_cast<std::size_t>(industry)]) {
        output += economy.step.block().output[row];
        value += economy.step.block().value_added[row];
    }
    return output > 0 ? std::max(0.0, value / output) : 0;
}

/// `amount` over the rows of an industry, by their output.
void spread_over(const AskedEconomy& economy, int industry, double amount, Eigen::VectorXd& into) {
    const std::vector<int>& rows = economy.rows_of[static_cast<std::size_t>(industry)];
    double output = 0;
    for (const int row : rows) output += economy.step.block().output[row];
    for (const int row : rows) into[row] += output > 0 ? amount * economy.step.block().output[row] / output : amount / static_cast<double>(rows.size());
}

/// The commodity's market outside the restricted places, with what belongs to the asked place marked.
struct DrawnMarket {
    CommodityMarket market;
    double asked = 0;                     ///< consumption of the asked place, t/year
    int domestic = -1;                    ///< supplier at the asked place
    std::vector<double> output, passing;  ///< by use: USD million per year; share
};

DrawnMarket drawn_market(const Commodity& commodity, const CommodityConsumer& consumer, const DisruptionQuestion& question,
                         const AskedEconomy& economy, const DrawnFigures& figure) {
    const std::string& name = commodity.id;
    DrawnMarket drawn;
    CommodityMarket& market = drawn.market;
    market.price = figure(commodity.price, name + "/price");
    market.supply_elasticity = figure(commodity.supply_elasticity, name + "/supply-elasticity");
    market.restart_multiple = figure(commodity.restart_price, name + "/restart-price");
    const double restart = figure(commodity.restart, name + "/restart");
    const double stretch = figure(commodity.stretch, name + "/stretch");
    double outside = 0;
    for (const CommoditySupplier& each : commodity.suppliers) {
        const std::string at = name + "/" + each.place;
        if (std::ranges::find(question.by, each.place) != question.by.end()) {
            market.restricted += figure(*each.net_exports, at + "/net-exports");
            continue;
        }
        const double output = figure(each.output, at + "/output");
        const double capacity = each.capacity ? figure(*each.capacity, at + "/capacity") : output;
        if (each.place == economy.place) drawn.domestic = static_cast<int>(market.suppliers.size());
        market.suppliers.push_back({output, restart * std::max(0.0, capacity - output) + stretch * output});
        outside += output;
    }
    outside += market.restricted;
    drawn.asked = std::min(outside, figure(consumer.amount, name + "/" + consumer.place + "/amount"));
    double shares = 0;
    for (const CommodityUse& use : consumer.uses) {
        const std::string at = name + "/" + consumer.place + "/" + use.id;
        const double share = figure(use.share, at + "/share");
        shares += share;
        market.uses.push_back({share, figure(use.elasticity, at + "/elasticity"), 0});
        drawn.output.push_back(figure(use.output, at + "/output"));
        drawn.passing.push_back(figure(use.passing, at + "/passing"));
    }
    for (std::size_t u = 0; u < market.uses.size(); ++u) {
        DemandCurve& use = market.uses[u];
        const double share = shares > 0 ? use.amount / shares : 0;
        const double used = share * drawn.asked;
        use.amount = share * outside;
        use.worth = used > 0 ? drawn.output[u] * 1e6 * value_ratio(economy, consumer.uses[u].industry) / used : 0;
    }
    return drawn;
}

/// Everything but what the industry step adds.
struct DirectEffects {
    Eigen::VectorXd cut;             ///< output that uses cannot finish, by row
    Eigen::VectorXd prices;          ///< paid more by uses, earned by makers, by row
    std::array<double, kLossParts> parts{};
};

CommodityDraw add_commodity(const Commodity& commodity, const CommodityConsumer& consumer, const DrawnMarket& drawn, double share,
                            double producer_value_added, const AskedEconomy& economy, DirectEffects& effects, double& imbalance) {
    const CommodityMarketAnswer answer = clear_market(drawn.market, share);
    imbalance = std::max(imbalance, answer.imbalance);
    const double rise = (answer.price - drawn.market.price) / 1e6;   // USD million per t
    double outside = 0;
    for (const DemandCurve& use : drawn.market.uses) outside += use.amount;
    CommodityDraw result;
    result.price_multiple = answer.price / drawn.market.price;
    result.before = drawn.asked;
    result.use_kept = answer.kept;
    for (std::size_t u = 0; u < answer.kept.size(); ++u) {
        const int industry = consumer.uses[u].industry;
        const double used = outside > 0 ? drawn.market.uses[u].amount * drawn.asked / outside : 0;
        const double after = used * answer.kept[u];
        result.after += after;
        spread_over(economy, industry, drawn.output[u] * (1 - answer.kept[u]) * drawn.passing[u], effects.cut);
        spread_over(economy, industry, -rise * after, effects.prices);
        effects.parts[static_cast<int>(LossPart::paying_more)] -= rise * after;
    }
    result.kept = result.before > 0 ? result.after / result.before : 1;
    if (drawn.domestic >= 0) {
        const auto at = static_cast<std::size_t>(drawn.domestic);
        const double made = answer.supply[at];
        const double more = (made - drawn.market.suppliers[at].output) * drawn.market.price / 1e6 * producer_value_added;
        spread_over(economy, commodity.producer, more + rise * made, effects.prices);
        effects.parts[static_cast<int>(LossPart::domestic_output)] += more;
        effects.parts[static_cast<int>(LossPart::domestic_price)] += rise * made;
    }
    return result;
}

const CommodityScenario* scenario_of(const Commodity& commodity, const std::vector<std::string>& by) {
    for (const CommodityScenario& each : commodity.scenarios) {
        if (std::ranges::is_permutation(each.by, by)) return &each;
    }
    return nullptr;
}

struct Asked {
    const CommodityBook& book;
    const AskedEconomy& economy;
    const DisruptionQuestion& question;
    std::vector<const CommodityConsumer*> consumers;
    const CommodityScenario* scenario = nullptr;
};

struct DrawResult {
    DisruptionDraw draw;
    double residual = 0, imbalance = 0;
    int iterations = 0;
    bool capped = false;
    Errors errors;
};

DrawResult run_draw(const Asked& asked, const DrawnFigures& figure) {
    const IndustryBlock& block = asked.economy.step.block();
    const auto n = block.output.size();
    DrawResult result;
    DirectEffects effects{Eigen::VectorXd::Zero(n), Eigen::VectorXd::Zero(n), {}};
    for (std::size_t c = 0; c < asked.question.commodities.size(); ++c) {
        const Commodity& commodity = asked.book.list[static_cast<std::size_t>(asked.question.commodities[c])];
        const DrawnMarket drawn = drawn_market(commodity, *asked.consumers[c], asked.question, asked.economy, figure);
        result.draw.commodities.push_back(add_commodity(commodity, *asked.consumers[c], drawn, asked.question.share,
                                                        figure(commodity.producer_value_added, commodity.id + "/producer-value-added"),
                                                        asked.economy, effects, result.imbalance));
    }
    Eigen::VectorXd left = Eigen::VectorXd::Ones(n), ratio = Eigen::VectorXd::Zero(n);
    for (Eigen::Index i = 0; i < n; ++i) {
        if (block.output[i] <= 0) continue;
        if (effects.cut[i] > block.output[i]) result.capped = true;
        left[i] = 1 - std::min(1.0, effects.cut[i] / block.output[i]);
        ratio[i] = block.value_added[i] / block.output[i];
    }
    auto answer = asked.economy.step.answer(left);
    if (!answer) {
        result.errors = std::move(answer.error());
        return result;
    }
    const Eigen::VectorXd direct = block.value_added.cwiseProduct(left - Eigen::VectorXd::Ones(n));
    const Eigen::VectorXd whole = ratio.cwiseProduct(answer->output - block.output);
    result.draw.parts = effects.parts;
    result.draw.parts[static_cast<int>(LossPart::output_cut)] = direct.sum();
    result.draw.parts[static_cast<int>(LossPart::downstream)] = (whole - direct).sum();
    result.draw.by_industry = whole + effects.prices;
    if (asked.scenario != nullptr) result.draw.probability = figure(asked.scenario->probability, "likelihood/" + asked.scenario->likelihood);
    result.residual = std::max({answer->primal_residual, answer->dual_residual, answer->gap});
    result.iterations = answer->iterations;
    return result;
}

Errors problems_of(const CommodityBook& book, const AskedEconomy& economy, const DisruptionQuestion& question) {
    Errors errors;
    for (const int index : question.commodities) {
        const Commodity& commodity = book.list[static_cast<std::size_t>(index)];
        std::vector<std::string> sellers, users;
        for (const CommoditySupplier& each : commodity.suppliers) {
            if (each.net_exports) sellers.push_back(each.place);
        }
        for (const CommodityConsumer& each : commodity.consumers) users.push_back(each.place);
        for (const std::string& place : question.by) {
            if (std::ranges::find(sellers, place) == sellers.end()) {
                errors.push_back({{}, "nothing is known of exports of " + commodity.name + " by " + place, "places with known net exports: " + join(sellers, ", ")});
            }
        }
        const auto needs_row = [&](int industry, const std::string& what) {
            if (economy.rows_of[static_cast<std::size_t>(industry)].empty()) errors.push_back({{}, "the table has no industry for " + what, "add its code to data/economy/industries.toml, or take a table that has it"});
        };
        needs_row(commodity.producer, "makers of " + commodity.name);
        if (const CommodityConsumer* consumer = consumer_at(commodity, economy.place)) {
            for (const CommodityUse& use : consumer->uses) needs_row(use.industry, use.name);
        }
        if (std::ranges::find(users, economy.place) == users.end()) {
            errors.push_back({{}, "nothing is known of the use of " + commodity.name + " in " + economy.place, "places with known uses: " + join(users, ", ") + "; add [[commodity.consumer]] to data/economy/commodities.toml"});
        }
    }
    if (question.by.empty()) errors.push_back({{}, "nobody stops selling", "name a place"});
    if (std::ranges::find(question.by, economy.place) != question.by.end()) errors.push_back({{}, economy.place + " cannot be both the one that stops selling and the one that loses", "name another place"});
    if (!(question.share >= 0 && question.share <= 1)) errors.push_back({{}, "a share withheld of " + readable_number(question.share), "0 to 1"});
    return errors;
}

}  // namespace

std::string_view words_of(LossPart part) {
    static constexpr std::array<std::string_view, kLossParts> words{
        "users cut output", "users pay more", "domestic makers raise output", "domestic makers get a higher price", "cuts further down the chain"};
    return words[static_cast<std::size_t>(part)];
}

double DisruptionDraw::change() const {
    double sum = 0;
    for (const double part : parts) sum += part;
    return sum;
}

Result<AskedEconomy> asked_economy(const IoTable& table, const Industries& industries, std::string_view place) {
    const int at = table.place(place);
    if (at < 0) return fail({}, "the table \"" + table.id + "\" has no place \"" + std::string(place) + "\"", "its places: " + join(table.places, ", "));
    // What the list does not know stops nobody: the published structure holds critical inputs only.
    return AskedEconomy{std::string(place), IndustryStep(block_of(table, at, criticality_of(table, industries, 0))), table_industries_of(table, industries), table.industry_names};
}

Band Disruption::change() const {
    std::vector<double> values;
    for (const DisruptionDraw& each : draws) values.push_back(each.change());
    return band_of(std::move(values));
}

Band Disruption::weighted() const {
    std::vector<double> values;
    for (const DisruptionDraw& each : draws) values.push_back(each.probability * each.change());
    return band_of(std::move(values));
}

Band Disruption::part(LossPart part) const {
    std::vector<double> values;
    for (const DisruptionDraw& each : draws) values.push_back(each.parts[static_cast<std::size_t>(part)]);
    return band_of(std::move(values));
}

Band Disruption::industry(int row) const {
    std::vector<double> values;
    for (const DisruptionDraw& each : draws) values.push_back(each.by_industry[row]);
    return band_of(std::move(values));
}

Band Disruption::price_change(int commodity) const {
    std::vector<double> values;
    for (const DisruptionDraw& each : draws) values.push_back(each.commodities[static_cast<std::size_t>(commodity)].price_multiple - 1);
    return band_of(std::move(values));
}

Band Disruption::kept(int commodity) const {
    std::vector<double> values;
    for (const DisruptionDraw& each : draws) values.push_back(each.commodities[static_cast<std::size_t>(commodity)].kept);
    return band_of(std::move(values));
}

double Disruption::mean_change() const {
    double sum = 0;
    for (const DisruptionDraw& each : draws) sum += each.change();
    return draws.empty() ? 0 : sum / static_cast<double>(draws.size());
}

Result<Disruption> disrupt(const CommodityBook& book, const AskedEconomy& economy, const DisruptionQuestion& question,
                           const DisruptionOptions& options) {
    if (Errors errors = problems_of(book, economy, question); !errors.empty()) return std::unexpected(std::move(errors));
    Asked asked{book, economy, question, {}, nullptr};
    for (const int index : question.commodities) asked.consumers.push_back(consumer_at(book.list[static_cast<std::size_t>(index)], economy.place));
    // Several together are as likely as the first of them: their stops are one act.
    if (!question.commodities.empty()) asked.scenario = scenario_of(book.list[static_cast<std::size_t>(question.commodities.front())], question.by);
    std::vector<DrawResult> results(static_cast<std::size_t>(options.draws));
    parallel_for(options.threads, results.size(), [&](std::size_t d) { results[d] = run_draw(asked, {options.seed, static_cast<std::uint32_t>(d)}); });
    Disruption disruption{question, {}, asked.scenario != nullptr, asked.scenario != nullptr ? asked.scenario->likelihood : std::string()};
    for (DrawResult& each : results) {
        if (!each.errors.empty()) return std::unexpected(std::move(each.errors));
        disruption.worst_residual = std::max(disruption.worst_residual, each.residual);
        disruption.worst_imbalance = std::max(disruption.worst_imbalance, each.imbalance);
        disruption.most_iterations = std::max(disruption.most_iterations, each.iterations);
        disruption.capped += each.capped ? 1 : 0;
        disruption.draws.push_back(std::move(each.draw));
    }
    return disruption;
}

}  // namespace countervail
