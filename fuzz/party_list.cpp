// SPDX-License-Identifier: Apache-2.0
// seeds: data/lists/*.csv
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/library.h"
#include "parties/list_catalogue.h"
#include "parties/list_reader.h"
#include "parties/name_index.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace countervail;
    static const ListCatalogue catalogue = ListCatalogue::read(Library::embedded()).value();
    static const NameWords words = NameWords::read(Library::embedded()).value();
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const auto file = read_party_lists(text, "fuzz", catalogue);
    if (!file) {
        if (file.error().empty()) std::abort();
        return 0;
    }
    const NameIndex index = NameIndex::build(file->lists, words);
    for (const PartyList& list : file->lists) {
        if (list.id.empty()) std::abort();
        for (const ListedName& entry : list.entries) {
            if (entry.name.empty()) std::abort();
            for (const NameMatch& match : index.matches(entry.name, {}, 3, 0)) {
                if (!(match.score >= 0 && match.score <= 1)) std::abort();
            }
        }
    }
    return 0;
}
