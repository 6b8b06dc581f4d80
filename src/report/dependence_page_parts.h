// SPDX-License-Identifier: Apache-2.0
// What the pages about dependence are put together from.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "evidence/ledger.h"
#include "report/dependence_page.h"
#include "report/page.h"

namespace countervail {

/// Gathers sections and files of one report; a chart or table that is shown is also a file.
class DependencePage {
  public:
    DependencePage(const Ledger& ledger, std::string title) : ledger_(ledger) { page_.title = std::move(title); }

    /// First paragraph of the page and of the answer.
    void answer(const std::string& words);
    /// Further paragraphs of the answer; those that are empty are passed over.
    void remark(const std::string& words);
    void fact(const std::string& words);

    /// Rows of the ledger behind a whole cube: linked once, in the section about figures, and not under every table.
    void grounded_in(const TradeProvenance& provenance);

    /// Everything below goes into the section begun last.
    void begin(const std::string& id, const std::string& heading);
    void say(const std::string& words, const std::vector<std::string>& statements = {});
    void note(const std::string& words);
    void show(RunChart chart);
    /// `shown`: what stands on the page, `whole`: the file; at most `most` rows are shown, and how many there are is said.
    void show(const Table& shown, Table whole, std::size_t most, bool with_rows_of_cubes = false);
    /// A table that is a file only.
    void keep(Table whole);

    /// Ends the page with the rows of the ledger that its sentences and tables name.
    DependenceReport finish(std::vector<std::string> colophon);

  private:
    void cite(const std::vector<std::string>& ids);
    /// All of behind_ as a file, named in the section begun last.
    void keep_evidence();
    const Ledger& ledger_;
    Page page_;
    std::set<std::string> cited_, of_cubes_;
    std::set<std::string> behind_;           ///< every row of the ledger that a table rests on
    DependenceReport report_;
};

/// A row of the ledger as the list of sources shows it, named by its own words.
SourceEntry source_entry(const Statement& row, const Ledger& ledger);

/// Some columns of a table under headings for people, in this order; those that it lacks are passed over.
Table page_columns(const Table& table, const std::vector<std::pair<std::string, std::string>>& columns);

/// The section of sources and choices on record.
void show_provenance(DependencePage& page, const std::vector<const TradeProvenance*>& provenances);

}  // namespace countervail
