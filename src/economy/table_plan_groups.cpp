// SPDX-License-Identifier: Apache-2.0
// Value added by place and industry, and who spends it.
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "economy/table_plan_reader.h"

namespace countervail {

TablePlanReader::Group TablePlanReader::group(Section& section) {
    Group found;
    found.id = section.text("id");
    for (const std::string& id : section.texts("industries")) {
        const int industry = industry_named(section, "industries", id);
        if (industry < 0) continue;
        if (placed_[static_cast<std::size_t>(industry)]) section.problem("industries", id + " stands in two groups", "leave it to one");
        placed_[static_cast<std::size_t>(industry)] = true;
        found.industries.push_back(industry);
    }
    if (found.industries.empty()) section.problem("industries", "the group has no industry", "list at least one");
    const bool goods = section.flag("goods", false);
    for (const int industry : found.industries) plan_.goods[static_cast<std::size_t>(industry)] = goods;
    if (section.has("share")) {
        found.share = Eigen::VectorXd::Zero(places_);
        const Figures shares = by_place(section.table("share"), "share", true);
        for (int place = 0; place < places_; ++place) {
            if (shares[static_cast<std::size_t>(place)]) found.share[place] = shares[static_cast<std::size_t>(place)]->value;
        }
    }
    found.pattern = by_industry(section.table("pattern"), false);
    found.stated.assign(world_.places.size(), Eigen::VectorXd::Constant(count_, -1));
    stated(section.table("stated"), found);
    if (section.has("depth")) {
        const Figures depth = by_place(section.table("depth"), "ratio", true);
        for (int place = 0; place < places_; ++place) {
            if (!depth[static_cast<std::size_t>(place)]) continue;
            for (const int industry : found.industries) {
                double& ratio = plan_.ratio[cell(place, industry)];
                ratio *= depth[static_cast<std::size_t>(place)]->value;
            }
        }
    }
    return found;
}

void TablePlanReader::stated(Section section, Group& group) {
    for (const std::string& key : section.keys()) {
        const int place = place_named(section, key);
        Section shares = section.table(key);
        for (const std::string& id : shares.keys()) {
            const int industry = industry_named(shares, id, id);
            const auto figure = figures_.figure(shares, id, "share");
            if (place < 0 || industry < 0 || !figure) continue;
            if (std::find(group.industries.begin(), group.industries.end(), industry) == group.industries.end()) {
                shares.problem(id, id + " is not of the group " + group.id, "move it to its own group");
            }
            if (figure->value < 0 || figure->value > 1) shares.problem(id, "is not between 0 and 1", "name a share");
            group.stated[static_cast<std::size_t>(place)][industry] = std::clamp(figure->value, 0.0, 1.0);
        }
        shares.finish();
    }
    section.finish();
}

/// An industry known by the revenue of its firms: value added = revenue × what is made at home × value added over output.
void TablePlanReader::by_revenue(Section& section, std::vector<Group>& groups) {
    const int industry = industry_named(section, "industry", section.text("industry"));
    const std::string inside = section.text("inside");
    const auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.id == inside; });
    const auto home = figures_.figure(section, "made_at_home", "share");
    const auto floor = figures_.figure(section, "floor", "share");
    const Figures revenue = by_place(section.table("revenue"), "money/time", false);
    if (group == groups.end() || group->share.size() == 0 || group->industries.empty()) {
        section.problem("inside", "no group \"" + inside + "\" with a share of its own", "name a [[group]] that has [group.share]");
    } else if (industry >= 0 && home && floor) {
        if (placed_[static_cast<std::size_t>(industry)]) {
            section.problem("industry", section.text("industry") + " stands in a group already", "leave it to one");
        }
        placed_[static_cast<std::size_t>(industry)] = true;
        plan_.goods[static_cast<std::size_t>(industry)] = plan_.goods[static_cast<std::size_t>(group->industries.front())];
        for (int place = 0; place < places_; ++place) {
            const auto& made = revenue[static_cast<std::size_t>(place)];
            double share = floor->value * group->share[place];
            if (made) share = million_per_year(*made) * home->value * plan_.ratio[cell(place, industry)] / gross_product_[place];
            if (share > 0.5 * group->share[place]) {
                section.problem("revenue", "at " + world_.places[static_cast<std::size_t>(place)].id + " it makes more than half of " + inside,
                                "check the revenue against the gross product");
            }
            plan_.value_added[cell(place, industry)] = share * gross_product_[place];
            group->share[place] = std::max(0.0, group->share[place] - share);
        }
    }
    section.finish();
}

/// Stated shares stand; what they leave goes to the other industries by the pattern. Where all are stated, or more than
/// the whole, they are scaled to the whole.
void TablePlanReader::divide(const Group& group) {
    for (int place = 0; place < places_; ++place) {
        const Eigen::VectorXd& stated = group.stated[static_cast<std::size_t>(place)];
        double said = 0, left = 0, even = 0;
        for (const int industry : group.industries) {
            if (stated[industry] >= 0) said += stated[industry];
            else {
                left += group.pattern[industry];
                even += 1;
            }
        }
        for (const int industry : group.industries) {
            double share = stated[industry];
            if (share < 0) {
                share = said >= 1 ? 0 : (1 - said) * (left > 0 ? group.pattern[industry] / left : 1 / even);
            } else if (said > 1 || even == 0) {
                share = said > 0 ? share / said : 1.0 / static_cast<double>(group.industries.size());
            }
            plan_.value_added[cell(place, industry)] = share * group.share[place] * gross_product_[place];
        }
    }
}

/// The one group without a share of its own takes what the others leave.
void TablePlanReader::residual(std::vector<Group>& groups, Section& root) {
    Eigen::VectorXd left = Eigen::VectorXd::Ones(places_);
    Group* rest = nullptr;
    for (Group& group : groups) {
        if (group.share.size() > 0) left -= group.share;
        else if (rest == nullptr) rest = &group;
        else root.problem("group", "the groups " + rest->id + " and " + group.id + " both state no share", "give one of them [group.share]");
    }
    if (rest == nullptr) {
        root.problem("group", "no group takes what the others leave", "leave [group.share] out of one of them");
        return;
    }
    for (int place = 0; place < places_; ++place) {
        if (left[place] > 0) continue;
        root.problem("group", "at " + world_.places[static_cast<std::size_t>(place)].id + " the groups make more than the gross product",
                     "check their shares");
    }
    rest->share = left.cwiseMax(0.0);
}

void TablePlanReader::groups(Section& root) {
    plan_.goods.assign(industries_.list.size(), false);
    placed_.assign(industries_.list.size(), false);
    plan_.value_added = Eigen::VectorXd::Zero(places_ * count_);
    std::vector<Group> groups;
    for (Section& section : root.tables("group")) {
        groups.push_back(group(section));
        section.finish();
    }
    residual(groups, root);
    for (Section& section : root.tables("by_revenue")) by_revenue(section, groups);
    for (const Group& group : groups) {
        if (group.share.size() > 0) divide(group);
    }
    for (std::size_t i = 0; i < placed_.size(); ++i) {
        if (!placed_[i]) root.problem("group", industries_.list[i].id + " stands in no group", "list it in a [[group]]");
    }
    for (int at = 0; at < plan_.ratio.size(); ++at) {
        if (plan_.ratio[at] > 0 && plan_.ratio[at] < 0.97) continue;
        root.problem("value_added_ratio",
                     industries_.list[static_cast<std::size_t>(at % count_)].id + " at " +
                         world_.places[static_cast<std::size_t>(at / count_)].id + " has a ratio of " + readable_number(plan_.ratio[at]),
                     "value added over output lies between 0 and 1");
        plan_.ratio[at] = 0.5;
    }
}

/// Final spending is gross product less the external balance; the first final use takes what the others leave.
void TablePlanReader::finals(Section& root) {
    const Figures balance = by_place(root.table("external_balance"), "share", false);
    Eigen::VectorXd surplus = Eigen::VectorXd::Zero(places_);
    for (int place = 0; place < places_; ++place) {
        const auto& figure = balance[static_cast<std::size_t>(place)];
        if (figure) surplus[place] = figure->value * gross_product_[place];
        else if (place != rest_) {
            root.problem("external_balance", world_.places[static_cast<std::size_t>(place)].id + " has no external balance", "name a statement");
        }
    }
    if (rest_ >= 0) surplus[rest_] -= total(surplus);
    else surplus -= (total(surplus) / total(gross_product_)) * gross_product_;
    const Eigen::VectorXd spending = gross_product_ - surplus;
    std::vector<Section> sections = root.tables("final_use");
    if (sections.empty()) root.problem("final_use", "nobody spends", "add [[final_use]] tables");
    plan_.final_inputs.resize(count_, static_cast<Eigen::Index>(sections.size()));
    plan_.final_spending.resize(places_, static_cast<Eigen::Index>(sections.size()));
    Eigen::VectorXd left = spending;
    for (std::size_t use = 0; use < sections.size(); ++use) {
        const auto column = static_cast<Eigen::Index>(use);
        plan_.final_uses.push_back(sections[use].text("id"));
        plan_.final_inputs.col(column) = by_industry(sections[use].table("input"), false);
        const double sum = total(plan_.final_inputs.col(column));
        if (sum <= 0) sections[use].problem("input", "nobody knows what " + plan_.final_uses.back() + " buy", "add [final_use.input]");
        else plan_.final_inputs.col(column) /= sum;
        if (use > 0) {
            const Figures share = by_place(sections[use].table("share"), "share", true);
            for (int place = 0; place < places_; ++place) {
                const auto& figure = share[static_cast<std::size_t>(place)];
                plan_.final_spending(place, column) = figure ? figure->value * gross_product_[place] : 0;
            }
            left -= plan_.final_spending.col(column);
        }
        sections[use].finish();
    }
    if (sections.empty()) return;
    plan_.final_spending.col(0) = left;
    for (int place = 0; place < places_; ++place) {
        if (left[place] > 0 && plan_.final_spending.row(place).minCoeff() >= 0) continue;
        root.problem("final_use", "at " + world_.places[static_cast<std::size_t>(place)].id + " nothing is left for " + plan_.final_uses[0],
                     "check shares and external balance");
    }
}

}  // namespace countervail
