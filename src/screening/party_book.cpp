// SPDX-License-Identifier: Apache-2.0
#include "screening/party_book.h"

#include <algorithm>
#include <set>

#include "parties/list_catalogue.h"
#include "parties/list_reader.h"
#include "parties/name_index.h"
#include "screening/listed_owners.h"

namespace countervail {

struct PartyBook::State {
    std::optional<NameIndex> index;                ///< none: no list at hand
    std::shared_ptr<const Holdings> holdings;
    ListCatalogue catalogue;

    const PartyList* list(std::string_view id) const {
        if (!index) return nullptr;
        const auto& lists = index->lists();
        const auto found = std::find_if(lists.begin(), lists.end(), [&](const PartyList& one) { return one.id == id; });
        return found == lists.end() ? nullptr : &*found;
    }
};

namespace {

std::string percent_of(double score) { return std::to_string(static_cast<int>(score * 100 + 0.5)) + "%"; }

/// Lists that a name stands on that day, with notes on how sure that is.
std::vector<std::string> lists_of_name(const PartyBook::State& state, const std::string& name, const std::string& place, const PartyQuestion& question,
                                       std::vector<std::string>* notes) {
    const NameIndex* index = state.index ? &*state.index : nullptr;
    std::vector<std::string> lists;
    for (const StatedListing& listing : question.listings) {
        if (listing.name == name && listing.on(question.on)) lists.push_back(listing.list);
    }
    if (index == nullptr || name.empty()) return lists;
    for (const NameMatch& match : index->matches(name, place)) {
        const bool counts = membership(*match.entry, question.on, question.known_on).counts();
        const bool taken = match.kind == NameClass::same_name || match.kind == NameClass::probably;
        if (notes != nullptr) {
            std::string note = "\"" + name + "\" " + (match.kind == NameClass::same_name ? "is" : match.kind == NameClass::probably ? "is probably" : "resembles") + " \"" +
                               match.matched() + "\" on " + match.list->id + " (score " + percent_of(match.score) + ")";
            if (!counts) note += ", which did not count on " + question.on.to_text();
            else if (!taken) note += ": check, and state `lists`";
            notes->push_back(std::move(note));
        }
        if (!taken || !counts) continue;
        for (const std::string& id : state.catalogue.names_of(match.list->id, *match.entry)) {
            if (std::find(lists.begin(), lists.end(), id) == lists.end()) lists.push_back(id);
        }
    }
    return lists;
}

void add_link(std::vector<PartyLink>& links, PartyLink link) {
    if (std::find(links.begin(), links.end(), link) == links.end()) links.push_back(std::move(link));
}

/// Direct holdings that the shipment states, list by list. A stated owner is a listed party, so the cascade counts
/// what the sum of direct holdings does.
void add_stated_owners(const std::vector<StatedOwner>& owners, std::vector<PartyLink>& links) {
    std::set<std::string> lists;
    for (const StatedOwner& owner : owners) lists.insert(owner.list);
    for (const std::string& list : lists) {
        Decimal largest, sum;
        bool any = false;
        for (const StatedOwner& owner : owners) {
            if (owner.list != list) continue;
            if (owner.control) add_link(links, {list, LinkKind::control, std::nullopt});
            else if (!owner.share) add_link(links, {list, LinkKind::largest_direct, std::nullopt});
            else {
                any = true;
                largest = std::max(largest, *owner.share);
                sum += *owner.share;
            }
        }
        if (!any) continue;
        add_link(links, {list, LinkKind::largest_direct, largest});
        for (const LinkKind kind : {LinkKind::direct, LinkKind::cascade, LinkKind::look_through}) add_link(links, {list, kind, sum});
    }
}

/// Which of the lists that the law names cannot clear a name that is not found on them.
std::vector<std::string> not_whole(const PartyBook::State& state, const PartyQuestion& question) {
    std::vector<std::string> missing;
    for (const std::string& id : question.lists_asked_for) {
        const PartyList* list = state.list(id);
        if (list == nullptr || list->coverage != Coverage::complete) missing.push_back(id);
    }
    return missing;
}

}  // namespace

PartyBook::PartyBook() : state_(std::make_shared<const State>()) {}

Result<PartyBook> PartyBook::read(const Library& library, const std::vector<NamedFile>& files, const std::optional<NamedFile>& holdings) {
    auto state = std::make_shared<State>();
    auto catalogue = ListCatalogue::read(library);
    if (!catalogue) return std::unexpected(std::move(catalogue.error()));
    state->catalogue = *catalogue;
    Errors errors;
    auto lists = shipped_party_lists(library);
    if (!lists) append(errors, std::move(lists.error()));
    std::vector<PartyList> all = lists ? std::move(*lists) : std::vector<PartyList>();
    for (const NamedFile& file : files) {
        auto read = read_party_lists(file.bytes, file.name, *catalogue);
        if (!read) append(errors, std::move(read.error()));
        else std::move(read->lists.begin(), read->lists.end(), std::back_inserter(all));
    }
    auto words = NameWords::read(library);
    if (!words) append(errors, std::move(words.error()));
    if (holdings) {
        auto read = holdings_of_file(holdings->bytes, holdings->name);
        if (!read) append(errors, std::move(read.error()));
        else state->holdings = std::move(*read);
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    if (!all.empty()) state->index = NameIndex::build(join_lists(std::move(all)), std::move(*words));
    PartyBook book;
    book.state_ = std::move(state);
    return book;
}

PartyFindings PartyBook::find(const PartyQuestion& question) const {
    PartyFindings findings;
    std::vector<PartyLink> links;
    const Holdings* holdings = question.holdings != nullptr ? question.holdings : state_->holdings.get();
    const auto lists_of = [&](const std::string& name) { return lists_of_name(*state_, name, {}, question, nullptr); };
    bool anybody = false, cleared = true;
    for (const auto& [role, party] : question.parties) {
        if (!party->stated || (party->name.empty() && !party->lists && party->owners.empty())) continue;
        anybody = true;
        std::vector<std::string> own;
        if (party->lists) own = *party->lists;
        else own = lists_of_name(*state_, party->name, party->place, question, &findings.notes);
        for (const std::string& list : own) add_link(links, {list, LinkKind::itself, Decimal(1)});
        add_stated_owners(party->owners, links);
        if (holdings != nullptr && !party->name.empty()) {
            for (ListedOwners& found : listed_owners(*holdings, party->name, question.on, question.limit, lists_of)) {
                for (const PartyLink& link : found.links) add_link(links, link);
                std::move(found.notes.begin(), found.notes.end(), std::back_inserter(findings.notes));
            }
        }
        if (!party->lists && party->owners.empty()) cleared = cleared && !own.empty();
    }
    if (!anybody) return findings;
    if (links.empty() && !cleared) {
        const std::vector<std::string> missing = not_whole(*state_, question);
        if (!missing.empty()) {
            std::string names;
            for (const std::string& one : missing) names += (names.empty() ? "" : ", ") + one;
            findings.notes.push_back("no party was found on a list, but these lists are not at hand as a whole: " + names);
            return findings;
        }
    }
    findings.links = std::move(links);
    return findings;
}

std::vector<std::string> PartyBook::lists() const {
    std::set<std::string> ids;
    for (const ListKind& kind : state_->catalogue.kinds()) ids.insert(kind.id);
    if (state_->index) {
        for (const PartyList& list : state_->index->lists()) ids.insert(list.id);
    }
    return {ids.begin(), ids.end()};
}

bool PartyBook::has_holdings() const { return state_->holdings != nullptr; }

std::vector<Date> PartyBook::change_days() const {
    std::set<Date> days;
    if (state_->index) {
        for (const PartyList& list : state_->index->lists()) {
            for (const ListedName& entry : list.entries) {
                for (const auto& day : {entry.date_added, entry.date_removed}) {
                    if (day) days.insert(*day);
                }
                for (const ListSuspension& suspension : entry.suspensions) days.insert({suspension.days.from, suspension.days.until});
            }
        }
    }
    if (state_->holdings) add_change_days(*state_->holdings, days);
    return {days.begin(), days.end()};
}

}  // namespace countervail
