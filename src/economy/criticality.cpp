// SPDX-License-Identifier: Apache-2.0
#include "economy/criticality.h"

#include <set>

#include "base/text.h"
#include "evidence/csv.h"
#include "evidence/records.h"

namespace countervail {
namespace {

constexpr const char* kFile = "data/economy/criticality.csv";

int named(const Records& records, std::size_t row, std::string_view column, const Industries& industries, Errors& errors) {
    const std::string id = records.text(row, column);
    const int index = industries.industry(id);
    if (index >= 0) return index;
    std::vector<std::string> ids;
    for (const Industry& industry : industries.list) ids.push_back(industry.id);
    const std::string hint = did_you_mean(id, ids);
    errors.push_back({records.place(row, column), "unknown industry \"" + id + "\"",
                      hint.empty() ? "industries stand in data/economy/industries.toml" : hint});
    return -1;
}

}  // namespace

Result<Eigen::MatrixXd> read_criticality(const Library& library, const Industries& industries) {
    const LibraryFile* file = library.find(kFile);
    if (file == nullptr) return fail({kFile}, "is missing", "columns input,user,rating,label,note");
    auto grid = read_csv(file->text, file->path);
    if (!grid) return std::unexpected(std::move(grid.error()));
    Errors errors;
    const Records records(std::move(*grid), {{"input"}, {"user"}, {"rating"}, {"label"}, {"note", false}}, errors);
    const auto size = static_cast<Eigen::Index>(industries.list.size());
    Eigen::MatrixXd ratings = Eigen::MatrixXd::Zero(size, size);
    std::set<std::pair<int, int>> seen;
    for (std::size_t row = 0; row < records.size(); ++row) {
        const int input = named(records, row, "input", industries, errors);
        const int user = named(records, row, "user", industries, errors);
        const auto rating = parse_number(records.text(row, "rating"));
        if (!rating || (*rating != 0 && *rating != 0.5 && *rating != 1)) {
            errors.push_back({records.place(row, "rating"), "rating \"" + records.text(row, "rating") + "\" is none of 0, 0.5, 1",
                              "1 stops, 0.5 slows, 0 goes on"});
        }
        if (const std::string label = records.text(row, "label"); label != "derived" && label != "assumed") {
            errors.push_back({records.place(row, "label"), "label \"" + label + "\" is neither derived nor assumed",
                              "derived: from the survey; assumed: the survey does not tell"});
        }
        if (input < 0 || user < 0 || !rating) continue;
        if (!seen.insert({input, user}).second) {
            errors.push_back({records.place(row), "the pair is rated twice", "remove one of the rows"});
        }
        ratings(input, user) = *rating;
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return ratings;
}

}  // namespace countervail
