// SPDX-License-Identifier: Apache-2.0
#include "dependence/third_countries.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/parallel.h"
#include "base/text.h"
#include "dependence/cube_totals.h"

namespace countervail {
namespace {

/// How one power controls one product of the cube.
struct ProductControl {
    double coverage = 0;
    std::size_t treatment = 0;   // into ThirdCountries::treatments; means something where coverage > 0
};

struct Powers {
    PlaceIndex a = 0, b = 0;
    std::vector<ProductControl> by_a, by_b;   // by product
};

void check_power(const TradeCube& cube, const std::string& id, Errors& errors) {
    if (cube.place(id) >= 0) return;
    std::vector<std::string> ids;
    for (const TradePlace& place : cube.places()) ids.push_back(place.id);
    errors.push_back({{}, "the trade \"" + cube.provenance().id + "\" has no place \"" + id + "\"", did_you_mean(id, ids)});
}

void check_codes(const std::string& power, const std::vector<ControlledCode>& codes, Errors& errors) {
    std::set<std::string> seen;
    for (const ControlledCode& code : codes) {
        if (code.code.empty()) errors.push_back({{}, "a code controlled by " + power + " is empty", "give the code, or its first digits"});
        if (!(code.coverage > 0 && code.coverage <= 1))
            errors.push_back({{},
                              "the control of " + code.code + " by " + power + " covers " + exact_number(code.coverage) + " of it",
                              "give a share above 0 and up to 1"});
        if (!seen.insert(code.code).second) errors.push_back({{}, "the code " + code.code + " stands twice under " + power, "add the two shares up, or drop one"});
    }
}

Errors problems_of(const TradeCube& cube, const ThirdCountryQuestion& question) {
    Errors errors;
    check_power(cube, question.a, errors);
    check_power(cube, question.b, errors);
    if (question.a == question.b) errors.push_back({{}, "both powers are " + question.a, "name two places"});
    if (!cube.has_year(question.year))
        errors.push_back({{},
                          "the trade \"" + cube.provenance().id + "\" has no year " + std::to_string(question.year),
                          "see which years it has with `countervail trade list`"});
    if (question.by_a.empty() && question.by_b.empty()) errors.push_back({{}, "neither power controls a code", "give the codes that each controls"});
    if (!(question.threshold >= 0 && question.threshold < 1))
        errors.push_back({{}, "the threshold " + exact_number(question.threshold) + " is not a share", "give a share from 0 to below 1"});
    check_codes(question.a, question.by_a, errors);
    check_codes(question.b, question.by_b, errors);
    return errors;
}

std::vector<std::string> treatments_of(const ThirdCountryQuestion& question) {
    std::set<std::string> words;
    for (const auto* codes : {&question.by_a, &question.by_b}) {
        for (const ControlledCode& code : *codes) words.insert(code.treatment);
    }
    return {words.begin(), words.end()};
}

/// By product: the control of the longest code that fits. Codes that fit nothing are added to `unused`.
std::vector<ProductControl> controls_of(const TradeCube& cube, const std::vector<ControlledCode>& codes, const std::vector<std::string>& treatments,
                                        std::vector<std::string>& unused) {
    std::vector<const ControlledCode*> shortest_first;
    for (const ControlledCode& code : codes) shortest_first.push_back(&code);
    std::ranges::stable_sort(shortest_first, [](const ControlledCode* x, const ControlledCode* y) { return x->code.size() < y->code.size(); });
    std::vector<ProductControl> controls(cube.products().size());
    for (const ControlledCode* code : shortest_first) {
        const auto treatment = static_cast<std::size_t>(std::ranges::lower_bound(treatments, code->treatment) - treatments.begin());
        auto at = std::ranges::lower_bound(cube.products(), code->code, {}, &TradeProduct::code);
        if (at == cube.products().end() || !at->code.starts_with(code->code)) unused.push_back(code->code);
        for (; at != cube.products().end() && at->code.starts_with(code->code); ++at)
            controls[static_cast<std::size_t>(at - cube.products().begin())] = {code->coverage, treatment};
    }
    return controls;
}

void add_exposure(ControlExposure& exposure, double coverage, double imports, double from_power, double threshold) {
    if (coverage <= 0) return;
    ++exposure.products;
    exposure.imports += coverage * imports;
    exposure.from_power += coverage * from_power;
    if (!(from_power > threshold * imports)) return;
    exposure.dependent += coverage * from_power;
    ++exposure.dependent_products;
}

/// One place's imports of one product.
void add_product(ThirdCountry& row, const Powers& powers, std::size_t product, double threshold, double imports, double from_a, double from_b) {
    const ProductControl &a = powers.by_a[product], &b = powers.by_b[product];
    row.imports += imports;
    add_exposure(row.a, a.coverage, imports, from_a, threshold);
    add_exposure(row.b, b.coverage, imports, from_b, threshold);
    row.both_low += imports * std::max(0.0, a.coverage + b.coverage - 1);
    row.both_high += imports * std::min(a.coverage, b.coverage);
    if (a.coverage > 0) row.by_treatment[a.treatment] += a.coverage * from_a;
    if (b.coverage > 0) row.by_treatment[b.treatment] += b.coverage * from_b;
}

void add_flows(std::vector<ThirdCountry>& rows, const TradeYear& year, const Powers& powers, std::size_t product, double threshold) {
    const std::uint64_t end = year.product_begin[product + 1];
    for (std::uint64_t at = year.product_begin[product]; at < end;) {
        const PlaceIndex importer = year.importers[at];
        double imports = 0, from_a = 0, from_b = 0;
        for (; at < end && year.importers[at] == importer; ++at) {
            const PlaceIndex exporter = year.exporters[at];
            if (exporter == importer) continue;
            imports += year.values[at];
            if (exporter == powers.a) from_a = year.values[at];
            if (exporter == powers.b) from_b = year.values[at];
        }
        if (imports > 0) add_product(rows[importer], powers, product, threshold, imports, from_a, from_b);
    }
}

void merge(ThirdCountry& into, const ThirdCountry& from) {
    for (auto [sum, part] : {std::pair{&into.a, &from.a}, std::pair{&into.b, &from.b}}) {
        sum->imports += part->imports;
        sum->from_power += part->from_power;
        sum->dependent += part->dependent;
        sum->products += part->products;
        sum->dependent_products += part->dependent_products;
    }
    into.imports += from.imports;
    into.both_low += from.both_low;
    into.both_high += from.both_high;
    for (std::size_t at = 0; at < into.by_treatment.size(); ++at) into.by_treatment[at] += from.by_treatment[at];
}

std::vector<ThirdCountry> empty_rows(std::size_t places, std::size_t treatments) {
    std::vector<ThirdCountry> rows(places);
    for (std::size_t place = 0; place < places; ++place) {
        rows[place].place = static_cast<PlaceIndex>(place);
        rows[place].by_treatment.assign(treatments, 0);
    }
    return rows;
}

/// Products in parts of fixed size, added up in order.
std::vector<ThirdCountry> all_places(const TradeCube& cube, const ThirdCountryQuestion& question, const Powers& powers, std::size_t treatments, int threads) {
    constexpr std::size_t kProducts = 256;
    const TradeYear year = cube.year(question.year);
    const std::size_t products = cube.products().size();
    std::vector<std::vector<ThirdCountry>> parts((products + kProducts - 1) / kProducts);
    parallel_for(threads, parts.size(), [&](std::size_t part) {
        parts[part] = empty_rows(cube.places().size(), treatments);
        for (std::size_t product = part * kProducts; product < std::min(products, (part + 1) * kProducts); ++product)
            add_flows(parts[part], year, powers, product, question.threshold);
    });
    std::vector<ThirdCountry> rows = empty_rows(cube.places().size(), treatments);
    for (const auto& part : parts) {
        for (std::size_t place = 0; place < rows.size(); ++place) merge(rows[place], part[place]);
    }
    return rows;
}

void count_products(ThirdCountries& answer, const Powers& powers) {
    for (std::size_t product = 0; product < powers.by_a.size(); ++product) {
        const bool a = powers.by_a[product].coverage > 0, b = powers.by_b[product].coverage > 0;
        answer.products_a += a;
        answer.products_b += b;
        answer.products_both += a && b;
    }
}

/// Most dependent on both first, then on either.
bool before(const ThirdCountry& x, const ThirdCountry& y) {
    const auto key = [](const ThirdCountry& row) {
        return std::array{row.dependent_on_both(), row.share(row.a.dependent + row.b.dependent), row.share(row.a.from_power + row.b.from_power)};
    };
    return key(x) > key(y);
}

}  // namespace

Result<ThirdCountries> third_countries(const TradeCube& cube, const ThirdCountryQuestion& question, int threads) {
    if (Errors errors = problems_of(cube, question); !errors.empty()) return std::unexpected(std::move(errors));
    ThirdCountries answer;
    answer.question = question;
    answer.treatments = treatments_of(question);
    const Powers powers{static_cast<PlaceIndex>(cube.place(question.a)), static_cast<PlaceIndex>(cube.place(question.b)),
                        controls_of(cube, question.by_a, answer.treatments, answer.codes_not_traded),
                        controls_of(cube, question.by_b, answer.treatments, answer.codes_not_traded)};
    count_products(answer, powers);
    answer.places = all_places(cube, question, powers, answer.treatments.size(), threads);
    std::erase_if(answer.places, [&](const ThirdCountry& row) { return row.place == powers.a || row.place == powers.b || row.imports <= 0; });
    std::ranges::stable_sort(answer.places, before);
    std::ranges::sort(answer.codes_not_traded);
    const auto repeated = std::ranges::unique(answer.codes_not_traded);
    answer.codes_not_traded.erase(repeated.begin(), repeated.end());
    answer.sources = sources_of(cube.provenance());
    return answer;
}

Table third_countries_table(const TradeCube& cube, const ThirdCountries& answer, std::size_t limit) {
    const std::string &a = answer.question.a, &b = answer.question.b;
    const std::string above = "more than " + readable_number(100 * answer.question.threshold) + "% of the place's imports of a product";
    Table table{"third-countries", "Between the controls of " + a + " and " + b + ", " + std::to_string(answer.question.year),
                {{"place", "", "Code of the place"}, {"name", "", "Its name"}, {"imports", "USD thousand", "Imports of all products"},
                 {"under_first", "%", "Imports of products that " + a + " controls, from wherever, of all imports"},
                 {"from_first", "%", "Part of it that " + a + " supplies, of all imports"},
                 {"dependent_first", "%", "Part of that where " + a + " supplies " + above + ", of all imports"},
                 {"under_second", "%", "Imports of products that " + b + " controls, from wherever, of all imports"},
                 {"from_second", "%", "Part of it that " + b + " supplies, of all imports"},
                 {"dependent_second", "%", "Part of that where " + b + " supplies " + above + ", of all imports"},
                 {"both_low", "%", "Imports of products that both control, of all imports: least overlap"}, {"both_high", "%", "The same: most overlap"},
                 {"dependent_both", "%", "The lesser of the two dependent shares: squeezed from both sides"}},
                {}, answer.sources};
    for (const std::string& treatment : answer.treatments) {
        if (!treatment.empty()) table.columns.push_back({treatment, "%", "Supplied by the power that puts it under \"" + treatment + "\", of all imports"});
    }
    for (std::size_t at = 0; at < answer.places.size() && (limit == 0 || at < limit); ++at) {
        const ThirdCountry& row = answer.places[at];
        const auto percent = [&](double part) { return 100 * row.share(part); };
        std::vector<Cell> cells = {cube.places()[row.place].id, cube.places()[row.place].name, row.imports,
                                   percent(row.a.imports),      percent(row.a.from_power),     percent(row.a.dependent),
                                   percent(row.b.imports),      percent(row.b.from_power),     percent(row.b.dependent),
                                   percent(row.both_low),       percent(row.both_high),        100 * row.dependent_on_both()};
        for (std::size_t word = 0; word < answer.treatments.size(); ++word) {
            if (!answer.treatments[word].empty()) cells.emplace_back(percent(row.by_treatment[word]));
        }
        table.add(std::move(cells));
    }
    return table;
}

}  // namespace countervail
