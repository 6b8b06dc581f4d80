// SPDX-License-Identifier: Apache-2.0
// `countervail tariffs FILE`.
#include <CLI/App.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "app/files.h"
#include "app/program.h"
#include "app/world_at_hand.h"
#include "base/text.h"
#include "equilibrium/tariff_question.h"
#include "equilibrium/trade_from_table.h"
#include "equilibrium/trade_welfare.h"

namespace countervail {

namespace {

namespace fs = std::filesystem;


constexpr const char* kCaution =
    "Read the last column. The first-order sum is what Caliendo and Parro (2015) published; it values the trade after a large change at\n"
    "first-order rates and can be far off: in their own experiment it shows 1.31% for the middle country, whose real income rises by 0.007%.\n";

constexpr const char* kEmbargoNote = "An embargo has no first order: its sum is left empty.\n";

/// A file of tagged lines, or the tables of a folder.
Result<std::vector<TradeDataFile>> files_at(const fs::path& path) {
    std::error_code code;
    std::vector<fs::path> paths;
    if (fs::is_directory(path, code)) {
        for (fs::directory_iterator at(path, code), end; !code && at != end; at.increment(code)) {
            if (at->path().extension() == ".csv") paths.push_back(at->path());
        }
        std::sort(paths.begin(), paths.end());
        if (paths.size() < 2) return fail({path.string()}, "holds no tables of trade data", "trade.csv, inputs.csv, value-added.csv, final.csv, elasticities.csv");
    } else {
        paths.push_back(path);
    }
    std::vector<TradeDataFile> files;
    Errors errors;
    for (const fs::path& each : paths) {
        auto bytes = read_file(each);
        if (bytes) files.push_back({each.string(), std::move(*bytes)});
        else append(errors, std::move(bytes.error()));
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return files;
}

/// The data and what they rest on.
struct TradeAtHand {
    TradeData data;
    std::vector<std::string> statements;
    std::string note;                        ///< which data, for people
};

Result<TradeAtHand> from_data(const TariffQuestion& question, const fs::path& folder) {
    auto files = files_at(folder / question.data);
    if (!files) return std::unexpected(std::move(files.error()));
    auto data = read_trade_data(*files);
    if (!data) return std::unexpected(std::move(data.error()));
    return TradeAtHand{std::move(*data), {}, "Data: " + question.data + ".\n"};
}

Result<TradeAtHand> from_table(const Settings& settings, const TariffQuestion& question, const fs::path& folder) {
    const auto at_hand = open_world(settings, question.world);
    if (!at_hand) return std::unexpected(at_hand.error());
    auto table = table_of(*at_hand, question.table, folder);
    if (!table) return std::unexpected(std::move(table.error()));
    auto theta = trade_elasticities(at_hand->library, at_hand->ledger, at_hand->industries, *table, at_hand->known_on, question.theta);
    if (!theta) return std::unexpected(std::move(theta.error()));
    auto model = trade_model_of(*table, theta->theta);
    if (!model) return std::unexpected(std::move(model.error()));
    std::vector<std::string> statements = table->statements;
    statements.insert(statements.end(), theta->statements.begin(), theta->statements.end());
    return TradeAtHand{{std::move(*model), {}, {}}, std::move(statements), "Data: " + described(*table) + "; its tariffs count as 0, so rates are those added.\n"};
}

Table welfare_table(const TariffQuestion& question, const TradeModel& model, const TradeEffects& effects, bool embargo, std::vector<std::string> statements) {
    Table table{"tariffs", question.title, {{"place", "", "Where"}, {"terms of trade", "%", "First order: prices of what it sells against what it buys, of income before", 3},
                {"volume of trade", "%", "First order: tariff revenue on volumes that change, of income before", 3}}, {}, std::move(statements)};
    table.columns.push_back({"first-order sum", "%", "What Caliendo and Parro (2015) published as welfare; not the change of real income", 3});
    table.columns.push_back({"real wage", "%", "Exact change of wages over consumer prices", 3});
    table.columns.push_back({"real income", "%", "Exact change of income (wages, tariff revenue, deficit) over consumer prices", 3});
    for (std::size_t n = 0; n < model.places.size(); ++n) {
        const bool shown = question.places.empty() || std::any_of(question.places.begin(), question.places.end(), [&](const std::string& each) { return matches_pattern(each, model.places[n]); });
        if (!shown) continue;
        const PlaceWelfare& place = effects.places[n];
        // A cost times a thousand has no first order.
        table.add({model.places[n], place.terms_of_trade, place.volume_of_trade, embargo ? Cell() : Cell(place.first_order), place.real_wage, place.real_income});
    }
    return table;
}

ExitCode run_tariffs(const Settings& settings, const std::string& file) {
    auto text = read_file(file);
    if (!text) return report(settings, text.error());
    const auto question = read_tariff_question(std::move(*text), file);
    if (!question) return report(settings, question.error());
    const fs::path folder = fs::path(file).parent_path();
    auto at_hand = question->data.empty() ? from_table(settings, *question, folder) : from_data(*question, folder);
    if (!at_hand) return report(settings, at_hand.error());
    const auto policies = policies_of(*question, at_hand->data);
    if (!policies) return report(settings, policies.error());
    TradeModel& model = at_hand->data.model;
    for (const auto& [name, value] : question->theta) model.theta[model.industry(name)] = value;
    const auto effects = trade_effects(model, policies->before, policies->after, settings.threads_to_use());
    if (!effects) return report(settings, effects.error());
    settings.problems() << to_text(model.notes);
    print(settings, welfare_table(*question, model, *effects, !policies->after.cost.empty(), std::move(at_hand->statements)));
    if (settings.format == TableFormat::text || settings.format == TableFormat::markdown) {
        settings.answers() << "\n" << kCaution << (policies->after.cost.empty() ? "" : kEmbargoNote) << at_hand->note
                           << fmt::format("Solved exactly: largest relative miss of any market {:.0e}.\n", std::max(effects->before.residual, effects->after.residual));
    }
    return kDone;
}

}  // namespace

void set_up_tariffs(CLI::App& program, Settings& settings, ExitCode& code) {
    const auto file = std::make_shared<std::string>();
    CLI::App* verb = program.add_subcommand("tariffs", "What a change of tariffs or an embargo does to each place's real income, by exact hat algebra")->fallthrough();
    verb->add_option("FILE", *file, "The question (docs/formats/tariff-data.md)")->required();
    verb->callback([&settings, &code, file] { code = run_tariffs(settings, *file); });
}

}  // namespace countervail
