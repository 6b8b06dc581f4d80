// SPDX-License-Identifier: Apache-2.0
// Reads a file of listed parties. The format is told from the content, never from the file's name;
// docs/formats/lists.md has the columns. Time is linear in the file; JSON is read record by record.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "parties/list_catalogue.h"
#include "parties/party_list.h"

namespace countervail {

enum class ListFormat {
    own_csv,             ///< ours
    registry_json,       ///< an array of records with entity_name and list_id
    consolidated_csv,    ///< Consolidated Screening List of trade.gov
    consolidated_json,   ///< the same, {"results": […]}
    open_sanctions_csv,  ///< OpenSanctions targets.simple.csv
    follow_the_money     ///< OpenSanctions entities.ftm.json, one entity a line
};
std::string to_text(ListFormat format);

/// Fails on text that is none of them, with what was missing.
Result<ListFormat> recognise_list_format(std::string_view text, const std::string& file);

struct ListFile {
    ListFormat format = ListFormat::own_csv;
    std::vector<PartyList> lists;  ///< in order of first sight
};

/// All problems of the file at once (at most a hundred), each with its line.
Result<ListFile> read_party_lists(std::string_view text, const std::string& file,
                                  const ListCatalogue& catalogue);

}  // namespace countervail
