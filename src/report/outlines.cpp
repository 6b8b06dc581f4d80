// SPDX-License-Identifier: Apache-2.0
#include "report/outlines.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

#include "base/text.h"

namespace countervail {
namespace {

constexpr double kPerDegree = 10;
constexpr const char* kHint = "write the file again with data/map/make_countries.mjs";

/// The ring, or what is wrong with it.
std::expected<std::vector<Point>, std::string> read_ring(std::string_view text) {
    std::vector<Point> ring;
    const std::vector<std::string> numbers = split(trim(text), ' ');
    if (numbers.size() % 2 != 0 || numbers.size() < 6)
        return std::unexpected("a ring needs three or more pairs");
    double x = 0;
    double y = 0;
    for (std::size_t i = 0; i < numbers.size(); i += 2) {
        const auto dx = parse_number(numbers[i]);
        const auto dy = parse_number(numbers[i + 1]);
        if (!dx || !dy)
            return std::unexpected("\"" + numbers[i] + " " + numbers[i + 1] + "\" is no pair of numbers");
        x += *dx;
        y += *dy;
        if (std::abs(x) > 180 * kPerDegree || std::abs(y) > 90 * kPerDegree) {
            return std::unexpected("point " + std::to_string(i / 2 + 1) + " of a ring lies off the globe");
        }
        ring.push_back({x / kPerDegree, y / kPerDegree});
    }
    return ring;
}

bool is_code(std::string_view text) {
    return text.size() == 3 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

Result<std::vector<Outline>> read_outlines(std::string_view csv, const std::string& file) {
    Errors errors;
    std::vector<Outline> outlines;
    std::set<std::string> seen;
    int number = 0;
    for (const std::string& line : split(csv, '\n')) {
        ++number;
        const Place place{file, number, 1};
        if (trim(line).empty()) continue;
        const std::vector<std::string> cells = split(trim(line), ',');
        if (number == 1) {
            if (trim(line) != "iso3,outline")
                errors.push_back({place, "the first line must be \"iso3,outline\"", kHint});
            continue;
        }
        if (cells.size() != 2 || !is_code(cells[0])) {
            errors.push_back({place, "a row is an ISO3 code, a comma and an outline", kHint});
            continue;
        }
        if (!seen.insert(cells[0]).second) errors.push_back({place, cells[0] + " is given twice", kHint});
        Outline outline{cells[0], {}};
        for (const std::string& text : split(cells[1], ';')) {
            auto ring = read_ring(text);
            if (ring) {
                outline.rings.push_back(std::move(*ring));
            } else {
                errors.push_back({place, cells[0] + ": " + ring.error(), kHint});
            }
        }
        outlines.push_back(std::move(outline));
    }
    if (errors.empty() && outlines.empty()) errors.push_back({{file, 0, 0}, "no outlines", kHint});
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return outlines;
}

Point equal_earth(double longitude, double latitude) {
    constexpr double a1 = 1.340264;
    constexpr double a2 = -0.081106;
    constexpr double a3 = 0.000893;
    constexpr double a4 = 0.003796;
    const double radian = std::numbers::pi / 180;
    const double m = std::sqrt(3.0) / 2;
    const double theta = std::asin(m * std::sin(latitude * radian));
    const double t2 = theta * theta;
    const double t6 = t2 * t2 * t2;
    const double x =
        longitude * radian * std::cos(theta) / (m * (a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)));
    const double y = theta * (a1 + a2 * t2 + t6 * (a3 + a4 * t2));
    return {x, -y};
}

}  // namespace countervail
