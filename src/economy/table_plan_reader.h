// SPDX-License-Identifier: Apache-2.0
// Steps of read_table_plan; see docs/formats/industries.md for the keys.
#pragma once

#include "base/toml_file.h"
#include "economy/table_plan.h"
#include "materials/figure.h"

namespace countervail {

class TablePlanReader {
  public:
    TablePlanReader(FigureReader& figures, const Industries& industries, const World& world);
    TablePlan read(Section root);

  private:
    using Figures = std::vector<std::optional<Figure>>;

    void gross_products(Section& root);
    void ratios(Section& root);
    void groups(Section& root);
    void inputs(Section& root);
    void finals(Section& root);
    void abroad(Section& root);
    void exports(Section& root);
    void exports_of(Section section, const std::vector<int>& industries, int from);
    std::vector<int> goods_or_services(bool goods) const;

    struct Group {
        std::string id;
        std::vector<int> industries;
        Eigen::VectorXd share;     ///< by place, of gross product
        Eigen::VectorXd pattern;   ///< by industry of the table
        std::vector<Eigen::VectorXd> stated;   ///< by place, by industry; negative where nothing is stated
    };
    Group group(Section& section);
    void stated(Section section, Group& group);
    void by_revenue(Section& section, std::vector<Group>& groups);
    void divide(const Group& group);
    void residual(std::vector<Group>& groups, Section& root);

    int place_named(Section& section, std::string_view key);
    int industry_named(Section& section, std::string_view key, std::string_view id);
    Figures by_place(Section section, std::string_view dimension, bool all_wanted);
    Eigen::VectorXd by_industry(Section section, bool all_wanted);
    static double million_per_year(const Figure& figure);
    /// In their order: Eigen's sum adds in an order that the machine decides.
    static double total(const Eigen::VectorXd& parts);
    int cell(int place, int industry) const { return place * count_ + industry; }

    FigureReader& figures_;
    const Industries& industries_;
    const World& world_;
    const int places_, count_;
    int rest_ = -1;
    std::set<std::string> declared_;     // places that the file knows, in this world or not
    Eigen::VectorXd gross_product_;      // USD million per year
    std::vector<bool> placed_;           // industries that stand in a group or under [[by_revenue]]
    TablePlan plan_;
};

}  // namespace countervail
