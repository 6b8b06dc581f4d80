// SPDX-License-Identifier: Apache-2.0
#include "app/format_keys.h"

#include "simulation/parameters.h"

namespace countervail {

namespace {

std::vector<FormatKey> scenario_keys() {
    return {
        {"scenario", "id", "text", "", true, "name of the scenario; letters, digits, hyphens"},
        {"scenario", "question", "text", "", true, "what is asked, in a sentence"},
        {"scenario", "world", "text", "", true, "id of a world: worlds/<id>.toml"},
        {"scenario", "known_on", "date", "", true, "nothing published later may enter a parameter or the world"},
        {"scenario", "period.from", "date", "", true, "first day of the run"},
        {"scenario", "period.through", "date", "", true, "last day of the run"},
        {"scenario", "period.step", "text", "", false, "only \"week\""},
        {"scenario", "runs.draws", "whole number", "draws", false, "1 to 1,000,000; 1,000 by default"},
        {"scenario", "runs.seed", "whole number", "", false, "from 0; the same seed gives the same bytes"},
        {"scenario", "controls.use", "list of texts", "", false, "acts in use: ids of rules/, patterns with *, branches with @"},
        {"scenario", "case[].id", "text", "", true, "name of the case"},
        {"scenario", "case[].name", "text", "", false, "for people"},
        {"scenario", "case[].base", "yes/no", "", false, "exactly one case is the base: your baseline"},
        {"scenario", "case[].with", "list of texts", "", false, "acts added to those in use"},
        {"scenario", "case[].without", "list of texts", "", false, "acts of controls.use left out"},
        {"scenario", "case[].no_acts", "yes/no", "", false, "only the acts of `with`, if any"},
        {"scenario", "uncertain.<input>.source", "id of a statement", "", true, "where the range comes from; known by known_on"},
        {"scenario", "uncertain.<input>.range", "list of numbers", "of the input", false, "[low, most likely, high]; without it the statement's own"},
        {"scenario", "focus.act", "text", "", true, "the act that the first sentence speaks of"},
        {"scenario", "focus.sector", "text", "", true, "the sector that it looks at first: a sector of data/materials/uses.toml"},
        {"scenario", "focus.controller", "text", "", true, "place that holds the control"},
        {"scenario", "focus.target", "text", "", true, "place it is aimed at"},
        {"scenario", "watch.exports[].id", "text", "", true, "name of a watched flow"},
        {"scenario", "watch.exports[].title", "text", "", false, "for people"},
        {"scenario", "watch.exports[].items", "list of texts", "", true, "items summed"},
        {"scenario", "watch.exports[].from", "text", "", true, "place of origin"},
        {"scenario", "watch.exports[].to", "list of texts", "", false, "destinations; absent: everywhere"},
        {"scenario", "watch.exports[].observed.<field>", "text", "", false, "quantity, item, place, partner, use of the ledger rows shown beside it"},
        {"scenario", "watch.price[].id", "text", "", true, "name of a watched price"},
        {"scenario", "watch.price[].title", "text", "", false, "for people"},
        {"scenario", "watch.price[].item", "text", "", true, "the item"},
        {"scenario", "watch.price[].inside", "text", "", true, "region of the world's places inside the control"},
        {"scenario", "watch.price[].outside", "text", "", true, "region outside it"},
        {"scenario", "watch.price[].observed.<field>", "text", "", false, "as above, for price ratios"},
        {"scenario", "watch.approvals.<field>", "text", "", false, "as above, for the share of applications granted"},
        {"scenario", "watch.stops.<field>", "text", "", false, "as above, for days from a control to the first stop"},
        {"scenario", "report.top", "whole number", "", false, "how many assumptions a ranking shows; 1 to 100, 10 by default"},
    };
}

std::vector<FormatKey> act_keys() {
    return {
        {"act", "id", "text", "", true, "\"<ISO3>/<name>\", spelled by the path rules/<ISO3>/<name>.toml"},
        {"act", "title", "text", "", true, "in short"},
        {"act", "authority", "text", "", true, "who published it"},
        {"act", "number", "text", "", false, "as published"},
        {"act", "form", "text", "", true, "licence, ban, tariff, general-licence, jurisdiction, guidance, procurement, suspension, repeal"},
        {"act", "announced", "date", "", true, "day on which it became public"},
        {"act", "rests_on", "list of texts", "", false, "acts without which this one says nothing"},
        {"act", "clause[].ref", "text", "", true, "unique in the act, as the text numbers it"},
        {"act", "clause[].summary", "text", "", true, "one line for people"},
        {"act", "clause[].in_force", "date", "", true, "first day"},
        {"act", "clause[].announced", "date", "", false, "when an amendment brought the clause later than the act"},
        {"act", "clause[].through", "date", "", false, "last day, inclusive"},
        {"act", "clause[].end_day_inclusive", "yes/no", "", false, "false reads `through` as the first day out"},
        {"act", "clause[].retroactive", "yes/no", "", false, "allows a first day before the announcement"},
        {"act", "clause[].limb", "text", "", false, "limb that several clauses make; absent: the ref"},
        {"act", "clause[].reading", "text or list", "", false, "speaks only under these answers to open questions, \"Q-4=cset\""},
        {"act", "clause[].items", "list of texts", "", false, "item ids and patterns with *; or codes"},
        {"act", "clause[].codes", "list of texts", "", false, "customs codes by their beginning"},
        {"act", "clause[].codes_except", "list of texts", "", false, "not under these codes"},
        {"act", "clause[].control_codes", "list of texts", "", false, "the authority's list codes, \"CHN:1C905.a\""},
        {"act", "clause[].items_except", "list of texts", "", false, "taken out again"},
        {"act", "clause[].reach.origins", "list of texts", "", false, "made in"},
        {"act", "clause[].reach.origins_except", "list of texts", "", false, "not made in"},
        {"act", "clause[].reach.exporters", "list of texts", "", false, "shipped from"},
        {"act", "clause[].reach.exporters_except", "list of texts", "", false, "not shipped from"},
        {"act", "clause[].reach.destinations", "list of texts", "", false, "shipped to"},
        {"act", "clause[].reach.destinations_except", "list of texts", "", false, "not shipped to"},
        {"act", "clause[].reach.end_user_places", "list of texts", "", false, "where the end user stands"},
        {"act", "clause[].reach.end_user_places_except", "list of texts", "", false, "where it does not stand"},
        {"act", "clause[].reach.headquarters", "list of texts", "", false, "seat of the end user or its ultimate parent"},
        {"act", "clause[].reach.headquarters_except", "list of texts", "", false, "seat not here"},
        {"act", "clause[].reach.transfers", "yes/no", "", false, "also where the goods stay in one country"},
        {"act", "clause[].reach.foreign_made", "yes/no", "", false, "only goods made outside the issuer's territory"},
        {"act", "clause[].reach.content_origin", "text", "", false, "place whose content is counted"},
        {"act", "clause[].reach.content_items", "list of texts", "", false, "which inputs count"},
        {"act", "clause[].reach.content_classes", "list of texts", "", false, "which classifications count"},
        {"act", "clause[].reach.content_classes_except", "list of texts", "", false, "which do not"},
        {"act", "clause[].reach.content_of", "text", "", false, "article, component: share of what"},
        {"act", "clause[].reach.content_inside", "yes/no", "", false, "what sits inside a finished input counts too"},
        {"act", "clause[].reach.content_at_least", "number", "share of value", false, "threshold, \"or more\""},
        {"act", "clause[].reach.content_more_than", "number", "share of value", false, "threshold, itself not caught"},
        {"act", "clause[].reach.technology_origin", "text", "", false, "made abroad with technology from here"},
        {"act", "clause[].end_uses", "list of texts", "", false, "end-use classes; absent: all"},
        {"act", "clause[].end_uses_except", "list of texts", "", false, "end uses that win over everything"},
        {"act", "clause[].end_users", "list of texts", "", false, "lists on which the end user stands"},
        {"act", "clause[].affiliates_at_least", "number", "share", false, "holding from which a listed party's firms count too"},
        {"act", "clause[].affiliates_more_than", "number", "share", false, "the same, itself not enough"},
        {"act", "clause[].affiliates_by", "text", "", false, "largest-direct, direct, cascade, look-through: which holdings count"},
        {"act", "clause[].requirement", "text", "", false, "licence, prohibited, exempt-report, free, subject, duty"},
        {"act", "clause[].generally", "yes/no", "", false, "free, but the text says \"generally\" or describes practice"},
        {"act", "clause[].report", "text", "", false, "of exempt-report: what, to whom, by when"},
        {"act", "clause[].duty", "text", "", false, "of a duty: what must be done"},
        {"act", "clause[].duty_met_by", "text", "", false, "statement that it was done"},
        {"act", "clause[].quota", "text", "", false, "what may leave in the clause's days"},
        {"act", "clause[].policy", "text", "", false, "presumption-of-approval, ordinary-review, case-by-case, presumption-of-denial"},
        {"act", "clause[].tariff", "number", "share of value", false, "additional duty of a form \"tariff\""},
        {"act", "clause[].statutory_working_days", "whole number", "working days", false, "1 to 1000"},
        {"act", "clause[].beside", "list of texts", "", false, "fires only where one of these clauses fires"},
        {"act", "clause[].listed_by", "list of texts", "", false, "fires for items that one of these clauses lists that day"},
        {"act", "clause[].exempts", "list of texts", "", false, "clauses that this one lifts: refs, or patterns over act#clause"},
        {"act", "clause[].relieves", "list of texts", "", false, "acts whose licences a general licence stands for"},
        {"act", "clause[].condition[].fact", "text", "", true, "fact of rules/vocabulary that must hold"},
        {"act", "clause[].condition[].unit", "text", "", false, "its unit"},
        {"act", "clause[].condition[].is", "yes/no", "", false, "of a statement"},
        {"act", "clause[].condition[].among", "list of texts", "", false, "of words or places: one is enough"},
        {"act", "clause[].condition[].at_least", "number", "of the condition", false, "bound"},
        {"act", "clause[].condition[].more_than", "number", "of the condition", false, "bound"},
        {"act", "clause[].condition[].at_most", "number", "of the condition", false, "bound"},
        {"act", "clause[].condition[].less_than", "number", "of the condition", false, "bound"},
        {"act", "clause[].original", "text", "", false, "short quotation of the original wording"},
        {"act", "clause[].label", "text", "", false, "how well it is known"},
        {"act", "clause[].note", "text", "", false, "what is open"},
        {"act", "clause[].sources", "list of texts", "", false, "keys of the act's sources"},
        {"act", "suspends[].acts", "list of texts", "", true, "acts that do not bite meanwhile"},
        {"act", "suspends[].clauses", "list of texts", "", false, "refs; absent: all"},
        {"act", "suspends[].items", "list of texts", "", false, "only for these items"},
        {"act", "suspends[].from", "date", "", true, "first day"},
        {"act", "suspends[].through", "date", "", false, "last day, inclusive"},
        {"act", "suspends[].end_day_inclusive", "yes/no", "", false, "as above"},
        {"act", "suspends[].end_day_disputed", "yes/no", "", false, "the question end-day decides about the last day"},
        {"act", "suspends[].retroactive", "yes/no", "", false, "as above"},
        {"act", "branch[].id", "text", "", true, "one reading of what follows the last day"},
        {"act", "branch[].through", "date", "", true, "last day in this reading"},
        {"act", "branch[].announced", "date", "", false, "where somebody announced it"},
        {"act", "branch[].end_day_inclusive", "yes/no", "", false, "as above"},
        {"act", "branch[].note", "text", "", true, "why one may read it so"},
        {"act", "source[].key", "text", "", true, "name within the act"},
        {"act", "source[].by", "text", "", true, "publisher"},
        {"act", "source[].address", "text", "", true, "where the text is"},
        {"act", "source[].kind", "text", "", false, "original, translation, report …"},
        {"act", "source[].note", "text", "", false, "what to know of it"},
    };
}

std::vector<FormatKey> world_keys() {
    return {
        {"world", "name", "text", "", true, "for people"},
        {"world", "year", "text", "", true, "period that the baseline stands for"},
        {"world", "groups.<group>", "list of texts", "", false, "names for several places"},
        {"world", "spread.<spread>.<place>", "id of a statement", "", false, "share of a total that falls to a place"},
        {"world", "place[].id", "text", "", true, "ISO 3166-1 alpha-3, REU or ROW"},
        {"world", "place[].name", "text", "", true, "for people"},
        {"world", "place[].region", "text", "", true, "price zone and part of the map"},
        {"world", "place[].latitude", "number", "degrees", true, "of its mark on the map"},
        {"world", "place[].longitude", "number", "degrees", true, "of its mark on the map"},
        {"world", "place[].corridor", "text", "", true, "which transit times hold for it"},
        {"world", "corridor[].from", "text", "", true, "one end"},
        {"world", "corridor[].to", "text", "", true, "the other end"},
        {"world", "corridor[].weeks", "id of a statement", "time", true, "transit time, both ways"},
        {"world", "settings.<setting>", "id of a statement", "", true, "parameters of the reconciliation and of prices"},
        {"world", "settings.utilisation.<kind>", "id of a statement", "share", true, "activity over capacity, by kind of process"},
        {"world", "stage[].stage", "text", "", true, "concentrate, oxide, metal, magnet, product, scrap, chip"},
        {"world", "stage[].stock_weeks", "id of a statement", "time", true, "cover held by traders and makers"},
        {"world", "stage[].freight", "id of a statement", "money/mass", false, "per lane"},
        {"world", "stage[].insurance", "id of a statement", "share", true, "of the price, per lane"},
        {"world", "site[].processes", "list of texts", "", true, "processes or patterns with *"},
        {"world", "site[].places", "list of texts", "", false, "places, groups, \"!ISO3\" takes one out"},
        {"world", "site[].activity.<place>", "id of a statement", "", false, "claimed activity"},
        {"world", "site[].spread", "text", "", false, "shares out the total"},
        {"world", "site[].utilisation", "id of a statement", "share", false, "in place of the kind's"},
        {"world", "use[].end_uses", "list of texts", "", true, "end uses or patterns"},
        {"world", "use[].places", "list of texts", "", false, "places without a claim"},
        {"world", "use[].output.<place>", "id of a statement", "", false, "claimed output"},
        {"world", "use[].total", "id of a statement", "", false, "world output"},
        {"world", "use[].spread", "text", "", false, "shares out the total"},
        {"world", "use[].value_added", "id of a statement", "", false, "per unit of output"},
        {"world", "use[].stock_weeks", "id of a statement", "time", true, "cover that users hold"},
        {"world", "use[].not_critical", "list of texts", "", false, "items that only slow it"},
        {"world", "lanes[].items", "list of texts", "", true, "items or patterns"},
        {"world", "lanes[].from", "list of texts", "", true, "origins"},
        {"world", "lanes[].to", "list of texts", "", true, "destinations"},
        {"world", "lanes[].idle", "yes/no", "", false, "exists, but carries nothing at baseline"},
        {"world", "claim[].statement", "id of a statement", "", true, "what is claimed"},
        {"world", "claim[].measure", "text", "", true, "made, taken, used, output, shipped, activity"},
        {"world", "claim[].items", "list of texts", "", false, "summed over"},
        {"world", "claim[].processes", "list of texts", "", false, "summed over"},
        {"world", "claim[].uses", "list of texts", "", false, "summed over"},
        {"world", "claim[].places", "list of texts", "", false, "summed over"},
        {"world", "claim[].to", "list of texts", "", false, "destinations"},
        {"world", "claim[].of.<field>", "text or list", "", false, "the whole that a share is of"},
        {"world", "claim[].less.<field>", "text or list", "", false, "what is taken off"},
        {"world", "claim[].via", "id of a statement", "share", false, "t of the item in 1 t as the statement counts it"},
        {"world", "claim[].width", "id of a statement", "ratio", false, "widens the statement's range"},
        {"world", "claim[].at_most", "yes/no", "", false, "a capacity: only what goes beyond it is a miss"},
        {"world", "claim[].when_known", "yes/no", "", false, "left out, not refused, when published after known_on"},
        {"world", "claim[].meaning", "text", "", true, "what is compared, in words"},
        {"world", "price[].items", "list of texts", "", true, "items with this price"},
        {"world", "price[].place", "text", "", true, "where"},
        {"world", "price[].price", "id of a statement", "money/mass", true, "baseline price"},
        {"world", "project[].id", "text", "", true, "name"},
        {"world", "project[].process", "text", "", true, "what it enlarges"},
        {"world", "project[].place", "text", "", true, "where"},
        {"world", "project[].planned_on", "date", "", true, "announced start"},
        {"world", "project[].statement", "id of a statement", "mass/time", true, "announced capacity"},
        {"world", "project[].times", "id of a statement", "share", false, "part of it that counts"},
        {"world", "project[].ramp", "id of a statement", "time", true, "from start to full rate"},
    };
}

std::vector<FormatKey> materials_keys() {
    return {
        {"materials", "element[].id", "text", "", true, "elements.toml: full lower-case name"},
        {"materials", "element[].symbol", "text", "", true, "of the periodic table"},
        {"materials", "element[].atomic_number", "whole number", "", true, "of the periodic table"},
        {"materials", "element[].heavy", "yes/no", "", false, "heavy rare earth by the USGS convention"},
        {"materials", "element[].traded", "yes/no", "", false, "whether it is traded at all"},
        {"materials", "element[].uses", "text", "", true, "one line"},
        {"materials", "element[].oxide", "text", "", false, "formula of the traded oxide"},
        {"materials", "element[].content", "id of a statement", "share", false, "t of element in 1 t of oxide"},
        {"materials", "element[].smelting_yield", "id of a statement", "share", false, "metal recovered from oxide"},
        {"materials", "element[].oxide_codes", "list of texts", "", false, "customs codes of the oxide: \"code nomenclature share\""},
        {"materials", "element[].metal_codes", "list of texts", "", false, "customs codes of the metal"},
        {"materials", "deposit[].id", "text", "", true, "deposits.toml: name"},
        {"materials", "deposit[].name", "text", "", true, "for people"},
        {"materials", "deposit[].basket.<element>", "id of a statement", "share", true, "share of the oxides; scaled to 1"},
        {"materials", "deposit[].recovery", "id of a statement", "share", true, "of separation"},
        {"materials", "deposit[].codes", "list of texts", "", false, "customs codes of the concentrate"},
        {"materials", "deposit[].mixed", "list of texts", "", false, "elements that leave together as a mixed concentrate"},
        {"materials", "deposit[].mixed_codes", "list of texts", "", false, "its customs codes"},
        {"materials", "item[].id", "text", "", true, "items.toml: name"},
        {"materials", "item[].name", "text", "", true, "for people"},
        {"materials", "item[].stage", "text", "", true, "concentrate, oxide, metal, magnet, product, scrap, chip"},
        {"materials", "item[].unit", "text", "", true, "with basis: t magnet"},
        {"materials", "item[].codes", "list of texts", "", false, "customs codes"},
        {"materials", "item[].elements.<element>", "id of a statement", "share", false, "t of element in 1 t"},
        {"materials", "item[].oxides.<element>", "id of a statement", "share", false, "t of oxide in 1 t"},
        {"materials", "item[].like", "text", "", false, "same content as another item"},
        {"materials", "item[].dilution", "id of a statement", "share", false, "of that content"},
        {"materials", "mine[].id", "text", "", true, "processes.toml: name"},
        {"materials", "mine[].name", "text", "", true, "for people"},
        {"materials", "mine[].output", "text", "", true, "concentrate"},
        {"materials", "make[].id", "text", "", true, "name"},
        {"materials", "make[].name", "text", "", true, "for people"},
        {"materials", "make[].output", "text", "", true, "item made"},
        {"materials", "make[].from", "text", "", true, "oxide or metal"},
        {"materials", "make[].loss", "id of a statement", "share", false, "lost in making"},
        {"materials", "make[].scrap", "text", "", false, "item that leaves as scrap"},
        {"materials", "make[].scrap_per_output", "id of a statement", "ratio", false, "t of it per t made"},
        {"materials", "recycle[].id", "text", "", true, "name"},
        {"materials", "recycle[].name", "text", "", true, "for people"},
        {"materials", "recycle[].input", "text", "", true, "scrap"},
        {"materials", "recycle[].recovery", "id of a statement", "share", true, "of the elements in it"},
        {"materials", "chip[].id", "text", "", true, "name"},
        {"materials", "chip[].name", "text", "", true, "for people"},
        {"materials", "chip[].output", "text", "", true, "item made"},
        {"materials", "chip[].inputs.<item>", "id of a statement", "", false, "per unit of output"},
        {"materials", "use[].id", "text", "", true, "uses.toml: name"},
        {"materials", "use[].name", "text", "", true, "for people"},
        {"materials", "use[].sector", "text", "", true, "vehicles, defence, energy, …"},
        {"materials", "use[].licence_class", "text", "", false, "civil, military, semiconductor"},
        {"materials", "use[].output_unit", "text", "", true, "what is made"},
        {"materials", "use[].inputs.<item>", "id of a statement", "", false, "per unit of output"},
        {"materials", "use[].items", "list of texts", "", false, "items used one for one"},
    };
}

std::vector<FormatKey> csv_keys() {
    return {
        {"ledger", "id", "text", "", true, "unique over all files"},
        {"ledger", "quantity", "word", "", true, "what is measured"},
        {"ledger", "item", "word", "", false, "of what"},
        {"ledger", "place", "word", "", false, "where, or from where"},
        {"ledger", "partner", "word", "", false, "to where"},
        {"ledger", "use", "word", "", false, "for which use"},
        {"ledger", "period", "period", "", false, "2024, 2024-Q2, 2024-05, 2025-05-06, 2024-01..2024-07"},
        {"ledger", "value", "number", "of the row", true, "plain: '.' as decimal mark, no thousands marks"},
        {"ledger", "low", "number", "of the row", false, "5 % point"},
        {"ledger", "high", "number", "of the row", false, "95 % point"},
        {"ledger", "unit", "unit", "", true, "with its basis: t REO/year"},
        {"ledger", "source", "id of a source", "", true, "where it was published"},
        {"ledger", "published_on", "date", "", false, "where it differs from the source's day"},
        {"ledger", "label", "word", "", true, "found-q, found, derived, found-weak, recalled, disputed"},
        {"ledger", "vintage", "text", "", false, "edition of a revised series"},
        {"ledger", "cites", "ids of statements", "", false, "separated by spaces"},
        {"ledger", "locator", "text", "", false, "quotation, cell or arithmetic"},
        {"ledger", "note", "text", "", false, "what a reader must know"},
        {"sources", "id", "text", "", true, "unique over all files"},
        {"sources", "publisher", "text", "", true, "who"},
        {"sources", "title", "text", "", true, "what"},
        {"sources", "address", "text", "", false, "where to read it"},
        {"sources", "published_on", "date", "", true, "day on which it became public"},
        {"assumptions", "id", "text", "", true, "begins with assume:"},
        {"assumptions", "unit", "unit", "", true, "of the three figures"},
        {"assumptions", "low", "number", "of the row", true, "lowest"},
        {"assumptions", "value", "number", "of the row", true, "most likely"},
        {"assumptions", "high", "number", "of the row", true, "highest"},
        {"assumptions", "cites", "ids of statements", "", false, "what it leans on"},
        {"assumptions", "note", "text", "", true, "why this range"},
        {"vocabulary", "kind", "word", "", true, "quantity, place, item, use"},
        {"vocabulary", "word", "text", "", true, "as rows write it"},
        {"vocabulary", "meaning", "text", "", true, "what it stands for"},
    };
}

std::vector<FormatKey> input_keys() {
    std::vector<FormatKey> keys;
    for (const ParameterRecord& input : parameter_records()) keys.push_back({"inputs", input.key, "range", input.unit, false, input.meaning});
    return keys;
}

}  // namespace

const std::vector<FormatKey>& format_keys() {
    static const std::vector<FormatKey> all = [] {
        std::vector<FormatKey> keys;
        for (const auto& part : {scenario_keys(), input_keys(), act_keys(), world_keys(), materials_keys(), csv_keys()}) {
            keys.insert(keys.end(), part.begin(), part.end());
        }
        return keys;
    }();
    return all;
}

const std::vector<std::string_view>& formats() {
    static const std::vector<std::string_view> all{"scenario", "inputs", "act", "world", "materials", "ledger", "sources", "assumptions", "vocabulary"};
    return all;
}

Table schema_table(std::string_view format) {
    Table table{"schema-" + std::string(format), "",
                {{"key", "", "Path of the key, or column"}, {"type", "", "What its value is"}, {"unit", "", "Of its value"},
                 {"required", "", "Whether it must be there"}, {"meaning", "", "What it says"}}, {}, {}};
    for (const FormatKey& each : format_keys()) {
        if (each.format != format) continue;
        table.add({std::string(each.key), std::string(each.type), each.unit.empty() ? Cell() : Cell(std::string(each.unit)),
                   std::string(each.required ? "yes" : ""), std::string(each.meaning)});
    }
    return table;
}

}  // namespace countervail
