// SPDX-License-Identifier: Apache-2.0
#include "app/exposure_pair.h"

#include <algorithm>

#include "app/cube_at_hand.h"
#include "app/dependence_answer.h"
#include "app/program.h"
#include "base/text.h"
#include "dependence/foreign_reliance_tables.h"
#include "dependence/power_inputs.h"
#include "dependence/rank_question.h"
#include "dependence/side_by_side.h"
#include "dependence/trade_power.h"
#include "equilibrium/trade_from_table.h"
#include "report/dependence_page.h"
#include "report/run_report_bands.h"

namespace countervail {

namespace {

constexpr const char* kAssumptions = "data/assumptions-dependence.csv";
constexpr std::size_t kLeadingExports = 100;
constexpr int kRankDraws = 500;

/// The trade as asked, and its measures.
struct PairAsked {
    CubeAtHand trade;
    PlaceIndex of = 0, to = 0;
    CubeMeasures measures;
};

/// What the table and the world say of a pair; each part is empty where they do not know one of the two.
struct BehindTrade {
    std::vector<MeasureLine> lines;
    std::vector<Table> tables;             ///< by_measure() finds them
    std::vector<std::string> notes;
};

Result<LikelyRange> assumed(const WorldAtHand& at_hand, const std::string& id) {
    return elasticity_from(at_hand.ledger, id, at_hand.known_on, {kAssumptions});
}

/// Aggregates such as "rest of the world" are no supplier that anybody depends on.
std::vector<int> aggregates_of(const IoTable& table, const WorldAtHand& at_hand) {
    std::vector<int> found;
    for (std::size_t place = 0; place < table.places.size(); ++place) {
        if (!codes_of(at_hand.industries.place_groups, table.places[place]).empty()) found.push_back(static_cast<int>(place));
    }
    return found;
}

Result<void> add_table(const WorldAtHand& at_hand, const IoTable& table, const std::string& of, const std::string& to, int threads, BehindTrade& behind) {
    const int buyer = table.place(of), seller = table.place(to);
    if (buyer < 0 || seller < 0 || buyer == seller) {
        behind.notes.push_back(described(table) + " has no row of its own for " + (buyer < 0 ? of : to) + ": nothing is looked through");
        return {};
    }
    const auto reliance = foreign_reliance(table, threads);
    if (!reliance) return std::unexpected(reliance.error());
    std::ranges::move(lines_of_reliance(table, *reliance, buyer, seller, aggregates_of(table, at_hand)), std::back_inserter(behind.lines));
    behind.tables.push_back(reliance_on_place_table(table, *reliance, buyer, seller, RelianceSide::inputs));
    behind.tables.push_back(reliance_on_place_table(table, *reliance, seller, buyer, RelianceSide::sales));
    const auto theta = trade_elasticities(at_hand.library, at_hand.ledger, at_hand.industries, table, at_hand.known_on);
    if (!theta) {
        behind.notes.push_back("no trade elasticities for this table's industries, so no coercive power: " + theta.error().front().what);
        return {};
    }
    const auto rho = assumed(at_hand, "assume:power-across-sectors"), spread = assumed(at_hand, "assume:power-elasticity-spread");
    if (!rho) return std::unexpected(rho.error());
    if (!spread) return std::unexpected(spread.error());
    auto inputs = power_inputs(table, (theta->theta.array() + 1).matrix());
    if (!inputs) return std::unexpected(inputs.error());
    auto power = lines_of_power(power_range(*inputs, *spread, *rho), "", "table: " + table.id + "; trade elasticities", buyer, seller, threads);
    if (!power) return std::unexpected(power.error());
    std::ranges::move(*power, std::back_inserter(behind.lines));
    const auto sectors = power_by_sector(*inputs, buyer, {seller}, rho->likely);
    if (!sectors) return std::unexpected(sectors.error());
    behind.tables.push_back(power_by_sector_table(*inputs, buyer, {seller}, *sectors));
    return {};
}

/// Coercive power and power over price, from the trade itself.
Result<void> add_trade_power(const Settings& settings, const WorldAtHand& at_hand, const PairAsked& asked, BehindTrade& behind) {
    const TradeCube& cube = asked.trade.cube;
    const auto rho = assumed(at_hand, "assume:power-across-sectors"), demand = assumed(at_hand, "assume:export-demand-elasticity");
    const auto supply = assumed(at_hand, "assume:export-others-supply-elasticity"), critical = assumed(at_hand, "assume:power-critical-inputs");
    Errors errors;
    for (const auto* each : {&rho, &demand, &supply, &critical}) {
        if (!*each) append(errors, each->error());
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    const bool codes = cube.provenance().digits > 0;
    const auto sigmas = codes ? chapter_sigmas(at_hand.library, at_hand.ledger, at_hand.known_on) : Result<std::vector<CodeSigma>>(std::vector<CodeSigma>{{"", *critical}});
    if (!sigmas) return std::unexpected(sigmas.error());
    PowerRange range{{}, {}, {}, *rho};
    for (const auto& [end, into] : {std::pair{RangeEnd::low, &range.low}, {RangeEnd::likely, &range.likely}, {RangeEnd::high, &range.high}}) {
        auto inputs = power_inputs_of_trade(cube, asked.measures.totals.year, codes ? std::min(4, cube.provenance().digits) : 0, *sigmas, end);
        if (!inputs) return std::unexpected(inputs.error());
        *into = std::move(*inputs);
    }
    const std::string rests_on = "trade: " + cube.provenance().id + ", " + std::to_string(asked.measures.totals.year) + "; elasticities";
    auto power = lines_of_power(range, "-of-imports", rests_on, asked.of, asked.to, settings.threads_to_use());
    if (!power) return std::unexpected(power.error());
    std::ranges::move(*power, std::back_inserter(behind.lines));
    const auto positions = export_positions(cube, asked.measures.totals, asked.to, *demand, *supply, kLeadingExports);
    auto line = line_of_market_power(positions, rests_on);
    if (!line) return std::unexpected(line.error());
    behind.lines.push_back(std::move(*line));
    auto table = market_power_table(positions);
    if (!table) return std::unexpected(table.error());
    behind.tables.push_back(std::move(*table));
    return {};
}

Result<BehindTrade> behind_trade(const Settings& settings, const WorldAtHand& at_hand, const PairRequest& request, const PairAsked& asked) {
    BehindTrade behind;
    if (auto added = add_trade_power(settings, at_hand, asked, behind); !added) return std::unexpected(added.error());
    const auto table = table_of(at_hand, request.table);
    if (!table) return std::unexpected(table.error());
    if (auto added = add_table(at_hand, *table, request.of, request.to, settings.threads_to_use(), behind); !added) return std::unexpected(added.error());
    const int of = at_hand.world.place(request.of), to = at_hand.world.place(request.to);
    if (of < 0 || to < 0 || of == to) return behind;
    auto stop = lines_of_stop(at_hand.world, of, to);
    if (!stop) return std::unexpected(stop.error());
    std::ranges::move(*stop, std::back_inserter(behind.lines));
    return behind;
}

/// Suppliers of the buyer under the measures that a bootstrap over products can draw anew.
Result<PartnerRanking> ranked_suppliers(const Settings& settings, const PairAsked& asked) {
    std::vector<std::string_view> ids;
    for (const std::string_view id : PairMeasures::ids()) {
        const DependenceMeasure& measure = *find_measure(id);
        if (can_be_resampled(id) && measure.higher_is_worse && has_values(measure, asked.measures.totals)) ids.push_back(id);
    }
    return partner_ranking(asked.trade.cube, asked.measures, RankedSide::sellers, asked.of, ids, true, settings.threads_to_use());
}

Result<PairAsked> asked_pair(const Settings& settings, const WorldAtHand& world, const PairRequest& request) {
    auto trade = asked_trade(settings, world, request);
    if (!trade) return std::unexpected(std::move(trade.error()));
    const auto of = place_of(trade->cube, request.of), to = place_of(trade->cube, request.to);
    const auto year = year_of(trade->cube, request.year);
    Errors errors;
    if (!of) append(errors, of.error());
    if (!to) append(errors, to.error());
    if (!year) append(errors, year.error());
    if (of && to && *of == *to) errors.push_back({{}, "--of and --to name the same place", "name two"});
    if (!errors.empty()) return std::unexpected(std::move(errors));
    auto measures = cube_measures(trade->cube, *year, pair_options(settings, request));
    if (!measures) return std::unexpected(std::move(measures.error()));
    return PairAsked{std::move(*trade), *of, *to, std::move(*measures)};
}

/// The measure that products and suppliers are listed by: the one asked for, where the trade knows it.
Result<std::string> listed_measure(const PairRequest& request, const std::vector<MeasureLine>& lines) {
    if (request.measure.empty()) return std::string("import-share");
    if (PairMeasures::index(request.measure)) return request.measure;
    std::vector<std::string> ids;
    for (const MeasureLine& line : lines) ids.push_back(line.measure);
    if (std::ranges::find(ids, request.measure) != ids.end()) return std::string("import-share");
    std::string hint = did_you_mean(request.measure, ids);
    if (hint.empty()) hint = "one of: " + join(ids, ", ");
    return fail({}, "there is no measure \"" + request.measure + "\" of a pair", hint);
}

/// What weakens some of the lines, once for all that it weakens: a terminal has no room for it beside them.
std::vector<std::string> remarks_on(const std::vector<MeasureLine>& lines) {
    std::vector<std::pair<std::string, std::vector<std::string>>> remarks;
    for (const MeasureLine& line : lines) {
        if (line.note.empty()) continue;
        const auto known = std::ranges::find(remarks, line.note, &std::pair<std::string, std::vector<std::string>>::first);
        if (known == remarks.end()) remarks.push_back({line.note, {line.measure}});
        else known->second.push_back(line.measure);
    }
    std::vector<std::string> words;
    for (const auto& [note, measures] : remarks) words.push_back(join(measures, ", ") + ": " + note + ".");
    return words;
}

}  // namespace

PairOptions pair_options(const Settings& settings, const PairRequest& request) {
    PairOptions options;
    options.threshold = request.threshold / 100;
    options.threads = settings.threads_to_use();
    return options;
}

Result<CubeAtHand> asked_trade(const Settings& settings, const WorldAtHand& world, const PairRequest& request) {
    auto trade = open_cube(settings, world, request.cube);
    if (!trade) return trade;
    Errors errors;
    std::vector<PlaceFold> folds;
    for (const std::string& text : request.counts) {
        auto fold = read_fold(text);
        if (fold) folds.push_back(std::move(*fold));
        else append(errors, std::move(fold.error()));
    }
    const auto digits = digits_of_level(request.level);
    if (!digits) append(errors, digits.error());
    if (!errors.empty()) return std::unexpected(std::move(errors));
    auto cube = folded(trade->cube, folds);
    if (cube) cube = at_level(*cube, *digits);
    if (!cube) return std::unexpected(std::move(cube.error()));
    trade->cube = std::move(*cube);
    return trade;
}

ExitCode run_exposure_pair(const Settings& settings, const PairRequest& request) {
    const auto world = open_world(settings);
    if (!world) return report(settings, world.error());
    const auto asked = asked_pair(settings, *world, request);
    if (!asked) return report(settings, asked.error());
    const TradeCube& cube = asked->trade.cube;
    PairRequest named = request;
    named.of = cube.places()[asked->of].id;
    named.to = cube.places()[asked->to].id;
    auto behind = behind_trade(settings, *world, named, *asked);
    if (!behind) return report(settings, behind.error());
    const auto map = read_map(world->library);
    if (!map) return report(settings, map.error());
    const PairProfile profile = pair_profile(cube, asked->measures, asked->of, asked->to);
    std::vector<MeasureLine> lines = lines_of_trade(cube, profile);
    std::ranges::move(behind->lines, std::back_inserter(lines));
    const auto measure = listed_measure(request, lines);
    if (!measure) return report(settings, measure.error());
    const auto ranking = ranked_suppliers(settings, *asked);
    RankOptions rank_options;
    rank_options.seed = settings.seed.value_or(rank_options.seed);
    rank_options.draws = static_cast<std::uint32_t>(settings.draws.value_or(kRankDraws));
    rank_options.products = true;
    rank_options.threads = settings.threads_to_use();
    const auto ranks = ranking ? rank_stability(ranking->question, rank_options) : Result<RankStability>(std::unexpected(ranking.error()));
    if (!ranks) behind->notes.push_back("suppliers are not ranked: " + ranks.error().front().what);
    PairReportInputs inputs{.cube = cube, .measures = asked->measures, .profile = profile, .ledger = world->ledger, .map = *map};
    inputs.measure = *measure;
    inputs.lines = lines;
    if (ranks) {
        inputs.rank_question = &ranking->question;
        inputs.ranks = &*ranks;
    }
    inputs.further = behind->tables;
    inputs.colophon = {"countervail " + program_version()};
    const auto top = static_cast<std::size_t>(request.top);
    DependenceShown shown;
    shown.all_tables = request.tables;
    shown.notes = remarks_on(lines);
    std::ranges::move(behind->notes, std::back_inserter(shown.notes));
    const Table all = side_by_side_table(place_in_words(cube.places()[asked->of]), place_in_words(cube.places()[asked->to]), lines, sources_of(cube.provenance()));
    shown.tables = {columns_of(all, {"measure", "meaning", "value", "low", "high", "unit", "rank", "rests on"}),
                    columns_of(products_behind_table(cube, asked->measures, profile, *measure, top), {"code", "product", "value", "share", "imports", "import_hhi", "world_share", "flags"}),
                    suppliers_table(cube, asked->measures, asked->of, *measure, top)};
    if (!request.measure.empty() && !PairMeasures::index(request.measure)) {
        for (const Table& table : behind->tables) shown.tables.push_back(first_rows(table, top));
    }
    return show_dependence(settings, pair_report(inputs), shown);
}

}  // namespace countervail
