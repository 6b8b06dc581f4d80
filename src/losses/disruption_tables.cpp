// SPDX-License-Identifier: Apache-2.0
#include "losses/disruption_tables.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/text.h"

namespace countervail {

namespace {

/// Losses as they are printed: −change.
Band turned(const Band& band) { return {-band.high, -band.upper_quartile, -band.median, -band.lower_quartile, -band.low}; }

/// Two digits: more would be false.
double rounded(double value) {
    if (value == 0) return 0;
    const double unit = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 1);
    return std::round(value / unit) * unit;
}

std::string percent(double share) { return readable_number(100 * share, 3) + " %"; }

std::string money(double million) {
    million = rounded(million);
    if (std::abs(million) >= 1000) return "USD " + readable_number(million / 1000, 2) + " bn";
    return "USD " + readable_number(million, 2) + " million";
}

std::string money_band(const Band& band) { return money(band.median) + " (" + money(band.low) + " to " + money(band.high) + ")"; }

/// "falls by USD 1.5 bn (…)": a change in words.
std::string change_words(const Band& change) { return change.median <= 0 ? "falls by " + money_band(turned(change)) : "rises by " + money_band(change); }

std::string multiple(double rise) { return readable_number(rounded(1 + rise), 2) + " times"; }

const CommodityConsumer& consumer_of(const Commodity& commodity, const std::string& place) {
    return *std::ranges::find(commodity.consumers, place, &CommodityConsumer::place);
}

std::string words_of(PublishedLoss::Measure measure) {
    switch (measure) {
        case PublishedLoss::Measure::loss: return "loss";
        case PublishedLoss::Measure::weighted_loss: return "loss × probability";
        case PublishedLoss::Measure::price_change: return "rise of the price";
        case PublishedLoss::Measure::industry_share: return "share of one industry in the loss";
    }
    return "";
}

Band share_of_industry(const AskedEconomy& economy, const Disruption& disruption, int industry) {
    std::vector<double> shares;
    for (const DisruptionDraw& draw : disruption.draws) {
        double sum = 0;
        for (const int row : economy.rows_of[static_cast<std::size_t>(industry)]) sum += draw.by_industry[row];
        const double change = draw.change();
        shares.push_back(change != 0 ? sum / change : 0);
    }
    return band_of(std::move(shares));
}

Band ours_of(const PublishedLoss& published, const AskedEconomy& economy, const Disruption& disruption) {
    switch (published.measure) {
        case PublishedLoss::Measure::loss: return turned(disruption.change());
        case PublishedLoss::Measure::weighted_loss: return turned(disruption.weighted());
        case PublishedLoss::Measure::price_change: return disruption.price_change(0);
        case PublishedLoss::Measure::industry_share: return share_of_industry(economy, disruption, published.industry);
    }
    return {};
}

std::vector<Cell> band_cells(const Band& band, double scale = 1) {
    return {band.low * scale, band.median * scale, band.high * scale};
}

double mean_of(const Disruption& disruption, auto value) {
    double sum = 0;
    for (const DisruptionDraw& draw : disruption.draws) sum += value(draw);
    return disruption.draws.empty() ? 0 : sum / static_cast<double>(disruption.draws.size());
}

std::vector<Column> with_band(std::vector<Column> columns, const std::string& unit, const std::string& meaning) {
    columns.push_back({"low", unit, meaning + ": 5 % of the draws are lower", 3});
    columns.push_back({"median", unit, meaning + ": half of the draws are lower", 3});
    columns.push_back({"high", unit, meaning + ": 95 % of the draws are lower", 3});
    return columns;
}

}  // namespace

std::string names_of(const CommodityBook& book, const DisruptionQuestion& question) {
    std::vector<std::string> names;
    for (const int index : question.commodities) names.push_back(book.list[static_cast<std::size_t>(index)].name);
    if (names.size() < 2) return names.empty() ? "" : names.front();
    const std::string last = names.back();
    names.pop_back();
    return join(names, ", ") + " and " + last;
}

std::string verdict_of(const PublishedLoss& published, const Band& ours) {
    const double value = published.value.mode;
    const auto beside = [&] { return value > 0 && ours.median > 0 ? "; our median is " + readable_number(ours.median / value, 2) + " times it" : std::string(); };
    if (published.at_least) {
        if (ours.median >= published.value.low) return "our median is above the published lower bound, as it should be";
        return ours.high >= published.value.low ? "our median is below the published lower bound, our band reaches it" : "ours is below the published lower bound";
    }
    if (published.ranged) {
        if (ours.median >= published.value.low && ours.median <= published.value.high) return "our median lies inside the published range";
        const bool meet = ours.high >= published.value.low && ours.low <= published.value.high;
        return std::string("our median lies ") + (ours.median < published.value.low ? "below" : "above") + " the published range, the bands " + (meet ? "overlap" : "do not meet");
    }
    if (value >= ours.low && value <= ours.high) return "published without a range; it lies inside our band" + beside();
    return std::string("published without a range; it lies ") + (value < ours.low ? "below" : "above") + " our band" + beside();
}

std::vector<PublishedComparison> compare_with_published(const CommodityBook& book, const AskedEconomy& economy, const Disruption& disruption) {
    const DisruptionQuestion& question = disruption.question;
    std::vector<PublishedComparison> comparisons;
    if (question.share < 1) return comparisons;
    const auto take = [&](const std::vector<PublishedLoss>& all) {
        for (const PublishedLoss& each : all) {
            if (each.in != economy.place || !std::ranges::is_permutation(each.by, question.by)) continue;
            const Band ours = ours_of(each, economy, disruption);
            comparisons.push_back({&each, ours, verdict_of(each, ours)});
        }
    };
    if (question.commodities.size() == 1) take(book.list[static_cast<std::size_t>(question.commodities.front())].published);
    for (const CommoditiesTogether& each : book.together) {
        if (std::ranges::is_permutation(each.commodities, question.commodities)) take(each.published);
    }
    return comparisons;
}

std::string disruption_text(const CommodityBook& book, const AskedEconomy& economy, const Disruption& disruption) {
    const DisruptionQuestion& question = disruption.question;
    std::string text = "USGS-style loss, a reconstruction: " + join(question.by, " and ") + (question.by.size() > 1 ? " sell " : " sells ") +
                       (question.share < 1 ? percent(question.share) + " less " : std::string("no ")) + names_of(book, question) + " abroad for a year.\n";
    for (std::size_t c = 0; c < question.commodities.size(); ++c) {
        const Band price = disruption.price_change(static_cast<int>(c)), kept = disruption.kept(static_cast<int>(c));
        text += "The price of " + book.list[static_cast<std::size_t>(question.commodities[c])].name + " goes to " + multiple(price.median) + " today's (" + multiple(price.low) + " to " + multiple(price.high) + "); users in " +
                economy.place + " get " + percent(kept.median) + " of what they used (" + percent(kept.low) + " to " + percent(kept.high) + ").\n";
    }
    text += "Value added in " + economy.place + " " + change_words(disruption.change()) + " in that year";
    if (disruption.has_probability) text += "; times the chance of such a year (\"" + disruption.likelihood + "\"), it " + change_words(disruption.weighted());
    return text + ".\nIn brackets: nine of ten of " + readable_number(static_cast<double>(disruption.draws.size()), 6) + " draws over the ranges of the figures.\n\n";
}

Table disruption_summary(const CommodityBook& book, const AskedEconomy& economy, const Disruption& disruption) {
    Table table{"disruption", "What happens to price, quantity and value added",
                with_band({{"measure", "", "What is measured"}, {"of", "", "Commodity or place"}, {"unit", "", "Of the three figures"}}, "", "Over draws"), {}, {}};
    const auto add = [&](std::string measure, std::string of, std::string unit, const Band& band, double scale) {
        std::vector<Cell> row{std::move(measure), std::move(of), std::move(unit)};
        for (Cell& cell : band_cells(band, scale)) row.push_back(std::move(cell));
        table.add(std::move(row));
    };
    for (std::size_t c = 0; c < disruption.question.commodities.size(); ++c) {
        const std::string& name = book.list[static_cast<std::size_t>(disruption.question.commodities[c])].name;
        std::vector<double> before, after;
        for (const DisruptionDraw& draw : disruption.draws) {
            before.push_back(draw.commodities[c].before);
            after.push_back(draw.commodities[c].after);
        }
        add("rise of the price", name, "%", disruption.price_change(static_cast<int>(c)), 100);
        add("used before", name, "t/year", band_of(std::move(before)), 1);
        add("used after", name, "t/year", band_of(std::move(after)), 1);
        add("share kept", name, "%", disruption.kept(static_cast<int>(c)), 100);
    }
    add("change of value added", economy.place, "USD million/year", disruption.change(), 1);
    if (disruption.has_probability) {
        std::vector<double> chances;
        for (const DisruptionDraw& draw : disruption.draws) chances.push_back(draw.probability);
        add("chance in a year", disruption.likelihood, "%", band_of(std::move(chances)), 100);
        add("change × chance", economy.place, "USD million/year", disruption.weighted(), 1);
    }
    table.sources = book.statements;
    return table;
}

Table disruption_parts(const Disruption& disruption) {
    Table table{"disruption-parts", "The five parts of the change of value added",
                with_band({{"part", "", "Losses are negative, offsets positive"}}, "USD million/year", "Change of value added"), {}, {}};
    table.columns.push_back({"mean", "USD million/year", "Over draws; the five sum to the last row", 3});
    double sum = 0;
    for (int p = 0; p < kLossParts; ++p) {
        const auto part = static_cast<LossPart>(p);
        const double mean = mean_of(disruption, [&](const DisruptionDraw& draw) { return draw.parts[static_cast<std::size_t>(p)]; });
        std::vector<Cell> row{std::string(words_of(part))};
        for (Cell& cell : band_cells(disruption.part(part))) row.push_back(std::move(cell));
        row.emplace_back(mean);
        sum += mean;
        table.add(std::move(row));
    }
    std::vector<Cell> row{std::string("all five")};
    for (Cell& cell : band_cells(disruption.change())) row.push_back(std::move(cell));
    row.emplace_back(sum);
    table.add(std::move(row));
    return table;
}

Table disruption_uses(const CommodityBook& book, const AskedEconomy& economy, const Disruption& disruption) {
    Table table{"disruption-uses", "Who goes short",
                with_band({{"commodity", "", "What is short"}, {"use", "", "What it is used for"}, {"industry", "", "Whose output hangs on it"}}, "%", "Share of the use that is cut"), {}, {}};
    for (std::size_t c = 0; c < disruption.question.commodities.size(); ++c) {
        const Commodity& commodity = book.list[static_cast<std::size_t>(disruption.question.commodities[c])];
        const CommodityConsumer& consumer = consumer_of(commodity, economy.place);
        for (std::size_t u = 0; u < consumer.uses.size(); ++u) {
            std::vector<double> cuts;
            for (const DisruptionDraw& draw : disruption.draws) cuts.push_back(100 * (1 - draw.commodities[c].use_kept[u]));
            const int row_of_use = economy.rows_of[static_cast<std::size_t>(consumer.uses[u].industry)].front();
            std::vector<Cell> row{commodity.name, consumer.uses[u].name, economy.names[static_cast<std::size_t>(row_of_use)]};
            for (Cell& cell : band_cells(band_of(std::move(cuts)))) row.push_back(std::move(cell));
            table.add(std::move(row));
        }
    }
    return table;
}

Table disruption_industries(const AskedEconomy& economy, const Disruption& disruption) {
    Table table{"disruption-industries", "By industry", with_band({{"industry", "", "Of the table"}}, "USD million/year", "Change of value added"), {}, {}};
    table.columns.push_back({"mean", "USD million/year", "Over draws", 3});
    table.columns.push_back({"share of the whole", "%", "Of the mean change", 3});
    const auto n = economy.names.size();
    std::vector<double> mean(n);
    for (std::size_t i = 0; i < n; ++i) mean[i] = mean_of(disruption, [&](const DisruptionDraw& draw) { return draw.by_industry[static_cast<Eigen::Index>(i)]; });
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return mean[i]; });
    const double whole = std::accumulate(mean.begin(), mean.end(), 0.0);
    const auto share = [&](double value) { return whole != 0 ? Cell(100 * value / whole) : Cell(); };
    double rest = 0;
    for (const std::size_t i : order) {
        if (std::abs(mean[i]) < 1e-3 * std::abs(whole)) {
            rest += mean[i];
            continue;
        }
        std::vector<Cell> row{economy.names[i]};
        for (Cell& cell : band_cells(disruption.industry(static_cast<int>(i)))) row.push_back(std::move(cell));
        row.emplace_back(mean[i]);
        row.push_back(share(mean[i]));
        table.add(std::move(row));
    }
    table.add({std::string("all others"), Cell(), Cell(), Cell(), rest, share(rest)});
    return table;
}

Table disruption_published(const std::vector<PublishedComparison>& comparisons) {
    Table table{"disruption-published", "Beside what was published",
                {{"measure", "", "What both say"}, {"unit", "", "Of the figures"}, {"published low", "", "As printed", 3}, {"published", "", "As printed", 3},
                 {"published high", "", "As printed", 3}, {"our low", "", "5 %", 3}, {"our median", "", "Over draws", 3}, {"our high", "", "95 %", 3},
                 {"verdict", "", "Where ours lies"}, {"statement", "", "countervail data show ID"}}, {}, {}};
    for (const PublishedComparison& each : comparisons) {
        const PublishedLoss& published = *each.published;
        const bool is_money = published.measure == PublishedLoss::Measure::loss || published.measure == PublishedLoss::Measure::weighted_loss;
        const double scale = is_money ? 1 : 100;
        std::vector<Cell> row{words_of(published.measure), std::string(is_money ? "USD million" : "%"),
                              published.ranged || published.at_least ? Cell(published.value.low * scale) : Cell(), published.value.mode * scale,
                              published.ranged && !published.at_least ? Cell(published.value.high * scale) : Cell()};
        for (Cell& cell : band_cells(each.ours, scale)) row.push_back(std::move(cell));
        row.emplace_back(each.verdict);
        row.emplace_back(published.value.statement);
        table.sources.push_back(published.value.statement);
        table.add(std::move(row));
    }
    return table;
}

Table disruption_ranking(const CommodityBook& book, const AskedEconomy& economy, const std::vector<Disruption>& disruptions) {
    Table table{"disruption-ranking", "Loss to " + economy.place + " by commodity, largest chance-weighted loss first (USGS-style)",
                {{"rank", "", "By the median of loss × chance"}, {"commodity", "", "What stops"}, {"by", "", "Who stops"}, {"price", "%", "Rise, median", 3}, {"kept", "%", "Share of use, median", 3},
                 {"loss", "USD million/year", "Median", 3}, {"chance", "", "Class of the scenario"}, {"weighted low", "USD million/year", "5 %", 3},
                 {"weighted", "USD million/year", "Loss × chance, median", 3}, {"weighted high", "USD million/year", "95 %", 3},
                 {"published", "USD million/year", "Loss × chance", 4}, {"verdict", "", "Of the published figure"}}, {}, {}};
    std::vector<const Disruption*> order;
    for (const Disruption& each : disruptions) order.push_back(&each);
    std::ranges::stable_sort(order, {}, [](const Disruption* each) { return each->weighted().median; });
    double rank = 0;
    for (const Disruption* each : order) {
        const Band weighted = turned(each->weighted());
        Cell published, verdict;
        for (const PublishedComparison& one : compare_with_published(book, economy, *each)) {
            if (one.published->measure != PublishedLoss::Measure::weighted_loss) continue;
            published = one.published->value.mode;
            verdict = one.verdict;
        }
        table.add({++rank, names_of(book, each->question), join(each->question.by, ","), 100 * each->price_change(0).median, 100 * each->kept(0).median, -each->change().median,
                   each->likelihood, weighted.low, weighted.median, weighted.high, published, verdict});
    }
    return table;
}

}  // namespace countervail
