// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes, reading a statistic returns problems with a place and a remedy, or figures that are finite and in range.
// seeds: tests/statistics/seeds/*
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "statistics/read_governance.h"
#include "statistics/read_production.h"

namespace {

using namespace countervail;

const StatisticsPlaceNames& names() {
    static const StatisticsPlaceNames all = StatisticsPlaceNames::read(Library::embedded()).value();
    return all;
}

void require(bool holds) {
    if (!holds) std::abort();
}

void check(const Errors& errors) {
    require(!errors.empty());
    for (const Error& error : errors) require(!error.what.empty() && !error.hint.empty());
}

void try_production(std::string_view text) {
    const auto table = read_production(text, "fuzz", names());
    if (!table) return check(table.error());
    for (const ProductionRow& row : table->rows) {
        for (const auto& value : {row.figure.value, row.figure.low, row.figure.high}) require(!value || std::isfinite(*value));
        require(row.statistic != "Production" || row.figure.value.value_or(0) >= 0);
    }
    if (table->rows.empty()) return;
    const ProductionRow& first = table->rows.front();
    if (const auto places = production_by_place(*table, {first.commodity, first.statistic, "*", first.year}); !places) check(places.error());
}

void try_governance(std::string_view text) {
    const auto table = read_governance(text, "fuzz", names());
    if (!table) return check(table.error());
    for (const GovernanceRow& row : table->rows)
        require(std::abs(row.estimate.value_or(0)) <= 5 && table->find(row.place, row.year, row.indicator) == &row);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try_production(text);
    try_governance(text);
    return 0;
}
