// SPDX-License-Identifier: Apache-2.0
// What a scenario does to one company, what would help, and what it costs: the company run through the draws of the base case,
// run again with the cover that holds every product at a chosen risk, and again with each act that touches its supplies left out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "company/company_run.h"

namespace countervail {

struct ExposureOptions {
    std::optional<Date> from;            ///< first day; else the first on which the focus act binds, else the scenario's
    double risk = 0.05;                  ///< accepted chance that a product's output falls within the run
    Allocation allocation = Allocation::proportional;
    int threads = 1;
    std::size_t most_acts = 3;           ///< left out one at a time, those of most lanes first
};

/// Days of stock to buy beside what is there, whole days.
struct CoverToBuy {
    int part = 0;
    double days = 0;
    std::optional<double> value;         ///< of that stock; empty where price or output is unknown
    std::optional<Range> yearly_cost;    ///< value × holding rate
};

/// A clause that licenses or forbids what a source delivers, or holds it at the border.
struct SourceLaw {
    std::string act, clause;             ///< clause empty: held under a customs code that it shares with controlled goods
    Date from;
    bool forbids = false;
    std::vector<std::string> elements;   ///< of the item, that the same act controls alone
};

/// The same company without one act.
struct ActEffect {
    std::string act;
    std::vector<double> lost_without;    ///< revenue, by draw (days of output where no revenue is stated)
};

struct Exposure {
    Company company;
    std::vector<std::vector<SupplyLink>> links;
    CompanyDays days;
    std::string act;                     ///< of the scenario's focus; the first sentence counts from it when the days do
    bool from_act = false;
    double risk = 0;
    CompanyOutcome base, with_cover;
    std::vector<CoverToBuy> cover;       ///< dearest day first; only parts that need some
    std::vector<std::vector<std::vector<SourceLaw>>> law;   ///< by part, source
    std::vector<ActEffect> acts;         ///< largest effect first
    std::vector<double> lost(const CompanyOutcome& outcome) const;   ///< revenue over all products, by draw
};

/// Adds tasks to `ensemble` (one for each act left out). Fails when the first day lies outside the scenario's period.
Result<Exposure> make_exposure(Ensemble& ensemble, const PlaceGroups& places, Company company, const ExposureOptions& options);

/// Whole days of cover of each part, beside what it has, such that no more than `risk` of the draws sees any of `parts` out: every
/// part is left short in the same number of draws. By part of `outcome`, zero elsewhere.
std::vector<double> cover_for_risk(const CompanyOutcome& outcome, const std::vector<int>& parts, double risk);

/// Share of draws in which the part would be out with `more` days of stock.
double risk_with(const PartOutcome& part, double more);

/// Parts of a product that the company holds and buys, its tiers through.
std::vector<int> bought_parts(const Company& company, const CompanyProduct& product);

}  // namespace countervail
