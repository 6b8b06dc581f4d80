// SPDX-License-Identifier: Apache-2.0
// What the readers of the list formats share: sorting entries into lists, dates as publishers write them,
// problems.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "evidence/records.h"
#include "parties/list_json.h"
#include "parties/list_reader.h"

namespace countervail {

class ListCollector {
  public:
    explicit ListCollector(const ListCatalogue& catalogue) : catalogue_(catalogue) {}

    const ListCatalogue& catalogue() const { return catalogue_; }
    void problem(Place where, std::string what, std::string hint);
    void problems(Errors errors);
    bool full() const;
    /// Reports a date that is none. Takes 2024-05-17, 2024-05-17T10:00:00, and 2024-05 or 2024 as their first
    /// day: a party that was listed in the course of a month is treated as listed all through it.
    std::optional<Date> date(const std::string& text, const Place& where, std::string_view what);
    /// Checks the entry and files it under its list; an entry with problems is left out.
    void add(ListedName entry);
    void set_coverage(const std::string& list, Coverage coverage, const Place& where);

    Result<std::vector<PartyList>> finish();

  private:
    PartyList& list(const std::string& id);

    const ListCatalogue& catalogue_;
    std::vector<PartyList> lists_;
    std::unordered_map<std::string, std::size_t> at_;
    Errors errors_;
};

/// Parts between separators, trimmed, without empty ones and repetitions.
std::vector<std::string> list_parts(std::string_view text, std::string_view separator);
/// Adds a place once; empty ones are ignored.
void add_place(std::vector<std::string>& places, std::string iso3);
/// The footnote that a licence requirement carries: "footnote 4", or the figure behind "734.9(e)" as the
/// Entity List sets it; empty when there is none.
std::string footnote_in(std::string_view text);

/// A grid under a header that may have columns which we do not need; those in `required` must be there.
Records records_with(Grid grid, const std::vector<std::string>& required, Errors& errors);

void read_own_lists(Grid grid, ListCollector& collector);
void read_registry(std::string_view text, const std::string& file, ListCollector& collector);
void read_consolidated_csv(Grid grid, ListCollector& collector);
void read_consolidated_json(std::string_view text, const std::string& file, ListCollector& collector);
void read_open_sanctions_csv(Grid grid, ListCollector& collector);
void read_follow_the_money(std::string_view text, const std::string& file, ListCollector& collector);

}  // namespace countervail
