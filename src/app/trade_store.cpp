// SPDX-License-Identifier: Apache-2.0
#include "app/trade_store.h"

#include <algorithm>
#include <cstdlib>

#include "base/text.h"

namespace countervail {

namespace fs = std::filesystem;

namespace {

constexpr const char* kEnding = ".cube";

}  // namespace

fs::path trade_store_folder() {
    const char* const data = std::getenv("XDG_DATA_HOME");
    if (data != nullptr && *data != '\0') return fs::path(data) / "countervail" / "trade";
    const char* const home = std::getenv("HOME");
    return fs::path(home != nullptr && *home != '\0' ? home : ".") / ".local" / "share" / "countervail" / "trade";
}

fs::path trade_store_path(const std::string& id) { return trade_store_folder() / (id + kEnding); }

std::vector<StoredCube> stored_cubes() {
    std::vector<StoredCube> cubes;
    std::error_code code;
    for (fs::directory_iterator at(trade_store_folder(), code), end; !code && at != end; at.increment(code)) {
        const std::string name = at->path().filename().string();
        if (name.ends_with(kEnding) && !name.starts_with(".")) cubes.push_back({at->path().stem().string(), at->path()});
    }
    std::sort(cubes.begin(), cubes.end(), [](const StoredCube& a, const StoredCube& b) { return a.id < b.id; });
    return cubes;
}

Result<std::optional<fs::path>> find_trade(const std::string& name) {
    const std::vector<StoredCube> stored = stored_cubes();
    if (name.empty()) {
        std::error_code code;
        const auto newest = std::max_element(stored.begin(), stored.end(), [&](const StoredCube& a, const StoredCube& b) { return fs::last_write_time(a.path, code) < fs::last_write_time(b.path, code); });
        return newest == stored.end() ? std::nullopt : std::optional(newest->path);
    }
    const auto known = std::ranges::find(stored, name, &StoredCube::id);
    if (known != stored.end()) return known->path;
    if (std::error_code code; fs::exists(name, code)) return fs::path(name);
    std::vector<std::string> ids;
    for (const StoredCube& cube : stored) ids.push_back(cube.id);
    const std::string near = did_you_mean(name, ids);
    return fail({}, "there is no imported trade and no file \"" + name + "\"", !near.empty() ? near : ids.empty() ? no_trade_imported() : "imported: " + join(ids, ", "));
}

Result<std::optional<TradeCube>> open_trade(const Settings& settings, const std::string& name) {
    const auto path = find_trade(name);
    if (!path) return std::unexpected(path.error());
    if (!*path) return std::optional<TradeCube>();
    auto cube = open_cube(**path, settings.threads_to_use());
    if (!cube) return std::unexpected(std::move(cube.error()));
    return std::optional<TradeCube>(std::move(*cube));
}

std::string no_trade_imported() {
    return "fetch BACI, free of charge, from CEPII (www.cepii.fr, Databases, BACI), e.g. BACI_HS22_V202501.zip; then: countervail trade import BACI_HS22_V202501.zip";
}

}  // namespace countervail
