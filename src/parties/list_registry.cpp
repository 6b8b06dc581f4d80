// SPDX-License-Identifier: Apache-2.0
// Registry JSON: an array of records {entity_name, aliases, addresses, date_added, list_id, source_list_name,
// reason, …}.
#include "parties/list_collector.h"
#include "parties/list_places.h"

namespace countervail {

namespace {

/// The catalogue may know the list by its printed name or by the registry's id; the printed name counts
/// first.
std::string registry_list(const JsonRecord& record, ListCollector& collector) {
    const std::string printed = record.text("source_list_name"), id = record.text("list_id");
    for (const std::string& name : {printed, id}) {
        if (const ListKind* kind = name.empty() ? nullptr : collector.catalogue().written(name))
            return kind->id;
    }
    if (id.empty() && printed.empty())
        collector.problem(record.place(), "names no list", "give \"list_id\" or \"source_list_name\"");
    return collector.catalogue().id_of(id.empty() ? printed : id);
}

/// Registries made from printed tables sometimes run a name into the address cell before it, or keep only its
/// aliases.
void find_lost_name(ListedName& entry, const std::vector<std::string>& addresses) {
    for (const std::string& address : addresses) {
        entry.name = text_behind_country(address);
        entry.note = "the record has no name; taken from what follows the country in its address";
        if (!entry.name.empty()) return;
    }
    if (entry.aliases.empty()) return;
    entry.name = entry.aliases.front();
    entry.note = "the record has no name; its first alias stands for it";
}

}  // namespace

void read_registry(std::string_view text, const std::string& file, ListCollector& collector) {
    collector.problems(each_json_record(text, file, "", [&](const JsonRecord& record) {
        ListedName entry;
        entry.where = record.place("entity_name");
        entry.list = registry_list(record, collector);
        const JsonValue* name = record.find("entity_name");
        if (name != nullptr && !name->is_text)
            collector.problem(record.place("entity_name"), "entity_name is not text",
                              "put the name in quotation marks");
        entry.name = record.text("entity_name");
        entry.aliases = record.texts("aliases");
        const auto addresses = record.texts("addresses");
        for (const std::string& address : addresses) add_place(entry.places, iso3_in_text(address));
        if (entry.name.empty()) find_lost_name(entry, addresses);
        entry.date_added =
            collector.date(record.text("date_added"), record.place("date_added"), "date_added");
        entry.date_removed =
            collector.date(record.text("date_removed"), record.place("date_removed"), "date_removed");
        entry.reason = record.text("reason");
        entry.source = record.text("source_url");
        collector.add(std::move(entry));
        return !collector.full();
    }));
}

}  // namespace countervail
