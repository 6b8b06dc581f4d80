// SPDX-License-Identifier: Apache-2.0
#include "app/cube_at_hand.h"

#include <algorithm>
#include <cctype>

#include "app/trade_store.h"
#include "base/text.h"
#include "dependence/world_trade.h"

namespace countervail {
namespace {

std::vector<std::string> ids_of(const TradeCube& cube) {
    std::vector<std::string> ids;
    for (const TradePlace& place : cube.places()) ids.push_back(place.id);
    return ids;
}

bool same_letters(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::unexpected<Errors> no_such_place(const TradeCube& cube, const std::string& text) {
    std::string hint = did_you_mean(text, ids_of(cube));
    if (hint.empty()) hint = "its places have ids such as " + cube.places().front().id;
    return fail({}, "\"" + cube.provenance().id + "\" has no place \"" + text + "\"", hint);
}

Result<CubeAtHand> items_of(const WorldAtHand& at_hand) {
    const auto year = baseline_year(at_hand.library, at_hand.world.id);
    if (!year) return std::unexpected(year.error());
    return CubeAtHand{kWorldItems, trade_of_world(at_hand.world, *year), true};
}

}  // namespace

Result<CubeAtHand> open_cube(const Settings& settings, const WorldAtHand& world, const std::string& name) {
    if (name == kWorldItems) return items_of(world);
    auto stored = open_trade(settings, name);
    if (!stored) return std::unexpected(std::move(stored.error()));
    if (!*stored) return items_of(world);
    const std::string id = (*stored)->provenance().id;
    const bool items_only = (*stored)->provenance().nomenclature == "items";
    return CubeAtHand{name.empty() ? id : name, std::move(**stored), items_only};
}


Result<int> digits_of_level(const std::string& level) {
    if (level.empty()) return 0;
    const std::string digits = level.starts_with("hs") || level.starts_with("HS") ? level.substr(2) : level;
    for (const int known : {2, 4, 6, 8, 10}) {
        if (digits == std::to_string(known)) return known;
    }
    return fail({}, "\"" + level + "\" is no level of customs codes", "write hs2, hs4, hs6, hs8 or hs10");
}

Result<TradeCube> at_level(const TradeCube& cube, int digits) { return digits == 0 ? Result<TradeCube>(cube) : coarser(cube, digits); }

Result<int> year_of(const TradeCube& cube, std::optional<int> asked) {
    const std::vector<int> years = cube.years();
    if (years.empty()) return fail({}, "\"" + cube.provenance().id + "\" holds no year", "import trade again");
    if (!asked) return years.back();
    if (cube.has_year(*asked)) return *asked;
    std::vector<std::string> known;
    for (const int year : years) known.push_back(std::to_string(year));
    return fail({}, "\"" + cube.provenance().id + "\" has no year " + std::to_string(*asked), "it has " + join(known, ", "));
}

Result<PlaceIndex> place_of(const TradeCube& cube, const std::string& text) {
    if (const int index = cube.place(text); index >= 0) return static_cast<PlaceIndex>(index);
    const auto named = std::ranges::find_if(cube.places(), [&](const TradePlace& place) { return same_letters(place.name, text) || same_letters(place.id, text); });
    if (named != cube.places().end()) return static_cast<PlaceIndex>(named - cube.places().begin());
    return no_such_place(cube, text);
}

Result<PlaceFold> read_fold(const std::string& text) {
    const std::size_t equals = text.find('=');
    PlaceFold fold;
    if (equals != std::string::npos) {
        fold.into = std::string(trim(std::string_view(text).substr(equals + 1)));
        for (const std::string& member : split(std::string_view(text).substr(0, equals), ',')) fold.members.emplace_back(trim(member));
    }
    if (fold.into.empty() || fold.members.empty() || std::ranges::any_of(fold.members, &std::string::empty))
        return fail({}, "--count \"" + text + "\" does not say what counts with what", "write HKG=CHN, or DEU,FRA,ITA=EUU");
    fold.name = join(fold.members, ", ") + " counted with " + fold.into;
    return fold;
}

Result<TradeCube> folded(const TradeCube& cube, const std::vector<PlaceFold>& folds) {
    Result<TradeCube> made = cube;
    for (const PlaceFold& fold : folds) {
        std::vector<TradePlace> places = made->places();
        std::vector<PlaceIndex> into(places.size());
        for (std::size_t at = 0; at < places.size(); ++at) into[at] = static_cast<PlaceIndex>(at);
        int target = made->place(fold.into);
        if (target < 0) {
            target = static_cast<int>(places.size());
            places.push_back({fold.into, fold.into});
        }
        for (const std::string& member : fold.members) {
            const int at = made->place(member);
            if (at < 0) return no_such_place(*made, member);
            into[static_cast<std::size_t>(at)] = static_cast<PlaceIndex>(target);
        }
        made = regrouped(*made, std::move(places), into, fold.name);
        if (!made) return made;
    }
    return made;
}

}  // namespace countervail
