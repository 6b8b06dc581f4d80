// SPDX-License-Identifier: Apache-2.0
// Which industries a table of another classification has.
#include <algorithm>
#include <map>

#include "economy/industries.h"

namespace countervail {
namespace {

/// By code, the entry of the classification that knows most codes of the table.
std::map<std::string, const IndustryCode*> best_classification(const IoTable& table, const Industries& industries) {
    std::map<std::string, std::map<std::string, const IndustryCode*>> by_classification;
    for (const IndustryCode& code : industries.codes) by_classification[code.classification][code.code] = &code;
    std::map<std::string, const IndustryCode*> best;
    long most = 0;
    for (auto& [name, codes] : by_classification) {
        const long known = std::count_if(table.industries.begin(), table.industries.end(), [&](const std::string& code) {
            return codes.contains(code);
        });
        if (known > most) {
            most = known;
            best = codes;
        }
    }
    return best;
}

int by_name(const IoTable& table, std::size_t at, const Industries& industries) {
    const int index = industries.industry(table.industries[at]);
    if (index >= 0 || at >= table.industry_names.size()) return index;
    for (std::size_t i = 0; i < industries.list.size(); ++i) {
        if (industries.list[i].name == table.industry_names[at]) return static_cast<int>(i);
    }
    return -1;
}

}  // namespace

std::vector<int> match_industries(const IoTable& table, const Industries& industries) {
    const auto codes = best_classification(table, industries);
    std::vector<int> matched;
    for (std::size_t at = 0; at < table.industries.size(); ++at) {
        int index = by_name(table, at, industries);
        const auto code = codes.find(table.industries[at]);
        if (index < 0 && code != codes.end()) index = code->second->industry;
        matched.push_back(index);
    }
    return matched;
}

Eigen::MatrixXd criticality_of(const IoTable& table, const Industries& industries, double unknown) {
    const std::vector<int> ours = match_industries(table, industries);
    const auto count = static_cast<Eigen::Index>(ours.size());
    Eigen::MatrixXd made = Eigen::MatrixXd::Constant(count, count, unknown);
    for (Eigen::Index i = 0; i < count; ++i) {
        for (Eigen::Index j = 0; j < count; ++j) {
            const int input = ours[static_cast<std::size_t>(i)], user = ours[static_cast<std::size_t>(j)];
            if (input >= 0 && user >= 0 && industries.criticality.size() > 0) made(i, j) = industries.criticality(input, user);
        }
    }
    return made;
}

std::vector<std::vector<int>> table_industries_of(const IoTable& table, const Industries& industries) {
    const auto codes = best_classification(table, industries);
    std::vector<std::vector<int>> holding(industries.list.size());
    for (std::size_t at = 0; at < table.industries.size(); ++at) {
        const auto code = codes.find(table.industries[at]);
        const int named = by_name(table, at, industries);
        const int own = named >= 0 || code == codes.end() ? named : code->second->industry;
        if (own < 0) continue;
        const auto add = [&](int industry) { holding[static_cast<std::size_t>(industry)].push_back(static_cast<int>(at)); };
        add(own);
        if (code == codes.end() || code->second->industry != own) continue;
        for (const int other : code->second->shares_with) add(other);
    }
    return holding;
}

}  // namespace countervail
