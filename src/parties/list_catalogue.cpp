// SPDX-License-Identifier: Apache-2.0
#include "parties/list_catalogue.h"

#include <algorithm>

#include "base/text.h"
#include "base/toml_file.h"
#include "parties/list_reader.h"
#include "parties/name_text.h"

namespace countervail {

namespace {

constexpr const char* kCatalogue = "data/lists/catalogue.toml";

}  // namespace

Result<ListCatalogue> ListCatalogue::parse(const std::string& text, const std::string& file) {
    auto toml = TomlFile::parse(text, file);
    if (!toml) return std::unexpected(toml.error());
    ListCatalogue catalogue;
    Section root = toml->root();
    for (Section& section : root.tables("list")) {
        ListKind kind{section.text("id"), section.text("issuer"), section.text("title"), section.texts("written_as"),
                      section.text("part_of", ""), section.text("footnote", ""), {}, section.flag("instead", false)};
        for (const std::string& day : section.texts("added")) {
            const auto date = Date::parse(day);
            if (date) kind.added.push_back(*date);
            else section.problem("added", "\"" + day + "\" is not a date", "write \"YYYY-MM-DD\"");
        }
        if (kind.part_of.empty() != (kind.footnote.empty() && kind.added.empty()))
            section.problem("part_of", "a part of a list names the list and which entries are meant",
                            "add part_of and footnote or added, or none of them");
        if (!kind.part_of.empty() && catalogue.find(kind.part_of) == nullptr)
            section.problem("part_of", "no list \"" + kind.part_of + "\" stands above", "a part follows its list");
        if (catalogue.find(kind.id) != nullptr)
            section.problem("id", "list \"" + kind.id + "\" stands twice", "keep one of them");
        section.finish();
        catalogue.kinds_.push_back(std::move(kind));
    }
    root.finish();
    if (!toml->ok()) return std::unexpected(toml->take_errors());
    return catalogue;
}

Result<ListCatalogue> ListCatalogue::read(const Library& library) {
    const LibraryFile* file = library.find(kCatalogue);
    if (file == nullptr)
        return fail({kCatalogue}, "is missing",
                    "restore it: it names the lists and how publishers write them");
    return parse(file->text, file->path);
}

const ListKind* ListCatalogue::find(std::string_view id) const {
    const auto at =
        std::find_if(kinds_.begin(), kinds_.end(), [&](const ListKind& kind) { return kind.id == id; });
    return at == kinds_.end() ? nullptr : &*at;
}

const ListKind* ListCatalogue::written(std::string_view name) const {
    const auto fits = [&](const ListKind& kind) {
        return kind.id == name ||
               std::any_of(kind.written_as.begin(), kind.written_as.end(),
                           [&](const std::string& pattern) { return matches_pattern(pattern, name); });
    };
    const auto at = std::find_if(kinds_.begin(), kinds_.end(), fits);
    return at == kinds_.end() ? nullptr : &*at;
}

std::string ListCatalogue::id_of(std::string_view name) const {
    if (const ListKind* kind = written(name)) return kind->id;
    std::string id = to_latin(name);
    std::replace(id.begin(), id.end(), ' ', '-');
    return id.empty() ? "unnamed-list" : id;
}

std::vector<std::string> ListCatalogue::names_of(const std::string& list, const ListedName& entry) const {
    std::vector<std::string> names{list};
    for (const ListKind& kind : kinds_) {
        if (kind.part_of != list) continue;
        const bool noted = !kind.footnote.empty() && kind.footnote == entry.footnote;
        const bool dated = entry.date_added && std::find(kind.added.begin(), kind.added.end(), *entry.date_added) != kind.added.end();
        if (!noted && !dated) continue;
        if (kind.instead) std::erase(names, list);
        names.push_back(kind.id);
    }
    return names;
}

PartyList ListCatalogue::empty_list(const std::string& id) const {
    PartyList list;
    list.id = id;
    if (const ListKind* kind = find(id)) list.title = kind->title, list.issuer = kind->issuer;
    return list;
}

Result<std::vector<PartyList>> shipped_party_lists(const Library& library) {
    const auto catalogue = ListCatalogue::read(library);
    if (!catalogue) return std::unexpected(catalogue.error());
    std::vector<PartyList> lists;
    Errors errors;
    const std::string_view folder = "data/lists/";
    for (const LibraryFile* file : library.files(folder, ".csv")) {
        if (file->path.find('/', folder.size()) != std::string::npos) continue;  // word lists lie deeper
        auto read = read_party_lists(file->text, file->path, *catalogue);
        if (read) {
            for (PartyList& list : read->lists) lists.push_back(std::move(list));
        } else {
            append(errors, std::move(read.error()));
        }
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return join_lists(std::move(lists));
}

}  // namespace countervail
