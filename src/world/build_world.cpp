// SPDX-License-Identifier: Apache-2.0
// The steps from a world file to a World, in order.
#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.h"
#include "world/balance.h"
#include "world/prices.h"
#include "world/reconcile.h"

namespace countervail {
namespace {

/// Puts flows, markets, sites, lanes and uses together; only what carries something, and what a crisis could open.
class Assembly {
  public:
    Assembly(World& world, const WorldPlan& plan, const FlowNetwork& network, const std::vector<double>& flows)
        : world_(world), plan_(plan), network_(network), flows_(flows) {}

    void run() {
        markets();
        sites();
        projects();
        lanes();
        uses();
        stocks();
    }

  private:
    void markets();
    void sites();
    void projects();
    void lanes();
    void uses();
    void stocks();
    Site site(int process, int place) const;
    std::vector<Leg> legs(const std::vector<Amount>& amounts, int place) const;

    World& world_;
    const WorldPlan& plan_;
    const FlowNetwork& network_;
    const std::vector<double>& flows_;
};

/// Every market that something passes through, and those that a project will need.
void Assembly::markets() {
    std::map<std::pair<int, int>, double> throughput;
    for (std::size_t j = 0; j < flows_.size(); ++j) {
        if (flows_[j] <= 0) continue;
        for (const auto& [market, amount] : network_.unknowns[j].legs) {
            const NetworkMarket& key = network_.markets[market];
            throughput[{key.item, key.place}] += amount > 0 ? amount * flows_[j] : 0.0;
        }
    }
    std::map<std::pair<int, int>, double> planned;
    for (const ProjectPlan& project : plan_.projects) {
        const Process& process = world_.catalogue.processes[project.process];
        for (const auto* amounts : {&process.inputs, &process.outputs}) {
            for (const Amount& amount : *amounts) {
                planned[{amount.item, project.place}] += amount.per_activity * project.capacity;
            }
        }
    }
    for (const auto& [key, amount] : planned) throughput.emplace(key, amount);
    for (const auto& [key, amount] : throughput) world_.markets.push_back({key.first, key.second, 0, 0, amount});
}

std::vector<Leg> Assembly::legs(const std::vector<Amount>& amounts, int place) const {
    std::vector<Leg> result;
    for (const Amount& amount : amounts) result.push_back({world_.market(amount.item, place), amount.per_activity});
    return result;
}

Site Assembly::site(int process, int place) const {
    const Process& what = world_.catalogue.processes[process];
    Site site;
    site.id = what.id + "@" + world_.places[place].id;
    site.process = process;
    site.place = place;
    site.inputs = legs(what.inputs, place);
    site.outputs = legs(what.outputs, place);
    return site;
}

void Assembly::sites() {
    for (std::size_t j = 0; j < flows_.size(); ++j) {
        const Unknown& unknown = network_.unknowns[j];
        if (unknown.kind != Unknown::Kind::site || flows_[j] <= 0) continue;
        const SitePlan& plan = plan_.sites[unknown.plan];
        Site found = site(plan.process, plan.place);
        found.activity = flows_[j];
        found.capacity = flows_[j] / plan.utilisation;
        world_.sites.push_back(std::move(found));
    }
}

void Assembly::projects() {
    for (const ProjectPlan& plan : plan_.projects) {
        auto at = std::find_if(world_.sites.begin(), world_.sites.end(), [&](const Site& found) {
            return found.process == plan.process && found.place == plan.place;
        });
        if (at == world_.sites.end()) {
            world_.sites.push_back(site(plan.process, plan.place));
            at = std::prev(world_.sites.end());
        }
        world_.projects.push_back({plan.id, static_cast<int>(at - world_.sites.begin()), plan.planned_on, plan.capacity,
                                   plan.ramp_weeks, plan.statement});
    }
}

void Assembly::lanes() {
    std::map<int, double> carried;   // by plan
    for (std::size_t j = 0; j < flows_.size(); ++j) {
        if (network_.unknowns[j].kind == Unknown::Kind::lane && flows_[j] > 0) carried[network_.unknowns[j].plan] = flows_[j];
    }
    std::set<std::pair<int, int>> seen;
    const auto add = [&](const LanePlan& lane, double flow) {
        const int from = world_.market(lane.item, lane.from), to = world_.market(lane.item, lane.to);
        if (from < 0 || to < 0 || !seen.emplace(from, to).second) return;
        const int weeks = static_cast<int>(std::lround(plan_.transit[lane.from][lane.to]));
        world_.lanes.push_back({from, to, flow, 0, weeks});
    };
    for (const auto& [plan, flow] : carried) add(plan_.lanes[plan], flow);
    for (const LanePlan& lane : plan_.lanes) {
        if (lane.idle) add(lane, 0);
    }
    std::sort(world_.lanes.begin(), world_.lanes.end(),
              [](const Lane& a, const Lane& b) { return std::pair(a.from, a.to) < std::pair(b.from, b.to); });
}

void Assembly::uses() {
    for (std::size_t j = 0; j < flows_.size(); ++j) {
        const Unknown& unknown = network_.unknowns[j];
        if (unknown.kind != Unknown::Kind::use || flows_[j] <= 0) continue;
        const UsePlan& plan = plan_.uses[unknown.plan];
        const EndUse& what = world_.catalogue.uses[plan.end_use];
        Use use{what.id + "@" + world_.places[plan.place].id, plan.end_use, plan.place, {}, flows_[j],
                plan.value_added * flows_[j]};
        for (const Amount& input : what.inputs) {
            use.needs.push_back({world_.market(input.item, plan.place), input.per_activity, plan.stock_weeks,
                                 !plan.not_critical.contains(input.item)});
        }
        world_.uses.push_back(std::move(use));
    }
}

void Assembly::stocks() {
    for (Market& market : world_.markets) {
        const Stage stage = world_.catalogue.items[market.item].stage;
        market.stock = market.throughput * plan_.stages[static_cast<int>(stage)].stock_weeks;
    }
}

/// A figure that came in by way of a derived row rests on what that row cites, too.
void list_statements(World& world, const std::set<std::string>& used, const Ledger& ledger) {
    std::set<std::string> ids;
    for (const std::string& id : used) {
        for (const Statement* behind : ledger.behind(*ledger.find(id))) ids.insert(behind->id);
    }
    for (const std::string& id : ids) {
        (ledger.find(id)->label == Label::assumed ? world.assumptions : world.statements).push_back(id);
    }
}

void sort_residuals(std::vector<Residual>& residuals) {
    std::stable_sort(residuals.begin(), residuals.end(), [](const Residual& a, const Residual& b) {
        return std::abs(a.standardised) > std::abs(b.standardised);
    });
}

/// What no single line is to blame for stands against the whole world file.
std::unexpected<Errors> of_file(Errors errors, std::string_view id) {
    for (Error& error : errors) {
        if (error.where.file.empty()) error.where.file = "worlds/" + std::string(id) + ".toml";
    }
    return std::unexpected(std::move(errors));
}

}  // namespace

Result<World> build_world(const Library& library, const Ledger& ledger, std::string_view id, Date known_on, int year, SolvedPrograms* solved) {
    const auto materials = materials_of(library, id);
    if (!materials) return std::unexpected(materials.error());
    const auto own_year = own_year_of(library, id);
    if (!own_year) return std::unexpected(own_year.error());
    const FigureYear figure_year{year, *own_year};
    auto catalogue = read_catalogue(library, ledger, known_on, *materials, figure_year);
    if (!catalogue) return std::unexpected(std::move(catalogue.error()));
    FigureReader figures(ledger, known_on, figure_year);
    auto plan = read_world_plan(library, figures, *catalogue, id);
    if (!plan) return std::unexpected(std::move(plan.error()));
    auto network = make_network(*plan, *catalogue);
    if (!network) return std::unexpected(std::move(network.error()));
    auto reconciled = reconcile(*network, *plan, *catalogue, solved);
    if (!reconciled) return of_file(std::move(reconciled.error()), id);
    std::vector<double> flows = std::move(reconciled->flows);
    net_circles(flows, *network);
    if (auto balanced = balance(flows, *network); !balanced) return of_file(std::move(balanced.error()), id);

    World world;
    world.id = id;
    world.known_on = known_on;
    world.year = year;
    world.dropped = std::move(plan->dropped);
    world.catalogue = std::move(*catalogue);
    world.places = plan->places;
    Assembly(world, *plan, *network, flows).run();
    if (Errors errors = set_prices(world, *plan); !errors.empty()) return std::unexpected(std::move(errors));
    world.residuals = residuals_of(flows, *network, *plan, world.catalogue, ledger);
    sort_residuals(world.residuals);
    list_statements(world, figures.used(), ledger);
    if (Errors errors = check_world(world); !errors.empty()) return std::unexpected(std::move(errors));
    return world;
}

}  // namespace countervail
