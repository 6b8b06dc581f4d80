// SPDX-License-Identifier: Apache-2.0
// Files of supply-risk questions spoilt in 400 ways, by a seeded generator: each is refused with file, line, what and how to mend,
// or every measure of it is a finite number in its range or says what it lacks.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>

#include "base/text.h"
#include "dependence/supply_risk.h"
#include "statistics/spoilt_text.h"

namespace countervail {
namespace {

std::string file_text(const std::string& path) {
    std::ifstream stream(std::string(COUNTERVAIL_SOURCE_DIR) + "/" + path);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void expect_sound(const SupplyRiskInputs& inputs) {
    for (const SupplyRiskResult& result : supply_risks(inputs)) {
        EXPECT_NE(result.value.has_value(), !result.missing.empty()) << result.id << join(result.missing, "; ");
        if (!result.value) continue;
        EXPECT_TRUE(std::isfinite(*result.value) && *result.value >= 0) << result.id;
        const double most = result.unit == "index 0–1" || result.unit == "share" ? 1 + 1e-12 : result.unit == "index 0–100" ? 100 : HUGE_VAL;
        EXPECT_LE(*result.value, most) << result.id;
        EXPECT_LE(result.low.value_or(0), result.high.value_or(HUGE_VAL) + 1e-12) << result.id;
    }
}

TEST(SpoiltSupplyRisk, IsRefusedOrHoldsTogether) {
    const Ledger ledger = Ledger::read(Library::embedded()).value();
    const std::string page = file_text("docs/formats/supply-risk.md");
    const std::size_t begin = page.find("```toml\n") + 8;
    for (const std::string& whole : {page.substr(begin, page.find("```", begin) - begin), file_text("examples/supply-risk/graphite-usa.toml")}) {
        ASSERT_TRUE(read_supply_risk_inputs(whole, "material.toml", ledger, Date(2026, 6, 1)));
        int refused = 0;
        for (std::uint64_t seed = 1; seed <= 400; ++seed) {
            SCOPED_TRACE("seed " + std::to_string(seed));
            const auto inputs = read_supply_risk_inputs(spoilt(whole, seed).text, "material.toml", ledger, Date(2026, 6, 1));
            if (inputs) {
                expect_sound(*inputs);
                continue;
            }
            ++refused;
            EXPECT_FALSE(inputs.error().empty());
            for (const Error& error : inputs.error()) {
                EXPECT_EQ(error.where.file, "material.toml") << to_text(error).substr(0, 300);
                EXPECT_GT(error.where.line, 0) << to_text(error).substr(0, 300);
                EXPECT_TRUE(!error.what.empty() && !error.hint.empty()) << to_text(error).substr(0, 300);
            }
        }
        EXPECT_GT(refused, 100);
    }
}

}  // namespace
}  // namespace countervail
