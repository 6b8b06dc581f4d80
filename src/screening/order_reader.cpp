// SPDX-License-Identifier: Apache-2.0
#include "screening/order_reader.h"

#include <algorithm>

#include "base/text.h"
#include "controls/fact_reader.h"

namespace countervail {

namespace {

/// Words in one cell, apart by blanks or semicolons.
std::vector<std::string> words_of(std::string_view cell) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < cell.size();) {
        const std::size_t end = std::min(cell.find_first_of("; ", at), cell.size());
        if (end > at) words.emplace_back(cell.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

class HeadReader {
  public:
    HeadReader(const OrderHeader& header, const std::vector<std::string_view>& cells, const ShipmentWords& words) : header_(header), cells_(cells), words_(words) {}

    OrderHead read() {
        Shipment& order = head_.shipment;
        order.item = cell(OrderField::item);
        order.code = code_digits(cell(OrderField::code));
        if (order.item.empty() && order.code.empty()) problem(OrderField::item, "neither item nor code says what it is", "fill one of them");
        known(OrderField::item, order.item, words_.has_item(order.item), "item", words_.items());
        if (const std::string code = cell(OrderField::code); !code.empty() && (order.code.size() < 4 || order.code.size() > 12)) {
            problem(OrderField::code, "\"" + code + "\" is no customs code", "four to twelve digits");
        }
        order.made_in = place(OrderField::made_in, false);
        order.from = place(OrderField::from, true);
        order.to = place(OrderField::to, true);
        order.end_uses = words_of(cell(OrderField::end_use));
        for (const std::string& use : order.end_uses) known(OrderField::end_use, use, words_.has_end_use(use), "end use", words_.end_uses());
        end_user(order.end_user);
        if (const std::string cell_text = cell(OrderField::technology); !cell_text.empty()) {
            order.technology_origins.emplace();
            for (const std::string& origin : words_of(cell_text)) {
                if (origin != "none") order.technology_origins->push_back(checked_place(OrderField::technology, origin));
            }
        }
        facts(order);
        return std::move(head_);
    }

  private:
    std::string cell(OrderField field) const {
        const int column = header_.column(field);
        return column < 0 || static_cast<std::size_t>(column) >= cells_.size() ? std::string() : trim(cells_[static_cast<std::size_t>(column)]);
    }

    void problem(OrderField field, const std::string& what, const std::string& hint) {
        head_.problems.push_back(order_field_names()[static_cast<std::size_t>(field)] + ": " + what + " (" + hint + ")");
    }

    void known(OrderField field, const std::string& word, bool is_known, const std::string& kind, const std::vector<std::string>& all) {
        if (word.empty() || is_known) return;
        const std::string near = did_you_mean(word, all);
        problem(field, "\"" + word + "\" is no " + kind, near.empty() ? "countervail check names the words" : near);
    }

    std::string checked_place(OrderField field, const std::string& text) {
        if (const std::string remedy = words_.wrong_place(text); !remedy.empty()) problem(field, "\"" + text + "\" is no place", remedy);
        return text;
    }

    std::string place(OrderField field, bool required) {
        const std::string text = cell(field);
        if (text.empty() && required) problem(field, "is empty", "a place, ISO 3166-1 alpha-3");
        return text.empty() ? text : checked_place(field, text);
    }

    void end_user(ShipmentParty& user) {
        user.name = cell(OrderField::end_user);
        user.place = place(OrderField::end_user_place, false);
        user.headquarters = place(OrderField::headquarters, false);
        if (const std::string text = cell(OrderField::lists); !text.empty()) {
            user.lists.emplace();
            for (const std::string& list : words_of(text)) {
                if (list == "none") continue;
                known(OrderField::lists, list, words_.has_list(list), "list", words_.lists());
                user.lists->push_back(list);
            }
        }
        user.stated = !user.name.empty() || !user.place.empty() || !user.headquarters.empty() || user.lists;
    }

    void facts(Shipment& order) {
        for (std::size_t i = 0; i < header_.columns.size() && i < cells_.size(); ++i) {
            const FactTerm* term = header_.columns[i].fact;
            const std::string text = trim(cells_[i]);
            if (term == nullptr || text.empty()) continue;
            std::string wrong;
            auto fact = read_fact_text(*term, text, wrong);
            if (fact) order.facts.push_back(std::move(*fact));
            else head_.problems.push_back(header_.columns[i].name + ": " + wrong);
        }
    }

    const OrderHeader& header_;
    const std::vector<std::string_view>& cells_;
    const ShipmentWords& words_;
    OrderHead head_;
};

}  // namespace

OrderHead read_order_head(const OrderHeader& header, const std::vector<std::string_view>& cells, const ShipmentWords& words) {
    return HeadReader(header, cells, words).read();
}

std::string wrong_line(std::string_view item, std::string_view origin, const ShipmentWords& words) {
    std::string what;
    if (!item.empty() && !words.has_item(item)) {
        const std::string near = did_you_mean(item, words.items());
        what = "line_item: \"" + std::string(item) + "\" is no item (" + (near.empty() ? "leave the cell empty for goods that no list names" : near) + ")";
    }
    if (origin.empty()) return what;
    if (const std::string remedy = words.wrong_place(origin); !remedy.empty()) {
        what += (what.empty() ? "" : "; ") + std::string("line_origin: \"") + std::string(origin) + "\" is no place (" + remedy + ")";
    }
    return what;
}

WholeOrder read_order(const OrderHeader& header, const std::vector<std::string_view>& rows, const ShipmentWords& words) {
    WholeOrder whole;
    std::vector<std::string_view> cells;
    std::string room;
    const auto cell = [&](OrderField field) {
        const int column = header.column(field);
        return column < 0 || static_cast<std::size_t>(column) >= cells.size() ? std::string() : trim(cells[static_cast<std::size_t>(column)]);
    };
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!split_row(rows[i], cells, room)) whole.problems.push_back("a quotation does not end on the row");
        if (i == 0) {
            OrderHead head = read_order_head(header, cells, words);
            whole.shipment = std::move(head.shipment);
            whole.problems = std::move(head.problems);
            whole.shipment.on = Date::parse(cell(OrderField::on));
            whole.shipment.value = Decimal::parse(cell(OrderField::value));
        }
        const std::string item = cell(OrderField::line_item), origin = cell(OrderField::line_origin), value = cell(OrderField::line_value);
        if (item.empty() && origin.empty() && value.empty()) continue;
        if (const std::string wrong = wrong_line(item, origin, words); !wrong.empty()) whole.problems.push_back(wrong);
        const auto number = Decimal::parse(value);
        if (!number) whole.problems.push_back("line_value: \"" + value + "\" is no number");
        if (!whole.shipment.contents) whole.shipment.contents.emplace();
        whole.shipment.contents_in_money = true;
        whole.shipment.contents->push_back({item, origin, cell(OrderField::line_classification), number.value_or(Decimal()), {}});
    }
    return whole;
}

}  // namespace countervail
