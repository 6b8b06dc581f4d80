// SPDX-License-Identifier: Apache-2.0
#include "trade/report_builder.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>

#include "base/hash.h"
#include "base/parallel.h"
#include "base/text.h"

namespace countervail {
namespace {

using Office = std::tuple<int, ReportedBy, const PlaceRecord*>;

/// Whose months they are.
Office office_of(const ReportDraft& row, bool one_office) {
    if (one_office) return {row.year, ReportedBy::importer, nullptr};
    return {row.year, row.reported_by, row.reported_by == ReportedBy::importer ? row.importer : row.exporter};
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
    return {{file_, row.line},
            row.exporter->id + " to " + row.importer->id + ", product " + row.product + ": " + std::move(what),
            std::move(hint)};
}

void ReportBuilder::read(const TradeRows& rows, int threads, ImportNotes& notes,
                         const std::function<void(const TradeRow&, DraftPiece&)>& row) {
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

void ReportBuilder::index_products() {
    std::unordered_map<std::string_view, std::uint32_t> index;
    for (const ReportDraft& row : rows_) index.emplace(row.product, 0);
    codes_.clear();
    for (const auto& [code, number] : index) codes_.emplace_back(code);
    std::ranges::sort(codes_);
    for (std::size_t at = 0; at < codes_.size(); ++at) index[codes_[at]] = static_cast<std::uint32_t>(at);
    for (ReportDraft& row : rows_) row.code = index[row.product];
}

std::vector<ReportBuilder::SortedRow> ReportBuilder::in_order(bool with_month) const {
    std::vector<SortedRow> order(rows_.size());
    for (std::size_t at = 0; at < rows_.size(); ++at) {
        const ReportDraft& row = rows_[at];
        const std::uint64_t month = with_month ? static_cast<std::uint64_t>(row.month) : 0;
        order[at] = {static_cast<std::uint64_t>(row.year) << 16 | month << 8 | (row.reported_by == ReportedBy::importer ? 2U : 0U) |
                         (row.re_export ? 1U : 0U),
                     std::uint64_t{row.code} << 32 | place_number(row.exporter) << 16 | place_number(row.importer), at};
    }
    std::ranges::sort(order, [&](const SortedRow& a, const SortedRow& b) {
        if (a.key != b.key) return a.key < b.key;
        if (a.flow != b.flow) return a.flow < b.flow;
        const ReportDraft &x = rows_[a.row], &y = rows_[b.row];
        return std::tie(x.part, x.month, a.row) < std::tie(y.part, y.month, b.row);
    });
    return order;
}

bool ReportBuilder::keep_one_level(TradeProvenance& provenance, int digits, ImportNotes& notes) {
    std::set<std::size_t> levels;
    for (const ReportDraft& row : rows_) levels.insert(row.product.size());
    if (levels.empty()) return false;
    const std::size_t wanted = digits == 0 ? *levels.rbegin() : static_cast<std::size_t>(digits);
    const std::size_t level = levels.contains(wanted) ? wanted : *levels.rbegin();
    std::vector<bool> dropped(rows_.size(), false);
    for (std::size_t at = 0; at < rows_.size(); ++at) {
        if (rows_[at].product.size() == level) continue;
        dropped[at] = true;
        const std::string kept = std::to_string(level) + " digits are kept";
        notes.add("code of another level", "row passed over",
                  example(rows_[at], "the file mixes levels of codes, and those of " + kept, "nothing, where they add up to one another"),
                  rows_[at].value);
    }
    keep_only(rows_, dropped);
    if (level > wanted) {
        for (ReportDraft& row : rows_) row.product.resize(wanted);
        provenance.choices.push_back("codes of " + std::to_string(level) + " digits added up to " + std::to_string(wanted));
        std::map<std::string, std::string> none;
        names_.swap(none);
    }
    provenance.digits = static_cast<int>(std::min(level, wanted));
    return level > wanted;
}

void ReportBuilder::drop_repeated(ImportNotes& notes) {
    const auto order = in_order(true);
    std::vector<bool> dropped(rows_.size(), false);
    bool any = false;
    for (std::size_t at = 1, first = 0; at < order.size(); ++at) {
        const ReportDraft &row = rows_[order[at].row], &before = rows_[order[first].row];
        if (order[at].key != order[first].key || order[at].flow != order[first].flow || row.part != before.part) {
            first = at;
            continue;
        }
        dropped[order[at].row] = any = true;
        const std::string line = std::to_string(before.line);
        if (row.value == before.value && row.weight == before.weight)
            notes.add("row that came before", "left out", example(row, "the same as line " + line, "nothing"), row.value);
        else
            notes.add("two values for one flow", "the first is kept",
                      example(row, "line " + line + " has another value", "keep one of them, or add them up before"), row.value);
    }
    if (any) keep_only(rows_, dropped);
}

/// Rows that stand beside each other and are the same become one.
template <class Same>
void ReportBuilder::add_runs(const std::vector<SortedRow>& order, Same same) {
    std::vector<bool> dropped(rows_.size(), false);
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
        end = begin + 1;
        if (end == order.size() || !same(order[begin], order[end])) continue;
        std::vector<std::size_t> run;
        for (end = begin; end < order.size() && same(order[begin], order[end]); ++end) run.push_back(order[end].row);
        std::ranges::sort(run, {},
                          [&](std::size_t at) { return std::tuple(rows_[at].month, rows_[at].value, rows_[at].weight.value_or(-1), at); });
        for (std::size_t at = 1; at < run.size(); ++at) {
            add_to(rows_[run[0]], rows_[run[at]]);
            dropped[run[at]] = true;
        }
    }
    keep_only(rows_, dropped);
}

void ReportBuilder::add_months(TradeProvenance& provenance, bool one_office, ImportNotes& notes) {
    if (std::ranges::none_of(rows_, [](const ReportDraft& row) { return row.month != 0; })) return;
    std::map<Office, std::set<int>> months;  // month 0: a whole year
    for (const ReportDraft& row : rows_) months[office_of(row, one_office)].insert(row.month);
    std::vector<bool> dropped(rows_.size(), false);
    for (std::size_t at = 0; at < rows_.size(); ++at) {
        ReportDraft& row = rows_[at];
        const std::set<int>& there = months[office_of(row, one_office)];
        if (row.month == 0) continue;
        if (there.contains(0)) {
            dropped[at] = true;
            notes.add("month beside a year", "row passed over",
                      example(row, "the year " + std::to_string(row.year) + " is there as a whole", "nothing"), row.value);
        } else if (there.size() < 12) {
            notes.add("month of a year that is not whole", "added to what there is of the year",
                      example(row, std::to_string(row.year) + " has " + std::to_string(there.size()) + " of 12 months",
                              "do not compare it with whole years"),
                      row.value);
        }
    }
    for (const auto& [office, there] : months) {
        const auto& [year, by, place] = office;
        if (there.contains(0) || there.size() == 12) continue;
        const std::string whose =
            place == nullptr ? std::string() : " of " + place->id + (by == ReportedBy::importer ? " (imports)" : " (exports)");
        provenance.choices.push_back(std::to_string(year) + whose + " has " + std::to_string(there.size()) + " of its 12 months");
    }
    keep_only(rows_, dropped);
    add_runs(in_order(false), [](const SortedRow& a, const SortedRow& b) { return a.key == b.key && a.flow == b.flow; });
    for (ReportDraft& row : rows_) row.month = 0;
}

Result<void> ReportBuilder::check_vintage(TradeProvenance& provenance, const HsNomenclature* nomenclature, ImportNotes& notes) const {
    std::set<int> years;
    for (const ReportDraft& row : rows_) years.insert(row.year);
    std::set<HsVintage> in_force;
    for (const int year : years) in_force.insert(vintage_in_force(year));
    const auto vintage = parse_hs_vintage(provenance.nomenclature);
    if (nomenclature == nullptr) return {};
    if (!vintage) {
        // The table does not name its edition: where all its years share one, and its codes fit it, it is that.
        if (in_force.size() != 1) return {};
        const std::string name(name_of(*in_force.begin()));
        auto fit = nomenclature->check(codes_, *in_force.begin(), {file_});
        if (fit) {
            provenance.nomenclature = name;
            provenance.choices.push_back("codes are taken as " + name + ", which was in force");
        } else {
            notes.add("codes of another edition than the one in force", "kept", fit.error().front());
        }
        return {};
    }
    auto fit = nomenclature->check(codes_, *vintage, {file_});
    if (!fit) return std::unexpected(std::move(fit.error()));
    return {};
}

TradeReports ReportBuilder::to_reports(TradeProvenance provenance, const HsNomenclature* nomenclature) const {
    TradeReports reports{std::move(provenance), {}, {}, {}};
    std::vector<int> index(places_.all().size(), -1);  // of each record's place in the reports
    const auto place_of = [&](const PlaceRecord* record) {
        int& at = index[place_number(record)];
        if (at >= 0) return static_cast<PlaceIndex>(at);
        at = static_cast<int>(reports.places.size());
        reports.places.push_back({record->id, record->name});
        return static_cast<PlaceIndex>(at);
    };
    for (const std::string& code : codes_) {
        const auto name = names_.find(code);
        reports.products.push_back({code, name != names_.end()      ? name->second
                                          : nomenclature != nullptr ? std::string(nomenclature->chapter_name(code))
                                                                    : std::string()});
    }
    reports.rows.reserve(rows_.size());
    for (const ReportDraft& row : rows_)
        reports.rows.push_back({place_of(row.exporter), place_of(row.importer), row.code, row.year, row.reported_by, row.re_export, row.cif,
                                row.value, row.weight});
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
        examples.insert(examples.begin(),
                        {{file_},
                         read == 0 ? "holds no row that could be read"
                                   : std::to_string(broken) + " of its rows could not be read, and only " + std::to_string(read) + " could",
                         "look at the first rows below; perhaps columns were swapped, or this is another publisher's table"});
        if (examples.size() > 12) examples.resize(12);
        return std::unexpected(std::move(examples));
    }
    for (const ImportNote& note : notes.all()) {
        if (note.kind == kAreaCounted) provenance.choices.push_back(note.examples.front().what);
    }
    index_products();
    drop_repeated(notes);
    const bool cut = hs && keep_one_level(provenance, options.digits, notes);
    index_products();
    if (hs) {
        if (auto fits = check_vintage(provenance, options.nomenclature, notes); !fits) return std::unexpected(std::move(fits.error()));
    }
    // Lines of one code, and parts of one flow.
    if (cut || std::ranges::any_of(rows_, [](const ReportDraft& row) { return !row.part.empty(); }))
        add_runs(in_order(true), [](const SortedRow& a, const SortedRow& b) { return a.key == b.key && a.flow == b.flow; });
    add_months(provenance, options.one_office, notes);
    return to_reports(std::move(provenance), options.nomenclature);
}

}  // namespace countervail
