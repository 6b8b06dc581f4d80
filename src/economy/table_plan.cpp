// SPDX-License-Identifier: Apache-2.0
#include "economy/table_plan.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.h"
#include "base/unit.h"
#include "economy/table_plan_reader.h"

namespace countervail {
namespace {

constexpr const char* kFile = "data/economy/default-table.toml";
constexpr double kMillionPerYear = kWeeksInYear / 1e6;   // from USD per week

}  // namespace

double TablePlanReader::total(const Eigen::VectorXd& parts) {
    double sum = 0;
    for (const double part : parts) sum += part;
    return sum;
}

double TablePlanReader::million_per_year(const Figure& figure) { return figure.value * kMillionPerYear; }

TablePlanReader::TablePlanReader(FigureReader& figures, const Industries& industries, const World& world)
    : figures_(figures),
      industries_(industries),
      world_(world),
      places_(static_cast<int>(world.places.size())),
      count_(static_cast<int>(industries.list.size())) {}

TablePlan TablePlanReader::read(Section root) {
    plan_.id = root.text("id");
    plan_.source = root.text("source");
    plan_.year = static_cast<int>(root.integer("year", 0));
    if (plan_.year < 1900 || plan_.year > 2200) root.problem("year", "is no year", "write it like 2024");
    gross_products(root);
    ratios(root);
    groups(root);
    inputs(root);
    abroad(root);
    finals(root);
    const auto elasticity = figures_.figure(root, "distance_elasticity", "ratio");
    plan_.distance_elasticity = elasticity ? elasticity->value : -1;
    if (elasticity && elasticity->value > 0) root.problem("distance_elasticity", "is positive", "trade falls with distance");
    exports(root);
    root.finish();
    plan_.statements = figures_.used();
    return std::move(plan_);
}

int TablePlanReader::place_named(Section& section, std::string_view key) {
    const int place = world_.place(key);
    if (place >= 0 || declared_.contains(std::string(key))) return place;
    std::vector<std::string> ids;
    for (const WorldPlace& known : world_.places) ids.push_back(known.id);
    const std::string hint = did_you_mean(key, ids);
    section.problem(key, "\"" + std::string(key) + "\" is no place of the world " + world_.id,
                    hint.empty() ? "places stand in worlds/" + world_.id + ".toml" : hint);
    return -1;
}

int TablePlanReader::industry_named(Section& section, std::string_view key, std::string_view id) {
    const int industry = industries_.industry(id);
    if (industry >= 0) return industry;
    std::vector<std::string> ids;
    for (const Industry& known : industries_.list) ids.push_back(known.id);
    const std::string hint = did_you_mean(id, ids);
    section.problem(key, "unknown industry \"" + std::string(id) + "\"",
                    hint.empty() ? "industries stand in data/economy/industries.toml" : hint);
    return -1;
}

/// A figure for each place that the section names; a place of the world without one is a problem when all are wanted.
std::vector<std::optional<Figure>> TablePlanReader::by_place(Section section, std::string_view dimension, bool all_wanted) {
    std::vector<std::optional<Figure>> found(world_.places.size());
    for (const std::string& key : section.keys()) {
        const int place = place_named(section, key);
        if (place < 0) {
            section.allow(key);
        } else {
            found[static_cast<std::size_t>(place)] = figures_.figure(section, key, dimension);
        }
    }
    for (std::size_t place = 0; place < found.size(); ++place) {
        const std::string& id = world_.places[place].id;
        if (all_wanted && !section.has(id)) {
            section.problem(id, "the place " + id + " has no figure here", "name a statement: " + id + " = \"…\"");
        }
    }
    section.finish();
    return found;
}

/// A figure for each industry that the section names, 0 for the others.
Eigen::VectorXd TablePlanReader::by_industry(Section section, bool all_wanted) {
    Eigen::VectorXd found = Eigen::VectorXd::Zero(count_);
    for (const std::string& key : section.keys()) {
        const int industry = industry_named(section, key, key);
        const auto figure = figures_.figure(section, key, "share");
        if (industry < 0 || !figure) continue;
        if (figure->value < 0 || figure->value > 1) section.problem(key, "is not between 0 and 1", "name a share");
        found[industry] = std::clamp(figure->value, 0.0, 1.0);
    }
    for (const Industry& industry : industries_.list) {
        if (all_wanted && !section.has(industry.id)) {
            section.problem(industry.id, "the industry " + industry.id + " has no figure here",
                            "name a statement: " + industry.id + " = \"…\"");
        }
    }
    section.finish();
    return found;
}

/// What the rest of the world makes is what the world makes less the places that are listed.
void TablePlanReader::gross_products(Section& root) {
    Section section = root.table("gross_product");
    rest_ = world_.place(root.text("rest", ""));
    if (root.has("rest") && rest_ < 0) place_named(root, "rest");
    for (const std::string& key : section.keys()) declared_.insert(key);
    const auto world = figures_.figure(section, "WLD", "money/time");
    Eigen::VectorXd product = Eigen::VectorXd::Zero(places_);
    for (const std::string& key : section.keys()) {
        if (key == "WLD") continue;
        const auto figure = figures_.figure(section, key, "money/time");
        if (const int place = world_.place(key); place >= 0 && figure) product[place] = million_per_year(*figure);
    }
    for (int place = 0; place < places_; ++place) {
        const std::string& id = world_.places[static_cast<std::size_t>(place)].id;
        if (place == rest_) continue;
        if (!section.has(id)) {
            section.problem(id, "the place " + id + " has no gross product", "name a statement: " + id + " = \"…\"");
        } else if (product[place] <= 0) {
            section.problem(id, "the gross product of " + id + " is not positive", "check the statement");
        }
    }
    if (rest_ >= 0 && world) {
        product[rest_] = million_per_year(*world) - total(product);
        if (product[rest_] <= 0) section.problem("WLD", "the listed places make more than the world", "check the statements");
    }
    section.finish();
    gross_product_ = product.cwiseMax(1e-6);
}

void TablePlanReader::ratios(Section& root) {
    const Eigen::VectorXd common = by_industry(root.table("value_added_ratio"), true);
    plan_.ratio = common.replicate(places_, 1);
}

void TablePlanReader::inputs(Section& root) {
    Section section = root.table("input");
    plan_.inputs = Eigen::MatrixXd::Zero(count_, count_);
    for (const std::string& key : section.keys()) {
        const int user = industry_named(section, key, key);
        const Eigen::VectorXd column = by_industry(section.table(key), false);
        if (user >= 0) plan_.inputs.col(user) = column;
    }
    for (int user = 0; user < count_; ++user) {
        const double sum = total(plan_.inputs.col(user));
        const std::string& id = industries_.list[static_cast<std::size_t>(user)].id;
        if (sum <= 0) section.problem(id, "nobody knows what " + id + " buys", "add [input." + id + "]");
        else plan_.inputs.col(user) /= sum;
    }
    section.finish();
}

void TablePlanReader::abroad(Section& root) { plan_.abroad = by_industry(root.table("abroad"), true); }

std::vector<int> TablePlanReader::goods_or_services(bool goods) const {
    std::vector<int> found;
    for (int industry = 0; industry < count_; ++industry) {
        if (plan_.goods[static_cast<std::size_t>(industry)] == goods) found.push_back(industry);
    }
    return found;
}

/// One figure for each place that the section names: of its exports to all (from = -1), or of those that `from` sends it.
void TablePlanReader::exports_of(Section section, const std::vector<int>& industries, int from) {
    for (const std::string& key : section.keys()) {
        const int place = place_named(section, key);
        const Statement* statement = figures_.ledger().find(section.text(key));
        // Trade only leans towards these, so one that is not public yet is left out.
        if (statement != nullptr && figures_.ledger().public_since(*statement) > figures_.known_on()) continue;
        const auto figure = figures_.figure(section, key, "money/time");
        if (!figure || place < 0 || place == from) continue;
        if (figure->value < 0) section.problem(key, "is negative", "exports are gross");
        plan_.exports.push_back({from < 0 ? place : from, from < 0 ? -1 : place, industries, std::max(0.0, million_per_year(*figure))});
    }
    section.finish();
}

void TablePlanReader::exports(Section& root) {
    Section kinds = root.table("exports");
    for (const std::string& kind : kinds.keys()) {
        std::vector<int> industries;
        if (kind == "goods" || kind == "services") industries = goods_or_services(kind == "goods");
        else if (const int industry = industry_named(kinds, kind, kind); industry >= 0) industries = {industry};
        exports_of(kinds.table(kind), industries, -1);
    }
    kinds.finish();
    Section pairs = root.table("goods_exports_to");
    for (const std::string& key : pairs.keys()) {
        const int from = place_named(pairs, key);
        if (from >= 0) exports_of(pairs.table(key), goods_or_services(true), from);
        else pairs.allow(key);
    }
    pairs.finish();
}

namespace {

Result<TablePlan> plan_as_of(const LibraryFile& file, const Ledger& ledger, const Industries& industries, const World& world, Date known_on) {
    auto toml = TomlFile::parse(file.text, file.path);
    if (!toml) return std::unexpected(std::move(toml.error()));
    FigureReader figures(ledger, known_on);
    TablePlan plan = TablePlanReader(figures, industries, world).read(toml->root());
    if (Errors errors = toml->take_errors(); !errors.empty()) return std::unexpected(std::move(errors));
    return plan;
}

std::optional<EarlyQuestion> too_early(const LibraryFile& file, const Ledger& ledger, const Industries& industries, const World& world, Date known_on, const Errors& errors) {
    return early_question(errors, known_on, [&](Date day) {
        auto plan = plan_as_of(file, ledger, industries, world, day);
        return plan ? Errors() : std::move(plan.error());
    });
}

}  // namespace

Result<TablePlan> read_table_plan(const Library& library, const Ledger& ledger, const Industries& industries,
                                  const World& world, Date known_on) {
    const LibraryFile* file = library.find(kFile);
    if (file == nullptr) return fail({kFile}, "is missing", "the built-in table is described there; see docs/formats/industries.md");
    auto plan = plan_as_of(*file, ledger, industries, world, known_on);
    if (plan) return plan;
    const auto early = too_early(*file, ledger, industries, world, known_on, plan.error());
    if (!early) return plan;
    return std::unexpected(told_together(*early, {kFile}, "the built-in input–output table rests on", "it can be made from",
                                         ", or name a published table where the verb takes one (docs/formats/io-table.md)"));
}

std::optional<EarlyQuestion> table_plan_too_early(const Library& library, const Ledger& ledger, const Industries& industries,
                                                  const World& world, Date known_on) {
    const LibraryFile* file = library.find(kFile);
    if (file == nullptr) return std::nullopt;
    const auto plan = plan_as_of(*file, ledger, industries, world, known_on);
    if (plan) return std::nullopt;
    return too_early(*file, ledger, industries, world, known_on, plan.error());
}

}  // namespace countervail
