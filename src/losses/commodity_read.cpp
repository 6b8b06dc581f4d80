// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/text.h"
#include "base/unit.h"
#include "losses/commodity.h"
#include "materials/figure.h"

namespace countervail {

namespace {

constexpr std::string_view kFile = "data/economy/commodities.toml";

/// What a range may hold.
struct Bounds {
    double lowest = 0, highest = std::numeric_limits<double>::infinity();
    std::string_view words = "0 or more";
};
constexpr Bounds kAmount{};
constexpr Bounds kPositive{1e-12, std::numeric_limits<double>::infinity(), "above 0"};
constexpr Bounds kShare{0, 1, "0 to 1"};
constexpr Bounds kMultiple{1.0001, std::numeric_limits<double>::infinity(), "above 1"};

class CommodityReader {
  public:
    CommodityReader(const Library& library, const Ledger& ledger, const Industries& industries, Date known_on)
        : library_(library), industries_(industries), figures_(ledger, known_on) {}
    Result<CommodityBook> read();

  private:
    void commodity(Section& section);
    CommoditySupplier supplier(Section& section);
    CommodityConsumer consumer(Section& section);
    CommodityUse use(Section& section);
    CommodityScenario scenario(Section& section);
    PublishedLoss published(Section& section);
    void together(Section& section);
    void likelihoods(Section section);
    void check_places(Section& section, const Commodity& commodity);

    Range range(Section& section, std::string_view key, std::string_view dimension, double scale, const Bounds& bounds);
    Range mass(Section& section, std::string_view key) {
        return range(section, key, "mass/time", kWeeksInYear, kAmount);
    }
    Range share(Section& section, std::string_view key) { return range(section, key, "share", 1, kShare); }
    void check_basis(Section& section, std::string_view key, const Statement& statement);
    int industry(Section& section, std::string_view key);

    const Library& library_;
    const Industries& industries_;
    FigureReader figures_;
    CommodityBook book_;
    std::vector<std::string> basis_;                  // of the commodity being read
    std::map<std::string, Range> likelihoods_;
};

/// Statement as a range. An elasticity of demand may be printed as a negative number.
Range as_range(const Figure& figure, double scale) {
    Range range{figure.low * scale, figure.value * scale, figure.high * scale, figure.statement->id};
    if (range.high <= 0 && range.low < 0) range = {-range.high, -range.mode, -range.low, range.statement};
    return range;
}

void CommodityReader::check_basis(Section& section, std::string_view key, const Statement& statement) {
    const Unit& unit = statement.unit;
    const bool mass = unit.dimension() == "mass/time" || unit.dimension() == "money/mass";
    if (mass && std::ranges::none_of(basis_, [&](const std::string& word) { return unit.has_basis(word); })) {
        section.problem(key, "\"" + statement.id + "\" is in " + unit.text() + ", the commodity is counted on the basis " + join(basis_, " or "),
                        "name a statement on that basis, or add the word to `basis` where it means the same mass");
    }
    if (unit.dimension().starts_with("money") && !unit.has_basis("USD")) {
        section.problem(key, "\"" + statement.id + "\" is in " + unit.text() + ", wanted here: USD", "name a statement in USD");
    }
}

Range CommodityReader::range(Section& section, std::string_view key, std::string_view dimension, double scale, const Bounds& bounds) {
    const auto figure = figures_.figure(section, key, dimension);
    if (!figure) return {};
    check_basis(section, key, *figure->statement);
    const Range range = as_range(*figure, scale);
    if (range.low < bounds.lowest || range.high > bounds.highest) {
        section.problem(key, "\"" + figure->statement->id + "\" ranges from " + readable_number(range.low) + " to " + readable_number(range.high) + ", wanted here: " + std::string(bounds.words),
                        "name another statement");
    }
    return range;
}

int CommodityReader::industry(Section& section, std::string_view key) {
    const std::string id = section.text(key);
    const int found = industries_.industry(id);
    if (found >= 0 || id.empty()) return std::max(found, 0);
    std::vector<std::string> ids;
    for (const Industry& each : industries_.list) ids.push_back(each.id);
    section.problem(key, "there is no industry \"" + id + "\"", did_you_mean(id, ids));
    return 0;
}

CommoditySupplier CommodityReader::supplier(Section& section) {
    CommoditySupplier supplier;
    supplier.place = section.text("place");
    supplier.output = mass(section, "output");
    if (section.has("capacity")) {
        supplier.capacity = mass(section, "capacity");
        if (supplier.capacity->high < supplier.output.low) {
            section.problem("capacity", "is below the output", "capacity is what the plants could make, output what they make");
        }
    }
    if (section.has("net_exports")) supplier.net_exports = mass(section, "net_exports");
    section.finish();
    return supplier;
}

CommodityUse CommodityReader::use(Section& section) {
    CommodityUse use;
    use.id = section.text("id");
    use.name = section.text("name");
    use.industry = industry(section, "industry");
    use.share = share(section, "share");
    use.elasticity = range(section, "elasticity", "ratio", 1, kPositive);
    use.output = range(section, "output", "money/time", kWeeksInYear / 1e6, kPositive);
    use.passing = share(section, "passing");
    section.finish();
    return use;
}

CommodityConsumer CommodityReader::consumer(Section& section) {
    CommodityConsumer consumer;
    consumer.place = section.text("place");
    consumer.amount = range(section, "amount", "mass/time", kWeeksInYear, kPositive);
    std::set<std::string> seen;
    double shares = 0;
    for (Section& each : section.tables("use")) {
        consumer.uses.push_back(use(each));
        shares += consumer.uses.back().share.mode;
        if (!seen.insert(consumer.uses.back().id).second) each.problem("id", "two uses are called \"" + consumer.uses.back().id + "\"", "name each use once");
    }
    if (consumer.uses.empty()) section.problem("use", "a consumer needs uses", "add [[commodity.consumer.use]]");
    else if (std::abs(shares - 1) > 0.05) section.problem("use", "the shares of the uses sum to " + readable_number(shares), "shares of one place's consumption sum to 1; add the missing use or mend the figures");
    section.finish();
    return consumer;
}

CommodityScenario CommodityReader::scenario(Section& section) {
    CommodityScenario scenario;
    scenario.by = section.text_or_texts("by");
    if (scenario.by.empty()) section.problem("by", "names no place", "by = \"XXX\"");
    scenario.likelihood = section.text("likelihood");
    const auto found = likelihoods_.find(scenario.likelihood);
    if (found != likelihoods_.end()) {
        scenario.probability = found->second;
    } else if (!scenario.likelihood.empty()) {
        std::vector<std::string> names;
        for (const auto& [name, range] : likelihoods_) names.push_back(name);
        section.problem("likelihood", "there is no class \"" + scenario.likelihood + "\" in [likelihood]", did_you_mean(scenario.likelihood, names));
    }
    section.finish();
    return scenario;
}

PublishedLoss CommodityReader::published(Section& section) {
    static const std::vector<std::string> words{"loss", "weighted-loss", "price-change", "industry-share"};
    PublishedLoss published;
    published.by = section.text_or_texts("by");
    if (published.by.empty()) section.problem("by", "names no place", "by = \"XXX\"");
    published.in = section.text("in");
    published.at_least = section.flag("at_least", false);
    const std::string measure = section.text("measure");
    const auto at = std::ranges::find(words, measure);
    if (at == words.end()) {
        if (!measure.empty()) section.problem("measure", "\"" + measure + "\" is no measure", "one of " + join(words, ", ") + "; " + did_you_mean(measure, words));
    } else {
        published.measure = static_cast<PublishedLoss::Measure>(at - words.begin());
    }
    const bool money = published.measure == PublishedLoss::Measure::loss || published.measure == PublishedLoss::Measure::weighted_loss;
    if (const auto figure = figures_.figure(section, "statement", money ? "money" : "share")) {
        if (money) check_basis(section, "statement", *figure->statement);
        const double scale = money ? 1e-6 : 1;
        published.value = {figure->low * scale, figure->value * scale, figure->high * scale, figure->statement->id};
        published.ranged = figure->statement->stated_range;
    }
    if (published.measure == PublishedLoss::Measure::industry_share) published.industry = industry(section, "industry");
    section.finish();
    return published;
}

void CommodityReader::check_places(Section& section, const Commodity& commodity) {
    std::set<std::string> suppliers, consumers;
    for (const CommoditySupplier& each : commodity.suppliers) {
        if (!suppliers.insert(each.place).second) section.problem("supplier", "two suppliers are at \"" + each.place + "\"", "one [[commodity.supplier]] a place");
    }
    for (const CommodityConsumer& each : commodity.consumers) {
        if (!consumers.insert(each.place).second) section.problem("consumer", "two consumers are at \"" + each.place + "\"", "one [[commodity.consumer]] a place");
    }
    if (consumers.empty()) section.problem("consumer", "nobody uses the commodity", "add [[commodity.consumer]]");
    const auto sells = [&](const std::string& place) {
        return std::ranges::any_of(commodity.suppliers, [&](const CommoditySupplier& each) { return each.place == place && each.net_exports; });
    };
    const auto check = [&](std::string_view key, const std::vector<std::string>& by) {
        for (const std::string& place : by) {
            if (!place.empty() && !sells(place)) section.problem(key, "\"" + place + "\" is no supplier with net exports", "add net_exports to its [[commodity.supplier]]");
        }
    };
    for (const CommodityScenario& each : commodity.scenarios) check("scenario", each.by);
    for (const PublishedLoss& each : commodity.published) {
        check("published", each.by);
        if (!each.in.empty() && !consumers.contains(each.in)) section.problem("published", "\"" + each.in + "\" is no consumer of the commodity", "name a place of [[commodity.consumer]]");
    }
}

void CommodityReader::commodity(Section& section) {
    Commodity commodity;
    commodity.id = section.text("id");
    commodity.name = section.text("name");
    basis_ = section.texts("basis");
    if (basis_.empty()) section.problem("basis", "is missing", "basis = [\"oxide\"]: the words of mass units that its figures are on");
    commodity.price = range(section, "price", "money/mass", 1, kPositive);
    commodity.supply_elasticity = range(section, "supply_elasticity", "ratio", 1, kAmount);
    commodity.restart = share(section, "restart");
    commodity.stretch = range(section, "stretch", "share", 1, kAmount);
    commodity.restart_price = range(section, "restart_price", "ratio", 1, kMultiple);
    commodity.producer = industry(section, "producer");
    commodity.producer_value_added = share(section, "producer_value_added");
    for (Section& each : section.tables("supplier")) commodity.suppliers.push_back(supplier(each));
    for (Section& each : section.tables("consumer")) commodity.consumers.push_back(consumer(each));
    for (Section& each : section.tables("scenario")) commodity.scenarios.push_back(scenario(each));
    for (Section& each : section.tables("published")) commodity.published.push_back(published(each));
    check_places(section, commodity);
    if (!commodity.id.empty() && book_.commodity(commodity.id) >= 0) section.problem("id", "two commodities are called \"" + commodity.id + "\"", "name each once");
    section.finish();
    book_.list.push_back(std::move(commodity));
}

void CommodityReader::together(Section& section) {
    CommoditiesTogether together;
    std::vector<std::string> ids;
    for (const Commodity& each : book_.list) ids.push_back(each.id);
    for (const std::string& id : section.texts("commodities")) {
        const int found = book_.commodity(id);
        if (found < 0) section.problem("commodities", "there is no commodity \"" + id + "\"", did_you_mean(id, ids));
        else together.commodities.push_back(found);
    }
    std::ranges::sort(together.commodities);
    if (together.commodities.size() < 2) section.problem("commodities", "names fewer than two commodities", "commodities = [\"one\", \"other\"]");
    for (Section& each : section.tables("published")) together.published.push_back(published(each));
    section.finish();
    book_.together.push_back(std::move(together));
}

void CommodityReader::likelihoods(Section section) {
    for (const std::string& name : section.keys()) likelihoods_.emplace(name, share(section, name));
    section.finish();
}

Result<CommodityBook> CommodityReader::read() {
    const LibraryFile* file = library_.find(kFile);
    if (file == nullptr) return fail({std::string(kFile)}, "is not in the library", "take it from the product's own files");
    auto toml = TomlFile::parse(file->text, file->path);
    if (!toml) return std::unexpected(std::move(toml.error()));
    Section root = toml->root();
    likelihoods(root.table("likelihood"));
    for (Section& each : root.tables("commodity")) commodity(each);
    for (Section& each : root.tables("together")) together(each);
    root.finish();
    if (Errors errors = toml->take_errors(); !errors.empty()) return std::unexpected(std::move(errors));
    book_.statements.assign(figures_.used().begin(), figures_.used().end());
    return std::move(book_);
}

}  // namespace

Result<CommodityBook> read_commodities(const Library& library, const Ledger& ledger, const Industries& industries, Date known_on) {
    return CommodityReader(library, ledger, industries, known_on).read();
}

}  // namespace countervail
