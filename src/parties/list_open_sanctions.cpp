// SPDX-License-Identifier: Apache-2.0
// OpenSanctions: targets.simple.csv, and entities.ftm.json (FollowTheMoney entities, one a line).
#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "parties/list_collector.h"
#include "parties/list_places.h"

namespace countervail {

namespace {

/// Lists that a text of the file points to: those the catalogue knows.
void known_lists(const std::vector<std::string>& names, const ListCatalogue& catalogue,
                 std::set<std::string>& found) {
    for (const std::string& name : names) {
        if (const ListKind* kind = catalogue.written(name)) found.insert(kind->id);
    }
}

void file_under(const std::set<std::string>& lists, const ListedName& entry, ListCollector& collector) {
    for (const std::string& list : lists) {
        ListedName copy = entry;
        copy.list = list;
        collector.add(std::move(copy));
    }
}

// ---- FollowTheMoney
// ------------------------------------------------------------------------------------------------

/// A Sanction object: why and since when its entity is listed.
struct SanctionRecord {
    std::string authority, program, reason, source, listed, ends;
    std::vector<std::string> datasets;
    Place where, listed_where, ends_where;
};

class EntityFile {
  public:
    explicit EntityFile(ListCollector& collector) : collector_(collector) {}

    bool take(const JsonRecord& record) {
        const std::string schema = record.text("schema");
        if (schema.empty())
            collector_.problem(record.place(), "names no schema",
                               "an entity has \"id\", \"schema\" and \"properties\"");
        if (schema == "Sanction") {
            take_sanction(record);
        } else if (is_party(schema)) {
            take_party(record);
        }
        return !collector_.full();
    }

    void finish() {
        for (const auto& [id, entry] : parties_) {
            const auto [begin, end] = sanctions_.equal_range(id);
            for (auto at = begin; at != end; ++at) list_for(entry, at->second);
            if (begin == end) file_under(lists_of(datasets_[id]), entry, collector_);
        }
    }

  private:
    static bool is_party(const std::string& schema) {
        static const std::set<std::string> kParties{"Person",      "Company",    "Organization",
                                                    "LegalEntity", "PublicBody", "Vessel",
                                                    "Airplane",    "Asset",      "Vehicle"};
        return kParties.contains(schema);
    }

    void take_sanction(const JsonRecord& record) {
        SanctionRecord sanction;
        sanction.where = record.place();
        sanction.authority = record.text("properties.authority");
        sanction.program = record.text("properties.program");
        sanction.reason = record.text("properties.reason");
        sanction.source = record.text("properties.sourceUrl");
        const char* since = record.find("properties.listingDate") != nullptr ? "properties.listingDate"
                                                                             : "properties.startDate";
        sanction.listed = record.text(since), sanction.listed_where = record.place(since);
        sanction.ends = record.text("properties.endDate"),
        sanction.ends_where = record.place("properties.endDate");
        sanction.datasets = record.texts("datasets");
        const auto entities = record.texts("properties.entity");
        if (entities.empty())
            collector_.problem(record.place(), "is a Sanction without \"entity\"", "name the entity's id");
        for (const std::string& id : entities) sanctions_.emplace(id, sanction);
    }

    void take_party(const JsonRecord& record) {
        const std::string id = record.text("id");
        if (id.empty()) collector_.problem(record.place(), "has no id", "every entity has one");
        ListedName entry;
        entry.where = record.place();
        const auto names = record.texts("properties.name");
        entry.name = record.text("caption");
        if (entry.name.empty() && !names.empty()) entry.name = names.front();
        for (const char* path :
             {"properties.name", "properties.alias", "properties.weakAlias", "properties.previousName"}) {
            for (const std::string& name : record.texts(path)) add_alias(entry, name);
        }
        for (const char* path : {"properties.country", "properties.jurisdiction", "properties.mainCountry",
                                 "properties.nationality"}) {
            for (const std::string& code : record.texts(path)) add_place(entry.places, iso3_of_code(code));
        }
        if (!parties_.emplace(id, std::move(entry)).second)
            collector_.problem(record.place(), "id \"" + id + "\" stands twice", "keep one of the entities");
        datasets_[id] = record.texts("datasets");
    }

    static void add_alias(ListedName& entry, const std::string& name) {
        if (name != entry.name &&
            std::find(entry.aliases.begin(), entry.aliases.end(), name) == entry.aliases.end())
            entry.aliases.push_back(name);
    }

    std::set<std::string> lists_of(const std::vector<std::string>& datasets) const {
        std::set<std::string> lists;
        for (const std::string& dataset : datasets) lists.insert(collector_.catalogue().id_of(dataset));
        if (lists.empty()) lists.insert(collector_.catalogue().id_of("OpenSanctions"));
        return lists;
    }

    void list_for(ListedName entry, const SanctionRecord& sanction) {
        entry.where = sanction.where;
        entry.date_added = collector_.date(sanction.listed, sanction.listed_where, "the listing date");
        entry.date_removed = collector_.date(sanction.ends, sanction.ends_where, "endDate");
        entry.reason = sanction.reason.empty() ? sanction.program : sanction.reason;
        entry.source = sanction.source;
        std::set<std::string> lists;
        known_lists({sanction.program, sanction.authority}, collector_.catalogue(), lists);
        if (lists.empty()) lists = lists_of(sanction.datasets);
        file_under(lists, entry, collector_);
    }

    ListCollector& collector_;
    std::map<std::string, ListedName> parties_;
    std::map<std::string, std::vector<std::string>> datasets_;
    std::multimap<std::string, SanctionRecord> sanctions_;
};

}  // namespace

void read_open_sanctions_csv(Grid grid, ListCollector& collector) {
    Errors errors;
    const Records records = records_with(std::move(grid), {"id", "schema", "name", "dataset"}, errors);
    collector.problems(std::move(errors));
    for (std::size_t i = 0; i < records.size() && !collector.full(); ++i) {
        ListedName entry;
        entry.where = records.place(i, "name");
        entry.name = records.text(i, "name");
        if (records.text(i, "schema").empty())
            collector.problem(records.place(i, "schema"), "names no schema", "write Company, Person, …");
        entry.aliases = list_parts(records.text(i, "aliases"), ";");
        for (const std::string& code : list_parts(records.text(i, "countries"), ";"))
            add_place(entry.places, iso3_of_code(code));
        entry.reason = records.text(i, "sanctions");
        // The day on which the publisher first saw the entry is no day of listing, but nobody could know less
        // by then.
        const auto seen =
            collector.date(records.text(i, "first_seen"), records.place(i, "first_seen"), "first_seen");
        collector.date(records.text(i, "last_seen"), records.place(i, "last_seen"), "last_seen");
        if (seen)
            entry.note =
                "first seen by OpenSanctions on " + seen->to_text() + "; the file tells no day of listing";
        const auto datasets = list_parts(records.text(i, "dataset"), ";");
        if (datasets.empty())
            collector.problem(records.place(i, "dataset"), "names no dataset", "fill the column \"dataset\"");
        std::set<std::string> lists;
        known_lists(list_parts(entry.reason, ";"), collector.catalogue(), lists);
        known_lists(datasets, collector.catalogue(), lists);
        if (lists.empty()) {
            for (const std::string& dataset : datasets) lists.insert(collector.catalogue().id_of(dataset));
        }
        file_under(lists, entry, collector);
    }
}

void read_follow_the_money(std::string_view text, const std::string& file, ListCollector& collector) {
    EntityFile entities(collector);
    collector.problems(
        each_json_line(text, file, [&](const JsonRecord& record) { return entities.take(record); }));
    entities.finish();
}

}  // namespace countervail
