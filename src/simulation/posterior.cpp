// SPDX-License-Identifier: Apache-2.0
#include "simulation/posterior.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "base/text.h"
#include "evidence/csv.h"
#include "scoring/calibration_checks.h"
#include "scoring/rank_scores.h"

namespace countervail {

namespace {

constexpr std::string_view kFolder = "data/posteriors/";
constexpr std::size_t kFewestRows = 2;
// The ledger's row is written from the same draws; what differs is another fit, not rounding.
constexpr double kRowTolerance = 1e-6;
constexpr int kPowerSteps = 500;

std::string path_of(const std::string& id) { return std::string(kFolder) + id + ".csv"; }

std::vector<std::string> known_ids(const Library& library) {
    std::vector<std::string> ids;
    for (const LibraryFile* file : library.files(kFolder, ".csv")) {
        ids.push_back(file->path.substr(kFolder.size(), file->path.size() - kFolder.size() - 4));
    }
    return ids;
}

/// Mid-ranks of one column, centred, of unit length.
std::vector<double> unit_ranks(const std::vector<std::vector<double>>& rows, std::size_t column) {
    std::vector<double> rank;
    for (const auto& row : rows) rank.push_back(row[column]);
    rank = mid_ranks(rank);
    const double middle = 0.5 * static_cast<double>(rows.size() + 1);
    double length = 0;
    for (double& each : rank) each -= middle, length += each * each;
    if (length > 0) {
        for (double& each : rank) each /= std::sqrt(length);
    }
    return rank;
}

struct Reading {
    const Library& library;
    const Ledger& ledger;
    Date known_on;
    const Place& asked_at;
    Errors errors;
};

void read_columns(const Grid& grid, Posterior& posterior, Reading& reading) {
    std::vector<std::string> keys;
    for (const ParameterRecord& each : parameter_records()) keys.emplace_back(each.key);
    std::set<std::string> seen;
    for (const GridCell& cell : grid.rows.front()) {
        const auto parameter = parameter_of(cell.text);
        const Place where{grid.file, cell.line, cell.column};
        if (!parameter) {
            const std::string hint = did_you_mean(cell.text, keys);
            reading.errors.push_back({where, "the column \"" + cell.text + "\" is no uncertain input", hint.empty() ? "known: " + join(keys, ", ") : hint});
        } else if (!seen.insert(cell.text).second) {
            reading.errors.push_back({where, "two columns are called \"" + cell.text + "\"", "keep one"});
        } else {
            posterior.parameters.push_back(*parameter);
        }
    }
}

void read_rows(const Grid& grid, Posterior& posterior, Reading& reading) {
    const std::size_t columns = posterior.parameters.size();
    for (std::size_t r = 1; r < grid.rows.size(); ++r) {
        const auto& cells = grid.rows[r];
        if (cells.size() != columns) {
            reading.errors.push_back({{grid.file, cells.empty() ? 0 : cells.front().line}, "this row has " + std::to_string(cells.size()) + " cells under " + std::to_string(columns) + " columns",
                                      "one number per column"});
            continue;
        }
        std::vector<double> row;
        for (std::size_t c = 0; c < columns; ++c) {
            const ParameterRecord& limits = record(posterior.parameters[c]);
            const Place where{grid.file, cells[c].line, cells[c].column};
            const auto value = parse_number(cells[c].text);
            if (!value) {
                reading.errors.push_back({where, "\"" + cells[c].text + "\" is not a number", "digits with '.' as decimal mark and no thousands marks"});
            } else if (*value < limits.lowest || *value > limits.highest) {
                reading.errors.push_back({where, std::string(limits.key) + ": " + exact_number(*value) + " lies outside what the model accepts",
                                          "stay within " + exact_number(limits.lowest) + " … " + exact_number(limits.highest) + " " + std::string(limits.unit)});
            }
            row.push_back(value.value_or(0));
        }
        posterior.rows.push_back(std::move(row));
    }
    if (grid.rows.size() < 1 + kFewestRows) {
        reading.errors.push_back({{grid.file}, "holds " + std::to_string(grid.rows.size() - 1) + " draws", "a posterior has at least two, better some hundreds: countervail calibrate writes them"});
    }
}

/// The ledger's row as of the day, and whether it speaks of these draws.
void check_statement(const Posterior& posterior, std::size_t column, const Range& drawn, Reading& reading) {
    const ParameterRecord& limits = record(posterior.parameters[column]);
    auto statement = reading.ledger.known(drawn.statement, reading.known_on, reading.asked_at);
    if (!statement) return append(reading.errors, std::move(statement.error()));
    const Statement& row = **statement;
    if (row.cites.empty()) {
        reading.errors.push_back({row.where, "\"" + row.id + "\" cites nothing", "a posterior cites every row that it was fitted to: countervail calibrate writes them"});
    }
    const auto unit = Unit::parse(limits.unit);
    if (!unit || !(row.unit.text() == unit->text())) {
        reading.errors.push_back({row.where, "\"" + row.id + "\" is in " + row.unit.text() + ", its draws in " + std::string(limits.unit), "write it in " + std::string(limits.unit)});
        return;
    }
    const double scale = std::max({std::abs(drawn.low), std::abs(drawn.high), 1e-300});
    if (std::abs(row.value - drawn.mode) > kRowTolerance * scale || std::abs(row.low - drawn.low) > kRowTolerance * scale ||
        std::abs(row.high - drawn.high) > kRowTolerance * scale) {
        reading.errors.push_back({row.where,
                                  "\"" + row.id + "\" says " + exact_number(row.low) + ", " + exact_number(row.value) + ", " + exact_number(row.high) + "; the draws of " +
                                      path_of(posterior.id) + " say " + exact_number(drawn.low) + ", " + exact_number(drawn.mode) + ", " + exact_number(drawn.high),
                                  "both come from one run of countervail calibrate --write"});
    }
}

}  // namespace

const std::vector<double>& Posterior::at(double u) const {
    const auto index = static_cast<std::size_t>(std::max(0.0, u) * static_cast<double>(rows.size()));
    return rows[std::min(index, rows.size() - 1)];
}

std::string posterior_statement(std::string_view id, std::string_view key) { return std::string(kPosteriorPrefix) + std::string(id) + "." + std::string(key); }

std::vector<std::size_t> principal_order(const std::vector<std::vector<double>>& rows) {
    const std::size_t columns = rows.empty() ? 0 : rows.front().size();
    std::vector<std::vector<double>> ranks;
    for (std::size_t c = 0; c < columns; ++c) ranks.push_back(unit_ranks(rows, c));
    std::vector<double> direction(columns, 0.0);
    // Begins near the first column and not at right angles to any other.
    for (std::size_t c = 0; c < columns; ++c) direction[c] = 1.0 / static_cast<double>(c + 1);
    std::vector<double> score(rows.size(), 0.0);
    for (int step = 0; step < kPowerSteps; ++step) {
        std::fill(score.begin(), score.end(), 0.0);
        for (std::size_t c = 0; c < columns; ++c) {
            for (std::size_t r = 0; r < rows.size(); ++r) score[r] += direction[c] * ranks[c][r];
        }
        double length = 0;
        for (std::size_t c = 0; c < columns; ++c) {
            direction[c] = std::inner_product(score.begin(), score.end(), ranks[c].begin(), 0.0);
            length += direction[c] * direction[c];
        }
        if (length <= 0) break;
        for (double& each : direction) each /= std::sqrt(length);
    }
    const double sign = columns > 0 && direction[0] < 0 ? -1 : 1;
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return sign * score[a] < sign * score[b]; });
    return order;
}

Result<Posterior> read_posterior(const Library& library, const Ledger& ledger, const std::string& id, Date known_on,
                                 const Place& asked_at) {
    const LibraryFile* file = library.find(path_of(id));
    if (file == nullptr) {
        const std::vector<std::string> ids = known_ids(library);
        const std::string hint = did_you_mean(id, ids);
        return fail(asked_at, "there is no posterior \"" + id + "\"",
                    !hint.empty() ? hint : ids.empty() ? "countervail calibrate FILE --write makes " + path_of(id) : "known: " + join(ids, ", "));
    }
    auto grid = read_csv(file->text, file->path);
    if (!grid) return std::unexpected(std::move(grid.error()));
    if (grid->rows.empty()) return fail({file->path}, "is empty", "countervail calibrate FILE --write makes it");
    Reading reading{library, ledger, known_on, asked_at, {}};
    Posterior posterior;
    posterior.id = id;
    read_columns(*grid, posterior, reading);
    if (reading.errors.empty()) read_rows(*grid, posterior, reading);
    if (!reading.errors.empty()) return std::unexpected(std::move(reading.errors));
    for (std::size_t c = 0; c < posterior.parameters.size(); ++c) {
        std::vector<double> column;
        for (const auto& row : posterior.rows) column.push_back(row[c]);
        std::sort(column.begin(), column.end());
        posterior.ranges.push_back({sorted_quantile(column, 0.05), sorted_quantile(column, 0.5), sorted_quantile(column, 0.95), posterior_statement(id, record(posterior.parameters[c]).key)});
        check_statement(posterior, c, posterior.ranges.back(), reading);
    }
    if (!reading.errors.empty()) return std::unexpected(std::move(reading.errors));
    std::vector<std::vector<double>> ordered;
    for (const std::size_t r : principal_order(posterior.rows)) ordered.push_back(posterior.rows[r]);
    posterior.rows = std::move(ordered);
    return posterior;
}

Result<Posteriors> read_posteriors(const Library& library, const Ledger& ledger, const std::vector<std::string>& ids,
                                   Date known_on, const Place& asked_at) {
    Posteriors found;
    Errors errors;
    for (const std::string& id : ids) {
        auto posterior = read_posterior(library, ledger, id, known_on, asked_at);
        if (!posterior) {
            append(errors, std::move(posterior.error()));
            continue;
        }
        for (const Parameter parameter : posterior->parameters) {
            if (const Posterior* other = posterior_of(found, parameter)) {
                errors.push_back({asked_at, std::string(record(parameter).key) + " stands in the posteriors \"" + other->id + "\" and \"" + id + "\"", "name one of them"});
            }
        }
        found.push_back(std::make_shared<const Posterior>(std::move(*posterior)));
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return found;
}

const Posterior* posterior_of(const Posteriors& posteriors, Parameter parameter) {
    for (const auto& each : posteriors) {
        if (std::find(each->parameters.begin(), each->parameters.end(), parameter) != each->parameters.end()) return each.get();
    }
    return nullptr;
}

bool same_posteriors(const Posteriors& a, const Posteriors& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) { return x->id == y->id && x->parameters == y->parameters && x->rows == y->rows; });
}

std::string posterior_text(const Posterior& posterior) {
    std::string text = posterior.id + "\n";
    for (const Parameter parameter : posterior.parameters) text += std::string(record(parameter).key) + " ";
    for (const auto& row : posterior.rows) {
        text += "\n";
        for (const double value : row) text += exact_number(value) + " ";
    }
    return text + "\n";
}

}  // namespace countervail
