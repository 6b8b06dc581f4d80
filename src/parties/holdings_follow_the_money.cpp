// SPDX-License-Identifier: Apache-2.0
// Interests of schema Ownership in a stream of FollowTheMoney entities, one JSON object a line, as OpenSanctions and
// Aleph publish them: https://followthemoney.tech/explorer/schemata/Ownership.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <span>
#include <tuple>

#include "base/text.h"
#include "parties/holdings_readers.h"

namespace countervail {

namespace {

using nlohmann::json;

struct Interest {
    std::string owner, asset, source;
    ShareBounds share;
    Date from = kHeldSinceEver, until = kHeldForEver;
    int line = 0;
};

/// Texts of a property: an array, or one text; an entity that is written out stands for its id.
std::vector<std::string> values(const json& properties, const char* name) {
    std::vector<std::string> found;
    const auto take = [&](const json& value) {
        if (value.is_string()) found.push_back(trim(value.get_ref<const std::string&>()));
        if (value.is_number()) found.push_back(value.dump());
        if (value.is_object() && value.contains("id") && value["id"].is_string()) found.push_back(value["id"]);
    };
    const auto at = properties.find(name);
    if (at == properties.end()) return found;
    if (at->is_array()) {
        for (const json& value : *at) take(value);
    } else {
        take(*at);
    }
    std::erase(found, "");
    return found;
}

/// Several reports of one holding on the same days: known ones before unknown ones; where known ones differ, the truth
/// lies somewhere between the least and the most.
class Reports {
  public:
    void add(const ShareBounds& share) {
        if (share == ShareBounds{}) return;
        least_.insert(share.at_least);
        most_.insert(share.at_most);
    }
    void remove(const ShareBounds& share) {
        if (share == ShareBounds{}) return;
        least_.erase(least_.find(share.at_least));
        most_.erase(most_.find(share.at_most));
    }
    ShareBounds together() const { return least_.empty() ? ShareBounds{} : ShareBounds{*least_.begin(), *most_.rbegin()}; }

  private:
    std::multiset<Share> least_, most_;
};

class FollowTheMoneyLines {
  public:
    explicit FollowTheMoneyLines(HoldingsBuilder& builder) : builder_(builder) {}

    void read(std::istream& lines) {
        std::string text;
        for (line_ = 1; std::getline(lines, text); ++line_) {
            if (line_ == 1 && text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
            if (!trim(text).empty()) read_line(text);
        }
        add_rows();
        for (const auto& [id, caption] : captions_) builder_.caption(id, caption);
    }

  private:
    void problem(std::string what, std::string hint, int column = 0) {
        builder_.problem({builder_.place(line_, column), std::move(what), std::move(hint)});
    }
    void note(std::string what, std::string hint) { builder_.note({builder_.place(line_), std::move(what), std::move(hint)}); }

    void read_line(const std::string& text) {
        json entity;
        try {
            entity = json::parse(text);
        } catch (const json::parse_error& error) {
            return problem("is not a JSON object", "write one entity per line, whole", static_cast<int>(error.byte));
        } catch (const json::out_of_range&) {   // nlohmann's word for 1e999
            return problem("has a number that is too large", "write percentages as numbers up to 100");
        }
        if (!entity.is_object() || !entity.contains("schema") || !entity["schema"].is_string() ||
            !entity.contains("properties") || !entity["properties"].is_object()) {
            return problem("is no entity: it has no schema or no properties", "export entities as FollowTheMoney JSON lines");
        }
        if (entity["schema"] == "Ownership") return read_interest(entity["properties"]);
        if (!entity.contains("id") || !entity["id"].is_string()) return;
        if (const auto names = values(entity["properties"], "name"); entity.contains("caption") && entity["caption"].is_string())
            captions_.emplace(entity["id"], entity["caption"]);
        else if (!names.empty())
            captions_.emplace(entity["id"], names.front());
    }

    void read_interest(const json& properties) {
        Interest interest;
        interest.line = line_;
        const auto owners = values(properties, "owner"), assets = values(properties, "asset");
        if (owners.empty()) problem("Ownership has no owner", "give the id of the owning entity");
        if (assets.empty()) problem("Ownership has no asset", "give the id of the entity that is owned");
        if (!read_share(values(properties, "percentage"), interest.share)) return;
        if (!read_dates(properties, interest)) return;
        const auto sources = values(properties, "sourceUrl"), publishers = values(properties, "publisher");
        if (!sources.empty()) interest.source = sources.front();
        else if (!publishers.empty()) interest.source = publishers.front();
        for (const std::string& owner : owners) {
            for (const std::string& asset : assets) {
                interest.owner = owner;
                interest.asset = asset;
                interests_.push_back(interest);
            }
        }
    }

    /// A percentage is a number of hundredths in this model, with or without its sign. Words are taken as unknown.
    bool read_share(const std::vector<std::string>& percentages, ShareBounds& share) {
        Reports reports;
        for (const std::string& text : percentages) {
            const auto written = parse_share(text, ExcessDigits::rounded);
            if (!written) {
                note("percentage is no number: \"" + text + "\"", "it is taken as unknown");
                continue;
            }
            const auto bounds = share_bounds(*written, true, ExcessDigits::rounded);
            if (!bounds) {
                problem("percentage " + bounds.error().what, bounds.error().hint);
                return false;
            }
            reports.add(*bounds);
        }
        share = reports.together();
        return true;
    }

    /// Where a date is only a year or a month, or several are reported, the longest time counts.
    bool read_dates(const json& properties, Interest& interest) {
        bool readable = true;
        const auto read = [&](const char* property, auto use) {
            for (const std::string& text : values(properties, property)) {
                if (const auto period = parse_period(text.substr(0, text.find('T')))) {
                    use(*period);
                } else {
                    problem(std::string(property) + " is no date: \"" + text + "\"", "write YYYY, YYYY-MM or YYYY-MM-DD");
                    readable = false;
                }
            }
        };
        std::optional<Date> from, until;
        read("startDate", [&](const Interval& period) { from = std::min(from.value_or(period.from), period.from); });
        read("endDate", [&](const Interval& period) { until = std::max(until.value_or(period.until), period.until); });
        interest.from = from.value_or(kHeldSinceEver);
        interest.until = until.value_or(kHeldForEver);
        if (readable && interest.until <= interest.from) {
            problem("ends before it begins", "check startDate and endDate");
            readable = false;
        }
        return readable;
    }

    /// Reports that overlap in time become one row for each stretch of days between two dates of theirs.
    void add_rows() {
        std::sort(interests_.begin(), interests_.end(), [](const Interest& a, const Interest& b) {
            return std::tie(a.asset, a.owner, a.from, a.line) < std::tie(b.asset, b.owner, b.from, b.line);
        });
        for (auto first = interests_.begin(); first != interests_.end();) {
            const auto last = std::find_if(first, interests_.end(), [&](const Interest& other) {
                return other.asset != first->asset || other.owner != first->owner;
            });
            add_pair({&*first, static_cast<std::size_t>(last - first)});
            first = last;
        }
    }

    /// `reports` of one owner and asset, in the order in which they begin.
    void add_pair(std::span<const Interest> reports) {
        std::map<Date, std::vector<std::size_t>> begin, end;
        std::set<Date> days;
        for (std::size_t i = 0; i < reports.size(); ++i) {
            begin[reports[i].from].push_back(i);
            end[reports[i].until].push_back(i);
            days.insert({reports[i].from, reports[i].until});
        }
        Reports shares;
        std::set<std::size_t> held;
        std::optional<HoldingRow> row;   // not yet added: the next stretch may continue it
        for (auto day = days.begin(); std::next(day) != days.end(); ++day) {
            for (const std::size_t i : end[*day]) shares.remove(reports[i].share), held.erase(i);
            for (const std::size_t i : begin[*day]) shares.add(reports[i].share), held.insert(i);
            if (held.empty()) continue;
            const Interest& first = reports[*held.begin()];
            const HoldingRow next{first.owner, first.asset, shares.together(), *day, *std::next(day), HoldingKind::equity, first.source, first.line};
            if (row && row->until == next.from && row->share == next.share) {
                row->until = next.until;
                continue;
            }
            if (row) builder_.add(*row);
            row = next;
        }
        if (row) builder_.add(*row);
    }

    HoldingsBuilder& builder_;
    std::vector<Interest> interests_;
    std::unordered_map<std::string, std::string> captions_;
    int line_ = 0;
};

}  // namespace

void add_holdings_of_follow_the_money(HoldingsBuilder& builder, std::istream& lines) { FollowTheMoneyLines(builder).read(lines); }

}  // namespace countervail
