// SPDX-License-Identifier: Apache-2.0
// The Consolidated Screening List as trade.gov publishes it: one CSV row or JSON object per party and source
// list.
#include "base/text.h"
#include "parties/list_collector.h"
#include "parties/list_places.h"

namespace countervail {

namespace {

/// What both shapes of a row come to.
struct ConsolidatedRow {
    std::string source, name, start_date, end_date, requirement, policy, notice, address_of_list, remarks,
        programs;
    std::vector<std::string> other_names, places;
    Place where, source_where, start_where, end_where;
};

void take(const ConsolidatedRow& row, ListCollector& collector) {
    ListedName entry;
    entry.where = row.where;
    if (row.source.empty())
        collector.problem(row.source_where, "names no source list", "fill the column \"source\"");
    entry.list = collector.catalogue().id_of(row.source);
    entry.name = row.name;
    entry.aliases = row.other_names;
    entry.places = row.places;
    entry.date_added = collector.date(row.start_date, row.start_where, "start_date");
    entry.date_removed = collector.date(row.end_date, row.end_where, "end_date");
    entry.reason = row.programs;
    entry.requirement = row.requirement;
    entry.policy = row.policy;
    entry.footnote = footnote_in(row.requirement);
    if (entry.footnote.empty()) entry.footnote = footnote_in(row.remarks);
    entry.source = row.notice.empty() ? row.address_of_list : row.notice;
    if (!row.notice.empty() && !row.address_of_list.empty()) entry.source += ", " + row.address_of_list;
    entry.note = row.remarks;
    collector.add(std::move(entry));
}

/// "street, town, CC; street, town, CC": the code stands last in each address.
std::vector<std::string> places_of_addresses(std::string_view addresses) {
    std::vector<std::string> places;
    for (const std::string& address : list_parts(addresses, ";")) {
        const std::size_t comma = address.rfind(',');
        const std::string last = trim(comma == std::string::npos ? address : address.substr(comma + 1));
        add_place(places, last.size() == 2 ? iso3_of_code(last) : iso3_in_text(last));
    }
    return places;
}

ConsolidatedRow row_of(const JsonRecord& record) {
    ConsolidatedRow row;
    row.source = record.text("source"), row.name = record.text("name");
    row.start_date = record.text("start_date"), row.end_date = record.text("end_date");
    row.requirement = record.text("license_requirement"), row.policy = record.text("license_policy");
    row.notice = record.text("federal_register_notice"), row.address_of_list = record.text("source_list_url");
    row.remarks = record.text("remarks"), row.programs = join(record.texts("programs"), "; ");
    row.other_names = record.texts("alt_names");
    for (const char* path : {"addresses.country", "country"}) {
        for (const std::string& country : record.texts(path))
            add_place(row.places, country.size() == 2 ? iso3_of_code(country) : iso3_in_text(country));
    }
    row.where = record.place("name"), row.source_where = record.place("source");
    row.start_where = record.place("start_date"), row.end_where = record.place("end_date");
    return row;
}

}  // namespace

void read_consolidated_csv(Grid grid, ListCollector& collector) {
    Errors errors;
    const Records records = records_with(std::move(grid), {"source", "name"}, errors);
    collector.problems(std::move(errors));
    for (std::size_t i = 0; i < records.size() && !collector.full(); ++i) {
        ConsolidatedRow row;
        row.source = records.text(i, "source"), row.name = records.text(i, "name");
        row.start_date = records.text(i, "start_date"), row.end_date = records.text(i, "end_date");
        row.requirement = records.text(i, "license_requirement"),
        row.policy = records.text(i, "license_policy");
        row.notice = records.text(i, "federal_register_notice"),
        row.address_of_list = records.text(i, "source_list_url");
        row.remarks = records.text(i, "remarks"), row.programs = records.text(i, "programs");
        row.other_names = list_parts(records.text(i, "alt_names"), ";");
        row.places = places_of_addresses(records.text(i, "addresses"));
        row.where = records.place(i, "name"), row.source_where = records.place(i, "source");
        row.start_where = records.place(i, "start_date"), row.end_where = records.place(i, "end_date");
        take(row, collector);
    }
}

void read_consolidated_json(std::string_view text, const std::string& file, ListCollector& collector) {
    collector.problems(each_json_record(text, file, "results", [&](const JsonRecord& record) {
        take(row_of(record), collector);
        return !collector.full();
    }));
}

}  // namespace countervail
