// SPDX-License-Identifier: Apache-2.0
// Where imported trade lies, and how a verb opens it: $XDG_DATA_HOME/countervail/trade, or ~/.local/share/countervail/trade.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/settings.h"
#include "trade/cube_file.h"
#include "trade/trade_cube.h"

namespace countervail {

std::filesystem::path trade_store_folder();
/// `id` as a file of the store.
std::filesystem::path trade_store_path(const std::string& id);

struct StoredCube {
    std::string id;                        ///< by its file name
    std::filesystem::path path;
};
/// By id; files that are being written are not among them.
std::vector<StoredCube> stored_cubes();

/// The cube of a path, or of an id in the store; with an empty name the one that was stored last. Nothing when the name is empty and the store too: the verb
/// then says what cannot be answered, with no_trade_imported() as the remedy. Fails when the name is neither a file nor an id (with the nearest), or the file
/// cannot be opened.
Result<std::optional<TradeCube>> open_trade(const Settings& settings, const std::string& name_or_path);

/// The file behind the name, as open_trade finds it.
Result<std::optional<std::filesystem::path>> find_trade(const std::string& name_or_path);

/// What to fetch where, and how to import it: two sentences.
std::string no_trade_imported();

}  // namespace countervail
