// SPDX-License-Identifier: Apache-2.0
// The default world, its industries and a table, for verbs that ask a question without a scenario.
#pragma once

#include <filesystem>
#include <string>

#include "app/settings.h"
#include "economy/industries.h"
#include "economy/io_table.h"
#include "world/world.h"

namespace countervail {

/// What a built-in table is called on the command line and in question files.
inline constexpr const char* kBuiltInTable = "default";

struct WorldAtHand {
    Library library;
    Ledger ledger;
    Date known_on;             ///< the settings' own, else day_of_world()
    World world;
    Industries industries;
};

/// The one world whose goods are those of data/materials/ itself: chains with a catalogue of their own are asked for by name.
Result<std::string> default_world(const Library& library);

/// build_world, with all that was published after `known_on` in one error: how much, and from which day the world can be built.
Result<World> world_as_of(const Library& library, const Ledger& ledger, const std::string& id, Date known_on, int year = 0);

/// The world of that id; the default world when `id` is empty.
Result<WorldAtHand> open_world(const Settings& settings, std::string id = {});

/// The built-in table for "default" and for no name, else the published one there; a relative path counts from `folder`.
Result<IoTable> table_of(const WorldAtHand& at_hand, const std::string& name, const std::filesystem::path& folder = {});

/// "the built-in table, compact and made from cited totals", or id, source and year of a published one.
std::string described(const IoTable& table);

}  // namespace countervail
