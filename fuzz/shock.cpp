// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes, reading a shock returns problems, or a shock that either does not fit a table or runs on it.
// seeds: tests/propagation/shocks/*
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include "propagation/event_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace countervail;
    static const IoTable table = [] {
        IoTable made;
        made.id = "made";
        made.places = {"P0", "P1"};
        made.industries = made.industry_names = {"I0", "I1", "I2"};
        made.final_uses = {"all"};
        const Eigen::MatrixXd flows = Eigen::MatrixXd::Constant(6, 6, 10.0);
        made.intermediate = flows.sparseView();
        made.final_demand = Eigen::MatrixXd::Constant(6, 2, 50.0);
        made.output = Eigen::VectorXd::Constant(6, 160.0);
        made.value_added = Eigen::VectorXd::Constant(6, 100.0);
        return made;
    }();
    auto file = read_shock_file(std::string(reinterpret_cast<const char*>(data), size), "fuzz.toml");
    if (!file) {
        if (file.error().empty()) __builtin_trap();
        return 0;
    }
    constexpr int kSteps = 30;
    file->steps = std::min(file->steps, kSteps);
    const auto shock = resolve_shock(*file, table);
    if (!shock) {
        if (shock.error().empty()) __builtin_trap();
        return 0;
    }
    const auto model = make_propagation(file->model, table, shock->options);
    if (!model) return 0;
    const PropagationPath path = run_one(**model, shock->shock);
    for (Eigen::Index i = 0; i < path.output.size(); ++i) {
        if (!std::isfinite(path.output.data()[i]) || path.output.data()[i] < 0) __builtin_trap();
    }
    return 0;
}
