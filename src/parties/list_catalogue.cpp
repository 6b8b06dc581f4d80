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
        ListKind kind{section.text("id"), section.text("issuer"), section.text("title"),
                      section.texts("written_as")};
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
