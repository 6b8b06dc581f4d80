// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes, reading a company's files returns problems or a company whose parts stand in order and whose shares sum to 1.
// seeds: examples/motor-maker/*
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include "company/company_bill.h"
#include "company/company_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace countervail;
    static const Library library = Library::embedded();
    static const Ledger ledger = Ledger::read(library).value();
    static const Catalogue catalogue = read_catalogue(library, ledger, Date(2999, 12, 31)).value();
    const std::string text(reinterpret_cast<const char*>(data), size);
    CompanyTools tools{&catalogue, &ledger, Date(2999, 12, 31), "AAA", [&](const std::string&) -> Result<std::string> { return text; }};
    for (const char* file : {"fuzz.csv", "fuzz.toml"}) {
        const auto company = read_company(text, file, tools);
        if (!company) {
            if (company.error().empty()) __builtin_trap();
            continue;
        }
        for (std::size_t p = 0; p < company->parts.size(); ++p) {
            double sum = 0;
            for (const CompanySource& source : company->parts[p].sources) {
                sum += source.share;
                for (const int child : source.inside) {
                    if (child >= static_cast<int>(p)) __builtin_trap();
                }
            }
            if (!(std::abs(sum - 1) < 1e-6) || !std::isfinite(company->parts[p].stock_days.mode)) __builtin_trap();
        }
    }
    (void)read_stock_list(text, "fuzz.csv");
    return 0;
}
