// SPDX-License-Identifier: Apache-2.0
// A small company for tests, and the scenario of the library made ready once.
#pragma once

#include <stdexcept>
#include <string>

#include "company/company_reader.h"
#include "company/exposure.h"
#include "simulation/scenario.h"

namespace countervail {

inline const Library& tree_library() {
    static const Library library = Library::from_folder(COUNTERVAIL_SOURCE_DIR).value();
    return library;
}

inline const Ledger& tree_ledger() {
    static const Ledger ledger = Ledger::read(tree_library()).value();
    return ledger;
}

inline Ensemble april_ensemble(int draws) {
    Scenario scenario = read_scenario(tree_library().find("scenarios/april-2025.toml")->text, "april-2025.toml").value();
    scenario.draws = draws;
    auto made = Ensemble::prepare(tree_library(), tree_ledger(), scenario);
    if (!made) throw std::runtime_error(to_text(made.error()));
    return *made;
}

inline Ensemble& april() {
    static Ensemble made = april_ensemble(2 * kBlock);
    return made;
}

inline CompanyTools april_tools(const std::string& place = "DEU") {
    CompanyTools tools;
    tools.catalogue = &april().world().catalogue;
    tools.ledger = &tree_ledger();
    tools.known_on = april().scenario().known_on;
    tools.place = place;
    return tools;
}

inline Company company_of(const std::string& csv, const std::string& place = "DEU") {
    auto read = read_company(csv, "b.csv", april_tools(place));
    if (!read) throw std::runtime_error(to_text(read.error()));
    return *read;
}

/// Deliveries made up by the test in place of a world's: one share per link, constant over the weeks.
struct MadeUpRun {
    Company company;
    std::vector<std::vector<SupplyLink>> links;
    std::vector<SupplyLink> watched;
    CompanyDays days{Date(2025, 1, 6), 200, make_calendar(Date(2025, 1, 6), Date(2025, 12, 31))};
    SupplySeries series{1, 52, 1};

    /// `shares`: by part id, of every source of it; 1 for others.
    MadeUpRun(Company of, const std::vector<std::pair<std::string, float>>& shares) : company(std::move(of)) {
        company.luck = {};
        for (const CompanyPart& part : company.parts) {
            links.emplace_back();
            for (const CompanySource& source : part.sources) {
                SupplyLink link{source.made ? FateKind::inside : FateKind::uncovered, {}, source.lead_days.value_or(0), {}};
                for (std::size_t i = 0; i < shares.size(); ++i) {
                    if (shares[i].first == part.id) link = {FateKind::market, {static_cast<int>(i)}, source.lead_days.value_or(0), {}};
                }
                links.back().push_back(link);
            }
        }
        watched = links_to_watch(links);
        series = SupplySeries(watched.size(), 52, 1);
        for (std::size_t i = 0; i < watched.size(); ++i) {
            for (int week = 0; week < 52; ++week) {
                for (int d = 0; d < kBlock; ++d) series.at(0, i, week)[d] = shares[static_cast<std::size_t>(watched[i].rows.front())].second;
            }
        }
    }

    CompanyRun run() const {
        std::vector<std::vector<std::uint8_t>> licensed;
        for (const auto& part : links) licensed.emplace_back(part.size(), 0);
        return {company, links, watched, days, 1, kBlock, licensed};
    }
    CompanyOutcome outcome(const CompanyMeasures& measures = {}, bool each = true) const { return run_company(run(), series, measures, each, 1); }
    int part(const std::string& id) const {
        for (std::size_t i = 0; i < company.parts.size(); ++i) {
            if (company.parts[i].id == id) return static_cast<int>(i);
        }
        return -1;
    }
};

}  // namespace countervail
