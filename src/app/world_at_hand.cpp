// SPDX-License-Identifier: Apache-2.0
#include "app/world_at_hand.h"

#include "base/later_evidence.h"
#include "economy/default_table.h"
#include "economy/read_table.h"
#include "world/world_plan.h"

namespace countervail {

Result<std::string> default_world(const Library& library) {
    const std::string_view folder = "worlds/", ending = ".toml";
    std::vector<std::string> found;
    for (const LibraryFile* file : library.files(folder, ending)) {
        std::string id = file->path.substr(folder.size(), file->path.size() - folder.size() - ending.size());
        const auto set = materials_of(library, id);
        if (!set) return std::unexpected(Errors(set.error()));
        if (set->empty()) found.push_back(std::move(id));
    }
    if (found.size() != 1) return fail({}, "the library has " + std::to_string(found.size()) + " worlds", "name one with --world");
    return found.front();
}

Result<World> world_as_of(const Library& library, const Ledger& ledger, const std::string& id, Date known_on, int year) {
    auto world = build_world(library, ledger, id, known_on, year);
    if (world) return world;
    const auto early = early_question(world.error(), known_on, [&](Date day) {
        auto later = build_world(library, ledger, id, day, year);
        return later ? Errors() : std::move(later.error());
    });
    if (!early) return world;
    return std::unexpected(told_together(*early, {"worlds/" + id + ".toml"}, "the world rests on at least", "it can be built from", ""));
}

Result<WorldAtHand> open_world(const Settings& settings, std::string id) {
    auto library = open_library(settings);
    if (!library) return std::unexpected(std::move(library.error()));
    auto ledger = open_ledger(*library);
    if (!ledger) return std::unexpected(std::move(ledger.error()));
    if (id.empty()) {
        auto only = default_world(*library);
        if (!only) return std::unexpected(std::move(only.error()));
        id = std::move(*only);
    }
    const Date known_on = settings.known_on.value_or(day_of_world(*library, *ledger, id));
    auto world = world_as_of(*library, *ledger, id, known_on);
    if (!world) return std::unexpected(std::move(world.error()));
    auto industries = read_industries(*library, world->catalogue);
    if (!industries) return std::unexpected(std::move(industries.error()));
    return WorldAtHand{std::move(*library), std::move(*ledger), known_on, std::move(*world), std::move(*industries)};
}

Result<IoTable> table_of(const WorldAtHand& at_hand, const std::string& name, const std::filesystem::path& folder) {
    if (!name.empty() && name != kBuiltInTable) return read_table_at(folder / name);
    return default_table(at_hand.library, at_hand.ledger, at_hand.industries, at_hand.world, at_hand.known_on);
}

std::string described(const IoTable& table) {
    if (table.built_in) return "the built-in table, compact and made from cited totals";
    return table.id + " (" + table.source + ", " + std::to_string(table.year) + ")";
}

}  // namespace countervail
