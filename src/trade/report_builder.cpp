// SPDX-License-Identifier: Apache-2.0
#include "trade/report_builder.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>

#include "base/hash.h"
#include "base/parallel.h"
#include "base/text.h"

namespace countervail {
namespace {

auto key_of(const ReportDraft& row) {
    return std::tie(row.year, row.month, row.reported_by, row.re_export, row.exporter->id, row.importer->id, row.product, row.part);
}
auto key_without_part(const ReportDraft& row) {
    return std::tie(row.year, row.month, row.reported_by, row.re_export, row.exporter->id, row.importer->id, row.product);
}
auto key_without_month(const ReportDraft& row) {
    return std::tie(row.year, row.reported_by, row.re_export, row.exporter->id, row.importer->id, row.product);
}
/// Whose months they are.
std::tuple<int, ReportedBy, std::string> office_of(const ReportDraft& row, bool one_office) {
    if (one_office) return {row.year, ReportedBy::importer, {}};
    return {row.year, row.reported_by, row.reported_by == ReportedBy::importer ? row.importer->id : row.exporter->id};
}

template <class Key>
std::vector<std::size_t> order_by(const std::vector<ReportDraft>& rows, Key key) {
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return key(rows[a]) < key(rows[b]); });
    return order;
}

void keep_only(std::vector<ReportDraft>& rows, const std::vector<bool>& dropped) {
    std::size_t kept = 0;
    for (std::size_t at = 0; at < rows.size(); ++at) {
        if (dropped[at]) continue;
        if (kept != at) rows[kept] = std::move(rows[at]);
        ++kept;
    }
    rows.resize(kept);
}

void add_to(ReportDraft& sum, const ReportDraft& part) {
    sum.value += part.value;
    sum.weight = sum.weight && part.weight ? std::optional(*sum.weight + *part.weight) : std::nullopt;
}

}  // namespace

std::string file_on_record(const TradeFile& file) { return file.name + " " + sha256(file.bytes); }

Error ReportBuilder::example(const ReportDraft& row, std::string what, std::string hint) const {
    return {{file_, row.line}, row.exporter->id + " to " + row.importer->id + ", product " + row.product + ": " + std::move(what), std::move(hint)};
}

void ReportBuilder::read(const TradeRows& rows, int threads, ImportNotes& notes, const std::function<void(const TradeRow&, DraftPiece&)>& row) {
    std::vector<DraftPiece> pieces(rows.pieces());
    parallel_for(threads, pieces.size(), [&](std::size_t at) {
        rows.each(at, pieces[at].notes, [&](const TradeRow& cells) {
            ++pieces[at].all;
            row(cells, pieces[at]);
        });
    });
    for (DraftPiece& piece : pieces) {
        rows_.insert(rows_.end(), std::make_move_iterator(piece.rows.begin()), std::make_move_iterator(piece.rows.end()));
        names_.merge(piece.names);
        notes.merge(std::move(piece.notes));
        all_ += piece.all;
    }
}

void ReportBuilder::keep_one_level(TradeProvenance& provenance, int digits, ImportNotes& notes) {
    std::set<std::size_t> levels;
    for (const ReportDraft& row : rows_) levels.insert(row.product.size());
    if (levels.empty()) return;
    const std::size_t wanted = digits == 0 ? *levels.rbegin() : static_cast<std::size_t>(digits);
    const std::size_t level = levels.contains(wanted) ? wanted : *levels.rbegin();
    std::vector<bool> dropped(rows_.size(), false);
    for (std::size_t at = 0; at < rows_.size(); ++at) {
        if (rows_[at].product.size() == level) continue;
        dropped[at] = true;
        const std::string kept = std::to_string(level) + " digits are kept";
        notes.add("code of another level", "row passed over", example(rows_[at], "the file mixes levels of codes, and those of " + kept, "nothing, where they add up to one another"), rows_[at].value);
    }
    keep_only(rows_, dropped);
    if (level > wanted) {
        for (ReportDraft& row : rows_) row.product.resize(wanted);
        provenance.choices.push_back("codes of " + std::to_string(level) + " digits added up to " + std::to_string(wanted));
        std::map<std::string, std::string> none;
        names_.swap(none);
    }
    provenance.digits = static_cast<int>(std::min(level, wanted));
}

void ReportBuilder::drop_repeated(ImportNotes& notes) {
    const auto order = order_by(rows_, [](const ReportDraft& row) { return key_of(row); });
    std::vector<bool> dropped(rows_.size(), false);
    for (std::size_t at = 1, first = 0; at < order.size(); ++at) {
        const ReportDraft &row = rows_[order[at]], &before = rows_[order[first]];
        if (key_of(row) != key_of(before)) {
            first = at;
            continue;
        }
        dropped[order[at]] = true;
        const std::string line = std::to_string(before.line);
        if (row.value == before.value && row.weight == before.weight) notes.add("row that came before", "left out", example(row, "the same as line " + line, "nothing"), row.value);
        else notes.add("two values for one flow", "the first is kept", example(row, "line " + line + " has another value", "keep one of them, or add them up before"), row.value);
    }
    keep_only(rows_, dropped);
}

void ReportBuilder::add_equal_keys() {
    std::vector<bool> dropped(rows_.size(), false);
    // Parts in the order of their words, so that sums do not depend on the order of rows.
    const auto order = order_by(rows_, [](const ReportDraft& row) { return std::tuple_cat(key_without_part(row), std::tie(row.part, row.value)); });
    for (std::size_t at = 1, first = 0; at < order.size(); ++at) {
        if (key_without_part(rows_[order[at]]) != key_without_part(rows_[order[first]])) {
            first = at;
            continue;
        }
        add_to(rows_[order[first]], rows_[order[at]]);
        dropped[order[at]] = true;
    }
    keep_only(rows_, dropped);
}

void ReportBuilder::add_months(TradeProvenance& provenance, bool one_office, ImportNotes& notes) {
    std::map<std::tuple<int, ReportedBy, std::string>, std::set<int>> months;   // month 0: a whole year
    for (const ReportDraft& row : rows_) months[office_of(row, one_office)].insert(row.month);
    std::vector<bool> dropped(rows_.size(), false);
    for (std::size_t at = 0; at < rows_.size(); ++at) {
        ReportDraft& row = rows_[at];
        const std::set<int>& there = months[office_of(row, one_office)];
        if (row.month == 0) continue;
        if (there.contains(0)) {
            dropped[at] = true;
            notes.add("month beside a year", "row passed over", example(row, "the year " + std::to_string(row.year) + " is there as a whole", "nothing"), row.value);
        } else if (there.size() < 12) {
            notes.add("month of a year that is not whole", "added to what there is of the year", example(row, std::to_string(row.year) + " has " + std::to_string(there.size()) + " of 12 months", "do not compare it with whole years"), row.value);
        }
    }
    for (const auto& [office, there] : months) {
        const auto& [year, by, id] = office;
        if (there.contains(0) || there.size() == 12) continue;
        provenance.choices.push_back(std::to_string(year) + (id.empty() ? std::string() : " of " + id + " (" + (by == ReportedBy::importer ? "imports" : "exports") + ")") + " has " + std::to_string(there.size()) + " of its 12 months");
    }
    keep_only(rows_, dropped);
    // In the order of months, so that sums do not depend on the order of rows.
    const auto order = order_by(rows_, [](const ReportDraft& row) { return std::tuple_cat(key_without_month(row), std::tie(row.month)); });
    dropped.assign(rows_.size(), false);
    for (std::size_t at = 1, first = 0; at < order.size(); ++at) {
        if (key_without_month(rows_[order[at]]) != key_without_month(rows_[order[first]])) {
            first = at;
            continue;
        }
        add_to(rows_[order[first]], rows_[order[at]]);
        dropped[order[at]] = true;
    }
    for (ReportDraft& row : rows_) row.month = 0;
    keep_only(rows_, dropped);
}

Result<void> ReportBuilder::check_vintage(TradeProvenance& provenance, const HsNomenclature* nomenclature, ImportNotes& notes) const {
    std::set<std::string> codes;
    std::set<HsVintage> in_force;
    for (const ReportDraft& row : rows_) {
        codes.insert(row.product);
        in_force.insert(vintage_in_force(row.year));
    }
    const std::vector<std::string> list(codes.begin(), codes.end());
    const auto vintage = parse_hs_vintage(provenance.nomenclature);
    if (nomenclature == nullptr) return {};
    if (!vintage) {
        // The table does not name its edition: where all its years share one, and its codes fit it, it is that.
        if (in_force.size() != 1) return {};
        const std::string name(name_of(*in_force.begin()));
        auto fit = nomenclature->check(list, *in_force.begin(), {file_});
        if (fit) {
            provenance.nomenclature = name;
            provenance.choices.push_back("codes are taken as " + name + ", which was in force");
        } else {
            notes.add("codes of another edition than the one in force", "kept", fit.error().front());
        }
        return {};
    }
    auto fit = nomenclature->check(list, *vintage, {file_});
    if (!fit) return std::unexpected(std::move(fit.error()));
    return {};
}

TradeReports ReportBuilder::to_reports(TradeProvenance provenance, const HsNomenclature* nomenclature) const {
    TradeReports reports{std::move(provenance), {}, {}, {}};
    std::map<std::string, PlaceIndex> places;
    std::map<std::string, ProductIndex> products;
    std::set<std::string> on_record;
    const auto place_of = [&](const PlaceRecord& record) {
        const PlaceRecord& counted = places_.counted_as(record);
        if (&counted != &record && on_record.insert(record.id).second) reports.provenance.choices.push_back("\"" + record.name + "\" is counted as " + counted.name + " (" + counted.id + ")");
        const auto [at, is_new] = places.emplace(counted.id, static_cast<PlaceIndex>(reports.places.size()));
        if (is_new) reports.places.push_back({counted.id, counted.name});
        return at->second;
    };
    for (const ReportDraft& row : rows_) products.emplace(row.product, 0);
    for (auto& [code, index] : products) {
        index = static_cast<ProductIndex>(reports.products.size());
        const auto name = names_.find(code);
        reports.products.push_back({code, name != names_.end() ? name->second : nomenclature != nullptr ? std::string(nomenclature->chapter_name(code)) : std::string()});
    }
    reports.rows.reserve(rows_.size());
    for (const ReportDraft& row : rows_)
        reports.rows.push_back({place_of(*row.exporter), place_of(*row.importer), products[row.product], row.year, row.reported_by, row.re_export, row.cif, row.value, row.weight});
    return reports;
}

Result<TradeReports> ReportBuilder::finish(TradeProvenance provenance, const ReportOptions& options, ImportNotes& notes) {
    const bool hs = provenance.digits > 0;
    const std::size_t read = rows_.size();
    std::uint64_t broken = 0;
    Errors examples;
    for (const ImportNote& note : notes.all()) {
        if (note.done != "row left out") continue;
        broken += note.count;
        append(examples, note.examples);
    }
    if (read == 0 || broken > read) {
        examples.insert(examples.begin(), {{file_}, read == 0 ? "holds no row that could be read" : std::to_string(broken) + " of its rows could not be read, and only " + std::to_string(read) + " could",
                                           "look at the first rows below; perhaps columns were swapped, or this is another publisher's table"});
        if (examples.size() > 12) examples.resize(12);
        return std::unexpected(std::move(examples));
    }
    drop_repeated(notes);
    if (hs) {
        keep_one_level(provenance, options.digits, notes);
        if (auto fits = check_vintage(provenance, options.nomenclature, notes); !fits) return std::unexpected(std::move(fits.error()));
    }
    add_equal_keys();
    add_months(provenance, options.one_office, notes);
    return to_reports(std::move(provenance), options.nomenclature);
}

}  // namespace countervail
