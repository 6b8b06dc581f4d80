// SPDX-License-Identifier: Apache-2.0
// `countervail trade asymmetry --between A B` and `trade third-countries --between A B`: two places on each other, and everybody between.
#include <CLI/App.hpp>
#include <cmath>
#include <memory>

#include "app/cube_at_hand.h"
#include "app/dependence_answer.h"
#include "app/trade_verbs.h"
#include "base/text.h"
#include "dependence/asymmetry_claim.h"
#include "dependence/bilateral_totals.h"
#include "dependence/controlled_trade.h"
#include "report/dependence_page.h"

namespace countervail {

namespace {

struct AsymmetryRequest {
    std::vector<std::string> between, cubes, levels, counts;
    std::vector<int> years;
    std::string claim, on, end_use = "civil";
    double threshold = 50;             ///< %
    double tolerance = 100 * kClaimTolerance;   ///< points
    int top = 10;
    bool tables = false;
};

/// Everything that was asked, checked.
struct AsymmetryAtHand {
    WorldAtHand world;
    std::vector<CubeAtHand> cubes;     ///< the first answers, the others are choices beside it
    std::string a, b;                  ///< ids
    std::vector<PlaceFold> folds;      ///< each a choice of its own
    std::vector<int> digits;           ///< empty: all that there are
    std::optional<AsymmetryClaim> claim;
};

/// What the page and the tables are made from; the report points into it.
struct AsymmetryFound {
    std::optional<AsymmetryCurve> curve, items;
    std::vector<AsymmetryLine> a_sells, b_sells;
    std::optional<AsymmetrySweep> sweep;
    BilateralTotals totals;
    std::optional<TradeCube> item_cube;
    std::optional<ThirdCountries> third;
};

template <class T>
void take(Result<T> from, Errors& errors, auto&& into) {
    if (from) into(std::move(*from));
    else append(errors, std::move(from.error()));
}

Result<std::vector<CubeAtHand>> cubes_of(const Settings& settings, const WorldAtHand& world, const std::vector<std::string>& names) {
    std::vector<CubeAtHand> cubes;
    Errors errors;
    for (const std::string& name : names.empty() ? std::vector<std::string>{""} : names)
        take(open_cube(settings, world, name), errors, [&](CubeAtHand cube) { cubes.push_back(std::move(cube)); });
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return cubes;
}

Result<AsymmetryAtHand> at_hand_for(const Settings& settings, const AsymmetryRequest& request) {
    auto world = open_world(settings);
    if (!world) return std::unexpected(std::move(world.error()));
    auto cubes = cubes_of(settings, *world, request.cubes);
    if (!cubes) return std::unexpected(std::move(cubes.error()));
    AsymmetryAtHand made{std::move(*world), std::move(*cubes), {}, {}, {}, {}, {}};
    const TradeCube& cube = made.cubes.front().cube;
    Errors errors;
    take(place_of(cube, request.between[0]), errors, [&](PlaceIndex place) { made.a = cube.places()[place].id; });
    take(place_of(cube, request.between[1]), errors, [&](PlaceIndex place) { made.b = cube.places()[place].id; });
    for (const std::string& text : request.counts) take(read_fold(text), errors, [&](PlaceFold fold) { made.folds.push_back(std::move(fold)); });
    for (const std::string& level : request.levels) take(digits_of_level(level), errors, [&](int digits) { made.digits.push_back(digits); });
    if (!request.claim.empty()) take(parse_claim(request.claim), errors, [&](AsymmetryClaim claim) { made.claim = std::move(claim); });
    else if (errors.empty()) made.claim = claim_of(made.world.ledger, made.a, made.b, settings.known_on.value_or(Date(2999, 12, 31)));
    if (!errors.empty()) return std::unexpected(std::move(errors));
    if (made.claim) made.claim->tolerance = request.tolerance / 100;
    return made;
}

Result<AsymmetrySweep> sweep_of(const Settings& settings, const AsymmetryAtHand& at_hand, const AsymmetryRequest& request) {
    AsymmetryChoices choices;
    for (const CubeAtHand& each : at_hand.cubes) choices.cubes.push_back({each.name, &each.cube});
    choices.years = request.years;
    choices.digits = at_hand.digits;
    for (const PlaceFold& fold : at_hand.folds) choices.folds.push_back({fold});
    if (at_hand.folds.size() > 1) choices.folds.push_back(at_hand.folds);
    return asymmetry_sweep(choices, at_hand.a, at_hand.b, *at_hand.claim, settings.threads_to_use());
}

/// Third places under the law of the day, on the cube that answers.
Result<ThirdCountries> third_of(const Settings& settings, const AsymmetryAtHand& at_hand, const AsymmetryRequest& request, const TradeCube& cube, int year) {
    auto on = request.on.empty() ? std::optional(at_hand.world.known_on) : Date::parse(request.on);
    if (!on) return fail({}, "--on \"" + request.on + "\" is not a date", "write YYYY-MM-DD");
    const auto regime = Regime::read(at_hand.world.library, act_ids(at_hand.world.library), settings.known_on.value_or(Date(2999, 12, 31)));
    if (!regime) return std::unexpected(regime.error());
    return third_countries_under_law(cube, *regime, at_hand.world.world.catalogue, {at_hand.a, at_hand.b, *on, request.end_use, year, request.threshold / 100}, settings.threads_to_use());
}

Result<AsymmetryFound> find(const Settings& settings, const AsymmetryAtHand& at_hand, const AsymmetryRequest& request) {
    AsymmetryFound found;
    const CubeAtHand& first = at_hand.cubes.front();
    Errors errors;
    const auto year = year_of(first.cube, request.years.empty() ? std::nullopt : std::optional(request.years.front()));
    if (!year) return std::unexpected(year.error());
    AsymmetryQuestion question;
    question.a = at_hand.a;
    question.b = at_hand.b;
    question.year = *year;
    question.digits = at_hand.digits.empty() ? 0 : at_hand.digits.back();
    take(asymmetry_curve(first.cube, question), errors, [&](AsymmetryCurve curve) { (first.items_only ? found.items : found.curve) = std::move(curve); });
    take(asymmetry_lines(first.cube, question, true), errors, [&](auto lines) { found.a_sells = std::move(lines); });
    take(asymmetry_lines(first.cube, question, false), errors, [&](auto lines) { found.b_sells = std::move(lines); });
    if (at_hand.claim) take(sweep_of(settings, at_hand, request), errors, [&](AsymmetrySweep sweep) { found.sweep = std::move(sweep); });
    take(totals_of(at_hand.world.library, at_hand.world.ledger, at_hand.a, at_hand.b, at_hand.world.known_on), errors, [&](BilateralTotals totals) { found.totals = std::move(totals); });
    take(third_of(settings, at_hand, request, first.cube, *year), errors, [&](ThirdCountries third) { found.third = std::move(third); });
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return found;
}

/// The embedded items beside imported trade, where the world knows both places.
std::optional<AsymmetryCurve> items_beside(const Settings& settings, const AsymmetryAtHand& at_hand, std::optional<TradeCube>& cube) {
    auto items = open_cube(settings, at_hand.world, kWorldItems);
    if (!items || items->cube.place(at_hand.a) < 0 || items->cube.place(at_hand.b) < 0) return std::nullopt;
    AsymmetryQuestion question;
    question.a = at_hand.a;
    question.b = at_hand.b;
    question.year = items->cube.years().back();
    auto curve = asymmetry_curve(items->cube, question);
    if (!curve) return std::nullopt;
    cube = std::move(items->cube);
    return std::move(*curve);
}

DependenceReport report_of(const AsymmetryAtHand& at_hand, const AsymmetryFound& found) {
    const TradeCube& cube = at_hand.cubes.front().cube;
    AsymmetryReportInputs inputs{.ledger = at_hand.world.ledger, .names = pair_names(cube, at_hand.a, at_hand.b)};
    inputs.cube = &cube;
    inputs.curve = found.curve ? &*found.curve : nullptr;
    inputs.items = found.items ? &*found.items : nullptr;
    inputs.a_sells = found.a_sells;
    inputs.b_sells = found.b_sells;
    inputs.claim = at_hand.claim ? &*at_hand.claim : nullptr;
    inputs.sweep = found.sweep ? &*found.sweep : nullptr;
    inputs.totals = &found.totals;
    inputs.third = found.third ? &*found.third : nullptr;
    inputs.colophon = {"countervail " + program_version()};
    return asymmetry_report(inputs);
}

/// The curve at every tenth.
Table at_tenths(const AsymmetryCurve& curve) {
    Table table = asymmetry_curve_table(curve);
    std::vector<std::vector<Cell>> rows;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const double tenths = curve.thresholds[row] * 10;
        if (std::abs(tenths - std::round(tenths)) < 1e-6) rows.push_back(std::move(table.rows[row]));
    }
    table.rows = std::move(rows);
    return table;
}

ExitCode run_asymmetry(const Settings& settings, const AsymmetryRequest& request) {
    const auto at_hand = at_hand_for(settings, request);
    if (!at_hand) return report(settings, at_hand.error());
    auto found = find(settings, *at_hand, request);
    if (!found) return report(settings, found.error());
    if (found->curve) found->items = items_beside(settings, *at_hand, found->item_cube);
    const TradeCube& cube = at_hand->cubes.front().cube;
    const auto top = static_cast<std::size_t>(request.top);
    const double threshold = request.threshold / 100;
    DependenceShown shown;
    shown.all_tables = request.tables;
    shown.tables = {at_tenths(found->curve ? *found->curve : *found->items), asymmetry_lines_table(cube, found->a_sells, threshold, top), asymmetry_lines_table(cube, found->b_sells, threshold, top)};
    if (found->sweep) shown.tables.push_back(first_rows(asymmetry_sweep_table(*found->sweep), top));
    return show_dependence(settings, report_of(*at_hand, *found), shown);
}

ExitCode run_third(const Settings& settings, const AsymmetryRequest& request) {
    const auto at_hand = at_hand_for(settings, request);
    if (!at_hand) return report(settings, at_hand.error());
    const CubeAtHand& first = at_hand->cubes.front();
    const auto year = year_of(first.cube, request.years.empty() ? std::nullopt : std::optional(request.years.front()));
    if (!year) return report(settings, year.error());
    const auto third = third_of(settings, *at_hand, request, first.cube, *year);
    if (!third) return report(settings, third.error());
    if (settings.format == TableFormat::text) {
        settings.answers() << third_countries_words(first.cube, *third, pair_names(first.cube, at_hand->a, at_hand->b)) << "\n\n";
        if (first.items_only) settings.answers() << how_to_get_trade() << "\n\n";
    }
    const Table table = third_countries_table(first.cube, *third, request.tables ? 0 : static_cast<std::size_t>(request.top));
    print(settings, table);
    return kDone;
}

void add_question(CLI::App& verb, AsymmetryRequest& request) {
    verb.add_option("--between", request.between, "The two places: ISO3 or names")->expected(2)->required()->type_name("A B");
    verb.add_option("--cube", request.cubes, "Imported trade by id or path; several are whose reports count; `items`: the world's critical items")->type_name("NAME");
    verb.add_option("--year", request.years, "Years; the first answers, by default the last there is")->type_name("YEAR");
    verb.add_option("--threshold", request.threshold, "A product depends on a supplier above this share of its imports")->type_name("PERCENT")->check(CLI::Range(0.0, 99.99))->capture_default_str();
    verb.add_option("--on", request.on, "Day whose law says what the two powers control, for third places")->type_name("DATE");
    verb.add_option("--top", request.top, "Rows shown of long tables")->check(CLI::NonNegativeNumber)->capture_default_str();
    verb.add_flag("--tables", request.tables, "Print every table whole");
}

}  // namespace

void set_up_trade_asymmetry(CLI::App& trade, Settings& settings, ExitCode& code) {
    const auto request = std::make_shared<AsymmetryRequest>();
    CLI::App* verb = trade.add_subcommand("asymmetry", "Who depends more on whom: share of the trade above a threshold of dependence, both ways, under all choices")->fallthrough();
    add_question(*verb, *request);
    verb->add_option("--level", request->levels, "hs2, hs4, hs6 …; the last answers, by default all are tried and the finest answers")->type_name("LEVEL");
    verb->add_option("--count", request->counts, "Also try counting a hub with its hinterland: HKG=CHN")->type_name("PLACE=PLACE");
    verb->add_option("--claim", request->claim, "A claim to hold against every choice, e.g. 40/12@50; by default the ledger's")->type_name("A/B@T");
    verb->add_option("--tolerance", request->tolerance, "A claim holds where both shares are within this many points of it")->type_name("POINTS")->check(CLI::Range(0.0, 100.0))->capture_default_str();
    verb->callback([&settings, &code, request] { code = run_asymmetry(settings, *request); });

    const auto thirds = std::make_shared<AsymmetryRequest>();
    CLI::App* third = trade.add_subcommand("third-countries", "Who is exposed to the controls of two powers at once")->fallthrough();
    add_question(*third, *thirds);
    third->add_option("--end-use", thirds->end_use, "What the goods are for, as the law sees it: civil, military, semiconductor")->capture_default_str();
    third->callback([&settings, &code, thirds] { code = run_third(settings, *thirds); });
}

}  // namespace countervail
