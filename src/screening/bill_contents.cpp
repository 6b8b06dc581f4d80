// SPDX-License-Identifier: Apache-2.0
#include "screening/bill_contents.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace countervail {

namespace {

/// Amounts of every part in one unit of a part, apart by whether the part sits inside a finished input of its own origin.
class Walk {
  public:
    Walk(const BillContent& content, std::vector<int> origin) : content_(content), bill_(content.bill()), origin_(std::move(origin)) {}

    /// Calls take(part, amount, inside). Paths are followed in the bill's order, once per set of origins passed through,
    /// so a part that many parents share is visited once.
    template <class Take>
    void from(int part, const Take& take) {
        std::map<int, std::map<std::set<int>, Decimal>> waiting;   // by position: amounts by the origins that hold it
        waiting[content_.position(part)][{}] = 1;
        while (!waiting.empty()) {
            const auto next = waiting.begin();
            const auto at = static_cast<std::size_t>(bill_.order[static_cast<std::size_t>(next->first)]);
            std::map<std::set<int>, Decimal> amounts = std::move(next->second);
            waiting.erase(next);
            for (auto& [holders, amount] : amounts) {
                const bool article = static_cast<int>(at) == part;
                std::set<int> below = holders;
                if (!article) {
                    take(static_cast<int>(at), amount, origin_[at] != 0 && holders.contains(origin_[at]));
                    if (origin_[at] != 0) below.insert(origin_[at]);
                }
                for (int u = bill_.first_use[at]; u < bill_.first_use[at + 1]; ++u) {
                    waiting[content_.position(bill_.uses[static_cast<std::size_t>(u)].child)][below] += amount * content_.quantity(u);
                }
            }
        }
    }

  private:
    const BillContent& content_;
    const Bill& bill_;
    std::vector<int> origin_;   // 0: not known
};

/// Rows that no test can tell apart, added up.
class Rows {
  public:
    void add(const Ingredient& one) { sums_[{one.item, one.origin, one.classification, one.inside}] += one.value; }
    std::vector<Ingredient> take() const {
        std::vector<Ingredient> rows;
        for (const auto& [key, value] : sums_) {
            const auto& [item, origin, classification, inside] = key;
            rows.push_back({item, origin, value, classification, inside});
        }
        return rows;
    }

  private:
    std::map<std::tuple<std::string, std::string, std::string, bool>, Decimal> sums_;
};

class Reader {
  public:
    Reader(const Bill& bill, const ContentScope& scope, const ShipmentWords& words)
        : bill_(bill), content_(bill), scope_(scope), items_(bill.parts.size()), named_(bill.parts.size()), walk_(content_, origins()) {
        std::map<std::string, bool> names;
        for (std::size_t i = 0; i < bill.parts.size(); ++i) {
            items_[i] = item_of_part(bill, static_cast<int>(i), words);
            const auto [known, fresh] = names.emplace(items_[i], false);
            if (fresh) known->second = scope.names(items_[i]);
            named_[i] = known->second;
        }
    }

    BillContents read() {
        BillContents made;
        made.value = bill_.parts[static_cast<std::size_t>(bill_.article)].unit_value;
        made.inputs = inputs(bill_.article, made.value.value_or(Decimal(1)));
        if (!without_value_.empty()) {
            made.notes.push_back(std::to_string(without_value_.size()) + (without_value_.size() == 1 ? " part has" : " parts have") + " no value, among them \"" +
                                 bill_.parts[static_cast<std::size_t>(*without_value_.begin())].id + "\": each may be anything up to the whole");
        }
        components(made);
        std::set<std::string> elements;
        for (const ElementMass& mass : content_.masses(bill_.article)) {
            if (mass.in_product > 0) elements.insert(bill_.elements[static_cast<std::size_t>(mass.element)]);
        }
        made.elements.assign(elements.begin(), elements.end());
        return made;
    }

  private:
    std::vector<int> origins() const {
        std::map<std::string, int> numbers{{"", 0}};
        std::vector<int> origin;
        for (const BillPart& part : bill_.parts) origin.push_back(numbers.emplace(part.origin, static_cast<int>(numbers.size())).first->second);
        return origin;
    }

    std::vector<Ingredient> inputs(int part, Decimal whole) {
        Rows rows;
        walk_.from(part, [&](int at, Decimal amount, bool inside) {
            const auto i = static_cast<std::size_t>(at);
            const BillPart& one = bill_.parts[i];
            const bool by_origin = !named_[i];   // only origin and class can matter
            Ingredient row{by_origin ? std::string() : items_[i], one.origin, {}, {}, inside};
            if (!one.classifications.empty()) row.classification = one.classifications.front();
            if (one.unit_value) {
                row.value = amount * *one.unit_value;
            } else if (bill_.first_use[i] == bill_.first_use[i + 1] || named_[i]) {
                // Its value may be anything: as much as the whole, of no known origin.
                without_value_.insert(at);
                row.origin.clear();
                row.value = whole;
            } else {
                return;   // an assembly without a value of its own: what is inside it speaks
            }
            rows.add(row);
        });
        return rows.take();
    }

    static std::string key_of(const Component& one) {
        std::string key = one.item + "|" + one.origin + "|" + one.value.to_text();
        for (const Ingredient& row : one.contents) key += "|" + row.item + "," + row.origin + "," + row.classification + "," + row.value.to_text() + (row.inside ? ",inside" : "");
        return key;
    }

    void components(BillContents& made) {
        std::map<std::string, bool> tested;
        std::vector<int> listed;
        for (std::size_t i = 0; i < bill_.parts.size(); ++i) {
            if (items_[i].empty() || static_cast<int>(i) == bill_.article) continue;
            const auto [known, fresh] = tested.emplace(items_[i], false);
            if (fresh) known->second = scope_.tests_component(items_[i]);
            if (known->second) listed.push_back(static_cast<int>(i));
        }
        std::set<std::string> seen;
        for (const int at : listed) {
            const BillPart& part = bill_.parts[static_cast<std::size_t>(at)];
            if (!part.unit_value || *part.unit_value <= Decimal()) {
                made.notes.push_back("\"" + part.id + "\" has no value, so it could not be tested by itself");
                continue;
            }
            Component one{items_[static_cast<std::size_t>(at)], part.origin, *part.unit_value, inputs(at, *part.unit_value)};
            if (seen.insert(key_of(one)).second) made.components.push_back(std::move(one));   // a hundred equal magnets are tested once
        }
    }

    const Bill& bill_;
    BillContent content_;
    const ContentScope& scope_;
    std::vector<std::string> items_;
    std::vector<char> named_;
    Walk walk_;
    std::set<int> without_value_;
};

}  // namespace

std::string item_of_part(const Bill& bill, int part, const ShipmentWords& words) {
    const BillPart& one = bill.parts[static_cast<std::size_t>(part)];
    std::vector<std::string> elements;
    Decimal mass;
    for (const BillElement& content : one.contents) {
        if (content.mass > Decimal()) elements.push_back(bill.elements[static_cast<std::size_t>(content.element)]);
        mass += content.mass;
    }
    if (!one.item.empty()) return words.has_finer(one.item) ? words.refined(one.item, elements) : one.item;
    if (elements.size() != 1 || !one.mass || mass != *one.mass) return {};
    const std::string metal = elements.front() + ".metal";
    return words.has_item(metal) ? metal : std::string();
}

BillContents contents_of_bill(const Bill& bill, const ContentScope& scope, const ShipmentWords& words) { return Reader(bill, scope, words).read(); }

}  // namespace countervail
