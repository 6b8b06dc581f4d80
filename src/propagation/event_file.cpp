// SPDX-License-Identifier: Apache-2.0
#include "propagation/event_file.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/text.h"

namespace countervail {

namespace {

constexpr int kMostSteps = 36500;          // a hundred years of days
constexpr int kMostDays = 100000;
constexpr double kMostMoney = 1e12;        // USD million: far above the world's capital
const std::vector<std::string> kKinds{"capacity", "capital", "rebuild", "demand"};
const std::vector<std::string> kRationings{"proportional", "priority", "optimal", "worst"};

int index_in(const std::vector<std::string>& names, const std::string& name) {
    const auto at = std::find(names.begin(), names.end(), name);
    return at == names.end() ? -1 : static_cast<int>(at - names.begin());
}

/// The index of a word, or 0 with a problem that names the nearest.
int word(Section& section, std::string_view key, const std::string& value, const std::vector<std::string>& known) {
    const int at = index_in(known, value);
    if (at >= 0) return at;
    const std::string near = did_you_mean(value, known);
    section.problem(key, "\"" + value + "\" is none of " + join(known, ", "), near.empty() ? "write one of them" : near);
    return 0;
}

double within(Section& section, std::string_view key, double fallback, double low, double high, const std::string& hint) {
    const double value = section.number(key, fallback);
    if (!(value >= low && value <= high)) {
        section.problem(key, exact_number(value) + " is out of range", hint);
        return fallback;
    }
    return value;
}

int whole(Section& section, std::string_view key, int fallback, int low, int high) {
    const long long value = section.integer(key, fallback);
    if (value < low || value > high) {
        section.problem(key, std::to_string(value) + " is out of range", "a whole number from " + std::to_string(low) + " to " + std::to_string(high));
        return fallback;
    }
    return static_cast<int>(value);
}

/// [parameters.<key>]: a number above 0 per industry; "never" where allowed.
WrittenByIndustry by_industry(Section& parameters, std::string_view key, bool never) {
    WrittenByIndustry written{.where = parameters.place(key)};
    if (!parameters.has(key)) return written;
    Section table = parameters.table(key);
    for (const std::string& industry : table.keys()) {
        double value = 1;
        if (never && table.is_text(industry)) {
            if (table.text(industry) != "never") table.problem(industry, "neither a number nor \"never\"", "days of stock, or \"never\" for what never runs out");
            value = std::numeric_limits<double>::infinity();
        } else {
            value = within(table, industry, 1, 1e-6, kMostDays, never ? "a number above 0, or \"never\"" : "a number above 0");
        }
        written.values.emplace_back(industry, value);
    }
    table.finish();
    return written;
}

class ShockReader {
  public:
    ShockFile read(Section& root, std::string name) {
        file_.file = std::move(name);
        file_.table = root.text("table", "default");
        file_.where_table = root.has("table") ? root.place("table") : root.place();
        file_.model = root.text("model", "ario");
        (void)word(root, "model", file_.model, propagation_names());
        if (!root.has("steps")) root.problem("steps", "\"steps\" is missing", "steps = 365");
        file_.steps = whole(root, "steps", 1, 1, kMostSteps);
        if (root.has("parameters")) parameters(root.table("parameters"));
        if (!root.has("event")) root.problem("event", "there is no event", "add [[event]] with kind, places and share or money");
        for (Section& one : root.tables("event")) event(one);
        root.finish();
        return std::move(file_);
    }

  private:
    void parameters(Section section) {
        PropagationOptions& options = file_.options;
        const auto above_nothing = [&](std::string_view key, double& value, double high = kMostDays) { value = within(section, key, value, 1e-6, high, "a number above 0"); };
        above_nothing("days_per_step", options.days_per_step, 366);
        above_nothing("inventory_days", options.inventory_days);
        above_nothing("restock_days", options.restock_days);
        above_nothing("overproduction_days", options.overproduction_days);
        above_nothing("capital_to_value_added", options.capital_to_value_added, 1000);
        options.psi = within(section, "psi", options.psi, 0, 1, "a share: 0 to 1");
        options.overproduction_max = within(section, "overproduction_max", options.overproduction_max, 1, 1000, "1 (none) or more, e.g. 1.25");
        options.overproduction_base = within(section, "overproduction_base", options.overproduction_base, 1, 1000, "1 or more");
        const std::vector<std::string> rules{"follow-output", "fixed"};
        options.orders_follow_output = word(section, "orders", section.text("orders", rules[0]), rules) == 0;
        options.rationing = static_cast<Rationing>(word(section, "rationing", section.text("rationing", kRationings[0]), kRationings));
        options.pool_places = section.flag("pool_places", options.pool_places);
        file_.inventory_days = by_industry(section, "inventory_days_of", true);
        file_.restock_days = by_industry(section, "restock_days_of", false);
        file_.capital_to_value_added = by_industry(section, "capital_to_value_added_of", false);
        section.finish();
    }

    void event(Section& section) {
        WrittenEvent written{.where = section.place()};
        ShockEvent& event = written.event;
        event.name = section.text("name", "");
        if (!section.has("kind")) section.problem("kind", "\"kind\" is missing", "kind = \"capacity\", \"capital\", \"rebuild\" or \"demand\"");
        event.kind = static_cast<ShockEvent::Kind>(word(section, "kind", section.text("kind", kKinds[0]), kKinds));
        written.places = section.text_or_texts("places");
        written.where_places = section.place("places");
        if (written.places.empty()) section.problem("places", "no place is named", "places = [\"…\"], as the table calls them, or \"*\" for all");
        written.industries = section.text_or_texts("industries");
        written.where_industries = section.has("industries") ? section.place("industries") : section.place();
        event.from = whole(section, "from", 1, 0, kMostDays);
        event.duration = whole(section, "duration", 1, 1, kMostDays);
        const bool money = event.kind == ShockEvent::Kind::capital || event.kind == ShockEvent::Kind::rebuild;
        money ? how_much_money(section, written) : how_much_share(section, written);
        event.kind == ShockEvent::Kind::rebuild ? rebuilding(section, written) : recovery(section, event);
        section.finish();
        if (file_.model != "ario" && money) section.problem("kind", "capital is destroyed in the model \"ario\" only", "model = \"ario\", or kind = \"capacity\"");
        file_.events.push_back(std::move(written));
    }

    void how_much_share(Section& section, WrittenEvent& written) {
        if (!section.has("share")) section.problem("share", "\"share\" is missing", "share = 0.5: half of it is lost");
        written.share = within(section, "share", 0, 0, 1, "the share that is lost: 0 to 1");
        if (section.has("money")) section.problem("money", "this kind of event has a share, not an amount of money", "kind = \"capital\" for what is destroyed, or share = 0.5");
        section.allow("money");
    }

    void how_much_money(Section& section, WrittenEvent& written) {
        written.where_money = section.has("money") ? section.place("money") : section.place();
        if (!section.has("money") && !section.has("households")) section.problem("money", "\"money\" is missing", "money = 1000: USD million of capital destroyed, over all places and industries named");
        written.money = within(section, "money", 0, 0, kMostMoney, "USD million, 0 or more");
        if (section.has("share")) section.problem("share", "this kind of event has an amount of money, not a share", "money = 1000 (USD million), or kind = \"capacity\"");
        section.allow("share");
        const std::vector<std::string> spreads{"equal", "value-added"};
        written.by_value_added = word(section, "spread", section.text("spread", spreads[0]), spreads) == 1;
    }

    void recovery(Section& section, ShockEvent& event) {
        event.recovery = static_cast<RecoveryShape>(word(section, "recovery", section.text("recovery", recovery_names()[0]), recovery_names()));
        event.recovery_days = within(section, "recovery_days", 1, 1, kMostDays, "days, 1 or more");
        constexpr double kHalf = 2;
        if (event.recovery == RecoveryShape::concave && !(event.recovery_days > kHalf))
            section.problem("recovery_days", "a concave recovery takes more than two days", "recovery_days = 30, or recovery = \"linear\"");
    }

    void rebuilding(Section& section, WrittenEvent& written) {
        written.event.rebuild_days = within(section, "rebuild_days", file_.options.rebuild_days, 1, kMostDays, "days, 1 or more");
        written.event.rebuild_factor = within(section, "rebuild_factor", 1, 1e-6, 1e6, "orders per USD destroyed, e.g. 1");
        written.households = within(section, "households", 0, 0, kMostMoney, "USD million, 0 or more");
        written.household_use = section.text("household_use", "");
        written.where_use = section.has("household_use") ? section.place("household_use") : section.place();
        written.where_rebuilders = section.has("rebuild") ? section.place("rebuild") : section.place();
        if (!section.has("rebuild")) section.problem("rebuild", "nobody rebuilds", "rebuild = { construction = 0.8, machinery = 0.2 }: industries of the table and their shares");
        Section table = section.table("rebuild");
        double sum = 0;
        for (const std::string& industry : table.keys()) {
            written.rebuilders.emplace_back(industry, within(table, industry, 0, 0, 1, "a share: 0 to 1"));
            sum += written.rebuilders.back().second;
        }
        table.finish();
        constexpr double kRounding = 1e-6;
        if (section.has("rebuild") && !(std::abs(sum - 1) < kRounding)) section.problem("rebuild", "the shares sum to " + exact_number(sum), "shares that sum to 1");
    }

    ShockFile file_;
};

/// Words looked up in the table; problems collect.
class ShockResolver {
  public:
    ShockResolver(const ShockFile& file, const IoTable& table) : file_(file), table_(table) {}

    Result<ResolvedShock> resolve() {
        ResolvedShock resolved{.options = file_.options};
        resolved.options.inventory_days_of = by_industry(file_.inventory_days, file_.options.inventory_days);
        resolved.options.restock_days_of = by_industry(file_.restock_days, file_.options.restock_days);
        resolved.options.capital_to_value_added_of = by_industry(file_.capital_to_value_added, file_.options.capital_to_value_added);
        for (const WrittenEvent& written : file_.events) resolved.events.push_back(event(written));
        if (!errors_.empty()) return std::unexpected(std::move(errors_));
        auto shock = shock_of(resolved.events, table_, resolved.options, file_.steps);
        if (!shock) {
            for (Error& error : shock.error()) error.where = file_.events.empty() ? Place{file_.file} : file_.events.front().where;
            return std::unexpected(std::move(shock.error()));
        }
        resolved.shock = std::move(*shock);
        return resolved;
    }

  private:
    void unknown(const Place& where, const std::string& kind, const std::string& name, const std::vector<std::string>& known) {
        constexpr std::size_t kShown = 12;
        const std::string near = did_you_mean(name, known);
        const std::vector<std::string> some(known.begin(), known.begin() + static_cast<std::ptrdiff_t>(std::min(known.size(), kShown)));
        errors_.push_back({where, "\"" + name + "\" is no " + kind + " of the table " + table_.id,
                           near.empty() ? "it has " + join(some, ", ") + (known.size() > kShown ? ", …" : "") : near});
    }

    /// Indices of the words, patterns with * allowed, each once.
    std::vector<int> all_of(const std::vector<std::string>& words, const Place& where, const std::string& kind, const std::vector<std::string>& known) {
        std::vector<int> found;
        for (const std::string& one : words) {
            bool any = false;
            for (std::size_t i = 0; i < known.size(); ++i) {
                if (!matches_pattern(one, known[i])) continue;
                any = true;
                if (std::find(found.begin(), found.end(), static_cast<int>(i)) == found.end()) found.push_back(static_cast<int>(i));
            }
            if (!any) unknown(where, kind, one, known);
        }
        return found;
    }

    std::vector<double> by_industry(const WrittenByIndustry& written, double otherwise) {
        if (written.values.empty()) return {};
        std::vector<double> values(table_.industries.size(), otherwise);
        for (const auto& [industry, value] : written.values) {
            const int at = table_.industry(industry);
            if (at < 0) unknown(written.where, "industry", industry, table_.industries);
            else values[static_cast<std::size_t>(at)] = value;
        }
        return values;
    }

    ShockEvent event(const WrittenEvent& written) {
        ShockEvent event = written.event;
        const std::vector<int> places = all_of(written.places, written.where_places, "place", table_.places);
        const std::vector<int> industries = all_of(written.industries.empty() ? std::vector<std::string>{"*"} : written.industries, written.where_industries, "industry", table_.industries);
        const bool money = event.kind == ShockEvent::Kind::capital || event.kind == ShockEvent::Kind::rebuild;
        std::vector<int> cells;
        for (const int place : places)
            for (const int industry : industries) cells.push_back(table_.cell(place, industry));
        double value_added = 0;
        for (const int cell : cells) value_added += std::max(0.0, table_.value_added[cell]);
        if (money && written.by_value_added && !cells.empty() && !(value_added > 0))
            errors_.push_back({written.where_money, "nothing named here has value added to spread the money by", "spread = \"equal\", or name other industries"});
        for (const int cell : cells) {
            const double part = written.by_value_added ? std::max(0.0, table_.value_added[cell]) / std::max(value_added, 1e-300) : 1 / static_cast<double>(cells.size());
            const double loss = money ? written.money * part : written.share;
            if (loss > 0) event.losses.emplace_back(cell, loss);
        }
        if (event.kind == ShockEvent::Kind::rebuild) rebuilding(written, places, event);
        return event;
    }

    void rebuilding(const WrittenEvent& written, const std::vector<int>& places, ShockEvent& event) {
        event.rebuild_shares.assign(table_.industries.size(), 0.0);
        for (const auto& [industry, share] : written.rebuilders) {
            const int at = table_.industry(industry);
            if (at < 0) unknown(written.where_rebuilders, "industry", industry, table_.industries);
            else event.rebuild_shares[static_cast<std::size_t>(at)] += share;
        }
        if (!(written.households > 0)) return;
        const int use = written.household_use.empty() ? 0 : index_in(table_.final_uses, written.household_use);
        if (use < 0) {
            unknown(written.where_use, "final use", written.household_use, table_.final_uses);
            return;
        }
        for (const int place : places)
            event.households.emplace_back(place * static_cast<int>(table_.final_uses.size()) + use, written.households / static_cast<double>(places.size()));
    }

    const ShockFile& file_;
    const IoTable& table_;
    Errors errors_;
};

}  // namespace

Result<ShockFile> read_shock_file(std::string text, std::string name) {
    auto toml = TomlFile::parse(std::move(text), name);
    if (!toml) return std::unexpected(std::move(toml.error()));
    Section root = toml->root();
    ShockFile file = ShockReader().read(root, std::move(name));
    if (!toml->ok()) return std::unexpected(toml->take_errors());
    return file;
}

Result<ResolvedShock> resolve_shock(const ShockFile& file, const IoTable& table) { return ShockResolver(file, table).resolve(); }

}  // namespace countervail
