// SPDX-License-Identifier: Apache-2.0
#include "equilibrium/tariff_question.h"

#include "base/text.h"
#include "base/toml_file.h"

namespace countervail {

namespace {

TariffChange read_change(Section section) {
    TariffChange change;
    change.where = section.place();
    change.importers = section.text_or_texts("importer");
    change.exporters = section.text_or_texts("exporter");
    change.industries = section.text_or_texts("industries");
    change.rate = section.number("rate");
    change.add = section.number("add");
    change.embargo = section.flag("embargo", false);
    for (const auto& [key, names] : {std::pair{"importer", &change.importers}, std::pair{"exporter", &change.exporters}, std::pair{"industries", &change.industries}}) {
        if (names->empty()) section.problem(key, std::string("no ") + key + " is named", "a name, a list of names, or \"*\" for all");
    }
    if (static_cast<int>(change.rate.has_value()) + static_cast<int>(change.add.has_value()) + static_cast<int>(change.embargo) != 1) {
        section.problem("rate", "a change says one of rate, add and embargo", "rate = 0.25 sets 25%, add = 0.10 adds ten points, embargo = true closes the lane");
    }
    if (change.rate && !(*change.rate > -1 && *change.rate < 1000)) section.problem("rate", "a rate of " + readable_number(*change.rate) + " cannot be", "rates are shares of the value: 0.25 is 25%");
    if (change.add && !(*change.add > -1 && *change.add < 1000)) section.problem("add", readable_number(*change.add) + " cannot be added to a rate", "rates are shares of the value: 0.10 adds ten points");
    section.finish();
    return change;
}

/// Indices of the names in `all`; "*" is every one.
std::vector<std::size_t> chosen(const std::vector<std::string>& names, const std::vector<std::string>& all, const char* what, const Place& where, Errors& errors) {
    std::vector<std::size_t> found;
    for (const std::string& name : names) {
        bool any = false;
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (!matches_pattern(name, all[i])) continue;
            found.push_back(i);
            any = true;
        }
        if (any) continue;
        const std::string near = did_you_mean(name, all);
        errors.push_back({where, "the data have no " + std::string(what) + " \"" + name + "\"", near.empty() ? "known: " + join({all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(all.size(), 12))}, ", ") : near});
    }
    return found;
}

}  // namespace

Result<TariffQuestion> read_tariff_question(std::string text, const std::string& file) {
    auto toml = TomlFile::parse(std::move(text), file);
    if (!toml) return std::unexpected(std::move(toml.error()));
    Section root = toml->root();
    TariffQuestion question;
    question.file = file;
    question.title = root.text("title", "");
    question.data = root.text("data", "");
    question.table = root.text("table", "");
    question.world = root.text("world", "");
    const std::string deficits = root.text("deficits", "held");
    question.hold_deficits = deficits != "zero";
    if (deficits != "held" && deficits != "zero") root.problem("deficits", "\"" + deficits + "\" says nothing of deficits", "held, or zero");
    question.published_rates = root.flag("published_rates", false);
    question.places = root.texts("places");
    if (question.data.empty() == question.table.empty()) root.problem("data", "names neither or both of data and table", "data = \"trade.txt\", or table = \"default\"");
    if (!question.world.empty() && question.table != "default") root.problem("world", "only the built-in table has a world", "leave it out");
    Section theta = root.table("theta");
    for (const std::string& key : theta.keys()) {
        const double value = theta.required_number(key);
        if (!(value > 0)) theta.problem(key, "an elasticity is above 0", "theta of Caliendo & Parro 2015, or sigma − 1");
        question.theta[key] = value;
    }
    theta.finish();
    for (Section& section : root.tables("change")) question.changes.push_back(read_change(section));
    if (question.changes.empty() && !question.published_rates) root.problem("change", "nothing changes", "a block [[change]] with importer, exporter, industries and rate");
    root.finish();
    if (!toml->ok()) return std::unexpected(toml->take_errors());
    return question;
}

Result<TariffPolicies> policies_of(const TariffQuestion& question, const TradeData& data) {
    const TradeModel& model = data.model;
    Errors errors;
    TariffPolicies policies{observed_policy(model), observed_policy(model)};
    if (question.published_rates && !data.tariff_after) errors.push_back({{question.file}, "published_rates: the data bring no second set of rates along", "leave it out, or add tariff_before and tariff_after to the data"});
    else if (question.published_rates) policies.before.tariff = *data.tariff_before, policies.after.tariff = *data.tariff_after;
    if (!question.hold_deficits) policies.before.deficit.setZero(), policies.after.deficit.setZero();
    chosen(question.places, model.places, "place", {question.file}, errors);
    for (const auto& [name, value] : question.theta) {
        if (model.industry(name) >= 0) continue;
        const std::string near = did_you_mean(name, model.industries);
        errors.push_back({{question.file}, "theta: the data have no industry \"" + name + "\"", near.empty() ? "names are those of the data" : near});
    }
    for (const TariffChange& change : question.changes) {
        const auto importers = chosen(change.importers, model.places, "place", change.where, errors), exporters = chosen(change.exporters, model.places, "place", change.where, errors);
        for (const std::size_t j : chosen(change.industries, model.industries, "industry", change.where, errors)) {
            if (change.embargo && policies.after.cost.empty()) {
                const Eigen::Index n = model.deficit.size();
                policies.before.cost.assign(model.industries.size(), Eigen::MatrixXd::Ones(n, n));
                policies.after.cost = policies.before.cost;
            }
            for (const std::size_t n : importers) {
                for (const std::size_t i : exporters) {
                    if (n == i) continue;
                    const auto row = static_cast<Eigen::Index>(n), column = static_cast<Eigen::Index>(i);
                    double& rate = policies.after.tariff[j](row, column);
                    if (change.rate) rate = *change.rate;
                    if (change.add) rate += *change.add;
                    if (change.embargo) policies.after.cost[j](row, column) = kEmbargoCost;
                    if (!(rate > -1)) errors.push_back({change.where, "the rate falls to " + readable_number(rate), "rates stay above −1"});
                }
            }
        }
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return policies;
}

}  // namespace countervail
