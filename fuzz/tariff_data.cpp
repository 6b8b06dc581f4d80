// SPDX-License-Identifier: Apache-2.0
// seeds: tests/equilibrium/seeds/*.txt tests/equilibrium/seeds/*.toml tests/equilibrium/seeds/tables/*.csv
// Trade data in both layouts and the questions asked of them: refused with placed problems, or a model that a short solve leaves finite.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "equilibrium/hat_algebra.h"
#include "equilibrium/tariff_question.h"

namespace {

using namespace countervail;

void expect_placed(const Errors& errors) {
    if (errors.empty()) std::abort();
    for (const Error& error : errors) {
        if (error.where.file.empty() || error.what.empty() || error.hint.empty()) std::abort();
    }
}

void try_model(const Result<TradeData>& data) {
    if (!data) return expect_placed(data.error());
    if (data->model.places.size() > 8 || data->model.industries.size() > 8) return;
    HatOptions options;
    options.iterations = 20;
    const auto found = solve_trade(data->model, observed_policy(data->model), options);
    if (found && !found->income.allFinite()) std::abort();
    if (!found) expect_placed(found.error());
}

const char* const kTables[] = {"elasticities.csv", "value-added.csv", "final.csv", "inputs.csv", "trade.csv"};
const char* const kGood[] = {"industry,theta\ng,4\n", "industry,place,value\ng,a,90\ng,b,90\n", "industry,place,value\ng,a,90\ng,b,90\n", "input,industry,place,value\ng,g,a,10\ng,g,b,10\n",
                             "industry,exporter,importer,value,tariff\ng,a,a,80,0\ng,a,b,20,0\ng,b,a,20,0\ng,b,b,80,0\n"};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    try_model(read_trade_lines(text, "fuzz.txt"));
    for (std::size_t which = 0; which < 5; ++which) {
        std::vector<TradeDataFile> files;
        for (std::size_t i = 0; i < 5; ++i) files.push_back({kTables[i], i == which ? text : kGood[i]});
        try_model(read_trade_tables(files));
    }
    const auto question = read_tariff_question(text, "fuzz.toml");
    if (!question) {
        expect_placed(question.error());
        return 0;
    }
    std::vector<TradeDataFile> files;
    for (std::size_t i = 0; i < 5; ++i) files.push_back({kTables[i], kGood[i]});
    const auto data = read_trade_tables(files);
    if (!data) std::abort();
    const auto policies = policies_of(*question, *data);
    if (!policies) expect_placed(policies.error());
    else if (!problems_of_policy(data->model, policies->after).empty()) std::abort();
    return 0;
}
