// SPDX-License-Identifier: Apache-2.0
// Which listed parties a name may be. Candidates come from an inverted index over letter triples, the score
// from name_score.h; the answer says what matched and why it lost points. Scores are similarities, not
// probabilities: the rates at which they find and mislead are measured in docs/methods/names.md.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "parties/name_score.h"
#include "parties/name_words.h"
#include "parties/party_list.h"

namespace countervail {

enum class NameClass { no, possible, probably, same_name };
std::string to_text(NameClass kind);  // "same name", "probably", "possible", "no"
/// same name from 0.985, probably from 0.88, possible from kNameThreshold.
NameClass name_class(double score);
inline constexpr double kNameThreshold = 0.75;

struct NameMatch {
    const PartyList* list = nullptr;  ///< both live as long as a copy of the index
    const ListedName* entry = nullptr;
    double score = 0;  ///< after the deductions below, 0…1
    NameClass kind = NameClass::no;
    int alias = -1;                                 ///< index into entry->aliases; -1: the entry's own name
    double overlap = 0, containment = 0, edit = 0;  ///< parts of the score: name_score.h
    bool initials = false;                          ///< matched only by the first letters of its words
    std::vector<std::string> lost;                  ///< why the score is below 1, one sentence each
    const std::string& matched() const;             ///< the spelling that matched
};

struct AskedName {
    std::string name;
    std::string place;  ///< ISO3; empty when not known
};

class NameIndex {
  public:
    /// Immutable once built; all its questions may be asked from several threads at once.
    static NameIndex build(std::vector<PartyList> lists, NameWords words);

    /// The best `at_most` entries at or above `threshold`, best first; each entry once, by its best spelling.
    /// Equal scores keep the order of the lists. A name without letters or digits matches nothing.
    std::vector<NameMatch> matches(std::string_view name, std::string_view place = {},
                                   std::size_t at_most = 10, double threshold = kNameThreshold) const;
    /// The same for many names; the answer does not depend on the number of threads.
    std::vector<std::vector<NameMatch>> screen(const std::vector<AskedName>& names, int threads,
                                               std::size_t at_most = 10,
                                               double threshold = kNameThreshold) const;

    const std::vector<PartyList>& lists() const;
    std::size_t spellings() const;  ///< names and aliases indexed

  private:
    struct Data;
    std::shared_ptr<const Data> data_;
};

}  // namespace countervail
