// SPDX-License-Identifier: Apache-2.0
// Steps of read_world_plan; see docs/formats/world.md for the keys.
#pragma once

#include <map>

#include "world/world_plan.h"

namespace countervail {

class PlanReader {
  public:
    PlanReader(FigureReader& figures, const Catalogue& catalogue) : figures_(figures), catalogue_(catalogue) {}
    WorldPlan read(Section root);

  private:
    void places(Section& root);
    void settings(Section section);
    void stage(Section& section);
    void corridor(Section& section);
    void sites(Section& section);
    void uses(Section& section);
    void lanes(Section& section);
    void claim(Section& section);
    void price(Section& section);
    void project(Section& section);

    Quantity measure(Section& section);
    void check_basis(Section& section, const Claim& claim, const Statement& statement, bool has_via);
    void spread(Section& section, const Quantity& parts, const std::vector<int>& places, const std::string& whole);
    void add_claim(Section& section, std::string_view key, const Figure& figure, Quantity measure, std::string meaning);
    std::optional<Figure> claimed(Section& section, std::string_view key, const std::string& meaning);
    double drifted_sigma(const Figure& figure) const;
    double positive(Section& section, std::string_view key, std::string_view dimension);

    std::set<int> places_named(Section& section, std::string_view key, const std::vector<std::string>& names);
    std::set<int> items_named(Section& section, std::string_view key);
    std::set<int> processes_named(Section& section, std::string_view key);
    std::set<int> uses_named(Section& section, std::string_view key);
    int place_named(Section& section, std::string_view key, std::string_view name);

    FigureReader& figures_;
    const Catalogue& catalogue_;
    WorldPlan plan_;
    double drift_ = 0;
    std::map<std::string, std::vector<std::string>> groups_;
    std::map<std::string, std::map<std::string, std::string>> spreads_;
    std::map<std::string, double> utilisation_;
    std::map<std::string, std::map<std::string, double>> corridor_weeks_;
};

/// True when `pattern` (with '*' for any run of characters) covers all of `text`.
bool covers(std::string_view pattern, std::string_view text);

}  // namespace countervail
