// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes, reading an act returns an act or its problems.
// seeds: rules/*/*.toml
#include <cstddef>
#include <cstdint>
#include <string>

#include "controls/act.h"
#include "controls/regime.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace countervail;
    auto act = read_act(std::string(reinterpret_cast<const char*>(data), size), "fuzz.toml");
    if (!act) {
        if (act.error().empty()) __builtin_trap();
        return 0;
    }
    const Date on(2025, 10, 10);
    const auto regime = Regime::of({*act}, Date(2030, 1, 1));
    if (!regime) return 0;
    (void)regime->treatment({"terbium.oxide", "CHN", "CHN", "USA", "civil"}, on);
    (void)regime->change_days();
    return 0;
}
