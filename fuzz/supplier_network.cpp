// SPDX-License-Identifier: Apache-2.0
// seeds: tests/cascade/seeds/*.csv
// Lists of suppliers and of firms: refused in words, or read into a network whose losses are shares.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "cascade/supplier_reader.h"

namespace {

using namespace countervail;

constexpr std::string_view kLinks = "supplier,customer,value\nmill,rotor,1\nrotor,car,2\n";

void try_network(const Result<SupplierNetwork>& network) {
    if (!network) {
        if (network.error().empty()) std::abort();
        for (const Error& error : network.error()) {
            if (error.what.empty() || error.where.file.empty()) std::abort();
        }
        return;
    }
    SystemicRiskOptions options;
    options.stop_at = 0.01;
    const FirmShock shock{0, 1};
    const FailureSpread spread = SystemicRisk(*network, options).spread({&shock, 1});
    for (std::size_t firm = 0; firm < spread.down.size(); ++firm) {
        if (!(spread.down[firm] >= 0 && spread.down[firm] <= 1 && spread.up[firm] >= 0 && spread.up[firm] <= 1)) std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    try_network(read_supplier_network({bytes, "links.csv"}, std::nullopt));
    try_network(read_supplier_network({kLinks, "links.csv"}, SupplierFile{bytes, "firms.csv"}));
    const auto network = read_supplier_network({kLinks, "links.csv"}, std::nullopt);
    const auto classes = read_input_classes({bytes, "classes.csv"}, *network, InputClass::replaceable);
    if (!classes && classes.error().empty()) std::abort();
    return 0;
}
