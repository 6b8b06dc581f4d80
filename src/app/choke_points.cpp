// SPDX-License-Identifier: Apache-2.0
// `countervail choke-points`: what the world loses when one node of its network stops, which nodes stop a use by themselves, and what lies between
// the mines of an element and a use.
#include <CLI/App.hpp>
#include <memory>

#include "app/program.h"
#include "app/world_at_hand.h"
#include "base/text.h"
#include "dependence/choke_point_tables.h"

namespace countervail {

namespace {

struct ChokeRequest {
    std::string kind, element, use, world;
    bool single = false, count = false;
    int top = 15;
};

std::optional<NodeKind> kind_of(const std::string& word) {
    for (const NodeKind kind : {NodeKind::site, NodeKind::lane, NodeKind::exports, NodeKind::stage}) {
        if (to_text(kind) == word) return kind;
    }
    return std::nullopt;
}

template <class List>
Result<int> index_of(const List& list, const std::string& id, const char* what) {
    std::vector<std::string> ids;
    for (const auto& each : list) {
        if (each.id == id) return static_cast<int>(ids.size());
        ids.push_back(each.id);
    }
    std::string hint = did_you_mean(id, ids);
    if (hint.empty()) hint = std::string("one of: ") + join(ids, ", ");
    return fail({}, std::string("the world has no ") + what + " \"" + id + "\"", hint);
}

Result<Table> cut_table(const World& world, const ChokeRequest& request) {
    const auto element = index_of(world.catalogue.elements, request.element, "element");
    const auto use = index_of(world.uses, request.use, "use");
    Errors errors;
    if (!element) append(errors, element.error());
    if (!use) append(errors, use.error());
    if (!errors.empty()) return std::unexpected(std::move(errors));
    CutChoices choices;
    choices.count_nodes = request.count;
    const auto cut = element_cut(world, *element, *use, choices);
    if (!cut) return std::unexpected(cut.error());
    return element_cut_table(world, *cut);
}

ExitCode run_choke_points(const Settings& settings, const ChokeRequest& request) {
    const auto at_hand = open_world(settings, request.world);
    if (!at_hand) return report(settings, at_hand.error());
    const int threads = settings.threads_to_use();
    auto table = !request.element.empty() ? cut_table(at_hand->world, request)
                 : request.single        ? Result<Table>(single_points_table(at_hand->world, threads))
                                         : choke_points_table(at_hand->world, kind_of(request.kind), request.top, threads);
    if (!table) return report(settings, table.error());
    print(settings, *table);
    return kDone;
}

}  // namespace

void set_up_choke_points(CLI::App& program, Settings& settings, ExitCode& code) {
    const auto request = std::make_shared<ChokeRequest>();
    CLI::App* verb = program.add_subcommand("choke-points", "What the world loses when one plant, lane, exporter or stage stops; what lies between a mine and a use")->fallthrough();
    verb->footer("Losses lie between all idle capacity used and nothing replaced; stocks, law and price are left out.");
    verb->add_option("--kind", request->kind, "Only plants, lanes, exports of an item from a place, or stages at a place")->check(CLI::IsMember({"plant", "lane", "exports", "stage"}));
    CLI::Option* single = verb->add_flag("--single", request->single, "Single points of failure: nodes that stop a use somewhere by themselves");
    CLI::Option* element = verb->add_option("--element", request->element, "With --use: the smallest cut between its mines and the use")->type_name("ELEMENT")->excludes(single);
    CLI::Option* use = verb->add_option("--use", request->use, "A use at a place: an end use of data/materials/uses.toml, @ and a place of the world")->type_name("USE@PLACE");
    element->needs(use);
    use->needs(element);
    verb->add_flag("--count", request->count, "With --element: the fewest nodes that keep it away, in place of tonnes")->needs(element);
    verb->add_option("--top", request->top, "How many nodes; 0 is all of them, which takes half a minute")->check(CLI::NonNegativeNumber)->capture_default_str();
    verb->add_option("--world", request->world, "By default the only one of the library")->type_name("ID");
    verb->callback([&settings, &code, request] { code = run_choke_points(settings, *request); });
}

}  // namespace countervail
