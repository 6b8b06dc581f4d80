// SPDX-License-Identifier: Apache-2.0
// The clauses of a regime that set a quota, and what of each lane stands under them (docs/methods/simulation.md, quotas).
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "simulation/lane_law.h"

namespace countervail {

class QuotaLaw {
  public:
    /// The catalogue must outlive it.
    QuotaLaw(const Regime& regime, const Catalogue& catalogue, const Calendar& calendar);

    /// A quota is its own permit: what stands under one is counted against it and needs no application. Takes it out of the law of the parts
    /// of a lane of `item`. Lanes are to come in order.
    void take_out(int lane, const Item& item, std::vector<LanePart>& parts);

    /// Acts under whose quotas some part stood.
    const std::set<std::string>& acts() const { return acts_; }
    /// Of the run, in order of act and first day, each with its lanes and with rows of its own.
    std::vector<Quota> take_quotas();

  private:
    void read(const Act& act);

    const Catalogue& catalogue_;
    Interval run_;
    std::vector<Quota> quotas_;
    std::vector<std::string> basis_;                                       ///< by quota
    std::map<std::pair<std::string, std::string>, std::size_t> index_;     ///< by act and clause
    std::set<std::string> acts_;
    int licences_ = 0;                                                     ///< markets of quota licences so far
};

}  // namespace countervail
