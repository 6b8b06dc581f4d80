// SPDX-License-Identifier: Apache-2.0
// Lists and holdings at hand, and what they say of the parties of a shipment on a day: who is listed, and how listed
// parties stand behind the others under every rule that a law may ask for. What a shipment states itself wins over
// what is looked up; absence from a list that is not whole proves nothing, and is not taken for a "no".
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/library.h"
#include "screening/stated_holdings.h"
#include "screening/stated_party.h"

namespace countervail {

enum class LinkKind { itself, largest_direct, direct, cascade, look_through, control };

/// A list that a party stands on or whose members stand behind it; the share as controls/flow.h has it.
struct PartyLink {
    std::string list;
    LinkKind kind = LinkKind::itself;
    std::optional<Decimal> share;      ///< empty: a holding is known and its size is not
    bool operator==(const PartyLink&) const = default;
};

struct PartyFindings {
    std::optional<std::vector<PartyLink>> links;   ///< empty: not known
    std::vector<std::string> notes;                ///< sentences for people: matches, doubts, what was not at hand
};

/// What is asked of one shipment.
struct PartyQuestion {
    std::vector<std::pair<std::string, const ShipmentParty*>> parties;   ///< role and party
    const Holdings* holdings = nullptr;            ///< the shipment's own; null: those of the book
    std::vector<StatedListing> listings;
    std::vector<std::string> lists_asked_for;      ///< lists that the law names
    Decimal limit = Decimal::parse("0.5").value_or(Decimal());   ///< share from which the cascade carries on
    Date on, known_on;
};

struct NamedFile {
    std::string name, bytes;
};

class PartyBook {
  public:
    /// Nothing at hand: only what shipments state counts.
    PartyBook();
    /// The lists that come with the library, those of `lists`, and holdings. All problems at once.
    static Result<PartyBook> read(const Library& library, const std::vector<NamedFile>& lists, const std::optional<NamedFile>& holdings);

    /// Pure; safe from many threads.
    PartyFindings find(const PartyQuestion& question) const;
    /// Ids of the lists at hand, ascending.
    std::vector<std::string> lists() const;
    bool has_holdings() const;
    /// Days on which some standing or holding may change, ascending.
    std::vector<Date> change_days() const;

    struct State;

  private:
    std::shared_ptr<const State> state_;
};

}  // namespace countervail
